//! What customers answered when they were asked afterwards: kept as it came, joined to a call where that is sure.

mod comment;

pub use comment::{Comment, about, comments, comments_of, give_theme};

use rusqlite::{OptionalExtension, Row};

use crate::domain::id::{CallId, CustomerId, ImportId, SourceId};
use crate::domain::import::survey::{Measure, Scale};
use crate::domain::phone::PhoneKey;
use crate::store::{Store, StoreError, convert};

/// One customer's answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The call that was asked about, where it is known.
    pub call: Option<CallId>,
    /// Who answered, where known.
    pub customer: Option<CustomerId>,
    /// When, in seconds since 1970.
    pub answered_at: Option<i64>,
    /// The answers, each on its scale.
    pub scores: Vec<(Scale, f64)>,
    /// The customer's own words.
    pub comment: String,
}

/// What became of an answer that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It was new.
    Added,
    /// It was there.
    Known,
    /// It was there without its call.
    Joined,
}

const COLUMNS: &str =
    "call_id, customer_id, answered_at, csat, csat_scale, nps, ces, ces_scale, comment";

/// Keeps an answer under its key, and notes on its call how satisfied the customer was.
pub fn keep(
    store: &Store,
    source: SourceId,
    import: ImportId,
    key: &str,
    answer: &Answer,
) -> Result<Kept, StoreError> {
    let known: Option<(i64, Option<i64>)> = store
        .conn
        .prepare_cached(
            "SELECT id, call_id FROM survey_answer WHERE source_id = ?1 AND answer_key = ?2",
        )?
        .query_row((source.0, key), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let kept = match (known, answer.call) {
        (Some((id, None)), Some(call)) => {
            store
                .conn
                .prepare_cached(
                    "UPDATE survey_answer SET call_id = ?2, customer_id = coalesce(customer_id, ?3) WHERE id = ?1",
                )?
                .execute((id, call.0, answer.customer.map(|id| id.0)))?;
            Kept::Joined
        }
        (Some(_), _) => return Ok(Kept::Known),
        (None, _) => {
            add(store, source, import, key, answer)?;
            Kept::Added
        }
    };
    if let Some(call) = answer.call {
        let csat = of(answer, Measure::Csat).map(|(scale, score)| scale.of_five(score));
        let nps = of(answer, Measure::Nps).map(|(_, score)| score);
        store
            .conn
            .prepare_cached(
                "UPDATE call SET csat = coalesce(?2, csat), nps = coalesce(?3, nps)
                 WHERE id = ?1 AND (csat IS NOT coalesce(?2, csat) OR nps IS NOT coalesce(?3, nps))",
            )?
            .execute((call.0, csat, nps))?;
    }
    Ok(kept)
}

fn of(answer: &Answer, measure: Measure) -> Option<(Scale, f64)> {
    let found = answer
        .scores
        .iter()
        .find(|(scale, _)| scale.measure() == measure);
    found.copied()
}

fn add(
    store: &Store,
    source: SourceId,
    import: ImportId,
    key: &str,
    answer: &Answer,
) -> Result<(), StoreError> {
    let csat = of(answer, Measure::Csat);
    let ces = of(answer, Measure::Ces);
    store
        .conn
        .prepare_cached(&format!(
            "INSERT INTO survey_answer (source_id, answer_key, import_id, {COLUMNS})
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        ))?
        .execute(rusqlite::params![
            source.0,
            key,
            import.0,
            answer.call.map(|id| id.0),
            answer.customer.map(|id| id.0),
            answer.answered_at,
            csat.map(|(_, score)| score),
            csat.map(|(scale, _)| scale.word()),
            of(answer, Measure::Nps).map(|(_, score)| score),
            ces.map(|(_, score)| score),
            ces.map(|(scale, _)| scale.word()),
            answer.comment,
        ])?;
    Ok(())
}

/// The answers about a call, the latest first.
pub fn of_call(store: &Store, call: CallId) -> Result<Vec<Answer>, StoreError> {
    list(store, "call_id = ?1", call.0)
}

/// What a customer answered that belongs to none of the calls, the latest first.
pub fn of_customer_alone(store: &Store, customer: CustomerId) -> Result<Vec<Answer>, StoreError> {
    list(store, "customer_id = ?1 AND call_id IS NULL", customer.0)
}

fn list(store: &Store, condition: &'static str, id: i64) -> Result<Vec<Answer>, StoreError> {
    let mut query = store.conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM survey_answer WHERE {condition} ORDER BY answered_at DESC, id DESC LIMIT 100"
    ))?;
    let mut rows = query.query([id])?;
    let mut answers = Vec::new();
    while let Some(row) = rows.next()? {
        answers.push(read(row)?);
    }
    Ok(answers)
}

