//! The key table told: the footer's hints, the rows that the help and the palette list, the README's table.

use unicode_width::UnicodeWidthStr;

use crate::tui::keys::{Action, Key, Row, Scope, rows};

/// Columns between two hints of the footer.
pub const GAP: usize = 3;

/// One hint of the footer: a key, what it does in two or three words, and the action for a click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key's name.
    pub key: String,
    /// What it does.
    pub label: &'static str,
    /// What a click does.
    pub action: Action,
}

impl Hint {
    /// Columns that the hint takes.
    pub fn width(&self) -> usize {
        self.key.width() + 1 + self.label.width()
    }
}

/// The hints that fit into `width` columns, by rank. They drop from the right; the last of all ranks (the key of the
/// help) goes last.
pub fn footer(scopes: &[Scope], width: usize) -> Vec<Hint> {
    let mut rows: Vec<&Row> = reachable(scopes)
        .into_iter()
        .filter(|row| row.rank > 0)
        .collect();
    rows.sort_by_key(|row| row.rank);
    let mut hints = rows.into_iter().filter_map(|row| {
        let key = row.keys.first()?.to_string();
        Some(Hint {
            key,
            label: row.label,
            action: row.action,
        })
    });
    let last = hints.next_back();
    let mut room = width.saturating_sub(last.as_ref().map_or(0, Hint::width));
    let mut fitting: Vec<Hint> = hints
        .take_while(|hint| match room.checked_sub(hint.width() + GAP) {
            Some(left) => {
                room = left;
                true
            }
            None => false,
        })
        .collect();
    fitting.extend(last.filter(|hint| hint.width() <= width));
    fitting
}

/// The rows that hold in these scopes and everywhere, nearest first, each action once.
pub fn reachable(scopes: &[Scope]) -> Vec<&'static Row> {
    let mut held: Vec<&Row> = Vec::new();
    for scope in scopes.iter().chain([&Scope::Always]) {
        for row in rows().filter(|row| row.scope == *scope) {
            if !held.iter().any(|known| known.action == row.action) {
                held.push(row);
            }
        }
    }
    held
}

/// The name of the key that does `action` in these scopes; empty where none does.
pub fn key_of(scopes: &[Scope], action: Action) -> String {
    reachable(scopes)
        .iter()
        .find(|row| row.action == action)
        .and_then(|row| row.keys.first())
        .map_or(String::new(), Key::to_string)
}

/// The names of a row's keys, parted by spaces.
pub fn names(keys: &[Key]) -> String {
    keys.iter()
        .map(Key::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The whole table as Markdown, for the README.
pub fn markdown() -> String {
    let mut text = String::from("| where | key | what it does |\n|---|---|---|\n");
    for title in titles() {
        let mut place = title;
        for row in rows().filter(|row| row.scope.title() == title) {
            let keys: Vec<String> = row.keys.iter().map(|key| format!("`{key}`")).collect();
            text += &format!("| {place} | {} | {} |\n", keys.join(" "), row.help);
            place = "";
        }
    }
    text
}

/// The titles of the places, each once, in the order of the table, what holds everywhere first.
fn titles() -> Vec<&'static str> {
    let mut titles = Vec::new();
    for scope in [Scope::Global, Scope::Tabs]
        .into_iter()
        .chain(rows().map(|row| row.scope))
    {
        if !titles.contains(&scope.title()) {
            titles.push(scope.title());
        }
    }
    titles
}
