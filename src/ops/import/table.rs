//! A file as a table: opened, its encoding and delimiter found, its first rows at hand, its rows read as often as needed.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::domain::import::row::Row;
use crate::ops::import::delimited::{Delimited, Next, delimiter_of};
use crate::ops::import::refusal::Refusal;
use crate::ops::import::text::{self, Look, Text, TextFault};

/// How much of a file is looked at to understand it.
const HEAD: u64 = 256 * 1024;
/// How many rows of it.
const HEAD_ROWS: usize = 500;

/// A file that holds rows and columns.
pub struct Table {
    path: PathBuf,
    /// The file's name, without its folder.
    pub name: String,
    /// Encoding, hash and size.
    pub look: Look,
    /// The first rows, titles and header among them.
    pub head: Vec<Row>,
    /// Whether the head is the whole file.
    pub whole: bool,
    delimiter: u8,
}

impl Table {
    /// Opens a file and looks through all of it. `step` is told how many bytes were read and may stop it.
    pub fn open(path: &Path, step: impl FnMut(u64) -> ControlFlow<()>) -> Result<Self> {
        Self::look(path, u64::MAX, step)
    }

    /// Opens a file and looks at its beginning only.
    pub fn glance(path: &Path) -> Result<Self> {
        Self::look(path, HEAD, |_| ControlFlow::Continue(()))
    }

    fn look(path: &Path, most: u64, step: impl FnMut(u64) -> ControlFlow<()>) -> Result<Self> {
        let name = path.file_name().map_or_else(
            || path.display().to_string(),
            |name| name.to_string_lossy().into_owned(),
        );
        let refused = |why: String| Refusal::NotACallLog {
            file: name.clone(),
            why,
        };
        let look = match text::look(open(path)?.take(most), step) {
            Ok(look) => look,
            Err(TextFault::Io(error)) => {
                return Err(error).with_context(|| format!("could not read {}", path.display()));
            }
            Err(TextFault::Stopped) => return Err(Refusal::Stopped.into()),
            Err(fault) => return Err(refused(fault.to_string()).into()),
        };
        let size = std::fs::metadata(path).map_or(look.bytes, |file| file.len());
        let mut table = Self {
            path: path.to_owned(),
            look,
            head: Vec::new(),
            whole: size <= HEAD,
            delimiter: b',',
            name: name.clone(),
        };
        table.read_head()?;
        if table.head.is_empty() {
            return Err(refused("it holds no rows and columns".into()).into());
        }
        Ok(table)
    }

    fn read_head(&mut self) -> Result<()> {
        let doing = || format!("could not read {}", self.path.display());
        let mut head = String::new();
        let mut text = Text::new(open(&self.path)?.take(HEAD), self.look.encoding);
        while text.read(&mut head).with_context(doing)? {}
        let Some(delimiter) = delimiter_of(&head) else {
            return Ok(());
        };
        let cut = if self.whole {
            head.len()
        } else {
            head.rfind(['\n', '\r']).unwrap_or(0)
        };
        head.truncate(cut);
        let mut rows = Delimited::new(
            Text::new(std::io::Cursor::new(head), encoding_rs::UTF_8),
            delimiter,
        );
        let mut row = Row::default();
        let mut found = Vec::new();
        while found.len() < HEAD_ROWS {
            match rows.next(&mut row)? {
                Next::End => break,
                Next::Broken(_) => {}
                Next::Row => found.push(row.clone()),
            }
        }
        self.delimiter = delimiter;
        self.whole &= found.len() < HEAD_ROWS;
        self.head = found;
        Ok(())
    }

    /// All rows from the first on. `width` is how many cells a row has.
    pub fn rows(&self, width: usize) -> Result<Delimited> {
        let mut rows = Delimited::new(
            Text::new(open(&self.path)?, self.look.encoding),
            self.delimiter,
        );
        rows.set_width(width);
        Ok(rows)
    }
}

/// Opens a regular file; anything else could wait for ever.
fn open(path: &Path) -> Result<File> {
    let doing = || format!("could not open {}", path.display());
    let kind = std::fs::metadata(path).with_context(doing)?;
    anyhow::ensure!(kind.is_file(), "{} is not a file", path.display());
    File::open(path).with_context(doing)
}

/// The files that `path` stands for: itself, or those of a folder in the order of their names, hidden ones left out.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    let doing = || format!("could not read {}", path.display());
    if !std::fs::metadata(path).with_context(doing)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).with_context(doing)? {
        let entry = entry.with_context(doing)?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && entry.path().is_file() {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}
