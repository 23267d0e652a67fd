//! From what a file writes to instants: the zone of its clock, the order of its dates, skipped and repeated hours.

use chrono::{NaiveDateTime, TimeDelta};

use crate::domain::call::Instant;
use crate::domain::import::order::epoch_in;
use crate::domain::import::stamp::{DateOrder, Stamp, StampFault, When};
use crate::domain::zone::{LocalTime, Zone};

/// How long a call may have lasted where it ended on the next day and only the time of day is told.
const AFTER_MIDNIGHT: TimeDelta = TimeDelta::hours(4);

/// Reads the times of one file, row after row.
#[derive(Debug, Clone)]
pub struct Clock {
    /// The zone of wall clocks in the file.
    pub zone: Zone,
    /// The order of the dates, where it matters and is known.
    pub order: Option<DateOrder>,
    /// How the rows stand.
    pub rows: RowOrder,
    /// How the changes of the clock were settled so far.
    pub changes: Changes,
    /// Whether any time was told by a wall clock, so that the zone mattered.
    pub zone_mattered: bool,
    latest: i64,
    previous: Option<i64>,
    home: Zone,
    /// The zone of this row, where it tells its own, by its name.
    row_zone: Option<(String, Zone)>,
}

/// How the rows of a file stand, by when they began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RowOrder {
    /// The oldest first.
    #[default]
    OldestFirst,
    /// The newest first.
    NewestFirst,
}

/// How many times fell into an hour that was skipped or came twice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Changes {
    /// Moved forward by what was skipped.
    pub skipped: u64,
    /// Read as the first or, where the order of the rows says so, the second of two.
    pub repeated: u64,
}

/// One time that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The instant.
    pub at: Instant,
    /// The clock as the file writes it, of which keys are made: they must not change with the zone.
    pub written: NaiveDateTime,
}

/// Why a time cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeFault {
    /// It could not be read.
    #[error(transparent)]
    Stamp(#[from] StampFault),
    /// No call was logged then.
    #[error("'{0}' lies before 1970")]
    TooEarly(String),
    /// More than a year ahead.
    #[error("'{0}' lies in the future")]
    TooLate(String),
}

/// How far a clock may be ahead before its times are refused.
const AHEAD_SECS: i64 = 366 * 86_400;
/// How far a call may begin from the instant that its id is made of: a leg of a transfer begins well behind the first.
const ID_AWAY_SECS: i64 = 20 * 60;

impl Clock {
    /// A clock in `zone`; what is written in UTC is told with the offset of `home`, the business's own zone.
    pub fn new(zone: Zone, home: Zone, now: Instant) -> Self {
        Self {
            zone,
            order: None,
            rows: RowOrder::default(),
            changes: Changes::default(),
            zone_mattered: false,
            latest: now.timestamp().saturating_add(AHEAD_SECS),
            previous: None,
            home,
            row_zone: None,
        }
    }

    /// Reads when a row began.
    pub fn start(&mut self, text: &str) -> Result<Reading, TimeFault> {
        self.start_of(text, "")
    }

    /// Reads when the row of the call with this id began: an instant in the id tells which of two hours it was.
    pub fn start_of(&mut self, text: &str, id: &str) -> Result<Reading, TimeFault> {
        let when = Stamp::read(text)?.when(self.order, text)?;
        let reading = self.settle(when, id);
        let secs = reading.at.timestamp();
        if secs < 0 {
            return Err(TimeFault::TooEarly(text.to_owned()));
        }
        if secs > self.latest {
            return Err(TimeFault::TooLate(text.to_owned()));
        }
        self.previous = Some(secs);
        Ok(reading)
    }

    /// Reads the times that follow in the zone of this name; in that of the file where it is empty or no zone.
    pub fn turn_to(&mut self, name: &str) {
        if name.is_empty() {
            self.row_zone = None;
        } else if self
            .row_zone
            .as_ref()
            .is_none_or(|(known, _)| known != name)
        {
            self.row_zone = Zone::parse(name).ok().map(|zone| (name.to_owned(), zone));
        }
    }

    /// Reads when a row that began at `began` was answered or ended; none for what cannot be read, or lies before. Of an
    /// hour that came twice the first that lies behind the beginning.
    pub fn end(&self, text: &str, began: Instant) -> Option<Instant> {
        let Ok(stamp) = Stamp::read(text) else {
            return self.end_by_time_of_day(text, began);
        };
        let when = stamp.when(self.order, text).ok()?;
        let at = match when {
            When::Exact(at) => at,
            When::Utc(at) => self.home.at(at),
            When::Wall(written) => match self.row_zone().local(written) {
                LocalTime::Repeat { first, second } if first < began => second,
                LocalTime::Exact(at) | LocalTime::Gap(at) => at,
                LocalTime::Repeat { first, .. } => first,
            },
        };
        (at >= began).then_some(at)
    }

