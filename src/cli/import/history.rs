//! `deskside import list` and `import undo`: what was read, and one of them taken back.

use std::ops::ControlFlow;

use anyhow::Result;
use clap::Args;
use serde_json::json;

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::domain::id::ImportId;
use crate::ops::import::undo::{self, Ask, Kept, Undone};
use crate::store::{convert, import as history};

/// Take one import back whole.
#[derive(Debug, Args)]
pub struct Undo {
    /// The import, from `import list`; the last one when left out
    #[arg(value_name = "ID")]
    import: Option<ImportId>,
    /// Also calls that were scored or chosen since, with their evaluations; those in the frame of a draw stay
    #[arg(long)]
    force: bool,
    /// Do everything, show what would go, and take that back
    #[arg(long)]
    dry_run: bool,
}

/// How many kept calls are told in words.
const TOLD: usize = 20;

impl Undo {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        let ask = Ask {
            import: self.import,
            force: self.force,
            dry_run: self.dry_run,
        };
        let mut told = false;
        let mut listener = |progress: crate::ops::import::Progress| {
            told |= context.print.progress(progress.share, progress.rows);
            ControlFlow::Continue(())
        };
        let undone = undo::run(&store, ask, context.clock.now(), &mut listener);
        if told {
            context.print.progress_ends();
        }
        let undone = undone?;
        context
            .print
            .answer(&undone, || words(&undone, self.force))?;
        Ok(if undone.kept.is_empty() {
            Ended::Well
        } else {
            Ended::Look
        })
    }
}

fn words(undone: &Undone, forced: bool) -> String {
    let tried = if undone.dry_run {
        " (only tried, nothing was changed)"
    } else {
        ""
    };
    let mut text = format!(
        "Import {} ({}, {}) is taken back{tried}\n",
        undone.import, undone.file, undone.kind
    );
    for line in undone.lines() {
        text.push_str(&format!("  {line}\n"));
    }
    for kept in undone.kept.iter().take(TOLD) {
        text.push_str(&format!("    {}\n", kept_words(kept)));
    }
    let more = undone.kept.len().saturating_sub(TOLD);
    if more > 0 {
        text.push_str(&format!("    and {more} more\n"));
    }
    let may_go = undone.kept.iter().any(|kept| !kept.why.contains(&"drawn"));
    if may_go && !forced {
        text.push_str(&format!(
            "  Those that are in no draw go with: deskside import undo {} --force\n",
            undone.import
        ));
    }
    text
}

fn kept_words(kept: &Kept) -> String {
    format!(
        "call {} {}, {} with {}: {}",
        kept.call,
        kept.at.format("%-d %b %Y %H:%M"),
        kept.rep,
        kept.customer,
        kept.why.join(", ")
    )
}

/// What was read, and when.
pub fn list(context: &Context) -> Result<Ended> {
    let imports = history::list(&context.open()?)?;
    let report = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
    let time = |secs: Option<i64>| {
        let at = convert::utc(secs?).ok()?;
        Some(at.to_rfc3339())
    };
    let answer: Vec<_> = imports
        .iter()
        .map(|one| {
            json!({ "import": one.id, "source": one.source, "kind": one.kind, "profile": one.profile, "file": one.file,
                "file_sha256": one.file_sha256, "imported_at": time(Some(one.imported_at)),
                "undone_at": time(one.undone_at), "report": report(&one.report) })
        })
        .collect();
    context.print.answer(&answer, || {
        if imports.is_empty() {
            return "Nothing was read yet: deskside import FILE".into();
        }
        let rows: Vec<Vec<String>> = answer
            .iter()
            .map(|one| {
                let text = |value: &serde_json::Value| {
                    value.as_str().map_or(value.to_string(), str::to_owned)
                };
                let at = text(&one["imported_at"]);
                vec![
                    text(&one["import"]),
                    at.get(..16).unwrap_or(&at).replace('T', " "),
                    text(&one["kind"]),
                    text(&one["profile"]),
                    text(&one["file"]),
                    text(&one["report"]["rows"]),
                    text(&one["report"]["added"]),
                    if one["undone_at"].is_null() {
                        ""
                    } else {
                        "taken back"
                    }
                    .to_owned(),
                ]
            })
            .collect();
        table(
            &[
                "Import",
                "When (UTC)",
                "Kind",
                "Profile",
                "File",
                "Rows",
                "New",
                "",
            ],
            &rows,
        )
    })?;
    Ok(Ended::Well)
}
