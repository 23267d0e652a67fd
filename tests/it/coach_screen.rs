//! Coaching, praise, one-to-ones and the sheet, as the owner works with them: keys on the demo's invented business, and the
//! command line on a fresh desk.

use std::path::Path;

use deskside::store::{commitment, one_to_one, recognition, rep};
use serde_json::Value;

use crate::screens::survives_every_size;
use crate::support::{Fake, NOW};
use crate::trends_screen::{Desk, desk};

impl Desk {
    fn coach(&self, columns: u16, rows: u16) -> Fake<'_> {
        let mut fake = Fake::new(&self.store, self.folder.path(), columns, rows);
        fake.keys("4");
        fake
    }
}

#[test]
fn everybody_stands_with_what_is_worked_on_and_what_stands_out() {
    let desk = desk();
    let mut fake = desk.coach(80, 24);
    insta::assert_snapshot!("coach_80x24", fake.text());
    fake.resize(160, 40).keys("jj");
    insta::assert_snapshot!("coach_160x40", fake.text());
    survives_every_size(&mut fake);
    fake.resize(100, 40).keys("<Enter>");
    insta::assert_snapshot!("rep_100x40", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("<Enter>");
    assert!(fake.text().contains("What goes well"), "{}", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn agreeing_takes_two_keys_and_judging_closes_it() {
    let desk = desk();
    let mut fake = desk.coach(100, 30);
    fake.keys("c<C-s>");
    assert!(
        fake.text().contains("Agreed with Dana Reyes"),
        "{}",
        fake.text()
    );
    let dana = rep::get(&desk.store, "Dana Reyes").unwrap().id;
    let open = &commitment::list(&desk.store, Some(dana)).unwrap()[0];
    assert_eq!(
        (open.calls, open.check_on.to_string()),
        (8, "2026-12-18".into())
    );
    // The chosen row stays Dana's wherever it stands now.
    fake.keys("x");
    assert!(fake.text().contains("No call since yet"), "{}", fake.text());
    fake.keys("3");
    assert!(fake.text().contains("Closed: dropped."), "{}", fake.text());
    assert!(
        commitment::list(&desk.store, Some(dana)).unwrap()[0]
            .closed_on
            .is_some()
    );
    fake.keys("x");
    assert!(
        fake.text().contains("Nothing is being worked on"),
        "{}",
        fake.text()
    );
}

#[test]
fn what_was_written_down_by_mistake_is_taken_away() {
    let desk = desk();
    let mut fake = desk.coach(100, 30);
    fake.keys("c<C-s>x4");
    let dana = rep::get(&desk.store, "Dana Reyes").unwrap().id;
    assert!(
        commitment::list(&desk.store, Some(dana))
            .unwrap()
            .is_empty(),
        "{}",
        fake.text()
    );
}

#[test]
fn a_day_that_is_none_stands_at_its_field_and_what_was_typed_is_not_lost_unasked() {
    let desk = desk();
    let mut fake = desk.coach(100, 30);
    fake.keys("c<Tab>Ask first<Tab><Tab><Backspace>x<C-s>");
    assert!(
        fake.text().contains("Write the day like"),
        "{}",
        fake.text()
    );
    fake.keys("<Esc>");
    assert!(fake.text().contains("Leave?"), "{}", fake.text());
    fake.keys("n");
    assert!(fake.text().contains("Ask first"), "{}", fake.text());
    fake.keys("<Esc>y");
    assert!(
        fake.text().contains("One behaviour at a time"),
        "{}",
        fake.text()
    );
}

#[test]
fn praise_comes_from_a_moment_and_moves_the_rep_down_the_list() {
    let desk = desk();
    let mut fake = desk.coach(100, 30);
    fake.keys("p<C-s>");
    let dana = rep::get(&desk.store, "Dana Reyes").unwrap().id;
    let today = "2026-11-20".parse().unwrap();
    let given = recognition::list(&desk.store, Some(dana), today, today).unwrap();
    assert_eq!(given.len(), 1, "{}", fake.text());
    assert!(given[0].call.is_some() && given[0].at_secs.is_some());
    fake.keys("s");
    assert!(fake.text().contains(&given[0].what), "{}", fake.text());
}

#[test]
fn a_talk_that_was_logged_stands_on_the_page_and_on_the_sheet() {
    let desk = desk();
    let mut fake = desk.coach(100, 40);
    fake.keys("lLikes the new form<C-s>");
    let dana = rep::get(&desk.store, "Dana Reyes").unwrap().id;
    let talks = one_to_one::list(&desk.store, Some(dana)).unwrap();
    assert_eq!(talks[0].notes, "Likes the new form");
    fake.keys("<Enter>");
    assert!(
        fake.text().contains("Likes the new form"),
        "{}",
        fake.text()
    );
    fake.keys("<Enter>");
    assert!(
        fake.text().contains("When we last sat down"),
        "{}",
        fake.text()
    );
}

#[test]
fn a_scored_call_leads_to_a_commitment_with_its_moments_as_evidence() {
    let desk = desk();
    let mut fake = Fake::new(&desk.store, desk.folder.path(), 100, 30);
    // The first call of the week that is still to hear, scored with a moment to do better.
    fake.keys("<Enter>m2Talked over her<Enter>");
    fake.keys("nnnnnnnnnnnnnnnnnnnnnnnn<Enter>");
    assert!(fake.text().contains("coach on this"), "{}", fake.text());
    fake.keys("c<C-s>");
    assert!(fake.text().contains("Agreed with"), "{}", fake.text());
    let newest = commitment::list(&desk.store, None).unwrap();
    let newest = newest.iter().max_by_key(|one| one.id).unwrap();
    assert!(newest.evaluation.is_some());
    let shown = commitment::evidence(&desk.store, newest.id).unwrap();
    assert_eq!(shown[0].text, "Talked over her");
}

fn json(folder: &Path, words: &[&str]) -> Value {
    let out = assert_cmd::Command::cargo_bin("deskside")
        .unwrap()
        .env("DESKSIDE_NOW", NOW)
        .args(["--json", "--db"])
        .arg(folder.join("desk.db"))
        .args(words)
        .assert()
        .success();
    serde_json::from_slice(&out.get_output().stdout).unwrap()
}

#[test]
fn the_question_of_an_agreement_is_chosen_from_a_list() {
    let desk = desk();
    let mut fake = desk.coach(80, 24);
    fake.keys("c");
    for question in [
        "Gave correct information",
        "Tied the solution",
        "for a referral",
    ] {
        assert!(fake.text().contains(question), "{}", fake.text());
    }
    survives_every_size(&mut fake);
}

#[test]
fn the_command_line_agrees_judges_praises_and_writes_the_sheet() {
    let desk = desk();
    let folder = desk.folder.path();
    let question = [
        "--question",
        "referral",
        "--what",
        "Ask every glad customer",
    ];
    let added = json(
        folder,
        &[&["coach", "add", "--rep", "Dana Reyes"], &question[..]].concat(),
    );
    assert_eq!(
        (added["state"].as_str(), added["calls"].as_i64()),
        (Some("open"), Some(8))
    );
    let id = added["commitment"].to_string();
    let closed = json(
        folder,
        &[
            "coach",
            "close",
            &id,
            "--as",
            "dropped",
            "--note",
            "Too early.",
        ],
    );
    assert_eq!(closed["state"], "dropped");
    let open = json(folder, &["coach", "list"]);
    assert!(
        open.as_array()
            .unwrap()
            .iter()
            .all(|one| one["closed_on"].is_null())
    );
    let all = json(folder, &["coach", "list", "--all", "--rep", "Luis Ortega"]);
    assert_eq!(all[0]["state"], "held");
    json(
        folder,
        &[
            "praise",
            "add",
            "--rep",
            "Dana Reyes",
            "Stayed calm",
            "--how",
            "in writing",
        ],
    );
    let praise = json(folder, &["praise", "list"]);
    assert_eq!(praise["praise"][0]["what"], "Stayed calm");
    assert!(
        praise["due"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["rep"] != "Dana Reyes")
    );
    json(
        folder,
        &["coach", "talk", "--rep", "Dana Reyes", "Wants more chats"],
    );
    let sheet = json(folder, &["summary", "--rep", "Dana Reyes"]);
    assert_eq!(sheet["last_talk"]["notes"], "Wants more chats");
    assert!(
        sheet["last"]["text"]
            .as_str()
            .unwrap()
            .ends_with("Too early.")
    );
}
