//! What the trends read: heard calls, frames, the log counted by week, marks on the charts. Every query is bounded by weeks
//! and an index, so that its cost does not grow with the age of the file.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::domain::evaluation::Referral;
use crate::domain::id::{CallId, CustomerId, DrawId, EvaluationId, RepId, ScorecardId};
use crate::domain::kpi::{Kpi, Logged, Measure, Observation, REPEAT_WITHIN_SECS};
use crate::domain::own_kpi::Source;
use crate::domain::trend::{Agreed, Decided, FormVersion, Frame};
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

macro_rules! heard {
    ($condition:literal) => {
        concat!(
            "SELECT e.id, e.call_id, e.rep_id, e.week, p.draw_id, e.frame_size, e.scorecard_id,
                 CASE WHEN e.scorable = 1 THEN e.quality END, e.customer_errors, e.business_errors,
                 e.compliance_errors, e.solved, e.referral, e.satisfied, e.follow_up_on IS NOT NULL
             FROM evaluation e LEFT JOIN pick p ON p.id = e.pick_id
             WHERE e.latest = 1 AND e.lane = 'random' AND ",
            $condition
        )
    };
}

const HEARD: &str = heard!("e.week BETWEEN ?1 AND ?2 ORDER BY e.week, e.rep_id, e.id");
const HEARD_ONE: &str = heard!("e.id = ?1");

/// The calls heard at random in the weeks `from` to `to`: of each call the evaluation that counts.
pub fn heard(store: &Store, from: Week, to: Week) -> Result<Vec<Observation>, StoreError> {
    let mut query = store.conn.prepare_cached(HEARD)?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut observations = Vec::new();
    while let Some(row) = rows.next()? {
        observations.push(read(row)?);
    }
    Ok(observations)
}

fn read(row: &Row<'_>) -> Result<Observation, StoreError> {
    Ok(Observation {
        evaluation: EvaluationId(row.get(0)?),
        call: CallId(row.get(1)?),
        rep: RepId(row.get(2)?),
        week: convert::week(row.get(3)?)?,
        draw: row.get::<_, Option<i64>>(4)?.map(DrawId),
        frame_size: row.get::<_, Option<i64>>(5)?.map(i64::unsigned_abs),
        scorecard: ScorecardId(row.get(6)?),
        quality: row.get(7)?,
        customer_errors: row.get(8)?,
        business_errors: row.get(9)?,
        compliance_errors: row.get(10)?,
        solved: row.get(11)?,
        referral: convert::word_or_none(row, 12, "referral", Referral::from_word)?,
        satisfied: row.get(13)?,
        follow_up: row.get(14)?,
    })
}

const FRAMES: &str =
    "SELECT id, rep_id, week, frame_size, asked FROM draw WHERE week BETWEEN ?1 AND ?2";

/// The draws of the weeks `from` to `to`.
pub fn frames(store: &Store, from: Week, to: Week) -> Result<Vec<Frame>, StoreError> {
    let mut query = store.conn.prepare_cached(FRAMES)?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut frames = Vec::new();
    while let Some(row) = rows.next()? {
        frames.push(Frame {
            draw: DrawId(row.get(0)?),
            rep: RepId(row.get(1)?),
            week: convert::week(row.get(2)?)?,
            size: row.get::<_, i64>(3)?.unsigned_abs(),
            asked: row.get::<_, i64>(4)?.unsigned_abs(),
        });
    }
    Ok(frames)
}

const LOGGED: &str = "SELECT id, customer_id, rep_id, week, started_at, standing = 'handled',
        direction IS NOT 'out' AND standing <> 'internal'
    FROM call WHERE started_at >= ?1 AND started_at < ?2 AND customer_id IS NOT NULL ORDER BY started_at DESC";

/// Days around the weeks asked for that are read as well, because a week begins earlier or later elsewhere on earth.
const MARGIN_DAYS: i64 = 2;

/// Every call of a known customer in the weeks `from` to `to` and the 7 days that follow, the newest first. A call of a
/// few days before `from` may be among them.
pub fn logged(store: &Store, from: Week, to: Week) -> Result<Vec<Logged>, StoreError> {
    let mut calls = Vec::new();
    each_logged(store, from, to, |one| calls.push(one))?;
    Ok(calls)
}

