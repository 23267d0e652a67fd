//! Joining two entries of one customer, and taking that back: calls, survey answers, numbers and addresses move, and what
//! moved is noted.

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

use crate::domain::id::CustomerId;
use crate::domain::phone::{PhoneKey, PhoneKeys, Region};
use crate::store::{Store, StoreError, desk};

/// What moves: the table, and the text by which a row of it is known again.
const PARTS: [(&str, &str); 4] = [
    ("call", "id"),
    ("survey_answer", "id"),
    ("customer_number", "country || ':' || national"),
    ("customer_email", "email"),
];

/// What is known of a customer in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The name; empty where none is known.
    pub name: String,
    /// What they like and how they want to be treated.
    pub preferences: String,
    /// The owner's notes.
    pub notes: String,
}

/// An entry that was joined with another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The entry that went.
    pub gone: CustomerId,
    /// Its name; empty where none is known.
    pub name: String,
    /// How many calls came from it.
    pub calls: i64,
}

/// What is known of a customer in words.
///
/// # Errors
/// There is no such customer.
pub fn about(store: &Store, id: CustomerId) -> Result<About, StoreError> {
    let found = store
        .conn
        .prepare_cached("SELECT name, preferences, notes FROM customer WHERE id = ?1")?
        .query_row([id.0], |row| {
            Ok(About {
                name: row.get(0)?,
                preferences: row.get(1)?,
                notes: row.get(2)?,
            })
        })
        .optional()?;
    found.ok_or_else(|| StoreError::Missing {
        what: "customer",
        which: id.to_string(),
    })
}

/// Writes down what is known of a customer in words.
///
/// # Errors
/// There is no such customer.
pub fn describe(store: &Store, id: CustomerId, about: &About) -> Result<(), StoreError> {
    self::about(store, id)?;
    store
        .conn
        .prepare_cached(
            "UPDATE customer SET name = ?2, preferences = ?3, notes = ?4 WHERE id = ?1",
        )?
        .execute((id.0, &about.name, &about.preferences, &about.notes))?;
    Ok(())
}

/// The customer under whom an entry is kept: itself, unless it was joined with another one.
pub fn kept(store: &Store, mut id: CustomerId) -> Result<CustomerId, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT kept_id FROM merge WHERE gone_id = ?1")?;
    while let Some(next) = query.query_row([id.0], |row| row.get(0)).optional()? {
        id = CustomerId(next);
    }
    Ok(id)
}

