//! What transcripts look like before they are read: the first files with their calls, and who speaks in them. Writes
//! nothing.

use std::path::Path;

use anyhow::{Context, Result};

use crate::domain::call::Call;
use crate::domain::import::roster::Roster;
use crate::domain::recording::name;
use crate::domain::rep::name_key;
use crate::domain::transcript::{Format, Role};
use crate::ops::import::looked::ROWS;
use crate::ops::recordings::report::Listed;
use crate::ops::recordings::root::Root;
use crate::ops::recordings::whose::{Owner, Whose};
use crate::ops::recordings::{folder_of, walk, zone_of};
use crate::ops::transcripts::{Options, SOURCE, bytes_of, labels, read, role_of};
use crate::store::{Store, call, rep, source, transcript};

/// What transcripts look like.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Files that may hold one.
    pub files: usize,
    /// Files that will not be taken.
    pub rejected: u64,
    /// The zone of the clock in their names.
    pub zone: String,
    /// The first files, or why one cannot be used.
    pub rows: Vec<(String, Result<Shown, String>)>,
    /// Everybody who speaks in them, and who it is, where that is known.
    pub speakers: Vec<(String, Option<Role>)>,
}

/// A transcript as it would be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// How it is written.
    pub format: Format,
    /// Its turns.
    pub turns: usize,
    /// The first words.
    pub begins: String,
    /// Its call, or why none is sure.
    pub call: Result<Call, String>,
}

/// Looks at the transcripts at or below `path`.
///
/// # Errors
/// The fault of a folder or of the store.
pub fn preview(store: &Store, path: &Path, options: &Options) -> Result<Preview> {
    let path = path
        .canonicalize()
        .with_context(|| format!("could not read {}", path.display()))?;
    let root = Root::at(folder_of(&path)?)?;
    let source_name = options.source_name.as_deref().unwrap_or(SOURCE);
    let zone = zone_of(store, source_name, options.zone.as_deref())?;
    let known = match source::find(store, source_name)? {
        Some(source) => transcript::roles(store, source.id)?,
        None => std::collections::HashMap::new(),
    };
    let mut rejected = Listed::default();
    let files = walk::files(&root, &path, read::is_transcript, &mut rejected)?;
    let mut preview = Preview {
        files: files.len(),
        rejected: rejected.count,
        zone: zone.name().to_owned(),
        rows: Vec::new(),
        speakers: Vec::new(),
    };
    let mut whose = Whose::read(store, zone)?;
    let mut roster = Roster::of(&rep::list(store)?);
    for file in files.into_iter().take(ROWS) {
        let found = match bytes_of(&root, &file).and_then(|bytes| read::read(&bytes)) {
            Ok(found) => found,
            Err(why) => {
                preview.rows.push((file, Err(why)));
                continue;
            }
        };
        let ends = found.turns.iter().rev().find_map(|turn| turn.at_secs);
        let named = name::read(&file);
        let secs = ends.filter(|_| named.numbers.is_empty());
        let call = match whose.find(store, &file, &named, secs)? {
            Owner::Call(id) => Ok(call::get(store, id)?),
            Owner::Unsure(_, why) | Owner::Nobody(why) => Err(why),
        };
        let customer = call.as_ref().map_or("", |call| call.customer.as_str());
        for label in labels(&found) {
            let told = options.speakers.iter().find(|(named, _)| named == label);
            let role = told
                .map(|(_, role)| *role)
                .or_else(|| known.get(&name_key(label)).copied())
                .or_else(|| role_of(label, customer, &mut roster));
            match preview.speakers.iter_mut().find(|(name, _)| name == label) {
                Some((_, known)) => *known = known.or(role),
                None => preview.speakers.push((label.to_owned(), role)),
            }
        }
        preview.rows.push((
            file,
            Ok(Shown {
                format: found.format,
                turns: found.turns.len(),
                begins: found
                    .turns
                    .first()
                    .map_or_else(String::new, |turn| turn.text.clone()),
                call,
            }),
        ));
    }
    Ok(preview)
}
