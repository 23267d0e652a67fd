#![allow(clippy::unwrap_used, reason = "a test may stop")]

use proptest::prelude::*;

use super::*;
use crate::domain::kpi;
use crate::domain::trend::LogWeek;
use crate::store::testing::{Desk, week};
use crate::store::{Patience, migrations};

const FROM: &str = "2026-W40";
/// The Monday of the first week, midnight UTC.
const MONDAY: i64 = 1_790_553_600;
const DAY: i64 = 24 * 60 * 60;

/// A desk with two reps, three customers and two versions of a form with one question, and no call.
fn desk() -> Desk {
    let desk = Desk::with_calls(&["Dana", "Luis"], 0);
    desk.sql(
        "INSERT INTO customer (id) VALUES (1), (2), (3);
         INSERT INTO theme VALUES (1, 'late delivery', 'late delivery'), (2, 'price', 'price');
         INSERT INTO scorecard (id, key, version, name, written, toml, sha256, created_at) VALUES
             (1, 'support', 1, 'Support', 0, '', printf('%064d', 0), 0),
             (2, 'support', 2, 'Support', 0, '', printf('%064d', 0), 0);
         INSERT INTO section (id, scorecard_id, place, name) VALUES (1, 1, 1, 'Opening'), (2, 2, 1, 'Opening');
         INSERT INTO question (id, scorecard_id, section_id, place, key, text, weight)
             VALUES (1, 1, 1, 1, 'need', 'Found the need', 1), (2, 2, 2, 1, 'need', 'Found the need', 1);
         INSERT INTO draw (id, rep_id, week, seed, rule, asked, frame_size, frame_sha256, drawn_at)
             VALUES (7, 1, 202641, 's', '{}', 5, 62, printf('%064d', 0), 0)",
    );
    desk
}

/// What writers do, in any order; the numbers choose which row and to what.
#[derive(Debug, Clone)]
enum Step {
    Call(i64, i64, i64, bool),
    Move(i64, i64, i64),
    Lose(i64),
    Score(i64, i64, bool),
    Lane(i64),
    Voice(i64, i64),
    Silence(i64),
    Points(i64),
    Forget(i64),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0_i64..49 * 24, 1_i64..4, 1_i64..4, any::<bool>()).prop_map(|(h, c, r, out)| Step::Call(h, c, r, out)),
        1 => (0_i64..60, 1_i64..4, 1_i64..3).prop_map(|(row, c, r)| Step::Move(row, c, r)),
        1 => (0_i64..60).prop_map(Step::Lose),
        3 => (0_i64..60, 0_i64..101, any::<bool>()).prop_map(|(row, q, new)| Step::Score(row, q, new)),
        1 => (0_i64..60).prop_map(Step::Lane),
        1 => (0_i64..60, 1_i64..3).prop_map(|(row, theme)| Step::Voice(row, theme)),
        1 => (0_i64..60).prop_map(Step::Silence),
        1 => (0_i64..60).prop_map(Step::Points),
        1 => (0_i64..60).prop_map(Step::Forget),
    ]
}

