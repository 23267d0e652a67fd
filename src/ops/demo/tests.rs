#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::sync::{LazyLock, Mutex, MutexGuard};

use chrono::DateTime;

use super::*;
use crate::domain::evaluation::score;
use crate::domain::id::{DrawId, EvaluationId};
use crate::domain::kpi;
use crate::domain::scorecard::{Scorecard, builtin};
use crate::ops::draw::proof::verify;
use crate::ops::submit;
use crate::store::demo::inspect::{digest, faults, number};

const NOW: &str = "2026-11-20T16:00:00-05:00";

fn at(text: &str) -> Instant {
    DateTime::parse_from_rfc3339(text).unwrap()
}

fn filled(now: &str) -> Store {
    let store = Store::in_memory().unwrap();
    fill(&store, at(now)).unwrap();
    store
}

/// One invented business for all tests that only look at it.
fn business() -> MutexGuard<'static, Store> {
    static STORE: LazyLock<Mutex<Store>> = LazyLock::new(|| Mutex::new(filled(NOW)));
    STORE
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Evaluations at random, with the week as a number of weeks before the latest (`ago`), the first name of the rep, and
/// the answer to the question of the story.
const HEARD: &str = "WITH heard AS (
    SELECT e.*, substr(r.name, 1, instr(r.name, ' ') - 1) AS rep, c.day,
        (SELECT count(DISTINCT week) FROM call WHERE week > e.week) AS ago,
        (SELECT value FROM answer a JOIN question q ON q.id = a.question_id
            WHERE a.evaluation_id = e.id AND q.key = 'found_need') AS found,
        EXISTS (SELECT 1 FROM voice v JOIN theme t ON t.id = v.theme_id
            WHERE v.evaluation_id = e.id AND t.name = 'late delivery') AS late
    FROM evaluation e JOIN rep r ON r.id = e.rep_id JOIN call c ON c.id = e.call_id
    WHERE e.lane = 'random' AND e.latest = 1)";

fn heard(store: &Store, what: &str) -> f64 {
    number(store, &format!("{HEARD} SELECT {what}"))
}

fn found_share(store: &Store, which: &str) -> f64 {
    heard(
        store,
        &format!(
            "avg(found = 'yes') FROM heard WHERE rep = 'Luis' AND found IN ('yes', 'no') AND {which}"
        ),
    )
}

fn late_share(store: &Store, ago: &str) -> f64 {
    heard(store, &format!("avg(late) FROM heard WHERE ago {ago}"))
}

#[test]
fn the_same_now_makes_the_same_file() {
    assert_eq!(digest(&business()), digest(&filled(NOW)));
}

#[test]
fn a_file_that_holds_a_desk_is_left_alone() {
    let store = business();
    let before = digest(&store);
    assert!(fill(&store, at(NOW)).is_err());
    assert_eq!(digest(&store), before);
}

#[test]
fn the_file_is_sound_and_marked() {
    let store = business();
    assert_eq!(faults(&store), Vec::<String>::new());
    assert_eq!(
        desk::setting(&store, SETTING).unwrap().as_deref(),
        Some("yes")
    );
}

