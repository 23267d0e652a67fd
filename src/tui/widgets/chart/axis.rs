//! The numbers at the left of a chart and the weeks below it.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::plot::Plot;
use super::{Chart, put};
use crate::tui::canvas::{Canvas, right_of};
use crate::tui::widgets::text::width;

/// Round numbers on the scale with how they are told: up to six, fewer where there are few rows.
pub(super) fn numbers((low, high): (f64, f64), rows: u16, unit: &str) -> Vec<(f64, String)> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return Vec::new();
    }
    let rough = span / (f64::from(rows) / 2.5).clamp(1.0, 4.0);
    let magnitude = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .map(|factor| factor * magnitude)
        .into_iter()
        .find(|step| *step >= rough);
    let step = step.unwrap_or(rough);
    let digits = if step >= 1.0 && step.fract() < 1e-9 {
        0
    } else {
        (1.0 - step.log10()).ceil().clamp(1.0, 4.0) as usize
    };
    let first = (low / step).ceil() as i64;
    let last = (high / step).floor() as i64;
    (first..=last)
        .map(|nth| nth as f64 * step)
        .map(|value| (value, format!("{value:.digits$}{unit}")))
        .collect()
}

/// Draws the axis with its numbers, left of the plot.
pub(super) fn draw(canvas: &mut Canvas, area: Rect, plot: &Plot, labels: &[(f64, String)]) {
    let theme = canvas.theme;
    let x = plot.area.x - 1;
    for y in plot.area.top()..plot.area.bottom() {
        put(canvas, x, y, "│", theme.dim);
    }
    put(canvas, x, plot.area.bottom(), "└", theme.dim);
    for (value, label) in labels {
        if let Some(row) = plot.row(*value) {
            let place = Rect {
                x: area.x,
                y: row,
                width: plot.area.x - area.x - 1,
                height: 1,
            };
            canvas.line_right(place, Span::styled(label, theme.dim));
            put(canvas, x, row, "┤", theme.dim);
        }
    }
}

/// Draws the names of the weeks below the plot; with `second` those of longer times below them.
pub(super) fn draw_weeks(canvas: &mut Canvas, plot: &Plot, chart: &Chart, second: bool) {
    let theme = canvas.theme;
    let line = Rect {
        y: plot.area.bottom(),
        height: 1,
        ..plot.area
    };
    let chosen = chart.chosen.map(|chosen| chosen.week);
    let place = |week: usize, label: &str| {
        let half = width(label) as u16 / 2;
        let last = line.right().saturating_sub(width(label) as u16);
        plot.column(week).saturating_sub(half).min(last).max(line.x)
    };
    // The chosen week is always told; the others keep clear of it and of each other.
    let own = chart
        .labels
        .iter()
        .find(|(week, _)| Some(*week) == chosen)
        .map(|(week, label)| {
            let x = place(*week, label);
            canvas.line(
                right_of(line, x - line.x),
                Span::styled(label, theme.selected),
            );
            (x, x + width(label) as u16)
        });
    draw_labels(canvas, plot, line, chart.labels, own);
    if second {
        let line = Rect {
            y: line.y + 1,
            ..line
        };
        draw_labels(canvas, plot, line, chart.below, None);
    }
}

/// Labels from left to right, each from the column of its week on, clear of `taken`.
fn draw_labels(
    canvas: &mut Canvas,
    plot: &Plot,
    line: Rect,
    labels: &[(usize, String)],
    taken: Option<(u16, u16)>,
) {
    let style = canvas.theme.dim;
    let mut free = line.x;
    for (week, label) in labels {
        let x = plot.column(*week).saturating_sub(width(label) as u16 / 2);
        let end = x + width(label) as u16;
        let is_clear = taken.is_none_or(|(from, to)| end < from || to < x);
        if x >= free && end <= line.right() && is_clear {
            canvas.line(right_of(line, x - line.x), Span::styled(label, style));
            free = end + 2;
        }
    }
}
