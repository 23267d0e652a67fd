#![allow(clippy::unwrap_used, reason = "a test may stop")]

use chrono::FixedOffset;

use super::*;
use crate::domain::trend::Horizon;
use crate::ops::draw::{Request, run};
use crate::ops::submit::file::{evaluate, parse};
use crate::stats::verdict::Kind;
use crate::store::testing::{Desk, at, week};
use crate::store::{decision, pick, scorecard};

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

/// Ten calls of 2026-W47 drawn and scored: the need never found, the name used in all but two.
fn desk() -> Desk {
    let desk = Desk::with_calls(&["Dana"], 20);
    let form = crate::domain::scorecard::Scorecard::parse("desk", FORM).unwrap();
    scorecard::add(&desk.store, &form, FORM, "", at(0)).unwrap();
    let request = Request {
        per_rep: Some(10),
        seed: Some("seed".into()),
        ..Request::of_week(week("2026-W47"))
    };
    run(&desk.store, &request, at(0)).unwrap();
    let picks = pick::list(&desk.store, week("2026-W47")).unwrap();
    for (number, (_, call)) in picks.iter().enumerate() {
        let name = if number < 2 { "no" } else { "yes" };
        let file = format!(r#"{{"scorecard":"desk","answers":{{"need":"no","name":"{name}"}}}}"#);
        evaluate(&desk.store, call.id, &parse(&file).unwrap(), at(60)).unwrap();
    }
    desk
}

/// Friday of 2026-W47 at noon in Chicago, some weeks later.
fn now(weeks: i64) -> Instant {
    at(weeks * 7 * 24 * 3600).with_timezone(&FixedOffset::west_opt(6 * 3600).unwrap())
}

#[test]
fn a_question_is_compared_before_and_after() {
    let desk = desk();
    let found = compare(
        &desk.store,
        What::Question("name"),
        None,
        week("2026-W47"),
        8,
    )
    .unwrap();
    assert_eq!((found.before.n, found.after.n, found.after.x), (0, 10, 8));
    assert_eq!(found.verdict, Kind::TooFew);
    let need = compare(
        &desk.store,
        What::Question("need"),
        None,
        week("2026-W47"),
        8,
    )
    .unwrap();
    assert!(
        need.text
            .contains("none in 10 calls; the true rate could still be up to 26%"),
        "{}",
        need.text
    );
    assert!(
        compare(
            &desk.store,
            What::Question("nothing"),
            None,
            week("2026-W47"),
            8
        )
        .is_err()
    );
}

#[test]
fn a_target_missed_with_certainty_is_listed_until_something_is_decided() {
    let desk = desk();
    let target = |value: f64, due: &str| Target {
        horizon: Horizon::Short,
        value,
        due_on: due.parse().unwrap(),
    };
    target::set(&desk.store, "quality", &target(85.0, "2026-11-25")).unwrap();
    assert!(
        misses(&desk.store, now(0)).unwrap().is_empty(),
        "not due yet"
    );
    let missed = misses(&desk.store, now(1)).unwrap().remove(0);
    assert!(
        missed
            .text
            .starts_with("Quality was to be 85.0 by 25 Nov 2026 and stands at 20.0"),
        "{}",
        missed.text
    );
    assert!(
        missed.text.ends_with("Nothing was decided on it yet."),
        "{}",
        missed.text
    );
    decision::add(
        &desk.store,
        &decision::NewDecision {
            what: "Ask first",
            why: "",
            owner: "",
            kpi: Some("quality"),
            theme: None,
            decided_on: "2026-11-26".parse().unwrap(),
            review_on: None,
        },
    )
    .unwrap();
    let missed = misses(&desk.store, now(2)).unwrap().remove(0);
    assert!(
        missed
            .text
            .contains("Decided in W48: Ask first. Before: 20.0 in 10 calls."),
        "{}",
        missed.text
    );
    target::set(&desk.store, "quality", &target(22.0, "2026-11-25")).unwrap();
    assert!(
        misses(&desk.store, now(2)).unwrap().is_empty(),
        "it may have been reached"
    );
}
