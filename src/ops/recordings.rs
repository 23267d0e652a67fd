//! Recordings: read where they lie, joined to calls, opened from one folder only. Nothing is copied or moved.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::domain::call::{Call, Instant};
use crate::domain::id::{CallId, RecordingId};
use crate::domain::import::field::{ColumnRef, Field};
use crate::domain::import::stamp::DateOrder;
use crate::domain::recording::fit::TOLERANCE;
use crate::domain::recording::{Recording, name};
use crate::domain::zone::Zone;
use crate::ops::audio;
use crate::ops::import::meter::{Meter, Stage};
use crate::ops::import::{Listener, whole};
use crate::ops::recordings::report::Listed;
use crate::ops::setup;
use crate::store::import::NewImport;
use crate::store::recording::Found;
use crate::store::{Store, import, recording, source};

mod list;
mod made;
pub mod preview;
pub mod report;
pub mod root;
pub(in crate::ops) mod walk;
pub mod whose;

pub use report::Report;
pub use root::Root;

use list::Told;
use made::Maker;
use whose::{Owner, Whose};

/// The source of calls that were made of recordings, where no other name is told.
pub const SOURCE: &str = "recordings";

/// What the owner says of a folder of recordings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The zone of the clock in the names, by its IANA name; remembered for the source.
    pub zone: Option<String>,
    /// The name of the source.
    pub source_name: Option<String>,
    /// Which column of a list holds what; told by their names when empty.
    pub map: Vec<(Field, ColumnRef)>,
    /// The order of the dates in a list.
    pub dates: Option<DateOrder>,
    /// Make calls of recordings that no call fits.
    pub add_calls: bool,
    /// Why the files are taken for what they are; empty where that was told.
    pub recognised: String,
    /// Do everything and take it back.
    pub dry_run: bool,
}

/// Reads the recordings at or below `path`, or those that the list there names: all of them in one transaction, or
/// nothing.
///
/// # Errors
/// It lies outside of the recordings' folder, it was stopped, or the fault of a folder or of the store.
pub fn run(
    store: &Store,
    path: &Path,
    options: &Options,
    now: Instant,
    progress: Listener<'_>,
) -> Result<Report> {
    let path = path
        .canonicalize()
        .with_context(|| format!("could not read {}", path.display()))?;
    whole(store, options.dry_run, |store| {
        take(store, &path, options, now, progress)
    })
}

/// The recordings' folder, which the first folder that is read becomes.
fn root(store: &Store, path: &Path) -> Result<Root> {
    match Root::of(store)? {
        Some(root) => Ok(root),
        None => Root::set(store, folder_of(path)?),
    }
}

fn name_of(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_string_lossy().into_owned())
}

/// The recordings' folder, where `path` lies in it; a list may lie anywhere.
fn holds(root: Root, path: &Path) -> Result<Root> {
    if list::is_list(path) {
        return Ok(root);
    }
    within(root, path)
}

/// The recordings at or below `path`, or those that the list there names.
fn files(root: &Root, path: &Path, options: &Options, rejected: &mut Listed) -> Result<Vec<Told>> {
    if list::is_list(path) {
        return list::read(root, path, options, rejected);
    }
    let files = walk::files(root, path, audio::is_recording, rejected)?;
    Ok(files.into_iter().map(Told::by_name).collect())
}

/// The folder itself, or the one in which the file lies.
pub(in crate::ops) fn folder_of(path: &Path) -> Result<&Path> {
    if path.is_dir() {
        return Ok(path);
    }
    path.parent().context("the file lies in no folder")
}

/// The folder, where `path` lies in it.
fn within(root: Root, path: &Path) -> Result<Root> {
    anyhow::ensure!(
        path.starts_with(root.folder()),
        "{} is not in the recordings' folder {}: choose another folder with deskside recordings folder PATH",
        path.display(),
        root.folder().display()
    );
    Ok(root)
}

/// The zone of the clock in the names: as told, as it was told before, else the desk's.
pub(in crate::ops) fn zone_of(
    store: &Store,
    source_name: &str,
    told: Option<&str>,
) -> Result<Zone> {
    let known = source::find(store, source_name)?.and_then(|source| source.zone);
    match told.map(str::to_owned).or(known) {
        Some(name) => Ok(Zone::parse(&name)?),
        None => setup::zone(store),
    }
}

fn take(
    store: &Store,
    path: &Path,
    options: &Options,
    now: Instant,
    progress: Listener<'_>,
) -> Result<Report> {
    let root = holds(root(store, path)?, path)?;
    let name = options.source_name.as_deref().unwrap_or(SOURCE);
    let zone = zone_of(store, name, options.zone.as_deref())?;
    let mut report = Report {
        dry_run: options.dry_run,
        recognised: options.recognised.clone(),
        kind: "recordings",
        source: name.to_owned(),
        // A list may lie elsewhere.
        file: root
            .relative(path)
            .or_else(|| name_of(path))
            .unwrap_or_default(),
        zone: zone.name().to_owned(),
        tolerance: TOLERANCE,
        ..Report::default()
    };
    let files = files(&root, path, options, &mut report.rejected)?;
    let shown = if report.file.is_empty() {
        root.folder().display().to_string()
    } else {
        report.file.clone()
    };
    let id = import::add(
        store,
        NewImport {
            source: source::remember(store, name, options.zone.as_deref(), None)?,
            kind: "recordings",
            profile: "recordings",
            file: &shown,
            file_sha256: &hash(&files),
            imported_at: now.timestamp(),
        },
    )?;
    report.import = (!options.dry_run).then_some(id);
    let maker = Maker::new(store, name, id, options.add_calls)?;
    let mut whose = Whose::read(store, zone)?;
    let mut meter = Meter::new(progress, files.len() as u64);
    for (done, told) in files.iter().enumerate() {
        meter.check(Stage::Take, done as u64, done as u64)?;
        one(store, &root, told, &mut whose, &maker, &mut report)?;
    }
    import::finish(store, id, &serde_json::to_string(&report)?)?;
    Ok(report)
}

