#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use proptest::prelude::*;

fn given(value: &str) -> Given {
    let points = match value {
        "yes" => Some(1.0),
        "no" => Some(0.0),
        _ => None,
    };
    Given {
        value: value.into(),
        points,
        note: format!("noted {value}"),
    }
}

fn twice(question: &str, first: &str, again: &str) -> Twice {
    Twice {
        question: question.into(),
        text: format!("Did {question}"),
        customer: "Ruth Calder".into(),
        on: NaiveDate::from_ymd_opt(2026, 9, 1).unwrap(),
        answers: [given(first), given(again)],
    }
}

#[test]
fn nothing_scored_twice_says_what_will_come() {
    let found = consistency(&[], &[], 0);
    assert!(
        found.text.starts_with("No call was scored twice yet."),
        "{}",
        found.text
    );
    assert_eq!((found.range, found.kappa, found.drift), (None, None, None));
}

#[test]
fn few_answers_are_counted_without_a_share() {
    let found = consistency(
        &[twice("need", "yes", "yes"), twice("name", "yes", "no")],
        &[(80.0, 70.0)],
        1,
    );
    assert_eq!(
        (found.same, found.n, found.range, found.ac1),
        (1, 2, None, None)
    );
    assert_eq!(
        found.text,
        "You scored 1 call twice, the second time blind: 1 of 2 answers were the same, too few for a share."
    );
}

// Feinstein & Cicchetti (1990) J Clin Epidemiol 43:543: 80, 10, 5, 5 of 100 give 85 % agreement, kappa .32; Gwet: AC1 .81.
#[test]
fn where_nearly_everything_is_done_ac1_holds_and_kappa_collapses() {
    let mut all = Vec::new();
    for (n, first, again) in [
        (80, "yes", "yes"),
        (10, "yes", "no"),
        (5, "no", "yes"),
        (5, "no", "no"),
    ] {
        all.extend(std::iter::repeat_n(twice("need", first, again), n));
    }
    let found = consistency(&all, &[], 10);
    assert_eq!((found.same, found.n), (85, 100));
    assert!(
        (found.kappa.unwrap() - 0.32).abs() < 0.005,
        "{:?}",
        found.kappa
    );
    assert!((found.ac1.unwrap() - 0.81).abs() < 0.005, "{:?}", found.ac1);
    // Wilson: 85 of 100 is 0.767 to 0.907.
    let range = found.range.unwrap();
    assert!(
        (range.low - 0.767).abs() < 0.001 && (range.high - 0.907).abs() < 0.001,
        "{range:?}"
    );
}

#[test]
fn what_did_not_apply_is_judged_apart() {
    let all = [
        twice("need", "yes", "na"),
        twice("need", "na", "na"),
        twice("need", "yes", "yes"),
    ];
    let found = consistency(&all, &[], 3);
    assert_eq!((found.same, found.n, found.applies), (1, 1, (2, 3)));
    assert!(
        found.text.contains("applied was judged alike in 2 of 3"),
        "{}",
        found.text
    );
}

#[test]
fn questions_not_scored_alike_come_first_with_both_notes() {
    let all = [
        twice("need", "yes", "yes"),
        twice("name", "yes", "no"),
        twice("name", "yes", "yes"),
    ];
    let found = consistency(&all, &[], 2);
    assert_eq!(
        (
            found.questions[0].question.as_str(),
            found.questions[0].same,
            found.questions[0].n
        ),
        ("name", 1, 2)
    );
    let notes = found.questions[0].differing[0]
        .answers
        .each_ref()
        .map(|one| one.note.as_str());
    assert_eq!(notes, ["noted yes", "noted no"]);
}

#[test]
fn becoming_stricter_is_told_only_when_the_range_says_so() {
    let drift = |qualities: &[(f64, f64)]| {
        consistency(&[twice("need", "yes", "yes")], qualities, qualities.len()).text
    };
    assert!(
        drift(&[(80.0, 70.0), (90.0, 79.0), (85.0, 74.0), (70.0, 61.0)])
            .contains("you have become stricter")
    );
    assert!(
        drift(&[(80.0, 70.0), (70.0, 81.0), (85.0, 84.0), (70.0, 71.0)])
            .contains("no drift can be seen")
    );
    assert!(!drift(&[(80.0, 70.0), (90.0, 79.0)]).contains("points"));
}

proptest! {
    #[test]
    fn which_scoring_came_first_does_not_change_the_agreement(
        answers in proptest::collection::vec((0_usize..3, 0_usize..3, 0_usize..3), 0..40),
    ) {
        let words = ["yes", "no", "na"];
        let of = |swap: bool| -> Vec<Twice> {
            let one = |(question, first, again): &(usize, usize, usize)| {
                let (first, again) = if swap { (again, first) } else { (first, again) };
                twice(["a", "b", "c"][*question], words[*first], words[*again])
            };
            answers.iter().map(one).collect()
        };
        let (one, other) = (consistency(&of(false), &[], 1), consistency(&of(true), &[], 1));
        prop_assert_eq!((one.same, one.n, one.applies), (other.same, other.n, other.applies));
        prop_assert!(one.same <= one.n && one.n <= answers.len() as u64);
        if let (Some(one), Some(other)) = (one.ac1, other.ac1) {
            prop_assert!((one - other).abs() < 1e-9);
        }
    }
}
