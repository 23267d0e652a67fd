#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::store::testing::{Desk, at};

/// Ruth's calls on days before the Friday of week 47; the last but `after` of them was heard.
fn desk(days: &[i64], after: usize, solved: i64) -> Desk {
    let desk = Desk::with_calls(&["Dana"], days.len());
    desk.sql(
        "INSERT INTO customer (id, name) VALUES (1, 'Ruth Calder'), (2, 'Omar');
         INSERT INTO scorecard (id, key, version, name, written, toml, sha256, created_at)
         VALUES (1, 'x', 1, 'X', 0, '', printf('%064d', 0), 0);",
    );
    for (nth, days) in days.iter().enumerate() {
        let started = at(-86_400 * days).timestamp();
        desk.sql(&format!(
            "UPDATE call SET customer_id = 1, started_at = {started}, direction = 'in' WHERE id = {}",
            nth + 1
        ));
    }
    let heard = days.len() - after;
    desk.sql(&format!(
        "INSERT INTO evaluation (call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at, submitted_at,
             solved) VALUES ({heard}, 1, 1, 1, 'random', 'submitted', 1, 202647, 0, 0, {solved})"
    ));
    desk
}

/// A call of somebody else today: the log goes on until then.
fn goes_on(desk: &Desk) {
    desk.add_calls("Dana", 20..21);
    desk.sql(&format!(
        "UPDATE call SET customer_id = 2, started_at = {} WHERE customer_id IS NULL",
        at(0).timestamp()
    ));
}

#[test]
fn who_called_again_unsolved_waits_until_a_call_solves_it() {
    let now = at(0).fixed_offset();
    let again = desk(&[30, 12, 5, 2], 2, 0);
    let found = unsolved(&again.store, now).unwrap();
    assert_eq!(
        found[0].told(),
        "Called 2 times more, not solved with Dana."
    );
    assert_eq!(
        (found[0].after.name.as_str(), found[0].after.last_call.0),
        ("Ruth Calder", 4)
    );
    assert!(
        unsolved(&desk(&[30, 12, 5, 2], 2, 1).store, now)
            .unwrap()
            .is_empty(),
        "it was solved"
    );
    assert!(
        unsolved(&desk(&[30, 12, 5, 2], 0, 0).store, now)
            .unwrap()
            .is_empty(),
        "nobody called again"
    );
    again.sql(
        "INSERT INTO evaluation (call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at, submitted_at,
             solved) VALUES (4, 1, 1, 1, 'random', 'submitted', 1, 202647, 0, 0, 1)",
    );
    assert!(
        unsolved(&again.store, now).unwrap().is_empty(),
        "a later call solved it"
    );
}

#[test]
fn who_used_to_call_and_does_not_after_a_bad_call_has_gone_quiet() {
    let now = at(0).fixed_offset();
    let silent = desk(&[80, 70, 60, 50], 0, 0);
    assert!(
        quiet(&silent.store, now).unwrap().is_empty(),
        "the log ends with that call"
    );
    goes_on(&silent);
    let found = quiet(&silent.store, now).unwrap();
    assert_eq!(
        found[0].told(),
        "Silent for 50 days, usually a call every 10; the last one, with Dana, was bad."
    );
    let glad = desk(&[80, 70, 60, 50], 0, 1);
    goes_on(&glad);
    assert!(quiet(&glad.store, now).unwrap().is_empty());
}

#[test]
fn a_customer_whole_has_every_call_and_leads_from_what_was_joined() {
    let desk = desk(&[80, 70, 60], 0, 0);
    desk.sql("UPDATE evaluation SET follow_up_on = '2026-11-24'");
    merge::merge(&desk.store, CustomerId(1), CustomerId(2), at(0)).unwrap();
    let ruth = whole(&desk.store, CustomerId(2)).unwrap();
    assert_eq!(
        (
            ruth.id,
            ruth.calls.len(),
            ruth.around.owed.len(),
            ruth.around.merged.len()
        ),
        (CustomerId(1), 3, 1, 1)
    );
    assert_eq!(ruth.calls[0].1.solved, Some(false));
    assert!(whole(&desk.store, CustomerId(9)).is_err());
}
