//! The loudness of a WAV file, read piece by piece: PCM of any usual width, floating point, and G.711, the format of
//! telephones. Other formats are the player's business.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use crate::domain::sound::{Sound, WINDOWS_PER_SEC};

/// The most channels that are read.
const MOST_CHANNELS: u16 = 8;
/// The longest recording that is read, in seconds: a day.
const LONGEST_SECS: u64 = 86_400;

/// Why the loudness of a recording cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// No WAV file of a kind that is read here.
    #[error("no WAV file of a kind that is read here")]
    Kind,
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// Whoever asked wants no more of it.
    #[error("stopped")]
    Stopped,
}

/// How one sample is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    /// Whole numbers of so many bytes; one byte has no sign.
    Whole(usize),
    /// 32 bits of floating point.
    Float,
    /// G.711 of Europe.
    ALaw,
    /// G.711 of North America and Japan.
    MuLaw,
}

/// What the header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Format {
    coding: Coding,
    channels: usize,
    rate: usize,
}

/// Reads the loudness of a recording. `go_on` is asked now and then with the bytes read and all of them.
///
/// # Errors
/// The file is of another kind or cannot be read, or `go_on` said no.
pub fn read(path: &Path, go_on: impl FnMut(u64, u64) -> bool) -> Result<Sound, Unreadable> {
    hear(BufReader::new(File::open(path)?), go_on)
}

/// Reads the loudness of a recording that is open at its first byte.
///
/// # Errors
/// As [`read`].
pub fn hear(
    mut file: impl Read + Seek,
    mut go_on: impl FnMut(u64, u64) -> bool,
) -> Result<Sound, Unreadable> {
    let (format, size) = header(&mut file)?;
    let frame = format.coding.bytes() * format.channels;
    let per_window = (format.rate / WINDOWS_PER_SEC).max(1);
    let all = size.min(LONGEST_SECS * (format.rate * frame) as u64);
    let mut window = vec![0; per_window * frame];
    let mut channels = vec![Vec::new(); format.channels];
    let mut left = all;
    while left > 0 {
        let wanted = window
            .len()
            .min(usize::try_from(left).unwrap_or(usize::MAX));
        let got = read_full(&mut file, &mut window[..wanted])?;
        let frames = got / frame;
        if frames == 0 {
            break;
        }
        for (channel, levels) in channels.iter_mut().enumerate() {
            levels.push(level(&window[..frames * frame], format, channel));
        }
        left -= got as u64;
        if !go_on(all - left, all) {
            return Err(Unreadable::Stopped);
        }
    }
    Ok(Sound::new(channels))
}

/// Fills `buffer` as far as the file goes.
fn read_full(file: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while got < buffer.len() {
        match file.read(&mut buffer[got..])? {
            0 => break,
            more => got += more,
        }
    }
    Ok(got)
}

/// The root of the mean square of one channel of these frames, 0 to 1.
fn level(frames: &[u8], format: Format, channel: usize) -> f32 {
    let bytes = format.coding.bytes();
    let samples = frames.chunks_exact(bytes * format.channels);
    let count = samples.len().max(1) as f64;
    let squares: f64 = samples
        .map(|frame| {
            let value = format
                .coding
                .value(&frame[channel * bytes..(channel + 1) * bytes]);
            value * value
        })
        .sum();
    (squares / count).sqrt() as f32
}

impl Coding {
    fn of(tag: u16, bits: u16) -> Option<Self> {
        match (tag, bits) {
            (1, 8 | 16 | 24 | 32) => Some(Self::Whole(usize::from(bits / 8))),
            (3, 32) => Some(Self::Float),
            (6, 8) => Some(Self::ALaw),
            (7, 8) => Some(Self::MuLaw),
            _ => None,
        }
    }

    fn bytes(self) -> usize {
        match self {
            Self::Whole(bytes) => bytes,
            Self::Float => 4,
            Self::ALaw | Self::MuLaw => 1,
        }
    }

