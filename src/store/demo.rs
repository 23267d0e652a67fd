//! Rows of the invented business that nothing else writes one by one: customers and calls in bulk, and what the owner
//! aims at. Meant for an empty file, inside one transaction.

use chrono::NaiveDate;
use rusqlite::params;

use crate::domain::call::{Channel, Direction, Instant, Standing};
use crate::domain::customer::email_key;
use crate::domain::id::{CallId, CustomerId, RepId, SourceId};
use crate::domain::phone::{Region, phone_key};
use crate::domain::week::{Week, day_number};
use crate::store::{Store, StoreError};

/// Says of every follow-up that was due before a day that it was done on its day.
pub fn settle(store: &Store, before: NaiveDate) -> Result<(), StoreError> {
    store.conn.execute(
        "UPDATE evaluation SET follow_up_done_on = follow_up_on WHERE follow_up_on < ?1",
        [before.to_string()],
    )?;
    Ok(())
}

/// A place that calls come from.
pub fn add_source(store: &Store, name: &str, zone: &str) -> Result<SourceId, StoreError> {
    store.conn.execute(
        "INSERT INTO source (name, zone, date_order) VALUES (?1, ?2, 'mdy')",
        (name, zone),
    )?;
    Ok(SourceId(store.conn.last_insert_rowid()))
}

/// A customer to be written down.
#[derive(Debug)]
pub struct NewCustomer<'a> {
    /// Empty when only the number is known.
    pub name: &'a str,
    /// As written.
    pub number: &'a str,
    /// Where there is one.
    pub email: Option<&'a str>,
    /// How they want to be treated.
    pub preferences: &'a str,
    /// What is worth knowing.
    pub notes: &'a str,
}

/// Writes a customer down, with the keys by which imports will know the same one again.
pub fn add_customer(store: &Store, new: &NewCustomer<'_>) -> Result<CustomerId, StoreError> {
    store
        .conn
        .prepare_cached("INSERT INTO customer (name, preferences, notes) VALUES (?1, ?2, ?3)")?
        .execute((new.name, new.preferences, new.notes))?;
    let id = CustomerId(store.conn.last_insert_rowid());
    if let Some(key) = phone_key(new.number, Region::parse("US")) {
        store
            .conn
            .prepare_cached(
                "INSERT INTO customer_number (customer_id, country, national, number) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((id.0, key.country, key.national, new.number))?;
    }
    if let Some(email) = new.email.and_then(email_key) {
        store
            .conn
            .prepare_cached("INSERT INTO customer_email (email, customer_id) VALUES (?1, ?2)")?
            .execute((email, id.0))?;
    }
    Ok(id)
}

/// A call to be written down.
#[derive(Debug)]
pub struct NewCall<'a> {
    /// Where it comes from.
    pub source_id: SourceId,
    /// Its id there.
    pub source_key: &'a str,
    /// Who handled it, and the name as the source writes it.
    pub rep: Option<(RepId, &'a str)>,
    /// With whom, where known.
    pub customer_id: Option<CustomerId>,
    /// Number or address.
    pub number: &'a str,
    /// How it was held.
    pub channel: Channel,
    /// Who began it.
    pub direction: Direction,
    /// When it began.
    pub started_at: Instant,
    /// The day in the business's zone.
    pub on: NaiveDate,
    /// Seconds of talk; none in writing.
    pub talk_secs: Option<i64>,
    /// Seconds until somebody answered; none in writing.
    pub ring_secs: Option<i64>,
    /// Messages; none when spoken.
    pub messages: Option<i64>,
    /// Whether it may be drawn.
    pub standing: Standing,
    /// The queue of the source.
    pub queue: &'a str,
    /// The answer to the survey after it, 1 to 5.
    pub csat: Option<f64>,
    /// A remark.
    pub note: &'a str,
}

/// Writes a call down. Parameters go by place: there are ten thousand calls.
pub fn add_call(store: &Store, call: &NewCall<'_>) -> Result<CallId, StoreError> {
    store
        .conn
        .prepare_cached(
            "INSERT INTO call (source_id, source_key, rep_id, rep_written, customer_id, number, channel, direction,
                 started_at, utc_offset_secs, week, day, talk_secs, ring_secs, total_secs, messages, standing, queue,
                 csat, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?13 + ?14, ?15, ?16, ?17, ?18, ?19)",
        )?
        .execute(params![
            call.source_id.0,
            call.source_key,
            call.rep.map(|(id, _)| id.0),
            call.rep.map_or("", |(_, name)| name),
            call.customer_id.map(|id| id.0),
            call.number,
            call.channel.word(),
            call.direction.word(),
            call.started_at.timestamp(),
            call.started_at.offset().local_minus_utc(),
            Week::of(call.on).number(),
            day_number(call.on),
            call.talk_secs,
            call.ring_secs,
            call.messages,
            call.standing.word(),
            call.queue,
            call.csat,
            call.note,
        ])?;
    Ok(CallId(store.conn.last_insert_rowid()))
}

/// Sets what a KPI should reach on a horizon, `short`, `medium` or `long`.
pub fn set_target(
    store: &Store,
    kpi: &str,
    horizon: &str,
    value: f64,
    due_on: NaiveDate,
) -> Result<(), StoreError> {
    store.conn.execute(
        "INSERT INTO kpi_target (kpi, horizon, value, due_on) VALUES (?1, ?2, ?3, ?4)",
        (kpi, horizon, value, due_on.to_string()),
    )?;
    Ok(())
}

#[cfg(test)]
pub(crate) mod inspect;
