//! `deskside summary`: the weekly page in any of its formats, on standard output or in a file.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::cli::print::{goes_to_a_terminal, raw};
use crate::cli::{Context, Ended};
use crate::domain::week::Week;
use crate::ops::summary::{self as op, Format, file, sheet};
use crate::ops::{draw, setup};
use crate::store::{Store, rep};

/// The weekly page.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  deskside summary                          read it here, or paste it into a mail
  deskside summary --out week.html          a page to print or to hand round
  deskside summary --out week.eml           a mail to open in your own mail program
  deskside summary --out week.xlsx          a workbook with the evaluations behind it
  deskside summary --week 2026-W47 --json   for programs
  deskside summary --rep Dana --out dana.html   the sheet for a one-to-one with Dana")]
pub struct Summary {
    /// The week, such as 2026-W47; the latest with calls when left out
    #[arg(long)]
    week: Option<Week>,
    /// The one-to-one sheet of this rep instead: strength, one focus, customers' words, room for their own view
    #[arg(long, conflicts_with_all = ["week", "since"])]
    rep: Option<String>,
    /// From this week on; `last`: from where the last page that was written ended
    #[arg(long, value_name = "last|WEEK", value_parser = since)]
    since: Option<Since>,
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

/// Where a page of several weeks starts.
#[derive(Debug, Clone, Copy)]
enum Since {
    /// After the last page.
    Last,
    /// With this week.
    Week(Week),
}

fn since(text: &str) -> Result<Since, String> {
    match text {
        "last" => Ok(Since::Last),
        week => week
            .parse()
            .map(Since::Week)
            .map_err(|error| format!("{error}; or say last")),
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Html => "A page for the browser and the printer",
            Self::Md => "Text that pastes into a mail",
            Self::Xlsx => "A workbook with the evaluations and answers too",
            Self::Csv => "What the page says, one row a fact",
            Self::Json => "For programs",
            Self::Eml => "A mail to open in your own mail program",
        };
        Some(PossibleValue::new(self.word()).help(help))
    }
}

fn of_ending(path: &Path) -> Result<Format> {
    Format::of_ending(path).with_context(|| {
        let endings: Vec<String> = Format::ALL
            .iter()
            .map(|one| format!(".{}", one.word()))
            .collect();
        format!(
            "the name {} does not tell the format: end it in one of {}, or add --format",
            path.display(),
            endings.join(" ")
        )
    })
}

impl Summary {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let format = chosen(self.format, self.out.as_deref(), context.print.json)?;
        let store = context.open()?;
        let now = context.clock.now();
        if let Some(name) = &self.rep {
            let rep = rep::get(&store, name)?;
            let sheet = sheet::gather(&store, rep.id, now, self.names)?;
            let bytes = sheet::write(&sheet, format)?;
            return hand_over(
                context,
                &store,
                ("rep", &rep.name),
                format,
                &bytes,
                self.place(),
            );
        }
        let week = match self.week {
            Some(week) => week,
            None => draw::current_week(&store, setup::this_week(&store, now)?)?,
        };
        let since = match self.since {
            None => None,
            Some(Since::Week(first)) if first > week => {
                bail!("--since {first} is later than {week}, the week of the page")
            }
            Some(Since::Week(first)) => Some(first),
            Some(Since::Last) => Some(op::after_last(&store, week)?),
        };
        let summary = op::gather(&store, week, since, now, self.names)?;
        let bytes = format.write(&store, &summary, self.names)?;
        let name = week.to_string();
        let ended = hand_over(
            context,
            &store,
            ("week", &name),
            format,
            &bytes,
            self.place(),
        )?;
        if self.out.is_some() {
            op::note_written(&store, week, now.to_utc())?;
        }
        Ok(ended)
    }

    fn place(&self) -> Option<(&Path, bool)> {
        self.out.as_deref().map(|out| (out, self.force))
    }
}

/// Prints a document, or writes it to `place`, a file and whether it may replace one, and says so; `what` is its word and
/// its name.
pub(super) fn hand_over(
    context: &Context,
    store: &Store,
    (what, name): (&str, &str),
    format: Format,
    bytes: &[u8],
    place: Option<(&Path, bool)>,
) -> Result<Ended> {
    let Some((out, force)) = place else {
        if format.is_binary() && goes_to_a_terminal() {
            bail!(
                "a {} is not for reading here: add --out FILE.{0}",
                format.word()
            );
        }
        raw(bytes)?;
        return Ok(Ended::Well);
    };
    if store.is_own(out) {
        bail!(
            "{} is this desk's own file: choose another name",
            out.display()
        );
    }
    file::write_whole(out, bytes, force)?;
    let file = out.display().to_string();
    let answer = json!({ what: name, "format": format.word(), "file": file, "bytes": bytes.len() });
    context
        .print
        .answer(&answer, || format!("{name} is in {file}."))?;
    Ok(Ended::Well)
}

/// The format that was asked for, else the one that the file's ending tells, else Markdown.
pub(super) fn chosen(format: Option<Format>, out: Option<&Path>, json: bool) -> Result<Format> {
    match (format, out) {
        (Some(format), None) if json && format != Format::Json => {
            bail!(
                "--json and --format {} ask for two things: leave one out",
                format.word()
            )
        }
        (Some(format), _) => Ok(format),
        (None, Some(out)) => of_ending(out),
        (None, None) if json => Ok(Format::Json),
        (None, None) => Ok(Format::Md),
    }
}
