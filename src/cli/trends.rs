//! `deskside trends`: KPIs over weeks with ranges, what is usual, and whether it has changed.

use anyhow::{Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::cli::{Context, Ended};
use crate::domain::kpi::{self, Kpi, Measure};
use crate::domain::trend::{Point, Series, words};
use crate::domain::week::Week;
use crate::ops::trend::{self as op, Query};
use crate::store::{Store, rep};

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
        let kpi = self.kpi.as_deref().map(named).transpose()?;
        let query = self.query(context, &store)?;
        let all = match kpi {
            Some(kpi) => vec![(kpi, op::series(&store, kpi, &query)?)],
            None => op::every_series(&store, &query)?,
        };
        let text = || {
            all.iter()
                .map(|(kpi, series)| text(kpi, series, &query))
                .collect::<Vec<_>>()
                .join("\n")
        };
        let mut objects: Vec<Value> = all
            .iter()
            .map(|(kpi, series)| object(kpi, series, &query))
            .collect();
        match objects.pop() {
            Some(one) if kpi.is_some() => context.print.answer(&one, text)?,
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

/// The KPI with that key.
pub(super) fn named(key: &str) -> Result<&'static Kpi> {
    match kpi::find(key) {
        Some(kpi) => Ok(kpi),
        None => {
            let known: Vec<&str> = kpi::ALL.iter().map(|kpi| kpi.key).collect();
            bail!("there is no KPI '{key}': it is one of {}", known.join(", "))
        }
    }
}

fn object(kpi: &Kpi, series: &[Series], query: &Query) -> Value {
    json!({
        "kpi": kpi.key,
        "name": kpi.name,
        "unit": kpi.unit().word(),
        "better": kpi.better.word(),
        "confidence": crate::stats::CONFIDENCE,
        "from": query.from,
        "to": query.to,
        "series": series.iter().map(one).collect::<Vec<_>>(),
    })
}

fn one(series: &Series) -> Value {
    let side = |side: &crate::domain::trend::Side| json!({ "from": side.from, "to": side.to, "n": side.n, "value": side.value });
    let (chart, verdict) = (&series.chart, &series.verdict);
    let signal = |one: &crate::domain::trend::Signal| json!({ "week": one.week, "rule": one.rule });
    let limit = |one: &crate::domain::trend::Limit| json!({ "week": one.week, "lower": one.lower, "upper": one.upper });
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

fn text(kpi: &Kpi, series: &[Series], query: &Query) -> String {
    let blocks: Vec<String> = series
        .iter()
        .map(|series| block(kpi, series, query))
        .collect();
    format!(
        "{}, {} to {}\n\n{}",
        kpi.name,
        query.from,
        query.to,
        blocks.join("\n")
    )
}

fn block(kpi: &Kpi, series: &Series, query: &Query) -> String {
    let name = series
        .rep
        .as_ref()
        .map_or("Everyone", |(_, name)| name.as_str());
    let Some(latest) = series.points.last() else {
        return format!("{name}\n  Nothing heard in these weeks.\n");
    };
    let mut lines = vec![
        format!("{name}  {}", latest_words(kpi, latest)),
        format!("  {}", sparkline(kpi, series, query)),
        format!("  {}", series.verdict.text),
        format!("  {}", series.chart.reading),
    ];
    for aim in &series.targets {
        let reached = match aim.is_reached {
            Some(true) => "reached",
            Some(false) => "not reached",
            None => "not known yet",
        };
        let value = words::value(kpi.unit(), aim.target.value);
        lines.push(format!(
            "  Target ({}): {value} by {}, {reached}.",
            aim.target.horizon, aim.target.due_on
        ));
    }
    let notes = series
        .notes
        .iter()
        .map(|note| format!("  {}: {}", words::week(note.week), note.text));
    lines.extend(notes);
    lines.join("\n") + "\n"
}

/// `84.1 (71 to 93) on 5 of 62 calls in W47`.
fn latest_words(kpi: &Kpi, point: &Point) -> String {
    let unit = kpi.unit();
    let week = words::week(point.week);
    let is_log = matches!(kpi.measure, Measure::Log);
    let Some(value) = point.value else {
        return if is_log {
            format!("{week}: not known yet, the calls are younger than 7 days")
        } else {
            format!("{week}: heard, but it applied to no call")
        };
    };
    let range = match point.range {
        _ if is_log => String::new(),
        Some(range) => format!(" ({})", words::range(unit, range.low, range.high)),
        None => " (too few for a range)".to_owned(),
    };
    let of = match point.frame {
        Some(frame) => format!("{} of {}", point.n, words::calls(frame)),
        None => words::calls(point.n),
    };
    let younger = point.frame.filter(|frame| is_log && *frame > point.n);
    let left_out = younger.map_or(String::new(), |frame| {
        format!(", the other {} being younger than 7 days", frame - point.n)
    });
    let covered = if point.covered_share < 1.0 {
        format!(
            ", from {}% of the calls that could be heard",
            (100.0 * point.covered_share).round()
        )
    } else {
        String::new()
    };
    format!(
        "{}{range} on {of} in {week}{left_out}{covered}",
        words::value(unit, value)
    )
}

/// One mark a week; a gap is blank. The lowest mark is the lowest week shown, the highest the highest.
fn sparkline(kpi: &Kpi, series: &Series, query: &Query) -> String {
    const MARKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let values = || series.points.iter().filter_map(|point| point.value);
    let (low, high) = (
        values().fold(f64::INFINITY, f64::min),
        values().fold(f64::NEG_INFINITY, f64::max),
    );
    let mut line = String::new();
    for at in 0..=query.to.since(query.from) {
        let value = series.at(query.from.plus(at)).and_then(|point| point.value);
        line.push(match value {
            None => ' ',
            Some(_) if high <= low => MARKS[3],
            Some(value) => {
                MARKS[((value - low) / (high - low) * 7.0).round() as usize % MARKS.len()]
            }
        });
    }
    let scale = if low.is_finite() {
        words::range(kpi.unit(), low, high)
    } else {
        String::new()
    };
    format!("|{line}| {scale}")
}