    /// The end where only the time of day is told; behind midnight only as late as calls last.
    fn end_by_time_of_day(&self, text: &str, began: Instant) -> Option<Instant> {
        // `00:00:00` is how nothing is written.
        let told = text.contains(':') && text.contains(|c: char| ('1'..='9').contains(&c));
        let day = self.row_zone().at(began.to_utc()).naive_local();
        let stamp = Stamp::read(&format!("{} {text}", day.date())).ok()?;
        let When::Wall(ended) = stamp.when(self.order, text).ok()? else {
            return None;
        };
        let length = ended - day;
        let overnight = length + TimeDelta::days(1);
        let length = if length < TimeDelta::zero() {
            overnight
        } else {
            length
        };
        let on_the_day = length != overnight;
        (told && (on_the_day || length <= AFTER_MIDNIGHT)).then(|| began + length)
    }

    fn row_zone(&self) -> &Zone {
        self.row_zone.as_ref().map_or(&self.zone, |(_, zone)| zone)
    }

    fn settle(&mut self, when: When, id: &str) -> Reading {
        match when {
            When::Exact(at) => Reading {
                at,
                written: at.naive_utc(),
            },
            When::Utc(at) => Reading {
                at: self.home.at(at),
                written: at.naive_utc(),
            },
            When::Wall(written) => {
                self.zone_mattered |= self.row_zone.is_none();
                let at = match self.row_zone().local(written) {
                    LocalTime::Exact(at) => at,
                    LocalTime::Gap(at) => {
                        self.changes.skipped += 1;
                        at
                    }
                    LocalTime::Repeat { first, second } => {
                        self.changes.repeated += 1;
                        nearer(first, second, id).unwrap_or_else(|| self.which(first, second))
                    }
                };
                // A file in UTC is told in the business's zone.
                let utc = self.row_zone().name() == "UTC";
                let at = if utc { self.home.at(at.to_utc()) } else { at };
                Reading { at, written }
            }
        }
    }

    /// Which of two it was, by the row above: with the oldest first the second where the first would lie before that row,
    /// with the newest first the second unless it would lie behind it. The first where no row stands above.
    fn which(&self, first: Instant, second: Instant) -> Instant {
        let Some(previous) = self.previous else {
            return first;
        };
        let is_second = match self.rows {
            RowOrder::OldestFirst => first.timestamp() < previous && previous <= second.timestamp(),
            RowOrder::NewestFirst => second.timestamp() <= previous,
        };
        if is_second { second } else { first }
    }
}

