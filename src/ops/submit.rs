//! Scoring a call: open its form, load it, submit it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};

use crate::domain::call::{Call, Channel, Lane};
use crate::domain::draw::PickStatus;
use crate::domain::evaluation::{AnswerValue, Answers, Score, score};
use crate::domain::id::{CallId, EvaluationId, ScorecardId};
use crate::store::evaluation::{Evaluation, NewEvaluation, Outcome};
use crate::store::moment::{Moment, Voice};
use crate::store::scorecard::Version;
use crate::store::{Store, call, desk, evaluation, moment, pick, scorecard};

pub mod edit;
pub mod explain;
pub mod file;
pub mod noted;

/// A form as it stands: everything that the scoring screen shows.
#[derive(Debug, Clone)]
pub struct Form {
    /// The call.
    pub call: Call,
    /// The evaluation, a draft or submitted.
    pub evaluation: Evaluation,
    /// The version of the scorecard.
    pub version: Arc<Version>,
    /// The answers that fit the form.
    pub answers: Answers,
    /// The owner's words by question key.
    pub comments: BTreeMap<String, String>,
    /// Time-stamped notes in the order of the call.
    pub moments: Vec<Moment>,
    /// The customer's words.
    pub voices: Vec<Voice>,
}

/// Opens the form of a call: its draft where there is one, else a new draft on `scorecard`, on the written form for
/// chats and e-mails, or on the desk's usual one. The lane is that of the call's pick; a call without a pick, or one
/// that is scored again, keeps what it had or is targeted.
pub fn open(
    store: &Store,
    call_id: CallId,
    scorecard: Option<&str>,
    now: DateTime<Utc>,
) -> Result<EvaluationId> {
    store.transaction(|store| {
        if let Some(draft) = evaluation::draft_of(store, call_id)? {
            return Ok(draft.id);
        }
        let call = call::get(store, call_id)?;
        let rep_id = call.rep_id.with_context(|| {
            format!(
                "nobody of this desk is known to have handled call {call_id}: assign its rep first"
            )
        })?;
        let key = match scorecard {
            Some(key) => key.to_owned(),
            None => usual_scorecard(store, call.channel)?,
        };
        let scorecard_id = scorecard::newest(store, &key)?.id;
        let (lane, pick_id) = lane(store, call_id)?;
        let new = NewEvaluation {
            call_id,
            rep_id,
            scorecard_id,
            lane,
            pick_id,
            week: call.week,
        };
        Ok(evaluation::add(store, &new, now)?)
    })
}

/// Leaves an open form after `listened_secs` of its call. A form on which nothing was answered or noted, and whose
/// call was not listened to, goes as if it had never been opened.
pub fn leave(store: &Store, id: EvaluationId, listened_secs: i64) -> Result<()> {
    store.transaction(|store| {
        evaluation::set_listened(store, id, listened_secs)?;
        if listened_secs == 0 && evaluation::is_untouched(store, id)? {
            evaluation::remove_draft(store, id)?;
        }
        Ok(())
    })
}

/// The key of the scorecard for a channel: the one chosen for it, else for chats and e-mails the first written one,
/// else the desk's usual one.
pub fn usual_scorecard(store: &Store, channel: Channel) -> Result<String> {
    if let Some(chosen) = scorecard::chosen_for(store, channel)? {
        return Ok(chosen);
    }
    let usual = desk::get(store)?.scorecard;
    let forms = scorecard::list(store)?;
    let is_written = |key: &str| forms.iter().any(|form| form.written && form.key == key);
    if !channel.is_written() || is_written(&usual) {
        return Ok(usual);
    }
    let written = forms.into_iter().find(|form| form.written);
    Ok(written.map_or(usual, |form| form.key))
}

fn lane(store: &Store, call: CallId) -> Result<(Lane, Option<crate::domain::id::PickId>)> {
    if let Some(earlier) = evaluation::latest_of(store, call)? {
        return Ok((earlier.lane, earlier.pick_id));
    }
    for lane in [Lane::Random, Lane::Targeted] {
        if let Some(pick) = pick::of_call(store, call, lane)?
            && pick.status != PickStatus::Skipped
        {
            return Ok((lane, Some(pick.id)));
        }
    }
    Ok((Lane::Targeted, None))
}

