#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use proptest::prelude::*;

fn parts(rows: &[(u64, f64, u64, u64)]) -> Vec<Part> {
    let part = |&(population, sd, low, high)| Part {
        population,
        sd,
        low,
        high,
    };
    rows.iter().map(part).collect()
}

fn wright() -> Vec<Part> {
    parts(&[(47, 10.0, 1, 47), (61, 6.0, 1, 61), (41, 4.0, 1, 41)])
}

fn hospitals() -> Vec<Part> {
    let rows = [
        (215, 26_787_207.0),
        (65, 10_645_109.0),
        (252, 6_909_676.0),
        (50, 11_085_034.0),
        (149, 9_817_762.0),
        (144, 44_553_355.0),
    ];
    rows.map(|(population, sd)| Part {
        low: 1,
        ..Part::of(population, sd)
    })
    .to_vec()
}

#[test]
fn wrights_exact_allocation_is_reproduced() {
    // Wright (2017) Statistics & Probability Letters 129; R package allocation (A. Raim, US Census Bureau).
    let bounded = parts(&[(47, 10.0, 1, 5), (61, 6.0, 2, 6), (41, 4.0, 3, 4)]);
    let allocation = allocate(&bounded, 10, Policy::Optimal);
    assert_eq!(allocation.n, [4, 3, 3]);
    assert!((allocation.variance_of_total.unwrap() - 101_290.333_3).abs() < 1e-3);
    let free = allocate(&wright(), 10, Policy::Optimal);
    assert_eq!(free.n, [4, 4, 2]);
    assert!((free.variance_of_total.unwrap() - 94_610.0).abs() < 1e-3);
}

#[test]
fn the_hospital_survey_is_reproduced_in_whole_numbers_and_in_fractions() {
    // Valliant, Dever & Kreuter, PracTools strAlloc; R package allocation.
    assert_eq!(
        allocate(&hospitals(), 100, Policy::Optimal).n,
        [35, 4, 10, 3, 9, 39]
    );
    let (n, _) = neyman(&hospitals(), 100.0).unwrap();
    let expected = [
        34.641_683, 4.161_947, 10.473_487, 3.333_804, 8.798_97, 38.590_108,
    ];
    assert!(
        n.iter()
            .zip(expected)
            .all(|(n, expected)| (n - expected).abs() < 5e-7)
    );
}

#[test]
fn neymans_variance_is_reproduced() {
    // R package allocation on Wright's strata.
    let (n, variance) = neyman(&wright(), 10.0).unwrap();
    assert!((n[0] - 4.7).abs() < 1e-9 && (variance - 92_448.0).abs() < 1e-6);
    assert_eq!(neyman(&parts(&[(9, 0.0, 1, 9)]), 3.0), None);
}

#[test]
fn a_target_variance_is_met_with_as_few_calls_as_possible() {
    // R package allocation, allocate_exact for a target; achieved variance 59761.68.
    let allocation = allocate_for_variance(&wright(), 60_000.0);
    assert_eq!(allocation.n, [7, 5, 3]);
    assert!((allocation.variance_of_total.unwrap() - 59_761.68).abs() < 0.01);
    assert_eq!(
        allocate_for_variance(&wright(), -1.0).status,
        Status::Census
    );
}

#[test]
fn without_any_past_the_budget_is_spread_in_proportion() {
    let unknown = parts(&[(3, 0.0, 1, 3), (1, 0.0, 1, 1)]);
    assert_eq!(allocate(&unknown, 3, Policy::Optimal).n, [2, 1]);
}

#[test]
fn a_budget_above_the_population_is_a_census() {
    let allocation = allocate(
        &parts(&[(3, 5.0, 1, 3), (1, 5.0, 1, 1)]),
        10,
        Policy::Optimal,
    );
    assert_eq!(
        (allocation.n, allocation.status),
        (vec![3, 1], Status::Census)
    );
}

