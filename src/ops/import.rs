//! Import: a file of somebody else's into calls, all of it or nothing.

use std::path::PathBuf;

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::id::RepId;
use crate::domain::import::field::{ColumnRef, Field, MapError};
use crate::domain::import::kind::Kind;
use crate::domain::import::roster::{Roster, aliases};
use crate::domain::import::sheet::Scorer;
use crate::domain::import::stamp::DateOrder;
use crate::domain::import::survey::Scale;
use crate::store::{Store, StoreError, intake, rep};

pub mod all;
pub mod archive;
pub mod browse;
mod chains;
pub(in crate::ops) mod columns;
pub mod cursor;
pub mod delimited;
pub mod evaluations;
pub mod fixed;
pub mod folder;
pub mod form;
pub mod history;
pub mod html;
pub mod json;
pub mod lines;
mod load;
pub mod looked;
pub mod markup;
pub mod media;
pub mod meter;
mod numbers;
pub mod origin;
mod parse;
pub mod plan;
pub mod preview;
pub mod profiles;
mod reading;
pub mod records;
pub mod refusal;
pub mod report;
mod scan;
mod seen;
pub mod sort;
pub mod spool;
pub mod sql;
pub mod surveys;
pub mod table;
pub mod text;
pub mod undo;
pub mod workbook;
pub mod xml;

pub use all::{All, run_all};
pub use folder::{files, of_file, only_file};
pub use looked::{Looked, look};
pub use meter::{Listener, Progress};
pub use origin::Origin;
pub use preview::{Preview, preview};
pub use refusal::Refusal;
pub use report::Report;

pub(in crate::ops) use reading::settled;

use reading::Reading;
use table::Table;

/// The source of calls from a file of no known system that was given no name.
pub const NAMELESS: &str = "calls";

/// What the owner says of a file. All of it may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// What the file holds; recognised when not told.
    pub kind: Option<Kind>,
    /// The profile's id; recognised when not told.
    pub profile: Option<String>,
    /// Which column holds which field; over the profile's.
    pub map: Vec<(Field, ColumnRef)>,
    /// Which column holds the answers to which question, or what else is told of a scoring; for evaluations.
    pub questions: Vec<(String, ColumnRef)>,
    /// The scorecard of evaluations that name none.
    pub scorecard: Option<String>,
    /// Who scored the evaluations that do not say; the owner when not told.
    pub scored_by: Option<Scorer>,
    /// The scales of a survey, where its answers do not show them.
    pub scales: Vec<Scale>,
    /// How many days before an answer its call may lie; 7 when not told.
    pub within_days: Option<u16>,
    /// The zone of the file's clock, by its IANA name; remembered for the source.
    pub zone: Option<String>,
    /// The year of its newest call, where its dates tell none.
    pub year: Option<i32>,
    /// The order of its dates; remembered for the source.
    pub dates: Option<DateOrder>,
    /// The name of the source; else the profile's.
    pub source_name: Option<String>,
    /// The rep whose phone it is: of calls that name nobody; remembered for the source.
    pub rep: Option<String>,
    /// Save the map under this id, to be recognised the next time.
    pub save_profile: Option<String>,
    /// Do everything and take it back.
    pub dry_run: bool,
    /// Make reps of unknown names.
    pub add_reps: bool,
    /// Read a file again whose calls are there under the name of another source.
    pub again: bool,
    /// The folder of the owner's own profiles.
    pub profiles_dir: Option<PathBuf>,
}

