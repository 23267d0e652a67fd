//! What is owed to customers: follow-ups that were promised and are not done yet.

use chrono::NaiveDate;

use crate::domain::call::Instant;
use crate::domain::id::{CallId, CustomerId, EvaluationId};
use crate::store::{Store, StoreError, convert};

/// One promise to a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Where it was noted.
    pub evaluation: EvaluationId,
    /// The call.
    pub call: CallId,
    /// The customer, by name or number.
    pub customer: String,
    /// Who spoke with them.
    pub rep: String,
    /// When the call began.
    pub started_at: Instant,
    /// The day by which, `YYYY-MM-DD`.
    pub due_on: String,
}

/// The most that are listed.
const MOST: i64 = 500;

/// Every follow-up that is not done, the most urgent first.
pub fn list(store: &Store) -> Result<Vec<Owed>, StoreError> {
    read(store, "?1 IS NULL", None)
}

/// What is owed to a customer, the most urgent first.
pub fn of_customer(store: &Store, customer: CustomerId) -> Result<Vec<Owed>, StoreError> {
    read(store, "c.customer_id = ?1", Some(customer))
}

fn read(
    store: &Store,
    whose: &'static str,
    customer: Option<CustomerId>,
) -> Result<Vec<Owed>, StoreError> {
    let mut query = store.conn.prepare_cached(&format!(
        "SELECT e.id, e.call_id, coalesce(nullif(u.name, ''), c.number), r.name, c.started_at, c.utc_offset_secs,
             e.follow_up_on
         FROM evaluation e JOIN call c ON c.id = e.call_id JOIN rep r ON r.id = e.rep_id
         LEFT JOIN customer u ON u.id = c.customer_id
         WHERE {whose} AND e.latest = 1 AND e.follow_up_on IS NOT NULL AND e.follow_up_done_on IS NULL
         ORDER BY e.follow_up_on, e.id LIMIT ?2"
    ))?;
    let mut rows = query.query((customer.map(|id| id.0), MOST))?;
    let mut owed = Vec::new();
    while let Some(row) = rows.next()? {
        owed.push(Owed {
            evaluation: EvaluationId(row.get(0)?),
            call: CallId(row.get(1)?),
            customer: row.get(2)?,
            rep: row.get(3)?,
            started_at: convert::instant(row.get(4)?, row.get(5)?)?,
            due_on: row.get(6)?,
        });
    }
    Ok(owed)
}

/// Says that a follow-up was done on that day, or takes it back.
pub fn settle(
    store: &Store,
    evaluation: EvaluationId,
    on: Option<NaiveDate>,
) -> Result<(), StoreError> {
    store.conn.execute(
        "UPDATE evaluation SET follow_up_done_on = ?2 WHERE id = ?1 AND follow_up_on IS NOT NULL",
        (evaluation.0, on.map(|on| on.to_string())),
    )?;
    Ok(())
}
