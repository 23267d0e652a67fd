//! Scorecards changed, chosen and copied in the app; versions that were used stay as they are.

use std::path::Path;

use chrono::DateTime;
use deskside::ops::setup::{self, Setup};
use deskside::store::{Store, desk, scorecard};
use deskside::tui::screen::Route;

use crate::screens::survives_every_size;
use crate::support::{Fake, NOW};

fn desk_of(scorecard: &str) -> Store {
    let store = Store::in_memory().unwrap();
    let setup = Setup {
        name: "Calder Truck Parts".into(),
        zone: "America/Chicago".into(),
        reps: vec!["Dana=301".into()],
        scorecard: scorecard.into(),
        calls_per_week: 5,
    };
    let now = DateTime::parse_from_rfc3339(NOW).unwrap();
    setup::run(&store, &setup, now.to_utc()).unwrap();
    store
}

fn editor(store: &Store, columns: u16, rows: u16) -> Fake<'_> {
    let start = Route::Scorecard("support".into());
    Fake::starting(store, Path::new("/nowhere"), columns, rows, start)
}

#[test]
fn the_list_is_one_key_from_every_tab_and_chooses_for_a_channel() {
    let store = desk_of("support");
    let mut fake = Fake::new(&store, Path::new("/nowhere"), 100, 24);
    fake.keys("F");
    insta::assert_snapshot!("scorecards_100x24", fake.text());
    fake.keys("u3");
    assert!(fake.text().contains("chat: scored on"), "{}", fake.text());
    assert_eq!(
        scorecard::chosen_for(&store, deskside::domain::call::Channel::Chat).unwrap(),
        Some("orders".into())
    );
    fake.keys("ju1");
    assert_eq!(desk::get(&store).unwrap().scorecard, "sales");
    fake.keys("nCounter sales<C-u>");
    survives_every_size(&mut fake);
}

#[test]
fn a_change_is_on_disk_at_once_and_becomes_the_next_version_when_used() {
    let store = desk_of("support");
    let mut fake = editor(&store, 120, 36);
    fake.keys("j<Enter>");
    insta::assert_snapshot!("scorecard_question_120x36", fake.text());
    // The weight is the fourth field.
    fake.keys("<Tab><Tab><Tab><Backspace>9<C-s>");
    assert!(fake.text().contains("changed"), "{}", fake.text());
    assert_eq!(scorecard::newest(&store, "support").unwrap().version, 1);
    drop(fake);

    let mut fake = editor(&store, 120, 36);
    insta::assert_snapshot!("scorecard_changed_120x36", fake.text());
    fake.keys("<C-s>need comes first<C-s>");
    assert!(
        fake.text().contains("Version 2 is in use"),
        "{}",
        fake.text()
    );
    let newest = scorecard::newest(&store, "support").unwrap();
    assert_eq!(
        newest.scorecard.question("found_need").unwrap().weight(),
        Some(9.0)
    );
    let history = scorecard::history(&store, "support").unwrap();
    assert_eq!(
        (history[0].reason.as_str(), history[0].wording_only),
        ("need comes first", false)
    );
    survives_every_size(&mut fake);
}

#[test]
fn ready_remarks_are_changed_in_the_last_field_and_are_a_change_of_words() {
    let store = desk_of("support");
    // Up from the first field is the last one.
    editor(&store, 80, 24).keys("<Enter><Up>; Sighed<C-s><C-s>a remark of ours<C-s>");
    let newest = scorecard::newest(&store, "support").unwrap();
    let remarks = &newest.scorecard.question("let_finish").unwrap().remarks;
    assert_eq!((remarks.len(), remarks[3].as_str()), (4, "Sighed"));
    let history = scorecard::history(&store, "support").unwrap();
    assert!(history[0].wording_only, "{history:?}");
}

