//! `deskside drivers`: what goes together with satisfied customers, and new weights taken from it when the owner says so.

use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::domain::driver::{Driver, Drivers as Found};
use crate::ops::drivers::{self as op, Proposal, picture};
use crate::ops::setup::this_week;
use crate::stats::{CONFIDENCE, Range};

/// Columns of the picture where nothing tells how wide the terminal is.
const COLUMNS: usize = 76;

/// Which behaviours go with satisfied customers, and whether there are enough answers to say.
#[derive(Debug, Args)]
pub struct Drivers {
    /// How many weeks back
    #[arg(long, value_name = "N", default_value_t = op::WEEKS, value_parser = clap::value_parser!(i64).range(1..=5_200))]
    weeks: i64,
    #[command(subcommand)]
    command: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// The weights of a scorecard as they are and as they would be; `--yes` makes them its next version
    Weights {
        /// The scorecard's key; the desk's own when left out
        scorecard: Option<String>,
        /// Write the next version
        #[arg(long)]
        yes: bool,
    },
}

impl Drivers {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let now = context.clock.now();
        let to = crate::ops::draw::current_week(&store, this_week(&store, now)?)?;
        let found = op::drivers(&store, to.plus(1 - self.weeks), to)?;
        match self.command {
            None => context.print.answer(&object(&found), || words(&found))?,
            Some(Verb::Weights { scorecard, yes }) => {
                let proposal = op::propose(&store, scorecard.as_deref(), &found)?;
                let added = yes
                    .then(|| op::accept(&store, &proposal, now.to_utc()))
                    .transpose()?;
                context
                    .print
                    .answer(&weights(&proposal, added), || told(&proposal, added))?;
            }
        }
        Ok(Ended::Well)
    }
}

fn range(range: Option<Range>) -> (Value, Value) {
    (
        json!(range.map(|range| range.low)),
        json!(range.map(|range| range.high)),
    )
}

fn object(found: &Found) -> Value {
    json!({
        "measure": found.measure,
        "calls": found.calls,
        "mean": found.mean,
        "explained": found.explained,
        "usual_rate": found.usual_rate,
        "drivers": found.drivers.iter().map(driver).collect::<Vec<_>>(),
        "text": found.text,
        "confidence": CONFIDENCE,
    })
}

fn driver(driver: &Driver) -> Value {
    let (low, high) = range(driver.range);
    let (rate_low, rate_high) = range(driver.rate_range);
    json!({
        "question": driver.key,
        "text": driver.text,
        "done": { "n": driver.done.0, "mean": driver.done.1 },
        "missed": { "n": driver.missed.0, "mean": driver.missed.1 },
        "rate": { "value": driver.rate, "low": rate_low, "high": rate_high },
        "difference": driver.difference,
        "low": low,
        "high": high,
        "verdict": driver.verdict.word(),
        "more_calls": driver.more_calls,
        "tau": driver.tau,
        "stands_out": driver.stands_out,
        "share": driver.share,
        "place": driver.place,
    })
}

fn words(found: &Found) -> String {
    if found.drivers.is_empty() {
        return format!("{}\n", found.text);
    }
    let rows: Vec<Vec<String>> = found
        .drivers
        .iter()
        .enumerate()
        .map(|(at, one)| row(at, one))
        .collect();
    let header = [
        "",
        "Behaviour",
        "Done",
        "Missed",
        "Difference",
        "Could be",
        "Reading",
    ];
    let picture = picture::picture(found, COLUMNS).join("\n");
    format!("{}\n\n{}\n{picture}\n", found.text, table(&header, &rows))
}

fn row(at: usize, driver: &Driver) -> Vec<String> {
    let side = |(n, mean): (u64, Option<f64>)| {
        mean.map_or(n.to_string(), |mean| format!("{n}: {mean:.1}"))
    };
    vec![
        driver
            .difference
            .map_or(String::new(), |_| picture::letter(at).to_string()),
        driver.text.clone(),
        side(driver.done),
        side(driver.missed),
        driver
            .difference
            .map_or("-".into(), |gap| format!("{gap:+.1}")),
        driver.range.map_or(String::new(), |range| {
            format!("{:+.1} to {:+.1}", range.low, range.high)
        }),
        op::reading(driver),
    ]
}

fn weights(proposal: &Proposal, added: Option<i64>) -> Value {
    let rows = proposal.rows.iter().map(|row| {
        json!({
            "question": row.key, "text": row.text, "old": row.old, "new": row.new,
            "old_share": row.old_share, "new_share": row.new_share,
        })
    });
    json!({
        "scorecard": proposal.version.scorecard.key,
        "version": proposal.version.version,
        "weights": rows.collect::<Vec<_>>(),
        "added_version": added,
    })
}

fn told(proposal: &Proposal, added: Option<i64>) -> String {
    let share = |share: f64| format!("{:.0}%", 100.0 * share);
    let rows: Vec<Vec<String>> = proposal
        .rows
        .iter()
        .map(|row| {
            vec![
                row.text.clone(),
                row.old.to_string(),
                row.new.to_string(),
                share(row.old_share),
                share(row.new_share),
            ]
        })
        .collect();
    let form = &proposal.version.scorecard;
    let end = match added {
        Some(version) => format!(
            "Written as version {version}; calls that were scored keep the version they were scored on."
        ),
        None => format!(
            "Nothing is changed yet. deskside drivers weights {} --yes writes this as version {}.",
            form.key,
            proposal.version.version + 1
        ),
    };
    let header = ["Question", "Weight", "New weight", "Share", "New share"];
    format!(
        "{}, version {}\n\n{}\n{end}\n",
        form.name,
        proposal.version.version,
        table(&header, &rows)
    )
}
