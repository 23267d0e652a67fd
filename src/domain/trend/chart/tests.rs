#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::domain::id::RepId;
use crate::domain::kpi;
use crate::domain::trend::testing::week;
use crate::stats::Sample;
use crate::stats::Status;

/// Weeks from 2026-W20 on with these means of five calls each; none is a gap.
fn points(means: &[Option<f64>]) -> Vec<Point> {
    (0..)
        .zip(means)
        .filter_map(|(at, mean)| {
            mean.map(|mean| Point {
                week: week("2026-W20").plus(at),
                n: 5,
                frame: None,
                value: Some(mean),
                range: None,
                status: Status::Ok,
                covered_share: 1.0,
                is_closed: true,
            })
        })
        .collect()
}

/// The calls of those points, every call of a week alike.
fn calls(points: &[Point]) -> Vec<Weekly> {
    let of = |point: &Point| Weekly {
        week: point.week,
        is_closed: true,
        sample: Sample::of(&vec![point.value.unwrap(); point.n as usize]),
        evidence: Vec::new(),
        x: 0,
        n: point.n,
    };
    points.iter().map(of).collect()
}

fn in_turn(weeks: usize) -> Vec<Option<f64>> {
    (0..weeks)
        .map(|at| Some(if at % 2 == 0 { 80.0 } else { 84.0 }))
        .collect()
}

fn measured(means: &[Option<f64>], commitments: &[&Agreed]) -> Chart {
    let to = week("2026-W20").plus(means.len() as i64 - 1);
    let points = points(means);
    super::of(
        kpi::QUALITY,
        &points,
        &calls(&points),
        week("2026-W20"),
        to,
        commitments,
    )
}

fn counted(key: &str, counts: &[(u64, u64)]) -> Chart {
    let of = |(at, (x, n)): (i64, &(u64, u64))| Weekly {
        week: week("2026-W20").plus(at),
        is_closed: true,
        sample: None,
        evidence: Vec::new(),
        x: *x,
        n: *n,
    };
    let weekly: Vec<Weekly> = (0..).zip(counts).map(of).collect();
    let to = week("2026-W20").plus(counts.len() as i64 - 1);
    super::of(
        kpi::find(key).unwrap(),
        &[],
        &weekly,
        week("2026-W20"),
        to,
        &[],
    )
}

fn agreed(in_week: &str) -> Agreed {
    Agreed {
        rep: RepId(1),
        name: "Dana".into(),
        week: week(in_week),
        what: "Find the need".into(),
        evidence: vec![],
    }
}

fn close(found: Option<f64>, expected: f64) {
    assert!(
        (found.unwrap() - expected).abs() < 5e-4,
        "{found:?} instead of {expected}"
    );
}

// Mean 82, every step 4: 82 +/- 3 * 4/1.128 = 10.6383.
#[test]
fn eight_weeks_have_provisional_limits() {
    let chart = measured(&in_turn(8), &[]);
    assert_eq!(
        (chart.kind, chart.more_weeks, chart.signals.len()),
        (ChartKind::Xmr, 0, 0)
    );
    close(chart.centre, 82.0);
    close(chart.lower, 71.3617);
    close(chart.upper, 92.6383);
    assert_eq!(chart.baseline, Some((week("2026-W20"), week("2026-W27"))));
    assert_eq!(
        chart.reading,
        "Within its usual range of 71 to 93, as far as 8 weeks can tell."
    );
}

#[test]
fn fewer_weeks_say_how_many_more_it_takes() {
    let chart = measured(&in_turn(5), &[]);
    assert_eq!((chart.centre, chart.more_weeks), (None, 3));
    assert_eq!(
        chart.reading,
        "3 more weeks with at least 3 calls until the chart can speak."
    );
    assert_eq!(
        measured(&in_turn(7), &[]).reading,
        "1 more week with at least 3 calls until the chart can speak."
    );
    assert_eq!(
        counted("solved", &[(4, 5)]).reading,
        "7 more weeks until the chart can speak."
    );
}

