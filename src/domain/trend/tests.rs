#![allow(clippy::unwrap_used, reason = "a test may stop")]

use proptest::prelude::*;

use super::testing::{blank, drawn, frame, heard, record, span, week};
use super::*;
use crate::domain::kpi::{self, Observation};

fn whose(reps: &[i64]) -> Vec<Whose> {
    let rep = |id: &i64| Some((RepId(*id), format!("Rep {id}")));
    std::iter::once(None).chain(reps.iter().map(rep)).collect()
}

/// Five calls a week of one rep from a frame of 50, for `weeks` weeks from 2026-W20 on, around `mean(week)`.
fn steady(weeks: i64, mean: impl Fn(i64) -> f64) -> Record {
    let (frames, calls) = steady_calls(weeks, mean);
    record(frames, calls)
}

fn steady_calls(weeks: i64, mean: impl Fn(i64) -> f64) -> (Vec<Frame>, Vec<Observation>) {
    let (mut frames, mut calls) = (Vec::new(), Vec::new());
    for at in 0..weeks {
        let in_week = week("2026-W20").plus(at).to_string();
        frames.push(frame(at, 1, &in_week, 50));
        let values: Vec<f64> = [-8.0, -2.0, 0.0, 4.0, 6.0]
            .iter()
            .map(|step| mean(at) + step)
            .collect();
        calls.extend(drawn(at, 1, &in_week, &values));
    }
    (frames, calls)
}

#[test]
fn a_week_without_calls_is_a_gap_and_never_nought() {
    let calls = vec![heard(1, "2026-W40", 80.0), heard(1, "2026-W43", 90.0)];
    let all = series(
        kpi::QUALITY,
        &record(vec![], calls),
        span("2026-W38", "2026-W47"),
        &whose(&[1, 2]),
    );
    let weeks: Vec<Week> = all[1].points.iter().map(|point| point.week).collect();
    assert_eq!(weeks, [week("2026-W40"), week("2026-W43")]);
    assert!(all[1].at(week("2026-W41")).is_none());
    assert!(all[2].points.is_empty());
    assert_eq!(
        all[2].verdict.text,
        "Too few to tell: no week that is over holds a call that counts."
    );
}

// Each week's squares are 64 + 4 + 0 + 16 + 36 = 120 over 4 degrees of freedom. Week 20 knows itself alone (4 degrees:
// early); by week 27 eight weeks are pooled, 32 degrees: t(.975, 32) = 2.036933, s = sqrt(30), half-width
// 2.036933 * sqrt(30/5) * sqrt(1 - 5/50) = 4.733405.
#[test]
fn ranges_rest_on_the_eight_weeks_that_end_with_the_point() {
    let all = series(
        kpi::QUALITY,
        &steady(9, |_| 80.0),
        span("2026-W20", "2026-W28"),
        &whose(&[1]),
    );
    let point = |in_week: &str| all[1].at(week(in_week)).unwrap();
    assert_eq!(point("2026-W20").status, crate::stats::Status::Early);
    let half_width = point("2026-W27").range.unwrap().half_width();
    assert!((half_width - 4.733_405).abs() < 1e-5, "{half_width}");
    assert_eq!(point("2026-W27").range, point("2026-W28").range);
}

#[test]
fn the_unfinished_week_teaches_no_spread() {
    let (frames, mut calls) = steady_calls(4, |_| 80.0);
    for wild in calls
        .iter_mut()
        .filter(|one| one.week == week("2026-W23"))
        .step_by(2)
    {
        wild.quality = Some(10.0);
    }
    let record = record(frames, calls);
    let unfinished = Span {
        this_week: week("2026-W23"),
        ..span("2026-W20", "2026-W23")
    };
    let open = series(kpi::QUALITY, &record, unfinished, &whose(&[1]));
    let point = open[1].points.last().unwrap();
    assert!(!point.is_closed && point.range.unwrap().half_width() < 7.0);
}

#[test]
fn a_new_version_of_the_form_begins_a_new_phase() {
    let (frames, mut calls) =
        steady_calls(20, |at| if at < 12 { 60.0 } else { 85.0 } + (at % 2) as f64);
    for one in calls.iter_mut().filter(|one| one.week >= week("2026-W32")) {
        one.scorecard = ScorecardId(2);
    }
    let mut record = record(frames, calls);
    record.versions = [1, 2]
        .map(|version| FormVersion {
            id: ScorecardId(version),
            key: "support".into(),
            version,
            name: "Support".into(),
            edition: version,
        })
        .to_vec();
    let all = series(
        kpi::QUALITY,
        &record,
        span("2026-W20", "2026-W39"),
        &whose(&[1]),
    );
    let one = &all[1];
    assert_eq!(one.points.len(), 20);
    assert_eq!(
        one.chart.baseline,
        Some((week("2026-W32"), week("2026-W39")))
    );
    assert_eq!(one.verdict.before.unwrap().from, week("2026-W32"));
    let note = Note {
        week: week("2026-W32"),
        kind: NoteKind::Form,
        text: "Support v2".into(),
    };
    assert_eq!(one.notes, [note]);
}

