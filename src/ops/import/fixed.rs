//! Logs that a telephone system prints line by line, without marks between the columns. Where the lines stand in columns,
//! these are cut where every line has a space; else a line is date, time, extension, line, number, length and a rest, as
//! Panasonic prints it; else it stands in the columns of most lines, or nearly. Page headers that come again are left out. A row's line is that of the file.

use std::ops::Range;

use anyhow::Result;
use chrono::NaiveDate;

use crate::domain::import::row::Row;
use crate::ops::import::cursor::Cursor;
use crate::ops::import::meter::Going;
use crate::ops::import::spool::Spool;
use crate::ops::import::text::Text;

mod exact;
mod near;
mod years;

use exact::{in_columns, names, starts, time_stands_with_others};
use years::{Seen, Years};

/// The longest line, in bytes; what is longer is cut.
const LONGEST: usize = 4096;
/// How many calls must be seen.
const CALLS_AT_LEAST: usize = 2;
/// How many calls must be seen that stand in no columns.
const UNEVEN_AT_LEAST: usize = 3;
/// Fewer columns are no columns.
const COLUMNS_AT_LEAST: usize = 4;
/// The columns of lines that do not stand in columns.
const WORDS: &[&str] = &["Date", "Time", "Ext", "Line", "Number", "Duration", "Rest"];

/// How the lines of a log are cut.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cut {
    /// Where each column begins, in characters: every line has a space before it.
    At(Vec<usize>),
    /// In columns that most lines stand in.
    Near(Vec<Range<usize>>),
    /// Into what their words are.
    Words,
    /// Not at all: there is no call, or the lines stand in no columns.
    None,
}

/// A log, and how its lines are cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    cut: Cut,
    /// Whether there is no call in it.
    pub is_bare: bool,
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
                cut: Cut::None,
                is_bare: true,
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
        let cut = cut_of(&calls);
        let named = titles
            .iter()
            .rev()
            .find(|line| line.contains(char::is_alphabetic));
        let under = |starts: &[usize]| named.map(|line| names(line, starts)).unwrap_or_default();
        let columns = match &cut {
            Cut::At(starts) => under(starts),
            Cut::Near(columns) => under(
                &columns
                    .iter()
                    .map(|column| column.start)
                    .collect::<Vec<_>>(),
            ),
            Cut::Words => WORDS.iter().map(|word| (*word).to_owned()).collect(),
            // Two days below each other are no log yet.
            Cut::None if calls.len() < UNEVEN_AT_LEAST => return None,
            Cut::None => Vec::new(),
        };
        Some(Self {
            cut,
            is_bare: false,
            titles: titles.into_iter().map(without_digits).collect(),
            columns,
        })
    }

    /// Lays the lines out, at most `most` of them. Dates without a year get theirs: no call lies behind `last`.
    ///
    /// # Errors
    /// The file cannot be read; or its dates tell no year and `last` is not known; or [`Uneven`].
    pub fn lay_out(
        &self,
        text: &dyn Fn() -> Result<Text>,
        last: Option<NaiveDate>,
        most: u64,
        spool: &mut Spool,
        going: &mut Going<'_>,
    ) -> Result<()> {
        if self.cut == Cut::None && !self.is_bare {
            return Err(Uneven.into());
        }
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
                match self.cut(number, line, years.as_mut()) {
                    Some(row) => spool.row(&row)?,
                    None => spool.broken(
                        number,
                        "it does not stand in the columns of the other lines",
                    )?,
                }
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

    /// The row of a call; none where the line stands in other columns.
    fn cut(&self, number: u64, line: &str, years: Option<&mut Years>) -> Option<Row> {
        let cells = match &self.cut {
            Cut::At(starts) => Some(in_columns(line, starts)),
            Cut::Near(columns) => near::cut(line, columns),
            Cut::Words | Cut::None => {
                Some(words(line).unwrap_or_else(|| vec![line.trim().to_owned()]))
            }
        };
        let mut cells = cells?;
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
        Some(Row::of(number, cells.iter().map(String::as_str)))
    }
}

/// How these calls are cut: where every line has a space, unless lines that are shifted close the spaces between some
/// columns, as of the time and what follows it; else into words where every line is of the kind; else in the columns that all but a few stand in.
fn cut_of(calls: &[&str]) -> Cut {
    let exact = starts(calls);
    let near = near::columns(calls);
    let of_words = calls.iter().filter(|line| words(line).is_some()).count();
    let is_split = of_words < calls.len() || !time_stands_with_others(calls, &exact);
    if is_split && exact.len() >= COLUMNS_AT_LEAST && exact.len() >= near.len() {
        return Cut::At(exact);
    }
    let in_near = calls
        .iter()
        .filter(|line| near::cut(line, &near).is_some())
        .count();
    let fits = in_near * 10 >= calls.len() * 9;
    let all_words = of_words == calls.len();
    // Where a line may lack a word, only its place tells what the others are.
    let least = if all_words {
        WORDS.len() - 1
    } else {
        COLUMNS_AT_LEAST
    };
    if fits && near.len() >= least {
        Cut::Near(near)
    } else if all_words {
        Cut::Words
    } else if exact.len() >= COLUMNS_AT_LEAST {
        Cut::At(exact)
    } else if of_words * 2 >= calls.len() {
        Cut::Words
    } else {
        Cut::None
    }
}

/// The lines of a log of calls stand in no columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "its lines begin with a day and a time and stand in no columns: have the telephone system write commas or tabs \
     between the columns, or part them in a spreadsheet and save that as CSV"
)]
pub struct Uneven;

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
