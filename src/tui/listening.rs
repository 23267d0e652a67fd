//! The listening clock: tells where in the call the owner is, so that a moment always carries a time. Pure: whoever
//! asks brings the time along.

use std::time::Duration;

use chrono::{DateTime, Utc};

/// How fast a call can be heard.
const SPEEDS: &[f64] = &[0.75, 1.0, 1.25, 1.5, 1.75, 2.0];

/// A clock that runs, stands, jumps, and may run faster than time.
#[derive(Debug, Clone, PartialEq)]
pub struct Listening {
    /// Seconds into the call when it last stood or changed.
    from_secs: f64,
    /// Since when it runs; `None` while it stands.
    since: Option<DateTime<Utc>>,
    speed: usize,
    /// Where the call ends; `None` when nobody knows.
    length_secs: Option<f64>,
}

impl Listening {
    /// A clock that stands `at_secs` into a call of that length.
    pub fn new(at_secs: i64, length_secs: Option<i64>) -> Self {
        Self {
            from_secs: at_secs as f64,
            since: None,
            speed: 1,
            length_secs: length_secs.filter(|secs| *secs > 0).map(|secs| secs as f64),
        }
    }

    /// Seconds into the call, never past its end.
    pub fn at_secs(&self, now: DateTime<Utc>) -> f64 {
        let run = self.since.map_or(0.0, |since| {
            (now - since).as_seconds_f64().max(0.0) * self.speed()
        });
        (self.from_secs + run).clamp(0.0, self.length_secs.unwrap_or(f64::MAX))
    }

    /// Whether it runs.
    pub fn runs(&self) -> bool {
        self.since.is_some()
    }

    /// Times real time.
    pub fn speed(&self) -> f64 {
        SPEEDS.get(self.speed).copied().unwrap_or(1.0)
    }

    /// The call's length in seconds, where known.
    pub fn length_secs(&self) -> Option<f64> {
        self.length_secs
    }

    /// Starts or stops. It goes on two seconds earlier, so that no word is lost; at the end it begins anew.
    pub fn toggle(&mut self, now: DateTime<Utc>) {
        let at = self.at_secs(now);
        if self.since.take().is_some() {
            self.from_secs = at;
            return;
        }
        let ended = self.length_secs.is_some_and(|length| at >= length);
        self.from_secs = if ended { 0.0 } else { (at - 2.0).max(0.0) };
        self.since = Some(now);
    }

    /// Runs, if it does not yet.
    pub fn run(&mut self, now: DateTime<Utc>) {
        self.since.get_or_insert(now);
    }

    /// Takes over from a clock that knows better: where it is, how long the call is where that is known, and whether
    /// it runs.
    pub fn is_at(
        &mut self,
        at_secs: f64,
        length_secs: Option<f64>,
        runs: bool,
        now: DateTime<Utc>,
    ) {
        self.length_secs = length_secs.or(self.length_secs);
        self.from_secs = at_secs;
        self.since = runs.then_some(now);
    }

    /// Jumps by so many seconds, back when negative.
    pub fn jump(&mut self, secs: f64, now: DateTime<Utc>) {
        let to = self.at_secs(now) + secs;
        self.from_secs = to.clamp(0.0, self.length_secs.unwrap_or(f64::MAX));
        self.since = self.since.map(|_| now);
    }

    /// One step slower or faster.
    pub fn change_speed(&mut self, faster: bool, now: DateTime<Utc>) {
        self.jump(0.0, now);
        self.speed = if faster {
            (self.speed + 1).min(SPEEDS.len() - 1)
        } else {
            self.speed.saturating_sub(1)
        };
    }

    /// When the shown second changes next; `None` while it stands or has come to the end.
    pub fn next_second(&self, now: DateTime<Utc>) -> Option<Duration> {
        let at = self.at_secs(now);
        let over = self.length_secs.is_some_and(|length| at >= length);
        (self.runs() && !over)
            .then(|| Duration::from_secs_f64(((1.0 - at.fract()) / self.speed()).max(0.02)))
    }
}

/// Seconds as `6:41`, or `1:02:03` from an hour on.
pub fn minutes(secs: i64) -> String {
    let (hours, rest) = (secs / 3600, secs % 3600);
    if hours > 0 {
        format!("{hours}:{:02}:{:02}", rest / 60, rest % 60)
    } else {
        format!("{}:{:02}", rest / 60, rest % 60)
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::float_cmp,
        reason = "a test may stop; the numbers are exact"
    )]
    use super::*;

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_795_190_400_000 + millis).unwrap()
    }

    #[test]
    fn it_runs_with_time_and_stands_without() {
        let mut clock = Listening::new(0, Some(60));
        clock.toggle(at(0));
        assert_eq!(clock.at_secs(at(10_000)), 10.0);
        clock.toggle(at(10_000));
        assert_eq!(clock.at_secs(at(99_000)), 10.0);
        assert_eq!(clock.next_second(at(99_000)), None);
    }

    #[test]
    fn going_on_repeats_two_seconds_and_jumps_stay_inside() {
        let mut clock = Listening::new(30, Some(60));
        clock.toggle(at(0));
        assert_eq!(clock.at_secs(at(0)), 28.0);
        clock.jump(-500.0, at(0));
        assert_eq!(clock.at_secs(at(0)), 0.0);
        clock.jump(500.0, at(0));
        assert_eq!(clock.at_secs(at(5_000)), 60.0);
        assert_eq!(clock.next_second(at(5_000)), None);
        clock.toggle(at(5_000));
        clock.toggle(at(6_000));
        assert_eq!(clock.at_secs(at(6_000)), 0.0);
    }

    #[test]
    fn twice_the_speed_takes_half_the_time() {
        let mut clock = Listening::new(0, None);
        for _ in 0..9 {
            clock.change_speed(true, at(0));
        }
        assert_eq!(clock.speed(), 2.0);
        clock.toggle(at(0));
        assert_eq!(clock.at_secs(at(10_000)), 20.0);
        assert_eq!(
            clock.next_second(at(10_250)),
            Some(Duration::from_millis(250))
        );
    }

    #[test]
    fn lengths_are_told_in_minutes() {
        assert_eq!(minutes(0), "0:00");
        assert_eq!(minutes(401), "6:41");
        assert_eq!(minutes(3_723), "1:02:03");
    }
}
