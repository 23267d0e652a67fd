//! A whole evaluation from a JSON file: another tool's, a test's.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, FixedOffset, Utc};

use crate::domain::call::Lane;
use crate::domain::evaluation::{AnswerValue, Score};
use crate::domain::id::{CallId, EvaluationId};
use crate::domain::voice::{Cause, MomentKind};
use crate::ops::submit::{self, Noted};
use crate::store::{Store, evaluation, moment, pick};

/// One evaluation as a file holds it.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EvaluationFile {
    /// Key of the scorecard; the usual one of the channel when left out.
    pub scorecard: Option<String>,
    /// How the call came to be heard; that of its pick when left out.
    pub lane: Option<Lane>,
    /// When it was scored; now when left out.
    pub scored_at: Option<DateTime<FixedOffset>>,
    /// The answers by question key, as words.
    pub answers: BTreeMap<String, serde_json::Value>,
    /// The owner's words by question key.
    pub comments: BTreeMap<String, String>,
    /// Time-stamped notes.
    pub moments: Vec<MomentEntry>,
    /// The customer's words.
    pub voice: Vec<VoiceEntry>,
    /// What was noted of the end.
    pub outcome: Noted,
}

/// One moment of the file.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MomentEntry {
    /// Seconds from the beginning of the call.
    pub at_secs: u32,
    /// What sort.
    pub kind: MomentKind,
    /// The words.
    #[serde(default)]
    pub text: String,
}

/// One voice of the file.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceEntry {
    /// What it was about.
    pub theme: String,
    /// Who or what is behind it.
    #[serde(default)]
    pub cause: Option<Cause>,
    /// The words.
    #[serde(default)]
    pub quote: String,
    /// Seconds from the beginning of the call.
    #[serde(default)]
    pub at_secs: Option<u32>,
    /// What is at stake for the customer.
    #[serde(default)]
    pub stake: String,
}

/// Reads the text of a file.
pub fn parse(text: &str) -> Result<EvaluationFile> {
    let file: EvaluationFile =
        serde_json::from_str(text).context("the answers are not in the expected form")?;
    if let Some(word) = &file.outcome.satisfied
        && !["delighted", "satisfied", "neutral", "unhappy"].contains(&word.as_str())
    {
        bail!("outcome.satisfied is '{word}': write delighted, satisfied, neutral or unhappy");
    }
    if let Some(word) = &file.outcome.referral
        && !["asked", "missed", "not_fitting"].contains(&word.as_str())
    {
        bail!("outcome.referral is '{word}': write asked, missed or not_fitting");
    }
    Ok(file)
}

/// Scores a call from a file, all or nothing. A call that was scored before gets its next version.
pub fn evaluate(
    store: &Store,
    call_id: CallId,
    file: &EvaluationFile,
    now: DateTime<Utc>,
) -> Result<(EvaluationId, Score)> {
    let at = file.scored_at.map_or(now, |at| at.to_utc());
    store.transaction(|store| {
        if let Some(draft) = evaluation::draft_of(store, call_id)?
            && evaluation::is_untouched(store, draft.id)?
        {
            evaluation::remove_draft(store, draft.id)?;
        }
        if let Some(draft) = evaluation::draft_of(store, call_id)? {
            bail!("call {call_id} is open in the app (evaluation {}): finish or discard it there first", draft.id);
        }
        let id = submit::open(store, call_id, file.scorecard.as_deref(), at)?;
        settle_lane(store, call_id, id, file.lane)?;
        put_answers(store, id, file, at)?;
        for entry in &file.moments {
            moment::add(store, id, i64::from(entry.at_secs), entry.kind, &entry.text)?;
        }
        for entry in &file.voice {
            let at_secs = entry.at_secs.map(i64::from);
            let voice = moment::add_voice(store, id, &entry.theme, entry.cause, &entry.quote, at_secs)?;
            moment::reword_voice(store, voice, &entry.quote, &entry.stake)?;
        }
        let score = submit::submit(store, id, &file.outcome, at)?;
        Ok((id, score))
    })
}

/// A call may be called targeted whatever drew it, but random only when a draw picked it: that is what random means.
fn settle_lane(
    store: &Store,
    call_id: CallId,
    id: EvaluationId,
    asked: Option<Lane>,
) -> Result<()> {
    let lane = evaluation::get(store, id)?.lane;
    match asked {
        Some(Lane::Random) if lane != Lane::Random => bail!(
            "call {call_id} was not drawn, so it cannot be in the random lane: draw it, or say \"lane\":\"targeted\""
        ),
        Some(Lane::Targeted)
            if lane == Lane::Random && pick::of_call(store, call_id, Lane::Random)?.is_some() =>
        {
            bail!("call {call_id} was drawn at random: leave \"lane\" out, or skip its pick first")
        }
        _ => Ok(()),
    }
}

fn put_answers(
    store: &Store,
    id: EvaluationId,
    file: &EvaluationFile,
    at: DateTime<Utc>,
) -> Result<()> {
    let form = submit::load(store, id)?;
    let unknown = |key: &str| {
        let known: Vec<&str> = form
            .version
            .scorecard
            .questions()
            .map(|one| one.key.as_str())
            .collect();
        format!(
            "scorecard {} has no question '{key}': it has {}",
            form.version.scorecard.key,
            known.join(", ")
        )
    };
    for (key, value) in &file.answers {
        let question = form
            .version
            .scorecard
            .question(key)
            .with_context(|| unknown(key))?;
        let row = form
            .version
            .question_ids
            .get(key)
            .with_context(|| unknown(key))?;
        let word = match value {
            serde_json::Value::String(word) => word.clone(),
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::Bool(true) => "yes".to_owned(),
            serde_json::Value::Bool(false) => "no".to_owned(),
            other => bail!("the answer to {key} is {other}: write a word or a number"),
        };
        let value = AnswerValue::parse(question, &word)?;
        evaluation::answer(store, id, *row, Some(&value.word()), at)?;
    }
    for (key, text) in &file.comments {
        let row = form
            .version
            .question_ids
            .get(key)
            .with_context(|| unknown(key))?;
        evaluation::comment(store, id, *row, text, at)?;
    }
    Ok(())
}
