#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use crate::stats::CONFIDENCE;
use crate::stats::difference::pooled_means;
use proptest::prelude::*;

const SCALE: Option<(f64, f64)> = Some((0.0, 100.0));

fn score(values: &[f64], pool: Option<Pool>) -> Estimate {
    interval(values, pool, None, SCALE, CONFIDENCE)
}

fn agrees(range: Option<Range>, low: f64, high: f64, tolerance: f64) {
    let range = range.unwrap();
    assert!(
        (range.low - low).abs() <= tolerance && (range.high - high).abs() <= tolerance,
        "{range:?} is not {low} to {high}"
    );
}

#[test]
fn no_call_gives_no_number() {
    let estimate = score(&[], None);
    assert_eq!(
        (estimate.mean, estimate.range, estimate.status),
        (None, None, Status::NoData)
    );
}

#[test]
fn one_call_without_a_past_gives_the_score_and_no_range() {
    let estimate = score(&[80.0], None);
    assert_eq!(
        (estimate.mean, estimate.range, estimate.status),
        (Some(80.0), None, Status::OneCall)
    );
}

#[test]
fn one_call_with_a_past_gives_a_range_within_the_scale() {
    let estimate = score(&[80.0], Some(Pool { sd: 10.0, df: 20.0 }));
    agrees(estimate.range, 59.140_366, 100.0, 1e-6);
    assert_eq!(estimate.status, Status::Ok);
}

#[test]
fn identical_scores_without_a_past_give_no_range() {
    let estimate = score(&[100.0; 4], None);
    assert_eq!(
        (estimate.mean, estimate.range, estimate.status),
        (Some(100.0), None, Status::NoSpread)
    );
}

#[test]
fn identical_scores_with_a_past_give_a_range() {
    let estimate = score(&[100.0; 4], Some(Pool { sd: 8.0, df: 15.0 }));
    agrees(estimate.range, 91.474_202, 100.0, 1e-6);
    assert_eq!(estimate.status, Status::Ok);
}

#[test]
fn two_calls_that_differ_are_too_few() {
    assert_eq!(score(&[70.0, 90.0], None).status, Status::TooFew);
}

#[test]
fn three_calls_that_differ_give_an_early_range() {
    let estimate = score(&[70.0, 80.0, 90.0], Some(Pool { sd: 8.0, df: 9.0 }));
    assert_eq!(estimate.status, Status::Early);
    // 80 +/- 4.302653 * 10 / sqrt(3), cut at 100.
    agrees(estimate.range, 55.158_63, 100.0, 1e-4);
}

#[test]
fn every_call_evaluated_is_a_census() {
    let estimate = interval(&[70.0, 90.0], None, Some(2), SCALE, CONFIDENCE);
    assert_eq!(
        (estimate.status, estimate.range),
        (Status::Census, Some(Range::exactly(80.0)))
    );
}

#[test]
fn more_calls_than_there_are_is_a_contradiction() {
    let estimate = interval(&[70.0, 90.0], None, Some(1), SCALE, CONFIDENCE);
    assert_eq!((estimate.status, estimate.range), (Status::Invalid, None));
}

#[test]
fn the_heat_flow_meter_of_nist_is_reproduced() {
    // NIST/SEMATECH e-Handbook 1.3.5.2, ZARR13.DAT: 9.258242 to 9.264679.
    let sample = Sample {
        n: 195,
        mean: 9.261_46,
        variance: 0.022_788_81f64.powi(2),
    };
    agrees(
        plain_range(sample, None, false, 0.95),
        9.258_242,
        9.264_679,
        1.5e-6,
    );
}

#[test]
fn students_sleep_data_is_reproduced() {
    // R datasets::sleep, t.test on drug 2.
    let values = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    let estimate = interval(&values, None, None, None, 0.95);
    agrees(
        estimate.range,
        0.897_677_539_376_705,
        3.762_322_460_623_29,
        1e-9,
    );
}

#[test]
fn a_toy_population_of_five_is_reproduced() {
    // Kauermann & Kuechenhoff, Stichproben (2011) p. 51: mean 12.3, SE 1.8, 8.8 to 15.9 with the normal quantile.
    let sample = Sample::of(&[9.0, 10.0, 18.0]).unwrap();
    let error = standard_error(sample, Some(5)).unwrap();
    assert!((error - 1.801_234_144_814_17).abs() < 1e-9);
    agrees(
        plain_range(sample, Some(5), true, 0.95),
        8.802_979_281_773_75,
        15.863_687_384_892_9,
        1e-8,
    );
}

