//! Picks: the calls to hear, and what became of them.

use chrono::{DateTime, Utc};
use rusqlite::Row;

use crate::domain::call::{Call, Lane};
use crate::domain::draw::{Pick, PickStatus, SkipReason};
use crate::domain::id::{CallId, DrawId, PickId};
use crate::domain::week::Week;
use crate::store::{Store, StoreError, call, convert};

const COLUMNS: &str = "p.id, p.draw_id, p.place, p.call_id, p.status, p.reason, p.note";

fn read(row: &Row<'_>) -> Result<Pick, StoreError> {
    Ok(Pick {
        id: PickId(row.get(0)?),
        draw_id: row.get::<_, Option<i64>>(1)?.map(DrawId),
        place: row.get(2)?,
        call_id: CallId(row.get(3)?),
        status: convert::word(row, 4, "status of a pick", PickStatus::from_word)?,
        reason: convert::word_or_none(row, 5, "reason of a skip", SkipReason::from_word)?,
        note: row.get(6)?,
    })
}

/// A pick that must be there.
pub fn get(store: &Store, id: PickId) -> Result<Pick, StoreError> {
    let mut query = store
        .conn
        .prepare_cached(&format!("SELECT {COLUMNS} FROM pick p WHERE p.id = ?1"))?;
    let mut rows = query.query([id.0])?;
    rows.next()?
        .map(read)
        .transpose()?
        .ok_or_else(|| StoreError::Missing {
            what: "pick",
            which: id.to_string(),
        })
}

/// The picks of a week with their calls: drawn ones by rep and place, then those chosen by hand.
pub fn list(store: &Store, week: Week) -> Result<Vec<(Pick, Call)>, StoreError> {
    let mut picks_of_week = store.conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM pick p JOIN call c ON c.id = p.call_id LEFT JOIN rep r ON r.id = c.rep_id
         WHERE p.week = ?1 ORDER BY p.lane, r.name_key, p.draw_id, p.place, p.id"
    ))?;
    let mut rows = picks_of_week.query([week.number()])?;
    let mut picks = Vec::new();
    while let Some(row) = rows.next()? {
        let pick = read(row)?;
        let call = call::get(store, pick.call_id)?;
        picks.push((pick, call));
    }
    Ok(picks)
}

/// How many drawn picks of a rep came to the same end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The rep's name.
    pub rep: String,
    /// What became of them.
    pub status: PickStatus,
    /// Why they were skipped.
    pub reason: Option<SkipReason>,
    /// How many.
    pub picks: i64,
}

/// The drawn picks of the weeks `from` to `to`, counted by rep and end, by the rep's name.
pub fn settled(store: &Store, from: Week, to: Week) -> Result<Vec<Settled>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT r.name, p.status, p.reason, count(*)
         FROM pick p JOIN draw d ON d.id = p.draw_id JOIN rep r ON r.id = d.rep_id
         WHERE p.week BETWEEN ?1 AND ?2 GROUP BY r.name_key, p.status, p.reason ORDER BY r.name_key",
    )?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut counts = Vec::new();
    while let Some(row) = rows.next()? {
        counts.push(Settled {
            rep: row.get(0)?,
            status: convert::word(row, 1, "status of a pick", PickStatus::from_word)?,
            reason: convert::word_or_none(row, 2, "reason of a skip", SkipReason::from_word)?,
            picks: row.get(3)?,
        });
    }
    Ok(counts)
}

/// The picks of one draw, by place.
pub fn of_draw(store: &Store, draw: DrawId) -> Result<Vec<Pick>, StoreError> {
    let mut query = store.conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM pick p WHERE p.draw_id = ?1 ORDER BY p.place"
    ))?;
    let mut rows = query.query([draw.0])?;
    let mut picks = Vec::new();
    while let Some(row) = rows.next()? {
        picks.push(read(row)?);
    }
    Ok(picks)
}

/// The pick of a call in a lane, where there is one.
pub fn of_call(store: &Store, call: CallId, lane: Lane) -> Result<Option<Pick>, StoreError> {
    let mut query = store.conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM pick p WHERE p.call_id = ?1 AND p.lane = ?2"
    ))?;
    let mut rows = query.query((call.0, lane.word()))?;
    rows.next()?.map(read).transpose()
}

