//! Asking what a customer talked about and what is behind it, the same wherever words are noted.

use ratatui::layout::Rect;

use crate::domain::voice::{Cause, known_theme};
use crate::tui::canvas::Canvas;
use crate::tui::widgets::dialog::{self, Choice};
use crate::tui::widgets::field::Field;

/// Draws the question for a theme, with the known ones or the one that is meant.
pub fn draw_theme(canvas: &mut Canvas, area: Rect, field: &Field, themes: &[String]) {
    let known = match known_theme(themes, field.text()) {
        Some(theme) => format!("Enter takes: {theme}"),
        None if field.text().trim().is_empty() && !themes.is_empty() => {
            format!("So far: {}", themes.join(", "))
        }
        None => "A new theme".to_owned(),
    };
    let title = "What did the customer talk about?";
    dialog::ask(canvas, area, title, field, "such as late delivery", &known);
}

/// The theme that is meant by what was typed; empty where nothing was.
pub fn theme(field: &Field, themes: &[String]) -> String {
    let typed = field.text().trim();
    known_theme(themes, typed).unwrap_or(typed).to_owned()
}

/// The question for the cause behind a theme; its last answer says that it is not clear.
pub fn causes(theme: &str) -> Choice {
    let causes = Cause::ALL.iter().map(|cause| says(*cause));
    let causes = causes.chain(["not clear"]).map(str::to_owned).collect();
    Choice::new(format!("What is behind “{theme}”?"), causes)
}

/// The cause at that place of the answers.
pub fn cause(place: usize) -> Option<Cause> {
    Cause::ALL.get(place).copied()
}

fn says(cause: Cause) -> &'static str {
    match cause {
        Cause::Policy => "policy: a rule of ours",
        Cause::Price => "price: what it costs",
        Cause::Product => "product: what we sell",
        Cause::Process => "process: how we do things",
        Cause::Promise => "promise: what we said we would do",
        Cause::Rep => "rep: one of us",
        Cause::Customer => "customer: their side",
    }
}
