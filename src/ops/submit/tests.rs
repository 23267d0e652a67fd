#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::domain::draw::PickStatus;
use crate::ops::draw::{self as draws, Request};
use crate::ops::setup::{self, Setup};
use crate::ops::submit::explain::explain;
use crate::ops::submit::file::{EvaluationFile, evaluate, parse};
use crate::store::testing::{Desk, at, week};

fn desk() -> Desk {
    let desk = Desk::with_calls(&["Dana"], 8);
    for (key, toml) in crate::domain::scorecard::builtin() {
        let form = crate::domain::scorecard::Scorecard::parse(key, toml).unwrap();
        scorecard::add(&desk.store, &form, toml, "", at(0)).unwrap();
    }
    desk
}

fn draw(desk: &Desk) -> Vec<(crate::domain::draw::Pick, Call)> {
    let request = Request {
        per_rep: Some(3),
        seed: Some("seed".into()),
        ..Request::of_week(week("2026-W47"))
    };
    draws::run(&desk.store, &request, at(0)).unwrap();
    pick::list(&desk.store, week("2026-W47")).unwrap()
}

/// Every question of the support form answered yes.
fn all_yes(desk: &Desk) -> EvaluationFile {
    let form = scorecard::newest(&desk.store, "support").unwrap().scorecard;
    let answers: Vec<String> = form
        .questions()
        .map(|one| {
            format!(
                "\"{}\":\"{}\"",
                one.key,
                one.answer_words().first().map_or("fine", |w| w)
            )
        })
        .collect();
    parse(&format!("{{\"answers\":{{{}}}}}", answers.join(","))).unwrap()
}

#[test]
fn a_drawn_call_is_scored_in_the_random_lane_and_its_pick_settled() {
    let desk = desk();
    let (first, call) = draw(&desk).remove(0);
    let (id, score) = evaluate(&desk.store, call.id, &all_yes(&desk), at(60)).unwrap();
    assert_eq!(score.quality, Some(100.0));
    let kept = evaluation::get(&desk.store, id).unwrap();
    assert_eq!(
        (kept.lane, kept.pick_id, kept.latest),
        (Lane::Random, Some(first.id), true)
    );
    assert_eq!(
        pick::get(&desk.store, first.id).unwrap().status,
        PickStatus::Scored
    );
}

#[test]
fn a_call_that_nobody_drew_is_targeted_and_cannot_be_called_random() {
    let desk = desk();
    let random = EvaluationFile {
        lane: Some(Lane::Random),
        ..all_yes(&desk)
    };
    assert!(evaluate(&desk.store, desk.call(0), &random, at(0)).is_err());
    let (id, _) = evaluate(&desk.store, desk.call(0), &all_yes(&desk), at(0)).unwrap();
    assert_eq!(
        evaluation::get(&desk.store, id).unwrap().lane,
        Lane::Targeted
    );
}

#[test]
fn a_targeted_call_that_is_drawn_later_counts_as_random() {
    let desk = desk();
    for number in 0..8 {
        evaluate(&desk.store, desk.call(number), &all_yes(&desk), at(0)).unwrap();
    }
    let picks = draw(&desk);
    assert!(
        picks
            .iter()
            .all(|(pick, _)| pick.status == PickStatus::Scored)
    );
    let counted = evaluation::latest_of(&desk.store, picks[0].1.id)
        .unwrap()
        .unwrap();
    assert_eq!(counted.lane, Lane::Random);
}

#[test]
fn an_open_question_keeps_a_draft_from_being_submitted_and_loses_nothing() {
    let desk = desk();
    let call = draw(&desk).remove(0).1;
    let id = open(&desk.store, call.id, None, at(0)).unwrap();
    let form = load(&desk.store, id).unwrap();
    let question = form
        .version
        .scorecard
        .questions()
        .next()
        .unwrap()
        .key
        .clone();
    evaluation::answer(
        &desk.store,
        id,
        form.version.question_ids[&question],
        Some("yes"),
        at(1),
    )
    .unwrap();
    evaluation::comment(
        &desk.store,
        id,
        form.version.question_ids[&question],
        "warm",
        at(2),
    )
    .unwrap();
    assert!(submit(&desk.store, id, &Noted::default(), at(3)).is_err());
    let again = open(&desk.store, call.id, None, at(4)).unwrap();
    assert_eq!(again, id);
    let form = load(&desk.store, again).unwrap();
    assert_eq!(form.answers.iter().count(), 1);
    assert_eq!(form.comments[&question], "warm");
}

