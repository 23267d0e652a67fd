//! The lines in which it is told what came of an import, and what stands behind each.

use crate::domain::call::Standing;
use crate::domain::count::{counted, thousands};
use crate::domain::id::ImportId;
use crate::ops::import::report::Rejected;
use crate::ops::import::{All, Report};
use crate::ops::recordings::report::{Left, Listed};
use crate::ops::{recordings, transcripts};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::screens::import::Came;

/// One line.
pub struct Entry {
    /// Whether it stands above others.
    pub heading: bool,
    /// What it says.
    pub text: String,
    /// What can be opened.
    pub behind: Option<Behind>,
}

/// What stands behind a line.
pub enum Behind {
    /// The calls of the import that stand so.
    Calls(ImportId, Standing),
    /// Rows of the file by their lines, each with why it is here.
    Rows(Vec<Rejected>),
    /// Files, each with why it is here.
    Files(Vec<Left>),
    /// Names that no rep is known by.
    Names,
    /// A speaker of whom it is not known who it is.
    Speaker(String),
}

/// What was read, and why as it was.
pub fn title(came: &Came) -> (String, String) {
    match came {
        Came::Table(report) => (report.file.clone(), report.recognised.clone()),
        Came::All(all) => {
            let tables = counted(all.read.len() as i64, "table");
            (tables, String::new())
        }
        Came::Recordings(report) => {
            let place = match report.file.as_str() {
                "" => "Recordings".to_owned(),
                file => file.to_owned(),
            };
            (place, format!("{} clock", report.zone))
        }
        Came::Transcripts(report) => (report.file.clone(), format!("{} clock", report.zone)),
    }
}

/// The lines of what came.
pub fn lines(came: &Came, unknown: &[(String, i64)]) -> Vec<Entry> {
    match came {
        Came::Table(report) => table(report, unknown),
        Came::All(all) => of_all(all, unknown),
        Came::Recordings(report) => of_recordings(report),
        Came::Transcripts(report) => of_transcripts(report),
    }
}

fn heading(text: impl Into<String>) -> Entry {
    Entry {
        heading: true,
        text: text.into(),
        behind: None,
    }
}

fn line(count: u64, what: &str) -> Entry {
    Entry {
        heading: false,
        text: format!("{:>7}  {what}", thousands(count as i64)),
        behind: None,
    }
}

/// A line for each of them that counts anything.
fn such(told: &[(u64, &str)]) -> impl Iterator<Item = Entry> {
    let counting = told.iter().filter(|(count, _)| *count > 0);
    counting.map(|(count, what)| line(*count, what))
}

fn opened(count: u64, what: &str, behind: Behind) -> Entry {
    Entry {
        behind: Some(behind),
        ..line(count, what)
    }
}

/// A heading and those of the lines that count anything.
fn section(lines: &mut Vec<Entry>, title: &str, entries: Vec<(u64, Entry)>) {
    let mut counted = entries
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .peekable();
    if counted.peek().is_some() {
        lines.push(heading(title));
        lines.extend(counted.map(|(_, entry)| entry));
    }
}

fn table(report: &Report, unknown: &[(String, i64)]) -> Vec<Entry> {
    let what = match (&report.surveys, &report.evaluations) {
        (Some(_), _) => "answer",
        (_, Some(_)) => "evaluation",
        _ => "call",
    };
    let of = report
        .surveys
        .as_ref()
        .map_or(report.calls, |came| came.answers);
    let (of, rows) = (counted(of as i64, what), counted(report.rows as i64, "row"));
    let mut lines = vec![
        heading(format!("{of} from {rows}")),
        line(report.added, "new"),
    ];
    lines.extend(such(&[
        (report.known, "known already"),
        (report.updated, "known, with something new"),
    ]));
    if let (Some(first), Some(last)) = (report.first_at, report.last_at) {
        let form = "%-d %b %Y";
        let (first, last) = (first.format(form), last.format(form));
        lines.push(Entry {
            heading: false,
            text: format!("         from {first} to {last}, {} clock", report.zone),
            behind: None,
        });
    }
    of_survey(report, &mut lines);
    of_evaluations(report, &mut lines);
    never_drawn(report, &mut lines);
    names(report, unknown, &mut lines);
    no_calls(report, &mut lines);
    if report.rejected_rows > 0 {
        let rejected = Behind::Rows(report.rejected.clone());
        let why = report
            .rejected
            .first()
            .map_or("", |one| one.reason.as_str());
        lines.push(heading("Rows that could not be used"));
        lines.push(opened(
            report.rejected_rows,
            &format!("such as: {why}"),
            rejected,
        ));
    }
    lines
}

