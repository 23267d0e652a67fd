//! Finding calls as one types: every word typed must begin a word of the customer, the rep, the note, the transcript or
//! what was written while scoring, or be a part of the number. Few hits are collected at once; many are found on the way
//! through the log, a slice at a time, so that the next key never waits.

use std::collections::HashSet;

use rusqlite::types::Value;

use crate::domain::id::{CallId, CustomerId};
use crate::store::call::page::{Page, Way};
use crate::store::call::{self, Before};
use crate::store::{Store, StoreError};

pub(in crate::store) mod word;

use word::Word;

/// Calls that are collected at the most; where there are more, some are found soon on the way through the log.
const COLLECTED: usize = 20_000;
/// Customers whose calls are collected at the most.
const CUSTOMERS: usize = 2_000;
/// Collected calls that are compared at a time.
const BATCH: usize = 500;

/// What is looked for, and what is known of where it is.
#[derive(Debug)]
pub struct Finder {
    words: Vec<Word>,
    /// Every call that may hold it, the oldest first; none when they are too many.
    collected: Option<Vec<Before>>,
}

/// What of a call is compared.
struct Seen {
    place: Before,
    customer: Option<i64>,
    rep: Option<i64>,
    rep_written: String,
}

impl Finder {
    /// Looks for `text` among the calls of everybody or of one customer; none when it holds no letter and no digit.
    pub fn new(
        store: &Store,
        text: &str,
        customer: Option<CustomerId>,
    ) -> Result<Option<Self>, StoreError> {
        let words = word::read(store, text)?;
        if words.is_empty() {
            return Ok(None);
        }
        let collected = match customer {
            Some(customer) => Some(sorted(of_customers(store, &[customer.0])?)),
            None => collect(store, &words)?,
        };
        Ok(Some(Self { words, collected }))
    }

    /// At most `limit` calls beyond `from`, which itself is left out, looking at no more than `slice` calls of the log.
    pub fn page(
        &self,
        store: &Store,
        from: Before,
        way: Way,
        limit: usize,
        slice: usize,
    ) -> Result<Page, StoreError> {
        let mut calls = Vec::new();
        let mut from = from;
        loop {
            let (seen, goes_on) = match &self.collected {
                Some(all) => some_of(store, all, from, way)?,
                None => stretch(store, from, way, slice)?,
            };
            let holds = self.holds(store, &seen)?;
            for (one, _) in seen.iter().zip(holds).filter(|(_, holds)| *holds) {
                calls.push(call::get(store, one.place.id)?);
                if calls.len() == limit {
                    return Ok(Page {
                        calls,
                        next: Some(one.place),
                    });
                }
            }
            match seen.last().filter(|_| goes_on) {
                None => return Ok(Page { calls, next: None }),
                Some(last) if self.collected.is_none() => {
                    return Ok(Page {
                        calls,
                        next: Some(last.place),
                    });
                }
                Some(last) => from = last.place,
            }
        }
    }

    /// Which of these calls hold every word.
    fn holds(&self, store: &Store, seen: &[Seen]) -> Result<Vec<bool>, StoreError> {
        let mut holds = vec![true; seen.len()];
        for word in &self.words {
            let ids = seen.iter().map(|one| one.place.id.0);
            let by_text = word.calls_among(
                store,
                ids.clone().min().unwrap_or(0),
                ids.max().unwrap_or(0),
            )?;
            for (holds, one) in holds.iter_mut().zip(seen) {
                *holds = *holds
                    && (by_text.contains(&one.place.id.0)
                        || one.customer.is_some_and(|id| word.customers.contains(&id))
                        || one.rep.is_some_and(|id| word.reps.contains(&id))
                        || (one.rep.is_none() && word.written.contains(&one.rep_written)));
            }
        }
        Ok(holds)
    }
}

