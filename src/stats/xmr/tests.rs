#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use proptest::prelude::*;

const SCALE: Option<(f64, f64)> = Some((0.0, 100.0));
const FLOW: [f64; 10] = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];

fn points(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

fn near(value: f64, expected: f64, tolerance: f64) {
    assert!(
        (value - expected).abs() <= tolerance,
        "{value} is not {expected}"
    );
}

#[test]
fn the_flow_rate_of_nist_is_reproduced() {
    // NIST/SEMATECH e-Handbook 6.3.2.2: 50.81, MRbar 1.8778, 45.8159 to 55.8041; full digits: R qcc 2.7.
    let lines = chart(&points(&FLOW), None).lines.unwrap();
    near(lines.centre, 50.81, 1e-9);
    near(lines.mr_bar, 1.877_777_777_777_78, 1e-9);
    near(lines.limits.low, 45.815_910_165_484_6, 1e-8);
    near(lines.limits.high, 55.804_089_834_515_4, 1e-8);
    near(lines.mr_limit(), 6.135, 1e-3);
}

#[test]
fn montgomerys_paint_viscosity_is_reproduced() {
    // Montgomery, Statistical Quality Control: 33.52, MRbar 0.48, 32.24 to 34.80; full digits: R qcc 2.7.
    let viscosity = [
        33.75, 33.05, 34.0, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.2, 33.62, 33.0, 33.54,
        33.12, 33.84,
    ];
    let lines = chart(&points(&viscosity), None).lines.unwrap();
    near(lines.centre, 33.523_333_333_333_3, 1e-8);
    near(lines.mr_bar, 0.480_714_285_714_286, 1e-9);
    near(lines.limits.low, 32.244_837_892_603_8, 1e-8);
    near(lines.limits.high, 34.801_828_774_062_8, 1e-8);
}

#[test]
fn three_points_are_dots_only_and_say_how_many_are_missing() {
    let chart = chart(&points(&[90.0, 92.0, 88.0]), SCALE);
    assert_eq!(
        (chart.status, chart.stage),
        (Status::TooFew, Stage::TooFew { more: 5 })
    );
    assert_eq!((chart.lines, chart.signals.len()), (None, 0));
}

#[test]
fn ten_identical_points_have_no_limits() {
    let chart = chart(&points(&[100.0; 10]), SCALE);
    assert_eq!(
        (chart.status, chart.mr_bar, chart.lines),
        (Status::NoSpread, Some(0.0), None)
    );
}

#[test]
fn a_limit_beyond_the_scale_is_not_shown() {
    let chart = chart(
        &points(&[97.0, 99.0, 100.0, 98.0, 100.0, 96.0, 99.0, 100.0]),
        SCALE,
    );
    assert_eq!((chart.status, chart.upper_shown), (Status::Ok, None));
    assert!(chart.lower_shown.is_some() && chart.lines.unwrap().limits.high > 100.0);
}

#[test]
fn the_chart_learns_to_speak_step_by_step() {
    let stage = |n: usize| {
        chart(
            &points(&FLOW.iter().copied().cycle().take(n).collect::<Vec<_>>()),
            None,
        )
    };
    assert_eq!(stage(0).status, Status::NoData);
    assert_eq!(stage(7).stage, Stage::TooFew { more: 1 });
    assert_eq!(
        (stage(8).stage, stage(9).stage),
        (Stage::Provisional, Stage::Provisional)
    );
    assert!(stage(9).runs.is_none() && stage(10).runs.is_some());
    assert_eq!(
        (stage(10).stage, stage(19).stage),
        (Stage::RunRules, Stage::RunRules)
    );
    assert_eq!(stage(20).stage, Stage::MayBeFrozen);
}

#[test]
fn the_range_across_a_missing_week_is_left_out() {
    let mut values = points(&FLOW);
    values.insert(5, None);
    let with_gap = chart(&values, None);
    // The pair 47.8, 51.2 falls away: (16.9 - 3.4) / 8.
    near(with_gap.mr_bar.unwrap(), 13.5 / 8.0, 1e-9);
    assert_eq!(with_gap.n, 10);
}

#[test]
fn points_without_neighbours_are_too_few() {
    let values: Vec<Option<f64>> = (0..16)
        .map(|week| (week % 2 == 0).then_some(f64::from(week)))
        .collect();
    let chart = chart(&values, None);
    assert_eq!(
        (chart.n, chart.status, chart.stage),
        (8, Status::TooFew, Stage::TooFew { more: 4 })
    );
}

#[test]
fn a_jump_is_a_point_beyond_the_limit() {
    let mut values: Vec<f64> = (0..16)
        .map(|week| [80.0, 81.0, 83.0, 78.0][week % 4])
        .collect();
    values[10] = 99.0;
    let jump = Signal {
        index: 10,
        rule: Rule::BeyondLimit,
    };
    assert_eq!(chart(&points(&values), None).signals, [jump]);
}

#[test]
fn a_step_shows_as_a_long_run_and_few_crossings() {
    let mut values: Vec<f64> = (0..9).map(|week| 80.0 + f64::from(week % 3)).collect();
    values.extend((0..9).map(|week| 84.0 + f64::from(week % 3)));
    let rules: Vec<Rule> = chart(&points(&values), SCALE)
        .signals
        .iter()
        .map(|signal| signal.rule)
        .collect();
    assert!(
        rules.contains(&Rule::LongRun) && rules.contains(&Rule::FewCrossings),
        "{rules:?}"
    );
}

#[test]
fn frozen_lines_judge_the_weeks_that_follow() {
    let baseline: Vec<f64> = FLOW.iter().copied().cycle().take(20).collect();
    let lines = chart(&points(&baseline), None).lines.unwrap();
    let later = chart_against(&points(&[50.0, 80.0]), lines, None);
    assert_eq!(
        later.signals,
        [Signal {
            index: 1,
            rule: Rule::BeyondLimit
        }]
    );
    assert_eq!((later.lines, later.status), (Some(lines), Status::Ok));
}

proptest! {
    #[test]
    fn limits_lie_on_either_side_of_the_mean(
        values in prop::collection::vec(prop::option::weighted(0.9, 0.0..100.0f64), 0..40),
    ) {
        let chart = chart(&values, SCALE);
        if let Some(lines) = chart.lines {
            prop_assert!(lines.limits.contains(lines.centre));
            prop_assert!(chart.lower_shown.is_none_or(|limit| (0.0..=100.0).contains(&limit)));
        }
        prop_assert!(chart.signals.iter().all(|signal| values[signal.index].is_some()));
    }

    #[test]
    fn other_units_and_origins_leave_the_signals_alone(
        values in prop::collection::vec(0i32..40, 8..30),
        unit in prop::sample::select(vec![0.25, 4.0, 64.0]),
    ) {
        let plain: Vec<Option<f64>> = values.iter().map(|value| Some(f64::from(*value))).collect();
        let other: Vec<Option<f64>> = values.iter().map(|value| Some(f64::from(*value) * unit + 512.0)).collect();
        prop_assert_eq!(chart(&plain, None).signals, chart(&other, None).signals);
    }

    #[test]
    fn no_value_panics(
        values in prop::collection::vec(prop::option::of(prop::num::f64::ANY), 0..30),
        low in prop::num::f64::ANY,
        high in prop::num::f64::ANY,
    ) {
        let _ = chart(&values, Some((low, high)));
    }
}
