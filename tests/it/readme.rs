//! The README holds true: its commands parse, its examples load, its JSON has the shape that the program prints, its
//! links lead somewhere, its key table is the app's.

mod page;

use std::collections::BTreeSet;
use std::path::Path;

use clap::{CommandFactory, Parser};
use deskside::cli::Cli;
use deskside::domain::import::profile::Profile;
use deskside::domain::scorecard::{self, Scorecard};
use deskside::ops::submit::file;
use deskside::tui::keys;
use serde_json::Value;

use page::{Page, root, words};

#[cfg(unix)]
use crate::support::Pty;

#[test]
fn every_command_line_is_one_that_deskside_takes() {
    let page = Page::read();
    let commands = page.commands();
    assert!(
        commands.len() > 40,
        "only {} commands were found",
        commands.len()
    );
    for command in commands {
        if let Err(error) = Cli::try_parse_from(words(&command)) {
            panic!("{command}\n{error}");
        }
    }
}

#[test]
fn every_command_profile_variable_and_field_is_told() {
    let page = Page::read();
    let told = page.commands();
    for command in leaves(&Cli::command()) {
        let name = format!("deskside {command}");
        let is_told = told
            .iter()
            .any(|line| *line == name || line.starts_with(&format!("{name} ")));
        assert!(is_told, "`{name}` has no example in the README");
    }
    let profiles = std::fs::read_dir(root().join("assets/profiles")).unwrap();
    let profiles = profiles.map(|entry| {
        entry
            .unwrap()
            .path()
            .file_stem()
            .unwrap()
            .to_string_lossy()
            .into_owned()
    });
    let fields = deskside::domain::import::field::Field::ALL
        .iter()
        .map(|field| field.word().to_owned());
    for word in profiles.chain(fields).chain(variables(&root().join("src"))) {
        assert!(
            page.text.contains(&format!("`{word}`")),
            "`{word}` is not in the README"
        );
    }
}

/// Every subcommand that does something by itself, with the names above it.
fn leaves(command: &clap::Command) -> Vec<String> {
    let below = command.get_subcommands().flat_map(|one| {
        let inner = leaves(one);
        let name = one.get_name().to_owned();
        if inner.is_empty() {
            vec![name]
        } else {
            inner
                .into_iter()
                .map(|leaf| format!("{name} {leaf}"))
                .collect()
        }
    });
    below.collect()
}

/// The program's own variables of the environment, wherever the source names one in quotes.
fn variables(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(variables(&path));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let names = text
            .split("\"DESKSIDE_")
            .skip(1)
            .filter_map(|rest| rest.split_once('"'));
        let is_name = |name: &str| name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        found.extend(
            names
                .filter(|(name, _)| is_name(name))
                .map(|(name, _)| format!("DESKSIDE_{name}")),
        );
    }
    found
}

#[test]
fn the_test_command_is_the_one_that_ci_runs() {
    let ci = std::fs::read_to_string(root().join(".ci/run")).unwrap();
    let (_, after) = ci
        .split_once("step \"tests, as the README says\"\n")
        .expect("the step is there");
    let run = after.lines().next().unwrap().replace(" --locked", "");
    let page = Page::read();
    assert!(
        page.blocks("sh").iter().any(|block| block.trim() == run),
        "the README does not say: {run}"
    );
}

#[test]
fn every_link_leads_to_a_file_or_a_heading() {
    let page = Page::read();
    let headings = page.headings();
    let links = page.links();
    assert!(links.len() > 15, "only {} links were found", links.len());
    for link in links {
        let there = match link.strip_prefix('#') {
            Some(heading) => headings.iter().any(|one| one == heading),
            None => link.starts_with("https://") || root().join(&link).exists(),
        };
        assert!(there, "the link {link} leads nowhere");
    }
}

const KEYS: (&str, &str) = (
    "<!-- keys: made by assets/pictures/make.sh -->\n",
    "<!-- /keys -->",
);

#[test]
fn the_key_table_is_the_apps_own() {
    let page = Page::read();
    let (before, rest) = page.text.split_once(KEYS.0).expect("the table's beginning");
    let (told, after) = rest.split_once(KEYS.1).expect("the table's end");
    let table = format!("\n{}\n", keys::markdown());
    if std::env::var_os("RENEW").is_some() {
        let text = format!("{before}{}{table}{}{after}", KEYS.0, KEYS.1);
        std::fs::write(root().join("README.md"), text).unwrap();
    } else {
        assert!(
            told == table,
            "the keys have changed: assets/pictures/make.sh renews the README's table"
        );
    }
}

#[test]
fn the_scorecard_of_the_readme_has_nothing_to_improve() {
    for toml in Page::read().blocks("toml scorecard") {
        let form = Scorecard::parse("README.md", &toml).unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(scorecard::lint(&form), []);
    }
}