#[test]
fn notes_are_those_of_the_rep_of_the_kpi_and_of_the_weeks_shown() {
    let agreed = |rep, in_week: &str| Agreed {
        rep: RepId(rep),
        name: format!("Rep {rep}"),
        week: week(in_week),
        what: "Find the need".into(),
        evidence: vec![],
    };
    let decided = |kpi: Option<&str>| Decided {
        week: week("2026-W24"),
        what: "Ship on Fridays".into(),
        kpi: kpi.map(Into::into),
    };
    let record = Record {
        commitments: vec![
            agreed(1, "2026-W22"),
            agreed(2, "2026-W23"),
            agreed(1, "2026-W19"),
        ],
        decisions: vec![decided(None), decided(Some("solved"))],
        ..steady(8, |_| 80.0)
    };
    let all = series(
        kpi::QUALITY,
        &record,
        span("2026-W20", "2026-W27"),
        &whose(&[1]),
    );
    let texts = |at: usize| {
        all[at]
            .notes
            .iter()
            .map(|note| note.text.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        texts(0),
        [
            "Rep 1: Find the need",
            "Rep 2: Find the need",
            "Ship on Fridays"
        ]
    );
    assert_eq!(texts(1), ["Find the need", "Ship on Fridays"]);
}

#[test]
fn a_target_is_judged_by_the_last_closed_weeks() {
    let target = |horizon, value| Target {
        horizon,
        value,
        due_on: "2026-12-31".parse().unwrap(),
    };
    let targets = [target(Horizon::Long, 90.0), target(Horizon::Short, 80.0)];
    let record = Record {
        targets: targets
            .map(|target| ("quality".to_owned(), target))
            .to_vec(),
        ..steady(8, |_| 80.0)
    };
    let aims = |record: &Record| {
        let all = series(
            kpi::QUALITY,
            record,
            span("2026-W20", "2026-W27"),
            &whose(&[]),
        );
        all[0]
            .targets
            .iter()
            .map(|aim| (aim.target.horizon, aim.is_reached))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        aims(&record),
        [(Horizon::Short, Some(true)), (Horizon::Long, Some(false))]
    );
    let none = Record {
        rolls: Rolls::new(),
        ..record
    };
    assert_eq!(aims(&none), [(Horizon::Short, None), (Horizon::Long, None)]);
}

#[test]
fn the_log_is_counted_by_the_weeks_of_its_calls_and_closed_once_it_is_known() {
    let log = |rep, in_week: &str, known, held| LogWeek {
        rep: RepId(rep),
        week: week(in_week),
        calls: 30,
        known,
        held,
    };
    let record = Record {
        log: vec![
            log(1, "2026-W46", 30, 27),
            log(2, "2026-W46", 30, 24),
            log(1, "2026-W47", 12, 12),
        ],
        ..Record::default()
    };
    let kpi = kpi::find("no_repeat_7d").unwrap();
    let all = series(kpi, &record, span("2026-W40", "2026-W47"), &whose(&[1]));
    let point = all[0].at(week("2026-W46")).unwrap();
    assert_eq!(
        (point.n, point.value, point.is_closed),
        (60, Some(0.85), true)
    );
    let young = all[1].at(week("2026-W47")).unwrap();
    assert_eq!(
        (young.n, young.frame, young.is_closed),
        (12, Some(30), false)
    );
    assert_eq!(all[1].verdict.recent.unwrap().n, 30);
}

#[test]
fn what_is_known_of_a_week_says_how_many_more_calls_it_takes() {
    let frames = vec![frame(1, 1, "2026-W47", 62), frame(2, 2, "2026-W47", 31)];
    let calls = [
        drawn(1, 1, "2026-W47", &[80.0, 84.0, 90.0]),
        drawn(2, 2, "2026-W47", &[70.0]),
    ]
    .concat();
    let record = record(frames, calls);
    let all = known(
        kpi::QUALITY,
        &record,
        week("2026-W47"),
        week("2026-W47"),
        &whose(&[1, 2, 3]),
    );
    assert_eq!(
        (all[0].calls, all[0].heard, all[0].asked),
        (Some(93), 4, 10)
    );
    assert_eq!((all[1].calls, all[1].heard, all[1].asked), (Some(62), 3, 5));
    assert!(all[1].range.is_some());
    assert_eq!(
        (all[2].value, all[2].words().as_str()),
        (Some(70.0), "too few: 2 more calls")
    );
    assert_eq!(
        (all[3].calls, all[3].words().as_str()),
        (None, "too few: 3 more calls")
    );
}

/// Calls of up to three reps over twelve weeks, some drawn, some imported with or without a frame.
fn any_record() -> impl Strategy<Value = Record> {
    any_calls().prop_map(|(frames, calls)| record(frames, calls))
}

fn any_calls() -> impl Strategy<Value = (Vec<Frame>, Vec<Observation>)> {
    let call = (0_i64..12, 1_i64..4, 0_u32..101, 0_u8..4, any::<bool>());
    prop::collection::vec(call, 1..80).prop_map(|calls| {
        let (mut frames, mut observations) = (Vec::new(), Vec::new());
        for (at, rep, quality, how, solved) in calls {
            let in_week = week("2026-W30").plus(at).to_string();
            let draw = at * 10 + rep + 1000 * i64::from(how);
            let mut one = Observation {
                quality: (quality % 7 != 0).then_some(f64::from(quality)),
                solved: (quality % 5 != 0).then_some(solved),
                frame_size: (how == 3).then_some(40),
                ..heard(rep, &in_week, 0.0)
            };
            if how < 2 {
                one.draw = Some(DrawId(draw));
                if frames.iter().all(|frame: &Frame| frame.draw.0 != draw) {
                    frames.push(frame(draw, rep, &in_week, 90 + 10 * rep.unsigned_abs()));
                }
            }
            observations.push(one);
        }
        (frames, observations)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_order_of_the_calls_changes_nothing((frames, mut calls) in any_calls(), turn in 0_usize..80) {
        for (id, call) in (1..).zip(&mut calls) {
            call.evaluation = EvaluationId(id);
        }
        let rolled = |frames: &[Frame], calls: &[Observation]| Record {
            rolls: roll(calls, frames),
            frames: frames.to_vec(),
            ..Record::default()
        };
        let record = rolled(&frames, &calls);
        let by = turn % calls.len();
        calls.rotate_left(by);
        calls.reverse();
        let turned = Record {
            frames: frames.iter().rev().copied().collect(),
            ..rolled(&frames, &calls)
        };
        for kpi in kpi::ALL {
            let of = |record| series(kpi, record, span("2026-W30", "2026-W41"), &whose(&[1, 2, 3]));
            prop_assert_eq!(of(&record), of(&turned));
        }
    }

    #[test]
    fn the_business_lies_between_its_reps(record in any_record()) {
        for kpi in kpi::ALL {
            let all = series(kpi, &record, span("2026-W30", "2026-W41"), &whose(&[1, 2, 3]));
            for point in &all[0].points {
                let of_reps: Vec<f64> =
                    all[1..].iter().filter_map(|one| one.at(point.week).and_then(|point| point.value)).collect();
                let Some(value) = point.value else {
                    prop_assert!(of_reps.is_empty());
                    continue;
                };
                let lowest = of_reps.iter().copied().fold(f64::INFINITY, f64::min);
                let highest = of_reps.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                prop_assert!(lowest - 1e-9 <= value && value <= highest + 1e-9, "{lowest} {value} {highest}");
            }
        }
    }

    #[test]
    fn a_range_holds_its_value_and_stays_within_the_scale(record in any_record()) {
        for kpi in kpi::ALL {
            let (lowest, highest) = kpi.unit().bounds();
            for one in series(kpi, &record, span("2026-W30", "2026-W41"), &whose(&[1, 2, 3])) {
                for point in &one.points {
                    if let (Some(value), Some(range)) = (point.value, point.range) {
                        prop_assert!(range.low <= value + 1e-9 && value <= range.high + 1e-9, "{point:?}");
                        prop_assert!(lowest <= range.low && range.high <= highest);
                    }
                }
            }
        }
    }
}

#[test]
fn a_call_to_which_nothing_applied_stands_behind_no_value() {
    let calls = vec![blank("2026-W40"); 4];
    for kpi in kpi::ALL {
        let all = series(
            kpi,
            &record(vec![], calls.clone()),
            span("2026-W38", "2026-W47"),
            &whose(&[1]),
        );
        assert!(
            all.iter()
                .flat_map(|one| &one.points)
                .all(|point| point.value.is_none() && point.n == 0)
        );
    }
}
