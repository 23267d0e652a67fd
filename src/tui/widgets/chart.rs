//! Numbers over weeks: points where there are numbers and gaps where there are none, lines that hold for a stretch of
//! weeks (usual level, limits), marks where something happened, aims at the right. Given plain numbers.

mod line;
mod plot;
mod right;
mod top;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use crate::tui::canvas::{Canvas, Target, right_of};
use crate::tui::theme::Theme;
use crate::tui::widgets::text::width;
use plot::Plot;

pub use line::small;

/// From this height on a second line of labels stands below the first.
const TALL: u16 = 14;

/// How a point stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// As usual.
    Usual,
    /// It stands out.
    Out,
    /// More may still be added to it.
    Open,
}

/// One number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Where it stands.
    pub value: f64,
    /// How it stands among the others.
    pub stand: Stand,
}

/// A level that holds from one week to another, both within.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// The first week, by index of the points.
    pub from: usize,
    /// The last week.
    pub to: usize,
    /// Where it stands.
    pub value: f64,
    /// Whether it is a limit (broken line) and not the usual level (whole line).
    pub limit: bool,
    /// What it is called at the right end, empty for nothing.
    pub name: String,
}

/// What is aimed at.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// Where it stands.
    pub value: f64,
    /// The number alone, where several stand together.
    pub number: String,
    /// What it is called at the right end.
    pub name: String,
}

/// The week that is looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chosen {
    /// Which, by index of the points.
    pub week: usize,
    /// How far its number could be off.
    pub range: Option<(f64, f64)>,
}

/// What the chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart<'a> {
    /// One place a week, `None` where there is no number.
    pub points: &'a [Option<Point>],
    /// The levels.
    pub levels: &'a [Level],
    /// What is aimed at.
    pub aims: &'a [Aim],
    /// Where something happened: between the week before and this one, and what. By week.
    pub marks: &'a [(usize, String)],
    /// Labels below the weeks; those that would touch are left out.
    pub labels: &'a [(usize, String)],
    /// Labels below those, where there is room.
    pub below: &'a [(usize, String)],
    /// The week that is looked at.
    pub chosen: Option<Chosen>,
    /// The scale, from bottom to top.
    pub scale: (f64, f64),
    /// What stands behind a number of the scale, such as `%`.
    pub unit: &'a str,
    /// A click on week `n` is a click on row `n` and this.
    pub clicks: Option<usize>,
}

/// Draws the chart.
pub fn draw(canvas: &mut Canvas, area: Rect, chart: &Chart) {
    let second = u16::from(area.height >= TALL && !chart.below.is_empty());
    let head = u16::from(!chart.marks.is_empty());
    let around = head + 1 + second;
    if area.height <= around || area.width < 20 {
        return;
    }
    let axis = axis_labels(chart.scale, area.height - around, chart.unit);
    let left = 2 + axis
        .iter()
        .map(|(_, label)| width(label))
        .max()
        .unwrap_or(0) as u16;
    let right = right::columns(chart).min(area.width / 3);
    let plot = Plot {
        area: Rect {
            x: area.x + left,
            y: area.y + head,
            width: area.width.saturating_sub(left + right),
            height: area.height - around,
        },
        weeks: chart.points.len(),
        scale: chart.scale,
    };
    draw_axis(canvas, area, &plot, &axis);
    draw_levels(canvas, &plot, chart.levels);
    let values: Vec<Option<f64>> = chart
        .points
        .iter()
        .map(|point| point.map(|point| point.value))
        .collect();
    let style = canvas.theme.accent.remove_modifier(Modifier::BOLD);
    line::draw(canvas, &plot, &values, style);
    let chosen = chart.chosen.map(|chosen| chosen.week);
    top::draw(canvas, area, &plot, chart.marks, chosen);
    right::draw(canvas, area, &plot, chart);
    if let Some((low, high)) = chart.chosen.and_then(|chosen| chosen.range) {
        draw_range(
            canvas,
            &plot,
            chart.chosen.map_or(0, |chosen| chosen.week),
            low,
            high,
        );
    }
    draw_points(canvas, &plot, chart);
    draw_weeks(canvas, &plot, chart, second > 0);
}

/// Round numbers on the scale with how they are told: up to six, fewer where there are few rows.
fn axis_labels((low, high): (f64, f64), rows: u16, unit: &str) -> Vec<(f64, String)> {
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

fn draw_axis(canvas: &mut Canvas, area: Rect, plot: &Plot, labels: &[(f64, String)]) {
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

fn draw_levels(canvas: &mut Canvas, plot: &Plot, levels: &[Level]) {
    let theme = canvas.theme;
    for level in levels {
        let Some(row) = plot.row(level.value) else {
            continue;
        };
        let glyph = if level.limit { "╌" } else { "─" };
        for x in plot.start(level.from)..plot.start(level.to + 1) {
            put(canvas, x, row, glyph, theme.dim);
        }
    }
}

/// How far the chosen number could be off: a bar with ends, cut where the scale ends.
fn draw_range(canvas: &mut Canvas, plot: &Plot, week: usize, low: f64, high: f64) {
    let theme = canvas.theme;
    let (top, bottom) = (plot.nearest_row(high), plot.nearest_row(low));
    for row in top..=bottom {
        let glyph = match row {
            row if row == top && plot.row(high).is_some() => "┬",
            row if row == bottom && plot.row(low).is_some() => "┴",
            _ => "│",
        };
        put(canvas, plot.column(week), row, glyph, theme.accent);
    }
}

fn draw_points(canvas: &mut Canvas, plot: &Plot, chart: &Chart) {
    let theme = canvas.theme;
    for (week, point) in chart.points.iter().enumerate() {
        if let Some(first) = chart.clicks {
            canvas.click(plot.weeks_share(week), Target::Row(first + week));
        }
        if let Some((point, row)) = point.and_then(|point| Some((point, plot.row(point.value)?))) {
            let chosen = chart.chosen.is_some_and(|chosen| chosen.week == week);
            let (glyph, style) = glyph(theme, point.stand, chosen);
            put(canvas, plot.column(week), row, glyph, style);
        }
    }
}

/// The character of a point: what stands out is full, what is still open is hollow, the chosen one has a ring.
fn glyph(theme: &Theme, stand: Stand, chosen: bool) -> (&'static str, Style) {
    match (stand, chosen) {
        (_, true) => ("◉", theme.accent),
        (Stand::Out, _) => ("●", theme.warn),
        (Stand::Open, _) => ("○", theme.accent),
        (Stand::Usual, _) => ("•", theme.accent),
    }
}

fn draw_weeks(canvas: &mut Canvas, plot: &Plot, chart: &Chart, second: bool) {
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

fn put(canvas: &mut Canvas, x: u16, y: u16, glyph: &str, style: Style) {
    if let Some(cell) = canvas.cells.cell_mut((x, y)) {
        // Nothing of what was there before shines through.
        cell.reset();
        cell.set_symbol(glyph).set_style(style);
    }
}
