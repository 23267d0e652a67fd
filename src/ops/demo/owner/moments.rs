//! What the owner notes beside the answers: moments, and the customer's own words with theme and cause. Keeps in mind
//! what the story will need.

use anyhow::Result;

use super::{Hearing, Owner};
use crate::domain::call::Lane;
use crate::domain::evaluation::{Line, Score, Standing};
use crate::domain::id::{CallId, EvaluationId, MomentId};
use crate::domain::voice::{Cause, MomentKind};
use crate::ops::demo::chance::Chance;
use crate::ops::demo::script::words::{ByQuestion, Theme};
use crate::store::{Store, moment};

/// Most moments that the owner notes in one call.
const MOST_MOMENTS: usize = 4;

/// What was noted over the year, for the story.
#[derive(Debug, Default)]
pub struct Record {
    /// Moments to do better.
    pub improve: Vec<ToImprove>,
    /// Moments worth praise.
    pub praise: Vec<Praised>,
    /// For each call heard at random: the week, and whether the growing theme came up.
    pub heard: Vec<(i64, bool)>,
}

/// A moment to do better.
#[derive(Debug)]
pub struct ToImprove {
    /// Whose, by index.
    pub rep: usize,
    /// Key of the question.
    pub question: String,
    /// The week of the call.
    pub weeks_ago: i64,
    /// How the call came to be heard.
    pub lane: Lane,
    /// The row.
    pub moment: MomentId,
}

/// A moment worth praise.
#[derive(Debug)]
pub struct Praised {
    /// Whose, by index.
    pub rep: usize,
    /// The call.
    pub call: CallId,
    /// Key of the question.
    pub question: String,
    /// The week of the call.
    pub weeks_ago: i64,
    /// What the call came to.
    pub quality: f64,
}

impl Owner<'_> {
    /// Writes down what stood out in the answers.
    pub(super) fn write_moments(
        &mut self,
        store: &Store,
        id: EvaluationId,
        score: &Score,
        hearing: &Hearing<'_>,
        chance: &mut Chance,
    ) -> Result<()> {
        let notes = &self.script.notes;
        let count = score.lines.len() as f64;
        let mut written = 0;
        for (place, line) in score.lines.iter().enumerate() {
            let Some((kind, text)) = self.moment_of(line, hearing, chance) else {
                continue;
            };
            if written == MOST_MOMENTS {
                break;
            }
            written += 1;
            let share = (place as f64 + chance.share()) / count;
            let at_secs = (hearing.length_secs() as f64 * share) as i64;
            let moment = moment::add(store, id, at_secs, kind, text)?;
            self.remember(line, kind, moment, score, hearing);
        }
        if !hearing.call.channel.is_written() && chance.yes(0.06) {
            let at_secs = (hearing.length_secs() as f64 * 0.5 * chance.share()) as i64;
            let text = chance.text(&notes.heard.words);
            moment::add(store, id, at_secs, MomentKind::Voice, text)?;
        }
        Ok(())
    }

    /// What the owner notes of one answer: a no in every third case, a yes seldom, and always where a call was
    /// chosen to show it.
    fn moment_of(
        &self,
        line: &Line,
        hearing: &Hearing<'_>,
        chance: &mut Chance,
    ) -> Option<(MomentKind, &str)> {
        let Standing::Answered(_) = line.standing else {
            return None;
        };
        let done = line.points? > 0.5;
        let shown = hearing.is_evidence && line.question == self.script.story.improvement.question;
        let often = if done { 0.06 } else { 0.35 };
        let (kind, texts): (_, &ByQuestion) = if done {
            (MomentKind::Praise, &self.script.notes.praise)
        } else {
            (MomentKind::Improve, &self.script.notes.improve)
        };
        if !chance.yes(often) && !shown {
            return None;
        }
        let texts = texts.get(&line.question)?;
        Some((kind, chance.text(texts)))
    }

    fn remember(
        &mut self,
        line: &Line,
        kind: MomentKind,
        moment: MomentId,
        score: &Score,
        hearing: &Hearing<'_>,
    ) {
        let question = line.question.clone();
        match (kind, score.quality) {
            (MomentKind::Improve, _) => self.record.improve.push(ToImprove {
                rep: hearing.rep,
                question,
                weeks_ago: hearing.weeks_ago,
                lane: hearing.lane,
                moment,
            }),
            (MomentKind::Praise, Some(quality)) => self.record.praise.push(Praised {
                rep: hearing.rep,
                call: hearing.call.id,
                question,
                weeks_ago: hearing.weeks_ago,
                quality,
            }),
            _ => {}
        }
    }
}

/// Writes down what the customer talked about.
pub(super) fn write_voice(
    store: &Store,
    id: EvaluationId,
    hearing: &Hearing<'_>,
    chance: &mut Chance,
) -> Result<()> {
    let Some(theme) = hearing.theme else {
        return Ok(());
    };
    let at_secs = hearing
        .call
        .talk_secs
        .map(|secs| (secs as f64 * chance.between(0.05, 0.6)) as i64);
    let quote = chance.text(&theme.quotes);
    moment::add_voice(store, id, &theme.name, cause(theme, chance), quote, at_secs)?;
    Ok(())
}

/// What is behind it, which the owner leaves open now and then.
fn cause(theme: &Theme, chance: &mut Chance) -> Option<Cause> {
    let causes: Vec<(Cause, f64)> = theme
        .causes
        .iter()
        .map(|(one, weight)| (*one, *weight))
        .collect();
    let weights: Vec<f64> = causes.iter().map(|(_, weight)| *weight).collect();
    let index = chance.weighted(&weights);
    causes
        .get(index)
        .map(|(cause, _)| *cause)
        .filter(|_| !chance.yes(0.06))
}
