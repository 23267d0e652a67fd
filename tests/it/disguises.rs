//! One list of calls in every shape in which tables of text come, each of which gives the same calls.

use std::ops::ControlFlow;
use std::sync::OnceLock;

use deskside::domain::call::Instant;
use deskside::domain::desk::Desk;
use deskside::ops::import::{self, Options, Refusal, Report};
use deskside::store::call::{Before, list};
use deskside::store::{Store, desk, rep};

const HEADER: [&str; 8] = [
    "Started",
    "Direction",
    "Agent",
    "Phone",
    "Customer",
    "Duration",
    "Outcome",
    "Notes",
];
const CUSTOMERS: [&str; 6] = [
    "Zoë Ångström",
    "Jürgen Müller",
    "Ruth Calder",
    "Omar Haddad",
    "Émile Côté",
    "Ana Peña",
];

type Rows = Vec<Vec<String>>;

fn now() -> Instant {
    "2026-11-22T10:00:00-06:00".parse().unwrap()
}

/// Twenty-four calls of four days, every fifth missed.
fn calls() -> Rows {
    (0..24)
        .map(|i| {
            let missed = i % 5 == 0;
            let secs = if missed { 0 } else { 60 + i * 13 };
            vec![
                format!(
                    "2026-11-{} {:02}:{:02}:05",
                    16 + i / 6,
                    9 + i % 6,
                    i * 7 % 60
                ),
                ["Outbound", "Inbound", "Inbound"][i % 3].into(),
                ["Dana Reyes", "Ben Okafor"][i % 2].into(),
                format!("+1 312 555 {:04}", 100 + i % 6),
                CUSTOMERS[i % 6].into(),
                secs.to_string(),
                if missed { "missed" } else { "answered" }.into(),
                ["late order", "wants a call back", "price too high", ""][i % 4].into(),
            ]
        })
        .collect()
}

fn header() -> Vec<String> {
    HEADER.map(str::to_owned).to_vec()
}

fn with_header(rows: Rows) -> Rows {
    [vec![header()], rows].concat()
}

/// The table as text: the mark between cells, whether all cells stand in quotes, the end of a line.
fn text(rows: &Rows, mark: char, quoted: bool, end: &str) -> String {
    let cell = |cell: &String| {
        if quoted || cell.contains([mark, '"', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    rows.iter()
        .map(|row| {
            row.iter()
                .map(cell)
                .collect::<Vec<_>>()
                .join(&mark.to_string())
                + end
        })
        .collect()
}

fn plain() -> String {
    text(&with_header(calls()), ',', false, "\n")
}

/// With something else in one column.
fn column(at: usize, other: impl Fn(&str) -> String) -> String {
    let mut rows = calls();
    for row in &mut rows {
        row[at] = other(&row[at]);
    }
    text(&with_header(rows), ',', false, "\n")
}

fn dates(format: &str) -> String {
    column(0, |cell| {
        let at = chrono::NaiveDateTime::parse_from_str(cell, "%Y-%m-%d %H:%M:%S").unwrap();
        at.format(format).to_string()
    })
}

fn lengths(other: impl Fn(u32) -> String) -> String {
    column(5, |cell| other(cell.parse().unwrap()))
}

/// With a line changed.
fn line(at: usize, other: impl Fn(&str) -> String) -> String {
    let quoted = text(&with_header(calls()), ',', true, "\n");
    let mut lines: Vec<String> = quoted.lines().map(str::to_owned).collect();
    lines[at] = other(&lines[at]);
    lines.join("\n")
}

/// The note of a line as the system wrote it, whatever that does to the quotes.
fn note(at: usize, written: &str) -> String {
    line(at, |line| {
        let (before, _) = line.rsplit_once(",\"").unwrap();
        format!("{before},{written}")
    })
}

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    let units = mark.into_iter().chain(text.encode_utf16());
    units
        .flat_map(|unit| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        })
        .collect()
}

fn in_page(encoding: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost);
    bytes.into_owned()
}

/// As an old Mac writes the letters of these names.
fn mac(text: &str) -> Vec<u8> {
    let letters = [
        ('ë', 0x91),
        ('Å', 0x81),
        ('ö', 0x9a),
        ('ü', 0x9f),
        ('É', 0x83),
        ('ô', 0x99),
        ('é', 0x8e),
        ('ñ', 0x96),
    ];
    text.chars()
        .map(|c| match letters.iter().find(|(letter, _)| *letter == c) {
            Some((_, byte)) => *byte,
            None => u8::try_from(c).unwrap(),
        })
        .collect()
}

