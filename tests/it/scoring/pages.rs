//! Forms that are longer than the window, and the transcript beside one.

use chrono::DateTime;
use deskside::domain::call::Channel;
use deskside::domain::id::CallId;
use deskside::store::{Store, call, evaluation};

use super::{answers, desk, form};
use crate::screens::survives_every_size;
use crate::support::NOW;

/// A desk whose scorecard has 25 questions in six sections.
fn long_desk() -> (Store, CallId) {
    let (store, call) = desk(Channel::Phone);
    let mut toml = "key = \"support\"\nname = \"Long\"\n".to_owned();
    let mut number = 0;
    for (section, count) in [4, 5, 4, 6, 3, 3].into_iter().enumerate() {
        toml.push_str(&format!("[[section]]\nname = \"Part {}\"\n", section + 1));
        for _ in 0..count {
            number += 1;
            let counts = if number == 12 {
                "critical = \"customer\""
            } else {
                "weight = 1"
            };
            toml.push_str(&format!(
                "[[section.question]]\nkey = \"q{number}\"\ntext = \"Behaviour number {number}\"\n{counts}\nyes = \"Seen in {number}.\"\n"
            ));
        }
    }
    let card = deskside::domain::scorecard::Scorecard::parse("long", &toml).unwrap();
    let now = DateTime::parse_from_rfc3339(NOW).unwrap().to_utc();
    deskside::ops::scorecard::publish(&store, &card, &toml, "longer", false, now).unwrap();
    (store, call)
}

#[test]
fn a_long_form_turns_its_pages_and_tells_at_a_glance_what_is_answered_and_what_is_next() {
    let (store, call) = long_desk();
    let mut fake = form(&store, call, 80, 24);
    insta::assert_snapshot!("score_long_80x24", fake.text());
    fake.keys("yynyyxyyn");
    insta::assert_snapshot!("score_long_turned_80x24", fake.text());
    // The question at the cursor is always in sight, with its guide.
    for number in 10..=25 {
        let text = fake.text();
        assert!(
            fake.chosen().contains(&format!("number {number} ")),
            "{text}"
        );
        assert!(text.contains(&format!("Seen in {number}.")), "{text}");
        fake.keys("y");
    }
    assert!(
        fake.text().contains("all answered: Enter finishes"),
        "{}",
        fake.text()
    );
    fake.keys("<Enter>");
    assert!(fake.text().contains("Quality"), "{}", fake.text());
    survives_every_size(&mut form(&store, call, 80, 24));
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
