//! Draws with their frames, as they were made. Nothing here changes one afterwards.

use chrono::{DateTime, Utc};
use rusqlite::Row;

use crate::domain::draw::spread::Placed;
use crate::domain::draw::{Draw, MIN_MESSAGES, Rule};
use crate::domain::id::{CallId, DrawId, RepId};
use crate::domain::week::{Week, day_number};
use crate::store::{Store, StoreError, convert};

/// One call that may be drawn: its row and the id on which its ticket rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligible {
    /// The row.
    pub call_id: CallId,
    /// `SOURCE:SOURCE_ID`.
    pub ticket_id: String,
    /// When it took place and how long it was.
    pub placed: Placed,
}

impl AsRef<str> for Eligible {
    fn as_ref(&self) -> &str {
        &self.ticket_id
    }
}

/// The calls of a rep that the rule lets in and that stand in no frame yet.
pub fn eligible(store: &Store, rep: RepId, rule: &Rule) -> Result<Vec<Eligible>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT c.id, s.name || ':' || c.source_key, c.channel, c.day,
             CASE WHEN c.channel IN ('chat', 'email') THEN NULL ELSE c.talk_secs END
         FROM call c JOIN source s ON s.id = c.source_id
         WHERE c.week BETWEEN ?1 AND ?2 AND c.rep_id = ?3 AND c.day BETWEEN ?4 AND ?5 AND c.standing = 'handled'
           AND CASE WHEN c.channel IN ('chat', 'email') THEN coalesce(c.messages, ?7) >= ?7
                    ELSE coalesce(c.talk_secs, ?6) >= ?6 END
           AND NOT EXISTS (SELECT 1 FROM frame f WHERE f.call_id = c.id)
         ORDER BY c.id",
    )?;
    let mut rows = query.query((
        Week::of(rule.from_on).number(),
        Week::of(rule.to_on).number(),
        rep.0,
        day_number(rule.from_on),
        day_number(rule.to_on),
        rule.min_secs,
        MIN_MESSAGES,
    ))?;
    let mut calls = Vec::new();
    while let Some(row) = rows.next()? {
        let channel: String = row.get(2)?;
        if rule.channels.is_empty() || rule.channels.iter().any(|one| one.word() == channel) {
            calls.push(Eligible {
                call_id: CallId(row.get(0)?),
                ticket_id: row.get(1)?,
                placed: Placed {
                    on: convert::day_of_number(row.get(3)?)?,
                    talk_secs: row.get(4)?,
                },
            });
        }
    }
    Ok(calls)
}

/// What is written down of a new draw.
#[derive(Debug)]
pub struct NewDraw<'a> {
    /// Whose calls.
    pub rep_id: RepId,
    /// The week in which it counts.
    pub week: Week,
    /// From which every ticket follows.
    pub seed: &'a str,
    /// What formed the frame.
    pub rule: &'a Rule,
    /// Calls asked for.
    pub asked: i64,
    /// Hash of the frame.
    pub frame_sha256: &'a str,
    /// The whole frame in the order of the tickets.
    pub calls: &'a [CallId],
}

/// Writes a draw and its frame down.
pub fn add(store: &Store, draw: &NewDraw<'_>, now: DateTime<Utc>) -> Result<DrawId, StoreError> {
    let rule = serde_json::to_string(draw.rule).map_err(|error| {
        StoreError::Refused(format!("the rule of the draw cannot be written: {error}"))
    })?;
    store.transaction(|store| {
        store.conn.execute(
            "INSERT INTO draw (rep_id, week, seed, rule, asked, frame_size, frame_sha256, drawn_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            (
                draw.rep_id.0,
                draw.week.number(),
                draw.seed,
                rule,
                draw.asked,
                draw.calls.len() as i64,
                draw.frame_sha256,
                now.timestamp(),
            ),
        )?;
        let id = DrawId(store.conn.last_insert_rowid());
        let mut place = store
            .conn
            .prepare_cached("INSERT INTO frame (draw_id, place, call_id) VALUES (?1, ?2, ?3)")?;
        for (index, call) in draw.calls.iter().enumerate() {
            place.execute((id.0, index as i64 + 1, call.0))?;
        }
        Ok(id)
    })
}

