//! The week as an Excel workbook: a sheet each for what the page says, the evaluations, their answers, the KPIs and the
//! voices, with real dates, numbers and shares, and the page's two charts. The same week gives the same bytes.

use anyhow::{Context, Result};
use chrono::NaiveTime;
use rust_xlsxwriter::{Chart, ChartType, DocProperties, Format, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::Summary;
use super::discretion::Discretion;
use super::table::{Cell, Table, tables};
use crate::store::Store;

/// Letters that a column may be wide.
const WIDEST: usize = 90;

/// The week as the bytes of an .xlsx file.
pub fn xlsx(store: &Store, summary: &Summary, names: bool) -> Result<Vec<u8>> {
    let told = "could not write the summary as a workbook";
    let tables = tables(store, summary, Discretion::new(names)).context(told)?;
    written(summary, &tables).context(told)
}

fn written(summary: &Summary, tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = summary.to_on.and_time(NaiveTime::MIN);
    book.set_properties(
        &DocProperties::new()
            .set_title(format!("{}, {}", summary.business, summary.week))
            .set_creation_datetime(&made),
    );
    let styles = Styles::new();
    for table in tables {
        let sheet = book.add_worksheet();
        fill(sheet, table, &styles)?;
        match table.name {
            "KPIs" => quality(sheet, summary)?,
            "Voices" => themes(sheet, summary, tables)?,
            _ => {}
        }
    }
    book.save_to_buffer()
}

struct Styles {
    heading: Format,
    number: Format,
    share: Format,
    day: Format,
    time: Format,
    length: Format,
}

impl Styles {
    fn new() -> Self {
        let shown = |code: &str| Format::new().set_num_format(code);
        Self {
            heading: Format::new().set_bold(),
            number: shown("0.0"),
            share: shown("0%"),
            day: shown("yyyy-mm-dd"),
            time: shown("yyyy-mm-dd hh:mm"),
            length: shown("[m]:ss"),
        }
    }
}

fn fill(sheet: &mut Worksheet, table: &Table, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    for (column, heading) in (0..).zip(table.header) {
        sheet.write_string_with_format(0, column, *heading, &styles.heading)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            write(sheet, row, column, cell, styles)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    for (column, heading) in table.header.iter().enumerate() {
        let cells = table.rows.iter().filter_map(|row| row.get(column));
        let widest = cells.map(width).chain([heading.width()]).max();
        let letters = widest.unwrap_or_default().min(WIDEST) + 2;
        sheet.set_column_width(column as u16, letters as f64)?;
    }
    Ok(())
}

/// Letters that a cell takes as it is shown.
fn width(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.width(),
        Cell::Time(_) => 16,
        Cell::Day(_) => 10,
        _ => 6,
    }
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Nothing => return Ok(()),
        Cell::Text(text) => sheet.write_string(row, column, text)?,
        Cell::Number(value) => {
            sheet.write_number_with_format(row, column, *value, &styles.number)?
        }
        Cell::Share(value) => sheet.write_number_with_format(row, column, *value, &styles.share)?,
        Cell::Count(count) => sheet.write_number(row, column, *count as f64)?,
        Cell::Day(on) => sheet.write_date_with_format(row, column, on, &styles.day)?,
        Cell::Time(at) => sheet.write_datetime_with_format(row, column, at, &styles.time)?,
        Cell::Length(secs) => {
            let days = *secs as f64 / 86_400.0;
            sheet.write_number_with_format(row, column, days, &styles.length)?
        }
        Cell::Flag(flag) => sheet.write_boolean(row, column, *flag)?,
    };
    Ok(())
}

/// Quality of the business by week with the ends of its range; a week in which nothing was heard is a gap.
fn quality(sheet: &mut Worksheet, summary: &Summary) -> Result<(), XlsxError> {
    let last = summary.quality.weeks.len() as u32;
    if summary
        .quality
        .weeks
        .iter()
        .all(|week| week.value.is_none())
    {
        return Ok(());
    }
    let mut chart = Chart::new(ChartType::Line);
    chart.title().set_name("Quality of the business by week");
    for (column, name) in [(4, "quality"), (5, "at least"), (6, "at most")] {
        chart
            .add_series()
            .set_name(name)
            .set_categories((sheet.name().as_str(), 1, 2, last, 2))
            .set_values((sheet.name().as_str(), 1, column, last, column));
    }
    chart.y_axis().set_min(0).set_max(100);
    let told = format!(
        "Quality of the business in the last {last} weeks with its range; the numbers stand in the columns beside it."
    );
    chart.set_alt_text(told);
    sheet.insert_chart(1, 9, &chart)?;
    Ok(())
}

/// The share of heard calls in which each theme of the week came up.
fn themes(sheet: &mut Worksheet, summary: &Summary, tables: &[Table]) -> Result<(), XlsxError> {
    let Some(facts) = tables.first().filter(|_| !summary.voice.is_empty()) else {
        return Ok(());
    };
    let is_voice = |row: &Vec<Cell>| row.first() == Some(&Cell::text("voice"));
    let Some(first) = facts.rows.iter().position(is_voice) else {
        return Ok(());
    };
    let (first, count) = (first as u32 + 1, summary.voice.len() as u32);
    let last = first + count - 1;
    let mut chart = Chart::new(ChartType::Bar);
    chart.title().set_name("Themes: share of the calls heard");
    chart
        .add_series()
        .set_name("share of the calls heard")
        .set_categories((facts.name, first, 2, last, 2))
        .set_values((facts.name, first, 3, last, 3));
    // The most frequent theme comes first, at the top.
    chart.y_axis().set_reverse();
    chart.x_axis().set_num_format("0%").set_min(0);
    chart.legend().set_hidden();
    chart.set_alt_text("How often each theme came up; the numbers stand in the sheet Summary.");
    sheet.insert_chart(1, 7, &chart)?;
    Ok(())
}
