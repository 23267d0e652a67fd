//! What came of reading a folder of recordings. The shape of `import --kind recordings --json`.

use serde::Serialize;

use crate::domain::id::{CallId, ImportId};

/// How many files of a kind are listed at the most; all are counted.
pub const LISTED_AT_MOST: usize = 10_000;

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// The import in the history; none when nothing was written.
    pub import: Option<ImportId>,
    /// What was read.
    pub kind: &'static str,
    /// The source of calls that were made of recordings.
    pub source: String,
    /// The folder or file, below the recordings' folder; empty for that folder itself.
    pub file: String,
    /// Whether it was only tried.
    pub dry_run: bool,
    /// Why the files were taken for what they are; empty where that was told.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub recognised: String,
    /// Recordings found.
    pub rows: u64,
    /// Of them, those that are new.
    pub added: u64,
    /// Those that were there just so.
    pub known: u64,
    /// Those that were there and have something new.
    pub updated: u64,
    /// Those that have a call.
    pub joined: u64,
    /// Calls that were made of recordings, because it was asked for.
    pub calls_added: u64,
    /// Recordings that more than one call fits.
    pub ambiguous: Listed,
    /// Recordings that no call fits.
    pub alone: Listed,
    /// Recordings that are kept and cannot be heard, or whose length is not known.
    pub faulty: Listed,
    /// Files that were not taken.
    pub rejected: Listed,
    /// The zone of the clock in the names.
    pub zone: String,
    /// How far a recording may be from its call.
    pub tolerance: &'static str,
}

/// Files with the reason why they are here.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Listed {
    /// How many there are.
    pub count: u64,
    /// The first [`LISTED_AT_MOST`] of them.
    pub files: Vec<Left>,
}

/// One such file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Left {
    /// The file, below the recordings' folder.
    pub file: String,
    /// Why.
    pub reason: String,
    /// The calls that it may belong to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<CallId>,
}

impl Listed {
    /// Adds a file.
    pub fn push(&mut self, file: &str, reason: impl Into<String>, calls: Vec<CallId>) {
        self.count += 1;
        if self.files.len() < LISTED_AT_MOST {
            self.files.push(Left {
                file: file.to_owned(),
                reason: reason.into(),
                calls,
            });
        }
    }
}
