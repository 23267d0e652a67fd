//! Rows of a text in which a mark stands between the cells. Lenient: a quotation mark that is never closed, a quotation
//! mark inside a quoted cell, lines of any ending, rows of any length cost at most themselves.

use std::borrow::Cow;

use crate::domain::import::row::Row;
use crate::ops::import::text::Text;

/// The longest row that is read, in bytes.
const LONGEST_ROW: usize = 1024 * 1024;
const TOO_LONG: &str = "it is longer than 1 MiB";
/// How far a quotation mark is followed at least, however many were never closed before.
const SHORTEST_REACH: usize = 4 * 1024;
/// The most cells that are read of a row.
const MOST_CELLS: usize = 4096;

/// What came next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A row.
    Row,
    /// A row that cannot be used, and why. Its line stands in the row.
    Broken(Cow<'static, str>),
    /// The end.
    End,
}

/// Reads rows one after the other; holds one piece of text at a time.
pub struct Delimited {
    text: Text,
    held: String,
    start: usize,
    line: u64,
    delimiter: u8,
    width: usize,
    reach: usize,
    ended: bool,
}

/// A row that was cut out of the text.
#[derive(Debug, Clone, Copy)]
struct Cut {
    /// Where the next row begins.
    next: usize,
    /// How many lines it took.
    lines: u64,
    /// Whether more text may belong to it.
    open: Open,
    too_many_cells: bool,
    /// Whether a quotation mark was followed further than is sensible.
    given_up: bool,
    /// Whether a line within a quoted cell begins as a row does: with a quotation mark of its own.
    holds_a_row: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Closed,
    Unquoted,
    Quoted,
}

/// What a quotation mark means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quoting {
    /// A character like any other.
    Off,
    /// It opens a cell, and closes it before a delimiter or the end of a line.
    Usual,
    /// It closes a cell only before the end of a line or where the next cell is quoted as well: marks and delimiters
    /// inside of cells were never escaped.
    Whole,
}

impl Delimited {
    /// Rows of `text`, with `delimiter` between the cells.
    pub fn new(text: Text, delimiter: u8) -> Self {
        Self {
            text,
            held: String::new(),
            start: 0,
            line: 1,
            delimiter,
            width: 0,
            reach: LONGEST_ROW,
            ended: false,
        }
    }

    /// Tells how many cells a row has, by which an unclosed quotation mark is noticed.
    pub fn set_width(&mut self, width: usize) {
        self.width = width;
    }

    /// How many bytes of the file were read so far.
    pub fn bytes_read(&self) -> u64 {
        self.text.bytes_read()
    }

    /// Reads the next row.
    pub fn next(&mut self, row: &mut Row) -> std::io::Result<Next> {
        loop {
            let cut = self.cut(row, self.start, Quoting::Usual);
            let length = self.held.len() - self.start;
            match cut.open {
                Open::Closed if cut.holds_a_row || self.swallowed_the_next(cut) => {
                    return self.unclosed(row);
                }
                Open::Closed if self.width > 1 && row.len() > self.width => {
                    return Ok(self.too_wide(row, cut));
                }
                Open::Closed => return Ok(self.take(cut)),
                Open::Quoted if cut.given_up => return self.unclosed(row),
                _ if !self.ended && length <= LONGEST_ROW => {
                    self.more()?;
                }
                Open::Quoted => return self.unclosed(row),
                Open::Unquoted if length > LONGEST_ROW => return self.skip_line(row),
                Open::Unquoted if length == 0 => return Ok(Next::End),
                Open::Unquoted => return Ok(self.take(cut)),
            }
        }
    }

    fn take(&mut self, cut: Cut) -> Next {
        let length = cut.next - self.start;
        self.start = cut.next;
        self.line += cut.lines;
        if cut.too_many_cells {
            Next::Broken("it has more than 4,096 cells".into())
        } else if length > LONGEST_ROW {
            Next::Broken(TOO_LONG.into())
        } else {
            Next::Row
        }
    }

    /// Takes a row with too many cells: as one of which every cell is quoted, where that makes it right.
    fn too_wide(&mut self, row: &mut Row, cut: Cut) -> Next {
        let whole = self.cut(row, self.start, Quoting::Whole);
        if whole.open == Open::Closed && row.len() == self.width {
            return self.take(whole);
        }
        self.cut(row, self.start, Quoting::Usual);
        self.take(cut)
    }

