#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::store::testing::{Desk, at, week};

/// Four calls of Dana scored in 2026-W45 and four in 2026-W47, from imported frames of 40.
fn desk() -> Desk {
    let desk = Desk::with_calls(&["Dana"], 8);
    desk.sql(
        "INSERT INTO scorecard (id, key, version, name, written, toml, sha256, created_at)
         VALUES (1, 'support', 1, 'Support', 0, '', printf('%064d', 0), 0);
         INSERT INTO evaluation (call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at,
             submitted_at, frame_size, scorable, quality, solved)
         SELECT id, rep_id, 1, 1, 'random', 'submitted', 1, iif(id > 4, 202647, 202645), 0, 0, 40, 1, 80 + 2 * (id % 4), 1
         FROM call;
         INSERT INTO decision (what, decided_on, week) VALUES ('Ship' || char(10) || 'on Fridays', '2026-11-04', 202645)",
    );
    desk
}

fn query() -> Query {
    Query {
        reps: None,
        from: week("2026-W44"),
        to: week("2026-W47"),
        now: at(7 * 24 * 3600).fixed_offset(),
    }
}

#[test]
fn the_json_has_a_point_for_each_week_with_calls_and_ratios_for_shares() {
    let desk = desk();
    let of = |key: &str| {
        let kpi = kpi::find(&desk.store, key).unwrap();
        object(
            &kpi,
            &op::series(&desk.store, &kpi, &query()).unwrap(),
            &query(),
            None,
        )
    };
    let quality = of("quality");
    assert_eq!(
        (&quality["unit"], &quality["better"]),
        (&json!("points"), &json!("higher"))
    );
    assert_eq!(
        (&quality["series"][0]["rep"], &quality["series"][1]["rep"]),
        (&json!(null), &json!("Dana"))
    );
    let points = quality["series"][1]["points"].as_array().unwrap();
    let weeks: Vec<&Value> = points.iter().map(|point| &point["week"]).collect();
    assert_eq!(weeks, ["2026-W45", "2026-W47"]);
    assert_eq!(
        (&points[0]["n"], &points[0]["frame"], &points[0]["value"]),
        (&json!(4), &json!(40), &json!(83.0))
    );
    assert!(points[0]["low"].as_f64().unwrap() < 83.0);
    let chart = &quality["series"][0]["chart"];
    assert_eq!(
        (&chart["kind"], &chart["centre"], &chart["signals"]),
        (&json!("xmr"), &json!(null), &json!([]))
    );
    let verdict = &quality["series"][0]["verdict"];
    assert_eq!(
        (&verdict["is"], &verdict["more_calls"]),
        (&json!("too_few"), &json!(null))
    );
    let solved = of("solved");
    assert_eq!(solved["unit"], json!("share"));
    assert_eq!(solved["series"][0]["points"][0]["value"], json!(1.0));
}

#[test]
fn the_text_shows_gaps_as_blanks_and_a_note_on_one_line() {
    let desk = desk();
    let series = op::series(
        &desk.store,
        &kpi::find(&desk.store, "quality").unwrap(),
        &query(),
    )
    .unwrap();
    let text = text::of(
        &kpi::find(&desk.store, "quality").unwrap(),
        &series,
        &query(),
        false,
    );
    assert!(
        text.starts_with("Quality, 2026-W44 to 2026-W47\n\nEveryone  83.0 ("),
        "{text}"
    );
    assert!(
        text.contains(" on 4 of 40 calls in W47\n  | ▄ ▄|"),
        "{text}"
    );
    assert!(text.contains("\n  W45: Ship on Fridays\n"), "{text}");
    let plain = text::of(
        &kpi::find(&desk.store, "quality").unwrap(),
        &series,
        &query(),
        true,
    );
    assert!(plain.contains("\n  | 4 4|"), "{plain}");
    let nothing = op::series(
        &desk.store,
        &kpi::find(&desk.store, "referral_asked").unwrap(),
        &query(),
    )
    .unwrap();
    let text = text::of(
        &kpi::find(&desk.store, "referral_asked").unwrap(),
        &nothing,
        &query(),
        false,
    );
    assert!(
        text.contains("Dana  W47: heard, but it applied to no call\n"),
        "{text}"
    );
}

#[test]
fn the_weeks_in_which_files_came_in_are_told_once_for_all() {
    let desk = desk();
    desk.sql(
        "INSERT INTO source (id, name) VALUES (9, 'calls');
         INSERT INTO import (source_id, kind, profile, file, file_sha256, report, imported_at)
         SELECT 9, 'calls', 'map', 'calls.csv', printf('%064d', 0), '{\"added\": 8}', unixepoch(on_day)
         FROM (SELECT '2026-11-04' AS on_day UNION ALL SELECT '2026-11-05' UNION ALL SELECT '2026-11-18')",
    );
    let quality = kpi::find(&desk.store, "quality").unwrap();
    let series = op::series(&desk.store, &quality, &query()).unwrap();
    let text = text::of(&quality, &series, &query(), false);
    assert_eq!(
        text.matches("\n  Files came in: W45, W47\n").count(),
        1,
        "{text}"
    );
    assert!(!text.contains("brought in"), "{text}");
}

#[test]
fn a_kpi_that_is_not_known_is_refused_with_those_that_are() {
    let error = kpi::find(&desk().store, "handle_time")
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with(
            "there is no KPI 'handle_time': it is one of quality, customer_critical_free"
        ),
        "{error}"
    );
}
