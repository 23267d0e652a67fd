#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use crate::domain::import::profile::tests::profile;

fn names(profiles: &[&Profile]) -> Vec<String> {
    profiles.iter().map(|profile| profile.id.clone()).collect()
}

#[test]
fn the_profile_with_most_matching_headers_is_taken_and_says_why() {
    let mut profiles = [
        profile("a", &["when", "who", "how long"], 2),
        profile("b", &["When", "Who", "Whom", "Cost"], 3),
        profile("own", &["when", "who"], 0),
    ];
    let cells: Vec<String> = ["when", "who", "whom", "x"].map(String::from).to_vec();
    let (best, found) = recognise(&profiles, &cells);
    assert_eq!(names(&best), ["b"]);
    assert_eq!(best[0].why(found), "3 columns match B");
    assert!(recognise(&profiles, &["when".into()]).0.is_empty());
    profiles[1].recognise.must = vec!["Cost".into()];
    assert_eq!(names(&recognise(&profiles, &cells).0), ["a"]);
}

#[test]
fn profiles_that_fit_equally_well_are_all_told() {
    let profiles = [
        profile("a", &["when", "who"], 2),
        profile("b", &["when", "who"], 2),
    ];
    let cells = ["when".to_owned(), "who".into()];
    assert_eq!(names(&recognise(&profiles, &cells).0), ["a", "b"]);
}

fn cell(name: &str, is: Kind) -> Cell {
    Cell {
        name: name.into(),
        is,
        ..Cell::default()
    }
}

#[test]
fn columns_without_a_header_are_told_by_their_places_or_by_what_they_hold() {
    let ordered = Bare {
        columns: ["who", "start", "secs", "extra"].map(String::from).to_vec(),
        fewest: Some(3),
        cells: vec![cell("start", Kind::Time), cell("secs", Kind::Number)],
    };
    let row = Row::of(1, ["301", "2026-11-16 09:12:00", "60"]);
    assert_eq!(
        ordered.name_columns(&[&row]).unwrap(),
        ["who", "start", "secs"]
    );
    let any = Bare {
        columns: Vec::new(),
        fewest: None,
        cells: ordered.cells.clone(),
    };
    let row = Row::of(1, ["60", "301", "2026-11-16 09:12:00"]);
    assert_eq!(ordered.name_columns(&[&row]), None);
    assert_eq!(any.name_columns(&[&row]).unwrap(), ["secs", "#2", "start"]);
}

#[test]
fn without_times_to_tell_the_lengths_by_they_stand_side_by_side_or_nothing_is_claimed() {
    let any = Bare {
        cells: vec![
            cell("start", Kind::Time),
            cell("whole", Kind::Span),
            cell("part", Kind::Part),
        ],
        ..Bare::default()
    };
    let row = Row::of(1, ["2026-11-16 09:12:00", "301 north", "60", "48"]);
    assert_eq!(
        any.name_columns(&[&row]).unwrap(),
        ["start", "#2", "whole", "part"]
    );
    let extension = Row::of(1, ["2026-11-16 09:12:00", "301", "north", "60", "48"]);
    assert_eq!(any.name_columns(&[&extension]), None);
}

#[test]
fn each_kind_of_cell_is_told_from_the_others() {
    for (kind, yes, no) in [
        (Kind::Line, "SIP/301-0000001a", "SIP/301&SIP/200,60,t"),
        (Kind::Line, "Local/301@q-00000003;1", "PJSIP/301"),
        (Kind::EpochId, "pbx-1764850000.17", "3125550188"),
        (Kind::EpochId, "1764850000", "1764850000.x"),
        (Kind::Caller, "\"Ruth\" <3125550188>", "Ruth"),
        (Kind::Length, "00:01:23", "2026-11-16 09:12:00"),
        (Kind::Time, "2026/2/10 22:41", "20260210"),
        (Kind::Party, "+13125550188", "SIP/301,60,\"x\""),
        (
            Kind::Uuid,
            "d80e22e0-4c15-11ea-97a0-9dd79410affb",
            "d80e22e0",
        ),
    ] {
        assert!(cell("", kind).fits(yes), "{yes}");
        assert!(!cell("", kind).fits(no), "{no}");
    }
}
