//! Finding: what is found by which words, that every writer keeps it right, that nothing is searched as a whole.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::store::testing::Desk;

/// Every call that holds `text`, in pages of `limit` and slices of `slice`.
fn walk(desk: &Desk, text: &str, way: Way, limit: usize, slice: usize) -> Vec<i64> {
    let mut from = match way {
        Way::Older => Before::NEWEST,
        Way::Newer => Before::OLDEST,
    };
    let Some(finder) = Finder::new(&desk.store, text, None).unwrap() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    loop {
        let page = finder.page(&desk.store, from, way, limit, slice).unwrap();
        found.extend(page.calls.iter().map(|call| call.id.0));
        match page.next {
            Some(next) => from = next,
            None => return found,
        }
    }
}

fn find(desk: &Desk, text: &str) -> Vec<i64> {
    settle(desk);
    let mut found = walk(desk, text, Way::Older, 50, 50);
    found.sort_unstable();
    found
}

/// Ends a transaction, which is when what came in is taken into the index.
fn settle(desk: &Desk) {
    desk.store
        .transaction(|_| Ok::<(), StoreError>(()))
        .unwrap();
}

/// Five calls: 1 and 2 with Ruth, 3 with José, whose number is of London; Dana took all but 5, which nobody known did.
fn desk() -> Desk {
    let desk = Desk::with_calls(&["Dana Reyes"], 5);
    desk.sql(
        "INSERT INTO customer (id, name) VALUES (1, 'Ruth Calloway'), (2, 'José Núñez');
         INSERT INTO customer_number VALUES (1, 1, 3125550188, '+1 312 555 0188'), (2, 44, 2079460123, '+44 20 7946 0123');
         INSERT INTO customer_email VALUES ('ruth@calloway.example', 1);
         UPDATE call SET customer_id = 1 WHERE id IN (1, 2);
         UPDATE call SET customer_id = 2 WHERE id = 3;
         UPDATE call SET number = '104' WHERE id = 4;
         UPDATE call SET rep_id = NULL, rep_written = 'Q-Luis Ortiz' WHERE id = 5",
    );
    desk
}

#[test]
fn a_call_is_found_by_customer_number_address_rep_and_text() {
    let desk = desk();
    desk.sql("UPDATE call SET note = 'late delivery, order 4711', extra = 'Queue: spare parts' WHERE id = 2");
    for (text, expected) in [
        ("ruth", &[1, 2][..]),
        ("callo ruth", &[1, 2]),
        ("jose nunez", &[3]),
        ("ruth late", &[2]),
        ("DELIV", &[2]),
        ("parts", &[2]),
        ("livery", &[]),
        ("4711", &[2]),
        ("order 4711", &[2]),
        ("dana", &[1, 2, 3, 4]),
        ("reyes ruth", &[1, 2]),
        ("ortiz", &[5]),
        ("3125550188", &[1, 2]),
        ("+1 312 555-0188", &[1, 2]),
        ("312 555", &[1, 2]),
        ("555-01", &[1, 2]),
        ("0188", &[1, 2]),
        ("ruth 0188", &[1, 2]),
        ("+44 20", &[3]),
        ("104", &[4]),
        ("ruth@callo", &[1, 2]),
        ("nobody", &[]),
    ] {
        assert_eq!(find(&desk, text), expected, "{text}");
    }
}

#[test]
fn what_is_typed_is_text_and_never_a_pattern() {
    let desk = desk();
    desk.sql(
        "UPDATE call SET note = 'NEAR the \"OR\" gate, 100% sure; AND it''s a* (b)' WHERE id = 2",
    );
    for text in [
        "\"OR\" gate",
        "NEAR(gate)",
        "gate AND sure",
        "100%",
        "a*",
        "it's",
        "(b",
        "NOT\" -- gate OR 'it",
    ] {
        let expected: &[i64] = if text.starts_with("NOT") { &[] } else { &[2] };
        assert_eq!(find(&desk, text), expected, "{text}");
    }
    for text in ["%", "_____", "\"", "*", "--", "", "' OR 9=9 --"] {
        assert_eq!(find(&desk, text), [0; 0], "{text}");
    }
}

