//! Which weeks the invented year has, when the doors are open, and when the owner draws. All follows from `now`.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};

use crate::domain::call::Instant;
use crate::domain::week::Week;
use crate::domain::zone::{LocalTime, Zone};

/// Weeks of the invented year, the latest included.
pub const WEEKS: i64 = 52;

/// Opening time in seconds after midnight: 07:00.
pub const OPENS_SECS: i64 = 7 * 3600;

/// Closing time in seconds after midnight: 17:00.
pub const CLOSES_SECS: i64 = 17 * 3600;

/// When the owner draws on a Friday: 17:20.
const DRAWS_SECS: i64 = CLOSES_SECS + 20 * 60;

/// How long before now the latest draw was made, when the week is not over: time enough to hear half of it.
const DRAWN_BEFORE_NOW_SECS: i64 = 90 * 60;

/// Opening hours that a week needs before there is something to draw.
const ENOUGH_SECS: i64 = 5 * 3600 + 1800;

/// The weeks up to now in the business's zone.
#[derive(Debug)]
pub struct Calendar {
    zone: Zone,
    now: Instant,
    latest: Week,
}

impl Calendar {
    /// The year that ends with the present week; with the one before while the present one has hardly begun.
    pub fn new(zone: Zone, now: Instant) -> Self {
        let now = zone.at(now.to_utc());
        let present = Week::of(now.date_naive());
        let enough = open_secs(present, now) >= ENOUGH_SECS;
        Self {
            latest: if enough { present } else { present.plus(-1) },
            zone,
            now,
        }
    }

    /// Now, in the business's zone.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The week that lies so many weeks before the latest.
    pub fn week(&self, weeks_ago: i64) -> Week {
        self.latest.plus(-weeks_ago)
    }

    /// That time of day in the business's zone; the first of two where the clock is put back.
    pub fn at(&self, on: NaiveDate, secs: i64) -> Instant {
        let time = on.and_time(NaiveTime::MIN) + TimeDelta::seconds(secs);
        match self.zone.local(time) {
            LocalTime::Exact(at) | LocalTime::Gap(at) | LocalTime::Repeat { first: at, .. } => at,
        }
    }

    /// When the week's calls are drawn: Friday evening, or not long ago.
    pub fn drawn_at(&self, weeks_ago: i64) -> Instant {
        let friday = self.week(weeks_ago).monday() + Days::new(4);
        let not_long_ago = self.now - TimeDelta::seconds(DRAWN_BEFORE_NOW_SECS);
        self.at(friday, DRAWS_SECS).min(not_long_ago)
    }

    /// When what was not heard on the evening of the draw is heard: the next Monday before the doors open.
    pub fn goes_on_at(&self, weeks_ago: i64) -> Instant {
        let monday = self.week(weeks_ago).monday() + Days::new(7);
        self.at(monday, OPENS_SECS - 3600)
    }
}

/// The days of a week on which the doors are open.
pub fn open_days(week: Week) -> impl Iterator<Item = NaiveDate> {
    (0..5)
        .map(move |day| week.monday() + Days::new(day))
        .filter(|on| is_open(*on))
}

/// Whether the doors are open: Monday to Friday but for four holidays.
pub fn is_open(on: NaiveDate) -> bool {
    let weekend = matches!(on.weekday(), Weekday::Sat | Weekday::Sun);
    let thanksgiving =
        on.month() == 11 && on.weekday() == Weekday::Thu && (22..=28).contains(&on.day());
    let fixed = matches!((on.month(), on.day()), (1, 1) | (7, 4) | (12, 25));
    !(weekend || thanksgiving || fixed)
}

/// For how many seconds the doors have been open in a week until `now`.
fn open_secs(week: Week, now: Instant) -> i64 {
    let (today, time) = (now.date_naive(), now.time());
    let secs = (time - NaiveTime::MIN).num_seconds();
    open_days(week)
        .map(|on| match on.cmp(&today) {
            std::cmp::Ordering::Less => CLOSES_SECS - OPENS_SECS,
            std::cmp::Ordering::Equal => secs.clamp(OPENS_SECS, CLOSES_SECS) - OPENS_SECS,
            std::cmp::Ordering::Greater => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use chrono::DateTime;

    fn calendar(now: &str) -> Calendar {
        let zone = Zone::parse("America/Chicago").unwrap();
        Calendar::new(zone, DateTime::parse_from_rfc3339(now).unwrap())
    }

    #[test]
    fn the_year_ends_with_the_present_week() {
        let calendar = calendar("2026-11-20T16:00:00-05:00");
        assert_eq!(calendar.week(0).to_string(), "2026-W47");
        assert_eq!(calendar.week(51).to_string(), "2025-W48");
        assert_eq!(
            calendar.drawn_at(0).to_rfc3339(),
            "2026-11-20T13:30:00-06:00"
        );
        assert_eq!(
            calendar.drawn_at(1).to_rfc3339(),
            "2026-11-13T17:20:00-06:00"
        );
    }

    #[test]
    fn on_a_monday_morning_the_year_still_ends_with_the_week_before() {
        assert_eq!(
            calendar("2026-11-16T09:00:00-06:00").week(0).to_string(),
            "2026-W46"
        );
        assert_eq!(
            calendar("2026-11-16T14:00:00-06:00").week(0).to_string(),
            "2026-W47"
        );
    }

    #[test]
    fn the_time_of_day_is_that_of_the_business_in_summer_and_in_winter() {
        let calendar = calendar("2026-11-20T16:00:00-05:00");
        let at = |day: &str| calendar.at(day.parse().unwrap(), OPENS_SECS).to_rfc3339();
        assert_eq!(at("2026-07-06"), "2026-07-06T07:00:00-05:00");
        assert_eq!(at("2026-11-02"), "2026-11-02T07:00:00-06:00");
    }

    #[test]
    fn the_doors_are_shut_on_weekends_and_holidays() {
        for shut in ["2026-11-21", "2026-11-26", "2026-12-25", "2027-01-01"] {
            assert!(!is_open(shut.parse().unwrap()), "{shut}");
        }
        assert!(is_open("2026-11-20".parse().unwrap()));
    }
}
