//! Excel workbooks: the sheet that looks like a log, cell by cell. Dates come out as `2026-11-16 09:12:00`, lengths and
//! times of day as `0:04:12`, numbers without a fraction as digits however long. Sheets that are hidden are left out. A
//! row's line is its number in the sheet.

use std::cell::RefCell;
use std::io::{Read, Seek, SeekFrom};

use anyhow::Result;
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader};

use crate::domain::import::row::Row;
use crate::domain::import::stamp::Stamp;
use crate::ops::import::archive::{self, ArchiveFault};
use crate::ops::import::meter::Going;
use crate::ops::import::spool::{Bytes, Spool};

/// The most columns; as many cells as a row of text may have.
const COLUMNS_AT_MOST: usize = 4096;
/// The longest row, in bytes of text.
const LONGEST: usize = 1024 * 1024;
/// How many rows tell whether a sheet is a log.
const LOOK_ROWS: u64 = 300;
/// The most bytes of the texts that all sheets share, which are held in memory.
const TEXTS_AT_MOST: u64 = 96 * 1024 * 1024;
/// The most bytes of every other part but the sheets.
const PART_AT_MOST: u64 = 16 * 1024 * 1024;

/// Why a workbook is not read.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookFault {
    /// It is too large, or no archive.
    #[error(transparent)]
    Archive(#[from] ArchiveFault),
    /// Something else in an archive.
    #[error("it is an archive without a workbook in it")]
    NoWorkbook,
    /// One part is too large.
    #[error("its part '{name}' is larger than {} MiB", most / 1024 / 1024)]
    PartTooLarge {
        /// The part.
        name: String,
        /// The limit in bytes.
        most: u64,
    },
    /// It cannot be understood.
    #[error("it is a damaged workbook: {0}")]
    Damaged(String),
    /// All sheets are hidden.
    #[error("it holds no sheet that can be seen")]
    NoSheet,
}

/// Whether an archive is a workbook.
pub fn is_workbook(members: &[archive::Member]) -> bool {
    members
        .iter()
        .any(|member| member.name == "xl/workbook.xml")
}

/// Opens the file anew.
pub type Open<'o> = &'o dyn Fn() -> Result<Box<dyn Bytes>>;

/// Lays the sheet out that is wanted, else the one that looks most like a log, at most `most` of its rows. The names of all
/// that can be seen, the one that was laid out first.
///
/// # Errors
/// A [`WorkbookFault`], else the spool cannot be written.
pub fn lay_out(
    open: Open<'_>,
    wanted: Option<&str>,
    most: u64,
    spool: &mut Spool,
    going: &mut Going<'_>,
) -> Result<Vec<String>> {
    let going = RefCell::new(going);
    let open = || -> Result<Watched<'_, '_>> {
        Ok(Watched {
            bytes: open()?,
            going: &going,
        })
    };
    going.borrow_mut().anew();
    check(&open, most == u64::MAX)?;
    going.borrow_mut().anew();
    let mut book = Xlsx::new(open()?).map_err(|error| damaged(&error))?;
    let mut sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut best: Option<Sheet> = None;
    let is_wanted = |name: &&String| wanted.is_none_or(|wanted| wanted == *name);
    for name in sheets.iter().filter(is_wanted) {
        let sheet = look(&mut book, name)?;
        if best.as_ref().is_none_or(|best| sheet.calls > best.calls) {
            best = Some(sheet);
        }
    }
    let Some(sheet) = best else {
        return Err(WorkbookFault::NoSheet.into());
    };
    let mut cells = book
        .worksheet_cells_reader(&sheet.name)
        .map_err(|error| damaged(&error))?;
    rows(&mut cells, |line, row| {
        match row {
            Ok(mut cells) => {
                sheet.in_days.write_out(&mut cells);
                spool.row(&Row::of(line, cells.iter().map(String::as_str)))?;
            }
            Err(why) => spool.broken(line, why)?,
        }
        Ok(spool.rows() < most)
    })?;
    sheets.sort_by_key(|name| *name != sheet.name);
    Ok(sheets)
}

/// The bytes of the file, each of them told when it is read.
struct Watched<'w, 's> {
    bytes: Box<dyn Bytes>,
    going: &'w RefCell<&'w mut Going<'s>>,
}

impl Read for Watched<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.bytes.read(into)?;
        let told = self.going.borrow_mut().more(read as u64);
        told.map_err(std::io::Error::other)?;
        Ok(read)
    }
}

impl Seek for Watched<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.bytes.seek(to)
    }
}

/// What the first rows of a sheet tell.
struct Sheet {
    name: String,
    /// How many hold a time and at least two more cells.
    calls: usize,
    in_days: InDays,
}

/// Looks at the size of every part before any is read, and reads those once of which the whole will be read; sheets are not
/// where only their first rows are.
fn check<R: Read + Seek>(open: &dyn Fn() -> Result<R>, is_whole: bool) -> Result<()> {
    let members = archive::members(open()?).map_err(WorkbookFault::from)?;
    if !is_workbook(&members) {
        return Err(WorkbookFault::NoWorkbook.into());
    }
    for member in &members {
        let name = member.name.clone();
        let is_sheet = name.starts_with("xl/worksheets/");
        let most = match name.as_str() {
            "xl/sharedStrings.xml" => TEXTS_AT_MOST,
            _ if is_sheet => archive::LARGEST,
            _ => PART_AT_MOST,
        };
        let is_read = std::path::Path::new(&name)
            .extension()
            .is_some_and(|end| end == "xml" || end == "rels");
        if is_read && member.size > most {
            return Err(WorkbookFault::PartTooLarge { name, most }.into());
        }
        if is_read && (is_whole || !is_sheet) {
            // A part may hold more than the archive says.
            let read = member
                .open(open()?)
                .and_then(|mut bytes| std::io::copy(&mut bytes, &mut std::io::sink()));
            read.map_err(|error| WorkbookFault::Damaged(error.to_string()))?;
        }
    }
    Ok(())
}

