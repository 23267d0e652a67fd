#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::domain::kpi;
use crate::ops::submit::file::{EvaluationFile, evaluate, parse};
use crate::ops::{consistency, draw, drivers, trend};
use crate::store::scorecard;
use crate::store::testing::{Desk, at, week};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn smooth(extra: &str) -> EvaluationFile {
    parse(&format!(
        r#"{{"answers":{{"let_finish":"yes","found_need":"no","went_wrong":"no","verified_account":"yes",
            "correct_info":"yes","tied_solution":"yes","solved":"yes","referral":"na"}}{extra}}}"#
    ))
    .unwrap()
}

/// A desk with every pick of a draw scored.
fn desk() -> (Desk, Vec<EvaluationId>) {
    let desk = Desk::with_calls(&["Dana"], 8);
    for (key, toml) in crate::domain::scorecard::builtin() {
        let form = crate::domain::scorecard::Scorecard::parse(key, toml).unwrap();
        scorecard::add(&desk.store, &form, toml, "", at(0)).unwrap();
    }
    let request = draw::Request {
        per_rep: Some(4),
        seed: Some("seed".into()),
        ..draw::Request::of_week(week("2026-W47"))
    };
    draw::run(&desk.store, &request, at(0)).unwrap();
    let picks = crate::store::pick::list(&desk.store, week("2026-W47")).unwrap();
    let score = |(_, call): &(_, crate::domain::call::Call)| {
        evaluate(
            &desk.store,
            call.id,
            &smooth(r#","outcome":{"satisfied":"satisfied"}"#),
            at(60),
        )
        .unwrap()
        .0
    };
    let ids = picks.iter().map(score).collect();
    (desk, ids)
}

fn own(desk: &Desk, id: EvaluationId, answers: &[(&str, &str)]) {
    for (key, word) in answers {
        let form = submit::load(&desk.store, id).unwrap();
        let question = form.version.scorecard.question(key).unwrap().clone();
        let value = AnswerValue::parse(&question, word).unwrap();
        answer(&desk.store, id, key, Some(&value), day("2026-11-20")).unwrap();
    }
}

#[test]
fn the_reps_own_score_stands_beside_the_owners() {
    let (desk, ids) = desk();
    own(
        &desk,
        ids[0],
        &[
            ("let_finish", "yes"),
            ("found_need", "yes"),
            ("went_wrong", "no"),
            ("verified_account", "yes"),
            ("correct_info", "yes"),
            ("tied_solution", "yes"),
            ("solved", "yes"),
        ],
    );
    let fair = load(&desk.store, ids[0]).unwrap();
    assert_eq!((fair.own_open(), fair.own_quality()), (1, None));
    own(&desk, ids[0], &[("referral", "na")]);
    let fair = load(&desk.store, ids[0]).unwrap();
    assert_eq!(fair.own_quality(), Some(100.0));
    assert!(fair.quality().unwrap() < 100.0);
    let differing: Vec<_> = fair
        .rows
        .iter()
        .filter(|row| row.is_same() == Some(false))
        .collect();
    assert_eq!(
        (differing.len(), differing[0].question.as_str()),
        (1, "found_need")
    );
    assert_eq!(fair.own.as_ref().unwrap().scored_on, day("2026-11-20"));
    answer(&desk.store, ids[0], "referral", None, day("2026-11-20")).unwrap();
    assert_eq!(load(&desk.store, ids[0]).unwrap().own_open(), 1);
}

#[test]
fn what_was_not_agreed_and_when_it_was_seen_are_kept_with_the_scoring() {
    let (desk, ids) = desk();
    let on = day("2026-11-20");
    disagree(&desk.store, ids[0], "found_need", "She asked at 00:41", on).unwrap();
    own_score::acknowledge(&desk.store, ids[0], Some(on)).unwrap();
    let fair = load(&desk.store, ids[0]).unwrap();
    assert_eq!(
        fair.disagreement("found_need").unwrap().note,
        "She asked at 00:41"
    );
    assert_eq!(fair.acknowledged_on, Some(on));
    assert!(disagree(&desk.store, ids[0], "no_such", "x", on).is_err());
    disagree(&desk.store, ids[0], "found_need", " ", on).unwrap();
    assert!(load(&desk.store, ids[0]).unwrap().disagreements.is_empty());
    own_score::acknowledge(&desk.store, ids[0], None).unwrap();
    assert_eq!(load(&desk.store, ids[0]).unwrap().acknowledged_on, None);
}

#[test]
fn a_call_scored_again_keeps_the_first_scoring_in_sight_with_what_was_said_of_it() {
    let (desk, ids) = desk();
    let on = day("2026-11-20");
    disagree(&desk.store, ids[0], "found_need", "She asked at 00:41", on).unwrap();
    own_score::acknowledge(&desk.store, ids[0], Some(on)).unwrap();
    own(&desk, ids[0], &[("found_need", "yes")]);
    let call = load(&desk.store, ids[0]).unwrap().form.call.id;
    let (second, _) = evaluate(&desk.store, call, &smooth(""), at(120)).unwrap();
    let first = load(&desk.store, ids[0]).unwrap();
    let versions: Vec<_> = first
        .versions
        .iter()
        .map(|one| (one.id, one.latest))
        .collect();
    assert_eq!(versions, [(ids[0], false), (second, true)]);
    assert_eq!((first.place(), first.disagreements.len()), (Some(0), 1));
    let again = load(&desk.store, second).unwrap();
    assert_eq!(
        (again.disagreements.len(), again.acknowledged_on),
        (0, None)
    );
    // The rep scored the call, not a scoring of it.
    assert!(again.own.is_some());
}

#[test]
fn a_draft_shows_nothing_of_what_the_rep_thinks() {
    let (desk, ids) = desk();
    let call = load(&desk.store, ids[0]).unwrap().form.call.id;
    let draft = submit::open(&desk.store, call, None, at(90)).unwrap();
    assert!(load(&desk.store, draft).is_err());
    assert!(
        answer(
            &desk.store,
            draft,
            "found_need",
            Some(&AnswerValue::Yes),
            day("2026-11-20")
        )
        .is_err()
    );
    assert!(own_score::acknowledge(&desk.store, draft, None).is_err());
    assert!(disagree(&desk.store, draft, "found_need", "no", day("2026-11-20")).is_err());
}

/// Everything that the desk tells in numbers, as text.
fn numbers(desk: &Desk) -> String {
    let now = at(7_200).fixed_offset();
    let (from, to) = (week("2026-W40"), week("2026-W47"));
    let query = trend::Query {
        reps: None,
        from,
        to,
        now,
    };
    let rows = desk.number("SELECT count(*) FROM evaluation");
    let series: Vec<String> = kpi::ALL
        .iter()
        .map(|kpi| format!("{:?}", trend::series(&desk.store, kpi, &query).unwrap()))
        .collect();
    format!(
        "{rows} {series:?} {:?} {:?} {:?}",
        trend::known(&desk.store, to, now).unwrap(),
        consistency::report(&desk.store).unwrap(),
        drivers::drivers(&desk.store, from, to).unwrap()
    )
}

#[test]
fn nothing_that_a_rep_says_of_own_calls_enters_a_number() {
    let (desk, ids) = desk();
    let before = numbers(&desk);
    for id in &ids {
        own(
            &desk,
            *id,
            &[
                ("let_finish", "no"),
                ("found_need", "yes"),
                ("solved", "no"),
                ("verified_account", "no"),
            ],
        );
        disagree(
            &desk.store,
            *id,
            "found_need",
            "I did ask",
            day("2026-11-20"),
        )
        .unwrap();
        own_score::acknowledge(&desk.store, *id, Some(day("2026-11-20"))).unwrap();
    }
    assert_eq!(numbers(&desk), before);
    // Nor is any week marked to be counted anew.
    assert_eq!(desk.number("SELECT count(*) FROM rollup_stale"), 0);
    let fair = of_rep(
        &desk.store,
        load(&desk.store, ids[0]).unwrap().form.evaluation.rep_id,
        (week("2026-W47"), week("2026-W47")),
    )
    .unwrap();
    assert_eq!(
        (fair.len(), alike_over(&fair).same, alike_over(&fair).n),
        (4, 0, 16)
    );
    let weeks = week("2026-W47");
    assert_eq!(
        own_score::seen(&desk.store, fair[0].form.evaluation.rep_id, (weeks, weeks)).unwrap(),
        (4, 4)
    );
}
