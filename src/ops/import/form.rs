//! In which form a file holds its rows, told by how it begins, and the rows of every form but plain text laid out.

use anyhow::Result;
use chrono::NaiveDate;

use crate::domain::import::row::Row;
use crate::ops::import::delimited::delimiter_of;
use crate::ops::import::fixed::Fixed;
use crate::ops::import::html::{self, Page};
use crate::ops::import::json::Json;
use crate::ops::import::markup;
use crate::ops::import::meter::Going;
use crate::ops::import::records::{Records, survey};
use crate::ops::import::spool::Spool;
use crate::ops::import::sql;
use crate::ops::import::text::Text;
use crate::ops::import::workbook;
use crate::ops::import::xml::Xml;

/// In which form a file holds its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Text with a mark between the cells, or no rows at all.
    Delimited,
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// A web page.
    Html,
    /// A dump of a database.
    Sql,
    /// Lines without marks between the columns.
    Fixed(Fixed),
    /// An Excel workbook.
    Workbook,
}

impl Form {
    /// The form of a text that begins with `head`.
    pub fn of(head: &str) -> Self {
        let start = head.trim_start_matches(['\u{feff}', '\u{1e}']).trim_start();
        if start.starts_with(['{', '[']) {
            return Self::Json;
        }
        if start.starts_with('<') {
            let lower = start
                .get(..start.floor_char_boundary(4096))
                .unwrap_or_default()
                .to_lowercase();
            let page = ["<html", "<!doctype html", "<table", "<body"];
            return if page.iter().any(|mark| lower.contains(mark)) {
                Self::Html
            } else {
                Self::Xml
            };
        }
        if sql::is_dump(head) {
            return Self::Sql;
        }
        let fixed = delimiter_of(head).is_none().then(|| Fixed::of(head));
        fixed.flatten().map_or(Self::Delimited, Self::Fixed)
    }

    /// What a row's number counts.
    pub fn counted(&self) -> &'static str {
        match self {
            Self::Json | Self::Xml => "record",
            Self::Html | Self::Workbook => "row",
            Self::Delimited | Self::Sql | Self::Fixed(_) => "line",
        }
    }

    /// The most bytes that are read of a file in this form.
    pub fn largest(&self) -> u64 {
        match self {
            Self::Xml | Self::Html => markup::LARGEST,
            _ => u64::MAX,
        }
    }
}

/// The rows of one file, or of several that are one table, on their way into a spool.
#[derive(Default)]
pub struct LayOut {
    records: Records,
    columns: Vec<String>,
    /// The sheet of a workbook that is wanted; else the one that looks most like a log.
    wanted: Option<String>,
    /// The sheets of a workbook, the one that was read first.
    pub sheets: Vec<String>,
    /// What is empty that would hold the rows.
    pub empty: Option<String>,
    /// Takes the rows.
    pub spool: Spool,
}

impl LayOut {
    /// Nothing laid out yet; of a workbook this sheet is wanted, where it was told.
    pub fn wanting(sheet: Option<&str>) -> Self {
        Self {
            wanted: sheet.map(str::to_owned),
            ..Self::default()
        }
    }

    /// Lays out one file; `text` and `bytes` open it, as often as needed. Rows go on until there are `most`. No call lies
    /// behind `last`, where that is known.
    ///
    /// # Errors
    /// The file cannot be read, or is a workbook that is refused.
    pub fn add(
        &mut self,
        form: &Form,
        text: &dyn Fn() -> Result<Text>,
        bytes: workbook::Open<'_>,
        last: Option<NaiveDate>,
        most: u64,
        going: &mut Going<'_>,
    ) -> Result<()> {
        match form {
            Form::Delimited => {}
            Form::Workbook => {
                let wanted = self.wanted.as_deref();
                self.sheets = workbook::lay_out(bytes, wanted, most, &mut self.spool, going)?;
                if self.spool.rows() == 0 {
                    self.empty = Some("there is nothing in its sheets".into());
                }
            }
            Form::Json => {
                let shape = survey(&mut Json::new(text()?), going)?;
                self.empty = shape.empty();
                let mut tree = Json::new(text()?);
                self.records
                    .lay_out(&mut tree, &shape, most, &mut self.spool, going)?;
            }
            Form::Xml => {
                let mut shape = survey(&mut Xml::new(text()?), going)?;
                shape.find_lists();
                self.empty = shape.empty();
                let mut tree = Xml::new(text()?);
                self.records
                    .lay_out(&mut tree, &shape, most, &mut self.spool, going)?;
            }
            Form::Html => match html::survey(text()?, going)? {
                Page::Event(cells) => {
                    self.columns = html::EVENT.iter().map(|name| (*name).to_owned()).collect();
                    let line = self.spool.rows() + 1;
                    self.spool
                        .row(&Row::of(line, cells.iter().map(String::as_str)))?;
                }
                Page::Table(at) => html::lay_out(text()?, at, most, &mut self.spool, going)?,
                Page::Nothing => {
                    self.empty = Some("the page has neither a call nor a table in it".into());
                }
            },
            Form::Sql => {
                let dump = sql::survey(text()?, going)?;
                sql::lay_out(text()?, &dump, most, &mut self.spool, going)?;
                if self.spool.rows() == 0 {
                    self.empty = Some(dump.empty());
                }
                self.columns = dump.columns;
            }
            Form::Fixed(fixed) => {
                fixed.lay_out(text, last, most, &mut self.spool, going)?;
                if fixed.is_bare {
                    self.empty = Some("nothing but its header is in it".into());
                }
                self.columns.clone_from(&fixed.columns);
            }
        }
        Ok(())
    }

    /// The names of the columns; none where the rows themselves hold them, or nothing does.
    pub fn columns(&self) -> &[String] {
        if self.columns.is_empty() {
            &self.records.columns
        } else {
            &self.columns
        }
    }
}
