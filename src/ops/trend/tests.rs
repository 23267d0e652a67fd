#![allow(clippy::unwrap_used, reason = "a test may stop")]

use chrono::FixedOffset;

use super::*;
use crate::domain::id::EvaluationId;
use crate::domain::trend::{Horizon, Target};
use crate::ops::draw::{self as draws, Request};
use crate::ops::submit::file::{evaluate, parse};
use crate::ops::trend::behind::{behind_it, evaluations_behind};
use crate::stats::Status;
use crate::store::testing::{Desk, at, week};
use crate::store::{pick, scorecard};

const FORM: &str = r#"
key = "desk"
name = "Desk"

[[section]]
name = "Call"

[[section.question]]
key = "need"
text = "Found the need"
weight = 3
yes = "Asked before offering."
no = "Guessed."

[[section.question]]
key = "name"
text = "Used the name"
weight = 1
yes = "At least once."
no = "Never."
"#;

/// Friday of 2026-W47 at noon in Chicago, some days later.
fn now(days: i64) -> Instant {
    at(days * 24 * 3600).with_timezone(&FixedOffset::west_opt(6 * 3600).unwrap())
}

/// Dana took 20 calls in 2026-W47, Luis 10; three of each are drawn.
fn desk() -> Desk {
    let desk = Desk::with_calls(&["Dana", "Luis"], 20);
    desk.add_calls("Luis", 20..30);
    let form = crate::domain::scorecard::Scorecard::parse("desk", FORM).unwrap();
    scorecard::add(&desk.store, &form, FORM, "", at(0)).unwrap();
    let request = Request {
        per_rep: Some(3),
        seed: Some("seed".into()),
        ..Request::of_week(week("2026-W47"))
    };
    draws::run(&desk.store, &request, at(0)).unwrap();
    desk
}

/// Scores the drawn call at that place of a rep.
fn score(desk: &Desk, rep: &str, place: i64, need: &str, name: &str) -> EvaluationId {
    let picks = pick::list(&desk.store, week("2026-W47")).unwrap();
    let (_, call) = picks
        .iter()
        .find(|(pick, call)| call.rep == rep && pick.place == Some(place))
        .unwrap();
    let file = format!(r#"{{"scorecard":"desk","answers":{{"need":"{need}","name":"{name}"}}}}"#);
    evaluate(&desk.store, call.id, &parse(&file).unwrap(), at(60))
        .unwrap()
        .0
}

fn query(days: i64) -> Query {
    Query {
        reps: None,
        from: week("2026-W22"),
        to: week("2026-W47"),
        now: now(days),
    }
}

fn of<'a>(all: &'a [Series], rep: &str) -> &'a Series {
    all.iter()
        .find(|one| one.rep.as_ref().map_or("", |(_, name)| name) == rep)
        .unwrap()
}

// Dana 75 and 100 of a frame of 20, Luis 25 of a frame of 10: (20 * 87.5 + 10 * 25)/30 = 66.67.
#[test]
fn scored_calls_become_points_weighed_by_the_frames_they_were_drawn_from() {
    let desk = desk();
    score(&desk, "Dana", 1, "yes", "no");
    score(&desk, "Dana", 2, "yes", "yes");
    score(&desk, "Luis", 1, "no", "yes");
    let all = series(&desk.store, kpi::QUALITY, &query(0)).unwrap();
    assert_eq!(all[0].rep, None);
    let value = |rep: &str| of(&all, rep).points[0].value.unwrap();
    assert!((value("Dana") - 87.5).abs() < 1e-9 && (value("Luis") - 25.0).abs() < 1e-9);
    assert!((value("") - 200.0 / 3.0).abs() < 1e-9);
    let point = &of(&all, "Dana").points[0];
    assert_eq!(
        (point.n, point.frame, point.is_closed),
        (2, Some(20), false)
    );
    assert!(series(&desk.store, kpi::QUALITY, &query(7)).unwrap()[0].points[0].is_closed);
}

