//! A file as a table: opened, its form, encoding and delimiter found, its first rows at hand, its rows read as often as
//! needed. What tells the forms apart stands in `form.rs`.

use std::io::Read;
use std::ops::ControlFlow;

use anyhow::{Context, Result};

use crate::domain::import::row::Row;
use crate::ops::import::delimited::{Delimited, Next, delimiter_of};
use crate::ops::import::fixed::{NoYear, Uneven};
use crate::ops::import::form::{Form, LayOut};
use crate::ops::import::meter::{Going, Step};
use crate::ops::import::origin::Origin;
use crate::ops::import::refusal::Refusal;
use crate::ops::import::spool::{Held, Spooled};
use crate::ops::import::text::{self, Look, Text, TextFault};
use crate::ops::import::workbook::WorkbookFault;

/// How much of a file is looked at to understand it.
const HEAD: u64 = 256 * 1024;
/// How many rows of it.
const HEAD_ROWS: usize = 500;
/// How many answers a list has at least.
const LIST_AT_LEAST: usize = 3;
/// How many times that much is read where records must be found first.
const GLANCE: u64 = 4;

/// A file that holds rows and columns.
pub struct Table {
    origin: Origin,
    /// The file's name, without its folder.
    pub name: String,
    /// Encoding, hash and size.
    pub look: Look,
    /// The first rows, titles and header among them. A header that is no row of the file stands on line 0.
    pub head: Vec<Row>,
    /// Whether the head is the whole file.
    pub whole: bool,
    /// The sheets of a workbook that can be seen, the one that is read first.
    pub sheets: Vec<String>,
    /// What the lines of rows count: `line`, `record` or `row`.
    pub counted: &'static str,
    laid: Laid,
    /// What is empty in it that would hold the rows, where there is such a thing.
    pub empty: Option<String>,
    /// Why the first record that cannot be used cannot.
    broken: Option<String>,
}

/// Where the rows are read from.
enum Laid {
    /// The file itself, with this mark between the cells.
    Text(u8),
    /// What was laid out.
    Spool(Held),
}

impl Table {
    /// Opens a file and looks through all of it. `step` is told how many bytes were gone through and may stop it: three
    /// times all of them where the rows must be laid out, once where they stand in the file as they are.
    pub fn open(origin: &Origin, mut step: impl FnMut(u64) -> ControlFlow<()>) -> Result<Self> {
        Self::look(origin, u64::MAX, &mut step)
    }

    /// The first rows below this line that hold anything.
    pub fn below(&self, line: u64) -> impl Iterator<Item = &Row> + Clone {
        self.head
            .iter()
            .filter(move |row| row.line > line && !row.is_blank())
    }

    /// The sheet that is read, where a workbook holds several.
    pub fn sheet(&self) -> Option<&String> {
        self.sheets.first().filter(|_| self.sheets.len() > 1)
    }

    /// That no rows stand where they would.
    pub fn no_rows(&self) -> String {
        match self.counted {
            "record" => "there are no records in it".into(),
            _ => "there are no rows below its header".into(),
        }
    }

    /// Opens a file and looks at its beginning only.
    pub fn glance(origin: &Origin) -> Result<Self> {
        Self::look(origin, HEAD, &mut |_| ControlFlow::Continue(()))
    }

    fn look(origin: &Origin, most: u64, step: Step<'_>) -> Result<Self> {
        let looks = origin
            .parts()
            .iter()
            .map(|part| look_at(part, most, step))
            .collect::<Result<Vec<_>>>()?;
        let Some(look) = text::together(&looks) else {
            return Err(refused(origin, "it holds no files"));
        };
        let mut table = Self {
            origin: origin.clone(),
            name: origin.name.clone(),
            look,
            head: Vec::new(),
            whole: origin.size()? <= HEAD,
            sheets: Vec::new(),
            counted: "line",
            laid: Laid::Text(b','),
            empty: None,
            broken: None,
        };
        let Some(first) = origin.parts().first() else {
            return Err(refused(origin, "it holds no files"));
        };
        let (head, form) = begin(first, &table.look)?;
        table.counted = form.counted();
        if form == Form::Delimited {
            table.read_head(head)?;
        } else {
            if table.look.bytes > form.largest() {
                let most = form.largest() / 1024 / 1024;
                return Err(refused(origin, &format!("it is larger than {most} MiB")));
            }
            table.lay_out(&looks, most, step)?;
        }
        if table.head.iter().all(|row| row.line == 0) {
            return Err(match (&table.broken, table.empty) {
                (Some(why), _) => refused(origin, why),
                (None, Some(why)) => {
                    let file = origin.name.clone();
                    Refusal::NoCalls { file, why }.into()
                }
                (None, None) => refused(origin, "it holds no rows and columns"),
            });
        }
        Ok(table)
    }

    fn read_head(&mut self, mut head: String) -> Result<()> {
        let list = || is_list(&head).then_some(b',');
        let Some(delimiter) = delimiter_of(&head).or_else(list) else {
            return Ok(());
        };
        let cut = if self.whole {
            head.len()
        } else {
            head.rfind(['\n', '\r']).unwrap_or(0)
        };
        head.truncate(cut);
        let text = Text::new(std::io::Cursor::new(head), encoding_rs::UTF_8);
        self.laid = Laid::Text(delimiter);
        self.take_head(Rows::Text(Delimited::new(text, delimiter)))
    }

