//! How the questions of a scorecard were answered so far.

use crate::domain::scorecard::Used;
use crate::store::{Store, StoreError};

/// The newest evaluations that are looked at: enough to judge a question by, and as quick in a file of ten years.
const NEWEST: i64 = 300;

/// How the questions of a scorecard were answered in the newest evaluations that count, over all its versions.
pub fn used(store: &Store, key: &str) -> Result<Vec<Used>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT q.key, count(a.value), total(a.value = 'na'), total(a.points = 1)
         FROM (SELECT e.id FROM evaluation e JOIN scorecard s ON s.id = e.scorecard_id
               WHERE s.key = ?1 AND e.latest = 1 ORDER BY e.id DESC LIMIT ?2) e
         JOIN answer a ON a.evaluation_id = e.id JOIN question q ON q.id = a.question_id
         GROUP BY q.key",
    )?;
    let rows = query.query_map((key, NEWEST), |row| {
        Ok(Used {
            question: row.get(0)?,
            answered: row.get(1)?,
            na: row.get::<_, f64>(2)? as i64,
            best: row.get::<_, f64>(3)? as i64,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// In how many evaluations a scorecard was used, over all its versions; drafts count.
pub fn count_uses(store: &Store, key: &str) -> Result<i64, StoreError> {
    Ok(store
        .conn
        .prepare_cached(
            "SELECT count(*) FROM evaluation e JOIN scorecard s ON s.id = e.scorecard_id WHERE s.key = ?1",
        )?
        .query_row([key], |row| row.get(0))?)
}
