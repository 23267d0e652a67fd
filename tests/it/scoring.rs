//! The scoring form on a fake terminal: one key an answer, everything on disk before the next.

use chrono::{DateTime, NaiveDate};
use deskside::domain::call::{Channel, Lane};
use deskside::domain::id::CallId;
use deskside::domain::week::Week;
use deskside::ops::setup::{self, Setup};
use deskside::ops::submit;
use deskside::store::call::NewCall;
use deskside::store::{Store, became, call, evaluation, moment, rep};
use deskside::tui::screen::Route;

use crate::screens::survives_every_size;
use crate::support::{Fake, NOW};

/// A desk with one call of Dana's, of that channel.
pub fn desk(channel: Channel) -> (Store, CallId) {
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

pub fn form(store: &Store, call: CallId, columns: u16, rows: u16) -> Fake<'_> {
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
fn what_leaving_a_line_has_kept_is_told() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 120, 36);
    fake.keys("cwarm and calm<Esc>");
    assert!(fake.text().contains("Comment kept."), "{}", fake.text());
    fake.keys("vlate delivery<Enter><Enter>5<Esc>");
    let told = "The customer's voice is noted: late delivery.";
    assert!(fake.text().contains(told), "{}", fake.text());
}

#[test]
fn comments_moments_and_voices_are_kept() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 120, 36);
    fake.keys("cwarm and calm<Enter>");
    fake.keys("<Right><Right>m1so glad I got you<Enter>");
    fake.keys("vlate delivery<Enter>third time<Enter>5the account<Enter>");
    fake.keys("vLATE<Enter><Enter>8<Enter>");
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
fn three_comments_two_moments_and_a_voice_take_under_forty_keys_beyond_their_words() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    let mut pressed = 0;
    let mut say = |keys: &str, words: &str, then: &str| {
        fake.keys(keys).keys(words).keys(then);
        pressed += crate::support::keys(keys).len() + crate::support::keys(then).len();
    };
    say("<Right><Right>m1", "glad it was her", "<Enter>");
    say("c", "let her tell it all", "<Enter>y");
    say("c", "asked twice", "<Enter>yn");
    say("m2", "talked over her", "<Enter>");
    say("c", "read the address back", "<Enter>yyy");
    say("v", "late delivery", "<Enter>");
    say("", "the third time", "<Enter>5");
    say("", "the whole account", "<Enter>yyy<Enter>");
    assert!(pressed < 40, "{pressed}");
    assert!(fake.text().contains("Quality"), "{}", fake.text());
    let kept = evaluation::latest_of(&store, call).unwrap().unwrap();
    let form = submit::load(&store, kept.id).unwrap();
    assert_eq!((form.comments.len(), form.moments.len()), (3, 2));
    assert_eq!(form.voices[0].stake, "the whole account");
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
fn how_it_ended_is_noted_and_what_is_owed_is_listed_until_it_is_done() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 120, 36);
    fake.keys("o<Right><Right><Tab>soon<C-s>");
    assert!(fake.text().contains("is no day"), "{}", fake.text());
    fake.keys("<C-u><C-u><Backspace><Backspace><Backspace><Backspace>tue<C-s>");
    insta::assert_snapshot!("score_outcome_120x36", fake.text());
    fake.keys("yynyyyny<Enter>");
    let kept = evaluation::latest_of(&store, call).unwrap().unwrap();
    let result = kept.result.unwrap();
    assert_eq!(result.satisfied.as_deref(), Some("satisfied"));
    assert_eq!(result.follow_up_on.as_deref(), Some("2026-11-24"));
    fake.keys("<Esc>o");
    insta::assert_snapshot!("owed_120x36", fake.text());
    fake.keys("d");
    assert!(fake.text().contains("Nothing is owed"), "{}", fake.text());
    fake.keys("u");
    assert!(fake.text().contains("2026-11-24"), "{}", fake.text());
}

#[test]
fn a_note_is_heard_again_changed_and_taken_away() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 120, 36);
    fake.keys("<Right><Right>m1kind<Enter><Right><Right><Right>m2rushed<Enter>");
    fake.keys("e11");
    assert!(fake.text().contains("‖ 0:10"), "{}", fake.text());
    fake.keys("e12ness<Enter>");
    assert!(fake.text().contains("kindness"), "{}", fake.text());
    fake.keys("e23");
    assert!(!fake.text().contains("rushed"), "{}", fake.text());
    fake.click("kindness");
    assert!(fake.text().contains("‖ 0:10"), "{}", fake.text());
}

