//! The way from point to point, in steps: across, up or down, and on across. It stops at a gap.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::plot::Plot;
use super::put;
use crate::tui::canvas::Canvas;

/// Draws the way through the points of a plot.
pub(super) fn draw(canvas: &mut Canvas, plot: &Plot, values: &[Option<f64>], style: Style) {
    let mut before: Option<(u16, u16)> = None;
    for (week, value) in values.iter().enumerate() {
        let place = value.and_then(|value| Some((plot.column(week), plot.row(value)?)));
        match (before, place) {
            (Some(from), Some(to)) => step(canvas, from, to, style),
            (None, Some((x, y))) => put(canvas, x, y, "─", style),
            _ => {}
        }
        before = place;
    }
}

/// From a point whose place is drawn to the next.
fn step(canvas: &mut Canvas, (x1, y1): (u16, u16), (x2, y2): (u16, u16), style: Style) {
    let middle = x1 + (x2 - x1).div_ceil(2);
    for x in x1 + 1..=x2 {
        put(canvas, x, if x < middle { y1 } else { y2 }, "─", style);
    }
    if y1 == y2 || x1 == x2 {
        return;
    }
    let (leaving, arriving) = if y2 < y1 {
        ("╯", "╭")
    } else {
        ("╮", "╰")
    };
    for y in y1.min(y2) + 1..y1.max(y2) {
        put(canvas, middle, y, "│", style);
    }
    put(canvas, middle, y1, leaving, style);
    put(canvas, middle, y2, arriving, style);
}

/// A chart without axis and words, for many of them side by side on one scale: the last weeks, a column each at least.
pub fn small(
    canvas: &mut Canvas,
    area: Rect,
    values: &[Option<f64>],
    scale: (f64, f64),
    style: Style,
) {
    let skipped = values.len().saturating_sub(area.width.into());
    let values = &values[skipped..];
    let plot = Plot {
        area,
        weeks: values.len(),
        scale,
    };
    let style = style.remove_modifier(Modifier::BOLD);
    draw(canvas, &plot, values, style);
    for (week, value) in values.iter().enumerate() {
        let is_alone = |other: Option<usize>| {
            other
                .and_then(|other| values.get(other))
                .is_none_or(Option::is_none)
        };
        if is_alone(week.checked_sub(1))
            && is_alone(Some(week + 1))
            && let Some(row) = value.and_then(|value| plot.row(value))
        {
            put(canvas, plot.column(week), row, "•", style);
        }
    }
}
