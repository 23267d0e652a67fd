//! Logs that a telephone system prints line by line, without marks between the columns. Where the lines stand in columns,
//! these are cut where every line has a space; else a line is date, time, extension, line, number, length and a rest, as
//! Panasonic prints it. Page headers that come again are left out. A row's line is that of the file.

use anyhow::Result;
use chrono::NaiveDate;

use crate::domain::import::row::Row;
use crate::ops::import::cursor::Cursor;
use crate::ops::import::meter::Going;
use crate::ops::import::spool::Spool;
use crate::ops::import::text::Text;

mod years;

use years::{Seen, Years};

/// The longest line, in bytes; what is longer is cut.
const LONGEST: usize = 4096;
/// How many calls must be seen.
const CALLS_AT_LEAST: usize = 2;
/// Fewer columns are no columns.
const COLUMNS_AT_LEAST: usize = 4;
/// The columns of lines that do not stand in columns.
const WORDS: &[&str] = &["Date", "Time", "Ext", "Line", "Number", "Duration", "Rest"];

/// How the lines of a log are cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// Where each column begins, in characters; none where the lines do not stand in columns.
    starts: Vec<usize>,
    /// The lines above the first call, digits left out.
    titles: Vec<String>,
    /// The names of the columns; none where they have none.
    pub columns: Vec<String>,
}

impl Fixed {
    /// How the log that begins with `head` is cut; none where it is no such log.
    pub fn of(head: &str) -> Option<Self> {
        let lines: Vec<&str> = head
            .split(['\n', '\r'])
            .filter(|line| !line.trim().is_empty())
            .collect();
        let calls: Vec<&str> = lines.iter().copied().filter(|line| is_call(line)).collect();
        if calls.is_empty() && is_header(&lines) {
            return Some(Self {
                starts: Vec::new(),
                titles: Vec::new(),
                columns: Vec::new(),
            });
        }
        if calls.len() < CALLS_AT_LEAST || calls.len() * 2 < lines.len() {
            return None;
        }
        let titles: Vec<&str> = lines
            .iter()
            .copied()
            .take_while(|line| !is_call(line))
            .collect();
        let starts = starts(&calls);
        let named = titles
            .iter()
            .rev()
            .find(|line| line.contains(char::is_alphabetic));
        let columns = if starts.is_empty() {
            if calls.iter().filter(|line| words(line).is_some()).count() * 2 < calls.len() {
                return None;
            }
            WORDS.iter().map(|word| (*word).to_owned()).collect()
        } else {
            named.map(|line| names(line, &starts)).unwrap_or_default()
        };
        Some(Self {
            starts,
            titles: titles.into_iter().map(without_digits).collect(),
            columns,
        })
    }

    /// Whether nothing but a header was seen.
    pub fn is_bare(&self) -> bool {
        self.columns.is_empty() && self.starts.is_empty()
    }

    /// Lays the lines out, at most `most` of them. Dates without a year get theirs: no call lies behind `last`.
    ///
    /// # Errors
    /// The file cannot be read; or its dates tell no year and `last` is not known.
    pub fn lay_out(
        &self,
        text: &dyn Fn() -> Result<Text>,
        last: Option<NaiveDate>,
        most: u64,
        spool: &mut Spool,
        going: &mut Going<'_>,
    ) -> Result<()> {
        let seen = Self::dates(text()?, going)?;
        let mut years = match last {
            Some(last) => seen.years(last),
            None if seen.is_without_years() => return Err(NoYear.into()),
            None => None,
        };
        let mut cursor = Cursor::new(text()?);
        let mut begun = false;
        going.anew();
        while cursor.peek()?.is_some() && spool.rows() < most {
            going.at(cursor.bytes_read())?;
            let number = cursor.line();
            let mut line = String::new();
            cursor.take(&mut line, LONGEST, |byte| byte != b'\n')?;
            cursor.step();
            let line = line.trim_end();
            if is_call(line) {
                begun = true;
                spool.row(&self.cut(number, line, years.as_mut()))?;
            } else if is_drawn(line) {
                spool.row(&Row::of(number, []))?;
            } else if self.titles.contains(&without_digits(line)) {
                if begun {
                    spool.row(&Row::of(number, self.columns.iter().map(String::as_str)))?;
                }
            } else {
                spool.row(&Row::of(number, [line.trim()]))?;
            }
        }
        Ok(())
    }

    /// Looks through the dates of all calls.
    fn dates(text: Text, going: &mut Going<'_>) -> Result<Seen> {
        let mut cursor = Cursor::new(text);
        let mut seen = Seen::default();
        going.anew();
        while cursor.peek()?.is_some() {
            going.at(cursor.bytes_read())?;
            let mut line = String::new();
            cursor.take(&mut line, LONGEST, |byte| byte != b'\n')?;
            cursor.step();
            if is_call(&line) {
                seen.see(day_of(&line));
            }
        }
        Ok(seen)
    }

