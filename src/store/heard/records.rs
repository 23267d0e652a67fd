//! The evaluations of some weeks and their answers as they stand in the file, for documents that list them one by one.

use chrono::NaiveDate;
use rusqlite::Row;

use crate::domain::call::{Channel, Instant, Lane};
use crate::domain::evaluation::CriticalErrors;
use crate::domain::id::EvaluationId;
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

/// One evaluation that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its number.
    pub evaluation: EvaluationId,
    /// The desk's number of the call.
    pub call: i64,
    /// When the call began.
    pub started_at: Instant,
    /// Who handled it.
    pub rep: String,
    /// The customer's name; empty where none is known. Never a number.
    pub customer: String,
    /// How they talked.
    pub channel: Channel,
    /// How it came to be heard.
    pub lane: Lane,
    /// The form's name and version.
    pub scorecard: (String, i64),
    /// 0 to 100; none when not scorable.
    pub quality: Option<f64>,
    /// Critical errors by class.
    pub errors: CriticalErrors,
    /// Whether the customer's need was solved, where known.
    pub solved: Option<bool>,
    /// How satisfied the customer seemed, as a word; empty where not noted.
    pub satisfied: String,
    /// By when a follow-up is owed.
    pub follow_up_on: Option<NaiveDate>,
    /// Whether a referral was asked for, as a word; empty where not noted.
    pub referral: String,
    /// The owner's note.
    pub note: String,
}

/// The scored calls of some weeks, by rep, then in the order of the calls.
pub fn evaluations(store: &Store, (from, to): (Week, Week)) -> Result<Vec<Record>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT e.id, e.call_id, c.started_at, c.utc_offset_secs, r.name, coalesce(u.name, ''), c.channel, e.lane,
             s.name, s.version, e.quality, e.customer_errors, e.business_errors, e.compliance_errors, e.solved,
             coalesce(e.satisfied, ''), e.follow_up_on, coalesce(e.referral, ''), e.note
         FROM evaluation e JOIN call c ON c.id = e.call_id JOIN rep r ON r.id = e.rep_id
         JOIN scorecard s ON s.id = e.scorecard_id LEFT JOIN customer u ON u.id = c.customer_id
         WHERE e.week BETWEEN ?1 AND ?2 AND e.latest = 1 ORDER BY r.name_key, c.started_at, e.id",
    )?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.push(record(row)?);
    }
    Ok(records)
}

fn record(row: &Row<'_>) -> Result<Record, StoreError> {
    Ok(Record {
        evaluation: EvaluationId(row.get(0)?),
        call: row.get(1)?,
        started_at: convert::instant(row.get(2)?, row.get(3)?)?,
        rep: row.get(4)?,
        customer: row.get(5)?,
        channel: convert::word(row, 6, "channel", Channel::from_word)?,
        lane: convert::word(row, 7, "lane", Lane::from_word)?,
        scorecard: (row.get(8)?, row.get(9)?),
        quality: row.get(10)?,
        errors: CriticalErrors {
            customer: row.get(11)?,
            business: row.get(12)?,
            compliance: row.get(13)?,
        },
        solved: row.get(14)?,
        satisfied: row.get(15)?,
        follow_up_on: convert::day_or_none(row, 16)?,
        referral: row.get(17)?,
        note: row.get(18)?,
    })
}

/// One answer of an evaluation that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerRecord {
    /// The evaluation.
    pub evaluation: EvaluationId,
    /// The part of the form.
    pub section: String,
    /// The question's words.
    pub question: String,
    /// What was answered, as a word.
    pub answer: String,
    /// What it is worth, 0 to 1; none for n/a and for text.
    pub points: Option<f64>,
    /// The question's weight; 0 for a critical one.
    pub weight: f64,
    /// The owner's comment; may be empty.
    pub comment: String,
    /// The customer's name; empty where none is known.
    pub customer: String,
}

/// The answers given in the scored calls of some weeks, by evaluation, in the order of the form.
pub fn answers(store: &Store, (from, to): (Week, Week)) -> Result<Vec<AnswerRecord>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT e.id, s.name, q.text, a.value, a.points, q.weight, a.comment, coalesce(u.name, '')
         FROM evaluation e JOIN answer a ON a.evaluation_id = e.id JOIN question q ON q.id = a.question_id
         JOIN section s ON s.id = q.section_id JOIN call c ON c.id = e.call_id
         LEFT JOIN customer u ON u.id = c.customer_id
         WHERE e.week BETWEEN ?1 AND ?2 AND e.latest = 1 AND a.value IS NOT NULL ORDER BY e.id, q.place",
    )?;
    let rows = query.query_map((from.number(), to.number()), |row| {
        Ok(AnswerRecord {
            evaluation: EvaluationId(row.get(0)?),
            section: row.get(1)?,
            question: row.get(2)?,
            answer: row.get(3)?,
            points: row.get(4)?,
            weight: row.get(5)?,
            comment: row.get(6)?,
            customer: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
