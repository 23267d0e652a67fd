//! Rows that were read out of JSON, XML, web pages, dumps and workbooks: laid out once, gone through as often as needed.
//! Few stay in memory, many go to a file without a name that vanishes with the program.

use std::fs::File;
use std::io::{BufReader, BufWriter, Cursor, Read, Seek, Write};
use std::sync::Arc;

use tempfile::{SpooledData, SpooledTempFile};

use crate::domain::import::row::Row;
use crate::ops::import::delimited::Next;

/// How many bytes stay in memory.
const IN_MEMORY: usize = 8 * 1024 * 1024;
/// How many bytes are read at a time from the disk.
const PIECE: usize = 64 * 1024;
const ROW: u8 = 1;
const BROKEN: u8 = 2;

/// Takes rows in.
pub struct Spool {
    file: BufWriter<SpooledTempFile>,
    rows: u64,
}

/// An empty place for bytes.
pub fn fresh() -> SpooledTempFile {
    SpooledTempFile::new(IN_MEMORY)
}

impl Default for Spool {
    fn default() -> Self {
        Self {
            file: BufWriter::new(fresh()),
            rows: 0,
        }
    }
}

impl Spool {
    /// How many rows came in.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Takes in a row.
    pub fn row(&mut self, row: &Row) -> std::io::Result<()> {
        self.begin(ROW, row.line, row.len())?;
        for at in 0..row.len() {
            self.text(row.cell(at))?;
        }
        Ok(())
    }

    /// Takes in a record that cannot be used, and why.
    pub fn broken(&mut self, line: u64, why: &str) -> std::io::Result<()> {
        self.begin(BROKEN, line, 1)?;
        self.text(why)
    }

    fn begin(&mut self, kind: u8, line: u64, cells: usize) -> std::io::Result<()> {
        self.rows += 1;
        self.file.write_all(&[kind])?;
        self.file.write_all(&line.to_le_bytes())?;
        self.file.write_all(&(cells as u32).to_le_bytes())
    }

    fn text(&mut self, text: &str) -> std::io::Result<()> {
        self.file.write_all(&(text.len() as u32).to_le_bytes())?;
        self.file.write_all(text.as_bytes())
    }

    /// All of them, to be gone through.
    pub fn close(self) -> std::io::Result<Held> {
        let file = self
            .file
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        Held::of(file)
    }
}

/// Bytes that were set aside.
#[derive(Debug, Clone)]
pub enum Held {
    /// In memory.
    Memory(Arc<[u8]>),
    /// In a file without a name. It has one place of reading: who opens it anew ends what was read before.
    Disk(Arc<File>),
}

/// What can be read from anywhere in it.
pub trait Bytes: Read + Seek {}
impl<T: Read + Seek> Bytes for T {}

impl Held {
    /// What was written to `file`.
    pub fn of(file: SpooledTempFile) -> std::io::Result<Self> {
        Ok(match file.into_inner() {
            SpooledData::InMemory(bytes) => Self::Memory(bytes.into_inner().into()),
            SpooledData::OnDisk(mut file) => {
                file.flush()?;
                Self::Disk(Arc::new(file))
            }
        })
    }

    /// How many bytes there are.
    pub fn size(&self) -> std::io::Result<u64> {
        Ok(match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Disk(file) => file.metadata()?.len(),
        })
    }

    /// From the first byte on.
    pub fn open(&self) -> std::io::Result<Box<dyn Bytes>> {
        Ok(match self {
            Self::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
            Self::Disk(file) => {
                let mut file = file.try_clone()?;
                file.rewind()?;
                Box::new(BufReader::with_capacity(PIECE, file))
            }
        })
    }

    /// The rows that were taken in.
    pub fn rows(&self) -> std::io::Result<Spooled> {
        Ok(Spooled {
            size: self.size()?,
            bytes: self.open()?,
            read: 0,
            piece: Vec::new(),
        })
    }
}

/// Gives the rows of a spool back in order.
pub struct Spooled {
    bytes: Box<dyn Bytes>,
    read: u64,
    size: u64,
    piece: Vec<u8>,
}

impl Spooled {
    /// How much of it was read, 0 to 1.
    pub fn share(&self) -> f64 {
        self.read as f64 / self.size.max(1) as f64
    }

    /// The next row.
    pub fn next(&mut self, row: &mut Row) -> std::io::Result<Next> {
        let mut kind = [0];
        if self.bytes.read(&mut kind)? == 0 {
            return Ok(Next::End);
        }
        let mut line = [0; 8];
        self.bytes.read_exact(&mut line)?;
        row.clear(u64::from_le_bytes(line));
        let cells = self.number()?;
        self.read += 13;
        for _ in 0..cells {
            self.cell(row)?;
        }
        if kind == [BROKEN] {
            let why = row.cell(0).to_owned();
            row.clear(row.line);
            return Ok(Next::Broken(why.into()));
        }
        Ok(Next::Row)
    }

    fn number(&mut self) -> std::io::Result<usize> {
        let mut bytes = [0; 4];
        self.bytes.read_exact(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes) as usize)
    }

    fn cell(&mut self, row: &mut Row) -> std::io::Result<()> {
        let length = self.number()?;
        self.piece.resize(length, 0);
        self.bytes.read_exact(&mut self.piece)?;
        self.read += 4 + length as u64;
        row.push(&String::from_utf8_lossy(&self.piece));
        row.end_cell();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn rows_come_back_as_they_went_in_however_many() {
        for count in [0_u64, 3, 100_000] {
            let mut spool = Spool::default();
            for line in 1..=count {
                let long = "x".repeat((line % 200) as usize);
                spool.row(&Row::of(line, ["a", "", &long])).unwrap();
                if line % 1000 == 0 {
                    spool.broken(line, "it is cut").unwrap();
                }
            }
            assert_eq!(spool.rows(), count + count / 1000);
            let held = spool.close().unwrap();
            for _ in 0..2 {
                let mut rows = held.rows().unwrap();
                let mut row = Row::default();
                let (mut whole, mut broken) = (0, 0);
                loop {
                    match rows.next(&mut row).unwrap() {
                        Next::End => break,
                        Next::Broken(why) => {
                            assert_eq!(why, "it is cut");
                            broken += 1;
                        }
                        Next::Row => {
                            whole += 1;
                            assert_eq!((row.line, row.len()), (whole, 3));
                            assert_eq!(row.cell(2).len() as u64, whole % 200);
                        }
                    }
                }
                assert_eq!((whole, broken), (count, count / 1000));
            }
        }
    }
}
