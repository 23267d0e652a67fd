//! One of a few in a form: in a row where all fit, else as a list. Chosen with the arrows, by its number or by typing how
//! it begins.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::tui::canvas::{Canvas, Target, below};
use crate::tui::glyphs::MARK;
use crate::tui::theme::Theme;
use crate::tui::widgets::text::{fit, width};

/// Columns of a row beyond which the options are a list: what a form has in a window of 80.
const ROW: usize = 50;

/// What there is to choose from, and which is chosen.
#[derive(Debug, Clone)]
pub struct Pick {
    options: Vec<String>,
    chosen: usize,
    /// What was typed of an option's beginning.
    typed: String,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Took {
    /// Nothing.
    Nothing,
    /// An option was chosen.
    One,
    /// An option was chosen by its number, which needs no second look.
    Number,
}

impl Pick {
    /// The first of `options`.
    pub fn new(options: Vec<String>) -> Self {
        Self {
            options,
            chosen: 0,
            typed: String::new(),
        }
    }

    /// Which is chosen.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// Its words.
    pub fn value(&self) -> &str {
        self.options.get(self.chosen).map_or("", String::as_str)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.options.len()
    }

    /// Whether they stand one below the other.
    pub fn is_list(&self) -> bool {
        let all: usize = self.options.iter().map(|one| width(one) + 2).sum();
        all > ROW && self.len() > 2
    }

    /// Chooses an option; the last where there are fewer.
    pub fn choose(&mut self, option: usize) {
        self.chosen = option.min(self.len().saturating_sub(1));
        self.typed.clear();
    }

    /// The option above or below, as far as there is one.
    pub fn step(&mut self, down: bool) {
        self.choose(if down {
            self.chosen + 1
        } else {
            self.chosen.saturating_sub(1)
        });
    }

    /// Takes a key in.
    pub fn key(&mut self, key: KeyEvent) -> Took {
        let last = self.len().saturating_sub(1);
        let to = match key.code {
            KeyCode::Char(c) if self.is_list() && self.by_number(c).is_some() => {
                self.choose(self.by_number(c).unwrap_or_default());
                return Took::Number;
            }
            KeyCode::Char(c) if c != ' ' && self.goes_on_with(c) => return Took::One,
            KeyCode::Right | KeyCode::Char(' ' | 'l') if self.chosen == last => 0,
            KeyCode::Right | KeyCode::Char(' ' | 'l') => self.chosen + 1,
            KeyCode::Left | KeyCode::Char('h') => self.chosen.checked_sub(1).unwrap_or(last),
            _ => return Took::Nothing,
        };
        self.choose(to);
        Took::One
    }

    fn by_number(&self, c: char) -> Option<usize> {
        let number = c.to_digit(10)? as usize;
        number.checked_sub(1).filter(|at| *at < self.len())
    }

    /// Chooses the option that begins with what was typed so far and `c`; else the next that begins with `c`.
    fn goes_on_with(&mut self, c: char) -> bool {
        let begins = |at: usize, typed: &str| {
            let option = self.options[at].to_lowercase();
            option.starts_with(typed)
        };
        let longer: String = self.typed.chars().chain(c.to_lowercase()).collect();
        let short: String = c.to_lowercase().collect();
        let after = (1..=self.len()).map(|step| (self.chosen + step) % self.len());
        let found = if self.typed.is_empty() {
            None
        } else {
            (0..self.len()).find(|at| begins(*at, &longer))
        };
        let (found, typed) = match found {
            Some(at) => (Some(at), longer),
            None => (after.into_iter().find(|at| begins(*at, &short)), short),
        };
        let Some(at) = found else {
            return false;
        };
        self.chosen = at;
        self.typed = typed;
        true
    }

