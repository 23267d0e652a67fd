//! What a folder of recordings looks like before it is read: the first files with their calls. Writes nothing.

use std::path::Path;

use anyhow::{Context, Result};

use crate::domain::call::{Call, Instant};
use crate::ops::import::looked::ROWS;
use crate::ops::recordings::report::Listed;
use crate::ops::recordings::root::Root;
use crate::ops::recordings::whose::{Owner, Whose};
use crate::ops::recordings::{Options, SOURCE, files, folder_of, holds, look, zone_of};
use crate::store::{Store, call};

/// What a folder of recordings looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Recordings in it.
    pub files: usize,
    /// Files that will not be taken.
    pub rejected: u64,
    /// The zone of the clock in the names.
    pub zone: String,
    /// The first files.
    pub rows: Vec<Shown>,
}

/// A recording as it would be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The file, below the recordings' folder.
    pub file: String,
    /// When it was made, as its name tells.
    pub at: Option<Instant>,
    /// How long it is, where its header tells.
    pub secs: Option<f64>,
    /// What is wrong with it; empty for nothing.
    pub fault: String,
    /// Its call, or why none is sure.
    pub call: Result<Call, String>,
}

/// Looks at the recordings at or below `path`, or those that the list there names.
///
/// # Errors
/// It lies outside of the recordings' folder, or the fault of a folder or of the store.
pub fn preview(store: &Store, path: &Path, options: &Options) -> Result<Preview> {
    let path = path
        .canonicalize()
        .with_context(|| format!("could not read {}", path.display()))?;
    let root = match Root::of(store)? {
        Some(root) => root,
        None => Root::at(folder_of(&path)?)?,
    };
    let root = holds(root, &path)?;
    let name = options.source_name.as_deref().unwrap_or(SOURCE);
    let zone = zone_of(store, name, options.zone.as_deref())?;
    let mut rejected = Listed::default();
    let files = files(&root, &path, options, &mut rejected)?;
    let mut preview = Preview {
        files: files.len(),
        rejected: rejected.count,
        zone: zone.name().to_owned(),
        rows: Vec::new(),
    };
    let mut whose = Whose::read(store, zone)?;
    for told in files.into_iter().take(ROWS) {
        let found = look(&root, &told.path);
        preview.rows.push(Shown {
            at: whose.times(&told.named).first().copied(),
            secs: found.secs,
            fault: found.fault,
            call: match whose.find_told(store, &told, found.secs)? {
                Owner::Call(id) => Ok(call::get(store, id)?),
                Owner::Unsure(_, why) | Owner::Nobody(why) => Err(why),
            },
            file: told.path,
        });
    }
    Ok(preview)
}