#[test]
fn a_year_of_a_small_business_is_in_it() {
    let store = business();
    let of = |sql: &str| number(&store, sql);
    for (what, low, high, sql) in [
        ("calls", 9_500.0, 11_500.0, "SELECT count(*) FROM call"),
        ("weeks", 52.0, 52.0, "SELECT count(DISTINCT week) FROM call"),
        (
            "channels",
            3.0,
            3.0,
            "SELECT count(DISTINCT channel) FROM call",
        ),
        (
            "customers",
            1_400.0,
            1_600.0,
            "SELECT count(*) FROM customer",
        ),
        (
            "evaluations",
            450.0,
            560.0,
            "SELECT count(*) FROM evaluation",
        ),
        (
            "targeted",
            15.0,
            40.0,
            "SELECT count(*) FROM evaluation WHERE lane = 'targeted'",
        ),
        (
            "skipped",
            15.0,
            50.0,
            "SELECT count(*) FROM pick WHERE status = 'skipped'",
        ),
        ("quality", 74.0, 86.0, "SELECT avg(quality) FROM evaluation"),
        ("solved", 0.74, 0.86, "SELECT avg(solved) FROM evaluation"),
        (
            "gone wrong",
            0.2,
            0.32,
            "SELECT avg(value = 'yes') FROM answer a JOIN question q ON q.id = a.question_id WHERE q.key = 'went_wrong'",
        ),
        (
            "critical errors",
            0.01,
            0.09,
            "SELECT avg(customer_errors + coalesce(compliance_errors, 0) > 0) FROM evaluation",
        ),
        ("moments", 250.0, 700.0, "SELECT count(*) FROM moment"),
        ("themes", 8.0, 8.0, "SELECT count(*) FROM theme"),
        (
            "recognitions",
            8.0,
            18.0,
            "SELECT count(*) FROM recognition",
        ),
        ("talks", 5.0, 5.0, "SELECT count(*) FROM one_to_one"),
        ("targets", 9.0, 9.0, "SELECT count(*) FROM kpi_target"),
        (
            "calls of a rep in a week",
            40.0,
            60.0,
            "SELECT count(*) / 208.0 FROM call WHERE rep_id IS NOT NULL",
        ),
        (
            "calls that come back within a week",
            0.09,
            0.18,
            "SELECT avg(EXISTS (SELECT 1 FROM call d WHERE d.customer_id = c.customer_id
                AND d.started_at > c.started_at AND d.started_at <= c.started_at + 604800))
             FROM call c WHERE c.customer_id IS NOT NULL AND c.standing = 'handled'",
        ),
    ] {
        let found = of(sql);
        assert!((low..=high).contains(&found), "{what}: {found}");
    }
}

#[test]
fn every_draw_verifies() {
    let store = business();
    let draws = number(&store, "SELECT max(id) FROM draw") as i64;
    assert!(draws > 150);
    for id in 1..=draws {
        let proof = verify(&store, DrawId(id)).unwrap();
        assert!(proof.verified, "{id}: {:?}", proof.faults);
    }
}

#[test]
fn every_quality_is_what_its_answers_come_to() {
    let store = business();
    let last = number(&store, "SELECT max(id) FROM evaluation") as i64;
    for id in (1..=last).step_by(9) {
        let form = submit::load(&store, EvaluationId(id)).unwrap();
        let score = score(&form.version.scorecard, &form.answers).unwrap();
        assert_eq!(
            form.evaluation.result.unwrap().quality,
            score.quality,
            "{id}"
        );
    }
}

#[test]
fn half_of_the_latest_draw_waits_to_be_heard() {
    let store = business();
    let latest = "FROM pick WHERE lane = 'random' AND week = 202647 AND status";
    assert!((number(&store, &format!("SELECT count(*) {latest} = 'waiting'")) - 6.0).abs() < 0.1);
    assert!((number(&store, &format!("SELECT count(*) {latest} = 'scored'")) - 6.0).abs() < 0.1);
    let earlier = "SELECT count(*) FROM pick WHERE status = 'waiting' AND week < 202647";
    assert!(number(&store, earlier).abs() < 0.1);
}

#[test]
fn one_behaviour_truly_improved() {
    let store = business();
    let (before, after) = (
        found_share(&store, "day <= 20260817"),
        found_share(&store, "day > 20260817"),
    );
    assert!((0.36..0.54).contains(&before), "{before}");
    assert!((0.76..0.94).contains(&after), "{after}");
    let agreed =
        "SELECT count(*) FROM commitment c JOIN commitment_evidence e ON e.commitment_id = c.id
        WHERE c.question_key = 'found_need' AND c.agreed_on = '2026-08-17' AND c.state = 'held'";
    assert!((number(&store, agreed) - 2.0).abs() < 0.1);
}

#[test]
fn one_bad_week_meant_nothing() {
    let store = business();
    let mia = |which: &str| {
        heard(
            &store,
            &format!("avg(quality) FROM heard WHERE rep = 'Mia' AND {which}"),
        )
    };
    assert!(mia("ago = 8") < 60.0, "{}", mia("ago = 8"));
    assert!((mia("ago < 8") - mia("ago > 8")).abs() < 10.0);
}

#[test]
fn one_theme_grows() {
    let store = business();
    let (before, latest) = (late_share(&store, "> 7"), late_share(&store, "< 4"));
    assert!((0.02..0.065).contains(&before), "{before}");
    assert!((0.12..0.25).contains(&latest), "{latest}");
    let decided = "SELECT count(*) FROM decision d JOIN theme t ON t.id = d.theme_id WHERE t.name = 'late delivery'";
    assert!((number(&store, decided) - 1.0).abs() < 0.1);
}

