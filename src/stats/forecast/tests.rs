#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test may stop; certainties are exact"
)]
use super::*;
use proptest::prelude::*;

fn near(value: f64, expected: f64, tolerance: f64) {
    assert!(
        (value - expected).abs() <= tolerance,
        "{value} is not {expected}"
    );
}

#[test]
fn the_trial_of_lee_and_liu_is_reproduced() {
    // Lee & Liu (2008) Clinical Trials 5:93-106, p. 97: PP = 0.5656; full digits: scipy.stats.betabinom.
    let belief = BetaBelief { a: 0.6, b: 0.4 }.after(16, 23);
    near(
        at_least(12, 17, belief).unwrap(),
        0.565_558_897_524_802_5,
        1e-9,
    );
}

#[test]
fn nothing_left_to_come_is_certain() {
    assert_eq!(goal(5, 5, 0, 0), Some(1.0));
    assert_eq!(goal(5, 5, 0, 1), Some(0.0));
    assert_eq!(goal(6, 5, 3, 1), None);
}

#[test]
fn the_example_of_envstats_is_reproduced() {
    // Millard, EnvStats, help page of predIntNorm: 5.886723 to 13.698988.
    let basis = Basis {
        n: 20,
        mean: 9.792_856,
        sd: 1.821_286,
        df: 19.0,
    };
    let range = basis.next_mean(1, None, 0.95).unwrap();
    near(range.low, 5.886_723, 2e-6);
    near(range.high, 13.698_988, 2e-6);
}

#[test]
fn a_goal_that_needs_more_than_the_scale_has_is_out_of_reach() {
    let basis = Basis {
        n: 10,
        mean: 80.0,
        sd: 9.0,
        df: 30.0,
    };
    near(basis.needed_mean(5, 90.0).unwrap(), 110.0, 1e-9);
    assert_eq!(basis.goal(5, 90.0, Some((0.0, 100.0))), Some(0.0));
    assert_eq!(basis.goal(1, 5.0, Some((0.0, 100.0))), Some(1.0));
    near(basis.goal(5, 80.0, None).unwrap(), 0.5, 1e-9);
    assert_eq!(basis.goal(0, 80.0, None), None);
}

#[test]
fn the_product_of_two_betas_can_be_a_beta() {
    // Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 2, ch. 25: Beta(a,b) x Beta(a+b,c) =
    // Beta(a,b+c).
    let quantiles = product_quantiles(
        BetaBelief { a: 5.0, b: 3.0 },
        BetaBelief { a: 8.0, b: 4.0 },
        &[0.025, 0.5, 0.975],
    );
    for (one, expected) in quantiles.unwrap().into_iter().zip([
        0.167_488_094_063_707_13,
        0.411_890_409_058_156_66,
        0.692_095_284_988_322_8,
    ]) {
        near(one, expected, 1e-6);
    }
}

#[test]
fn a_tiny_sample_is_judged_with_the_doubt_about_its_baseline() {
    // 0 of 4 after 45 of 50 is a signal; after 4 of 5 it is not.
    assert!(surprise(0, 4, 45, 50).unwrap() < SURPRISE);
    assert!(surprise(0, 4, 4, 5).unwrap() > SURPRISE);
    assert_eq!(surprise(5, 4, 4, 5), None);
}

#[test]
fn a_probability_has_its_word() {
    let words: Vec<&str> = [0.95, 0.9, 0.7, 0.5, 0.2, 0.05]
        .map(|p| Outlook::of(p, 10).word())
        .to_vec();
    assert_eq!(
        words,
        [
            "on_course",
            "on_course",
            "likely",
            "coin_flip",
            "unlikely",
            "needs_change"
        ]
    );
    assert_eq!(Outlook::of(0.95, 4), Outlook::TooEarly);
}

proptest! {
    #[test]
    fn the_two_ways_to_sum_agree(c in 1u64..30, more in 0u64..30, x in 0u64..20, rest in 0u64..20) {
        let belief = BetaBelief::JEFFREYS.after(x, x + rest);
        let turned = BetaBelief { a: belief.b, b: belief.a };
        let (one, other) = (at_least(c, c + more, belief).unwrap(), at_least(more + 1, c + more, turned).unwrap());
        prop_assert!((one + other - 1.0).abs() < 1e-9, "{one} {other}");
    }

    #[test]
    fn more_needed_is_never_more_likely(c in 0u64..30, m in 0u64..30, x in 0u64..20, rest in 0u64..20) {
        prop_assert!(goal(x, x + rest, m, c + 1).unwrap() <= goal(x, x + rest, m, c).unwrap() + 1e-12);
    }

    #[test]
    fn no_value_panics(
        x in any::<u64>(),
        n in any::<u64>(),
        c in any::<u64>(),
        a in prop::num::f64::ANY,
        b in prop::num::f64::ANY,
        p in prop::num::f64::ANY,
    ) {
        let belief = BetaBelief { a, b };
        let _ = (goal(x, n, 50, c), goal(x, n, u64::MAX, c), at_least(c % 60, 50, belief), surprise(x, n, c, n), surprise(x % 9, 9, x, n));
        let basis = Basis { n, mean: a, sd: b, df: p };
        let _ = (basis.next_mean(c, Some((a, b)), 0.95), basis.goal(c, p, None), basis.goal(c, p, Some((a, b))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn no_belief_makes_the_product_panic(a in 0.1..60.0f64, b in 0.1..60.0f64, p in 0.0..=1.0f64) {
        let quantiles = product_quantiles(BetaBelief { a, b }, BetaBelief { a: b, b: a }, &[p]).unwrap();
        prop_assert!((0.0..=1.0).contains(&quantiles[0]));
    }
}

#[test]
fn an_impossible_belief_gives_no_product() {
    let sound = BetaBelief::JEFFREYS;
    assert_eq!(
        product_quantiles(BetaBelief { a: 0.0, b: 1.0 }, sound, &[0.5]),
        None
    );
    assert_eq!(
        product_quantiles(
            sound,
            BetaBelief {
                a: 1.0,
                b: f64::NAN
            },
            &[0.5]
        ),
        None
    );
    assert_eq!(product_quantiles(sound, sound, &[1.5]), None);
}
