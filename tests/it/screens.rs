//! The app on a fake terminal: keys go in, text comes out.

use deskside::store::Store;
use deskside::tui::ExitReason;
use deskside::tui::glyphs::Glyphs;
use deskside::tui::theme::Theme;

use crate::support::Fake;

/// Draws every size from nothing up; a panic fails the test.
pub fn survives_every_size(fake: &mut Fake) {
    for (columns, rows) in [
        (0, 0),
        (1, 1),
        (3, 40),
        (200, 3),
        (40, 10),
        (60, 16),
        (80, 24),
        (160, 50),
        (500, 200),
    ] {
        fake.resize(columns, rows);
    }
}

#[test]
fn the_first_run_is_one_form() {
    let store = Store::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::new(&store, folder.path(), 80, 24);
    insta::assert_snapshot!("first_run_80x24", fake.text());
    fake.resize(120, 40);
    insta::assert_snapshot!("first_run_120x40", fake.text());
    fake.resize(40, 10);
    insta::assert_snapshot!("first_run_40x10", fake.text());
    fake.resize(39, 10);
    insta::assert_snapshot!("too_small", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost() {
    let store = Store::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::new(&store, folder.path(), 80, 24);
    fake.keys("Calder Truck Parts<C-s>");
    assert!(
        fake.text().contains("Name at least one person"),
        "{}",
        fake.text()
    );
    fake.paste("Dana=301, Dana")
        .keys("<Down><Down><Backspace>000<C-s>");
    assert!(
        fake.text().contains("A number from 1 to 200"),
        "{}",
        fake.text()
    );
    fake.keys("<C-u>20<C-s>");
    assert!(fake.text().contains("Dana"), "{}", fake.text());
    assert!(
        fake.text().contains("Calder Truck Parts"),
        "{}",
        fake.text()
    );
    assert!(deskside::store::desk::find(&store).unwrap().is_none());
    insta::assert_snapshot!("first_run_refused", fake.text());
}

#[test]
fn a_desk_is_ready_after_the_form() {
    let store = Store::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::new(&store, folder.path(), 80, 24);
    fake.keys("Calder Truck Parts<Enter>Dana=301, Luis, Mia<Enter><Right><Enter><Enter><Enter>");
    insta::assert_snapshot!("ready", fake.text());
    let desk = deskside::store::desk::get(&store).unwrap();
    assert_eq!(
        (
            desk.zone.as_str(),
            desk.scorecard.as_str(),
            desk.calls_per_week
        ),
        ("America/Chicago", "technical", 15)
    );
    assert_eq!(deskside::store::rep::list(&store).unwrap().len(), 3);
    survives_every_size(&mut fake);
    fake.keys("D");
    assert_eq!(fake.ended, Some(ExitReason::Demo));
}

#[test]
fn leaving_the_first_run_is_asked_and_the_default_is_no() {
    let store = Store::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::new(&store, folder.path(), 80, 24);
    fake.keys("Calder<Esc>");
    insta::assert_snapshot!("leave", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("<Enter>");
    assert!(fake.text().contains("Calder") && !fake.text().contains("Leave?"));
    fake.keys("<Esc>y");
    assert_eq!(fake.ended, Some(ExitReason::Quit));
}

#[test]
fn the_help_is_made_from_the_keys_that_hold_and_narrows_while_typing() {
    let store = Store::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::new(&store, folder.path(), 80, 24);
    fake.keys("Calder<Tab>Dana<C-s>?");
    insta::assert_snapshot!("help", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("leave");
    assert_eq!(
        fake.chosen(),
        "▸ q                 leave the program; everything is saved"
    );
    fake.keys("<Enter>");
    assert_eq!(fake.ended, Some(ExitReason::Quit));
}

#[test]
fn the_palette_finds_an_action_by_some_of_its_letters() {
    let store = Store::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::new(&store, folder.path(), 80, 24);
    fake.keys("Calder<Tab>Dana<C-s>:inbus");
    insta::assert_snapshot!("palette", fake.text());
    fake.keys("<Enter>");
    assert_eq!(fake.ended, Some(ExitReason::Demo));
}

#[test]
fn escape_empties_the_line_of_the_palette_and_then_closes_it() {
    let store = Store::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::new(&store, folder.path(), 80, 24);
    fake.keys("Calder<Tab>Dana<C-s>:zzz");
    assert!(fake.text().contains("Nothing here is called that"));
    fake.keys("<Esc>");
    assert!(fake.text().contains("type to find"));
    fake.keys("<Esc>");
    assert!(!fake.text().contains("type to find"));
}

#[test]
fn keys_in_the_footer_and_rows_can_be_clicked() {
    let store = Store::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::new(&store, folder.path(), 80, 24);
    fake.keys("Calder<Tab>Dana").click("Ctrl-S").click("? keys");
    assert!(fake.text().contains("What it does"), "{}", fake.text());
    fake.click("leave the program");
    assert_eq!(fake.ended, Some(ExitReason::Quit));
}

#[test]
fn keys_in_a_paste_never_act() {
    let store = Store::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::new(&store, folder.path(), 80, 24);
    fake.keys("Calder<Tab>Dana<C-s>").paste("qD\r:");
    assert_eq!(fake.ended, None);
    assert!(fake.text().contains("is ready"));
}

#[test]
fn hostile_text_is_shown_as_marks_and_keeps_its_columns() {
    let store = Store::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::new(&store, folder.path(), 80, 24);
    fake.paste("a\u{1b}[31m\u{202e}b\u{200b}c")
        .keys("<Tab>Dana<C-s>");
    assert!(
        fake.text().contains("a[31m�b�c is ready"),
        "{}",
        fake.text()
    );
}

#[test]
fn a_terminal_without_drawing_characters_sees_ascii() {
    let store = Store::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let theme = Theme {
        glyphs: Glyphs::Ascii,
        ..Theme::MONO
    };
    let mut fake = Fake::with_theme(&store, folder.path(), 80, 24, theme);
    fake.keys("Calder<Tab>Dana<C-s>?");
    assert!(fake.text().is_ascii(), "{}", fake.text());
}
