#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use crate::domain::import::profile::recognise::recognise_bare;
use crate::domain::import::row::Row;
use crate::store::testing::files_of;

#[test]
fn every_profile_of_the_folder_is_built_in_and_sound() {
    let mut ids: Vec<String> = all(None)
        .unwrap()
        .into_iter()
        .map(|profile| profile.id)
        .collect();
    ids.sort();
    assert_eq!(ids, files_of("assets/profiles"));
}

/// The profiles that rows without a header fit, and what the first of them calls the columns.
fn bare(rows: &[&str]) -> (Vec<String>, Vec<String>) {
    let rows: Vec<Row> = rows.iter().map(|row| Row::of(1, row.split(','))).collect();
    let rows: Vec<&Row> = rows.iter().collect();
    let all = all(None).unwrap();
    let fitting = recognise_bare(&all, &rows);
    let names = fitting.first().and_then(|first| first.name_columns(&rows));
    let ids = fitting.iter().map(|profile| profile.id.clone()).collect();
    (ids, names.unwrap_or_default())
}

// The extension stands in front of the lengths, and is a number as well.
#[test]
fn rows_of_the_table_cdr_without_a_header_are_told_by_their_order() {
    let rows = [
        "13/9/2026 12:24:49,\"Ben\" <105>,105,108,from-internal,SIP/105-00000045,SIP/108-00000046,Dial,SIP/108,38,32,ANSWERED,3,,1789298689.85,,,,105,Ben,,,,0,",
        "13/9/2026 12:33:01,\"Ben\" <105>,105,*60,from-internal,SIP/105-00000047,,Wait,1,27,27,ANSWERED,3,,1789299181.86,,,,105,Ben,,,,0,",
    ];
    for columns in [25, 16] {
        let cut = |row: &str| row.split(',').take(columns).collect::<Vec<_>>().join(",");
        let (ids, names) = bare(&[&cut(rows[0]), &cut(rows[1])]);
        assert_eq!(ids, ["freepbx-cdr"], "{columns}");
        for (name, at) in [
            ("src", 2),
            ("duration", 9),
            ("billsec", 10),
            ("uniqueid", 14),
        ] {
            assert_eq!(names.iter().position(|n| n == name), Some(at), "{name}");
        }
    }
}

#[test]
fn a_map_that_was_saved_is_a_profile_again() {
    let folder = tempfile::tempdir().unwrap();
    let headers = vec!["When".to_owned(), "Who".into()];
    let map = [
        (Field::At, ColumnRef::Header("When".into())),
        (Field::Rep, ColumnRef::Place(1)),
    ];
    let profile = from_map("front-desk", &map, &headers);
    save(folder.path(), &profile).unwrap();
    let all = all(Some(folder.path())).unwrap();
    assert_eq!(find(&all, "front-desk").unwrap(), profile);
    assert!(matches!(find(&all, "x"), Err(Refusal::NoProfile { .. })));
}

#[test]
fn a_faulty_profile_is_named_with_what_is_wrong_in_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("x.toml"),
        "id = \"x\"\nname = \"X\"\nnonsense = 1\n",
    )
    .unwrap();
    let fault = all(Some(folder.path())).unwrap_err().to_string();
    assert!(
        fault.contains("x.toml") && fault.contains("nonsense"),
        "{fault}"
    );
    assert!(
        check_id("aircall").is_err() && check_id("A b").is_err() && check_id("front-desk").is_ok()
    );
}
