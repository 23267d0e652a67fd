//! The search words of calls and customers that came in. Those of what changes or goes are kept right by triggers.

use crate::store::{Store, StoreError};

/// Takes the words of what came in since the last time into the index, within a transaction.
///
/// What came in and was changed in one transaction may be there already: its words are replaced.
pub(in crate::store) fn settle(store: &Store) -> Result<(), StoreError> {
    let conn = &store.conn;
    let is_stale: bool = conn
        .prepare_cached(
            "SELECT coalesce((SELECT max(id) FROM call), 0) > call_id
                 OR coalesce((SELECT max(id) FROM customer), 0) > customer_id FROM words_through",
        )?
        .query_row([], |row| row.get(0))?;
    if !is_stale {
        return Ok(());
    }
    conn.prepare_cached(
        "INSERT OR REPLACE INTO call_words (rowid, text)
         SELECT id * 4, note || ' ' || extra || ' ' || transcript FROM call, words_through
         WHERE id > call_id AND (note <> '' OR extra <> '' OR transcript <> '')",
    )?
    .execute([])?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO customer_words (rowid, text)
         SELECT id, name || ' ' || preferences || ' ' || notes FROM customer, words_through
         WHERE id > customer_id AND (name <> '' OR preferences <> '' OR notes <> '')",
    )?
    .execute([])?;
    conn.prepare_cached(
        "UPDATE words_through SET call_id = (SELECT coalesce(max(id), 0) FROM call),
             customer_id = (SELECT coalesce(max(id), 0) FROM customer)",
    )?
    .execute([])?;
    Ok(())
}
