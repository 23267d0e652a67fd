//! Files of call logs go in, calls come out: every fixture with what it must come to, worked out by hand.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use deskside::domain::call::{Call, Channel, Direction, Instant, Standing};
use deskside::domain::import::field::parse_map;
use deskside::domain::import::stamp::DateOrder;
use deskside::ops::import::preview::Dates;
use deskside::ops::import::report::{LeftOut, Unknown, ZoneFrom};
use deskside::ops::import::{self, Options, Refusal, Report};
use deskside::store::call::{Before, list};
use deskside::store::{Store, intake, rep};

use crate::business::parts_dealer;

fn now() -> Instant {
    "2026-11-22T10:00:00-06:00".parse().unwrap()
}

/// A parts dealer in Chicago with two people on the phone.
fn parts_desk() -> Store {
    parts_dealer(&[("Dana Reyes", &["301"]), ("Ben Okafor", &["302"])])
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/fixtures/import")
        .join(name)
}

fn try_import(store: &Store, path: &Path, options: &Options) -> anyhow::Result<Report> {
    import::run(store, path, options, now(), &mut |_| {
        ControlFlow::Continue(())
    })
}

fn import_with(store: &Store, name: &str, options: &Options) -> Report {
    try_import(store, &fixture(name), options).unwrap()
}

fn import_plain(store: &Store, name: &str) -> Report {
    import_with(store, name, &Options::default())
}

fn refusal(store: &Store, path: &Path) -> Refusal {
    let error = try_import(store, path, &Options::default()).unwrap_err();
    let refusal = error.downcast_ref::<Refusal>().cloned();
    refusal.unwrap_or_else(|| panic!("{error:#}"))
}

/// The calls, the oldest first.
fn calls(store: &Store) -> Vec<Call> {
    let mut calls = list(store, "", Before::NEWEST, 10_000).unwrap();
    calls.reverse();
    calls
}

fn call(store: &Store, ticket: &str) -> Call {
    calls(store)
        .into_iter()
        .find(|call| call.ticket_id == ticket)
        .unwrap_or_else(|| panic!("no call {ticket}"))
}

fn maps(maps: &[&str]) -> Options {
    Options {
        map: maps.iter().map(|map| parse_map(map).unwrap()).collect(),
        ..Options::default()
    }
}