    /// One sample, -1 to 1.
    fn value(self, bytes: &[u8]) -> f64 {
        match (self, bytes) {
            (Self::Whole(_), [one]) => (f64::from(*one) - 128.0) / 128.0,
            (Self::Whole(_), [a, b]) => f64::from(i16::from_le_bytes([*a, *b])) / 32_768.0,
            (Self::Whole(_), [a, b, c]) => {
                f64::from(i32::from_le_bytes([0, *a, *b, *c])) / 2_147_483_648.0
            }
            (Self::Whole(_), [a, b, c, d]) => {
                f64::from(i32::from_le_bytes([*a, *b, *c, *d])) / 2_147_483_648.0
            }
            (Self::Float, [a, b, c, d]) => {
                let value = f64::from(f32::from_le_bytes([*a, *b, *c, *d]));
                if value.is_finite() {
                    value.clamp(-1.0, 1.0)
                } else {
                    0.0
                }
            }
            (Self::ALaw, [one]) => f64::from(a_law(*one)) / 32_768.0,
            (Self::MuLaw, [one]) => f64::from(mu_law(*one)) / 32_768.0,
            _ => 0.0,
        }
    }
}

/// One byte of mu-law as 16 bits (ITU-T G.711, table 2).
fn mu_law(byte: u8) -> i16 {
    let bits = !byte;
    let magnitude = ((i16::from(bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4);
    let value = magnitude - 0x84;
    if bits & 0x80 == 0 { value } else { -value }
}

/// One byte of A-law as 16 bits (ITU-T G.711, table 1).
fn a_law(byte: u8) -> i16 {
    let bits = byte ^ 0x55;
    let low = i16::from(bits & 0x0f) << 4;
    let value = match (bits & 0x70) >> 4 {
        0 => low + 8,
        exponent => (low + 0x108) << (exponent - 1),
    };
    if bits & 0x80 == 0 { -value } else { value }
}

/// Reads up to the samples: how they are written, and how many bytes of them there are.
fn header(file: &mut (impl Read + Seek)) -> Result<(Format, u64), Unreadable> {
    let mut riff = [0; 12];
    read_all(file, &mut riff)?;
    if &riff[..4] != b"RIFF" || &riff[8..] != b"WAVE" {
        return Err(Unreadable::Kind);
    }
    let mut format = None;
    loop {
        let mut chunk = [0; 8];
        read_all(file, &mut chunk)?;
        let size = u64::from(u32::from_le_bytes([chunk[4], chunk[5], chunk[6], chunk[7]]));
        match (&chunk[..4], format) {
            (b"fmt ", _) => {
                let mut fields = [0; 40];
                let known = size.min(40) as usize;
                read_all(file, &mut fields[..known])?;
                format = Some(format_of(&fields).ok_or(Unreadable::Kind)?);
                skip(file, size - known as u64 + size % 2)?;
            }
            (b"data", Some(format)) => return Ok((format, size)),
            (b"data", None) => return Err(Unreadable::Kind),
            _ => skip(file, size + size % 2)?,
        }
    }
}

fn format_of(fields: &[u8; 40]) -> Option<Format> {
    let word = |at: usize| u16::from_le_bytes([fields[at], fields[at + 1]]);
    // The extensible format says what it really is further on.
    let tag = if word(0) == 0xfffe { word(24) } else { word(0) };
    let channels = word(2);
    let rate = u32::from_le_bytes([fields[4], fields[5], fields[6], fields[7]]);
    let usual = (1..=MOST_CHANNELS).contains(&channels) && (1_000..=384_000).contains(&rate);
    usual.then_some(Format {
        coding: Coding::of(tag, word(14))?,
        channels: channels.into(),
        rate: rate as usize,
    })
}

/// Reads all of `buffer`; a file that ends before is none of the kind.
fn read_all(file: &mut impl Read, buffer: &mut [u8]) -> Result<(), Unreadable> {
    if read_full(file, buffer)? < buffer.len() {
        return Err(Unreadable::Kind);
    }
    Ok(())
}

fn skip(file: &mut impl Seek, bytes: u64) -> std::io::Result<()> {
    file.seek(SeekFrom::Current(bytes.cast_signed())).map(drop)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    /// A WAV file of these samples at 8,000 a second.
    fn wav(tag: u16, bits: u16, channels: u16, samples: &[u8]) -> Vec<u8> {
        let mut file = b"RIFF\0\0\0\0WAVELIST\x03\0\0\0abc\0fmt \x10\0\0\0".to_vec();
        file.extend(tag.to_le_bytes());
        file.extend(channels.to_le_bytes());
        file.extend(8_000_u32.to_le_bytes());
        file.extend([0; 6]);
        file.extend(bits.to_le_bytes());
        file.extend(b"data");
        file.extend((samples.len() as u32).to_le_bytes());
        file.extend(samples);
        file
    }

    fn read_bytes(file: &[u8]) -> Result<Sound, Unreadable> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("call.wav");
        std::fs::write(&path, file).unwrap();
        super::read(&path, |_, _| true)
    }

    /// Half as loud as can be for 0.1 s, then nothing for 0.1 s.
    fn half(loud: &[u8], quiet: &[u8]) -> Vec<u8> {
        [loud.repeat(800), quiet.repeat(800)].concat()
    }

    #[test]
    fn every_usual_coding_is_read() {
        let float = [0.5_f32.to_le_bytes().as_slice(), &[0; 4]].concat();
        for (tag, bits, samples) in [
            (1, 8, half(&[192], &[128])),
            (1, 16, half(&[0, 0x40], &[0, 0])),
            (1, 24, half(&[0, 0, 0x40], &[0; 3])),
            (1, 32, half(&[0, 0, 0, 0x40], &[0; 4])),
            (3, 32, half(&float[..4], &float[4..])),
            // 0x8f and 0xba are 16,764 and 16,128: about half of all there is.
            (7, 8, half(&[0x8f], &[0xff])),
            (6, 8, half(&[0xba], &[0xd5])),
        ] {
            let sound = read_bytes(&wav(tag, bits, 1, &samples)).unwrap();
            assert_eq!(sound.channels(), 1);
            let told = format!("{tag} {bits} {sound:?}");
            assert!((sound.secs() - 0.2).abs() < 1e-9, "{told}");
            assert_eq!(sound.columns(0, 2), [1.0, 0.0], "{told}");
            let level = level(
                &samples[..samples.len() / 2],
                format_of(&fields(tag, bits)).unwrap(),
                0,
            );
            assert!((level - 0.5).abs() < 0.02, "{told}");
        }
    }

    fn fields(tag: u16, bits: u16) -> [u8; 40] {
        let mut fields = [0; 40];
        fields[..16].copy_from_slice(&wav(tag, bits, 1, &[])[32..48]);
        fields
    }

    #[test]
    fn left_and_right_stay_apart() {
        let frame = [0_u8, 0x40, 0, 0];
        let sound = read_bytes(&wav(1, 16, 2, &frame.repeat(1_600))).unwrap();
        assert_eq!(sound.channels(), 2);
        assert_eq!(sound.columns(0, 1), [1.0]);
        assert_eq!(sound.columns(1, 1), [0.0]);
    }

    // ITU-T G.711: the ends and the middle of both tables.
    #[test]
    fn the_laws_of_telephones_are_those_of_their_tables() {
        assert_eq!(
            [0x00, 0x80, 0x7f, 0xff].map(mu_law),
            [-32_124, 32_124, 0, 0]
        );
        assert_eq!(
            [0x2a, 0xaa, 0x55, 0xd5].map(a_law),
            [-32_256, 32_256, -8, 8]
        );
    }

    #[test]
    fn what_is_cut_short_is_read_as_far_as_it_goes_and_anything_else_refused() {
        let whole = wav(1, 16, 1, &[0; 3_200]);
        let cut = read_bytes(&whole[..whole.len() - 1_601]).unwrap();
        assert!((cut.secs() - 0.1).abs() < 1e-9);
        for end in 0..50 {
            let _ = read_bytes(&whole[..end]);
        }
        for wrong in [
            wav(0x31, 0, 1, &[0; 65]),
            wav(1, 16, 0, &[0; 4]),
            wav(1, 12, 1, &[0; 4]),
            b"OggS and so on, long enough to be a header".to_vec(),
        ] {
            assert!(matches!(read_bytes(&wrong), Err(Unreadable::Kind)));
        }
    }

    #[test]
    fn reading_ends_when_nobody_waits_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("call.wav");
        std::fs::write(&path, wav(1, 16, 1, &[0; 3_200])).unwrap();
        assert!(matches!(
            super::read(&path, |_, _| false),
            Err(Unreadable::Stopped)
        ));
    }
}
