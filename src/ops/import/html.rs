//! Web pages: an event of Google Voice's Takeout, else the largest table, as some systems write what they call Excel. An
//! event is a row with the columns of [`EVENT`]; a conversation by text message is one event.

use anyhow::Result;

use crate::domain::import::row::Row;
use crate::ops::import::markup::{Mark, Marks};
use crate::ops::import::meter::Going;
use crate::ops::import::spool::Spool;
use crate::ops::import::text::Text;

/// The columns of an event: what it was (`Placed`, `Received`, `Missed`, `Voicemail`, `Text` ...), when, how long, with
/// whom, all its labels, the recording beside it, what was said, and how many messages it holds.
pub const EVENT: &[&str] = &[
    "kind",
    "published",
    "duration",
    "number",
    "name",
    "labels",
    "recording",
    "transcript",
    "messages",
];

/// What a page holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// An event.
    Event(Vec<String>),
    /// The largest of its tables, by its place from 0.
    Table(usize),
    /// Neither.
    Nothing,
}

/// Looks through a page.
pub fn survey(text: Text, going: &mut Going<'_>) -> Result<Page> {
    let mut marks = Marks::new(text);
    let mut event = Event::default();
    let mut tables = Tables::default();
    let mut sizes: Vec<usize> = Vec::new();
    going.anew();
    while let Some(mark) = marks.read()? {
        going.at(marks.bytes_read())?;
        event.take(&mark);
        if let Some((table, _)) = tables.take(&mark) {
            sizes.resize(sizes.len().max(table + 1), 0);
            if let Some(size) = sizes.get_mut(table) {
                *size += 1;
            }
        }
    }
    if event.found {
        return Ok(Page::Event(event.cells()));
    }
    let largest = sizes
        .iter()
        .enumerate()
        .max_by_key(|(at, size)| (**size, usize::MAX - at));
    Ok(largest.map_or(Page::Nothing, |(at, _)| Page::Table(at)))
}

/// Lays the rows of a table out, at most `most` of them. A row's line is its number in the table.
pub fn lay_out(
    text: Text,
    table: usize,
    most: u64,
    spool: &mut Spool,
    going: &mut Going<'_>,
) -> Result<()> {
    let mut marks = Marks::new(text);
    let mut tables = Tables::default();
    let mut line = 0;
    going.anew();
    while let Some(mark) = marks.read()? {
        going.at(marks.bytes_read())?;
        match tables.take(&mark) {
            Some((at, cells)) if at == table => {
                line += 1;
                spool.row(&Row::of(line, cells.iter().map(String::as_str)))?;
            }
            _ => {}
        }
        if mark == Mark::Broken {
            line += 1;
            spool.broken(line, "the file is damaged; what follows was not read")?;
        }
        if line >= most {
            break;
        }
    }
    Ok(())
}

/// The tables of a page while it is gone through; a table in a table is one of its own.
#[derive(Default)]
struct Tables {
    count: usize,
    open: Vec<Table>,
}

struct Table {
    number: usize,
    row: Option<Vec<String>>,
    in_cell: bool,
}

impl Tables {
    /// Takes a mark in; a row when it ends with it, and of which table.
    fn take(&mut self, mark: &Mark) -> Option<(usize, Vec<String>)> {
        match mark {
            Mark::Open { name, .. } if name.eq_ignore_ascii_case("table") => {
                self.open.push(Table {
                    number: self.count,
                    row: None,
                    in_cell: false,
                });
                self.count += 1;
                None
            }
            Mark::Close(name) if name.eq_ignore_ascii_case("table") => {
                let mut table = self.open.pop()?;
                Some((table.number, table.row.take()?))
            }
            mark => self.open.last_mut()?.take(mark),
        }
    }
}

