//! `deskside rep`: the people who talk with customers.

use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::ops::setup;
use crate::store::{Store, rep};

/// The people who talk with customers.
#[derive(Debug, Args)]
pub struct Rep {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Everyone, with the names by which files know them
    List,
    /// Add a rep, or more names to one
    Add {
        /// Such as `Dana=301,dana@calder.example`
        #[arg(value_name = "NAME[=EXT,...]")]
        rep: String,
    },
    /// Give a rep another name; the old one stays known to imports
    Rename {
        /// The present name
        rep: String,
        /// The new one
        name: String,
    },
    /// A rep who left: kept with the whole history, drawn no more
    Retire {
        /// Who
        rep: String,
        /// Who came back
        #[arg(long)]
        undo: bool,
    },
}

impl Rep {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        match self.command {
            Verb::List => {}
            Verb::Add { rep } => setup::add_rep(&store, &rep)?,
            Verb::Rename { rep, name } => rep::rename(&store, &rep::get(&store, &rep)?, &name)?,
            Verb::Retire { rep, undo } => {
                let at = (!undo).then(|| context.clock.now().to_utc());
                rep::retire(&store, rep::get(&store, &rep)?.id, at)?;
            }
        }
        list(&store, context)
    }
}

fn list(store: &Store, context: &Context) -> Result<Ended> {
    let reps = rep::list(store)?;
    let names = |rep: &crate::domain::rep::Rep| {
        rep.aliases
            .iter()
            .map(|alias| alias.text.clone())
            .collect::<Vec<_>>()
    };
    let answer: Vec<_> = reps
        .iter()
        .map(|rep| json!({ "rep": rep.id, "name": rep.name, "known_as": names(rep), "retired": rep.retired }))
        .collect();
    context.print.answer(&answer, || {
        let rows: Vec<Vec<String>> = reps
            .iter()
            .map(|rep| {
                let left = if rep.retired { "left" } else { "" };
                vec![rep.name.clone(), names(rep).join(", "), left.to_owned()]
            })
            .collect();
        table(&["Rep", "Also known as", ""], &rows)
    })?;
    Ok(Ended::Well)
}
