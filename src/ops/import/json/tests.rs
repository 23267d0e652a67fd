#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use std::ops::ControlFlow;

use crate::domain::import::row::Row;
use crate::ops::import::delimited::Next;
use crate::ops::import::meter::Going;
use crate::ops::import::records::{Records, survey};
use crate::ops::import::spool::Spool;

fn text(text: &str) -> Text {
    Text::new(std::io::Cursor::new(text.to_owned()), encoding_rs::UTF_8)
}

/// The columns, and the cells of each record; `! why` for one that cannot be used.
fn table(json: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut step = |_| ControlFlow::Continue(());
    let mut going = Going::new(&mut step, 0);
    let shape = survey(&mut Json::new(text(json)), &mut going).unwrap();
    let mut records = Records::default();
    let mut spool = Spool::default();
    records
        .lay_out(
            &mut Json::new(text(json)),
            &shape,
            u64::MAX,
            &mut spool,
            &mut going,
        )
        .unwrap();
    let mut rows = spool.close().unwrap().rows().unwrap();
    let mut row = Row::default();
    let mut found = Vec::new();
    loop {
        match rows.next(&mut row).unwrap() {
            Next::End => return (records.columns, found),
            Next::Row => found.push(row.cells().map(str::to_owned).collect()),
            Next::Broken(why) => found.push(vec![format!("! {why}")]),
        }
    }
}

#[test]
fn a_list_an_object_with_a_list_and_a_value_a_line_are_the_same_table() {
    let one = r#"{"id": 1, "from": {"number": "+1555"}, "ok": true, "end": null}"#;
    let two = r#"{"id": 2, "from": {"number": "x"}, "tags": ["a", "b"]}"#;
    let expected = (
        ["id", "from.number", "ok", "end", "tags"]
            .map(String::from)
            .to_vec(),
        vec![
            vec!["1".to_owned(), "+1555".into(), "true".into(), String::new()],
            vec![
                "2".into(),
                "x".into(),
                String::new(),
                String::new(),
                "a; b".into(),
            ],
        ],
    );
    for json in [
        format!("[{one},{two}]"),
        format!("{one}\n{two}\n"),
        format!("{one} {two}"),
        format!("{{\"records\": [{one},\n {two}], \"paging\": {{\"page\": 1, \"perPage\": 100}}}}"),
        format!("{{\"ok\": true, \"data\": {{\"calls\": [{one}, {two}], \"count\": 2}}}}"),
        format!("{{\"calls\": [{one}]}}\n{{\"calls\": [{two}]}}\n"),
        format!("[{{\"page\": 1, \"items\": [{one}]}}, {{\"page\": 2, \"items\": [{two}]}}]"),
    ] {
        assert_eq!(table(&json), expected, "{json}");
    }
}

#[test]
fn one_call_with_its_parts_is_one_record_and_its_parts_are_numbered() {
    let json = r#"{"id": "s1", "startTime": "2026-11-16T09:12:00Z", "duration": 20, "type": "Voice", "result": "ok",
        "legs": [{"startTime": "2026-11-16T09:12:00Z", "result": "a"}, {"startTime": "2026-11-16T09:12:09Z", "result": "b"}]}"#;
    let (columns, rows) = table(json);
    assert_eq!(
        columns,
        [
            "id",
            "startTime",
            "duration",
            "type",
            "result",
            "legs.1.startTime",
            "legs.1.result",
            "legs.2.startTime",
            "legs.2.result"
        ]
    );
    assert_eq!(rows.len(), 1);
    let many = format!(
        "[{{\"id\": 1, \"n\": 2, \"parts\": [{}]}}]",
        vec!["{\"x\": 1}"; 20].join(",")
    );
    assert_eq!(table(&many).0.len(), 10);
}

