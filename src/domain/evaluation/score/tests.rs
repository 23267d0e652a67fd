#![allow(
    clippy::unwrap_used,
    clippy::format_collect,
    reason = "a test may stop, and is read more often than it runs"
)]
mod laws;
mod vendors;

use super::*;
use crate::domain::scorecard::builtin;

/// A scorecard of yes/no questions `a`, `b`, ... with `weights`.
fn weighing(weights: &[f64]) -> Scorecard {
    let questions: String = ('a'..)
        .zip(weights)
        .map(|(key, weight)| {
            format!("[[section.question]]\nkey = \"{key}\"\ntext = \"T\"\nweight = {weight}\n")
        })
        .collect();
    card(&questions)
}

fn card(questions: &str) -> Scorecard {
    let text =
        format!("key = \"card\"\nname = \"Card\"\n[[section]]\nname = \"Section\"\n{questions}");
    Scorecard::parse("card.toml", &text).unwrap()
}

fn builtin_card(key: &str) -> Scorecard {
    let (_, toml) = builtin().iter().find(|(name, _)| *name == key).unwrap();
    Scorecard::parse(key, toml).unwrap()
}

/// `greeting=yes need=na`, each word as the question takes it.
fn answers(card: &Scorecard, text: &str) -> Answers {
    text.split_whitespace()
        .map(|pair| {
            let (key, word) = pair.split_once('=').unwrap();
            let value = AnswerValue::parse(card.question(key).unwrap(), word).unwrap();
            (key.to_owned(), value)
        })
        .collect()
}

