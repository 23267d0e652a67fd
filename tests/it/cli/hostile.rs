//! Hostile text in every column of a call log and in everything an owner may type: none of it reaches a terminal, makes
//! an element of the weekly page, or makes a frame do anything but repeat its draw.

use serde_json::json;

use super::proof::{is_as_drawn, repeat};
use crate::program::Desk;

/// What is tried, each followed by a word that tells where it was: sequences that a terminal obeys, marks that reorder
/// a line or take no room, formulas, HTML, Markdown, Python, shell.
const HOSTILE: &[&str] = &[
    "\u{1b}]0;title\u{7}",
    "\u{1b}[31m\u{1b}[2J\u{1b}[?1049h",
    "\u{1b}]8;;file:///etc\u{1b}\\link\u{1b}]52;c;aGk=\u{7}",
    "\u{1b}P+q544e\u{1b}\\\u{1b}c\u{1b}_x\u{1b}\\",
    "\u{9b}31m\u{90}x\u{9c}\u{9d}0;x\u{9c}\u{7f}\u{8}\u{e}",
    "\u{202e}drawkcab\u{202c}\u{2066}x\u{2069}\u{61c}",
    "\u{200b}\u{200d}\u{feff}e\u{301}\u{301}\u{301}",
    "=HYPERLINK(0)",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "-2+3",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</style></svg><b onclick='x'>&amp;",
    "{{ 7 * 7 }}{% raw %}",
    "![x](file:///x) [y](x) | # * `",
    "\"\"\"); import os; os.abort() #",
    "$(touch owned); `touch owned` ' ; touch owned",
    "#| open('owned','w')",
    "'; DROP TABLE call; --",
    "\r\n#| open('owned','w')\n# x",
];