/// Every call that may hold all the words, by the word that the fewest hold; none when all of them are too many.
fn collect(store: &Store, words: &[Word]) -> Result<Option<Vec<Before>>, StoreError> {
    let mut fewest: Option<Vec<Before>> = None;
    for word in words {
        let Some(calls) = word.few_calls() else {
            continue;
        };
        if !word.reps.is_empty() || !word.written.is_empty() || word.customers.len() > CUSTOMERS {
            continue;
        }
        let customers: Vec<i64> = word.customers.iter().copied().collect();
        let mut found = of_customers(store, &customers)?;
        found.extend(of_ids(store, calls)?);
        if found.len() <= COLLECTED
            && fewest
                .as_ref()
                .is_none_or(|fewest| found.len() < fewest.len())
        {
            fewest = Some(found);
        }
    }
    Ok(fewest.map(sorted))
}

fn sorted(mut calls: Vec<Before>) -> Vec<Before> {
    calls.sort_unstable_by_key(|call| (call.started_at, call.id));
    calls.dedup();
    calls
}

/// The calls of these customers; a few more than are collected at the most.
fn of_customers(store: &Store, customers: &[i64]) -> Result<Vec<Before>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT started_at, id FROM call WHERE customer_id = ?1")?;
    let mut found = Vec::new();
    for customer in customers {
        let mut rows = query.query([customer])?;
        while let Some(row) = rows.next()? {
            found.push(Before {
                started_at: row.get(0)?,
                id: CallId(row.get(1)?),
            });
        }
        if found.len() > COLLECTED {
            break;
        }
    }
    Ok(found)
}

fn of_ids(store: &Store, calls: &HashSet<i64>) -> Result<Vec<Before>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT started_at FROM call WHERE id = ?1")?;
    let mut found = Vec::with_capacity(calls.len());
    for id in calls {
        let mut rows = query.query([id])?;
        if let Some(row) = rows.next()? {
            found.push(Before {
                started_at: row.get(0)?,
                id: CallId(*id),
            });
        }
    }
    Ok(found)
}

const COMPARED: &str = "SELECT started_at, id, customer_id, rep_id, rep_written FROM call";

fn seen(row: &rusqlite::Row<'_>) -> Result<Seen, rusqlite::Error> {
    Ok(Seen {
        place: Before {
            started_at: row.get(0)?,
            id: CallId(row.get(1)?),
        },
        customer: row.get(2)?,
        rep: row.get(3)?,
        rep_written: row.get(4)?,
    })
}

/// The next collected calls beyond `from`, and whether there are more.
fn some_of(
    store: &Store,
    all: &[Before],
    from: Before,
    way: Way,
) -> Result<(Vec<Seen>, bool), StoreError> {
    let key = |call: &Before| (call.started_at, call.id);
    let places: Vec<Before> = match way {
        Way::Older => {
            let end = all.partition_point(|call| key(call) < key(&from));
            all[..end].iter().rev().take(BATCH).copied().collect()
        }
        Way::Newer => {
            let start = all.partition_point(|call| key(call) <= key(&from));
            all[start..].iter().take(BATCH).copied().collect()
        }
    };
    let mut query = store
        .conn
        .prepare_cached(&format!("{COMPARED} WHERE id = ?1"))?;
    let mut found = Vec::with_capacity(places.len());
    for place in &places {
        let mut rows = query.query([place.id.0])?;
        if let Some(row) = rows.next()? {
            found.push(seen(row)?);
        }
    }
    Ok((found, places.len() == BATCH))
}

/// The next calls of the log beyond `from`, and whether there are more.
fn stretch(
    store: &Store,
    from: Before,
    way: Way,
    slice: usize,
) -> Result<(Vec<Seen>, bool), StoreError> {
    let (beyond, order) = match way {
        Way::Older => ("<", "DESC"),
        Way::Newer => (">", "ASC"),
    };
    let mut query = store.conn.prepare_cached(&format!(
        "{COMPARED} WHERE (started_at, id) {beyond} (?1, ?2) ORDER BY started_at {order}, id {order} LIMIT ?3"
    ))?;
    let limit = Value::from(slice as i64);
    let rows = query.query_map((from.started_at, from.id.0, limit), seen)?;
    let found: Vec<Seen> = rows.collect::<Result<_, _>>()?;
    let goes_on = found.len() == slice;
    Ok((found, goes_on))
}

#[cfg(test)]
mod tests;
