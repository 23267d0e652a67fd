//! Ogg (Opus, Vorbis, Speex), MP4 and its kin, FLAC, `WebM`, AMR: the one number in each that tells the length.

use std::io::{Read, Seek, SeekFrom};

use super::{Sound, SoundFault, array, be32, le16, le32, up_to};

/// How much of the end of an Ogg file is looked at: a page has at most 65,307 bytes.
const LAST_PAGE: u64 = 66_000;
/// Boxes of an MP4 file that are gone through at the most.
const BOXES_AT_MOST: usize = 1_000;
/// How much of the beginning of a `WebM` file is looked at.
const HEAD: u64 = 64 * 1024;

/// Ogg: the position that the last page tells (RFC 3533), counted as the first page says (RFC 7845, Vorbis I).
pub fn ogg(file: &mut (impl Read + Seek), bytes: u64) -> Result<Sound, SoundFault> {
    let head = up_to(file, 512)?;
    let damaged = || SoundFault::Damaged("its first page is no sound");
    let segments = usize::from(*head.get(26).ok_or_else(damaged)?);
    let packet = head.get(27 + segments..).ok_or_else(damaged)?;
    let (format, rate, before, channels) = if packet.starts_with(b"OpusHead") {
        let skip = le16(packet, 10).ok_or_else(damaged)?;
        ("Opus", 48_000, u64::from(skip), packet.get(9).copied())
    } else if packet.starts_with(b"\x01vorbis") {
        (
            "Vorbis",
            le32(packet, 12).ok_or_else(damaged)?,
            0,
            packet.get(11).copied(),
        )
    } else if packet.starts_with(b"Speex   ") {
        let channels = le32(packet, 48).and_then(|count| u8::try_from(count).ok());
        ("Speex", le32(packet, 36).ok_or_else(damaged)?, 0, channels)
    } else {
        return Err(SoundFault::Unknown);
    };
    if rate == 0 {
        return Err(damaged());
    }
    file.seek(SeekFrom::Start(bytes.saturating_sub(LAST_PAGE)))?;
    let tail = up_to(file, LAST_PAGE)?;
    let serial = head.get(14..18);
    let position = tail
        .windows(4)
        .enumerate()
        .rev()
        .filter(|(_, four)| four == b"OggS")
        .filter(|(at, _)| tail.get(at + 14..at + 18) == serial)
        .find_map(|(at, _)| {
            array(&tail, at + 6)
                .map(u64::from_le_bytes)
                .filter(|told| *told != u64::MAX)
        });
    let position = position.ok_or(SoundFault::Damaged("its last page is missing"))?;
    let secs = position.saturating_sub(before) as f64 / f64::from(rate);
    Ok(Sound {
        format,
        secs,
        channels,
    })
}

/// MP4, M4A, 3GP: `moov` holds `mvhd`, which tells duration and scale (ISO/IEC 14496-12).
pub fn mp4(file: &mut (impl Read + Seek), bytes: u64) -> Result<Sound, SoundFault> {
    let (mut at, mut end) = (0, bytes);
    for _ in 0..BOXES_AT_MOST {
        if end.saturating_sub(at) < 8 {
            break;
        }
        file.seek(SeekFrom::Start(at))?;
        let head = up_to(file, 48)?;
        let size = match be32(&head, 0) {
            Some(1) => array(&head, 8).map_or(0, u64::from_be_bytes),
            Some(0) => end - at,
            Some(size) => u64::from(size),
            None => break,
        };
        match head.get(4..8) {
            Some(b"moov") => {
                end = end.min(at.saturating_add(size));
                at += 8;
            }
            Some(b"mvhd") => return mvhd(&head),
            _ if size < 8 => break,
            _ => at = at.saturating_add(size),
        }
    }
    Err(SoundFault::Damaged("it does not tell its length"))
}