fn write(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn an_aircall_export_is_recognised_by_its_columns_and_read_by_its_utc_clock() {
    let store = parts_desk();
    let report = import_plain(&store, "aircall.csv");
    assert_eq!(report.recognised, "41 columns match Aircall");
    assert_eq!(
        (report.profile.as_str(), report.zone.as_str()),
        ("aircall", "UTC")
    );
    assert_eq!((report.rows, report.calls, report.added), (7, 7, 7));
    assert_eq!(
        report.left_out,
        LeftOut {
            unanswered: 2,
            voicemail: 1,
            menu: 0,
            no_rep: 2,
            ..LeftOut::default()
        }
    );
    assert_eq!(
        report.unknown_reps,
        [Unknown {
            written: "Priya Shah".into(),
            calls: 1
        }]
    );
    let first = call(&store, "aircall:CA01aa");
    assert_eq!(first.started_at.to_rfc3339(), "2026-11-16T09:12:00-06:00");
    assert_eq!(first.week.to_string(), "2026-W47");
    assert_eq!(
        (first.rep.as_str(), first.talk_secs),
        ("Dana Reyes", Some(200))
    );
    assert_eq!(
        (first.direction, first.standing),
        (Some(Direction::In), Standing::Handled)
    );
    assert_eq!(first.recording, "https://assets.example/CA01aa");
    assert_eq!(first.note, "Asked for the long bolts");
    let second = call(&store, "aircall:CA02bb");
    assert_eq!(
        (second.rep.as_str(), second.direction),
        ("Ben Okafor", Some(Direction::Out))
    );
    assert_eq!(
        second.customer_id, first.customer_id,
        "one line in two spellings"
    );
    assert_eq!(call(&store, "aircall:CA05ee").customer_id, None);
    assert_eq!(
        list(&store, "brakes", Before::NEWEST, 10).unwrap().len(),
        1,
        "what is not mapped can be found"
    );
}

#[test]
fn three_cx_call_reports_name_the_person_on_either_side() {
    let store = parts_desk();
    let report = import_plain(&store, "3cx.csv");
    assert_eq!(report.recognised, "9 columns match 3CX call reports");
    assert_eq!((report.rows, report.calls), (7, 5));
    assert_eq!(
        report.left_out,
        LeftOut {
            internal: 1,
            unanswered: 1,
            no_rep: 1,
            footer: 1,
            blank: 1,
            ..LeftOut::default()
        }
    );
    assert_eq!(report.rejected, []);
    assert_eq!(report.unknown_reps[0].written, "Front door (390)");
    let out = call(&store, "3cx-call-reports:0000-2");
    assert_eq!((out.rep.as_str(), out.talk_secs), ("Ben Okafor", Some(65)));
    assert_eq!(
        (out.direction, out.customer.as_str()),
        (Some(Direction::Out), "+13125550171")
    );
    assert_eq!(out.started_at.to_rfc3339(), "2026-11-16T09:40:10-06:00");
}

#[test]
fn freepbx_legs_become_calls_and_machines_are_no_talk_with_a_rep() {
    let store = parts_desk();
    let report = import_plain(&store, "freepbx-old.csv");
    assert_eq!(report.recognised, "16 columns match FreePBX CDR report");
    assert_eq!((report.rows, report.calls), (7, 6));
    assert_eq!(
        report.left_out,
        LeftOut {
            internal: 1,
            voicemail: 1,
            menu: 1,
            ..LeftOut::default()
        }
    );
    let forked = call(&store, "freepbx-cdr:1795284000.13");
    assert_eq!(
        (forked.rep.as_str(), forked.talk_secs),
        ("Dana Reyes", Some(110))
    );
    let out = call(&store, "freepbx-cdr:1795287600.20");
    assert_eq!(
        (out.rep.as_str(), out.direction),
        ("Ben Okafor", Some(Direction::Out))
    );
    assert_eq!(
        out.customer, "13125550142",
        "the caller's name beside it is the rep's"
    );
    assert_eq!(
        call(&store, "freepbx-cdr:1795273200.1").customer,
        "Ruth Calder"
    );
}

#[test]
fn a_call_handed_over_belongs_to_the_longest_answered_leg() {
    let store = parts_desk();
    let report = import_plain(&store, "freepbx-new.csv");
    assert_eq!((report.rows, report.calls), (6, 2));
    let handed = call(&store, "freepbx-cdr:1795446000.1");
    assert_eq!(
        (handed.rep.as_str(), handed.talk_secs),
        ("Ben Okafor", Some(300))
    );
    assert_eq!(handed.started_at.to_rfc3339(), "2026-11-18T09:00:00-06:00");
    assert_eq!(handed.direction, Some(Direction::In));
    assert!(handed.recording.starts_with("in-302"));
    let short = call(&store, "freepbx-cdr:1795449600.7");
    assert_eq!(
        (short.direction, short.standing, short.customer_id),
        (Some(Direction::Out), Standing::Handled, None),
        "a short number over a trunk is outside"
    );
}

#[test]
fn legs_in_two_files_come_to_the_same_call_as_in_one() {
    let text = std::fs::read_to_string(fixture("freepbx-new.csv")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let folder = tempfile::tempdir().unwrap();
    let part = |name: &str, rows: &[usize]| {
        let picked: Vec<&str> = [0].iter().chain(rows).map(|at| lines[*at]).collect();
        write(&folder, name, picked.join("\n").as_bytes())
    };
    let whole = parts_desk();
    import_plain(&whole, "freepbx-new.csv");
    for (first, second) in [
        (vec![1, 2, 3], vec![3, 4, 5, 6]),
        (vec![4, 5, 6], vec![1, 2, 3, 4]),
    ] {
        let store = parts_desk();
        try_import(&store, &part("a.csv", &first), &Options::default()).unwrap();
        try_import(&store, &part("b.csv", &second), &Options::default()).unwrap();
        let told = |store: &Store| {
            calls(store)
                .into_iter()
                .map(|c| {
                    (
                        c.ticket_id,
                        c.rep,
                        c.talk_secs,
                        c.started_at,
                        c.standing,
                        c.direction,
                    )
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(told(&store), told(&whole));
    }
}

#[test]
fn semicolons_a_code_page_days_first_and_two_columns_for_the_time() {
    let store = parts_desk();
    let report = import_plain(&store, "semicolon-cp1252.csv");
    assert_eq!((report.calls, report.dates), (2, DateOrder::Dmy));
    assert_eq!(report.unknown_reps[0].written, "Zoë Müller");
    let found = calls(&store);
    assert_eq!(
        found[0].started_at.to_rfc3339(),
        "2026-11-16T09:12:00-06:00"
    );
    assert_eq!(
        (found[0].talk_secs, found[0].direction),
        (Some(210), Some(Direction::In))
    );
    assert_eq!(found[0].customer, "Bäckerei Groß");
    assert_eq!(found[0].note, "Für Montag; zurückrufen");
    assert_eq!(
        (found[1].talk_secs, found[1].customer.as_str()),
        (Some(45), "Café Été")
    );
}

#[test]
fn utf_16_with_tabs_and_lines_that_end_in_cr_only() {
    let store = parts_desk();
    let report = import_plain(&store, "utf16.txt");
    assert_eq!((report.calls, report.dates), (2, DateOrder::Mdy));
    let found = calls(&store);
    assert_eq!(
        found[1].started_at.to_rfc3339(),
        "2026-11-16T12:05:00-06:00"
    );
    assert_eq!(
        (found[1].rep.as_str(), found[1].talk_secs),
        ("Zoë Müller", Some(65))
    );

    let store = parts_desk();
    let report = import_plain(&store, "cr-only.csv");
    assert_eq!(
        (report.rows, report.calls, report.left_out.no_rep),
        (2, 2, 0)
    );
}

#[test]
fn a_file_without_a_header_is_read_by_places() {
    let store = parts_desk();
    let options = maps(&[
        "at=#1",
        "extension=#2",
        "number=#3",
        "direction=#4",
        "duration=#5",
    ]);
    let report = import_with(&store, "no-header.csv", &options);
    assert_eq!(
        (report.rows, report.calls, report.left_out.unanswered),
        (3, 3, 1)
    );
    let found = calls(&store);
    assert_eq!(
        (found[0].rep.as_str(), found[0].talk_secs),
        ("Dana Reyes", Some(200))
    );
    assert_eq!(found[1].direction, Some(Direction::Out));
    // Here the contents tell nothing that is beyond doubt.
    let refused = refusal(&parts_desk(), &fixture("no-header.csv"));
    assert!(matches!(refused, Refusal::NeedsMap { .. }), "{refused}");
}

#[test]
fn titles_repeated_headers_totals_and_blank_rows_are_no_calls() {
    let store = parts_desk();
    let report = import_plain(&store, "titled.csv");
    assert_eq!((report.rows, report.calls), (7, 3));
    assert_eq!(
        report.left_out,
        LeftOut {
            header: 1,
            footer: 1,
            blank: 2,
            ..LeftOut::default()
        }
    );
    assert_eq!(report.dates, DateOrder::Mdy);
}

#[test]
fn a_row_of_one_cell_is_a_remark_only_below_the_last_call() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "start time,agent,duration\n2026-11-16 09:00,Dana Reyes,60\n,Ben Okafor,\n\
                2026-11-16 09:10,Dana Reyes,60\nReporting period: November,,\n";
    let report = try_import(
        &store,
        &write(&folder, "a.csv", text.as_bytes()),
        &Options::default(),
    )
    .unwrap();
    assert_eq!(
        (report.rows, report.calls, report.left_out.footer),
        (4, 2, 1)
    );
    assert_eq!(report.rejected.len(), 1);
    assert_eq!(report.rejected[0].line, 3);
}

#[test]
fn one_bad_row_costs_only_itself_and_is_named_with_its_line() {
    let store = parts_desk();
    let report = import_plain(&store, "bad-rows.csv");
    assert_eq!((report.rows, report.calls, report.added), (14, 10, 10));
    let refused: Vec<(u64, &str)> = report
        .rejected
        .iter()
        .map(|rejected| (rejected.line, rejected.reason.as_str()))
        .collect();
    assert_eq!(
        refused,
        [
            (3, "it does not say when it began"),
            (4, "'31/31/2026 99:99' is not a date and time"),
            (5, "the duration '-5' is not a length of time"),
            (10, "'2199-01-01 00:00:00' lies in the future"),
        ]
    );
    assert_eq!(
        report.left_out,
        LeftOut {
            no_rep: 2,
            unanswered: 1,
            ..LeftOut::default()
        }
    );
    let found = calls(&store);
    assert_eq!(
        (found[1].rep.as_str(), found[1].talk_secs),
        ("Dana Reyes", Some(271))
    );
    assert_eq!(found[3].customer, "Line one line \"two\", Ltd");
    assert_eq!(
        found[5].customer, "+1312***0188",
        "a masked number is kept as written"
    );
    assert_eq!(found[5].customer_id, None);
    assert_eq!(found[6].rep, "Dana Reyes");
    assert_eq!(found[7].customer, "Caf\u{fffd} Nón Zoë été");
    assert_eq!(
        (found[8].channel, found[8].standing),
        (Channel::Chat, Standing::Handled)
    );
    assert_eq!(
        list(&store, "very good", Before::NEWEST, 10).unwrap().len(),
        1
    );
}

#[test]
fn the_order_of_dates_is_asked_where_the_file_does_not_tell_and_remembered() {
    let store = parts_desk();
    let path = fixture("ambiguous.csv");
    let Refusal::NeedsDates { example, dmy, mdy } = refusal(&store, &path) else {
        panic!("the question was not asked")
    };
    assert_eq!(example, "03/04/2026 09:12");
    assert_eq!(dmy.unwrap().to_string(), "2026-04-03");
    assert_eq!(mdy.unwrap().to_string(), "2026-03-04");
    assert_eq!(calls(&store), []);
    let named = Options {
        source_name: Some("front-desk".into()),
        ..Options::default()
    };
    let told = Options {
        dates: Some(DateOrder::Dmy),
        ..named.clone()
    };
    assert_eq!(try_import(&store, &path, &told).unwrap().added, 2);
    assert_eq!(
        calls(&store)[0].started_at.to_rfc3339(),
        "2026-04-03T09:12:00-05:00"
    );
    assert_eq!(
        try_import(&store, &path, &named).unwrap().known,
        2,
        "not asked again"
    );
}

#[test]
fn hours_that_the_clock_skipped_or_showed_twice_are_settled_and_counted() {
    let store = parts_desk();
    let report = import_plain(&store, "dst.csv");
    assert_eq!((report.dst.skipped, report.dst.repeated), (1, 2));
    let times: Vec<String> = calls(&store)
        .iter()
        .map(|call| call.started_at.to_rfc3339())
        .collect();
    assert_eq!(
        times,
        [
            "2026-03-08T01:59:59-06:00",
            "2026-03-08T03:30:00-05:00",
            "2026-03-08T03:30:01-05:00",
            "2026-11-01T01:50:00-05:00",
            "2026-11-01T01:10:00-06:00",
            "2026-11-01T02:05:00-06:00",
        ]
    );
}

#[test]
fn the_same_file_twice_and_overlapping_files_add_nothing_twice() {
    let store = parts_desk();
    let first = import_plain(&store, "monday.csv");
    assert_eq!(
        (first.calls, first.added),
        (4, 4),
        "two calls that tell the same are two"
    );
    let again = import_plain(&store, "monday.csv");
    assert_eq!((again.added, again.known, again.updated), (0, 4, 0));
    let later = import_plain(&store, "monday-later.csv");
    assert_eq!((later.calls, later.added, later.known), (4, 1, 3));
    assert_eq!(calls(&store).len(), 5);
    for name in [
        "aircall.csv",
        "3cx.csv",
        "freepbx-old.csv",
        "freepbx-new.csv",
        "bad-rows.csv",
    ] {
        let added = import_plain(&store, name).added;
        let again = import_plain(&store, name);
        assert!(added > 0);
        assert_eq!((again.added, again.updated), (0, 0), "{name}");
    }
}

#[test]
fn what_changed_in_the_file_is_updated_but_never_the_week() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "call id,start time,agent,phone,duration,status,notes\nT-7,2026-11-16 00:30,Dana Reyes,3125550188,60,in-progress,x\n";
    try_import(
        &store,
        &write(&folder, "a.csv", text.as_bytes()),
        &Options::default(),
    )
    .unwrap();
    let changed = text
        .replace(",60,", ",90,")
        .replace("in-progress", "completed");
    let path = write(&folder, "b.csv", changed.as_bytes());
    let east = Options {
        zone: Some("America/New_York".into()),
        ..Options::default()
    };
    let report = try_import(&store, &path, &east).unwrap();
    assert_eq!(
        (report.added, report.updated, report.zone.as_str()),
        (0, 1, "America/New_York")
    );
    let stored = call(&store, "calls:T-7");
    assert_eq!(stored.talk_secs, Some(90));
    assert_eq!(stored.started_at.to_rfc3339(), "2026-11-16T00:30:00-05:00");
    assert_eq!(
        stored.week.to_string(),
        "2026-W47",
        "Sunday evening in Chicago, but the week was fixed"
    );
    let again = try_import(&store, &path, &Options::default()).unwrap();
    assert_eq!(
        (again.known, again.zone.as_str()),
        (1, "America/New_York"),
        "the zone is remembered"
    );
    assert_eq!(
        (report.zone_from, again.zone_from),
        (ZoneFrom::Told, ZoneFrom::Source)
    );
}

#[test]
fn an_id_that_comes_back_days_later_is_another_call() {
    let folder = tempfile::tempdir().unwrap();
    let day = |day: u32| format!("7,2026-11-{day} 09:00,Dana Reyes,3125550188,60\n");
    let file = |name: &str, days: &[u32]| {
        let rows: String = days.iter().map(|on| day(*on)).collect();
        let text = format!("ticket,start time,agent,phone,duration\n{rows}");
        write(&folder, name, text.as_bytes())
    };
    let options = maps(&[
        "source_id=ticket",
        "at=start time",
        "rep=agent",
        "number=phone",
        "duration=duration",
    ]);
    let (both, first, second) = (
        file("c.csv", &[10, 13]),
        file("a.csv", &[10]),
        file("b.csv", &[13]),
    );
    for order in [
        [&both, &first, &second],
        [&first, &second, &both],
        [&second, &both, &first],
    ] {
        let store = parts_desk();
        for path in order {
            try_import(&store, path, &options).unwrap();
        }
        let starts: Vec<String> = calls(&store)
            .iter()
            .map(|c| c.started_at.date_naive().to_string())
            .collect();
        assert_eq!(starts, ["2026-11-10", "2026-11-13"]);
        for path in order {
            let again = try_import(&store, path, &options).unwrap();
            assert_eq!((again.added, again.updated), (0, 0));
        }
    }
}

#[test]
fn an_unknown_rep_is_listed_and_given_to_a_rep_once_for_ever() {
    let store = parts_desk();
    import_plain(&store, "aircall.csv");
    assert_eq!(
        intake::unknown_reps(&store).unwrap(),
        [("Priya Shah".to_owned(), 1)]
    );
    let dana = rep::get(&store, "Dana Reyes").unwrap().id;
    assert_eq!(import::assign_rep(&store, "Priya Shah", dana).unwrap(), 1);
    let call = call(&store, "aircall:CA06ff");
    assert_eq!(
        (call.rep_id, call.standing),
        (Some(dana), Standing::Handled)
    );
    assert_eq!(intake::unknown_reps(&store).unwrap(), []);
    let again = import_plain(&store, "aircall.csv");
    assert_eq!(
        (again.known, again.updated, again.left_out.no_rep),
        (7, 0, 1)
    );
    let ben = rep::get(&store, "Ben Okafor").unwrap().id;
    assert!(import::assign_rep(&store, "Dana Reyes (301)", ben).is_err());
}

/// Two calls on a phone that names nobody.
const PHONE: &[u8] = br#"<calls count="2">
<call number="+13125550188" duration="120" date="1794841200000" type="1" contact_name="Ruth" />
<call number="+13125550199" duration="0" date="1794844800000" type="3" contact_name="(Unknown)" />
</calls>"#;

#[test]
fn the_calls_of_a_phone_that_names_nobody_are_its_owners_once_told() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder, "calls.xml", PHONE);
    let options = Options::default();
    let first = try_import(&store, &file, &options).unwrap();
    assert_eq!(
        (first.added, first.unnamed, first.left_out.no_rep),
        (2, 1, 1)
    );
    let told = Options {
        rep: Some("Dana".into()),
        ..Options::default()
    };
    assert!(try_import(&store, &file, &told).is_err(), "no such rep");
    let told = Options {
        rep: Some("Dana Reyes".into()),
        ..Options::default()
    };
    let second = try_import(&store, &file, &told).unwrap();
    assert_eq!((second.added, second.updated, second.unnamed), (0, 2, 0));
    assert!(calls(&store).iter().all(|call| call.rep == "Dana Reyes"));
    let third = try_import(&store, &file, &options).unwrap();
    assert_eq!((third.known, third.left_out.no_rep), (2, 0));
}

#[test]
fn another_reps_phone_needs_a_source_of_its_own() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder, "calls.xml", PHONE);
    let of = |name: &str| Options {
        rep: Some(name.into()),
        ..Options::default()
    };
    try_import(&store, &file, &of("Dana Reyes")).unwrap();
    let error = try_import(&store, &file, &of("Ben Okafor")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the phone 'android-calls' is Dana Reyes's"
    );
}

