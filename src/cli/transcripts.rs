//! `import --kind transcripts` and `import speakers`: files of turns, and who speaks in them.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::cli::print::table;
use crate::cli::recordings::{each, told};
use crate::cli::{Context, Ended};
use crate::domain::count::counted;
use crate::domain::transcript::Role;
use crate::ops::transcripts::{self, Options, Report};
use crate::store::{source, transcript};

/// Reads files or folders of transcripts: all of them, or nothing.
pub fn read(context: &Context, paths: &[PathBuf], options: &Options) -> Result<Ended> {
    let reports = each(context, paths, |store, path, listener| {
        transcripts::run(store, path, options, context.clock.now(), listener)
    })?;
    context
        .print
        .answer(&reports, || reports.iter().map(words).collect())?;
    let look = reports
        .iter()
        .any(|report| report.rejected.count + report.ambiguous.count > 0);
    Ok(if look { Ended::Look } else { Ended::Well })
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
        "{}: {}{tried}\n{why}  {} new with {}, {} known, {} updated\n",
        report.file,
        counted(report.rows as i64, "transcript"),
        report.added,
        counted(report.turns as i64, "turn"),
        report.known,
        report.updated
    );
    text += &told("more than one call may be meant", &report.ambiguous);
    text += &told("without a call", &report.alone);
    text += &told("not taken", &report.rejected);
    if !report.unknown_speakers.is_empty() {
        let names: Vec<String> = report
            .unknown_speakers
            .iter()
            .take(8)
            .map(|one| format!("{} ({})", one.speaker, one.transcripts))
            .collect();
        text += &format!(
            "  who speaks is not known of: {}\n  Say it once: deskside import speakers NAME --role rep\n",
            names.join(", ")
        );
    }
    text
}

/// Lists speakers of whom nobody said who they are, or says it of one.
pub fn speakers(
    context: &Context,
    name: Option<&str>,
    role: Option<Role>,
    of: &str,
) -> Result<Ended> {
    let store = context.open()?;
    if let (Some(name), Some(role)) = (name, role) {
        let known = source::find(&store, of)?;
        let known = known.with_context(|| format!("there are no transcripts of a source {of}"))?;
        transcript::set_speaker(&store, known.id, name, role)?;
        let answer = json!({ "source": of, "speaker": name, "role": role });
        context.print.answer(&answer, || {
            format!("{name} is the {role} in every transcript of {of}.")
        })?;
        return Ok(Ended::Well);
    }
    let unknown = transcript::unknown_speakers(&store)?;
    let answer: Vec<_> = unknown
        .iter()
        .map(|(source, speaker, count)| json!({ "source": source, "speaker": speaker, "transcripts": count }))
        .collect();
    context.print.answer(&answer, || {
        if unknown.is_empty() {
            return "Of every speaker it is known who it is.".into();
        }
        let rows: Vec<Vec<String>> = unknown
            .iter()
            .map(|(source, speaker, count)| {
                vec![source.clone(), speaker.clone(), count.to_string()]
            })
            .collect();
        table(&["Source", "Speaker", "Transcripts"], &rows)
    })?;
    Ok(Ended::Well)
}
