//! Commitments with their evidence, and how the question that was agreed on was answered since.

use chrono::{NaiveDate, TimeDelta};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::domain::call::Instant;
use crate::domain::coaching::trial::Told;
use crate::domain::coaching::{Commitment, CommitmentState};
use crate::domain::id::{CallId, CommitmentId, EvaluationId, MomentId, RepId};
use crate::domain::voice::MomentKind;
use crate::domain::week::{Week, day_number};
use crate::store::{Store, StoreError, convert};

/// What is agreed.
#[derive(Debug, Clone, Copy)]
pub struct NewCommitment<'a> {
    /// Who.
    pub rep_id: RepId,
    /// The key of the question that tells.
    pub question: &'a str,
    /// The behaviour in their words.
    pub what: &'a str,
    /// What done looks like; may be empty.
    pub done_when: &'a str,
    /// When.
    pub agreed_on: NaiveDate,
    /// When it is looked at.
    pub check_on: NaiveDate,
    /// On how many calls it is judged.
    pub calls: i64,
    /// The scored call that gave rise to it.
    pub evaluation: Option<EvaluationId>,
    /// The moments that show it.
    pub evidence: &'a [MomentId],
}

/// Writes down what was agreed, with its evidence.
pub fn add(store: &Store, new: &NewCommitment<'_>) -> Result<CommitmentId, StoreError> {
    store
        .conn
        .prepare_cached(
            "INSERT INTO commitment (rep_id, question_key, what, done_when, state, agreed_on, agreed_week, check_on,
                 calls, evaluation_id)
             VALUES (?1, ?2, ?3, ?4, 'open', ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            new.rep_id.0,
            new.question,
            new.what,
            new.done_when,
            new.agreed_on.to_string(),
            Week::of(new.agreed_on).number(),
            new.check_on.to_string(),
            new.calls,
            new.evaluation.map(|id| id.0),
        ))?;
    let id = CommitmentId(store.conn.last_insert_rowid());
    for moment in new.evidence {
        store
            .conn
            .prepare_cached("INSERT OR IGNORE INTO commitment_evidence VALUES (?1, ?2)")?
            .execute((id.0, moment.0))?;
    }
    Ok(id)
}

/// Takes a commitment away with its evidence; nothing happens where it is gone already.
pub fn remove(store: &Store, id: CommitmentId) -> Result<(), StoreError> {
    store
        .conn
        .execute("DELETE FROM commitment WHERE id = ?1", [id.0])?;
    Ok(())
}

/// Sets the state, with the day and the words of how it ended where that closes it.
pub fn set_state(
    store: &Store,
    id: CommitmentId,
    state: CommitmentState,
    closed_on: Option<NaiveDate>,
    result: &str,
) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached(
            "UPDATE commitment SET state = ?2, closed_on = ?3, result = ?4 WHERE id = ?1",
        )?
        .execute((
            id.0,
            state.word(),
            closed_on.map(|on| on.to_string()),
            result,
        ))?;
    Ok(())
}

const COLUMNS: &str =
    "SELECT m.id, m.rep_id, r.name, m.question_key, m.what, m.done_when, m.state, m.agreed_on,
        m.check_on, m.calls, m.evaluation_id, m.closed_on, m.result
    FROM commitment m JOIN rep r ON r.id = m.rep_id";

/// The commitments of a rep or of everybody, the latest first.
pub fn list(store: &Store, rep: Option<RepId>) -> Result<Vec<Commitment>, StoreError> {
    let sql =
        format!("{COLUMNS} WHERE ?1 IS NULL OR m.rep_id = ?1 ORDER BY m.agreed_on DESC, m.id DESC");
    let mut query = store.conn.prepare_cached(&sql)?;
    let mut rows = query.query([rep.map(|rep| rep.0)])?;
    let mut commitments = Vec::new();
    while let Some(row) = rows.next()? {
        commitments.push(read(row)?);
    }
    Ok(commitments)
}

/// One commitment.
pub fn get(store: &Store, id: CommitmentId) -> Result<Commitment, StoreError> {
    let sql = format!("{COLUMNS} WHERE m.id = ?1");
    let mut query = store.conn.prepare_cached(&sql)?;
    let mut rows = query.query([id.0])?;
    match rows.next()? {
        Some(row) => read(row),
        None => Err(StoreError::Missing {
            what: "commitment",
            which: id.to_string(),
        }),
    }
}

fn read(row: &Row<'_>) -> Result<Commitment, StoreError> {
    Ok(Commitment {
        id: CommitmentId(row.get(0)?),
        rep_id: RepId(row.get(1)?),
        rep: row.get(2)?,
        question: row.get(3)?,
        what: row.get(4)?,
        done_when: row.get(5)?,
        state: convert::word(row, 6, "state of a commitment", CommitmentState::from_word)?,
        agreed_on: convert::day(row, 7)?,
        check_on: convert::day(row, 8)?,
        calls: row.get(9)?,
        evaluation: row.get::<_, Option<i64>>(10)?.map(EvaluationId),
        closed_on: convert::day_or_none(row, 11)?,
        result: row.get(12)?,
    })
}

/// A moment that shows why something was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The evaluation in which it was noted.
    pub evaluation: EvaluationId,
    /// The call.
    pub call: CallId,
    /// When that call began.
    pub started_at: Instant,
    /// The customer's name; empty where none is known.
    pub customer: String,
    /// Seconds from the beginning of the call.
    pub at_secs: i64,
    /// What sort of moment.
    pub kind: MomentKind,
    /// The words.
    pub text: String,
}

