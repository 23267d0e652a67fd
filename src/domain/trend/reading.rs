//! Charts and comparisons in words: what an owner is told, with the number of calls behind every number.

use crate::domain::kpi::{Better, Unit};
use crate::domain::trend::chart::measured::{BLOCK_CALLS, CALLS_FROM};
use crate::domain::trend::compare::{Comparison, Side};
use crate::domain::trend::words;
use crate::domain::week::Week;
use crate::stats::verdict::{Kind, MOST_MORE_CALLS};

/// The answer to "is the change real?".
pub(super) fn of_comparison(unit: Unit, better: Better, comparison: &Comparison) -> String {
    let (Some(recent), Some(before)) = (&comparison.recent, &comparison.before) else {
        return of_one_side(unit, comparison);
    };
    let head = words::change(comparison.is, comparison.difference, better);
    let sides = format!(
        "{}, {}",
        of_recent(unit, recent, comparison.since),
        of_before(unit, before)
    );
    let tail = match comparison.is {
        Kind::VeryLikelyReal | Kind::ProbablyReal => of_difference(unit, comparison),
        Kind::NoDifference => of_small_difference(unit),
        Kind::Leaning | Kind::TooFew => of_unsettled(unit, comparison),
    };
    format!("{head}: {sides}.{tail}")
}

fn of_one_side(unit: Unit, comparison: &Comparison) -> String {
    match (&comparison.recent, &comparison.before) {
        (Some(recent), _) => format!(
            "Too few to tell: {}, and nothing before to compare with.",
            of_recent(unit, recent, comparison.since)
        ),
        _ => "Too few to tell: no week that is over holds a call that counts.".to_owned(),
    }
}

fn of_recent(unit: Unit, side: &Side, since: Option<Week>) -> String {
    let value = words::value(unit, side.value);
    let (of, one) = (of(unit), words::counted(unit, 1).replacen("1 ", "", 1));
    match (since, side.n) {
        (Some(week), 1) => format!("{value} {of} the first {one} after {}", words::week(week)),
        (Some(week), n) => format!(
            "{value} {of} the first {} after {}",
            words::counted(unit, n),
            words::week(week)
        ),
        (None, 1) => format!("{value} {of} the last {one}"),
        (None, n) => format!("{value} {of} the last {}", words::counted(unit, n)),
    }
}

fn of_before(unit: Unit, side: &Side) -> String {
    let value = words::value(unit, side.value);
    match side.n {
        1 => format!("{value} {} the one before", of(unit)),
        n => format!("{value} {} the {n} before", of(unit)),
    }
}

fn of(unit: Unit) -> &'static str {
    match unit {
        Unit::Points => "on",
        Unit::Number => "a week over",
        Unit::Share => "of",
    }
}

fn of_difference(unit: Unit, comparison: &Comparison) -> String {
    let (Some(difference), Some(range)) = (comparison.difference, comparison.range) else {
        return String::new();
    };
    let text = |value| words::difference(unit, value);
    let counted = match unit {
        Unit::Points | Unit::Number => String::new(),
        Unit::Share => format!(" {}", words::difference_unit(unit)),
    };
    format!(
        " The difference of {}{counted} could be anything from {} to {}.",
        text(difference),
        text(range.low),
        text(range.high)
    )
}

fn of_small_difference(unit: Unit) -> String {
    format!(" It is less than {} either way.", smallest(unit))
}

/// What it would take, or what can be said meanwhile. More calls settle a difference that is large enough to matter; a
/// smaller one they only tell more exactly.
fn of_unsettled(unit: Unit, comparison: &Comparison) -> String {
    let (Some(difference), Some(range)) = (comparison.difference, comparison.range) else {
        return String::new();
    };
    let before = comparison.before.map_or(0.0, |before| before.value);
    let matters = unit.smallest_difference(before);
    let more = |more: u32| words::more(unit, more);
    match comparison.more_calls {
        _ if range.is_within(-matters, matters) => of_small_difference(unit),
        Some(calls) if difference.abs() >= matters => {
            format!(
                " If the gap stays like this, about {} on each side would settle it.",
                more(calls)
            )
        }
        _ if range.half_width() <= matters => of_difference(unit, comparison),
        Some(calls) => format!(
            " About {} on each side would tell it to within {}.",
            more(calls),
            smallest(unit)
        ),
        None => format!(
            " Even {} on each side would not settle it.",
            more(MOST_MORE_CALLS)
        ),
    }
}

