//! What came of an import, or would: counts, what was left out and why, what was refused. The shape of `import --json`.

mod tally;

use anyhow::{Context, Result};
use serde::Serialize;

use crate::domain::call::Instant;
use crate::domain::id::ImportId;
use crate::domain::import::clock::{Changes, Clock};
use crate::domain::import::kind::Kind;
use crate::domain::import::stamp::DateOrder;
use crate::domain::week::Week;
use crate::ops::import::table::Table;
use crate::store::{Store, import};

pub(super) use tally::Tally;

/// What came of one file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The import in the history; none when nothing was written.
    pub import: Option<ImportId>,
    /// What was read.
    pub kind: Kind,
    /// The profile's id.
    pub profile: String,
    /// The source, which begins the ticket ids of its calls.
    pub source: String,
    /// The file's name, without its folder.
    pub file: String,
    /// What the numbers of refused rows count: `line`, `record` or `row`.
    pub counted: &'static str,
    /// Why it was read as it was: `41 columns match Aircall`.
    pub recognised: String,
    /// Whether it was only tried.
    pub dry_run: bool,
    /// Records read, below the header.
    pub rows: u64,
    /// Conversations, after legs were joined.
    pub calls: u64,
    /// Of the calls, those that are new.
    pub added: u64,
    /// Of the calls, those that were there just so.
    pub known: u64,
    /// Of the calls, those that were there and have something new.
    pub updated: u64,
    /// What can not be drawn, by reason.
    pub left_out: LeftOut,
    /// Where the rows stand that are no calls.
    pub aside: Aside,
    /// Calls that somebody answered and that name nobody.
    pub unnamed: u64,
    /// Rows that could not be used. At most [`LISTED_AT_MOST`] are listed.
    pub rejected: Vec<Rejected>,
    /// How many rows could not be used.
    pub rejected_rows: u64,
    /// When the first call began.
    pub first_at: Option<Instant>,
    /// When the last call began.
    pub last_at: Option<Instant>,
    /// The zone of the file's clock.
    pub zone: String,
    /// How that zone is known.
    pub zone_from: ZoneFrom,
    /// The order of day, month and year in its dates.
    pub dates: DateOrder,
    /// Times in an hour that the clock skipped or showed twice.
    pub dst: Changes,
    /// Names that answered calls and that no rep is known by, the most calls first.
    pub unknown_reps: Vec<Unknown>,
    /// Words for how a call came out that are not known, the most calls first: those calls are among the unanswered.
    pub unknown_statuses: Vec<Unknown>,
    /// Reps who were added because they were asked for.
    pub added_reps: Vec<String>,
    /// What else came of evaluations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluations: Option<Evaluated>,
    /// What else came of a survey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surveys: Option<Surveyed>,
    /// What else came of numbers of KPIs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numbers: Option<Numbered>,
}

/// What else came of numbers of KPIs; its `calls` are the numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Numbered {
    /// Of which KPIs, by their keys.
    pub kpis: Vec<String>,
    /// The first week of which a number was told.
    pub first_week: Option<Week>,
    /// The last.
    pub last_week: Option<Week>,
}

/// What else came of a survey; its `calls` are the answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Surveyed {
    /// Answers in the file.
    pub answers: u64,
    /// Of those, the ones whose call is known.
    pub joined: u64,
    /// Rows in which nothing was answered.
    pub blank: u64,
    /// What each column measures, on which scale.
    pub scales: Vec<String>,
    /// How many days before an answer its call may lie.
    pub within_days: u16,
    /// Answers whose call is not sure, by line, and why: kept by themselves. At most [`LISTED_AT_MOST`] are listed.
    pub unmatched: Vec<Rejected>,
    /// How many those are.
    pub unmatched_rows: u64,
}

