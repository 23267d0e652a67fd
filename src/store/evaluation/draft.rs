//! Evaluations that are not submitted yet: what is noted on them beside answers, and the time that they took.

use super::{Evaluation, SELECT, first, read};
use crate::domain::id::{CallId, EvaluationId};
use crate::store::{Store, StoreError};

/// The unfinished evaluation of a call, where there is one.
pub fn draft_of(store: &Store, call: CallId) -> Result<Option<Evaluation>, StoreError> {
    first(store, "call_id = ?1 AND state = 'draft'", call.0)
}

/// Every draft, the youngest first.
pub fn drafts(store: &Store) -> Result<Vec<Evaluation>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached(&format!("{SELECT} WHERE state = 'draft' ORDER BY id DESC"))?;
    let mut rows = query.query([])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        drafts.push(read(row)?);
    }
    Ok(drafts)
}

/// Throws a draft away.
pub fn remove_draft(store: &Store, id: EvaluationId) -> Result<(), StoreError> {
    store.conn.execute(
        "DELETE FROM evaluation WHERE id = ?1 AND state = 'draft'",
        [id.0],
    )?;
    Ok(())
}

/// Whether nothing was answered or noted on a draft.
pub fn is_untouched(store: &Store, id: EvaluationId) -> Result<bool, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT NOT EXISTS (SELECT 1 FROM answer WHERE evaluation_id = ?1 AND (value IS NOT NULL OR comment <> ''))
            AND NOT EXISTS (SELECT 1 FROM moment WHERE evaluation_id = ?1)
            AND NOT EXISTS (SELECT 1 FROM voice WHERE evaluation_id = ?1)
            AND NOT EXISTS (SELECT 1 FROM evaluation WHERE id = ?1 AND (solved IS NOT NULL
                OR satisfied IS NOT NULL OR follow_up_on IS NOT NULL OR referral_why <> ''))",
    )?;
    Ok(query.query_row([id.0], |row| row.get(0))?)
}

/// Notes where the listening clock stands.
pub fn set_listened(store: &Store, id: EvaluationId, secs: i64) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached(
            "UPDATE evaluation SET listened_secs = ?2 WHERE id = ?1 AND state = 'draft'",
        )?
        .execute((id.0, secs))?;
    Ok(())
}

/// What is noted of the end of a call before its evaluation is submitted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct End {
    /// Whether it was solved, where that does not follow from a question.
    pub solved: Option<bool>,
    /// `delighted`, `satisfied`, `neutral` or `unhappy`.
    pub satisfied: Option<String>,
    /// Day on which something is owed to the customer, `YYYY-MM-DD`.
    pub follow_up_on: Option<String>,
    /// Why nobody asked for a referral; may be empty.
    pub referral_why: String,
}

/// What is noted of the end of a call.
pub fn end(store: &Store, id: EvaluationId) -> Result<End, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT solved, satisfied, follow_up_on, referral_why FROM evaluation WHERE id = ?1",
    )?;
    Ok(query.query_row([id.0], |row| {
        Ok(End {
            solved: row.get(0)?,
            satisfied: row.get(1)?,
            follow_up_on: row.get(2)?,
            referral_why: row.get(3)?,
        })
    })?)
}

/// Notes the end of a call on a draft.
pub fn set_end(store: &Store, id: EvaluationId, end: &End) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached(
            "UPDATE evaluation SET solved = ?2, satisfied = ?3, follow_up_on = ?4, referral_why = ?5
             WHERE id = ?1 AND state = 'draft'",
        )?
        .execute((
            id.0,
            end.solved,
            &end.satisfied,
            &end.follow_up_on,
            &end.referral_why,
        ))?;
    Ok(())
}

/// Seconds that the owner was active on an evaluation so far.
pub fn active_secs(store: &Store, id: EvaluationId) -> Result<i64, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT active_secs FROM evaluation WHERE id = ?1")?;
    Ok(query.query_row([id.0], |row| row.get(0))?)
}

/// Notes how long the owner was active on a draft.
pub fn set_active(store: &Store, id: EvaluationId, secs: i64) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached("UPDATE evaluation SET active_secs = ?2 WHERE id = ?1 AND state = 'draft'")?
        .execute((id.0, secs))?;
    Ok(())
}

/// How long the newest `count` evaluations took that took any time here, up to `id`, oldest first, in seconds.
pub fn active_times(store: &Store, id: EvaluationId, count: i64) -> Result<Vec<i64>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT active_secs FROM evaluation WHERE id <= ?1 AND state = 'submitted' AND active_secs > 0
         ORDER BY id DESC LIMIT ?2",
    )?;
    let rows = query.query_map((id.0, count), |row| row.get(0))?;
    let mut times: Vec<i64> = rows.collect::<Result<_, _>>()?;
    times.reverse();
    Ok(times)
}

/// What was commented on a question before, in other evaluations: the usual words first, at most five.
pub fn usual_comments(
    store: &Store,
    question: &str,
    but: EvaluationId,
) -> Result<Vec<String>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT comment FROM (SELECT a.comment, a.evaluation_id FROM question q JOIN answer a ON a.question_id = q.id
             WHERE q.key = ?1 AND a.comment <> '' AND a.evaluation_id <> ?2
             ORDER BY a.evaluation_id DESC LIMIT 300)
         GROUP BY comment ORDER BY count(*) DESC, max(evaluation_id) DESC LIMIT 9",
    )?;
    let rows = query.query_map((question, but.0), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
