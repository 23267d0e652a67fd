//! Which row of a list is chosen and which is the first in sight. Only the loaded rows count here: a screen that
//! pages asks for more when a move goes past an end.

use std::ops::Range;

use crate::tui::canvas::Target;
use crate::tui::keys::Action;
use crate::tui::screen::Input;

/// The chosen row and the first in sight, by index among the loaded rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Viewport {
    /// The chosen row.
    pub selected: usize,
    top: usize,
}

/// Where a move led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// To a loaded row, perhaps the same.
    Within,
    /// It wanted to go above the first loaded row and stands on that.
    PastStart,
    /// It wanted to go below the last loaded row and stands on that.
    PastEnd,
    /// The action moves nothing.
    Other,
}

impl Viewport {
    /// Moves as a key, a click on a row or the wheel says; anything else moves nothing.
    pub fn take(&mut self, input: &Input, len: usize, page: usize) {
        match input {
            Input::Do(action) => {
                self.act(*action, len, page);
            }
            Input::Click(Target::Row(row)) => self.select(*row, len, page),
            Input::Scroll(rows) => {
                self.scroll(*rows, len, page);
            }
            _ => {}
        }
    }

    /// Moves as the action says, among `len` rows with `page` of them in sight.
    pub fn act(&mut self, action: Action, len: usize, page: usize) -> Moved {
        let page = page.max(1) as i64;
        match action {
            Action::Up => self.step(-1, len, page as usize),
            Action::Down => self.step(1, len, page as usize),
            Action::PageUp => self.step(-page, len, page as usize),
            Action::PageDown => self.step(page, len, page as usize),
            Action::First => {
                self.select(0, len, page as usize);
                Moved::PastStart
            }
            Action::Last => {
                self.select(len, len, page as usize);
                Moved::PastEnd
            }
            _ => Moved::Other,
        }
    }

    /// Chooses a row; past the end the last.
    pub fn select(&mut self, row: usize, len: usize, page: usize) {
        self.selected = row.min(len.saturating_sub(1));
        self.top = self.window(len, page).start;
    }

    /// Turns the wheel: what is in sight moves by `rows`, the chosen row only as far as it must to stay in sight.
    pub fn scroll(&mut self, rows: i16, len: usize, page: usize) -> Moved {
        let last = len.saturating_sub(page);
        let wanted = self.window(len, page).start as i64 + i64::from(rows);
        self.top = wanted.clamp(0, last as i64) as usize;
        let end = (self.top + page.max(1)).min(len).saturating_sub(1);
        self.selected = self.selected.clamp(self.top.min(end), end);
        past(wanted, last as i64 + 1)
    }

    /// Moves with rows that were loaded (or, negative, dropped) above.
    pub fn shift(&mut self, rows: isize) {
        self.selected = self.selected.saturating_add_signed(rows);
        self.top = self.top.saturating_add_signed(rows);
    }

    /// The rows in sight when `height` of `len` fit: always with the chosen one.
    pub fn window(&self, len: usize, height: usize) -> Range<usize> {
        let selected = self.selected.min(len.saturating_sub(1));
        let least = (selected + 1).saturating_sub(height);
        let most = len.saturating_sub(height).min(selected).max(least);
        let top = self.top.clamp(least, most);
        top..(top + height).min(len)
    }

    fn step(&mut self, rows: i64, len: usize, page: usize) -> Moved {
        let wanted = self.selected as i64 + rows;
        self.select(wanted.max(0) as usize, len, page);
        past(wanted, len as i64)
    }
}

fn past(wanted: i64, len: i64) -> Moved {
    if wanted < 0 {
        Moved::PastStart
    } else if wanted >= len {
        Moved::PastEnd
    } else {
        Moved::Within
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_row_is_always_in_sight() {
        let mut view = Viewport::default();
        assert_eq!(view.act(Action::Down, 10, 4), Moved::Within);
        assert_eq!(view.window(10, 4), 0..4);
        view.act(Action::PageDown, 10, 4);
        assert_eq!((view.selected, view.window(10, 4)), (5, 2..6));
        view.act(Action::Up, 10, 4);
        assert_eq!(view.window(10, 4), 2..6);
        assert_eq!(view.window(10, 2), 3..5, "the window was made smaller");
        assert_eq!(view.window(3, 4), 0..3, "rows are gone");
        assert_eq!(view.window(0, 4), 0..0);
        assert_eq!(view.window(10, 0), 5..5);
    }

    #[test]
    fn a_move_past_an_end_is_told() {
        let mut view = Viewport::default();
        assert_eq!(view.act(Action::Up, 3, 2), Moved::PastStart);
        assert_eq!(view.act(Action::Last, 3, 2), Moved::PastEnd);
        assert_eq!(view.selected, 2);
        assert_eq!(view.act(Action::Down, 3, 2), Moved::PastEnd);
        assert_eq!(view.act(Action::Draw, 3, 2), Moved::Other);
    }

    #[test]
    fn the_wheel_moves_what_is_in_sight() {
        let mut view = Viewport::default();
        assert_eq!(view.scroll(3, 10, 4), Moved::Within);
        assert_eq!((view.selected, view.window(10, 4)), (3, 3..7));
        assert_eq!(view.scroll(30, 10, 4), Moved::PastEnd);
        assert_eq!((view.selected, view.window(10, 4)), (6, 6..10));
        view.scroll(-3, 10, 4);
        assert_eq!((view.selected, view.window(10, 4)), (6, 3..7));
    }

    #[test]
    fn rows_loaded_above_move_everything_down() {
        let mut view = Viewport::default();
        view.select(2, 5, 3);
        view.shift(10);
        assert_eq!((view.selected, view.window(15, 3)), (12, 10..13));
    }

    proptest::proptest! {
        #[test]
        fn no_series_of_moves_leaves_the_list(moves in proptest::collection::vec((0u8..8, 0usize..12, 0usize..6), 0..40)) {
            let mut view = Viewport::default();
            for (kind, len, page) in moves {
                match kind {
                    0 => { view.act(Action::Up, len, page); }
                    1 => { view.act(Action::Down, len, page); }
                    2 => { view.act(Action::PageUp, len, page); }
                    3 => { view.act(Action::PageDown, len, page); }
                    4 => { view.act(Action::Last, len, page); }
                    5 => { view.scroll(3, len, page); }
                    6 => { view.scroll(-3, len, page); }
                    _ => { view.act(Action::First, len, page); }
                }
                let window = view.window(len, page);
                proptest::prop_assert!(window.end <= len && window.len() <= page);
                proptest::prop_assert!(len == 0 || view.selected < len);
                proptest::prop_assert!(page == 0 || len == 0 || window.contains(&view.selected));
            }
        }
    }
}
