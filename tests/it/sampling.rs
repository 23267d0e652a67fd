//! The week's list on a fake terminal: drawn, skipped, taken back, chosen by hand, opened.

use std::path::Path;

use deskside::domain::call::Lane;
use deskside::domain::draw::{PickStatus, SkipReason};
use deskside::ops::draw;
use deskside::store::{Store, evaluation, pick};
use deskside::tui::glyphs::Glyphs;
use deskside::tui::theme::Theme;

use crate::business::{self, this_week};
use crate::screens::survives_every_size;
use crate::support::Fake;

fn app(store: &Store, columns: u16, rows: u16) -> Fake<'_> {
    Fake::new(store, Path::new("/nowhere"), columns, rows)
}

/// How many of this week's picks wait, are scored, are skipped.
fn counts(store: &Store) -> (usize, usize, usize) {
    let picks = pick::list(store, this_week()).unwrap();
    let count = |status| picks.iter().filter(|(one, _)| one.status == status).count();
    (
        count(PickStatus::Waiting),
        count(PickStatus::Scored),
        count(PickStatus::Skipped),
    )
}

#[test]
fn the_week_is_shown_with_what_is_known_of_it_and_the_chosen_call() {
    let store = business::drawn();
    business::hear(&store, this_week(), 4);
    let mut fake = app(&store, 80, 24);
    insta::assert_snapshot!("sample_80x24", fake.text());
    fake.resize(120, 40);
    insta::assert_snapshot!("sample_120x40", fake.text());
    fake.resize(40, 10);
    insta::assert_snapshot!("sample_40x10", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn an_empty_desk_says_which_key_fills_it() {
    let store = business::empty();
    let mut fake = app(&store, 80, 24);
    insta::assert_snapshot!("sample_without_calls", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("d");
    assert!(fake.text().contains("no calls yet"), "{}", fake.text());
    fake.keys("v");
    assert!(fake.text().contains("Nothing is drawn"), "{}", fake.text());
    fake.keys("<Enter>xu<Down>");
}

#[test]
fn calls_without_a_draw_say_so() {
    let store = business::with_calls();
    insta::assert_snapshot!("sample_before_the_draw", app(&store, 80, 24).text());
}

#[test]
fn a_draw_is_planned_then_drawn() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    fake.keys("[[d");
    assert!(fake.text().contains("Draw week 45"), "{}", fake.text());
    fake.keys("<Esc><Esc>d4");
    insta::assert_snapshot!("plan_80x24", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("<Enter>");
    assert!(
        fake.text().contains("3 calls drawn at random."),
        "{}",
        fake.text()
    );
    assert_eq!(counts(&store), (12, 0, 0));
}

#[test]
fn a_plan_that_makes_no_sense_is_told_at_its_field() {
    let store = business::with_calls();
    let mut fake = app(&store, 80, 24);
    fake.keys("dmany<Enter>");
    assert!(
        fake.text().contains("A number up to 200"),
        "{}",
        fake.text()
    );
    fake.keys("<C-u>2<Tab><Tab><Tab><Tab><C-u>soon<Enter>");
    assert!(fake.text().contains("such as 1:30"), "{}", fake.text());
    assert!(pick::list(&store, this_week()).unwrap().is_empty());
    fake.keys("<C-u>1:00<Up><Right><Right><Enter>");
    let picks = pick::list(&store, this_week()).unwrap();
    assert!(!picks.is_empty());
    assert!(picks.iter().all(|(_, call)| call.channel.word() == "chat"));
}

#[test]
fn a_skipped_call_is_replaced_and_comes_back_when_that_is_taken_back() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    let before = fake.chosen();
    fake.keys("x");
    insta::assert_snapshot!("skip_reasons", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("3");
    assert!(fake.text().contains("takes its place"), "{}", fake.text());
    assert_ne!(fake.chosen(), before, "the replacement is next to be heard");
    assert_eq!(counts(&store), (9, 0, 1));
    fake.keys("u");
    assert!(fake.text().contains("is to hear again"), "{}", fake.text());
    assert_eq!(fake.chosen(), before);
    assert_eq!(counts(&store), (9, 0, 0));
    fake.keys("u");
    assert!(
        fake.text().contains("nothing to take back"),
        "{}",
        fake.text()
    );
}

#[test]
fn from_wherever_one_is_the_next_call_that_waits_is_scored() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    assert!(fake.chosen().contains("Ilse Brandt"), "{}", fake.chosen());
    fake.keys("32");
    let told = fake.text();
    assert!(
        told.contains("Ilse Brandt · Dana Reyes") && told.contains("Support v1"),
        "{told}"
    );
    fake.keys("<Esc>");
    assert!(fake.text().contains(" 3 Trends "), "{}", fake.text());

    let store = business::with_calls();
    let mut fake = app(&store, 80, 24);
    fake.keys("32");
    assert!(
        fake.text()
            .contains("No call waits to be heard: d draws some"),
        "{}",
        fake.text()
    );
}

#[test]
fn a_skip_needs_a_reason_that_was_chosen() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    fake.keys("x<Enter>");
    assert!(fake.text().contains("Choose why first"), "{}", fake.text());
    assert_eq!(counts(&store), (9, 0, 0));
    fake.keys("<Down><Enter>");
    assert!(fake.text().contains("u takes that back"), "{}", fake.text());
    assert_eq!(counts(&store), (9, 0, 1));
}

#[test]
fn a_skip_in_ones_own_words_needs_some_and_keeps_what_was_typed() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    fake.keys("x6<Enter>");
    assert!(
        fake.text().contains("say in a few words"),
        "{}",
        fake.text()
    );
    fake.paste("two calls\nin one").keys("<Enter>");
    let picks = pick::list(&store, this_week()).unwrap();
    let skipped = picks
        .iter()
        .find(|(one, _)| one.status == PickStatus::Skipped);
    let (skipped, _) = skipped.unwrap();
    assert_eq!(
        (skipped.reason, skipped.note.as_str()),
        (Some(SkipReason::Other), "two calls in one")
    );
}

