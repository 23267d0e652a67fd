//! The documents that leave the desk, read back by other programs' readers: types, escapes, the same bytes again. What
//! needs a browser or an office program stands in `documents/looked_at` and is run by the slower suites.

mod looked_at;

use std::collections::BTreeMap;
use std::path::PathBuf;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::json;

use crate::program::Desk;

/// Names and words that somebody may try.
const HOSTILE: &[&str] = &[
    "=HYPERLINK(\"http://x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\u{1b}[31mred\u{1b}]0;title\u{7}",
    "\u{202e}drawkcab\u{202c}",
    "שלום עולם",
    "👩‍👩‍👧‍👦 😀",
    "\u{fffe}\u{ffff}\u{0}x",
    "Subject: x\r\nBcc: y",
];

/// A desk on which each hostile text is a rep, a customer, a theme, a quote, a comment and a moment of one scored call.
fn hostile() -> Desk {
    let desk = Desk::new();
    let long = "W".repeat(300);
    let texts: Vec<&str> = HOSTILE.iter().copied().chain([long.as_str()]).collect();
    let mut log = csv::Writer::from_writer(Vec::new());
    log.write_record([
        "call id",
        "started_at",
        "agent",
        "customer",
        "direction",
        "duration",
    ])
    .unwrap();
    for (at, text) in texts.iter().enumerate() {
        let rep = if at < 6 {
            format!("{text} {at}")
        } else {
            "Dana Reyes".into()
        };
        let started = format!("2026-11-16 10:{at:02}:00");
        log.write_record([&format!("C{at:05}"), &started, &rep, *text, "in", "240"])
            .unwrap();
    }
    let file = desk.write(
        "log.csv",
        &String::from_utf8(log.into_inner().unwrap()).unwrap(),
    );
    let ran = desk.run(&["import", file.to_str().unwrap()]);
    assert!(matches!(ran.code, Some(0 | 3)), "{ran:?}");
    for (at, text) in texts.iter().enumerate().take(6) {
        let name = format!("{text} {at}");
        desk.run(&["rep", "add", "--", &name]);
    }
    let text = |at: usize| texts[at % texts.len()];
    for at in 0..texts.len() {
        let answers = json!({
            "answers": {"let_finish": "yes", "found_need": "no", "went_wrong": "no", "verified_account": "yes",
                "correct_info": "yes", "tied_solution": "yes", "solved": "yes", "referral": "no"},
            "comments": {"found_need": text(at)},
            "moments": [{"at_secs": 41, "kind": "praise", "text": text(at + 1)}],
            "voice": [{"theme": format!("{} theme", text(at + 2)), "cause": "promise", "quote": text(at + 3)}],
            "lane": "targeted",
        });
        let file = desk.write("answers.json", &answers.to_string());
        let ran = desk.run(&[
            "evaluate",
            &format!("C{at:05}"),
            "--answers",
            file.to_str().unwrap(),
        ]);
        assert!(matches!(ran.code, Some(0 | 1)), "{ran:?}");
    }
    assert!(desk.number("SELECT count(*) FROM evaluation WHERE state = 'submitted'") >= 6);
    desk
}

fn written(desk: &Desk, name: &str) -> PathBuf {
    let ran = desk.run(&[
        "summary", "--week", "2026-W47", "--names", "--out", name, "--force",
    ]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    desk.folder().join(name)
}

fn sheets(path: &PathBuf) -> BTreeMap<String, Vec<Vec<Data>>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let names = book.sheet_names();
    let rows = |name: &String, book: &mut Xlsx<_>| {
        let range = book.worksheet_range(name).unwrap();
        range.rows().map(<[Data]>::to_vec).collect()
    };
    names
        .into_iter()
        .map(|name| (name.clone(), rows(&name, &mut book)))
        .collect()
}

/// The cells under a heading.
fn column<'a>(rows: &'a [Vec<Data>], heading: &str) -> Vec<&'a Data> {
    let at = rows[0]
        .iter()
        .position(|cell| *cell == Data::String(heading.into()))
        .unwrap();
    rows[1..].iter().map(|row| &row[at]).collect()
}

#[test]
fn a_workbook_has_a_sheet_for_each_part_and_real_types() {
    let desk = Desk::demo();
    let sheets = sheets(&written(&desk, "week.xlsx"));
    let names: Vec<&str> = sheets.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["Answers", "Evaluations", "KPIs", "Summary", "Voices"]
    );
    let heard = desk.number("SELECT count(*) FROM evaluation WHERE week = 202647 AND latest = 1");
    let evaluations = &sheets["Evaluations"];
    assert_eq!(evaluations.len() as i64, heard + 1);
    assert!(
        column(evaluations, "at")
            .iter()
            .all(|cell| matches!(cell, Data::DateTime(_)))
    );
    assert!(
        column(evaluations, "quality")
            .iter()
            .all(|cell| matches!(cell, Data::Float(_) | Data::Empty))
    );
    assert!(
        column(evaluations, "solved")
            .iter()
            .all(|cell| matches!(cell, Data::Bool(_) | Data::Empty))
    );
    let answers = desk.number(
        "SELECT count(*) FROM answer a JOIN evaluation e ON e.id = a.evaluation_id
         WHERE e.week = 202647 AND e.latest = 1 AND a.value IS NOT NULL",
    );
    assert_eq!(sheets["Answers"].len() as i64, answers + 1);
    assert!(
        column(&sheets["KPIs"], "from")
            .iter()
            .all(|cell| matches!(cell, Data::DateTime(_)))
    );
    let json = desk.json(&["summary", "--week", "2026-W47"]);
    let row = sheets["Summary"]
        .iter()
        .find(|row| row[0] == Data::String("quality".into()))
        .unwrap();
    assert_eq!(
        row[3],
        Data::Float(json["quality"]["value"].as_f64().unwrap())
    );
}

