//! The words for what is brought in and what came of it.

use crate::domain::count::counted;
use crate::domain::import::kind::Kind;
use crate::ops::import::Report;

use super::Came;
use crate::tui::widgets::dialog::Choice;

/// What a file or folder holds.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Calls => "calls: one row a call, or a part of one",
        Kind::Surveys => "answers of customers to a survey",
        Kind::Evaluations => "past evaluations: one row a scored call",
        Kind::Recordings => "recordings of calls",
        Kind::Transcripts => "transcripts of calls",
        Kind::Numbers => "numbers of your own KPIs, week by week",
    }
}

/// The same in a word or two, for a title.
pub fn kind_in_short(kind: Kind) -> &'static str {
    match kind {
        Kind::Calls => "calls",
        Kind::Surveys => "survey answers",
        Kind::Evaluations => "past evaluations",
        Kind::Recordings => "recordings",
        Kind::Transcripts => "transcripts",
        Kind::Numbers => "numbers",
    }
}

/// The choice of what it holds.
pub fn kinds() -> Choice {
    let kinds = Kind::ALL.iter().map(|one| kind(*one).to_owned());
    Choice::new("What does it hold?", kinds.collect())
}

/// What came of it in a sentence.
pub fn said(came: &Came) -> String {
    let (count, what, added, known) = match came {
        Came::All(all) => {
            let sum = |of: fn(&Report) -> u64| all.read.iter().map(of).sum();
            let added = sum(|report| report.added);
            (
                all.read.len() as u64,
                "table",
                added,
                sum(|report| report.known),
            )
        }
        Came::Table(report) => {
            let (count, what) = match (report.kind, &report.surveys) {
                (_, Some(came)) => (came.answers, "answer"),
                (Kind::Evaluations, _) => (report.calls, "evaluation"),
                (Kind::Numbers, _) => (report.calls, "number"),
                _ => (report.calls, "call"),
            };
            (count, what, report.added, report.known)
        }
        Came::Recordings(report) => (report.rows, "recording", report.added, report.known),
        Came::Transcripts(report) => (report.rows, "transcript", report.added, report.known),
    };
    let count = counted(count as i64, what);
    format!("{count}: {added} new, {known} known.")
}
