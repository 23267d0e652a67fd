//! Whole stories with the real program in a real terminal, told by keys: what an owner does, from the first run to the
//! first score, and what is left when the program is killed in the middle of it.

use std::path::Path;

use rustix::process::Signal;
use serde_json::json;

use crate::program::{Desk, log};
use crate::support::{Pty, deskside, environment};

/// A desk on which two calls of each rep wait to be heard.
fn drawn() -> Desk {
    let desk = Desk::with_calls(30);
    desk.json(&["draw", "--per-rep", "2", "--seed", "5eed"]);
    desk
}

/// The app on that desk, its list in sight.
fn open(desk: &Desk) -> Pty {
    let mut pty = Pty::app(desk.folder(), &[]);
    pty.wait_for("To hear this week");
    pty
}

/// How many questions the form shows as answered, and of how many.
fn answered(text: &str) -> Option<(i64, i64)> {
    let mut words = text.split_whitespace().rev().collect::<Vec<_>>();
    words.reverse();
    words.windows(3).find_map(|words| match words {
        [done, "of", all] => Some((done.parse().ok()?, all.parse().ok()?)),
        _ => None,
    })
}

const ANSWERS: &str = "SELECT count(*) FROM answer WHERE value IS NOT NULL";

#[test]
fn a_call_of_twelve_questions_is_scored_in_fourteen_keys() {
    let desk = drawn();
    let mut pty = open(&desk);
    let mut keys = vec!["<Enter>"];
    keys.extend(["y", "y", "y", "n", "y", "x", "y", "y", "y", "n", "y", "n"]);
    keys.push("<Enter>");
    assert_eq!(keys.len(), 14);
    for key in &keys[..13] {
        pty.keys(key);
    }
    pty.wait_for("Everything is answered");
    assert!(!pty.text().contains("Quality"), "{}", pty.text());
    pty.keys(keys[13]);
    pty.wait_for("Quality");
    assert_eq!(
        desk.number(
            "SELECT count(*) FROM evaluation WHERE state = 'submitted' AND lane = 'random'"
        ),
        1
    );
    assert_eq!(desk.number(ANSWERS), 12);
    let told = desk.json(&["explain", "1"]);
    assert_eq!(told["lines"].as_array().unwrap().len(), 12);
    // 5 + 7 + 2 + 2 of 5 + 7 + 2 + 2 + 2 + 8 + 3; the step that was n/a counts on neither side.
    assert_eq!(
        (&told["earned"], &told["applicable"]),
        (&json!(16.0), &json!(29.0))
    );
    pty.keys("q");
    assert_eq!(pty.status(), 0);
    desk.assert_sound();
}

#[test]
fn three_comments_two_moments_and_a_voice_take_under_forty_keys_beyond_their_words() {
    let desk = drawn();
    let mut pty = open(&desk);
    // What is typed as words is told apart from the keys.
    let typed = [
        ("<Enter>c", "She was never cut off"),
        ("<Enter>yyy", ""),
        ("c", "Said it plainly"),
        ("<Enter>nyx", ""),
        ("m1", "I'm so glad I got you"),
        ("<Enter>", ""),
        ("m2", "talked over her"),
        ("<Enter>", ""),
        ("v", "late delivery"),
        ("<Enter>", "third time this month"),
        ("<Enter>5<Enter>", ""),
        ("yyy", ""),
        ("c", "No reason was given"),
        ("<Enter>nyn<Enter>", ""),
    ];
    let mut pressed = 0;
    for (keys, words) in typed {
        pressed += crate::support::keys(keys).len();
        pty.keys(keys);
        pty.keys(words);
        if !words.is_empty() {
            pty.wait_for(words.split(' ').next_back().unwrap());
        }
    }
    pty.wait_for("Quality");
    assert!(pressed < 40, "{pressed} keys");
    assert_eq!(desk.number(ANSWERS), 12);
    assert_eq!(
        desk.number("SELECT count(*) FROM answer WHERE comment <> ''"),
        3
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM moment WHERE text <> ''"),
        2
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM voice v JOIN theme t ON t.id = v.theme_id
             WHERE t.name = 'late delivery' AND v.cause = 'promise' AND v.quote = 'third time this month'"),
        1
    );
    pty.keys("q");
    assert_eq!(pty.status(), 0);
    desk.assert_sound();
}

#[test]
fn killed_after_a_note_was_shown_as_kept_it_is_in_the_file() {
    let desk = drawn();
    for (keys, shown, there) in [
        (
            "cclear at once<Enter>",
            "Comment kept",
            "SELECT count(*) FROM answer WHERE comment = 'clear at once'",
        ),
        (
            "m1warm<Enter>",
            "Moment noted",
            "SELECT count(*) FROM moment WHERE text = 'warm'",
        ),
        (
            "vprice<Enter>too dear<Enter>2<Enter>",
            "voice is noted",
            "SELECT count(*) FROM voice WHERE quote = 'too dear'",
        ),
        (
            "o<Tab>+3d<C-s>",
            "Noted; owed",
            "SELECT count(*) FROM evaluation WHERE follow_up_on IS NOT NULL",
        ),
    ] {
        let mut pty = open(&desk);
        pty.keys("<Enter>");
        pty.wait_for("0 of ");
        pty.keys(keys);
        pty.wait_for(shown);
        pty.signal(Signal::KILL);
        pty.status();
        assert_eq!(desk.number(there), 1, "{shown}");
        desk.assert_sound();
    }
}

