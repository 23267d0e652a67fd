//! What lies behind a number: the calls of one point, and the questions that moved between the sides of a verdict.

use anyhow::Result;

use crate::domain::call::{Call, Instant};
use crate::domain::id::{CallId, EvaluationId, RepId};
use crate::domain::kpi::{Kpi, Logged, Measure, known_until, without_repeat};
use crate::domain::trend::Comparison;
use crate::domain::week::Week;
use crate::store::observation::Answered;
use crate::store::{Store, call, observation};

/// One call behind a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Behind {
    /// The call.
    pub call: Call,
    /// Its evaluation; none for a KPI of the log.
    pub evaluation: Option<EvaluationId>,
    /// What it contributes, yes as 1 and no as 0. None where the KPI did not apply, or is not known yet.
    pub value: Option<f64>,
}

/// The calls behind one week's point of a rep or of the business, in the order of time.
pub fn evaluations_behind(
    store: &Store,
    kpi: &Kpi,
    rep: Option<RepId>,
    week: Week,
    now: Instant,
) -> Result<Vec<Behind>> {
    let mut behind = Vec::new();
    for (id, evaluation, value) in contributions(store, kpi, rep, week, now)? {
        behind.push(Behind {
            call: call::get(store, id)?,
            evaluation,
            value,
        });
    }
    behind.sort_by_key(|one| (one.call.started_at, one.call.id));
    Ok(behind)
}

/// A call, its evaluation where the KPI is heard, and what it contributes.
pub type Contribution = (CallId, Option<EvaluationId>, Option<f64>);

/// What each call contributes to one week's point; nothing for a number that was typed in.
pub fn contributions(
    store: &Store,
    kpi: &Kpi,
    rep: Option<RepId>,
    week: Week,
    now: Instant,
) -> Result<Vec<Contribution>> {
    match kpi.measure {
        Measure::Typed => Ok(Vec::new()),
        Measure::Log => {
            let Some(log_end) = observation::log_end(store)? else {
                return Ok(Vec::new());
            };
            let calls = observation::logged(store, week, week)?;
            let judged = without_repeat(&calls, known_until(now.to_utc(), log_end));
            let is_asked =
                |one: &Logged| one.week == week && rep.is_none_or(|rep| one.rep == Some(rep));
            let asked = judged.into_iter().filter(|(one, _)| is_asked(one));
            Ok(asked
                .map(|(one, held)| {
                    (
                        one.call,
                        None,
                        held.map(|held| if held { 1.0 } else { 0.0 }),
                    )
                })
                .collect())
        }
        _ => {
            let mut all = Vec::new();
            for one in observation::heard(store, week, week)? {
                if rep.is_none_or(|rep| one.rep == rep) {
                    let value = observation::contribution(store, kpi, &one)?;
                    all.push((one.call, Some(one.evaluation), value));
                }
            }
            Ok(all)
        }
    }
}

/// A question before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The question's key.
    pub key: String,
    /// Its words.
    pub text: String,
    /// Calls before in which it was done, and in which it applied.
    pub before: (u64, u64),
    /// Calls after, likewise.
    pub after: (u64, u64),
}

impl Moved {
    /// `Found the need 3 of 8 → 7 of 8`.
    pub fn words(&self) -> String {
        format!(
            "{} {} of {} → {} of {}",
            self.text, self.before.0, self.before.1, self.after.0, self.after.1
        )
    }

    /// How far it moved beside what chance does: the difference of the shares over its rough standard error.
    fn weight(&self) -> f64 {
        let (n1, n2) = (self.before.1 as f64, self.after.1 as f64);
        let difference = self.after.0 as f64 / n2 - self.before.0 as f64 / n1;
        difference.abs() * (n1 * n2 / (n1 + n2)).sqrt()
    }
}

/// The questions between the two sides of a verdict on a rep or on the business, those that moved most first; questions
/// that did not move, or applied on one side only, are left out. Counts for a closer look, each of them no verdict.
pub fn behind_it(store: &Store, rep: Option<RepId>, verdict: &Comparison) -> Result<Vec<Moved>> {
    let (Some(before), Some(recent)) = (&verdict.before, &verdict.recent) else {
        return Ok(Vec::new());
    };
    let after = observation::answered(store, rep, recent.from, recent.to, &[])?;
    let mut moved: Vec<Moved> =
        observation::answered(store, rep, before.from, before.to, &verdict.without)?
            .into_iter()
            .filter_map(|old| {
                let new = after.iter().find(|new| new.key == old.key)?;
                Some(between(&old, new))
            })
            .filter(|moved| moved.weight() > 0.0)
            .collect();
    moved.sort_by(|one, other| {
        other
            .weight()
            .total_cmp(&one.weight())
            .then_with(|| one.key.cmp(&other.key))
    });
    Ok(moved)
}

fn between(old: &Answered, new: &Answered) -> Moved {
    Moved {
        key: new.key.clone(),
        text: new.text.clone(),
        before: (old.done, old.applied),
        after: (new.done, new.applied),
    }
}