#[test]
fn unknown_names_become_reps_when_asked_for() {
    let store = parts_desk();
    let options = Options {
        add_reps: true,
        ..Options::default()
    };
    let report = import_with(&store, "3cx.csv", &options);
    assert_eq!(report.added_reps, ["Front door"]);
    assert_eq!((report.left_out.no_rep, report.unknown_reps.len()), (0, 0));
    assert_eq!(rep::get(&store, "390").unwrap().name, "Front door");
}

#[test]
fn a_name_that_cannot_be_a_reps_costs_no_import() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "start time,agent,duration\n2026-11-16 09:00,\"Mia\nChen\",60\n2026-11-16 09:05,Mia\u{7f}Chen,60\n\
                2026-11-16 09:10,Dana @ the desk,60\n2026-11-16 09:15,\u{1b}\u{8},60\n2026-11-16 09:20,Ben\u{1}Okafor,60\n";
    let path = write(&folder, "a.csv", text.as_bytes());
    let options = Options {
        add_reps: true,
        ..Options::default()
    };
    let report = try_import(&store, &path, &options).unwrap();
    assert_eq!(report.added, 5);
    assert_eq!(report.added_reps, ["Mia Chen", "Dana @ the desk"]);
    assert_eq!(report.left_out.no_rep, 1, "whom nobody can name");
    let ben = rep::get(&store, "Ben Okafor").unwrap().id;
    assert_eq!(calls(&store)[4].rep_id, Some(ben));
    let again = try_import(&store, &path, &options).unwrap();
    assert_eq!((again.known, again.added_reps.len()), (5, 0));
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let store = parts_desk();
    let options = Options {
        dry_run: true,
        add_reps: true,
        ..Options::default()
    };
    let tried = import_with(&store, "3cx.csv", &options);
    assert_eq!(tried.import, None);
    assert_eq!(calls(&store), []);
    assert_eq!(rep::list(&store).unwrap().len(), 2);
    assert_eq!(deskside::store::import::list(&store).unwrap(), []);
    let done = import_with(
        &store,
        "3cx.csv",
        &Options {
            dry_run: false,
            ..options
        },
    );
    assert_eq!(
        Report {
            import: done.import,
            dry_run: false,
            ..tried
        },
        done
    );
}