#[test]
fn everybody_in_it_is_invented() {
    let store = business();
    for wrong in [
        "customer_number WHERE number NOT LIKE '(___) 555-01__'",
        "customer_email WHERE email NOT LIKE '%example.com'",
        "call WHERE number NOT LIKE '(___) 555-01__' AND number NOT LIKE '%example.com' AND number <> ''",
    ] {
        assert!(
            number(&store, &format!("SELECT count(*) FROM {wrong}")).abs() < 0.1,
            "{wrong}"
        );
    }
}

/// A Monday before the doors open in a new year, and a Tuesday in the days after a change of the clock.
#[test]
fn on_any_day_the_year_is_whole_and_nothing_lies_in_the_future() {
    for now in ["2027-01-04T06:30:00-06:00", "2026-03-10T15:00:00-05:00"] {
        let store = filled(now);
        let calendar = Calendar::new(Zone::parse("America/Chicago").unwrap(), at(now));
        let (first, last) = (calendar.week(WEEKS - 1).number(), calendar.week(0).number());
        let secs = at(now).timestamp();
        for wrong in [
            format!("call WHERE week NOT BETWEEN {first} AND {last}"),
            format!("call WHERE started_at + coalesce(total_secs, 0) >= {secs}"),
            format!("evaluation WHERE submitted_at >= {secs} OR submitted_at <= opened_at"),
            format!("pick WHERE picked_at >= {secs} OR settled_at >= {secs}"),
            format!("pick WHERE status = 'waiting' AND week < {last}"),
            "evaluation e JOIN call c ON c.id = e.call_id WHERE e.opened_at < c.started_at"
                .to_owned(),
        ] {
            let found = number(&store, &format!("SELECT count(*) FROM {wrong}"));
            assert!(found.abs() < 0.1, "{now}: {found} {wrong}");
        }
        let weeks = number(&store, "SELECT count(DISTINCT week) FROM call");
        assert!((weeks - 52.0).abs() < 0.1, "{now}: {weeks}");
        let waiting = number(
            &store,
            "SELECT count(*) FROM pick WHERE lane = 'random' AND status = 'waiting'",
        );
        assert!((4.0..=8.0).contains(&waiting), "{now}: {waiting}");
        assert!(
            found_share(&store, "ago > 13") < 0.55 && found_share(&store, "ago < 13") > 0.75,
            "{now}"
        );
        assert!(
            late_share(&store, "> 7") < 0.065 && late_share(&store, "< 4") > 0.1,
            "{now}"
        );
    }
}

#[test]
fn audits_wait_in_the_latest_week_and_one_found_a_broken_rule() {
    let store = business();
    let count = |what: &str| number(&store, &format!("SELECT count(*) FROM {what}"));
    for (what, expected) in [
        ("audit WHERE status = 'waiting'", 4.0),
        ("audit WHERE status = 'done'", 16.0),
        ("audit_answer WHERE value = 'no'", 1.0),
    ] {
        let found = count(what);
        assert!((found - expected).abs() < 0.1, "{found} {what}");
    }
}

#[test]
fn every_target_is_of_a_known_number() {
    for target in Script::load().unwrap().story.targets {
        assert!(
            kpi::ALL.iter().any(|kpi| kpi.key == target.kpi),
            "{}",
            target.kpi
        );
    }
}

#[test]
fn the_texts_speak_of_questions_that_the_forms_ask() {
    let script = Script::load().unwrap();
    let forms: Vec<Scorecard> = builtin()
        .iter()
        .filter(|(key, _)| ["support", "written"].contains(key))
        .map(|(key, toml)| Scorecard::parse(key, toml).unwrap())
        .collect();
    let asked = |key: &str| forms.iter().any(|form| form.question(key).is_some());
    let mut keys: Vec<&String> = script.business.not_applicable.keys().collect();
    keys.extend(script.business.reps.iter().flat_map(|rep| rep.skill.keys()));
    let notes = &script.notes;
    for texts in [
        &notes.praise,
        &notes.improve,
        &notes.comment,
        &script.story.recognition,
    ] {
        assert!(texts.values().flatten().all(|text| !text.is_empty()));
        keys.extend(texts.keys());
    }
    keys.extend(script.story.commitments.iter().map(|one| &one.question));
    for key in keys {
        assert!(asked(key), "{key}");
    }
    let improving = &script.story.improvement.question;
    assert!(forms.iter().all(|form| form.question(improving).is_some()));
}
