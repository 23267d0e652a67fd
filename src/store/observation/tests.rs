#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::store::testing::{Desk, week};

/// A desk with two reps, Dana with nine calls in 2026-W47, and one form.
fn desk() -> Desk {
    let desk = Desk::with_calls(&["Dana", "Luis"], 9);
    desk.sql(
        "INSERT INTO scorecard (id, key, version, name, written, toml, sha256, created_at)
         VALUES (1, 'support', 1, 'Support', 0, '', printf('%064d', 0), 0)",
    );
    desk
}

/// A submitted evaluation of a call; `rest` is what follows the common columns.
fn evaluate(desk: &Desk, call: usize, version: i64, latest: bool, columns: &str, values: &str) {
    desk.sql(&format!(
        "INSERT INTO evaluation (call_id, rep_id, version, scorecard_id, state, latest, week, opened_at, submitted_at,
             scorable{columns})
         SELECT id, rep_id, {version}, 1, 'submitted', {latest}, week, 0, 0, 1{values} FROM call WHERE id = {}",
        desk.call(call)
    ));
}

#[test]
fn only_the_latest_submitted_evaluation_in_the_random_lane_is_heard() {
    let desk = desk();
    evaluate(&desk, 0, 1, false, ", lane, quality", ", 'random', 40.0");
    evaluate(&desk, 0, 2, true, ", lane, quality", ", 'random', 90.0");
    evaluate(&desk, 1, 1, true, ", lane, quality", ", 'targeted', 10.0");
    desk.sql(&format!(
        "INSERT INTO evaluation (call_id, rep_id, version, scorecard_id, lane, state, week, opened_at)
         VALUES ({}, 1, 1, 1, 'random', 'draft', 202647, 0)",
        desk.call(2)
    ));
    let heard = heard(&desk.store, week("2026-W47"), week("2026-W47")).unwrap();
    assert_eq!(heard.len(), 1);
    assert_eq!(
        (heard[0].call, heard[0].quality),
        (desk.call(0), Some(90.0))
    );
}

#[test]
fn what_is_heard_carries_its_draw_and_what_did_not_apply_is_empty() {
    let desk = desk();
    desk.sql(&format!(
        "INSERT INTO draw (id, rep_id, week, seed, rule, asked, frame_size, frame_sha256, drawn_at)
         VALUES (7, 1, 202647, 's', '{{}}', 5, 62, printf('%064d', 0), 0);
         INSERT INTO pick (id, lane, call_id, draw_id, place, week, status, picked_at, settled_at)
         VALUES (3, 'random', {}, 7, 1, 202647, 'scored', 0, 0)",
        desk.call(0)
    ));
    evaluate(
        &desk,
        0,
        1,
        true,
        ", lane, pick_id, quality, customer_errors, solved, referral",
        ", 'random', 3, 86.5, 2, 0, 'missed'",
    );
    evaluate(&desk, 1, 1, true, ", lane, frame_size", ", 'random', 48");
    let heard = heard(&desk.store, week("2026-W40"), week("2026-W52")).unwrap();
    assert_eq!(
        (heard[0].draw, heard[0].frame_size),
        (Some(DrawId(7)), None)
    );
    assert_eq!(
        (heard[0].customer_errors, heard[0].business_errors),
        (Some(2), None)
    );
    assert_eq!(
        (heard[0].solved, heard[0].referral),
        (Some(false), Some(Referral::Missed))
    );
    assert_eq!(
        (heard[1].draw, heard[1].frame_size, heard[1].quality),
        (None, Some(48), None)
    );
    let frames = frames(&desk.store, week("2026-W47"), week("2026-W47")).unwrap();
    assert_eq!((frames[0].size, frames[0].asked), (62, 5));
}