#[test]
fn a_budget_short_of_the_floors_falls_to_one_each_then_to_the_largest() {
    let three = [Part::of(40, 9.0), Part::of(20, 9.0), Part::of(30, 9.0)];
    assert_eq!(allocate(&three, 4, Policy::Optimal).n, [2, 1, 1]);
    let short = allocate(&three, 2, Policy::Optimal);
    assert_eq!(
        (short.n, short.status),
        (vec![1, 0, 1], Status::StratumNotSampled)
    );
}

#[test]
fn every_policy_spends_the_budget_in_its_own_way() {
    let two = [Part::of(80, 4.0), Part::of(20, 12.0)];
    assert_eq!(allocate(&two, 10, Policy::Equal).n, [5, 5]);
    assert_eq!(allocate(&two, 10, Policy::Proportional).n, [8, 2]);
    assert_eq!(allocate(&two, 10, Policy::WidestFirst).n, [2, 8]);
}

#[test]
fn a_spread_of_its_own_outweighs_the_common_one_slowly() {
    let common = Pool { sd: 10.0, df: 50.0 };
    assert!((shrunk_sd(None, common) - 10.0).abs() < 1e-12);
    let own = shrunk_sd(Some(Pool { sd: 4.0, df: 4.0 }), common);
    assert!((own - 58f64.sqrt()).abs() < 1e-12);
}

#[test]
fn nothing_to_draw_from_is_no_data() {
    assert_eq!(allocate(&[], 5, Policy::Equal).status, Status::NoData);
    assert_eq!(allocate(&[Part::of(0, 5.0)], 5, Policy::Equal).n, [0]);
}

proptest! {
    #[test]
    fn the_budget_is_spent_and_no_bound_is_broken(
        rows in prop::collection::vec((0u64..40, 0.0..20.0f64), 1..6),
        budget in 0u64..150,
    ) {
        let parts: Vec<Part> = rows.iter().map(|(population, sd)| Part::of(*population, *sd)).collect();
        for policy in [Policy::Optimal, Policy::Proportional, Policy::Equal, Policy::WidestFirst] {
            let n = allocate(&parts, budget, policy).n;
            let all: u64 = rows.iter().map(|row| row.0).sum();
            prop_assert_eq!(n.iter().sum::<u64>(), budget.min(all));
            prop_assert!(n.iter().zip(&parts).all(|(n, part)| *n <= part.population));
        }
    }

    #[test]
    fn no_other_split_of_the_budget_is_more_precise(
        a in 2u64..12,
        b in 2u64..12,
        c in 2u64..12,
        s in prop::collection::vec(0.5..20.0f64, 3),
        budget in 3u64..20,
    ) {
        let parts = parts(&[(a, s[0], 1, a), (b, s[1], 1, b), (c, s[2], 1, c)]);
        let budget = budget.min(a + b + c);
        let best = allocate(&parts, budget, Policy::Optimal).variance_of_total.unwrap();
        for first in 1..=a.min(budget) {
            for second in 1..=b.min(budget - first) {
                let third = budget - first - second;
                if (1..=c).contains(&third) {
                    prop_assert!(best <= variance_of_total(&parts, &[first, second, third]).unwrap() * (1.0 + 1e-9));
                }
            }
        }
    }

    #[test]
    fn no_value_panics(
        population in any::<u64>(),
        sd in prop::num::f64::ANY,
        low in any::<u64>(),
        high in any::<u64>(),
        budget in 0u64..50,
        target in prop::num::f64::ANY,
    ) {
        let parts = [Part { population, sd, low, high }, Part { population: 5, sd, low, high }];
        let _ = (allocate(&parts, budget, Policy::Optimal), allocate(&parts, u64::MAX, Policy::Equal));
        let _ = (allocate_for_variance(&parts, target), neyman(&parts, target));
        let _ = shrunk_sd(Some(Pool { sd, df: target }), Pool { sd: target, df: sd });
    }
}
