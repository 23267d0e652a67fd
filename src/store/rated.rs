//! Heard calls with a customer's satisfaction: what the drivers are worked out from.

use std::collections::BTreeMap;

use crate::domain::driver::{MOST, Measure, Rated};
use crate::domain::week::Week;
use crate::store::{Store, StoreError};

const SATISFACTION: &str = "CASE ?3 WHEN 'csat' THEN c.csat
    ELSE CASE e.satisfied WHEN 'delighted' THEN 4 WHEN 'satisfied' THEN 3 WHEN 'neutral' THEN 2 WHEN 'unhappy' THEN 1 END END";

/// The calls heard at random in the weeks `from` to `to` that have such an answer, with the behaviours that applied; of very
/// many the newest [`MOST`].
pub fn list(
    store: &Store,
    measure: Measure,
    from: Week,
    to: Week,
) -> Result<Vec<Rated>, StoreError> {
    let mut query = store.conn.prepare_cached(&format!(
        "SELECT one.id, one.satisfaction, q.key, a.points >= 1
         FROM (SELECT e.id, CAST({SATISFACTION} AS REAL) AS satisfaction
               FROM evaluation e JOIN call c ON c.id = e.call_id
               WHERE e.week BETWEEN ?1 AND ?2 AND e.latest = 1 AND e.lane = 'random' AND {SATISFACTION} IS NOT NULL
               ORDER BY e.week DESC, e.id DESC LIMIT ?4) one
         LEFT JOIN answer a ON a.evaluation_id = one.id AND a.points IS NOT NULL
         LEFT JOIN question q ON q.id = a.question_id
         ORDER BY one.id"
    ))?;
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
        let answer = row
            .get::<_, Option<String>>(2)?
            .zip(row.get::<_, Option<bool>>(3)?);
        if let (Some((key, done)), Some((_, call))) = (answer, calls.last_mut()) {
            call.done.insert(key, done);
        }
    }
    Ok(calls.into_iter().map(|(_, call)| call).collect())
}

/// The newest words of every question that counts for quality or is critical, by its key.
pub fn texts(store: &Store) -> Result<BTreeMap<String, String>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT key, text FROM question WHERE weight > 0 OR critical IS NOT NULL ORDER BY id",
    )?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
