//! When something was, as an owner would type it: `now`, `-10m`, `9:15`, `yesterday 14:00`, `16 Nov 2pm`.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

/// What is wrong with a typed time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// It is none.
    #[error("'{0}' is no time: write now, -10m, 9:15, yesterday 14:00 or 16 Nov 14:00")]
    NotATime(String),
    /// It lies ahead.
    #[error(
        "{0} is still to come: with a day before it it may be an earlier one, such as yesterday {0}"
    )]
    ToCome(String),
}

/// The time that `text` means on the clock that shows `now`. Nothing means now; a day of the week means the last one.
///
/// # Errors
/// It is no time, or one that is still to come.
pub fn parse(text: &str, now: NaiveDateTime) -> Result<NaiveDateTime, WhenError> {
    let lower = text.trim().to_lowercase();
    if lower.is_empty() || lower == "now" {
        return Ok(now);
    }
    let wrong = || WhenError::NotATime(text.trim().to_owned());
    if let Some(ago) = ago(&lower) {
        return now.checked_sub_signed(ago).ok_or_else(wrong);
    }
    let words: Vec<&str> = lower
        .split_whitespace()
        .filter(|word| *word != "at")
        .collect();
    let at = (0..words.len())
        .rev()
        .find_map(|from| {
            let on = day(&words[..from], now.date())?;
            let at = time(&words[from..].concat())?;
            Some(on.and_time(at))
        })
        .ok_or_else(wrong)?;
    if at > now {
        return Err(WhenError::ToCome(text.trim().to_owned()));
    }
    Ok(at)
}

/// `-10m`, `-1h30m`, `10 min ago`.
fn ago(text: &str) -> Option<TimeDelta> {
    let amount = text
        .strip_prefix('-')
        .or_else(|| text.strip_suffix("ago"))?;
    let mut rest: String = amount.split_whitespace().collect();
    let mut minutes = 0;
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let number: i64 = rest.get(..digits)?.parse().ok()?;
        let tail = rest.get(digits..)?;
        let letters = tail
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(tail.len());
        let each = match tail.get(..letters)? {
            "" | "m" | "min" | "mins" | "minute" | "minutes" => 1,
            "h" | "hr" | "hrs" | "hour" | "hours" => 60,
            "d" | "day" | "days" => 24 * 60,
            _ => return None,
        };
        minutes += number.checked_mul(each).filter(|sum| *sum <= 10_000_000)?;
        rest = tail.get(letters..)?.to_owned();
    }
    TimeDelta::try_minutes(minutes).filter(|_| minutes > 0)
}

/// `9:15`, `14.05`, `9am`, `2:30pm`.
fn time(text: &str) -> Option<NaiveTime> {
    let (clock, half) = match text.strip_suffix('m') {
        Some(rest) => (rest.get(..rest.len().checked_sub(1)?)?, rest.chars().last()),
        None => (text, None),
    };
    let (hours, minutes) = match clock.split_once([':', '.']) {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes.parse::<u32>().ok()?),
        None if half.is_some() => (clock, 0),
        _ => return None,
    };
    let hours: u32 = hours.parse().ok()?;
    let hours = match half {
        None => hours,
        Some(_) if !(1..=12).contains(&hours) => return None,
        Some('a') => hours % 12,
        Some('p') => hours % 12 + 12,
        Some(_) => return None,
    };
    NaiveTime::from_hms_opt(hours, minutes, 0)
}

/// `today`, `yesterday`, `mon`, `16 nov`, `nov 16`, `2026-11-16`; nothing is today.
fn day(words: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    match words {
        [] | ["today"] => Some(today),
        ["yesterday"] => today.pred_opt(),
        [word] => {
            let weekday = word.parse::<Weekday>().ok().map(|day| {
                let back =
                    (7 + today.weekday().num_days_from_monday() - day.num_days_from_monday()) % 7;
                today - Days::new(back.into())
            });
            weekday.or_else(|| word.parse().ok())
        }
        [one, other] => {
            let (number, month) = match one.parse::<u32>() {
                Ok(number) => (number, other),
                Err(_) => (other.parse().ok()?, one),
            };
            let month = month.parse::<chrono::Month>().ok()?.number_from_month();
            // The last such day: of the year before, where it is still to come in this one.
            let this = NaiveDate::from_ymd_opt(today.year(), month, number);
            this.filter(|on| *on <= today)
                .or_else(|| NaiveDate::from_ymd_opt(today.year() - 1, month, number))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    /// Friday, 20 November 2026, 16:00.
    fn at(text: &str) -> Result<String, WhenError> {
        let now = "2026-11-20T16:00:00".parse().unwrap();
        parse(text, now).map(|at| at.format("%Y-%m-%d %H:%M").to_string())
    }

    #[test]
    fn a_time_is_understood_as_an_owner_would_type_it() {
        for (text, expected) in [
            ("", "2026-11-20 16:00"),
            (" Now ", "2026-11-20 16:00"),
            ("-10m", "2026-11-20 15:50"),
            ("-90", "2026-11-20 14:30"),
            ("-1h30m", "2026-11-20 14:30"),
            ("10 min ago", "2026-11-20 15:50"),
            ("2 days ago", "2026-11-18 16:00"),
            ("9:15", "2026-11-20 09:15"),
            ("09.15", "2026-11-20 09:15"),
            ("9am", "2026-11-20 09:00"),
            ("12:30 am", "2026-11-20 00:30"),
            ("today at 2:30 PM", "2026-11-20 14:30"),
            ("yesterday 14:00", "2026-11-19 14:00"),
            ("mon 9:12", "2026-11-16 09:12"),
            ("Friday 9:12", "2026-11-20 09:12"),
            ("sat 9:12", "2026-11-14 09:12"),
            ("16 Nov 14:00", "2026-11-16 14:00"),
            ("nov 16 2pm", "2026-11-16 14:00"),
            ("24 Dec 14:00", "2025-12-24 14:00"),
            ("2026-11-16 14:00", "2026-11-16 14:00"),
        ] {
            assert_eq!(at(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_answered_with_how_to_write_one() {
        for text in [
            "soon",
            "9",
            "25:00",
            "9:5",
            "13pm",
            "0am",
            "m",
            "am",
            "-",
            "-0m",
            "ago",
            "-10x",
            "yesterday",
            "31 Feb 9:00",
            "9:15 yesterday",
            "-99999999999999999999d",
            "é:15",
        ] {
            assert_eq!(at(text), Err(WhenError::NotATime(text.into())), "{text}");
        }
    }

    #[test]
    fn nothing_is_heard_before_it_happens() {
        assert_eq!(at("16:01"), Err(WhenError::ToCome("16:01".into())));
        assert_eq!(
            at("2026-12-24 14:00"),
            Err(WhenError::ToCome("2026-12-24 14:00".into()))
        );
        assert_eq!(at("fri 17:00"), Err(WhenError::ToCome("fri 17:00".into())));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_stop(text in ".{0,40}") {
            let _ = at(&text);
        }
    }
}