#[test]
fn a_call_chosen_by_hand_is_never_counted_and_a_second_version_replaces_the_first() {
    let desk = desk();
    score(&desk, "Dana", 1, "no", "no");
    score(&desk, "Dana", 1, "yes", "yes");
    let drawn: Vec<_> = pick::list(&desk.store, week("2026-W47"))
        .unwrap()
        .iter()
        .map(|(_, call)| call.id)
        .collect();
    let free = (0..20)
        .map(|number| desk.call(number))
        .find(|call| !drawn.contains(call))
        .unwrap();
    let file = parse(r#"{"scorecard":"desk","answers":{"need":"no","name":"no"}}"#).unwrap();
    evaluate(&desk.store, free, &file, at(60)).unwrap();
    let all = series(&desk.store, kpi::QUALITY, &query(0)).unwrap();
    let point = &of(&all, "Dana").points[0];
    assert_eq!((point.n, point.value), (1, Some(100.0)));
}

#[test]
fn a_skipped_call_stays_in_the_frame_and_out_of_the_mean() {
    let desk = desk();
    let (first, _) = pick::list(&desk.store, week("2026-W47")).unwrap().remove(0);
    draws::skip(
        &desk.store,
        first.id,
        crate::domain::draw::SkipReason::NoAudio,
        "",
        at(10),
    )
    .unwrap();
    score(&desk, "Dana", 4, "yes", "no");
    let point = of(
        &series(&desk.store, kpi::QUALITY, &query(0)).unwrap(),
        "Dana",
    )
    .points[0]
        .clone();
    assert_eq!(
        (point.n, point.frame, point.value),
        (1, Some(20), Some(75.0))
    );
}

#[test]
fn a_rep_of_whom_nothing_was_heard_is_said_to_be_missing_from_the_business() {
    let desk = desk();
    score(&desk, "Dana", 1, "yes", "no");
    let all = series(&desk.store, kpi::QUALITY, &query(0)).unwrap();
    let point = &all[0].points[0];
    assert_eq!(
        (point.status, point.frame),
        (Status::StratumNotSampled, Some(30))
    );
    assert!((point.covered_share - 2.0 / 3.0).abs() < 1e-9);
    assert!(of(&all, "Luis").points.is_empty());
}

#[test]
fn a_rep_who_left_is_shown_as_long_as_something_was_heard() {
    let desk = desk();
    score(&desk, "Luis", 1, "yes", "no");
    desk.sql("UPDATE rep SET retired_at = 1");
    let names: Vec<Whose> = series(&desk.store, kpi::QUALITY, &query(0))
        .unwrap()
        .into_iter()
        .map(|one| one.rep)
        .collect();
    assert_eq!(names.len(), 2);
    let luis = names[1].as_ref().unwrap().0;
    let asked = Query {
        reps: Some(vec![luis]),
        ..query(0)
    };
    assert_eq!(series(&desk.store, kpi::QUALITY, &asked).unwrap().len(), 1);
}

#[test]
fn reading_every_kpi_at_once_gives_what_reading_each_gives() {
    let desk = desk();
    score(&desk, "Dana", 1, "yes", "no");
    desk.sql("INSERT INTO customer (id) VALUES (1); UPDATE call SET customer_id = 1");
    let every = every_series(&desk.store, &query(20)).unwrap();
    assert_eq!(every.len(), kpi::ALL.len());
    for (kpi, all) in every {
        assert_eq!(
            all,
            series(&desk.store, &kpi, &query(20)).unwrap(),
            "{}",
            kpi.key
        );
    }
}

// One customer calls 30 times from Monday to Friday: every call but the last is followed by another. The log ends on
// Friday, so that nothing is known of a call yet, however late it is looked at; a call two weeks later settles it.
#[test]
fn the_log_is_known_up_to_seven_days_before_its_end() {
    let desk = desk();
    desk.sql("INSERT INTO customer (id) VALUES (1), (2); UPDATE call SET customer_id = 1");
    let kpi = kpi::find("no_repeat_7d").unwrap();
    let point = |days| series(&desk.store, kpi, &query(days)).unwrap()[0].points[0].clone();
    assert_eq!(
        (point(20).n, point(20).frame, point(20).value),
        (0, Some(30), None)
    );
    desk.sql(
        "INSERT INTO call (source_id, source_key, rep_id, customer_id, channel, started_at, utc_offset_secs, week, day,
             talk_secs, standing)
         SELECT 1, 'late', 1, 2, 'phone', max(started_at) + 14 * 86400, -21600, 202649, 20261204, 300, 'handled' FROM call",
    );
    assert_eq!((point(20).n, point(20).is_closed), (30, true));
    assert!((point(20).value.unwrap() - 1.0 / 30.0).abs() < 1e-9);
    let behind = evaluations_behind(&desk.store, kpi, None, week("2026-W47"), now(20)).unwrap();
    assert_eq!(
        (behind.len(), behind[0].value, behind[29].value),
        (30, Some(0.0), Some(1.0))
    );
    assert!(
        behind
            .windows(2)
            .all(|pair| pair[0].call.started_at <= pair[1].call.started_at)
    );
}