#[test]
fn a_call_is_opened_scored_and_then_shown_with_its_score() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    fake.keys("<Enter>");
    let picks = pick::list(&store, this_week()).unwrap();
    let call = picks[0].1.id;
    assert!(evaluation::draft_of(&store, call).unwrap().is_some());
    fake.keys("y<Esc>");
    assert!(fake.chosen().contains("draft 1/"), "{}", fake.text());
    business_submit(&store, call);
    fake.keys("66<Esc>");
    assert!(
        fake.text().contains("1 of 9 drawn calls heard"),
        "{}",
        fake.text()
    );
    fake.keys("g<Enter>");
    assert!(fake.text().contains("Quality"), "{}", fake.text());
}

/// Finishes what the app began.
fn business_submit(store: &Store, call: deskside::domain::id::CallId) {
    let draft = evaluation::draft_of(store, call).unwrap().unwrap();
    evaluation::remove_draft(store, draft.id).unwrap();
    business::hear(store, this_week(), 1);
}

#[test]
fn a_draw_is_repeated_and_told() {
    let store = business::drawn();
    let mut fake = app(&store, 120, 40);
    fake.keys("v");
    assert!(
        fake.text().contains("All 3 draws repeat: the same 9 picks"),
        "{}",
        fake.text()
    );
}

#[test]
fn a_call_is_chosen_by_hand_taken_off_and_put_back() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    fake.keys("tbrandt");
    insta::assert_snapshot!("choose_a_call", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("<Down><Enter>");
    assert!(
        fake.text().contains("outside of the KPIs"),
        "{}",
        fake.text()
    );
    let targeted = |store: &Store| {
        let picks = pick::list(store, this_week()).unwrap();
        let by_hand = picks.iter().filter(|(one, _)| one.draw_id.is_none());
        by_hand.map(|(_, call)| call.id).collect::<Vec<_>>()
    };
    assert_eq!(targeted(&store).len(), 1);
    fake.keys("G");
    assert!(fake.chosen().contains('◆'), "{}", fake.text());
    assert!(fake.text().contains("Chosen by hand"), "{}", fake.text());
    fake.keys("x");
    assert!(fake.text().contains("is off the list"), "{}", fake.text());
    assert!(targeted(&store).is_empty());
    fake.keys("u");
    assert_eq!(targeted(&store).len(), 1);
}

#[test]
fn weeks_are_turned_and_escape_comes_back_to_this_one() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    fake.keys("[");
    insta::assert_snapshot!("sample_of_last_week", fake.text());
    fake.keys("[");
    assert!(
        fake.text().contains("No calls in week 45"),
        "{}",
        fake.text()
    );
    fake.keys("]]]");
    assert!(
        fake.text().contains("This is the present week"),
        "{}",
        fake.text()
    );
    fake.keys("[<Esc>");
    assert!(fake.text().contains("To hear this week"), "{}", fake.text());
}

#[test]
fn names_that_no_rep_is_known_by_are_told_until_they_are_assigned() {
    let store = business::drawn();
    let rows = "x1,2026-11-18 09:00,300,inbound,Kim P,Ilse Brandt,,phone,answered,,,\n\
                x2,2026-11-18 10:00,300,inbound,Kim P,Apex Circuits,,phone,answered,,,\n";
    business::bring_in(&store, &format!("{}{rows}", business::HEADER));
    let mut fake = app(&store, 80, 24);
    assert!(
        fake.text()
            .contains("1 name in 2 calls is not known to this desk: a assigns it"),
        "{}",
        fake.text()
    );
    fake.click("not known").keys("<Enter>1");
    fake.keys("<Esc>");
    assert!(
        !fake.text().contains("not known to this desk"),
        "{}",
        fake.text()
    );
}

#[test]
fn rows_and_keys_can_be_clicked() {
    let store = business::drawn();
    let mut fake = app(&store, 80, 24);
    let picks = pick::list(&store, this_week()).unwrap();
    let customer = &picks[3].1.customer;
    fake.click(customer);
    assert!(fake.chosen().contains(customer.as_str()), "{}", fake.text());
    fake.click("x skip").click("spam");
    assert_eq!(counts(&store).2, 1);
}

#[test]
fn an_added_call_that_is_drawn_later_counts_as_random() {
    let store = business::with_calls();
    let calls = deskside::store::call::list(&store, "", deskside::store::call::Before::NEWEST, 1);
    let call = calls.unwrap()[0].id;
    draw::add_targeted(&store, call, this_week(), business::now().to_utc()).unwrap();
    let mut fake = app(&store, 80, 24);
    fake.keys("d40<Enter>");
    let drawn = pick::of_call(&store, call, Lane::Random).unwrap();
    assert!(drawn.is_some());
}

#[test]
fn a_terminal_without_drawing_characters_sees_ascii() {
    let store = business::drawn();
    let theme = Theme {
        glyphs: Glyphs::Ascii,
        ..Theme::MONO
    };
    let mut fake = Fake::with_theme(&store, Path::new("/nowhere"), 120, 40, theme);
    for keys in ["d", "<Esc>x", "<Esc>t", "<Esc>6", "<Enter>", "<Esc>n"] {
        fake.keys(keys);
        assert!(fake.text().is_ascii(), "{}", fake.text());
    }
}
