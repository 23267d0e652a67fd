//! Dots finer than a character: two across and four down in every cell, as Braille has them. Where the terminal cannot
//! show Braille nothing is drawn: what is drawn with dots is never the only sign.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::canvas::Canvas;
use crate::tui::glyphs::Glyphs;

/// Dots across a cell.
pub const ACROSS: usize = 2;
/// Dots down a cell.
pub const DOWN: usize = 4;

/// The bits of a Braille character, row by row (Unicode 16, chapter 21.1).
const BITS: [[u8; ACROSS]; DOWN] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// Dots over some cells.
#[derive(Debug, Clone)]
pub struct Dots {
    columns: usize,
    rows: usize,
    bits: Vec<u8>,
}

impl Dots {
    /// No dot yet, over so many cells.
    pub fn new(columns: u16, rows: u16) -> Self {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        Self {
            columns,
            rows,
            bits: vec![0; columns * rows],
        }
    }

    /// Sets the dot `x` from the left and `y` from the top; outside of the cells nothing happens.
    pub fn set(&mut self, x: usize, y: usize) {
        let (column, row) = (x / ACROSS, y / DOWN);
        if column < self.columns && row < self.rows {
            self.bits[row * self.columns + column] |= BITS[y % DOWN][x % ACROSS];
        }
    }

    /// Sets the dots on the straight line between two places.
    pub fn line(&mut self, from: (usize, usize), to: (usize, usize)) {
        let steps = from.0.abs_diff(to.0).max(from.1.abs_diff(to.1)).max(1);
        let between = |a: usize, b: usize, step: usize| {
            let share = step as f64 / steps as f64;
            (a as f64 + (b as f64 - a as f64) * share).round() as usize
        };
        for step in 0..=steps {
            self.set(between(from.0, to.0, step), between(from.1, to.1, step));
        }
    }

    /// Draws the cells that hold a dot, from the upper left of `area` on.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, style: Style) {
        if canvas.theme.glyphs != Glyphs::Unicode {
            return;
        }
        let area = area.intersection(canvas.cells.area);
        for (at, bits) in self.bits.iter().enumerate().filter(|(_, bits)| **bits > 0) {
            let (column, row) = (at % self.columns, at / self.columns);
            let place = (area.x + column as u16, area.y + row as u16);
            if place.0 < area.right()
                && place.1 < area.bottom()
                && let Some(cell) = canvas.cells.cell_mut(place)
            {
                let glyph = char::from_u32(0x2800 + u32::from(*bits)).unwrap_or(' ');
                cell.set_char(glyph).set_style(style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::{Buffer, Cell};

    use super::*;
    use crate::tui::theme::Theme;

    fn drawn(dots: &Dots, theme: &Theme) -> String {
        let area = Rect::new(0, 0, 3, 1);
        let mut cells = Buffer::empty(area);
        dots.draw(&mut Canvas::new(&mut cells, theme), area, Style::new());
        cells.content.iter().map(Cell::symbol).collect()
    }

    #[test]
    fn a_line_runs_through_the_dots_of_its_cells() {
        let mut dots = Dots::new(3, 1);
        dots.line((0, 3), (5, 0));
        assert_eq!(drawn(&dots, &Theme::COLOUR), "⣀⠔⠉");
        assert_eq!(
            drawn(
                &dots,
                &Theme {
                    glyphs: Glyphs::Letters,
                    ..Theme::COLOUR
                }
            ),
            "   "
        );
    }

    #[test]
    fn dots_outside_of_the_cells_are_left_out() {
        let mut dots = Dots::new(1, 1);
        dots.line((0, 0), (900, 900));
        dots.set(usize::MAX, 0);
        assert_eq!(drawn(&dots, &Theme::COLOUR), "⠑  ");
        Dots::new(0, 0).line((0, 0), (5, 5));
    }
}
