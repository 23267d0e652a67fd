//! One question over time: what its answers were worth in the heard calls.

use rusqlite::OptionalExtension;

use crate::domain::id::RepId;
use crate::domain::week::Week;
use crate::store::{Store, StoreError};

/// What the answers to a question were worth, 0 to 1, in the calls of a rep, or of all, heard at random in the weeks `from` to
/// `to`, in the order of the calls. Calls to which it did not apply are left out.
pub fn points(
    store: &Store,
    key: &str,
    rep: Option<RepId>,
    from: Week,
    to: Week,
) -> Result<Vec<f64>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT a.points FROM evaluation e JOIN answer a ON a.evaluation_id = e.id JOIN question q ON q.id = a.question_id
         WHERE e.week BETWEEN ?1 AND ?2 AND e.latest = 1 AND e.lane = 'random' AND q.key = ?3
           AND (?4 IS NULL OR e.rep_id = ?4) AND a.points IS NOT NULL ORDER BY e.week, e.id",
    )?;
    let rows = query.query_map(
        (from.number(), to.number(), key, rep.map(|rep| rep.0)),
        |row| row.get(0),
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether any form has a question with that key.
pub fn is_known(store: &Store, key: &str) -> Result<bool, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT 1 FROM question WHERE key = ?1 LIMIT 1")?;
    Ok(query.query_row([key], |_| Ok(())).optional()?.is_some())
}
