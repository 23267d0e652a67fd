#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use crate::ops::setup;
use crate::store::testing::at;

const TODAY: &str = "2026-11-20";

fn today() -> NaiveDate {
    TODAY.parse().unwrap()
}

fn desk() -> (Store, RepId) {
    let store = Store::in_memory().unwrap();
    let setup = setup::Setup {
        name: "Calder Truck Parts".into(),
        zone: "America/Chicago".into(),
        reps: vec!["Dana".into(), "Luis".into()],
        scorecard: "support".into(),
        calls_per_week: 15,
    };
    setup::run(&store, &setup, at(0)).unwrap();
    let dana = crate::store::rep::get(&store, "Dana").unwrap().id;
    (store, dana)
}

fn about(question: &str) -> Request {
    Request {
        question: question.into(),
        ..Request::default()
    }
}

#[test]
fn what_is_not_said_follows_from_the_question_and_from_what_is_usual() {
    let (store, dana) = desk();
    open(&store, dana, &about("found_need"), today()).unwrap();
    let one = &follow(&store, None, |_| true).unwrap()[0];
    assert_eq!(one.commitment.what, one.question);
    assert!(!one.commitment.done_when.is_empty());
    assert_eq!(one.commitment.calls, 8);
    assert_eq!(one.commitment.check_on.to_string(), "2026-12-18");
    assert_eq!(one.state, CommitmentState::Open);
}

#[test]
fn one_behaviour_at_a_time_unless_overruled() {
    let (store, dana) = desk();
    open(&store, dana, &about("found_need"), today()).unwrap();
    let refused = open(&store, dana, &about("let_finish"), today()).unwrap_err();
    assert!(refused.to_string().contains("--also"), "{refused}");
    let also = Request {
        also: true,
        ..about("let_finish")
    };
    open(&store, dana, &also, today()).unwrap();
    let luis = crate::store::rep::get(&store, "Luis").unwrap().id;
    open(&store, luis, &about("let_finish"), today()).unwrap();
    assert_eq!(follow(&store, None, |_| true).unwrap().len(), 3);
}

#[test]
fn what_could_never_be_judged_is_refused() {
    let (store, dana) = desk();
    let refused = |request: &Request| {
        open(&store, dana, request, today())
            .unwrap_err()
            .to_string()
    };
    let few = Request {
        calls: Some(3),
        ..about("found_need")
    };
    assert!(refused(&few).contains("3 calls cannot be judged"));
    let past = Request {
        check_on: Some(today()),
        ..about("found_need")
    };
    assert!(refused(&past).contains("not in the future"));
    assert!(refused(&about("sings well")).contains("no form asks"));
}

#[test]
fn a_question_is_found_by_its_words_where_they_mean_only_one() {
    let (store, _) = desk();
    let found = question(&store, "found_need").unwrap();
    assert_eq!(
        question(&store, &found.text.to_uppercase()).unwrap().key,
        "found_need"
    );
    assert!(
        question(&store, "the")
            .unwrap_err()
            .to_string()
            .contains("several")
    );
}

#[test]
fn the_owner_closes_what_the_numbers_do_not_decide() {
    let (store, dana) = desk();
    let id = open(&store, dana, &about("found_need"), today()).unwrap();
    let undecided = close(&store, id, None, "", today())
        .unwrap_err()
        .to_string();
    assert!(undecided.contains("--as held"), "{undecided}");
    let state = close(
        &store,
        id,
        Some(CommitmentState::Dropped),
        "Changed jobs.",
        today(),
    )
    .unwrap();
    assert_eq!(state, CommitmentState::Dropped);
    let one = &follow(&store, Some(dana), |_| true).unwrap()[0];
    assert!(one.told().ends_with("Changed jobs."), "{}", one.told());
    assert!(close(&store, id, None, "", today()).is_err());
}

#[test]
fn a_commitment_waits_from_the_day_on_which_it_was_to_be_looked_at() {
    let (store, dana) = desk();
    open(&store, dana, &about("found_need"), today()).unwrap();
    let one = &follow(&store, Some(dana), |_| true).unwrap()[0];
    let on = |day: &str| one.waits(day.parse().unwrap());
    assert_eq!(on("2026-12-17"), None);
    assert_eq!(on("2026-12-18").unwrap(), "To be looked at today.");
    assert_eq!(
        on("2026-12-21").unwrap(),
        "Should have been looked at 3 days ago."
    );
}

#[test]
fn who_waits_comes_first_then_who_was_not_praised_then_by_name() {
    let (store, dana) = desk();
    let luis = crate::store::rep::get(&store, "Luis").unwrap().id;
    let names = |now: &str| -> Vec<String> {
        let all = standing::of_everybody(&store, now.parse().unwrap()).unwrap();
        all.into_iter().map(|one| one.rep.name).collect()
    };
    let praise = crate::store::recognition::NewRecognition {
        rep_id: dana,
        what: "Stayed calm",
        given_on: today(),
        how: "",
        call: None,
        at_secs: None,
        quote: "",
    };
    assert_eq!(names("2026-11-20T16:00:00-06:00"), ["Dana", "Luis"]);
    crate::store::recognition::add(&store, &praise).unwrap();
    assert_eq!(names("2026-11-20T16:00:00-06:00"), ["Luis", "Dana"]);
    open(&store, dana, &about("found_need"), today()).unwrap();
    open(
        &store,
        luis,
        &Request {
            check_on: "2027-01-20".parse().ok(),
            ..about("found_need")
        },
        today(),
    )
    .unwrap();
    assert_eq!(names("2026-12-21T16:00:00-06:00"), ["Dana", "Luis"]);
}
