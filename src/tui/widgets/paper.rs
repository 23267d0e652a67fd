//! Lines of a page to scroll through: headings, paragraphs, lists and tables in so many columns.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::tui::theme::Theme;
use crate::tui::widgets::text::{fit, pad, pad_left, width, wrap};

/// The page while it is written.
pub struct Paper<'a> {
    /// The lines so far.
    pub lines: Vec<Line<'static>>,
    /// How wide they are.
    pub columns: usize,
    /// How they look.
    pub theme: &'a Theme,
}

impl Paper<'_> {
    /// An empty line, never two.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    /// A part of the page, under a title with a rule.
    pub fn heading(&mut self, title: &str) {
        self.gap();
        let title = fit(title, self.columns);
        let rule = "─".repeat(self.columns.saturating_sub(width(&title) + 1));
        self.lines.push(Line::from(vec![
            Span::styled(title, self.theme.title),
            Span::raw(" "),
            Span::styled(rule, self.theme.border),
        ]));
    }

    /// A paragraph.
    pub fn text(&mut self, text: &str, style: Style) {
        self.under("", text, style);
    }

    /// A paragraph that begins with `mark` and stands in by its width.
    pub fn under(&mut self, mark: &str, text: &str, style: Style) {
        let stands_in = width(mark);
        let room = self.columns.saturating_sub(stands_in).max(8);
        for (row, line) in wrap(text, room).into_iter().enumerate() {
            let before = if row == 0 {
                mark.to_owned()
            } else {
                " ".repeat(stands_in)
            };
            self.lines.push(Line::from(vec![
                Span::styled(before, self.theme.dim),
                Span::styled(line, style),
            ]));
        }
    }

    /// An item of a list: who in bold and what, and below it when or why.
    pub fn item(&mut self, who: &str, what: &str, when: &str) {
        let theme = self.theme;
        let lead = if who.is_empty() {
            String::new()
        } else {
            format!("{who}  ")
        };
        let room = self.columns.saturating_sub(2).max(8);
        for (row, line) in wrap(&format!("{lead}{what}"), room).into_iter().enumerate() {
            let mut spans = vec![Span::styled(if row == 0 { "• " } else { "  " }, theme.dim)];
            match line.strip_prefix(&lead).filter(|_| row == 0) {
                Some(rest) => {
                    spans.push(Span::styled(lead.clone(), theme.strong));
                    spans.push(Span::raw(rest.to_owned()));
                }
                None => spans.push(Span::raw(line)),
            }
            self.lines.push(Line::from(spans));
        }
        if !when.is_empty() {
            self.under("  ", when, theme.dim);
        }
    }

    /// A table: columns as wide as what stands in them, the first cut where there is not room; the last `right` of them
    /// end at their right side.
    pub fn table(&mut self, header: &[&str], rows: &[Vec<Line<'static>>], right: usize) {
        const GAP: usize = 3;
        let mut widths: Vec<usize> = header.iter().map(|title| width(title)).collect();
        for row in rows {
            for (column, cell) in row.iter().enumerate() {
                if let Some(widest) = widths.get_mut(column) {
                    *widest = (*widest).max(cell.width());
                }
            }
        }
        let others: usize = widths.iter().skip(1).map(|width| width + GAP).sum();
        if let Some(first) = widths.first_mut() {
            *first = (*first).min(self.columns.saturating_sub(others).max(8));
        }
        let is_right = |column: usize| column + right >= widths.len();
        let titles = header
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (title, room))| {
                let title = if is_right(column) {
                    pad_left(title, *room)
                } else {
                    pad(title, *room)
                };
                Span::styled(format!("{title}{}", " ".repeat(GAP)), self.theme.dim)
            });
        self.lines.push(Line::from(titles.collect::<Vec<_>>()));
        for row in rows {
            let mut spans = Vec::new();
            for (column, (cell, room)) in row.iter().zip(&widths).enumerate() {
                let cell = crate::tui::widgets::text::fit_line(cell, *room);
                let blank = Span::raw(" ".repeat(room.saturating_sub(cell.width())));
                let mut inside = cell.spans;
                if is_right(column) {
                    inside.insert(0, blank);
                } else {
                    inside.push(blank);
                }
                spans.extend(inside);
                spans.push(Span::raw(" ".repeat(GAP)));
            }
            self.lines.push(Line::from(spans));
        }
    }
}
