//! Customers who wait: those who called again after a call that did not solve it, and those who have not called since a
//! bad one.

use crate::domain::call::Instant;
use crate::domain::id::{CallId, CustomerId};
use crate::store::{Store, StoreError, convert};

/// A customer after a call that was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// The row.
    pub customer: CustomerId,
    /// The name, else the number.
    pub name: String,
    /// The heard call.
    pub call: CallId,
    /// When it began.
    pub called_at: Instant,
    /// Who took it.
    pub rep: String,
    /// Calls before it in the year before.
    pub before: i64,
    /// The first of those.
    pub first_at: Option<Instant>,
    /// Calls after it in which the customer rang; none while they are silent.
    pub again: i64,
    /// The last of those, else the heard call.
    pub last_call: CallId,
    /// When that one began.
    pub last_at: Instant,
}

const AFTER: &str = "WITH heard AS (
        SELECT c.id, c.customer_id, c.started_at, c.utc_offset_secs, c.number, e.rep_id, e.solved, e.satisfied,
            e.customer_errors,
            row_number() OVER (PARTITION BY c.customer_id ORDER BY c.started_at DESC, c.id DESC) AS nth
        FROM evaluation e JOIN call c ON c.id = e.call_id
        WHERE e.latest = 1 AND c.customer_id IS NOT NULL AND c.started_at >= ?1 AND (?2 = 0 OR e.solved IS NOT NULL)
    ), told AS (
        SELECT h.*,
            (SELECT count(*) FROM call b WHERE b.customer_id = h.customer_id AND b.started_at < h.started_at
                AND b.started_at >= h.started_at - 31536000) AS earlier,
            (SELECT min(b.started_at) FROM call b WHERE b.customer_id = h.customer_id AND b.started_at < h.started_at
                AND b.started_at >= h.started_at - 31536000) AS first_at,
            (SELECT count(*) FROM call a WHERE a.customer_id = h.customer_id AND a.started_at > h.started_at
                AND a.direction IS NOT 'out' AND a.standing <> 'internal') AS again,
            coalesce((SELECT a.id FROM call a WHERE a.customer_id = h.customer_id AND a.started_at > h.started_at
                AND a.direction IS NOT 'out' AND a.standing <> 'internal'
                ORDER BY a.started_at DESC, a.id DESC LIMIT 1), h.id) AS last_id
        FROM heard h WHERE h.nth = 1
    )
    SELECT t.customer_id, coalesce(nullif(u.name, ''), t.number), t.id, t.started_at, t.utc_offset_secs, r.name, t.earlier,
        t.first_at, t.again, t.last_id, l.started_at, l.utc_offset_secs
    FROM told t JOIN customer u ON u.id = t.customer_id JOIN rep r ON r.id = t.rep_id JOIN call l ON l.id = t.last_id";

/// Who called again after the last call of which it is known whether it was solved, and it was not; only after `since`, in
/// seconds since 1970. The latest first.
pub fn unsolved(store: &Store, since: i64) -> Result<Vec<After>, StoreError> {
    let sql = format!(
        "{AFTER} WHERE t.solved = 0 AND t.again > 0 ORDER BY l.started_at DESC, t.customer_id"
    );
    list(store, &sql, since, true)
}

/// Whose last call that was heard was bad - not solved, the customer unhappy or hurt by a critical error - and who has not
/// called since; only after `since`, in seconds since 1970. The longest silent first.
pub fn silent(store: &Store, since: i64) -> Result<Vec<After>, StoreError> {
    let bad = "(t.solved = 0 OR t.satisfied = 'unhappy' OR t.customer_errors > 0)";
    let sql = format!("{AFTER} WHERE {bad} AND t.again = 0 ORDER BY t.started_at, t.customer_id");
    list(store, &sql, since, false)
}

fn list(store: &Store, sql: &str, since: i64, only_told: bool) -> Result<Vec<After>, StoreError> {
    let mut query = store.conn.prepare_cached(sql)?;
    let mut rows = query.query((since, only_told))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let offset: i32 = row.get(4)?;
        let first: Option<i64> = row.get(7)?;
        found.push(After {
            customer: CustomerId(row.get(0)?),
            name: row.get(1)?,
            call: CallId(row.get(2)?),
            called_at: convert::instant(row.get(3)?, offset)?,
            rep: row.get(5)?,
            before: row.get(6)?,
            first_at: first
                .map(|secs| convert::instant(secs, offset))
                .transpose()?,
            again: row.get(8)?,
            last_call: CallId(row.get(9)?),
            last_at: convert::instant(row.get(10)?, row.get(11)?)?,
        });
    }
    Ok(found)
}