    fn cut(&self, number: u64, line: &str, years: Option<&mut Years>) -> Row {
        let mut cells = if self.starts.is_empty() {
            words(line).unwrap_or_else(|| vec![line.trim().to_owned()])
        } else {
            self.in_columns(line)
        };
        if let Some(years) = years {
            let day = day_of(line);
            let date = years.date(day);
            let dated = cells
                .iter_mut()
                .find(|cell| cell.trim_matches(MARKS) == day);
            if let Some(cell) = dated {
                cell.clone_from(&date);
            }
        }
        Row::of(number, cells.iter().map(String::as_str))
    }

    fn in_columns(&self, line: &str) -> Vec<String> {
        let mut cells = vec![String::new()];
        let mut nexts = self.starts.iter().skip(1).peekable();
        for (at, character) in line.chars().enumerate() {
            while nexts.next_if(|start| **start <= at).is_some() {
                cells.push(String::new());
            }
            cells
                .last_mut()
                .into_iter()
                .for_each(|cell| cell.push(character));
        }
        cells
    }
}

/// The dates of a log tell no year, and nothing tells when it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("its dates tell no year, and it is not known when it was written")]
pub struct NoYear;

/// The date at the beginning of the line of a call.
fn day_of(line: &str) -> &str {
    let day = line.trim_start_matches(MARKS).split_whitespace().next();
    day.unwrap_or_default()
}

/// Whether the line begins with a day and a time of day.
fn is_call(line: &str) -> bool {
    let mut words = line.trim_start_matches(MARKS).split_whitespace();
    let day = words.next().is_some_and(|word| {
        let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
        let is_part =
            |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        (2..=3).contains(&parts.len()) && parts.iter().all(is_part)
    });
    day && words
        .next()
        .is_some_and(|word| is_clock(word.trim_start_matches(MARKS)))
}

/// Whether lines are nothing but the header of a page, and lines drawn around it.
fn is_header(lines: &[&str]) -> bool {
    let names = |line: &&&str| {
        let words: Vec<String> = line
            .split_whitespace()
            .map(|word| word.trim_end_matches('.').to_lowercase())
            .collect();
        let has = |name: &str| words.iter().any(|word| word == name);
        words.len() >= COLUMNS_AT_LEAST && has("date") && has("time")
    };
    lines.iter().any(|line| names(&line)) && lines.iter().all(|line| is_drawn(line) || names(&line))
}

/// Whether a line is nothing but drawn.
fn is_drawn(line: &str) -> bool {
    line.chars()
        .all(|c| c.is_whitespace() || "-=_*\u{c}".contains(c))
}

/// What stands before a long or transferred call.
const MARKS: [char; 5] = ['*', '-', '%', '+', ' '];

/// `12:52PM`, `00:01:24`, `00:00'16`.
fn is_clock(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == '"');
    let parts: Vec<&str> = digits.split([':', '\'']).collect();
    let is_part =
        |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (2..=3).contains(&parts.len()) && parts.iter().all(is_part)
}

/// Where columns begin: after characters that are a space in every line. None where there are too few.
fn starts(calls: &[&str]) -> Vec<usize> {
    let mut filled: Vec<bool> = Vec::new();
    for line in calls {
        for (at, character) in line.chars().take(LONGEST).enumerate() {
            if filled.len() <= at {
                filled.push(false);
            }
            if let Some(place) = filled.get_mut(at) {
                *place |= !character.is_whitespace();
            }
        }
    }
    let mut before = false;
    let mut starts = Vec::new();
    for (at, filled) in filled.iter().enumerate() {
        if *filled && !before {
            starts.push(at);
        }
        before = *filled;
    }
    if starts.len() < COLUMNS_AT_LEAST {
        starts.clear();
    }
    starts
}

/// The words of a header line, each given to the column that it stands over or nearest to.
fn names(line: &str, starts: &[usize]) -> Vec<String> {
    let mut names = vec![String::new(); starts.len()];
    let mut from = 0;
    for word in line.split(' ') {
        let length = word.chars().count();
        if length > 0 {
            let middle = from + length / 2;
            let column = starts
                .iter()
                .rposition(|start| *start <= middle)
                .unwrap_or(0);
            if let Some(name) = names.get_mut(column) {
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(word);
            }
        }
        from += length + 1;
    }
    names
}

/// The cells of a line that does not stand in columns.
fn words(line: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [day, time, rest @ ..] = words.as_slice() else {
        return None;
    };
    let length = rest.iter().position(|word| is_clock(word))?;
    let (before, after) = rest.split_at(length);
    let [extension, trunk, number @ ..] = before else {
        return None;
    };
    let [length, after @ ..] = after else {
        return None;
    };
    let cells = [
        day.trim_start_matches(MARKS),
        time.trim_start_matches(MARKS),
        extension,
        trunk,
        &number.join(" "),
        length,
        &after.join(" "),
    ];
    Some(cells.map(str::to_owned).to_vec())
}

fn without_digits(line: &str) -> String {
    line.chars()
        .filter(|c| !c.is_ascii_digit() && !c.is_whitespace())
        .collect()
}

#[cfg(test)]
mod tests;
