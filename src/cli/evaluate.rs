//! `deskside evaluate` and `deskside explain`: score a call from a file; the formula of a score.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::json;

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::domain::evaluation::shown;
use crate::domain::id::EvaluationId;
use crate::ops::submit::explain::{explain, number};
use crate::ops::submit::file;
use crate::store::{call, evaluation};

/// Score a call from a file of answers.
#[derive(Debug, Args)]
#[command(
    after_help = "Example of a file:\n  {\"answers\": {\"greeting\": \"yes\", \"solved\": \"no\"}, \"comments\": {\"greeting\": \"warm\"}}"
)]
pub struct Evaluate {
    /// The call: its number, its id in its source, or SOURCE:ID
    call: String,
    /// The answers as JSON
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,
}

impl Evaluate {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let call = call::by_name(&store, &self.call)?
            .with_context(|| format!("there is no call {}", self.call))?;
        let name = self.answers.display();
        let text = std::fs::read_to_string(&self.answers)
            .with_context(|| format!("could not read {name}"))?;
        let file = file::parse(&text).with_context(|| format!("{name}: nothing was changed"))?;
        let (id, score) = file::evaluate(&store, call.id, &file, context.clock.now().to_utc())
            .with_context(|| format!("{name}: nothing was changed"))?;
        let kept = evaluation::get(&store, id)?;
        let quality = score
            .quality
            .map(|quality| (quality * 100.0).round() / 100.0);
        let answer = json!({
            "evaluation": id, "call": call.id, "rep": call.rep, "lane": kept.lane, "quality": quality,
            "critical": { "customer": score.errors.customer, "business": score.errors.business,
                "compliance": score.errors.compliance },
            "applicable_weight_pct": (score.applicable_share * 1000.0).round() / 10.0,
            "scorable": score.quality.is_some(), "solved": kept.result.as_ref().and_then(|result| result.solved),
            "referral": kept.result.as_ref().and_then(|result| result.referral.clone()),
            "version": kept.version,
        });
        context.print.answer(&answer, || match score.quality {
            Some(quality) => format!(
                "Call {} of {}: quality {:.1} ({} lane).",
                call.id,
                call.rep,
                shown(quality),
                kept.lane
            ),
            None => format!(
                "Call {} of {}: too little of the form applied for a score.",
                call.id, call.rep
            ),
        })?;
        Ok(Ended::Well)
    }
}

/// The formula of a score, line by line.
#[derive(Debug, Args)]
pub struct Explain {
    /// The evaluation's number
    evaluation: EvaluationId,
}

impl Explain {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let explained = explain(&store, self.evaluation)?;
        context.print.answer(&explained, || {
            let rows: Vec<Vec<String>> = explained
                .lines
                .iter()
                .map(|line| {
                    let points = line.points.map_or(String::new(), number);
                    let weight = match (&line.critical, line.weight) {
                        (Some(class), _) => format!("critical: {class}"),
                        (None, Some(weight)) => number(weight),
                        (None, None) => "not scored".to_owned(),
                    };
                    let share = if line.share > 0.0 {
                        format!("{:.1}%", 100.0 * line.share)
                    } else {
                        String::new()
                    };
                    vec![
                        line.text.clone(),
                        line.answer.clone(),
                        points,
                        weight,
                        share,
                    ]
                })
                .collect();
            let lines = table(&["Question", "Answer", "Points", "Weight", "Share"], &rows);
            format!(
                "{}\n\n{lines}\n{}\n{}\n",
                explained.scorecard,
                explained.weights(),
                explained.formula()
            )
        })?;
        Ok(Ended::Well)
    }
}