/// Each table under its name; those that were left out come first.
fn of_all(all: &All, unknown: &[(String, i64)]) -> Vec<Entry> {
    let mut lines = Vec::new();
    if !all.refused.is_empty() {
        let files = all.refused.iter().map(|(file, reason)| Left {
            file: file.clone(),
            reason: reason.clone(),
            calls: Vec::new(),
        });
        let count = all.refused.len() as u64;
        lines.push(heading("Left out"));
        lines.push(opened(
            count,
            "of the tables, and why",
            Behind::Files(files.collect()),
        ));
    }
    for report in &all.read {
        lines.push(heading(format!("{}: {}", report.file, report.recognised)));
        lines.append(&mut table(report, unknown));
    }
    lines
}

fn of_survey(report: &Report, lines: &mut Vec<Entry>) {
    let Some(came) = &report.surveys else { return };
    lines.push(line(came.joined, "with their call"));
    lines.extend(came.scales.iter().map(|scale| Entry {
        heading: false,
        text: format!("         {scale}"),
        behind: None,
    }));
    let unmatched = opened(
        came.unmatched_rows,
        "belong to no call for sure: kept by themselves",
        Behind::Rows(came.unmatched.clone()),
    );
    let blank = line(came.blank, "rows in which nothing was answered");
    let both = vec![(came.unmatched_rows, unmatched), (came.blank, blank)];
    section(lines, "Without a call", both);
}

fn of_evaluations(report: &Report, lines: &mut Vec<Entry>) {
    let Some(came) = &report.evaluations else {
        return;
    };
    let told = [
        (came.own, "scored by the rep: they stand in no number"),
        (came.random, "drawn at random: they count in the KPIs"),
        (came.calls_made, "calls that were not known and were made"),
        (
            came.at_scoring,
            "of those with the time of scoring for their beginning",
        ),
        (
            came.not_scorable,
            "without a quality: too little of the form applied",
        ),
    ];
    let told = told.map(|(count, what)| (count, line(count, what)));
    section(lines, "Of the new ones", told.into());
    if !came.without_column.is_empty() {
        lines.push(heading(
            "Questions without a column: taken as not applicable",
        ));
        lines.extend(came.without_column.iter().map(|question| Entry {
            heading: false,
            text: format!("         {question}"),
            behind: None,
        }));
    }
}

fn never_drawn(report: &Report, lines: &mut Vec<Entry>) {
    let out = &report.left_out;
    let reasons = [
        (
            out.internal,
            "between two people of the house",
            Standing::Internal,
        ),
        (out.unanswered, "nobody picked up", Standing::Unanswered),
        (
            out.voicemail,
            "only the voicemail answered",
            Standing::Voicemail,
        ),
        (out.menu, "only a recorded menu answered", Standing::Menu),
        (
            out.no_rep,
            "answered by nobody whom this desk knows",
            Standing::NoRep,
        ),
    ];
    let entries = reasons.into_iter().map(|(count, why, standing)| {
        let entry = match report.import {
            Some(import) => opened(count, why, Behind::Calls(import, standing)),
            None => line(count, why),
        };
        (count, entry)
    });
    section(lines, "Kept, but never drawn", entries.collect());
    let words = report.unknown_statuses.iter();
    section(
        lines,
        "It is not known how these came out, so they are among those that nobody picked up",
        words
            .map(|one| (one.calls, line(one.calls, &one.written)))
            .collect(),
    );
}

