#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use proptest::prelude::*;

fn counts(x: u64, n: u64, population: u64) -> (u64, u64) {
    let range = count_range(x, n, population, 0.95).unwrap();
    (range.low, range.high)
}

/// The definition itself: every M is tried, with plain products of fractions.
fn by_definition(x: u64, n: u64, population: u64) -> (u64, u64) {
    let probability = |marked: u64, value: u64| -> f64 {
        let rest = population - marked;
        if value > marked || n - value > rest {
            return 0.0;
        }
        let choose = |n: u64, k: u64| {
            (0..k)
                .map(|i| (n - i) as f64 / (k - i) as f64)
                .product::<f64>()
        };
        choose(marked, value) * choose(rest, n - value) / choose(population, n)
    };
    let fits = |marked: &u64| {
        let below: f64 = (0..=x).map(|value| probability(*marked, value)).sum();
        let above: f64 = (x..=n).map(|value| probability(*marked, value)).sum();
        below > 0.025 + 1e-11 && above > 0.025 + 1e-11
    };
    let all: Vec<u64> = (x..=population - (n - x)).filter(fits).collect();
    (*all.first().unwrap(), *all.last().unwrap())
}

#[test]
fn strict_inversion_lies_inside_the_published_ranges() {
    // Kauermann & Kuechenhoff, Stichproben (2011) p. 53 and R samplingbook 1.2.4 print 110-161, 50-51, 10-10, 0-20: its
    // algorithm steps one too far at each end. Strict inversion: scipy.stats.hypergeom and R phyper.
    assert_eq!(counts(45, 100, 300), (111, 160));
    assert_eq!(counts(50, 60, 61), (50, 51));
    assert_eq!(counts(10, 20, 20), (10, 10));
    assert_eq!(counts(0, 5, 40), (0, 19));
}

#[test]
fn a_census_leaves_nothing_open() {
    assert_eq!(counts(3, 3, 3), (3, 3));
}

#[test]
fn nothing_sampled_leaves_everything_open() {
    assert_eq!(counts(0, 0, 40), (0, 40));
    assert_eq!(counts(0, 0, 0), (0, 0));
}

#[test]
fn counts_that_contradict_each_other_give_nothing() {
    assert_eq!(count_range(6, 5, 40, 0.95), None);
    assert_eq!(count_range(1, 41, 40, 0.95), None);
    assert_eq!(share_range(1, 41, Some(40), 0.95), None);
    assert_eq!(share_range(0, 0, Some(40), 0.95), None);
}

#[test]
fn the_share_uses_the_population_above_a_tenth_only() {
    let exact = share_range(4, 8, Some(20), 0.95).unwrap();
    let wide = share_range(4, 8, Some(8_000), 0.95).unwrap();
    assert_eq!(Some(wide), wilson(4, 8, 0.95));
    assert_eq!(share_range(4, 8, None, 0.95), wilson(4, 8, 0.95));
    assert!(exact.width() < wide.width());
}

proptest! {
    #[test]
    fn halving_finds_what_trying_every_number_finds(
        population in 1u64..70,
        part in 0.0..=1.0f64,
        failed in 0.0..=1.0f64,
    ) {
        let n = (population as f64 * part).round() as u64;
        let x = (n as f64 * failed).round() as u64;
        prop_assert_eq!(counts(x, n, population), by_definition(x, n, population));
    }

    #[test]
    fn counting_the_others_mirrors_the_range(
        population in 1u64..10_000,
        part in 0.0..=1.0f64,
        failed in 0.0..=1.0f64,
    ) {
        let n = (population as f64 * part).round() as u64;
        let x = (n as f64 * failed).round() as u64;
        let (low, high) = counts(x, n, population);
        prop_assert_eq!(counts(n - x, n, population), (population - high, population - low));
        prop_assert!(x <= low && high <= population - (n - x));
    }

    #[test]
    fn no_count_panics(
        x in any::<u64>(),
        n in any::<u64>(),
        population in any::<u64>(),
        confidence in prop::num::f64::ANY,
    ) {
        let _ = count_range(x, n, population, confidence);
        let (small, large) = (n.min(population), n.max(population));
        prop_assert!(count_range(x.min(small), small, large, 0.95).is_some());
    }
}