/// Does a step; nothing where the row that it is about is not there.
fn run(desk: &Desk, step: &Step, nth: usize) {
    let call = |row: &i64| format!("(SELECT id FROM call ORDER BY id LIMIT 1 OFFSET {row})");
    let scored = |row: &i64| {
        format!("(SELECT id FROM evaluation WHERE latest = 1 ORDER BY id LIMIT 1 OFFSET {row})")
    };
    desk.sql(&match step {
        Step::Call(hours, customer, rep, is_out) => {
            let at = MONDAY + hours * 3600;
            let number = week(FROM).plus((at - MONDAY) / (7 * DAY)).number();
            let (direction, rep, standing) = match (is_out, rep) {
                (_, 3) => ("in", "NULL".to_owned(), "unanswered"),
                (true, rep) => ("out", rep.to_string(), "handled"),
                (false, rep) => ("in", rep.to_string(), "handled"),
            };
            format!(
                "INSERT INTO call (source_id, source_key, rep_id, customer_id, channel, direction, started_at,
                     utc_offset_secs, week, day, standing)
                 VALUES (1, 'n{nth}', {rep}, {customer}, 'phone', '{direction}', {at}, 0, {number}, 20260928, '{standing}')"
            )
        }
        Step::Move(row, customer, rep) => format!(
            "UPDATE call SET customer_id = {customer}, rep_id = {rep} WHERE rep_id IS NOT NULL AND id = {}",
            call(row)
        ),
        Step::Lose(row) => format!(
            "DELETE FROM call WHERE id = {} AND id NOT IN (SELECT call_id FROM evaluation)",
            call(row)
        ),
        Step::Score(row, quality, is_new) => format!(
            "UPDATE evaluation SET latest = 0 WHERE call_id = {call};
             INSERT INTO evaluation (call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at,
                 submitted_at, scorable, quality, solved, frame_size)
             SELECT c.id, c.rep_id, 1 + (SELECT count(*) FROM evaluation WHERE call_id = c.id), {form}, 'random',
                 'submitted', 1, c.week, 0, 0, 1, {quality}, {quality} % 2, CASE WHEN {quality} % 3 = 0 THEN 40 END
             FROM call c WHERE c.id = {call} AND c.rep_id IS NOT NULL;
             INSERT INTO answer (evaluation_id, question_id, points, answered_at)
             SELECT max(id), {form}, {quality} / 50 * 0.5, 0 FROM evaluation HAVING max(id) IS NOT NULL AND max(id) NOT IN
                 (SELECT evaluation_id FROM answer)",
            call = call(row),
            form = 1 + i64::from(*is_new),
        ),
        Step::Lane(row) => format!(
            "UPDATE evaluation SET lane = CASE lane WHEN 'random' THEN 'targeted' ELSE 'random' END WHERE id = {}",
            scored(row)
        ),
        Step::Voice(row, theme) => format!(
            "INSERT INTO voice (evaluation_id, theme_id) SELECT id, {theme} FROM evaluation WHERE id = {}",
            scored(row)
        ),
        Step::Silence(row) => format!(
            "DELETE FROM voice WHERE id = (SELECT id FROM voice ORDER BY id LIMIT 1 OFFSET {row})"
        ),
        Step::Points(row) => {
            format!("UPDATE answer SET points = 1 - points WHERE evaluation_id = {}", scored(row))
        }
        Step::Forget(row) => format!("DELETE FROM evaluation WHERE id = {}", scored(row)),
    });
}

/// The log counted by the plainest query there is, of which every call that the log knows of is told.
fn plainly(desk: &Desk) -> Vec<LogWeek> {
    let mut query = desk
        .store
        .conn
        .prepare(
            "WITH judged AS (
                 SELECT c.week, c.rep_id, c.started_at <= (SELECT max(started_at) FROM call) - 604800 AS known,
                     EXISTS (SELECT 1 FROM call n WHERE n.customer_id = c.customer_id AND n.started_at > c.started_at
                         AND n.started_at <= c.started_at + 604800 AND n.direction IS NOT 'out'
                         AND n.standing <> 'internal') AS again
                 FROM call c WHERE c.rep_id IS NOT NULL AND c.customer_id IS NOT NULL AND c.standing = 'handled')
             SELECT week, rep_id, count(*), sum(known), sum(known AND NOT again) FROM judged GROUP BY 1, 2 ORDER BY 1, 2",
        )
        .unwrap();
    let read = |row: &rusqlite::Row<'_>| {
        let count = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
        Ok(LogWeek {
            week: convert::week(row.get(0)?).unwrap(),
            rep: RepId(row.get(1)?),
            calls: count(2)?,
            known: count(3)?,
            held: count(4)?,
        })
    };
    query
        .query_map([], read)
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// Every roll-up as it stands, and as a fresh count has it.
fn both(desk: &Desk) -> (Rolls, Rolls) {
    let keys = question_keys(&desk.store).unwrap();
    let (from, to) = (week(FROM), week(FROM).plus(7));
    let mut fresh = Rolls::new();
    for at in 0..=to.since(from) {
        for (measure, all) in count(&desk.store, from.plus(at), &keys).unwrap() {
            fresh.entry(measure).or_default().extend(all);
        }
    }
    let mut query = desk
        .store
        .conn
        .prepare("SELECT DISTINCT measure FROM rollup")
        .unwrap();
    let measures: Vec<String> = query
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let measures: Vec<&str> = measures.iter().map(String::as_str).collect();
    let mut stored = rolls(&desk.store, &measures, from, to).unwrap();
    stored.retain(|_, all| !all.is_empty());
    (stored, fresh)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_rollups_are_what_a_fresh_count_says_whatever_was_written(
        steps in prop::collection::vec(any_step(), 1..60), pauses in prop::collection::vec(any::<bool>(), 60),
    ) {
        let desk = desk();
        for (nth, step) in steps.iter().enumerate() {
            if pauses[nth] {
                run(&desk, step, nth);
                refresh(&desk.store).unwrap();
            } else {
                desk.store.transaction(|_| { run(&desk, step, nth); Ok::<(), StoreError>(()) }).unwrap();
            }
        }
        let (stored, fresh) = both(&desk);
        prop_assert_eq!(stored, fresh);
        prop_assert_eq!(log(&desk.store, week(FROM), week(FROM).plus(7)).unwrap(), plainly(&desk));
        prop_assert!(!is_stale(&desk.store).unwrap());
    }
}