/// The smallest difference that matters: `5 points`, `10 percentage points`.
fn smallest(unit: Unit) -> String {
    let smallest = match unit {
        Unit::Points => unit.smallest_difference(0.0),
        Unit::Share => 100.0 * unit.smallest_difference(0.0),
        Unit::Number => return "a tenth of what it was".to_owned(),
    };
    format!("{smallest:.0} {}", words::difference_unit(unit))
}

/// What a chart is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entries {
    /// Weekly counts of any size.
    Counts,
    /// Weekly means, every one of enough calls.
    Weeks,
    /// Weekly means, and a few thin weeks together.
    Blocks,
}

impl Entries {
    fn word(self) -> &'static str {
        match self {
            Self::Counts | Self::Weeks => "weeks",
            Self::Blocks => "points",
        }
    }
}

/// A chart that cannot speak: too few entries, or no two that differ.
pub(super) fn of_silence(more: u64, entries: Entries, present: u64) -> String {
    let (name, enough) = (entries.word(), "until the chart can speak");
    let more_weeks = words::weeks(more).replacen(' ', " more ", 1);
    match entries {
        _ if more == 0 => {
            format!(
                "All {present} {name} came out the same: nothing to tell usual from unusual by."
            )
        }
        Entries::Counts => format!("{more_weeks} {enough}."),
        Entries::Weeks => format!("{more_weeks} with at least {CALLS_FROM} calls {enough}."),
        Entries::Blocks => format!(
            "{} {enough}: weeks of at least {CALLS_FROM} calls, or {BLOCK_CALLS} calls of a few weeks together.",
            more_weeks.replacen("week", "point", 1)
        ),
    }
}

/// Nothing stands out. `provisional` is the number of entries while they are few.
pub(super) fn of_usual(
    unit: Unit,
    usual: (f64, f64),
    provisional: Option<u64>,
    entries: Entries,
) -> String {
    let (range, name) = (words::range(unit, usual.0, usual.1), entries.word());
    match provisional {
        Some(n) => format!("Within its usual range of {range}, as far as {n} {name} can tell."),
        None => format!("Within its usual range of {range}."),
    }
}

/// One week lies outside.
pub(super) fn of_jump(unit: Unit, week: Week, is_above: bool, usual: (f64, f64)) -> String {
    let (side, which, limit) = if is_above {
        ("above", "upper", usual.1)
    } else {
        ("below", "lower", usual.0)
    };
    format!(
        "{} lies {side} the usual {which} limit of {}.",
        words::week(week),
        words::limit(unit, limit)
    )
}

/// Many entries in a row on one side.
pub(super) fn of_long_run(n: u64, is_above: bool, last: Week, entries: Entries) -> String {
    let side = if is_above { "upper" } else { "lower" };
    format!(
        "{n} {} in a row on the {side} side of the middle, up to {}.",
        entries.word(),
        words::week(last)
    )
}

/// The level has moved without a jump.
pub(super) fn of_few_crossings(crossings: u64, n: u64, entries: Entries) -> String {
    let times = if crossings == 1 {
        "once".to_owned()
    } else {
        format!("{crossings} times")
    };
    format!(
        "The level has moved: {n} {} crossed the middle only {times}.",
        entries.word()
    )
}

/// Counts of a few calls, and no week stands out.
pub(super) fn of_no_surprise(x: u64, n: u64) -> String {
    format!("No week stands out: {x} of {n} in all.")
}

/// Counts of a few calls: one week stands out from the others.
pub(super) fn of_surprise(week: Week, own: (u64, u64), others: (u64, u64)) -> String {
    format!(
        "{} stands out: {} of {}, when {} of {} is usual.",
        words::week(week),
        own.0,
        own.1,
        others.0,
        others.1
    )
}