#[test]
fn killed_while_scoring_it_shows_the_answers_given_so_far() {
    let desk = drawn();
    // Every prefix of the answers, killed as soon as the screen shows it: what was shown is in the file.
    for (given, key) in (1..).zip(["y", "n", "y", "n", "x"]) {
        let mut pty = open(&desk);
        pty.keys("<Enter>");
        pty.wait_for(&format!(" {} of ", given - 1));
        pty.keys(key);
        pty.wait_for(&format!(" {given} of "));
        pty.signal(Signal::KILL);
        assert_ne!(pty.status(), 0);
        assert_eq!(desk.number(ANSWERS), given);
        desk.assert_sound();
    }
    let mut pty = open(&desk);
    pty.keys("<Enter>");
    pty.wait_for("5 of 12");
    pty.keys("q");
    assert_eq!(pty.status(), 0);
}

#[test]
fn killed_at_any_key_it_has_kept_everything_that_it_showed() {
    let mut random = 0x5eed_u32;
    for _ in 0..6 {
        let desk = drawn();
        let mut pty = open(&desk);
        pty.keys("<Enter>");
        pty.wait_for("0 of ");
        for key in [
            "y", "y", "y", "n", "c", "w", "a", "r", "m", "<Enter>", "y", "y", "m", "1", "o",
            "<Enter>",
        ] {
            pty.keys(key);
            // A step of a linear congruential generator (Numerical Recipes): where it kills is the same every time.
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if random >> 28 == 0 {
                break;
            }
            if random >> 30 == 1 {
                pty.read_now();
            }
        }
        pty.signal(Signal::KILL);
        pty.status();
        let shown = answered(&pty.text()).map_or(0, |(given, _)| given);
        let kept = desk.number(ANSWERS);
        assert!(kept >= shown, "{kept} kept, {shown} shown:\n{}", pty.text());
        desk.assert_sound();
        let mut pty = open(&desk);
        pty.keys("<Enter>");
        pty.wait_for(&format!("{kept} of "));
        pty.signal(Signal::TERM);
        assert_eq!(pty.status(), 143);
    }
}

#[test]
fn a_half_written_comment_is_saved_when_the_program_is_told_to_end() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let desk = drawn();
        let mut pty = open(&desk);
        pty.keys("<Enter>");
        pty.wait_for("0 of ");
        pty.keys("cso calm");
        pty.wait_for("so calm");
        pty.signal(signal);
        assert_eq!(pty.status(), status);
        assert_eq!(
            desk.number("SELECT count(*) FROM answer WHERE comment = 'so calm'"),
            1
        );
    }
}

#[test]
fn a_call_log_is_brought_in_by_its_path() {
    let desk = Desk::new();
    let file = desk.write("calls of week 47.csv", &log(60));
    let mut pty = Pty::app(desk.folder(), &[]);
    pty.wait_for("Calder Truck Parts");
    pty.keys("i");
    pty.wait_for("Which file?");
    pty.bytes(format!("\u{1b}[200~{}\u{1b}[201~", file.display()).as_bytes());
    pty.wait_for("calls of week 47.csv");
    pty.keys("<Enter>");
    pty.wait_for("what it means");
    pty.keys("b");
    pty.wait_for("60 new");
    assert_eq!(desk.number("SELECT count(*) FROM call"), 60);
    pty.keys("q");
    assert_eq!(pty.status(), 0);
    assert_eq!(desk.json(&["import", "list"])[0]["report"]["added"], 60);
}

#[test]
fn told_to_end_while_a_log_is_brought_in_it_brings_in_all_or_nothing() {
    let desk = Desk::new();
    desk.write("calls.csv", &log(8_000));
    let mut command = deskside(desk.folder(), &[]);
    command.cwd(desk.folder());
    let mut pty = Pty::start(command, 80, 24);
    pty.wait_for("Calder Truck Parts");
    pty.keys("icalls.csv");
    pty.wait_for("calls.csv");
    pty.keys("<Enter>");
    pty.wait_for("what it means");
    pty.keys("b");
    pty.wait_for("Bringing calls.csv in");
    pty.signal(Signal::TERM);
    assert_eq!(pty.status(), 143);
    assert!(!pty.screen().alternate_screen() && !pty.screen().hide_cursor());
    let calls = desk.number("SELECT count(*) FROM call");
    assert!(calls == 0 || calls == 8_000, "{calls}");
    desk.assert_sound();
    assert_eq!(desk.json(&["import", "calls.csv"])[0]["calls"], 8_000);
}

