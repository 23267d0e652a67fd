//! Every call, its customer and a call just heard, on a fake terminal.

use std::path::Path;

use deskside::domain::call::Lane;
use deskside::store::call::Before;
use deskside::store::{Store, call, evaluation, pick};
use deskside::tui::screen::Route;

use crate::business::{self, this_week};
use crate::screens::survives_every_size;
use crate::support::Fake;

fn app(store: &Store, columns: u16, rows: u16) -> Fake<'_> {
    let mut fake = Fake::new(store, Path::new("/nowhere"), columns, rows);
    fake.keys("6");
    fake
}

#[test]
fn every_call_is_listed_newest_first() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    insta::assert_snapshot!("calls_80x24", fake.text());
    fake.resize(120, 40);
    insta::assert_snapshot!("calls_120x40", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn a_desk_without_calls_says_which_key_fills_the_list() {
    let store = business::empty();
    let mut fake = app(&store, 80, 24);
    assert!(
        fake.text().contains("No calls yet. i brings in"),
        "{}",
        fake.text()
    );
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("<Enter>tu/x<Down><Enter><Esc>");
}

#[test]
fn calls_are_found_as_one_types_and_escape_shows_all_again() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    fake.keys("/630 555");
    insta::assert_snapshot!("find_80x24", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("<Enter>");
    assert!(
        fake.text().contains("/ 630 555"),
        "what is looked for stays in sight"
    );
    fake.keys("<Esc>");
    assert!(!fake.text().contains("630 555  "), "{}", fake.text());
    fake.keys("/nobody at all");
    assert!(
        fake.text().contains("No call holds that"),
        "{}",
        fake.text()
    );
    fake.keys("<Esc>j");
    assert!(fake.text().contains("60 calls"), "{}", fake.text());
}

#[test]
fn keys_in_a_paste_only_find() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    fake.paste("q6t");
    assert_eq!(fake.ended, None);
    fake.keys("/").paste("Ilse\nBrandt");
    assert!(fake.text().contains("Ilse Brandt"), "{}", fake.text());
}

#[test]
fn a_customer_is_shown_with_every_call_across_channels_and_reps() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    fake.keys("/ruth<Enter><Enter>");
    insta::assert_snapshot!("customer_80x24", fake.text());
    fake.resize(120, 40);
    insta::assert_snapshot!("customer_120x40", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("<Esc>");
    assert!(
        fake.text().contains("/ ruth"),
        "what was found is still there"
    );
}

/// A handled call that nobody chose.
fn unheard(store: &Store) -> call::Before {
    let calls = call::list(store, "", Before::NEWEST, 100).unwrap();
    let one = calls.iter().find(|one| {
        let none = |lane| pick::of_call(store, one.id, lane).unwrap().is_none();
        one.standing.word() == "handled" && none(Lane::Random) && none(Lane::Targeted)
    });
    Before::call(one.unwrap())
}

#[test]
fn a_call_that_was_never_drawn_is_scored_as_one_chosen_by_hand_after_asking() {
    let store = business::drawn();
    let id = unheard(&store).id;
    let mut fake = Fake::starting(&store, Path::new("/nowhere"), 80, 24, Route::Customer(id));
    fake.keys("<Enter>");
    insta::assert_snapshot!("score_a_call_never_drawn", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("<Enter>");
    assert!(
        evaluation::draft_of(&store, id).unwrap().is_none(),
        "no is the default"
    );
    fake.keys("<Enter>y");
    let draft = evaluation::draft_of(&store, id).unwrap().unwrap();
    assert_eq!(draft.lane, Lane::Targeted);
    assert!(pick::of_call(&store, id, Lane::Targeted).unwrap().is_some());
}

#[test]
fn a_call_is_put_on_the_list_to_hear_and_taken_off_again() {
    let store = business::drawn();
    let id = unheard(&store).id;
    let mut fake = Fake::starting(&store, Path::new("/nowhere"), 80, 24, Route::Customer(id));
    fake.keys("t");
    assert!(fake.chosen().contains("to hear"), "{}", fake.text());
    let is_on_the_list = || pick::of_call(&store, id, Lane::Targeted).unwrap().is_some();
    assert!(is_on_the_list());
    fake.keys("u");
    assert!(!is_on_the_list());
    fake.keys("tt");
    assert!(
        fake.text().contains("chosen by hand already"),
        "{}",
        fake.text()
    );
}

#[test]
fn a_call_that_nobody_took_has_nothing_to_score() {
    let store = business::drawn();
    let mut fake = app(&store, 120, 40);
    let missed = call::list(&store, "", Before::NEWEST, 100).unwrap();
    let missed = missed
        .iter()
        .position(|one| one.standing.word() == "unanswered")
        .unwrap();
    fake.keys(&"j".repeat(missed)).keys("<Enter><Enter>");
    assert!(
        fake.text().contains("there is nothing to score"),
        "{}",
        fake.text()
    );
}

#[test]
fn a_scored_call_opens_its_score() {
    let store = business::drawn();
    let heard = pick::list(&store, this_week().plus(-1)).unwrap()[0].1.id;
    let mut fake = Fake::starting(
        &store,
        Path::new("/nowhere"),
        80,
        24,
        Route::Customer(heard),
    );
    fake.keys("<Enter>");
    assert!(fake.text().contains("Quality"), "{}", fake.text());
}

#[test]
fn a_call_just_heard_takes_two_fields_and_its_form_is_open() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    fake.keys("n");
    insta::assert_snapshot!("new_call_80x24", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24)
        .keys("<Right><Tab>(312) 555-0142<Enter>");
    let newest = call::list(&store, "", Before::NEWEST, 1).unwrap().remove(0);
    assert_eq!(
        (newest.rep.as_str(), newest.customer.as_str()),
        ("Luis Ortega", "Ruth Calloway"),
        "the number was recognised"
    );
    let draft = evaluation::draft_of(&store, newest.id).unwrap().unwrap();
    assert_eq!(draft.lane, Lane::Targeted);
    fake.keys("<Esc>1G");
    assert!(fake.chosen().contains("Ruth Calloway"), "{}", fake.text());
}

