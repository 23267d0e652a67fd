#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use proptest::prelude::*;

fn near(value: f64, expected: f64, tolerance: f64) {
    assert!(
        (value - expected).abs() <= tolerance,
        "{value} is not {expected}"
    );
}

const COACHED: [f64; 8] = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0];
const ERRORS: [f64; 8] = [15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0];

#[test]
fn the_eight_schools_shrink_to_one() {
    // Rubin (1981); Gelman et al., Bayesian Data Analysis 5: pooled 7.7, SE 4.1; full digits: R metafor rma(method =
    // "PM").
    let shrunk = paule_mandel(&COACHED, &ERRORS).unwrap();
    near(shrunk.mu, 7.685_616_724_956_04, 1e-9);
    near(shrunk.mu_se, 4.071_919_158_402_3, 1e-9);
    near(shrunk.q, 4.707_078_864_400_16, 1e-9);
    near(shrunk.tau2, 0.0, 0.0);
    assert!(
        shrunk
            .means
            .iter()
            .all(|mean| (mean - shrunk.mu).abs() < 1e-9)
    );
}

#[test]
fn groups_that_differ_shrink_only_in_part() {
    let shrunk = paule_mandel(&[60.0, 70.0, 80.0, 95.0], &[3.0, 4.0, 2.0, 3.0]).unwrap();
    let v = [9.0, 16.0, 4.0, 9.0];
    near(
        heterogeneity(&[60.0, 70.0, 80.0, 95.0], &v, shrunk.tau2),
        3.0,
        1e-9,
    );
    assert!(shrunk.means[0] > 60.0 && shrunk.means[3] < 95.0 && shrunk.tau2 > 100.0);
}

#[test]
fn two_groups_are_too_few_to_learn_from() {
    assert_eq!(
        paule_mandel(&[80.0, 90.0], &[3.0, 3.0]),
        Err(Status::TooFewGroups)
    );
    assert_eq!(paule_mandel(&[], &[]), Err(Status::NoData));
    assert_eq!(
        paule_mandel(&[1.0, 2.0, 3.0], &[1.0, 0.0, 1.0]),
        Err(Status::Invalid)
    );
    assert_eq!(
        paule_mandel(&[1.0, 2.0, 3.0], &[1.0, 1.0]),
        Err(Status::Invalid)
    );
}

#[test]
fn the_rat_tumours_are_reproduced() {
    // Gelman et al., Bayesian Data Analysis 5.1: Beta(1.4, 8.6); 4 of 14 gives 0.223, SD 0.083; full digits: R mean
    // and var.
    let tumours = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2,
        2, 1, 5, 2, 5, 3, 2, 7, 7, 3, 3, 2, 9, 10, 4, 4, 4, 4, 4, 4, 4, 10, 4, 4, 4, 5, 11, 12, 5,
        5, 6, 5, 6, 6, 6, 6, 16, 15, 15, 9,
    ];
    let rats = [
        20, 20, 20, 20, 20, 20, 20, 19, 19, 19, 19, 18, 18, 17, 20, 20, 20, 20, 19, 19, 18, 18, 25,
        24, 23, 20, 20, 20, 20, 20, 20, 10, 49, 19, 46, 27, 17, 49, 47, 20, 20, 13, 48, 50, 20, 20,
        20, 20, 20, 20, 20, 48, 19, 19, 19, 22, 46, 49, 20, 20, 23, 19, 22, 20, 20, 20, 52, 47, 46,
        24,
    ];
    let cells: Vec<(u64, u64)> = tumours.into_iter().zip(rats).collect();
    let belief = beta_moments(&cells).unwrap();
    near(belief.a, 1.356_149_391, 1e-8);
    near(belief.b, 8.615_057_891, 1e-7);
    let current = belief.after(4, 14);
    near(current.mean(), 0.223, 6e-4);
    near(current.sd(), 0.083, 6e-4);
}

#[test]
fn a_prior_takes_eight_cells_that_differ() {
    assert_eq!(beta_moments(&[(1, 5); 7]), None);
    assert_eq!(beta_moments(&[(1, 5); 9]), None);
    assert_eq!(beta_moments(&[(0, 0); 9]), None);
}

#[test]
fn seven_of_ten_with_jeffreys_prior() {
    // R qbeta.
    let belief = BetaBelief::JEFFREYS.after(7, 10);
    near(belief.mean(), 0.681_818_181_818_181_8, 1e-12);
    let range = belief.range(0.95).unwrap();
    near(range.low, 0.394_181_681_851_328_7, 1e-9);
    near(range.high, 0.907_305_406_061_846_8, 1e-9);
}

proptest! {
    #[test]
    fn a_shrunk_mean_lies_between_its_own_and_the_common_one(
        y in prop::collection::vec(0.0..100.0f64, 3..8),
        se in prop::collection::vec(0.5..20.0f64, 8),
    ) {
        let shrunk = paule_mandel(&y, &se[..y.len()]).unwrap();
        for (own, mean) in y.iter().zip(&shrunk.means) {
            let between = Range::between(*own, shrunk.mu);
            prop_assert!(between.low - 1e-9 <= *mean && *mean <= between.high + 1e-9);
        }
    }

    #[test]
    fn the_variance_between_groups_is_the_root_it_claims_to_be(
        y in prop::collection::vec(0.0..100.0f64, 3..8),
        se in prop::collection::vec(0.5..20.0f64, 8),
    ) {
        let shrunk = paule_mandel(&y, &se[..y.len()]).unwrap();
        let v: Vec<f64> = se[..y.len()].iter().map(|se| se * se).collect();
        let spare = (y.len() - 1) as f64;
        prop_assert!(shrunk.tau2 <= 0.0 || (heterogeneity(&y, &v, shrunk.tau2) - spare).abs() < 1e-6);
    }

    #[test]
    fn no_value_panics(
        y in prop::collection::vec(prop::num::f64::ANY, 0..5),
        se in prop::collection::vec(prop::num::f64::ANY, 0..5),
        x in any::<u64>(),
        n in any::<u64>(),
        a in prop::num::f64::ANY,
    ) {
        let _ = (paule_mandel(&y, &se), beta_moments(&[(x, n); 9]));
        let _ = (BetaBelief { a, b: 1.0 }.range(0.95), BetaBelief::JEFFREYS.after(x, n).range(a));
    }
}
