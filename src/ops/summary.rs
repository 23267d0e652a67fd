//! The weekly summary: gathered once from the file, then written by renderers that only format, one for each `Format`.
//! Its JSON is this structure as it stands.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::week::Week;
use critical::Critical;
use fix::Fix;
use focus::Pointed;
use ledger::Heard;
use next::{Commitment, Decision, Next};
use number::{NamedNumber, Number};
use praise::Praise;
use voice::{Quote, Theme};

pub mod critical;
mod delimited;
pub mod discretion;
mod figures;
pub mod file;
pub mod fix;
pub mod focus;
mod format;
mod gather;
mod html;
pub mod ledger;
mod letter;
mod markdown;
pub mod next;
pub mod number;
pub(crate) mod page;
pub mod praise;
pub mod sheet;
mod svg;
mod table;
pub mod voice;
mod workbook;
mod written;

pub use format::Format;
pub use gather::gather;
pub use html::html;
pub(in crate::ops) use html::rendered;
pub(in crate::ops) use markdown::escaped;
pub use markdown::markdown;
pub use written::{after_last, note_written};

/// One week of a desk, or several up to one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The week; the last one where there are several.
    pub week: Week,
    /// The first week, where there are several: what was said, praised, decided and failed comes from all of them, the
    /// KPIs stand as they are in the last.
    pub since: Option<Week>,
    /// The business's name.
    pub business: String,
    /// Its first day.
    pub from_on: NaiveDate,
    /// Its last day.
    pub to_on: NaiveDate,
    /// Whether it is over.
    pub state: State,
    /// Of every range.
    pub confidence: f64,
    /// What was heard and what was not.
    pub heard: Heard,
    /// Quality of the business.
    pub quality: Number,
    /// Critical errors by class.
    pub critical: Critical,
    /// Each rep, by name.
    pub reps: Vec<RepPart>,
    /// What customers said.
    pub voice: Vec<Theme>,
    /// What customers wrote in surveys, the latest first.
    pub surveys: Vec<Quote>,
    /// The other KPIs of the business.
    pub kpis: Vec<NamedNumber>,
    /// What went right.
    pub praise: Vec<Praise>,
    /// What reps and the owner agreed to work on and have not closed.
    pub commitments: Vec<Commitment>,
    /// What was closed in the week, and how it ended.
    pub results: Vec<Commitment>,
    /// Decisions taken in the week.
    pub decisions: Vec<Decision>,
    /// The one thing to fix next in the whole business.
    pub fix: Fix,
    /// The plan of the next week.
    pub next: Next,
}

/// Where the present stands to the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing is added to it any more but late scores.
    Over,
    /// Today lies in it.
    Running,
    /// It has not begun.
    ToCome,
}

impl State {
    fn of(week: Week, today: NaiveDate) -> Self {
        match today {
            today if today > week.sunday() => Self::Over,
            today if today >= week.monday() => Self::Running,
            _ => Self::ToCome,
        }
    }
}

/// One rep in the summary.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RepPart {
    /// Who.
    pub rep: String,
    /// Quality of the rep's drawn calls.
    pub quality: Number,
    /// What the rep does well for sure.
    pub strength: Pointed,
    /// The one behaviour to work on.
    pub focus: Pointed,
    /// Calls of the last weeks that strength and focus rest on.
    pub calls: u64,
}

#[cfg(test)]
mod tests;
