//! Heard calls with a customer's satisfaction: what the drivers are worked out from.

use std::collections::BTreeMap;

use crate::domain::driver::{MOST, Measure, Rated};
use crate::domain::week::Week;
use crate::store::{Store, StoreError};

// The newest calls are sought first; then their answers, by the key of their table and in no order.
const LIST: &str = "SELECT one.id, one.satisfaction, a.question_id, a.points >= 1
    FROM (
        SELECT e.id, CAST(CASE ?3 WHEN 'csat' THEN c.csat
                ELSE CASE e.satisfied WHEN 'delighted' THEN 4 WHEN 'satisfied' THEN 3 WHEN 'neutral' THEN 2 WHEN 'unhappy' THEN 1 END
            END AS REAL) AS satisfaction
        FROM evaluation e CROSS JOIN call c ON c.id = e.call_id
        WHERE e.week BETWEEN ?1 AND ?2 AND e.latest = 1 AND e.lane = 'random' AND satisfaction IS NOT NULL
        ORDER BY e.week DESC, e.id DESC LIMIT ?4) one
    LEFT JOIN answer a ON a.evaluation_id = one.id AND a.points IS NOT NULL";

/// The calls heard at random in the weeks `from` to `to` that have such an answer, with the behaviours that applied; of very
/// many the newest [`MOST`].
pub fn list(
    store: &Store,
    measure: Measure,
    from: Week,
    to: Week,
) -> Result<Vec<Rated>, StoreError> {
    let keys = keys(store)?;
    let mut query = store.conn.prepare_cached(LIST)?;
    let mut rows = query.query((from.number(), to.number(), measure.word(), MOST as i64))?;
    let mut calls: Vec<(i64, Rated)> = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        if calls.last().is_none_or(|(last, _)| *last != id) {
            let rated = Rated {
                satisfaction: row.get(1)?,
                done: BTreeMap::new(),
            };
            calls.push((id, rated));
        }
        let key = row.get::<_, Option<i64>>(2)?.and_then(|id| keys.get(&id));
        if let (Some(key), Some((_, call))) = (key, calls.last_mut()) {
            call.done.insert(key.clone(), row.get(3)?);
        }
    }
    calls.sort_by_key(|(id, _)| *id);
    Ok(calls.into_iter().map(|(_, call)| call).collect())
}

fn keys(store: &Store) -> Result<BTreeMap<i64, String>, StoreError> {
    let mut query = store.conn.prepare_cached("SELECT id, key FROM question")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The newest words of every question that counts for quality or is critical, by its key.
pub fn texts(store: &Store) -> Result<BTreeMap<String, String>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT key, text FROM question WHERE weight > 0 OR critical IS NOT NULL ORDER BY id",
    )?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn the_newest_calls_are_sought_week_by_week_and_their_answers_by_their_key() {
        let store = Store::in_memory().unwrap();
        let explain = format!("EXPLAIN QUERY PLAN {LIST}");
        let mut plan = store.conn.prepare(&explain).unwrap();
        let steps = plan.query_map((1, 2, "csat", 9), |row| row.get::<_, String>(3));
        let steps: Vec<String> = steps.unwrap().map(Result::unwrap).collect();
        let has = |step: &str| steps.iter().any(|one| one.starts_with(step));
        assert!(
            has("SEARCH e USING INDEX evaluation_week (week>? AND week<?)")
                && has("USE TEMP B-TREE FOR LAST TERM OF ORDER BY")
                && has("SEARCH a USING PRIMARY KEY (evaluation_id=?)")
                && !has("USE TEMP B-TREE FOR ORDER BY"),
            "{steps:?}"
        );
    }
}