/// The evidence of a commitment in the order of the calls.
pub fn evidence(store: &Store, id: CommitmentId) -> Result<Vec<Evidence>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT e.id, c.id, c.started_at, c.utc_offset_secs, coalesce(u.name, ''), m.at_secs, m.kind, m.text
         FROM commitment_evidence v JOIN moment m ON m.id = v.moment_id JOIN evaluation e ON e.id = m.evaluation_id
         JOIN call c ON c.id = e.call_id LEFT JOIN customer u ON u.id = c.customer_id
         WHERE v.commitment_id = ?1 ORDER BY c.started_at, m.at_secs, m.id",
    )?;
    let mut rows = query.query([id.0])?;
    let mut evidence = Vec::new();
    while let Some(row) = rows.next()? {
        evidence.push(Evidence {
            evaluation: EvaluationId(row.get(0)?),
            call: CallId(row.get(1)?),
            started_at: convert::instant(row.get(2)?, row.get(3)?)?,
            customer: row.get(4)?,
            at_secs: row.get(5)?,
            kind: convert::word(row, 6, "kind of moment", MomentKind::from_word)?,
            text: row.get(7)?,
        });
    }
    Ok(evidence)
}

/// Weeks before and after an agreement in which its calls are looked for.
const WEEKS: i64 = 52;

macro_rules! told {
    ($condition:literal) => {
        concat!(
            "SELECT e.id, e.rep_id, c.day, a.points
             FROM evaluation e CROSS JOIN call c ON c.id = e.call_id
             CROSS JOIN question q ON q.scorecard_id = e.scorecard_id AND q.key = :question
             CROSS JOIN answer a ON a.evaluation_id = e.id AND a.question_id = q.id AND a.points IS NOT NULL
             WHERE e.latest = 1 AND e.lane = 'random' AND e.week BETWEEN :from_week AND :to_week AND ",
            $condition
        )
    };
}

const BEFORE: &str = told!(
    "e.rep_id = :rep AND c.day BETWEEN :from AND :to ORDER BY e.week DESC, c.started_at DESC, e.id DESC LIMIT :most"
);
const AFTER: &str = told!(
    "e.rep_id = :rep AND c.day BETWEEN :from AND :to ORDER BY e.week, c.started_at, e.id LIMIT :most"
);
const OTHERS: &str = told!(
    "e.rep_id <> :rep AND c.day BETWEEN :from AND :to ORDER BY e.week, c.started_at, e.id LIMIT :most"
);

/// How a rep did on a question in the calls heard at random about a day, in the order of the calls: the last `most` up to that
/// day and the first `most` after it, within a year.
pub fn told(
    store: &Store,
    question: &str,
    rep: RepId,
    on: NaiveDate,
    most: usize,
) -> Result<Vec<Told>, StoreError> {
    let (before, after) = (
        on.checked_sub_signed(TimeDelta::weeks(WEEKS)).unwrap_or(on),
        on.checked_add_signed(TimeDelta::weeks(WEEKS)).unwrap_or(on),
    );
    let next = on.succ_opt().unwrap_or(on);
    let mut told = answers(store, BEFORE, question, rep, (before, on), most)?;
    told.reverse();
    told.extend(answers(store, AFTER, question, rep, (next, after), most)?);
    Ok(told)
}

/// How everybody but a rep did on a question in the calls heard at random between two days, in the order of the calls.
pub fn told_of_others(
    store: &Store,
    question: &str,
    rep: RepId,
    days: (NaiveDate, NaiveDate),
) -> Result<Vec<Told>, StoreError> {
    answers(store, OTHERS, question, rep, days, usize::MAX)
}

fn answers(
    store: &Store,
    sql: &str,
    question: &str,
    rep: RepId,
    (from, to): (NaiveDate, NaiveDate),
    most: usize,
) -> Result<Vec<Told>, StoreError> {
    let mut query = store.conn.prepare_cached(sql)?;
    let mut rows = query.query(named_params! {
        ":question": question,
        ":rep": rep.0,
        ":from_week": Week::of(from).number(),
        ":to_week": Week::of(to).number(),
        ":from": day_number(from),
        ":to": day_number(to),
        ":most": i64::try_from(most).unwrap_or(i64::MAX),
    })?;
    let mut told = Vec::new();
    while let Some(row) = rows.next()? {
        told.push(Told {
            evaluation: EvaluationId(row.get(0)?),
            rep: RepId(row.get(1)?),
            on: convert::day_of_number(row.get(2)?)?,
            points: row.get(3)?,
        });
    }
    Ok(told)
}

/// The evaluations that count now of the calls that gave rise to a commitment.
pub fn causes(store: &Store, id: CommitmentId) -> Result<Vec<EvaluationId>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT e.id FROM evaluation e JOIN evaluation old ON old.call_id = e.call_id
         WHERE e.latest = 1 AND old.id IN (
             SELECT evaluation_id FROM commitment WHERE id = ?1 AND evaluation_id IS NOT NULL
             UNION SELECT m.evaluation_id FROM commitment_evidence v JOIN moment m ON m.id = v.moment_id
                 WHERE v.commitment_id = ?1)
         ORDER BY e.id",
    )?;
    let rows = query.query_map([id.0], |row| row.get(0).map(EvaluationId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The words of a question in its newest version; none where no form asks it.
pub fn question_text(store: &Store, key: &str) -> Result<Option<String>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT text FROM question WHERE key = ?1 ORDER BY id DESC LIMIT 1")?;
    Ok(query.query_row([key], |row| row.get(0)).optional()?)
}

#[cfg(test)]
mod tests;
