//! The roll-ups that the trends read: kept right by the triggers of the schema, which mark weeks as stale, and by
//! `settle`, which every transaction runs before it ends. What they hold is decided in `domain::trend`.

mod log;

use std::collections::BTreeMap;

use crate::domain::id::{EvaluationId, RepId, ScorecardId, ThemeId};
use crate::domain::own_kpi::Source;
use crate::domain::trend::{HEARD, Rolled, Rolls, Stratum, question_measure, roll};
use crate::domain::week::Week;
use crate::stats::Sample;
use crate::store::{Store, StoreError, convert, observation};

pub use log::log;

/// Whether something was written outside a transaction since the roll-ups were brought up to date.
fn is_stale(store: &Store) -> Result<bool, StoreError> {
    Ok(store
        .conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM rollup_stale) OR EXISTS (SELECT 1 FROM log_stale)
                 OR coalesce((SELECT max(id) FROM call), 0) > through_id FROM log_counted",
        )?
        .query_row([], |row| row.get(0))?)
}

/// Brings the roll-ups up to date where they are not. Reading them begins with it.
///
/// # Errors
/// They are not, and nothing can be written.
pub fn refresh(store: &Store) -> Result<(), StoreError> {
    if is_stale(store)? {
        store.transaction(|_| Ok::<(), StoreError>(()))?;
    }
    Ok(())
}

/// Works the stale weeks out anew, within a transaction.
pub(in crate::store) fn settle(store: &Store) -> Result<(), StoreError> {
    if !is_stale(store)? {
        return Ok(());
    }
    let mut query = store.conn.prepare_cached("SELECT week FROM rollup_stale")?;
    let stale: Vec<i64> = query
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if !stale.is_empty() {
        let keys = question_keys(store)?;
        for week in stale {
            heard(store, convert::week(week)?, &keys)?;
        }
        store.conn.execute("DELETE FROM rollup_stale", [])?;
    }
    log::settle(store)
}

/// Rolls up one week of heard calls.
fn heard(store: &Store, week: Week, keys: &BTreeMap<i64, String>) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached("DELETE FROM rollup WHERE week = ?1")?
        .execute([week.number()])?;
    let rolls = count(store, week, keys)?;
    let mut insert = store
        .conn
        .prepare_cached("INSERT INTO rollup VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    for (measure, all) in &rolls {
        for one in all {
            insert.execute((
                measure,
                one.week.number(),
                one.rep.0,
                one.stratum.number(),
                one.sample.n.cast_signed(),
                one.sample.mean,
                one.sample.variance,
                one.frame.map(u64::cast_signed),
            ))?;
        }
    }
    Ok(())
}

/// Everything that a week's heard calls come to, from the evaluations and answers themselves.
fn count(store: &Store, week: Week, keys: &BTreeMap<i64, String>) -> Result<Rolls, StoreError> {
    let observations = observation::heard(store, week, week)?;
    let frames = observation::frames(store, week, week)?;
    let mut rolls = roll(&observations, &frames);
    let cells: BTreeMap<EvaluationId, (RepId, Stratum)> = observations
        .iter()
        .map(|one| (one.evaluation, (one.rep, Stratum::of(one, &frames))))
        .collect();
    let mut counts: BTreeMap<(i64, RepId, Stratum), (u64, u64)> = BTreeMap::new();
    let mut query = store.conn.prepare_cached(
        "SELECT a.evaluation_id, a.question_id, a.points >= 1 FROM evaluation e JOIN answer a ON a.evaluation_id = e.id
         WHERE e.latest = 1 AND e.week = ?1 AND e.lane = 'random' AND a.points IS NOT NULL",
    )?;
    let mut rows = query.query([week.number()])?;
    while let Some(row) = rows.next()? {
        if let Some((rep, stratum)) = cells.get(&EvaluationId(row.get(0)?)) {
            let (x, n) = counts.entry((row.get(1)?, *rep, *stratum)).or_default();
            *x += u64::from(row.get::<_, bool>(2)?);
            *n += 1;
        }
    }
    themes(store, week, &cells, &mut rolls)?;
    // A question is the same one in every version of a form.
    let mut by_key: BTreeMap<(&str, RepId, Stratum), (u64, u64)> = BTreeMap::new();
    for ((question, rep, stratum), (x, n)) in counts {
        if let Some(key) = keys.get(&question) {
            let sum = by_key.entry((key, rep, stratum)).or_default();
            *sum = (sum.0 + x, sum.1 + n);
        }
    }
    for ((key, rep, stratum), (x, n)) in by_key {
        let rolled = Sample::of_counts(x, n).map(|sample| Rolled {
            week,
            rep,
            stratum,
            frame: None,
            sample,
        });
        rolls
            .entry(question_measure(key))
            .or_default()
            .extend(rolled);
    }
    Ok(rolls)
}