#[test]
fn behind_a_point_stand_the_heard_calls_with_what_each_contributes() {
    let desk = desk();
    let id = score(&desk, "Dana", 2, "yes", "no");
    score(&desk, "Luis", 1, "yes", "yes");
    let dana = crate::store::rep::get(&desk.store, "Dana").unwrap().id;
    let behind = evaluations_behind(
        &desk.store,
        kpi::QUALITY,
        Some(dana),
        week("2026-W47"),
        now(0),
    )
    .unwrap();
    assert_eq!(
        (behind.len(), behind[0].evaluation, behind[0].value),
        (1, Some(id), Some(75.0))
    );
    let everyone =
        evaluations_behind(&desk.store, kpi::QUALITY, None, week("2026-W47"), now(0)).unwrap();
    assert_eq!(everyone.len(), 2);
}

#[test]
fn the_question_that_moved_most_comes_first() {
    let desk = desk();
    // In W40 the need was found in 1 of 3 calls, in W47 in 3 of 3; the name was always used.
    for (place, need) in [(1, "no"), (2, "no"), (3, "yes")] {
        score(&desk, "Dana", place, need, "yes");
    }
    desk.add_calls("Dana", 30..60);
    desk.sql(
        "UPDATE evaluation SET week = 202640, call_id = call_id + 20, rep_id = 1, pick_id = NULL",
    );
    for place in 1..=3 {
        score(&desk, "Dana", place, "yes", "yes");
    }
    let commitment = "INSERT INTO commitment (rep_id, question_key, what, state, agreed_on, agreed_week, check_on, calls)
        VALUES (1, 'need', 'Find the need', 'open', '2026-10-19', 202643, '2026-12-01', 8)";
    desk.sql(commitment);
    let all = series(&desk.store, kpi::QUALITY, &query(7)).unwrap();
    let dana = of(&all, "Dana");
    assert_eq!(dana.verdict.since, Some(week("2026-W43")));
    let moved = behind_it(
        &desk.store,
        dana.rep.as_ref().map(|(id, _)| *id),
        &dana.verdict,
    )
    .unwrap();
    let words: Vec<String> = moved.iter().map(behind::Moved::words).collect();
    assert_eq!(words, ["Found the need 1 of 3 → 3 of 3"]);
    assert_eq!(dana.notes[0].text, "Find the need");
}

#[test]
fn the_week_at_hand_shows_what_is_known_and_what_it_still_takes() {
    let desk = desk();
    score(&desk, "Dana", 1, "yes", "no");
    let all = known(&desk.store, week("2026-W47"), now(0)).unwrap();
    let dana = &all[1];
    assert_eq!(
        (dana.calls, dana.heard, dana.asked, dana.value),
        (Some(20), 1, 3, Some(75.0))
    );
    assert_eq!(dana.words(), "too few: 2 more calls");
    assert_eq!((all[0].calls, all[0].heard, all[0].asked), (Some(30), 1, 6));
}

#[test]
fn targets_come_along_with_the_series() {
    let desk = desk();
    let goal = Target {
        horizon: Horizon::Short,
        value: 85.0,
        due_on: "2026-12-31".parse().unwrap(),
    };
    target::set(&desk.store, "quality", &goal).unwrap();
    score(&desk, "Dana", 1, "yes", "yes");
    let all = series(&desk.store, kpi::QUALITY, &query(7)).unwrap();
    assert_eq!(
        (all[0].targets[0].target, all[0].targets[0].is_reached),
        (goal, Some(true))
    );
}