#[test]
fn a_list_with_times_stands_over_the_counts_around_it() {
    let json = r#"{"page": 0, "size": 50, "total": 1, "next": null, "first": "/a", "last": "/b",
        "sync": [{"at": "2026-11-16T09:12:00Z", "secs": 3}]}"#;
    assert_eq!(table(json).0, ["at", "secs"]);
    assert_eq!(table(r#"{"data": [], "total_count": 0}"#).1.len(), 1);
}

#[test]
fn numbers_stay_as_they_were_written() {
    let json = r#"[{"id": 12345678901234567890123, "ms": 1763284320123, "rate": 0.00000, "big": 1.2e10, "neg": -5}]"#;
    assert_eq!(
        table(json).1,
        [[
            "12345678901234567890123",
            "1763284320123",
            "0.00000",
            "1.2e10",
            "-5"
        ]]
    );
}

#[test]
fn texts_are_read_as_they_are_meant() {
    let json = "[{\"a\": \"x\\n\\\"y\\\" \\u00e9 \\ud83d\\ude00\", \"b\": \"tab\there\", \"c\": \"\\q\", \"d\\u00e9\": \"\"}]";
    let (columns, rows) = table(json);
    assert_eq!(columns, ["a", "b", "c", "dé"]);
    assert_eq!(rows, [["x\n\"y\" é 😀", "tab\there", "\\q", ""]]);
}

#[test]
fn what_is_no_json_costs_its_line_or_the_rest() {
    let lines = table("{\"a\":1}\n{\"a\":}\n{\"a\" 2}\nnonsense\n{\"a\":3}\n").1;
    assert_eq!(lines.len(), 5, "{lines:?}");
    assert_eq!(
        (lines[0].as_slice(), lines[4].as_slice()),
        (["1".to_owned()].as_slice(), ["3".to_owned()].as_slice())
    );
    assert!(
        lines[1][0].contains("line 2") && lines[2][0].contains("line 3"),
        "{lines:?}"
    );
    let list = table("[{\"a\":1},\n{\"a\":2,,},\n{\"a\":3}]").1;
    assert_eq!(list.len(), 2);
    assert!(
        list[1][0].contains("line 2") && list[1][0].contains("not read"),
        "{list:?}"
    );
    let cut = table("[{\"a\":1},{\"a\":\"tw").1;
    assert_eq!(cut, [["1"], ["! the file ends in the middle of it"]]);
    assert!(table(&"[".repeat(100_000)).1[0][0].contains("64 deep"));
    assert!(table(&"{\"a\":".repeat(100_000)).1[0][0].contains("64 deep"));
}

#[test]
fn what_is_too_long_is_left_out_by_itself() {
    let long = format!(
        "[{{\"a\":\"{}\"}},{{\"a\":\"x\"}}]",
        "y".repeat(2 * 1024 * 1024)
    );
    assert_eq!(table(&long).1, [["! it is longer than 1 MiB"], ["x"]]);
}

#[test]
fn an_empty_list_that_would_hold_the_records_is_told() {
    for (json, list) in [
        (
            r#"{"type": "list", "data": [], "pages": {"page": 1}}"#,
            Some("its list 'data' is empty"),
        ),
        (
            r#"{"Records": [ ], "paging": {"page": 1}}"#,
            Some("its list 'Records' is empty"),
        ),
        ("[]", Some("the list in it is empty")),
        (
            r#"{"calls": null, "page": 1}"#,
            Some("its list 'calls' is empty"),
        ),
        (
            r#"{"data": {"calls": []}}"#,
            Some("its list 'calls' is empty"),
        ),
        (r#"{"result": null, "page": 1}"#, None),
        (r#"[{"items": null}, {"items": null}]"#, None),
        (r#"{"id": 1, "tags": []}"#, None),
        (r#"[{"id": 1, "legs": {"records": []}}]"#, None),
    ] {
        let mut step = |_| ControlFlow::Continue(());
        let mut going = Going::new(&mut step, 0);
        let shape = survey(&mut Json::new(text(json)), &mut going).unwrap();
        assert_eq!(shape.empty().as_deref(), list, "{json}");
    }
}
