//! Numbers, days and times as people read them. The one place of the summary that rounds.

use chrono::{Datelike, NaiveDate};
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::count::counted;
use crate::domain::kpi::Unit;
use crate::domain::trend::words;
use crate::domain::week::Week;

/// A share of 1 in whole per cent, such as `22%`; what is not quite nothing or not quite all says so.
pub fn percent(share: f64) -> String {
    match share {
        share if share > 0.0 && share < 0.005 => "under 1%".into(),
        share if (0.995..1.0).contains(&share) => "over 99%".into(),
        share => words::limit(Unit::Share, share),
    }
}

/// A number rounded to a whole one, halves away from zero.
pub fn whole(value: f64) -> f64 {
    // A half that was computed may lie a hair below itself; adding 0 keeps a nought from being negative.
    (value + 1e-9_f64.copysign(value)).round() + 0.0
}

/// `1 call`, `1,204 calls`.
pub fn count(n: u64, one: &str) -> String {
    counted(n as i64, one)
}

/// A day with its weekday, such as `Mon 16 Nov`.
pub fn day(on: NaiveDate) -> String {
    on.format("%a %-d %b").to_string()
}

/// From the first week's Monday to the last one's Sunday, such as `16–22 November 2026`.
pub fn days(first: Week, last: Week) -> String {
    let (from, to) = (first.monday(), last.sunday());
    let from = if from.year() != to.year() {
        from.format("%-d %B %Y – ")
    } else if from.month() != to.month() {
        from.format("%-d %B – ")
    } else {
        from.format("%-d–")
    };
    format!("{from}{}", to.format("%-d %B %Y"))
}

/// Seconds from the beginning of a call as on a clock, such as `4:05` or `1:00:05`.
pub fn clock(secs: i64) -> String {
    let (hours, minutes, secs) = (secs / 3600, secs / 60 % 60, secs % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{secs:02}")
    } else {
        format!("{minutes}:{secs:02}")
    }
}

/// The beginning of a text that is too long for the page, at most `most` letters of it.
pub fn short(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.grapheme_indices(true).nth(most) else {
        return text.to_owned();
    };
    let end = text[..cut]
        .grapheme_indices(true)
        .next_back()
        .map_or(0, |(at, _)| at);
    format!("{}…", text[..end].trim_end())
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn halves_are_rounded_away_from_nought() {
        assert_eq!(percent(0.225), "23%");
        assert_eq!(percent(0.285), "29%");
        assert_eq!(percent(0.0), "0%");
        assert_eq!(whole(-0.2).to_string(), "0");
    }

    #[test]
    fn a_little_is_not_called_nothing() {
        assert_eq!(
            (percent(0.0025), percent(0.9975), percent(1.0)),
            ("under 1%".into(), "over 99%".into(), "100%".into())
        );
    }

    #[test]
    fn the_days_of_a_week_name_a_month_and_a_year_only_as_often_as_needed() {
        let days = |text: &str| days(text.parse().unwrap(), text.parse().unwrap());
        assert_eq!(days("2026-W47"), "16–22 November 2026");
        assert_eq!(days("2026-W49"), "30 November – 6 December 2026");
        assert_eq!(days("2026-W53"), "28 December 2026 – 3 January 2027");
        let several = super::days("2026-W46".parse().unwrap(), "2026-W47".parse().unwrap());
        assert_eq!(several, "9–22 November 2026");
    }

    #[test]
    fn a_long_text_is_cut_between_letters_as_they_are_seen() {
        assert_eq!(short("Dana", 4), "Dana");
        assert_eq!(short("Dana Reyes", 6), "Dana…");
        assert_eq!(short("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    }

    #[test]
    fn a_clock_shows_hours_only_when_there_are_any() {
        assert_eq!(clock(5), "0:05");
        assert_eq!(clock(3605), "1:00:05");
    }
}
