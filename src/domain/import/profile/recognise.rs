//! How a file's profile is found: by the names of its columns, or, without a header, by what stands in them.

use serde::{Deserialize, Serialize};

use super::Profile;
use crate::domain::import::field::{Field, header_key};
use crate::domain::import::row::Row;
use crate::domain::import::stamp::{DateOrder, Stamp};

/// How a file of a profile is recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recognise {
    /// Headers that its files have.
    #[serde(default)]
    pub headers: Vec<String>,
    /// How many of them a file must have; 0: not recognised by headers.
    #[serde(default)]
    pub need: usize,
    /// Headers without which no file is of this profile, however many others it has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub must: Vec<String>,
    /// Its files without a header.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bare: Vec<Bare>,
}

/// What a file without a header looks like.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bare {
    /// The names of its columns in order; none where they may stand in any order and `cells` tells which is which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// How many of them a file has at least; all where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fewest: Option<usize>,
    /// What stands in single columns. Where they may stand in any order, each takes the first column that is free and fits.
    pub cells: Vec<Cell>,
}

/// What stands in one column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The column.
    pub name: String,
    /// What kind of thing.
    #[serde(default)]
    pub is: Kind,
    /// One of these words. A word that ends in `*` stands for its beginning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Whether it may be empty now and then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blank: bool,
    /// Whether a file may lack it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// A kind of thing that stands in a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Anything.
    #[default]
    Text,
    /// A date and time.
    Time,
    /// Ten digits: seconds since 1970.
    Epoch,
    /// A whole number of up to seven digits.
    Number,
    /// Digits, however many.
    Digits,
    /// Where the order is not fixed: the seconds from the column `start` to the column `end`.
    Span,
    /// Where the order is not fixed: the seconds from the column `answer` to the column `end`; 0 without an answer.
    Part,
    /// A length on a clock: `00:01:23`.
    Length,
    /// A line inside a telephone system: `SIP/301-0000001a`.
    Line,
    /// A caller as systems write one: `"Name" <number>`.
    Caller,
    /// Seconds since 1970, a point, a counter: `1764850000.17`, also behind a name.
    EpochId,
    /// A universally unique id.
    Uuid,
    /// A number, an extension or one word.
    Party,
}

impl Recognise {
    /// A cell that is described and stands in no column.
    pub(super) fn unknown_cell(&self) -> Option<&str> {
        let ordered = self.bare.iter().filter(|bare| !bare.columns.is_empty());
        ordered
            .flat_map(|bare| bare.cells.iter().map(move |cell| (bare, &cell.name)))
            .find(|(bare, name)| !bare.columns.contains(name))
            .map(|(_, name)| name.as_str())
    }
}

impl Profile {
    /// How many of this profile's headers stand in `cells`, if they are enough to recognise it.
    pub fn matches(&self, cells: &[String]) -> Option<usize> {
        let has = |header: &&String| cells.contains(&header_key(header));
        let Recognise {
            headers,
            need,
            must,
            ..
        } = &self.recognise;
        let times = [Field::At, Field::Date, Field::EndedAt];
        let mut times = times.iter().filter_map(|time| self.columns.get(time));
        let timed =
            self.refuse.is_some() || times.any(|names| names.all().iter().any(|name| has(&name)));
        let found = headers.iter().filter(has).count();
        let enough = *need > 0 && found >= *need && must.iter().all(|header| has(&header));
        (enough && timed).then_some(found)
    }

    /// Why a file with `found` of the headers was recognised: `22 columns match Aircall`.
    pub fn why(&self, found: usize) -> String {
        format!("{found} columns match {}", self.name)
    }

    /// The names of the columns of a file without a header, if it is one of this profile's.
    pub fn name_columns(&self, rows: &[&Row]) -> Option<Vec<String>> {
        self.recognise
            .bare
            .iter()
            .find_map(|bare| bare.name_columns(rows))
    }
}

/// The profiles that fit a row of headers best, and how many of them match: one, or those that fit equally well. `cells`
/// are header keys.
pub fn recognise<'p>(profiles: &'p [Profile], cells: &[String]) -> (Vec<&'p Profile>, usize) {
    let fitting: Vec<_> = profiles
        .iter()
        .filter_map(|profile| Some((profile, profile.matches(cells)?)))
        .collect();
    // Of two that match the same number, the one that asks for less else is the closer one.
    let rank = |(profile, found): &(&Profile, usize)| {
        (*found, usize::MAX - profile.recognise.headers.len())
    };
    let best = fitting.iter().map(rank).max();
    let found = best.map_or(0, |(found, _)| found);
    let equals = fitting.iter().filter(|one| Some(rank(one)) == best);
    (equals.map(|(profile, _)| *profile).collect(), found)
}

/// The profiles that fit rows without a header: those whose columns stand in a fixed order, else those that are told by
/// what stands in them.
pub fn recognise_bare<'p>(profiles: &'p [Profile], rows: &[&Row]) -> Vec<&'p Profile> {
    let fits = |in_order: bool| {
        let of_kind = move |bare: &&Bare| bare.columns.is_empty() != in_order;
        let fit = move |profile: &&Profile| {
            let mut bare = profile.recognise.bare.iter().filter(of_kind);
            bare.any(|bare| bare.name_columns(rows).is_some())
        };
        profiles.iter().filter(fit).collect::<Vec<_>>()
    };
    let ordered = fits(true);
    if ordered.is_empty() {
        fits(false)
    } else {
        ordered
    }
}

/// How many rows in a hundred must look as described: a torn line or a remark is no other system.
const FITTING_PCT: usize = 85;

