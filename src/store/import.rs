//! The history of imports: which file was read when, and what came of it.

use rusqlite::{OptionalExtension, Row};

use crate::domain::call::Instant;
use crate::domain::id::{ImportId, SourceId};
use crate::domain::trend::Decided;
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

/// One file read once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The row.
    pub id: ImportId,
    /// The name of the source.
    pub source: String,
    /// What was read: `calls`, `surveys` ...
    pub kind: String,
    /// The profile's id.
    pub profile: String,
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub file_sha256: String,
    /// What came of it, as JSON.
    pub report: String,
    /// When, in seconds since 1970.
    pub imported_at: i64,
    /// When it was taken back, in seconds since 1970.
    pub undone_at: Option<i64>,
}

/// What is known of a file before it is read.
#[derive(Debug, Clone, Copy)]
pub struct NewImport<'n> {
    /// Where its calls come from.
    pub source: SourceId,
    /// What is read: `calls`, `surveys` ...
    pub kind: &'n str,
    /// The profile's id.
    pub profile: &'n str,
    /// The file's name.
    pub file: &'n str,
    /// SHA-256 of the file, in hexadecimal.
    pub file_sha256: &'n str,
    /// When, in seconds since 1970.
    pub imported_at: i64,
}

/// Adds an import that is about to begin; its report follows. Until then every change of a call is noted as its own.
pub fn add(store: &Store, new: NewImport<'_>) -> Result<ImportId, StoreError> {
    store.conn.execute(
        "INSERT INTO import (source_id, kind, profile, file, file_sha256, report, imported_at)
         VALUES (?1, ?2, ?3, ?4, ?5, '{}', ?6)",
        (
            new.source.0,
            new.kind,
            new.profile,
            new.file,
            new.file_sha256,
            new.imported_at,
        ),
    )?;
    let id = ImportId(store.conn.last_insert_rowid());
    store.conn.execute(
        "INSERT OR REPLACE INTO import_running (id, import_id) VALUES (1, ?1)",
        [id.0],
    )?;
    Ok(id)
}

/// Writes down what came of an import, as JSON: it has ended.
pub fn finish(store: &Store, id: ImportId, report: &str) -> Result<(), StoreError> {
    store.conn.execute(
        "UPDATE import SET report = ?2 WHERE id = ?1",
        (id.0, report),
    )?;
    store.conn.execute("DELETE FROM import_running", [])?;
    Ok(())
}

const SELECT: &str = "SELECT import.id, source.name, kind, profile, file, file_sha256, report, imported_at, undone_at
    FROM import JOIN source ON source.id = source_id";

/// One import that must be there.
pub fn get(store: &Store, id: ImportId) -> Result<Import, StoreError> {
    store
        .conn
        .prepare_cached(&format!("{SELECT} WHERE import.id = ?1"))?
        .query_row([id.0], read)
        .optional()?
        .ok_or_else(|| StoreError::Missing {
            what: "import",
            which: id.to_string(),
        })
}

/// Every import, the newest first.
pub fn list(store: &Store) -> Result<Vec<Import>, StoreError> {
    let mut statement = store
        .conn
        .prepare_cached(&format!("{SELECT} ORDER BY import.id DESC"))?;
    let imports = statement.query_map([], read)?.collect::<Result<_, _>>()?;
    Ok(imports)
}

/// The files brought in in the weeks `from` to `to` and not taken back, each with what came of it; `week_of` tells the
/// week of an instant.
pub fn between(
    store: &Store,
    from: Week,
    to: Week,
    week_of: impl Fn(Instant) -> Week,
) -> Result<Vec<Decided>, StoreError> {
    let midnight = |week: Week| {
        week.monday()
            .and_time(chrono::NaiveTime::MIN)
            .and_utc()
            .timestamp()
    };
    let mut query = store.conn.prepare_cached(
        "SELECT file, imported_at, report ->> 'added' FROM import
         WHERE undone_at IS NULL AND imported_at BETWEEN ?1 AND ?2 ORDER BY id",
    )?;
    let mut rows = query.query((midnight(from.plus(-1)), midnight(to.plus(2))))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let week = week_of(convert::utc(row.get(1)?)?.fixed_offset());
        let (file, added): (String, Option<i64>) = (row.get(0)?, row.get(2)?);
        if from <= week && week <= to {
            let added = added.map_or(String::new(), |added| format!(" ({added} new)"));
            found.push(Decided {
                week,
                what: format!("brought in {file}{added}"),
                kpi: None,
            });
        }
    }
    Ok(found)
}

fn read(row: &Row<'_>) -> Result<Import, rusqlite::Error> {
    Ok(Import {
        id: ImportId(row.get(0)?),
        source: row.get(1)?,
        kind: row.get(2)?,
        profile: row.get(3)?,
        file: row.get(4)?,
        file_sha256: row.get(5)?,
        report: row.get(6)?,
        imported_at: row.get(7)?,
        undone_at: row.get(8)?,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::source;

    #[test]
    fn an_import_is_listed_with_what_came_of_it() {
        let store = Store::in_memory().unwrap();
        let source = source::remember(&store, "aircall", None, None).unwrap();
        let new = NewImport {
            source,
            kind: "calls",
            profile: "aircall",
            file: "november.csv",
            file_sha256: &"0".repeat(64),
            imported_at: 1,
        };
        add(&store, new).unwrap();
        let second = add(&store, new).unwrap();
        finish(&store, second, "{\"rows\":2}").unwrap();
        let listed = list(&store).unwrap();
        assert_eq!(listed.len(), 2);
        assert_eq!(listed[0].id, second);
        assert_eq!(listed[0].report, "{\"rows\":2}");
        assert_eq!(listed[0].source, "aircall");
    }
}
