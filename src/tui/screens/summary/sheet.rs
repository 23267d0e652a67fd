//! The one-to-one sheet in lines: the same words in the same order as on paper.

use ratatui::text::{Line, Span};

use crate::ops::summary::sheet::{Sheet, parts};
use crate::tui::glyphs::DOT;
use crate::tui::theme::Theme;
use crate::tui::widgets::paper::Paper;
use crate::tui::widgets::text::clean;

/// The widest lines that are easy to read.
const MEASURE: usize = 100;

/// The sheet in lines of at most `columns`.
pub(super) fn lines(
    sheet: &Sheet,
    names: bool,
    columns: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut paper = Paper {
        lines: Vec::new(),
        columns: columns.min(MEASURE),
        theme,
    };
    paper.lines.push(Line::from(vec![
        Span::styled(clean(&sheet.rep).into_owned(), theme.title),
        Span::raw(format!(
            "   {} {DOT} {}",
            clean(&sheet.business),
            sheet.on.format("%a %-d %b %Y")
        )),
    ]));
    let (named, style) = if names {
        (
            "Customers are named on this sheet: n leaves their names out.",
            theme.warn,
        )
    } else {
        (
            "Customers are not named on this sheet: n names them.",
            theme.dim,
        )
    };
    paper.text(named, style);
    for part in parts(sheet) {
        paper.heading(&part.heading);
        if !part.lead.is_empty() {
            paper.text(&part.lead, theme.text);
        }
        for row in &part.rows {
            let said = if row.is_quote {
                format!("“{}”", row.text)
            } else {
                row.text.clone()
            };
            paper.item("", &said, &row.when);
        }
        if part.room > 0 {
            paper.text("On paper there is room to write here.", theme.dim);
        }
    }
    paper.lines
}