/// Gives `take` the calls of [`logged`] one by one.
pub fn each_logged(
    store: &Store,
    from: Week,
    to: Week,
    mut take: impl FnMut(Logged),
) -> Result<(), StoreError> {
    let midnight =
        |on: chrono::NaiveDate| on.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
    let margin = MARGIN_DAYS * 24 * 60 * 60;
    let first = midnight(from.monday()) - margin;
    let last = midnight(to.plus(1).monday()) + REPEAT_WITHIN_SECS + margin;
    let mut query = store.conn.prepare_cached(LOGGED)?;
    let mut rows = query.query((first, last))?;
    while let Some(row) = rows.next()? {
        take(Logged {
            call: CallId(row.get(0)?),
            customer: CustomerId(row.get(1)?),
            rep: row.get::<_, Option<i64>>(2)?.map(RepId),
            week: convert::week(row.get(3)?)?,
            at_secs: row.get(4)?,
            is_handled: row.get(5)?,
            is_from_customer: row.get(6)?,
        });
    }
    Ok(())
}

/// When the newest call of the log began.
pub fn log_end(store: &Store) -> Result<Option<DateTime<Utc>>, StoreError> {
    let newest: Option<i64> = store
        .conn
        .prepare_cached("SELECT max(started_at) FROM call")?
        .query_row([], |row| row.get(0))?;
    newest.map(convert::utc).transpose()
}

/// Every version of every form.
pub fn versions(store: &Store) -> Result<Vec<FormVersion>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT s.id, s.key, s.version, s.name,
                 (SELECT count(*) FROM scorecard o
                  WHERE o.key = s.key AND o.version <= s.version AND NOT o.wording_only)
             FROM scorecard s",
    )?;
    let rows = query.query_map([], |row| {
        Ok(FormVersion {
            id: ScorecardId(row.get(0)?),
            key: row.get(1)?,
            version: row.get(2)?,
            name: row.get(3)?,
            edition: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What was agreed with reps in the weeks `from` to `to`, each with the evaluations that gave rise to it.
pub fn commitments(store: &Store, from: Week, to: Week) -> Result<Vec<Agreed>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT c.id, c.rep_id, r.name, c.agreed_week, c.what, m.evaluation_id, c.evaluation_id
         FROM commitment c JOIN rep r ON r.id = c.rep_id
         LEFT JOIN commitment_evidence v ON v.commitment_id = c.id LEFT JOIN moment m ON m.id = v.moment_id
         WHERE c.agreed_week BETWEEN ?1 AND ?2 ORDER BY c.agreed_week, c.id",
    )?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut agreed: Vec<(i64, Agreed)> = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        if agreed.last().is_none_or(|(last, _)| *last != id) {
            let one = Agreed {
                rep: RepId(row.get(1)?),
                name: row.get(2)?,
                week: convert::week(row.get(3)?)?,
                what: row.get(4)?,
                evidence: row
                    .get::<_, Option<i64>>(6)?
                    .map(EvaluationId)
                    .into_iter()
                    .collect(),
            };
            agreed.push((id, one));
        }
        let evaluation: Option<i64> = row.get(5)?;
        if let (Some(evaluation), Some((_, last))) = (evaluation, agreed.last_mut()) {
            last.evidence.push(EvaluationId(evaluation));
        }
    }
    Ok(agreed.into_iter().map(|(_, one)| one).collect())
}

/// What was decided in the weeks `from` to `to`.
pub fn decisions(store: &Store, from: Week, to: Week) -> Result<Vec<Decided>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT week, what, kpi FROM decision WHERE week BETWEEN ?1 AND ?2 ORDER BY week, id",
    )?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut decisions = Vec::new();
    while let Some(row) = rows.next()? {
        decisions.push(Decided {
            week: convert::week(row.get(0)?)?,
            what: row.get(1)?,
            kpi: row.get(2)?,
        });
    }
    Ok(decisions)
}

/// How often a question was answered, and how often at its best, in some weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The question's key, the same in every version of a form.
    pub key: String,
    /// Its words in the newest version that was answered.
    pub text: String,
    /// Heard calls in which it was done as well as can be.
    pub done: u64,
    /// Heard calls in which it applied.
    pub applied: u64,
}

