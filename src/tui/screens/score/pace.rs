//! The owner's own time on a form: pauses over half a minute do not count.

use chrono::{DateTime, Utc};

/// A longer pause is no work on the form, in thousandths of a second.
const LONGEST_PAUSE_MS: i64 = 30_000;

/// Active time so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    millis: i64,
    last: DateTime<Utc>,
}

impl Pace {
    /// Goes on from `secs` of earlier work.
    pub fn from(secs: i64, now: DateTime<Utc>) -> Self {
        Self {
            millis: secs * 1000,
            last: now,
        }
    }

    /// Something was done, or a recording plays.
    pub fn tick(&mut self, now: DateTime<Utc>) {
        let pause = (now - self.last).num_milliseconds();
        if (0..=LONGEST_PAUSE_MS).contains(&pause) {
            self.millis += pause;
        }
        self.last = now;
    }

    /// Whole seconds of active time.
    pub fn secs(&self) -> i64 {
        self.millis / 1000
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn a_long_pause_does_not_count() {
        let at = |secs: i64| DateTime::from_timestamp(1_795_190_400 + secs, 0).unwrap();
        let mut pace = Pace::from(10, at(0));
        for secs in [5, 35, 66, 70, 60] {
            pace.tick(at(secs));
        }
        assert_eq!(pace.secs(), 10 + 5 + 30 + 4);
    }
}
