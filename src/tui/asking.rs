//! Asking what a customer talked about and what is behind it, the same wherever words are noted.

use crate::domain::voice::{Cause, known_theme};
use crate::tui::widgets::form::{Form, Item};

/// What is said where no theme is given.
pub const NO_THEME: &str = "Say in a word or two what it was about, or Esc.";

/// The field for a theme.
pub fn theme_field(themes: &[String]) -> Item {
    Item::text("They talked about", "", theme_told("", themes))
}

/// What stands below the field: the known themes or the one that is meant.
pub fn theme_told(typed: &str, themes: &[String]) -> String {
    match known_theme(themes, typed) {
        Some(theme) => format!("Enter takes: {theme}"),
        None if typed.trim().is_empty() && !themes.is_empty() => {
            format!("So far: {}", themes.join(", "))
        }
        None if typed.trim().is_empty() => "such as late delivery".to_owned(),
        None => "A new theme".to_owned(),
    }
}

/// The theme that is meant by what a field holds; empty where it holds nothing.
pub fn theme(form: &Form, field: usize, themes: &[String]) -> String {
    let typed = form.value(field);
    known_theme(themes, typed).unwrap_or(typed).to_owned()
}

/// The field for the cause; it begins with the last answer, that it is not clear.
pub fn cause_field() -> Item {
    let causes = Cause::ALL.iter().map(|cause| says(*cause));
    let causes: Vec<String> = causes.chain(["not clear"]).map(str::to_owned).collect();
    let last = causes.len();
    Item::pick("What is behind it", causes, "").chosen(last)
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
