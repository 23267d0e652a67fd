//! The owner's own KPIs, and what matters to the customers. The numbers told of them stand in `number`.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row};

use crate::domain::id::ThemeId;
use crate::domain::kpi::Better;
use crate::domain::own_kpi::{OwnKpi, Source};
use crate::domain::rep::name_key;
use crate::store::{Store, StoreError, convert};

/// Every KPI of the owner's own, in the order in which they were made.
pub fn list(store: &Store) -> Result<Vec<OwnKpi>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT key, name, better, source, because, CASE
             WHEN source LIKE 'question:%' THEN (SELECT text FROM question WHERE key = substr(source, 10) ORDER BY id DESC)
             WHEN source LIKE 'theme:%' THEN (SELECT name FROM theme WHERE id = CAST(substr(source, 7) AS INTEGER)) END
         FROM kpi ORDER BY made_at, key",
    )?;
    let mut rows = query.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

fn read(row: &Row<'_>) -> Result<OwnKpi, StoreError> {
    Ok(OwnKpi {
        key: row.get(0)?,
        name: row.get(1)?,
        better: convert::word(row, 2, "direction", Better::from_word)?,
        source: convert::word(row, 3, "source of a KPI", Source::from_word)?,
        because: row.get(4)?,
        about: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
    })
}

/// Makes a KPI.
///
/// # Errors
/// There is one with that key.
pub fn add(store: &Store, own: &OwnKpi, now: DateTime<Utc>) -> Result<(), StoreError> {
    let added = store
        .conn
        .prepare_cached("INSERT INTO kpi VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING")?
        .execute((
            &own.key,
            &own.name,
            own.better.word(),
            own.source.word(),
            &own.because,
            now.timestamp(),
        ))?;
    if added == 0 {
        return Err(StoreError::Refused(format!(
            "there is a KPI '{}' already",
            own.key
        )));
    }
    Ok(())
}

/// Takes a KPI away with its numbers and targets. Whether there was one.
pub fn remove(store: &Store, key: &str) -> Result<bool, StoreError> {
    store.transaction(|store| {
        store.conn.execute(
            "DELETE FROM kpi_target WHERE kpi = ?1 AND EXISTS (SELECT 1 FROM kpi WHERE key = ?1)",
            [key],
        )?;
        Ok(store
            .conn
            .execute("DELETE FROM kpi WHERE key = ?1", [key])?
            > 0)
    })
}

/// Puts down what matters to the customers, in place of what was told before.
pub fn set_matters(store: &Store, lines: &[String], now: DateTime<Utc>) -> Result<(), StoreError> {
    store.transaction(|store| {
        store.conn.execute("DELETE FROM matter", [])?;
        for line in lines.iter().filter(|line| !line.trim().is_empty()) {
            store
                .conn
                .prepare_cached("INSERT INTO matter (what, told_at) VALUES (?1, ?2)")?
                .execute((line.trim(), now.timestamp()))?;
        }
        Ok(())
    })
}

/// What matters to the customers, as the owner told it.
pub fn matters(store: &Store) -> Result<Vec<String>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT what FROM matter ORDER BY id")?;
    Ok(query
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// The theme of that name.
pub fn theme(store: &Store, name: &str) -> Result<Option<ThemeId>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT id FROM theme WHERE name_key = ?1")?;
    Ok(query
        .query_row([name_key(name)], |row| row.get(0))
        .optional()?
        .map(ThemeId))
}

/// Every question that is asked, by key, with the words of its newest version.
pub fn questions(store: &Store) -> Result<Vec<(String, String)>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT key, text, max(id) FROM question GROUP BY key ORDER BY 3")?;
    Ok(query
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::own_kpi::number::Number;
    use crate::store::testing::{at, week};
    use crate::store::{number, target};

    fn jobs() -> OwnKpi {
        OwnKpi {
            key: "jobs_booked".into(),
            name: "Jobs booked".into(),
            better: Better::Higher,
            source: Source::Typed,
            about: String::new(),
            because: "they call to have something done".into(),
        }
    }

    fn one(week: crate::domain::week::Week, value: f64) -> Number {
        Number {
            week,
            rep: None,
            value,
        }
    }

    #[test]
    fn a_kpi_comes_back_as_it_was_made_and_goes_with_its_numbers_and_targets() {
        let store = Store::in_memory().unwrap();
        add(&store, &jobs(), at(0)).unwrap();
        assert!(add(&store, &jobs(), at(1)).is_err());
        assert_eq!(list(&store).unwrap(), [jobs()]);
        let week = week("2026-W47");
        number::put(&store, "jobs_booked", one(week, 12.0), None).unwrap();
        let aim = crate::domain::trend::Target {
            horizon: crate::domain::trend::Horizon::Short,
            value: 20.0,
            due_on: "2026-12-31".parse().unwrap(),
        };
        target::set(&store, "jobs_booked", &aim).unwrap();
        assert!(remove(&store, "jobs_booked").unwrap());
        assert!(target::list(&store).unwrap().is_empty());
        assert!(
            number::list(&store, "jobs_booked", week, week)
                .unwrap()
                .is_empty()
        );
        assert!(!remove(&store, "jobs_booked").unwrap());
    }

    #[test]
    fn what_matters_is_told_anew_as_a_whole() {
        let store = Store::in_memory().unwrap();
        set_matters(
            &store,
            &["On time".into(), " ".into(), "Friendly".into()],
            at(0),
        )
        .unwrap();
        set_matters(&store, &["Fast".into()], at(1)).unwrap();
        assert_eq!(matters(&store).unwrap(), ["Fast"]);
    }
}
