#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::domain::id::RepId;
use crate::domain::kpi;
use crate::domain::trend::testing::week;

/// Closed weeks from 2026-W30 on with these calls; evaluation ids are the week's index times 100 plus the place.
fn weekly(weeks: &[&[f64]]) -> Vec<Weekly> {
    let of = |(at, values): (i64, &&[f64])| Weekly {
        week: week("2026-W30").plus(at),
        is_closed: true,
        sample: Sample::of(values),
        evidence: (at * 100..)
            .zip(values.iter())
            .map(|(id, value)| (EvaluationId(id), *value))
            .collect(),
        x: values.iter().filter(|value| **value > 0.5).count() as u64,
        n: values.len() as u64,
    };
    (0..).zip(weeks).map(of).collect()
}

fn agreed(in_week: &str, evidence: &[i64]) -> Agreed {
    Agreed {
        rep: RepId(1),
        name: "Dana".into(),
        week: week(in_week),
        what: "Find the need".into(),
        evidence: evidence.iter().copied().map(EvaluationId).collect(),
    }
}

fn solved() -> &'static Kpi {
    kpi::find("solved").unwrap()
}

const LOW: &[f64] = &[76.0, 80.0, 80.0, 84.0];
const HIGH: &[f64] = &[86.0, 90.0, 90.0, 94.0];

// Squares of 32 a week over 3 degrees of freedom: s^2 = 32/3. With 24 degrees of freedom and 24 calls on each side:
// 10 +/- t(.975, 24) * sqrt(32/3 * 2/24) = 2.063899 * 0.942809 = 1.9458.
#[test]
fn six_weeks_are_compared_with_the_six_before_them() {
    let weeks = weekly(&[&[LOW; 8][..], &[HIGH; 6]].concat());
    let pool = Pool {
        sd: (32.0_f64 / 3.0).sqrt(),
        df: 24.0,
    };
    let verdict = compare(kpi::QUALITY, &weeks, Some(pool), &[]);
    assert_eq!(verdict.is, Kind::VeryLikelyReal);
    let (recent, before) = (verdict.recent.unwrap(), verdict.before.unwrap());
    assert_eq!(
        (recent.from, recent.to, recent.n),
        (week("2026-W38"), week("2026-W43"), 24)
    );
    assert_eq!(
        (before.from, before.to, before.n),
        (week("2026-W32"), week("2026-W37"), 24)
    );
    assert_eq!(
        verdict.text,
        "Very likely real, for the better: 90.0 on the last 24 calls, 80.0 on the 24 before. The difference of +10.0 could be anything \
         from +8.1 to +11.9."
    );
}

#[test]
fn the_unfinished_week_is_no_part_of_a_verdict() {
    let mut weeks = weekly(&[LOW, LOW, LOW]);
    weeks[2].is_closed = false;
    let verdict = compare(kpi::QUALITY, &weeks, None, &[]);
    assert_eq!(verdict.recent.unwrap().to, week("2026-W31"));
}

#[test]
fn weeks_without_calls_do_not_use_up_the_windows() {
    let none: &[f64] = &[];
    let weeks = weekly(&[
        LOW, none, LOW, none, none, HIGH, HIGH, HIGH, HIGH, HIGH, none, HIGH,
    ]);
    let verdict = compare(kpi::QUALITY, &weeks, None, &[]);
    assert_eq!(
        (verdict.before.unwrap().n, verdict.recent.unwrap().n),
        (8, 24)
    );
}

// 17 of 24 are 71 %, 12 of 24 are 50 %.
#[test]
fn shares_are_told_with_percentage_points_and_how_many_more_calls_it_takes() {
    let ones = |n: usize| [vec![1.0; n], vec![0.0; 4 - n]].concat();
    let (two, three, four) = (ones(2), ones(3), ones(4));
    let weeks: Vec<&[f64]> = vec![
        &two, &two, &two, &two, &two, &two, &three, &three, &three, &three, &three, &two,
    ];
    let verdict = compare(solved(), &weekly(&weeks), None, &[]);
    assert_eq!((verdict.is, verdict.recent.unwrap().n), (Kind::Leaning, 24));
    let more = verdict.more_calls.unwrap();
    assert_eq!(
        verdict.text,
        format!(
            "Leaning, not settled: 71% of the last 24 calls, 50% of the 24 before. If the gap stays like this, about {more} more \
             calls on each side would settle it."
        )
    );
    let weeks: Vec<&[f64]> = vec![
        &two, &two, &two, &two, &two, &two, &four, &four, &four, &four, &four, &four,
    ];
    let text = compare(solved(), &weekly(&weeks), None, &[]).text;
    assert!(
        text.starts_with(
            "Very likely real, for the better: 100% of the last 24 calls, 50% of the 24 before."
        ),
        "{text}"
    );
    assert!(
        text.contains("The difference of +50 percentage points could be anything from +"),
        "{text}"
    );
}

#[test]
fn many_calls_without_a_change_are_no_difference_that_matters() {
    let weeks: Vec<Weekly> = weekly(&[&[][..]; 12])
        .into_iter()
        .map(|one| Weekly {
            x: 450,
            n: 500,
            ..one
        })
        .collect();
    let verdict = compare(kpi::find("no_repeat_7d").unwrap(), &weeks, None, &[]);
    assert_eq!(
        verdict.text,
        "No difference that matters: 90% of the last 3000 calls, 90% of the 3000 before. It is less than 10 percentage \
         points either way."
    );
}

