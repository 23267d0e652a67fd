//! Targets of the KPIs: one for each KPI and horizon.

use chrono::NaiveDate;

use crate::domain::trend::{Horizon, Target};
use crate::store::{Store, StoreError, convert};

/// Every target with the key of its KPI, by KPI, the nearest first.
pub fn list(store: &Store) -> Result<Vec<(String, Target)>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT kpi, horizon, value, due_on FROM kpi_target ORDER BY kpi")?;
    let mut rows = query.query([])?;
    let mut targets = Vec::new();
    while let Some(row) = rows.next()? {
        let due: String = row.get(3)?;
        let target = Target {
            horizon: convert::word(row, 1, "horizon", Horizon::from_word)?,
            value: row.get(2)?,
            due_on: due.parse::<NaiveDate>().map_err(|_| StoreError::Unknown {
                what: "date",
                found: due,
            })?,
        };
        targets.push((row.get(0)?, target));
    }
    targets.sort_by(|one: &(String, Target), other| {
        (&one.0, one.1.horizon).cmp(&(&other.0, other.1.horizon))
    });
    Ok(targets)
}

/// Sets the target of a KPI on a horizon, in place of an earlier one.
pub fn set(store: &Store, kpi: &str, target: &Target) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached(
            "INSERT INTO kpi_target (kpi, horizon, value, due_on) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (kpi, horizon) DO UPDATE SET value = excluded.value, due_on = excluded.due_on",
        )?
        .execute((kpi, target.horizon.word(), target.value, target.due_on.to_string()))?;
    Ok(())
}

/// Takes a target away; nothing happens where there is none.
pub fn remove(store: &Store, kpi: &str, horizon: Horizon) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached("DELETE FROM kpi_target WHERE kpi = ?1 AND horizon = ?2")?
        .execute((kpi, horizon.word()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn a_kpi_has_one_target_on_each_horizon_and_the_last_one_set_counts() {
        let store = Store::in_memory().unwrap();
        let target = |horizon, value| Target {
            horizon,
            value,
            due_on: "2026-12-31".parse().unwrap(),
        };
        set(&store, "quality", &target(Horizon::Long, 90.0)).unwrap();
        set(&store, "quality", &target(Horizon::Short, 84.0)).unwrap();
        set(&store, "quality", &target(Horizon::Short, 85.0)).unwrap();
        let expected = [target(Horizon::Short, 85.0), target(Horizon::Long, 90.0)];
        let found: Vec<Target> = list(&store)
            .unwrap()
            .into_iter()
            .map(|(_, target)| target)
            .collect();
        assert_eq!(found, expected);
        remove(&store, "quality", Horizon::Short).unwrap();
        assert_eq!(list(&store).unwrap(), [("quality".to_owned(), expected[1])]);
    }
}