#[test]
fn the_log_reaches_seven_days_beyond_its_weeks_and_knows_who_called() {
    let desk = desk();
    let monday = 1_794_787_200; // 16 November 2026, midnight UTC
    desk.sql("INSERT INTO customer (id) VALUES (1), (2)");
    let hours = [
        (0, 1, 10),
        (1, 2, 11),
        (2, 1, 20),
        (3, 1, 13 * 24),
        (4, 1, 17 * 24),
    ];
    for (number, customer, hours) in hours {
        let at = monday + hours * 3600;
        let id = desk.call(number);
        desk.sql(&format!(
            "UPDATE call SET customer_id = {customer}, started_at = {at} WHERE id = {id}"
        ));
    }
    desk.sql(&format!(
        "UPDATE call SET direction = 'out' WHERE id = {}",
        desk.call(1)
    ));
    desk.sql(&format!(
        "UPDATE call SET standing = 'voicemail', rep_id = NULL WHERE id = {}",
        desk.call(2)
    ));
    let logged = logged(&desk.store, week("2026-W47"), week("2026-W47")).unwrap();
    let found: Vec<_> = logged
        .iter()
        .map(|one| {
            (
                one.call,
                one.is_handled,
                one.is_from_customer,
                one.rep.is_some(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (desk.call(3), true, true, true),
            (desk.call(2), false, true, false),
            (desk.call(1), true, false, true),
            (desk.call(0), true, true, true)
        ]
    );
    assert_eq!(
        log_end(&desk.store).unwrap().unwrap().timestamp(),
        monday + 17 * 24 * 3600
    );
}

#[test]
fn no_query_walks_through_all_calls_or_evaluations() {
    let desk = desk();
    for sql in [HEARD, FRAMES, LOGGED] {
        let steps = desk.plan(sql);
        let walks = |step: &&String| step.starts_with("SCAN");
        assert!(steps.iter().find(walks).is_none(), "{sql}\n{steps:#?}");
        let bounded = |index: &str| {
            steps
                .iter()
                .any(|step| step.contains(index) && step.contains(">?"))
        };
        assert!(
            ["evaluation_week", "draw_week", "call_started"]
                .iter()
                .any(|one| bounded(one)),
            "{sql}\n{steps:#?}"
        );
    }
}

#[test]
fn a_question_is_counted_where_it_applied_and_done_where_it_had_full_points() {
    let desk = desk();
    desk.sql(
        "INSERT INTO section (id, scorecard_id, place, name) VALUES (1, 1, 1, 'Opening');
         INSERT INTO question (id, scorecard_id, section_id, place, key, text, weight)
         VALUES (1, 1, 1, 1, 'need', 'Found the need', 1), (2, 1, 1, 2, 'name', 'Used the name', 1)",
    );
    for (call, need) in [(0, "1"), (1, "0.5"), (2, "NULL"), (3, "1")] {
        evaluate(&desk, call, 1, true, ", lane", ", 'random'");
        desk.sql(&format!(
            "INSERT INTO answer (evaluation_id, question_id, points, answered_at)
             SELECT max(id), 1, {need}, 0 FROM evaluation"
        ));
    }
    crate::store::rollup::refresh(&desk.store).unwrap();
    let of = |without: &[EvaluationId]| {
        answered(
            &desk.store,
            Some(RepId(1)),
            week("2026-W47"),
            week("2026-W47"),
            without,
        )
        .unwrap()
    };
    assert_eq!(
        of(&[]),
        [Answered {
            key: "need".into(),
            text: "Found the need".into(),
            done: 2,
            applied: 3
        }]
    );
    assert_eq!(
        (
            of(&[EvaluationId(1)])[0].done,
            of(&[EvaluationId(1)])[0].applied
        ),
        (1, 2)
    );
}

#[test]
fn a_commitment_brings_along_the_evaluations_that_gave_rise_to_it() {
    let desk = desk();
    evaluate(&desk, 0, 1, true, ", lane", ", 'random'");
    desk.sql(
        "INSERT INTO moment (id, evaluation_id, at_secs, kind, text) VALUES (5, 1, 41, 'improve', 'went straight to an answer');
         INSERT INTO commitment (id, rep_id, question_key, what, state, agreed_on, agreed_week, check_on, calls, closed_on) VALUES (1, 1, 'need', 'Find the need', 'open', '2026-11-18', 202647, '2026-12-01', 8, NULL),
             (2, 2, 'name', 'Use the name', 'open', '2026-11-18', 202647, '2026-12-01', 8, NULL);
         INSERT INTO commitment_evidence VALUES (1, 5);
         INSERT INTO decision (what, decided_on, week) VALUES ('Ship on Fridays', '2026-11-18', 202647)",
    );
    let agreed = commitments(&desk.store, week("2026-W47"), week("2026-W47")).unwrap();
    assert_eq!(
        (agreed[0].name.as_str(), agreed[0].evidence.as_slice()),
        ("Dana", [EvaluationId(1)].as_slice())
    );
    assert_eq!(
        (agreed[1].what.as_str(), agreed[1].evidence.len()),
        ("Use the name", 0)
    );
    assert_eq!(
        decisions(&desk.store, week("2026-W47"), week("2026-W47")).unwrap()[0].what,
        "Ship on Fridays"
    );
    assert!(
        commitments(&desk.store, week("2026-W48"), week("2026-W50"))
            .unwrap()
            .is_empty()
    );
}
