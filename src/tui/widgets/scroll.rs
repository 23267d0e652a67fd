//! Text that is longer than its place: which line is the first in sight, and marks where there is more.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::canvas::{Canvas, below};
use crate::tui::keys::Action;
use crate::tui::screen::{Context, Input};

/// The first line in sight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scroll {
    top: usize,
}

/// The columns that are left for lines in a place of this width; the last one is for the marks.
pub fn columns(room: Rect) -> usize {
    usize::from(room.width).saturating_sub(1)
}

impl Scroll {
    /// Moves as a key or the wheel says, in the text that was drawn last; anything else moves nothing.
    pub fn take(&mut self, input: &Input, context: &Context) {
        let page = context.page.max(1);
        let last = context.length.saturating_sub(page);
        let top = match input {
            Input::Do(Action::Up) => self.top.saturating_sub(1),
            Input::Do(Action::Down) => self.top + 1,
            // One line of the page before stays in sight.
            Input::Do(Action::PageUp) => self.top.saturating_sub(page - 1),
            Input::Do(Action::PageDown) => self.top + page - 1,
            Input::Do(Action::First) => 0,
            Input::Do(Action::Last) => last,
            Input::Scroll(rows) => self.top.saturating_add_signed((*rows).into()),
            _ => self.top,
        };
        self.top = top.min(last);
    }

    /// Draws the lines in sight into `room`.
    pub fn draw(&self, canvas: &mut Canvas, room: Rect, lines: Vec<Line<'_>>) {
        let height = usize::from(room.height);
        canvas.page = height;
        canvas.length = lines.len();
        let top = self.top.min(lines.len().saturating_sub(height));
        let is_cut = lines.len() > top + height;
        for (row, line) in lines.into_iter().skip(top).take(height).enumerate() {
            canvas.line(below(room, row as u16), line);
        }
        let mark = |canvas: &mut Canvas, at, mark| {
            canvas.line_right(at, Span::styled(mark, canvas.theme.dim));
        };
        if top > 0 {
            mark(canvas, room, "↑");
        }
        if is_cut {
            mark(canvas, below(room, room.height.saturating_sub(1)), "↓");
        }
    }
}
