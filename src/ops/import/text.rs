//! A file as text: which encoding it is in, and its characters piece by piece, whatever was written.

use std::io::Read;
use std::ops::ControlFlow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use sha2::{Digest, Sha256};

mod sign;

/// How many bytes are read at a time.
const PIECE: usize = 64 * 1024;
/// How many bytes the guess at a code page looks at.
const GUESS_AT_MOST: usize = 1024 * 1024;

/// What one look through a file tells.
#[derive(Debug, Clone)]
pub struct Look {
    /// How its characters are written.
    pub encoding: &'static Encoding,
    /// SHA-256 of the bytes that were looked at, in hexadecimal.
    pub sha256: String,
    /// How many bytes those were.
    pub bytes: u64,
    /// Whether it is an archive, as a workbook is, and no text.
    pub is_archive: bool,
}

/// Why a file cannot be read as text.
#[derive(Debug, thiserror::Error)]
pub enum TextFault {
    /// It is something else.
    #[error("it is {0}, not a text of rows and columns")]
    Binary(&'static str),
    /// It holds nothing.
    #[error("it is empty")]
    Empty,
    /// The look was called off.
    #[error("it was stopped")]
    Stopped,
    /// It could not be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Reads `file` to its end and finds out how its characters are written. Gives way through `step`, which is told how
/// many bytes were read and may stop it.
pub fn look(
    mut file: impl Read,
    mut step: impl FnMut(u64) -> ControlFlow<()>,
) -> Result<Look, TextFault> {
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut by_mark = None;
    let mut is_archive = false;
    let mut utf8 = Utf8Count::default();
    let mut guess = Guess::new();
    let mut piece = vec![0; PIECE];
    loop {
        let count = fill(&mut file, &mut piece)?;
        let read = piece.get(..count).unwrap_or_default();
        if bytes == 0 {
            if read.iter().all(|b| b.is_ascii_whitespace() || *b == 0) && count < PIECE {
                return Err(TextFault::Empty);
            }
            is_archive = read.starts_with(b"PK\x03\x04");
            by_mark = if is_archive {
                Some(UTF_8)
            } else {
                by_mark_or_zeros(read)
            };
            if let Some(what) = sign::other(read, by_mark).filter(|_| !is_archive) {
                return Err(TextFault::Binary(what));
            }
        }
        hash.update(read);
        bytes += count as u64;
        if by_mark.is_none() && !read.is_ascii() {
            utf8.see(read);
            if utf8.invalid > 0 {
                guess.see(read);
            }
        }
        if step(bytes).is_break() {
            return Err(TextFault::Stopped);
        }
        if count < PIECE {
            break;
        }
    }
    Ok(Look {
        encoding: by_mark.unwrap_or_else(|| match utf8 {
            Utf8Count { invalid: 0, .. } => UTF_8,
            // Text in UTF-8 with some broken bytes, not another code page.
            Utf8Count { invalid, valid, .. } if valid > invalid => UTF_8,
            _ => guess.result(),
        }),
        sha256: hexadecimal(hash),
        bytes,
        is_archive,
    })
}

/// What was told of several files that are one table; the encoding is that of the first.
pub fn together(looks: &[Look]) -> Option<Look> {
    let [first, others @ ..] = looks else {
        return None;
    };
    if others.is_empty() {
        return Some(first.clone());
    }
    let mut hash = Sha256::new();
    for look in looks {
        hash.update(&look.sha256);
    }
    Some(Look {
        encoding: first.encoding,
        sha256: hexadecimal(hash),
        bytes: looks.iter().map(|look| look.bytes).sum(),
        is_archive: first.is_archive,
    })
}

fn hexadecimal(hash: Sha256) -> String {
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

/// Reads until `piece` is full or the file ends.
fn fill(file: &mut impl Read, piece: &mut [u8]) -> std::io::Result<usize> {
    let mut count = 0;
    while let Some(room) = piece.get_mut(count..).filter(|room| !room.is_empty()) {
        match file.read(room) {
            Ok(0) => break,
            Ok(read) => count += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(count)
}

/// The encoding that a byte order mark or the zeros of UTF-16 tell.
fn by_mark_or_zeros(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding);
    }
    let zeros = |odd: usize| {
        let half = head.iter().skip(odd).step_by(2);
        (half.clone().filter(|b| **b == 0).count(), half.count())
    };
    let ((even, of_even), (odd, of_odd)) = (zeros(0), zeros(1));
    if odd * 10 > of_odd * 6 && even * 10 < of_even {
        Some(UTF_16LE)
    } else if even * 10 > of_even * 6 && odd * 10 < of_odd {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Counts the characters beyond ASCII that are, and are not, written as UTF-8 says, across pieces.
#[derive(Debug, Default)]
struct Utf8Count {
    valid: u64,
    invalid: u64,
    cut: Vec<u8>,
}

impl Utf8Count {
    fn see(&mut self, piece: &[u8]) {
        let joined = [self.cut.as_slice(), piece].concat();
        self.cut.clear();
        let mut rest = joined.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.valid += beyond_ascii(text.as_bytes());
                    return;
                }
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    self.valid += beyond_ascii(good);
                    let Some(length) = error.error_len() else {
                        self.cut = bad.to_vec();
                        return;
                    };
                    self.invalid += 1;
                    rest = bad.get(length..).unwrap_or_default();
                }
            }
        }
    }
}

/// How many characters beyond ASCII begin in these bytes of UTF-8.
fn beyond_ascii(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|b| **b >= 0xc0).count() as u64
}

