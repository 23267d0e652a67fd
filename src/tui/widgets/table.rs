//! Rows in columns with one row chosen. The rows are given: the screen loads no more than it shows and a little.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::canvas::{Canvas, Target, below, right_of};
use crate::tui::glyphs::MARK;
use crate::tui::widgets::text::{fit, fit_line, wrap};
use crate::tui::widgets::viewport::Viewport;

/// Columns between two columns, and before the first for the mark.
const GAP: u16 = 2;
/// The least that is left to a column that takes the rest, unless it says otherwise.
const LEAST: u16 = 8;
/// The most that it takes while others follow.
const WIDEST: u16 = 72;

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What stands above it.
    pub title: &'static str,
    /// How wide it is; 0 takes the rest, shared among all that do.
    pub width: u16,
    /// Whether it ends at its right side: numbers, times.
    pub right: bool,
    /// When it goes in a narrow window: the highest first, 0 never.
    pub drops: u8,
    /// The least that is left to it when it takes the rest.
    pub least: u16,
}

impl Column {
    /// A column of `width` columns of text, 0 for the rest.
    pub const fn new(title: &'static str, width: u16) -> Self {
        Self {
            title,
            width,
            right: false,
            drops: 0,
            least: LEAST,
        }
    }

    /// The same, taking the rest but never less than this: before that others go.
    #[must_use]
    pub const fn least(self, least: u16) -> Self {
        Self { least, ..self }
    }

    /// The same, ending at its right side.
    #[must_use]
    pub const fn right(self) -> Self {
        Self {
            right: true,
            ..self
        }
    }

    /// The same, going in a narrow window; the highest goes first.
    #[must_use]
    pub const fn drops(self, rank: u8) -> Self {
        Self {
            drops: rank,
            ..self
        }
    }
}

/// A table and where one is in it.
pub struct Table<'a> {
    /// The columns, left to right.
    pub columns: &'a [Column],
    /// How many rows are loaded.
    pub len: usize,
    /// A loaded row, a cell for each column; asked only for the rows in sight.
    pub row: &'a dyn Fn(usize) -> Vec<Line<'a>>,
    /// The chosen row; `None` when nothing is chosen here.
    pub view: Option<&'a Viewport>,
    /// Whether there are rows above the loaded ones.
    pub more_above: bool,
    /// Whether there are rows below the loaded ones.
    pub more_below: bool,
    /// What is told where there are no rows: what would be here and which key fills it.
    pub empty: &'a str,
}

/// Draws the table with its titles.
pub fn draw(canvas: &mut Canvas, area: Rect, table: &Table) {
    let theme = canvas.theme;
    let body = below(area, 1);
    if table.len == 0 {
        for (row, line) in wrap(table.empty, usize::from(area.width.saturating_sub(2 * GAP)))
            .iter()
            .enumerate()
        {
            canvas.line(
                right_of(below(body, row as u16), GAP),
                Span::styled(line, theme.dim),
            );
        }
        return;
    }
    let places = places(table.columns, area.width);
    for (nth, x, width) in &places {
        let column = &table.columns[*nth];
        let title = fit(column.title, usize::from(*width));
        put(
            canvas,
            area,
            *x,
            *width,
            column.right,
            &Line::styled(title, theme.dim),
        );
    }
    let height = usize::from(body.height);
    let still = Viewport::default();
    let window = table.view.unwrap_or(&still).window(table.len, height);
    if table.view.is_some() {
        canvas.page = height;
    }
    for (line, index) in window.clone().enumerate() {
        let at = Rect {
            height: 1,
            ..below(body, line as u16)
        };
        let cells = (table.row)(index);
        for (nth, x, width) in &places {
            if let Some(cell) = cells.get(*nth) {
                put(canvas, at, *x, *width, table.columns[*nth].right, cell);
            }
        }
        if table.view.is_some_and(|view| view.selected == index) {
            canvas.line(at, Span::raw(MARK));
            canvas
                .cells
                .set_style(at.intersection(canvas.cells.area), theme.selected);
        }
        if table.view.is_some() {
            canvas.click(at, Target::Row(index));
        }
    }
    if table.more_above || window.start > 0 {
        canvas.line_right(Rect { height: 1, ..body }, Span::styled("↑", theme.dim));
    }
    if table.more_below || window.end < table.len {
        canvas.line_right(
            below(body, body.height.saturating_sub(1)),
            Span::styled("↓", theme.dim),
        );
    }
}