    /// Drops what was read and adds the next piece.
    fn more(&mut self) -> std::io::Result<()> {
        self.held.drain(..self.start);
        self.start = 0;
        self.ended = !self.text.read(&mut self.held)?;
        Ok(())
    }

    /// Whether a row of several lines holds another whole row: then its quotation mark was never meant to open one.
    fn swallowed_the_next(&self, cut: Cut) -> bool {
        if self.width < 2 || cut.lines == 1 {
            return false;
        }
        let mut other = Row::default();
        let first = self.cut(&mut other, self.start, Quoting::Off);
        if first.next >= cut.next {
            return false;
        }
        let second = self.cut(&mut other, first.next, Quoting::Usual);
        second.open == Open::Closed && second.lines == 1 && other.len() == self.width
    }

    /// Reads one line with its quotation marks as they stand.
    fn unclosed(&mut self, row: &mut Row) -> std::io::Result<Next> {
        // Many such marks must not make the file be read again and again.
        self.reach = (self.reach / 2).max(SHORTEST_REACH);
        let cut = self.cut(row, self.start, Quoting::Off);
        if cut.open != Open::Closed && !self.ended {
            return self.skip_line(row);
        }
        let next = self.take(cut);
        if row.len() == self.width || self.width < 2 {
            return Ok(next);
        }
        Ok(Next::Broken(
            "a quotation mark is opened and never closed".into(),
        ))
    }

    /// Leaves out a line that is too long.
    fn skip_line(&mut self, row: &mut Row) -> std::io::Result<Next> {
        row.clear(self.line);
        loop {
            let held = self.held.as_bytes();
            let end = held
                .iter()
                .skip(self.start)
                .position(|b| matches!(b, b'\n' | b'\r'));
            if let Some(end) = end {
                self.start += end;
                self.start += line_end(self.held.as_bytes(), self.start);
                break;
            }
            self.start = self.held.len();
            if self.ended {
                break;
            }
            self.more()?;
        }
        self.line += 1;
        Ok(Next::Broken(TOO_LONG.into()))
    }

    /// Cuts a row out of what is held, from `from` on.
    fn cut(&self, row: &mut Row, from: usize, quoting: Quoting) -> Cut {
        row.clear(self.line);
        let held = self.held.as_bytes();
        let mut cut = Cut {
            next: from,
            lines: 1,
            open: Open::Unquoted,
            too_many_cells: false,
            given_up: false,
            holds_a_row: false,
        };
        let mut at = from;
        loop {
            let quote = (quoting != Quoting::Off).then(|| opening_quote(held, at));
            let end = match quote.flatten() {
                Some(quote) => self.quoted(row, quote + 1, quoting, &mut cut),
                None => self.plain(row, at, &mut cut),
            };
            let Some(end) = end else {
                row.end_cell();
                cut.next = held.len();
                return cut;
            };
            if row.len() < MOST_CELLS {
                row.end_cell();
            } else {
                cut.too_many_cells = true;
            }
            if held.get(end) == Some(&self.delimiter) {
                at = end + 1;
                continue;
            }
            let past = line_end(held, end);
            // A carriage return at the very edge may have its line feed in the next piece.
            if end + past == held.len() && held.get(end) == Some(&b'\r') && !self.ended {
                cut.open = Open::Unquoted;
                return cut;
            }
            cut.open = Open::Closed;
            cut.next = end + past;
            return cut;
        }
    }

    /// Takes a cell without quotation marks; where it ends, none when the text ends before.
    fn plain(&self, row: &mut Row, at: usize, cut: &mut Cut) -> Option<usize> {
        let rest = self.held.as_bytes().get(at..)?;
        let length = rest
            .iter()
            .position(|b| *b == self.delimiter || *b == b'\n' || *b == b'\r');
        let end = length.map(|length| at + length);
        row.push(self.held.get(at..end.unwrap_or(self.held.len()))?);
        cut.open = Open::Unquoted;
        end
    }

