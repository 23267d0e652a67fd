//! Pages of calls in both directions, of everybody or of one customer. Words are found elsewhere; what is typed without
//! a letter or a digit is looked for here, on a walk through the log a slice at a time.

use rusqlite::{OptionalExtension, types::Value};

use crate::domain::call::Call;
use crate::domain::id::CustomerId;
use crate::store::call::{Before, SELECT, read};
use crate::store::{Store, StoreError};

/// Which way a page goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To older calls, the newest of them first.
    Older,
    /// To newer calls, the oldest of them first.
    Newer,
}

/// Whose calls, holding what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Only this customer's.
    pub customer: Option<CustomerId>,
    /// What customer, number, rep, note, transcript or other text holds; all when empty.
    pub text: &'a str,
}

/// A page, perhaps not full yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The calls, in the order of the way.
    pub calls: Vec<Call>,
    /// From where to go on; none at the end of the log.
    pub next: Option<Before>,
}

impl Before {
    /// After every call: where the way to newer calls begins.
    pub const OLDEST: Self = Self {
        started_at: i64::MIN,
        id: crate::domain::id::CallId(i64::MIN),
    };
}

/// At most `limit` calls beyond `from`, which itself is left out. While a text is looked for no more than `slice` calls
/// of the log are looked at; [`Page::next`] says where the next slice begins.
pub fn page(
    store: &Store,
    wanted: Wanted<'_>,
    from: Before,
    way: Way,
    limit: usize,
    slice: usize,
) -> Result<Page, StoreError> {
    let end = match wanted.text.trim() {
        "" => None,
        _ => end_of_slice(store, wanted.customer, from, way, slice)?,
    };
    let (beyond, within, order) = match way {
        Way::Older => ("<", ">=", "DESC"),
        Way::Newer => (">", "<=", "ASC"),
    };
    let mut sql = format!("{SELECT} WHERE (c.started_at, c.id) {beyond} (?, ?)");
    let mut values = vec![Value::from(from.started_at), Value::from(from.id.0)];
    if let Some(end) = end {
        sql += &format!(" AND (c.started_at, c.id) {within} (?, ?)");
        values.extend([Value::from(end.started_at), Value::from(end.id.0)]);
    }
    if let Some(customer) = wanted.customer {
        sql += " AND c.customer_id = ?";
        values.push(Value::from(customer.0));
    }
    let (condition, patterns) = holds(wanted.text.trim());
    sql += condition;
    values.extend(patterns);
    sql += &format!(" ORDER BY c.started_at {order}, c.id {order} LIMIT ?");
    values.push(Value::from(limit as i64));
    let mut query = store.conn.prepare_cached(&sql)?;
    let mut rows = query.query(rusqlite::params_from_iter(values))?;
    let mut calls = Vec::new();
    while let Some(row) = rows.next()? {
        calls.push(read(row)?);
    }
    let next = if calls.len() >= limit {
        calls.last().map(Before::call)
    } else {
        end
    };
    Ok(Page { calls, next })
}

/// The last call of the slice that begins beyond `from`; none when the log ends within it.
fn end_of_slice(
    store: &Store,
    customer: Option<CustomerId>,
    from: Before,
    way: Way,
    slice: usize,
) -> Result<Option<Before>, StoreError> {
    let (beyond, order) = match way {
        Way::Older => ("<", "DESC"),
        Way::Newer => (">", "ASC"),
    };
    let whose = customer.map_or("", |_| "AND customer_id = ?4");
    let mut query = store.conn.prepare_cached(&format!(
        "SELECT started_at, id FROM call WHERE (started_at, id) {beyond} (?1, ?2) {whose}
         ORDER BY started_at {order}, id {order} LIMIT 1 OFFSET ?3"
    ))?;
    let mut values = vec![from.started_at, from.id.0, slice.saturating_sub(1) as i64];
    values.extend(customer.map(|customer| customer.0));
    let end = query
        .query_row(rusqlite::params_from_iter(values), |row| {
            Ok(Before {
                started_at: row.get(0)?,
                id: crate::domain::id::CallId(row.get(1)?),
            })
        })
        .optional()?;
    Ok(end)
}

/// The condition that a call holds `text`, with its values.
fn holds(text: &str) -> (&'static str, Vec<Value>) {
    if text.is_empty() {
        return ("", Vec::new());
    }
    let escaped = text
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    (TEXT, vec![Value::from(format!("%{escaped}%")); 7])
}

const TEXT: &str =
    " AND (u.name LIKE ? ESCAPE '!' OR c.number LIKE ? ESCAPE '!' OR r.name LIKE ? ESCAPE '!'
    OR c.rep_written LIKE ? ESCAPE '!' OR c.note LIKE ? ESCAPE '!' OR c.transcript LIKE ? ESCAPE '!'
    OR c.extra LIKE ? ESCAPE '!')";

#[cfg(test)]
mod tests;