#[test]
fn an_import_that_is_stopped_leaves_nothing() {
    let store = parts_desk();
    let mut told = 0;
    let stopped = import::run(
        &store,
        &fixture("3cx.csv"),
        &Options::default(),
        now(),
        &mut |_| {
            told += 1;
            ControlFlow::Break(())
        },
    );
    assert_eq!(
        stopped.unwrap_err().downcast_ref::<Refusal>(),
        Some(&Refusal::Stopped)
    );
    assert_eq!(told, 1);
    assert_eq!(calls(&store), []);
}

#[test]
fn what_is_no_call_log_is_refused_with_the_reason() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, why) in [
        ("empty.csv", &b""[..], "it is empty"),
        ("book.csv", b"PK\x03\x04....", "damaged archive"),
        ("page.csv", b"<html>,<body>\n", "neither a call nor a table"),
        ("words.txt", b"hello\nworld\n", "no rows and columns"),
        (
            "header.csv",
            b"start,agent,duration\n",
            "no rows below its header",
        ),
        (
            "bad.csv",
            b"start time,agent,duration\n2026-11-16 09:00,Dana,x\n2026-11-16 09:10,Dana,y\n",
            "no column says how long",
        ),
    ] {
        let refused = refusal(&store, &write(&folder, name, bytes));
        assert!(refused.to_string().contains(why), "{name}: {refused}");
    }
    let refused = refusal(&store, &fixture("agents.csv"));
    assert!(
        matches!(&refused, Refusal::NotACallLog { why, .. } if why.contains("when a call began")),
        "{refused}"
    );
    let none_fits = maps(&["at=Calls", "rep=Agent"]);
    let error = try_import(&store, &fixture("agents.csv"), &none_fits).unwrap_err();
    assert!(
        error.to_string().contains("not one of its 2 rows"),
        "{error}"
    );
    assert!(try_import(&store, folder.path(), &Options::default()).is_err());
    assert_eq!(deskside::store::import::list(&store).unwrap(), []);
}