#[test]
fn the_pooled_spread_of_plant_growth_is_reproduced() {
    // R: confint(lm(weight ~ group - 1, PlantGrowth)).
    let control: &[f64] = &[4.17, 5.58, 5.18, 6.11, 4.5, 4.61, 5.17, 4.53, 5.33, 5.14];
    let first: &[f64] = &[4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69];
    let second: &[f64] = &[6.31, 5.12, 5.54, 5.5, 5.37, 5.29, 4.92, 6.15, 5.8, 5.26];
    let pool = pool(&[control, first, second, &[9.0]]).unwrap();
    assert!((pool.sd - 0.623_374_627_271_536).abs() < 1e-12 && (pool.df - 27.0).abs() < 1e-12);
    let estimate = interval(control, Some(pool), None, None, 0.95);
    agrees(
        estimate.range,
        4.627_526_003_441_72,
        5.436_473_996_558_28,
        1e-9,
    );
    assert!(pooled_means(control, second, pool, 0.95).is_some());
}

#[test]
fn people_share_a_pool_unless_their_spreads_differ_by_more_than_two_and_a_half() {
    let pool = |sd, df| Pool { sd, df };
    assert!(may_share(&[pool(4.0, 8.0), pool(10.0, 9.0)]));
    assert!(!may_share(&[pool(4.0, 8.0), pool(10.1, 9.0)]));
    assert!(may_share(&[pool(4.0, 8.0), pool(40.0, 7.0)]));
    assert!(may_share(&[]));
}

#[test]
fn the_pooled_range_covers_the_truth_about_as_often_as_it_says() {
    let mut state = 7u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    // Skewed scores: 100 minus a sum of two squares, mean 100 - 2 * 30 / 3 = 80.
    let mut covered = 0;
    let rounds = 2_000;
    for _ in 0..rounds {
        let mut call = || 100.0 - 30.0 * (next().powi(2) + next().powi(2));
        let cells: Vec<Vec<f64>> = (0..6).map(|_| (0..4).map(|_| call()).collect()).collect();
        let cells: Vec<&[f64]> = cells.iter().map(Vec::as_slice).collect();
        let estimate = interval(cells[0], pool(&cells), None, SCALE, CONFIDENCE);
        covered += u32::from(estimate.range.unwrap().contains(80.0));
    }
    let cover = f64::from(covered) / f64::from(rounds);
    assert!((0.92..0.98).contains(&cover), "{cover}");
}

fn scores() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.0..100.0f64, 1..12)
}

proptest! {
    #[test]
    fn the_range_holds_the_mean_and_stays_on_the_scale(
        values in scores(),
        sd in 0.1..40.0f64,
        df in 10.0..80.0f64,
    ) {
        let estimate = score(&values, Some(Pool { sd, df }));
        let range = estimate.range.unwrap();
        prop_assert!(range.contains(estimate.mean.unwrap()) && range.low >= 0.0 && range.high <= 100.0);
    }

    #[test]
    fn the_order_of_the_calls_does_not_matter(values in scores()) {
        let mut turned = values.clone();
        turned.reverse();
        let (one, other) = (score(&values, None), score(&turned, None));
        prop_assert_eq!(one.status, other.status);
        prop_assert!((one.mean.unwrap() - other.mean.unwrap()).abs() < 1e-9);
        prop_assert!((one.range.map_or(0.0, Range::width) - other.range.map_or(0.0, Range::width)).abs() < 1e-9);
    }

    #[test]
    fn other_units_only_scale_the_range(values in scores(), factor in 0.001..1000.0f64) {
        let scaled: Vec<f64> = values.iter().map(|value| value * factor).collect();
        let plain = interval(&values, None, None, None, CONFIDENCE);
        let other = interval(&scaled, None, None, None, CONFIDENCE);
        if let (Some(one), Some(two)) = (plain.range, other.range) {
            prop_assert!((one.times(factor).low - two.low).abs() < 1e-6 * factor.max(1.0));
        }
    }

    #[test]
    fn a_larger_share_of_the_population_narrows_the_range(values in scores(), extra in 1u64..50) {
        let n = values.len() as u64;
        let pool = Some(Pool { sd: 9.0, df: 30.0 });
        let near = interval(&values, pool, Some(n + extra), None, CONFIDENCE).range.unwrap();
        let far = interval(&values, pool, Some(n + extra + 20), None, CONFIDENCE).range.unwrap();
        prop_assert!(near.width() < far.width());
    }

    #[test]
    fn no_value_panics(values in prop::collection::vec(prop::num::f64::ANY, 0..6), sd in prop::num::f64::ANY, df in prop::num::f64::ANY,
                       population in any::<u64>(), low in prop::num::f64::ANY, high in prop::num::f64::ANY, confidence in prop::num::f64::ANY) {
        let _ = interval(&values, Some(Pool { sd, df }), Some(population), Some((low, high)), confidence);
        let _ = interval(&values, None, None, Some((low, high)), confidence);
        let _ = pool(&[&values, &values]);
    }
}
