//! Dates and times as files write them, read without deciding which of two numbers is the day.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use crate::domain::call::{Instant, words};

mod scan;

words! {
    /// The order of day, month and year in a file's dates.
    DateOrder {
        /// 31/12/2026.
        Dmy = "dmy",
        /// 12/31/2026.
        Mdy = "mdy",
        /// 26/12/31.
        Ymd = "ymd",
    }
}

/// A date and time as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    date: Date,
    time: NaiveTime,
    offset: Offset,
}

/// The date of a stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Date {
    /// Written so that it can be read in one way only.
    Plain(NaiveDate),
    /// Three numbers; `long_year` when the last one is a year of four digits.
    Open { parts: [u32; 3], long_year: bool },
}

/// What a stamp says about its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offset {
    None,
    Utc,
    East(i32),
}

/// What a stamp stands for once the order is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A wall clock somewhere: the zone must come from elsewhere.
    Wall(NaiveDateTime),
    /// An instant; where it happened is not told.
    Utc(DateTime<Utc>),
    /// An instant with its own offset.
    Exact(Instant),
}

/// Why a text could not be read as a date and time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StampFault {
    /// It is none, or there is no such day.
    #[error("'{0}' is not a date and time")]
    NotAStamp(String),
    /// It can be read in two ways and the order is not known.
    #[error("'{0}' can be read as two different days")]
    TwoWays(String),
}

impl Stamp {
    /// Reads a stamp. Dates alone stand for midnight.
    ///
    /// # Errors
    /// The text is no date and time.
    pub fn read(text: &str) -> Result<Self, StampFault> {
        iso(text)
            .or_else(|| digits(text))
            .or_else(|| digits_twice(text))
            .or_else(|| scan::stamp(text))
            .ok_or_else(|| StampFault::NotAStamp(shorten(text)))
    }

    /// The day and time of the wall clock when the three numbers stand in `order`; none when there is no such day.
    pub fn in_order(&self, order: DateOrder) -> Option<NaiveDateTime> {
        let day = match self.date {
            Date::Plain(day) => Some(day),
            Date::Open { parts, long_year } => open_day(parts, long_year, order),
        }?;
        Some(day.and_time(self.time))
    }

    /// The reading when all orders in which there is such a day lead to the same one.
    fn only_reading(&self) -> Option<NaiveDateTime> {
        let mut days = DateOrder::ALL
            .iter()
            .filter_map(|order| self.in_order(*order));
        let first = days.next()?;
        days.all(|other| other == first).then_some(first)
    }

    /// Whether the order of the numbers matters.
    pub fn is_open(&self) -> bool {
        matches!(self.date, Date::Open { .. })
    }

    /// Whether the zone is told by the stamp itself.
    pub fn has_zone(&self) -> bool {
        self.offset != Offset::None
    }

    /// What the stamp stands for. `text` is only quoted in the fault.
    ///
    /// # Errors
    /// No order is given and it matters, or there is no such day in that order.
    pub fn when(&self, order: Option<DateOrder>, text: &str) -> Result<When, StampFault> {
        let wall = match (self.date, order) {
            (Date::Plain(day), _) => day.and_time(self.time),
            (Date::Open { .. }, None) => self
                .only_reading()
                .ok_or_else(|| StampFault::TwoWays(shorten(text)))?,
            (Date::Open { .. }, Some(order)) => self
                .in_order(order)
                .ok_or_else(|| StampFault::NotAStamp(shorten(text)))?,
        };
        Ok(match self.offset {
            Offset::None => When::Wall(wall),
            Offset::Utc => When::Utc(wall.and_utc()),
            Offset::East(secs) => FixedOffset::east_opt(secs)
                .and_then(|east| wall.and_local_timezone(east).single())
                .map_or(When::Wall(wall), When::Exact),
        })
    }

    fn of_epoch(secs: i64) -> Option<Self> {
        let at = DateTime::from_timestamp(secs, 0)?.naive_utc();
        Some(Self {
            date: Date::Plain(at.date()),
            time: at.time(),
            offset: Offset::Utc,
        })
    }
}

fn open_day([a, b, c]: [u32; 3], long_year: bool, order: DateOrder) -> Option<NaiveDate> {
    let (year, month, day) = match order {
        DateOrder::Dmy => (c, b, a),
        DateOrder::Mdy => (c, a, b),
        DateOrder::Ymd if long_year => return None,
        DateOrder::Ymd => (a, b, c),
    };
    let century = match (long_year, year) {
        (true, _) => 0,
        (false, 0..70) => 2000,
        (false, _) => 1900,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year + century).ok()?, month, day)
}