#[test]
fn other_words_go_on_as_the_same_question_and_need_a_reason() {
    let store = desk_of("support");
    let mut fake = editor(&store, 120, 36);
    fake.keys("<Enter> to the end<C-s><C-s>");
    assert!(
        fake.text().contains("only words: trends go on"),
        "{}",
        fake.text()
    );
    fake.keys("<C-s>");
    assert!(fake.text().contains("needs a reason"), "{}", fake.text());
    fake.keys("was read in two ways<C-s>");
    let newest = scorecard::newest(&store, "support").unwrap();
    assert_eq!(newest.version, 2);
    assert!(
        newest
            .scorecard
            .question("let_finish")
            .unwrap()
            .text
            .ends_with("to the end")
    );
    assert!(scorecard::history(&store, "support").unwrap()[0].wording_only);
}

#[test]
fn questions_are_added_moved_taken_away_and_all_of_it_is_taken_back() {
    let store = desk_of("support");
    let mut fake = editor(&store, 100, 30);
    fake.keys("aUsed the name and greeted warmly<C-s>");
    assert!(
        fake.text().contains("makes two behaviours"),
        "{}",
        fake.text()
    );
    assert!(fake.chosen().contains("Used the name"), "{}", fake.chosen());
    fake.keys("K");
    fake.keys("ASaid goodbye<C-s>");
    assert!(fake.text().contains("New section"), "{}", fake.text());
    fake.keys("<C-s>");
    fake.keys("d");
    fake.keys("uuuuu");
    assert!(
        fake.text().contains("Nothing to take back"),
        "{}",
        fake.text()
    );
    assert!(!fake.text().contains("not used yet"), "{}", fake.text());
    fake.keys("<C-s>");
    assert!(
        fake.text().contains("Nothing was changed"),
        "{}",
        fake.text()
    );
}

#[test]
fn what_cannot_be_used_is_told_and_what_was_typed_stays() {
    let store = desk_of("support");
    let mut fake = editor(&store, 100, 30);
    fake.keys("<Enter><Tab><Tab><Tab><Backspace>0<C-s>");
    assert!(
        fake.text().contains("must be a number above 0"),
        "{}",
        fake.text()
    );
    fake.keys("<Backspace>6<C-s>");
    assert!(fake.text().contains("6 = "), "{}", fake.text());
}

#[test]
fn a_scorecard_is_tried_out_as_a_form_that_keeps_nothing() {
    let store = desk_of("support");
    let mut fake = editor(&store, 100, 30);
    fake.keys("pyynyyyyy");
    assert!(fake.text().contains("quality 100.0"), "{}", fake.text());
    assert!(fake.text().contains("not asked"), "{}", fake.text());
    fake.keys("<Esc>");
    assert!(!fake.text().contains("tried out"), "{}", fake.text());
}

#[cfg(unix)]
#[test]
fn the_text_is_changed_in_the_owners_editor_and_faults_are_told_before_it_is_used() {
    use crate::support::Pty;

    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("editor.sh");
    let count = folder.path().join("count");
    let text = format!(
        "echo once >>{0}; case $(wc -l <{0}) in\n 1) sed -i 's/weight = 5/wieght = 5/' \"$1\";;\n *) sed -i 's/wieght = 5/weight = 50/' \"$1\";;\nesac; read line\n",
        count.display()
    );
    std::fs::write(&script, text).unwrap();
    let editor = format!("sh '{}'", script.display());
    let mut pty = Pty::app(folder.path(), &[("EDITOR", &editor), ("VISUAL", "")]);
    pty.wait_for("Business");
    pty.keys("Calder<Tab>Dana<C-s>");
    pty.wait_for("is ready");
    pty.keys("F");
    pty.wait_for("Used for");
    pty.keys("jje");
    pty.wait_until("the editor's own screen", |screen| {
        !screen.alternate_screen()
    });
    // What is typed now is the editor's.
    pty.keys("qqq<Enter>");
    pty.wait_for("weight is missing");
    pty.wait_for("\"wieght\"");
    pty.keys("y");
    pty.wait_until("the editor again", |screen| !screen.alternate_screen());
    pty.keys("<Enter>");
    pty.wait_for("not used yet");
    assert!(pty.text().contains("50 ="), "{}", pty.text());
    pty.keys("q");
    assert_eq!(pty.status(), 0);
}
