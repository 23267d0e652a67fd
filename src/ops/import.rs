//! Import: a file of somebody else's into calls, all of it or nothing.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::domain::call::Instant;
use crate::domain::id::RepId;
use crate::domain::import::field::{ColumnRef, Field};
use crate::domain::import::roster::{Roster, aliases};
use crate::domain::import::stamp::DateOrder;
use crate::store::{Store, StoreError, intake, rep};

pub mod browse;
mod chains;
pub mod delimited;
mod load;
pub mod meter;
mod parse;
pub mod plan;
pub mod preview;
pub mod profiles;
mod reading;
pub mod refusal;
pub mod report;
mod scan;
pub mod table;
pub mod text;

pub use meter::{Listener, Progress};
pub use preview::{Preview, preview};
pub use refusal::Refusal;
pub use report::Report;
pub use table::files;

use reading::Reading;

/// The source of calls from a file of no known system that was given no name.
pub const NAMELESS: &str = "calls";

/// What the owner says of a file. All of it may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The profile's id; recognised when not told.
    pub profile: Option<String>,
    /// Which column holds which field; over the profile's.
    pub map: Vec<(Field, ColumnRef)>,
    /// The zone of the file's clock, by its IANA name; remembered for the source.
    pub zone: Option<String>,
    /// The order of its dates; remembered for the source.
    pub dates: Option<DateOrder>,
    /// The name of the source; else the profile's.
    pub source_name: Option<String>,
    /// Save the map under this id, to be recognised the next time.
    pub save_profile: Option<String>,
    /// Do everything and take it back.
    pub dry_run: bool,
    /// Make reps of unknown names.
    pub add_reps: bool,
    /// The folder of the owner's own profiles.
    pub profiles_dir: Option<PathBuf>,
}

/// Imports one file of calls: the whole of it in one transaction, or nothing.
///
/// # Errors
/// A [`Refusal`] where something must be told first, the file is no call log, or it was stopped; else the fault of the
/// file or the store. Nothing has been written then.
pub fn run(
    store: &Store,
    path: &Path,
    options: &Options,
    now: Instant,
    progress: Listener<'_>,
) -> Result<Report> {
    if let Some(id) = &options.save_profile {
        profiles::check_id(id)?;
        if options.profiles_dir.is_none() {
            let why = "there is no folder for profiles".to_owned();
            return Err(Refusal::CannotSave(why).into());
        }
    }
    let doing = || format!("could not import {}", path.display());
    let reading = Reading::open(store, path, options, now, progress)?;
    let own = own_profile(&reading, options);
    let mut report = None;
    let done = store.transaction(|store| -> Result<()> {
        report = Some(reading.take(store, options, now)?);
        // Everything was tried; the error takes it back.
        anyhow::ensure!(!options.dry_run, "this was a dry run");
        Ok(())
    });
    match (report, done) {
        (Some(report), Err(_)) if options.dry_run => Ok(Report {
            import: None,
            ..report
        }),
        (_, Err(error)) => Err(error),
        (report, Ok(())) => {
            if let (Some(folder), Some(profile)) = (&options.profiles_dir, own) {
                profiles::save(folder, &profile)?;
            }
            report.with_context(doing)
        }
    }
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
