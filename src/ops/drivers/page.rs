//! The drivers as lines for people: one a paragraph; lines that begin with a blank are set as they are.

use super::picture::{letter, picture};
use super::{Proposal, reading};
use crate::domain::driver::{Driver, Drivers};

/// Columns of a behaviour's words beside its numbers.
const WORDS: usize = 34;

/// The page of the drivers, tables at most `columns` wide.
pub fn of_drivers(found: &Drivers, columns: usize) -> Vec<String> {
    let mut lines = vec![found.text.clone(), String::new()];
    if found.drivers.is_empty() {
        return lines;
    }
    lines.extend(
        picture(found, columns.saturating_sub(1))
            .into_iter()
            .map(|line| format!(" {line}")),
    );
    lines.push(String::new());
    for (at, driver) in found.drivers.iter().enumerate() {
        lines.push(of_driver(at, driver));
    }
    lines.push(String::new());
    lines.push("Differences are those of mean satisfaction when it was done and when it was missed, with how far they could be off, 19 times in 20.".into());
    lines
}

fn of_driver(at: usize, driver: &Driver) -> String {
    let name = driver.difference.map_or(' ', |_| letter(at));
    let range = driver.range.map_or(String::new(), |range| {
        format!(" ({:+.1} to {:+.1})", range.low, range.high)
    });
    let gap = driver
        .difference
        .map_or("no difference to tell".into(), |gap| {
            format!("{gap:+.1}{range}")
        });
    let done = format!(
        "done in {} of {}",
        driver.done.0,
        driver.done.0 + driver.missed.0
    );
    format!(
        "{name} {}: {done}, {gap}. {}",
        driver.text,
        capital(&reading(driver))
    )
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        format!("{}{}.", first.to_uppercase(), chars.as_str())
    })
}

/// The weights as they are and as they would be, and what a yes does.
pub fn of_proposal(proposal: &Proposal) -> Vec<String> {
    let version = proposal.version.version;
    let name = &proposal.version.scorecard.name;
    let mut lines = vec![
        format!(
            "New weights for {name}, in proportion to what each question explains of satisfaction. Nothing is changed yet."
        ),
        String::new(),
        format!(
            " {:<WORDS$} {:>7} {:>7} {:>7} {:>7}",
            "Question", "weight", "new", "share", "new"
        ),
    ];
    for row in &proposal.rows {
        let text: String = row.text.chars().take(WORDS).collect();
        lines.push(format!(
            " {text:<WORDS$} {:>7} {:>7} {:>6.0}% {:>6.0}%",
            row.old,
            row.new,
            100.0 * row.old_share,
            100.0 * row.new_share
        ));
    }
    lines.push(String::new());
    lines.push(format!("y makes this version {} of the form; calls that were scored keep the version they were scored on.", version + 1));
    lines
}