#[test]
fn every_writer_keeps_what_is_found_right() {
    let desk = desk();
    assert_eq!(find(&desk, "gasket"), [0; 0]);
    desk.sql(
        "INSERT INTO scorecard (id, key, version, name, written, toml, sha256, reason, created_at) VALUES (1, 'a', 1, 'A', 0, '', '0000000000000000000000000000000000000000000000000000000000000000', '', 1);
         INSERT INTO section VALUES (1, 1, 1, 'S');
         INSERT INTO question VALUES (1, 1, 1, 1, 'q', 'Q', 1, NULL);
         INSERT INTO evaluation (id, call_id, rep_id, version, scorecard_id, lane, state, week, opened_at)
             VALUES (1, 1, 1, 1, 1, 'targeted', 'draft', 202647, 1);
         INSERT INTO theme VALUES (1, 'T', 't');
         INSERT INTO answer (evaluation_id, question_id, comment, answered_at) VALUES (1, 1, 'gasket comment', 1);
         INSERT INTO moment (id, evaluation_id, at_secs, kind, text) VALUES (1, 1, 5, 'praise', 'washer moment');
         INSERT INTO voice (id, evaluation_id, theme_id, quote, at_secs) VALUES (1, 1, 1, 'piston quote', 5);
         UPDATE evaluation SET note = 'bearing note'",
    );
    for text in [
        "gasket",
        "washer",
        "piston",
        "bearing",
        "gasket washer piston ruth",
    ] {
        assert_eq!(find(&desk, text), [1], "{text}");
    }
    desk.sql("UPDATE answer SET comment = 'valve'; DELETE FROM moment");
    assert_eq!(
        (
            find(&desk, "gasket"),
            find(&desk, "washer"),
            find(&desk, "valve")
        ),
        (vec![], vec![], vec![1])
    );
    desk.sql("DELETE FROM evaluation");
    for text in ["valve", "piston", "bearing"] {
        assert_eq!(find(&desk, text), [0; 0], "{text}");
    }
    desk.sql(
        "INSERT INTO import (id, source_id, kind, profile, file, file_sha256, report, imported_at)
             VALUES (1, 1, 'transcripts', 'vtt', 'a', '0000000000000000000000000000000000000000000000000000000000000000', '{}', 1);
         INSERT INTO transcript (id, import_id, source_id, call_id, file, file_sha256, format)
             VALUES (1, 1, 1, 3, 'a', '0000000000000000000000000000000000000000000000000000000000000000', 'vtt');
         INSERT INTO turn VALUES (1, 1, 0, 'A', 'the camshaft'), (1, 2, 9, 'B', 'is broken');
         UPDATE transcript SET turns = 2",
    );
    assert_eq!(find(&desk, "camshaft broken"), [3]);
    desk.sql("DELETE FROM transcript");
    assert_eq!(find(&desk, "camshaft"), [0; 0]);
    desk.sql("UPDATE call SET note = 'flange' WHERE id = 4");
    assert_eq!(find(&desk, "flange"), [4]);
    desk.sql(
        "DELETE FROM call WHERE id = 4; UPDATE customer SET name = 'Ilse Brandt' WHERE id = 1",
    );
    assert_eq!(
        (
            find(&desk, "flange"),
            find(&desk, "ruth"),
            find(&desk, "ilse")
        ),
        (vec![], vec![], vec![1, 2])
    );
}

