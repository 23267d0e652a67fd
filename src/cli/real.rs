//! `deskside real`: is this change real? Without a KPI or a question, the targets that were missed with certainty.

use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};

use crate::cli::{Context, Ended, coach};
use crate::domain::id::CommitmentId;
use crate::domain::real::{Real as Found, Side};
use crate::domain::week::Week;
use crate::ops::coaching::follow_one;
use crate::ops::draw::current_week;
use crate::ops::kpi;
use crate::ops::real::{self as op, Miss, What};
use crate::ops::setup::{this_week, zone};
use crate::stats::CONFIDENCE;
use crate::store::undecided::Undecided;
use crate::store::{Store, rep};

/// Is this change real?
#[derive(Debug, Args)]
pub struct Real {
    /// The KPI, such as `quality` (`deskside kpi list` names them)
    kpi: Option<String>,
    /// One question of the form instead, by its key
    #[arg(long, value_name = "KEY", conflicts_with = "kpi")]
    question: Option<String>,
    /// A commitment instead, by its number: its own calls before and after, as many as were agreed
    #[arg(long, value_name = "ID", conflicts_with_all = ["kpi", "question", "rep", "since"])]
    commitment: Option<CommitmentId>,
    /// Only this rep
    #[arg(long)]
    rep: Option<String>,
    /// The first week after the change; eight weeks back when left out
    #[arg(long, value_name = "W")]
    since: Option<Week>,
    /// How many weeks on each side
    #[arg(long, value_name = "N", default_value_t = op::WEEKS, value_parser = clap::value_parser!(i64).range(1..=520))]
    weeks: i64,
}

impl Real {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let now = context.clock.now();
        if let Some(id) = self.commitment {
            return commitment(context, &store, id);
        }
        let kpi = self.kpi.as_deref().map(|key| kpi::find(&store, key));
        let kpi = kpi.transpose()?;
        let what = match (&kpi, &self.question) {
            (Some(kpi), _) => What::Kpi(kpi),
            (None, Some(key)) => What::Question(key),
            (None, None) => {
                let misses = op::misses(&store, now)?;
                let undecided = op::undecided(&store, this_week(&store, now)?)?;
                let all = misses
                    .iter()
                    .map(miss)
                    .chain(undecided.iter().map(critical));
                let all: Vec<Value> = all.collect();
                let text = || op::page(&misses, &undecided).join("\n");
                context.print.answer(&all, text)?;
                return Ok(Ended::Well);
            }
        };
        let rep = self
            .rep
            .as_deref()
            .map(|name| rep::get(&store, name))
            .transpose()?;
        let since = match self.since {
            Some(since) => since,
            None => current_week(&store, this_week(&store, now)?)?.plus(1 - self.weeks),
        };
        let rep = rep.map(|rep| rep.id);
        let found = op::compare(&store, what, rep, since, self.weeks)?;
        let mut told = object(&found);
        if context.print.json {
            told["p"] = json!(op::exact_p(&store, what, rep, since, self.weeks)?);
        }
        context
            .print
            .answer(&told, || format!("{}\n", found.text))?;
        Ok(Ended::Well)
    }
}

/// The test of a commitment: what was agreed decides which calls stand on which side.
fn commitment(context: &Context, store: &Store, id: CommitmentId) -> Result<Ended> {
    let one = follow_one(store, id)?;
    let today = zone(store)?.day_of(context.clock.now());
    context.print.answer(&coach::object(&one, today), || {
        format!(
            "{}: {}\n{}\n",
            one.commitment.rep,
            one.commitment.what,
            one.told()
        )
    })?;
    Ok(Ended::Well)
}

fn object(found: &Found) -> Value {
    let side = |side: Side| json!({ "from": side.from, "to": side.to, "n": side.n, "x": side.x, "value": side.value });
    json!({
        "before": side(found.before),
        "after": side(found.after),
        "difference": found.difference,
        "low": found.range.map(|range| range.low),
        "high": found.range.map(|range| range.high),
        "verdict": { "is": found.verdict.word(), "text": found.text, "more_calls": found.more_calls },
        "confidence": CONFIDENCE,
    })
}

fn miss(miss: &Miss) -> Value {
    json!({
        "kpi": miss.kpi.key,
        "horizon": miss.target.horizon,
        "target": miss.target.value,
        "due_on": miss.target.due_on,
        "value": miss.value,
        "low": miss.range.low,
        "high": miss.range.high,
        "n": miss.calls,
        "decided": miss.decided.as_ref().map(|(week, what)| json!({ "week": week, "what": what })),
        "effect": miss.effect.as_ref().map(object),
        "text": miss.text,
    })
}

/// A critical error on which nothing is agreed.
fn critical(one: &Undecided) -> Value {
    json!({
        "rep": one.rep,
        "critical": one.class,
        "question": one.question,
        "n": one.calls,
        "last_on": one.last_on,
        "text": op::undecided_told(one),
    })
}