/// Takes in one file.
fn one(
    store: &Store,
    root: &Root,
    told: &Told,
    whose: &mut Whose,
    maker: &Maker,
    report: &mut Report,
) -> Result<()> {
    report.rows += 1;
    let path = told.path.as_str();
    let mut found = look(root, path);
    let known = recording::by_path(store, path)?;
    match known.as_ref().and_then(|known| known.call_id) {
        // What was joined stays so, also what was joined by hand.
        Some(call) => found.call = Some(call),
        None => join(store, &mut found, told, whose, maker, report)?,
    }
    report.joined += u64::from(found.call.is_some());
    if !found.fault.is_empty() {
        report.faulty.push(path, found.fault.as_str(), Vec::new());
    }
    match known {
        None => {
            recording::add(store, maker.import, &found)?;
            report.added += 1;
        }
        Some(known) if recording::update(store, known.id, &found)? => report.updated += 1,
        Some(_) => report.known += 1,
    }
    Ok(())
}

fn join(
    store: &Store,
    found: &mut Found,
    told: &Told,
    whose: &mut Whose,
    maker: &Maker,
    report: &mut Report,
) -> Result<()> {
    let named = &told.named;
    match whose.find_told(store, told, found.secs)? {
        Owner::Call(call) => found.call = Some(call),
        Owner::Unsure(calls, why) => {
            report.ambiguous.push(&found.path, why.as_str(), calls);
            found.alone = why;
        }
        Owner::Nobody(why) => {
            let made = if maker.wanted() {
                maker.make(store, found, named, whose)?
            } else {
                None
            };
            report.calls_added += u64::from(made.is_some());
            found.call = made;
            if made.is_none() {
                report.alone.push(&found.path, why.as_str(), Vec::new());
                found.alone = why;
            }
        }
    }
    Ok(())
}

/// What the file's header tells.
fn look(root: &Root, path: &str) -> Found {
    let mut found = Found {
        path: path.to_owned(),
        ..Found::default()
    };
    match root.open(path) {
        Ok(mut file) => {
            found.bytes = file.metadata().map_or(0, |file| file.len());
            match audio::look(path, &mut file) {
                Ok(sound) => {
                    sound.format.clone_into(&mut found.format);
                    found.secs = Some(sound.secs);
                    found.channels = sound.channels;
                }
                Err(fault) => found.fault = fault.to_string(),
            }
        }
        Err(fault) => found.fault = fault.to_string(),
    }
    found
}

fn hash(files: &[Told]) -> String {
    let paths: Vec<&str> = files.iter().map(|told| told.path.as_str()).collect();
    let digest = Sha256::digest(paths.join("\n"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Makes a call of a recording that has none. Its rep is told by the extension in its name, where the desk knows it.
///
/// # Errors
/// It has a call already, its name holds no time, or it is between two people of the house.
pub fn make_call(store: &Store, id: RecordingId) -> Result<CallId> {
    store.transaction(|store| {
        let alone = recording::get(store, id)?;
        anyhow::ensure!(alone.call_id.is_none(), "{} has a call already", alone.path);
        let maker = Maker::new(store, SOURCE, recording::import_of(store, id)?, true)?;
        let mut whose = Whose::read(store, zone_of(store, SOURCE, None)?)?;
        let named = name::read(&alone.path);
        let found = Found { path: alone.path.clone(), secs: alone.secs, ..Found::default() };
        let call = maker.make(store, &found, &named, &mut whose)?;
        let call = call.with_context(|| {
            format!("no call can be made of {}: its name does not tell when it was, or it is between two of the house", alone.path)
        })?;
        recording::set_call(store, id, call)?;
        Ok(call)
    })
}

/// Where a call's recording is.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// This file, in the recordings' folder.
    File(PathBuf),
    /// An address: shown as text, never fetched.
    Address(String),
    /// It was told, and cannot be opened; why.
    Unreachable(String),
    /// No recording.
    Nowhere,
}

/// Where the recording of a call is: the one that was joined to it, else what its call log says.
///
/// # Errors
/// What the store says.
pub fn place(store: &Store, call: &Call) -> Result<Place> {
    let joined: Vec<Recording> = recording::of_call(store, call.id)?;
    let told = call.recording.trim();
    let path = match joined.first() {
        Some(recording) => recording.path.as_str(),
        None if told.is_empty() => return Ok(Place::Nowhere),
        None if told.contains("://") => return Ok(Place::Address(told.to_owned())),
        None => told,
    };
    Ok(match Root::of(store) {
        Ok(Some(root)) => match root.find(path) {
            Ok(file) => Place::File(file),
            Err(fault) => Place::Unreachable(format!("{path}: {fault}")),
        },
        Ok(None) => Place::Unreachable(format!("{path}: no recordings' folder was chosen yet")),
        Err(error) => Place::Unreachable(error.to_string()),
    })
}

#[cfg(test)]
mod tests;
