//! The desk itself, its settings, and the log of what was done.

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

use crate::domain::desk::Desk;
use crate::store::{Store, StoreError};

/// The desk; `None` before it is set up.
pub fn find(store: &Store) -> Result<Option<Desk>, StoreError> {
    let found = store
        .conn
        .prepare_cached("SELECT name, zone, scorecard, calls_per_week FROM desk")?
        .query_row([], |row| {
            Ok(Desk {
                name: row.get(0)?,
                zone: row.get(1)?,
                scorecard: row.get(2)?,
                calls_per_week: row.get(3)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// The desk, which must have been set up.
pub fn get(store: &Store) -> Result<Desk, StoreError> {
    find(store)?.ok_or_else(|| {
        StoreError::Refused("this desk is not set up yet: run deskside, or deskside init".into())
    })
}

/// Sets the desk up.
pub fn add(store: &Store, desk: &Desk, now: DateTime<Utc>) -> Result<(), StoreError> {
    store.conn.execute(
        "INSERT INTO desk (id, name, zone, scorecard, calls_per_week, opened_at) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
        (&desk.name, &desk.zone, &desk.scorecard, desk.calls_per_week, now.timestamp()),
    )?;
    Ok(())
}

/// The value of a setting, where it was ever set.
pub fn setting(store: &Store, name: &str) -> Result<Option<String>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    Ok(query.query_row([name], |row| row.get(0)).optional()?)
}

/// Sets a setting.
pub fn set(store: &Store, name: &str, value: &str) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached(
            "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
        )?
        .execute((name, value))?;
    Ok(())
}

/// Writes down that something was done; `detail` is JSON.
pub fn log(store: &Store, now: DateTime<Utc>, what: &str, detail: &str) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached("INSERT INTO event (at, what, detail) VALUES (?1, ?2, ?3)")?
        .execute((now.timestamp(), what, detail))?;
    Ok(())
}
