//! `deskside stat`: any statistic of the app on one's own figures.

use std::io::Read;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::cli::print::{raw, table};
use crate::cli::{Context, Ended};
use crate::ops::stat;

/// Recompute any statistic of the app on your own figures: inputs as JSON on standard input.
#[derive(Debug, Args)]
pub struct Stat {
    /// The method; every one is listed when left out
    method: Option<String>,
    /// Print inputs to start from instead of reading them
    #[arg(long, requires = "method")]
    example: bool,
}

impl Stat {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let Some(method) = self.method else {
            let names: Vec<_> = stat::METHODS
                .iter()
                .map(|one| (one.name, one.about))
                .collect();
            let rows: Vec<Vec<String>> = names
                .iter()
                .map(|(name, about)| vec![(*name).to_owned(), (*about).to_owned()])
                .collect();
            context
                .print
                .answer(&names, || table(&["Method", "What it answers"], &rows))?;
            return Ok(Ended::Well);
        };
        if self.example {
            let inputs = stat::example(&method);
            let inputs = inputs.with_context(|| format!("there is no method '{method}'"))?;
            raw(format!("{inputs}\n"))?;
            return Ok(Ended::Well);
        }
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .context("could not read the inputs")?;
        if text.trim().is_empty() {
            bail!(
                "no inputs: deskside stat {method} < inputs.json (--example prints some to start from)"
            );
        }
        let inputs = serde_json::from_str(&text).context("the inputs are not JSON")?;
        raw(format!("{}\n", stat::run(&method, &inputs)?))?;
        Ok(Ended::Well)
    }
}
