//! The ISO week (Monday to Sunday) in the business's own zone, and its whole-number form for the file.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// An ISO 8601 week, from 1970-W01 to 9999-W52. Written `2026-W47`, kept as the number 202647, which sorts the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    monday: NaiveDate,
}

/// What is wrong with the text of a week.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is not a week: write it like 2026-W47")]
pub struct WeekError {
    text: String,
}

impl Week {
    /// The week in which `day` lies.
    pub fn of(day: NaiveDate) -> Self {
        let back = u64::from(day.weekday().num_days_from_monday());
        Self {
            monday: day.checked_sub_days(Days::new(back)).unwrap_or(day),
        }
    }

    /// The week from its number, such as 202647. `None` when there is no such week.
    pub fn from_number(number: i64) -> Option<Self> {
        let year = i32::try_from(number / 100).ok()?;
        let week = u32::try_from(number % 100).ok()?;
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(|monday| Self { monday })
    }

    /// The week as a number: ISO year times 100 plus the week, such as 202647.
    pub fn number(self) -> i64 {
        let iso = self.monday.iso_week();
        i64::from(iso.year()) * 100 + i64::from(iso.week())
    }

    /// The week's number in its ISO year, 1 to 53.
    pub fn of_year(self) -> u32 {
        self.monday.iso_week().week()
    }

    /// The first day.
    pub fn monday(self) -> NaiveDate {
        self.monday
    }

    /// The last day.
    pub fn sunday(self) -> NaiveDate {
        self.monday
            .checked_add_days(Days::new(6))
            .unwrap_or(self.monday)
    }

    /// The week `weeks` later; earlier when negative.
    #[must_use]
    pub fn plus(self, weeks: i64) -> Self {
        let days = Days::new(weeks.unsigned_abs() * 7);
        let moved = if weeks < 0 {
            self.monday.checked_sub_days(days)
        } else {
            self.monday.checked_add_days(days)
        };
        Self {
            monday: moved.unwrap_or(self.monday),
        }
    }

    /// How many weeks lie from `other` to this one; negative when this one is earlier.
    pub fn since(self, other: Self) -> i64 {
        (self.monday - other.monday).num_weeks()
    }
}

impl std::fmt::Display for Week {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let iso = self.monday.iso_week();
        write!(f, "{:04}-W{:02}", iso.year(), iso.week())
    }
}

impl std::str::FromStr for Week {
    type Err = WeekError;

    fn from_str(text: &str) -> Result<Self, WeekError> {
        let wrong = || WeekError {
            text: text.to_owned(),
        };
        let (year, week) = text.trim().split_once(['-', 'W', 'w']).ok_or_else(wrong)?;
        let week = week.trim_start_matches(['W', 'w']);
        let number = year.parse::<i64>().map_err(|_| wrong())? * 100
            + week.parse::<i64>().map_err(|_| wrong())?;
        Self::from_number(number)
            .filter(|_| week.len() <= 2)
            .ok_or_else(wrong)
    }
}

impl serde::Serialize for Week {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A day as a number, such as 20261116: sorts like the date and reads in any `SQLite` shell.
pub fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_runs_from_monday_to_sunday() {
        let week = Week::of(day("2026-11-22"));
        assert_eq!(week.to_string(), "2026-W47");
        assert_eq!(week.monday(), day("2026-11-16"));
        assert_eq!(week.sunday(), day("2026-11-22"));
    }

    // ISO 8601: 2020 and 2026 have 53 weeks; 1 January 2027 lies in 2026-W53.
    #[test]
    fn the_turn_of_the_year_belongs_to_the_week_of_its_thursday() {
        assert_eq!(Week::of(day("2027-01-01")).to_string(), "2026-W53");
        assert_eq!(Week::of(day("2024-12-30")).to_string(), "2025-W01");
        assert_eq!(Week::of(day("2027-01-01")).plus(1).to_string(), "2027-W01");
    }

    #[test]
    fn a_number_and_a_text_come_back_as_the_same_week() {
        for text in ["1970-W01", "2020-W53", "2026-W47", "9999-W52"] {
            let week: Week = text.parse().unwrap();
            assert_eq!(week.to_string(), text);
            assert_eq!(Week::from_number(week.number()), Some(week));
        }
    }

    #[test]
    fn what_is_not_a_week_is_refused() {
        for text in [
            "",
            "2026",
            "2026-W54",
            "2026-W00",
            "2025-W53",
            "W47",
            "2026-W047",
            "x-Wy",
        ] {
            assert!(text.parse::<Week>().is_err(), "{text}");
        }
    }
}
