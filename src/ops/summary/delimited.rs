//! What the page says as CSV: UTF-8, a comma between fields, one row a fact. A text that a spreadsheet would take for a
//! formula gets an apostrophe before it; numbers stay numbers.

use anyhow::{Context, Result};

use super::Summary;
use super::table::{Cell, Table, facts};

/// The summary as CSV.
pub fn csv(summary: &Summary) -> Result<String> {
    let told = "could not write the summary as CSV";
    let table = facts(summary);
    let bytes = written(&table).context(told)?;
    String::from_utf8(bytes).context(told)
}

fn written(table: &Table) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(table.header)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(field))?;
    }
    Ok(writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?)
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => harmless(text),
        // Six places are more than any of these numbers knows, and leave out what binary fractions add.
        Cell::Number(value) | Cell::Share(value) => ((value * 1e6).round() / 1e6 + 0.0).to_string(),
        Cell::Count(count) | Cell::Length(count) => count.to_string(),
        Cell::Day(on) => on.to_string(),
        Cell::Time(at) => at.format("%Y-%m-%d %H:%M:%S").to_string(),
        Cell::Flag(flag) => if *flag { "yes" } else { "no" }.into(),
    }
}

/// The text, unless a spreadsheet would compute it: then with an apostrophe in front.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_only_a_text() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("3 - 1 = 2"), "3 - 1 = 2");
    }

    #[test]
    fn a_number_is_written_as_it_is_meant() {
        assert_eq!(field(&Cell::Number(0.1 + 0.2)), "0.3");
        assert_eq!(field(&Cell::Share(-0.0)), "0");
        assert_eq!(field(&Cell::Number(84.0)), "84");
    }
}
