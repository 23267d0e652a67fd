//! The sheet as HTML and as Markdown.

use anyhow::Result;
use minijinja::value::Serde;
use minijinja::{Value, context};

use super::super::figures::day;
use super::super::html::rendered;
use super::super::markdown::escaped;
use super::{Part, Sheet, parts};

/// The sheet as an HTML page.
pub fn html(sheet: &Sheet) -> Result<String> {
    let values = context! {
        business => sheet.business.as_str(),
        rep => sheet.rep.as_str(),
        on => day(sheet.on),
        parts => Value::from(Serde(&parts(sheet))),
    };
    rendered(include_str!("../../../../assets/report/sheet.html"), values)
}

/// The sheet as Markdown.
pub fn markdown(sheet: &Sheet) -> String {
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
