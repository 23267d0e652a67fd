#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use proptest::prelude::*;

fn near(value: f64, expected: f64, tolerance: f64) {
    assert!(
        (value - expected).abs() <= tolerance,
        "{value} is not {expected}"
    );
}

#[test]
fn garwoods_table_is_reproduced() {
    // Garwood (1936) Biometrika 28:437-442, as reprinted; full digits: R poisson.test.
    let table = [
        (0.0, 3.688_879_454_113_935_4),
        (0.025_317_807_984_289_876, 5.571_643_390_938_898),
        (0.242_209_278_543_964_96, 7.224_687_667_723_96),
        (0.618_672_122_895_601_4, 8.767_273_069_742_323),
        (1.089_865_373_626_324_9, 10.241_588_675_403_694),
        (1.623_486_390_118_420_7, 11.668_332_079_322_67),
    ];
    for (x, (low, high)) in table.into_iter().enumerate() {
        let range = count_range(x as u64, 0.95).unwrap();
        near(range.low, low, 1e-9);
        near(range.high, high, 1e-8);
    }
    near(
        count_range(10, 0.95).unwrap().high,
        18.390_356_042_017_78,
        1e-8,
    );
}

#[test]
fn a_rate_is_the_count_over_the_exposure() {
    // R poisson.test(5, 40).
    let range = rate_range(5, 40.0, 0.95).unwrap();
    near(range.low, 0.040_587_159_752_960_5, 1e-12);
    near(range.high, 0.291_708_301_983_066_7, 1e-12);
    assert_eq!(rate_range(5, 0.0, 0.95), None);
}

#[test]
fn the_ratio_of_the_poisson_help_page_is_reproduced() {
    // R, help page of poisson.test: 1.971488, 0.8584264 to 4.2772659, p 0.07967.
    let ratio = rate_ratio(11, 800.0, 21, 3011.0, 0.95).unwrap();
    near(ratio.ratio, 1.971_488_095_238_1, 1e-9);
    near(ratio.range.low, 0.858_426_403_391_639, 1e-9);
    near(ratio.range.high, 4.277_265_943_654_07, 1e-8);
    near(ratio.p, 0.079_668_633_033_329_5, 1e-10);
    assert!(ratio.p_higher < ratio.p);
}

#[test]
fn a_baseline_of_nought_leaves_a_lower_limit_only() {
    let ratio = rate_ratio(4, 30.0, 0, 120.0, 0.95).unwrap();
    assert!(ratio.ratio.is_infinite() && ratio.range.high.is_infinite());
    // 0.025^(1/4) = 0.397635; its odds times 4.
    near(ratio.range.low, 2.640_6, 1e-3);
    assert_eq!(rate_ratio(0, 30.0, 0, 120.0, 0.95), None);
}

#[test]
fn the_asthma_deaths_of_gelman_are_reproduced() {
    // Gelman et al., Bayesian Data Analysis 2.6: Gamma(6, 7) mean 0.86, Gamma(33, 25) mean 1.32; tails: R pgamma.
    let prior = RateBelief {
        shape: 3.0,
        exposure: 5.0,
    };
    let (one, ten) = (prior.after(3, 2.0), prior.after(30, 20.0));
    near(one.mean(), 6.0 / 7.0, 1e-12);
    near(ten.mean(), 1.32, 1e-12);
    near(one.probability_above(1.0), 0.300_708_276_2, 1e-9);
    near(ten.probability_above(1.0), 0.928_543_968_8, 1e-9);
    assert!(one.range(0.95).unwrap().contains(one.mean()));
}

#[test]
fn a_fair_coin_that_falls_evenly_proves_nothing() {
    near(binomial_two_sided_p(5, 10, 0.5), 1.0, 1e-9);
    near(binomial_two_sided_p(0, 10, 0.5), 2.0 / 1024.0, 1e-12);
    near(binomial_two_sided_p(0, 10, 0.0), 1.0, 0.0);
    assert!(binomial_two_sided_p(3, 2, 0.5).is_nan());
}

proptest! {
    #[test]
    fn swapping_the_rates_turns_the_ratio_over(
        x1 in 1u64..60,
        x2 in 1u64..60,
        t1 in 0.5..50.0f64,
        t2 in 0.5..50.0f64,
    ) {
        let (one, other) = (rate_ratio(x1, t1, x2, t2, 0.95).unwrap(), rate_ratio(x2, t2, x1, t1, 0.95).unwrap());
        prop_assert!((one.range.low * other.range.high - 1.0).abs() < 1e-6 && (one.p - other.p).abs() < 1e-7);
        prop_assert!(one.range.contains(one.ratio));
    }

    #[test]
    fn the_range_of_a_count_holds_it_and_grows_with_it(x in 0u64..5_000) {
        let (one, more) = (count_range(x, 0.95).unwrap(), count_range(x + 1, 0.95).unwrap());
        prop_assert!(one.contains(x as f64) && one.low <= more.low && one.high < more.high);
    }

    #[test]
    fn no_value_panics(
        x1 in any::<u64>(),
        x2 in any::<u64>(),
        t1 in prop::num::f64::ANY,
        t2 in prop::num::f64::ANY,
        c in prop::num::f64::ANY,
    ) {
        let _ = (count_range(x1, c), rate_range(x1, t1, 0.95), rate_ratio(x1, t1, x2, t2, c), rate_ratio(x1, 1.0, x2, 2.0, 0.95));
        let _ = (RateBelief { shape: t1, exposure: t2 }.range(0.95), RateBelief { shape: t1, exposure: t2 }.probability_above(c));
        let _ = (binomial_two_sided_p(x1 % 99, x2 % 99, t1), binomial_at_least(x1, x2, t1));
    }
}