/// What else came of a file of evaluations; its `calls` are the scored calls, of which those that are new were `added`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Evaluated {
    /// Calls that were not known and were made.
    pub calls_made: u64,
    /// Of those, the ones of which only the time of scoring is known: it stands for their beginning.
    pub at_scoring: u64,
    /// Of the new ones, reps' own scores, which stand beside the owner's and count nowhere.
    pub own: u64,
    /// Of the new ones, those that were drawn at random.
    pub random: u64,
    /// Of the new ones, those without a quality, because too little of the form applied.
    pub not_scorable: u64,
    /// The forms on which they were scored.
    pub scorecards: Vec<String>,
    /// Questions without a column: taken as not applicable.
    pub without_column: Vec<String>,
}

/// How the zone of a file's clock is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneFrom {
    /// The profile fixes it.
    Profile,
    /// It was told for this import.
    Told,
    /// It was told for an earlier file of the source.
    Source,
    /// The ids of the calls are made of instants, and these tell it.
    Ids,
    /// Nothing tells: the business's own.
    Desk,
}

/// How many refused rows are listed.
pub const LISTED_AT_MOST: usize = 10_000;
/// How many rows that are no calls are listed for each reason.
pub const ASIDE_AT_MOST: usize = 1_000;

/// What can not be drawn: calls by their standing, rows that are no calls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Calls between two people of the house.
    pub internal: u64,
    /// Calls that nobody picked up.
    pub unanswered: u64,
    /// Calls answered by nobody whom this desk knows.
    pub no_rep: u64,
    /// Calls that only the voicemail answered.
    pub voicemail: u64,
    /// Calls that only a recorded menu answered.
    pub menu: u64,
    /// Rows of totals and the like.
    pub footer: u64,
    /// Rows without anything in them.
    pub blank: u64,
    /// Rows that repeat the header.
    pub header: u64,
    /// Rows that are no calls: messages, faxes, events of no call.
    pub other: u64,
}

/// The lines of rows that are no calls, at most [`ASIDE_AT_MOST`] of each reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Aside {
    /// Rows of totals and the like.
    pub footer: Vec<u64>,
    /// Rows that repeat the header.
    pub header: Vec<u64>,
    /// Messages, faxes, events of no call.
    pub other: Vec<u64>,
}

/// One row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// The line of the file at which it begins, or the number of the record, from 1.
    pub line: u64,
    /// Why.
    pub reason: String,
}

/// What this desk does not know: a name, or a word for how a call came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// As the file writes it.
    pub written: String,
    /// On how many calls it stands.
    pub calls: u64,
}

/// What a report says beside the counts.
pub(super) struct About<'a> {
    pub import: ImportId,
    pub kind: Kind,
    pub profile: &'a str,
    pub source: &'a str,
    pub table: &'a Table,
    pub recognised: String,
    pub dry_run: bool,
    pub zone_from: ZoneFrom,
}

impl About<'_> {
    /// The report of what was counted, with times as `clock` read them.
    pub fn report(self, tally: Tally, clock: &Clock) -> Report {
        Report {
            import: (!self.dry_run).then_some(self.import),
            kind: self.kind,
            profile: self.profile.to_owned(),
            source: self.source.to_owned(),
            file: self.table.name.clone(),
            counted: self.table.counted,
            recognised: self.recognised,
            dry_run: self.dry_run,
            rows: tally.rows,
            calls: tally.calls(),
            added: tally.added,
            known: tally.known,
            updated: tally.updated,
            left_out: tally.left_out,
            unnamed: tally.unnamed,
            unknown_reps: tally.unknown_reps.most_first(),
            unknown_statuses: tally.unknown_statuses.most_first(),
            aside: tally.aside,
            rejected: tally.rejected,
            rejected_rows: tally.rejected_rows,
            first_at: tally.first_at,
            last_at: tally.last_at,
            zone: clock.zone.name().to_owned(),
            zone_from: self.zone_from,
            dates: clock.order.unwrap_or(DateOrder::Ymd),
            dst: clock.changes,
            added_reps: tally.added_reps,
            evaluations: None,
            surveys: None,
            numbers: None,
        }
    }
}

impl Report {
    /// Writes the report down in the history.
    pub(super) fn kept(self, store: &Store, import: ImportId) -> Result<Self> {
        let json = serde_json::to_string(&self).context("could not write the report down")?;
        import::finish(store, import, &json)?;
        Ok(self)
    }
}
