//! What is known of a customer beside the single calls: how to reach them, what they like, whom they talked with, what
//! is still open.

use rusqlite::OptionalExtension;

use crate::domain::call::Instant;
use crate::domain::id::CustomerId;
use crate::store::{Store, StoreError, convert};

/// The whole relationship with one customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Relationship {
    /// The name; empty where none is known.
    pub name: String,
    /// Numbers and addresses, as written.
    pub reached_at: Vec<String>,
    /// What they like and how they want to be treated.
    pub preferences: String,
    /// The owner's notes.
    pub notes: String,
    /// How many calls there are.
    pub calls: i64,
    /// When the first one was.
    pub since: Option<Instant>,
    /// Who talked with them, the most calls first.
    pub reps: Vec<(String, i64)>,
    /// The last heard call, where it did not solve what they came for.
    pub open: Option<OpenMatter>,
}

/// Something that was not solved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenMatter {
    /// When they called about it.
    pub called_at: Instant,
    /// The day on which something is owed to them, `YYYY-MM-DD`.
    pub follow_up_on: Option<String>,
}

/// The relationship with a customer.
pub fn of(store: &Store, id: CustomerId) -> Result<Relationship, StoreError> {
    let told = store
        .conn
        .prepare_cached("SELECT name, preferences, notes FROM customer WHERE id = ?1")?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((name, preferences, notes)) = told else {
        return Err(StoreError::Missing {
            what: "customer",
            which: id.to_string(),
        });
    };
    let reps = reps(store, id)?;
    Ok(Relationship {
        name,
        reached_at: reached_at(store, id)?,
        preferences,
        notes,
        calls: count(store, id)?,
        since: first(store, id)?,
        reps,
        open: open(store, id)?,
    })
}

fn reached_at(store: &Store, id: CustomerId) -> Result<Vec<String>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT number FROM customer_number WHERE customer_id = ?1
         UNION ALL SELECT email FROM customer_email WHERE customer_id = ?1",
    )?;
    let rows = query.query_map([id.0], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn count(store: &Store, id: CustomerId) -> Result<i64, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT count(*) FROM call WHERE customer_id = ?1")?;
    Ok(query.query_row([id.0], |row| row.get(0))?)
}

fn first(store: &Store, id: CustomerId) -> Result<Option<Instant>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT started_at, utc_offset_secs FROM call WHERE customer_id = ?1 ORDER BY started_at LIMIT 1",
    )?;
    let first = query
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    first
        .map(|(secs, offset)| convert::instant(secs, offset))
        .transpose()
}

fn reps(store: &Store, id: CustomerId) -> Result<Vec<(String, i64)>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT r.name, count(*) FROM call c JOIN rep r ON r.id = c.rep_id WHERE c.customer_id = ?1
         GROUP BY r.id ORDER BY 2 DESC, r.name_key",
    )?;
    let rows = query.query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn open(store: &Store, id: CustomerId) -> Result<Option<OpenMatter>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT c.started_at, c.utc_offset_secs, e.solved, e.follow_up_on
         FROM call c JOIN evaluation e ON e.call_id = c.id AND e.latest = 1
         WHERE c.customer_id = ?1 AND e.solved IS NOT NULL ORDER BY c.started_at DESC, c.id DESC LIMIT 1",
    )?;
    let last: Option<(i64, i32, bool, Option<String>)> = query
        .query_row([id.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    match last {
        Some((secs, offset, false, follow_up_on)) => Ok(Some(OpenMatter {
            called_at: convert::instant(secs, offset)?,
            follow_up_on,
        })),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::testing::Desk;

    fn ruth() -> Desk {
        let desk = Desk::with_calls(&["Dana", "Luis"], 5);
        desk.sql(
            "INSERT INTO customer (id, name, notes) VALUES (1, 'Ruth Calder', 'rings before eight');
             INSERT INTO customer_number VALUES (1, 1, 3125550188, '+1 312 555 0188');
             INSERT INTO customer_email VALUES ('ruth@calder.example', 1);
             UPDATE call SET customer_id = 1;
             UPDATE call SET rep_id = 2 WHERE id > 3;
             INSERT INTO scorecard (id, key, version, name, written, toml, sha256, created_at)
             VALUES (1, 'x', 1, 'X', 0, '', printf('%064d', 0), 0);",
        );
        desk
    }

    fn scored(desk: &Desk, call: i64, solved: i64) {
        desk.sql(&format!(
            "INSERT INTO evaluation (call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at,
                 submitted_at, solved)
             VALUES ({call}, 1, 1, 1, 'targeted', 'submitted', 1, 202647, 0, 0, {solved})"
        ));
    }

    #[test]
    fn a_relationship_is_over_all_reps_numbers_and_addresses() {
        let ruth = of(&ruth().store, CustomerId(1)).unwrap();
        assert_eq!(ruth.reached_at, ["+1 312 555 0188", "ruth@calder.example"]);
        assert_eq!(ruth.reps, [("Dana".into(), 3), ("Luis".into(), 2)]);
        assert_eq!((ruth.calls, ruth.open), (5, None));
    }

    #[test]
    fn what_was_not_solved_is_open_until_a_later_call_solves_it() {
        let desk = ruth();
        scored(&desk, 1, 0);
        let open = of(&desk.store, CustomerId(1)).unwrap().open.unwrap();
        assert_eq!(open.follow_up_on, None);
        scored(&desk, 2, 1);
        assert_eq!(of(&desk.store, CustomerId(1)).unwrap().open, None);
    }

    #[test]
    fn a_customer_who_is_not_there_is_told() {
        let error = of(&ruth().store, CustomerId(9)).unwrap_err();
        assert_eq!(error.to_string(), "there is no customer 9");
    }
}
