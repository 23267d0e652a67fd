//! What a view draws on: the cells, the theme, and what a click on each place would do. Drawing changes nothing else.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use crate::tui::keys::Action;
use crate::tui::theme::Theme;
use crate::tui::widgets::text::fit_line;

/// What a click on a place means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The same as the key of the action.
    Act(Action),
    /// A row of the list, by its index among the loaded rows.
    Row(usize),
    /// A field of the form.
    Field(usize),
}

/// The places that can be clicked, gathered while drawing.
#[derive(Debug, Default)]
pub struct Hits(Vec<(Rect, Target)>);

impl Hits {
    /// What a click at this place means: the one drawn last wins.
    pub fn at(&self, column: u16, row: u16) -> Option<Target> {
        let place = Position::new(column, row);
        self.0
            .iter()
            .rev()
            .find(|(area, _)| area.contains(place))
            .map(|(_, target)| *target)
    }
}

/// One frame while it is drawn.
pub struct Canvas<'a> {
    /// The cells.
    pub cells: &'a mut Buffer,
    /// How things look.
    pub theme: &'a Theme,
    /// What can be clicked.
    pub hits: Hits,
    /// Where the text cursor stands, where there is one.
    pub cursor: Option<Position>,
    /// Rows of the list that was drawn last: what a page is to the next key.
    pub page: usize,
    /// Lines of the text that was drawn last, with those out of sight.
    pub length: usize,
}

impl<'a> Canvas<'a> {
    /// An empty frame.
    pub fn new(cells: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self {
            cells,
            theme,
            hits: Hits::default(),
            cursor: None,
            page: 0,
            length: 0,
        }
    }

    /// Draws a widget of the library.
    pub fn put(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area.intersection(self.cells.area), self.cells);
    }

    /// Draws one line at the top of `area` and says how many columns it took; what does not fit is told by `…`.
    pub fn line<'l>(&mut self, area: Rect, line: impl Into<Line<'l>>) -> u16 {
        let area = area.intersection(self.cells.area);
        if area.is_empty() {
            return 0;
        }
        let mut line = line.into();
        if line.width() > usize::from(area.width) {
            line = fit_line(&line, area.width.into());
        }
        let (end, _) = self.cells.set_line(area.x, area.y, &line, area.width);
        end - area.x
    }

    /// Draws one line at the right end of the top of `area`.
    pub fn line_right<'l>(&mut self, area: Rect, line: impl Into<Line<'l>>) -> u16 {
        let line = line.into();
        let width = (line.width() as u16).min(area.width);
        self.line(
            Rect {
                x: area.right() - width,
                width,
                ..area
            },
            line,
        )
    }

    /// Makes `area` do something when clicked.
    pub fn click(&mut self, area: Rect, target: Target) {
        self.hits.0.push((area, target));
    }

    /// Empties `area`, and what could be clicked in it, for something that stands above.
    pub fn clear(&mut self, area: Rect) {
        self.put(Clear, area);
        self.hits.0.retain(|(below, _)| !area.intersects(*below));
    }
}

/// The part of `area` from row `skip` on.
pub fn below(area: Rect, skip: u16) -> Rect {
    let skip = skip.min(area.height);
    Rect {
        y: area.y + skip,
        height: area.height - skip,
        ..area
    }
}

/// The part of `area` from column `skip` on.
pub fn right_of(area: Rect, skip: u16) -> Rect {
    let skip = skip.min(area.width);
    Rect {
        x: area.x + skip,
        width: area.width - skip,
        ..area
    }
}

/// A rectangle of at most this size in the middle of `area`.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_finds_what_was_drawn_last() {
        let mut cells = Buffer::empty(Rect::new(0, 0, 10, 3));
        let mut canvas = Canvas::new(&mut cells, &Theme::MONO);
        canvas.click(Rect::new(0, 0, 10, 3), Target::Row(1));
        canvas.click(Rect::new(2, 1, 3, 1), Target::Row(2));
        assert_eq!(canvas.hits.at(0, 0), Some(Target::Row(1)));
        assert_eq!(canvas.hits.at(4, 1), Some(Target::Row(2)));
        assert_eq!(canvas.hits.at(10, 1), None);
    }

    #[test]
    fn a_line_that_does_not_fit_says_so() {
        let mut cells = Buffer::empty(Rect::new(0, 0, 8, 1));
        let mut canvas = Canvas::new(&mut cells, &Theme::MONO);
        let area = canvas.cells.area;
        assert_eq!(canvas.line(area, "Harbor Freight"), 8);
        assert_eq!(canvas.cells, &Buffer::with_lines(["Harbor …"]));
    }

    #[test]
    fn drawing_outside_of_the_cells_draws_nothing() {
        let mut cells = Buffer::empty(Rect::new(0, 0, 1, 1));
        let mut canvas = Canvas::new(&mut cells, &Theme::MONO);
        assert_eq!(canvas.line(Rect::new(5, 5, 10, 1), "text"), 0);
        canvas.put(Clear, Rect::new(0, 0, 50, 50));
        assert_eq!(canvas.line_right(Rect::new(0, 0, 1, 1), "text"), 1);
    }
}