// Twelve weeks in turn and one of 100: mean 1084/13 = 83.3846, steps (11 * 4 + 16)/12 = 5, limits 83.3846 +/- 13.2979.
#[test]
fn a_jump_lies_outside_the_limits_and_is_named_by_its_week() {
    let chart = measured(&[in_turn(12), vec![Some(100.0)]].concat(), &[]);
    close(chart.upper, 96.6825);
    assert_eq!(
        chart.signals,
        [Signal {
            week: week("2026-W32"),
            rule: Rule::BeyondLimit
        }]
    );
    assert_eq!(chart.reading, "W32 lies above the usual upper limit of 97.");
}

// Twelve weeks around 70 but for the fifth, then ten around 80, always 8 apart from week to week: the run of ten is longer
// than round(log2 22 + 3) = 7, and three crossings are fewer than the seven that 22 weeks should have.
#[test]
fn a_shift_is_seen_from_weeks_in_a_row_on_one_side() {
    let level = |at: i32| if at == 4 || at >= 12 { 76.0 } else { 66.0 };
    let means: Vec<_> = (0..22)
        .map(|at| Some(level(at) + 8.0 * f64::from(at % 2)))
        .collect();
    let chart = measured(&means, &[]);
    let last = week("2026-W41");
    let expected = [Rule::LongRun, Rule::FewCrossings].map(|rule| Signal { week: last, rule });
    assert_eq!(chart.signals, expected);
    assert_eq!(
        chart.reading,
        "10 weeks in a row on the upper side of the middle, up to W41."
    );
    let moved = measured(
        &means[12..]
            .iter()
            .chain(&means[..12])
            .copied()
            .collect::<Vec<_>>(),
        &[],
    );
    assert_eq!(
        moved.reading,
        "The level has moved: 22 weeks crossed the middle only 3 times."
    );
}

/// Charts weeks from 2026-W20 on of so many calls with that mean.
fn of_calls(weeks: &[(u64, f64)]) -> Chart {
    let mut points = points(
        &weeks
            .iter()
            .map(|(_, mean)| Some(*mean))
            .collect::<Vec<_>>(),
    );
    for (point, (n, _)) in points.iter_mut().zip(weeks) {
        point.n = *n;
    }
    points.retain(|point| point.n > 0);
    let (from, to) = (
        week("2026-W20"),
        week("2026-W20").plus(weeks.len() as i64 - 1),
    );
    super::of(kpi::QUALITY, &points, &calls(&points), from, to, &[])
}

#[test]
fn a_gap_is_no_step() {
    let mut means = in_turn(10);
    means.insert(4, None);
    let chart = measured(&means, &[]);
    assert_eq!(chart.baseline, Some((week("2026-W20"), week("2026-W30"))));
    assert_eq!(chart.charted.len(), 10);
}

// Two calls of 70, two of 80 and one of 90 make one value of 390/5; the two of the last week wait for more.
#[test]
fn thin_weeks_are_charted_together_once_they_hold_five_calls() {
    let chart = of_calls(&[
        (4, 80.0),
        (2, 70.0),
        (2, 80.0),
        (1, 90.0),
        (3, 84.0),
        (2, 60.0),
    ]);
    let found: Vec<_> = chart
        .charted
        .iter()
        .map(|one| (one.from, one.to, one.n, one.value))
        .collect();
    let at = |text: &str| week(text);
    assert_eq!(
        found,
        [
            (at("2026-W20"), at("2026-W20"), 4, 80.0),
            (at("2026-W21"), at("2026-W23"), 5, 78.0),
            (at("2026-W24"), at("2026-W24"), 3, 84.0)
        ]
    );
    assert_eq!(
        chart.reading,
        "5 more points until the chart can speak: weeks of at least 3 calls, or 5 calls of a few weeks together."
    );
}

#[test]
fn calls_far_apart_are_never_charted_together() {
    let chart = of_calls(&[(2, 70.0), (0, 0.0), (0, 0.0), (0, 0.0), (0, 0.0), (3, 80.0)]);
    assert_eq!(
        (chart.charted.len(), chart.charted[0].to),
        (1, week("2026-W25"))
    );
}