#[test]
fn a_csv_says_the_numbers_of_the_page() {
    let desk = Desk::demo();
    let json = desk.json(&["summary", "--week", "2026-W47"]);
    let mut rows = csv::Reader::from_path(written(&desk, "week.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| &row[0] == "quality").unwrap();
    let value: f64 = row[3].parse().unwrap();
    assert!((value - json["quality"]["value"].as_f64().unwrap()).abs() < 1e-6);
    assert_eq!(row[6], json["quality"]["n"].to_string());
}

#[test]
fn the_same_week_gives_the_same_bytes_in_every_format() {
    let desk = Desk::demo();
    for ending in ["html", "md", "xlsx", "csv", "json", "eml"] {
        let bytes =
            |name: &str| std::fs::read(written(&desk, &format!("{name}.{ending}"))).unwrap();
        assert!(bytes("one") == bytes("two"), "{ending}");
    }
}

#[test]
fn hostile_words_are_only_words_in_a_workbook_and_in_csv() {
    let desk = hostile();
    for (name, rows) in sheets(&written(&desk, "week.xlsx")) {
        for cell in rows.iter().flatten() {
            assert!(!matches!(cell, Data::Error(_)), "{name}: {cell:?}");
        }
    }
    let mut book: Xlsx<_> = open_workbook(written(&desk, "week.xlsx")).unwrap();
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name}");
    }
    let mut rows = csv::Reader::from_path(written(&desk, "week.csv")).unwrap();
    for row in rows.records().map(Result::unwrap) {
        for field in &row {
            let starts = field.starts_with(['=', '+', '-', '@']);
            assert!(!starts || field.parse::<f64>().is_ok(), "{field}");
            assert!(!field.contains(char::is_control), "{field:?}");
        }
    }
}

#[test]
fn a_mail_is_unsent_and_holds_the_text_and_the_page() {
    for desk in [Desk::demo(), hostile()] {
        let mail = std::fs::read_to_string(written(&desk, "week.eml")).unwrap();
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> = head
            .lines()
            .filter(|line| !line.starts_with(' '))
            .filter_map(|line| line.split_once(':'))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(
            names,
            [
                "X-Unsent",
                "Subject",
                "Date",
                "Message-ID",
                "MIME-Version",
                "Content-Type"
            ]
        );
        assert!(mail.is_ascii() && mail.lines().all(|line| line.len() <= 998));
        for kind in ["text/plain", "text/html", "attachment"] {
            assert!(body.contains(kind), "{kind}");
        }
    }
}

#[test]
fn a_workbook_is_not_poured_into_a_terminal_nor_named_after_nothing() {
    let desk = Desk::new();
    let ran = desk.run(&["summary", "--out", "week.pdf"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains(".html .md .xlsx .csv .json .eml"),
        "{ran:?}"
    );
}

#[test]
fn a_page_since_the_last_one_starts_where_that_ended() {
    let desk = Desk::demo();
    let page = |week: &str, since: &str| desk.json(&["summary", "--week", week, "--since", since]);
    assert_eq!(page("2026-W46", "last")["since"], serde_json::Value::Null);
    desk.run(&["summary", "--week", "2026-W44", "--out", "w44.md"]);
    let three = page("2026-W47", "last");
    assert_eq!(
        (&three["since"], &three["from_on"]),
        (&json!("2026-W45"), &json!("2026-11-02"))
    );
    let each = |key: &str| -> i64 {
        let weeks = ["2026-W45", "2026-W46", "2026-W47"];
        let one = |week: &&str| {
            desk.json(&["summary", "--week", week])
                .pointer(key)
                .and_then(serde_json::Value::as_i64)
                .unwrap()
        };
        weeks.iter().map(one).sum()
    };
    for key in [
        "/heard/scored",
        "/heard/handled",
        "/heard/skipped",
        "/critical/calls",
        "/critical/classes/0/errors",
    ] {
        assert_eq!(three.pointer(key), Some(&json!(each(key))), "{key}");
    }
    assert_eq!(three["quality"], page("2026-W47", "2026-W47")["quality"]);
    let heads: Vec<String> = three["voice"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["theme"].to_string())
        .collect();
    let mut once = heads.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), heads.len(), "{heads:?}");
    // A page of an earlier week moves nothing back.
    desk.run(&["summary", "--week", "2026-W40", "--out", "w40.md"]);
    assert_eq!(page("2026-W47", "last")["since"], "2026-W45");
    let text = desk.run(&["summary", "--since", "last"]).out;
    assert!(
        text.contains("Weeks 45 to 47, 2–22 November 2026"),
        "{text}"
    );
    let ran = desk.run(&["summary", "--week", "2026-W40", "--since", "2026-W41"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
}
