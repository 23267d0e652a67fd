//! Numbers over weeks: points where there are numbers and gaps where there are none, lines that hold for a stretch of
//! weeks (usual level, limits), marks where something happened. Given plain numbers, drawn in whole characters.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::tui::canvas::{Canvas, below, right_of};
use crate::tui::theme::Theme;
use crate::tui::widgets::text::{fit, width};

/// Rows that are not the plot: one for the names of marks, one for the axis, one for its labels.
const AROUND: u16 = 3;

/// One number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Where it stands.
    pub value: f64,
    /// Whether it stands out: drawn full and strong.
    pub signal: bool,
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

/// What the chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart<'a> {
    /// One place a week, `None` where there is no number.
    pub points: &'a [Option<Point>],
    /// The levels.
    pub levels: &'a [Level],
    /// Where something happened: between the week before and this one, and what.
    pub marks: &'a [(usize, String)],
    /// Labels below the weeks; those that would touch are left out.
    pub labels: &'a [(usize, String)],
    /// The week that is looked at.
    pub chosen: Option<usize>,
    /// The scale, from bottom to top.
    pub scale: (f64, f64),
}

/// Where things stand on the cells.
struct Plot {
    area: Rect,
    weeks: usize,
    scale: (f64, f64),
}

impl Plot {
    /// The column of a week: in the middle of its share of the width.
    fn column(&self, week: usize) -> u16 {
        let each = f64::from(self.area.width) / self.weeks.max(1) as f64;
        let at = ((week as f64 + 0.5) * each) as u16;
        self.area.x + at.min(self.area.width.saturating_sub(1))
    }

    /// The row of a number; `None` outside of the scale.
    fn row(&self, value: f64) -> Option<u16> {
        let (low, high) = self.scale;
        let share = (value - low) / (high - low);
        let last = f64::from(self.area.height.saturating_sub(1));
        (-0.001..=1.001)
            .contains(&share)
            .then(|| self.area.y + ((1.0 - share) * last).round() as u16)
    }
}

/// Draws the chart.
pub fn draw(canvas: &mut Canvas, area: Rect, chart: &Chart) {
    let theme = canvas.theme;
    if area.height <= AROUND || area.width < 20 {
        return;
    }
    let axis = axis_labels(chart.scale);
    let left = axis
        .iter()
        .map(|(_, label)| width(label))
        .max()
        .unwrap_or(0) as u16
        + 2;
    let names = chart
        .levels
        .iter()
        .map(|level| width(&level.name))
        .max()
        .unwrap_or(0) as u16;
    let right = if names == 0 {
        0
    } else {
        (names + 1).min(area.width / 3)
    };
    let plot = Plot {
        area: Rect {
            x: area.x + left,
            y: area.y + 1,
            width: area.width.saturating_sub(left + right),
            height: area.height - AROUND,
        },
        weeks: chart.points.len(),
        scale: chart.scale,
    };
    draw_axis(canvas, area, &plot, &axis);
    draw_levels(canvas, area, &plot, chart.levels);
    draw_marks(canvas, area, &plot, chart.marks);
    for (week, point) in chart.points.iter().enumerate() {
        let Some((point, row)) = point.and_then(|point| Some((point, plot.row(point.value)?)))
        else {
            continue;
        };
        let chosen = chart.chosen == Some(week);
        set(
            canvas,
            plot.column(week),
            row,
            if point.signal || chosen { "●" } else { "•" },
            look(theme, point.signal, chosen),
        );
    }
    draw_weeks(canvas, &plot, chart);
}

fn look(theme: &Theme, signal: bool, chosen: bool) -> Style {
    match (signal, chosen) {
        (_, true) => theme.selected,
        (true, _) => theme.accent,
        _ => theme.strong,
    }
}

/// Four to six round numbers on the scale, with how they are told.
fn axis_labels((low, high): (f64, f64)) -> Vec<(f64, String)> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return Vec::new();
    }
    let rough = span / 4.0;
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
        .map(|value| (value, format!("{value:.digits$}")))
        .collect()
}

