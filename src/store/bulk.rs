//! Many calls at once: the indexes by which calls are looked for are laid aside and made anew afterwards, in one go.

use crate::store::{Store, StoreError};

/// From how many calls on the indexes are laid aside.
const MANY: u64 = 50_000;

/// Room for what is sorted and for pages meanwhile, in the units of the pragma: 4 MB, of which both may be taken
/// while the pages of the import are still there.
const SORTING: i64 = -4_000;

/// Does `work`, which adds about `calls` calls, within a transaction. Where they are many, and more than are there, the
/// indexes of calls are laid aside meanwhile, all but the one of ids: entries that come in order of time are far apart
/// in most of them, and every one would be a page of the file to change.
///
/// # Errors
/// What `work` gives back, or the fault of the store. The indexes come back with the transaction then.
pub fn in_bulk<T, E: From<StoreError>>(
    store: &Store,
    calls: u64,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let indexes = if calls >= MANY && calls > newest(store)? {
        lay_aside(store)?
    } else {
        Vec::new()
    };
    let done = work()?;
    make(store, &indexes)?;
    Ok(done)
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
    if !indexes.is_empty() {
        store.conn.pragma_update(None, "cache_size", SORTING)?;
    }
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
