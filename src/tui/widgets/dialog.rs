//! A question in a box, answered with yes or no; and a choice of one of a few. The keys are printed; the default is no.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::canvas::{Canvas, Target, below, centred};
use crate::tui::glyphs::MARK;
use crate::tui::keys::{self, Action, Scope};
use crate::tui::screen::Input;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::{fit, wrap};

/// The widest box.
const WIDEST: u16 = 66;

/// Draws a question above `area`: what would happen, in a few sentences, and the keys of [`Scope::Dialog`].
pub fn draw(canvas: &mut Canvas, area: Rect, title: &str, question: &str) {
    let width = WIDEST.min(area.width);
    let lines = wrap(question, usize::from(width.saturating_sub(4)));
    let place = centred(area, width, lines.len() as u16 + 4);
    let inside = panel::boxed(canvas, place, title);
    let last = inside.height.saturating_sub(1);
    for (row, line) in lines.iter().take(usize::from(last)).enumerate() {
        canvas.line(below(inside, row as u16), Span::raw(line));
    }
    let hints = keys::footer(Scope::Dialog.chain(), inside.width.into());
    draw_hints(canvas, below(inside, last), &hints);
}

/// Draws a line of text to be typed above `area`: its title, `hint` while it is empty, a line under it, and the keys of
/// [`Scope::Text`].
pub fn ask(canvas: &mut Canvas, area: Rect, title: &str, field: &Field, hint: &str, under: &str) {
    let inside = panel::boxed(canvas, centred(area, 72, 6), title);
    field.draw(canvas, below(inside, 1), true, hint);
    let room = usize::from(inside.width);
    let under = Span::styled(fit(under, room), canvas.theme.dim);
    canvas.line(below(inside, 2), under);
    let hints = keys::footer(Scope::Text.chain(), room);
    draw_hints(canvas, below(inside, 3), &hints);
}

/// The same with texts below that may stand in the line without being typed, the one that does so marked; the keys are
/// those of [`Scope::Comment`].
pub fn ask_or_take(
    canvas: &mut Canvas,
    area: Rect,
    title: &str,
    field: &Field,
    hint: &str,
    ready: &[&str],
    at: Option<usize>,
) {
    let rows = 6 + ready.len() as u16;
    let inside = panel::boxed(canvas, centred(area, 72, rows.min(area.height)), title);
    field.draw(canvas, inside, true, hint);
    let last = inside.height.saturating_sub(1);
    let room = usize::from(inside.width.saturating_sub(2));
    for (row, text) in ready.iter().enumerate() {
        let place = below(inside, row as u16 + 2);
        if row as u16 + 2 >= last {
            break;
        }
        let place = Rect { height: 1, ..place };
        let mark = if at == Some(row) { MARK } else { " " };
        canvas.line(place, Span::raw(format!("{mark} {}", fit(text, room))));
        if at == Some(row) {
            let chosen = place.intersection(canvas.cells.area);
            canvas.cells.set_style(chosen, canvas.theme.selected);
        }
        canvas.click(place, Target::Row(row));
    }
    let hints = keys::footer(Scope::Comment.chain(), inside.width.into());
    draw_hints(canvas, below(inside, last), &hints);
}

/// One of a few.
#[derive(Debug, Clone)]
pub struct Choice {
    title: String,
    options: Vec<String>,
    chosen: Option<usize>,
}

/// What a choice says to an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// Nothing yet.
    Open,
    /// This one.
    One(usize),
    /// None of them.
    None,
}

impl Choice {
    /// A choice on its first option. Its keys are those of [`Scope::Choice`].
    pub fn new(title: impl Into<String>, options: Vec<String>) -> Self {
        Self {
            title: title.into(),
            options,
            chosen: Some(0),
        }
    }

    /// The same on another option.
    #[must_use]
    pub fn on(self, option: usize) -> Self {
        let chosen = option.min(self.options.len().saturating_sub(1));
        Self {
            chosen: Some(chosen),
            ..self
        }
    }

