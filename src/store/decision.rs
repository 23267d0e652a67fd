//! Decisions of the business, and what else happened that explains a number. Read for the charts in `observation` as well.

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use crate::domain::id::{DecisionId, ThemeId};
use crate::domain::rep::name_key;
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

/// A decision of the business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The row.
    pub id: DecisionId,
    /// What.
    pub what: String,
    /// The numbers or voices that it came from; may be empty.
    pub why: String,
    /// Who sees to it; may be empty.
    pub owner: String,
    /// The key of the KPI that it should move, where it names one.
    pub kpi: Option<String>,
    /// The theme that it came from, where it names one.
    pub theme: Option<(ThemeId, String)>,
    /// When.
    pub decided_on: NaiveDate,
    /// When it is looked at again.
    pub review_on: Option<NaiveDate>,
    /// What was found when it was looked at; empty before.
    pub result: String,
    /// When it was looked at last.
    pub looked_on: Option<NaiveDate>,
}

impl Decision {
    /// Whether it is to be looked at by that day.
    pub fn is_due(&self, by: NaiveDate) -> bool {
        let is_open = |on: NaiveDate| on <= by && self.looked_on.is_none_or(|looked| looked < on);
        self.review_on.is_some_and(is_open)
    }
}

/// Every decision, the latest first.
pub fn list(store: &Store) -> Result<Vec<Decision>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT d.id, d.what, d.why, d.owner, d.kpi, d.theme_id, t.name, d.decided_on, d.review_on, d.result, d.looked_on
         FROM decision d LEFT JOIN theme t ON t.id = d.theme_id ORDER BY d.decided_on DESC, d.id DESC",
    )?;
    let mut rows = query.query([])?;
    let mut decisions = Vec::new();
    while let Some(row) = rows.next()? {
        let theme: Option<i64> = row.get(5)?;
        decisions.push(Decision {
            id: DecisionId(row.get(0)?),
            what: row.get(1)?,
            why: row.get(2)?,
            owner: row.get(3)?,
            kpi: row.get(4)?,
            theme: theme.map(ThemeId).zip(row.get::<_, Option<String>>(6)?),
            decided_on: convert::day(row, 7)?,
            review_on: convert::day_or_none(row, 8)?,
            result: row.get(9)?,
            looked_on: convert::day_or_none(row, 10)?,
        });
    }
    Ok(decisions)
}

/// Writes down that a decision was looked at, what was found, and when it is looked at again.
///
/// # Errors
/// There is no such decision.
pub fn look(
    store: &Store,
    id: DecisionId,
    result: &str,
    looked_on: NaiveDate,
    again_on: Option<NaiveDate>,
) -> Result<(), StoreError> {
    let changed = store
        .conn
        .prepare_cached(
            "UPDATE decision SET result = ?2, looked_on = ?3, review_on = coalesce(?4, review_on) WHERE id = ?1",
        )?
        .execute((
            id.0,
            result,
            looked_on.to_string(),
            again_on.map(|on| on.to_string()),
        ))?;
    match changed {
        0 => Err(StoreError::Missing {
            what: "decision",
            which: id.to_string(),
        }),
        _ => Ok(()),
    }
}

/// What is decided, or what happened.
#[derive(Debug, Clone, Copy)]
pub struct NewDecision<'a> {
    /// What.
    pub what: &'a str,
    /// The numbers or voices that it comes from; may be empty.
    pub why: &'a str,
    /// Who sees to it; may be empty.
    pub owner: &'a str,
    /// The key of the KPI that it should move or is about.
    pub kpi: Option<&'a str>,
    /// The theme that it comes from.
    pub theme: Option<&'a str>,
    /// When.
    pub decided_on: NaiveDate,
    /// When it is looked at again.
    pub review_on: Option<NaiveDate>,
}

/// Writes a decision down.
///
/// # Errors
/// Nothing was decided; nobody ever spoke of that theme.
pub fn add(store: &Store, new: &NewDecision<'_>) -> Result<DecisionId, StoreError> {
    let theme = match new.theme {
        Some(name) => Some(theme(store, name)?.0),
        None => None,
    };
    store
        .conn
        .prepare_cached(
            "INSERT INTO decision (what, why, owner, kpi, theme_id, decided_on, week, review_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute((
            new.what,
            new.why,
            new.owner,
            new.kpi,
            theme,
            new.decided_on.to_string(),
            Week::of(new.decided_on).number(),
            new.review_on.map(|on| on.to_string()),
        ))?;
    Ok(DecisionId(store.conn.last_insert_rowid()))
}

fn theme(store: &Store, name: &str) -> Result<ThemeId, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT id FROM theme WHERE name_key = ?1")?;
    let found = query
        .query_row([name_key(name)], |row| row.get(0))
        .optional()?;
    found.map(ThemeId).ok_or_else(|| StoreError::Missing {
        what: "theme",
        which: name.to_owned(),
    })
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

    fn new(what: &str, decided_on: NaiveDate) -> NewDecision<'_> {
        NewDecision {
            what,
            why: "",
            owner: "",
            kpi: Some("quality"),
            theme: None,
            decided_on,
            review_on: None,
        }
    }

    #[test]
    fn what_was_written_down_stands_in_its_week_until_it_is_taken_back() {
        let store = Store::in_memory().unwrap();
        let week: Week = "2026-W43".parse().unwrap();
        let id = add(&store, &new("Phones were down", week.sunday())).unwrap();
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
    fn nothing_and_a_theme_that_nobody_spoke_of_cannot_be_written_down() {
        let store = Store::in_memory().unwrap();
        let day = "2026-10-20".parse().unwrap();
        assert!(add(&store, &new("  ", day)).is_err());
        let about = NewDecision {
            theme: Some("late delivery"),
            ..new("Ring first", day)
        };
        assert!(add(&store, &about).is_err(), "nobody spoke of it");
    }
}
