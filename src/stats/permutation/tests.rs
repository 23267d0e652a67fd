#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test may stop; exact counts give exact shares"
)]
use super::*;
use proptest::prelude::*;

fn near(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
}

#[test]
fn the_tomato_plants_of_box_hunter_and_hunter_are_reproduced() {
    // Box, Hunter & Hunter, Statistics for Experimenters: 154 of 462 arrangements, difference 1.69.
    let modified = [26.6, 23.7, 28.5, 14.2, 17.9, 24.3];
    let standard = [29.9, 11.4, 25.3, 16.5, 21.1];
    let result = two_groups(&modified, &standard).unwrap();
    assert_eq!((result.arrangements, result.is_exact), (462, true));
    assert_eq!((result.as_large, result.as_large_in_size), (154, 305));
    near(result.one_sided_p(), 1.0 / 3.0);
    assert!((result.difference - 1.69).abs() < 0.005);
}

#[test]
fn the_mice_of_efron_and_tibshirani_are_reproduced() {
    // Efron & Tibshirani, An Introduction to the Bootstrap (1993) 15; complete enumeration in R. The book's .132 is a
    // simulation.
    let treated = [94.0, 197.0, 16.0, 38.0, 99.0, 141.0, 23.0];
    let control = [52.0, 104.0, 146.0, 10.0, 50.0, 46.0, 27.0, 40.0, 31.0];
    let result = two_groups(&treated, &control).unwrap();
    assert_eq!((result.arrangements, result.as_large), (11_440, 1_608));
    near(result.two_sided_p(), 0.278_146_853_146_853_1);
}

#[test]
fn students_sleep_data_is_reproduced() {
    // R, all 2^10 sign patterns: 4 of 1024 (one difference is 0, so both of its signs count).
    let result = paired(&[1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]).unwrap();
    assert_eq!((result.arrangements, result.as_large_in_size), (1024, 4));
    assert_eq!(result.two_sided_p(), 0.003_906_25);
}

#[test]
fn three_against_three_can_never_reach_five_per_cent() {
    let result = two_groups(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]).unwrap();
    assert_eq!((result.arrangements, result.two_sided_p()), (20, 0.1));
    assert!(!can_convince(3, 3));
}

#[test]
fn four_against_four_is_the_first_that_can() {
    let result = two_groups(&[1.0, 2.0, 3.0, 4.0], &[5.0, 6.0, 7.0, 8.0]).unwrap();
    assert_eq!(result.arrangements, 70);
    near(result.two_sided_p(), 0.028_571_428_571_428_6);
    assert!(can_convince(4, 4));
}

#[test]
fn values_that_are_all_the_same_prove_nothing() {
    assert_eq!(two_groups(&[5.0; 3], &[5.0; 2]).unwrap().two_sided_p(), 1.0);
}

#[test]
fn sums_that_differ_by_rounding_only_are_ties() {
    // 0.1 + 0.7 and 0.3 + 0.5 differ in the last bit.
    let result = two_groups(&[0.1, 0.7], &[0.3, 0.5]).unwrap();
    assert_eq!(result.as_large_in_size, 6);
}

const SELECTION: Work = Work {
    exact_up_to: 0,
    selected: 5_000,
};

#[test]
fn a_fixed_selection_of_splits_comes_close_to_all_of_them() {
    let treated = [94.0, 197.0, 16.0, 38.0, 99.0, 141.0, 23.0];
    let control = [52.0, 104.0, 146.0, 10.0, 50.0, 46.0, 27.0, 40.0, 31.0];
    let selected = split(&treated, &control, SELECTION).unwrap();
    assert_eq!((selected.arrangements, selected.is_exact), (5_000, false));
    assert!(
        (selected.two_sided_p() - 0.278).abs() < 0.02,
        "{}",
        selected.two_sided_p()
    );
    assert!(
        (selected.one_sided_p() - 0.141).abs() < 0.02,
        "{}",
        selected.one_sided_p()
    );
    assert_eq!(Ok(selected), split(&treated, &control, SELECTION));
}

#[test]
fn a_fixed_selection_of_signs_comes_close_to_all_of_them() {
    let differences = [1.2, 2.4, -1.3, 1.3, 0.0, 1.0, -1.8];
    let (all, selected) = (
        paired(&differences).unwrap(),
        flip(&differences, SELECTION).unwrap(),
    );
    assert_eq!((all.is_exact, selected.is_exact), (true, false));
    assert!((all.two_sided_p() - selected.two_sided_p()).abs() < 0.02);
}

#[test]
fn a_selection_never_gives_a_p_of_nought() {
    let (low, high) = ([1.0; 12], [9.0; 12]);
    let selected = split(&low, &high, SELECTION).unwrap();
    assert!(selected.two_sided_p() >= 1.0 / 5_001.0);
}

#[test]
fn only_up_to_two_hundred_thousand_splits_are_all_tried() {
    assert_eq!(choose_up_to(20, 10, EXACT_UP_TO), Some(184_756));
    assert_eq!(choose_up_to(21, 10, EXACT_UP_TO), None);
    assert_eq!(USUAL.selection(10), 100_000);
    assert_eq!(USUAL.selection(1_000_000), 1_000);
}

#[test]
fn an_empty_side_or_an_impossible_value_says_so() {
    assert_eq!(two_groups(&[], &[1.0]), Err(Status::NoData));
    assert_eq!(two_groups(&[f64::NAN], &[1.0]), Err(Status::Invalid));
    assert_eq!(paired(&[]), Err(Status::NoData));
}

proptest! {
    #[test]
    fn swapping_the_groups_keeps_the_two_sided_count(
        a in prop::collection::vec(-20i32..20, 1..6),
        b in prop::collection::vec(-20i32..20, 1..6),
    ) {
        let (a, b): (Vec<f64>, Vec<f64>) = (a.into_iter().map(f64::from).collect(), b.into_iter().map(f64::from).collect());
        let (one, other) = (two_groups(&a, &b).unwrap(), two_groups(&b, &a).unwrap());
        prop_assert_eq!((one.arrangements, one.as_large_in_size), (other.arrangements, other.as_large_in_size));
        prop_assert!(one.as_large + other.as_large >= one.arrangements);
        prop_assert!(one.as_large_in_size >= 1);
    }

    #[test]
    fn other_units_leave_the_counts_alone(
        a in prop::collection::vec(0.0..100.0f64, 1..6),
        b in prop::collection::vec(0.0..100.0f64, 1..6),
        factor in 0.001..1000.0f64,
    ) {
        let scale = |values: &[f64]| values.iter().map(|value| value * factor).collect::<Vec<f64>>();
        let (one, other) = (two_groups(&a, &b).unwrap(), two_groups(&scale(&a), &scale(&b)).unwrap());
        prop_assert_eq!((one.as_large, one.as_large_in_size), (other.as_large, other.as_large_in_size));
    }

    #[test]
    fn the_order_of_the_values_does_not_matter(
        a in prop::collection::vec(0.0..100.0f64, 1..6),
        b in prop::collection::vec(0.0..100.0f64, 1..6),
    ) {
        let mut turned = a.clone();
        turned.reverse();
        let (one, other) = (two_groups(&a, &b).unwrap(), two_groups(&turned, &b).unwrap());
        prop_assert_eq!((one.as_large, one.as_large_in_size), (other.as_large, other.as_large_in_size));
    }

    #[test]
    fn no_value_panics(
        a in prop::collection::vec(prop::num::f64::ANY, 0..5),
        b in prop::collection::vec(prop::num::f64::ANY, 0..5),
    ) {
        let _ = (two_groups(&a, &b), paired(&a));
    }
}
