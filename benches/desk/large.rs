//! A desk that has scored for years: calls with customers, draws, scored calls with 20 answers each, what customers said
//! and what came of it, in the file as if it had been brought in. Written once, straight into the tables; the screens then
//! read it as any other.

use std::path::Path;

use deskside::store::{Patience, Store};
use rusqlite::Connection;

/// Scored calls of a week, spread evenly over the people.
pub const A_WEEK: i64 = 500;
/// Answers of each.
const QUESTIONS: i64 = 20;
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

/// The calls, one of them a scored one, numbered from 0 on; what of them is the same in every table.
const ONE: &str = "
    CREATE TEMP TABLE one AS
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :evaluations),
             at AS (SELECT i, :last - (i % :weeks) * 604800 - (i * 7919 % 500000) AS secs FROM n)
        SELECT i, 1000000 + i AS id, secs, CAST(strftime('%G%V', secs, 'unixepoch') AS INTEGER) AS week,
            CAST(strftime('%Y%m%d', secs, 'unixepoch') AS INTEGER) AS day, rep.id AS rep, i * 2654435761 % 1000 AS chance
        FROM at JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS nth, count(*) OVER () AS reps FROM rep) AS rep
            ON rep.nth = i / :weeks % rep.reps;
    CREATE INDEX temp.one_week ON one (week, rep);";

const CALLS: &str = "
    INSERT INTO source (id, name) VALUES (99, 'years');
    INSERT INTO customer (id, name)
        SELECT 1000000 + i, 'Customer ' || i FROM one WHERE i < 20000;
    INSERT INTO customer_number (customer_id, country, national, number)
        SELECT 1000000 + i, 1, 3125550000 + i, '+1 312 555 ' || i FROM one WHERE i < 20000;
    INSERT INTO call (id, source_id, source_key, rep_id, customer_id, channel, direction, started_at, utc_offset_secs, week, day,
            talk_secs, standing, csat)
        SELECT id, 99, 'y' || i, rep, 1000000 + i * 31 % 20000, 'phone', 'in', secs, 0, week, day, 300, 'handled',
            CASE WHEN i % 3 = 0 THEN 1 + (chance + i % 5 * 20) / 250 END FROM one;";

const DRAWS: &str = "
    INSERT INTO draw (rep_id, week, seed, rule, asked, frame_size, frame_sha256, drawn_at)
        SELECT rep, week, '47', '{\"from_on\":\"2026-11-16\",\"to_on\":\"2026-11-22\",\"min_secs\":60,\"channels\":[]}', count(*), 3 * count(*), printf('%064d', 0), max(secs) FROM one GROUP BY week, rep;
    CREATE TEMP TABLE placed AS
        SELECT one.*, d.id AS draw, row_number() OVER (PARTITION BY d.id ORDER BY i) AS place, d.frame_size
        FROM one JOIN draw d ON d.week = one.week AND d.rep_id = one.rep;
    INSERT INTO frame SELECT draw, place, id FROM placed ORDER BY draw, place;
    INSERT INTO pick (id, lane, call_id, draw_id, place, week, status, picked_at, settled_at)
        SELECT id, 'random', id, draw, place, week, 'scored', secs, secs FROM placed;";

const EVALUATIONS: &str = "
    INSERT INTO evaluation (id, call_id, rep_id, version, scorecard_id, lane, pick_id, state, latest, week, opened_at,
            submitted_at, frame_size, quality, applicable_share, scorable, customer_errors, business_errors, compliance_errors,
            solved, satisfied, referral)
        SELECT id, id, rep, 1, (SELECT id FROM scorecard WHERE key = 'years'), 'random', id, 'submitted', 1, week, secs, secs,
            frame_size, 60 + chance * 41 / 1000, 1, 1, chance % 17 = 0, chance % 23 = 0, 0, chance % 3 > 0,
            CASE chance % 4 WHEN 0 THEN 'delighted' WHEN 1 THEN 'satisfied' WHEN 2 THEN 'neutral' ELSE 'unhappy' END,
            CASE chance % 3 WHEN 0 THEN 'asked' WHEN 1 THEN 'missed' ELSE 'not_fitting' END FROM placed;
    INSERT INTO answer (evaluation_id, question_id, value, points, answered_at)
        SELECT one.id, q.id, CASE WHEN (i + q.place) % 5 THEN 'yes' ELSE 'no' END, (i + q.place) % 5 > 0, secs
        FROM one, question q JOIN scorecard s ON s.id = q.scorecard_id AND s.key = 'years' ORDER BY one.id, q.id;
    INSERT INTO moment (id, evaluation_id, at_secs, kind, text)
        SELECT id, id, 30, CASE i % 2 WHEN 0 THEN 'improve' ELSE 'praise' END, 'Said it in plain words' FROM one WHERE chance < 200;
    INSERT OR IGNORE INTO theme (id, name, name_key)
        SELECT 1000 + i, 'Theme ' || i, 'theme ' || i FROM one WHERE i < 12;
    INSERT INTO voice (evaluation_id, theme_id, cause, quote)
        SELECT id, 1000 + i % 12, 'process', 'It came a day late, again.' FROM one WHERE chance % 4 = 0;";

