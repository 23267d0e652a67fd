#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use crate::stats::CONFIDENCE;
use proptest::prelude::*;

fn near(value: f64, expected: f64, tolerance: f64) {
    assert!(
        (value - expected).abs() <= tolerance,
        "{value} is not {expected}"
    );
}

const FIRST_DRUG: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const SECOND_DRUG: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

#[test]
fn newcombes_second_table_is_reproduced() {
    // Newcombe (1998) Stat Med 17:873-890, table II, method 10; full digits: R ratesci::moverci(type = "wilson").
    let cases = [
        (
            (56, 70, 48, 80),
            0.052_431_472_402_364_9,
            0.333_872_654_036_906,
        ),
        ((9, 10, 3, 10), 0.170_522_723_934_503, 0.809_017_973_535_488),
        (
            (5, 56, 0, 29),
            -0.038_137_147_903_536_9,
            0.192_560_013_855_112,
        ),
        ((10, 10, 0, 20), 0.679_086_037_141_915, 1.0),
    ];
    for ((x1, n1, x2, n2), low, high) in cases {
        let range = newcombe(x1, n1, x2, n2, 0.95).unwrap();
        near(range.low, low, 1e-9);
        near(range.high, high, 1e-9);
    }
}

#[test]
fn none_on_both_sides_still_has_a_width() {
    let range = newcombe(0, 4, 0, 6, CONFIDENCE).unwrap();
    assert!(range.low < 0.0 && range.high > 0.0);
}

#[test]
fn students_sleep_data_is_reproduced() {
    // R documentation of sleep and t.test: t = -1.8608, df = 17.776, p = 0.07939, -3.3654832 to 0.2054832.
    let welch = welch(&FIRST_DRUG, &SECOND_DRUG, 0.95).unwrap();
    near(welch.t, -1.860_813_467_486_85, 1e-9);
    near(welch.df, 17.776_473_516_178_5, 1e-9);
    near(welch.p, 0.079_394_140_187_358_2, 1e-9);
    near(welch.range.low, -3.365_483_230_711_71, 1e-8);
    near(welch.range.high, 0.205_483_230_711_71, 1e-8);
    near(
        welch.probability_above(),
        0.079_394_140_187_358_2 / 2.0,
        1e-9,
    );
}

#[test]
fn the_car_mileage_of_nist_is_reproduced() {
    // NIST/SEMATECH e-Handbook 1.3.5.3, AUTO83B: T = -12.94627 with 136.8750 degrees of freedom.
    let american = Sample {
        n: 249,
        mean: 20.144_58,
        variance: 6.4147f64.powi(2),
    };
    let japanese = Sample {
        n: 79,
        mean: 30.481_01,
        variance: 6.107_71f64.powi(2),
    };
    let welch = welch_of(american, japanese, 0.95).unwrap();
    near(welch.t, -12.946_27, 1e-5);
    near(welch.df, 136.875_0, 1e-4);
}

#[test]
fn two_groups_without_any_spread_give_no_t() {
    assert_eq!(
        welch(&[80.0; 3], &[90.0; 3], CONFIDENCE),
        Err(Status::NoSpread)
    );
    assert!(welch(&[80.0; 3], &[90.0, 91.0, 90.0], CONFIDENCE).is_ok());
}

#[test]
fn too_few_or_impossible_values_say_so() {
    assert_eq!(
        welch(&[80.0, 70.0], &[90.0, 80.0, 70.0], CONFIDENCE),
        Err(Status::TooFew)
    );
    assert_eq!(
        welch(&[], &[90.0, 80.0, 70.0], CONFIDENCE),
        Err(Status::NoData)
    );
    assert_eq!(
        welch(&[f64::NAN; 3], &[90.0, 80.0, 70.0], CONFIDENCE),
        Err(Status::Invalid)
    );
    assert_eq!(newcombe(1, 0, 1, 2, CONFIDENCE), None);
}

#[test]
fn a_pool_makes_one_value_a_side_enough() {
    let pool = Pool { sd: 9.0, df: 30.0 };
    let pooled = pooled_means(&[90.0], &[60.0], pool, CONFIDENCE).unwrap();
    near(pooled.se, 9.0 * 2f64.sqrt(), 1e-12);
    assert!(pooled.probability_above() > 0.95);
    assert_eq!(
        pooled_means(&[90.0], &[60.0], Pool { sd: 9.0, df: 9.0 }, CONFIDENCE),
        None
    );
}

proptest! {
    #[test]
    fn swapping_the_groups_flips_the_sign(x1 in 0u64..30, m1 in 0u64..30, x2 in 0u64..30, m2 in 0u64..30) {
        let (n1, n2) = (x1 + m1 + 1, x2 + m2 + 1);
        let one = newcombe(x1, n1, x2, n2, CONFIDENCE).unwrap();
        let other = newcombe(x2, n2, x1, n1, CONFIDENCE).unwrap();
        prop_assert!((one.low + other.high).abs() < 1e-12 && (one.high + other.low).abs() < 1e-12);
        prop_assert!(one.contains(x1 as f64 / n1 as f64 - x2 as f64 / n2 as f64));
    }

    #[test]
    fn swapping_the_groups_flips_the_sign_of_means(
        a in prop::collection::vec(0.0..100.0f64, 3..9),
        b in prop::collection::vec(0.0..100.0f64, 3..9),
    ) {
        let (one, other) = (welch(&a, &b, CONFIDENCE).unwrap(), welch(&b, &a, CONFIDENCE).unwrap());
        prop_assert!((one.difference + other.difference).abs() < 1e-9 && (one.p - other.p).abs() < 1e-9);
        prop_assert!((one.range.low + other.range.high).abs() < 1e-6);
    }

    #[test]
    fn other_units_leave_t_alone(
        a in prop::collection::vec(0.0..100.0f64, 3..9),
        b in prop::collection::vec(0.0..100.0f64, 3..9),
        power in -100..100i32,
    ) {
        let unit = 10f64.powi(power);
        let scale = |values: &[f64]| values.iter().map(|value| value * unit).collect::<Vec<f64>>();
        let (one, other) = (welch(&a, &b, CONFIDENCE).unwrap(), welch(&scale(&a), &scale(&b), CONFIDENCE).unwrap());
        prop_assert!((one.t - other.t).abs() < 1e-6 * one.t.abs().max(1.0));
    }

    #[test]
    fn no_value_panics(
        a in prop::collection::vec(prop::num::f64::ANY, 0..6),
        b in prop::collection::vec(prop::num::f64::ANY, 0..6),
        sd in prop::num::f64::ANY,
        confidence in prop::num::f64::ANY,
    ) {
        let _ = welch(&a, &b, confidence);
        let _ = pooled_means(&a, &b, Pool { sd, df: 20.0 }, confidence);
    }
}
