#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::domain::evaluation::asked;
use crate::ops::draw::{Request, run};
use crate::ops::submit::{Noted, submit};
use crate::store::testing::{Desk, at, week};
use crate::store::{observation, pick, scorecard};

const DAY: i64 = 24 * 3600;

/// Answers everything that is asked with `word`, or the best that the question takes.
fn answer_all(store: &Store, id: EvaluationId, word: &str, now: DateTime<Utc>) {
    for _ in 0..2 {
        let form = submit::load(store, id).unwrap();
        let card = &form.version.scorecard;
        for (is_asked, question) in asked(card, &form.answers).into_iter().zip(card.questions()) {
            let words = question.answer_words();
            let Some(best) = words.iter().find(|one| *one == word).or(words.first()) else {
                continue;
            };
            if is_asked {
                let id_of = form.version.question_ids[&question.key];
                evaluation::answer(store, id, id_of, Some(best), now).unwrap();
            }
        }
    }
}

/// A desk with calls and forms.
fn scored() -> Desk {
    let desk = Desk::with_calls(&["Dana"], 20);
    for (key, toml) in crate::domain::scorecard::builtin() {
        let form = crate::domain::scorecard::Scorecard::parse(key, toml).unwrap();
        scorecard::add(&desk.store, &form, toml, "", at(0)).unwrap();
    }
    desk
}

#[test]
fn a_call_comes_back_after_a_month_blind_and_counts_for_nothing() {
    let desk = scored();
    let store = &desk.store;
    let request = Request {
        per_rep: Some(4),
        seed: Some("seed".into()),
        ..Request::of_week(week("2026-W47"))
    };
    run(store, &request, at(0)).unwrap();
    for (one, call) in pick::list(store, week("2026-W47")).unwrap() {
        let id = submit::open(store, call.id, None, at(10)).unwrap();
        answer_all(store, id, "yes", at(20));
        submit(store, id, &Noted::default(), at(30)).unwrap();
        assert!(one.draw_id.is_some());
    }
    let heard = || observation::heard(store, week("2026-W47"), week("2026-W47")).unwrap();
    let before = heard();

    assert_eq!(
        bring_back(store, "again", at(29 * DAY)).unwrap(),
        0,
        "too early"
    );
    assert_eq!(bring_back(store, "again", at(31 * DAY)).unwrap(), 2);
    assert_eq!(
        bring_back(store, "again", at(32 * DAY)).unwrap(),
        0,
        "once a month"
    );
    assert_eq!(
        bring_back(store, "again", at(62 * DAY)).unwrap(),
        0,
        "some still wait"
    );

    let waiting = recheck::waiting(store).unwrap();
    assert_eq!(waiting.len(), 2);
    let call = open(store, &waiting[0], at(33 * DAY)).unwrap();
    let again = evaluation::draft_of(store, call).unwrap().unwrap();
    assert!(
        submit::load(store, again.id)
            .unwrap()
            .answers
            .iter()
            .next()
            .is_none()
    );
    answer_all(store, again.id, "no", at(33 * DAY));
    submit(store, again.id, &Noted::default(), at(33 * DAY)).unwrap();

    assert_eq!(heard(), before, "the KPIs stay as they were");
    assert_eq!(
        evaluation::latest_of(store, call).unwrap().unwrap().id,
        waiting[0].first
    );
    assert_eq!(recheck::waiting(store).unwrap().len(), 1);
    let found = report(store).unwrap();
    assert_eq!(found.calls, 1);
    assert!(found.n > 0 && found.same < found.n, "{}", found.text);
    assert!(page(&found).iter().any(|line| line == "Not scored alike:"));
}
