//! `deskside referrals`: where a referral was asked for and where it was missed, and what that may be worth by the owner's
//! rates.

use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::cli::{Context, Ended};
use crate::domain::referral::{OfRep, Rates, SURE};
use crate::ops::referral::{self as op, Referrals as Found};
use crate::stats::CONFIDENCE;

/// Referrals that were asked for and missed.
#[derive(Debug, Args)]
pub struct Referrals {
    /// How many weeks back
    #[arg(long, value_name = "N", default_value_t = op::WEEKS, value_parser = clap::value_parser!(i64).range(1..=520))]
    weeks: i64,
    #[command(subcommand)]
    command: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Say how your own asks went, and what a new customer is worth
    Rates {
        /// Asks that you counted
        #[arg(long)]
        asks: u64,
        /// How many of them brought a new customer
        #[arg(long)]
        gained: u64,
        /// What a new customer is worth, in your own money
        #[arg(long)]
        value: f64,
    },
}

impl Referrals {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let now = context.clock.now();
        if let Some(Verb::Rates {
            asks,
            gained,
            value,
        }) = self.command
        {
            op::set_rates(
                &store,
                Rates {
                    asks,
                    gained,
                    value,
                },
                now.to_utc(),
            )?;
        }
        let found = op::referrals(&store, self.weeks, now)?;
        context
            .print
            .answer(&object(&found), || op::page(&found).join("\n") + "\n")?;
        Ok(Ended::Well)
    }
}

fn object(found: &Found) -> serde_json::Value {
    let asked = &found.asked;
    let (share, range) = asked.share(CONFIDENCE).unzip();
    let pair = |(low, high): (f64, f64)| json!({ "low": low, "high": high });
    json!({
        "from": found.from,
        "to": found.to,
        "heard": asked.all(|one| one.heard),
        "asked": asked.all(|one| one.asked),
        "fitting": asked.all(OfRep::fitting),
        "share": share,
        "low": range.map(|range| range.low),
        "high": range.map(|range| range.high),
        "confidence": CONFIDENCE,
        "calls_a_week": asked.calls_a_week(),
        "reps": asked.reps.iter().map(|one| json!({
            "rep": one.rep, "calls": one.calls, "heard": one.heard, "asked": one.asked, "fitting": one.fitting(),
        })).collect::<Vec<_>>(),
        "rates": found.rates,
        "missed": found.spans.iter().map(|one| json!({
            "span": one.span,
            "asks": pair(one.asks),
            "worth": one.worth.map(pair),
        })).collect::<Vec<_>>(),
        "worth_confidence": SURE,
        "calls": found.missed.iter().map(|one| json!({
            "call": one.call, "at": one.started_at, "rep": one.rep, "customer": one.customer,
        })).collect::<Vec<_>>(),
    })
}
