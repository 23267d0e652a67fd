//! Where the bytes of a table come from: a file, or several files that are one table.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Where the bytes of a table come from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The name without its folder.
    pub name: String,
    place: Place,
}

#[derive(Debug, Clone)]
enum Place {
    File(PathBuf),
    /// One table; one event a file.
    Several(PathBuf, Vec<Origin>),
}

impl From<&Path> for Origin {
    fn from(path: &Path) -> Self {
        Self {
            name: name_of(path),
            place: Place::File(path.to_owned()),
        }
    }
}

impl From<&PathBuf> for Origin {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

impl From<&Self> for Origin {
    fn from(origin: &Self) -> Self {
        origin.clone()
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.place {
            Place::File(path) | Place::Several(path, _) => write!(f, "{}", path.display()),
        }
    }
}

impl Origin {
    /// The files of a folder that are one table.
    pub fn several(folder: &Path, parts: Vec<Self>) -> Self {
        Self {
            name: name_of(folder),
            place: Place::Several(folder.to_owned(), parts),
        }
    }

    /// The files that it is: itself, where it is one.
    pub fn parts(&self) -> &[Self] {
        match &self.place {
            Place::File(_) => std::slice::from_ref(self),
            Place::Several(_, parts) => parts,
        }
    }

    /// Whether it is, or holds, the file at one of the paths for which `is` says so.
    pub fn is_any(&self, is: &dyn Fn(&Path) -> bool) -> bool {
        match &self.place {
            Place::File(path) => is(path),
            Place::Several(_, parts) => parts.iter().any(|part| part.is_any(is)),
        }
    }

    /// Opens it from its first byte on. Anything but a regular file could wait for ever.
    pub fn open(&self) -> Result<Box<dyn Read>> {
        let doing = || format!("could not open {self}");
        match &self.place {
            Place::File(path) => {
                let kind = std::fs::metadata(path).with_context(doing)?;
                anyhow::ensure!(kind.is_file(), "{self} is not a file");
                Ok(Box::new(File::open(path).with_context(doing)?))
            }
            Place::Several(..) => anyhow::bail!("{self} is a folder"),
        }
    }

    /// How many bytes it has.
    pub fn size(&self) -> Result<u64> {
        match &self.place {
            Place::File(path) => {
                let file =
                    std::fs::metadata(path).with_context(|| format!("could not open {self}"))?;
                Ok(file.len())
            }
            Place::Several(_, parts) => parts.iter().map(Self::size).sum(),
        }
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name();
    name.map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}