fn names(report: &Report, unknown: &[(String, i64)], lines: &mut Vec<Entry>) {
    let waiting: Vec<_> = report
        .unknown_reps
        .iter()
        .filter(|one| unknown.iter().any(|(name, _)| *name == one.written))
        .map(|one| (one.calls, opened(one.calls, &one.written, Behind::Names)))
        .collect();
    section(
        lines,
        "Names that this desk does not know: say once whose they are",
        waiting,
    );
    if !report.added_reps.is_empty() {
        lines.push(heading(format!(
            "New reps: {}",
            report.added_reps.join(", ")
        )));
    }
    let key = keys::key_of(Scope::Import.chain(), Action::Whose);
    let advice = "answered, and the file names nobody. One person's phone? Choose it again:";
    let advice = &format!("{advice} {key} says whose");
    let entry = match report.import {
        Some(import) => opened(
            report.unnamed,
            advice,
            Behind::Calls(import, Standing::NoRep),
        ),
        None => line(report.unnamed, advice),
    };
    section(lines, "Of nobody by name", vec![(report.unnamed, entry)]);
}

fn no_calls(report: &Report, lines: &mut Vec<Entry>) {
    let (out, aside) = (&report.left_out, &report.aside);
    let rows = |at: &[u64], why: &str| {
        let rows = at.iter().map(|line| Rejected {
            line: *line,
            reason: why.to_owned(),
        });
        Behind::Rows(rows.collect())
    };
    let reasons = vec![
        (
            out.footer,
            opened(
                out.footer,
                "totals and remarks",
                rows(&aside.footer, "totals or a remark"),
            ),
        ),
        (
            out.header,
            opened(
                out.header,
                "the header again",
                rows(&aside.header, "the header again"),
            ),
        ),
        (
            out.other,
            opened(
                out.other,
                "messages, faxes and the like",
                rows(&aside.other, "no call"),
            ),
        ),
        (out.blank, line(out.blank, "blank")),
    ];
    section(lines, "Rows that are no calls", reasons);
}

fn listed(of: &Listed, what: &str) -> (u64, Entry) {
    (
        of.count,
        opened(of.count, what, Behind::Files(of.files.clone())),
    )
}

fn of_recordings(report: &recordings::Report) -> Vec<Entry> {
    let mut lines = vec![
        heading(counted(report.rows as i64, "recording")),
        line(report.added, "new"),
    ];
    lines.extend(such(&[
        (report.known, "known already"),
        (report.updated, "known, with something new"),
        (report.joined, "with their call"),
        (report.calls_added, "calls made of recordings"),
    ]));
    let alone = vec![
        listed(&report.ambiguous, "fit more than one call"),
        listed(&report.alone, "fit no call"),
    ];
    section(&mut lines, "Without a call", alone);
    let faulty = vec![
        listed(&report.faulty, "kept, and cannot be heard or measured"),
        listed(&report.rejected, "not taken"),
    ];
    section(&mut lines, "With a fault", faulty);
    lines
}

fn of_transcripts(report: &transcripts::Report) -> Vec<Entry> {
    let mut lines = vec![
        heading(counted(report.rows as i64, "transcript")),
        line(report.added, "new"),
    ];
    lines.extend(such(&[
        (report.known, "known already"),
        (report.updated, "read anew"),
        (report.turns, "turns"),
    ]));
    let speakers = report.unknown_speakers.iter().map(|one| {
        let count = one.transcripts as u64;
        (
            count,
            opened(count, &one.speaker, Behind::Speaker(one.speaker.clone())),
        )
    });
    section(
        &mut lines,
        "Who speaks here? Say it once for the source",
        speakers.collect(),
    );
    let alone = vec![
        listed(&report.ambiguous, "fit more than one call"),
        listed(&report.alone, "fit no call"),
        listed(&report.rejected, "not taken"),
    ];
    section(&mut lines, "Left out", alone);
    lines
}