    /// Lays the rows of all the files out, or the first of them where only the beginning counts.
    fn lay_out(&mut self, looks: &[Look], most: u64, step: Step<'_>) -> Result<()> {
        let mut laid = LayOut::wanting(self.origin.sheet());
        let mut going = Going::new(step, self.look.bytes);
        let rows = if most == u64::MAX {
            u64::MAX
        } else {
            HEAD_ROWS as u64
        };
        let most = most.saturating_mul(GLANCE);
        for (part, look) in self.origin.parts().iter().zip(looks) {
            let (_, form) = begin(part, look)?;
            let text = || Ok(Text::new(part.open()?.take(most), look.encoding));
            let bytes = || part.open_anywhere();
            let last = self.origin.last();
            if let Err(error) = laid.add(&form, &text, &bytes, last, rows, &mut going) {
                // A reader may have taken that for a fault of the file.
                if going.is_stopped {
                    return Err(Refusal::Stopped.into());
                }
                return Err(match error.downcast_ref::<WorkbookFault>() {
                    Some(fault) => refused(part, &fault.to_string()),
                    None if error.is::<NoYear>() => Refusal::NeedsYear.into(),
                    None if error.is::<Uneven>() => refused(part, &error.to_string()),
                    None => error.context(format!("could not read {part}")),
                });
            }
            if laid.spool.rows() >= rows {
                break;
            }
        }
        self.sheets = std::mem::take(&mut laid.sheets);
        self.empty = laid.empty.take();
        if !laid.columns().is_empty() {
            let columns = laid.columns().iter().map(String::as_str);
            self.head.push(Row::of(0, columns));
        }
        let held = laid.spool.close().context("could not set rows aside")?;
        let rows = Rows::Spool(held.rows()?, self.look.bytes);
        self.laid = Laid::Spool(held);
        self.take_head(rows)
    }

    fn take_head(&mut self, mut rows: Rows) -> Result<()> {
        let mut row = Row::default();
        while self.head.len() < HEAD_ROWS {
            match rows.next(&mut row)? {
                Next::End => break,
                Next::Broken(why) => {
                    self.broken.get_or_insert_with(|| why.into_owned());
                }
                Next::Row => self.head.push(row.clone()),
            }
        }
        self.whole &= self.head.len() < HEAD_ROWS;
        Ok(())
    }

    /// All rows from the first on; a header that is no row of the file is not among them. `width` is how many cells a
    /// row has.
    pub fn rows(&self, width: usize) -> Result<Rows> {
        Ok(match &self.laid {
            Laid::Spool(held) => Rows::Spool(held.rows()?, self.look.bytes),
            Laid::Text(delimiter) => {
                let text = Text::new(self.origin.open()?, self.look.encoding);
                let mut rows = Delimited::new(text, *delimiter);
                rows.set_width(width);
                Rows::Text(rows)
            }
        })
    }
}

/// The rows of a table, one after the other.
pub enum Rows {
    /// Out of a text.
    Text(Delimited),
    /// As they were laid out, and how many bytes the file has that they came from.
    Spool(Spooled, u64),
}

impl Rows {
    /// Reads the next row.
    pub fn next(&mut self, row: &mut Row) -> std::io::Result<Next> {
        let next = match self {
            Self::Text(rows) => rows.next(row),
            Self::Spool(rows, _) => rows.next(row),
        }?;
        row.western();
        Ok(next)
    }

    /// How many bytes of the file were read so far.
    pub fn bytes_read(&self) -> u64 {
        match self {
            Self::Text(rows) => rows.bytes_read(),
            Self::Spool(rows, bytes) => (rows.share() * *bytes as f64) as u64,
        }
    }
}

/// Whether lines without any mark are a list of small numbers, perhaps with a name above them: answers of a survey.
fn is_list(head: &str) -> bool {
    let mut lines = head
        .split(['\n', '\r'])
        .map(|line| line.trim_matches([' ', '"', '\u{feff}']))
        .filter(|line| !line.is_empty());
    let is_answer = |line: &str| line.len() <= 4 && line.parse::<f64>().is_ok();
    let first = lines.next();
    let below = lines.clone().count();
    first.is_some() && below >= LIST_AT_LEAST && lines.all(is_answer)
}

/// The beginning of a file, and in which form it is.
fn begin(origin: &Origin, look: &Look) -> Result<(String, Form)> {
    let mut head = String::new();
    if look.is_archive {
        return Ok((head, Form::Workbook));
    }
    let doing = || format!("could not read {origin}");
    let mut text = Text::new(origin.open()?.take(HEAD), look.encoding);
    while text.read(&mut head).with_context(doing)? {}
    let form = Form::of(&head);
    Ok((head, form))
}

fn look_at(origin: &Origin, most: u64, step: Step<'_>) -> Result<Look> {
    match text::look(origin.open()?.take(most), step) {
        Ok(look) => Ok(look),
        Err(TextFault::Io(error)) => Err(error).with_context(|| format!("could not read {origin}")),
        Err(TextFault::Stopped) => Err(Refusal::Stopped.into()),
        Err(fault) => Err(refused(origin, &fault.to_string())),
    }
}

fn refused(origin: &Origin, why: &str) -> anyhow::Error {
    let file = origin.name.clone();
    let why = why.to_owned();
    Refusal::NotACallLog { file, why }.into()
}
