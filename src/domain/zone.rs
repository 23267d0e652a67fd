//! Time zones by their IANA names. The only file that knows where their rules come from.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};
use jiff::Timestamp;
use jiff::tz::TimeZone as Rules;

use crate::domain::call::Instant;
use crate::domain::week::Week;

/// A time zone with all its rules.
#[derive(Debug, Clone)]
pub struct Zone {
    name: String,
    rules: Rules,
}

/// What is wrong with the name of a zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{name}' is not a time zone: write it like America/Chicago or Europe/Berlin")]
pub struct ZoneError {
    name: String,
}

impl Zone {
    /// The zone of that IANA name.
    pub fn parse(name: &str) -> Result<Self, ZoneError> {
        let rules = Rules::get(name.trim()).map_err(|_| ZoneError {
            name: name.to_owned(),
        })?;
        Ok(Self {
            name: rules.iana_name().unwrap_or(name).to_owned(),
            rules,
        })
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// That instant with the zone's offset.
    pub fn at(&self, at: DateTime<Utc>) -> Instant {
        let offset = Timestamp::from_second(at.timestamp())
            .ok()
            .and_then(|at| FixedOffset::east_opt(self.rules.to_offset(at).seconds()));
        offset.map_or_else(
            || at.fixed_offset(),
            |offset| offset.from_utc_datetime(&at.naive_utc()),
        )
    }

    /// The day in this zone.
    pub fn day_of(&self, at: Instant) -> NaiveDate {
        self.at(at.to_utc()).date_naive()
    }

    /// The week in this zone.
    pub fn week_of(&self, at: Instant) -> Week {
        Week::of(self.day_of(at))
    }
}
