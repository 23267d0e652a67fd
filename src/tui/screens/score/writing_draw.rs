//! What is being written on the form, drawn above it.

use ratatui::layout::Rect;

use super::Score;
use super::writing::Writing;
use crate::tui::asking;
use crate::tui::canvas::{Canvas, below, centred};
use crate::tui::keys::{self, Scope};
use crate::tui::listening::minutes;
use crate::tui::widgets::dialog;
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel;

impl Score {
    /// Draws what is being written above the form.
    pub fn draw_writing(&self, canvas: &mut Canvas, area: Rect) {
        match &self.writing {
            Writing::Nothing | Writing::GoTo => {}
            Writing::Notes(notes) => notes.draw(canvas, area),
            Writing::Outcome(form) => {
                let place = centred(area, 76.min(area.width), 12.min(area.height));
                let inside = panel::boxed(canvas, place, "How it ended");
                let last = inside.height.saturating_sub(1);
                form.draw(
                    canvas,
                    Rect {
                        height: last,
                        ..inside
                    },
                );
                let hints = keys::footer(Scope::Form.chain(), inside.width.into());
                draw_hints(canvas, below(inside, last), &hints);
            }
            Writing::Stake(voice, field) => {
                let title = format!("“{}”: what is at stake for the customer?", voice.theme);
                dialog::ask(
                    canvas,
                    area,
                    &title,
                    field,
                    "such as the whole account; may stay empty",
                    "",
                );
            }
            Writing::MomentKind(_, choice) | Writing::Cause(_, _, choice) => {
                choice.draw(canvas, area);
            }
            Writing::Comment(field) => {
                let text = self
                    .question(self.cursor)
                    .map_or("", |question| question.text.as_str());
                let title = format!("Comment: {text}");
                let hint = "what you heard, in a few words";
                let ready: Vec<&str> = self.remarks.fitting().collect();
                if self.remarks.is_any() {
                    let at = self.remarks.at();
                    dialog::ask_or_take(canvas, area, &title, field, hint, &ready, at);
                } else {
                    dialog::ask(
                        canvas,
                        area,
                        &title,
                        field,
                        hint,
                        "What you write here is offered next time.",
                    );
                }
            }
            Writing::Moment(at, kind, field) => {
                let title = format!("{} {} at {}", kind.sign(), kind.word(), minutes(*at / 1000));
                dialog::ask(canvas, area, &title, field, "what was said or done", "");
            }
            Writing::Theme(_, field) => asking::draw_theme(canvas, area, field, &self.themes),
            Writing::Quote(_, theme, _, field) => {
                dialog::ask(
                    canvas,
                    area,
                    &format!("“{theme}” in the customer's words"),
                    field,
                    "may stay empty",
                    "",
                );
            }
        }
    }
}
