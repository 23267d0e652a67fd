//! A form on a page of its own: its title, a few words on what it is for, its fields; and the question whether what was
//! typed may go.

use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::tui::canvas::{Canvas, below};
use crate::tui::keys::{Action, Scope};
use crate::tui::screen::Input;
use crate::tui::widgets::form::{Form, Item, Said};
use crate::tui::widgets::text::wrap;
use crate::tui::widgets::{dialog, panel};

/// The widest that the form is drawn.
const WIDEST: u16 = 104;

/// The page.
#[derive(Debug)]
pub struct FormPage {
    title: String,
    told: String,
    /// The fields.
    pub form: Form,
    /// Whether anything was typed.
    touched: bool,
    /// Whether it is asked if what was typed may go.
    leaving: bool,
}

impl FormPage {
    /// A page with these fields; `told` stands above them.
    pub fn new(title: impl Into<String>, told: impl Into<String>, items: Vec<Item>) -> Self {
        Self {
            title: title.into(),
            told: told.into(),
            form: Form::new(items),
            touched: false,
            leaving: false,
        }
    }

    /// Whose keys hold.
    pub fn scopes(&self) -> &'static [Scope] {
        if self.leaving {
            Scope::Dialog.chain()
        } else {
            Scope::Form.chain()
        }
    }

    /// Takes an input in.
    pub fn update(&mut self, input: &Input) -> Said {
        if self.leaving {
            return match input {
                Input::Do(Action::Yes) => Said::Left,
                Input::Do(Action::No) => {
                    self.leaving = false;
                    Said::More
                }
                _ => Said::More,
            };
        }
        self.touched |= matches!(input, Input::Key(_) | Input::Paste(_));
        match self.form.update(input) {
            Said::Left if self.touched => {
                self.leaving = true;
                Said::More
            }
            said => said,
        }
    }

    /// Draws the page.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let inset = panel::inset(area);
        let page = Rect {
            width: inset.width.min(WIDEST),
            ..inset
        };
        let mut rest = panel::draw(canvas, page, &self.title, "");
        if rest.height > 12 {
            for line in wrap(&self.told, rest.width.into()).iter().take(3) {
                canvas.line(rest, Span::styled(line, canvas.theme.dim));
                rest = below(rest, 1);
            }
            rest = below(rest, 1);
        }
        self.form.draw(canvas, rest);
        if self.leaving {
            canvas.cursor = None;
            let question = "It is not written down yet, and what you typed is not kept.";
            dialog::draw(canvas, area, "Leave?", question);
        }
    }
}