fn look<R: Read + Seek>(book: &mut Xlsx<R>, name: &str) -> Result<Sheet> {
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|error| damaged(&error))?;
    let mut seen = 0;
    let mut sheet = Sheet {
        name: name.to_owned(),
        calls: 0,
        in_days: InDays::default(),
    };
    rows(&mut cells, |_, row| {
        seen += 1;
        let cells = row.unwrap_or_default();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let has_time = |cell: &String| cell.len() >= 8 && Stamp::read(cell).is_ok();
        sheet.calls += usize::from(filled >= 3 && cells.iter().any(has_time));
        sheet.in_days.see(&cells);
        Ok(seen < LOOK_ROWS)
    })?;
    Ok(sheet)
}

/// Goes through the rows of a sheet that hold anything, as long as `each` says so.
fn rows<R: Read + Seek>(
    cells: &mut XlsxCellReader<'_, R>,
    mut each: impl FnMut(u64, Result<Vec<String>, &'static str>) -> Result<bool>,
) -> Result<()> {
    let mut row: Vec<String> = Vec::new();
    let mut line = 0;
    let mut bytes = 0;
    let mut too_wide = false;
    loop {
        let cell = cells.next_cell().map_err(|error| damaged(&error))?;
        let place = cell.as_ref().map(calamine::Cell::get_position);
        let next = place.map_or(0, |(at, _)| u64::from(at) + 1);
        if next != line {
            if too_wide {
                if !each(line, Err("it has more than 4,096 cells"))? {
                    return Ok(());
                }
            } else if bytes > LONGEST {
                if !each(line, Err("it is longer than 1 MiB"))? {
                    return Ok(());
                }
            } else if bytes > 0 && !each(line, Ok(std::mem::take(&mut row)))? {
                return Ok(());
            }
            row.clear();
            (line, bytes, too_wide) = (next, 0, false);
        }
        let (Some(cell), Some((_, column))) = (cell, place) else {
            return Ok(());
        };
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        bytes += text.len();
        let column = column as usize;
        too_wide |= column >= COLUMNS_AT_MOST;
        if too_wide || bytes > LONGEST {
            continue;
        }
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        if let Some(place) = row.get_mut(column) {
            *place = text;
        }
    }
}

fn damaged(error: &calamine::XlsxError) -> WorkbookFault {
    WorkbookFault::Damaged(error.to_string())
}

/// What stands in a cell; nothing for a fault such as `#N/A`.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(at) => date(at),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Numbers shown as dates below this are lengths or times of day: no call was logged in 1900.
const FIRST_DAY: f64 = 367.0;

fn date(at: &ExcelDateTime) -> String {
    let days = at.as_f64();
    if at.is_duration() || days < FIRST_DAY {
        return length(days);
    }
    let half_a_second = chrono::TimeDelta::milliseconds(500);
    let rounded = at
        .as_datetime()
        .and_then(|at| at.checked_add_signed(half_a_second));
    rounded.map_or_else(String::new, |at| {
        if at.time() <= chrono::NaiveTime::MIN + half_a_second {
            at.format("%Y-%m-%d").to_string()
        } else {
            at.format("%Y-%m-%d %H:%M:%S").to_string()
        }
    })
}

/// Days as hours, minutes and seconds.
fn length(days: f64) -> String {
    let secs = (days * 86_400.0).round();
    let sign = if secs < 0.0 { "-" } else { "" };
    let secs = secs.abs() as u64;
    format!(
        "{sign}{}:{:02}:{:02}",
        secs / 3600,
        secs / 60 % 60,
        secs % 60
    )
}

/// Columns of bare numbers that count lengths in days: all of them whole seconds, to more places than anybody writes.
#[derive(Default)]
struct InDays {
    /// By column: how many numbers are such a length, how many are written to many places, how many are anything else.
    seen: Vec<(u32, u32, u32)>,
}

impl InDays {
    fn see(&mut self, row: &[String]) {
        self.seen.resize(self.seen.len().max(row.len()), (0, 0, 0));
        for (cell, seen) in row.iter().zip(&mut self.seen) {
            match cell.parse::<f64>() {
                Ok(0.0) | Err(_) => {}
                Ok(days) if is_whole_secs(days) => {
                    seen.0 += 1;
                    seen.1 += u32::from(cell.len() > "0.00001".len());
                }
                Ok(_) => seen.2 += 1,
            }
        }
    }

    /// Writes the lengths of those columns out.
    fn write_out(&self, row: &mut [String]) {
        for (cell, (lengths, long, other)) in row.iter_mut().zip(&self.seen) {
            if *other == 0
                && *long * 2 > *lengths
                && let Ok(days) = cell.parse::<f64>()
            {
                *cell = length(days);
            }
        }
    }
}

fn is_whole_secs(days: f64) -> bool {
    let secs = days * 86_400.0;
    (0.0..1.0).contains(&days) && (secs - secs.round()).abs() < 1e-3
}