/// The letters á à â ä ã å ç é è ê í ò õ ù ü and their like as an old Mac writes them, of which Windows makes signs that stand
/// in no word.
const MAC_LETTERS: &[u8] = &[
    0x81, 0x83, 0x84, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x94, 0x98,
    0x99, 0x9b, 0x9d, 0x9f,
];

/// A guess at the code page from the bytes beyond ASCII.
struct Guess {
    detector: EncodingDetector,
    seen: usize,
    beyond_ascii: usize,
    /// Bytes within words that are letters on an old Mac and nothing of the kind in Windows, and the other way round.
    mac: usize,
    windows: usize,
}

impl Guess {
    fn new() -> Self {
        Self {
            detector: EncodingDetector::new(Iso2022JpDetection::Deny),
            seen: 0,
            beyond_ascii: 0,
            mac: 0,
            windows: 0,
        }
    }

    fn see(&mut self, piece: &[u8]) {
        if self.seen < GUESS_AT_MOST {
            self.seen += piece.len();
            self.beyond_ascii += piece.iter().filter(|b| **b >= 0x80).count();
            self.detector.feed(piece, false);
            for letters in piece.windows(3) {
                if let [before, byte, after] = letters
                    && before.is_ascii_alphabetic()
                    && after.is_ascii_lowercase()
                {
                    self.mac += usize::from(MAC_LETTERS.contains(byte));
                    self.windows += usize::from(*byte >= 0xc0);
                }
            }
        }
    }

    fn result(mut self) -> &'static Encoding {
        self.detector.feed(&[], true);
        let guessed = self.detector.guess(None, Utf8Detection::Deny);
        if guessed == WINDOWS_1252 && self.mac > self.windows {
            return MACINTOSH;
        }
        // From a few bytes nothing is guessed in which one of them could swallow a comma.
        if self.beyond_ascii < 8 && !guessed.is_single_byte() {
            WINDOWS_1252
        } else {
            guessed
        }
    }
}

/// The characters of a file, piece by piece. What is no character becomes one replacement mark; zeros, with which a
/// disk fills up what it lost, are left out.
pub struct Text {
    file: Box<dyn Read>,
    decoder: Decoder,
    raw: Vec<u8>,
    read: u64,
    ended: bool,
}