#[test]
fn a_desk_that_hears_two_calls_a_week_gets_a_chart_in_the_end() {
    let weeks: Vec<(u64, f64)> = (0..24)
        .map(|at| (2, if at / 3 % 2 == 0 { 80.0 } else { 84.0 }))
        .collect();
    let chart = of_calls(&weeks);
    assert_eq!((chart.charted.len(), chart.more_weeks), (8, 0));
    assert_eq!(
        chart.reading,
        "Within its usual range of 71 to 93, as far as 8 points can tell."
    );
}

#[test]
fn weeks_that_are_all_alike_have_no_limits() {
    let chart = measured(&[Some(100.0); 9], &[]);
    assert_eq!(
        (chart.lower, chart.upper, chart.more_weeks),
        (None, None, 0)
    );
    assert_eq!(
        chart.reading,
        "All 9 weeks came out the same: nothing to tell usual from unusual by."
    );
}

#[test]
fn twenty_weeks_before_a_commitment_freeze_the_limits_and_nineteen_do_not() {
    let means = [in_turn(20), vec![Some(92.0); 5]].concat();
    let chart = measured(&means, &[&agreed("2026-W40")]);
    close(chart.centre, 82.0);
    assert_eq!(chart.baseline, Some((week("2026-W20"), week("2026-W39"))));
    let chart = measured(&means, &[&agreed("2026-W39")]);
    close(chart.centre, 84.0);
    assert_eq!(chart.baseline, Some((week("2026-W20"), week("2026-W44"))));
}

// Five of five for eight weeks, then one of five: beside 40 of 40 that is far below 1 in 100.
#[test]
fn a_week_that_hardly_fits_the_others_stands_out() {
    let chart = counted("solved", &[&[(5, 5); 8][..], &[(1, 5)]].concat());
    assert_eq!(
        (chart.kind, chart.lower, chart.upper),
        (ChartKind::Surprise, None, None)
    );
    close(chart.centre, 41.0 / 45.0);
    assert_eq!(
        chart.signals,
        [Signal {
            week: week("2026-W28"),
            rule: Rule::Surprising
        }]
    );
    assert_eq!(
        chart.reading,
        "W28 stands out: 1 of 5, when 40 of 40 is usual."
    );
    assert_eq!(
        counted("solved", &[(4, 5); 9]).reading,
        "No week stands out: 36 of 45 in all."
    );
}

// 1600 of 1800 in all; 0.8889 +/- 3 sqrt(0.8889 * 0.1111/200) = 0.0667: 160 of 200 lies below 0.8222.
#[test]
fn all_calls_of_the_log_are_charted_with_limits_of_their_own() {
    let chart = counted(
        "no_repeat_7d",
        &[&[(180, 200); 8][..], &[(160, 200)]].concat(),
    );
    assert_eq!((chart.kind, chart.limits.len()), (ChartKind::P, 9));
    close(chart.centre, 0.888_889);
    close(chart.lower, 0.822_222);
    close(chart.upper, 0.955_556);
    assert_eq!(
        chart.signals,
        [Signal {
            week: week("2026-W28"),
            rule: Rule::BeyondLimit
        }]
    );
    assert_eq!(
        chart.reading,
        "W28 lies below the usual lower limit of 82%."
    );
}

#[test]
fn very_many_calls_take_laneys_correction_and_very_few_the_surprise() {
    let many: Vec<(u64, u64)> = (0..10).map(|at| (1800 + at % 3, 2000)).collect();
    assert_eq!(counted("no_repeat_7d", &many).kind, ChartKind::PPrime);
    let restless: Vec<(u64, u64)> = (0..10)
        .map(|at| (if at % 2 == 0 { 190 } else { 160 }, 200))
        .collect();
    assert_eq!(counted("no_repeat_7d", &restless).kind, ChartKind::PPrime);
    assert_eq!(
        counted("no_repeat_7d", &[(28, 30); 9]).kind,
        ChartKind::Surprise
    );
}