#[test]
fn from_the_first_run_to_the_first_score() {
    let desk = Desk::nowhere();
    let file = desk.write("calls.csv", &log(20));
    let mut pty = Pty::app(desk.folder(), &[]);
    pty.wait_for("Business");
    pty.keys("Calder Truck Parts<Tab>Dana Reyes=301, Ben Okafor=302<C-s>");
    pty.wait_for("Calder Truck Parts is ready");
    pty.keys("i");
    pty.wait_for("Which file?");
    pty.keys(file.to_str().unwrap());
    pty.wait_for("calls.csv");
    pty.keys("<Enter>");
    pty.wait_for("what it means");
    pty.keys("b");
    pty.wait_for("20 new");
    pty.keys("<Enter>");
    pty.wait_for("To hear this week");
    pty.keys("d");
    pty.wait_for("Draw week 47");
    pty.keys("<Enter>");
    pty.wait_for("calls drawn at random");
    pty.keys("<Enter>");
    pty.wait_for("0 of ");
    pty.keys("yynyyyyn");
    pty.wait_for("Everything is answered");
    pty.keys("<Enter>");
    pty.wait_for("Quality");
    pty.keys("q");
    assert_eq!(pty.status(), 0);
    assert_eq!(
        desk.json(&["trends", "quality"])["series"][0]["points"][0]["n"],
        1
    );
    desk.assert_sound();
}

#[test]
fn the_form_opens_at_once_with_score() {
    let desk = drawn();
    let first = desk.json(&["draw", "show"])["draws"][0]["picks"][0].clone();
    for ask in [
        &["score", "--next"][..],
        &["score"],
        &["score", first["source_id"].as_str().unwrap()],
    ] {
        let mut command = deskside(desk.folder(), &[]);
        command.args(ask);
        let mut pty = Pty::start(command, 80, 24);
        pty.wait_for("0 of 8");
        pty.keys("y");
        pty.wait_for("1 of 8");
        assert_eq!(
            desk.number("SELECT call_id FROM evaluation"),
            first["call"].as_i64().unwrap()
        );
        pty.keys("u");
        pty.wait_for("Taken back");
        pty.keys("<C-c>");
        assert_eq!(pty.status(), 0, "{ask:?}");
    }
    let mut command = deskside(desk.folder(), &[]);
    command.args(["score", "no such call"]);
    let mut pty = Pty::start(command, 80, 24);
    assert_eq!(pty.status(), 1);
    assert!(pty.text().contains("there is no call"), "{}", pty.text());
}

fn is_empty(folder: &Path) -> bool {
    folder.read_dir().unwrap().next().is_none()
}

#[test]
fn the_demo_leaves_nothing_behind_however_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let temporary = folder.path().join("temporary");
    for path in [&home, &temporary] {
        std::fs::create_dir(path).unwrap();
    }
    let variables = [
        ("TMPDIR", temporary.to_str().unwrap()),
        ("HOME", home.to_str().unwrap()),
        ("XDG_DATA_HOME", home.to_str().unwrap()),
    ];
    for end in [None, Some((Signal::TERM, 143)), Some((Signal::INT, 130))] {
        let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_deskside"));
        command.arg("demo");
        environment(&mut command, &variables);
        let mut pty = Pty::start(command, 80, 24);
        pty.wait_for("demo");
        assert!(!is_empty(&temporary));
        pty.keys("<Enter>");
        pty.wait_for(" of ");
        pty.keys("y");
        match end {
            None => {
                pty.keys("q");
                assert_eq!(pty.status(), 0);
            }
            Some((signal, status)) => {
                pty.signal(signal);
                assert_eq!(pty.status(), status);
            }
        }
        assert!(is_empty(&temporary) && is_empty(&home), "{end:?}");
    }
}

#[test]
fn a_terminal_never_gets_a_document_raw() {
    let desk = Desk::new();
    let hostile = "\u{9b}2J\u{202e}";
    let log = format!(
        "call id,started,agent,duration\n\u{202e}A1,2026-11-16 09:12,Dana Reyes,200\nA2,2026-11-16 09:13,{hostile}Mia,100\n"
    );
    let file = desk.write("calls.csv", &log);
    desk.json(&["import", file.to_str().unwrap(), "--add-reps"]);
    desk.json(&["draw", "--seed", hostile]);
    for ask in [
        &["draw", "export-frame", "1"][..],
        &["draw", "export-frame", "2"],
        &["rep", "list", "--json"],
    ] {
        let mut command = deskside(desk.folder(), &[]);
        command.args(ask);
        let mut pty = Pty::start(command, 200, 50);
        assert_eq!(pty.status(), 0);
        let text = pty.text();
        assert!(text.contains("Dana") || text.contains("place,id"), "{text}");
        assert!(!text.contains(['\u{9b}', '\u{202e}']), "{text}");
    }
}
