//! The log of one-to-ones: when the owner sat down with a rep, and what was said.

use chrono::NaiveDate;

use crate::domain::id::{OneToOneId, RepId};
use crate::store::{Store, StoreError, convert};

/// One talk of the owner with a rep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneToOne {
    /// The row.
    pub id: OneToOneId,
    /// With whom.
    pub rep_id: RepId,
    /// When.
    pub held_on: NaiveDate,
    /// What was said.
    pub notes: String,
}

/// Writes a talk down.
pub fn add(
    store: &Store,
    rep: RepId,
    held_on: NaiveDate,
    notes: &str,
) -> Result<OneToOneId, StoreError> {
    store
        .conn
        .prepare_cached("INSERT INTO one_to_one (rep_id, held_on, notes) VALUES (?1, ?2, ?3)")?
        .execute((rep.0, held_on.to_string(), notes))?;
    Ok(OneToOneId(store.conn.last_insert_rowid()))
}

/// Takes a talk off the log; nothing happens where it is gone already.
pub fn remove(store: &Store, id: OneToOneId) -> Result<(), StoreError> {
    store
        .conn
        .execute("DELETE FROM one_to_one WHERE id = ?1", [id.0])?;
    Ok(())
}

/// The talks with a rep, or with everybody, the latest first.
pub fn list(store: &Store, rep: Option<RepId>) -> Result<Vec<OneToOne>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT id, rep_id, held_on, notes FROM one_to_one WHERE ?1 IS NULL OR rep_id = ?1
         ORDER BY held_on DESC, id DESC",
    )?;
    let mut rows = query.query([rep.map(|rep| rep.0)])?;
    let mut talks = Vec::new();
    while let Some(row) = rows.next()? {
        talks.push(OneToOne {
            id: OneToOneId(row.get(0)?),
            rep_id: RepId(row.get(1)?),
            held_on: convert::day(row, 2)?,
            notes: row.get(3)?,
        });
    }
    Ok(talks)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::testing::Desk;

    #[test]
    fn the_latest_talk_comes_first_until_it_is_taken_off_the_log() {
        let desk = Desk::with_calls(&["Dana", "Luis"], 0);
        let on = |day: &str| day.parse().unwrap();
        let dana = RepId(1);
        add(&desk.store, dana, on("2026-11-13"), "likes the new form").unwrap();
        let id = add(&desk.store, dana, on("2026-11-20"), "wants more video").unwrap();
        add(&desk.store, RepId(2), on("2026-11-21"), "all well").unwrap();
        let notes = |rep| -> Vec<String> {
            list(&desk.store, rep)
                .unwrap()
                .into_iter()
                .map(|one| one.notes)
                .collect()
        };
        assert_eq!(
            notes(Some(dana)),
            ["wants more video", "likes the new form"]
        );
        assert_eq!(notes(None).len(), 3);
        remove(&desk.store, id).unwrap();
        assert_eq!(notes(Some(dana)), ["likes the new form"]);
        assert!(add(&desk.store, dana, on("2026-11-20"), "  ").is_err());
    }
}
