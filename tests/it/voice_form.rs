//! The customer's own words while scoring: one form whose fields take what is typed.

use deskside::domain::call::Channel;
use deskside::domain::voice::Cause;
use deskside::store::moment::{self, Voice};
use deskside::store::{Store, evaluation};

use crate::scoring::{desk, form};
use crate::screens::survives_every_size;

fn voices(store: &Store, call: deskside::domain::id::CallId) -> Vec<Voice> {
    let draft = evaluation::draft_of(store, call).unwrap().unwrap();
    moment::voices(store, draft.id).unwrap()
}

#[test]
fn theme_words_cause_and_stake_stand_on_one_form() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("vlate delivery<Tab>third time<Tab>prom");
    insta::assert_snapshot!("voice_form_80x24", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("<Tab>the account<Enter>");
    let noted = voices(&store, call).remove(0);
    assert_eq!(
        (noted.theme.as_str(), noted.quote.as_str(), noted.cause),
        ("late delivery", "third time", Some(Cause::Promise))
    );
    assert_eq!(noted.stake, "the account");
    assert!(fake.text().contains("u takes it back"), "{}", fake.text());
    fake.keys("u");
    assert!(voices(&store, call).is_empty());
}

#[test]
fn a_voice_whose_cause_was_passed_by_has_none() {
    let (store, call) = desk(Channel::Phone);
    form(&store, call, 120, 36).keys("vprice<C-s>");
    assert_eq!(voices(&store, call)[0].cause, None);
}

#[test]
fn a_voice_needs_a_theme_and_left_without_one_it_was_not_meant() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 120, 36);
    fake.keys("v<Tab>third time<C-s>");
    assert!(
        fake.text().contains("Say in a word or two"),
        "{}",
        fake.text()
    );
    assert!(fake.text().contains("third time"), "{}", fake.text());
    fake.keys("<Esc>y");
    assert!(voices(&store, call).is_empty());
}

#[test]
fn the_form_leaves_the_right_hand_side_in_sight() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 120, 36);
    fake.keys("v");
    for shown in [
        "What good looks like",
        "There was no story: one short",
        "m notes one",
    ] {
        assert!(fake.text().contains(shown), "{}", fake.text());
    }
}

#[test]
fn without_a_recording_the_space_bar_says_that_a_clock_runs() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    assert!(fake.text().contains("Space clock"), "{}", fake.text());
    fake.keys(" ");
    assert!(
        fake.text().contains("No recording here: the clock runs"),
        "{}",
        fake.text()
    );
}
