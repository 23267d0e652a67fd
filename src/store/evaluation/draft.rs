//! Evaluations that are not submitted yet.

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
            AND NOT EXISTS (SELECT 1 FROM voice WHERE evaluation_id = ?1)",
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