const SELECT: &str =
    "SELECT d.id, d.rep_id, r.name, d.week, d.seed, d.rule, d.asked, d.frame_size, d.frame_sha256
    FROM draw d JOIN rep r ON r.id = d.rep_id";

fn read(row: &Row<'_>) -> Result<Draw, StoreError> {
    let rule: String = row.get(5)?;
    Ok(Draw {
        id: DrawId(row.get(0)?),
        rep_id: RepId(row.get(1)?),
        rep: row.get(2)?,
        week: convert::week(row.get(3)?)?,
        seed: row.get(4)?,
        rule: serde_json::from_str(&rule).map_err(|_| StoreError::Unknown {
            what: "rule of a draw",
            found: rule,
        })?,
        asked: row.get(6)?,
        frame_size: row.get(7)?,
        frame_sha256: row.get(8)?,
    })
}

/// The draws of a week, by rep, then in the order in which they were made.
pub fn list(store: &Store, week: Week) -> Result<Vec<Draw>, StoreError> {
    let mut query = store.conn.prepare_cached(&format!(
        "{SELECT} WHERE d.week = ?1 ORDER BY r.name_key, d.id"
    ))?;
    let mut rows = query.query([week.number()])?;
    let mut draws = Vec::new();
    while let Some(row) = rows.next()? {
        draws.push(read(row)?);
    }
    Ok(draws)
}

/// Every draw, oldest first.
pub fn all(store: &Store) -> Result<Vec<Draw>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached(&format!("{SELECT} ORDER BY d.id"))?;
    let mut rows = query.query([])?;
    let mut draws = Vec::new();
    while let Some(row) = rows.next()? {
        draws.push(read(row)?);
    }
    Ok(draws)
}

/// One draw that must be there.
pub fn get(store: &Store, id: DrawId) -> Result<Draw, StoreError> {
    let mut query = store
        .conn
        .prepare_cached(&format!("{SELECT} WHERE d.id = ?1"))?;
    let mut rows = query.query([id.0])?;
    rows.next()?
        .map(read)
        .transpose()?
        .ok_or_else(|| StoreError::Missing {
            what: "draw",
            which: id.to_string(),
        })
}

/// One call of a frame, with what an export shows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framed {
    /// Place in the order, from 1.
    pub place: i64,
    /// The row.
    pub call_id: CallId,
    /// `SOURCE:SOURCE_ID`.
    pub ticket_id: String,
    /// What became of its pick, where it was one.
    pub status: Option<String>,
    /// Why it was skipped.
    pub reason: Option<String>,
}

/// The frame of a draw in its order.
pub fn frame(store: &Store, id: DrawId) -> Result<Vec<Framed>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT f.place, c.id, s.name || ':' || c.source_key, p.status, p.reason
         FROM frame f JOIN call c ON c.id = f.call_id JOIN source s ON s.id = c.source_id
         LEFT JOIN pick p ON p.draw_id = f.draw_id AND p.place = f.place
         WHERE f.draw_id = ?1 ORDER BY f.place",
    )?;
    let rows = query.query_map([id.0], |row| {
        Ok(Framed {
            place: row.get(0)?,
            call_id: CallId(row.get(1)?),
            ticket_id: row.get(2)?,
            status: row.get(3)?,
            reason: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Calls in the frames of each rep and week from `from` to `to`: how many each drawn call stands for.
pub fn frame_sizes(
    store: &Store,
    from: Week,
    to: Week,
) -> Result<Vec<(RepId, Week, i64)>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT rep_id, week, sum(frame_size) FROM draw WHERE week BETWEEN ?1 AND ?2 GROUP BY week, rep_id",
    )?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut sizes = Vec::new();
    while let Some(row) = rows.next()? {
        sizes.push((RepId(row.get(0)?), convert::week(row.get(1)?)?, row.get(2)?));
    }
    Ok(sizes)
}

/// Notes that more calls are heard of a draw than were asked for at first.
pub fn ask_more(store: &Store, id: DrawId, more: i64) -> Result<(), StoreError> {
    store.conn.execute(
        "UPDATE draw SET asked = asked + ?2 WHERE id = ?1",
        (id.0, more),
    )?;
    Ok(())
}
