//! Comments, moments, voices and how it ended, noted beside the answers and taken back.

use deskside::domain::call::Channel;
use deskside::domain::id::CallId;
use deskside::ops::submit;
use deskside::store::{Store, evaluation, moment};

use super::{answers, desk, form};

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
