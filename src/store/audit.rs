//! Audits and their answers. They lie apart from evaluations and nothing of the KPIs reads them.

use chrono::{DateTime, Utc};
use rusqlite::Row;

use crate::domain::audit::{Kept, Status};
use crate::domain::call::{Channel, Instant};
use crate::domain::id::{AuditId, CallId, DrawId, RepId, ScorecardId};
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

/// A call of a frame that is on nobody's list: no pick, no score, no audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexpected {
    /// The call.
    pub call: CallId,
    /// How it was held.
    pub channel: Channel,
    /// `SOURCE:SOURCE_ID`, on which its ticket rests.
    pub ticket_id: String,
    /// Whose call it is.
    pub rep: RepId,
    /// The draw of the frame.
    pub draw: DrawId,
    /// The seed of that draw.
    pub seed: String,
}

/// The calls in the frames of a week that are on nobody's list.
pub fn unexpected(store: &Store, week: Week) -> Result<Vec<Unexpected>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT c.id, c.channel, s.name || ':' || c.source_key, d.rep_id, d.id, d.seed
         FROM draw d JOIN frame f ON f.draw_id = d.id JOIN call c ON c.id = f.call_id
         JOIN source s ON s.id = c.source_id
         WHERE d.week = ?1
           AND NOT EXISTS (SELECT 1 FROM pick p WHERE p.call_id = c.id)
           AND NOT EXISTS (SELECT 1 FROM evaluation e WHERE e.call_id = c.id)
           AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.call_id = c.id)
         ORDER BY c.id",
    )?;
    let mut rows = query.query([week.number()])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(Unexpected {
            call: CallId(row.get(0)?),
            channel: convert::word(row, 1, "channel", Channel::from_word)?,
            ticket_id: row.get(2)?,
            rep: RepId(row.get(3)?),
            draw: DrawId(row.get(4)?),
            seed: row.get(5)?,
        });
    }
    Ok(all)
}

/// Adds an audit of a call.
pub fn add(
    store: &Store,
    of: &Unexpected,
    scorecard: ScorecardId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    store.conn.execute(
        "INSERT INTO audit (call_id, draw_id, scorecard_id, status, drawn_at) VALUES (?1, ?2, ?3, 'waiting', ?4)",
        (of.call.0, of.draw.0, scorecard.0, now.timestamp()),
    )?;
    Ok(())
}

/// One audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// The row.
    pub id: AuditId,
    /// The call.
    pub call: CallId,
    /// Who handled it.
    pub rep_id: RepId,
    /// The rep's name.
    pub rep: String,
    /// The customer's name or number; empty where neither is known.
    pub customer: String,
    /// When the call began.
    pub started_at: Instant,
    /// The form whose compliance questions are asked.
    pub scorecard: ScorecardId,
    /// What became of it.
    pub status: Status,
}

const SELECT: &str = "SELECT a.id, a.call_id, d.rep_id, r.name, coalesce(nullif(u.name, ''), c.number), c.started_at,
        c.utc_offset_secs, a.scorecard_id, a.status
    FROM audit a JOIN draw d ON d.id = a.draw_id JOIN rep r ON r.id = d.rep_id JOIN call c ON c.id = a.call_id
    LEFT JOIN customer u ON u.id = c.customer_id";

/// One audit that must be there.
pub fn get(store: &Store, id: AuditId) -> Result<Audit, StoreError> {
    let mut query = store
        .conn
        .prepare_cached(&format!("{SELECT} WHERE a.id = ?1"))?;
    let mut rows = query.query([id.0])?;
    match rows.next()? {
        Some(row) => read(row),
        None => Err(StoreError::Missing {
            what: "audit",
            which: id.to_string(),
        }),
    }
}

/// The audits of the draws from one week to another, by call.
pub fn list(store: &Store, (from, to): (Week, Week)) -> Result<Vec<Audit>, StoreError> {
    let mut query = store.conn.prepare_cached(&format!(
        "{SELECT} WHERE d.week BETWEEN ?1 AND ?2 ORDER BY c.started_at, a.id"
    ))?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

fn read(row: &Row<'_>) -> Result<Audit, StoreError> {
    Ok(Audit {
        id: AuditId(row.get(0)?),
        call: CallId(row.get(1)?),
        rep_id: RepId(row.get(2)?),
        rep: row.get(3)?,
        customer: row.get(4)?,
        started_at: convert::instant(row.get(5)?, row.get(6)?)?,
        scorecard: ScorecardId(row.get(7)?),
        status: convert::word(row, 8, "status", Status::from_word)?,
    })
}

/// How many calls stood in the frames of a week's draws from which anything was audited.
pub fn framed(store: &Store, (from, to): (Week, Week)) -> Result<u64, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT coalesce(sum(frame_size), 0) FROM draw d
         WHERE week BETWEEN ?1 AND ?2 AND EXISTS (SELECT 1 FROM audit a WHERE a.draw_id = d.id)",
    )?;
    let sum: i64 = query.query_row((from.number(), to.number()), |row| row.get(0))?;
    Ok(sum as u64)
}

/// The answers of an audit, by question key.
pub fn answers(store: &Store, id: AuditId) -> Result<Vec<(String, Kept)>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT question_key, value FROM audit_answer WHERE audit_id = ?1 ORDER BY question_key",
    )?;
    let mut rows = query.query([id.0])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push((
            row.get(0)?,
            convert::word(row, 1, "answer", Kept::from_word)?,
        ));
    }
    Ok(all)
}

/// Puts an answer down in place of an earlier one, or takes it away.
pub fn answer(
    store: &Store,
    id: AuditId,
    question: &str,
    value: Option<Kept>,
) -> Result<(), StoreError> {
    match value {
        Some(value) => store.conn.execute(
            "INSERT INTO audit_answer (audit_id, question_key, value) VALUES (?1, ?2, ?3)
             ON CONFLICT (audit_id, question_key) DO UPDATE SET value = excluded.value",
            (id.0, question, value.word()),
        )?,
        None => store.conn.execute(
            "DELETE FROM audit_answer WHERE audit_id = ?1 AND question_key = ?2",
            (id.0, question),
        )?,
    };
    Ok(())
}

/// Says what became of an audit.
pub fn set_status(
    store: &Store,
    id: AuditId,
    status: Status,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let settled_at = (status != Status::Waiting).then(|| now.timestamp());
    store.conn.execute(
        "UPDATE audit SET status = ?2, settled_at = ?3 WHERE id = ?1",
        (id.0, status.word(), settled_at),
    )?;
    Ok(())
}