/// What was aimed at and done: some of it every month, a little of it still open.
const DEEDS: &str = "
    INSERT INTO kpi_target VALUES ('quality', 'short', 95, '2026-06-30'), ('quality', 'medium', 88, '2027-06-30'),
        ('solved', 'short', 0.95, '2026-06-30');
    INSERT INTO commitment (rep_id, question_key, what, state, agreed_on, agreed_week, check_on, calls, closed_on, evaluation_id)
        SELECT rep, 'q' || (1 + week % 20), 'Ask one open question first', CASE WHEN max(secs) > :last - 3024000 THEN 'open' ELSE 'held' END,
            date(min(secs), 'unixepoch'), week, date(max(secs) + 2419200, 'unixepoch'), 8,
            CASE WHEN max(secs) > :last - 3024000 THEN NULL ELSE date(max(secs) + 2419200, 'unixepoch') END, min(id)
        FROM one WHERE week % 4 = 0 GROUP BY week, rep;
    INSERT INTO recognition (rep_id, call_id, what, given_on, week)
        SELECT rep, min(id), 'Called back unasked', date(max(secs), 'unixepoch'), week FROM one WHERE week % 2 = 0 GROUP BY week, rep;
    INSERT INTO decision (what, kpi, decided_on, week, review_on)
        SELECT 'Name a day only after the warehouse did', 'quality', date(max(secs), 'unixepoch'), week,
            date(max(secs) + 5000000, 'unixepoch') FROM one WHERE week % 4 = 1 GROUP BY week;
    INSERT INTO one_to_one (rep_id, held_on, notes)
        SELECT rep, date(max(secs), 'unixepoch'), 'Wants to try chats' FROM one WHERE week % 4 = 2 GROUP BY week, rep;
    INSERT INTO kpi (key, name, better, source, made_at) VALUES ('missed_calls', 'Missed calls', 'lower', 'typed', 0),
        ('asks_first', 'Asks first', 'higher', 'question:q3', 0);
    INSERT INTO number (kpi, week, value) SELECT 'missed_calls', week, 5 + week % 7 FROM one GROUP BY week;";

/// Two calls a month that were scored a second time.
const AGAIN: &str = "
    CREATE TEMP TABLE again AS SELECT min(id) AS id, week FROM one WHERE secs < :last - 5000000 AND week % 2 = 0 GROUP BY week;
    INSERT INTO evaluation (id, call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at, submitted_at, quality,
            applicable_share, scorable)
        SELECT 9000000 + e.id, e.call_id, e.rep_id, 2, e.scorecard_id, 'random', 'submitted', 0, e.week, e.opened_at + 3000000,
            e.submitted_at + 3000000, e.quality - 1, 1, 1 FROM again JOIN evaluation e ON e.id = again.id;
    INSERT INTO answer (evaluation_id, question_id, value, points, answered_at)
        SELECT 9000000 + evaluation_id, question_id, value, points, answered_at FROM again JOIN answer ON evaluation_id = again.id;
    INSERT INTO recheck (first_id, again_id, month, seed, drawn_at)
        SELECT id, 9000000 + id, week, '47', 0 FROM again;";

/// Fills a desk that was set up with so many weeks of scored calls, up to the last one.
pub fn fill(file: &Path, weeks: i64) {
    let store = Store::open(file, Patience::Job).unwrap();
    let form = form();
    let parsed = deskside::domain::scorecard::Scorecard::parse("years", &form).unwrap();
    let now = chrono::DateTime::from_timestamp(0, 0).unwrap();
    deskside::store::scorecard::add(&store, &parsed, &form, "", now).unwrap();
    drop(store);
    let conn = Connection::open(file).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = ON; BEGIN")
        .unwrap();
    for sql in [ONE, CALLS, DRAWS, EVALUATIONS, DEEDS, AGAIN] {
        let sql = sql
            .replace(":evaluations", &(A_WEEK * weeks).to_string())
            .replace(":weeks", &weeks.to_string())
            .replace(":last", &LAST.to_string());
        conn.execute_batch(&sql).unwrap();
    }
    conn.execute_batch("COMMIT").unwrap();
}