#[test]
fn what_another_window_wrote_is_never_written_over_unseen() {
    let desk = desk();
    let call = draw(&desk).remove(0).1;
    let id = open(&desk.store, call.id, None, at(0)).unwrap();
    let row = load(&desk.store, id).unwrap().version.question_ids["let_finish"];
    let answer = |seen, value| edit::answer(&desk.store, id, row, seen, value, at(1));
    answer(None, Some("yes")).unwrap();
    let refused = answer(None, Some("no")).unwrap_err().to_string();
    assert!(refused.contains("'yes' stands now"), "{refused}");
    assert_eq!(
        evaluation::answer_of(&desk.store, id, row)
            .unwrap()
            .0
            .as_deref(),
        Some("yes")
    );
    answer(Some("yes"), Some("no")).unwrap();
    answer(Some("no"), None).unwrap();
    assert!(answer(Some("no"), Some("yes")).is_err());
    let comment = |seen, text| edit::comment(&desk.store, id, row, seen, text, at(1));
    comment("", "warm").unwrap();
    assert!(comment("", "cold").is_err());
    comment("warm", "calm").unwrap();
    assert_eq!(
        load(&desk.store, id).unwrap().comments["let_finish"],
        "calm"
    );
}

#[test]
fn only_the_answers_that_were_seen_are_submitted() {
    let desk = desk();
    let call = draw(&desk).remove(0).1;
    let id = open(&desk.store, call.id, None, at(0)).unwrap();
    let rows = load(&desk.store, id).unwrap().version.question_ids.clone();
    for (key, row) in &rows {
        let value = if key == "went_wrong" { "no" } else { "yes" };
        evaluation::answer(&desk.store, id, *row, Some(value), at(0)).unwrap();
    }
    let seen = load(&desk.store, id).unwrap().answers;
    evaluation::answer(&desk.store, id, rows["correct_info"], Some("no"), at(1)).unwrap();
    let refused = edit::submit_seen(&desk.store, id, &seen, at(2))
        .unwrap_err()
        .to_string();
    assert!(refused.contains("another window"), "{refused}");
    let seen = load(&desk.store, id).unwrap().answers;
    edit::submit_seen(&desk.store, id, &seen, at(3)).unwrap();
    let again = edit::submit_seen(&desk.store, id, &seen, at(4))
        .unwrap_err()
        .to_string();
    assert!(again.contains("submitted already"), "{again}");
}

#[test]
fn a_submitted_evaluation_takes_no_answer_and_a_second_scoring_is_a_second_version() {
    let desk = desk();
    let call = draw(&desk).remove(0).1;
    let (first, _) = evaluate(&desk.store, call.id, &all_yes(&desk), at(0)).unwrap();
    let form = load(&desk.store, first).unwrap();
    let row = *form.version.question_ids.values().next().unwrap();
    assert!(evaluation::answer(&desk.store, first, row, Some("no"), at(1)).is_err());
    let (second, _) = evaluate(&desk.store, call.id, &all_yes(&desk), at(2)).unwrap();
    let kept = evaluation::get(&desk.store, second).unwrap();
    assert_eq!(
        (kept.version, kept.latest, kept.lane),
        (2, true, Lane::Random)
    );
    assert!(!evaluation::get(&desk.store, first).unwrap().latest);
}

#[test]
fn a_wrong_word_in_a_file_changes_nothing() {
    let desk = desk();
    let call = draw(&desk).remove(0).1;
    for wrong in [
        r#"{"answers":{"no_such_question":"yes"}}"#,
        r#"{"answers":{},"outcome":{"satisfied":"very"}}"#,
        r#"{"answers":{},"extra":1}"#,
        r#"{"answers":{}}"#,
        "not json",
    ] {
        let tried = parse(wrong).and_then(|file| evaluate(&desk.store, call.id, &file, at(0)));
        assert!(tried.is_err(), "{wrong}");
        assert!(
            evaluation::draft_of(&desk.store, call.id)
                .unwrap()
                .is_none(),
            "{wrong}"
        );
    }
}

#[test]
fn the_formula_adds_up_to_the_score() {
    let desk = desk();
    let call = draw(&desk).remove(0).1;
    let (id, score) = evaluate(&desk.store, call.id, &all_yes(&desk), at(0)).unwrap();
    let explained = explain(&desk.store, id).unwrap();
    assert_eq!(explained.quality, score.quality);
    assert!((100.0 * explained.earned / explained.applicable - 100.0).abs() < 1e-9);
    let shares: f64 = explained.lines.iter().map(|line| line.share).sum();
    assert!((shares - 1.0).abs() < 1e-9);
    assert!(explained.formula().starts_with("Quality = 100 × "));
    let sections: f64 = explained.sections.iter().map(|one| one.share).sum();
    assert!((sections - 1.0).abs() < 1e-9);
    assert!(explained.weights().contains('%'), "{}", explained.weights());
}

#[test]
fn the_form_of_a_chat_is_the_written_one() {
    let desk = desk();
    desk.sql("UPDATE call SET channel = 'chat'");
    let id = open(&desk.store, desk.call(0), None, at(0)).unwrap();
    assert!(load(&desk.store, id).unwrap().version.scorecard.written);
    let setup = Setup {
        name: "Calder".into(),
        zone: "UTC".into(),
        reps: vec!["Dana".into()],
        scorecard: "support".into(),
        calls_per_week: 5,
    };
    assert!(setup::check(&setup).is_ok());
}