fn scored(card: &Scorecard, text: &str) -> Score {
    score(card, &answers(card, text)).unwrap()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn quality_is_the_weighted_mean_of_what_applied() {
    for (weights, words, expected) in [
        (&[5.0, 3.0, 2.0][..], "a=yes b=na c=no", Some(500.0 / 7.0)),
        (&[5.0, 3.0], "a=na b=na", None),
        (&[1.0, 1.0], "a=yes b=yes", Some(100.0)),
        (&[1.0, 1.0], "a=no b=no", Some(0.0)),
        (&[1.0, 2.0], "a=yes b=no", Some(100.0 / 3.0)),
        (&[0.1, 0.2, 0.3], "a=yes b=yes c=no", Some(50.0)),
    ] {
        let score = scored(&weighing(weights), words);
        assert_eq!(
            score.quality.is_some(),
            expected.is_some(),
            "{weights:?} {words}"
        );
        if let (Some(quality), Some(expected)) = (score.quality, expected) {
            assert!(close(quality, expected), "{words}: {quality}");
        }
    }
}

#[test]
fn a_call_to_which_nothing_applied_has_no_quality() {
    let score = scored(&weighing(&[5.0, 3.0]), "a=na b=na");
    assert_eq!((score.status, score.quality), (Status::AllNa, None));
    assert!(close(score.applicable_share, 0.0));
}

#[test]
fn a_call_to_which_less_than_half_of_the_weight_applied_is_not_scorable() {
    for (weights, words, status, share) in [
        (&[4.9, 5.1][..], "a=yes b=na", Status::NotScorable, 0.49),
        (&[5.0, 5.0], "a=yes b=na", Status::Ok, 0.5),
        (&[0.1, 0.2, 0.3], "a=yes b=yes c=na", Status::Ok, 0.5),
        (
            &[1.0, 1.0, 1.0],
            "a=yes b=na c=na",
            Status::NotScorable,
            1.0 / 3.0,
        ),
    ] {
        let score = scored(&weighing(weights), words);
        assert_eq!(score.status, status, "{weights:?} {words}");
        assert_eq!(score.quality.is_some(), status == Status::Ok);
        assert!(close(score.applicable_share, share), "{words}");
    }
    let mut lenient = weighing(&[1.0, 3.0]);
    lenient.min_applicable_share = 0.25;
    assert_eq!(scored(&lenient, "a=no b=na").status, Status::Ok);
}

const MIXED: &str = r#"
[[section.question]]
key = "gate"
text = "Something went wrong"
scored = false
na_policy = "not_allowed"
[[section.question]]
key = "sorry"
text = "Apologised"
weight = 2
ask_if = { question = "gate", is = ["yes"] }
[[section.question]]
key = "clear"
text = "Explained it"
kind = "scale"
weight = 3
steps = [{ points = 0, text = "No" }, { points = 0.5, text = "Half" }, { points = 1, text = "All" }]
[[section.question]]
key = "order"
text = "Asked for the order"
kind = "choice"
weight = 5
options = [{ key = "asked", label = "Asked", points = 1 }, { key = "hinted", label = "Hinted", points = 0.25 }, { key = "not", label = "Did not", points = 0 }]
[[section.question]]
key = "right"
text = "Gave correct information"
critical = "customer"
[[section.question]]
key = "kept"
text = "Promised what we can keep"
critical = "business"
[[section.question]]
key = "price"
text = "Gave the right price"
critical = "customer"
[[section.question]]
key = "solved"
text = "Solved on this call"
scored = false
role = "solved"
[[section.question]]
key = "referral"
text = "Asked for a referral"
weight = 1
role = "referral"
[[section.question]]
key = "remark"
text = "What stood out"
kind = "text"
"#;

const REST: &str = "right=yes kept=yes price=yes solved=yes referral=yes";

#[test]
fn steps_and_options_are_worth_their_points() {
    let card = card(MIXED);
    let score = scored(&card, &format!("gate=no clear=2 order=hinted {REST}"));
    // (3 * 0.5 + 5 * 0.25 + 1 * 1) / (3 + 5 + 1)
    assert!(close(score.quality.unwrap(), 100.0 * 3.75 / 9.0));
    assert!(close(score.applicable_share, 9.0 / 11.0));
}

#[test]
fn critical_errors_stand_beside_quality_and_never_in_it() {
    let card = card(MIXED);
    for (words, customer, business) in [
        ("right=yes kept=yes price=yes", Some(0), Some(0)),
        ("right=no kept=yes price=no", Some(2), Some(0)),
        ("right=na kept=na price=no", Some(1), None),
        ("right=na kept=no price=na", None, Some(1)),
    ] {
        let words = format!("gate=no clear=3 order=asked solved=yes referral=yes {words}");
        let score = scored(&card, &words);
        assert!(close(score.quality.unwrap(), 100.0), "{words}");
        assert_eq!(score.errors.of(Class::Customer), customer, "{words}");
        assert_eq!(score.errors.of(Class::Business), business, "{words}");
        assert_eq!(score.errors.of(Class::Compliance), None, "{words}");
    }
}

#[test]
fn roles_tell_the_outcome() {
    let card = card(MIXED);
    for (words, solved, referral) in [
        ("solved=yes referral=yes", Some(true), Referral::Asked),
        ("solved=no referral=no", Some(false), Referral::Missed),
        ("solved=na referral=na", None, Referral::NotFitting),
    ] {
        let words = format!("gate=no clear=3 order=asked right=yes kept=yes price=yes {words}");
        let score = scored(&card, &words);
        assert_eq!(
            (score.solved, score.referral),
            (solved, Some(referral)),
            "{words}"
        );
    }
    let plain = scored(&weighing(&[1.0]), "a=yes");
    assert_eq!((plain.solved, plain.referral), (None, None));
}

#[test]
fn an_answer_to_a_question_that_became_hidden_does_not_count() {
    let card = card(MIXED);
    let shown = scored(
        &card,
        &format!("gate=yes sorry=no clear=3 order=asked {REST}"),
    );
    assert!(close(shown.quality.unwrap(), 100.0 * 9.0 / 11.0));
    let hidden = scored(
        &card,
        &format!("gate=no sorry=no clear=3 order=asked {REST}"),
    );
    assert!(close(hidden.quality.unwrap(), 100.0));
    let line = hidden
        .lines
        .iter()
        .find(|line| line.question == "sorry")
        .unwrap();
    assert_eq!((&line.standing, line.points), (&Standing::Hidden, None));
}

#[test]
fn open_questions_are_named_and_refuse_the_score_but_an_empty_text_does_not() {
    let card = card(MIXED);
    let partly = answers(
        &card,
        "gate=yes clear=3 order=asked right=yes kept=yes price=yes solved=yes",
    );
    let refused = score(&card, &partly).unwrap_err();
    assert_eq!(refused.keys, ["sorry", "referral"]);
    assert_eq!(
        refused.to_string(),
        "still open: sorry, referral; answer each, with na where it did not apply"
    );
    let full = scored(&card, &format!("gate=no clear=3 order=asked {REST}"));
    assert_eq!(full.lines.last().unwrap().standing, Standing::Empty);
}

#[test]
fn an_answer_that_the_question_does_not_take_is_none() {
    let card = weighing(&[1.0, 1.0]);
    let mut answers = answers(&card, "b=yes");
    for wrong in [
        AnswerValue::Step(1),
        AnswerValue::Choice("yes".into()),
        AnswerValue::Text("yes".into()),
    ] {
        answers.set("a", wrong);
        assert_eq!(score(&card, &answers).unwrap_err().keys, ["a"]);
    }
}

#[test]
fn lines_add_up_to_the_quality_and_sections_to_one() {
    let card = builtin_card("support");
    let score = scored(
        &card,
        "let_finish=yes found_need=no went_wrong=yes recognised_problem=yes acknowledged_pain=no apologised=yes \
         asked_make_right=na verified_account=na correct_info=yes tied_solution=yes solved=yes referral=no",
    );
    let sum: f64 = score
        .lines
        .iter()
        .filter_map(|line| line.points.map(|points| 100.0 * line.share * points))
        .sum();
    assert!(close(score.quality.unwrap(), sum));
    let sections: f64 = (0..card.sections.len())
        .map(|at| score.section_share(at))
        .sum();
    assert!(close(sections, 1.0));
    // Finding the need weighs 7 of 5 + 7 + 2 + 2 + 2 + 8 + 3.
    assert!(close(score.section_share(1), 7.0 / 29.0));
    assert_eq!(
        score.errors,
        CriticalErrors {
            customer: Some(0),
            business: None,
            compliance: None
        }
    );
}

#[test]
fn a_smooth_call_is_scorable_on_every_built_in_scorecard() {
    for (key, _) in builtin() {
        let card = builtin_card(key);
        let mut answers = Answers::new();
        for question in card.questions() {
            let best = match question.key.as_str() {
                "went_wrong" => "no",
                "found_need" | "referral" => "na",
                "answered_all" => "3",
                "asked_order" => "order",
                _ => "yes",
            };
            let value = AnswerValue::parse(question, best).unwrap();
            answers.set(&question.key, value);
        }
        let score = score(&card, &answers).unwrap();
        assert_eq!(score.status, Status::Ok, "{key} {}", score.applicable_share);
        assert!(close(score.quality.unwrap(), 100.0), "{key}");
    }
}

#[test]
fn what_is_shown_has_one_decimal_with_halves_away_from_zero() {
    for (value, expected) in [
        (500.0 / 7.0, "71.4"),
        (6.25, "6.3"),
        (86.35, "86.4"),
        (100.0 * (0.45 / 0.8), "56.3"),
        (99.95, "100"),
        (99.949, "99.9"),
        (0.0, "0"),
        (-1.25, "-1.3"),
    ] {
        assert_eq!(shown(value).to_string(), expected, "{value}");
    }
}
