//! What stands at the right of a chart: the names of the levels, each at its level, and what is aimed at, as near as
//! possible to where it stands.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::plot::Plot;
use super::{Chart, put};
use crate::tui::canvas::Canvas;
use crate::tui::widgets::text::{fit, width};

/// Columns before a name: a blank, the mark of an aim, a blank.
const BEFORE: u16 = 3;

/// Columns that the names take.
pub(super) fn columns(chart: &Chart) -> u16 {
    let levels = chart.levels.iter().map(|level| width(&level.name));
    let aims = chart.aims.iter().map(|aim| width(&aim.name));
    match levels.chain(aims).max().unwrap_or(0) as u16 {
        0 => 0,
        widest => widest + BEFORE,
    }
}

/// Draws the names right of the plot.
pub(super) fn draw(canvas: &mut Canvas, area: Rect, plot: &Plot, chart: &Chart) {
    let theme = canvas.theme;
    let mut named: Vec<(u16, String, Style)> = Vec::new();
    for is_limit in [false, true] {
        let levels = chart.levels.iter();
        for level in levels.filter(|level| level.limit == is_limit && !level.name.is_empty()) {
            let style = if is_limit { theme.dim } else { theme.strong };
            if let Some(row) = plot.row(level.value).filter(|row| is_free(&named, *row)) {
                named.push((row, level.name.clone(), style));
            }
        }
    }
    for (row, text) in aims(plot, chart) {
        put(canvas, plot.area.right() + 1, row, "◂", theme.text);
        let near = [Some(row), row.checked_sub(1), Some(row + 1)];
        let rows = plot.area.top()..plot.area.bottom();
        let place = near
            .into_iter()
            .flatten()
            .find(|row| rows.contains(row) && is_free(&named, *row));
        if let Some(row) = place {
            named.push((row, text, theme.text));
        }
    }
    let room = area.right().saturating_sub(plot.area.right() + BEFORE);
    for (row, text, style) in named {
        let place = Rect {
            x: plot.area.right() + BEFORE,
            y: row,
            width: room,
            height: 1,
        };
        canvas.line(place, Span::styled(fit(&text, room.into()), style));
    }
}

fn is_free(named: &[(u16, String, Style)], row: u16) -> bool {
    named.iter().all(|(taken, _, _)| *taken != row)
}

/// The aims by row, from the top down; several in one row are told by their numbers alone.
fn aims(plot: &Plot, chart: &Chart) -> Vec<(u16, String)> {
    let mut rows: Vec<(u16, Vec<&super::Aim>)> = Vec::new();
    for aim in chart.aims {
        let Some(row) = plot.row(aim.value) else {
            continue;
        };
        match rows.iter_mut().find(|(known, _)| *known == row) {
            Some((_, aims)) => aims.push(aim),
            None => rows.push((row, vec![aim])),
        }
    }
    rows.sort_by_key(|(row, _)| *row);
    let told = |(row, aims): (u16, Vec<&super::Aim>)| match aims.as_slice() {
        [one] => (row, one.name.clone()),
        several => {
            let numbers: Vec<&str> = several.iter().map(|aim| aim.number.as_str()).collect();
            (row, numbers.join(", "))
        }
    };
    rows.into_iter().map(told).collect()
}