/// What is stored of each call, and the report.
fn imported(bytes: &[u8]) -> anyhow::Result<(Vec<String>, Report)> {
    let store = Store::in_memory()?;
    let row = Desk {
        name: "Calder Truck Parts".into(),
        zone: "America/Chicago".into(),
        scorecard: "support".into(),
        calls_per_week: 15,
    };
    desk::add(&store, &row, now().to_utc())?;
    for name in ["Dana Reyes", "Ben Okafor"] {
        rep::add(&store, name)?;
    }
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("calls.csv");
    std::fs::write(&path, bytes)?;
    let report = import::run(&store, &path, &Options::default(), now(), &mut |_| {
        ControlFlow::Continue(())
    })?;
    let stored = list(&store, "", Before::NEWEST, 100)?;
    let told = stored.iter().map(|call| {
        format!(
            "{} {:?} {:?} {} {:?} {:?}",
            call.started_at, call.direction, call.rep, call.customer, call.talk_secs, call.standing
        )
    });
    Ok((told.collect(), report))
}

#[track_caller]
fn gives_the_same(what: &str, bytes: &[u8]) -> Report {
    static EXPECTED: OnceLock<Vec<String>> = OnceLock::new();
    let expected = EXPECTED.get_or_init(|| imported(plain().as_bytes()).unwrap().0);
    assert_eq!(expected.len(), 24);
    let (found, report) = imported(bytes).unwrap_or_else(|error| panic!("{what}: {error:#}"));
    assert_eq!(&found, expected, "{what}");
    assert_eq!(report.rejected, [], "{what}");
    report
}

#[test]
fn every_encoding_gives_the_same_calls() {
    let plain = plain();
    gives_the_same(
        "a byte order mark",
        &[b"\xef\xbb\xbf", plain.as_bytes()].concat(),
    );
    for (big, mark) in [(false, true), (true, true), (false, false), (true, false)] {
        gives_the_same(&format!("UTF-16, {big} {mark}"), &utf16(&plain, big, mark));
    }
    let tabs = text(&with_header(calls()), '\t', false, "\r\n");
    gives_the_same("Unicode text of Excel", &utf16(&tabs, false, true));
    gives_the_same("Windows-1252", &in_page(encoding_rs::WINDOWS_1252, &plain));
    gives_the_same("Windows-1254", &in_page(encoding_rs::WINDOWS_1254, &plain));
    gives_the_same("Mac", &mac(&plain));
    gives_the_same("Mac with its line ends", &mac(&plain.replace('\n', "\r")));
}

#[test]
fn one_bad_byte_costs_one_character() {
    let mut bytes = plain().into_bytes();
    let at = bytes.windows(4).position(|four| four == b"Omar").unwrap();
    bytes[at + 1] = 0xff;
    let (found, report) = imported(&bytes).unwrap();
    assert_eq!((found.len(), report.rejected.len()), (24, 0));
    assert!(found.iter().any(|call| call.contains("O\u{fffd}ar Haddad")));
}

#[test]
fn every_mark_between_cells_and_every_end_of_a_line_gives_the_same_calls() {
    let rows = with_header(calls());
    for mark in [',', ';', '\t', '|'] {
        for end in ["\n", "\r\n", "\r"] {
            for quoted in [false, true] {
                let table = text(&rows, mark, quoted, end);
                gives_the_same(&format!("{mark:?} {end:?} {quoted}"), table.as_bytes());
            }
        }
    }
    gives_the_same(
        "the last line without an end",
        plain().trim_end().as_bytes(),
    );
    let mut ends = ["\n", "\r\n", "\r"].iter().cycle();
    let mixed: String = plain()
        .lines()
        .map(|line| line.to_owned() + ends.next().unwrap())
        .collect();
    gives_the_same("mixed ends", mixed.as_bytes());
    gives_the_same(
        "Excel's own line",
        format!("sep=;\n{}", text(&rows, ';', false, "\r\n")).as_bytes(),
    );
}

#[test]
fn broken_and_missing_quotes_cost_no_row() {
    for (what, written) in [
        ("a line in a cell", "\"first line\nsecond line\""),
        ("doubled", "\"said \"\"now\"\", twice\""),
        ("never escaped", "\"said \"now\" twice\""),
        ("as dumps of MySQL have them", "\"\"\"Name\" <1115>\""),
        ("an inch", "5\" pipe"),
    ] {
        gives_the_same(what, note(4, written).as_bytes());
    }
    let never_closed = plain().replacen("late order", "\"late order", 1);
    gives_the_same("never closed", never_closed.as_bytes());
}

