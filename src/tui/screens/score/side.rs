//! The form's right-hand side: what good looks like, what was noted, what came before.

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::Score;
use crate::domain::scorecard::{Kind, Question};
use crate::tui::canvas::{Canvas, Target, below, right_of};
use crate::tui::glyphs::CRITICAL;
use crate::tui::listening::minutes;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::{fit, wrap, wrap_in};

/// Lines of a moment or voice.
const NOTE: usize = 2;
/// Lines of what a customer wrote about an earlier call.
const WROTE: usize = 2;

impl Score {
    /// Draws it, in a narrow window only what good looks like.
    pub fn draw_side(&self, canvas: &mut Canvas, area: Rect, wide: bool) {
        let Some(question) = self.question(self.cursor) else {
            return;
        };
        let title = if wide {
            "What good looks like"
        } else {
            question.text.as_str()
        };
        let before = match self.past.first() {
            Some(past) if !wide => {
                format!("last call {} {} {}", past.on, past.rep, past.ended)
            }
            _ => String::new(),
        };
        let mut rest = panel::draw(canvas, area, title, before.trim_end());
        if wide {
            for line in wrap(&question.text, rest.width.into()) {
                canvas.line(rest, Span::styled(line, canvas.theme.strong));
                rest = below(rest, 1);
            }
            rest = below(rest, 1);
        }
        for (word, text) in guide(question) {
            let lines = wrap(&text, usize::from(rest.width.saturating_sub(5)));
            canvas.line(rest, Span::styled(word, canvas.theme.key));
            for line in lines {
                canvas.line(right_of(rest, 5), Span::raw(line));
                rest = below(rest, 1);
            }
        }
        if wide {
            rest = self.draw_notes(canvas, below(rest, 1));
            self.draw_past(canvas, below(rest, 1));
        }
    }

    fn draw_notes(&self, canvas: &mut Canvas, area: Rect) -> Rect {
        let theme = canvas.theme;
        let question = self.question(self.cursor);
        let comment = question.and_then(|question| self.form.comments.get(&question.key));
        let mut rest = area;
        if let Some(comment) = comment {
            rest = panel::draw(canvas, rest, "Your comment", "");
            for line in wrap(comment, rest.width.into()) {
                canvas.line(rest, Span::raw(line));
                rest = below(rest, 1);
            }
            rest = below(rest, 1);
        }
        let mut notes: Vec<(i64, String)> = self
            .form
            .moments
            .iter()
            .map(|one| {
                (
                    one.at_ms,
                    format!("{} {} {}", minutes(one.at_secs), one.kind.sign(), one.text),
                )
            })
            .collect();
        notes.extend(self.form.voices.iter().map(|voice| {
            let at = voice.at_secs.unwrap_or(0);
            let cause = voice
                .cause
                .map_or(String::new(), |cause| format!(" ({cause})"));
            let quote = if voice.quote.is_empty() {
                String::new()
            } else {
                format!(": {}", voice.quote)
            };
            (
                voice.at_ms.unwrap_or(0),
                format!("{} “ {}{cause}{quote}", minutes(at), voice.theme),
            )
        }));
        notes.sort_by_key(|(at, _)| *at);
        rest = panel::draw(canvas, rest, "Moments", "");
        if notes.is_empty() {
            canvas.line(
                rest,
                Span::styled("m notes one, v the customer's words", theme.dim),
            );
            return below(rest, 1);
        }
        let first = notes.len().saturating_sub(8);
        for (place, (_, note)) in notes.iter().enumerate().skip(first) {
            for line in wrap_in(note, rest.width.into(), NOTE) {
                let row = Rect { height: 1, ..rest };
                canvas.line(row, Span::raw(line));
                canvas.click(row, Target::Field(place));
                rest = below(rest, 1);
            }
        }
        rest
    }

    fn draw_past(&self, canvas: &mut Canvas, area: Rect) {
        if self.past.is_empty() || area.height < 2 {
            return;
        }
        let mut rest = panel::draw(canvas, area, "Called before", "");
        for past in &self.past {
            let line = format!("{:>6}  {}  {}", past.on, past.rep, past.ended);
            canvas.line(rest, Span::raw(fit(&line, rest.width.into())));
            rest = below(rest, 1);
            let wrote = if past.wrote.is_empty() {
                Vec::new()
            } else {
                let told = format!("“{}”", past.wrote);
                wrap_in(&told, rest.width.saturating_sub(8).into(), WROTE)
            };
            for line in wrote {
                let words = Span::styled(line, canvas.theme.dim);
                canvas.line(right_of(rest, 8), words);
                rest = below(rest, 1);
            }
        }
    }
}

fn guide(question: &Question) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = match &question.kind {
        Kind::Scale(steps) => (1..)
            .zip(steps)
            .map(|(number, step): (i32, _)| (number.to_string(), step.text.clone()))
            .collect(),
        Kind::Choice(options) => (1..)
            .zip(options)
            .map(|(number, option): (i32, _)| (number.to_string(), option.label.clone()))
            .collect(),
        Kind::YesNo | Kind::Text => Vec::new(),
    };
    for (word, text) in [
        ("yes", &question.guide.yes),
        ("no", &question.guide.no),
        ("n/a", &question.guide.na),
    ] {
        if !text.is_empty() {
            lines.push((word.to_owned(), text.clone()));
        }
    }
    if let Some(class) = question.critical() {
        let told = format!(
            "Critical: a no is an error {}, and is told beside the score.",
            class.against()
        );
        lines.push((CRITICAL.to_owned(), told));
    }
    lines
}