/// What a terminal would obey, or what would reorder or hide a line. Joiners between letters are part of many scripts.
fn harm(text: &str) -> Option<char> {
    text.chars().find(|c| {
        (c.is_control() && !"\n\t".contains(*c))
            || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    })
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A log of two reps, whose every other cell holds one of `texts`, under a header that does too.
fn log(texts: &[&str]) -> String {
    let text = |at: usize| texts[at % texts.len()];
    let head = format!(
        "call id,started,agent,customer,phone,queue,status,recording,notes,{},duration\n",
        quoted(text(0))
    );
    let row = |at: usize| {
        let rep = match at % 3 {
            0 => "Dana Reyes".to_owned(),
            1 => "Ben Okafor".to_owned(),
            _ => quoted(&format!("{} rep", text(at / 3))),
        };
        let told = |what: &str, by: usize| quoted(&format!("{}{what}{at}", text(at / 3 + by)));
        let cells = [
            told("id", 0),
            format!("2026-11-{} 09:{:02}", 16 + at % 5, at % 60),
            rep,
            told("customer", 1),
            format!("+1312555{at:04}"),
            told("queue", 2),
            told("status", 3),
            told("recording", 4),
            told("note", 5),
            told("extra", 6),
            (90 + at).to_string(),
        ];
        cells.join(",") + "\n"
    };
    head + &(0..3 * texts.len()).map(row).collect::<String>()
}

/// A desk on which `texts` stand wherever a file or an owner may put them.
fn desk(texts: &[&str]) -> Desk {
    let desk = Desk::new();
    let file = desk.write("calls.csv", &log(texts));
    let map = [
        "call id",
        "started",
        "agent",
        "customer",
        "phone",
        "queue",
        "status",
        "recording",
        "notes",
        "duration",
    ];
    let fields = [
        "source_id",
        "at",
        "rep",
        "customer",
        "number",
        "queue",
        "status",
        "recording",
        "note",
        "duration",
    ];
    let mut args = vec![
        "import".to_owned(),
        file.to_str().unwrap().to_owned(),
        "--add-reps".to_owned(),
    ];
    for (field, column) in fields.iter().zip(map) {
        args.extend(["--map".to_owned(), format!("{field}={column}")]);
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let ran = desk.run(&args);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(harm(&ran.all()), None, "{:?}", ran.out);
    desk.json(&["draw", "--per-rep", "4", "--seed", texts[0]]);
    let answers = |at: usize| {
        let text = |by: usize| texts[(at + by) % texts.len()];
        json!({
            "answers": {"let_finish": "yes", "found_need": "yes", "went_wrong": "no", "verified_account": "no",
                "correct_info": "no", "tied_solution": "yes", "solved": "yes", "referral": "no"},
            "comments": {"found_need": text(0)},
            "moments": [{"at_secs": 1, "kind": "praise", "text": text(1)}],
            "voice": [{"theme": format!("{} theme", text(2)), "cause": "rep", "quote": text(3)}],
        })
    };
    let picks = desk.json(&["draw", "show"])["draws"]
        .as_array()
        .unwrap()
        .clone();
    let picks = picks
        .iter()
        .flat_map(|draw| draw["picks"].as_array().unwrap());
    for (at, pick) in picks.take(texts.len()).enumerate() {
        let file = desk.write("answers.json", &answers(at).to_string());
        desk.json(&[
            "evaluate",
            &pick["call"].to_string(),
            "--answers",
            file.to_str().unwrap(),
        ]);
    }
    desk
}

/// Every element and attribute of a page, in order, without what stands in them.
fn elements(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').expect("an end of the element");
        let mut name = String::new();
        let mut in_value = false;
        for c in tag.chars() {
            match c {
                '"' => in_value = !in_value,
                c if !in_value => name.push(c),
                _ => {}
            }
        }
        found.push(name);
    }
    found
}

#[test]
fn hostile_text_never_reaches_the_terminal() {
    let desk = desk(HOSTILE);
    let pick = desk.json(&["draw", "show"])["draws"][0]["picks"][3]["pick"].to_string();
    let name = desk.write(&format!("{}x.csv", HOSTILE[0]), "no log");
    let name = name.to_str().unwrap();
    for args in [
        &["import", "list"][..],
        &["import", "names"],
        &["draw", "show"],
        &["draw", "verify"],
        &[
            "draw", "skip", &pick, "--reason", "other", "--note", HOSTILE[1],
        ],
        &["rep", "list"],
        &["trends"],
        &["explain", "1"],
        &["summary"],
        &["summary", "--names"],
        &["summary", "--format", "html", "--names"],
        &["scorecard", "list"],
        &["import", name],
        &["import", HOSTILE[2]],
        &["rep", "retire", HOSTILE[3]],
        &["evaluate", HOSTILE[4], "--answers", name],
        &["evaluate", "1", "--answers", HOSTILE[1]],
        &["scorecard", "show", HOSTILE[5]],
        &["kpi", "target", HOSTILE[0], "--short", "1@2026-12-31"],
        &["trends", HOSTILE[6]],
        &["summary", "--out", HOSTILE[1]],
        &["stat", HOSTILE[0]],
        &["import", "calls.csv", "--map", HOSTILE[4]],
        &["import", "calls.csv", "--profile", HOSTILE[4]],
        &["import", "calls.csv", "--zone", HOSTILE[4]],
        &["draw", "--week", HOSTILE[4]],
        &[HOSTILE[0]],
    ] {
        for ran in [desk.run(args), desk.run(&[args, &["--json"]].concat())] {
            assert_eq!(harm(&ran.all()), None, "{args:?}: {:?}", ran.all());
        }
    }
    let output = desk
        .command(&["rep", "list"])
        .env("DESKSIDE_NOW", HOSTILE[1])
        .output()
        .unwrap();
    assert_eq!(harm(&String::from_utf8(output.stderr).unwrap()), None);
    assert_eq!(
        desk.number("SELECT count(*) FROM call"),
        3 * HOSTILE.len() as i64
    );
    let kept = desk.number(&format!(
        "SELECT count(*) FROM call WHERE note LIKE '{}%'",
        HOSTILE[0]
    ));
    assert!(kept > 0, "text is stored as it came");
}

#[test]
fn hostile_text_makes_no_element_of_the_weekly_page() {
    // The same business with harmless words: the page must be built of the same elements. Spaces are kept apart, for
    // the page tells two empty texts from two full ones.
    let tame: Vec<String> = (0..HOSTILE.len()).map(|at| format!("word{at}")).collect();
    let tame: Vec<&str> = tame.iter().map(String::as_str).collect();
    let page = |texts: &[&str]| {
        let ran = desk(texts).run(&["summary", "--format", "html", "--names"]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        ran.out
    };
    let (hostile, tame) = (page(HOSTILE), page(&tame));
    assert!(
        hostile.contains("&lt;script&gt;"),
        "the words are there, as words"
    );
    let (mut hostile, mut tame) = (elements(&hostile), elements(&tame));
    hostile.sort();
    hostile.dedup();
    tame.sort();
    tame.dedup();
    assert_eq!(hostile, tame);
}

#[test]
fn a_frame_of_hostile_ids_does_nothing_but_repeat_its_draw() {
    let desk = desk(HOSTILE);
    let draws = desk.json(&["draw", "show"])["draws"]
        .as_array()
        .unwrap()
        .clone();
    assert!(draws.len() > 10);
    for draw in draws {
        let frame = desk.run(&["draw", "export-frame", &draw["draw"].to_string()]);
        assert_eq!(frame.code, Some(0), "{frame:?}");
        let controls = frame.out.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(controls, None, "{:?}", frame.out);
        let said = repeat(&desk, &frame.out);
        assert!(is_as_drawn(&said), "{said}");
    }
    let owned = desk.folder().join("owned");
    assert!(!owned.exists() && !desk.folder().join("frame.csv.owned").exists());
}