    /// Draws the options into `area`: as a list where it is higher than a line, in a row where they fit, else only the
    /// chosen one.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, focus: bool) {
        if self.is_list() && area.height > 1 {
            return self.draw_list(canvas, area, focus);
        }
        let theme = canvas.theme;
        let all: Vec<Span> = self
            .options
            .iter()
            .enumerate()
            .map(|(at, name)| Span::styled(format!(" {name} "), self.look(at, theme, focus)))
            .collect();
        let all = Line::from(all);
        if all.width() <= usize::from(area.width) {
            canvas.line(area, all);
            return;
        }
        let count = format!("  {} of {}", self.chosen + 1, self.len());
        let room = usize::from(area.width).saturating_sub(count.len() + 4);
        let name = format!("← {} →", fit(self.value(), room));
        canvas.line(
            area,
            Line::from(vec![
                Span::styled(name, self.look(self.chosen, theme, focus)),
                Span::styled(count, theme.dim),
            ]),
        );
    }

    fn draw_list(&self, canvas: &mut Canvas, area: Rect, focus: bool) {
        let theme = canvas.theme;
        let rows = usize::from(area.height);
        let first = (self.chosen + 1).saturating_sub(rows.div_ceil(2));
        let first = first.min(self.len().saturating_sub(rows));
        let room = usize::from(area.width.saturating_sub(6));
        for (row, (at, name)) in self
            .options
            .iter()
            .enumerate()
            .skip(first)
            .take(rows)
            .enumerate()
        {
            let place = Rect {
                height: 1,
                ..below(area, row as u16)
            };
            let mark = if at == self.chosen { MARK } else { " " };
            let number = if at < 9 {
                (at + 1).to_string()
            } else {
                " ".into()
            };
            let more = match row {
                0 if first > 0 => "↑",
                _ if row + 1 == rows && first + rows < self.len() => "↓",
                _ => " ",
            };
            canvas.line(
                place,
                Line::from(vec![
                    Span::styled(format!("{mark} "), theme.accent),
                    Span::styled(format!("{number} "), theme.key),
                    Span::styled(fit(name, room), self.look(at, theme, focus)),
                ]),
            );
            canvas.line_right(place, Span::styled(more, theme.dim));
            if focus {
                canvas.click(place, Target::Row(at));
            }
        }
    }

    fn look(&self, option: usize, theme: &Theme, focus: bool) -> Style {
        if option != self.chosen {
            theme.text
        } else if focus {
            theme.selected
        } else {
            theme.strong.add_modifier(Modifier::UNDERLINED)
        }
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyModifiers;

    use super::*;

    fn causes() -> Pick {
        let causes = [
            "policy: a rule of ours",
            "price: what it costs",
            "product: what we sell",
            "promise: what we said",
            "not clear",
        ];
        Pick::new(causes.map(str::to_owned).to_vec())
    }

    fn typed(pick: &mut Pick, text: &str) -> Vec<Took> {
        let key = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
        text.chars().map(|c| pick.key(key(c))).collect()
    }

    #[test]
    fn an_option_is_chosen_by_typing_how_it_begins() {
        for (text, chosen) in [("p", 1), ("pro", 2), ("promise", 3), ("n", 4), ("pp", 2)] {
            let mut pick = causes();
            typed(&mut pick, text);
            assert_eq!(pick.chosen(), chosen, "{text}");
        }
    }

    #[test]
    fn a_letter_with_which_nothing_begins_does_nothing() {
        let mut pick = causes();
        assert_eq!(typed(&mut pick, "z"), [Took::Nothing]);
        assert_eq!(pick.chosen(), 0);
    }

    #[test]
    fn an_option_of_a_list_is_taken_by_its_number() {
        let mut pick = causes();
        assert_eq!(typed(&mut pick, "4"), [Took::Number]);
        assert_eq!(pick.chosen(), 3);
        assert_eq!(typed(&mut pick, "6"), [Took::Nothing]);
    }

    #[test]
    fn what_fits_in_a_row_is_no_list() {
        let solved = ["as answered", "yes", "no"].map(str::to_owned);
        assert!(!Pick::new(solved.to_vec()).is_list());
        assert!(causes().is_list());
    }
}