fn mvhd(head: &[u8]) -> Result<Sound, SoundFault> {
    let (scale, length) = if head.get(8) == Some(&1) {
        (be32(head, 28), array(head, 32).map(u64::from_be_bytes))
    } else {
        (be32(head, 20), be32(head, 24).map(u64::from))
    };
    match (scale, length) {
        (Some(scale @ 1..), Some(length)) => Ok(Sound {
            format: "M4A",
            secs: length as f64 / f64::from(scale),
            channels: None,
        }),
        _ => Err(SoundFault::Damaged("it does not tell its length")),
    }
}

/// FLAC: rate, channels and count of samples in the first block (RFC 9639).
pub fn flac(file: &mut impl Read) -> Result<Sound, SoundFault> {
    let head = up_to(file, 26)?;
    let told = array(&head, 18).map(u64::from_be_bytes);
    let told = told.ok_or(SoundFault::Damaged("it breaks off"))?;
    let (rate, channels, samples) = (told >> 44, (told >> 41 & 7) as u8 + 1, told & 0xf_ffff_ffff);
    if rate == 0 {
        return Err(SoundFault::Damaged("it names no rate"));
    }
    Ok(Sound {
        format: "FLAC",
        secs: samples as f64 / rate as f64,
        channels: Some(channels),
    })
}

/// AMR: frame after frame of 20 ms, whose sizes their first byte tells (RFC 4867).
pub fn amr(file: &mut impl Read) -> Result<Sound, SoundFault> {
    const SIZES: [usize; 16] = [12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0];
    // At its highest rate a megabyte is eleven minutes; a telephone call is no longer than this.
    let frames = up_to(file, 32 << 20)?;
    let (mut at, mut count) = (6, 0_u32);
    while let Some(kind) = frames.get(at) {
        at += 1 + SIZES.get(usize::from(kind >> 3 & 15)).unwrap_or(&0);
        count += 1;
    }
    Ok(Sound {
        format: "AMR",
        secs: f64::from(count) * 0.02,
        channels: Some(1),
    })
}

/// `WebM`: `Duration` in units of `TimestampScale` (RFC 9559).
pub fn webm(file: &mut impl Read) -> Result<Sound, SoundFault> {
    const SEGMENT: u64 = 0x1853_8067;
    const INFO: u64 = 0x1549_a966;
    const SCALE: u64 = 0x2a_d7b1;
    const DURATION: u64 = 0x4489;
    let head = up_to(file, HEAD)?;
    let (mut at, mut scale, mut length) = (0, 1_000_000.0, None);
    while let Some((id, wide)) = number(&head, at, false) {
        let Some((size, long)) = number(&head, at + wide, true) else {
            break;
        };
        let inside = at + wide + long;
        let end = inside.saturating_add(usize::try_from(size).unwrap_or(usize::MAX));
        let value = head.get(inside..end).unwrap_or_default();
        match id {
            SEGMENT | INFO => at = inside,
            _ => at = end,
        }
        match id {
            SCALE => {
                scale = value
                    .iter()
                    .fold(0.0, |sum, byte| sum * 256.0 + f64::from(*byte));
            }
            DURATION if value.len() == 4 => {
                length = array(value, 0).map(f32::from_be_bytes).map(f64::from);
            }
            DURATION => length = array(value, 0).map(f64::from_be_bytes),
            _ => {}
        }
    }
    let length = length.ok_or(SoundFault::Unknown)?;
    Ok(Sound {
        format: "WebM",
        secs: length * scale / 1e9,
        channels: None,
    })
}

/// A number whose first bit that is set tells how many bytes it has; with or without that bit. And how many they are.
fn number(bytes: &[u8], at: usize, plain: bool) -> Option<(u64, usize)> {
    let first = *bytes.get(at)?;
    let wide = first.leading_zeros() as usize + 1;
    let rest = bytes.get(at + 1..at + wide)?;
    let first = if plain {
        u64::from(first) & ((1 << (8 - wide.min(8))) - 1)
    } else {
        u64::from(first)
    };
    (wide <= 8).then(|| {
        (
            rest.iter()
                .fold(first, |sum, byte| sum << 8 | u64::from(*byte)),
            wide,
        )
    })
}