const ANSWERED: &str = "SELECT q.key, q.text, sum(round(r.mean * r.n)), sum(r.n)
    FROM (SELECT key, text, max(id) FROM question GROUP BY key) q
    CROSS JOIN rollup r ON r.measure = 'question:' || q.key AND r.week BETWEEN :from AND :to
    WHERE (:rep IS NULL OR r.rep_id = :rep) GROUP BY q.key ORDER BY q.key";

const ANSWERED_IN: &str = "SELECT q.key, a.points >= 1
    FROM evaluation e JOIN answer a ON a.evaluation_id = e.id JOIN question q ON q.id = a.question_id
    WHERE e.id = ?1 AND e.latest = 1 AND e.lane = 'random' AND e.week BETWEEN ?2 AND ?3
        AND (?4 IS NULL OR e.rep_id = ?4) AND a.points IS NOT NULL";

/// How often each scored question was done in the heard calls of a rep, or of all, in the weeks `from` to `to`; `without`
/// are evaluations to leave out.
pub fn answered(
    store: &Store,
    rep: Option<RepId>,
    from: Week,
    to: Week,
    without: &[EvaluationId],
) -> Result<Vec<Answered>, StoreError> {
    let (from, to, rep) = (from.number(), to.number(), rep.map(|rep| rep.0));
    let mut query = store.conn.prepare_cached(ANSWERED)?;
    let rows = query.query_map(
        named_params! { ":from": from, ":to": to, ":rep": rep },
        |row| {
            Ok(Answered {
                key: row.get(0)?,
                text: row.get(1)?,
                done: row.get::<_, f64>(2)?.round() as u64,
                applied: row.get::<_, i64>(3)?.unsigned_abs(),
            })
        },
    )?;
    let mut answered: Vec<Answered> = rows.collect::<Result<_, _>>()?;
    let mut left_out = store.conn.prepare_cached(ANSWERED_IN)?;
    for evaluation in without {
        let mut rows = left_out.query((evaluation.0, from, to, rep))?;
        while let Some(row) = rows.next()? {
            let (key, is_done): (String, bool) = (row.get(0)?, row.get(1)?);
            if let Some(one) = answered.iter_mut().find(|one| one.key == key) {
                one.done = one.done.saturating_sub(u64::from(is_done));
                one.applied = one.applied.saturating_sub(1);
            }
        }
    }
    answered.retain(|one| one.applied > 0);
    Ok(answered)
}

/// The calls that these evaluations are of, where they are heard at random.
pub fn heard_of(store: &Store, of: &[EvaluationId]) -> Result<Vec<Observation>, StoreError> {
    let mut query = store.conn.prepare_cached(HEARD_ONE)?;
    let mut heard = Vec::new();
    for id in of {
        let mut rows = query.query([id.0])?;
        while let Some(row) = rows.next()? {
            heard.push(read(row)?);
        }
    }
    Ok(heard)
}

/// What a heard call contributes to a KPI, yes as 1 and no as 0; none where it does not apply.
pub fn contribution(
    store: &Store,
    kpi: &Kpi,
    one: &Observation,
) -> Result<Option<f64>, StoreError> {
    let Measure::Rolled(measure) = &kpi.measure else {
        return Ok(kpi.value(one));
    };
    let (sql, about) = match Source::from_word(measure) {
        Some(Source::Question(key)) => (
            "SELECT a.points >= 1 FROM answer a JOIN question q ON q.id = a.question_id
             WHERE a.evaluation_id = ?1 AND q.key = ?2 AND a.points IS NOT NULL",
            key,
        ),
        Some(Source::Theme(theme)) => (
            "SELECT EXISTS (SELECT 1 FROM voice WHERE evaluation_id = ?1 AND theme_id = CAST(?2 AS INTEGER))",
            theme.to_string(),
        ),
        Some(Source::Outcome(outcome)) => {
            return Ok(outcome.of(one).map(|came| if came { 1.0 } else { 0.0 }));
        }
        Some(Source::Typed) | None => return Ok(None),
    };
    let mut query = store.conn.prepare_cached(sql)?;
    let is_so: Option<bool> = query
        .query_row((one.evaluation.0, about), |row| row.get(0))
        .optional()?;
    Ok(is_so.map(|is_so| if is_so { 1.0 } else { 0.0 }))
}

#[cfg(test)]
mod tests;
