//! `deskside summary` as the real program: formats, files, and what it refuses.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::NOW;

/// A desk that was set up and has no calls yet.
fn desk() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    deskside(&folder)
        .args([
            "init",
            "--name",
            "Calder <Truck> Parts",
            "--zone",
            "America/Chicago",
        ])
        .args(["--rep", "Dana=301", "--rep", "Luis=302"])
        .assert()
        .success();
    folder
}

fn deskside(folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskside"));
    command
        .current_dir(folder.path())
        .env("DESKSIDE_NOW", NOW)
        .env("DESKSIDE_DB", folder.path().join("desk.db"));
    command
}

fn said(command: &mut Command) -> String {
    let output = command.assert().success().get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

fn refused(command: &mut Command) -> String {
    let output = command.assert().failure().get_output().clone();
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn without_words_the_summary_of_the_week_is_markdown() {
    let folder = desk();
    let text = said(deskside(&folder).arg("summary"));
    assert!(
        text.starts_with("# Calder &lt;Truck&gt; Parts\n\nWeek 47, 16–22 November 2026\n"),
        "{text}"
    );
    assert!(text.contains("deskside import FILE"), "{text}");
}

#[test]
fn the_json_has_every_part_and_null_for_what_is_not_known() {
    let folder = desk();
    let json: Value =
        serde_json::from_str(&said(deskside(&folder).args(["summary", "--json"]))).unwrap();
    for key in [
        "week",
        "heard",
        "quality",
        "critical",
        "reps",
        "voice",
        "kpis",
        "praise",
        "commitments",
        "decisions",
        "next",
    ] {
        assert!(json.get(key).is_some(), "{key}");
    }
    assert_eq!(json["week"], "2026-W47");
    assert_eq!(json["quality"]["value"], Value::Null);
    assert_eq!(json["quality"]["confidence"], 0.95);
    assert_eq!(json["reps"][0]["rep"], "Dana");
}

#[test]
fn the_ending_of_the_file_tells_the_format() {
    let folder = desk();
    for (name, begins) in [
        ("week.html", "<!DOCTYPE html>"),
        ("week.md", "# Calder"),
        ("week.json", "{\"week\""),
    ] {
        said(deskside(&folder).args(["summary", "--out", name]));
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(text.starts_with(begins), "{name}: {text}");
    }
    let told = refused(deskside(&folder).args(["summary", "--out", "week.pdf"]));
    assert!(told.contains(".html .md .xlsx .csv .json .eml"), "{told}");
    said(deskside(&folder).args(["summary", "--out", "week", "--format", "html"]));
}

#[test]
fn the_same_week_gives_the_same_bytes() {
    let folder = desk();
    for format in ["html", "md", "json"] {
        let again = || said(deskside(&folder).args(["summary", "--format", format]));
        assert_eq!(again(), again());
    }
}

#[test]
fn a_file_is_never_overwritten_unasked_nor_through_a_link() {
    let folder = desk();
    let path = folder.path().join("week.md");
    fs::write(&path, "precious").unwrap();
    let told = refused(deskside(&folder).args(["summary", "--out", "week.md"]));
    assert!(told.contains("--force"), "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
    said(deskside(&folder).args(["summary", "--out", "week.md", "--force"]));
    assert!(fs::read_to_string(&path).unwrap().starts_with("# Calder"));
    private(&path);
}

#[cfg(unix)]
fn private(path: &Path) {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let mode = path.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let folder = path.parent().unwrap();
    symlink(folder.join("nowhere"), folder.join("dangling.md")).unwrap();
    let again = Command::new(env!("CARGO_BIN_EXE_deskside"))
        .env("DESKSIDE_DB", folder.join("desk.db"))
        .args(["summary", "--out"])
        .arg(folder.join("dangling.md"))
        .assert()
        .failure()
        .get_output()
        .clone();
    assert!(!again.stderr.is_empty() && !folder.join("nowhere").exists());
}

#[cfg(not(unix))]
fn private(_: &Path) {}

#[test]
fn what_cannot_be_meant_is_refused() {
    let folder = desk();
    refused(deskside(&folder).args(["summary", "--week", "2026-W60"]));
    refused(deskside(&folder).args(["summary", "--force"]));
    let told = refused(deskside(&folder).args(["summary", "--json", "--format", "html"]));
    assert!(told.contains("leave one out"), "{told}");
    let told = refused(deskside(&folder).args(["summary", "--out", "no/such/folder/week.md"]));
    assert!(told.contains("nothing was changed"), "{told}");
}