#[test]
fn what_was_typed_of_a_call_is_not_thrown_away_unasked() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    fake.keys("n<Tab>Omar<Esc>");
    assert!(fake.text().contains("Leave?"), "{}", fake.text());
    fake.keys("<Enter>");
    assert!(fake.text().contains("Omar"), "{}", fake.text());
    fake.keys("<Esc>y");
    assert_eq!(call::count(&store).unwrap(), 60);
    fake.keys("n<Esc>");
    assert!(!fake.text().contains("Who took it"), "{}", fake.text());
}

#[test]
fn from_the_first_question_to_the_first_form_it_takes_few_keys() {
    let store = Store::in_memory().unwrap();
    let mut fake = Fake::new(&store, Path::new("/nowhere"), 80, 24);
    fake.keys("Calder Truck Parts<Enter>Dana<C-s>n");
    assert!(fake.text().contains("Who took it"), "{}", fake.text());
    fake.keys("Ruth<Enter>");
    let draft = evaluation::drafts(&store).unwrap();
    assert_eq!(draft.len(), 1);
    fake.keys("<Esc>");
    assert!(fake.chosen().contains("Ruth"), "{}", fake.text());
}

#[test]
fn a_time_that_is_none_is_told_at_its_field_and_nothing_is_written() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    fake.keys("n<Up><C-u>25:99<Enter>");
    assert!(fake.text().contains("is no time"), "{}", fake.text());
    assert_eq!(call::count(&store).unwrap(), 60);
    fake.keys("<C-u>-20m<Enter>");
    assert_eq!(call::count(&store).unwrap(), 61);
}

#[test]
fn the_recordings_folder_is_chosen_and_what_has_no_call_becomes_one() {
    let store = business::drawn();
    let folder = tempfile::tempdir().unwrap();
    let name = "20261119-141500_3125550188-all.wav";
    std::fs::write(folder.path().join(name), b"").unwrap();
    let options = deskside::ops::recordings::Options::default();
    let now = "2026-11-20T16:00:00-06:00".parse().unwrap();
    let mut go_on = |_| std::ops::ControlFlow::Continue(());
    let mut fake = app(&store, 80, 24);
    fake.keys("r");
    assert!(
        fake.text().contains("Say with f in which folder"),
        "{}",
        fake.text()
    );
    survives_every_size(&mut fake);
    deskside::ops::recordings::run(&store, folder.path(), &options, now, &mut go_on).unwrap();
    fake.resize(80, 24).keys("<Esc>r");
    let text = fake.text().replace(
        &folder.path().canonicalize().unwrap().display().to_string(),
        "/srv/monitor",
    );
    assert!(
        text.contains(name) && text.contains("1 recording, 0 with a call"),
        "{text}"
    );
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("f<Esc><Enter>");
    assert!(fake.text().contains("312"), "{}", fake.text());
    fake.keys("<Esc>");
    assert!(
        fake.text().contains("Every recording has a call"),
        "{}",
        fake.text()
    );
}