#[test]
fn a_moment_becomes_the_customers_voice_with_its_words() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 120, 36);
    fake.keys("<Right>m3third time late<Enter>");
    fake.keys("e14late delivery<Enter><Enter>5<Enter>");
    let draft = evaluation::draft_of(&store, call).unwrap().unwrap();
    let voice = moment::voices(&store, draft.id).unwrap().remove(0);
    assert_eq!(
        (voice.theme.as_str(), voice.quote.as_str(), voice.at_secs),
        ("late delivery", "third time late", Some(5))
    );
    // The next voice begins without them.
    fake.keys("vprice<Enter><Enter>2<Enter>");
    let voices = moment::voices(&store, draft.id).unwrap();
    assert!(voices.iter().any(|one| one.quote.is_empty()), "{voices:?}");
}

#[test]
fn a_comment_that_was_made_before_is_one_key_away() {
    let (store, call) = desk(Channel::Phone);
    form(&store, call, 80, 24).keys("casked twice<Enter>yynyyyny<Enter>");
    let mut again = form(&store, call, 80, 24);
    again.keys("c");
    assert!(again.text().contains("asked twice"), "{}", again.text());
    again.keys("asked<Tab><Enter>");
    assert_eq!(commented(&store, call), ["asked twice"]);
}

fn commented(store: &Store, call: CallId) -> Vec<String> {
    let draft = evaluation::draft_of(store, call).unwrap().unwrap();
    let form = submit::load(store, draft.id).unwrap();
    form.comments.into_values().collect()
}

#[test]
fn a_ready_remark_is_a_comment_in_three_keys_and_is_narrowed_while_typing() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 80, 24);
    fake.keys("c");
    insta::assert_snapshot!("remarks_80x24", fake.text());
    fake.keys("<Tab><Enter>");
    let first = "Cut in while the customer was still explaining";
    assert_eq!(commented(&store, call), [first]);
    // What stands there already comes back past the last remark, and letters narrow them.
    fake.keys("c<Tab><Tab><Tab><Tab>");
    assert!(!fake.chosen().contains("Cut in"), "{}", fake.chosen());
    fake.keys("<Enter>");
    assert_eq!(commented(&store, call), [first]);
    fake.keys("c<C-u>BEFORE<Tab>");
    assert!(fake.text().contains("Began to solve"), "{}", fake.text());
    assert!(!fake.text().contains("Let a long"), "{}", fake.text());
    fake.keys("<Enter>u");
    assert_eq!(commented(&store, call), [first]);
    // A click takes one; an answer is still one key.
    fake.keys("c").click("Let a long story").keys("<Enter>y");
    assert_eq!(commented(&store, call), ["Let a long story run to its end"]);
    assert_eq!(answers(&store, call)[0].1.as_deref(), Some("yes"));
}

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

#[test]
fn undo_and_redo_cover_everything_that_is_noted_on_the_form() {
    let (store, call) = desk(Channel::Phone);
    let mut fake = form(&store, call, 100, 30);
    fake.keys("y");
    fake.keys("cwell said<Enter>");
    fake.keys("m1warm<Enter>");
    fake.keys("vlate delivery<Enter>third time<Enter>5her account<Enter>");
    fake.keys("o<Right><Tab>+3d<C-s>");
    fake.keys("e12<Backspace><Backspace><Backspace><Backspace>cold<Enter>");
    fake.keys("e13");
    let id = evaluation::draft_of(&store, call).unwrap().unwrap().id;
    let state = || {
        let form = submit::load(&store, id).unwrap();
        let end = evaluation::end(&store, id).unwrap();
        let moments: Vec<String> = form.moments.iter().map(|one| one.text.clone()).collect();
        let voices: Vec<String> = form
            .voices
            .iter()
            .map(|one| format!("{} {}", one.quote, one.stake).trim().to_owned())
            .collect();
        format!(
            "{} {} {} {} {}",
            form.answers.iter().count(),
            form.comments.len(),
            moments.join(","),
            voices.join(","),
            end.satisfied.is_some() && end.follow_up_on.is_some()
        )
    };
    let steps = [
        "1 1  third time her account true",
        "1 1 cold third time her account true",
        "1 1 warm third time her account true",
        "1 1 warm third time her account false",
        "1 1 warm  false",
        "1 1   false",
        "1 0   false",
        "0 0   false",
    ];
    assert_eq!(state(), steps[0], "{}", fake.text());
    for step in &steps[1..] {
        fake.keys("u");
        assert_eq!(state(), *step, "{}", fake.text());
    }
    fake.keys("u");
    assert!(
        fake.text().contains("Nothing to take back"),
        "{}",
        fake.text()
    );
    for step in steps.iter().rev().skip(1) {
        fake.keys("<C-r>");
        assert_eq!(state(), *step, "{}", fake.text());
    }
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
