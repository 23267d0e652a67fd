//! `deskside summary`: the weekly page as HTML, Markdown or JSON, on standard output or in a file.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::json;

use crate::cli::print::raw;
use crate::cli::{Context, Ended};
use crate::domain::week::Week;
use crate::ops::summary::{self as op, file, sheet};
use crate::ops::{draw, setup};
use crate::store::rep;

/// The weekly page.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  deskside summary                          read it here, or paste it into a mail
  deskside summary --out week.html          a page to print or to hand round
  deskside summary --week 2026-W47 --json   for programs
  deskside summary --rep Dana --out dana.html   the sheet for a one-to-one with Dana")]
pub struct Summary {
    /// The week, such as 2026-W47; the latest with calls when left out
    #[arg(long)]
    week: Option<Week>,
    /// The one-to-one sheet of this rep instead: strength, one focus, customers' words, room for their own view
    #[arg(long, conflicts_with = "week")]
    rep: Option<String>,
    /// As what; when left out the ending of --out tells, else Markdown
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write it to this file instead
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Name customers
    #[arg(long)]
    names: bool,
    /// Replace a file that is there already
    #[arg(long, requires = "out")]
    force: bool,
}

/// How a summary is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A page for the browser and the printer
    Html,
    /// Text that pastes into a mail
    Md,
    /// For programs
    Json,
}

impl Format {
    fn word(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Md => "md",
            Self::Json => "json",
        }
    }

    fn of_ending(path: &Path) -> Result<Self> {
        let ending = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        match ending.as_str() {
            "html" | "htm" => Ok(Self::Html),
            "md" | "markdown" | "txt" => Ok(Self::Md),
            "json" => Ok(Self::Json),
            _ => bail!(
                "the name {} does not tell the format: end it in .html, .md or .json, or add --format",
                path.display()
            ),
        }
    }
}

impl Summary {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let format = self.chosen(context.print.json)?;
        let store = context.open()?;
        let now = context.clock.now();
        let (what, text) = if let Some(name) = &self.rep {
            let rep = rep::get(&store, name)?;
            let sheet = sheet::gather(&store, rep.id, now, self.names)?;
            let text = match format {
                Format::Html => sheet::html(&sheet)?,
                Format::Md => sheet::markdown(&sheet),
                Format::Json => json_line(&sheet)?,
            };
            (rep.name, text)
        } else {
            let week = match self.week {
                Some(week) => week,
                None => draw::current_week(&store, setup::this_week(&store, now)?)?,
            };
            let summary = op::gather(&store, week, now, self.names)?;
            let text = match format {
                Format::Html => op::html(&summary)?,
                Format::Md => op::markdown(&summary),
                Format::Json => json_line(&summary)?,
            };
            (week.to_string(), text)
        };
        let Some(out) = &self.out else {
            raw(&text)?;
            return Ok(Ended::Well);
        };
        if store.is_own(out) {
            bail!(
                "{} is this desk's own file: choose another name",
                out.display()
            );
        }
        file::write_whole(out, &text, self.force)?;
        let name = out.display().to_string();
        let about = if self.rep.is_some() { "rep" } else { "week" };
        let answer =
            json!({ about: what, "format": format.word(), "file": name, "bytes": text.len() });
        context
            .print
            .answer(&answer, || format!("{what} is in {name}."))?;
        Ok(Ended::Well)
    }

    fn chosen(&self, json: bool) -> Result<Format> {
        match (self.format, &self.out) {
            (Some(format), None) if json && format != Format::Json => {
                bail!(
                    "--json and --format {} ask for two things: leave one out",
                    format.word()
                )
            }
            (Some(format), _) => Ok(format),
            (None, Some(out)) => Format::of_ending(out),
            (None, None) if json => Ok(Format::Json),
            (None, None) => Ok(Format::Md),
        }
    }
}

fn json_line(document: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_string(document).context("could not write the summary as JSON")? + "\n")
}
