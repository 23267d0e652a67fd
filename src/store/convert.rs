//! Between columns and the domain's types: instants, weeks, words.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};
use rusqlite::Row;

use crate::domain::call::Instant;
use crate::domain::week::Week;
use crate::store::StoreError;

/// The instant kept as whole seconds since 1970 and its offset in seconds.
pub fn instant(secs: i64, offset_secs: i32) -> Result<Instant, StoreError> {
    let unknown = || StoreError::Unknown {
        what: "time",
        found: secs.to_string(),
    };
    let offset = FixedOffset::east_opt(offset_secs).ok_or_else(unknown)?;
    offset.timestamp_opt(secs, 0).single().ok_or_else(unknown)
}

/// The instant kept as whole seconds since 1970, in UTC.
pub fn utc(secs: i64) -> Result<DateTime<Utc>, StoreError> {
    Utc.timestamp_opt(secs, 0)
        .single()
        .ok_or_else(|| StoreError::Unknown {
            what: "time",
            found: secs.to_string(),
        })
}

/// The week kept as a number.
pub fn week(number: i64) -> Result<Week, StoreError> {
    Week::from_number(number).ok_or_else(|| StoreError::Unknown {
        what: "week",
        found: number.to_string(),
    })
}

/// The day kept as text, such as `2026-11-16`.
pub fn day(row: &Row<'_>, index: usize) -> Result<NaiveDate, StoreError> {
    let found: String = row.get(index)?;
    found
        .parse()
        .map_err(|_| StoreError::Unknown { what: "day", found })
}

/// As [`day`], where the column may be empty.
pub fn day_or_none(row: &Row<'_>, index: usize) -> Result<Option<NaiveDate>, StoreError> {
    match row.get::<_, Option<String>>(index)? {
        Some(_) => day(row, index).map(Some),
        None => Ok(None),
    }
}

/// The day kept as a number, such as 20261116.
pub fn day_of_number(number: i64) -> Result<NaiveDate, StoreError> {
    let parts = (number / 10_000, number / 100 % 100, number % 100);
    i32::try_from(parts.0)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, parts.1 as u32, parts.2 as u32))
        .ok_or_else(|| StoreError::Unknown {
            what: "day",
            found: number.to_string(),
        })
}

/// The value that the word in column `index` names, by the type's own `from_word`.
pub fn word<T>(
    row: &Row<'_>,
    index: usize,
    what: &'static str,
    from_word: impl Fn(&str) -> Option<T>,
) -> Result<T, StoreError> {
    let found: String = row.get(index)?;
    from_word(&found).ok_or(StoreError::Unknown { what, found })
}

/// As [`word`], where the column may be empty.
pub fn word_or_none<T>(
    row: &Row<'_>,
    index: usize,
    what: &'static str,
    from_word: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    match row.get::<_, Option<String>>(index)? {
        None => Ok(None),
        Some(found) => from_word(&found)
            .map(Some)
            .ok_or(StoreError::Unknown { what, found }),
    }
}
