//! What was read before, with what came of it as it was told then.

use anyhow::Result;
use serde::Deserialize;

use crate::store::Store;
use crate::store::import::{self, Import};

/// An import with what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The import.
    pub import: Import,
    /// What came of it.
    pub came: Came,
}

/// What came of an import, as far as every kind tells it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Came {
    /// Why it was read as it was.
    pub recognised: String,
    /// Rows or files.
    pub rows: u64,
    /// What was new.
    pub added: u64,
    /// What was known.
    pub known: u64,
    /// What was known and had something new.
    pub updated: u64,
    /// What could not be used.
    pub rejected_rows: u64,
    /// The zone of its clock.
    pub zone: String,
    /// The order of its dates.
    pub dates: String,
}

/// Every import, the newest first.
///
/// # Errors
/// What the store says.
pub fn list(store: &Store) -> Result<Vec<Past>> {
    let imports = import::list(store)?.into_iter();
    let past = imports.map(|import| Past {
        // A report of an older version may lack something; the rest still counts.
        came: serde_json::from_str(&import.report).unwrap_or_default(),
        import,
    });
    Ok(past.collect())
}
