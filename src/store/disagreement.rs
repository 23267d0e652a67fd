//! What owner and rep did not agree on in a score, question by question, in words.

use chrono::NaiveDate;

use crate::domain::id::EvaluationId;
use crate::store::{Store, StoreError, convert};

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The question's key.
    pub question: String,
    /// What was said, never empty.
    pub note: String,
    /// When.
    pub said_on: NaiveDate,
}

/// Those of a score, in the order of the keys.
pub fn list(store: &Store, evaluation: EvaluationId) -> Result<Vec<Disagreement>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT question_key, note, said_on FROM disagreement WHERE evaluation_id = ?1 ORDER BY question_key",
    )?;
    let mut rows = query.query([evaluation.0])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(Disagreement {
            question: row.get(0)?,
            note: row.get(1)?,
            said_on: convert::day(row, 2)?,
        });
    }
    Ok(all)
}

/// Writes one down in place of an earlier note on the question; an empty note takes it away.
pub fn set(
    store: &Store,
    evaluation: EvaluationId,
    question: &str,
    note: &str,
    on: NaiveDate,
) -> Result<(), StoreError> {
    if note.trim().is_empty() {
        store.conn.execute(
            "DELETE FROM disagreement WHERE evaluation_id = ?1 AND question_key = ?2",
            (evaluation.0, question),
        )?;
        return Ok(());
    }
    store.conn.execute(
        "INSERT INTO disagreement (evaluation_id, question_key, note, said_on) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (evaluation_id, question_key) DO UPDATE SET note = excluded.note, said_on = excluded.said_on",
        (evaluation.0, question, note.trim(), on.to_string()),
    )?;
    Ok(())
}
