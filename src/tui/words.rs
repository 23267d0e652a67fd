//! How calls are told on the screens: when, how long, on which channel, with whom, and numbers in words.

use chrono::{Datelike, NaiveDate};

use crate::domain::call::{Call, Channel, Direction, Instant, Standing};
pub use crate::domain::count::{counted, thousands};
use crate::domain::rep::Rep;
use crate::domain::week::Week;

/// The day of the week and the time: `Mon 09:12`.
pub fn day_and_time(at: Instant) -> String {
    at.format("%a %H:%M").to_string()
}

/// Day and time: `16 Nov 09:12`, in another year than that of `today` `16 Nov 2025`.
pub fn date_and_time(at: Instant, today: NaiveDate) -> String {
    if at.year() == today.year() {
        at.format("%-d %b %H:%M").to_string()
    } else {
        at.format("%-d %b %Y").to_string()
    }
}

/// The day: `16 Nov`, in another year than that of `today` `16 Nov 2025`.
pub fn date(on: NaiveDate, today: NaiveDate) -> String {
    let form = if on.year() == today.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    on.format(form).to_string()
}

/// Minutes and seconds: `6:41`, `1:02:03`; empty where nobody knows.
pub fn length(secs: Option<i64>) -> String {
    match secs {
        None => String::new(),
        Some(secs) if secs >= 3600 => {
            format!("{}:{:02}:{:02}", secs / 3600, secs / 60 % 60, secs % 60)
        }
        Some(secs) => format!("{}:{:02}", secs / 60, secs % 60),
    }
}

/// The channel as a person would say it.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::InPerson => "in person",
        Channel::Email => "e-mail",
        other => other.word(),
    }
}

/// The channel and who began: `phone, the customer called`; only the channel where nobody knows.
pub fn channel_and_direction(call: &Call) -> String {
    let named = channel(call.channel);
    let verb = if call.channel.is_written() {
        "wrote"
    } else {
        "called"
    };
    match call.direction {
        Some(Direction::In) => format!("{named}, the customer {verb}"),
        Some(Direction::Out) => format!("{named}, {} {verb}", call.rep),
        None => named.to_owned(),
    }
}

/// Whom the call was with, as far as is known.
pub fn customer(call: &Call) -> &str {
    match call.customer.trim() {
        "" if call.standing == Standing::Internal => "a colleague",
        "" => "number withheld",
        _ => &call.customer,
    }
}

/// A rep's first name; the whole one where another rep has the same first name.
pub fn short_name(name: &str, reps: &[Rep]) -> String {
    let first = |name: &str| {
        name.split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let short = first(name);
    let is_shared = reps
        .iter()
        .any(|rep| rep.name != name && first(&rep.name) == short);
    if is_shared { name.to_owned() } else { short }
}

/// Why nobody will hear it; empty for a handled call.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Handled => "",
        Standing::Internal => "internal",
        Standing::Unanswered => "not answered",
        Standing::Voicemail => "voicemail",
        Standing::Menu => "menu only",
        Standing::NoRep => "rep not known",
    }
}

/// A quality without decimals, halves away from zero.
pub fn whole(value: f64) -> String {
    // A half that was computed may lie a hair below itself.
    let rounded = (value + 1e-9_f64.copysign(value)).round();
    format!("{:.0}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// `1st`, `2nd`, `11th`.
pub fn nth(number: i64) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The week for the middle of a sentence: `this week`, `last week`, `week 40`.
pub fn week(week: Week, this_week: Week) -> String {
    match this_week.since(week) {
        0 => "this week".to_owned(),
        1 => "last week".to_owned(),
        _ => format!("week {}", week.of_year()),
    }
}

/// The same where something is said to be in it: `this week`, `in week 40`.
pub fn week_in(shown: Week, this_week: Week) -> String {
    match this_week.since(shown) {
        0 | 1 => week(shown, this_week),
        _ => format!("in {}", week(shown, this_week)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_is_told_on_the_clock_where_the_call_took_place() {
        let morning = at("2026-11-16T09:12:00-06:00");
        let today = "2026-11-20".parse().unwrap();
        assert_eq!(day_and_time(morning), "Mon 09:12");
        assert_eq!(date_and_time(morning, today), "16 Nov 09:12");
        assert_eq!(
            date_and_time(at("2025-11-03T09:12:00-06:00"), today),
            "3 Nov 2025"
        );
    }

    #[test]
    fn a_rep_goes_by_the_first_name_unless_two_share_it() {
        let rep = |name: &str| Rep {
            id: crate::domain::id::RepId(1),
            name: name.into(),
            retired: false,
            aliases: Vec::new(),
        };
        let reps = [rep("Dana Reyes"), rep("Luis Ortega"), rep("Luis Park")];
        assert_eq!(short_name("Dana Reyes", &reps), "Dana");
        assert_eq!(short_name("Luis Park", &reps), "Luis Park");
        assert_eq!(short_name("", &reps), "");
    }

    #[test]
    fn lengths_are_minutes_and_seconds() {
        assert_eq!(length(Some(401)), "6:41");
        assert_eq!(length(Some(5)), "0:05");
        assert_eq!(length(Some(3723)), "1:02:03");
        assert_eq!(length(None), "");
    }

    #[test]
    fn ordinals_end_as_they_are_spoken() {
        let told: Vec<String> = [1, 2, 3, 4, 11, 12, 13, 21, 102, 111]
            .map(nth)
            .into_iter()
            .collect();
        assert_eq!(
            told,
            [
                "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"
            ]
        );
    }

    #[test]
    fn counts_have_commas_and_their_word_agrees() {
        assert_eq!(counted(1, "call"), "1 call");
        assert_eq!(counted(12_403, "call"), "12,403 calls");
        assert_eq!(thousands(1_000_000), "1,000,000");
        assert_eq!(thousands(999), "999");
    }

    #[test]
    fn a_quality_is_rounded_away_from_a_half() {
        assert_eq!(whole(86.5), "87");
        assert_eq!(whole(86.499_999_999_9), "87");
        assert_eq!(whole(-0.2), "0");
    }

    #[test]
    fn the_weeks_nearby_have_names() {
        let now: Week = "2026-W47".parse().unwrap();
        assert_eq!(week(now, now), "this week");
        assert_eq!(week(now.plus(-1), now), "last week");
        assert_eq!(week(now.plus(-7), now), "week 40");
    }
}
