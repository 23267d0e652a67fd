//! Decisions of the business, and what else happened that explains a number. Read for the charts in `observation`, for
//! the weekly summary in `heard::due`.

use chrono::NaiveDate;

use crate::domain::id::DecisionId;
use crate::domain::week::Week;
use crate::store::{Store, StoreError};

/// Writes down what was decided or happened on a day; `kpi` is the key of the KPI that it is about, where it is about one.
pub fn add(
    store: &Store,
    what: &str,
    kpi: Option<&str>,
    decided_on: NaiveDate,
) -> Result<DecisionId, StoreError> {
    store
        .conn
        .prepare_cached(
            "INSERT INTO decision (what, kpi, decided_on, week) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((
            what,
            kpi,
            decided_on.to_string(),
            Week::of(decided_on).number(),
        ))?;
    Ok(DecisionId(store.conn.last_insert_rowid()))
}

/// Takes a decision away; nothing happens where it is gone already.
pub fn remove(store: &Store, decision: DecisionId) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached("DELETE FROM decision WHERE id = ?1")?
        .execute([decision.0])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::observation::decisions;

    #[test]
    fn what_was_written_down_stands_in_its_week_until_it_is_taken_back() {
        let store = Store::in_memory().unwrap();
        let week: Week = "2026-W43".parse().unwrap();
        let id = add(&store, "Phones were down", Some("quality"), week.sunday()).unwrap();
        let found = decisions(&store, week, week).unwrap();
        assert_eq!(
            (found[0].what.as_str(), found[0].kpi.as_deref()),
            ("Phones were down", Some("quality"))
        );
        assert!(
            decisions(&store, week.plus(1), week.plus(9))
                .unwrap()
                .is_empty()
        );
        remove(&store, id).unwrap();
        assert!(decisions(&store, week, week).unwrap().is_empty());
    }

    #[test]
    fn nothing_cannot_be_written_down() {
        let store = Store::in_memory().unwrap();
        let day = "2026-10-20".parse().unwrap();
        assert!(add(&store, "  ", None, day).is_err());
    }
}
