//! The summary as plain tables, a row for each fact, for spreadsheets and for programs that read CSV. Nothing is rounded or
//! escaped here; `table/facts` lists the page, `table/records` what stands behind it.

mod facts;
mod records;

use chrono::{NaiveDate, NaiveDateTime};

use super::Summary;
use super::discretion::Discretion;
use crate::store::{Store, StoreError};

pub(super) use facts::facts;

/// One table with a name and a row of headings.
#[derive(Debug)]
pub(super) struct Table {
    pub name: &'static str,
    pub header: &'static [&'static str],
    pub rows: Vec<Vec<Cell>>,
}

/// What a cell holds, with the type that a spreadsheet gives it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Nothing,
    Text(String),
    Number(f64),
    /// 0 to 1, shown in per cent.
    Share(f64),
    Count(i64),
    Day(NaiveDate),
    /// As the clock on the wall showed it.
    Time(NaiveDateTime),
    /// Seconds from the beginning of a call.
    Length(i64),
    Flag(bool),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Nothing
        } else {
            Self::Text(text)
        }
    }

    pub fn count(count: u64) -> Self {
        i64::try_from(count).map_or(Self::Nothing, Self::Count)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl From<NaiveDate> for Cell {
    fn from(on: NaiveDate) -> Self {
        Self::Day(on)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

/// Every table of a week: what the page says, then the evaluations, their answers, the KPIs by week, and the voices.
pub(super) fn tables(
    store: &Store,
    summary: &Summary,
    discretion: Discretion,
) -> Result<Vec<Table>, StoreError> {
    let weeks = (summary.since.unwrap_or(summary.week), summary.week);
    Ok(vec![
        facts(summary),
        records::evaluations(store, weeks, discretion)?,
        records::answers(store, weeks, discretion)?,
        records::kpis(summary),
        records::voices(summary),
    ])
}
