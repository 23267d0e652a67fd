//! A day to come, as an owner would type it: `fri`, `+3d`, `24 Nov`, `2026-11-24`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// What was typed is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no day: write fri, tomorrow, +3d, 24 Nov or 2026-11-24")]
pub struct NoDay(String);

/// The day that `text` means, from `today` on; a day of the week is the next one. None for nothing.
///
/// # Errors
/// It is no day.
pub fn parse(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, NoDay> {
    let plain = text.trim().to_lowercase();
    if plain.is_empty() {
        return Ok(None);
    }
    let found = match plain.as_str() {
        "today" => Some(today),
        "tomorrow" => today.succ_opt(),
        _ => after(&plain, today)
            .or_else(|| weekday(&plain, today))
            .or_else(|| NaiveDate::parse_from_str(&plain, "%Y-%m-%d").ok())
            .or_else(|| day_and_month(&plain, today)),
    };
    found.map(Some).ok_or_else(|| NoDay(text.trim().to_owned()))
}

/// `+3d`, `+2w`.
fn after(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let amount = text.strip_prefix('+')?;
    let (digits, days) = match amount.strip_suffix('w') {
        Some(weeks) => (weeks, 7),
        None => (amount.strip_suffix('d').unwrap_or(amount), 1),
    };
    let number: u64 = digits.trim().parse().ok()?;
    today.checked_add_days(Days::new(number.checked_mul(days)?))
}

fn weekday(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let wanted: Weekday = text.parse().ok()?;
    let ahead = 7 - wanted.days_since(wanted) - today.weekday().days_since(wanted);
    today.checked_add_days(Days::new(u64::from(ahead)))
}

/// `24 nov` or `nov 24`, in this year or the next.
fn day_and_month(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let read = |year: i32| {
        ["%d %b %Y", "%b %d %Y", "%d. %b %Y"]
            .iter()
            .find_map(|form| NaiveDate::parse_from_str(&format!("{text} {year}"), form).ok())
    };
    read(today.year())
        .filter(|on| *on >= today)
        .or_else(|| read(today.year() + 1))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn a_day_to_come_is_read_as_it_is_typed() {
        // A Friday.
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        for (text, expected) in [
            ("tomorrow", "2026-11-21"),
            ("+3d", "2026-11-23"),
            ("+2w", "2026-12-04"),
            ("mon", "2026-11-23"),
            ("Friday", "2026-11-27"),
            ("24 Nov", "2026-11-24"),
            ("nov 24", "2026-11-24"),
            ("3 Jan", "2027-01-03"),
            ("2026-12-01", "2026-12-01"),
        ] {
            assert_eq!(
                parse(text, today).unwrap().unwrap().to_string(),
                expected,
                "{text}"
            );
        }
        assert_eq!(parse("  ", today), Ok(None));
        assert!(parse("soon", today).is_err());
        assert!(parse("+999999999999999999999d", today).is_err());
    }
}
