//! How long a recording is, read from its header: a few kilobytes of a file, never its sound. Whatever the bytes are,
//! the answer is a length or a reason.

use std::io::{self, Read, Seek, SeekFrom};

mod containers;
mod mpeg;
mod riff;

/// What a recording's header tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Sound {
    /// How it is written: `WAV GSM`, `MP3`.
    pub format: &'static str,
    /// Seconds.
    pub secs: f64,
    /// 1 for mono, 2 for stereo; none where the header does not tell.
    pub channels: Option<u8>,
}

/// Why a length cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum SoundFault {
    /// No byte.
    #[error("it is empty")]
    Empty,
    /// A header and nothing behind it.
    #[error("it holds no sound: the call had none, or the recorder stopped")]
    Silent,
    /// A header that contradicts itself or breaks off.
    #[error("it is damaged: {0}")]
    Damaged(&'static str),
    /// No kind that is known here; a player may still play it.
    #[error("its kind of sound is not known here, so its length is not either")]
    Unknown,
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    Io(io::Error),
}

impl From<io::Error> for SoundFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Damaged("it breaks off"),
            _ => Self::Io(error),
        }
    }
}

/// The longest that a recording may be, in seconds: a week. What claims more is damaged.
const LONGEST_SECS: f64 = 7.0 * 86_400.0;

/// The ends of file names that are taken for recordings.
const ENDINGS: &[&str] = &[
    "wav", "mp3", "ogg", "opus", "oga", "m4a", "mp4", "3gp", "flac", "amr", "gsm", "ulaw", "ul",
    "alaw", "al", "g722", "sln", "webm", "aac", "wma",
];

/// Whether a file of this name is taken for a recording.
pub fn is_recording(name: &str) -> bool {
    let ending = ending(name);
    ENDINGS.contains(&ending.as_str())
}

/// What follows the last dot, in small letters.
fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.to_ascii_lowercase()
}

/// Reads the header of a file of this name.
///
/// # Errors
/// Why its length cannot be told.
pub fn look(name: &str, file: &mut (impl Read + Seek)) -> Result<Sound, SoundFault> {
    let bytes = file.seek(SeekFrom::End(0))?;
    if bytes == 0 {
        return Err(SoundFault::Empty);
    }
    file.rewind()?;
    let head = up_to(file, 16)?;
    file.rewind()?;
    let sound = match head.as_slice() {
        [b'R', b'I', b'F', b'F', ..] | [b'R', b'F', b'6', b'4', ..] => riff::look(file, bytes),
        [b'O', b'g', b'g', b'S', ..] => containers::ogg(file, bytes),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => containers::mp4(file, bytes),
        [b'f', b'L', b'a', b'C', ..] => containers::flac(file),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => containers::webm(file),
        [b'#', b'!', b'A', b'M', b'R', b'\n', ..] => containers::amr(file),
        [b'I', b'D', b'3', ..] | [0xff, 0xe0..=0xff, ..] => mpeg::look(file, bytes),
        _ => raw(name, bytes),
    }?;
    if !(sound.secs.is_finite() && (0.0..=LONGEST_SECS).contains(&sound.secs)) {
        return Err(SoundFault::Damaged("its length is none"));
    }
    if sound.secs == 0.0 {
        return Err(SoundFault::Silent);
    }
    Ok(sound)
}

/// Sound without any header: its rate is fixed by what the ending says.
fn raw(name: &str, bytes: u64) -> Result<Sound, SoundFault> {
    let (format, bytes_per_sec) = match ending(name).as_str() {
        // 33 bytes are 20 ms.
        "gsm" => ("GSM", 33.0 * 50.0),
        "ulaw" | "ul" => ("µ-law", 8_000.0),
        "alaw" | "al" => ("A-law", 8_000.0),
        "g722" => ("G.722", 8_000.0),
        "sln" => ("PCM", 16_000.0),
        "wav" => return Err(SoundFault::Damaged("it does not begin as a WAV file does")),
        "mp3" => return Err(SoundFault::Damaged("it does not begin as an MP3 file does")),
        _ => return Err(SoundFault::Unknown),
    };
    Ok(Sound {
        format,
        secs: bytes as f64 / bytes_per_sec,
        channels: Some(1),
    })
}

/// At most so many bytes from here on.
fn up_to(file: &mut impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.take(most).read_to_end(&mut head)?;
    Ok(head)
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests;
