//! The rep's own scores of calls. They lie apart from the owner's evaluations and nothing counts them.

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use crate::domain::id::{CallId, EvaluationId, ImportId, RepId};
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

/// A rep's own score of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnScore {
    /// The day on which it was given.
    pub scored_on: NaiveDate,
    /// Whether it came with a file; else it was typed in from paper.
    pub from_file: bool,
    /// By question, in the order of the keys.
    pub answers: Vec<OwnAnswer>,
}

/// One answer of a rep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAnswer {
    /// The question's key.
    pub question: String,
    /// The answer's word.
    pub value: String,
    /// The rep's words on it; may be empty.
    pub comment: String,
}

/// The rep's own score of a call, where there is one.
pub fn find(store: &Store, call: CallId) -> Result<Option<OwnScore>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT id, scored_on, import_id IS NOT NULL FROM own_score WHERE call_id = ?1",
    )?;
    let mut rows = query.query([call.0])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some(OwnScore {
        scored_on: convert::day(row, 1)?,
        from_file: row.get(2)?,
        answers: answers(store, row.get(0)?)?,
    }))
}

fn answers(store: &Store, id: i64) -> Result<Vec<OwnAnswer>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT question_key, value, comment FROM own_answer WHERE own_score_id = ?1 ORDER BY question_key",
    )?;
    let rows = query.query_map([id], |row| {
        Ok(OwnAnswer {
            question: row.get(0)?,
            value: row.get(1)?,
            comment: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Begins the own score of a call. One that is there already stays as it is.
pub fn begin(
    store: &Store,
    call: CallId,
    on: NaiveDate,
    import: Option<ImportId>,
) -> Result<(), StoreError> {
    store.conn.execute(
        "INSERT INTO own_score (call_id, import_id, scored_on) VALUES (?1, ?2, ?3) ON CONFLICT (call_id) DO NOTHING",
        (call.0, import.map(|id| id.0), on.to_string()),
    )?;
    Ok(())
}

/// Puts an answer of a begun own score down in place of an earlier one.
pub fn answer(store: &Store, call: CallId, answer: &OwnAnswer) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached(
            "INSERT INTO own_answer (own_score_id, question_key, value, comment)
             SELECT id, ?2, ?3, ?4 FROM own_score WHERE call_id = ?1
             ON CONFLICT (own_score_id, question_key) DO UPDATE SET value = excluded.value, comment = excluded.comment",
        )?
        .execute((call.0, &answer.question, &answer.value, &answer.comment))?;
    Ok(())
}

/// Takes an answer away, and with the last one the own score itself.
pub fn clear(store: &Store, call: CallId, question: &str) -> Result<(), StoreError> {
    store.conn.execute(
        "DELETE FROM own_answer WHERE question_key = ?2
             AND own_score_id = (SELECT id FROM own_score WHERE call_id = ?1)",
        (call.0, question),
    )?;
    store.conn.execute(
        "DELETE FROM own_score WHERE call_id = ?1
             AND NOT EXISTS (SELECT 1 FROM own_answer WHERE own_score_id = own_score.id)",
        [call.0],
    )?;
    Ok(())
}

/// The scores that count of a rep's calls from `from` to `to` which the rep scored as well, or on which something was
/// not agreed; the latest call first.
pub fn beside(
    store: &Store,
    rep: RepId,
    (from, to): (Week, Week),
) -> Result<Vec<EvaluationId>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT e.id FROM evaluation e JOIN call c ON c.id = e.call_id
         WHERE e.rep_id = ?1 AND e.week BETWEEN ?2 AND ?3 AND e.latest = 1
           AND (EXISTS (SELECT 1 FROM own_score o WHERE o.call_id = e.call_id)
                OR EXISTS (SELECT 1 FROM disagreement d WHERE d.evaluation_id = e.id))
         ORDER BY c.started_at DESC, e.id DESC",
    )?;
    let rows = query.query_map((rep.0, from.number(), to.number()), |row| {
        row.get(0).map(EvaluationId)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The day on which the rep saw a score, where that is known.
pub fn acknowledged_on(
    store: &Store,
    evaluation: EvaluationId,
) -> Result<Option<NaiveDate>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT acknowledged_on FROM evaluation WHERE id = ?1")?;
    let found = query
        .query_row([evaluation.0], |row| Ok(convert::day_or_none(row, 0)))
        .optional()?;
    Ok(found.transpose()?.flatten())
}

/// Writes down the day on which the rep saw a submitted score, or takes it back.
///
/// # Errors
/// The evaluation is still a draft.
pub fn acknowledge(
    store: &Store,
    evaluation: EvaluationId,
    on: Option<NaiveDate>,
) -> Result<(), StoreError> {
    let changed = store.conn.execute(
        "UPDATE evaluation SET acknowledged_on = ?2 WHERE id = ?1 AND state = 'submitted'",
        (evaluation.0, on.map(|on| on.to_string())),
    )?;
    if changed == 0 {
        return Err(StoreError::Refused(
            "only a finished score can be seen: finish the form first".into(),
        ));
    }
    Ok(())
}

/// Of the scores of a rep's calls that count, from `from` to `to`: how many the rep has seen, and how many there are.
pub fn seen(store: &Store, rep: RepId, (from, to): (Week, Week)) -> Result<(u64, u64), StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT count(acknowledged_on), count(*) FROM evaluation
         WHERE rep_id = ?1 AND week BETWEEN ?2 AND ?3 AND latest = 1",
    )?;
    let counted: (i64, i64) = query.query_row((rep.0, from.number(), to.number()), |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok((counted.0 as u64, counted.1 as u64))
}

#[cfg(test)]
mod tests;
