//! Where the bytes of a table come from: a file, a file in an archive, what was piped in, or several that are one table.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, Utc};

use crate::ops::import::archive::Member;
use crate::ops::import::spool::{self, Bytes, Held};

/// Where the bytes of a table come from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The name without its folder.
    pub name: String,
    /// Where it is, for people.
    shown: String,
    place: Place,
    /// The year of its newest call, where that was told.
    year: Option<i32>,
    /// The sheet of a workbook that was chosen.
    sheet: Option<String>,
}

#[derive(Debug, Clone)]
enum Place {
    File(PathBuf),
    /// What was piped in.
    Held(Held),
    /// A file in an archive.
    Member(Box<Origin>, Member),
    /// One table; one event a file.
    Several(Vec<Origin>),
}

impl From<&Path> for Origin {
    fn from(path: &Path) -> Self {
        Self {
            name: name_of(path),
            shown: path.display().to_string(),
            place: Place::File(path.to_owned()),
            year: None,
            sheet: None,
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
        f.write_str(&self.shown)
    }
}

impl Origin {
    /// The files of a folder that are one table.
    pub fn several(folder: &str, parts: Vec<Self>) -> Self {
        Self {
            name: name_of(Path::new(folder)),
            shown: folder.to_owned(),
            place: Place::Several(parts),
            year: None,
            sheet: None,
        }
    }

    /// What is piped in, to its end.
    ///
    /// # Errors
    /// It cannot be read or set aside.
    pub fn piped(mut from: impl Read) -> Result<Self> {
        let mut file = spool::fresh();
        std::io::copy(&mut from, &mut file).context("could not read what was piped in")?;
        Ok(Self {
            name: "standard input".into(),
            shown: "standard input".into(),
            place: Place::Held(Held::of(file)?),
            year: None,
            sheet: None,
        })
    }

    /// A file in this archive.
    #[must_use]
    pub fn member(&self, member: Member) -> Self {
        Self {
            name: name_of(Path::new(&member.name)),
            shown: format!("{self}/{}", member.name),
            place: Place::Member(Box::new(self.clone()), member),
            year: self.year,
            sheet: None,
        }
    }

    /// The files that it is: itself, where it is one.
    pub fn parts(&self) -> &[Self] {
        match &self.place {
            Place::Several(parts) => parts,
            _ => std::slice::from_ref(self),
        }
    }

    /// Whether it is a file of its own: no part of an archive, not piped in, not several.
    pub fn is_file(&self) -> bool {
        matches!(self.place, Place::File(_))
    }

    /// Whether it is, or holds, the file at one of the paths for which `is` says so.
    pub fn is_any(&self, is: &dyn Fn(&Path) -> bool) -> bool {
        match &self.place {
            Place::File(path) => is(path),
            Place::Held(_) => false,
            Place::Member(archive, _) => archive.is_any(is),
            Place::Several(parts) => parts.iter().any(|part| part.is_any(is)),
        }
    }

    /// Opens it from its first byte on. Anything but a regular file could wait for ever.
    pub fn open(&self) -> Result<Box<dyn Read>> {
        if let Place::Member(archive, member) = &self.place {
            let bytes = member.open(archive.open_anywhere()?);
            return bytes.with_context(|| format!("could not open {self}"));
        }
        Ok(Box::new(self.open_anywhere()?))
    }

    /// Opens it to be read from anywhere. A file in an archive is set aside for that.
    pub fn open_anywhere(&self) -> Result<Box<dyn Bytes>> {
        let doing = || format!("could not open {self}");
        match &self.place {
            Place::File(path) => {
                let kind = std::fs::metadata(path).with_context(doing)?;
                anyhow::ensure!(kind.is_file(), "{self} is not a file");
                Ok(Box::new(File::open(path).with_context(doing)?))
            }
            Place::Held(held) => held.open().with_context(doing),
            Place::Member(..) => {
                let mut file = spool::fresh();
                std::io::copy(&mut self.open()?, &mut file).with_context(doing)?;
                Held::of(file)
                    .and_then(|held| held.open())
                    .with_context(doing)
            }
            Place::Several(_) => anyhow::bail!("{self} is a folder"),
        }
    }

    /// The same, of which the year of the newest call is told.
    #[must_use]
    pub fn in_year(self, year: Option<i32>) -> Self {
        Self { year, ..self }
    }

    /// The same, of which this sheet is read.
    #[must_use]
    pub fn in_sheet(self, sheet: &str) -> Self {
        Self {
            sheet: Some(sheet.to_owned()),
            ..self
        }
    }

    /// The sheet that was chosen.
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// The last day on which a call in it may lie: the end of the year that was told, else the day after the one on which
    /// the file was written. None for what is no file of its own.
    pub fn last(&self) -> Option<NaiveDate> {
        if let Some(year) = self.year {
            return NaiveDate::from_ymd_opt(year, 12, 31);
        }
        let Place::File(path) = &self.place else {
            return None;
        };
        let written = std::fs::metadata(path)
            .and_then(|file| file.modified())
            .ok()?;
        DateTime::<Utc>::from(written).date_naive().succ_opt()
    }

    /// How many bytes it has.
    pub fn size(&self) -> Result<u64> {
        let doing = || format!("could not open {self}");
        match &self.place {
            Place::File(path) => Ok(std::fs::metadata(path).with_context(doing)?.len()),
            Place::Held(held) => held.size().with_context(doing),
            Place::Member(_, member) => Ok(member.size),
            Place::Several(parts) => parts.iter().map(Self::size).sum(),
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
