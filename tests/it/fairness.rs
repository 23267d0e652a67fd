//! The rep's own score beside the owner's, in the app: typed in from paper, what was not agreed, when it was seen, and a
//! second scoring beside the first.

use deskside::domain::call::Channel;
use deskside::ops::fairness;
use deskside::store::evaluation::latest_of;
use deskside::tui::screen::Route;

use crate::scoring::{desk, form};
use crate::screens::survives_every_size;
use crate::support::Fake;

#[test]
fn the_reps_own_score_is_typed_in_from_paper() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 100, 30);
    fake.keys("yyyynyxyyyyn<Enter>o");
    assert!(
        fake.text().contains("Dana's own score is not here yet"),
        "{}",
        fake.text()
    );
    fake.keys("yyyyyyxyyyyn");
    fake.keys("kkkkkkk").keys("c");
    fake.paste("I said sorry at 01:58").keys("<Enter>");
    fake.keys("a<Enter>");
    insta::assert_snapshot!("beside_100x30", fake.text());
    let id = latest_of(&store, call).unwrap().unwrap().id;
    let fair = fairness::load(&store, id).unwrap();
    assert_eq!(fair.own_open(), 0);
    assert_eq!(fair.disagreements.len(), 1);
    assert_eq!(fair.acknowledged_on, Some("2026-11-20".parse().unwrap()));
    survives_every_size(&mut fake);
    fake.resize(100, 30).keys("uuu");
    let fair = fairness::load(&store, id).unwrap();
    assert_eq!(
        (
            fair.disagreements.len(),
            fair.acknowledged_on,
            fair.own_open()
        ),
        (0, None, 1)
    );
    fake.keys("<Esc>");
    assert!(
        fake.text().contains("Dana's own score: 1 open"),
        "{}",
        fake.text()
    );
}

#[test]
fn a_day_to_come_is_refused_and_what_was_typed_stays() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("yyyynyxyyyyn<Enter>oa");
    fake.keys("<Backspace><Backspace>30<Enter>");
    assert!(fake.text().contains("still to come"), "{}", fake.text());
    assert!(fake.text().contains("2026-11-30"), "{}", fake.text());
    fake.keys("<Esc>n");
    assert!(fake.text().contains("Both scores"), "{}", fake.text());
}

#[test]
fn a_second_scoring_keeps_the_first_in_sight() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 100, 30);
    fake.keys("yyyynyxyyyyn<Enter>");
    let first = fake.text();
    assert!(!first.contains("scoring 1 of"), "{first}");
    fake.keys("n").keys("ynyynyxyyyyn<Enter>");
    assert!(fake.text().contains("scoring 2 of 2"), "{}", fake.text());
    assert!(fake.text().contains("[ before:"), "{}", fake.text());
    fake.keys("[");
    assert!(fake.text().contains("scoring 1 of 2"), "{}", fake.text());
    assert!(fake.text().contains("] since:"), "{}", fake.text());
    fake.keys("]");
    assert!(fake.text().contains("scoring 2 of 2"), "{}", fake.text());
}

#[test]
fn the_reps_page_and_the_sheet_tell_where_two_do_not_see_it_alike() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 100, 30);
    fake.keys("yyyynyxyyyyn<Enter>oyyyyyyxyyyyn")
        .keys("a<Enter>");
    let rep = latest_of(&store, call).unwrap().unwrap().rep_id;
    let nowhere = std::path::Path::new("/nowhere");
    let mut page = Fake::starting(&store, nowhere, 100, 50, Route::Rep(rep));
    let told = page.text();
    assert!(told.contains("Own scores"), "{told}");
    assert!(told.contains("no by the owner, yes by Dana"), "{told}");
    assert!(told.contains("seen on"), "{told}");
    page.keys("<Enter>").resize(100, 70);
    let sheet = page.text();
    assert!(sheet.contains("How we two score"), "{sheet}");
    assert!(sheet.contains("You have seen 1 of the 1 scores"), "{sheet}");
}
