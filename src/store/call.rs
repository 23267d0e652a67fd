//! Calls as lists and forms show them; the bulk path of an import stands elsewhere.

use rusqlite::{OptionalExtension, Row, named_params};

use crate::domain::call::{Call, Channel, Direction, Standing};
use crate::domain::id::{CallId, CustomerId, ImportId, RepId};
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

pub mod find;
pub mod page;

/// The columns of a call, in the order in which [`read`] takes them; to be followed by WHERE.
pub(in crate::store) const SELECT: &str = "SELECT c.id, s.name || ':' || c.source_key, c.rep_id, coalesce(r.name, c.rep_written), c.customer_id,
    coalesce(nullif(u.name, ''), c.number), c.started_at, c.utc_offset_secs, c.week, c.channel, c.direction,
    c.talk_secs, c.standing, c.recording, c.note
    FROM call c JOIN source s ON s.id = c.source_id LEFT JOIN rep r ON r.id = c.rep_id
    LEFT JOIN customer u ON u.id = c.customer_id";

/// A call from the columns of [`SELECT`].
pub(in crate::store) fn read(row: &Row<'_>) -> Result<Call, StoreError> {
    Ok(Call {
        id: CallId(row.get(0)?),
        ticket_id: row.get(1)?,
        rep_id: row.get::<_, Option<i64>>(2)?.map(RepId),
        rep: row.get(3)?,
        customer_id: row.get::<_, Option<i64>>(4)?.map(CustomerId),
        customer: row.get(5)?,
        started_at: convert::instant(row.get(6)?, row.get(7)?)?,
        week: convert::week(row.get(8)?)?,
        channel: convert::word(row, 9, "channel", Channel::from_word)?,
        direction: convert::word_or_none(row, 10, "direction", Direction::from_word)?,
        talk_secs: row.get(11)?,
        standing: convert::word(row, 12, "standing", Standing::from_word)?,
        recording: row.get(13)?,
        note: row.get(14)?,
    })
}

/// One call.
pub fn find(store: &Store, id: CallId) -> Result<Option<Call>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached(&format!("{SELECT} WHERE c.id = ?1"))?;
    let mut rows = query.query([id.0])?;
    rows.next()?.map(read).transpose()
}

/// One call that must be there.
pub fn get(store: &Store, id: CallId) -> Result<Call, StoreError> {
    find(store, id)?.ok_or_else(|| StoreError::Missing {
        what: "call",
        which: id.to_string(),
    })
}

/// The call that `text` names: its id (surely so as `#ID`), its `SOURCE:ID`, or its id in the one source that has it.
pub fn by_name(store: &Store, text: &str) -> Result<Option<Call>, StoreError> {
    let own = match text.strip_prefix('#').unwrap_or(text).parse::<CallId>() {
        Ok(id) => find(store, id)?,
        Err(_) => None,
    };
    if own.is_some() && text.starts_with('#') {
        return Ok(own);
    }
    let (source, key) = text.split_once(':').unwrap_or(("", text));
    let mut query = store.conn.prepare_cached(&format!(
        "{SELECT} WHERE (s.name = ?1 AND c.source_key = ?2) OR c.source_key = ?3 ORDER BY s.name = ?1 DESC LIMIT 2"
    ))?;
    let mut rows = query.query((source, key, text))?;
    let first = rows.next()?.map(read).transpose()?;
    let more = rows.next()?.is_some();
    match (own, first) {
        (Some(own), Some(call)) if call.id != own.id => Err(StoreError::Refused(format!(
            "{text} is the number of one call and the id of another in its source: write #{text} or {}",
            call.ticket_id
        ))),
        (Some(own), _) => Ok(Some(own)),
        (None, Some(call)) if more && call.ticket_id != text => Err(StoreError::Refused(format!(
            "more than one source has a call {text}: write SOURCE:{text}"
        ))),
        (None, other) => Ok(other),
    }
}

/// Where a page of calls begins: after the call at this time with this id; newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// Seconds since 1970.
    pub started_at: i64,
    /// Breaks ties.
    pub id: CallId,
}

impl Before {
    /// Before every call: the first page.
    pub const NEWEST: Self = Self {
        started_at: i64::MAX,
        id: CallId(i64::MAX),
    };

    /// What comes after this call.
    pub fn call(call: &Call) -> Self {
        Self {
            started_at: call.started_at.timestamp(),
            id: call.id,
        }
    }
}

/// The calls of an import that stand so, the oldest first: those that it brought and those that it told again.
pub fn of_import(
    store: &Store,
    import: ImportId,
    standing: Standing,
    limit: i64,
) -> Result<Vec<Call>, StoreError> {
    let mut query = store.conn.prepare_cached(&format!(
        "{SELECT} WHERE c.standing = ?2 AND (c.import_id = ?1
            OR c.id IN (SELECT call_id FROM import_seen WHERE import_id = ?1))
         ORDER BY c.started_at, c.id LIMIT ?3"
    ))?;
    let mut rows = query.query((import.0, standing.word(), limit))?;
    let mut calls = Vec::new();
    while let Some(row) = rows.next()? {
        calls.push(read(row)?);
    }
    Ok(calls)
}

