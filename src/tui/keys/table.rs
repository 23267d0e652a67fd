//! The rows themselves, scope by scope. No action stands only on a key that some terminals do not send; two actions
//! that hold at the same time never share a key. Tests watch over both.

mod acting;
mod calls;
mod scoring;
mod shared;

use crossterm::event::KeyCode::Char;

use crate::tui::keys::Key::Plain;
use crate::tui::keys::{Action, Key, Row, Scope};

/// What holds even while text is typed.
pub const ALWAYS: &[Scope] = &[Scope::Always];

const fn row(
    scope: Scope,
    keys: &'static [Key],
    action: Action,
    rank: u8,
    label: &'static str,
    help: &'static str,
) -> Row {
    Row {
        scope,
        keys,
        action,
        label,
        help,
        rank,
    }
}

const fn key(c: char) -> Key {
    Plain(Char(c))
}

/// Every row, in the order in which the help tells them.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    [scoring::ROWS, acting::ROWS, calls::ROWS, shared::ROWS]
        .into_iter()
        .flatten()
}