/// Picks the call at the first place of a draw that was not picked yet. `None` when the frame is used up.
pub fn add_next(
    store: &Store,
    draw: DrawId,
    now: DateTime<Utc>,
) -> Result<Option<PickId>, StoreError> {
    let added = store.conn.execute(
        "INSERT INTO pick (lane, call_id, draw_id, place, week, status, picked_at)
         SELECT 'random', f.call_id, f.draw_id, f.place, d.week, 'waiting', ?2
         FROM frame f JOIN draw d ON d.id = f.draw_id
         WHERE f.draw_id = ?1 AND f.place > (SELECT coalesce(max(place), 0) FROM pick WHERE draw_id = ?1)
         ORDER BY f.place LIMIT 1",
        (draw.0, now.timestamp()),
    )?;
    Ok((added == 1).then(|| PickId(store.conn.last_insert_rowid())))
}

/// Picks a call by hand.
pub fn add_targeted(
    store: &Store,
    call: CallId,
    week: Week,
    now: DateTime<Utc>,
) -> Result<PickId, StoreError> {
    store.conn.execute(
        "INSERT INTO pick (lane, call_id, week, status, picked_at) VALUES ('targeted', ?1, ?2, 'waiting', ?3)",
        (call.0, week.number(), now.timestamp()),
    )?;
    Ok(PickId(store.conn.last_insert_rowid()))
}

/// Takes back a call chosen by hand that was not scored.
pub fn remove_targeted(store: &Store, pick: PickId) -> Result<(), StoreError> {
    let removed = store.conn.execute(
        "DELETE FROM pick WHERE id = ?1 AND lane = 'targeted' AND status <> 'scored'
           AND NOT EXISTS (SELECT 1 FROM evaluation WHERE pick_id = ?1)",
        [pick.0],
    )?;
    if removed == 0 {
        return Err(StoreError::Refused(
            "this call was drawn or scored already: it stays".into(),
        ));
    }
    Ok(())
}

/// Marks a waiting pick as skipped.
///
/// # Errors
/// It is not waiting: scored or skipped meanwhile.
pub fn skip(
    store: &Store,
    pick: PickId,
    reason: SkipReason,
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let changed = store.conn.execute(
        "UPDATE pick SET status = 'skipped', reason = ?2, note = ?3, settled_at = ?4
         WHERE id = ?1 AND status = 'waiting'",
        (pick.0, reason.word(), note, now.timestamp()),
    )?;
    if changed == 0 {
        return Err(StoreError::Refused(
            "this pick was scored or skipped already".into(),
        ));
    }
    Ok(())
}

/// Marks a pick as scored.
pub fn scored(store: &Store, pick: PickId, now: DateTime<Utc>) -> Result<(), StoreError> {
    store.conn.execute(
        "UPDATE pick SET status = 'scored', reason = NULL, settled_at = ?2 WHERE id = ?1",
        (pick.0, now.timestamp()),
    )?;
    Ok(())
}

/// A skipped pick waits again.
pub fn wait_again(store: &Store, pick: PickId) -> Result<(), StoreError> {
    store.conn.execute(
        "UPDATE pick SET status = 'waiting', reason = NULL, note = '', settled_at = NULL
         WHERE id = ?1 AND status = 'skipped'",
        [pick.0],
    )?;
    Ok(())
}

/// Takes the last pick of a draw away again, unless it is `kept`, was settled or was opened.
pub fn remove_last_unopened(store: &Store, draw: DrawId, kept: PickId) -> Result<(), StoreError> {
    store.conn.execute(
        "DELETE FROM pick WHERE draw_id = ?1 AND id <> ?2 AND status = 'waiting'
           AND place = (SELECT max(place) FROM pick WHERE draw_id = ?1)
           AND NOT EXISTS (SELECT 1 FROM evaluation e WHERE e.call_id = pick.call_id)",
        (draw.0, kept.0),
    )?;
    Ok(())
}
