//! Sources: the phone systems and other places that calls come from, and what was once told about each.

use rusqlite::OptionalExtension;

use crate::domain::id::{RepId, SourceId};
use crate::domain::import::stamp::DateOrder;
use crate::store::{Store, StoreError};

/// A place that calls come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The row.
    pub id: SourceId,
    /// Its name, which begins the ticket ids of its calls and never changes.
    pub name: String,
    /// The zone of its wall clocks, once told.
    pub zone: Option<String>,
    /// The order of its dates, once known.
    pub dates: Option<DateOrder>,
    /// Whose phone it is: of calls that name nobody, once told.
    pub rep: Option<RepId>,
}

/// The source of this name.
pub fn find(store: &Store, name: &str) -> Result<Option<Source>, StoreError> {
    let found = store
        .conn
        .prepare_cached("SELECT id, name, zone, date_order, rep_id FROM source WHERE name = ?1")?
        .query_row([name], |row| {
            Ok(Source {
                id: SourceId(row.get(0)?),
                name: row.get(1)?,
                zone: row.get(2)?,
                dates: row
                    .get::<_, Option<String>>(3)?
                    .and_then(|word| DateOrder::from_word(&word)),
                rep: row.get::<_, Option<i64>>(4)?.map(RepId),
            })
        })
        .optional()?;
    Ok(found)
}

/// Adds the source or remembers what is newly told of it; what is not told (`None`) stays as it was.
pub fn remember(
    store: &Store,
    name: &str,
    zone: Option<&str>,
    dates: Option<DateOrder>,
) -> Result<SourceId, StoreError> {
    let id = store
        .conn
        .prepare_cached(
            "INSERT INTO source (name, zone, date_order) VALUES (?1, ?2, ?3)
             ON CONFLICT (name) DO UPDATE SET
                 zone = coalesce(excluded.zone, zone), date_order = coalesce(excluded.date_order, date_order)
             RETURNING id",
        )?
        .query_row((name, zone, dates.map(DateOrder::word)), |row| row.get(0))?;
    Ok(SourceId(id))
}

/// Remembers whose phone the source is.
pub fn belongs_to(store: &Store, id: SourceId, rep: RepId) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached("UPDATE source SET rep_id = ?2 WHERE id = ?1")?
        .execute((id.0, rep.0))?;
    Ok(())
}

/// Whether any call of the source is this rep's.
pub fn has_calls_of(store: &Store, id: SourceId, rep: RepId) -> Result<bool, StoreError> {
    Ok(store
        .conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM call WHERE source_id = ?1 AND rep_id = ?2)")?
        .query_row((id.0, rep.0), |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn what_was_told_of_a_source_once_is_remembered() {
        let store = Store::in_memory().unwrap();
        assert_eq!(find(&store, "calls").unwrap(), None);
        let id = remember(&store, "calls", Some("Europe/Berlin"), None).unwrap();
        assert_eq!(
            remember(&store, "calls", None, Some(DateOrder::Dmy)).unwrap(),
            id
        );
        let source = find(&store, "calls").unwrap().unwrap();
        assert_eq!(source.zone.as_deref(), Some("Europe/Berlin"));
        assert_eq!(source.dates, Some(DateOrder::Dmy));
    }
}
