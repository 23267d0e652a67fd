#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::domain::id::RepId;
use crate::domain::kpi::{self, Observation};
use crate::domain::trend::testing::{blank, cell, cells, drawn, frame, heard, week};

fn close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < 5e-5,
        "{found} instead of {expected}"
    );
}

fn range_of(point: &Point, low: f64, high: f64) {
    let range = point.range.unwrap();
    close(range.low, low);
    close(range.high, high);
}

/// The point of the business in points, without a pool.
fn business(cells: &[Cell], unit: Unit) -> Point {
    of_business(
        &cells.iter().collect::<Vec<_>>(),
        unit,
        &Pools::default(),
        true,
    )
    .unwrap()
}

/// The point of a rep in points, without a pool.
fn rep(cells: &[Cell], unit: Unit) -> Point {
    of_rep(&cells.iter().collect::<Vec<_>>(), unit, None, true).unwrap()
}

/// SD 4 with 10 degrees of freedom: five calls 4 above, five 4 below, one between; the squares add up to 160.
fn pool_of_four() -> Cell {
    cell(
        "2026-W46",
        1,
        None,
        &[
            76.0, 76.0, 76.0, 76.0, 76.0, 80.0, 84.0, 84.0, 84.0, 84.0, 84.0,
        ],
    )
}

// Mean 80, squares 232, s^2 = 58; t(.975, 4) = 2.776445; 2.776445 * sqrt(58/5) * sqrt(1 - 5/62) = 9.06692.
#[test]
fn five_of_62_calls_without_a_past_have_a_range_of_their_own() {
    let point = rep(
        &[cell(
            "2026-W47",
            1,
            Some(62),
            &[80.0, 84.0, 90.0, 76.0, 70.0],
        )],
        Unit::Points,
    );
    assert_eq!(
        (point.n, point.frame, point.status),
        (5, Some(62), Status::Early)
    );
    close(point.value.unwrap(), 80.0);
    range_of(&point, 70.93308, 89.06692);
}

// One call, s = 4 from the pool, t(.975, 10) = 2.228139: 90 +/- 2.228139 * 4 * sqrt(1 - 1/31) = 8.7676.
#[test]
fn one_call_has_a_range_where_the_past_tells_how_much_calls_differ() {
    let past = [pool_of_four()];
    let pools = Pools::ending(week("2026-W46"), &past);
    let one = cell("2026-W47", 2, Some(31), &[90.0]);
    let point = of_rep(&[&one], Unit::Points, pools.of(Some(RepId(2))), true).unwrap();
    assert_eq!(point.status, Status::Ok);
    range_of(&point, 81.2324, 98.7676);
    assert_eq!(rep(&[one], Unit::Points).status, Status::OneCall);
}

// (62 * 80 + 31 * 50)/93 = 70; variance (62/93)^2 (60/62) 16/2 + (31/93)^2 (30/31) 16/1 = 5.161290; 2.228139 * 2.271848 = 5.0620.
#[test]
fn in_the_business_a_rep_weighs_as_many_calls_as_the_rep_took() {
    let past = [pool_of_four()];
    let pools = Pools::ending(week("2026-W46"), &past);
    let this = [
        cell("2026-W47", 1, Some(62), &[78.0, 82.0]),
        cell("2026-W47", 2, Some(31), &[50.0]),
    ];
    let point = of_business(&this.iter().collect::<Vec<_>>(), Unit::Points, &pools, true).unwrap();
    assert_eq!(
        (point.n, point.frame, point.status),
        (3, Some(93), Status::Ok)
    );
    close(point.value.unwrap(), 70.0);
    range_of(&point, 64.9380, 75.0620);
}

// (60 * 75 + 20 * 95)/80 = 80; every call alike it would be 81.7.
#[test]
fn a_second_draw_in_the_week_weighs_by_its_own_frame() {
    let frames = [frame(1, 1, "2026-W47", 60), frame(2, 1, "2026-W47", 20)];
    let calls = [
        drawn(1, 1, "2026-W47", &[70.0, 80.0]),
        drawn(2, 1, "2026-W47", &[95.0]),
    ]
    .concat();
    let cells = cells(kpi::QUALITY, &calls, &frames);
    let point = rep(&cells, Unit::Points);
    assert_eq!((point.n, point.frame), (3, Some(80)));
    close(point.value.unwrap(), 80.0);
}

#[test]
fn a_frame_of_which_nothing_was_heard_is_never_hidden() {
    let frames = [frame(1, 1, "2026-W47", 60), frame(2, 2, "2026-W47", 20)];
    let cells = cells(
        kpi::QUALITY,
        &drawn(1, 1, "2026-W47", &[70.0, 80.0, 75.0]),
        &frames,
    );
    let point = business(&cells, Unit::Points);
    assert_eq!(
        (point.status, point.covered_share, point.frame),
        (Status::StratumNotSampled, 0.75, Some(80))
    );
    close(point.value.unwrap(), 75.0);
}

// Three calls of 60 and one of 100: (3 * 60 + 100)/4.
#[test]
fn without_frames_every_rep_weighs_as_many_calls_as_were_heard() {
    let cells = [
        cell("2026-W47", 1, None, &[60.0, 60.0, 60.0]),
        cell("2026-W47", 2, None, &[100.0]),
    ];
    let point = business(&cells, Unit::Points);
    assert_eq!((point.frame, point.covered_share), (None, 1.0));
    close(point.value.unwrap(), 70.0);
    let shares = [
        cell("2026-W47", 1, None, &[0.0, 1.0, 1.0]),
        cell("2026-W47", 2, Some(9), &[1.0]),
    ];
    close(business(&shares, Unit::Share).value.unwrap(), 0.75);
}

