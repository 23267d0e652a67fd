#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use crate::stats::CONFIDENCE;
use proptest::prelude::*;

fn near(value: Option<f64>, expected: f64, tolerance: f64) {
    let value = value.unwrap();
    assert!(
        (value - expected).abs() <= tolerance,
        "{value} is not {expected}"
    );
}

fn summary(population: u64, n: u64, mean: f64, variance: f64) -> Stratum {
    Stratum {
        population,
        sample: Some(Sample { n, mean, variance }),
    }
}

#[test]
fn the_california_schools_are_reproduced() {
    // R survey (Lumley), data(api): svymean(~api00, dstrat) prints 662.29, SE 9.4089.
    let strata = [
        summary(4421, 100, 674.43, 15_687.419_292_929_3),
        summary(755, 50, 625.82, 11_947.089_387_755_1),
        summary(1018, 50, 636.6, 13_824.857_142_857_1),
    ];
    let estimate = mean(&strata, None, None, CONFIDENCE);
    near(estimate.mean, 662.287_363_159_321, 1e-4);
    near(estimate.se, 9.408_940_802_784_58, 1e-5);
    near(Some(estimate.df), 197.0, 1e-12);
    near(
        estimate.range.map(|range| range.low),
        643.732_188_272_086,
        1e-4,
    );
    near(
        estimate.range.map(|range| range.high),
        680.842_538_046_555,
        1e-4,
    );
    assert_eq!(estimate.status, Status::Ok);
}

#[test]
fn the_total_enrolment_of_the_california_schools_is_reproduced() {
    // R survey, data(api): svytotal(~enroll, dstrat) prints 3687178, SE 114642.
    let strata = [
        summary(4421, 100, 416.78, 27_576.880_404_040_4),
        summary(755, 50, 1320.7, 450_339.928_571_429),
        summary(1018, 50, 832.48, 156_307.275_102_041),
    ];
    let estimate = mean(&strata, None, None, CONFIDENCE);
    near(estimate.total(), 3_687_178.0, 0.5);
    near(estimate.total_se(), 114_642.0, 0.5);
}

#[test]
fn the_share_of_schools_with_awards_is_reproduced() {
    // R survey 4.1.1: svymean(~awards, dstrat); svyciprop(~I(awards == "Yes"), dstrat, method = "beta").
    let strata = [(4421, 100, 73), (755, 50, 16), (1018, 50, 24)]
        .map(|(population, n, x)| CountStratum { population, n, x });
    let estimate = proportion(&strata, CONFIDENCE);
    near(estimate.mean, 0.638_936_064_050_578, 1e-7);
    near(estimate.se, 0.034_405_917_997_268_9, 1e-7);
    near(
        estimate.range.map(|range| range.low),
        0.567_218_701_479_749,
        1e-6,
    );
    near(
        estimate.range.map(|range| range.high),
        0.706_354_783_014_459,
        1e-6,
    );
}

#[test]
fn a_stratum_that_was_not_sampled_is_not_hidden() {
    let estimate = mean(
        &[Stratum::of(40, &[80.0, 90.0]), Stratum::of(10, &[])],
        None,
        None,
        CONFIDENCE,
    );
    assert_eq!(estimate.status, Status::StratumNotSampled);
    near(Some(estimate.covered_share), 0.8, 1e-12);
    near(estimate.mean, 85.0, 1e-12);
}

#[test]
fn every_call_evaluated_is_exact() {
    let estimate = mean(
        &[Stratum::of(2, &[80.0, 90.0]), Stratum::of(1, &[70.0])],
        None,
        None,
        CONFIDENCE,
    );
    assert_eq!(estimate.status, Status::Census);
    near(estimate.mean, 80.0, 1e-12);
    near(estimate.se, 0.0, 0.0);
    assert_eq!(estimate.range, Some(Range::exactly(estimate.mean.unwrap())));
}

#[test]
fn a_few_values_share_the_spread_of_the_past() {
    let strata = [Stratum::of(20, &[80.0, 90.0]), Stratum::of(20, &[70.0])];
    let alone = mean(&strata, None, None, CONFIDENCE);
    let with_past = mean(&strata, Some(Pool { sd: 8.0, df: 30.0 }), None, CONFIDENCE);
    assert_eq!((alone.status, alone.range), (Status::TooFew, None));
    assert_eq!(with_past.status, Status::Ok);
    // (1/2)^2 (1 - 2/20) 64/2 + (1/2)^2 (1 - 1/20) 64/1 = 22.4
    near(with_past.se, 22.4f64.sqrt(), 1e-12);
}

#[test]
fn a_stratum_with_no_members_counts_for_nothing() {
    let one = [Stratum::of(20, &[80.0, 90.0, 70.0])];
    let two = [one[0], Stratum::of(0, &[])];
    assert_eq!(
        mean(&one, None, None, CONFIDENCE),
        mean(&two, None, None, CONFIDENCE)
    );
}

