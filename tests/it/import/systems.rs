//! The files of phone systems, each with what it must come to, worked out by hand.

use deskside::domain::call::{Direction, Standing};
use deskside::ops::import::Options;
use deskside::ops::import::report::{LeftOut, Unknown};
use deskside::store::Store;
use deskside::store::call::{Before, list};

use super::{call, calls, fixture, import_plain, parts_desk, try_import, write};

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
