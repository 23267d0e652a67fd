//! Many calls at once: the indexes by which calls are looked for are laid aside and made anew afterwards, in one go.

use rusqlite::config::DbConfig;

use crate::store::{Store, StoreError};

/// From how many calls on the indexes are laid aside.
const MANY: u64 = 50_000;

/// Room for what is sorted and for pages meanwhile, in the units of the pragma: 4 MB, of which both may be taken
/// while the pages of the import are still there.
const SORTING: i64 = -4_000;

/// What the rows that come in with calls refer to: table, column, and the table with its ids.
const REFERENCES: [(&str, &str, &str); 9] = [
    ("call", "source_id", "source"),
    ("call", "import_id", "import"),
    ("call", "rep_id", "rep"),
    ("call", "customer_id", "customer"),
    ("customer_number", "customer_id", "customer"),
    ("customer_email", "customer_id", "customer"),
    ("import_seen", "call_id", "call"),
    ("import_seen", "import_id", "import"),
    ("rep_alias", "rep_id", "rep"),
];

/// Does `work`, which adds about `calls` calls and deletes nothing, within a transaction. Where they are many, and more
/// than are there, the indexes of calls are laid aside meanwhile, all but the one of ids: entries that come in order of
/// time are far apart in most of them, and every one would be a page of the file to change. What refers to what is
/// checked in one go afterwards as well, not row by row.
///
/// # Errors
/// What `work` gives back, or the fault of the store. The indexes come back with the transaction then.
pub fn in_bulk<T, E: From<StoreError>>(
    store: &Store,
    calls: u64,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    if calls < MANY || calls <= newest(store)? {
        return work();
    }
    let indexes = lay_aside(store)?;
    check_each_reference(store, false)?;
    let done = work();
    check_each_reference(store, true)?;
    let done = done?;
    make(store, &indexes)?;
    check_references(store)?;
    Ok(done)
}

/// Whether every row is held to what it refers to when it is written. Unlike the pragma, this holds within a transaction.
fn check_each_reference(store: &Store, on: bool) -> Result<(), StoreError> {
    let key = DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY;
    store.conn.set_db_config(key, on)?;
    Ok(())
}

/// Refuses rows that refer to what is not there. Of calls an index tells it each time.
fn check_references(store: &Store) -> Result<(), StoreError> {
    for (table, column, to) in REFERENCES {
        let astray: bool = store
            .conn
            .prepare_cached(&astray(table, column, to))?
            .query_row([], |row| row.get(0))?;
        if astray {
            return Err(StoreError::Refused(format!(
                "what came in names a {to} that is not there (in {table})"
            )));
        }
    }
    Ok(())
}

fn astray(table: &str, column: &str, to: &str) -> String {
    format!(
        "SELECT EXISTS (SELECT 1 FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT id FROM {to}))"
    )
}

/// The number of the newest call; 0 where there is none.
fn newest(store: &Store) -> Result<u64, StoreError> {
    let newest: i64 = store
        .conn
        .prepare_cached("SELECT coalesce(max(id), 0) FROM call")?
        .query_row([], |row| row.get(0))?;
    Ok(newest.unsigned_abs())
}

/// Drops the indexes of calls that are not a constraint, all but the one by which a call that is there is found again;
/// gives back their names and how they are made.
fn lay_aside(store: &Store) -> Result<Vec<(String, String)>, StoreError> {
    let indexes: Vec<(String, String)> = store
        .conn
        .prepare(
            "SELECT name, sql FROM sqlite_schema
             WHERE type = 'index' AND tbl_name = 'call' AND sql IS NOT NULL
               AND (name <> 'call_started' OR NOT EXISTS (SELECT 1 FROM call))
             ORDER BY name",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (name, _) in &indexes {
        store.conn.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(indexes)
}

/// Makes them anew. Each is sorted in as much memory as pages may take.
fn make(store: &Store, indexes: &[(String, String)]) -> Result<(), StoreError> {
    store.conn.pragma_update(None, "cache_size", SORTING)?;
    for (_, sql) in indexes {
        store.conn.execute_batch(sql)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::testing::Desk;

    fn indexes(store: &Store) -> Vec<(String, String)> {
        store
            .conn
            .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn the_indexes_are_laid_aside_for_many_calls_only_and_come_back_as_they_were() {
        let desk = Desk::with_calls(&["Dana Reyes"], 3);
        let before = indexes(&desk.store);
        for (calls, fewer) in [(MANY, true), (MANY - 1, false)] {
            let laid_aside = in_bulk(&desk.store, calls, || {
                Ok::<_, StoreError>(before.len() - indexes(&desk.store).len())
            });
            assert_eq!(laid_aside.unwrap() > 0, fewer, "{calls}");
            assert_eq!(indexes(&desk.store), before);
        }
    }

    #[test]
    fn a_log_that_is_the_smaller_part_is_added_to_what_is_there() {
        let desk = Desk::with_calls(&["Dana Reyes"], 1);
        desk.sql(&format!("UPDATE call SET id = {}", MANY + 1));
        let before = indexes(&desk.store).len();
        let meanwhile = in_bulk(&desk.store, MANY, || {
            Ok::<_, StoreError>(indexes(&desk.store).len())
        });
        assert_eq!(meanwhile.unwrap(), before);
    }

    #[test]
    fn what_refers_to_nothing_takes_the_whole_back_and_is_refused_at_once_afterwards() {
        let desk = Desk::with_calls(&["Dana Reyes"], 1);
        let astray = || {
            desk.store
                .conn
                .execute("UPDATE call SET import_id = 99", [])
                .map_err(StoreError::from)
        };
        let bulk = desk
            .store
            .transaction(|store| in_bulk(store, MANY, astray))
            .unwrap_err();
        assert!(bulk.to_string().ends_with("(in call)"), "{bulk}");
        let at_once = astray().unwrap_err();
        assert!(at_once.to_string().contains("FOREIGN KEY"), "{at_once}");
    }

    #[test]
    fn what_calls_refer_to_is_checked_from_indexes_alone() {
        let desk = Desk::with_calls(&["Dana Reyes"], 1);
        for (table, column, to) in REFERENCES.into_iter().filter(|one| one.0 == "call") {
            let steps = desk.plan(&astray(table, column, to)).join("; ");
            assert!(steps.contains("COVERING INDEX"), "{column}: {steps}");
        }
    }

    #[test]
    fn what_fails_leaves_the_indexes_with_the_transaction() {
        let desk = Desk::with_calls(&["Dana Reyes"], 1);
        let before = indexes(&desk.store);
        let failed = desk.store.transaction(|store| {
            in_bulk(store, MANY, || {
                Err::<(), _>(StoreError::Refused("stopped".into()))
            })
        });
        assert!(failed.is_err());
        assert_eq!(indexes(&desk.store), before);
    }
}
