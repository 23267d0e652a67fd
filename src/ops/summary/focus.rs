//! What a rep does well for sure, and the one behaviour to work on: chosen by how much it weighs and how certain it is,
//! never by comparing people.

mod tally;

use serde::Serialize;

use super::figures::{count, percent, whole};
use crate::stats::CONFIDENCE;
use crate::stats::proportion::wilson_of_share;
use crate::stats::range::Range;

pub use tally::Behaviours;

/// Weeks of drawn calls that the choice rests on, the summary's own included.
pub const WEEKS: i64 = 8;

/// Fewer calls than this say nothing of a behaviour.
const FEWEST_CALLS: u64 = 5;
/// A strength is done more often than this, for sure.
const STRONG: f64 = 0.5;
/// What is done more often than this, for all that is known, is nothing to work on.
const GOOD: f64 = 0.9;
/// Nobody is told to wait for more calls than this.
const MOST_MORE_CALLS: u64 = 60;

/// One behaviour of one rep, or why none is named.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pointed {
    /// `clear`, `too_few` or `none`.
    pub is: &'static str,
    /// The behaviour; none unless it is clear.
    pub behaviour: Option<Behaviour>,
    /// About how many more calls of the rep would tell; only where it is `too_few` and 60 would do.
    pub more_calls: Option<u64>,
    /// The choice in one sentence, with its counts.
    pub text: String,
}

/// How a rep did on one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Behaviour {
    /// The question's key.
    pub question: String,
    /// The question's words.
    pub text: String,
    /// Calls in which it applied.
    pub calls: u64,
    /// Sum of the points in them: the calls in which it was done, where it is answered by yes or no.
    pub done: f64,
    /// `done / calls`, 0 to 1.
    pub share: f64,
    /// Lower end of Wilson's range of the share.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Of the range.
    pub confidence: f64,
    /// Its mean share of quality in the calls in which it applied, 0 to 1.
    pub weight_share: f64,
    /// Points of quality that it cost on average over all of the rep's calls, 0 to 100.
    pub loss: f64,
    /// The share over the whole team, 0 to 1.
    pub team_share: f64,
    /// Whether any answer lay between yes and no, so that `done` counts points.
    pub by_points: bool,
}

/// Strength and focus of one rep.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What the rep does well for sure.
    pub strength: Pointed,
    /// What to work on.
    pub focus: Pointed,
    /// The calls that the choice rests on.
    pub calls: u64,
}

fn strength(all: &[Behaviour], calls: u64) -> Pointed {
    let clear = all
        .iter()
        .filter(|one| one.calls >= FEWEST_CALLS && one.low >= STRONG)
        .max_by(|a, b| {
            sure_weight(a)
                .total_cmp(&sure_weight(b))
                .then(b.question.cmp(&a.question))
        });
    if let Some(one) = clear {
        let text = format!(
            "{}: {}, so at least {} of all; it weighs {} of quality.",
            one.text,
            counts(one),
            percent(one.low),
            percent(one.weight_share)
        );
        return Pointed::clear(one, text);
    }
    let likely = all.iter().max_by(|a, b| {
        likely_weight(a)
            .total_cmp(&likely_weight(b))
            .then(b.question.cmp(&a.question))
    });
    let more = match likely {
        Some(one) => more_calls(one, calls, |range| range.low >= STRONG),
        None => Some(FEWEST_CALLS),
    };
    too_few("what stands out", calls, more)
}

/// What a behaviour adds to quality for sure.
fn sure_weight(one: &Behaviour) -> f64 {
    one.low * one.weight_share
}

/// What it adds to quality as far as is seen.
fn likely_weight(one: &Behaviour) -> f64 {
    one.share * one.weight_share
}

fn focus(all: &[Behaviour], calls: u64) -> Pointed {
    let by_loss = |a: &&Behaviour, b: &&Behaviour| {
        a.loss.total_cmp(&b.loss).then(b.question.cmp(&a.question))
    };
    let is_clear = |one: &Behaviour| {
        one.calls >= FEWEST_CALLS && (one.high < GOOD || one.high < one.team_share)
    };
    if let Some(one) = all.iter().filter(|one| is_clear(one)).max_by(by_loss) {
        let text = format!(
            "{}: {}; it weighs {} of quality and cost {} a call.",
            one.text,
            counts(one),
            percent(one.weight_share),
            count(whole(one.loss) as u64, "point")
        );
        return Pointed::clear(one, text);
    }
    let suspect = all.iter().filter(|one| one.share < GOOD).max_by(by_loss);
    let Some(one) = suspect else {
        if all.iter().any(|one| one.calls >= FEWEST_CALLS) {
            return Pointed {
                is: "none",
                behaviour: None,
                more_calls: None,
                text: format!(
                    "Nothing to work on stands out: every question was done in 9 of 10 calls or more, over {}.",
                    count(calls, "call")
                ),
            };
        }
        return too_few(
            "what to work on",
            calls,
            Some(FEWEST_CALLS.saturating_sub(calls).max(1)),
        );
    };
    let more = more_calls(one, calls, |range| range.high < GOOD);
    too_few("what to work on", calls, more)
}

/// `3 of 8 calls`, or the share of the points where answers lie between yes and no.
fn counts(one: &Behaviour) -> String {
    if one.by_points {
        format!(
            "{} of the points in {}",
            percent(one.share),
            count(one.calls, "call")
        )
    } else {
        format!("{:.0} of {}", one.done, count(one.calls, "call"))
    }
}

fn too_few(what: &str, calls: u64, more: Option<u64>) -> Pointed {
    let seen = format!("after {} in {WEEKS} weeks", count(calls, "call"));
    let text = match more {
        Some(1) => format!("Too few to tell {what} {seen}: about 1 more call."),
        Some(more) => format!("Too few to tell {what} {seen}: about {more} more calls."),
        None => format!(
            "Too few to tell {what} {seen}, and {MOST_MORE_CALLS} more would not settle it."
        ),
    };
    Pointed {
        is: "too_few",
        behaviour: None,
        more_calls: more,
        text,
    }
}

/// How many more calls of the rep would make it clear if the behaviour went on as it did; none when 60 would not do.
fn more_calls(one: &Behaviour, calls: u64, is_clear: impl Fn(Range) -> bool) -> Option<u64> {
    let per_applying = calls as f64 / one.calls as f64;
    (1..=MOST_MORE_CALLS)
        .find(|more| {
            let n = one.calls + more;
            n >= FEWEST_CALLS && is_clear(wilson_of_share(one.share, n as f64, CONFIDENCE))
        })
        .map(|more| (more as f64 * per_applying - 1e-9).ceil() as u64)
        .filter(|more| *more <= MOST_MORE_CALLS)
}

impl Pointed {
    fn clear(one: &Behaviour, text: String) -> Self {
        Self {
            is: "clear",
            behaviour: Some(one.clone()),
            more_calls: None,
            text,
        }
    }
}

#[cfg(test)]
mod tests;
