//! The scoring form on a fake terminal: one key an answer, everything on disk before the next.

use chrono::{DateTime, NaiveDate};
use deskside::domain::call::{Channel, Lane};
use deskside::domain::id::CallId;
use deskside::domain::week::Week;
use deskside::ops::setup::{self, Setup};
use deskside::ops::submit;
use deskside::store::call::NewCall;
use deskside::store::{Store, call, evaluation, rep};
use deskside::tui::screen::Route;

use crate::screens::survives_every_size;
use crate::support::{Fake, NOW};

/// A desk with one call of Dana's, of that channel.
fn desk(channel: Channel) -> (Store, CallId) {
    let store = Store::in_memory().unwrap();
    let setup = Setup {
        name: "Calder Truck Parts".into(),
        zone: "America/Chicago".into(),
        reps: vec!["Dana=301".into()],
        scorecard: "support".into(),
        calls_per_week: 5,
    };
    let now = DateTime::parse_from_rfc3339(NOW).unwrap();
    setup::run(&store, &setup, now.to_utc()).unwrap();
    let on = NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();
    let new = NewCall {
        rep_id: rep::get(&store, "Dana").unwrap().id,
        customer_id: None,
        number: "(312) 555-0142".into(),
        channel,
        started_at: "2026-11-16T09:12:00-06:00".parse().unwrap(),
        week: Week::of(on),
        on,
    };
    let id = call::add(&store, &new).unwrap();
    (store, id)
}

fn form(store: &Store, call: CallId, columns: u16, rows: u16) -> Fake<'_> {
    Fake::starting(
        store,
        std::path::Path::new("/nowhere"),
        columns,
        rows,
        Route::Score(call),
    )
}

fn answers(store: &Store, call: CallId) -> Vec<(String, Option<String>)> {
    let draft = evaluation::draft_of(store, call).unwrap().unwrap();
    let answers = evaluation::answers(store, draft.id).unwrap();
    answers
        .into_iter()
        .map(|one| (one.question, one.value))
        .collect()
}

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
fn comments_moments_and_voices_are_kept() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 120, 36);
    fake.keys("cwarm and calm<Enter>");
    fake.keys("<Right><Right>m1so glad I got you<Enter>");
    fake.keys("vlate delivery<Enter>5third time<Enter>");
    fake.keys("vLATE<Enter>8<Enter>");
    let draft = evaluation::draft_of(&store, call).unwrap().unwrap();
    let form = submit::load(&store, draft.id).unwrap();
    assert_eq!(
        form.comments.values().collect::<Vec<_>>(),
        ["warm and calm"]
    );
    assert_eq!(
        (form.moments[0].at_secs, form.moments[0].text.as_str()),
        (10, "so glad I got you")
    );
    assert_eq!(form.voices.len(), 2);
    assert!(
        form.voices
            .iter()
            .all(|voice| voice.theme == "late delivery")
    );
    insta::assert_snapshot!("score_notes_120x36", fake.text());
}

#[test]
fn a_comment_left_with_esc_is_not_lost_and_its_letters_are_no_answers() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("cynx12<Esc>");
    let draft = evaluation::draft_of(&store, call).unwrap().unwrap();
    let form = submit::load(&store, draft.id).unwrap();
    assert_eq!(form.comments.values().collect::<Vec<_>>(), ["ynx12"]);
    assert_eq!(form.answers.iter().count(), 0);
    fake.paste("yyyyyy");
    assert_eq!(
        submit::load(&store, draft.id)
            .unwrap()
            .answers
            .iter()
            .count(),
        0
    );
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

const SAID: &str = "WEBVTT\n\n00:01.000 --> 00:03.000\nDana: Calder Truck Parts, good morning.\n\n00:04.000 --> 00:09.000\nRuth Calloway: My order of brake pads is late, for the third time now, and two of my trucks are standing still.\n\n00:41.000 --> 00:44.000\nDana: I am sorry about that.\n\n01:10.000 --> 01:12.000\nRuth Calloway: Friday would be too late.\n";

/// Gives the call a transcript, as an import would.
fn said(store: &Store, call: CallId, text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let name = call::get(store, call)
        .unwrap()
        .ticket_id
        .replace("desk:", "");
    std::fs::write(folder.path().join(format!("{name}.vtt")), text).unwrap();
    let options = deskside::ops::transcripts::Options::default();
    let now = DateTime::parse_from_rfc3339(NOW).unwrap();
    let mut go_on = |_| std::ops::ControlFlow::Continue(());
    let report =
        deskside::ops::transcripts::run(store, folder.path(), &options, now, &mut go_on).unwrap();
    assert_eq!(report.added, 1, "{report:?}");
}

#[test]
fn a_transcript_is_read_searched_and_sets_the_clock() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("t");
    assert!(
        fake.text().contains("There is no transcript of this call."),
        "{}",
        fake.text()
    );
    said(&store, call, SAID);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("tjj<Enter>");
    assert!(fake.text().contains("0:41"), "{}", fake.text());
    fake.keys("m2sorry, twice<Enter>");
    insta::assert_snapshot!("transcript_80x24", fake.text());
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("/LATE");
    assert!(fake.text().contains("“LATE” 2 of 2"), "{}", fake.text());
    fake.keys("<Enter>n");
    assert!(fake.text().contains("“LATE” 1 of 2"), "{}", fake.text());
    fake.keys("<Tab>y");
    assert_eq!(
        answers(&store, call).len(),
        1,
        "the questions have the keys again"
    );
    fake.resize(120, 36);
    insta::assert_snapshot!("transcript_120x36", fake.text());
    survives_every_size(&mut fake);
    let draft = evaluation::draft_of(&store, call).unwrap().unwrap();
    let moments = deskside::store::moment::list(&store, draft.id).unwrap();
    assert_eq!(moments[0].at_secs, 41);
}

#[test]
fn the_messages_of_a_chat_stand_beside_its_form() {
    let (store, call) = desk(Channel::Chat);
    said(
        &store,
        call,
        "09:12:00\tRuth Calloway:\tIs anybody there?\n09:12:40\tDana:\tGood morning.\n",
    );
    let mut fake = form(&store, call, 80, 24);
    assert!(fake.text().contains("Is anybody there?"), "{}", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn who_speaks_is_said_once_in_the_pane() {
    let (store, call) = desk(Channel::Phone);
    said(
        &store,
        call,
        r#"{"audio_duration":9,"utterances":[{"start":1000,"speaker":"A","text":"Good morning."},{"start":4000,"speaker":"B","text":"Hello."}]}"#,
    );
    let mut fake = form(&store, call, 80, 24);
    fake.keys("tw");
    assert!(
        fake.text().contains("A is the rep") && fake.text().contains("Dana: Good morning."),
        "{}",
        fake.text()
    );
}
