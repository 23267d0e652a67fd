//! Calls in which a referral would have fitted and was not asked for.

use crate::domain::call::Instant;
use crate::domain::id::CallId;
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

/// One such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// The call.
    pub call: CallId,
    /// When it began.
    pub started_at: Instant,
    /// Who took it.
    pub rep: String,
    /// The customer, by name or number.
    pub customer: String,
}

/// The heard calls of some weeks in which it was missed, chosen by hand or drawn, the latest first.
pub fn list(store: &Store, from: Week, to: Week) -> Result<Vec<Missed>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT c.id, c.started_at, c.utc_offset_secs, r.name, coalesce(nullif(u.name, ''), c.number)
         FROM evaluation e JOIN call c ON c.id = e.call_id JOIN rep r ON r.id = e.rep_id
         LEFT JOIN customer u ON u.id = c.customer_id
         WHERE e.week BETWEEN ?1 AND ?2 AND e.latest = 1 AND e.referral = 'missed' ORDER BY c.started_at DESC, c.id DESC",
    )?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut missed = Vec::new();
    while let Some(row) = rows.next()? {
        missed.push(Missed {
            call: CallId(row.get(0)?),
            started_at: convert::instant(row.get(1)?, row.get(2)?)?,
            rep: row.get(3)?,
            customer: row.get(4)?,
        });
    }
    Ok(missed)
}
