//! Time zones: what a clock on the wall meant, and in which day and week of the business an instant lies.
//! The only module that knows where the rules of zones come from; everything else sees chrono's types.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use crate::domain::call::Instant;
use crate::domain::week::Week;

/// A time zone by its IANA name, such as `America/Chicago`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    rules: TimeZone,
    name: String,
}

/// A name that is no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{name}' is not a time zone{}: use a name like America/Chicago or Europe/Berlin",
    hint.as_ref().map(|h| format!(" (did you mean {h}?)")).unwrap_or_default())]
pub struct ZoneError {
    /// As written.
    pub name: String,
    /// The nearest name there is.
    pub hint: Option<String>,
}

/// What a reading of a wall clock stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalTime {
    /// One instant.
    Exact(Instant),
    /// None: the clock was put forward over it. The instant as if it had not been, read on the new clock.
    Gap(Instant),
    /// Two: the clock was put back.
    Repeat {
        /// Before it was put back.
        first: Instant,
        /// After it was put back.
        second: Instant,
    },
}

impl Zone {
    /// The zone of an IANA name, in any case of letters.
    ///
    /// # Errors
    /// No such zone; with the nearest name.
    pub fn parse(name: &str) -> Result<Self, ZoneError> {
        let wanted = name.trim();
        match TimeZone::get(wanted) {
            Ok(rules) if !wanted.is_empty() => Ok(Self {
                name: rules.iana_name().unwrap_or(wanted).to_owned(),
                rules,
            }),
            _ => Err(ZoneError {
                name: name.to_owned(),
                hint: nearest(wanted),
            }),
        }
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self {
            rules: TimeZone::UTC,
            name: "UTC".into(),
        }
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// That instant with the zone's offset then.
    pub fn at(&self, at: DateTime<Utc>) -> Instant {
        let offset = jiff::Timestamp::from_second(at.timestamp())
            .map_or(0, |at| self.rules.to_offset(at).seconds());
        at.with_timezone(&east(offset))
    }

    /// What the wall clock's `time` stood for in this zone. Parts of a second are dropped.
    pub fn local(&self, time: NaiveDateTime) -> LocalTime {
        let offset = civil(time).map_or(
            AmbiguousOffset::Unambiguous {
                offset: Offset::UTC,
            },
            |civil| self.rules.to_ambiguous_timestamp(civil).offset(),
        );
        match offset {
            AmbiguousOffset::Unambiguous { offset } => {
                LocalTime::Exact(instant(time, offset, offset))
            }
            AmbiguousOffset::Gap { before, after } => LocalTime::Gap(instant(time, before, after)),
            AmbiguousOffset::Fold { before, after } => LocalTime::Repeat {
                first: instant(time, before, before),
                second: instant(time, after, after),
            },
        }
    }

    /// The day in which `at` lies here.
    pub fn day_of(&self, at: Instant) -> NaiveDate {
        self.at(at.to_utc()).date_naive()
    }

    /// The week in which `at` lies here.
    pub fn week_of(&self, at: Instant) -> Week {
        Week::of(self.day_of(at))
    }
}

fn east(secs: i32) -> FixedOffset {
    FixedOffset::east_opt(secs).unwrap_or_else(|| chrono::Offset::fix(&Utc))
}

fn civil(time: NaiveDateTime) -> Option<jiff::civil::DateTime> {
    jiff::civil::DateTime::new(
        time.year().try_into().ok()?,
        time.month() as i8,
        time.day() as i8,
        time.hour() as i8,
        time.minute() as i8,
        time.second() as i8,
        0,
    )
    .ok()
}

/// The instant at which a clock that is `read` ahead of UTC shows `time`, told with the offset `shown`.
fn instant(time: NaiveDateTime, read: Offset, shown: Offset) -> Instant {
    let whole = time.with_nanosecond(0).unwrap_or(time);
    let utc = whole - TimeDelta::seconds(i64::from(read.seconds()));
    utc.and_utc().with_timezone(&east(shown.seconds()))
}

/// The name that was most likely meant: the same city, or few letters away.
fn nearest(wanted: &str) -> Option<String> {
    let wanted = wanted.to_lowercase().replace(' ', "_");
    let city = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let wanted_city = city(&wanted);
    jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let away = distance(&wanted, &lower).min(distance(&wanted_city, &city(&lower)));
            (away <= 1 + wanted_city.len() / 4).then_some((away, !name.contains('/'), name))
        })
        .min()
        .map(|(_, _, name)| name)
}

/// How many letters must be changed, added or taken away to make `a` into `b`.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let best = (diagonal + usize::from(x != *y))
                .min(*cell + 1)
                .min(left + 1);
            diagonal = *cell;
            *cell = best;
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn wall(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn at(text: &str) -> Instant {
        chrono::DateTime::parse_from_rfc3339(text).unwrap()
    }

    // 15 U.S.C. 260a: since 2007 the clocks of the United States go forward at 2:00 on the second Sunday of March and
    // back at 2:00 on the first Sunday of November.
    #[test]
    fn a_reading_that_was_skipped_moves_forward_by_what_was_skipped() {
        let zone = Zone::parse("America/Chicago").unwrap();
        assert_eq!(
            zone.local(wall("2026-03-08T02:30:00")),
            LocalTime::Gap(at("2026-03-08T03:30:00-05:00"))
        );
        assert_eq!(
            zone.local(wall("2026-03-08T01:59:59")),
            LocalTime::Exact(at("2026-03-08T01:59:59-06:00"))
        );
    }

    #[test]
    fn a_reading_that_came_twice_stands_for_two_instants() {
        let zone = Zone::parse("America/Chicago").unwrap();
        assert_eq!(
            zone.local(wall("2026-11-01T01:30:00")),
            LocalTime::Repeat {
                first: at("2026-11-01T01:30:00-05:00"),
                second: at("2026-11-01T01:30:00-06:00"),
            }
        );
    }

    #[test]
    fn the_week_is_that_of_the_zone_not_of_utc() {
        let late_sunday = at("2026-11-22T23:30:00-06:00");
        let chicago = Zone::parse("America/Chicago").unwrap();
        assert_eq!(chicago.week_of(late_sunday).to_string(), "2026-W47");
        assert_eq!(Zone::utc().week_of(late_sunday).to_string(), "2026-W48");
        assert_eq!(
            chicago.at(late_sunday.to_utc()).offset(),
            late_sunday.offset()
        );
    }

    #[test]
    fn a_name_that_is_no_zone_is_answered_with_the_nearest() {
        let hint = |name: &str| Zone::parse(name).unwrap_err().hint;
        assert_eq!(hint("America/Chicgo"), Some("America/Chicago".into()));
        assert_eq!(hint("Chicago"), Some("America/Chicago".into()));
        assert_eq!(hint("berlin"), Some("Europe/Berlin".into()));
        assert_eq!(hint("New York"), Some("America/New_York".into()));
        assert_eq!(hint("nowhere at all"), None);
        assert!(Zone::parse("").is_err());
        assert_eq!(
            Zone::parse("europe/berlin").unwrap().name(),
            "Europe/Berlin"
        );
    }

    #[test]
    fn years_far_away_do_not_stop_the_program() {
        let zone = Zone::parse("Europe/Berlin").unwrap();
        for text in [
            "0001-01-01T00:00:00",
            "1969-12-31T23:59:59",
            "9999-12-30T12:00:00",
        ] {
            let LocalTime::Exact(instant) = zone.local(wall(text)) else {
                unreachable!("no change of the clock lies there")
            };
            assert_eq!(zone.at(instant.to_utc()).naive_local(), wall(text));
        }
    }
}
