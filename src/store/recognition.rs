//! Praise that was given: to whom, for what, on which day, how, and the words that earned it.

use chrono::NaiveDate;

use crate::domain::call::Instant;
use crate::domain::id::{CallId, RecognitionId, RepId};
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

/// Praise to write down.
#[derive(Debug, Clone, Copy)]
pub struct NewRecognition<'a> {
    /// Who is praised.
    pub rep_id: RepId,
    /// For what, in the owner's words.
    pub what: &'a str,
    /// When.
    pub given_on: NaiveDate,
    /// How it was given, such as `in person`; may be empty.
    pub how: &'a str,
    /// The call that earned it, where one did.
    pub call: Option<CallId>,
    /// Seconds from the beginning of that call.
    pub at_secs: Option<i64>,
    /// The customer's own words, where they earned it.
    pub quote: &'a str,
}

/// Praise that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// The row.
    pub id: RecognitionId,
    /// Who was praised.
    pub rep_id: RepId,
    /// The rep's name.
    pub rep: String,
    /// For what.
    pub what: String,
    /// When.
    pub given_on: NaiveDate,
    /// How; may be empty.
    pub how: String,
    /// The call that earned it, where one did.
    pub call: Option<CallId>,
    /// When that call began.
    pub started_at: Option<Instant>,
    /// The customer's name in that call; empty where none is known.
    pub customer: String,
    /// Seconds from the beginning of that call.
    pub at_secs: Option<i64>,
    /// The customer's own words; may be empty.
    pub quote: String,
}

/// Writes praise down.
pub fn add(store: &Store, new: &NewRecognition<'_>) -> Result<RecognitionId, StoreError> {
    store
        .conn
        .prepare_cached(
            "INSERT INTO recognition (rep_id, call_id, what, given_on, week, how, at_secs, quote)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute((
            new.rep_id.0,
            new.call.map(|call| call.0),
            new.what,
            new.given_on.to_string(),
            Week::of(new.given_on).number(),
            new.how,
            new.at_secs,
            new.quote,
        ))?;
    Ok(RecognitionId(store.conn.last_insert_rowid()))
}

/// Takes praise back from the list; nothing happens where it is gone already.
pub fn remove(store: &Store, id: RecognitionId) -> Result<(), StoreError> {
    store
        .conn
        .execute("DELETE FROM recognition WHERE id = ?1", [id.0])?;
    Ok(())
}

/// The praise of a rep, or of everybody, given from one day to another, both within; the latest first.
pub fn list(
    store: &Store,
    rep: Option<RepId>,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Recognition>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT g.id, g.rep_id, r.name, g.what, g.given_on, g.how, g.call_id, c.started_at, c.utc_offset_secs,
             coalesce(u.name, ''), g.at_secs, g.quote
         FROM recognition g JOIN rep r ON r.id = g.rep_id
         LEFT JOIN call c ON c.id = g.call_id LEFT JOIN customer u ON u.id = c.customer_id
         WHERE (?1 IS NULL OR g.rep_id = ?1) AND g.given_on BETWEEN ?2 AND ?3
         ORDER BY g.given_on DESC, g.id DESC",
    )?;
    let mut rows = query.query((rep.map(|rep| rep.0), from.to_string(), to.to_string()))?;
    let mut given = Vec::new();
    while let Some(row) = rows.next()? {
        let started_at = match row.get::<_, Option<i64>>(7)? {
            Some(secs) => Some(convert::instant(secs, row.get(8)?)?),
            None => None,
        };
        given.push(Recognition {
            id: RecognitionId(row.get(0)?),
            rep_id: RepId(row.get(1)?),
            rep: row.get(2)?,
            what: row.get(3)?,
            given_on: convert::day(row, 4)?,
            how: row.get(5)?,
            call: row.get::<_, Option<i64>>(6)?.map(CallId),
            started_at,
            customer: row.get(9)?,
            at_secs: row.get(10)?,
            quote: row.get(11)?,
        });
    }
    Ok(given)
}

/// The day on which each rep was praised last up to a day; reps who never were are missing.
pub fn last_given(store: &Store, to: NaiveDate) -> Result<Vec<(RepId, NaiveDate)>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT rep_id, max(given_on) FROM recognition WHERE given_on <= ?1 GROUP BY rep_id",
    )?;
    let mut rows = query.query([to.to_string()])?;
    let mut last = Vec::new();
    while let Some(row) = rows.next()? {
        last.push((RepId(row.get(0)?), convert::day(row, 1)?));
    }
    Ok(last)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::testing::Desk;

    fn on(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    #[test]
    fn praise_is_kept_with_its_call_and_the_words_that_earned_it() {
        let desk = Desk::with_calls(&["Dana", "Luis"], 1);
        let new = NewRecognition {
            rep_id: RepId(1),
            what: "Called back before the customer had to",
            given_on: on("2026-11-20"),
            how: "in person",
            call: Some(desk.call(0)),
            at_secs: Some(41),
            quote: "I am so glad I got you",
        };
        let id = add(&desk.store, &new).unwrap();
        let (from, to) = (on("2026-11-16"), on("2026-11-22"));
        let found = list(&desk.store, None, from, to).unwrap();
        assert_eq!(
            (found[0].rep.as_str(), found[0].at_secs),
            ("Dana", Some(41))
        );
        assert!(found[0].started_at.is_some());
        assert!(
            list(&desk.store, Some(RepId(2)), from, to)
                .unwrap()
                .is_empty()
        );
        assert_eq!(
            last_given(&desk.store, to).unwrap(),
            [(RepId(1), on("2026-11-20"))]
        );
        assert!(last_given(&desk.store, from).unwrap().is_empty());
        remove(&desk.store, id).unwrap();
        assert!(list(&desk.store, None, from, to).unwrap().is_empty());
    }
}
