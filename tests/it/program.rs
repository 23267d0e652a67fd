//! The real program, run as a command in a folder of its own at a fixed time. What the tests of the command line, of
//! faults and of whole stories share.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

use crate::support::{NOW, demo_file};

/// The week in which every test happens.
pub const WEEK: &str = "2026-W47";

/// What a command came to.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }

    /// The one JSON object on standard error, which says what went wrong.
    pub fn error(&self) -> Value {
        let told: Value =
            serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}: {}", self.err));
        told["error"].clone()
    }

    /// Both streams, as somebody at a terminal sees them.
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

/// A folder with a desk in it.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// A folder without a desk.
    pub fn nowhere() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A parts dealer in Chicago with two people on the phone.
    pub fn new() -> Self {
        let desk = Self::nowhere();
        let ran = desk.run(&[
            "init",
            "--name",
            "Calder Truck Parts",
            "--zone",
            "America/Chicago",
            "--rep",
            "Dana Reyes=301",
            "--rep",
            "Ben Okafor=302",
        ]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        desk
    }

    /// The same with the calls of [`log`] in it.
    pub fn with_calls(rows: usize) -> Self {
        let desk = Self::new();
        let file = desk.write("week.csv", &log(rows));
        let ran = desk.run(&["import", file.to_str().unwrap()]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        desk
    }

    /// The invented business with a year of calls.
    pub fn demo() -> Self {
        let desk = Self::nowhere();
        std::fs::copy(demo_file(), desk.file()).unwrap();
        desk
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The data file.
    pub fn file(&self) -> PathBuf {
        self.folder().join("desk.db")
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The program with this desk, about to be run with `args`.
    pub fn command(&self, args: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_deskside"));
        command.args(["--db", self.file().to_str().unwrap()]);
        command
            .args(args)
            .current_dir(self.folder())
            .env("DESKSIDE_NOW", NOW)
            .env("LANG", "C.UTF-8");
        for name in ["DESKSIDE_DB", "NO_COLOR", "LC_ALL", "COLUMNS"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program to its end, with nothing on standard input.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.feed(args, "")
    }

    /// The same with `input` on standard input.
    pub fn feed(&self, args: &[&str], input: &str) -> Ran {
        let output = Command::from_std(self.command(args))
            .write_stdin(input)
            .output()
            .unwrap();
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs the program, which must do it, and gives its answer.
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(&[args, &["--json"]].concat());
        assert_eq!(ran.code, Some(0), "{args:?}: {ran:?}");
        assert_eq!(ran.err, "", "{args:?}");
        ran.json()
    }

    /// Another program's connection to the data file.
    pub fn sql(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.file()).unwrap()
    }

    /// One number out of the data file.
    pub fn number(&self, sql: &str) -> i64 {
        self.sql().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// The file is whole: every page, index, check and reference.
    pub fn assert_sound(&self) {
        let conn = self.sql();
        let said: String = conn
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(said, "ok");
        let mut broken = conn.prepare("PRAGMA foreign_key_check").unwrap();
        assert!(!broken.exists([]).unwrap(), "a reference leads nowhere");
    }
}

/// A call log of the week in its plainest form: `rows` calls, five a customer, shared by the two reps, each longer than
/// a minute, no two alike.
pub fn log(rows: usize) -> String {
    let mut text = String::from("call id,started_at,agent,phone,direction,duration\n");
    for row in 0..rows {
        let (day, minute) = (16 + row % 5, row / 5 % 480);
        let rep = ["Dana Reyes", "Ben Okafor"][row % 2];
        text.push_str(&format!(
            "C{row:05},2026-11-{day} {:02}:{:02}:00,{rep},+1312555{:04},in,{}\n",
            9 + minute / 60,
            minute % 60,
            row / 5,
            90 + row % 400,
        ));
    }
    text
}

/// Asserts that `value` is an object with all these keys.
pub fn assert_keys(value: &Value, keys: &str) {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"));
    for key in keys.split_whitespace() {
        assert!(object.contains_key(key), "no key {key} in {value}");
    }
}
