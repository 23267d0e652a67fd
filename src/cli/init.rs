//! `deskside init`: set the desk up without the app.

use anyhow::Result;
use clap::Args;
use serde_json::json;

use crate::cli::{Context, Ended};
use crate::ops::setup::{self, Setup};

/// Set the desk up without the app.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  deskside init --name \"Calder Truck Parts\" --zone America/Chicago --rep Dana=301 --rep Luis=302,luis@calder.example"
)]
pub struct Init {
    /// The business's name
    #[arg(long)]
    name: String,
    /// Its time zone, such as America/Chicago; this machine's when left out
    #[arg(long)]
    zone: Option<String>,
    /// A rep, with extensions, e-mail addresses or other names where there are any
    #[arg(long = "rep", value_name = "NAME[=EXT,...]", required = true)]
    reps: Vec<String>,
    /// The usual scorecard: support, technical, sales, orders
    #[arg(long, value_name = "ID", default_value = "support")]
    scorecard: String,
    /// Calls a week to hear, over all reps
    #[arg(long, value_name = "N", default_value_t = 15, value_parser = clap::value_parser!(i64).range(1..=200))]
    per_week: i64,
}

impl Init {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let setup = Setup {
            name: self.name,
            zone: self.zone.unwrap_or_else(setup::zone_of_this_machine),
            reps: self.reps,
            scorecard: self.scorecard,
            calls_per_week: self.per_week,
        };
        setup::check(&setup)?;
        let store = context.open_new()?;
        setup::run(&store, &setup, context.clock.now().to_utc())?;
        let file = context.paths.db.display().to_string();
        let answer = json!({ "name": setup.name.trim(), "zone": setup.zone, "reps": setup.reps.len(),
            "scorecard": setup.scorecard, "per_week": setup.calls_per_week, "file": file });
        context.print.answer(&answer, || {
            format!(
                "{} is set up in {file}.\nNext: deskside import FILE reads your call log; deskside opens the app.",
                setup.name.trim()
            )
        })?;
        Ok(Ended::Well)
    }
}
