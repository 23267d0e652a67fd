//! Writing an evaluation down with its answers and comments, and submitting it as the scoring form would.

use anyhow::{Context, Result};
use chrono::{Days, TimeDelta};

use super::{Hearing, Owner, moments};
use crate::domain::call::Lane;
use crate::domain::evaluation::{AnswerValue, Answers, Score, score};
use crate::domain::id::EvaluationId;
use crate::ops::demo::chance::Chance;
use crate::ops::submit::{self, Noted};
use crate::store::evaluation::NewEvaluation;
use crate::store::scorecard::Version;
use crate::store::{Store, evaluation, pick};

impl Owner<'_> {
    /// Hears one call to the end and submits its evaluation.
    pub(super) fn hear(
        &mut self,
        store: &Store,
        hearing: Hearing<'_>,
        growing: bool,
        chance: &mut Chance,
    ) -> Result<()> {
        // Lives as long as the shorter of the call and the script.
        let mut hearing = hearing;
        hearing.settle(&self.script.themes, growing, chance);
        let version = self.form(hearing.call);
        let answers = self.answers(&version.scorecard, &hearing, chance);
        let new = NewEvaluation {
            call_id: hearing.call.id,
            rep_id: self.reps[hearing.rep],
            scorecard_id: version.id,
            lane: hearing.lane,
            pick_id: Some(hearing.pick_id),
            week: hearing.call.week,
        };
        let id = evaluation::add(store, &new, hearing.opened_at.to_utc())?;
        let score = score(&version.scorecard, &answers)
            .with_context(|| format!("the invented call {} was not scored", hearing.call.id))?;
        self.write_answers(store, id, &version, &answers, &hearing, chance)?;
        self.write_moments(store, id, &score, &hearing, chance)?;
        moments::write_voice(store, id, &hearing, chance)?;
        if hearing.lane == Lane::Random {
            self.record.heard.push((hearing.weeks_ago, growing));
        }
        submit(store, id, &version, &score, &hearing, chance)
    }

    fn write_answers(
        &self,
        store: &Store,
        id: EvaluationId,
        version: &Version,
        answers: &Answers,
        hearing: &Hearing<'_>,
        chance: &mut Chance,
    ) -> Result<()> {
        let secs = (hearing.ends_at - hearing.opened_at).num_seconds();
        let count = version.scorecard.questions().count() as i64;
        for (place, question) in version.scorecard.questions().enumerate() {
            let (Some(value), Some(row)) = (
                answers.of(question),
                version.question_ids.get(&question.key),
            ) else {
                continue;
            };
            let at =
                hearing.opened_at + TimeDelta::seconds(secs * (place as i64 + 1) / (count + 1));
            evaluation::answer(store, id, *row, Some(&value.word()), at.to_utc())?;
            let missed = *value == AnswerValue::No;
            if let Some(texts) = self.script.notes.comment.get(&question.key)
                && missed
                && chance.yes(0.12)
            {
                evaluation::comment(store, id, *row, chance.text(texts), at.to_utc())?;
            }
        }
        Ok(())
    }
}

fn submit(
    store: &Store,
    id: EvaluationId,
    version: &Version,
    score: &Score,
    hearing: &Hearing<'_>,
    chance: &mut Chance,
) -> Result<()> {
    let at = hearing.ends_at.to_utc();
    for line in &score.lines {
        if let (Some(points), Some(row)) = (line.points, version.question_ids.get(&line.question)) {
            evaluation::set_points(store, id, *row, points)?;
        }
    }
    let owes = !hearing.truth.solved && chance.yes(0.5);
    let noted = Noted {
        solved: None,
        satisfied: chance.yes(0.75).then(|| hearing.satisfied().to_owned()),
        follow_up_on: owes
            .then(|| hearing.ends_at.date_naive() + Days::new(2 + chance.below(4) as u64)),
        referral: None,
    };
    evaluation::set_listened(store, id, hearing.listened_secs)?;
    evaluation::submit(store, id, &submit::outcome(score, &noted), None, at)?;
    pick::scored(store, hearing.pick_id, at)?;
    Ok(())
}