#[test]
fn what_stands_above_between_and_below_the_calls_is_no_call() {
    let calls = calls();
    let plain = plain();
    let page = |rows: &[Vec<String>]| text(&with_header(rows.to_vec()), ',', false, "\n");
    let second = |row: [&str; 8]| {
        let mut rows = with_header(calls.clone());
        rows.insert(1, row.map(str::to_owned).to_vec());
        text(&rows, ',', false, "\n")
    };
    let pages = [page(&calls[..8]), page(&calls[8..])];
    for (what, table) in [
        (
            "titles",
            format!("Calls of Calder Truck Parts\nFrom 11/16/2026 to 11/20/2026\n\n{plain}"),
        ),
        (
            "padded titles",
            format!("Calls of Calder,,,,,,,\nMade 2026-11-21 08:00,,,,,,,\n,,,,,,,\n{plain}"),
        ),
        (
            "a row of types",
            second([
                "DATETIME", "TEXT", "TEXT", "TEXT", "TEXT", "INTEGER", "TEXT", "TEXT",
            ]),
        ),
        (
            "a row of units",
            second(["", "", "", "", "", "(s)", "", ""]),
        ),
        ("a row of groups", format!("Call,,Who,,,How,,\n{plain}")),
        ("the header again", pages.concat()),
        (
            "titles and header again",
            format!(
                "{}\nCalls of Calder Truck Parts\nPage 2\n{}",
                pages[0], pages[1]
            ),
        ),
        ("totals", format!("{plain}Totals,24,,,,1234,,\n")),
        (
            "a total behind blanks",
            format!("{plain},,,,Total:,1234,,\n"),
        ),
        (
            "a remark",
            format!("{plain}Reporting period 2026-11-16 to 2026-11-20\n"),
        ),
        ("blank rows", plain.clone() + &",,,,,,,\n".repeat(2_000)),
        ("empty lines", plain.clone() + &"\n".repeat(2_000)),
        ("an empty line after each", plain.replace('\n', "\n\n")),
        (
            "cells that are left out at the end",
            plain
                .lines()
                .map(|line| line.trim_end_matches(',').to_owned() + "\n")
                .collect(),
        ),
        (
            "a mark too many",
            plain.lines().map(|line| line.to_owned() + ",\n").collect(),
        ),
    ] {
        gives_the_same(what, table.as_bytes());
    }
}

#[test]
fn headers_and_cells_may_be_written_in_many_ways() {
    let small = plain().replacen(&HEADER.join(","), &HEADER.join(",").to_lowercase(), 1);
    gives_the_same("small letters", small.as_bytes());
    let twice: String = plain()
        .lines()
        .map(|line| {
            format!(
                "{line},{}\n",
                if line.starts_with("Started") {
                    "Notes"
                } else {
                    "again"
                }
            )
        })
        .collect();
    gives_the_same("a header twice", twice.as_bytes());
    let padded: Rows = with_header(calls())
        .iter()
        .map(|row| row.iter().map(|cell| format!(" {cell} ")).collect())
        .collect();
    gives_the_same("blanks around", text(&padded, ',', false, "\n").as_bytes());
    gives_the_same(
        "a guard before the number",
        column(3, |cell| format!("'{cell}")).as_bytes(),
    );
    gives_the_same(
        "a formula around the number",
        column(3, |cell| format!("=\"{cell}\"")).as_bytes(),
    );
}

#[test]
fn dates_and_lengths_may_be_written_in_many_ways() {
    for format in [
        "%m/%d/%Y %H:%M:%S",
        "%d.%m.%Y %H:%M:%S",
        "%d-%m-%Y %H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%m/%d/%y %I:%M:%S %p",
        "%m/%d/%Y, %I:%M:%S\u{202f}%p",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%dT%H:%M:%S.0000000",
        "%Y-%m-%dT%H:%M:%S-06:00",
        "%a, %d %b %Y %H:%M:%S -0600",
    ] {
        gives_the_same(format, dates(format).as_bytes());
    }
    let clock = |secs: u32| format!("{}:{:02}:{:02}", secs / 3600, secs / 60 % 60, secs % 60);
    gives_the_same("H:MM:SS", lengths(clock).as_bytes());
    gives_the_same(
        "M:SS",
        lengths(|secs| format!("{}:{:02}", secs / 60, secs % 60)).as_bytes(),
    );
    gives_the_same(
        "words",
        lengths(|secs| format!("{}m {}s", secs / 60, secs % 60)).as_bytes(),
    );
    gives_the_same(
        "ISO",
        lengths(|secs| format!("PT{}M{}S", secs / 60, secs % 60)).as_bytes(),
    );
    let two = plain()
        .replacen("Started", "Date,Time", 1)
        .replace(" 0", ",0")
        .replace(" 1", ",1");
    let two: String = two
        .lines()
        .map(|line| {
            line.replace(",1,312", " 1 312")
                .replace("+1,312", "+1 312")
                .replace("555,0", "555 0")
                + "\n"
        })
        .collect();
    gives_the_same("date and time in two columns", two.as_bytes());
}

#[test]
fn without_a_header_a_map_is_proposed_and_nothing_is_written() {
    let error = imported(text(&calls(), ',', false, "\n").as_bytes()).unwrap_err();
    let refusal = error.downcast_ref::<Refusal>().unwrap();
    let Refusal::NeedsMap { why, command, .. } = refusal else {
        panic!("{refusal}");
    };
    assert!(why.contains("no header"), "{why}");
    assert!(
        command.contains("at='#1'") || command.contains("at=#1"),
        "{command}"
    );
}
