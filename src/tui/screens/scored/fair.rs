//! What a scored call's page says of its fairness, in a line: the rep's own score, when it was seen, other scorings.

use crate::domain::evaluation::shown;
use crate::ops::fairness::Fair;
use crate::tui::glyphs::DOT;

/// The line; none where there is nothing to say.
pub fn told(fair: &Fair) -> Option<String> {
    let rep = &fair.form.call.rep;
    let mut parts = Vec::new();
    if fair.own.is_some() {
        parts.push(match (fair.own_open(), fair.own_quality()) {
            (0, Some(quality)) => format!("{rep}'s own score: {:.1}", shown(quality)),
            (0, None) => format!("{rep}'s own score: too little applied"),
            (open, _) => format!("{rep}'s own score: {open} open"),
        });
    }
    match fair.disagreements.len() {
        0 => {}
        1 => parts.push("1 question not agreed".to_owned()),
        n => parts.push(format!("{n} questions not agreed")),
    }
    if let Some(on) = fair.acknowledged_on {
        parts.push(format!("seen by {rep} on {}", on.format("%-d %b")));
    }
    parts.extend(others(fair));
    (!parts.is_empty()).then(|| parts.join(&format!(" {DOT} ")))
}

/// The scorings before and after this one, with the keys that lead there.
fn others(fair: &Fair) -> Vec<String> {
    let at = fair.place().unwrap_or(0);
    let told = |place: usize| {
        let one = fair.versions.get(place)?;
        let quality = one.result.as_ref().and_then(|result| result.quality);
        let quality = quality.map_or("no score".to_owned(), |quality| {
            format!("{:.1}", shown(quality))
        });
        let on = one
            .submitted_at
            .map_or(String::new(), |at| at.format(" on %-d %b").to_string());
        Some(format!("{quality}{on}"))
    };
    let before = at
        .checked_sub(1)
        .and_then(told)
        .map(|one| format!("[ before: {one}"));
    let after = told(at + 1).map(|one| format!("] since: {one}"));
    before.into_iter().chain(after).collect()
}
