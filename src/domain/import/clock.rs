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
    /// Whether [`Self::zone`] is known by the ids only: they tell more surely when its clock was put forward or back.
    pub by_ids: bool,
    latest: i64,
    /// How much later than the clock of the zone the last beginning was, by its id, in seconds.
    later_secs: i64,
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
            by_ids: false,
            later_secs: 0,
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
                LocalTime::Exact(at) | LocalTime::Gap(at) => {
                    at + TimeDelta::seconds(self.later_secs)
                }
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
                self.later_secs = if self.by_ids { later_by_id(at, id) } else { 0 };
                let at = at + TimeDelta::seconds(self.later_secs);
                // A file in UTC is told in the business's zone, and one of a server that stands anywhere.
                let elsewhere = self.by_ids || self.row_zone().name() == "UTC";
                let at = if elsewhere {
                    self.home.at(at.to_utc())
                } else {
                    at
                };
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

/// How much later than `at` a call began by its id, where the clock of the server was put forward or back since, in
/// seconds.
fn later_by_id(at: Instant, id: &str) -> i64 {
    let Some(epoch) = epoch_in(id) else {
        return 0;
    };
    let away = epoch.and_utc().timestamp() - at.timestamp();
    let is_near = |later: &i64| (away - later).abs() <= ID_AWAY_SECS;
    [0, 3600, -3600].into_iter().find(is_near).unwrap_or(0)
}

#[cfg(test)]
mod tests;
