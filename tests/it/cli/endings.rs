//! How a command ends: its exit code, its words on standard error, its silence.

use std::process::Stdio;

use serde_json::Value;

use crate::program::{Desk, Ran, assert_keys};

/// The error as JSON, whose three parts are told.
fn error(ran: &Ran) -> (String, String, String) {
    let error = ran.error();
    assert_keys(&error, "what where try");
    let part = |name: &str| error[name].as_str().unwrap().to_owned();
    (part("what"), part("where"), part("try"))
}

#[test]
fn a_failed_command_ends_with_1_and_says_what_to_do() {
    let desk = Desk::with_calls(10);
    let missing = desk.run(&["import", "no-such-file.csv"]);
    assert_eq!(
        (missing.code, missing.out.as_str()),
        (Some(1), ""),
        "{missing:?}"
    );
    assert!(
        missing.err.starts_with("deskside: ") && missing.err.contains("no-such-file.csv"),
        "{}",
        missing.err
    );
    for args in [
        &["draw", "show", "--json", "--week", "2026-W47"][..0],
        &["evaluate", "99", "--answers", "none.json"],
        &["evaluate", "1", "--answers", "none.json"],
        &["draw", "skip", "99", "--reason", "spam"],
        &["draw", "verify", "99"],
        &["draw", "export-frame", "99"],
        &["trends", "handle_time"],
        &["trends", "--rep", "Nobody"],
        &["trends", "--from", "2026-W47", "--to", "2026-W46"],
        &["kpi", "target", "quality", "--short", "101@2026-12-31"],
        &["summary", "--out", "week.docx"],
        &["summary", "--out", "no/such/folder/week.md"],
        &["import", "names", "Nobody", "--rep", "Nobody"],
    ] {
        if args.is_empty() {
            continue;
        }
        let ran = desk.run(&[args, &["--json"]].concat());
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(1), ""),
            "{args:?}: {ran:?}"
        );
        let (what, _, advice) = error(&ran);
        assert!(
            !what.is_empty() && !advice.is_empty(),
            "{args:?}: {}",
            ran.err
        );
        let text = desk.run(args);
        assert_eq!(text.code, Some(1));
        assert!(text.err.starts_with("deskside: "), "{}", text.err);
    }
}

#[test]
fn a_desk_that_is_not_there_is_told_and_not_made() {
    let desk = Desk::nowhere();
    let form = desk.write("form.toml", "");
    for args in [
        &["import", form.to_str().unwrap()][..],
        &["draw"],
        &["draw", "show"],
        &["trends"],
        &["summary"],
        &["kpi", "list"],
        &["rep", "list"],
        &["scorecard", "list"],
        &["evaluate", "1", "--answers", "a.json"],
        &["explain", "1"],
        &["import", "list"],
        &["import", "names"],
    ] {
        let ran = desk.run(args);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(1), ""),
            "{args:?}: {ran:?}"
        );
        assert!(ran.err.contains("deskside init"), "{args:?}: {}", ran.err);
        assert!(!desk.file().exists(), "{args:?}");
    }
    // An empty file is no desk either, and stays as it is.
    std::fs::write(desk.file(), "").unwrap();
    for args in [&["trends"][..], &["draw"], &["summary"]] {
        let ran = desk.run(args);
        assert_eq!(ran.code, Some(1), "{args:?}: {ran:?}");
        assert!(ran.err.contains("deskside init"), "{args:?}: {}", ran.err);
        assert_eq!(std::fs::metadata(desk.file()).unwrap().len(), 0, "{args:?}");
    }
}

#[test]
fn wrong_words_end_with_2() {
    let desk = Desk::new();
    for args in [
        &["nonsense"][..],
        &["import", "calls.csv", "--nonsense"],
        &["import", "calls.csv", "--map", "nonsense=Column"],
        &["import", "calls.csv", "--dates", "dym"],
        &["draw", "--week", "2026-W54"],
        &["draw", "--per-rep", "many"],
        &["draw", "skip", "1", "--reason", "bored"],
        &["trends", "--weeks", "0"],
        &["summary", "--format", "docx"],
        &["scorecard"],
        &["init"],
    ] {
        let ran = desk.run(args);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(2), ""),
            "{args:?}: {ran:?}"
        );
        let json = desk.run(&[args, &["--json"]].concat());
        assert_eq!(
            (json.code, json.out.as_str()),
            (Some(2), ""),
            "{args:?}: {json:?}"
        );
        let (what, _, advice) = error(&json);
        assert!(
            !what.is_empty() && !advice.is_empty(),
            "{args:?}: {}",
            json.err
        );
    }
    for args in [
        &["--help"][..],
        &["--version"],
        &["import", "--help"],
        &["--help", "--json"],
    ] {
        let ran = desk.run(args);
        assert_eq!(
            (ran.code, ran.err.as_str()),
            (Some(0), ""),
            "{args:?}: {ran:?}"
        );
        assert!(
            ran.out.contains("deskside") || ran.out.contains("Usage"),
            "{}",
            ran.out
        );
    }
}