#[test]
fn a_map_is_proposed_where_it_is_not_beyond_doubt() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "When it was,Taker,Length in secs\n2026-11-16 09:00,D. R.,60\n";
    let Refusal::NeedsMap { why, command, .. } =
        refusal(&store, &write(&folder, "own.csv", text.as_bytes()))
    else {
        panic!("no map was asked for")
    };
    assert!(why.contains("no column says who handled a call"), "{why}");
    assert_eq!(
        command,
        "--map 'at=When it was' --map 'duration=Length in secs'"
    );
}

#[test]
fn a_map_that_was_saved_is_recognised_the_next_time() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "When it was,Taker,Length\n2026-11-16 09:00,Dana Reyes,60\n";
    let path = write(&folder, "own.csv", text.as_bytes());
    let profiles_dir = Some(folder.path().join("profiles"));
    let options = Options {
        save_profile: Some("front-desk".into()),
        profiles_dir: profiles_dir.clone(),
        ..maps(&["at=When it was", "rep=Taker", "duration=Length"])
    };
    let first = try_import(&store, &path, &options).unwrap();
    assert_eq!(
        (first.profile.as_str(), first.source.as_str()),
        ("front-desk", "front-desk")
    );
    let plain = Options {
        profiles_dir,
        ..Options::default()
    };
    let again = try_import(&store, &path, &plain).unwrap();
    assert_eq!(again.recognised, "3 columns match front-desk");
    assert_eq!((again.added, again.known), (0, 1));
}

