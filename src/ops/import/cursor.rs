//! A place in a text that is read piece by piece: what stands there, and on to the next. What it means is for others.

use crate::ops::import::text::Text;

/// A place in a text.
pub struct Cursor {
    text: Text,
    held: String,
    at: usize,
    line: u64,
    ended: bool,
}

impl Cursor {
    /// The beginning of `text`.
    pub fn new(text: Text) -> Self {
        Self {
            text,
            held: String::new(),
            at: 0,
            line: 1,
            ended: false,
        }
    }

    /// The line, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// How many bytes of the file were read so far.
    pub fn bytes_read(&self) -> u64 {
        self.text.bytes_read()
    }

    /// The byte that stands here; none at the end.
    pub fn peek(&mut self) -> std::io::Result<Option<u8>> {
        while self.at >= self.held.len() && !self.ended {
            self.held.clear();
            self.at = 0;
            self.ended = !self.text.read(&mut self.held)?;
        }
        Ok(self.held.as_bytes().get(self.at).copied())
    }

    /// Goes on by the byte that was peeked at.
    pub fn step(&mut self) {
        self.line += u64::from(self.held.as_bytes().get(self.at) == Some(&b'\n'));
        self.at += 1;
    }

    /// Adds what stands here to `into` as long as `goes_on`, which is asked for every byte and stops at ASCII only. What
    /// would make it longer than `most` bytes is left out.
    pub fn take(
        &mut self,
        into: &mut String,
        most: usize,
        goes_on: impl Fn(u8) -> bool,
    ) -> std::io::Result<()> {
        while self.peek()?.is_some() {
            let rest = self.held.as_bytes().get(self.at..).unwrap_or_default();
            let end = rest.iter().position(|byte| !goes_on(*byte));
            let piece = self
                .held
                .get(self.at..end.map_or(self.held.len(), |end| self.at + end));
            let piece = piece.unwrap_or_default();
            self.line += piece.bytes().filter(|byte| *byte == b'\n').count() as u64;
            if into.len() + piece.len() <= most {
                into.push_str(piece);
            }
            self.at += piece.len();
            if end.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Leaves out what stands here up to the next line; false when there is none.
    pub fn skip_line(&mut self) -> std::io::Result<bool> {
        while let Some(byte) = self.peek()? {
            self.step();
            if byte == b'\n' {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
