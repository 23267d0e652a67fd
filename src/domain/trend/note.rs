//! Notes on a chart: what was agreed with reps, what was decided, and where a form changed.

use crate::domain::call::words;
use crate::domain::id::RepId;
use crate::domain::kpi::Kpi;
use crate::domain::trend::{FormVersion, Record, Span};
use crate::domain::week::Week;

words! {
    /// What a note is about.
    NoteKind {
        /// A new version of a form: a new phase begins.
        Form = "form",
        /// What a rep and the owner agreed to work on.
        Commitment = "commitment",
        /// A business decision, or what else happened.
        Decision = "decision",
        /// A file was brought in.
        Import = "import",
    }
}

/// A mark on a chart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Where it stands.
    pub week: Week,
    /// What it is about.
    pub kind: NoteKind,
    /// The words, as the owner wrote them.
    pub text: String,
}

/// The notes of the weeks shown: a rep's own commitments, or everybody's with their names for the business.
/// `changes` are the weeks in which a form of the KPI changed.
pub(super) fn notes(
    kpi: &Kpi,
    record: &Record,
    changes: &[(Week, &FormVersion)],
    span: Span,
    rep: Option<RepId>,
) -> Vec<Note> {
    let commitments = record
        .commitments
        .iter()
        .filter(|one| rep.is_none_or(|rep| one.rep == rep))
        .map(|one| Note {
            week: one.week,
            kind: NoteKind::Commitment,
            text: if rep.is_some() {
                one.what.clone()
            } else {
                format!("{}: {}", one.name, one.what)
            },
        });
    let decisions = record
        .decisions
        .iter()
        .filter(|one| one.kpi.as_ref().is_none_or(|about| *about == kpi.key))
        .map(|one| Note {
            week: one.week,
            kind: NoteKind::Decision,
            text: one.what.clone(),
        });
    let imports = record.imports.iter().map(|one| Note {
        week: one.week,
        kind: NoteKind::Import,
        text: one.what.clone(),
    });
    let forms = changes.iter().map(|(week, form)| Note {
        week: *week,
        kind: NoteKind::Form,
        text: format!("{} v{}", form.name, form.version),
    });
    let mut notes: Vec<Note> = forms
        .chain(commitments)
        .chain(decisions)
        .chain(imports)
        .filter(|note| span.from <= note.week && note.week <= span.to)
        .collect();
    notes.sort();
    notes
}
