//! Dates without a year, as some systems print them: the newest call is the last one before the log was written, and
//! from row to row the year steps where a day seems to jump by more than half a year.

use chrono::{Datelike, NaiveDate};

/// A year as days are counted here: every month has 31.
const YEAR: i32 = 12 * 31;

/// Day and month of a date without a year, in the order in which they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Parts(u32, u32);

/// The years of a log's rows, told one after the other.
#[derive(Debug, Clone)]
pub struct Years {
    day_first: bool,
    /// The year of the first row.
    first: i32,
    steps: Steps,
}

/// How the days of rows follow each other.
#[derive(Debug, Clone, Default)]
struct Steps {
    last: Option<i32>,
    /// How many years behind that of the first row.
    years: i32,
}

impl Steps {
    fn to(&mut self, day: i32) -> i32 {
        let step = self.last.map_or(0, |last| day - last);
        self.years += i32::from(step < -YEAR / 2) - i32::from(step > YEAR / 2);
        self.last = Some(day);
        self.years
    }
}

/// What the dates of a log tell of its years, row after row.
#[derive(Debug, Default)]
pub struct Seen {
    /// The rows read with the month first, and with the day first.
    walks: [Walk; 2],
    day_first: bool,
    /// Whether a row tells its year.
    told: bool,
}

/// The way through the rows, and the newest one: years behind the first, month, day.
#[derive(Debug, Default)]
struct Walk {
    steps: Steps,
    newest: Option<(i32, u32, u32)>,
}

impl Seen {
    /// Looks at the date of the next row.
    pub fn see(&mut self, date: &str) {
        let Some(parts) = parts(date) else {
            self.told = true;
            return;
        };
        self.day_first |= parts.0 > 12;
        for (walk, day_first) in self.walks.iter_mut().zip([false, true]) {
            let (month, day) = parts.in_order(day_first);
            let at = (walk.steps.to(count(month, day)), month, day);
            walk.newest = walk.newest.max(Some(at));
        }
    }

    /// Whether no row tells its year.
    pub fn is_without_years(&self) -> bool {
        !self.told && self.newest().is_some()
    }

    fn newest(&self) -> Option<(i32, u32, u32)> {
        let [month_first, day_first] = &self.walks;
        let walk = if self.day_first {
            day_first
        } else {
            month_first
        };
        walk.newest
    }

    /// The years of the rows, none of which lies behind `last`. None where they tell them.
    pub fn years(&self, last: NaiveDate) -> Option<Years> {
        let (years, month, day) = self.newest().filter(|_| !self.told)?;
        let before = i32::from((month, day) > (last.month(), last.day()));
        Some(Years {
            day_first: self.day_first,
            first: last.year() - before - years,
            steps: Steps::default(),
        })
    }
}

impl Years {
    /// The date of the next row with its year, `03-13-2026`; as it is where it holds no date.
    pub fn date(&mut self, text: &str) -> String {
        let Some(found) = parts(text) else {
            return text.to_owned();
        };
        let (month, day) = found.in_order(self.day_first);
        let year = self.first + self.steps.to(count(month, day));
        let mark = text.chars().find(|c| !c.is_ascii_digit()).unwrap_or('-');
        format!("{text}{mark}{year}")
    }
}

impl Parts {
    fn in_order(self, day_first: bool) -> (u32, u32) {
        if day_first {
            (self.1, self.0)
        } else {
            (self.0, self.1)
        }
    }
}

fn parts(text: &str) -> Option<Parts> {
    let (first, second) = text.split_once(['-', '/', '.'])?;
    let part = |text: &str| text.parse().ok().filter(|part| (1..=31).contains(part));
    Some(Parts(part(first)?, part(second)?))
}

fn count(month: u32, day: u32) -> i32 {
    (month * 31 + day) as i32
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn told(dates: &[&str], newest: (i32, u32, u32)) -> Option<Vec<String>> {
        let mut seen = Seen::default();
        for date in dates {
            seen.see(date);
        }
        let last = NaiveDate::from_ymd_opt(newest.0, newest.1, newest.2).unwrap();
        let mut years = seen.years(last)?;
        Some(dates.iter().map(|date| years.date(date)).collect())
    }

    #[test]
    fn the_newest_row_is_the_last_before_the_log_was_written_and_the_year_steps_back_from_it() {
        assert_eq!(
            told(&["11-30", "12-31", "01-01", "01-02"], (2027, 1, 2)).unwrap(),
            ["11-30-2026", "12-31-2026", "01-01-2027", "01-02-2027"]
        );
        assert_eq!(
            told(&["03-13", "03-14"], (2026, 2, 1)).unwrap(),
            ["03-13-2025", "03-14-2025"]
        );
    }

    #[test]
    fn a_log_of_several_years_with_the_newest_first_is_told_as_well() {
        assert_eq!(
            told(
                &["02/01", "01/01", "12/31", "08/01", "03/01", "12/30"],
                (2027, 2, 1)
            )
            .unwrap(),
            [
                "02/01/2027",
                "01/01/2027",
                "12/31/2026",
                "08/01/2026",
                "03/01/2026",
                "12/30/2025"
            ]
        );
    }

    #[test]
    fn one_call_that_was_printed_late_belongs_to_the_year_before() {
        assert_eq!(
            told(&["12-31", "01-01", "12-31", "01-01"], (2027, 1, 1)).unwrap(),
            ["12-31-2026", "01-01-2027", "12-31-2026", "01-01-2027"]
        );
    }

    #[test]
    fn where_the_day_comes_first_one_above_twelve_tells() {
        assert_eq!(
            told(&["30.12", "31.12", "01.01"], (2027, 1, 5)).unwrap(),
            ["30.12.2026", "31.12.2026", "01.01.2027"]
        );
    }

    #[test]
    fn dates_with_a_year_stay_as_they_are() {
        assert_eq!(told(&["12/31/26", "01/01/27"], (2027, 1, 5)), None);
    }
}
