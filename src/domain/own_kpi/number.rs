//! Numbers that are told week by week: what one is, and how people write it.

use crate::domain::id::RepId;
use crate::domain::week::Week;

/// No number of a week is as large as this, in size.
const LARGEST: f64 = 1e15;

/// The number of a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// The week.
    pub week: Week,
    /// Of whom; none for the whole business.
    pub rep: Option<RepId>,
    /// In whatever the KPI counts.
    pub value: f64,
}

/// A number as people write it: `12`, `$1,250.50`, `1.250,50 €`, `−3`. A single comma before other than three digits is a
/// decimal one. None where it is no number, or one that nobody counts to.
pub fn read(text: &str) -> Option<f64> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '$' | '€' | '£' | '\'' | '’'))
        .map(|c| if c == '−' { '-' } else { c })
        .collect();
    let is_plain = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | ',');
    if !plain.chars().all(is_plain) || !plain.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let point = match (plain.rfind(','), plain.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => ',',
        (Some(_), None) if !is_grouped(&plain, ',') => ',',
        (None, Some(_)) if plain.matches('.').count() > 1 => ',',
        _ => '.',
    };
    let grouping = if point == ',' { '.' } else { ',' };
    let (whole, part) = plain.split_once(point).unwrap_or((&plain, ""));
    if whole.contains(grouping) && !is_grouped(whole, grouping) {
        return None;
    }
    let value: f64 = format!("{}.{part}0", whole.replace(grouping, ""))
        .parse()
        .ok()?;
    (value.abs() < LARGEST).then_some(value)
}

/// Whether the separator parts groups of three digits, as in `1,250,000`.
fn is_grouped(number: &str, separator: char) -> bool {
    let mut groups = number.split(separator);
    let first = groups.next().unwrap_or("").trim_start_matches(['-', '+']);
    let is_first = (1..=3).contains(&first.len()) && !first.starts_with('0');
    is_first && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (text, value) in [
            ("12", 12.0),
            (" 38.5 ", 38.5),
            ("$1,250", 1250.0),
            ("1,250.50", 1250.5),
            ("1.250,50 €", 1250.5),
            ("1.250.000", 1_250_000.0),
            ("12,5", 12.5),
            ("0,125", 0.125),
            ("1’250", 1250.0),
            ("−3", -3.0),
            (".5", 0.5),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
        for text in [
            "",
            "-",
            "none",
            "1,25,3",
            "1,2,3.5",
            "12 %",
            "1e400",
            "inf",
            "NaN",
            "1.2.3",
            "5-3",
            "9999999999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