#[test]
fn where_the_app_cannot_be_shown_it_ends_with_2_and_asks_nothing() {
    let desk = Desk::new();
    for args in [&[][..], &["demo"], &["score"], &["score", "--next"]] {
        let ran = desk.run(args);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(2), ""),
            "{args:?}: {ran:?}"
        );
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        assert!(!ran.err.contains('\u{1b}'));
    }
}

#[test]
fn advice_is_told_apart_from_what_happened() {
    let desk = Desk::new();
    let rows =
        "started,agent,duration\n03/04/2026 09:12,Dana Reyes,200\n03/04/2026 09:40,Dana Reyes,65\n";
    let file = desk.write("open.csv", rows);
    let ran = desk.run(&["import", file.to_str().unwrap(), "--json"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let (what, _, advice) = error(&ran);
    assert!(what.contains("day or the month"), "{what}");
    assert_eq!(advice, "say --dates dmy or --dates mdy");
    let ran = desk.run(&[
        "init", "--name", "X", "--zone", "UTC", "--rep", "D", "--json",
    ]);
    assert_eq!(error(&ran).2, "choose another with --db");
    let ran = desk.run(&["import", "nothing.csv", "--json"]);
    let (what, place, advice) = error(&ran);
    assert!(
        what.starts_with("No such file") && place.contains("nothing.csv"),
        "{what}; {place}"
    );
    assert_eq!(advice, "deskside --help");
}

#[test]
fn a_file_of_the_future_ends_with_4() {
    let desk = Desk::new();
    desk.sql().pragma_update(None, "user_version", 999).unwrap();
    for args in [
        &["summary"][..],
        &["import", "list"],
        &["init", "--name", "X", "--rep", "D"],
    ] {
        let ran = desk.run(&[args, &["--json"]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(4), ""), "{ran:?}");
        let (what, _, advice) = error(&ran);
        assert!(what.contains("newer") && what.contains("desk.db"), "{what}");
        assert_eq!(advice, "install the newer program");
    }
}

#[test]
fn quiet_prints_nothing_but_errors() {
    let desk = Desk::with_calls(10);
    let file = desk.folder().join("week.csv");
    for args in [
        &["import", file.to_str().unwrap()][..],
        &["draw"],
        &["draw", "show"],
        &["draw", "verify"],
        &["trends"],
        &["kpi", "list"],
        &["rep", "list"],
        &["import", "list"],
        &["summary", "--out", "week.md"],
    ] {
        let ran = desk.run(&[args, &["--quiet"]].concat());
        assert_eq!((ran.code, ran.all().as_str()), (Some(0), ""), "{args:?}");
    }
    let ran = desk.run(&["import", "nothing.csv", "--quiet"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(!ran.err.is_empty());
}

#[test]
fn whoever_closes_the_pipe_has_had_enough_and_that_is_no_error() {
    let desk = Desk::with_calls(10);
    desk.json(&["draw"]);
    for args in [
        &["man"][..],
        &["completions", "bash"],
        &["stat"],
        &["--help"],
        &["draw", "show"],
        &["draw", "export-frame", "1"],
        &["summary", "--format", "html"],
        &["trends", "--json"],
        &["scorecard", "export", "support"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = desk.command(args);
        let output = command
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

#[test]
fn no_colour_and_no_progress_where_nobody_looks() {
    let desk = Desk::with_calls(300);
    for args in [
        &["draw"][..],
        &["trends", "--color", "always"],
        &["import", "week.csv"],
        &["nonsense"],
    ] {
        let ran = desk.run(args);
        assert!(
            !ran.all().contains(['\u{1b}', '\r']),
            "{args:?}: {}",
            ran.all()
        );
    }
}

#[test]
fn the_time_is_fixed_by_the_environment_or_told_to_be_wrong() {
    let desk = Desk::new();
    let output = desk
        .command(&["rep", "list"])
        .env("DESKSIDE_NOW", "soon")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("DESKSIDE_NOW is 'soon'"), "{said}");
    let listed: Value = desk.json(&["import", "list"]);
    assert_eq!(listed, serde_json::json!([]));
}
