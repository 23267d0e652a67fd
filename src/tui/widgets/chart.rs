//! Numbers over weeks: points where there are numbers and gaps where there are none, lines that hold for a stretch of
//! weeks (usual level, limits), marks where something happened, aims at the right. Given plain numbers.

mod axis;
mod line;
mod plot;
mod right;
mod top;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::tui::canvas::{Canvas, Target};
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
    let numbers = axis::numbers(chart.scale, area.height - around, chart.unit);
    let left = 2 + numbers
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
    axis::draw(canvas, area, &plot, &numbers);
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
    axis::draw_weeks(canvas, &plot, chart, second > 0);
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

fn put(canvas: &mut Canvas, x: u16, y: u16, glyph: &str, style: Style) {
    if let Some(cell) = canvas.cells.cell_mut((x, y)) {
        // Nothing of what was there before shines through.
        cell.reset();
        cell.set_symbol(glyph).set_style(style);
    }
}