/// The one of two instants that the id of the call is made of, to [`ID_AWAY_SECS`]; none where it is made of neither.
fn nearer(first: Instant, second: Instant, id: &str) -> Option<Instant> {
    let epoch = epoch_in(id)?.and_utc().timestamp();
    [first, second]
        .into_iter()
        .find(|at| (at.timestamp() - epoch).abs() <= ID_AWAY_SECS)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn clock(zone: &str) -> Clock {
        let home = Zone::parse("America/Chicago").unwrap();
        Clock::new(
            Zone::parse(zone).unwrap(),
            home.clone(),
            home.at(chrono::DateTime::from_timestamp(1_795_000_000, 0).unwrap()),
        )
    }

    fn read(clock: &mut Clock, text: &str) -> String {
        clock.start(text).unwrap().at.to_rfc3339()
    }

    #[test]
    fn an_end_may_be_told_by_the_time_of_day_alone() {
        let mut clock = clock("America/New_York");
        let began = clock.start("2026-11-16 23:50:00").unwrap().at;
        let length = |text: &str| Some((clock.end(text, began)? - began).num_seconds());
        assert_eq!(length("11:52:30 PM"), Some(150));
        assert_eq!(length("0:10:00"), Some(1200));
        assert_eq!(length("23:49:59"), None);
        assert_eq!(length("00:00:00"), None);
        assert_eq!(length("later"), None);
    }

    #[test]
    fn the_order_of_the_rows_tells_which_of_two_hours_it_was() {
        let mut clock = clock("America/Chicago");
        assert_eq!(
            read(&mut clock, "2026-11-01 01:50:00"),
            "2026-11-01T01:50:00-05:00"
        );
        assert_eq!(
            read(&mut clock, "2026-11-01 01:10:00"),
            "2026-11-01T01:10:00-06:00"
        );
        assert_eq!(
            read(&mut clock, "2026-11-01 01:20:00"),
            "2026-11-01T01:20:00-06:00"
        );
        assert_eq!(
            clock.changes,
            Changes {
                skipped: 0,
                repeated: 3
            }
        );
    }

    #[test]
    fn with_the_newest_first_the_row_above_tells_as_well() {
        let mut clock = clock("America/Chicago");
        clock.rows = RowOrder::NewestFirst;
        for (written, told) in [
            ("2026-11-01 02:10:00", "2026-11-01T02:10:00-06:00"),
            ("2026-11-01 01:50:00", "2026-11-01T01:50:00-06:00"),
            ("2026-11-01 01:20:00", "2026-11-01T01:20:00-06:00"),
            ("2026-11-01 01:40:00", "2026-11-01T01:40:00-05:00"),
            ("2026-11-01 01:10:00", "2026-11-01T01:10:00-05:00"),
            ("2026-11-01 00:50:00", "2026-11-01T00:50:00-05:00"),
        ] {
            assert_eq!(read(&mut clock, written), told);
        }
    }

    // 1793518200 is 01:30 after the change of the clocks, 1793514600 the one before it.
    #[test]
    fn an_instant_in_the_id_tells_which_of_two_hours_it_was() {
        let mut clock = clock("America/Chicago");
        let mut at = |id: &str| {
            let reading = clock.start_of("2026-11-01 01:30:00", id).unwrap();
            reading.at.to_rfc3339()
        };
        assert_eq!(at("1793514600.17"), "2026-11-01T01:30:00-05:00");
        assert_eq!(at("pbx-1793518190.9"), "2026-11-01T01:30:00-06:00");
        assert_eq!(at("1793514600.17"), "2026-11-01T01:30:00-05:00");
        // A server whose clock is in another zone makes other ids; then the row above tells.
        assert_eq!(at("1793500000.1"), "2026-11-01T01:30:00-05:00");
    }

    #[test]
    fn a_row_may_tell_its_own_zone() {
        let mut clock = clock("America/Chicago");
        clock.turn_to("Europe/Berlin");
        assert_eq!(
            read(&mut clock, "2026-11-16 15:12:00"),
            "2026-11-16T15:12:00+01:00"
        );
        assert!(!clock.zone_mattered);
        clock.turn_to("nowhere");
        assert_eq!(
            read(&mut clock, "2026-11-16 15:12:00"),
            "2026-11-16T15:12:00-06:00"
        );
    }

    #[test]
    fn an_end_in_the_hour_that_came_twice_lies_behind_its_beginning() {
        let clock = clock("America/Chicago");
        let began = "2026-11-01T01:50:00-05:00".parse().unwrap();
        let end = clock.end("2026-11-01 01:05:00", began).unwrap();
        assert_eq!(end.to_rfc3339(), "2026-11-01T01:05:00-06:00");
        assert_eq!(clock.end("2026-11-01 00:05:00", began), None);
    }

    #[test]
    fn a_skipped_time_is_moved_and_counted() {
        let mut clock = clock("America/Chicago");
        assert_eq!(
            read(&mut clock, "2026-03-08 02:30:00"),
            "2026-03-08T03:30:00-05:00"
        );
        assert_eq!(
            clock.changes,
            Changes {
                skipped: 1,
                repeated: 0
            }
        );
    }

    #[test]
    fn what_is_written_in_utc_is_told_in_the_zone_of_the_business() {
        assert_eq!(
            read(&mut clock("UTC"), "2026-11-16 15:12:00"),
            "2026-11-16T09:12:00-06:00"
        );
        assert_eq!(
            read(&mut clock("Europe/Berlin"), "2026-11-16T15:12:00Z"),
            "2026-11-16T09:12:00-06:00"
        );
        assert_eq!(
            read(&mut clock("Europe/Berlin"), "2026-11-16 15:12:00"),
            "2026-11-16T15:12:00+01:00"
        );
    }

    #[test]
    fn times_that_no_call_can_have_are_refused() {
        let mut clock = clock("UTC");
        assert!(matches!(
            clock.start("1969-12-31 23:59:59"),
            Err(TimeFault::TooEarly(_))
        ));
        assert!(matches!(
            clock.start("9999-12-31 23:59:59"),
            Err(TimeFault::TooLate(_))
        ));
        assert!(matches!(
            clock.start("03/04/2026 10:00"),
            Err(TimeFault::Stamp(_))
        ));
    }
}