fn read(row: &Row<'_>) -> Result<Answer, StoreError> {
    let mut scores = Vec::new();
    let scales = [
        (convert::word_or_none(row, 4, "scale", Scale::from_word)?, 3),
        (Some(Scale::Nps), 5),
        (convert::word_or_none(row, 7, "scale", Scale::from_word)?, 6),
    ];
    for (scale, column) in scales {
        if let (Some(scale), Some(score)) = (scale, row.get::<_, Option<f64>>(column)?) {
            scores.push((scale, score));
        }
    }
    Ok(Answer {
        call: row.get::<_, Option<i64>>(0)?.map(CallId),
        customer: row.get::<_, Option<i64>>(1)?.map(CustomerId),
        answered_at: row.get(2)?,
        scores,
        comment: row.get(8)?,
    })
}

/// A call that a customer may have been asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The call.
    pub call: CallId,
    /// When it began, in seconds since 1970.
    pub started_at: i64,
    /// Who handled it.
    pub rep: Option<i64>,
}

/// The calls of a customer that somebody answered and that began from `from` to `to`, the latest first; a few at most.
pub fn candidates(
    store: &Store,
    customer: CustomerId,
    from: i64,
    to: i64,
) -> Result<Vec<Candidate>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT id, started_at, rep_id FROM call WHERE customer_id = ?1 AND started_at BETWEEN ?2 AND ?3
             AND standing IN ('handled', 'no_rep') ORDER BY started_at DESC, id DESC LIMIT 50",
    )?;
    let rows = query.query_map((customer.0, from, to), |row| {
        Ok(Candidate {
            call: CallId(row.get(0)?),
            started_at: row.get(1)?,
            rep: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The customer whom a number or an address leads to. Two where they lead to different ones.
pub fn customers(
    store: &Store,
    number: Option<PhoneKey>,
    email: &str,
) -> Result<Vec<CustomerId>, StoreError> {
    let mut found: Vec<CustomerId> = Vec::new();
    let mut take = |id: Option<i64>| {
        if let Some(id) = id.map(CustomerId)
            && !found.contains(&id)
        {
            found.push(id);
        }
    };
    if let Some(key) = number {
        let mut query = store.conn.prepare_cached(
            "SELECT customer_id FROM customer_number WHERE national = ?1 AND country = ?2",
        )?;
        take(
            query
                .query_row((key.national, key.country), |row| row.get(0))
                .optional()?,
        );
    }
    if let Some(email) = crate::domain::customer::email_key(email) {
        let mut query = store
            .conn
            .prepare_cached("SELECT customer_id FROM customer_email WHERE email = ?1")?;
        take(query.query_row([email], |row| row.get(0)).optional()?);
    }
    Ok(found)
}

/// The call of each id in any source; two at most.
pub fn calls_by_id(store: &Store, id: &str) -> Result<Vec<Candidate>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT id, started_at, rep_id FROM call
         WHERE source_id IN (SELECT id FROM source) AND source_key = ?1 LIMIT 2",
    )?;
    let rows = query.query_map([id], |row| {
        Ok(Candidate {
            call: CallId(row.get(0)?),
            started_at: row.get(1)?,
            rep: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