impl Text {
    /// The characters of `file`.
    pub fn new(file: impl Read + 'static, encoding: &'static Encoding) -> Self {
        Self {
            file: Box::new(file),
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; PIECE],
            read: 0,
            ended: false,
        }
    }

    /// How many bytes of the file were read so far.
    pub fn bytes_read(&self) -> u64 {
        self.read
    }

    /// Adds the next piece to `text`. False when there was none left.
    pub fn read(&mut self, text: &mut String) -> std::io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let count = fill(&mut self.file, &mut self.raw)?;
        self.read += count as u64;
        self.ended = count < self.raw.len();
        let mut rest = self.raw.get(..count).unwrap_or_default();
        let before = text.len();
        loop {
            let room = self.decoder.max_utf8_buffer_length(rest.len());
            text.reserve(room.unwrap_or(rest.len() * 3 + 16));
            let (result, read, _) = self.decoder.decode_to_string(rest, text, self.ended);
            rest = rest.get(read..).unwrap_or_default();
            if result == encoding_rs::CoderResult::InputEmpty {
                break;
            }
        }
        if text.as_bytes().iter().skip(before).any(|b| *b == 0) {
            let clean = text.get(before..).unwrap_or_default().replace('\0', "");
            text.truncate(before);
            text.push_str(&clean);
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn decoded(bytes: &[u8]) -> (&'static str, String) {
        let look = look(bytes, |_| ControlFlow::Continue(())).unwrap();
        let mut text = String::new();
        let mut source = Text::new(std::io::Cursor::new(bytes.to_vec()), look.encoding);
        while source.read(&mut text).unwrap() {}
        (look.encoding.name(), text)
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn the_usual_encodings_are_told_apart() {
        let text = "at,rep\n2026-11-16 09:12,Müller\n";
        assert_eq!(decoded(text.as_bytes()), ("UTF-8", text.into()));
        assert_eq!(
            decoded(format!("\u{feff}{text}").as_bytes()),
            ("UTF-8", text.into())
        );
        assert_eq!(decoded(&utf16(text, true)), ("UTF-16LE", text.into()));
        assert_eq!(decoded(&utf16(text, false)), ("UTF-16BE", text.into()));
        assert_eq!(
            decoded(&utf16(&format!("\u{feff}{text}"), true)),
            ("UTF-16LE", text.into())
        );
        let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
        assert_eq!(decoded(&latin), ("windows-1252", text.into()));
    }

    #[test]
    fn one_bad_byte_costs_one_character() {
        let mut bytes = "rep,note\nZoë Müller,caf".as_bytes().to_vec();
        bytes.extend(b"\xe9,x\n");
        assert_eq!(
            decoded(&bytes),
            ("UTF-8", "rep,note\nZoë Müller,caf\u{fffd},x\n".into())
        );
        assert_eq!(decoded(b"a,b\xa5,c\n").1.chars().count(), 7);
    }

    #[test]
    fn a_character_cut_by_the_edge_of_a_piece_is_one_character() {
        let text = format!("{}é,x\n", "a".repeat(PIECE - 1));
        assert_eq!(decoded(text.as_bytes()), ("UTF-8", text));
    }

    #[test]
    fn zeros_are_left_out_and_other_files_are_refused() {
        assert_eq!(decoded(b"a,b\n1\x00,2\n").1, "a,b\n1,2\n");
        let refused = |bytes: &[u8]| {
            look(bytes, |_| ControlFlow::Continue(()))
                .unwrap_err()
                .to_string()
        };
        assert_eq!(refused(b""), "it is empty");
        assert_eq!(refused(b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "it is empty");
        assert_eq!(refused(b" \n\n"), "it is empty");
        assert!(refused(b"\xd0\xcf\x11\xe0abc").contains("Excel"));
        assert!(refused(b"\x01\x02\x03\x04\x05abc").contains("program"));
    }
}
