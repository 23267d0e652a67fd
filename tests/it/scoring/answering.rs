//! One key an answer, everything on disk before the next; taken back, passed by, finished.

use chrono::{DateTime, NaiveDate};
use deskside::domain::call::{Channel, Lane};
use deskside::domain::week::Week;
use deskside::ops::submit;
use deskside::store::{became, evaluation, rep};
use deskside::tui::screen::Route;

use super::{answers, desk, form};
use crate::screens::survives_every_size;
use crate::support::{Fake, NOW};

#[test]
fn the_form_shows_every_question_and_what_good_looks_like() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    insta::assert_snapshot!("score_80x24", fake.text());
    fake.resize(120, 36).keys("yny");
    insta::assert_snapshot!("score_120x36", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn twelve_questions_take_twelve_keys_and_one_to_finish() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("yyyynyxyyyyn");
    assert!(
        fake.text().contains("Everything is answered"),
        "{}",
        fake.text()
    );
    assert!(!fake.text().contains("Quality"), "{}", fake.text());
    fake.keys("<Enter>");
    assert!(fake.text().contains("Quality"), "{}", fake.text());
    let kept = evaluation::latest_of(&store, call).unwrap().unwrap();
    assert_eq!(kept.lane, Lane::Targeted);
    insta::assert_snapshot!("scored_80x24", fake.text());
    fake.keys("f").resize(120, 36);
    insta::assert_snapshot!("scored_120x36_formula", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn an_answer_is_on_disk_before_the_next_key() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    for (keys, expected) in [("y", 1), ("n", 2), ("n", 3), ("x", 4)] {
        fake.keys(keys);
        assert_eq!(answers(&store, call).len(), expected);
    }
    drop(fake);
    let mut again = form(&store, call, 80, 24);
    assert!(again.text().contains("4 of 8"), "{}", again.text());
    assert!(
        again.chosen().contains("Gave correct information"),
        "{}",
        again.chosen()
    );
    again.keys("u");
    assert!(
        again.text().contains("Nothing to take back"),
        "{}",
        again.text()
    );
}

#[test]
fn questions_that_do_not_apply_are_passed_by_themselves() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("yyn");
    assert!(
        fake.chosen().contains("Verified the account"),
        "{}",
        fake.chosen()
    );
    fake.keys("kkk");
    fake.keys("y");
    assert!(
        fake.text().contains("does not apply to this call"),
        "{}",
        fake.text()
    );
}

#[test]
fn the_last_answers_are_taken_back_and_given_again() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("yn").keys("u");
    assert!(fake.text().contains("Taken back"), "{}", fake.text());
    assert_eq!(answers(&store, call)[1].1, None);
    fake.keys("<C-r>");
    assert_eq!(answers(&store, call)[1].1.as_deref(), Some("no"));
    fake.keys("uu").keys("<Tab>");
    assert!(fake.text().contains("0 of 8"), "{}", fake.text());
}

#[test]
fn finishing_with_open_questions_goes_to_the_first_of_them() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("y<Tab>y<Enter>");
    assert!(fake.text().contains("still open"), "{}", fake.text());
    assert!(
        fake.chosen().contains("Found the need"),
        "{}",
        fake.chosen()
    );
    assert!(evaluation::draft_of(&store, call).unwrap().is_some());
}

#[test]
fn a_chat_is_scored_on_the_written_form_and_by_steps() {
    let (store, call) = desk(Channel::Chat);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("yn");
    assert!(
        fake.chosen().contains("Answered every question"),
        "{}",
        fake.chosen()
    );
    fake.keys("y");
    assert!(fake.text().contains("takes 1 to 3"), "{}", fake.text());
    fake.keys("2");
    assert_eq!(
        answers(&store, call).last().unwrap().1.as_deref(),
        Some("2")
    );
}