/// The columns that fit: which, where it begins, how wide it is. The last two of the area are left for the marks of
/// more rows.
fn places(columns: &[Column], width: u16) -> Vec<(usize, u16, u16)> {
    let room = width.saturating_sub(GAP + 2);
    let mut kept: Vec<usize> = (0..columns.len()).collect();
    while need(columns, &kept) > room {
        let rank = kept.iter().map(|nth| columns[*nth].drops).max();
        let Some(rank) = rank.filter(|rank| *rank > 0) else {
            break;
        };
        kept.retain(|nth| columns[*nth].drops != rank);
    }
    let mut sharing = kept.iter().filter(|nth| columns[**nth].width == 0).count() as u16;
    let least: u16 = kept
        .iter()
        .filter(|nth| columns[**nth].width == 0)
        .map(|nth| columns[*nth].least)
        .sum();
    let mut rest = room.saturating_sub(need(columns, &kept) - least);
    let mut x = GAP;
    let mut places = Vec::with_capacity(kept.len());
    let last = kept.last().copied();
    for nth in kept {
        let mut width = columns[nth].width;
        if width == 0 {
            width = rest / sharing;
            // What follows stays near: only the last column may take a whole wide window.
            if Some(nth) != last {
                width = width.min(WIDEST);
            }
            rest -= width;
            sharing -= 1;
        }
        places.push((nth, x, width));
        x += width + GAP;
    }
    places
}

/// The least room for these columns with the gaps between them.
fn need(columns: &[Column], kept: &[usize]) -> u16 {
    let wide = kept.iter().map(|nth| match columns[*nth].width {
        0 => columns[*nth].least + GAP,
        width => width + GAP,
    });
    wide.sum::<u16>().saturating_sub(GAP)
}

fn put(canvas: &mut Canvas, area: Rect, x: u16, width: u16, right: bool, cell: &Line) {
    let cell = fit_line(cell, usize::from(width));
    let place = right_of(area, x);
    let place = Rect {
        width: width.min(place.width),
        ..place
    };
    if right {
        canvas.line_right(place, cell)
    } else {
        canvas.line(place, cell)
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column::new("Customer", 0),
        Column::new("Rep", 6),
        Column::new("Length", 6).right(),
        Column::new("Channel", 8).drops(1),
    ];

    #[test]
    fn columns_go_by_rank_and_the_rest_is_shared() {
        assert_eq!(
            places(COLUMNS, 60),
            [(0, 2, 30), (1, 34, 6), (2, 42, 6), (3, 50, 8)]
        );
        assert_eq!(places(COLUMNS, 36), [(0, 2, 16), (1, 20, 6), (2, 28, 6)]);
        assert_eq!(places(COLUMNS, 0).len(), 3);
    }

    #[test]
    fn what_follows_a_wide_column_stays_near_in_a_wide_window() {
        assert_eq!(places(COLUMNS, 196)[..2], [(0, 2, 72), (1, 76, 6)]);
        let notes = [Column::new("Customer", 0), Column::new("Note", 0)];
        assert_eq!(places(&notes, 196), [(0, 2, 72), (1, 76, 118)]);
    }

    #[test]
    fn others_go_before_a_column_gets_less_than_its_least() {
        let columns = [
            Column::new("Customer", 0).least(20),
            Column::new("Rep", 6),
            Column::new("Length", 6).drops(1),
            Column::new("Channel", 8).drops(2),
        ];
        assert_eq!(places(&columns, 50).len(), 4);
        assert_eq!(places(&columns, 49), [(0, 2, 29), (1, 33, 6), (2, 41, 6)]);
        assert_eq!(places(&columns, 39), [(0, 2, 27), (1, 31, 6)]);
    }
}
