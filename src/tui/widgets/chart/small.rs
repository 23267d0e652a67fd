//! A chart without axis and words, for many of them side by side on one scale.

use ratatui::layout::Rect;

use super::plot::Plot;
use super::{Point, Stand, glyph, put};
use crate::tui::canvas::Canvas;
use crate::tui::glyphs::Glyphs;
use crate::tui::widgets::dots::Dots;

/// Draws the points over the whole of `area`, the usual level behind them where there is one.
pub fn small(
    canvas: &mut Canvas,
    area: Rect,
    points: &[Option<Point>],
    usual: Option<f64>,
    scale: (f64, f64),
) {
    let theme = canvas.theme;
    let plot = Plot {
        area,
        weeks: points.len(),
        scale,
    };
    if area.is_empty() || points.is_empty() {
        return;
    }
    if let Some(row) = usual.and_then(|usual| plot.row(usual)) {
        for x in area.left()..area.right() {
            put(canvas, x, row, "·", theme.dim);
        }
    }
    let mut dots = Dots::new(area.width, area.height);
    let mut before = None;
    for (week, point) in points.iter().enumerate() {
        let place = point.and_then(|point| plot.dot(week, point.value));
        if let (Some(from), Some(to)) = (before, place) {
            dots.line(from, to);
        } else if let Some((x, y)) = place {
            dots.set(x, y);
        }
        before = place;
    }
    dots.draw(canvas, area, theme.text);
    let is_plain = theme.glyphs != Glyphs::Unicode;
    for (week, point) in points.iter().enumerate() {
        let Some((point, row)) = point.and_then(|point| Some((point, plot.row(point.value)?)))
        else {
            continue;
        };
        if is_plain || point.stand == Stand::Out {
            let (glyph, style) = glyph(theme, point.stand, false);
            put(canvas, plot.column(week), row, glyph, style);
        }
    }
}
