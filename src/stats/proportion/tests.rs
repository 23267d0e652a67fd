#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test may stop; ends of the scale are exact"
)]
use super::*;
use proptest::prelude::*;

fn agrees(range: Option<Range>, low: f64, high: f64, tolerance: f64) {
    let range = range.unwrap();
    assert!(
        (range.low - low).abs() <= tolerance && (range.high - high).abs() <= tolerance,
        "{range:?} is not {low} to {high}"
    );
}

#[test]
fn newcombes_first_table_is_reproduced_for_81_of_263() {
    // Newcombe (1998) Stat Med 17:857-872, table I; full digits: R ratesci 1.0.0 and binom.test.
    agrees(
        wilson(81, 263, 0.95),
        0.255_288_519_878_274,
        0.366_209_576_982_8,
        1e-9,
    );
    agrees(
        clopper_pearson(81, 263, 0.95),
        0.252_736_745_585_271,
        0.367_621_922_601_351,
        1e-9,
    );
    agrees(
        jeffreys(81, 263, 0.95),
        0.254_521_934_991_023,
        0.365_647_499_174_082,
        1e-9,
    );
    agrees(mid_p(81, 263, 0.95), 0.2544, 0.3658, 5.01e-5);
}

#[test]
fn newcombes_first_table_is_reproduced_for_none_of_20() {
    // Newcombe (1998), table I; full digits: R ratesci 1.0.0 and binom.test.
    agrees(wilson(0, 20, 0.95), 0.0, 0.161_125_158_052_819, 1e-9);
    agrees(
        clopper_pearson(0, 20, 0.95),
        0.0,
        0.168_433_470_983_085,
        1e-9,
    );
    agrees(jeffreys(0, 20, 0.95), 0.0, 0.116_638_982_904_875, 1e-9);
    agrees(mid_p(0, 20, 0.95), 0.0, 0.1391, 5.01e-5);
}

#[test]
fn the_exact_range_of_nist_is_reproduced() {
    // NIST/SEMATECH e-Handbook 7.2.4.1: 4 of 20 at 90 %: 0.071354 to 0.401029 (its sixth decimal is off by one).
    agrees(clopper_pearson(4, 20, 0.90), 0.071_354, 0.401_029, 1.5e-6);
}

#[test]
fn tiny_samples_agree_with_other_software() {
    // R ratesci 1.0.0 wilsonci and jeffreysci, R binom.test.
    agrees(wilson(7, 7, 0.95), 0.645_669_564_933_313, 1.0, 1e-9);
    agrees(
        clopper_pearson(7, 7, 0.95),
        0.590_383_602_774_997,
        1.0,
        1e-9,
    );
    agrees(jeffreys(7, 7, 0.95), 0.707_563_826_337_69, 1.0, 1e-9);
    agrees(
        wilson(3, 10, 0.95),
        0.107_791_267_406_301,
        0.603_221_852_538_855,
        1e-9,
    );
    agrees(
        clopper_pearson(3, 10, 0.95),
        0.066_739_511_177_734_5,
        0.652_452_850_059_997,
        1e-9,
    );
    agrees(
        jeffreys(3, 10, 0.95),
        0.092_694_593_938_153_2,
        0.605_818_318_148_671,
        1e-9,
    );
    agrees(wilson(0, 3, 0.95), 0.0, 0.561_497_031_755_045, 1e-9);
}

#[test]
fn no_call_gives_no_range() {
    assert_eq!(wilson(0, 0, 0.95), None);
    assert_eq!(clopper_pearson(0, 0, 0.95), None);
    assert_eq!(jeffreys(0, 0, 0.95), None);
    assert_eq!(mid_p(0, 0, 0.95), None);
}

#[test]
fn none_of_five_is_between_0_and_43_per_cent() {
    agrees(wilson(0, 5, 0.95), 0.0, 0.434_482_5, 1e-7);
}

#[test]
fn more_failures_than_calls_give_no_range() {
    assert_eq!(wilson(6, 5, 0.95), None);
    assert_eq!(wilson(2, 5, 95.0), None);
}

/// A small generator of our own, so that the simulation is the same for ever.
fn next(state: &mut u64) -> f64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 11) as f64 / (1u64 << 53) as f64
}

#[test]
fn wilson_covers_the_truth_about_as_often_as_it_says() {
    let mut state = 20_261_122;
    let mut covered = 0;
    let draws = 4_000;
    for _ in 0..draws {
        let share = 0.5 + next(&mut state) / 2.0;
        let x = (0..8).filter(|_| next(&mut state) < share).count() as u64;
        covered += u32::from(wilson(x, 8, 0.95).unwrap().contains(share));
    }
    let cover = f64::from(covered) / f64::from(draws);
    assert!((0.93..0.98).contains(&cover), "{cover}");
}

proptest! {
    #[test]
    fn every_range_holds_the_share_and_stays_on_the_scale(
        n in 1u64..400,
        part in 0.0..=1.0f64,
        confidence in 0.01..0.999f64,
    ) {
        let x = (n as f64 * part).floor() as u64;
        for method in [wilson, clopper_pearson, jeffreys, mid_p] {
            let range = method(x, n, confidence).unwrap();
            prop_assert!(range.low >= 0.0 && range.high <= 1.0 && range.contains(x as f64 / n as f64), "{range:?}");
        }
    }

    #[test]
    fn successes_and_failures_mirror_each_other(n in 1u64..300, part in 0.0..=1.0f64) {
        let x = (n as f64 * part).floor() as u64;
        for method in [wilson, clopper_pearson, jeffreys, mid_p] {
            let (one, other) = (method(x, n, 0.95).unwrap(), method(n - x, n, 0.95).unwrap());
            prop_assert!((one.low - (1.0 - other.high)).abs() < 1e-9);
        }
    }

    #[test]
    fn more_successes_never_lower_the_range(n in 2u64..300, part in 0.0..1.0f64) {
        let x = (n as f64 * part).floor() as u64;
        prop_assume!(x < n);
        for method in [wilson, clopper_pearson, jeffreys, mid_p] {
            let (one, more) = (method(x, n, 0.95).unwrap(), method(x + 1, n, 0.95).unwrap());
            prop_assert!(one.low <= more.low && one.high <= more.high);
        }
    }

    #[test]
    fn more_calls_at_the_same_rate_narrow_the_range(x in 0u64..20, extra in 0u64..20, times in 2u64..30) {
        let n = x + extra + 1;
        let (few, many) = (wilson(x, n, 0.95).unwrap(), wilson(x * times, n * times, 0.95).unwrap());
        prop_assert!(many.width() < few.width());
    }

    #[test]
    fn no_count_panics(x in any::<u64>(), n in any::<u64>(), confidence in prop::num::f64::ANY) {
        for method in [wilson, clopper_pearson, jeffreys, mid_p] {
            let _ = method(x, n, confidence);
            let _ = method(x.min(n), n, 0.95).unwrap_or(Range::exactly(0.0));
        }
    }
}