#[test]
fn one_stratum_is_the_plain_mean_with_its_finite_correction() {
    let values = [80.0, 92.0, 71.0, 66.0];
    let estimate = mean(&[Stratum::of(30, &values)], None, None, CONFIDENCE);
    let plain = crate::stats::mean::interval(&values, None, Some(30), None, CONFIDENCE);
    assert_eq!(estimate.status, Status::Early);
    near(
        estimate.range.map(|range| range.low),
        plain.range.unwrap().low,
        1e-9,
    );
}

#[test]
fn a_share_of_none_or_all_still_has_a_width() {
    let strata =
        [(30, 3, 3), (20, 2, 2)].map(|(population, n, x)| CountStratum { population, n, x });
    let range = proportion(&strata, CONFIDENCE).range.unwrap();
    near(Some(range.low), 0.478_176, 1e-6);
    near(Some(range.high), 1.0, 0.0);
}

#[test]
fn a_sample_larger_than_its_stratum_is_a_contradiction() {
    assert_eq!(
        mean(&[Stratum::of(1, &[80.0, 90.0])], None, None, CONFIDENCE).status,
        Status::Invalid
    );
    let strata = [CountStratum {
        population: 9,
        n: 2,
        x: 3,
    }];
    assert_eq!(proportion(&strata, CONFIDENCE).status, Status::Invalid);
    assert_eq!(mean(&[], None, None, CONFIDENCE).status, Status::NoData);
}

prop_compose! {
    fn strata()(parts in prop::collection::vec((1u64..60, prop::collection::vec(0.0..100.0f64, 1..8)), 1..5)) -> Vec<Stratum> {
        parts.into_iter().map(|(more, values)| Stratum::of(more + values.len() as u64, &values)).collect()
    }
}

proptest! {
    #[test]
    fn the_weights_of_the_sampled_values_add_up_to_the_population(strata in strata()) {
        let estimate = mean(&strata, None, None, CONFIDENCE);
        let by_weights: f64 = strata.iter().map(|one| one.population as f64 * one.sample.unwrap().mean).sum();
        prop_assert!((estimate.total().unwrap() - by_weights).abs() < 1e-6);
        prop_assert_eq!(estimate.population, strata.iter().map(|one| one.population).sum::<u64>());
    }

    #[test]
    fn the_order_of_the_strata_does_not_matter(strata in strata()) {
        let mut turned = strata.clone();
        turned.reverse();
        let pool = Some(Pool { sd: 9.0, df: 20.0 });
        let (one, other) = (mean(&strata, pool, None, CONFIDENCE), mean(&turned, pool, None, CONFIDENCE));
        prop_assert!((one.mean.unwrap() - other.mean.unwrap()).abs() < 1e-9);
        prop_assert!((one.se.unwrap() - other.se.unwrap()).abs() < 1e-9);
        prop_assert_eq!(one.status, other.status);
    }

    #[test]
    fn the_range_holds_the_mean_and_stays_on_the_scale(strata in strata()) {
        let estimate = mean(&strata, Some(Pool { sd: 20.0, df: 20.0 }), Some((0.0, 100.0)), CONFIDENCE);
        let range = estimate.range.unwrap();
        prop_assert!(range.low >= 0.0 && range.high <= 100.0);
        prop_assert!(range.low <= estimate.mean.unwrap() + 1e-9 && range.high >= estimate.mean.unwrap() - 1e-9);
    }

    #[test]
    fn no_input_panics(
        population in any::<u64>(),
        n in any::<u64>(),
        x in any::<u64>(),
        value in prop::num::f64::ANY,
        variance in prop::num::f64::ANY,
    ) {
        let sample = Some(Sample { n, mean: value, variance });
        let strata = [Stratum { population, sample }, Stratum { population: u64::MAX, sample }];
        let _ = mean(&strata, Some(Pool { sd: value, df: variance }), Some((value, variance)), CONFIDENCE);
        let counts = [CountStratum { population, n, x }, CountStratum { population: u64::MAX, n, x: x.min(n) }];
        let _ = proportion(&counts, CONFIDENCE);
        let _ = proportion(&counts[1..], value);
    }
}

proptest! {
    #[test]
    fn shares_that_are_all_alike_give_that_share(
        populations in prop::collection::vec(2_u64..5_000, 1..12), yes in any::<bool>()
    ) {
        let strata: Vec<CountStratum> = populations
            .iter()
            .map(|&population| CountStratum { population, n: 1, x: u64::from(yes) })
            .collect();
        let estimate = proportion(&strata, CONFIDENCE);
        prop_assert_eq!(estimate.mean, Some(f64::from(u8::from(yes))));
        let range = estimate.range.unwrap();
        prop_assert!(0.0 <= range.low && range.high <= 1.0, "{:?}", range);
    }
}