#[test]
fn the_same_file_under_the_name_of_another_source_is_refused_unless_told() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "When it was,Taker,Length\n2026-11-16 09:00,Dana Reyes,60\n";
    let path = write(&folder, "own.csv", text.as_bytes());
    let by_map = maps(&["at=When it was", "rep=Taker", "duration=Length"]);
    try_import(&store, &path, &by_map).unwrap();
    let other = Options {
        source_name: Some("front".into()),
        ..by_map.clone()
    };
    let error = try_import(&store, &path, &other).unwrap_err().to_string();
    assert_eq!(
        error,
        "its calls are there already: it was read on 22 November 2026 as 'calls'"
    );
    let again = Options {
        again: true,
        ..other
    };
    assert_eq!(try_import(&store, &path, &again).unwrap().added, 1);
}

#[test]
fn two_profiles_that_fit_a_file_equally_well_are_named_and_none_is_taken() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "When it was,Taker,Length\n2026-11-16 09:00,Dana Reyes,60\n";
    let path = write(&folder, "own.csv", text.as_bytes());
    for id in ["one", "two"] {
        let profile = format!(
            "id = \"{id}\"\nname = \"{id}\"\n[recognise]\nneed = 3\nheaders = [\"When it was\", \"Taker\", \"Length\"]\n\
             [columns]\nat = \"When it was\"\nrep = \"Taker\"\nduration = \"Length\"\n"
        );
        write(&folder, &format!("{id}.toml"), profile.as_bytes());
    }
    let options = Options {
        profiles_dir: Some(folder.path().to_owned()),
        ..Options::default()
    };
    let error = try_import(&store, &path, &options).unwrap_err().to_string();
    assert_eq!(error, "it may be of any of these: one, two");
    let chosen = Options {
        profile: Some("two".into()),
        ..options
    };
    assert_eq!(try_import(&store, &path, &chosen).unwrap().profile, "two");
}

