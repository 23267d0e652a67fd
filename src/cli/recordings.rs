//! `deskside recordings` and `import --kind recordings`: the folder, what lies in it, whose it is.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::cli::print::table;
use crate::cli::{Context, Ended};
use crate::domain::count::counted;
use crate::domain::id::RecordingId;
use crate::ops::import::{Listener, Progress};
use crate::ops::recordings::report::Listed;
use crate::ops::recordings::{self, Options, Report, Root};
use crate::store::{Store, call, recording};

/// The recordings' folder, and the recordings that have no call.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Recordings {
    #[command(subcommand)]
    command: Option<Verb>,
}

const EXAMPLES: &str = "\
Examples:
  deskside import /srv/monitor --kind recordings
  deskside recordings                            those that have no call
  deskside recordings folder /mnt/monitor        the folder has moved
  deskside recordings call 17                    make a call of one
  deskside recordings join 17 phones:4711        say whose one is";

#[derive(Debug, Subcommand)]
enum Verb {
    /// The folder below which recordings lie; with PATH from now on that one
    Folder {
        /// The folder
        path: Option<PathBuf>,
    },
    /// Make a call of a recording that has none
    Call {
        /// The recording
        recording: RecordingId,
    },
    /// Say whose a recording is
    Join {
        /// The recording
        recording: RecordingId,
        /// The call: its number, or SOURCE:ID
        call: String,
    },
}

impl Recordings {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        match self.command {
            None => list(context, &store),
            Some(Verb::Folder { path }) => folder(context, &store, path),
            Some(Verb::Call { recording }) => {
                let call = recordings::make_call(&store, recording)?;
                let answer = json!({ "recording": recording, "call": call });
                context.print.answer(&answer, || {
                    format!("Recording {recording} is call {call} now.")
                })?;
                Ok(Ended::Well)
            }
            Some(Verb::Join { recording, call }) => join(context, &store, recording, &call),
        }
    }
}

fn list(context: &Context, store: &Store) -> Result<Ended> {
    let alone = recording::list_alone(store)?;
    let (all, joined) = recording::count(store)?;
    let rows: Vec<_> = alone
        .iter()
        .map(|one| json!({ "recording": one.id, "file": one.path, "secs": one.secs, "reason": one.alone }))
        .collect();
    let answer =
        json!({ "folder": Root::told(store)?, "recordings": all, "joined": joined, "alone": rows });
    context.print.answer(&answer, || {
        if all == 0 {
            return "No recordings yet: deskside import FOLDER --kind recordings".into();
        }
        let rows: Vec<Vec<String>> = alone
            .iter()
            .map(|one| vec![one.id.to_string(), one.path.clone(), one.alone.clone()])
            .collect();
        let told = format!("{all} recordings, {joined} of them with a call\n");
        if rows.is_empty() {
            told
        } else {
            told + &table(&["Recording", "File", "Why it has no call"], &rows)
        }
    })?;
    Ok(Ended::Well)
}

fn folder(context: &Context, store: &Store, path: Option<PathBuf>) -> Result<Ended> {
    if let Some(path) = path {
        Root::set(store, &path)?;
    }
    let told = Root::told(store)?;
    context
        .print
        .answer(&json!({ "folder": told }), || match &told {
            Some(folder) => format!("Recordings lie below {folder}"),
            None => "No folder yet: deskside import FOLDER --kind recordings".into(),
        })?;
    Ok(Ended::Well)
}

fn join(context: &Context, store: &Store, id: RecordingId, name: &str) -> Result<Ended> {
    let Some(call) = call::by_name(store, name)? else {
        anyhow::bail!("there is no call {name}");
    };
    recording::set_call(store, id, call.id)?;
    let answer = json!({ "recording": id, "call": call.id });
    context.print.answer(&answer, || {
        format!("Recording {id} belongs to call {}.", call.id)
    })?;
    Ok(Ended::Well)
}

/// Reads folders of recordings: all of them, or nothing.
pub fn read(context: &Context, paths: &[PathBuf], options: &Options) -> Result<Ended> {
    let reports = each(context, paths, |store, path, listener| {
        recordings::run(store, path, options, context.clock.now(), listener)
    })?;
    context
        .print
        .answer(&reports, || reports.iter().map(words).collect())?;
    let look = reports
        .iter()
        .any(|report| report.rejected.count + report.ambiguous.count + report.faulty.count > 0);
    Ok(if look { Ended::Look } else { Ended::Well })
}

/// Reads one path after the other, all of them or nothing, and shows how far it has come.
pub fn each<T>(
    context: &Context,
    paths: &[PathBuf],
    read: impl Fn(&Store, &Path, Listener<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let store = context.open()?;
    let mut shown = false;
    let mut listener = |progress: Progress| {
        shown |= context.print.progress(progress.share, progress.rows);
        ControlFlow::Continue(())
    };
    let reports = store.transaction(|store| {
        paths
            .iter()
            .map(|path| read(store, path, &mut listener))
            .collect()
    });
    if shown {
        context.print.progress_ends();
    }
    reports
}

fn words(report: &Report) -> String {
    let tried = if report.dry_run {
        " (only tried, nothing was changed)"
    } else {
        ""
    };
    let why = match report.recognised.as_str() {
        "" => String::new(),
        why => format!("  {why}\n"),
    };
    let mut text = format!(
        "{}: {}{tried}\n{why}  {} new, {} known, {} updated; {} with a call\n",
        if report.file.is_empty() {
            "the recordings' folder"
        } else {
            &report.file
        },
        counted(report.rows as i64, "recording"),
        report.added,
        report.known,
        report.updated,
        report.joined
    );
    if report.calls_added > 0 {
        let made = counted(report.calls_added as i64, "call");
        text += &format!("  {made} made of recordings that had none\n");
    }
    if report.rows > 0 {
        text += &format!(
            "  times in names: {} clock; {}\n",
            report.zone, report.tolerance
        );
    }
    for (title, listed) in [
        ("more than one call may be meant", &report.ambiguous),
        ("without a call", &report.alone),
        ("kept, but damaged or of unknown length", &report.faulty),
        ("not taken", &report.rejected),
    ] {
        text += &told(title, listed);
    }
    if report.ambiguous.count + report.alone.count > 0 {
        text += "  Say whose one is: deskside recordings. Make calls of the others: --add-calls\n";
    }
    text
}

/// The files of one kind, not too many of them.
pub fn told(title: &str, listed: &Listed) -> String {
    if listed.count == 0 {
        return String::new();
    }
    let mut text = format!("  {title}: {}\n", listed.count);
    for one in listed.files.iter().take(20) {
        text += &format!("    {}: {}\n", one.file, one.reason);
    }
    if listed.count > 20 {
        text += &format!("    and {} more\n", listed.count - 20);
    }
    text
}
