//! What stands at the right of a chart: the names of the levels and what is aimed at, each on a line of its own as near
//! as possible to where it stands.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::plot::Plot;
use super::{Chart, put};
use crate::tui::canvas::Canvas;
use crate::tui::widgets::text::{fit, width};

/// One name and where it stands.
struct Name<'a> {
    value: f64,
    text: &'a str,
    style: Style,
    is_aim: bool,
}

/// Columns that the names take, with the mark before them.
pub(super) fn columns(chart: &Chart) -> u16 {
    let levels = chart.levels.iter().map(|level| width(&level.name));
    let aims = chart.aims.iter().map(|aim| width(&aim.name));
    match levels.chain(aims).max().unwrap_or(0) as u16 {
        0 => 0,
        widest => widest + 3,
    }
}

/// Draws the names right of the plot.
pub(super) fn draw(canvas: &mut Canvas, area: Rect, plot: &Plot, chart: &Chart) {
    let theme = canvas.theme;
    let levels = chart
        .levels
        .iter()
        .filter(|level| !level.name.is_empty())
        .map(|level| Name {
            value: level.value,
            text: &level.name,
            style: if level.limit { theme.dim } else { theme.strong },
            is_aim: false,
        });
    let aims = chart.aims.iter().map(|aim| Name {
        value: aim.value,
        text: &aim.name,
        style: theme.text,
        is_aim: true,
    });
    let mut names: Vec<Name> = levels
        .chain(aims)
        .filter(|name| plot.row(name.value).is_some())
        .collect();
    names.sort_by(|one, other| other.value.total_cmp(&one.value));
    let wanted: Vec<u16> = names
        .iter()
        .map(|name| plot.nearest_row(name.value) - plot.area.y)
        .collect();
    let room = area.right().saturating_sub(plot.area.right() + 3);
    for (name, row) in names.iter().zip(apart(&wanted, plot.area.height)) {
        if name.is_aim {
            let row = plot.nearest_row(name.value);
            put(canvas, plot.area.right() + 1, row, "◂", theme.text);
        }
        let place = Rect {
            x: plot.area.right() + 3,
            y: plot.area.y + row,
            width: room,
            height: 1,
        };
        canvas.line(place, Span::styled(fit(name.text, room.into()), name.style));
    }
}

/// Rows from 0 to `height` in the order of the wanted ones, each of its own, as near as possible to what was wanted.
/// Where there are more than rows the last ones are left out.
fn apart(wanted: &[u16], height: u16) -> Vec<u16> {
    let mut rows: Vec<u16> = Vec::with_capacity(wanted.len());
    for row in wanted.iter().take(height.into()) {
        rows.push(rows.last().map_or(*row, |last| (last + 1).max(*row)));
    }
    // What was pushed below the end moves everything above it up.
    let mut limit = height;
    for row in rows.iter_mut().rev() {
        *row = (*row).min(limit.saturating_sub(1));
        limit = *row;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_want_one_row_stand_below_each_other_in_their_order() {
        assert_eq!(apart(&[2, 2, 2, 7], 9), [2, 3, 4, 7]);
        assert_eq!(apart(&[0, 7, 8, 8], 9), [0, 6, 7, 8]);
        assert_eq!(apart(&[1, 1, 1], 2), [0, 1]);
        assert!(apart(&[0], 0).is_empty());
    }
}