    /// Takes a quoted cell. A quotation mark ends it only before a delimiter or the end of a line.
    fn quoted(&self, row: &mut Row, from: usize, quoting: Quoting, cut: &mut Cut) -> Option<usize> {
        let held = self.held.as_bytes();
        let mut piece = from;
        let mut at = from;
        cut.open = Open::Quoted;
        while let Some(byte) = held.get(at) {
            match (byte, held.get(at + 1)) {
                (b'"', None) if self.ended => {
                    row.push(self.held.get(piece..at)?);
                    cut.open = Open::Unquoted;
                    return None;
                }
                (b'"', Some(b'"')) => {
                    cut.holds_a_row |= begins_a_line(held, at) && self.ends_cell(at + 2);
                    row.push(self.held.get(piece..=at)?);
                    at += 1;
                    piece = at + 1;
                }
                (b'"', Some(_)) => {
                    let end = self.end_after_quote(at);
                    let next = |end: &usize| held.get(end + 1) == Some(&b'"');
                    let closes = |end: &usize| {
                        quoting == Quoting::Usual
                            || held.get(*end) != Some(&self.delimiter)
                            || next(end)
                    };
                    if let Some(end) = end.filter(closes) {
                        row.push(self.held.get(piece..at)?);
                        return Some(end);
                    }
                    cut.holds_a_row |= begins_a_line(held, at);
                }
                (b'\n', _) => cut.lines += 1,
                (b'\r', next) => cut.lines += u64::from(next != Some(&b'\n')),
                _ => {}
            }
            at += 1;
            if at - self.start > self.reach {
                cut.given_up = true;
                break;
            }
        }
        row.push(self.held.get(piece..).unwrap_or_default());
        None
    }

    /// Where the cell ends that a quotation mark at `at` closes: spaces may follow, then a delimiter or a line's end.
    fn end_after_quote(&self, at: usize) -> Option<usize> {
        let held = self.held.as_bytes();
        let mut end = at + 1;
        while held.get(end) == Some(&b' ') {
            end += 1;
        }
        self.ends_cell(end).then_some(end)
    }

    /// Whether a cell ends before the byte at `at`: a delimiter or a line's end stands there.
    fn ends_cell(&self, at: usize) -> bool {
        let ends = |b: &u8| *b == self.delimiter || *b == b'\n' || *b == b'\r';
        self.held.as_bytes().get(at).is_some_and(ends)
    }
}

/// Whether the byte at `at` is the first of its line.
fn begins_a_line(held: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| held.get(before));
    before.is_some_and(|b| matches!(b, b'\n' | b'\r'))
}

/// Where the quotation mark stands that opens the cell at `at`, after spaces.
fn opening_quote(held: &[u8], at: usize) -> Option<usize> {
    let spaces = held.iter().skip(at).take_while(|b| **b == b' ').count();
    (held.get(at + spaces) == Some(&b'"')).then_some(at + spaces)
}

/// How many bytes the line's end at `at` takes.
fn line_end(held: &[u8], at: usize) -> usize {
    match (held.get(at), held.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => 2,
        (Some(_), _) => 1,
        (None, _) => 0,
    }
}

/// The mark that stands between the cells of `head`, by which of the four cuts it most evenly; none where none does.
pub fn delimiter_of(head: &str) -> Option<u8> {
    let mut best: Option<(u64, u8)> = None;
    for delimiter in *b",;\t|" {
        let text = Text::new(std::io::Cursor::new(head.to_owned()), encoding_rs::UTF_8);
        let mut rows = Delimited::new(text, delimiter);
        let mut row = Row::default();
        let mut widths = Vec::new();
        while widths.len() < 200 && !matches!(rows.next(&mut row), Ok(Next::End) | Err(_)) {
            if !row.is_blank() {
                widths.push(row.len());
            }
        }
        let evenness = evenness(&widths);
        if evenness > 0 && best.is_none_or(|(most, _)| evenness > most) {
            best = Some((evenness, delimiter));
        }
    }
    best.map(|(_, delimiter)| delimiter)
}

/// How many rows have the width that most of them have, times how wide that is; 0 when that is one cell.
fn evenness(widths: &[usize]) -> u64 {
    let same = |width: usize| widths.iter().filter(|other| **other == width).count();
    let usual = widths
        .iter()
        .copied()
        .filter(|width| *width > 1)
        .max_by_key(|width| same(*width));
    usual.map_or(0, |width| {
        let count = same(width) as u64;
        count * count * (width as u64 - 1)
    })
}

#[cfg(test)]
mod tests;
