//! Numbers as they are read aloud: points with one decimal, shares in per cent, weeks by their number.

use crate::domain::evaluation::shown;
use crate::domain::kpi::{Better, Unit};
use crate::domain::week::Week;
use crate::stats::verdict::Kind;

/// A verdict: `Probably real`.
pub fn verdict(kind: Kind) -> &'static str {
    match kind {
        Kind::VeryLikelyReal => "Very likely real",
        Kind::ProbablyReal => "Probably real",
        Kind::Leaning => "Leaning, not settled",
        Kind::NoDifference => "No difference that matters",
        Kind::TooFew => "Too few to tell",
    }
}

/// The same of a change, and where it is real which way it goes: `Probably real, for the worse`.
pub fn change(kind: Kind, difference: Option<f64>, better: Better) -> String {
    let verdict = verdict(kind);
    let is_real = matches!(kind, Kind::VeryLikelyReal | Kind::ProbablyReal);
    match difference.filter(|_| is_real) {
        Some(difference) if (difference > 0.0) == (better == Better::Higher) => {
            format!("{verdict}, for the better")
        }
        Some(_) => format!("{verdict}, for the worse"),
        None => verdict.to_owned(),
    }
}

/// A value: `84.1`, or `72%`; a share that is not quite nothing or not quite all says so.
pub fn value(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Points => format!("{:.1}", shown(value)),
        Unit::Share if value > 0.0 && value < 0.005 => "under 1%".to_owned(),
        Unit::Share if (0.995..1.0).contains(&value) => "over 99%".to_owned(),
        Unit::Share => format!("{}%", whole(100.0 * value)),
        Unit::Number => number(value),
    }
}

/// An end of a range, without decimals: `61`, or `61%`.
pub fn limit(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Points => whole(value),
        Unit::Share => format!("{}%", whole(100.0 * value)),
        Unit::Number => number(value),
    }
}

/// Three digits at least, and no more decimals than that takes: `1250`, `38.4`, `0.25`.
fn number(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 99.95 => 0,
        size if size >= 9.995 => 1,
        _ => 2,
    };
    let text = format!("{:.decimals$}", value + 1e-9_f64.copysign(value));
    let text = if decimals > 0 {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    match text {
        "-0" => "0".to_owned(),
        text => text.replace('-', "−"),
    }
}

/// From one end to the other: `61 to 95`, or `61% to 95%`.
pub fn range(unit: Unit, low: f64, high: f64) -> String {
    format!("{} to {}", limit(unit, low), limit(unit, high))
}

/// A difference with its sign, in points or percentage points, without the unit: `+6.1`, `−4`. One decimal for points,
/// and wherever whole numbers would round it to nought.
pub fn difference(unit: Unit, value: f64) -> String {
    if unit == Unit::Number {
        let sign = if value > 0.0 { "+" } else { "" };
        return format!("{sign}{}", number(value));
    }
    let (value, decimals) = match unit {
        Unit::Points | Unit::Number => (value, 1),
        Unit::Share if value.abs() < 0.01 => (100.0 * value, 1),
        Unit::Share => (100.0 * value, 0),
    };
    let text = if decimals == 1 {
        format!("{:.1}", shown(value).abs())
    } else {
        whole(value.abs())
    };
    let is_nought = text.chars().all(|c| matches!(c, '0' | '.'));
    match value {
        _ if is_nought => text,
        value if value < 0.0 => format!("−{text}"),
        _ => format!("+{text}"),
    }
}

/// What differences are counted in.
pub fn difference_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Points => "points",
        Unit::Share => "percentage points",
        Unit::Number => "",
    }
}

/// `1 call`, `2 calls`.
pub fn calls(n: u64) -> String {
    many(n, "call")
}

/// `1 week`, `2 weeks`.
pub fn weeks(n: u64) -> String {
    many(n, "week")
}

/// What stands behind a value: calls, or weeks with a number each.
pub fn counted(unit: Unit, n: u64) -> String {
    match unit {
        Unit::Points | Unit::Share => calls(n),
        Unit::Number => weeks(n),
    }
}

/// What stands behind a value, however many: `calls`, or `weeks`.
pub fn behind(unit: Unit) -> &'static str {
    match unit {
        Unit::Points | Unit::Share => "calls",
        Unit::Number => "weeks",
    }
}

/// `4 more calls`.
pub fn more(unit: Unit, n: u32) -> String {
    counted(unit, u64::from(n)).replacen(' ', " more ", 1)
}

/// The week's number as charts show it: `W43`.
pub fn week(week: Week) -> String {
    format!("W{:02}", week.of_year())
}

fn many(n: u64, what: &str) -> String {
    if n == 1 {
        format!("1 {what}")
    } else {
        format!("{n} {what}s")
    }
}

/// Halves away from zero; what was computed may lie a hair below its half.
fn whole(value: f64) -> String {
    let rounded = (value + 1e-9_f64.copysign(value)).round();
    format!("{:.0}", if rounded.abs() < 0.5 { 0.0 } else { rounded })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_change_says_which_way_it_goes_and_less_may_be_the_better() {
        let told = |kind, difference, better| change(kind, Some(difference), better);
        assert_eq!(
            told(Kind::VeryLikelyReal, 4.0, Better::Higher),
            "Very likely real, for the better"
        );
        assert_eq!(
            told(Kind::ProbablyReal, 4.0, Better::Lower),
            "Probably real, for the worse"
        );
        assert_eq!(
            told(Kind::ProbablyReal, -4.0, Better::Lower),
            "Probably real, for the better"
        );
        assert_eq!(
            told(Kind::Leaning, 4.0, Better::Lower),
            "Leaning, not settled"
        );
        assert_eq!(
            change(Kind::TooFew, None, Better::Higher),
            "Too few to tell"
        );
    }

    #[test]
    fn points_have_one_decimal_and_shares_are_whole_per_cent() {
        assert_eq!(value(Unit::Points, 84.05), "84.1");
        assert_eq!(value(Unit::Share, 0.725), "73%");
        assert_eq!(value(Unit::Share, 0.9961), "over 99%");
        assert_eq!(value(Unit::Share, 0.0039), "under 1%");
        assert_eq!(range(Unit::Share, 0.0, 1.0), "0% to 100%");
        assert_eq!(range(Unit::Points, 60.5, 95.49), "61 to 95");
    }

    #[test]
    fn a_difference_has_a_sign_unless_it_is_nought() {
        assert_eq!(difference(Unit::Points, 6.08), "+6.1");
        assert_eq!(difference(Unit::Points, -0.04), "0.0");
        assert_eq!(difference(Unit::Share, -0.125), "−13");
        assert_eq!(difference(Unit::Share, 0.004), "+0.4");
    }

    #[test]
    fn one_call_is_not_calls() {
        assert_eq!(
            (calls(1), calls(2), weeks(1)),
            ("1 call".into(), "2 calls".into(), "1 week".into())
        );
    }
}