/// Loads a form as it stands.
pub fn load(store: &Store, id: EvaluationId) -> Result<Form> {
    let evaluation = evaluation::get(store, id)?;
    let version = scorecard::get(store, evaluation.scorecard_id)?;
    fill(store, evaluation, Arc::new(version))
}

/// The versions of scorecards that many forms are loaded on, each read and parsed once.
#[derive(Debug, Default)]
pub struct Versions(BTreeMap<ScorecardId, Arc<Version>>);

impl Versions {
    /// As [`load`].
    pub fn load(&mut self, store: &Store, id: EvaluationId) -> Result<Form> {
        let evaluation = evaluation::get(store, id)?;
        let version = match self.0.entry(evaluation.scorecard_id) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(new) => {
                let version = scorecard::get(store, evaluation.scorecard_id)?;
                new.insert(Arc::new(version)).clone()
            }
        };
        fill(store, evaluation, version)
    }
}

fn fill(store: &Store, evaluation: Evaluation, version: Arc<Version>) -> Result<Form> {
    let id = evaluation.id;
    let mut answers = Answers::new();
    let mut comments = BTreeMap::new();
    for answered in evaluation::answers(store, id)? {
        let question = version.scorecard.question(&answered.question);
        if let (Some(question), Some(value)) = (question, &answered.value)
            && let Ok(value) = AnswerValue::parse(question, value)
        {
            answers.set(&answered.question, value);
        }
        if !answered.comment.is_empty() {
            comments.insert(answered.question, answered.comment);
        }
    }
    Ok(Form {
        call: call::get(store, evaluation.call_id)?,
        moments: moment::list(store, id)?,
        voices: moment::voices(store, id)?,
        evaluation,
        version,
        answers,
        comments,
    })
}

/// What the owner noted of the end of a call beside the questions; empty fields follow from the questions.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Noted {
    /// Whether what the customer came for was solved on this call.
    pub solved: Option<bool>,
    /// `delighted`, `satisfied`, `neutral` or `unhappy`.
    pub satisfied: Option<String>,
    /// Day on which something is owed to the customer.
    pub follow_up_on: Option<chrono::NaiveDate>,
    /// `asked`, `missed` or `not_fitting`.
    pub referral: Option<String>,
}

/// Submits a draft: scores it, settles its pick, and from then on never changes it.
///
/// # Errors
/// Questions are open; the error names them. The draft stays as it was.
pub fn submit(store: &Store, id: EvaluationId, noted: &Noted, at: DateTime<Utc>) -> Result<Score> {
    submit_framed(store, id, noted, None, at)
}

/// As [`submit`], for a call that was drawn elsewhere from a frame of `frame_size` calls.
pub fn submit_framed(
    store: &Store,
    id: EvaluationId,
    noted: &Noted,
    frame_size: Option<i64>,
    at: DateTime<Utc>,
) -> Result<Score> {
    store.transaction(|store| {
        let form = load(store, id)?;
        if form.evaluation.submitted_at.is_some() {
            bail!("this evaluation was submitted already");
        }
        let score = score(&form.version.scorecard, &form.answers)?;
        for line in &score.lines {
            if let (Some(points), Some(question)) =
                (line.points, form.version.question_ids.get(&line.question))
            {
                evaluation::set_points(store, id, *question, points)?;
            }
        }
        evaluation::submit(store, id, &outcome(&score, noted), frame_size, at)?;
        if let Some(pick) = form.evaluation.pick_id {
            pick::scored(store, pick, at)?;
        }
        Ok(score)
    })
}

/// The columns that follow from a score and what was noted.
pub(in crate::ops) fn outcome(score: &Score, noted: &Noted) -> Outcome {
    Outcome {
        quality: score.quality,
        applicable_share: score.applicable_share,
        scorable: score.quality.is_some(),
        customer_errors: score.errors.customer.map(i64::from),
        business_errors: score.errors.business.map(i64::from),
        compliance_errors: score.errors.compliance.map(i64::from),
        solved: noted.solved.or(score.solved),
        satisfied: noted.satisfied.clone(),
        follow_up_on: noted.follow_up_on.map(|on| on.to_string()),
        referral: noted
            .referral
            .clone()
            .or_else(|| score.referral.map(|one| one.word().to_owned())),
    }
}

#[cfg(test)]
mod tests;
