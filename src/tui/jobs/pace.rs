//! How fast a job goes and how long it still takes, from what it told of itself. Knows no clock: it is told the time.

use std::time::Duration;

use crate::domain::count::thousands;

/// How far a job has come.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct At {
    /// How much is done, from 0 to 1; none when nobody can tell.
    pub share: Option<f64>,
    /// Rows that were gone through in this part of the work; none where it has none.
    pub rows: Option<u64>,
}

/// The least time after which a pace is told.
const SOON: Duration = Duration::from_millis(700);
/// The least share of the work after which the time that is left is told.
const LITTLE: f64 = 0.01;

/// The pace of the present part of the work.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pace {
    /// Where and when this part began.
    from: Option<(Duration, At)>,
    now: Duration,
    at: At,
}

impl Pace {
    /// It has come this far, so long after it began.
    pub fn take(&mut self, now: Duration, at: At) {
        // Fewer rows than before, or the first at all: the file is gone through anew.
        let is_first = self.at.rows == Some(0) && at.rows > Some(0);
        if self.from.is_none() || at.rows < self.at.rows || is_first {
            self.from = Some((now, at));
        }
        self.now = now;
        self.at = at;
    }

    /// What is known of the pace, the most wanted first: the time that is left, rows a second, rows.
    pub fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        let Some((since, from)) = self.from else {
            return told;
        };
        let took = self.now.saturating_sub(since);
        if took >= SOON {
            told.extend(
                self.left(took, from)
                    .map(|left| format!("{} left", span(left))),
            );
            told.extend(self.rate(took, from));
        }
        let rows = self.at.rows.filter(|rows| *rows > 0);
        told.extend(rows.map(|rows| format!("{} rows", thousands(rows as i64))));
        told
    }

    fn left(&self, took: Duration, from: At) -> Option<Duration> {
        let (share, began) = (self.at.share?, from.share?);
        let done = share - began;
        let left = took.as_secs_f64() * (1.0 - share).max(0.0) / done;
        (done >= LITTLE).then(|| Duration::from_secs_f64(left))
    }

    fn rate(&self, took: Duration, from: At) -> Option<String> {
        let rows = self.at.rows?.checked_sub(from.rows?)?;
        let rate = (rows as f64 / took.as_secs_f64()).round() as i64;
        (rate > 0).then(|| format!("{} a second", thousands(rate)))
    }
}

/// A span of time in words: `12 s`, `3 min`, `1 h 5 min`.
fn span(time: Duration) -> String {
    let secs = time.as_secs_f64().ceil() as u64;
    let minutes = secs.div_ceil(60);
    match (secs, minutes) {
        (0..100, _) => format!("{secs} s"),
        (_, 0..100) => format!("{minutes} min"),
        _ => format!("{} h {} min", minutes / 60, minutes % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(share: f64, rows: u64) -> At {
        At {
            share: Some(share),
            rows: Some(rows),
        }
    }

    #[test]
    fn the_pace_is_that_of_the_present_part_of_the_work() {
        let mut pace = Pace::default();
        let secs = Duration::from_secs;
        assert!(pace.told().is_empty());
        pace.take(secs(0), at(0.0, 0));
        pace.take(secs(10), at(0.05, 0));
        assert_eq!(pace.told(), ["4 min left"], "no rows were told yet");
        pace.take(secs(20), at(0.05, 100));
        pace.take(secs(22), at(0.15, 40_100));
        assert_eq!(pace.told(), ["17 s left", "20,000 a second", "40,100 rows"]);
        pace.take(secs(23), at(0.15, 500));
        assert_eq!(pace.told(), ["500 rows"]);
        pace.take(secs(33), at(0.25, 10_500));
        assert_eq!(pace.told(), ["75 s left", "1,000 a second", "10,500 rows"]);
    }

    #[test]
    fn nothing_is_told_that_nobody_knows() {
        let mut pace = Pace::default();
        pace.take(Duration::from_secs(0), At::default());
        pace.take(Duration::from_secs(9), At::default());
        assert!(pace.told().is_empty());
        pace.take(Duration::from_secs(10), at(0.5, 0));
        pace.take(Duration::from_secs(12), at(0.5, 0));
        assert!(pace.told().is_empty(), "it stands still");
    }

    #[test]
    fn a_span_is_told_in_few_words() {
        let told = |secs| span(Duration::from_secs(secs));
        assert_eq!(
            [told(0), told(99), told(100), told(5_999)],
            ["0 s", "99 s", "2 min", "1 h 40 min"]
        );
    }
}