#[test]
fn a_rollup_holds_the_values_of_its_calls_by_draw_and_by_measure() {
    let desk = desk();
    for (nth, step) in [
        Step::Call(170, 1, 1, false),
        Step::Call(171, 2, 1, false),
        Step::Score(0, 80, false),
        Step::Score(1, 91, false),
    ]
    .iter()
    .enumerate()
    {
        run(&desk, step, nth);
    }
    refresh(&desk.store).unwrap();
    let found = rolls(
        &desk.store,
        &["quality", "question:need", "form:1"],
        week(FROM),
        week("2026-W41"),
    )
    .unwrap();
    let one = |measure: &str| found[measure][0];
    assert_eq!(
        (one(HEARD).sample.n, one(HEARD).stratum),
        (2, Stratum::Unknown)
    );
    assert_eq!(Some(one("quality").sample), Sample::of(&[80.0, 91.0]));
    assert_eq!(
        (
            one("question:need").sample.ones(),
            one("question:need").sample.n
        ),
        (0, 2)
    );
    assert_eq!(
        forms(&desk.store, week(FROM), week("2026-W41")).unwrap(),
        [(week("2026-W41"), ScorecardId(1))]
    );
    assert!(
        rolls(
            &desk.store,
            &[kpi::QUALITY.measured()],
            week("2026-W42"),
            week("2026-W47")
        )
        .unwrap()["quality"]
            .is_empty()
    );
}

#[test]
fn a_writer_that_fails_leaves_the_rollups_as_they_were() {
    let desk = desk();
    run(&desk, &Step::Call(1, 1, 1, false), 0);
    refresh(&desk.store).unwrap();
    let before = log(&desk.store, week(FROM), week(FROM)).unwrap();
    let failed = desk.store.transaction(|_| {
        run(&desk, &Step::Call(2, 2, 1, false), 1);
        Err::<(), _>(StoreError::Refused("no".into()))
    });
    assert!(failed.is_err() && !is_stale(&desk.store).unwrap());
    assert_eq!(log(&desk.store, week(FROM), week(FROM)).unwrap(), before);
}

#[test]
fn only_the_weeks_asked_for_are_read() {
    let desk = desk();
    for sql in [ROLLED, FORMS, super::log::LOG] {
        let plan = desk.plan(sql);
        let bounded = |step: &&String| {
            step.contains("USING PRIMARY KEY") && step.contains("week>? AND week<?")
        };
        assert!(plan.iter().any(|step| bounded(&step)), "{sql}\n{plan:#?}");
        let walks = |step: &&String| step.starts_with("SCAN") && !step.contains("SCAN s");
        assert!(plan.iter().find(walks).is_none(), "{sql}\n{plan:#?}");
    }
}

#[test]
fn an_older_file_is_rolled_up_when_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.db");
    {
        let conn = rusqlite::Connection::open(&file).unwrap();
        conn.execute_batch(migrations::ALL[0].1).unwrap();
        conn.execute_batch(
            "INSERT INTO rep VALUES (1, 'Dana', 'dana', NULL);
             INSERT INTO source (name) VALUES ('test');
             INSERT INTO customer (id) VALUES (1);
             INSERT INTO call (source_id, source_key, rep_id, customer_id, channel, started_at, utc_offset_secs, week,
                 day, standing) VALUES (1, 'a', 1, 1, 'phone', 1790553600, 0, 202640, 20260928, 'handled');
             INSERT INTO scorecard VALUES (1, 'support', 1, 'Support', 0, '', printf('%064d', 0), '', 0);
             INSERT INTO evaluation (call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at,
                 submitted_at, scorable, quality)
             VALUES (1, 1, 1, 1, 'random', 'submitted', 1, 202640, 0, 0, 1, 80);
             PRAGMA application_id = 0x4465736b;
             PRAGMA user_version = 1",
        )
        .unwrap();
    }
    let store = Store::open(&file, Patience::Job).unwrap();
    assert!(!is_stale(&store).unwrap());
    assert_eq!(log(&store, week(FROM), week(FROM)).unwrap().len(), 1);
    assert_eq!(
        rolls(&store, &["quality"], week(FROM), week(FROM)).unwrap()["quality"].len(),
        1
    );
}