/// A page of calls, newest first, whose customer, number, rep, note or other text holds `filter` (all when empty).
pub fn list(
    store: &Store,
    filter: &str,
    before: Before,
    limit: i64,
) -> Result<Vec<Call>, StoreError> {
    let page =
        "(c.started_at, c.id) < (:at, :id) ORDER BY c.started_at DESC, c.id DESC LIMIT :limit";
    let sql = if filter.is_empty() {
        format!("{SELECT} WHERE {page}")
    } else {
        format!(
            "{SELECT} WHERE (u.name LIKE :like ESCAPE '!' OR c.number LIKE :like ESCAPE '!'
             OR r.name LIKE :like ESCAPE '!' OR c.rep_written LIKE :like ESCAPE '!'
             OR c.note LIKE :like ESCAPE '!' OR c.extra LIKE :like ESCAPE '!') AND {page}"
        )
    };
    let like = format!(
        "%{}%",
        filter
            .replace('!', "!!")
            .replace('%', "!%")
            .replace('_', "!_")
    );
    let mut query = store.conn.prepare_cached(&sql)?;
    if !filter.is_empty() {
        query.raw_bind_parameter(":like", like)?;
    }
    query.raw_bind_parameter(":at", before.started_at)?;
    query.raw_bind_parameter(":id", before.id.0)?;
    query.raw_bind_parameter(":limit", limit)?;
    let mut rows = query.raw_query();
    let mut calls = Vec::new();
    while let Some(row) = rows.next()? {
        calls.push(read(row)?);
    }
    Ok(calls)
}

/// The latest calls with a customer before an instant, newest first.
pub fn history(
    store: &Store,
    customer: CustomerId,
    before_at: i64,
    limit: i64,
) -> Result<Vec<Call>, StoreError> {
    let mut query = store.conn.prepare_cached(&format!(
        "{SELECT} WHERE c.customer_id = :customer AND c.started_at < :before ORDER BY c.started_at DESC LIMIT :limit"
    ))?;
    let mut rows = query
        .query(named_params! { ":customer": customer.0, ":before": before_at, ":limit": limit })?;
    let mut calls = Vec::new();
    while let Some(row) = rows.next()? {
        calls.push(read(row)?);
    }
    Ok(calls)
}

/// How many calls there are at all.
pub fn count(store: &Store) -> Result<i64, StoreError> {
    Ok(store
        .conn
        .query_row("SELECT count(*) FROM call", [], |row| row.get(0))?)
}

/// Each rep's handled calls in a week.
pub fn handled_in_week(store: &Store, week: Week) -> Result<Vec<(RepId, i64)>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT rep_id, count(*) FROM call WHERE week = ?1 AND rep_id IS NOT NULL AND standing = 'handled'
         GROUP BY rep_id",
    )?;
    let rows = query.query_map([week.number()], |row| Ok((RepId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The latest week that holds a handled call.
pub fn latest_week(store: &Store) -> Result<Option<Week>, StoreError> {
    let mut query = store.conn.prepare_cached("SELECT max(week) FROM call")?;
    let number: Option<i64> = query.query_row([], |row| row.get(0)).optional()?.flatten();
    number.map(convert::week).transpose()
}

/// A call that nobody imported: heard just now, typed in by the owner. Its source is `desk`.
#[derive(Debug, Clone)]
pub struct NewCall {
    /// Who handled it.
    pub rep_id: RepId,
    /// With whom, where known.
    pub customer_id: Option<CustomerId>,
    /// Number or address as written.
    pub number: String,
    /// How it was held.
    pub channel: Channel,
    /// When it began.
    pub started_at: crate::domain::call::Instant,
    /// Its week in the business's zone.
    pub week: Week,
    /// Its day in the business's zone.
    pub on: chrono::NaiveDate,
}

/// Adds a call by hand.
pub fn add(store: &Store, call: &NewCall) -> Result<CallId, StoreError> {
    store.transaction(|store| {
        store.conn.execute("INSERT INTO source (name) VALUES ('desk') ON CONFLICT DO NOTHING", [])?;
        store.conn.execute(
            "INSERT INTO call (source_id, source_key, rep_id, customer_id, number, channel, started_at,
                 utc_offset_secs, week, day, standing)
             SELECT id, 'new-' || (SELECT coalesce(max(id), 0) + 1 FROM call),
                 :rep, :customer, :number, :channel, :at, :offset, :week, :day, 'handled'
             FROM source WHERE name = 'desk'",
            named_params! {
                ":rep": call.rep_id.0,
                ":customer": call.customer_id.map(|id| id.0),
                ":number": call.number,
                ":channel": call.channel.word(),
                ":at": call.started_at.timestamp(),
                ":offset": call.started_at.offset().local_minus_utc(),
                ":week": call.week.number(),
                ":day": crate::domain::week::day_number(call.on),
            },
        )?;
        Ok(CallId(store.conn.last_insert_rowid()))
    })
}
