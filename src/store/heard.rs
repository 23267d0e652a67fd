//! What was heard in a week: the evaluations that count, with their praise, their customers' words and their answers.
//! Read by the weekly summary. What is agreed, decided and owed stands in `due`.

pub mod due;
pub mod of_rep;
pub mod records;
mod scored;

use rusqlite::Row;

use crate::domain::call::{Instant, Lane};
use crate::domain::evaluation::CriticalErrors;
use crate::domain::id::{CallId, EvaluationId, RepId};
use crate::domain::scorecard::Class;
use crate::domain::voice::Cause;
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

pub use scored::{Answers, Asked, Scored, scored};

/// One call that was scored, with what its evaluation came to.
#[derive(Debug, Clone, PartialEq)]
pub struct HeardCall {
    /// The evaluation that counts.
    pub evaluation: EvaluationId,
    /// The call.
    pub call: CallId,
    /// Who handled it.
    pub rep_id: RepId,
    /// The rep's name.
    pub rep: String,
    /// The customer's name; empty where none is known. Never a number.
    pub customer: String,
    /// When the call began.
    pub started_at: Instant,
    /// How it came to be heard.
    pub lane: Lane,
    /// Whether a pick of this desk led to it.
    pub picked: bool,
    /// Whether enough of the form applied for a quality.
    pub scorable: bool,
    /// Critical errors by class.
    pub errors: CriticalErrors,
}

/// The scored calls of a week, by rep, then in the order of the calls.
pub fn calls(store: &Store, week: Week) -> Result<Vec<HeardCall>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT e.id, e.call_id, e.rep_id, r.name, coalesce(u.name, ''), c.started_at, c.utc_offset_secs, e.lane,
             e.pick_id IS NOT NULL, e.scorable, e.customer_errors, e.business_errors, e.compliance_errors
         FROM evaluation e JOIN call c ON c.id = e.call_id JOIN rep r ON r.id = e.rep_id
         LEFT JOIN customer u ON u.id = c.customer_id
         WHERE e.week = ?1 AND e.latest = 1 ORDER BY r.name_key, c.started_at, e.id",
    )?;
    let mut rows = query.query([week.number()])?;
    let mut calls = Vec::new();
    while let Some(row) = rows.next()? {
        calls.push(read(row)?);
    }
    Ok(calls)
}

fn read(row: &Row<'_>) -> Result<HeardCall, StoreError> {
    Ok(HeardCall {
        evaluation: EvaluationId(row.get(0)?),
        call: CallId(row.get(1)?),
        rep_id: RepId(row.get(2)?),
        rep: row.get(3)?,
        customer: row.get(4)?,
        started_at: convert::instant(row.get(5)?, row.get(6)?)?,
        lane: convert::word(row, 7, "lane", Lane::from_word)?,
        picked: row.get(8)?,
        scorable: row.get::<_, Option<bool>>(9)?.unwrap_or(false),
        errors: CriticalErrors {
            customer: row.get(10)?,
            business: row.get(11)?,
            compliance: row.get(12)?,
        },
    })
}

/// A moment worth praise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Praised {
    /// In which evaluation it was noted.
    pub evaluation: EvaluationId,
    /// Seconds from the beginning of the call.
    pub at_secs: i64,
    /// The owner's words.
    pub text: String,
}

/// The moments worth praise in the scored calls of a week, in the order of the calls.
pub fn praised(store: &Store, week: Week) -> Result<Vec<Praised>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT m.evaluation_id, m.at_secs, m.text
         FROM evaluation e JOIN moment m ON m.evaluation_id = e.id
         WHERE e.week = ?1 AND e.latest = 1 AND m.kind = 'praise' ORDER BY e.id, m.at_secs, m.id",
    )?;
    let rows = query.query_map([week.number()], |row| {
        Ok(Praised {
            evaluation: EvaluationId(row.get(0)?),
            at_secs: row.get(1)?,
            text: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Something that a customer said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// In which evaluation it was noted.
    pub evaluation: EvaluationId,
    /// What it was about.
    pub theme: String,
    /// Who or what is behind it, where the owner said so.
    pub cause: Option<Cause>,
    /// The words; may be empty.
    pub quote: String,
    /// Seconds from the beginning of the call, where known.
    pub at_secs: Option<i64>,
}

/// What customers said in the scored calls of a week, by theme.
pub fn said(store: &Store, week: Week) -> Result<Vec<Said>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT v.evaluation_id, t.name, v.cause, v.quote, v.at_secs
         FROM evaluation e JOIN voice v ON v.evaluation_id = e.id JOIN theme t ON t.id = v.theme_id
         WHERE e.week = ?1 AND e.latest = 1 ORDER BY t.name_key, e.id, v.id",
    )?;
    let mut rows = query.query([week.number()])?;
    let mut said = Vec::new();
    while let Some(row) = rows.next()? {
        said.push(Said {
            evaluation: EvaluationId(row.get(0)?),
            theme: row.get(1)?,
            cause: convert::word_or_none(row, 2, "cause", Cause::from_word)?,
            quote: row.get(3)?,
            at_secs: row.get(4)?,
        });
    }
    Ok(said)
}

/// Each theme with the number of drawn calls from `from` to `to` in which it came up, by theme.
pub fn themes(store: &Store, from: Week, to: Week) -> Result<Vec<(String, i64)>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT t.name, count(DISTINCT e.id)
         FROM evaluation e JOIN voice v ON v.evaluation_id = e.id JOIN theme t ON t.id = v.theme_id
         WHERE e.week BETWEEN ?1 AND ?2 AND e.latest = 1 AND e.lane = 'random'
         GROUP BY t.id ORDER BY t.name_key",
    )?;
    let rows = query.query_map((from.number(), to.number()), |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many drawn calls from `from` to `to` were scored.
pub fn drawn_calls(store: &Store, from: Week, to: Week) -> Result<i64, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT count(*) FROM evaluation WHERE week BETWEEN ?1 AND ?2 AND latest = 1 AND lane = 'random'",
    )?;
    Ok(query.query_row((from.number(), to.number()), |row| row.get(0))?)
}

/// A question that was failed as a critical error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Whom it hurts.
    pub class: Class,
    /// The question's text.
    pub question: String,
    /// In how many drawn calls.
    pub calls: i64,
}

/// The critical questions failed in the drawn calls of a week, by class, the most frequent first.
pub fn failed(store: &Store, week: Week) -> Result<Vec<Failed>, StoreError> {
    // Points are kept for what was asked and answered only: a leftover answer to a hidden question has none.
    let mut query = store.conn.prepare_cached(
        "SELECT q.critical, q.text, count(*)
         FROM evaluation e JOIN answer a ON a.evaluation_id = e.id JOIN question q ON q.id = a.question_id
         WHERE e.week = ?1 AND e.latest = 1 AND e.lane = 'random' AND q.critical IS NOT NULL AND a.points = 0
         GROUP BY q.critical, q.text ORDER BY q.critical, count(*) DESC, q.text",
    )?;
    let mut rows = query.query([week.number()])?;
    let mut failed = Vec::new();
    while let Some(row) = rows.next()? {
        failed.push(Failed {
            class: convert::word(row, 0, "critical class", Class::from_word)?,
            question: row.get(1)?,
            calls: row.get(2)?,
        });
    }
    Ok(failed)
}