impl Table {
    fn take(&mut self, mark: &Mark) -> Option<(usize, Vec<String>)> {
        match mark {
            Mark::Open { name, .. } if name.eq_ignore_ascii_case("tr") => {
                self.in_cell = false;
                let before = self.row.replace(Vec::new())?;
                Some((self.number, before))
            }
            Mark::Open { name, .. } if is_cell(name) => {
                self.row.get_or_insert_default().push(String::new());
                self.in_cell = true;
                None
            }
            Mark::Text(text) if self.in_cell => {
                let cell = self.row.as_mut()?.last_mut()?;
                push_words(cell, text);
                None
            }
            Mark::Close(name) if is_cell(name) => {
                self.in_cell = false;
                None
            }
            Mark::Close(name) if name.eq_ignore_ascii_case("tr") => {
                Some((self.number, self.row.take()?))
            }
            _ => None,
        }
    }
}

fn is_cell(name: &str) -> bool {
    name.eq_ignore_ascii_case("td") || name.eq_ignore_ascii_case("th")
}

/// Adds text as a page shows it: every space is one space.
fn push_words(to: &mut String, text: &str) {
    if text.starts_with(char::is_whitespace) && !to.is_empty() && !to.ends_with(' ') {
        to.push(' ');
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    to.push_str(&words.join(" "));
    if text.ends_with(char::is_whitespace) && !words.is_empty() {
        to.push(' ');
    }
}

/// What text is being read of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Label,
    Transcript,
}

/// An event of the Takeout while its page is gone through.
#[derive(Default)]
struct Event {
    found: bool,
    is_chat: bool,
    published: String,
    duration: String,
    number: String,
    name: String,
    labels: Vec<String>,
    recording: String,
    transcript: String,
    messages: u64,
    part: Option<(Part, String)>,
    /// The person who is being told of: number and name.
    person: (String, String),
}

impl Event {
    fn take(&mut self, mark: &Mark) {
        match mark {
            Mark::Open { name, attributes } => {
                let value = |wanted: &str| {
                    let found = attributes.iter().find(|(name, _)| name == wanted);
                    found.map_or("", |(_, value)| value.as_str())
                };
                self.open(name, &value);
            }
            Mark::Text(text) => {
                if let Some((_, held)) = &mut self.part {
                    push_words(held, text);
                }
            }
            Mark::Close(_) => self.close(),
            Mark::Broken => {}
        }
    }

    fn open<'a>(&mut self, name: &str, value: &impl Fn(&str) -> &'a str) {
        let class = value("class");
        let is = |wanted: &str| class.split_whitespace().any(|one| one == wanted);
        self.is_chat |= is("hChatLog");
        self.found |= is("haudio") || self.is_chat;
        self.messages += u64::from(is("message"));
        if (is("published") || is("dt")) && self.published.is_empty() {
            value("title").clone_into(&mut self.published);
        }
        if is("duration") {
            value("title").clone_into(&mut self.duration);
        }
        if is("tel") {
            let number = value("href").trim_start_matches("tel:");
            number.clone_into(&mut self.person.0);
        }
        if name == "audio" && self.recording.is_empty() {
            value("src").clone_into(&mut self.recording);
        }
        let part = match () {
            () if is("fn") => Some(Part::Name),
            () if value("rel") == "tag" => Some(Part::Label),
            () if is("full-text") => Some(Part::Transcript),
            () => None,
        };
        if let Some(part) = part {
            self.part = Some((part, String::new()));
        }
    }

    fn close(&mut self) {
        let Some((part, text)) = self.part.take() else {
            return;
        };
        let text = text.trim().to_owned();
        match part {
            Part::Label => self.labels.push(text),
            Part::Transcript => self.transcript = text,
            // The title of the page is a name without a number.
            Part::Name if self.person.0.is_empty() => {}
            Part::Name => {
                self.person.1 = text;
                let (number, name) = std::mem::take(&mut self.person);
                if self.number.is_empty() && name != "Me" {
                    (self.number, self.name) = (number, name);
                }
            }
        }
    }

    fn cells(self) -> Vec<String> {
        let kind = self.labels.first().cloned();
        let kind = kind.unwrap_or_else(|| if self.is_chat { "Text" } else { "" }.to_owned());
        let messages = if self.is_chat {
            self.messages.to_string()
        } else {
            String::new()
        };
        vec![
            if self.is_chat { "Text".into() } else { kind },
            self.published,
            self.duration,
            self.number,
            self.name,
            self.labels.join("; "),
            self.recording,
            self.transcript,
            messages,
        ]
    }
}

#[cfg(test)]
mod tests;
