//! Where things are: the data file, the owner's profiles beside it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Where the desk's things are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The one data file.
    pub db: PathBuf,
}

impl Paths {
    /// The data file as given by `--db` or `DESKSIDE_DB`, else `desk.db` in the platform's data folder.
    pub fn new(db: Option<&Path>) -> Result<Self> {
        let db = match db {
            Some(db) => db.to_path_buf(),
            None => directories::ProjectDirs::from("", "", "deskside")
                .context("this user has no home folder: name a file with --db")?
                .data_dir()
                .join("desk.db"),
        };
        Ok(Self { db })
    }

    /// The folder for the owner's own phone-system profiles.
    pub fn profiles(&self) -> PathBuf {
        profiles_beside(&self.db)
    }
}

/// The folder for the owner's own phone-system profiles, beside the data file.
pub fn profiles_beside(db: &Path) -> PathBuf {
    db.parent().unwrap_or(Path::new(".")).join("profiles")
}

/// A path as a person types it, from the root; `~` is the home folder.
///
/// # Errors
/// Where the program runs cannot be told.
pub fn typed(text: &str) -> anyhow::Result<PathBuf> {
    let home = text.strip_prefix("~/").zip(directories::BaseDirs::new());
    let path = match home {
        Some((rest, folders)) => folders.home_dir().join(rest),
        None => PathBuf::from(text),
    };
    std::path::absolute(&path).with_context(|| format!("could not tell where {text} is"))
}
