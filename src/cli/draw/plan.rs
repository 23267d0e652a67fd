//! `deskside draw --dry-run`: what a draw would do, and how close quality would be known afterwards. Nothing is written.

use anyhow::Result;
use serde::Serialize;

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::domain::call::Instant;
use crate::domain::week::Week;
use crate::ops::draw::{self as op, Request, Share, promise};
use crate::store::Store;

#[derive(Serialize)]
struct Plan {
    week: Week,
    plan: Vec<Row>,
    /// Calls that would be added.
    new: usize,
    /// Points up and down, at 95 %; null where that cannot be said yet.
    quality_within: Option<f64>,
    confidence: f64,
}

#[derive(Serialize)]
struct Row {
    rep: String,
    /// Calls that could be heard.
    calls: usize,
    /// Drawn already and not skipped.
    drawn: usize,
    new: usize,
    quality_within: Option<f64>,
}

pub(super) fn run(
    context: &Context,
    store: &Store,
    request: &Request,
    now: Instant,
) -> Result<Ended> {
    let shares = op::plan(store, request)?;
    let widths = promise::half_widths_of(store, request.week, &shares, now)?;
    let plan = Plan {
        week: request.week,
        new: shares.iter().map(|share| share.new + share.more).sum(),
        quality_within: widths.last().copied().flatten(),
        plan: shares
            .into_iter()
            .zip(&widths)
            .map(|(share, width)| row(share, *width))
            .collect(),
        confidence: crate::stats::CONFIDENCE,
    };
    context.print.answer(&plan, || words(&plan))?;
    Ok(Ended::Well)
}

fn row(share: Share, quality_within: Option<f64>) -> Row {
    Row {
        calls: share.frame.len() + share.framed.unsigned_abs() as usize,
        drawn: share.have,
        new: share.new + share.more,
        rep: share.rep.name,
        quality_within,
    }
}

fn words(plan: &Plan) -> String {
    let told = |width: Option<f64>| match width {
        Some(width) if width <= 0.0 => "exactly: every call is heard".to_owned(),
        Some(width) => format!("about \u{b1}{:.0}", width.max(1.0)),
        None => "too early to say".to_owned(),
    };
    let mut rows: Vec<Vec<String>> = plan
        .plan
        .iter()
        .map(|row| {
            let counts = [row.calls, row.drawn, row.new].map(|count| count.to_string());
            std::iter::once(row.rep.clone())
                .chain(counts)
                .chain([told(row.quality_within)])
                .collect()
        })
        .collect();
    let sum = |part: fn(&Row) -> usize| plan.plan.iter().map(part).sum::<usize>().to_string();
    rows.push(vec![
        "Everyone".into(),
        sum(|row| row.calls),
        sum(|row| row.drawn),
        plan.new.to_string(),
        told(plan.quality_within),
    ]);
    let header = ["Rep", "Calls", "Drawn", "New", "Quality then known to"];
    format!(
        "{}, only looked at: nothing was drawn\n\n{}",
        plan.week,
        table(&header, &rows)
    )
}
