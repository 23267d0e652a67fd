//! What is being written on the form, drawn above it.

use ratatui::layout::Rect;

use super::Score;
use super::writing::Writing;
use crate::tui::canvas::Canvas;
use crate::tui::listening::minutes;
use crate::tui::widgets::dialog;

impl Score {
    /// Draws what is being written above the form.
    pub fn draw_writing(&self, canvas: &mut Canvas, area: Rect) {
        match &self.writing {
            Writing::Nothing | Writing::GoTo(_) => {}
            Writing::Notes(notes) => notes.draw(canvas, area),
            Writing::Outcome(form) => form.draw_box(canvas, area, "How it ended", 12),
            Writing::Voice(at, form) => {
                let title = format!("The customer's voice at {}", minutes(*at / 1000));
                form.draw_box(canvas, area, &title, 18);
            }
            Writing::MomentKind(_, choice) => choice.draw(canvas, area),
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
        }
    }
}