#[test]
fn the_history_names_each_file_with_its_report() {
    let store = parts_desk();
    let report = import_plain(&store, "aircall.csv");
    let history = deskside::store::import::list(&store).unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].file, "aircall.csv");
    assert_eq!(history[0].file_sha256.len(), 64);
    assert_eq!(history[0].report, serde_json::to_string(&report).unwrap());
    let json: serde_json::Value = serde_json::from_str(&history[0].report).unwrap();
    assert_eq!(json["left_out"]["voicemail"], 1);
    assert_eq!(json["first_at"], "2026-11-16T09:12:00-06:00");
}

#[test]
fn a_preview_shows_the_first_rows_as_they_will_be_stored() {
    let store = parts_desk();
    let shown =
        import::preview(&store, &fixture("bad-rows.csv"), &Options::default(), now()).unwrap();
    assert_eq!(
        (shown.rows.len(), shown.dates, shown.zone.as_str()),
        (10, Dates::Plain, "America/Chicago")
    );
    let first = shown.rows[0].as_ref().unwrap();
    assert_eq!(
        (first.rep.as_str(), first.standing),
        ("Dana Reyes", Standing::Handled)
    );
    assert_eq!(shown.rows[1].as_ref().unwrap_err().line, 3);
    assert_eq!(
        shown.columns[0],
        ("started_at".to_owned(), "2026-11-16 09:00:00".to_owned())
    );
    let ambiguous = import::preview(
        &store,
        &fixture("ambiguous.csv"),
        &Options::default(),
        now(),
    )
    .unwrap();
    assert_eq!(ambiguous.dates, Dates::Ask("03/04/2026 09:12".into()));
    assert_eq!(calls(&store), []);
}

