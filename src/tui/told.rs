//! How things are told in a line on more than one screen.

use crate::domain::call::{Call, Direction};
use crate::domain::scorecard::{Kind, NaPolicy, Question};
use crate::store::decision::Decision;
use crate::tui::glyphs::DOT;
use crate::tui::keys::Action;

/// The call in a line: with whom, and how it was.
pub fn call(call: &Call) -> (String, String) {
    let customer = if call.customer.is_empty() {
        "A customer"
    } else {
        &call.customer
    };
    let who = match call.direction {
        Some(Direction::In) => ", they called",
        Some(Direction::Out) => ", we called",
        None => "",
    };
    let when = call.started_at.format("%a %-d %b %H:%M");
    let channel = call.channel.word().replace('_', " ");
    (
        customer.to_owned(),
        format!(" {DOT} {} {DOT} {when} {DOT} {channel}{who}", call.rep),
    )
}

/// What is to be looked at again, in one line; none where nothing is.
pub fn due(due: &[Decision]) -> Option<String> {
    let first = &due.first()?.what;
    Some(match due.len() {
        1 => format!("To be looked at again: {first} (D)"),
        n => format!("{n} decisions are to be looked at again (D), first: {first}"),
    })
}

/// The keys that answer a question, each with what it does.
pub fn answer_keys(question: &Question) -> Vec<(String, Action)> {
    let digits = |count: usize| {
        (1..=count)
            .map(|number| (number.to_string(), Action::Digit(number)))
            .collect()
    };
    let mut keys: Vec<(String, Action)> = match &question.kind {
        Kind::YesNo => vec![("y".into(), Action::Yes), ("n".into(), Action::No)],
        Kind::Scale(steps) => digits(steps.len()),
        Kind::Choice(options) => digits(options.len()),
        Kind::Text => return vec![("c writes".into(), Action::Comment)],
    };
    if question.na == NaPolicy::Exclude {
        keys.push(("x".into(), Action::NotApplicable));
    }
    keys
}

/// The same keys in a line.
pub fn keys_told(question: &Question) -> String {
    let keys: Vec<String> = answer_keys(question)
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    keys.join("  ")
}
