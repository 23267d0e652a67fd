//! The log counted by week and rep: the weeks that calls came into, changed in or went from, those before them whose
//! calls may have been followed, and those about the instant up to which everything is known.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::domain::id::RepId;
use crate::domain::kpi::known_until;
use crate::domain::trend::{LogCount, LogWeek};
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert, observation};

/// Weeks before a change in which a call may be followed by what changed: 7 days, and weeks cut in another zone.
const WEEKS_BEFORE: i64 = 2;

/// Counts the stale weeks anew, within a transaction.
pub(super) fn settle(store: &Store) -> Result<(), StoreError> {
    let (through, known): (i64, i64) = store
        .conn
        .prepare_cached("SELECT through_id, known_until FROM log_counted")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut stale = weeks_of_rows(store, "SELECT week FROM log_stale", None)?;
    stale.extend(weeks_of_rows(
        store,
        "SELECT DISTINCT week FROM call WHERE id > ?1",
        Some(through),
    )?);
    let mut asked: BTreeSet<Week> = stale
        .iter()
        .flat_map(|week| (0..=WEEKS_BEFORE).map(|before| week.plus(-before)))
        .collect();
    let log_end = observation::log_end(store)?;
    let newly = log_end.map(|end| known_until(end, end));
    if let Some(newly) = newly {
        asked.extend(between(convert::utc(known)?, newly));
    }
    for (from, to) in runs(&asked) {
        count(store, from, to, newly.unwrap_or_default())?;
    }
    store.conn.execute("DELETE FROM log_stale", [])?;
    store.conn.execute(
        "UPDATE log_counted SET through_id = coalesce((SELECT max(id) FROM call), 0), known_until = ?1",
        [newly.map_or(0, |newly| newly.timestamp())],
    )?;
    Ok(())
}

fn weeks_of_rows(
    store: &Store,
    sql: &str,
    above: Option<i64>,
) -> Result<BTreeSet<Week>, StoreError> {
    let mut query = store.conn.prepare_cached(sql)?;
    let mut rows = query.query(rusqlite::params_from_iter(above))?;
    let mut weeks = BTreeSet::new();
    while let Some(row) = rows.next()? {
        weeks.insert(convert::week(row.get(0)?)?);
    }
    Ok(weeks)
}

/// The weeks in which calls became known, or unknown again, when the end of the log moved; none where nothing was known
/// before, because then every week is new.
fn between(one: DateTime<Utc>, other: DateTime<Utc>) -> Vec<Week> {
    let (first, last) = (one.min(other), one.max(other));
    if first == last || first.timestamp() == 0 {
        return Vec::new();
    }
    let (first, last) = (
        Week::of(first.date_naive()).plus(-1),
        Week::of(last.date_naive()).plus(1),
    );
    (0..=last.since(first)).map(|at| first.plus(at)).collect()
}

/// Weeks that follow each other, from and to.
fn runs(weeks: &BTreeSet<Week>) -> Vec<(Week, Week)> {
    let mut runs: Vec<(Week, Week)> = Vec::new();
    for week in weeks {
        match runs.last_mut() {
            Some((_, last)) if last.plus(1) == *week => *last = *week,
            _ => runs.push((*week, *week)),
        }
    }
    runs
}

fn count(store: &Store, from: Week, to: Week, known: DateTime<Utc>) -> Result<(), StoreError> {
    let mut count = LogCount::new(from, to, known);
    observation::each_logged(store, from, to, |one| count.take(&one))?;
    let conn = &store.conn;
    conn.prepare_cached("DELETE FROM log_week WHERE week BETWEEN ?1 AND ?2")?
        .execute((from.number(), to.number()))?;
    let mut insert = conn.prepare_cached("INSERT INTO log_week VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for one in count.weeks() {
        insert.execute((
            one.week.number(),
            one.rep.0,
            one.calls.cast_signed(),
            one.known.cast_signed(),
            one.held.cast_signed(),
        ))?;
    }
    Ok(())
}

pub(super) const LOG: &str =
    "SELECT week, rep_id, calls, known, held FROM log_week WHERE week BETWEEN ?1 AND ?2";

/// The counted log of the weeks `from` to `to`, as it is known at its end.
pub fn log(store: &Store, from: Week, to: Week) -> Result<Vec<LogWeek>, StoreError> {
    let mut query = store.conn.prepare_cached(LOG)?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut weeks = Vec::new();
    while let Some(row) = rows.next()? {
        let count = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
        weeks.push(LogWeek {
            week: convert::week(row.get(0)?)?,
            rep: RepId(row.get(1)?),
            calls: count(2)?,
            known: count(3)?,
            held: count(4)?,
        });
    }
    Ok(weeks)
}