#[test]
fn a_folder_stands_for_its_files_in_the_order_of_their_names() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("2026")).unwrap();
    for name in ["b.csv", "a.csv", ".hidden", "2026/c.csv"] {
        write(&folder, name, b"x");
    }
    let names: Vec<String> = import::files(folder.path())
        .unwrap()
        .iter()
        .map(|file| file.name.clone())
        .collect();
    assert_eq!(names, ["a.csv", "b.csv", "c.csv"]);
    assert!(import::files(&folder.path().join("none")).is_err());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_the_bytes_nothing_stops_the_program_and_twice_adds_nothing(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400),
        cells in "([0-9:/ ,\"\r\n-]|2026-11-16 09:00|Dana Reyes|in|,){0,60}",
        header in proptest::prelude::any::<bool>(),
    ) {
        let store = parts_desk();
        let folder = tempfile::tempdir().unwrap();
        let mut text = if header { b"start time,agent,direction,duration\n".to_vec() } else { Vec::new() };
        text.extend(if bytes.len() % 2 == 0 { bytes } else { cells.into_bytes() });
        let path = write(&folder, "any.csv", &text);
        let _ = import::preview(&store, &path, &Options::default(), now());
        let options = Options { dates: Some(DateOrder::Dmy), ..Options::default() };
        if let Ok(first) = try_import(&store, &path, &options) {
            proptest::prop_assert_eq!(first.added + first.known + first.updated, first.calls);
            let again = try_import(&store, &path, &options).unwrap();
            proptest::prop_assert_eq!(again.added, 0);
            proptest::prop_assert_eq!(again.calls, first.calls);
        }
    }
}
