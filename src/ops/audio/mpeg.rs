//! MP3: the count of frames where the file tells it, else its bit rate, else frame after frame.

use std::io::{BufReader, Read, Seek, SeekFrom};

use super::{Sound, SoundFault, be32, up_to};

/// How far the first frame is looked for, in bytes.
const FAR: u64 = 64 * 1024;
/// Frames of one bit rate after which all are taken to have it.
const STEADY: u64 = 200;

/// The head of one frame.
#[derive(Clone, Copy, PartialEq)]
struct Frame {
    is_first: bool,
    bits_per_sec: u32,
    rate: u32,
    mono: bool,
    bytes: u64,
}

impl Frame {
    /// Samples in a frame.
    fn samples(self) -> u32 {
        if self.is_first { 1152 } else { 576 }
    }

    /// Bytes between the head of the frame and what a count of frames begins with.
    fn aside(self) -> usize {
        match (self.is_first, self.mono) {
            (true, false) => 32,
            (false, true) => 9,
            _ => 17,
        }
    }
}

/// Kilobits a second of layer III, MPEG 1 and MPEG 2 (ISO/IEC 11172-3, 13818-3).
const FIRST: [u32; 16] = [
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0,
];
const SECOND: [u32; 16] = [
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0,
];

fn frame(head: &[u8], at: usize) -> Option<Frame> {
    let word = be32(head, at)?;
    let (version, layer) = (word >> 19 & 3, word >> 17 & 3);
    if word >> 21 != 0x7ff || version == 1 || layer != 1 {
        return None;
    }
    let is_first = version == 3;
    let table = if is_first { FIRST } else { SECOND };
    let bits_per_sec = table.get((word >> 12 & 15) as usize)? * 1_000;
    let rate = [44_100, 48_000, 32_000, 0].get((word >> 10 & 3) as usize)?
        >> match version {
            3 => 0,
            2 => 1,
            _ => 2,
        };
    if bits_per_sec == 0 || rate == 0 {
        return None;
    }
    let mono = word >> 6 & 3 == 3;
    let frame = Frame {
        is_first,
        bits_per_sec,
        rate,
        mono,
        bytes: 0,
    };
    let bytes = u64::from(frame.samples() / 8 * bits_per_sec / rate + (word >> 9 & 1));
    Some(Frame { bytes, ..frame })
}

/// Reads the first frame, and as many more as it takes.
pub fn look(file: &mut (impl Read + Seek), bytes: u64) -> Result<Sound, SoundFault> {
    let tags = behind_tags(&up_to(file, 10)?);
    file.seek(SeekFrom::Start(tags))?;
    let head = up_to(file, FAR)?;
    let first = (0..head.len()).find_map(|at| {
        let found = frame(&head, at)?;
        let next = at + found.bytes as usize;
        // Two frames in a row are no accident; at the end of the file one must do.
        let follows =
            next + 4 > head.len() || frame(&head, next).is_some_and(|next| next.rate == found.rate);
        follows.then_some((at, found))
    });
    let (at, first) = first.ok_or(SoundFault::Damaged("it holds no frame of MP3"))?;
    let rate = f64::from(first.rate);
    let secs = match frames_told(&head, at, first) {
        Some(frames) => f64::from(frames) * f64::from(first.samples()) / rate,
        None => walk(file, tags + at as u64, bytes)?,
    };
    Ok(Sound {
        format: "MP3",
        secs,
        channels: Some(if first.mono { 1 } else { 2 }),
    })
}

/// Where the tags at the beginning end.
fn behind_tags(head: &[u8]) -> u64 {
    match head {
        [b'I', b'D', b'3', _, _, flags, a, b, c, d] => {
            let size = [a, b, c, d]
                .iter()
                .fold(0_u64, |size, byte| size << 7 | u64::from(**byte & 0x7f));
            10 + size + if flags & 0x10 == 0 { 0 } else { 10 }
        }
        _ => 0,
    }
}

/// The count of frames that the first frame may hold instead of sound.
fn frames_told(head: &[u8], at: usize, first: Frame) -> Option<u32> {
    let tag = at + 4 + first.aside();
    match head.get(tag..tag + 4)? {
        b"Xing" | b"Info" if be32(head, tag + 4)? & 1 == 1 => be32(head, tag + 8),
        _ => {
            let tag = at + 4 + 32;
            (head.get(tag..tag + 4)? == b"VBRI")
                .then(|| be32(head, tag + 14))
                .flatten()
        }
    }
    .filter(|frames| *frames > 0)
}

/// Goes from frame to frame; where they keep to one bit rate, the rest follows from the size.
fn walk(file: &mut (impl Read + Seek), from: u64, bytes: u64) -> Result<f64, SoundFault> {
    file.seek(SeekFrom::Start(from))?;
    let mut file = BufReader::new(file);
    let (mut secs, mut frames, mut steady) = (0.0, 0_u64, None);
    let mut head = [0; 4];
    while file.read_exact(&mut head).is_ok() {
        let Some(next) = frame(&head, 0) else {
            break;
        };
        secs += f64::from(next.samples()) / f64::from(next.rate);
        frames += 1;
        let same = steady.is_none_or(|rate| rate == next.bits_per_sec);
        steady = Some(if same { next.bits_per_sec } else { 0 });
        if frames == STEADY && same && next.bits_per_sec > 0 {
            return Ok(bytes.saturating_sub(from) as f64 * 8.0 / f64::from(next.bits_per_sec));
        }
        file.seek_relative(next.bytes as i64 - 4)?;
    }
    Ok(secs)
}