#[test]
fn a_commitment_parts_before_from_after_and_its_own_week_belongs_to_neither() {
    let weeks = weekly(&[LOW, LOW, LOW, HIGH, HIGH, HIGH]);
    let commitment = agreed("2026-W33", &[]);
    let verdict = compare(kpi::QUALITY, &weeks, None, &[&commitment]);
    assert_eq!(verdict.since, Some(week("2026-W33")));
    assert_eq!(
        (verdict.before.unwrap().n, verdict.recent.unwrap().n),
        (12, 8)
    );
    assert!(
        verdict
            .text
            .contains("90.0 on the first 8 calls after W33, 80.0 on the 12 before."),
        "{}",
        verdict.text
    );
}

#[test]
fn a_commitment_after_which_nothing_was_heard_yet_parts_nothing() {
    let weeks = weekly(&[&[LOW; 6][..], &[HIGH; 6]].concat());
    let (old, new) = (agreed("2026-W32", &[]), agreed("2026-W41", &[]));
    assert_eq!(compare(kpi::QUALITY, &weeks, None, &[&new]).since, None);
    assert_eq!(
        compare(kpi::QUALITY, &weeks, None, &[&old, &new]).since,
        Some(week("2026-W32"))
    );
}

// Without the two calls of 76 that gave rise to it the ten others have a mean of 808/10.
#[test]
fn the_calls_that_gave_rise_to_a_commitment_are_left_out_of_before() {
    let weeks = weekly(&[LOW, LOW, LOW, HIGH, HIGH]);
    let commitment = agreed("2026-W33", &[0, 100]);
    let verdict = compare(kpi::QUALITY, &weeks, None, &[&commitment]);
    let before = verdict.before.unwrap();
    assert_eq!((before.n, verdict.without.len()), (10, 2));
    assert!((before.value - 80.8).abs() < 1e-9);
    let shares = weekly(&[&[0.0, 1.0], &[1.0, 1.0], &[1.0, 1.0]]);
    let commitment = agreed("2026-W31", &[0]);
    assert_eq!(
        compare(solved(), &shares, None, &[&commitment])
            .before
            .unwrap()
            .value
            .to_bits(),
        1.0_f64.to_bits()
    );
}

#[test]
fn nothing_and_one_call_are_told_as_such() {
    let text = |weeks: &[&[f64]]| compare(kpi::QUALITY, &weekly(weeks), None, &[]).text;
    assert_eq!(
        text(&[]),
        "Too few to tell: no week that is over holds a call that counts."
    );
    assert_eq!(
        text(&[&[84.0]]),
        "Too few to tell: 84.0 on the last call, and nothing before to compare with."
    );
    let seven: Vec<&[f64]> = vec![&[84.0]; 7];
    assert_eq!(
        text(&seven),
        "Too few to tell: 84.0 on the last 6 calls, 84.0 on the one before."
    );
}

/// Six weeks of `calls` calls of 80, then six of `recent`, with a pooled spread of `sd`.
fn told(calls: usize, recent: f64, sd: f64) -> (Kind, String) {
    let (low, high) = (vec![80.0; calls], vec![recent; calls]);
    let weeks: Vec<&[f64]> = [[low.as_slice(); 6], [high.as_slice(); 6]].concat();
    let verdict = compare(
        kpi::QUALITY,
        &weekly(&weeks),
        Some(Pool { sd, df: 100.0 }),
        &[],
    );
    let tail = verdict.text.split_once("before. ").unwrap().1.to_owned();
    (verdict.is, tail)
}

// t(.975, 100) = 1.983972. 72 a side and s = 7: 2 +/- 2.3147, inside of 5 points. 12 a side and s = 5.55: 4 +/- 4.4953.
#[test]
fn an_unsettled_difference_promises_nothing_that_more_calls_would_not_bring() {
    let (is, tail) = told(12, 82.0, 7.0);
    assert_eq!(
        (is, tail.as_str()),
        (Kind::Leaning, "It is less than 5 points either way.")
    );
    let (is, tail) = told(2, 84.0, 5.55);
    assert_eq!(is, Kind::Leaning);
    assert_eq!(
        tail,
        "The difference of +4.0 could be anything from −0.5 to +8.5."
    );
    let (is, tail) = told(2, 81.0, 9.0);
    assert_eq!(is, Kind::TooFew);
    assert!(
        tail.ends_with("more calls on each side would tell it to within 5 points."),
        "{tail}"
    );
    let (_, tail) = told(2, 86.0, 9.0);
    assert!(
        tail.ends_with("more calls on each side would settle it."),
        "{tail}"
    );
    assert_eq!(
        told(1, 81.0, 60.0).1,
        "Even 60 more calls on each side would not settle it."
    );
}

#[test]
fn what_is_recent_does_not_hang_on_a_commitment() {
    let weeks = weekly(&[&[LOW; 8][..], &[HIGH; 6]].concat());
    let recent = recent(Unit::Points, &weeks).unwrap().value;
    assert!((recent - 90.0).abs() < 1e-9);
    assert!(super::recent(Unit::Share, &[]).is_none());
}
