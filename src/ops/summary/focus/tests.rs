#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::domain::id::{EvaluationId, RepId};
use crate::store::heard::{Answers, Asked, Scored};

/// An answer with its question.
type Given = (Scored, Asked);

/// `done` of `calls` calls of a rep on a question; the other questions of the call bring its weight to 100.
fn answers(
    rep: i64,
    first: i64,
    question: &str,
    weight: f64,
    done: usize,
    calls: usize,
) -> Vec<Given> {
    (0..calls)
        .flat_map(|number| {
            let answer = |question: &str, weight: f64, points: f64| {
                let scored = Scored {
                    evaluation: EvaluationId(first + number as i64),
                    rep_id: RepId(rep),
                    question: 0,
                    points,
                };
                let asked = Asked {
                    key: question.into(),
                    text: format!("Did {question}"),
                    weight,
                };
                (scored, asked)
            };
            let points = if number < done { 1.0 } else { 0.0 };
            [
                answer(question, weight, points),
                answer("rest", 100.0 - weight, 1.0),
            ]
        })
        .collect()
}

/// Every answer is to a question of its own, as if each call had been scored on a version of its own.
fn chosen(given: &[Given]) -> Choice {
    let mut answers = Answers::default();
    for (question, (scored, asked)) in given.iter().enumerate() {
        answers.scored.push(Scored {
            question,
            ..*scored
        });
        answers.questions.push(asked.clone());
    }
    Behaviours::of(answers).choose(RepId(1))
}

// Wilson at 95 %: 3 of 8 gives 0.137 to 0.694 and 8 of 8 gives 0.676 to 1 (Newcombe 1998, method 3, recomputed).
// 5 misses that weigh 0.23 cost 5 * 23 / 8 = 14.375 points a call.
#[test]
fn the_focus_is_what_costs_most_quality_for_sure() {
    let focus = chosen(&answers(1, 1, "need", 23.0, 3, 8)).focus;
    assert_eq!(focus.is, "clear");
    assert_eq!(
        focus.text,
        "Did need: 3 of 8 calls; it weighs 23% of quality and cost 14 points a call."
    );
    let one = focus.behaviour.unwrap();
    assert!((one.low - 0.1368).abs() < 1e-4 && (one.high - 0.6943).abs() < 1e-4);
    assert!((one.loss - 14.375).abs() < 1e-9);
}

#[test]
fn the_strength_is_done_for_sure_and_is_not_the_focus() {
    let strength = chosen(&answers(1, 1, "need", 23.0, 3, 8)).strength;
    assert_eq!(
        strength.text,
        "Did rest: 8 of 8 calls, so at least 68% of all; it weighs 77% of quality."
    );
}

#[test]
fn a_light_question_that_is_always_missed_gives_way_to_a_heavy_one_that_is_often_missed() {
    let mut all = answers(1, 1, "light", 2.0, 0, 8);
    all.extend(answers(1, 101, "heavy", 40.0, 4, 8));
    assert_eq!(chosen(&all).focus.behaviour.unwrap().question, "heavy");
}

// 3 of 4: no question has been heard five times. If it goes on like this, 3/4 of 27 has an upper limit of 0.8975 and
// of 26 one of 0.9001 (Wilson): 23 more.
#[test]
fn too_few_calls_name_how_many_more_it_takes() {
    let focus = chosen(&answers(1, 1, "need", 23.0, 3, 4)).focus;
    assert_eq!((focus.is, focus.behaviour), ("too_few", None));
    let more = focus.more_calls.unwrap();
    let high = |n: u64| wilson_of_share(0.75, n as f64, CONFIDENCE).high;
    assert!(high(4 + more) < 0.9 && high(3 + more) >= 0.9, "{more}");
    assert_eq!(
        focus.text,
        format!(
            "Too few to tell what to work on after 4 calls in 8 weeks: about {more} more calls."
        )
    );
}

#[test]
fn nobody_heard_means_five_calls_to_begin_with() {
    let choice = chosen(&[]);
    assert_eq!(
        choice.focus.text,
        "Too few to tell what to work on after 0 calls in 8 weeks: about 5 more calls."
    );
    assert_eq!(choice.strength.is, "too_few");
}

#[test]
fn a_rep_who_does_everything_has_nothing_to_work_on() {
    let focus = chosen(&answers(1, 1, "need", 23.0, 8, 8)).focus;
    assert_eq!((focus.is, focus.more_calls), ("none", None));
}

#[test]
fn the_others_do_not_decide_what_a_rep_works_on() {
    let mut all = answers(1, 1, "need", 23.0, 3, 8);
    let alone = chosen(&all);
    all.extend(answers(2, 101, "need", 23.0, 0, 8));
    assert_eq!(chosen(&all).focus.text, alone.focus.text);
}

#[test]
fn answers_between_yes_and_no_are_told_in_points() {
    let mut all = answers(1, 1, "need", 50.0, 0, 8);
    for (scored, asked) in &mut all {
        if asked.key == "need" {
            scored.points = 0.25;
        }
    }
    assert_eq!(
        chosen(&all).focus.text,
        "Did need: 25% of the points in 8 calls; it weighs 50% of quality and cost 38 points a call."
    );
}
