//! What is praised, agreed, decided and owed: recognitions, commitments, decisions, follow-ups. Read by the weekly
//! summary; written elsewhere.

use chrono::NaiveDate;
use rusqlite::Row;

use crate::domain::call::Instant;
use crate::domain::id::CallId;
use crate::domain::week::Week;
use crate::store::convert::{self, day, day_or_none};
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

/// What a rep and the owner agreed to work on and have not closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// Who.
    pub rep: String,
    /// The behaviour in their words.
    pub what: String,
    /// The key of the question that tells.
    pub question: String,
    /// When it was agreed.
    pub agreed_on: NaiveDate,
    /// When it is looked at again.
    pub check_on: NaiveDate,
    /// On how many calls it is judged.
    pub calls: i64,
}

/// The commitments that were open at the end of a day, by check date, then by rep.
pub fn commitments(store: &Store, on: NaiveDate) -> Result<Vec<Agreed>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT r.name, m.what, m.question_key, m.agreed_on, m.check_on, m.calls
         FROM commitment m JOIN rep r ON r.id = m.rep_id
         WHERE m.agreed_on <= ?1 AND coalesce(m.closed_on > ?1, m.state IN ('open', 'trying'))
         ORDER BY m.check_on, r.name_key, m.id",
    )?;
    let mut rows = query.query([on.to_string()])?;
    let mut agreed = Vec::new();
    while let Some(row) = rows.next()? {
        agreed.push(Agreed {
            rep: row.get(0)?,
            what: row.get(1)?,
            question: row.get(2)?,
            agreed_on: day(row, 3)?,
            check_on: day(row, 4)?,
            calls: row.get(5)?,
        });
    }
    Ok(agreed)
}

/// A decision of the business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub what: String,
    /// The numbers or voices that it came from, in the owner's words; may be empty.
    pub why: String,
    /// The KPI that it should move, where it names one.
    pub kpi: Option<String>,
    /// The theme that it came from, where it names one.
    pub theme: Option<String>,
    /// When.
    pub decided_on: NaiveDate,
    /// When it is looked at again.
    pub review_on: Option<NaiveDate>,
}

const DECISION: &str = "SELECT d.what, d.why, d.kpi, t.name, d.decided_on, d.review_on
    FROM decision d LEFT JOIN theme t ON t.id = d.theme_id";

/// The decisions taken in a week, by day.
pub fn decisions(store: &Store, week: Week) -> Result<Vec<Decided>, StoreError> {
    let sql = format!("{DECISION} WHERE d.week = ?1 ORDER BY d.decided_on, d.id");
    let mut query = store.conn.prepare_cached(&sql)?;
    let mut rows = query.query([week.number()])?;
    let mut decided = Vec::new();
    while let Some(row) = rows.next()? {
        decided.push(decision(row)?);
    }
    Ok(decided)
}

/// The decisions that are to be looked at again from `from` to `to`, by that day.
pub fn reviews(store: &Store, from: NaiveDate, to: NaiveDate) -> Result<Vec<Decided>, StoreError> {
    let sql = format!("{DECISION} WHERE d.review_on BETWEEN ?1 AND ?2 ORDER BY d.review_on, d.id");
    let mut query = store.conn.prepare_cached(&sql)?;
    let mut rows = query.query((from.to_string(), to.to_string()))?;
    let mut due = Vec::new();
    while let Some(row) = rows.next()? {
        due.push(decision(row)?);
    }
    Ok(due)
}

fn decision(row: &Row<'_>) -> Result<Decided, StoreError> {
    Ok(Decided {
        what: row.get(0)?,
        why: row.get(1)?,
        kpi: row.get(2)?,
        theme: row.get(3)?,
        decided_on: day(row, 4)?,
        review_on: day_or_none(row, 5)?,
    })
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

/// The follow-ups due from `from` to `to` that were promised in calls up to `week` (not more than half a year
/// before), by day.
pub fn follow_ups(
    store: &Store,
    week: Week,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Owed>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT r.name, e.call_id, coalesce(u.name, ''), c.started_at, c.utc_offset_secs, e.follow_up_on
         FROM evaluation e JOIN call c ON c.id = e.call_id JOIN rep r ON r.id = e.rep_id
         LEFT JOIN customer u ON u.id = c.customer_id
         WHERE e.week BETWEEN ?1 AND ?2 AND e.latest = 1 AND e.follow_up_done_on IS NULL
             AND e.follow_up_on BETWEEN ?3 AND ?4
         ORDER BY e.follow_up_on, r.name_key, e.id",
    )?;
    let mut rows = query.query((
        week.plus(-FOLLOW_UP_WEEKS).number(),
        week.number(),
        from.to_string(),
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
