//! Critical errors that nobody decided on: questions failed in heard calls on which nothing was agreed with the rep since.

use chrono::NaiveDate;

use crate::domain::scorecard::Class;
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

/// A critical question that a rep failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// Who.
    pub rep: String,
    /// Whom it hurts.
    pub class: Class,
    /// The question's key.
    pub question: String,
    /// Its words.
    pub text: String,
    /// In how many calls, however they came to be heard.
    pub calls: i64,
    /// The day of the last of them.
    pub last_on: NaiveDate,
}

// Points are kept for what was asked and answered only. The words are those of the newest version: max(q.id).
const LIST: &str = "SELECT r.name, q.critical, q.key, q.text, count(DISTINCT e.call_id), max(c.day), max(q.id)
    FROM evaluation e JOIN answer a ON a.evaluation_id = e.id JOIN question q ON q.id = a.question_id
        JOIN call c ON c.id = e.call_id JOIN rep r ON r.id = e.rep_id
    WHERE e.week BETWEEN ?1 AND ?2 AND e.latest = 1
        AND (e.customer_errors > 0 OR e.business_errors > 0 OR e.compliance_errors > 0)
        AND q.critical IS NOT NULL AND a.points = 0 AND r.retired_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM commitment m WHERE m.rep_id = e.rep_id AND m.question_key = q.key
            AND (m.state IN ('open', 'trying')
                OR CAST(replace(m.agreed_on, '-', '') AS INTEGER) >= c.day))
    GROUP BY e.rep_id, q.key ORDER BY max(c.day) DESC, r.name_key, q.key";

/// The critical errors of the weeks `from` to `to` of the reps who are here, about which nothing is agreed with them and
/// nothing was agreed since, the latest first.
pub fn list(store: &Store, from: Week, to: Week) -> Result<Vec<Undecided>, StoreError> {
    let mut query = store.conn.prepare_cached(LIST)?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Undecided {
            rep: row.get(0)?,
            class: convert::word(row, 1, "critical class", Class::from_word)?,
            question: row.get(2)?,
            text: row.get(3)?,
            calls: row.get(4)?,
            last_on: convert::day_of_number(row.get(5)?)?,
        });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::testing::{Desk, week};

    /// Dana failed a critical question in two calls of 2026-W47.
    fn desk() -> Desk {
        let desk = Desk::with_calls(&["Dana"], 2);
        desk.sql(
            "INSERT INTO scorecard (id, key, version, name, written, toml, sha256, created_at)
                 VALUES (1, 'support', 1, 'Support', 0, '', printf('%064d', 0), 0);
             INSERT INTO section (id, scorecard_id, place, name) VALUES (1, 1, 1, 'Opening');
             INSERT INTO question (id, scorecard_id, section_id, place, key, text, weight, critical)
                 VALUES (1, 1, 1, 1, 'verified', 'Verified the account', 0, 'compliance');
             INSERT INTO evaluation (call_id, rep_id, scorecard_id, version, lane, state, opened_at, submitted_at, latest,
                     week, scorable, quality, compliance_errors)
                 SELECT id, rep_id, 1, 1, 'random', 'submitted', 0, 0, 1, week, 1, 50, 1 FROM call;
             INSERT INTO answer (evaluation_id, question_id, value, points, answered_at)
                 SELECT id, 1, 'no', 0, 0 FROM evaluation",
        );
        desk
    }

    fn agree(desk: &Desk, on: &str, state: &str) {
        desk.sql(&format!(
            "INSERT INTO commitment (rep_id, question_key, what, state, agreed_on, agreed_week, check_on, calls)
             VALUES (1, 'verified', 'Verify first', '{state}', '{on}', 202647, '2026-12-18', 8)"
        ));
    }

    fn found(desk: &Desk) -> Vec<Undecided> {
        list(&desk.store, week("2026-W40"), week("2026-W47")).unwrap()
    }

    #[test]
    fn a_critical_error_is_listed_until_something_is_agreed_on_it_with_the_rep() {
        let desk = desk();
        let one = found(&desk).remove(0);
        assert_eq!((one.rep.as_str(), one.calls), ("Dana", 2));
        assert_eq!(one.class, Class::Compliance);
        agree(&desk, "2026-12-01", "held");
        assert!(found(&desk).is_empty());
    }

    #[test]
    fn what_was_agreed_and_closed_before_the_error_does_not_answer_it() {
        let desk = desk();
        agree(&desk, "2026-01-05", "held");
        assert_eq!(found(&desk).len(), 1);
        agree(&desk, "2026-01-06", "open");
        assert!(found(&desk).is_empty(), "it is being worked on");
    }

    #[test]
    fn the_list_costs_what_its_weeks_hold() {
        let plan = desk().plan(LIST);
        assert!(
            plan.iter().any(|step| step.contains("week>? AND week<?")),
            "{plan:?}"
        );
    }
}