/// Imports one file: the whole of it in one transaction, or nothing.
///
/// # Errors
/// A [`Refusal`] where something must be told first, the file is none of its kind, or it was stopped; else the fault of
/// the file or the store. Nothing has been written then.
pub fn run(
    store: &Store,
    origin: impl Into<Origin>,
    options: &Options,
    now: Instant,
    progress: Listener<'_>,
) -> Result<Report> {
    let origin = origin.into().in_year(options.year);
    match kind_of(store, &origin, options)? {
        Kind::Calls => calls(store, &origin, options, now, progress),
        Kind::Evaluations => evaluations::run(store, &origin, options, now, progress),
        Kind::Surveys => surveys::run(store, &origin, options, now, progress),
        Kind::Numbers => numbers::run(store, &origin, options, now, progress),
        kind @ (Kind::Recordings | Kind::Transcripts) => {
            anyhow::bail!(
                "{kind} are read a folder at a time: deskside import FOLDER --kind {kind}"
            )
        }
    }
}

/// What a file holds: as told; else what it looks like. What looks like nothing else is tried as calls.
///
/// # Errors
/// The file cannot be read.
pub fn kind_of(store: &Store, origin: &Origin, options: &Options) -> Result<Kind> {
    if let Some(kind) = options.kind {
        return Ok(kind);
    }
    if options.profile.is_some() {
        return Ok(Kind::Calls);
    }
    reading::check(store, origin)?;
    let table = Table::glance(origin)?;
    Ok(if evaluations::fits(store, &table)? {
        Kind::Evaluations
    } else if numbers::fits(store, &table)? {
        Kind::Numbers
    } else if surveys::fits(&table) {
        Kind::Surveys
    } else {
        Kind::Calls
    })
}

/// Does the whole of `work` or nothing; with `dry_run` all of it, to take it back and tell what it came to.
pub(in crate::ops) fn whole<T>(
    store: &Store,
    dry_run: bool,
    work: impl FnOnce(&Store) -> Result<T>,
) -> Result<T> {
    let mut came = None;
    let done = store.transaction(|store| -> Result<()> {
        came = Some(work(store)?);
        // Everything was tried; the error takes it back.
        anyhow::ensure!(!dry_run, "this was a dry run");
        Ok(())
    });
    match (came, done) {
        (Some(came), Err(_)) if dry_run => Ok(came),
        (Some(came), Ok(())) => Ok(came),
        (_, Err(error)) => Err(error),
        (None, Ok(())) => anyhow::bail!("the work ended and told nothing"),
    }
}

fn calls(
    store: &Store,
    origin: &Origin,
    options: &Options,
    now: Instant,
    progress: Listener<'_>,
) -> Result<Report> {
    if let Some((name, _)) = options.questions.first() {
        return Err(MapError::Field(name.clone()).into());
    }
    if let Some(id) = &options.save_profile {
        profiles::check_id(id)?;
        if options.profiles_dir.is_none() {
            let why = "there is no folder for profiles".to_owned();
            return Err(Refusal::CannotSave(why).into());
        }
    }
    let reading = Reading::open(store, origin, options, now, progress)?;
    let own = own_profile(&reading, options);
    let report = whole(store, options.dry_run, |store| {
        reading.take(store, options, now)
    })?;
    if let (Some(folder), Some(profile), false) = (&options.profiles_dir, own, options.dry_run) {
        profiles::save(folder, &profile)?;
    }
    Ok(report)
}

/// The map that is to be saved, as a profile.
fn own_profile(
    reading: &Reading<'_>,
    options: &Options,
) -> Option<crate::domain::import::profile::Profile> {
    let id = options.save_profile.as_deref()?;
    Some(reading.plan.own_profile(id, options.source_name.as_deref()))
}

/// Gives what `written` names to a rep: from now on, and the calls that were waiting for it. How many they are.
///
/// # Errors
/// What is written names another rep.
pub fn assign_rep(store: &Store, written: &str, rep: RepId) -> Result<i64, StoreError> {
    store.transaction(|store| {
        let mut roster = Roster::of(&rep::list(store)?);
        if roster.find(written).is_some_and(|other| other != rep) {
            return Err(StoreError::Refused(format!(
                "'{written}' is another rep already"
            )));
        }
        for (_, text) in aliases(written) {
            if roster.find(&text).is_none() {
                rep::add_alias(store, rep, &text)?;
            }
        }
        intake::assign_rep(store, written, rep)
    })
}
