//! A desk that has scored for years: 200,000 evaluations of 20 answers each, in the file as if they had been brought in.
//! Written once, straight into the tables; the screens then read it as any other.

use std::path::Path;

use deskside::store::{Patience, Store};
use rusqlite::Connection;

/// Scored calls.
pub const EVALUATIONS: i64 = 200_000;
/// Answers of each.
const QUESTIONS: i64 = 20;
/// Weeks over which they are spread, up to the last one.
const WEEKS: i64 = 400;
/// The Sunday on which the last week ends, at noon UTC.
const LAST: i64 = 1_795_348_800;

/// A form of as many questions as are asked.
fn form() -> String {
    let mut text = "key = \"years\"\nname = \"Years\"\n[[section]]\nname = \"Call\"\n".to_owned();
    for number in 1..=QUESTIONS {
        text.push_str(&format!(
            "[[section.question]]\nkey = \"q{number}\"\ntext = \"Question {number}\"\nweight = 1\nyes = \"Yes.\"\nno = \"No.\"\n"
        ));
    }
    text
}

/// Fills a desk that was set up.
pub fn fill(file: &Path) {
    let store = Store::open(file, Patience::Job).unwrap();
    let form = form();
    let parsed = deskside::domain::scorecard::Scorecard::parse("years", &form).unwrap();
    let now = chrono::DateTime::from_timestamp(0, 0).unwrap();
    deskside::store::scorecard::add(&store, &parsed, &form, "", now).unwrap();
    drop(store);
    let conn = Connection::open(file).unwrap();
    conn.execute_batch(&format!(
        "BEGIN;
         INSERT INTO source (id, name) VALUES (99, 'years');
         CREATE TEMP TABLE one AS
             WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {EVALUATIONS}),
                  at AS (SELECT i, {LAST} - (i % {WEEKS}) * 604800 - (i * 7919 % 500000) AS secs FROM n)
             SELECT i, secs, CAST(strftime('%G%V', secs, 'unixepoch') AS INTEGER) AS week,
                 CAST(strftime('%Y%m%d', secs, 'unixepoch') AS INTEGER) AS day,
                 rep.id AS rep
             FROM at JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS nth, count(*) OVER () AS reps FROM rep) AS rep
                 ON rep.nth = i % rep.reps;
         INSERT INTO call (id, source_id, source_key, rep_id, channel, started_at, utc_offset_secs, week, day, talk_secs, standing)
             SELECT 1000000 + i, 99, 'y' || i, rep, 'phone', secs, 0, week, day, 300, 'handled' FROM one;
         INSERT INTO evaluation (id, call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at, submitted_at,
                 frame_size, quality, applicable_share, scorable, customer_errors, solved)
             SELECT 1000000 + i, 1000000 + i, rep, 1, (SELECT id FROM scorecard WHERE key = 'years'), 'random', 'submitted', 1,
                 week, secs, secs, 100, 60 + i * 31 % 41, 1, 1, i % 17 = 0, i % 3 > 0 FROM one;
         INSERT INTO answer (evaluation_id, question_id, value, points, answered_at)
             SELECT 1000000 + i, q.id, CASE WHEN (i + q.place) % 5 THEN 'yes' ELSE 'no' END, (i + q.place) % 5 > 0, secs
             FROM one, question q JOIN scorecard s ON s.id = q.scorecard_id AND s.key = 'years' ORDER BY i, q.id;
         COMMIT;"
    ))
    .unwrap();
}