    /// The same on none of them: what is not taken back lightly must be chosen, not passed by.
    #[must_use]
    pub fn on_none(self) -> Self {
        Self {
            chosen: None,
            ..self
        }
    }

    /// Takes an input in.
    pub fn update(&mut self, input: &Input) -> Chosen {
        let last = self.options.len().saturating_sub(1);
        match input {
            Input::Do(Action::Up) => self.chosen = Some(self.chosen.unwrap_or(0).saturating_sub(1)),
            Input::Do(Action::Down) => {
                self.chosen = Some(self.chosen.map_or(0, |at| (at + 1).min(last)));
            }
            Input::Do(Action::Accept) => return self.chosen.map_or(Chosen::Open, Chosen::One),
            Input::Do(Action::Cancel) => return Chosen::None,
            Input::Do(Action::Digit(number)) if (1..=self.options.len()).contains(number) => {
                return Chosen::One(number - 1);
            }
            Input::Click(Target::Row(row)) => return Chosen::One((*row).min(last)),
            _ => {}
        }
        Chosen::Open
    }

    /// Draws the choice in a box above `area`.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let place = centred(area, WIDEST.min(area.width), self.options.len() as u16 + 4);
        let inside = panel::boxed(canvas, place, &self.title);
        let rows = usize::from(inside.height.saturating_sub(2)).max(1);
        let first = self.chosen.map_or(0, |at| (at + 1).saturating_sub(rows));
        for (row, option) in self.options.iter().enumerate().skip(first).take(rows) {
            let at = Rect {
                height: 1,
                ..below(inside, (row - first) as u16)
            };
            let chosen = Some(row) == self.chosen;
            let mark = if chosen { MARK } else { " " };
            let number = if row < 9 {
                format!("{}", row + 1)
            } else {
                " ".into()
            };
            canvas.line(
                at,
                Line::from(vec![
                    Span::raw(format!("{mark} ")),
                    Span::styled(number, theme.key),
                    Span::raw(format!(
                        " {}",
                        fit(option, usize::from(at.width.saturating_sub(4)))
                    )),
                ]),
            );
            if chosen {
                canvas
                    .cells
                    .set_style(at.intersection(canvas.cells.area), theme.selected);
            }
            canvas.click(at, Target::Row(row));
        }
        let hints = keys::footer(Scope::Choice.chain(), inside.width.into());
        draw_hints(
            canvas,
            below(inside, inside.height.saturating_sub(1)),
            &hints,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons() -> Choice {
        Choice::new(
            "Why?",
            vec!["no audio".into(), "wrong person".into(), "private".into()],
        )
    }

    #[test]
    fn a_choice_is_made_by_moving_or_by_its_number() {
        let mut choice = reasons();
        assert_eq!(choice.update(&Input::Do(Action::Down)), Chosen::Open);
        assert_eq!(choice.update(&Input::Do(Action::Accept)), Chosen::One(1));
        assert_eq!(choice.update(&Input::Do(Action::Digit(3))), Chosen::One(2));
        assert_eq!(choice.update(&Input::Click(Target::Row(0))), Chosen::One(0));
    }

    #[test]
    fn a_choice_on_none_is_not_made_by_enter() {
        let mut choice = reasons().on_none();
        assert_eq!(choice.update(&Input::Do(Action::Accept)), Chosen::Open);
        choice.update(&Input::Do(Action::Down));
        assert_eq!(choice.update(&Input::Do(Action::Accept)), Chosen::One(0));
    }

    #[test]
    fn a_number_beyond_the_last_chooses_nothing() {
        assert_eq!(reasons().update(&Input::Do(Action::Digit(4))), Chosen::Open);
        assert_eq!(reasons().update(&Input::Do(Action::Cancel)), Chosen::None);
    }
}
