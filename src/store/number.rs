//! Numbers told week by week of the owner's own KPIs, typed in or read from files. What was told last counts.

use crate::domain::id::{ImportId, RepId};
use crate::domain::own_kpi::number::Number;
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

/// Puts the number of a week down. Typed in, it takes the place of all that was told before; one of a file is put on top of
/// it, to be taken back with the file.
///
/// # Errors
/// There is no such KPI of the owner's own.
pub fn put(
    store: &Store,
    kpi: &str,
    one: Number,
    import: Option<ImportId>,
) -> Result<(), StoreError> {
    if import.is_none() {
        remove(store, kpi, one.week, one.rep)?;
    }
    store
        .conn
        .prepare_cached(
            "INSERT INTO number (kpi, week, rep_id, value, import_id) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((
            kpi,
            one.week.number(),
            one.rep.map(|rep| rep.0),
            one.value,
            import.map(|import| import.0),
        ))?;
    Ok(())
}

/// Takes the number of a week away.
pub fn remove(store: &Store, kpi: &str, week: Week, rep: Option<RepId>) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached("DELETE FROM number WHERE kpi = ?1 AND week = ?2 AND rep_id IS ?3")?
        .execute((kpi, week.number(), rep.map(|rep| rep.0)))?;
    Ok(())
}

const LIST: &str = "SELECT week, rep_id, value, max(id) FROM number
    WHERE kpi = ?1 AND week BETWEEN ?2 AND ?3 GROUP BY week, rep_id ORDER BY week, rep_id";

/// The numbers of a KPI in the weeks `from` to `to`, oldest first, in a week the business's own before those of reps.
pub fn list(store: &Store, kpi: &str, from: Week, to: Week) -> Result<Vec<Number>, StoreError> {
    let mut query = store.conn.prepare_cached(LIST)?;
    let mut rows = query.query((kpi, from.number(), to.number()))?;
    let mut numbers = Vec::new();
    while let Some(row) = rows.next()? {
        numbers.push(Number {
            week: convert::week(row.get(0)?)?,
            rep: row.get::<_, Option<i64>>(1)?.map(RepId),
            value: row.get(2)?,
        });
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::testing::{Desk, week};

    fn desk() -> Desk {
        let desk = Desk::with_calls(&["Dana"], 0);
        desk.sql(
            "INSERT INTO kpi VALUES ('jobs', 'Jobs', 'higher', 'typed', '', 0);
             INSERT INTO source (id, name) VALUES (9, 'sheet');
             INSERT INTO import (id, source_id, kind, profile, file, file_sha256, report, imported_at)
                 VALUES (9, 9, 'numbers', '', 'a.csv', printf('%064d', 0), '{}', 0)",
        );
        desk
    }

    fn one(rep: Option<RepId>, value: f64) -> Number {
        Number {
            week: week("2026-W47"),
            rep,
            value,
        }
    }

    fn values(desk: &Desk) -> Vec<(Option<RepId>, f64)> {
        let week = week("2026-W47");
        let numbers = list(&desk.store, "jobs", week, week).unwrap();
        numbers.iter().map(|one| (one.rep, one.value)).collect()
    }

    #[test]
    fn what_was_told_last_counts_and_a_file_is_taken_back_to_what_was_told_before() {
        let desk = desk();
        put(&desk.store, "jobs", one(None, 12.0), None).unwrap();
        put(&desk.store, "jobs", one(None, 13.0), Some(ImportId(9))).unwrap();
        put(&desk.store, "jobs", one(Some(RepId(1)), 5.0), None).unwrap();
        assert_eq!(values(&desk), [(None, 13.0), (Some(RepId(1)), 5.0)]);
        desk.sql("DELETE FROM number WHERE import_id = 9");
        assert_eq!(values(&desk)[0], (None, 12.0));
    }

    #[test]
    fn a_number_typed_in_replaces_everything_and_can_be_taken_away() {
        let desk = desk();
        put(&desk.store, "jobs", one(None, 12.0), Some(ImportId(9))).unwrap();
        put(&desk.store, "jobs", one(None, 14.0), None).unwrap();
        assert_eq!(values(&desk), [(None, 14.0)]);
        remove(&desk.store, "jobs", week("2026-W47"), None).unwrap();
        assert!(values(&desk).is_empty());
        assert!(put(&desk.store, "nothing", one(None, 1.0), None).is_err());
    }

    #[test]
    fn only_the_weeks_asked_for_are_read() {
        let plan = desk().plan(LIST);
        let index = "number_week (kpi=? AND week>? AND week<?)";
        assert!(plan[0].contains(index), "{plan:?}");
    }
}
