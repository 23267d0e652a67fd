#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::domain::kpi;
use crate::domain::scorecard::{Scorecard, builtin};
use crate::ops::draw as draws;
use crate::ops::{drivers, trend};
use crate::store::pick;
use crate::store::testing::{Desk, at, week};

/// A desk on which three of ten calls are drawn.
fn desk() -> Desk {
    let desk = Desk::with_calls(&["Dana"], 10);
    for (key, toml) in builtin() {
        let form = Scorecard::parse(key, toml).unwrap();
        scorecard::add(&desk.store, &form, toml, "", at(0)).unwrap();
    }
    let request = draws::Request {
        per_rep: Some(3),
        seed: Some("seed".into()),
        ..draws::Request::of_week(week("2026-W47"))
    };
    draws::run(&desk.store, &request, at(0)).unwrap();
    desk
}

const W: &str = "2026-W47";

fn weeks() -> (Week, Week) {
    (week(W), week(W))
}

#[test]
fn audits_are_calls_of_the_frame_that_are_on_nobodys_list_by_the_lowest_tickets() {
    let desk = desk();
    assert_eq!(draw(&desk.store, week(W), 2, at(1)).unwrap(), 2);
    let picked: Vec<_> = pick::list(&desk.store, week(W))
        .unwrap()
        .into_iter()
        .map(|(_, call)| call)
        .collect();
    let mut free: Vec<(String, String)> = (0..10)
        .map(|number| format!("test:c{number:03}"))
        .filter(|id| picked.iter().all(|call| call.ticket_id != *id))
        .map(|id| (rules::ticket_of("seed", &id), id))
        .collect();
    free.sort();
    let forms = list(&desk.store, weeks()).unwrap();
    let mut expected: Vec<i64> = free[..2]
        .iter()
        .map(|(_, id)| {
            crate::store::call::by_name(&desk.store, id)
                .unwrap()
                .unwrap()
                .id
                .0
        })
        .collect();
    expected.sort_unstable();
    let mut drawn: Vec<i64> = forms.iter().map(|one| one.audit.call.0).collect();
    drawn.sort_unstable();
    assert_eq!(drawn, expected);
    // Asked again, nothing more comes; a skipped one is replaced.
    assert_eq!(draw(&desk.store, week(W), 2, at(2)).unwrap(), 0);
    skip(&desk.store, forms[0].audit.id, true, at(3)).unwrap();
    assert_eq!(draw(&desk.store, week(W), 2, at(4)).unwrap(), 1);
    assert!(draw(&desk.store, week("2026-W46"), 2, at(5)).is_err());
}

#[test]
fn an_audit_is_done_with_its_last_answer_and_the_rules_are_counted() {
    let desk = desk();
    draw(&desk.store, week(W), 3, at(1)).unwrap();
    let forms = list(&desk.store, weeks()).unwrap();
    let keys: Vec<String> = forms[0]
        .questions
        .iter()
        .map(|one| one.key.clone())
        .collect();
    for (form, word) in forms.iter().zip([Kept::Yes, Kept::Yes, Kept::No]) {
        for key in &keys {
            answer(&desk.store, form.audit.id, key, Some(word), at(2)).unwrap();
        }
    }
    let told = report(&desk.store, weeks()).unwrap();
    assert_eq!((told.done, told.waiting, told.framed), (3, 0, 10));
    assert_eq!((told.rules[0].calls, told.rules[0].broken), (3, 1));
    answer(&desk.store, forms[2].audit.id, &keys[0], None, at(3)).unwrap();
    let told = report(&desk.store, weeks()).unwrap();
    assert_eq!((told.done, told.waiting), (2, 1));
    assert_eq!((told.rules[0].calls, told.rules[0].broken), (2, 0));
    assert!(
        answer(
            &desk.store,
            forms[2].audit.id,
            "let_finish",
            Some(Kept::No),
            at(3)
        )
        .is_err()
    );
    assert!(answer(&desk.store, AuditId(99), &keys[0], Some(Kept::No), at(3)).is_err());
}

#[test]
fn audits_enter_no_kpi_and_no_driver() {
    let desk = desk();
    let query = trend::Query {
        reps: None,
        from: week("2026-W40"),
        to: week(W),
        now: at(0).fixed_offset(),
    };
    let numbers = || {
        let series: Vec<String> = kpi::ALL
            .iter()
            .map(|kpi| format!("{:?}", trend::series(&desk.store, kpi, &query).unwrap()))
            .collect();
        format!(
            "{series:?} {:?}",
            drivers::drivers(&desk.store, query.from, query.to).unwrap()
        )
    };
    let before = numbers();
    draw(&desk.store, week(W), 3, at(1)).unwrap();
    for form in list(&desk.store, weeks()).unwrap() {
        for question in &form.questions {
            answer(
                &desk.store,
                form.audit.id,
                &question.key,
                Some(Kept::No),
                at(2),
            )
            .unwrap();
        }
    }
    assert_eq!(numbers(), before);
    assert_eq!(desk.number("SELECT count(*) FROM evaluation"), 0);
}

#[test]
fn a_form_without_compliance_questions_cannot_be_audited() {
    let desk = desk();
    let toml = "key = \"support\"\nname = \"Support\"\n[[section]]\nname = \"S\"\n[[section.question]]\nkey = \"a\"\ntext = \"T\"\nweight = 1\n";
    let form = Scorecard::parse("support.toml", toml).unwrap();
    scorecard::add(&desk.store, &form, toml, "", at(1)).unwrap();
    let refused = draw(&desk.store, week(W), 2, at(2)).unwrap_err();
    assert!(
        refused.to_string().contains("no compliance question"),
        "{refused}"
    );
}
