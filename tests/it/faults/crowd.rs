//! Two programs and more on one file.

use std::process::{Child, Stdio};

use deskside::store::{Patience, Store};

use crate::program::{Desk, Ran, log};
use crate::support::Fake;

fn start(desk: &Desk, args: &[&str]) -> Child {
    let mut command = desk.command(args);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn end(child: Child) -> Ran {
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn programs_that_read_the_same_file_at_once_add_every_call_once() {
    let desk = Desk::new();
    let file = desk.write("calls.csv", &log(3_000));
    let args = ["import", file.to_str().unwrap(), "--json"];
    let children: Vec<Child> = (0..4).map(|_| start(&desk, &args)).collect();
    let mut added = 0;
    for ran in children.into_iter().map(end) {
        match ran.code {
            Some(0) => added += ran.json()[0]["added"].as_i64().unwrap(),
            Some(4) => assert!(ran.err.contains("busy"), "{}", ran.err),
            _ => panic!("{ran:?}"),
        }
    }
    assert_eq!(added, 3_000);
    assert_eq!(desk.number("SELECT count(*) FROM call"), 3_000);
    assert_eq!(desk.number("SELECT count(*) FROM customer"), 600);
    desk.assert_sound();
}

#[test]
fn a_week_drawn_by_two_at_once_is_drawn_once() {
    let desk = Desk::with_calls(60);
    let args = ["draw", "--per-rep", "5", "--json"];
    let children: Vec<Child> = (0..4).map(|_| start(&desk, &args)).collect();
    let shown: Vec<Ran> = children.into_iter().map(end).collect();
    for ran in &shown {
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert_eq!(ran.json(), shown[0].json());
    }
    assert_eq!(desk.number("SELECT count(*) FROM draw"), 2);
    assert_eq!(desk.number("SELECT count(*) FROM pick"), 10);
}

#[test]
fn a_desk_set_up_by_two_at_once_is_set_up_once() {
    let desk = Desk::nowhere();
    let args = [
        "init",
        "--name",
        "Calder Truck Parts",
        "--zone",
        "UTC",
        "--rep",
        "Dana",
    ];
    let children: Vec<Child> = (0..4).map(|_| start(&desk, &args)).collect();
    let mut done = 0;
    for ran in children.into_iter().map(end) {
        match ran.code {
            Some(0) => done += 1,
            Some(1) => assert!(
                ran.err.contains("Calder Truck Parts already"),
                "{}",
                ran.err
            ),
            Some(4) => assert!(ran.err.contains("busy"), "{}", ran.err),
            _ => panic!("{ran:?}"),
        }
    }
    assert_eq!(done, 1);
    assert_eq!(desk.number("SELECT count(*) FROM rep"), 1);
    desk.assert_sound();
}

#[test]
fn a_call_scored_by_two_at_once_is_one_evaluation_in_its_versions() {
    let desk = Desk::with_calls(10);
    desk.json(&["draw", "--per-rep", "1"]);
    let call = desk.json(&["draw", "show"])["draws"][0]["picks"][0]["call"].to_string();
    let answers = r#"{"answers": {"let_finish": "yes", "found_need": "yes", "went_wrong": "no", "verified_account": "yes",
        "correct_info": "yes", "tied_solution": "yes", "solved": "yes", "referral": "na"}}"#;
    let file = desk.write("answers.json", answers);
    let args = [
        "evaluate",
        &call,
        "--answers",
        file.to_str().unwrap(),
        "--json",
    ];
    let children: Vec<Child> = (0..4).map(|_| start(&desk, &args)).collect();
    let mut versions: Vec<i64> = Vec::new();
    for ran in children.into_iter().map(end) {
        match ran.code {
            Some(0) => versions.push(ran.json()["version"].as_i64().unwrap()),
            Some(4) => assert!(ran.err.contains("busy"), "{}", ran.err),
            _ => panic!("{ran:?}"),
        }
    }
    versions.sort_unstable();
    let expected: Vec<i64> = (1..=versions.len() as i64).collect();
    assert_eq!(versions, expected);
    assert_eq!(
        desk.number("SELECT count(*) FROM evaluation WHERE latest = 1"),
        1
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM evaluation"),
        versions.len() as i64
    );
}

#[test]
fn a_form_open_in_two_windows_tells_the_second_what_the_first_wrote() {
    let desk = Desk::with_calls(10);
    desk.json(&["draw", "--per-rep", "1"]);
    let open = || Store::open(&desk.file(), Patience::Screen).unwrap();
    let (left, right) = (open(), open());
    let mut left = Fake::new(&left, &desk.file(), 80, 24);
    let mut right = Fake::new(&right, &desk.file(), 80, 24);
    left.keys("<Enter>");
    right.keys("<Enter>");
    left.keys("y");
    right.keys("n");
    assert!(right.text().contains("another window"), "{}", right.text());
    assert!(right.text().contains("1 of 8"), "{}", right.text());
    right.keys("kn");
    assert!(right.text().contains("1 of 8"), "{}", right.text());
    left.keys("ynyyyyy");
    assert!(
        left.text().contains("Everything is answered"),
        "{}",
        left.text()
    );
    left.keys("<Enter>");
    assert!(left.text().contains("another window"), "{}", left.text());
    left.keys("<Enter>");
    assert!(left.text().contains("Quality"), "{}", left.text());
    right.keys("y");
    assert!(
        right.text().contains("submitted meanwhile"),
        "{}",
        right.text()
    );
    assert_eq!(desk.json(&["explain", "1"])["lines"][0]["answer"], "no");
}

#[test]
fn reading_goes_on_while_another_program_writes() {
    let desk = Desk::with_calls(20);
    desk.json(&["draw"]);
    let writer = desk.sql();
    writer
        .execute_batch("BEGIN IMMEDIATE; DELETE FROM setting")
        .unwrap();
    for args in [
        &["draw", "show"][..],
        &["trends"],
        &["summary"],
        &["draw", "verify"],
        &["rep", "list"],
    ] {
        let ran = desk.run(args);
        assert_eq!(
            (ran.code, ran.err.as_str()),
            (Some(0), ""),
            "{args:?}: {ran:?}"
        );
    }
    writer.execute_batch("ROLLBACK").unwrap();
}

#[test]
#[ignore = "slow: run by .ci/run"]
fn a_file_that_stays_locked_is_told_to_be_busy() {
    let desk = Desk::with_calls(20);
    let file = desk.folder().join("week.csv");
    let writer = desk.sql();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    for args in [
        &["import", file.to_str().unwrap()][..],
        &["draw"],
        &["rep", "add", "Mia"],
    ] {
        let ran = desk.run(&[args, &["--json"]].concat());
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(4), ""),
            "{args:?}: {ran:?}"
        );
        let what = ran.error()["what"].as_str().unwrap().to_owned();
        assert!(
            what.contains("busy") && what.contains("another program"),
            "{what}"
        );
    }
    writer.execute_batch("ROLLBACK").unwrap();
    assert_eq!(desk.run(&["draw"]).code, Some(0));
}

#[test]
fn a_lock_that_is_let_go_is_waited_for() {
    let desk = Desk::with_calls(20);
    let writer = desk.sql();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let child = start(&desk, &["rep", "add", "Mia"]);
    std::thread::sleep(std::time::Duration::from_millis(400));
    writer.execute_batch("COMMIT").unwrap();
    let ran = end(child);
    assert_eq!(ran.code, Some(0), "{ran:?}");
}
