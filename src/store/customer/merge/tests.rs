#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::domain::phone::phone_key;
use crate::store::customer::{Directory, Told};
use crate::store::testing::{Desk, at};

const RUTH: CustomerId = CustomerId(1);
const CALDER: CustomerId = CustomerId(2);

/// Ruth with two calls, and Calder Ruth with three and a survey answer: the same person.
fn desk() -> Desk {
    let desk = Desk::with_calls(&["Dana"], 5);
    desk.sql(
        "INSERT INTO customer VALUES (1, 'Ruth Calder', 'mornings', ''), (2, 'Calder, Ruth', '', 'two trucks'), (3, '', '', '');
         INSERT INTO customer_number VALUES (1, 1, 3125550188, '312 555 0188'), (2, 1, 3125550199, '312 555 0199');
         INSERT INTO customer_email VALUES ('ruth@calder.example', 2);
         UPDATE call SET customer_id = iif(id < 3, 1, 2), number = iif(id < 3, '312 555 0188', '312 555 0199');
         INSERT INTO import (source_id, kind, profile, file, file_sha256, report, imported_at)
         VALUES (1, 'surveys', 'x', 'x', printf('%064d', 0), '{}', 0);
         INSERT INTO survey_answer (source_id, answer_key, import_id, call_id, customer_id) VALUES (1, 'a', 1, 4, 2);",
    );
    desk
}

/// Everything that hangs on customers.
fn state(desk: &Desk) -> Vec<String> {
    let sql = "SELECT 'call ' || id || ' ' || customer_id FROM call
        UNION ALL SELECT 'number ' || number || ' ' || customer_id FROM customer_number
        UNION ALL SELECT 'email ' || email || ' ' || customer_id FROM customer_email
        UNION ALL SELECT 'survey ' || id || ' ' || customer_id FROM survey_answer
        UNION ALL SELECT 'customer ' || id || name || '/' || preferences || '/' || notes FROM customer ORDER BY 1";
    let mut query = desk.store.conn.prepare(sql).unwrap();
    let rows = query.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn everything_moves_to_the_kept_one_and_goes_back_whole() {
    let desk = desk();
    let before = state(&desk);
    assert_eq!(merge(&desk.store, RUTH, CALDER, at(0)).unwrap(), 3);
    let joined = state(&desk);
    assert!(
        joined
            .iter()
            .filter(|one| !one.starts_with("customer"))
            .all(|one| one.ends_with(" 1")),
        "{joined:?}"
    );
    let ruth = about(&desk.store, RUTH).unwrap();
    assert_eq!(
        (
            ruth.name.as_str(),
            ruth.preferences.as_str(),
            ruth.notes.as_str()
        ),
        (
            "Ruth Calder",
            "mornings",
            "two trucks Also known as Calder, Ruth."
        )
    );
    assert_eq!(kept(&desk.store, CALDER).unwrap(), RUTH);
    let merged = list(&desk.store, RUTH).unwrap();
    assert_eq!((merged[0].gone, merged[0].calls), (CALDER, 3));
    assert_eq!(unmerge(&desk.store, CALDER).unwrap(), RUTH);
    assert_eq!(state(&desk), before);
    assert!(list(&desk.store, RUTH).unwrap().is_empty());
}

#[test]
fn what_came_or_was_written_since_is_not_lost() {
    let desk = desk();
    merge(&desk.store, RUTH, CALDER, at(0)).unwrap();
    desk.add_calls("Dana", 5..7);
    desk.sql(
        "UPDATE call SET customer_id = 1, number = '+1 312 555 0199' WHERE id = 6;
              UPDATE call SET customer_id = 1, number = '312 555 0188' WHERE id = 7",
    );
    let mut ruth = about(&desk.store, RUTH).unwrap();
    ruth.notes = "moved to Ohio".into();
    describe(&desk.store, RUTH, &ruth).unwrap();
    unmerge(&desk.store, CALDER).unwrap();
    let whose = |call: i64| -> i64 {
        let sql = "SELECT customer_id FROM call WHERE id = ?1";
        desk.store
            .conn
            .query_row(sql, [call], |row| row.get(0))
            .unwrap()
    };
    assert_eq!((whose(6), whose(7)), (2, 1));
    assert_eq!(about(&desk.store, RUTH).unwrap().notes, "moved to Ohio");
}

#[test]
fn an_import_finds_the_kept_one_by_every_number_address_and_name() {
    let desk = desk();
    merge(&desk.store, RUTH, CALDER, at(0)).unwrap();
    let mut directory = Directory::open(&desk.store).unwrap();
    let mut find = |number, email, name| {
        let told = Told {
            number,
            phone: phone_key(number, Region::parse("US")),
            email,
            name,
        };
        directory.find_or_add(&desk.store, told).unwrap().unwrap()
    };
    assert_eq!(find("(312) 555-0199", "", ""), RUTH);
    assert_eq!(find("", "ruth@calder.example", ""), RUTH);
    assert_eq!(find("", "", "Calder, Ruth"), RUTH);
    assert_eq!(find("", "", "Ruth Calder"), RUTH);
}

#[test]
fn chains_are_taken_back_from_their_end_and_what_cannot_be_is_refused() {
    let desk = desk();
    merge(&desk.store, RUTH, CALDER, at(0)).unwrap();
    merge(&desk.store, CustomerId(3), RUTH, at(1)).unwrap();
    assert_eq!(kept(&desk.store, CALDER).unwrap(), CustomerId(3));
    let told = unmerge(&desk.store, CALDER).unwrap_err().to_string();
    assert!(told.contains("take that back first"), "{told}");
    unmerge(&desk.store, RUTH).unwrap();
    unmerge(&desk.store, CALDER).unwrap();
    for (one, other) in [(1, 1), (1, 9), (9, 1)] {
        assert!(merge(&desk.store, CustomerId(one), CustomerId(other), at(0)).is_err());
    }
    merge(&desk.store, RUTH, CALDER, at(0)).unwrap();
    assert!(merge(&desk.store, CustomerId(3), CALDER, at(0)).is_err());
    assert!(unmerge(&desk.store, RUTH).is_err());
}

// Ruth's last call is her second, Calder's the fifth; joined, only the fifth has none after it within 7 days.
#[test]
fn repeat_calls_and_the_search_follow() {
    let desk = desk();
    desk.add_calls("Dana", 5..6);
    desk.sql(
        "UPDATE call SET customer_id = 3, started_at = started_at + 1209600, week = 202649 WHERE id = 6",
    );
    let held = || -> i64 {
        crate::store::rollup::refresh(&desk.store).unwrap();
        let sql = "SELECT sum(held) FROM log_week WHERE week = 202647";
        let conn = &desk.store.conn;
        conn.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(held(), 2);
    merge(&desk.store, RUTH, CALDER, at(0)).unwrap();
    assert_eq!(held(), 1);
    unmerge(&desk.store, CALDER).unwrap();
    assert_eq!(held(), 2);
    merge(&desk.store, RUTH, CALDER, at(0)).unwrap();
    let sql = "SELECT rowid FROM customer_words WHERE customer_words MATCH 'calder AND known'";
    let conn = &desk.store.conn;
    let found: i64 = conn.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(found, 1);
}