#[test]
fn a_frame_that_an_import_gave_counts_as_that_of_a_draw() {
    let imported = |quality, frame_size| Observation {
        frame_size,
        ..heard(1, "2026-W47", quality)
    };
    let calls = [
        imported(70.0, Some(40)),
        imported(80.0, Some(42)),
        imported(90.0, Some(42)),
    ];
    let point = rep(&cells(kpi::QUALITY, &calls, &[]), Unit::Points);
    assert_eq!((point.n, point.frame), (3, Some(42)));
}

#[test]
fn a_call_given_to_another_rep_after_the_draw_stands_in_no_frame_of_that_rep() {
    let frames = [frame(1, 1, "2026-W47", 60)];
    let calls = drawn(1, 2, "2026-W47", &[70.0]);
    let cells = cells(kpi::QUALITY, &calls, &frames);
    assert_eq!(
        (cells.len(), cells[1].rep, cells[1].frame),
        (2, RepId(2), None)
    );
}

#[test]
fn hearing_every_call_leaves_nothing_uncertain() {
    let point = rep(
        &[cell("2026-W47", 1, Some(3), &[70.0, 80.0, 90.0])],
        Unit::Points,
    );
    assert_eq!(
        (point.status, point.range),
        (Status::Census, Some(Range::exactly(80.0)))
    );
    let point = rep(&[cell("2026-W47", 1, Some(2), &[1.0, 0.0])], Unit::Share);
    assert_eq!(
        (point.status, point.range),
        (Status::Census, Some(Range::exactly(0.5)))
    );
}

#[test]
fn calls_that_are_all_alike_prove_nothing_of_the_others() {
    let alike = [100.0; 6];
    let of_rep = rep(&[cell("2026-W47", 1, Some(40), &alike)], Unit::Points);
    assert_eq!(
        (of_rep.value, of_rep.range, of_rep.status),
        (Some(100.0), None, Status::NoSpread)
    );
    let strata = [
        cell("2026-W47", 1, Some(40), &alike),
        cell("2026-W47", 2, Some(40), &alike),
    ];
    let of_all = business(&strata, Unit::Points);
    assert_eq!((of_all.range, of_all.status), (None, Status::NoSpread));
}

#[test]
fn nothing_heard_is_no_point_and_nothing_applicable_is_a_point_without_a_value() {
    let frames = [frame(1, 1, "2026-W47", 60)];
    let none = cells(kpi::QUALITY, &[], &frames);
    assert_eq!(
        of_rep(&none.iter().collect::<Vec<_>>(), Unit::Points, None, true),
        None
    );
    assert_eq!(of_rep(&[], Unit::Points, None, true), None);
    let calls = vec![blank("2026-W47"); 3];
    for kpi in [kpi::QUALITY, kpi::find("solved").unwrap()] {
        let point = rep(&cells(kpi, &calls, &[]), kpi.unit());
        assert_eq!(
            (point.n, point.value, point.range, point.status),
            (0, None, None, Status::NoData),
            "{}",
            kpi.key
        );
    }
}

// Buonaccorsi's exact range for 0 of 5 out of 40 is 0 to 19 (statistics by inversion of the hypergeometric test); 5 of
// 300 is less than a tenth, so Wilson: 5/(5 + 1.959964^2) = 0.565518.
#[test]
fn a_share_of_a_few_calls_uses_how_few_there_were() {
    let point = rep(&[cell("2026-W47", 1, Some(40), &[0.0; 5])], Unit::Share);
    range_of(&point, 0.0, 19.0 / 40.0);
    let point = rep(&[cell("2026-W47", 1, Some(300), &[1.0; 5])], Unit::Share);
    range_of(&point, 0.565_518, 1.0);
}

// (60 * 1 + 20 * 0.5)/80.
#[test]
fn the_share_of_the_business_weighs_reps_by_their_frames() {
    let cells = [
        cell("2026-W47", 1, Some(60), &[1.0; 4]),
        cell("2026-W47", 2, Some(20), &[1.0, 0.0]),
    ];
    let point = business(&cells, Unit::Share);
    close(point.value.unwrap(), 0.875);
    assert!(point.range.unwrap().contains(0.875));
}

// 2 of 4 heard calls: it is taken to apply to 20 of the 40. Of 5 calls one was applicable among 4 heard: 1.25, rounded up
// to 2, because one call was not heard.
#[test]
fn a_kpi_is_taken_to_apply_to_the_frame_as_often_as_to_what_was_heard() {
    let half = Cell {
        heard: 4,
        ..cell("2026-W47", 1, Some(40), &[1.0, 0.0])
    };
    assert_eq!(half.population(), Some(20));
    let one = Cell {
        heard: 4,
        ..cell("2026-W47", 1, Some(5), &[1.0])
    };
    assert_eq!(one.population(), Some(2));
    assert_eq!(rep(&[half], Unit::Share).frame, Some(40));
}

#[test]
fn the_log_counts_every_call_and_says_which_are_too_young() {
    let log = |rep, calls, known, held| LogWeek {
        rep: RepId(rep),
        week: week("2026-W47"),
        calls,
        known,
        held,
    };
    let point = of_log(&[&log(1, 30, 20, 15), &log(2, 10, 0, 0)], true).unwrap();
    assert_eq!(
        (point.n, point.frame, point.value),
        (20, Some(40), Some(0.75))
    );
    assert_eq!(
        (point.range, point.status, point.is_closed),
        (Some(Range::exactly(0.75)), Status::Census, false)
    );
    let point = of_log(&[&log(1, 30, 0, 0)], true).unwrap();
    assert_eq!(
        (point.n, point.value, point.status),
        (0, None, Status::NoData)
    );
    assert_eq!(of_log(&[], true), None);
}
