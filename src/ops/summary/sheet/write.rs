//! The sheet as HTML, as Markdown and as JSON.

use anyhow::{Context, Result, bail};
use minijinja::value::Serde;
use minijinja::{Value, context};

use super::super::Format;
use super::super::figures::day;
use super::super::html::rendered;
use super::super::markdown::escaped;
use super::{Part, Sheet, parts};

/// The sheet in that format.
///
/// # Errors
/// A sheet is nothing that this format is for.
pub fn write(sheet: &Sheet, format: Format) -> Result<Vec<u8>> {
    let text = match format {
        Format::Html => html(sheet)?,
        Format::Md => markdown(sheet),
        Format::Json => {
            serde_json::to_string(sheet).context("could not write the sheet as JSON")? + "\n"
        }
        Format::Xlsx | Format::Csv | Format::Eml => bail!(
            "a one-to-one sheet is for paper, not for a {}: choose html, md or json",
            format.word()
        ),
    };
    Ok(text.into_bytes())
}

/// The sheet as an HTML page.
pub(super) fn html(sheet: &Sheet) -> Result<String> {
    let values = context! {
        business => sheet.business.as_str(),
        rep => sheet.rep.as_str(),
        on => day(sheet.on),
        parts => Value::from(Serde(&parts(sheet))),
    };
    let template = include_str!("../../../../assets/report/sheet.html");
    let title = format!("{}, {}", sheet.rep, day(sheet.on));
    rendered(template, &title, values)
}

/// The sheet as Markdown.
pub(super) fn markdown(sheet: &Sheet) -> String {
    let mut text = format!(
        "# {}\n\n{}, {}\n",
        escaped(&sheet.rep),
        escaped(&sheet.business),
        day(sheet.on)
    );
    for one in parts(sheet) {
        text.push_str(&part(&one));
    }
    text.push_str("\nInitials: ______ / ______\n");
    text
}

fn part(part: &Part) -> String {
    let mut text = format!("\n## {}\n", escaped(&part.heading));
    if !part.lead.is_empty() {
        text.push_str(&format!("\n{}\n", escaped(&part.lead)));
    }
    if !part.rows.is_empty() {
        text.push('\n');
    }
    for row in &part.rows {
        let said = escaped(&row.text);
        let said = if row.is_quote {
            format!("\"{said}\"")
        } else {
            said
        };
        let when = escaped(&row.when.replace(" · ", ", "));
        let when = if when.is_empty() {
            when
        } else {
            format!(" ({when})")
        };
        text.push_str(&format!("- {said}{when}\n"));
    }
    for _ in 0..part.room {
        text.push_str(&format!("\n{}\n", "_".repeat(60)));
    }
    text
}
