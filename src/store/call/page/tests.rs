//! Paging both ways and finding.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::domain::id::CallId;
use crate::store::testing::Desk;

const ALL: Wanted<'_> = Wanted {
    customer: None,
    text: "",
};

fn holding(text: &str) -> Wanted<'_> {
    Wanted {
        customer: None,
        text,
    }
}

fn ids(page: &Page) -> Vec<CallId> {
    page.calls.iter().map(|call| call.id).collect()
}

/// Every call that pages of `limit` and slices of `slice` come upon.
fn walk(desk: &Desk, wanted: Wanted<'_>, way: Way, limit: usize, slice: usize) -> Vec<CallId> {
    let mut from = match way {
        Way::Older => Before::NEWEST,
        Way::Newer => Before::OLDEST,
    };
    let mut found = Vec::new();
    loop {
        let one = page(&desk.store, wanted, from, way, limit, slice).unwrap();
        found.extend(ids(&one));
        match one.next {
            Some(next) => from = next,
            None => return found,
        }
    }
}

#[test]
fn pages_in_both_directions_come_upon_every_call_once() {
    let desk = Desk::with_calls(&["Dana"], 23);
    let older = walk(&desk, ALL, Way::Older, 5, 4);
    let mut newer = walk(&desk, ALL, Way::Newer, 7, 4);
    newer.reverse();
    assert_eq!(older.len(), 23);
    assert_eq!(older, newer);
}

#[test]
fn calls_of_the_same_second_are_not_lost_between_pages() {
    let desk = Desk::with_calls(&["Dana"], 9);
    desk.sql("UPDATE call SET started_at = 1795000000");
    assert_eq!(walk(&desk, ALL, Way::Older, 2, 2).len(), 9);
}

#[test]
fn a_search_looks_at_a_slice_at_a_time_and_finds_the_same() {
    let desk = Desk::with_calls(&["Dana"], 40);
    desk.sql("UPDATE call SET note = 'late delivery' WHERE id % 7 = 0");
    let first = page(
        &desk.store,
        holding("LATE"),
        Before::NEWEST,
        Way::Older,
        50,
        3,
    )
    .unwrap();
    assert!(first.calls.len() <= 3 && first.next.is_some());
    for slice in [1, 3, 40, 1_000] {
        assert_eq!(walk(&desk, holding("late"), Way::Older, 2, slice).len(), 5);
    }
    assert!(walk(&desk, holding("nobody"), Way::Older, 2, 7).is_empty());
}

#[test]
fn what_is_typed_is_text_and_never_a_pattern() {
    let desk = Desk::with_calls(&["Dana"], 3);
    desk.sql("UPDATE call SET note = '100 % sure' WHERE id = 2");
    assert_eq!(walk(&desk, holding("% s"), Way::Older, 5, 5), [CallId(2)]);
    assert!(walk(&desk, holding("_______"), Way::Older, 5, 5).is_empty());
    assert!(walk(&desk, holding("' OR 1=1 --"), Way::Older, 5, 5).is_empty());
}

#[test]
fn a_customers_calls_are_those_of_the_customer_only() {
    let desk = Desk::with_calls(&["Dana"], 12);
    desk.sql("INSERT INTO customer (id, name) VALUES (1, 'Ruth Calder')");
    desk.sql("UPDATE call SET customer_id = 1 WHERE id % 3 = 0");
    let ruth = Wanted {
        customer: Some(CustomerId(1)),
        text: "",
    };
    assert_eq!(walk(&desk, ruth, Way::Older, 3, 3).len(), 4);
    let ruth = Wanted {
        text: "ruth",
        ..ruth
    };
    assert_eq!(walk(&desk, ruth, Way::Newer, 3, 3).len(), 4);
}

// A page must not cost more in a large file: the log is read along its index, never sorted or scanned as a whole.
#[test]
fn a_page_is_read_along_an_index() {
    let desk = Desk::with_calls(&["Dana"], 3);
    for (way, order) in [("<", "DESC"), (">", "ASC")] {
        for whose in ["", "AND c.customer_id = 1"] {
            let sql = format!(
                "EXPLAIN QUERY PLAN {SELECT} WHERE (c.started_at, c.id) {way} (1, 1) {whose}
                 ORDER BY c.started_at {order}, c.id {order} LIMIT 9"
            );
            let mut plan = desk.store.conn.prepare(&sql).unwrap();
            let steps: Vec<String> = plan
                .query_map([], |row| row.get(3))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let told = steps.join("; ");
            assert!(
                !told.contains("TEMP B-TREE") && !told.contains("SCAN c "),
                "{told}"
            );
        }
    }
}
