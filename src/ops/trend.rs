//! Trends: reads what a span of weeks needs, once, and lets the domain make series of it.

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::id::{EvaluationId, RepId};
use crate::domain::kpi::{self, Kpi, Measure};
use crate::domain::trend::{
    Evidence, HEARD, Known, LogWeek, POOL_WEEKS, Record, Series, Span, Whose,
};
use crate::domain::week::Week;
use crate::domain::{kpi::known_until, trend};
use crate::ops;
use crate::ops::setup::{this_week, zone};
use crate::store::{Store, import, number, observation, rep, rollup, target};

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
    let asked = asked(kpi, &record, &whose);
    Ok(trend::series(kpi, &record, span, asked))
}

/// Every KPI over the weeks asked for, in the order of [`ops::kpi::all`].
pub fn every_series(store: &Store, query: &Query) -> Result<Vec<(Kpi, Vec<Series>)>> {
    let read = Read::of(store, query)?;
    let of = |kpi: &Kpi| (kpi.clone(), read.of_everybody(kpi));
    Ok(read.kpis.iter().map(of).collect())
}

/// What every KPI needs, read once. Its series are worked out when they are asked for: that takes longer than reading.
#[derive(Debug)]
pub struct Read {
    /// Every KPI, in the order of [`ops::kpi::all`].
    pub kpis: Vec<Kpi>,
    /// Of whom there are series, in this order.
    pub whose: Vec<Whose>,
    record: Record,
    span: Span,
}

impl Read {
    /// Reads for the weeks asked for.
    pub fn of(store: &Store, query: &Query) -> Result<Self> {
        let span = span(store, query)?;
        let kpis = ops::kpi::all(store)?;
        let record = read(store, span, query.now, &kpis.iter().collect::<Vec<_>>())?;
        Ok(Self {
            whose: whose(store, query.reps.as_deref(), &record, span)?,
            kpis,
            record,
            span,
        })
    }

    /// The series of a KPI of all of whom it can be told.
    pub fn of_everybody(&self, kpi: &Kpi) -> Vec<Series> {
        self.of_first(kpi, self.whose.len())
    }

    /// The series of a KPI of the one who comes first, which is the business unless reps were asked for.
    pub fn of_business(&self, kpi: &Kpi) -> Option<Series> {
        self.of_first(kpi, 1).pop()
    }

    /// How many series there are of a KPI.
    pub fn count(&self, kpi: &Kpi) -> usize {
        asked(kpi, &self.record, &self.whose).len()
    }

    fn of_first(&self, kpi: &Kpi, most: usize) -> Vec<Series> {
        let asked = asked(kpi, &self.record, &self.whose);
        trend::series(
            kpi,
            &self.record,
            self.span,
            &asked[..asked.len().min(most)],
        )
    }

    /// Whether there is no number at all in the weeks asked for.
    pub fn is_empty(&self) -> bool {
        let is_shown = |week: Week| (self.span.from..=self.span.to).contains(&week);
        let mut heard = self.record.rolls.get(HEARD).into_iter().flatten();
        let mut typed = self.record.typed.values().flatten();
        let mut log = self.record.log.iter();
        !(heard.any(|one| is_shown(one.week))
            || typed.any(|one| is_shown(one.week))
            || log.any(|one| one.calls > 0 && is_shown(one.week)))
    }
}

/// Those of whom the KPI can be told: a number that is told of nobody by name is the business's, which comes first.
fn asked<'a>(kpi: &Kpi, record: &Record, whose: &'a [Whose]) -> &'a [Whose] {
    let told = record.typed.get(&*kpi.key).into_iter().flatten();
    match kpi.measure {
        Measure::Typed if told.filter(|one| one.rep.is_some()).count() == 0 => {
            let business = whose.iter().take(1).filter(|one| one.is_none());
            &whose[..business.count()]
        }
        _ => whose,
    }
}