fn draw_axis(canvas: &mut Canvas, area: Rect, plot: &Plot, labels: &[(f64, String)]) {
    let theme = canvas.theme;
    let x = plot.area.x - 1;
    for y in plot.area.top()..plot.area.bottom() {
        set(canvas, x, y, "│", theme.dim);
    }
    set(canvas, x, plot.area.bottom(), "└", theme.dim);
    for x in plot.area.left()..plot.area.right() {
        set(canvas, x, plot.area.bottom(), "─", theme.dim);
    }
    for (value, label) in labels {
        if let Some(row) = plot.row(*value) {
            let place = Rect {
                x: area.x,
                y: row,
                width: plot.area.x - area.x - 1,
                height: 1,
            };
            canvas.line_right(place, Span::styled(label, theme.dim));
            set(canvas, x, row, "┤", theme.dim);
        }
    }
}

fn draw_levels(canvas: &mut Canvas, area: Rect, plot: &Plot, levels: &[Level]) {
    let theme = canvas.theme;
    for level in levels {
        let Some(row) = plot.row(level.value) else {
            continue;
        };
        let (glyph, style) = if level.limit {
            ("╌", theme.dim)
        } else {
            ("─", theme.text)
        };
        let each = plot.area.width / (plot.weeks.max(1) as u16 * 2);
        let end = if level.to + 1 >= plot.weeks {
            plot.area.right()
        } else {
            plot.column(level.to) + each + 1
        };
        let start = if level.from == 0 {
            plot.area.x
        } else {
            plot.column(level.from).saturating_sub(each)
        };
        for x in start..end.min(plot.area.right()) {
            set(canvas, x, row, glyph, style);
        }
        let room = area.right().saturating_sub(plot.area.right() + 1);
        let name = Rect {
            x: plot.area.right() + 1,
            y: row,
            width: room,
            height: 1,
        };
        canvas.line(
            name,
            Span::styled(
                fit(&level.name, room.into()),
                if level.limit { theme.dim } else { theme.strong },
            ),
        );
    }
}

fn draw_marks(canvas: &mut Canvas, area: Rect, plot: &Plot, marks: &[(usize, String)]) {
    let theme = canvas.theme;
    let mut free = area.x;
    for (week, name) in marks.iter().filter(|(week, _)| *week < plot.weeks) {
        let x = plot
            .column(*week)
            .saturating_sub(plot.area.width / (plot.weeks.max(1) as u16 * 2))
            .max(plot.area.x);
        for y in area.y..plot.area.bottom() {
            set(canvas, x, y, "┊", theme.warn);
        }
        let room = usize::from(area.right().saturating_sub(x + 2));
        if x >= free && room > 4 {
            free = x
                + 3
                + canvas.line(
                    Rect {
                        x: x + 2,
                        y: area.y,
                        width: room as u16,
                        height: 1,
                    },
                    Span::styled(fit(name, room), theme.warn),
                );
        }
    }
}

fn draw_weeks(canvas: &mut Canvas, plot: &Plot, chart: &Chart) {
    let theme = canvas.theme;
    let line = below(
        Rect {
            y: plot.area.bottom(),
            height: 2,
            ..plot.area
        },
        1,
    );
    let mut free = line.x;
    for (week, label) in chart.labels {
        let x = plot.column(*week).saturating_sub(width(label) as u16 / 2);
        let end = x + width(label) as u16;
        if x >= free && end <= line.right() {
            canvas.line(right_of(line, x - line.x), Span::styled(label, theme.dim));
            set(
                canvas,
                plot.column(*week),
                plot.area.bottom(),
                "┬",
                theme.dim,
            );
            free = end + 2;
        }
    }
}

fn set(canvas: &mut Canvas, x: u16, y: u16, glyph: &str, style: Style) {
    if let Some(cell) = canvas.cells.cell_mut((x, y)) {
        cell.set_symbol(glyph).set_style(style);
    }
}