impl Bare {
    fn name_columns(&self, rows: &[&Row]) -> Option<Vec<String>> {
        if rows.is_empty() {
            return None;
        }
        if self.columns.is_empty() {
            return self.claim(rows);
        }
        let fewest = self.fewest.unwrap_or(self.columns.len());
        let fits = |row: &Row| {
            let width = row.len();
            let place = |name: &String| self.columns.iter().position(|column| column == name);
            (fewest..=self.columns.len()).contains(&width)
                && self.cells.iter().all(|cell| {
                    place(&cell.name).is_some_and(|at| at >= width || cell.fits(row.cell(at)))
                })
        };
        let fitting: Vec<_> = rows.iter().filter(|row| fits(row)).collect();
        if fitting.len() * 100 < rows.len() * FITTING_PCT {
            return None;
        }
        let width = fitting.iter().map(|row| row.len()).max()?;
        Some(self.columns.iter().take(width).cloned().collect())
    }

    /// Gives each cell the first free column that fits, the columns standing in any order.
    fn claim(&self, rows: &[&Row]) -> Option<Vec<String>> {
        let width = rows.iter().map(|row| row.len()).max()?;
        let mut names: Vec<Option<&String>> = vec![None; width];
        let mut span = None;
        for cell in &self.cells {
            let told = |name: &str| {
                names
                    .iter()
                    .position(|taken| taken.is_some_and(|n| n == name))
            };
            let times = ["start", "answer", "end"].map(told);
            let fits = |at: usize| {
                let spans = |row: &Row| cell.spans(row, at, times);
                let as_told = |row: &Row| cell.fits(row.cell(at)) && spans(row) != Some(false);
                let fitting = rows.iter().filter(|row| as_told(row)).count();
                let filled = rows.iter().any(|row| !row.cell(at).is_empty());
                // Where no times tell which number is which, the part stands right behind the whole, or nothing is sure.
                let placed = cell.is != Kind::Part
                    || span.is_none_or(|whole| at == whole + 1)
                    || rows.iter().any(|row| spans(row).is_some());
                // Numbers alone may be anything.
                let sure =
                    cell.is != Kind::EpochId || rows.iter().any(|row| row.cell(at).contains('.'));
                filled && sure && placed && fitting * 100 >= rows.len() * FITTING_PCT
            };
            let free = (0..width).find(|at| names.get(*at) == Some(&None) && fits(*at));
            if cell.is == Kind::Span {
                span = free;
            }
            match free.and_then(|at| names.get_mut(at)) {
                Some(slot) => *slot = Some(&cell.name),
                None if cell.optional => {}
                None => return None,
            }
        }
        let named = names.iter().enumerate();
        let number = |at: usize| format!("#{}", at + 1);
        Some(
            named
                .map(|(at, name)| name.map_or_else(|| number(at), Clone::clone))
                .collect(),
        )
    }
}

impl Cell {
    fn fits(&self, text: &str) -> bool {
        if text.is_empty() {
            return self.blank;
        }
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        (self.words.is_empty() || self.words.iter().any(|word| super::is_word(word, text)))
            && match self.is {
                Kind::Text => true,
                Kind::Time => text.contains([':', '-', '/']) && Stamp::read(text).is_ok(),
                Kind::Epoch => text.len() == 10 && digits(text),
                Kind::Number | Kind::Span | Kind::Part => text.len() <= 7 && digits(text),
                Kind::Digits => digits(text),
                Kind::Length => text.contains(':') && text.len() <= 9 && length(text),
                Kind::Line => line(text),
                Kind::Caller => text.ends_with('>') && text.contains('<'),
                // A spreadsheet takes the zero from `1764850000.0`.
                Kind::EpochId => text.rsplit('-').next().is_some_and(|id| {
                    let (at, n) = id.split_once('.').unwrap_or((id, "0"));
                    at.len() == 10 && at.starts_with('1') && digits(at) && digits(n)
                }),
                Kind::Uuid => text.len() == 36 && text.bytes().filter(|b| *b == b'-').count() == 4,
                Kind::Party => {
                    text.len() <= 40
                        && !text.contains(['"', ',', '&'])
                        && (text.bytes().any(|b| b.is_ascii_digit()) || !text.contains(' '))
                }
            }
    }
}

impl Cell {
    /// Whether a number is the length between two times of its row, to two seconds; `times`: where start, answer and end
    /// stand. None where there are no such times, or no length is asked for.
    fn spans(&self, row: &Row, at: usize, times: [Option<usize>; 3]) -> Option<bool> {
        let [start, answer, end] = times.map(|at| {
            let stamp = Stamp::read(row.cell(at?)).ok()?;
            stamp.in_order(DateOrder::Ymd)
        });
        let from = match self.is {
            Kind::Span => start,
            Kind::Part => answer.or(end),
            _ => return None,
        };
        let secs = row.cell(at).parse::<i64>().ok()?;
        Some(((end? - from?).num_seconds() - secs).abs() <= 2)
    }
}

fn length(text: &str) -> bool {
    use crate::domain::import::duration::{Unit, secs};
    secs(text, Unit::Secs).is_ok()
}

/// `SIP/301-0000001a`, `Local/301@x-00000003;1`: letters, a stroke, and at the end a dash and a hexadecimal number.
fn line(text: &str) -> bool {
    let Some((kind, rest)) = text.split_once('/') else {
        return false;
    };
    let counter = rest
        .rsplit('-')
        .next()
        .map(|end| end.split(';').next().unwrap_or(end));
    kind.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && rest.contains('-')
        && counter.is_some_and(|end| {
            (4..=10).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_hexdigit())
        })
}

#[cfg(test)]
mod tests;
