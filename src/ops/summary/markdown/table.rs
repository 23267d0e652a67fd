//! A Markdown table that also lines up where nothing reads Markdown.

use unicode_width::UnicodeWidthStr;

use super::escape::escaped;

/// Longer cells would tear a table of plain text apart.
const WIDEST_CELL: usize = 40;

/// A table whose columns line up in plain text; the last `right` columns are set to the right.
pub(super) fn table(header: &[&str], rows: &[Vec<String>], right: usize) -> String {
    let cells: Vec<Vec<String>> =
        std::iter::once(header.iter().map(|cell| (*cell).to_owned()).collect())
            .chain(
                rows.iter()
                    .map(|row| row.iter().map(|cell| escaped(&cut(cell))).collect()),
            )
            .collect();
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            cells
                .iter()
                .map(|row| row[column].width())
                .max()
                .unwrap_or(0)
                .max(3)
        })
        .collect();
    let is_right = |column: usize| column + right >= header.len();
    let mut text = String::new();
    for (at, row) in cells.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let gap = " ".repeat(widths[column] - cell.width());
            let (before, after) = if is_right(column) {
                (gap.as_str(), "")
            } else {
                ("", gap.as_str())
            };
            text.push_str(&format!("| {before}{cell}{after} "));
        }
        text.push_str("|\n");
        if at == 0 {
            for (column, width) in widths.iter().enumerate() {
                let end = if is_right(column) { ":" } else { "-" };
                text.push_str(&format!("|{}{end}", "-".repeat(width + 1)));
            }
            text.push_str("|\n");
        }
    }
    text
}

fn cut(cell: &str) -> String {
    if cell.chars().count() <= WIDEST_CELL {
        return cell.to_owned();
    }
    cell.chars().take(WIDEST_CELL - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_lines_up_and_a_long_name_does_not_tear_it() {
        let rows = vec![
            vec!["Dana".to_owned(), "12".to_owned()],
            vec!["李雷|".to_owned(), "x".repeat(300)],
        ];
        let text = table(&["Rep", "Calls"], &rows, 1);
        let widths: Vec<usize> = text.lines().map(UnicodeWidthStr::width).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "{text}");
        assert!(widths[0] < 60 && text.contains("李雷\\|"), "{text}");
    }
}
