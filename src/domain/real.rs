//! Is this real? Calls before and after against each other, the difference with its range, the answer in words, and how many
//! more calls would settle it. And what "none" can mean in a few calls.

use crate::domain::kpi::{Better, Unit};
use crate::domain::trend::words;
use crate::domain::week::Week;
use crate::stats::verdict::{self, Kind, MOST_MORE_CALLS};
use crate::stats::{CONFIDENCE, Range, Sample, permutation, proportion};

/// Below this many calls on a side the exact test cannot convince, whatever it finds.
const CONVINCES_FROM: u64 = 4;

/// The calls of one side; the weeks, where one number a week was typed in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Side {
    /// The first week that was looked at.
    pub from: Week,
    /// The last.
    pub to: Week,
    /// Calls heard to which it applied.
    pub n: u64,
    /// Of those, the ones that count; 0 but for a share.
    pub x: u64,
    /// Their mean, in the unit. None without calls.
    pub value: Option<f64>,
}

/// Before against after.
#[derive(Debug, Clone, PartialEq)]
pub struct Real {
    /// The side before.
    pub before: Side,
    /// The side after.
    pub after: Side,
    /// After minus before, in the unit.
    pub difference: Option<f64>,
    /// How far that could be off.
    pub range: Option<Range>,
    /// The answer of five.
    pub verdict: Kind,
    /// How many more calls on each side would settle it.
    pub more_calls: Option<u32>,
    /// The answer in a few sentences.
    pub text: String,
}

/// Compares the calls `before` with those `after`, both in the unit: points, 1 and 0, or one number a week; `better` says which
/// way is good. The weeks are those looked at.
///
/// Welch's range or Newcombe's with the verdict of five.
pub fn real(
    unit: Unit,
    better: Better,
    before: Option<Sample>,
    after: Option<Sample>,
    weeks: [(Week, Week); 2],
) -> Real {
    let sides = [(before, weeks[0]), (after, weeks[1])].map(|(sample, (from, to))| Side {
        from,
        to,
        n: sample.map_or(0, |sample| sample.n),
        x: match unit {
            Unit::Share => sample.map_or(0, Sample::ones),
            Unit::Points | Unit::Number => 0,
        },
        value: sample.map(|sample| sample.mean),
    });
    let [first, second] = sides;
    let smallest = unit.smallest_difference(first.value.unwrap_or(0.0));
    let found = match unit {
        Unit::Points | Unit::Number => verdict::of_samples(after, before, None, smallest),
        Unit::Share => verdict::of_proportions(second.x, second.n, first.x, first.n, smallest),
    };
    let mut real = Real {
        before: first,
        after: second,
        difference: found.difference,
        range: found.range,
        verdict: found.kind,
        more_calls: found.more_calls,
        text: String::new(),
    };
    real.text = text(unit, better, &real);
    real
}

/// The exact two-sided p-value: how often shuffling the calls gives a difference as large. None with fewer than four calls on
/// a side.
pub fn exact(before: &[f64], after: &[f64]) -> Option<f64> {
    let can_convince = before.len().min(after.len()) as u64 >= CONVINCES_FROM;
    let exact = permutation::two_groups(after, before)
        .ok()
        .filter(|_| can_convince);
    exact.map(permutation::Permutation::two_sided_p)
}

/// What "none" or "every time" can mean: in `n` calls the true rate could still be up to this, or down to it, with 95 %
/// certainty. None unless `x` is 0 or `n`. The one-sided limit of Clopper and Pearson.
pub fn rare(x: u64, n: u64) -> Option<String> {
    let certainty = 2.0 * CONFIDENCE - 1.0;
    let range = proportion::clopper_pearson(x, n, certainty)?;
    let calls = words::calls(n);
    match x {
        0 => Some(format!(
            "none in {calls}; the true rate could still be up to {}",
            words::limit(Unit::Share, range.high)
        )),
        x if x == n => Some(format!(
            "every time in {calls}; the true rate could still be down to {}",
            words::limit(Unit::Share, range.low)
        )),
        _ => None,
    }
}

fn side(unit: Unit, side: Side) -> String {
    match (unit, side.value) {
        (_, None) => format!("no {}", words::behind(unit)),
        (Unit::Share, Some(_)) => rare(side.x, side.n)
            .unwrap_or_else(|| format!("{} of {}", side.x, words::calls(side.n))),
        (Unit::Points | Unit::Number, Some(value)) => {
            let counted = words::counted(unit, side.n);
            format!("{} in {counted}", words::value(unit, value))
        }
    }
}

fn text(unit: Unit, better: Better, real: &Real) -> String {
    let mut text = format!(
        "Before: {}. After: {}. ",
        side(unit, real.before),
        side(unit, real.after)
    );
    text.push_str(&words::change(real.verdict, real.difference, better));
    if let (Some(difference), Some(range)) = (real.difference, real.range) {
        text.push_str(&format!(
            ": {} {} ({} to {})",
            words::difference(unit, difference),
            words::difference_unit(unit),
            words::difference(unit, range.low),
            words::difference(unit, range.high)
        ));
    }
    text.push('.');
    let is_open = matches!(real.verdict, Kind::Leaning | Kind::TooFew);
    match real.more_calls {
        Some(more) if is_open => {
            text.push_str(&format!(
                " If the gap stays like this, about {} on each side would settle it.",
                words::more(unit, more)
            ));
        }
        None if is_open && real.range.is_some() => {
            let most = words::more(unit, MOST_MORE_CALLS);
            text.push_str(&format!(" Not settled within {most}."));
        }
        _ => {}
    }
    let fewest = real.before.n.min(real.after.n);
    if (1..CONVINCES_FROM).contains(&fewest) {
        let behind = words::behind(unit);
        text.push_str(&format!(
            " With fewer than {CONVINCES_FROM} {behind} on a side no result could be convincing yet."
        ));
    }
    text
}

#[cfg(test)]
mod tests;
