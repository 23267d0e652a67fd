//! A part of the screen under a title, a box above the screen, and two parts beside or below each other.

use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::Block;

use crate::tui::canvas::{Canvas, below, right_of};
use crate::tui::widgets::text::{fit, width};

/// From this width on two parts stand beside each other: a window of 100 columns less the margins.
pub const WIDE: u16 = 98;

/// Draws a title with a rule behind it and `right` at its end; gives back the room below.
pub fn draw(canvas: &mut Canvas, area: Rect, title: &str, right: &str) -> Rect {
    let theme = canvas.theme;
    let room = usize::from(area.width);
    let taken = canvas.line(area, Span::styled(fit(title, room), theme.title));
    let tail = if width(right) + usize::from(taken) + 6 <= room {
        right
    } else {
        ""
    };
    let used = usize::from(taken) + 1 + if tail.is_empty() { 0 } else { width(tail) + 1 };
    if used < room {
        let rule = "─".repeat(room - used);
        canvas.line(right_of(area, taken + 1), Span::styled(rule, theme.border));
    }
    if !tail.is_empty() {
        canvas.line_right(area, Span::styled(tail, theme.dim));
    }
    below(area, 1)
}

/// Draws an empty box with a title above what is there; gives back the room inside.
pub fn boxed(canvas: &mut Canvas, area: Rect, title: &str) -> Rect {
    canvas.clear(Rect {
        x: area.x.saturating_sub(1),
        width: area.width.saturating_add(2),
        ..area
    });
    canvas.put(Block::bordered().border_style(canvas.theme.border), area);
    let room = usize::from(area.width).saturating_sub(4);
    if !title.is_empty() {
        canvas.line(
            right_of(area, 2),
            Span::styled(
                format!(" {} ", fit(title, room.saturating_sub(2))),
                canvas.theme.title,
            ),
        );
    }
    Rect {
        x: area.x + 2.min(area.width),
        y: area.y + 1.min(area.height),
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    }
}

/// Two parts: in a wide window the second stands at the right, `columns` wide; in a narrow one below, `rows` high.
pub fn split(area: Rect, columns: u16, rows: u16) -> (Rect, Rect) {
    if area.width >= WIDE {
        let first = area.width.saturating_sub(columns + 3);
        (
            Rect {
                width: first,
                ..area
            },
            right_of(area, first + 3),
        )
    } else {
        let first = area.height.saturating_sub(rows + 1);
        (
            Rect {
                height: first,
                ..area
            },
            below(area, first + 1),
        )
    }
}

/// `area` without its first and last column: what stands in it lines up with the header and the footer.
pub fn inset(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    }
}
