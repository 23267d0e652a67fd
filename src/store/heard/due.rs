//! What is praised and owed: recognitions, follow-ups. Read by the weekly summary; written elsewhere.

use chrono::NaiveDate;

use crate::domain::call::Instant;
use crate::domain::id::CallId;
use crate::domain::week::Week;
use crate::store::convert::{self, day};
use crate::store::{Store, StoreError};

/// Weeks back in which a promised follow-up is still looked for.
const FOLLOW_UP_WEEKS: i64 = 26;

/// Praise that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Who was praised.
    pub rep: String,
    /// For what, in the owner's words.
    pub what: String,
    /// When.
    pub given_on: NaiveDate,
    /// The call that earned it, where one did.
    pub call: Option<CallId>,
    /// When that call began.
    pub started_at: Option<Instant>,
    /// The customer's name in that call; empty where none is known.
    pub customer: String,
}

/// The praise given in a week, by rep, then by day.
pub fn recognitions(store: &Store, week: Week) -> Result<Vec<Recognised>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT r.name, g.what, g.given_on, g.call_id, c.started_at, c.utc_offset_secs, coalesce(u.name, '')
         FROM recognition g JOIN rep r ON r.id = g.rep_id
         LEFT JOIN call c ON c.id = g.call_id LEFT JOIN customer u ON u.id = c.customer_id
         WHERE g.week = ?1 ORDER BY r.name_key, g.given_on, g.id",
    )?;
    let mut rows = query.query([week.number()])?;
    let mut given = Vec::new();
    while let Some(row) = rows.next()? {
        let started_at = match row.get::<_, Option<i64>>(4)? {
            Some(secs) => Some(convert::instant(secs, row.get(5)?)?),
            None => None,
        };
        given.push(Recognised {
            rep: row.get(0)?,
            what: row.get(1)?,
            given_on: day(row, 2)?,
            call: row.get::<_, Option<i64>>(3)?.map(CallId),
            started_at,
            customer: row.get(6)?,
        });
    }
    Ok(given)
}

/// Something that is owed to a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Who talked with the customer.
    pub rep: String,
    /// The call in which it was promised.
    pub call: CallId,
    /// The customer's name; empty where none is known. Never a number.
    pub customer: String,
    /// When that call began.
    pub started_at: Instant,
    /// By when.
    pub due_on: NaiveDate,
}

/// The follow-ups due by `to` and not done that were promised in calls up to `week` (not more than half a year before),
/// by day.
pub fn follow_ups(store: &Store, week: Week, to: NaiveDate) -> Result<Vec<Owed>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT r.name, e.call_id, coalesce(u.name, ''), c.started_at, c.utc_offset_secs, e.follow_up_on
         FROM evaluation e JOIN call c ON c.id = e.call_id JOIN rep r ON r.id = e.rep_id
         LEFT JOIN customer u ON u.id = c.customer_id
         WHERE e.week BETWEEN ?1 AND ?2 AND e.latest = 1 AND e.follow_up_done_on IS NULL
             AND e.follow_up_on <= ?3
         ORDER BY e.follow_up_on, r.name_key, e.id",
    )?;
    let mut rows = query.query((
        week.plus(-FOLLOW_UP_WEEKS).number(),
        week.number(),
        to.to_string(),
    ))?;
    let mut owed = Vec::new();
    while let Some(row) = rows.next()? {
        owed.push(Owed {
            rep: row.get(0)?,
            call: CallId(row.get(1)?),
            customer: row.get(2)?,
            started_at: convert::instant(row.get(3)?, row.get(4)?)?,
            due_on: day(row, 5)?,
        });
    }
    Ok(owed)
}
