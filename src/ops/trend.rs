//! Trends: reads what a span of weeks needs, once, and lets the domain make series of it.

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::id::RepId;
use crate::domain::kpi::{self, Kpi, Measure};
use crate::domain::trend::{Known, POOL_WEEKS, Record, Series, Span, Whose};
use crate::domain::week::Week;
use crate::domain::{kpi::known_until, trend};
use crate::ops::setup::this_week;
use crate::store::{Store, observation, rep, target};

pub mod behind;

/// What to look at.
#[derive(Debug, Clone)]
pub struct Query {
    /// The reps, in this order; none means the business first, then every rep who is here or was heard.
    pub reps: Option<Vec<RepId>>,
    /// The first week.
    pub from: Week,
    /// The last week.
    pub to: Week,
    /// The present, which decides which weeks are over.
    pub now: Instant,
}

/// One KPI over the weeks asked for.
pub fn series(store: &Store, kpi: &Kpi, query: &Query) -> Result<Vec<Series>> {
    let span = span(store, query)?;
    let record = read(store, span, query.now, &[kpi])?;
    let whose = whose(store, query.reps.as_deref(), &record, span)?;
    Ok(trend::series(kpi, &record, span, &whose))
}

/// Every KPI over the weeks asked for, in the order of [`kpi::ALL`]; what they share is read once.
pub fn every_series(store: &Store, query: &Query) -> Result<Vec<(&'static Kpi, Vec<Series>)>> {
    let span = span(store, query)?;
    let record = read(store, span, query.now, kpi::ALL)?;
    let whose = whose(store, query.reps.as_deref(), &record, span)?;
    let of = |kpi: &'static Kpi| (kpi, trend::series(kpi, &record, span, &whose));
    Ok(kpi::ALL.iter().copied().map(of).collect())
}

/// How much is known of one week: the business, then every rep who is here or was heard.
pub fn known(store: &Store, week: Week, now: Instant) -> Result<Vec<Known>> {
    let this_week = this_week(store, now)?;
    let record = Record {
        observations: observation::heard(store, week.plus(-POOL_WEEKS), week)?,
        frames: observation::frames(store, week.plus(-POOL_WEEKS), week)?,
        ..Record::default()
    };
    let whose = whose(
        store,
        None,
        &record,
        Span {
            from: week,
            to: week,
            this_week,
        },
    )?;
    Ok(trend::known(kpi::QUALITY, &record, week, this_week, &whose))
}

fn span(store: &Store, query: &Query) -> Result<Span> {
    Ok(Span {
        from: query.from,
        to: query.to,
        this_week: this_week(store, query.now)?,
    })
}

/// Everything that these KPIs need, each table read once.
fn read(store: &Store, span: Span, now: Instant, kpis: &[&Kpi]) -> Result<Record> {
    let (first, last) = (span.reach(), span.to);
    let is_log = |kpi: &&Kpi| matches!(kpi.measure, Measure::Log);
    let mut record = Record {
        versions: observation::versions(store)?,
        commitments: observation::commitments(store, span.from, span.to)?,
        decisions: observation::decisions(store, span.from, span.to)?,
        targets: target::list(store)?,
        ..Record::default()
    };
    if !kpis.iter().all(is_log) {
        record.observations = observation::heard(store, first, last)?;
        record.frames = observation::frames(store, first, last)?;
    }
    if kpis.iter().any(is_log)
        && let Some(log_end) = observation::log_end(store)?
    {
        let calls = observation::logged(store, first, last)?;
        record.log = trend::log_weeks(&calls, first, last, known_until(now.to_utc(), log_end));
    }
    Ok(record)
}

/// The reps asked for, or the business and everyone who is here or has something in the weeks shown.
fn whose(store: &Store, reps: Option<&[RepId]>, record: &Record, span: Span) -> Result<Vec<Whose>> {
    let all = rep::list(store)?;
    let name = |id: RepId| {
        all.iter()
            .find(|rep| rep.id == id)
            .map(|rep| (rep.id, rep.name.clone()))
    };
    if let Some(reps) = reps {
        return Ok(reps.iter().filter_map(|id| name(*id)).map(Some).collect());
    }
    let was_heard = |id: RepId| {
        let weeks = span.from..=span.to;
        record
            .observations
            .iter()
            .any(|one| one.rep == id && weeks.contains(&one.week))
            || record
                .log
                .iter()
                .any(|one| one.rep == id && weeks.contains(&one.week))
    };
    let shown = all.iter().filter(|rep| !rep.retired || was_heard(rep.id));
    Ok(std::iter::once(None)
        .chain(shown.map(|rep| Some((rep.id, rep.name.clone()))))
        .collect())
}

#[cfg(test)]
mod tests;