/// What was joined with a customer, the latest first.
pub fn list(store: &Store, id: CustomerId) -> Result<Vec<Merged>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT m.gone_id, c.name, (SELECT count(*) FROM merge_part p WHERE p.gone_id = m.gone_id AND p.part = 'call')
         FROM merge m JOIN customer c ON c.id = m.gone_id WHERE m.kept_id = ?1 ORDER BY m.merged_at DESC, m.gone_id DESC",
    )?;
    let rows = query.query_map([id.0], |row| {
        Ok(Merged {
            gone: CustomerId(row.get(0)?),
            name: row.get(1)?,
            calls: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Joins the entry `gone` with `kept_id`, all or nothing: whatever was known of it belongs to the kept one from now on. How many
/// calls moved.
///
/// # Errors
/// There is no such customer; they are the same one; `gone` was joined already.
pub fn merge(
    store: &Store,
    kept_id: CustomerId,
    gone: CustomerId,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    store.transaction(|store| {
        let (before, other) = (about(store, kept_id)?, about(store, gone)?);
        for id in [kept_id, gone] {
            let under = kept(store, id)?;
            if under != id {
                return Err(StoreError::Refused(format!(
                    "customer {id} was joined with {under} already: name that one, or take it back first"
                )));
            }
        }
        if kept_id == gone {
            return Err(StoreError::Refused("that is the same customer".into()));
        }
        let after = joined(&before, &other);
        store.conn.execute(
            "INSERT INTO merge VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            rusqlite::params![
                gone.0, kept_id.0, before.name, before.preferences, before.notes, after.name, after.preferences,
                after.notes, now.timestamp(),
            ],
        )?;
        let mut calls = 0;
        for (table, key) in PARTS {
            let noted = store.conn.execute(
                &format!(
                    "INSERT INTO merge_part SELECT ?1, '{table}', {key} FROM {table} WHERE customer_id = ?1"
                ),
                [gone.0],
            )?;
            if table == "call" {
                calls = noted as u64;
            }
            store.conn.execute(
                &format!("UPDATE {table} SET customer_id = ?2 WHERE customer_id = ?1"),
                (gone.0, kept_id.0),
            )?;
        }
        describe(store, kept_id, &after)?;
        Ok(calls)
    })
}

/// Both texts; of two names the second stands among the notes, where it is found.
fn joined(one: &About, other: &About) -> About {
    let both = |one: &str, other: &str| match (one.trim(), other.trim()) {
        (one, "") => one.to_owned(),
        ("", other) => other.to_owned(),
        (one, other) if one == other => one.to_owned(),
        (one, other) => format!("{one} {other}"),
    };
    let mut notes = both(&one.notes, &other.notes);
    let has_other_name = !one.name.is_empty() && !other.name.is_empty() && one.name != other.name;
    if has_other_name {
        notes = both(&notes, &format!("Also known as {}.", other.name));
    }
    About {
        name: if one.name.is_empty() {
            &other.name
        } else {
            &one.name
        }
        .clone(),
        preferences: both(&one.preferences, &other.preferences),
        notes,
    }
}

/// Takes the joining of an entry back, all or nothing: what moved goes back, and so do calls that came in since from its
/// numbers. What was written about the kept one since stays with it. Whom it had been joined with.
///
/// # Errors
/// It was not joined; the other one was joined with a third since.
pub fn unmerge(store: &Store, gone: CustomerId) -> Result<CustomerId, StoreError> {
    store.transaction(|store| {
        let found = store
            .conn
            .prepare_cached(
                "SELECT kept_id, name, preferences, notes, became_name, became_preferences, became_notes
                 FROM merge WHERE gone_id = ?1",
            )?
            .query_row([gone.0], |row| {
                let about = |at| {
                    Ok::<_, rusqlite::Error>(About {
                        name: row.get(at)?,
                        preferences: row.get(at + 1)?,
                        notes: row.get(at + 2)?,
                    })
                };
                Ok((CustomerId(row.get(0)?), about(1)?, about(4)?))
            })
            .optional()?;
        let Some((id, before, became)) = found else {
            about(store, gone)?;
            return Err(StoreError::Refused(format!("customer {gone} was not joined with anybody")));
        };
        let under = kept(store, id)?;
        if under != id {
            return Err(StoreError::Refused(format!(
                "customer {id} was joined with {under} since: take that back first"
            )));
        }
        came_since(store, id, gone)?;
        for (table, key) in PARTS {
            store.conn.execute(
                &format!(
                    "UPDATE {table} SET customer_id = ?1 WHERE customer_id = ?2
                     AND {key} IN (SELECT key FROM merge_part WHERE gone_id = ?1 AND part = '{table}')"
                ),
                (gone.0, id.0),
            )?;
        }
        if about(store, id)? == became {
            describe(store, id, &before)?;
        }
        store.conn.execute("DELETE FROM merge WHERE gone_id = ?1", [gone.0])?;
        Ok(id)
    })
}

/// Notes the calls that came in since from a number that moved as if they had moved as well.
fn came_since(store: &Store, kept: CustomerId, gone: CustomerId) -> Result<(), StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT n.country, n.national FROM customer_number n JOIN merge_part p
         ON p.gone_id = ?1 AND p.part = 'customer_number' AND p.key = n.country || ':' || n.national",
    )?;
    let numbers: Vec<PhoneKey> = query
        .query_map([gone.0], |row| {
            Ok(PhoneKey {
                country: row.get(0)?,
                national: row.get(1)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    let mut query = store.conn.prepare_cached(
        "SELECT id, number FROM call WHERE customer_id = ?2 AND number <> ''
         AND CAST(id AS TEXT) NOT IN (SELECT key FROM merge_part WHERE part = 'call' AND gone_id = ?1)",
    )?;
    let calls: Vec<(i64, String)> = query
        .query_map((gone.0, kept.0), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut note = store
        .conn
        .prepare_cached("INSERT INTO merge_part VALUES (?1, 'call', ?2)")?;
    let zone = desk::find(store)?.map(|desk| desk.zone);
    let mut keys = PhoneKeys::of(zone.and_then(|zone| Region::of_zone(&zone)));
    for (call, number) in calls {
        if keys.key(&number).is_some_and(|key| numbers.contains(&key)) {
            note.execute((gone.0, call.to_string()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