/// The common way, read fast: `2026-11-16 09:12:00`, with `T`, parts of a second, `Z` or an offset.
fn iso(text: &str) -> Option<Stamp> {
    let b = text.as_bytes();
    let two = |at: usize| -> Option<u32> {
        let (tens, ones) = (
            b.get(at)?.wrapping_sub(b'0'),
            b.get(at + 1)?.wrapping_sub(b'0'),
        );
        (tens < 10 && ones < 10).then_some(u32::from(tens) * 10 + u32::from(ones))
    };
    let sign = |at: usize, sign: u8| b.get(at) == Some(&sign);
    if !(sign(4, b'-') && sign(7, b'-') && sign(13, b':') && sign(16, b':')) {
        return None;
    }
    if !(sign(10, b' ') || sign(10, b'T')) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt((two(0)? * 100 + two(2)?) as i32, two(5)?, two(8)?)?;
    let time = NaiveTime::from_hms_opt(two(11)?, two(14)?, two(17)?)?;
    let rest = match b.get(19) {
        Some(b'.' | b',') => text
            .get(20..)?
            .trim_start_matches(|c: char| c.is_ascii_digit()),
        _ => text.get(19..)?,
    };
    let offset = match rest {
        "" => Offset::None,
        "Z" => Offset::Utc,
        _ => return None,
    };
    Some(Stamp {
        date: Date::Plain(date),
        time,
        offset,
    })
}

/// Digits only: seconds (or thousandths, millionths) since 1970, `20261116091200`, `20261116`, `11162026`, or days since
/// the end of 1899 with a point, as spreadsheets count.
fn digits(text: &str) -> Option<Stamp> {
    let (whole, parts) = text.split_once('.').unwrap_or((text, ""));
    let numeric = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !numeric(whole) || !numeric(parts) {
        return None;
    }
    let value: i64 = whole.parse().ok()?;
    let plain = |format: &str| {
        let at = NaiveDateTime::parse_from_str(whole, format).ok()?;
        Some(Stamp {
            date: Date::Plain(at.date()),
            time: at.time(),
            offset: Offset::None,
        })
    };
    match whole.len() {
        5 if !parts.is_empty() => serial(text.parse().ok()?),
        8 if parts.is_empty() => eight(value as u32, whole),
        14 => plain("%Y%m%d%H%M%S"),
        9 | 10 => Stamp::of_epoch(value),
        13 => Stamp::of_epoch(value / 1000),
        16 => Stamp::of_epoch(value / 1_000_000),
        _ => None,
    }
}

/// `20261116`, else `11162026` or `16112026`.
fn eight(value: u32, text: &str) -> Option<Stamp> {
    let date = match NaiveDate::parse_from_str(text, "%Y%m%d") {
        Ok(day) if (19_700_101..=21_001_231).contains(&value) => Date::Plain(day),
        _ => Date::Open {
            parts: [value / 1_000_000, value / 10_000 % 100, value % 10_000],
            long_year: true,
        },
    };
    Some(Stamp {
        date,
        time: NaiveTime::MIN,
        offset: Offset::None,
    })
    .filter(Stamp::is_a_day)
}

/// `20261116 091200`, `11162026 0912`: day and time in digits only.
fn digits_twice(text: &str) -> Option<Stamp> {
    let (day, time) = text.split_once(' ')?;
    let format = match (day.len(), time.len()) {
        (8, 6) => "%H%M%S",
        (8, 4) => "%H%M",
        _ => return None,
    };
    let time = NaiveTime::parse_from_str(time, format).ok()?;
    Some(Stamp {
        time,
        ..digits(day)?
    })
}

impl Stamp {
    /// Whether at least one order makes it a day.
    fn is_a_day(&self) -> bool {
        DateOrder::ALL
            .iter()
            .any(|order| self.in_order(*order).is_some())
    }
}

/// Days since 30 December 1899, between 1970 and 2100.
fn serial(days: f64) -> Option<Stamp> {
    if !(25_569.0..73_051.0).contains(&days) {
        return None;
    }
    let midnight = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_time(NaiveTime::MIN);
    let secs = (days.fract() * 86_400.0).round() as i64;
    let at = midnight.checked_add_days(Days::new(days as u64))? + TimeDelta::seconds(secs);
    Some(Stamp {
        date: Date::Plain(at.date()),
        time: at.time(),
        offset: Offset::None,
    })
}

fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests;
