//! Customers found by name, number, address or note, as one types.

use std::collections::BTreeSet;

use crate::domain::call::Instant;
use crate::domain::id::{CallId, CustomerId};
use crate::store::call::find::word;
use crate::store::{Store, StoreError, convert};

/// The most that are found.
const MOST: usize = 50;

/// A customer that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The row.
    pub id: CustomerId,
    /// The name; empty where none is known.
    pub name: String,
    /// A number or address, as written; empty where none is known.
    pub reached_at: String,
    /// How many calls there are.
    pub calls: i64,
    /// The last call and when it began; none without calls.
    pub last: Option<(CallId, Instant)>,
}

impl Found {
    /// The name, else the number or address.
    pub fn told(&self) -> &str {
        match (self.name.as_str(), self.reached_at.as_str()) {
            ("", "") => "a customer without a name",
            ("", number) => number,
            (name, _) => name,
        }
    }
}

/// The customers of whom every word typed is known, by name; 50 at most. One who was joined with another is not among them.
pub fn find(store: &Store, text: &str) -> Result<Vec<Found>, StoreError> {
    let mut ids: Option<BTreeSet<i64>> = None;
    for word in word::read(store, text)? {
        let holds: BTreeSet<i64> = word.customers.into_iter().collect();
        ids = Some(match ids {
            Some(ids) => ids.intersection(&holds).copied().collect(),
            None => holds,
        });
    }
    let mut found = Vec::new();
    for id in ids.unwrap_or_default() {
        found.extend(one(store, CustomerId(id))?);
    }
    found.sort_by_key(|one| one.told().to_lowercase());
    found.truncate(MOST);
    Ok(found)
}

/// One customer; none where there is no such one, or where it was joined with another.
pub fn one(store: &Store, id: CustomerId) -> Result<Option<Found>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT u.name, coalesce((SELECT number FROM customer_number WHERE customer_id = u.id LIMIT 1),
                 (SELECT email FROM customer_email WHERE customer_id = u.id LIMIT 1), ''),
             (SELECT count(*) FROM call WHERE customer_id = u.id), c.id, c.started_at, c.utc_offset_secs
         FROM customer u LEFT JOIN call c ON c.id = (
             SELECT id FROM call WHERE customer_id = u.id ORDER BY started_at DESC, id DESC LIMIT 1)
         WHERE u.id = ?1 AND NOT EXISTS (SELECT 1 FROM merge WHERE gone_id = u.id)",
    )?;
    let mut rows = query.query([id.0])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let last = match row.get::<_, Option<i64>>(3)? {
        Some(call) => Some((CallId(call), convert::instant(row.get(4)?, row.get(5)?)?)),
        None => None,
    };
    Ok(Some(Found {
        id,
        name: row.get(0)?,
        reached_at: row.get(1)?,
        calls: row.get(2)?,
        last,
    }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::customer::merge;
    use crate::store::testing::{Desk, at};

    #[test]
    fn customers_are_found_by_every_word_by_number_and_by_address() {
        let desk = Desk::with_calls(&["Dana"], 3);
        desk.sql(
            "INSERT INTO customer VALUES (1, 'Ruth Calder', '', 'two trucks'), (2, 'Omar Calder', '', '');
             INSERT INTO customer_number VALUES (1, 1, 3125550188, '+1 312 555 0188');
             INSERT INTO customer_email VALUES ('omar@calder.example', 2); UPDATE call SET customer_id = 1;",
        );
        // What came in is taken into the index when a transaction ends.
        desk.store
            .transaction(|_| Ok::<(), StoreError>(()))
            .unwrap();
        let names = |text: &str| -> Vec<String> {
            let found = find(&desk.store, text).unwrap();
            found.iter().map(|one| one.told().to_owned()).collect()
        };
        assert_eq!(names("calder"), ["Omar Calder", "Ruth Calder"]);
        assert_eq!(names("calder trucks"), ["Ruth Calder"]);
        assert_eq!(names("555 0188"), ["Ruth Calder"]);
        assert_eq!(names("omar@calder.example"), ["Omar Calder"]);
        assert!(names("nobody").is_empty() && names("").is_empty());
        let ruth = &find(&desk.store, "ruth").unwrap()[0];
        assert_eq!((ruth.calls, ruth.last.is_some()), (3, true));
        merge::merge(&desk.store, CustomerId(1), CustomerId(2), at(0)).unwrap();
        assert_eq!(names("omar"), ["Ruth Calder"]);
    }
}
