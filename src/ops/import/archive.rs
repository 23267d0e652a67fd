//! ZIP archives: the files in them, read bit by bit where they lie. Nothing is ever unpacked to a name from the archive.
//! What would unpack to more than a log can be is refused before it is read.

use std::io::{Read, Seek};

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

/// The most files of an archive.
const MEMBERS_AT_MOST: usize = 20_000;
/// The most bytes that an archive may unpack to.
pub const LARGEST: u64 = 1024 * 1024 * 1024;
/// From this size on, a file that is packed more tightly than any log is refused.
const LARGE: u64 = 32 * 1024 * 1024;
/// How many times its packed size a large file may have.
const TIGHTEST: u64 = 200;

/// Why an archive is not read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveFault {
    /// Too many files.
    #[error("it holds more than {MEMBERS_AT_MOST} files")]
    TooMany,
    /// Too much.
    #[error("it would unpack to more than {} MiB", LARGEST / 1024 / 1024)]
    TooLarge,
    /// No log is packed so tightly.
    #[error("'{0}' in it would unpack to more than {TIGHTEST} times its size")]
    TooTight(String),
    /// A password is needed.
    #[error("'{0}' in it is locked with a password")]
    Locked(String),
    /// It is not packed in the usual way.
    #[error("'{0}' in it is packed in a way that is not known here")]
    Packed(String),
    /// It is cut or damaged.
    #[error("it is a damaged archive: {0}")]
    Damaged(String),
    /// It could not be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// A file in an archive: where it lies and how large it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name with its folders, as written.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    start: u64,
    packed: u64,
    is_plain: bool,
}

/// The files of an archive in the order of their names, folders and hidden ones left out.
pub fn members(archive: impl Read + Seek) -> Result<Vec<Member>, ArchiveFault> {
    let mut archive = ZipArchive::new(archive).map_err(fault)?;
    if archive.len() > MEMBERS_AT_MOST {
        return Err(ArchiveFault::TooMany);
    }
    let mut found = Vec::new();
    let mut sum = 0_u64;
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at).map_err(fault)?;
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        let hidden =
            |part: &str| part.starts_with('.') && part != ".." && part != "." || part == "__MACOSX";
        if file.is_dir() || name.split(['/', '\\']).any(hidden) && !is_of_workbook(&name) {
            continue;
        }
        let (size, packed) = (file.size(), file.compressed_size());
        sum = sum.saturating_add(size);
        if sum > LARGEST {
            return Err(ArchiveFault::TooLarge);
        }
        if size > LARGE && size / packed.max(1) > TIGHTEST {
            return Err(ArchiveFault::TooTight(name));
        }
        if file.encrypted() {
            return Err(ArchiveFault::Locked(name));
        }
        let is_plain = match file.compression() {
            CompressionMethod::Stored => true,
            CompressionMethod::Deflated => false,
            _ => return Err(ArchiveFault::Packed(name)),
        };
        let start = file.data_start();
        let start = start.ok_or_else(|| ArchiveFault::Damaged(format!("'{name}' is not there")))?;
        found.push(Member {
            name,
            size,
            start,
            packed,
            is_plain,
        });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// `_rels/.rels` tells what a workbook holds.
fn is_of_workbook(name: &str) -> bool {
    name == "_rels/.rels"
}

fn fault(error: zip::result::ZipError) -> ArchiveFault {
    match error {
        zip::result::ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            ArchiveFault::Io(error)
        }
        other => ArchiveFault::Damaged(other.to_string()),
    }
}

impl Member {
    /// Its bytes, out of the archive that it was found in. More than it was said to have is a fault.
    pub fn open<'a>(
        &self,
        mut archive: impl Read + Seek + 'a,
    ) -> std::io::Result<Box<dyn Read + 'a>> {
        archive.seek(std::io::SeekFrom::Start(self.start))?;
        let packed = archive.take(self.packed);
        let bytes: Box<dyn Read + 'a> = if self.is_plain {
            Box::new(packed)
        } else {
            Box::new(DeflateDecoder::new(packed))
        };
        Ok(Box::new(Bounded {
            bytes,
            left: self.size,
        }))
    }
}

/// Bytes of which there may be only so many.
struct Bounded<'a> {
    bytes: Box<dyn Read + 'a>,
    left: u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.bytes.read(into)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            std::io::Error::other("the archive says that this file is smaller than it is")
        })?;
        Ok(read)
    }
}
