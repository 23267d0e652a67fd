//! `deskside trends`: KPIs over weeks with ranges, what is usual, and whether it has changed.

use anyhow::{Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::cli::{Context, Ended};
use crate::domain::consistency::Drift;
use crate::domain::kpi::{Kpi, Unit};
use crate::domain::trend::{Charted, Limit, Point, Series, Side, Signal};
use crate::domain::week::Week;
use crate::locale;
use crate::ops::trend::{self as op, Query};
use crate::ops::{consistency, kpi};
use crate::stats::forecast::Outlook;
use crate::store::{Store, rep};

mod text;

/// Weeks shown unless told otherwise.
const WEEKS: i64 = 26;
/// Nobody looks at more weeks than this at once: ten years.
const MOST_WEEKS: i64 = 530;

/// KPIs over weeks: ranges, what is usual, what has really changed.
#[derive(Debug, Args)]
pub struct Trends {
    /// Which, such as `quality`; every one when left out (`deskside kpi list` names them)
    kpi: Option<String>,
    /// Only this rep
    #[arg(long)]
    rep: Option<String>,
    /// How many weeks
    #[arg(long, value_name = "N", default_value_t = WEEKS, conflicts_with = "from",
        value_parser = clap::value_parser!(i64).range(1..=MOST_WEEKS))]
    weeks: i64,
    /// The first week, such as 2026-W22
    #[arg(long, value_name = "W")]
    from: Option<Week>,
    /// The last week; the latest with calls when left out
    #[arg(long, value_name = "W")]
    to: Option<Week>,
}

impl Trends {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let kpi = self
            .kpi
            .as_deref()
            .map(|key| kpi::find(&store, key))
            .transpose()?;
        let query = self.query(context, &store)?;
        let all = match kpi {
            Some(kpi) => {
                let series = op::series(&store, &kpi, &query)?;
                vec![(kpi, series)]
            }
            None => op::every_series(&store, &query)?,
        };
        let drift = consistency::drift(&store)?;
        let ascii = locale::is_ascii(|name| std::env::var(name).ok());
        let text = || {
            all.iter()
                .map(|(kpi, series)| text::of(kpi, series, &query, ascii))
                .chain(drift.map(|drift| format!("{}\n", drift.told())))
                .collect::<Vec<_>>()
                .join("\n")
        };
        let mut objects: Vec<Value> = all
            .iter()
            .map(|(kpi, series)| object(kpi, series, &query, drift))
            .collect();
        match objects.pop() {
            Some(one) if self.kpi.is_some() => context.print.answer(&one, text)?,
            last => {
                objects.extend(last);
                context.print.answer(&objects, text)?;
            }
        }
        Ok(Ended::Well)
    }

    fn query(&self, context: &Context, store: &Store) -> Result<Query> {
        let now = context.clock.now();
        let to = match self.to {
            Some(to) => to,
            None => {
                crate::ops::draw::current_week(store, crate::ops::setup::this_week(store, now)?)?
            }
        };
        let from = self.from.unwrap_or_else(|| to.plus(1 - self.weeks));
        if to.since(from) >= MOST_WEEKS {
            bail!("{from} to {to} is more than {MOST_WEEKS} weeks: ask for fewer");
        }
        if from > to {
            bail!("{from} lies after {to}: give the earlier week with --from");
        }
        let reps = match &self.rep {
            Some(name) => Some(vec![rep::get(store, name)?.id]),
            None => None,
        };
        Ok(Query {
            reps,
            from,
            to,
            now,
        })
    }
}

fn object(kpi: &Kpi, series: &[Series], query: &Query, drift: Option<Drift>) -> Value {
    let drift = drift.filter(|_| kpi.unit() == Unit::Points);
    json!({
        "kpi": kpi.key,
        "name": kpi.name,
        "unit": kpi.unit().word(),
        "better": kpi.better.word(),
        "confidence": crate::stats::CONFIDENCE,
        "from": query.from,
        "to": query.to,
        "series": series.iter().map(one).collect::<Vec<_>>(),
        "drift": drift.map(|drift| json!({
            "calls": drift.calls,
            "points": drift.mean,
            "low": drift.range.map(|range| range.low),
            "high": drift.range.map(|range| range.high),
            "text": drift.told(),
        })),
    })
}

fn one(series: &Series) -> Value {
    let side =
        |side: &Side| json!({ "from": side.from, "to": side.to, "n": side.n, "value": side.value });
    let (chart, verdict) = (&series.chart, &series.verdict);
    let signal = |one: &Signal| json!({ "week": one.week, "rule": one.rule });
    let charted =
        |one: &Charted| json!({ "from": one.from, "to": one.to, "n": one.n, "value": one.value });
    let limit = |one: &Limit| json!({ "week": one.week, "lower": one.lower, "upper": one.upper });
    json!({
        "rep": series.rep.as_ref().map(|(_, name)| name),
        "points": series.points.iter().map(point).collect::<Vec<_>>(),
        "chart": {
            "kind": chart.kind,
            "centre": chart.centre,
            "lower": chart.lower,
            "upper": chart.upper,
            "baseline": chart.baseline.map(|(from, to)| json!({ "from": from, "to": to })),
            "limits": chart.limits.iter().map(limit).collect::<Vec<_>>(),
            "charted": chart.charted.iter().map(charted).collect::<Vec<_>>(),
            "signals": chart.signals.iter().map(signal).collect::<Vec<_>>(),
            "more_weeks": chart.more_weeks,
            "text": chart.reading,
        },
        "verdict": {
            "is": verdict.is.word(),
            "text": verdict.text,
            "more_calls": verdict.more_calls,
            "difference": verdict.difference,
            "low": verdict.range.map(|range| range.low),
            "high": verdict.range.map(|range| range.high),
            "recent": verdict.recent.as_ref().map(side),
            "before": verdict.before.as_ref().map(side),
            "since": verdict.since,
        },
        "notes": series.notes.iter().map(|note| json!({ "week": note.week, "kind": note.kind, "text": note.text })).collect::<Vec<_>>(),
        "targets": series.targets.iter().map(|aim| json!({
            "horizon": aim.target.horizon,
            "value": aim.target.value,
            "due_on": aim.target.due_on,
            "reached": aim.is_reached,
            "outlook": aim.outlook.map(Outlook::word),
            "probability": aim.probability,
            "text": aim.words(),
        })).collect::<Vec<_>>(),
    })
}

fn point(point: &Point) -> Value {
    json!({
        "week": point.week,
        "n": point.n,
        "frame": point.frame,
        "value": point.value,
        "low": point.range.map(|range| range.low),
        "high": point.range.map(|range| range.high),
        "status": point.status.word(),
        "covered_share": point.covered_share,
        "closed": point.is_closed,
    })
}

#[cfg(test)]
mod tests;
