//! Decisions with what came of them: the theme or the KPI that they are about, as many weeks before as after.

use anyhow::Result;
use chrono::NaiveDate;

use crate::domain::call::Instant;
use crate::domain::id::ThemeId;
use crate::domain::kpi::{Kpi, Measure, Unit, known_until};
use crate::domain::own_kpi::Source;
use crate::domain::trend::{HEARD, count, log_weeks, words};
use crate::domain::week::Week;
use crate::ops;
use crate::ops::real::{self, What};
use crate::ops::setup;
use crate::stats::Sample;
use crate::stats::verdict::{Kind, Verdict, of_proportions, of_samples};
use crate::store::decision::{self, Decision};
use crate::store::{Store, observation, rollup};

/// Weeks on each side of a decision that are compared.
pub const WEEKS: i64 = 8;
/// The smallest change of a share that matters.
const MATTERS: f64 = 0.10;

/// A decision with its effect.
#[derive(Debug, Clone, PartialEq)]
pub struct Followed {
    /// What was decided.
    pub decision: Decision,
    /// What came of it; none where it names neither a theme nor a KPI.
    pub effect: Option<Effect>,
}

/// What came of a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Which of the five answers.
    pub is: Kind,
    /// After minus before, in the unit of what is counted.
    pub difference: Option<f64>,
    /// The answer with its counts.
    pub text: String,
}

/// One side of a decision.
struct Side {
    sample: Option<Sample>,
    x: u64,
    n: u64,
}

/// Every decision with its effect, the latest first.
pub fn follow(store: &Store, now: Instant) -> Result<Vec<Followed>> {
    let kpis = ops::kpi::all(store)?;
    let this_week = setup::this_week(store, now)?;
    let all = decision::list(store)?.into_iter();
    let followed = all.map(|decision| {
        let effect = effect_of(store, &kpis, &decision, this_week, now)?;
        Ok(Followed { decision, effect })
    });
    followed.collect()
}

/// The decisions that are to be looked at by a day, the longest due first.
pub fn due(store: &Store, by: NaiveDate) -> Result<Vec<Decision>> {
    let mut due = decision::list(store)?;
    due.retain(|one| one.is_due(by));
    due.sort_by_key(|one| one.review_on);
    Ok(due)
}

/// What came of a decision by the end of a week; none where it names neither a theme nor a KPI.
pub fn effect(
    store: &Store,
    decision: &Decision,
    by: Week,
    now: Instant,
) -> Result<Option<Effect>> {
    effect_of(store, &ops::kpi::all(store)?, decision, by, now)
}

fn effect_of(
    store: &Store,
    kpis: &[Kpi],
    decision: &Decision,
    by: Week,
    now: Instant,
) -> Result<Option<Effect>> {
    rollup::refresh(store)?;
    let week = Week::of(decision.decided_on);
    let last = by.min(week.plus(WEEKS));
    let (before, after) = ((week.plus(-WEEKS), week.plus(-1)), (week.plus(1), last));
    let key = decision.kpi.as_deref();
    let kpi = kpis.iter().find(|kpi| Some(&*kpi.key) == key);
    Ok(match (&decision.theme, kpi) {
        (Some((id, name)), _) => {
            let sides = (theme(store, *id, before)?, theme(store, *id, after)?);
            Some(told(name, Unit::Share, &sides.0, &sides.1))
        }
        (None, Some(kpi)) => {
            let sides = (
                number(store, kpi, before, now)?,
                number(store, kpi, after, now)?,
            );
            Some(told(&kpi.name, kpi.unit(), &sides.0, &sides.1))
        }
        (None, None) => None,
    })
}

/// In how many drawn calls of some weeks a theme came up.
fn theme(store: &Store, id: ThemeId, (from, to): (Week, Week)) -> Result<Side> {
    let measure = Source::Theme(id).word();
    let rolls = rollup::rolls(store, &[&measure], from, to)?;
    Ok(Side {
        sample: None,
        x: count(&rolls, &measure, |_| true),
        n: count(&rolls, HEARD, |_| true),
    })
}

/// What the calls of some weeks add to a KPI of the whole business.
fn number(store: &Store, kpi: &Kpi, (from, to): (Week, Week), now: Instant) -> Result<Side> {
    if let Measure::Log = kpi.measure {
        let Some(end) = observation::log_end(store)? else {
            return Ok(Side {
                sample: None,
                x: 0,
                n: 0,
            });
        };
        let calls = observation::logged(store, from, to)?;
        let weeks = log_weeks(&calls, from, to, known_until(now.to_utc(), end));
        return Ok(Side {
            sample: None,
            x: weeks.iter().map(|one| one.held).sum(),
            n: weeks.iter().map(|one| one.known).sum(),
        });
    }
    let sample = real::sample(store, What::Kpi(kpi), None, (from, to))?;
    Ok(Side {
        x: sample.map_or(0, Sample::ones),
        n: sample.map_or(0, |sample| sample.n),
        sample,
    })
}

