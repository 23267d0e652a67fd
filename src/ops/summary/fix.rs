//! One thing to fix next, in the whole business: a critical error, a theme that is new or growing, or a behaviour. Chosen by
//! how much of all calls it harms for certain; never by comparing people.

use serde::Serialize;

use super::discretion::{Discretion, clean};
use super::figures::{count, percent};
use super::focus::{Behaviour, WEEKS};
use crate::domain::scorecard::Class;
use crate::domain::week::Week;
use crate::ops::voice::Theme;
use crate::stats::proportion::clopper_pearson;
use crate::stats::{CONFIDENCE, Sample};
use crate::store::decision::Decision;

/// What harms fewer calls than this, for all that is certain, is nothing to fix.
const MATTERS: f64 = 0.02;
/// What is done more often than this, for all that is known, is nothing to fix.
const GOOD: f64 = 0.9;
/// Fewer calls than this say nothing of a behaviour.
const FEWEST_CALLS: u64 = 5;

/// The one thing, or why none is named.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fix {
    /// `critical`, `theme`, `behaviour` or `none`.
    pub kind: &'static str,
    /// What it is; empty where there is none.
    pub what: String,
    /// The share of all calls that it harms at least, 0 to 1: the low end of its range, for a behaviour times its share of
    /// quality.
    pub harm: Option<f64>,
    /// Of the range.
    pub confidence: f64,
    /// Why it was chosen, with its counts.
    pub why: String,
}

/// What the choice is made from: the drawn calls of the last eight weeks.
pub(super) struct Grounds<'a> {
    /// The last week.
    pub week: Week,
    /// How many there are.
    pub calls: u64,
    /// What they come to in being free of critical errors of each class; a class that no question is about is missing.
    pub free: Vec<(Class, Sample)>,
    /// How the whole business did on every question.
    pub behaviours: Vec<Behaviour>,
    /// What customers talked about.
    pub themes: &'a [Theme],
    /// Every decision.
    pub decisions: &'a [Decision],
    /// Who customers are is not told here.
    pub discretion: Discretion,
}

impl Grounds<'_> {
    /// The one thing to fix next.
    pub fn choose(&self) -> Fix {
        let free = self.free.iter();
        let mut all: Vec<Fix> = free
            .filter_map(|(class, free)| critical(*class, *free))
            .collect();
        all.extend(self.themes.iter().filter_map(|one| self.theme(one)));
        all.extend(self.behaviours.iter().filter_map(behaviour));
        let worst = all
            .into_iter()
            .reduce(|worst, one| if one.harm > worst.harm { one } else { worst });
        worst.unwrap_or_else(|| none(self.calls))
    }

    /// A theme that is new or growing for sure and on which nothing is decided that waits for its effect.
    fn theme(&self, theme: &Theme) -> Option<Fix> {
        let waits = |one: &&Decision| {
            one.looked_on.is_none() && Week::of(one.decided_on) > self.week.plus(-WEEKS)
        };
        let mut decided = self.decisions.iter().filter(waits);
        let is_decided =
            decided.any(|one| one.theme.as_ref().is_some_and(|(id, _)| *id == theme.id));
        if !theme.mark.is_sure() || is_decided {
            return None;
        }
        let low = theme.range?.low;
        let causes = theme.behind_it();
        let behind = if causes.is_empty() {
            String::new()
        } else {
            format!(" Behind it: {causes}.")
        };
        let why = format!(
            "{} of {}, so at least {} of all, and {} for sure.{behind}",
            theme.calls,
            count(theme.of, "call"),
            percent(low),
            theme.mark.word(),
        );
        let what = format!(
            "What customers say on {}",
            self.discretion.text(&theme.name, "")
        );
        fix("theme", what, low, why)
    }
}

fn whom(class: Class) -> &'static str {
    match class {
        Class::Customer => "customers",
        Class::Business => "the business",
        Class::Compliance => "compliance",
    }
}

/// A behaviour that is certainly missed in more than one call of ten.
fn behaviour(one: &Behaviour) -> Option<Fix> {
    if one.calls < FEWEST_CALLS || one.high >= GOOD {
        return None;
    }
    let missed = 1.0 - one.high;
    let why = format!(
        "missed in {:.0} of {}, so at least {} of all; it weighs {} of quality and cost {:.1} points a call.",
        one.calls as f64 - one.done,
        count(one.calls, "call"),
        percent(missed),
        percent(one.weight_share),
        one.loss
    );
    fix(
        "behaviour",
        clean(&one.text),
        missed * one.weight_share,
        why,
    )
}

fn fix(kind: &'static str, what: String, harm: f64, why: String) -> Option<Fix> {
    (harm >= MATTERS).then_some(Fix {
        kind,
        what,
        harm: Some(harm),
        confidence: CONFIDENCE,
        why,
    })
}

fn critical(class: Class, free: Sample) -> Option<Fix> {
    let wrong = free.n - free.ones();
    let range = clopper_pearson(wrong, free.n, CONFIDENCE)?;
    let why = format!(
        "{wrong} of {} in {WEEKS} weeks, so at least {} of all.",
        count(free.n, "call"),
        percent(range.low)
    );
    fix(
        "critical",
        format!("Critical errors that hurt {}", whom(class)),
        range.low,
        why,
    )
}

fn none(calls: u64) -> Fix {
    Fix {
        kind: "none",
        what: String::new(),
        harm: None,
        confidence: CONFIDENCE,
        why: format!(
            "Nothing that is certain stands out, after {} in {WEEKS} weeks.",
            count(calls, "drawn call")
        ),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn missed(question: &str, done: f64, calls: u64, weight_share: f64) -> Behaviour {
        let share = done / calls as f64;
        let range = crate::stats::proportion::wilson(done as u64, calls, CONFIDENCE).unwrap();
        Behaviour {
            question: question.into(),
            text: question.into(),
            calls,
            done,
            share,
            low: range.low,
            high: range.high,
            confidence: CONFIDENCE,
            weight_share,
            loss: 100.0 * weight_share * (1.0 - share),
            team_share: share,
            by_points: false,
        }
    }

    fn choose(behaviours: Vec<Behaviour>) -> Fix {
        let grounds = Grounds {
            week: "2026-W47".parse().unwrap(),
            calls: 0,
            free: Vec::new(),
            behaviours,
            themes: &[],
            decisions: &[],
            discretion: Discretion::new(false),
        };
        grounds.choose()
    }

    // Wilson's upper end of 20/40 is 0.648, of 10/40 0.402: 0.352 x 0.30 = 0.106 is more than 0.598 x 0.10 = 0.060.
    #[test]
    fn what_weighs_more_comes_before_what_is_missed_more_often() {
        let found = choose(vec![
            missed("name", 10.0, 40, 0.10),
            missed("need", 20.0, 40, 0.30),
        ]);
        assert_eq!((found.kind, found.what.as_str()), ("behaviour", "need"));
        assert!((found.harm.unwrap() - 0.106).abs() < 0.001, "{found:?}");
        assert!(
            found
                .why
                .starts_with("missed in 20 of 40 calls, so at least 35% of all"),
            "{found:?}"
        );
    }

    // Wilson's upper end of 4/5 is 0.964: that it is done in 9 of 10 cannot be ruled out. Four calls say nothing.
    #[test]
    fn what_is_only_suspected_is_not_named() {
        let found = choose(vec![
            missed("need", 4.0, 5, 0.30),
            missed("tie", 1.0, 4, 0.5),
        ]);
        assert_eq!((found.kind, found.harm), ("none", None), "{found:?}");
    }
}
