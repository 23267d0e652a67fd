#![allow(clippy::unwrap_used, reason = "a test may stop")]
use chrono::Days;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// One call a day from 1 October 2026 on, by rep 1.
fn calls(points: &[f64]) -> Vec<Told> {
    of_rep(1, points)
}

fn of_rep(rep: i64, points: &[f64]) -> Vec<Told> {
    let one = |(nth, points): (usize, &f64)| Told {
        evaluation: EvaluationId(100 * rep + nth as i64),
        rep: RepId(rep),
        on: day("2026-10-01") + Days::new(nth as u64),
        points: *points,
    };
    points.iter().enumerate().map(one).collect()
}

fn agreed(after: u64, calls: usize, evidence: &[EvaluationId]) -> Agreement<'_> {
    Agreement {
        rep: RepId(1),
        on: day("2026-09-30") + Days::new(after),
        calls,
        evidence,
    }
}

fn yes(done: usize, of: usize) -> Vec<f64> {
    (0..of)
        .map(|nth| if nth < done { 1.0 } else { 0.0 })
        .collect()
}

fn before_and_after(before: (usize, usize), after: (usize, usize)) -> Trial {
    let told = calls(&[yes(before.0, before.1), yes(after.0, after.1)].concat());
    trial(&told, &agreed(before.1 as u64, after.1.max(before.1), &[]))
}

// Fisher's exact test of 3 of 8 against 7 of 8: (720 + 45 + 45 + 720) / C(16, 8) = 1530 / 12870 (R fisher.test: 0.1189).
#[test]
fn the_luck_is_that_of_fishers_exact_test() {
    let found = before_and_after((3, 8), (7, 8));
    assert!((found.luck.unwrap() - 1530.0 / 12870.0).abs() < 1e-12);
    assert_eq!(found.is, Kind::Leaning);
    assert_eq!(found.counts(), "3 of 8 → 7 of 8");
    assert_eq!(
        found.text(),
        "Before 3 of 8, since then 7 of 8. Leaning to better, not settled; luck alone does that about once in 8 times."
    );
}

#[test]
fn a_clear_change_is_judged_once_all_calls_are_heard() {
    let found = before_and_after((0, 8), (8, 8));
    assert_eq!(
        (found.is, found.judged()),
        (Kind::VeryLikelyReal, Some(CommitmentState::Held))
    );
    let worse = before_and_after((8, 8), (1, 8));
    assert_eq!(worse.judged(), Some(CommitmentState::Slipped));
    assert_eq!(worse.verdict(), "Very likely worse");
    let early = before_and_after((0, 8), (4, 4));
    assert_eq!((early.judged(), early.to_go()), (None, 4));
}

#[test]
fn the_calls_that_gave_rise_to_it_stand_on_neither_side() {
    let told = calls(&[1.0, 0.0, 1.0, 0.0, 1.0, 1.0]);
    let evidence = [told[1].evaluation, told[4].evaluation];
    let found = trial(&told, &agreed(4, 8, &evidence));
    assert_eq!((found.before.calls, found.before.done), (3, 2.0));
    assert_eq!((found.after.calls, found.after.done), (1, 1.0));
}

#[test]
fn only_the_agreed_number_counts_the_nearest_before_and_the_first_after() {
    let told = calls(&[vec![0.0; 6], vec![1.0; 4], vec![1.0; 4], vec![0.0; 6]].concat());
    let found = trial(&told, &agreed(10, 4, &[]));
    assert_eq!(found.counts(), "4 of 4 → 4 of 4");
}

#[test]
fn three_and_three_convince_nobody() {
    let found = before_and_after((0, 3), (3, 3));
    assert_eq!((found.is, found.luck), (Kind::TooFew, None));
    assert!(
        found.text().contains("no result could be convincing"),
        "{}",
        found.text()
    );
}

#[test]
fn what_the_others_did_in_the_same_days_stands_beside_it() {
    let told = [calls(&yes(4, 8)), of_rep(2, &yes(4, 9))].concat();
    let mut told = told;
    told.sort_by_key(|one| (one.on, one.evaluation));
    let found = trial(&told, &agreed(4, 4, &[]));
    let (before, after) = found.others.unwrap();
    assert_eq!(
        (before.calls, before.done, after.calls, after.done),
        (4, 4.0, 4, 0.0)
    );
    assert_eq!(
        found.others_told().unwrap(),
        "Everybody else in the same weeks: 4 of 4 → 0 of 4."
    );
    assert!(!found.text().contains("Everybody"), "the rep may read that");
}

#[test]
fn answers_between_yes_and_no_are_told_as_shares() {
    let told = calls(&[0.25, 0.5, 0.25, 0.5, 0.75, 1.0, 0.75, 1.0]);
    let found = trial(&told, &agreed(4, 4, &[]));
    assert_eq!(found.counts(), "38% of 4 → 88% of 4");
    assert_eq!(found.is, Kind::ProbablyReal);
}

#[test]
fn without_a_call_since_nothing_is_claimed() {
    let told = calls(&yes(3, 8));
    let found = trial(&told, &agreed(8, 8, &[]));
    assert_eq!(
        (found.verdict(), found.counts().as_str()),
        ("No call since yet", "3 of 8 → none yet")
    );
    assert_eq!(
        found.text(),
        "Before 3 of 8, since then none yet. No call since yet. It is judged on 8 calls: 8 to go."
    );
}
