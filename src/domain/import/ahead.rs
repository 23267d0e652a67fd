//! How far the clock of a telephone system is ahead of UTC, by ids of calls that are made of instants.

use chrono::NaiveDateTime;

use crate::domain::import::order::epoch_in;
use crate::domain::zone::{LocalTime, Zone};

/// How many calls lie how many hours ahead of their ids.
#[derive(Debug, Clone, Default)]
pub struct Ahead {
    /// Calls whose ids are made of an instant.
    calls: usize,
    /// Of those, the ones that began when the clock at home says so.
    at_home: usize,
    hours: Vec<i64>,
}

/// How many calls must tell.
const CALLS_AT_LEAST: usize = 2;
/// How many seconds may pass between a call's id and its beginning.
const AWAY_SECS: i64 = 5;
const HOUR_SECS: i64 = 3600;

impl Ahead {
    /// Takes into account that the call with this id began when the clock showed `written`.
    pub fn see(&mut self, written: NaiveDateTime, id: &str, home: &Zone) {
        let Some(epoch) = epoch_in(id).map(|at| at.and_utc().timestamp()) else {
            return;
        };
        self.calls += 1;
        let is_near = |secs: i64| (secs - epoch).abs() <= AWAY_SECS;
        let at_home = match home.local(written) {
            LocalTime::Exact(at) | LocalTime::Gap(at) => is_near(at.timestamp()),
            LocalTime::Repeat { first, second } => {
                is_near(first.timestamp()) || is_near(second.timestamp())
            }
        };
        self.at_home += usize::from(at_home);
        let ahead = written.and_utc().timestamp() - epoch;
        let hours = (ahead + HOUR_SECS / 2).div_euclid(HOUR_SECS);
        if (-12..=14).contains(&hours) && (ahead - hours * HOUR_SECS).abs() <= AWAY_SECS {
            self.hours.push(hours);
        }
    }

    /// The hours, where nearly all calls tell the same (or, as the clock was put forward or back between them, one more or
    /// less) and hardly any agrees with the clock at home.
    pub fn hours(&self) -> Option<i64> {
        let count = |hours: i64| self.hours.iter().filter(|other| **other == hours).count();
        let usual = self
            .hours
            .iter()
            .copied()
            .max_by_key(|hours| (count(*hours), *hours))?;
        let agree = count(usual - 1) + count(usual) + count(usual + 1);
        let is_sure = self.calls >= CALLS_AT_LEAST && agree * 10 >= self.calls * 8;
        (is_sure && self.at_home * 10 <= self.calls).then_some(usual)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn hours(calls: &[(&str, &str)]) -> Option<i64> {
        let home = Zone::parse("America/Chicago").unwrap();
        let mut ahead = Ahead::default();
        for (written, id) in calls {
            let written = format!("2026-11-16T{written}").parse().unwrap();
            ahead.see(written, id, &home);
        }
        ahead.hours()
    }

    // 1794841920 is 16 November 2026, 15:12 UTC, 09:12 in Chicago.
    #[test]
    fn the_ids_tell_how_far_the_clock_is_ahead_unless_it_is_that_of_home() {
        let ids = ["1794841920.1", "pbx-1794841981.2"];
        let calls = |first, second| [(first, ids[0]), (second, ids[1])];
        assert_eq!(hours(&calls("15:12:00", "15:13:02")), Some(0));
        assert_eq!(hours(&calls("18:12:01", "18:13:01")), Some(3));
        assert_eq!(hours(&calls("10:12:00", "10:13:01")), Some(-5));
        assert_eq!(hours(&calls("09:12:00", "09:13:01")), None, "at home");
    }

    #[test]
    fn ids_that_agree_with_no_clock_tell_nothing() {
        let calls = [("15:19:00", "1794841920.1"), ("15:31:00", "1794841981.2")];
        assert_eq!(hours(&calls), None);
        assert_eq!(hours(&[("15:12:00", "1794841920.1")]), None, "one call");
        assert_eq!(hours(&[("15:12:00", "a"), ("15:13:00", "b")]), None);
    }
}
