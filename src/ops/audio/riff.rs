//! WAV in all that telephone systems write: PCM, A-law, µ-law, GSM 6.10, ADPCM, MP3 inside; with lengths that the
//! recorder never filled in.

use std::io::{Read, Seek, SeekFrom};

use super::{Sound, SoundFault, le16, le32, up_to};

/// Parts of a file that are gone through at the most.
const PARTS_AT_MOST: usize = 1_000;

/// What the `fmt` part tells.
struct Format {
    tag: u16,
    channels: u16,
    rate: u32,
    bytes_per_sec: u32,
    block: u16,
    /// Samples in a block of a compressed format.
    block_samples: u16,
    bits: u16,
}

/// Reads the parts up to the sound.
pub fn look(file: &mut (impl Read + Seek), bytes: u64) -> Result<Sound, SoundFault> {
    let mut at = 12_u64;
    let mut format = None;
    let mut samples = None;
    for _ in 0..PARTS_AT_MOST {
        file.seek(SeekFrom::Start(at))?;
        let head = up_to(file, 8)?;
        let (Some(id), Some(size)) = (head.get(..4), le32(&head, 4)) else {
            break;
        };
        let rest = bytes.saturating_sub(at + 8);
        match id {
            b"fmt " => format = read_format(&up_to(file, u64::from(size).min(64))?),
            b"fact" => samples = le32(&up_to(file, 4)?, 0),
            b"data" => {
                // A recorder that died left 0 or the largest number, or more than there is.
                let whole = size > 0 && u64::from(size) <= rest;
                let sound = if whole { u64::from(size) } else { rest };
                let format =
                    format.ok_or(SoundFault::Damaged("it does not say how it is written"))?;
                return length(&format, sound, samples.filter(|_| whole));
            }
            _ => {}
        }
        at += 8 + u64::from(size) + u64::from(size % 2);
        if at >= bytes {
            break;
        }
    }
    Err(SoundFault::Damaged("it holds no sound"))
}

fn read_format(part: &[u8]) -> Option<Format> {
    let tag = le16(part, 0)?;
    // What is extensible names its format further on.
    let tag = if tag == 0xfffe {
        le16(part, 24).unwrap_or(tag)
    } else {
        tag
    };
    Some(Format {
        tag,
        channels: le16(part, 2)?,
        rate: le32(part, 4)?,
        bytes_per_sec: le32(part, 8)?,
        block: le16(part, 12)?,
        bits: le16(part, 14).unwrap_or(0),
        block_samples: le16(part, 18).unwrap_or(0),
    })
}

fn length(format: &Format, bytes: u64, samples: Option<u32>) -> Result<Sound, SoundFault> {
    if format.rate == 0 || format.channels == 0 {
        return Err(SoundFault::Damaged("it names no rate or no channel"));
    }
    if bytes == 0 {
        return Err(SoundFault::Silent);
    }
    let rate = f64::from(format.rate);
    let blocks = |block: f64, samples: f64| {
        (block > 0.0 && samples > 0.0).then(|| bytes as f64 / block * samples / rate)
    };
    let plain = f64::from(format.bits.div_ceil(8)) * f64::from(format.channels);
    let (name, by_bytes) = match format.tag {
        1 | 3 if format.block > 0 => ("WAV", blocks(f64::from(format.block), 1.0)),
        1 | 3 => ("WAV", blocks(plain, 1.0)),
        6 => ("WAV A-law", blocks(f64::from(format.channels), 1.0)),
        7 => ("WAV µ-law", blocks(f64::from(format.channels), 1.0)),
        0x31 => ("WAV GSM", blocks(65.0, 320.0)),
        2 | 0x11 => (
            "WAV ADPCM",
            blocks(f64::from(format.block), f64::from(format.block_samples)),
        ),
        0x55 => ("WAV MP3", None),
        _ => ("WAV", None),
    };
    let told =
        samples.filter(|samples| !matches!(*samples, 0 | u32::MAX) && !matches!(format.tag, 1 | 3));
    let by_rate =
        (format.bytes_per_sec > 0).then(|| bytes as f64 / f64::from(format.bytes_per_sec));
    let by_bytes = by_bytes.or(by_rate);
    // A count of samples that the bytes could never hold was not meant.
    let secs = match (told.map(|samples| f64::from(samples) / rate), by_bytes) {
        (Some(told), Some(by_bytes)) if told <= by_bytes * 1.5 + 1.0 => told,
        (Some(told), None) => told,
        (_, Some(by_bytes)) => by_bytes,
        (None, None) => return Err(SoundFault::Damaged("it names no rate")),
    };
    Ok(Sound {
        format: name,
        secs,
        channels: u8::try_from(format.channels).ok(),
    })
}