/// How much is known of one week: the business, then every rep who is here or was heard.
pub fn known(store: &Store, week: Week, now: Instant) -> Result<Vec<Known>> {
    let this_week = this_week(store, now)?;
    let record = read_week(store, week)?;
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

/// What tells of the quality of one week: its calls, and those of the weeks that teach the spread.
pub(in crate::ops) fn read_week(store: &Store, week: Week) -> Result<Record> {
    rollup::refresh(store)?;
    let first = week.plus(-POOL_WEEKS);
    Ok(Record {
        rolls: rollup::rolls(store, &[kpi::QUALITY.measured()], first, week)?,
        frames: observation::frames(store, first, week)?,
        ..Record::default()
    })
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
    rollup::refresh(store)?;
    let (first, last) = (span.reach(), span.to);
    let is_log = |kpi: &&Kpi| matches!(kpi.measure, Measure::Log);
    let mut record = Record {
        versions: observation::versions(store)?,
        commitments: observation::commitments(store, span.from, span.to)?,
        decisions: observation::decisions(store, span.from, span.to)?,
        targets: target::list(store)?,
        ..Record::default()
    };
    let heard: Vec<&&Kpi> = kpis.iter().filter(|kpi| kpi.is_heard()).collect();
    if !heard.is_empty() {
        let measures: Vec<&str> = heard.iter().map(|kpi| kpi.measured()).collect();
        let evidence: Vec<EvaluationId> = record
            .commitments
            .iter()
            .flat_map(|one| one.evidence.iter().copied())
            .collect();
        record.rolls = rollup::rolls(store, &measures, first, last)?;
        record.forms = rollup::forms(store, first, last)?;
        record.frames = observation::frames(store, first, last)?;
        record.evidence = evidence_of(store, &heard, &evidence)?;
    }
    if kpis.iter().any(is_log) {
        record.log = read_log(store, first, last, now)?;
    }
    for kpi in kpis
        .iter()
        .filter(|kpi| matches!(kpi.measure, Measure::Typed))
    {
        let numbers = number::list(store, &kpi.key, first, last)?;
        record.typed.insert(kpi.key.to_string(), numbers);
    }
    let zone = zone(store)?;
    record.imports = import::between(store, span.from, span.to, |at| Week::of(zone.day_of(at)))?;
    Ok(record)
}

/// What the calls that gave rise to a commitment contribute to each KPI.
fn evidence_of(store: &Store, kpis: &[&&Kpi], of: &[EvaluationId]) -> Result<Vec<Evidence>> {
    let mut evidence = Vec::new();
    for one in observation::heard_of(store, of)? {
        for kpi in kpis {
            evidence.extend(
                observation::contribution(store, kpi, &one)?.map(|value| Evidence {
                    evaluation: one.evaluation,
                    rep: one.rep,
                    week: one.week,
                    measure: kpi.measured().to_owned(),
                    value,
                }),
            );
        }
    }
    Ok(evidence)
}

/// The counted log. Seen from before its end less is known of it: the weeks about that instant are counted anew, and of
/// later ones nothing is known.
fn read_log(store: &Store, first: Week, last: Week, now: Instant) -> Result<Vec<LogWeek>> {
    let counted = rollup::log(store, first, last)?;
    let Some(log_end) = observation::log_end(store)?.filter(|end| now.to_utc() < *end) else {
        return Ok(counted);
    };
    let known = known_until(now.to_utc(), log_end);
    let about = Week::of(known.date_naive());
    let (from, to) = (about.plus(-1), about.plus(1));
    let calls = observation::logged(store, from, to)?;
    let anew = trend::log_weeks(&calls, from, to, known);
    let is_asked = |one: &LogWeek| first <= one.week && one.week <= last;
    let others = counted.into_iter().filter_map(|one| match one.week {
        week if week < from => Some(one),
        week if week > to => Some(LogWeek {
            known: 0,
            held: 0,
            ..one
        }),
        _ => None,
    });
    Ok(others.chain(anew.into_iter().filter(is_asked)).collect())
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
        let mut heard = record.rolls.get(HEARD).into_iter().flatten();
        heard.any(|one| one.rep == id && weeks.contains(&one.week))
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