fn told(name: &str, unit: Unit, before: &Side, after: &Side) -> Effect {
    let verdict = match unit {
        Unit::Points | Unit::Number => {
            let usual = before.sample.map_or(0.0, |sample| sample.mean);
            let smallest = unit.smallest_difference(usual);
            of_samples(after.sample, before.sample, None, smallest)
        }
        Unit::Share => of_proportions(after.x, after.n, before.x, before.n, MATTERS),
    };
    Effect {
        is: verdict.kind,
        difference: verdict.difference,
        text: format!(
            "{name}: {} in the {WEEKS} weeks before, {} since. {}.",
            side(unit, before),
            side(unit, after),
            head(unit, &verdict, after.n)
        ),
    }
}

/// `3 of 40 calls`, or `78.1 on 60 calls`.
fn side(unit: Unit, side: &Side) -> String {
    match (unit, side.sample.map(|sample| sample.mean)) {
        (Unit::Points | Unit::Number, Some(value)) => {
            let counted = words::counted(unit, side.n);
            format!("{} on {counted}", words::value(unit, value))
        }
        (Unit::Points, None) => "no call".to_owned(),
        (Unit::Number, None) => "no number".to_owned(),
        (Unit::Share, _) => format!("{} of {}", side.x, words::calls(side.n)),
    }
}

fn head(unit: Unit, verdict: &Verdict, heard: u64) -> String {
    let way = if verdict.difference.unwrap_or(0.0) > 0.0 {
        "more"
    } else {
        "less"
    };
    match verdict.kind {
        _ if heard == 0 => "No call since yet".to_owned(),
        Kind::VeryLikelyReal => format!("Very likely {way} than before"),
        Kind::ProbablyReal => format!("Probably {way} than before"),
        Kind::Leaning => format!("Leaning to {way}, not settled"),
        Kind::NoDifference => "No difference that matters".to_owned(),
        Kind::TooFew => match verdict.more_calls {
            Some(more) => format!(
                "Too few to tell: about {} on each side",
                words::more(unit, more)
            ),
            None => "Too few to tell".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::ops::demo;

    const NOW: &str = "2026-11-20T16:00:00-05:00";

    #[test]
    fn a_decision_on_a_theme_is_followed_by_how_often_it_comes_up_again() {
        let store = Store::in_memory().unwrap();
        demo::fill(&store, NOW.parse().unwrap()).unwrap();
        let all = follow(&store, NOW.parse().unwrap()).unwrap();
        assert!(!all.is_empty());
        for one in &all {
            let effect = one.effect.as_ref().unwrap();
            let theme = &one.decision.theme.as_ref().unwrap().1;
            assert!(
                effect.text.starts_with(&format!("{theme}: ")),
                "{}",
                effect.text
            );
            assert!(
                effect.text.contains("in the 8 weeks before"),
                "{}",
                effect.text
            );
        }
    }

    // Newcombe's 99 % range of 10/10 - 0/20 leaves out nought (statistics.md's 95 %: .6791 to 1).
    #[test]
    fn the_counts_stand_with_the_answer() {
        let share = |x, n| Side { sample: None, x, n };
        let clear = told("late delivery", Unit::Share, &share(10, 10), &share(0, 20));
        assert_eq!(
            clear.text,
            "late delivery: 10 of 10 calls in the 8 weeks before, 0 of 20 calls since. Very likely less than before."
        );
        let nothing = told("late delivery", Unit::Share, &share(3, 10), &share(0, 0));
        assert!(
            nothing.text.ends_with("No call since yet."),
            "{}",
            nothing.text
        );
    }

    #[test]
    fn a_decision_is_due_until_it_was_looked_at() {
        let store = Store::in_memory().unwrap();
        let on = |day: &str| day.parse().unwrap();
        let new = decision::NewDecision {
            what: "Ring before noon",
            why: "",
            owner: "Mia",
            kpi: None,
            theme: None,
            decided_on: on("2026-10-01"),
            review_on: Some(on("2026-11-01")),
        };
        let id = decision::add(&store, &new).unwrap();
        assert!(due(&store, on("2026-10-31")).unwrap().is_empty());
        assert_eq!(due(&store, on("2026-11-20")).unwrap()[0].owner, "Mia");
        decision::look(&store, id, "It works", on("2026-11-20"), None).unwrap();
        assert!(due(&store, on("2026-11-20")).unwrap().is_empty());
        decision::look(
            &store,
            id,
            "Once more",
            on("2026-11-21"),
            Some(on("2026-12-24")),
        )
        .unwrap();
        assert_eq!(
            due(&store, on("2026-12-24")).unwrap()[0].result,
            "Once more"
        );
        assert!(
            decision::look(
                &store,
                crate::domain::id::DecisionId(99),
                "",
                on("2026-11-20"),
                None
            )
            .is_err()
        );
    }
}