#[test]
fn the_profile_and_the_answers_of_the_readme_are_read() {
    let page = Page::read();
    for toml in page.blocks("toml profile") {
        toml::from_str::<Profile>(&toml).unwrap().check().unwrap();
    }
    for json in page.blocks("json answers") {
        file::parse(&json).unwrap();
    }
}

#[test]
fn the_week_without_screens_runs_as_printed_and_answers_in_the_shapes_of_the_readme() {
    let page = Page::read();
    let folder = tempfile::tempdir().unwrap();
    let log = "assets/demo/call-log.csv";
    std::fs::create_dir_all(folder.path().join("assets/demo")).unwrap();
    std::fs::copy(root().join(log), folder.path().join(log)).unwrap();
    std::fs::write(
        folder.path().join("answers.json"),
        &page.blocks("json answers")[0],
    )
    .unwrap();

    let week = page
        .blocks("sh")
        .into_iter()
        .find(|block| block.contains("deskside init"))
        .unwrap();
    let mut shapes = page.labelled("json ");
    shapes.retain(|(name, _)| name != "answers");
    for line in week.lines() {
        let printed = run(folder.path(), line);
        let shape = shapes
            .iter()
            .enumerate()
            .filter(|(_, (name, _))| line.starts_with(&format!("deskside {name}")))
            .max_by_key(|(_, (name, _))| name.len());
        if let Some(place) = shape.map(|(place, _)| place) {
            let (name, told) = shapes.swap_remove(place);
            compare(&name, &serde_json::from_str(&told).unwrap(), &printed);
        }
    }
    for (name, told) in shapes {
        let printed = run(folder.path(), &format!("deskside {name}"));
        compare(&name, &serde_json::from_str(&told).unwrap(), &printed);
    }
}

#[test]
#[cfg(unix)]
fn the_five_minutes_on_ones_own_desk_work_as_told() {
    let folder = tempfile::tempdir().unwrap();
    let log = root().join("assets/demo/call-log.csv");
    let mut pty = Pty::app(folder.path(), &[]);
    pty.wait_for("Business");
    pty.keys("Harbor Lane Supply<Enter>Dana, Luis, Mia<C-s>");
    pty.wait_for("Harbor Lane Supply is ready");
    pty.keys("i");
    pty.wait_for("Which file?");
    pty.keys(&format!("{}<Enter>", log.display()));
    pty.wait_for("the call's own id");
    pty.keys("b");
    pty.wait_for("86 calls: 86 new");
    pty.keys("<Enter>");
    pty.wait_for("none drawn yet");
    pty.keys("d");
    pty.wait_for("Enter draws 15 calls at random");
    pty.keys("<Enter>");
    pty.wait_for("15 calls drawn at random");

    let fourteen_keys = "<Enter>yyyyyyyyyyyy<Enter>";
    pty.keys(fourteen_keys);
    pty.wait_for("Quality 100.0");
    pty.keys("<Enter>");
    pty.wait_for("0 of 8");
    pty.keys("<Esc>");
    pty.wait_for("1 of 15 drawn calls heard");
    pty.keys("3");
    pty.wait_for("Quality · Everyone");
    pty.keys("s");
    pty.wait_for("What went right");
    pty.keys("q");
    assert_eq!(pty.status(), 0);
}

/// Runs a command of the page with `--json` in that folder, and gives what it printed.
fn run(folder: &Path, line: &str) -> Value {
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_deskside"))
        .current_dir(folder)
        .env("DESKSIDE_DB", folder.join("desk.db"))
        .env("DESKSIDE_NOW", "2025-06-23T09:00:00-05:00")
        .args(&words(line)[1..])
        .arg("--json")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    // 3: done, but something needs a look.
    let is_done = matches!(output.status.code(), Some(0 | 3));
    assert!(is_done, "{line}\n{errors}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{line}: {error}"))
}

/// What the README tells is there all the way down; the program may print more. What is empty or null on either side
/// says nothing about its inside.
fn compare(place: &str, told: &Value, printed: &Value) {
    match (told, printed) {
        (Value::Object(told), Value::Object(printed)) => {
            for (key, told) in told {
                let inner = printed
                    .get(key)
                    .unwrap_or_else(|| panic!("{place} has no \"{key}\" any more"));
                compare(&format!("{place}.{key}"), told, inner);
            }
        }
        (Value::Array(told), Value::Array(printed)) => {
            if let (Some(told), Some(printed)) = (told.first(), printed.first()) {
                compare(&format!("{place}[0]"), told, printed);
            }
        }
        (Value::Null, _) | (_, Value::Null) => {}
        (told, printed) => {
            let same = std::mem::discriminant(told) == std::mem::discriminant(printed);
            assert!(
                same,
                "{place}: the README has {told}, the program prints {printed}"
            );
        }
    }
}
