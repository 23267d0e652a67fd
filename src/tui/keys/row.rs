//! One row of the key table, and how a key is matched and named.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::tui::keys::{Action, Scope};

/// A key that terminals send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A key by itself.
    Plain(KeyCode),
    /// A letter with the control key.
    Ctrl(char),
    /// The digits from 1 to this one.
    Digits(u8),
}

impl Key {
    /// Whether the terminal's event is this key.
    pub fn is(self, event: KeyEvent) -> bool {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        match (self, event.code) {
            (_, _) if alt => false,
            (Self::Ctrl(letter), KeyCode::Char(c)) => ctrl && c.eq_ignore_ascii_case(&letter),
            (Self::Digits(last), KeyCode::Char(c)) => {
                !ctrl
                    && c.to_digit(10)
                        .is_some_and(|d| (1..=u32::from(last)).contains(&d))
            }
            (Self::Plain(code), pressed) => !ctrl && code == pressed,
            _ => false,
        }
    }

    /// Whether every terminal sends it. Function keys, Home, End, Page, Insert and Delete are lost by some, and some
    /// control keys are other keys in disguise.
    pub fn always_arrives(self) -> bool {
        match self {
            Self::Ctrl(letter) => !"hijm".contains(letter),
            Self::Digits(_) => true,
            Self::Plain(code) => matches!(
                code,
                KeyCode::Char(_)
                    | KeyCode::Enter
                    | KeyCode::Esc
                    | KeyCode::Tab
                    | KeyCode::BackTab
                    | KeyCode::Backspace
                    | KeyCode::Up
                    | KeyCode::Down
                    | KeyCode::Left
                    | KeyCode::Right
            ),
        }
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = match *self {
            Self::Ctrl(letter) => return write!(f, "Ctrl-{}", letter.to_ascii_uppercase()),
            Self::Digits(last) => return write!(f, "1-{last}"),
            Self::Plain(KeyCode::Char(' ')) => "Space",
            Self::Plain(KeyCode::Char(c)) => return write!(f, "{c}"),
            Self::Plain(KeyCode::F(n)) => return write!(f, "F{n}"),
            Self::Plain(KeyCode::Up) => "↑",
            Self::Plain(KeyCode::Down) => "↓",
            Self::Plain(KeyCode::Left) => "←",
            Self::Plain(KeyCode::Right) => "→",
            Self::Plain(KeyCode::BackTab) => "Shift-Tab",
            Self::Plain(code) => return write!(f, "{code}"),
        };
        f.write_str(name)
    }
}

/// One row: where, which keys, what, how it is told.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Where the keys hold.
    pub scope: Scope,
    /// The keys that do it; the first is the one that the footer names.
    pub keys: &'static [Key],
    /// What they do.
    pub action: Action,
    /// Two or three words for the footer.
    pub label: &'static str,
    /// A line for the help, the palette and the README.
    pub help: &'static str,
    /// Place in the footer, from 1; 0 stays out of it.
    pub rank: u8,
}

impl Row {
    /// What the terminal's event does, if it is one of this row's keys.
    pub fn action_for(&self, event: KeyEvent) -> Option<Action> {
        let hit = self.keys.iter().any(|key| key.is(event));
        hit.then_some(match (self.action, event.code) {
            (Action::Digit(_), KeyCode::Char(c)) => {
                Action::Digit(c.to_digit(10).map_or(0, |digit| digit as usize))
            }
            (action, _) => action,
        })
    }
}
