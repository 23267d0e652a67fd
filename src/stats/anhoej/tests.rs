#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use proptest::prelude::*;

fn points(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

#[test]
fn the_published_table_of_critical_values_is_reproduced() {
    // Anhøj & Olesen (2014) PLoS ONE 9:e113825; R qicharts2, vignette, appendix 2.
    let runs: Vec<usize> = (10..=23).map(longest_run_max).collect();
    let crossings: Vec<usize> = (10..=23).map(crossings_min).collect();
    assert_eq!(runs, [6, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8]);
    assert_eq!(crossings, [2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 7, 7]);
}

#[test]
fn the_flow_rate_of_nist_has_no_signal() {
    // R qicharts2 0.8.1, qic(chart = "run") on the flow rate of NIST/SEMATECH e-Handbook 6.3.2.2.
    let runs = around_median(&points(&[
        49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1,
    ]))
    .unwrap();
    assert!((runs.centre - 51.25).abs() < 1e-9);
    assert_eq!(
        (runs.useful, runs.longest_run, runs.longest_run_max),
        (10, 4, 6)
    );
    assert_eq!(
        (runs.crossings, runs.crossings_min, runs.is_signal()),
        (3, 2, false)
    );
    assert_eq!((runs.longest_run_end, runs.last_useful), (9, 9));
}

#[test]
fn a_point_on_the_median_is_passed_over() {
    // R qicharts2 0.8.1 on Montgomery's paint viscosity.
    let viscosity = [
        33.75, 33.05, 34.0, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.2, 33.62, 33.0, 33.54,
        33.12, 33.84,
    ];
    let runs = around_median(&points(&viscosity)).unwrap();
    assert!((runs.centre - 33.54).abs() < 1e-9);
    assert_eq!(
        (runs.useful, runs.longest_run, runs.longest_run_max),
        (14, 3, 7)
    );
    assert_eq!(
        (runs.crossings, runs.crossings_min, runs.is_signal()),
        (8, 4, false)
    );
}

#[test]
fn twelve_points_on_the_line_are_of_no_use() {
    assert_eq!(
        around_median(&points(&[1.0; 12])),
        Err(Status::NoUsefulPoints)
    );
    assert_eq!(around_median(&[None, None]), Err(Status::NoData));
    assert_eq!(around_median(&[Some(f64::NAN)]), Err(Status::Invalid));
}

#[test]
fn a_step_is_a_long_run_with_few_crossings() {
    let mut values = vec![Some(80.0); 9];
    values.extend(vec![Some(90.0); 9]);
    values.insert(4, None);
    let runs = around_median(&values).unwrap();
    assert_eq!((runs.longest_run, runs.longest_run_end), (9, 9));
    assert!(runs.is_long_run() && runs.is_few_crossings());
}

proptest! {
    #[test]
    fn other_units_and_the_other_side_leave_the_counts_alone(
        values in prop::collection::vec(-50i32..50, 1..40),
        factor in prop::sample::select(vec![-4.0, -0.5, 0.25, 8.0]),
    ) {
        let plain: Vec<Option<f64>> = values.iter().map(|value| Some(f64::from(*value))).collect();
        let other: Vec<Option<f64>> = values.iter().map(|value| Some(f64::from(*value) * factor)).collect();
        let counts = |runs: Runs| (runs.useful, runs.longest_run, runs.crossings);
        prop_assert_eq!(around_median(&plain).map(counts), around_median(&other).map(counts));
    }

    #[test]
    fn no_value_panics(
        values in prop::collection::vec(prop::option::of(prop::num::f64::ANY), 0..30),
        centre in prop::num::f64::ANY,
        n in any::<usize>(),
    ) {
        let _ = (around_median(&values), around(&values, centre), longest_run_max(n), crossings_min(n));
    }
}