#[test]
fn what_comes_in_is_found_and_no_call_costs_a_trigger() {
    let desk = desk();
    desk.sql(
        "INSERT INTO call (source_id, source_key, channel, started_at, utc_offset_secs, week, day, standing, note)
             VALUES (1, 'six', 'phone', 0, 0, 202647, 1, 'no_rep', 'a crankshaft');
         UPDATE call SET extra = 'rusty' WHERE source_key = 'six';
         INSERT INTO customer (id, name) VALUES (3, 'Ada Moss');
         UPDATE customer SET notes = 'rings early' WHERE id = 3;
         UPDATE call SET customer_id = 3 WHERE source_key = 'six'",
    );
    for text in ["crankshaft rusty", "ada early"] {
        assert_eq!(find(&desk, text), [6], "{text}");
    }
    // The id of a row that went is given to the next.
    desk.sql(
        "DELETE FROM call WHERE id = 6;
         DELETE FROM customer WHERE id = 3;
         INSERT INTO customer (name) VALUES ('Kim Sand');
         INSERT INTO call (source_id, source_key, customer_id, channel, started_at, utc_offset_secs, week, day, standing)
             VALUES (1, 'again', 3, 'phone', 0, 0, 202647, 1, 'no_rep')",
    );
    assert_eq!(
        (find(&desk, "kim"), find(&desk, "ada"), find(&desk, "rusty")),
        (vec![6], vec![], vec![])
    );
    let added: Vec<String> = desk
        .store
        .conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('call', 'customer') AND sql LIKE '%AFTER INSERT%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(added, [""; 0]);
}

#[test]
fn many_hits_are_found_in_slices_both_ways_and_none_is_lost() {
    let desk = Desk::with_calls(&["Dana"], 40);
    desk.sql("UPDATE call SET note = 'late' WHERE id % 7 = 0");
    for text in ["late", "dana late", "da"] {
        let expected = if text == "da" { 40 } else { 5 };
        for slice in [1, 3, 100] {
            let older = walk(&desk, text, Way::Older, 2, slice);
            let mut newer = walk(&desk, text, Way::Newer, 3, slice);
            newer.reverse();
            assert_eq!((older.len(), &older), (expected, &newer), "{text} {slice}");
        }
    }
}

#[test]
fn a_word_of_too_many_texts_is_found_on_the_way_through_the_log() {
    let desk = desk();
    desk.sql("UPDATE call SET note = 'late' WHERE id IN (2, 4)");
    let mut finder = Finder::new(&desk.store, "late", None).unwrap().unwrap();
    finder.words[0].forget_calls();
    finder.collected = None;
    let page = finder
        .page(&desk.store, Before::NEWEST, Way::Older, 9, 9)
        .unwrap();
    let mut found: Vec<i64> = page.calls.iter().map(|call| call.id.0).collect();
    found.sort_unstable();
    assert_eq!(found, [2, 4]);
}

#[test]
fn one_customers_calls_are_those_of_the_customer_only() {
    let desk = desk();
    desk.sql("UPDATE call SET note = 'late'");
    let finder = Finder::new(&desk.store, "late", Some(CustomerId(1)))
        .unwrap()
        .unwrap();
    assert_eq!(
        finder
            .page(&desk.store, Before::NEWEST, Way::Older, 9, 9)
            .unwrap()
            .calls
            .len(),
        2
    );
}

// What costs more in a large file would stand here as a scan.
#[test]
fn nothing_is_searched_as_a_whole() {
    let desk = desk();
    for sql in [
        "SELECT customer_id FROM customer_number WHERE national % 10000000 BETWEEN 1 AND 2",
        "SELECT customer_id FROM customer_number WHERE national % 10000 = 1 AND national % 100000 = 1",
        "SELECT customer_id FROM customer_number WHERE national BETWEEN 1 AND 2",
        "SELECT id FROM call WHERE customer_id IS NULL AND number <> '' AND number >= 'a' AND number < 'b' LIMIT 9",
        "SELECT min(rep_written) FROM call WHERE rep_id IS NULL AND rep_written <> '' AND rep_written > 'a'",
        "SELECT started_at, id FROM call WHERE customer_id = 1",
    ] {
        let mut plan = desk
            .store
            .conn
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap();
        let steps: Vec<String> = plan
            .query_map([], |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(!steps.join("; ").contains("SCAN"), "{sql}: {steps:?}");
    }
}
