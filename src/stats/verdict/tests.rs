#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use proptest::prelude::*;

const POOL: Option<Pool> = Some(Pool { sd: 9.0, df: 40.0 });

fn five_around(mean: f64) -> [f64; 5] {
    [mean - 4.0, mean - 2.0, mean, mean + 2.0, mean + 4.0]
}

#[test]
fn the_size_of_the_gap_decides_between_the_five_answers() {
    // Five calls a side and a pooled SD of 9: the standard error is 5.692; t(40) is 2.704, 2.021 and 1.303.
    let kind = |gap: f64, smallest| {
        of_means(&five_around(80.0 + gap), &five_around(80.0), POOL, smallest).kind
    };
    assert_eq!(kind(15.5, 5.0), Kind::VeryLikelyReal);
    assert_eq!(kind(15.3, 5.0), Kind::ProbablyReal);
    assert_eq!(kind(11.6, 5.0), Kind::ProbablyReal);
    assert_eq!(kind(11.4, 5.0), Kind::Leaning);
    assert_eq!(kind(7.5, 5.0), Kind::Leaning);
    assert_eq!(kind(7.3, 5.0), Kind::TooFew);
    assert_eq!(kind(0.0, 11.4), Kind::TooFew);
    assert_eq!(kind(0.0, 11.6), Kind::NoDifference);
}

#[test]
fn more_calls_is_the_smallest_number_that_narrows_the_range_enough() {
    let verdict = of_means(&five_around(86.0), &five_around(80.0), POOL, 5.0);
    let k = verdict.more_calls.unwrap();
    let half = |k: u32| {
        let k = f64::from(k);
        t_of(0.95, 40.0 + 2.0 * k) * 9.0 * (2.0 / (5.0 + k)).sqrt()
    };
    assert!(half(k) <= 6.0 && half(k - 1) > 6.0);
    assert_eq!(k, 13);
}

#[test]
fn a_gap_that_sixty_calls_cannot_settle_says_so() {
    let verdict = of_means(&five_around(80.5), &five_around(80.0), POOL, 1.0);
    assert_eq!((verdict.kind, verdict.more_calls), (Kind::TooFew, None));
    assert!(verdict.range.is_some());
}

#[test]
fn one_call_each_without_a_past_is_too_few() {
    let verdict = of_means(&[90.0], &[80.0], None, 5.0);
    assert_eq!(
        (verdict.kind, verdict.difference, verdict.range),
        (Kind::TooFew, Some(10.0), None)
    );
    assert_eq!(verdict.more_calls, None);
}

#[test]
fn identical_scores_on_each_side_are_too_few() {
    let verdict = of_means(&[80.0; 3], &[90.0; 3], None, 5.0);
    assert_eq!((verdict.kind, verdict.range), (Kind::TooFew, None));
}

#[test]
fn without_a_past_the_two_groups_speak_for_themselves() {
    let verdict = of_means(&five_around(90.0), &five_around(80.0), None, 5.0);
    assert_eq!(verdict.kind, Kind::VeryLikelyReal);
}

#[test]
fn shares_get_the_same_five_answers() {
    // Newcombe (1998), table II: 56/70 - 48/80 is 0.0524 to 0.3339.
    assert_eq!(
        of_proportions(56, 70, 48, 80, 0.1).kind,
        Kind::VeryLikelyReal
    );
    assert_eq!(of_proportions(9, 10, 3, 10, 0.1).kind, Kind::VeryLikelyReal);
    assert_eq!(of_proportions(5, 10, 4, 10, 0.1).kind, Kind::TooFew);
    assert_eq!(of_proportions(7, 10, 4, 10, 0.1).kind, Kind::Leaning);
    assert_eq!(
        of_proportions(500, 1000, 500, 1000, 0.1).kind,
        Kind::NoDifference
    );
    assert_eq!(of_proportions(0, 0, 1, 2, 0.1).kind, Kind::TooFew);
}

#[test]
fn more_calls_at_the_same_rates_settle_a_share() {
    let verdict = of_proportions(7, 10, 4, 10, 0.1);
    let k = f64::from(verdict.more_calls.unwrap());
    assert!(!newcombe_of_shares(0.7, 10.0 + k, 0.4, 10.0 + k, 0.95).contains(0.0));
    assert!(newcombe_of_shares(0.7, 9.0 + k, 0.4, 9.0 + k, 0.95).contains(0.0));
}

proptest! {
    #[test]
    fn swapping_the_groups_changes_the_sign_only(
        a in prop::collection::vec(0.0..100.0f64, 1..9),
        b in prop::collection::vec(0.0..100.0f64, 1..9),
    ) {
        let (one, other) = (of_means(&a, &b, POOL, 5.0), of_means(&b, &a, POOL, 5.0));
        prop_assert_eq!((one.kind, one.more_calls), (other.kind, other.more_calls));
        prop_assert!((one.difference.unwrap() + other.difference.unwrap()).abs() < 1e-9);
    }

    #[test]
    fn a_settled_answer_asks_for_nothing(x1 in 0u64..30, m1 in 0u64..30, x2 in 0u64..30, m2 in 0u64..30) {
        let verdict = of_proportions(x1, x1 + m1, x2, x2 + m2, 0.1);
        prop_assert!(!verdict.kind.is_settled() || verdict.more_calls.is_none());
    }

    #[test]
    fn no_value_panics(
        a in prop::collection::vec(prop::num::f64::ANY, 0..5),
        b in prop::collection::vec(prop::num::f64::ANY, 0..5),
        sd in prop::num::f64::ANY,
        smallest in prop::num::f64::ANY,
        n in any::<u64>(),
        x in any::<u64>(),
    ) {
        let _ = of_means(&a, &b, Some(Pool { sd, df: 20.0 }), smallest);
        let _ = of_means(&a, &b, None, smallest);
        let _ = of_proportions(x, n, x.min(n), n, smallest);
    }
}