/// In how many of the heard calls each theme came up.
fn themes(
    store: &Store,
    week: Week,
    cells: &BTreeMap<EvaluationId, (RepId, Stratum)>,
    rolls: &mut Rolls,
) -> Result<(), StoreError> {
    let heard = rolls.get(HEARD).cloned().unwrap_or_default();
    let mut query = store.conn.prepare_cached(
        "SELECT DISTINCT v.evaluation_id, v.theme_id FROM evaluation e JOIN voice v ON v.evaluation_id = e.id
         WHERE e.latest = 1 AND e.week = ?1 AND e.lane = 'random'",
    )?;
    let mut rows = query.query([week.number()])?;
    let mut counts: BTreeMap<(ThemeId, RepId, Stratum), u64> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        if let Some((rep, stratum)) = cells.get(&EvaluationId(row.get(0)?)) {
            *counts
                .entry((ThemeId(row.get(1)?), *rep, *stratum))
                .or_default() += 1;
        }
    }
    for ((theme, rep, stratum), x) in counts {
        let of_cell = heard
            .iter()
            .find(|one| (one.rep, one.stratum) == (rep, stratum));
        let rolled = of_cell.and_then(|cell| {
            Some(Rolled {
                sample: Sample::of_counts(x, cell.sample.n)?,
                frame: None,
                ..*cell
            })
        });
        let measure = Source::Theme(theme).word();
        rolls.entry(measure).or_default().extend(rolled);
    }
    Ok(())
}

fn question_keys(store: &Store) -> Result<BTreeMap<i64, String>, StoreError> {
    let mut query = store.conn.prepare_cached("SELECT id, key FROM question")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

const ROLLED: &str = "SELECT week, rep_id, stratum, n, mean, variance, frame_size FROM rollup
    WHERE measure = ?1 AND week BETWEEN ?2 AND ?3";

/// The roll-ups of these measures in the weeks `from` to `to`, and always how many calls were heard.
pub fn rolls(store: &Store, measures: &[&str], from: Week, to: Week) -> Result<Rolls, StoreError> {
    let mut query = store.conn.prepare_cached(ROLLED)?;
    let mut rolls = Rolls::new();
    for measure in measures.iter().copied().chain([HEARD]) {
        let mut all = Vec::new();
        let mut rows = query.query((measure, from.number(), to.number()))?;
        while let Some(row) = rows.next()? {
            all.push(Rolled {
                week: convert::week(row.get(0)?)?,
                rep: RepId(row.get(1)?),
                stratum: Stratum::from_number(row.get(2)?),
                frame: row.get::<_, Option<i64>>(6)?.map(i64::unsigned_abs),
                sample: Sample {
                    n: row.get::<_, i64>(3)?.unsigned_abs(),
                    mean: row.get(4)?,
                    variance: row.get(5)?,
                },
            });
        }
        rolls.insert(measure.to_owned(), all);
    }
    Ok(rolls)
}

const FORMS: &str = "SELECT DISTINCT r.week, s.id FROM scorecard s CROSS JOIN rollup r
    ON r.measure = 'form:' || s.id AND r.week BETWEEN ?1 AND ?2";

/// The forms on which calls of the weeks `from` to `to` were scored.
pub fn forms(store: &Store, from: Week, to: Week) -> Result<Vec<(Week, ScorecardId)>, StoreError> {
    let mut query = store.conn.prepare_cached(FORMS)?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut forms = Vec::new();
    while let Some(row) = rows.next()? {
        forms.push((convert::week(row.get(0)?)?, ScorecardId(row.get(1)?)));
    }
    Ok(forms)
}

#[cfg(test)]
mod tests;