#[test]
fn a_form_that_was_only_looked_at_leaves_nothing() {
    let (store, call) = desk(Channel::Phone);
    form(&store, call, 80, 24).keys("jjk<Tab><Esc>");
    assert_eq!(evaluation::drafts(&store).unwrap(), []);
    form(&store, call, 80, 24).keys("<Right><Esc>");
    let drafts = evaluation::drafts(&store).unwrap();
    assert_eq!(drafts.len(), 1, "how far it was heard is kept");
    assert_eq!(drafts[0].listened_secs, 5);
    let became = became::of_call(&store, call).unwrap();
    assert_eq!(became.draft, None, "and is no draft of a score");
}

#[test]
fn a_call_whose_form_was_only_looked_at_can_be_scored_from_a_file() {
    let (store, call) = desk(Channel::Phone);
    let now = DateTime::parse_from_rfc3339(NOW).unwrap().to_utc();
    let open = form(&store, call, 80, 24);
    let keys = [
        "let_finish",
        "found_need",
        "went_wrong",
        "verified_account",
        "correct_info",
        "tied_solution",
        "solved",
        "referral",
    ];
    let answers: Vec<String> = keys.iter().map(|key| format!("\"{key}\":\"no\"")).collect();
    let text = format!("{{\"answers\":{{{}}}}}", answers.join(","));
    let answers = submit::file::parse(&text).unwrap();
    submit::file::evaluate(&store, call, &answers, now).unwrap();
    drop(open);
    assert!(evaluation::latest_of(&store, call).unwrap().is_some());
}

#[test]
fn a_question_is_gone_to_by_letter_number_and_section_and_answered_with_the_mouse() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("gl");
    assert!(
        fake.chosen().contains("for a referral"),
        "{}",
        fake.chosen()
    );
    fake.keys("g2");
    assert!(
        fake.chosen().contains("Found the need"),
        "{}",
        fake.chosen()
    );
    fake.keys("]]");
    assert!(fake.chosen().contains("Verified"), "{}", fake.chosen());
    fake.keys("[");
    assert!(
        fake.chosen().contains("had gone wrong"),
        "{}",
        fake.chosen()
    );
    fake.click("Let the customer finish").click("y  n  x");
    assert_eq!(answers(&store, call)[0].1.as_deref(), Some("yes"));
}

#[test]
fn the_running_total_is_hidden_unless_it_was_asked_for() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("y");
    assert!(!fake.text().contains("so far"), "{}", fake.text());
    fake.keys("b");
    assert!(fake.text().contains("100.0 so far"), "{}", fake.text());
    drop(fake);
    assert!(form(&store, call, 80, 24).text().contains("so far"));
}

#[test]
fn a_new_call_is_two_fields_away_from_every_list() {
    let (store, call) = desk(Channel::Phone);
    let week = Week::of(NaiveDate::from_ymd_opt(2026, 11, 16).unwrap());
    let rep = rep::get(&store, "Dana").unwrap().id;
    for (route, key) in [
        (Route::Sample, "n"),
        (Route::Trends, "n"),
        (Route::Coach, "n"),
        (Route::Calls, "n"),
        (Route::Customer(call), "n"),
        (Route::Owed, "n"),
        (Route::Names, "n"),
        (Route::Recordings, "n"),
        (Route::Rep(rep), "n"),
        (Route::Behind("quality".to_owned(), None, week), "n"),
        (Route::Scorecards, "<C-n>"),
        (Route::Summary(week), "<C-n>"),
        (Route::Sheet(rep), "<C-n>"),
        (Route::Audits(week), "<C-n>"),
        (Route::Score(call), "<C-n>"),
    ] {
        let nowhere = std::path::Path::new("/nowhere");
        let told = format!("{route:?}");
        let mut fake = Fake::starting(&store, nowhere, 100, 30, route);
        fake.keys(key);
        assert!(
            fake.text().contains("A call you just heard"),
            "{told}: {}",
            fake.text()
        );
    }
}
