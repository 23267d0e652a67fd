//! Where the last page that was written ended, so that the next can start there.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::domain::week::Week;
use crate::store::{Store, desk};

/// The setting that holds the latest week of which a page was written.
const SETTING: &str = "summary_written";

/// Notes that a page up to `week` was written. A page of an earlier week moves nothing; on a file that can only be read
/// nothing is noted.
pub fn note_written(store: &Store, week: Week, now: DateTime<Utc>) -> Result<()> {
    if store.is_read_only() || last(store)?.is_some_and(|last| last >= week) {
        return Ok(());
    }
    let detail = serde_json::json!({ "week": week }).to_string();
    store.transaction(|store| {
        desk::set(store, SETTING, &week.to_string())?;
        desk::log(store, now, "summary written", &detail)?;
        Ok(())
    })
}

/// The first week that no page has told of, at most `week` itself; `week` when there was no page yet.
pub fn after_last(store: &Store, week: Week) -> Result<Week> {
    Ok(last(store)?.map_or(week, |last| last.plus(1).min(week)))
}

fn last(store: &Store) -> Result<Option<Week>> {
    let written = desk::setting(store, SETTING)?;
    Ok(written.and_then(|week| week.parse().ok()))
}
