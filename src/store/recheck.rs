//! Scored calls that come back blind, and what they were scored as the second time.

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

use crate::domain::id::{CallId, EvaluationId};
use crate::store::{Store, StoreError};

/// A scored call that may come back, with the id on which its ticket rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligible {
    /// The evaluation that counts.
    pub first: EvaluationId,
    /// `SOURCE:SOURCE_ID` of its call.
    pub ticket_id: String,
}

impl AsRef<str> for Eligible {
    fn as_ref(&self) -> &str {
        &self.ticket_id
    }
}

/// The calls scored before `before` that never came back and are not open for another scoring.
pub fn eligible(store: &Store, before: DateTime<Utc>) -> Result<Vec<Eligible>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT e.id, s.name || ':' || c.source_key
         FROM evaluation e JOIN call c ON c.id = e.call_id JOIN source s ON s.id = c.source_id
         WHERE e.latest = 1 AND e.submitted_at < ?1 AND e.scorable = 1
           AND NOT EXISTS (SELECT 1 FROM recheck k JOIN evaluation f ON f.id = k.first_id WHERE f.call_id = e.call_id)
           AND NOT EXISTS (SELECT 1 FROM evaluation d WHERE d.call_id = e.call_id AND d.state = 'draft')
         ORDER BY e.id",
    )?;
    let rows = query.query_map([before.timestamp()], |row| {
        Ok(Eligible {
            first: EvaluationId(row.get(0)?),
            ticket_id: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Brings a scored call back, in a month such as 202611.
pub fn add(
    store: &Store,
    first: EvaluationId,
    month: i64,
    seed: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    store.conn.execute(
        "INSERT INTO recheck (first_id, month, seed, drawn_at) VALUES (?1, ?2, ?3, ?4)",
        (first.0, month, seed, now.timestamp()),
    )?;
    Ok(())
}

/// How many calls were brought back in a month.
pub fn count(store: &Store, month: i64) -> Result<i64, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT count(*) FROM recheck WHERE month = ?1")?;
    Ok(query.query_row([month], |row| row.get(0))?)
}

/// A call that came back and is not scored again yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// The row.
    pub id: i64,
    /// The scoring that counts.
    pub first: EvaluationId,
    /// The second scoring, where it was begun.
    pub again: Option<EvaluationId>,
    /// The call.
    pub call: CallId,
}

/// What waits to be scored again, the oldest first.
pub fn waiting(store: &Store) -> Result<Vec<Waiting>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT k.id, k.first_id, k.again_id, f.call_id
         FROM recheck k JOIN evaluation f ON f.id = k.first_id LEFT JOIN evaluation a ON a.id = k.again_id
         WHERE a.id IS NULL OR a.state = 'draft' ORDER BY k.id",
    )?;
    let rows = query.query_map([], |row| {
        Ok(Waiting {
            id: row.get(0)?,
            first: EvaluationId(row.get(1)?),
            again: row.get::<_, Option<i64>>(2)?.map(EvaluationId),
            call: CallId(row.get(3)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes which draft is the second scoring.
pub fn begin(store: &Store, id: i64, again: EvaluationId) -> Result<(), StoreError> {
    store.conn.execute(
        "UPDATE recheck SET again_id = ?2 WHERE id = ?1",
        (id, again.0),
    )?;
    Ok(())
}

/// Whether an evaluation is a second, blind scoring.
pub fn is_again(store: &Store, evaluation: EvaluationId) -> Result<bool, StoreError> {
    let found = store
        .conn
        .prepare_cached("SELECT 1 FROM recheck WHERE again_id = ?1")?
        .query_row([evaluation.0], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

// The few that came back are gone through, never every evaluation: the order of the joins is given.
const DIFFERENCES: &str = "SELECT a.quality - f.quality FROM recheck k CROSS JOIN evaluation a ON a.id = k.again_id
         CROSS JOIN evaluation f ON f.id = k.first_id
     WHERE a.state = 'submitted' AND a.quality - f.quality IS NOT NULL ORDER BY a.submitted_at, k.id";
const PAIRS: &str =
    "SELECT k.first_id, k.again_id FROM recheck k CROSS JOIN evaluation a ON a.id = k.again_id
     WHERE a.state = 'submitted' ORDER BY a.submitted_at DESC, k.id DESC LIMIT ?1";

/// The quality of every call that was scored twice the second time minus the first, the oldest first; calls of which one
/// has none are left out.
pub fn differences(store: &Store) -> Result<Vec<f64>, StoreError> {
    let mut query = store.conn.prepare_cached(DIFFERENCES)?;
    let rows = query.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The first and the second scoring of the calls that were scored twice, the newest `most` of them, the oldest first.
pub fn pairs(store: &Store, most: usize) -> Result<Vec<(EvaluationId, EvaluationId)>, StoreError> {
    let mut query = store.conn.prepare_cached(PAIRS)?;
    let rows = query.query_map([most as i64], |row| {
        Ok((EvaluationId(row.get(0)?), EvaluationId(row.get(1)?)))
    })?;
    let mut pairs: Vec<_> = rows.collect::<Result<_, _>>()?;
    pairs.reverse();
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn what_was_scored_once_is_not_gone_through_for_what_was_scored_twice() {
        let store = Store::in_memory().unwrap();
        for sql in [DIFFERENCES, PAIRS] {
            let mut plan = store
                .conn
                .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
                .unwrap();
            let some = plan.parameter_count().min(1);
            let steps: Vec<String> = plan
                .query_map(rusqlite::params_from_iter(vec![1; some]), |row| row.get(3))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let gone_through = |of: &str| steps.iter().any(|step| step.starts_with(of));
            assert!(
                gone_through("SCAN k") && !gone_through("SCAN a"),
                "{steps:?}"
            );
        }
    }
}
