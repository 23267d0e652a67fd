//! The laws of the key table.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::*;

fn pressed(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// Every event that a key of the table stands for.
fn events(key: Key) -> Vec<KeyEvent> {
    match key {
        Key::Plain(code) => vec![pressed(code)],
        Key::Ctrl(c) => vec![KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)],
        Key::Digits(last) => (1..=last)
            .map(|d| pressed(KeyCode::Char(char::from(b'0' + d))))
            .collect(),
    }
}

#[test]
fn two_actions_that_hold_together_never_share_a_key() {
    for scope in Scope::ALL {
        let chain: Vec<Scope> = scope
            .chain()
            .iter()
            .copied()
            .chain([Scope::Always])
            .collect();
        let rows: Vec<&Row> = ROWS
            .iter()
            .filter(|row| chain.contains(&row.scope))
            .collect();
        for row in &rows {
            for event in row.keys.iter().copied().flat_map(events) {
                for other in &rows {
                    if let Some(action) = other.action_for(event) {
                        assert_eq!(
                            Some(action),
                            row.action_for(event),
                            "{event:?} in {scope:?}: '{}' and '{}'",
                            row.help,
                            other.help
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn every_action_has_a_key_that_every_terminal_sends() {
    for row in ROWS {
        let together: Vec<&Row> = Scope::ALL
            .iter()
            .filter(|scope| scope.chain().contains(&row.scope))
            .flat_map(|scope| reachable(scope.chain()))
            .filter(|other| other.action == row.action)
            .chain([row])
            .collect();
        let sure = together
            .iter()
            .any(|row| row.keys.iter().any(|key| key.always_arrives()));
        assert!(
            sure || row.scope == Scope::Always && row.action == Action::Help,
            "{}",
            row.help
        );
    }
}

#[test]
fn where_letters_are_text_no_letter_is_a_key() {
    for scope in [
        Scope::Text,
        Scope::Form,
        Scope::Finder,
        Scope::Browse,
        Scope::Find,
        Scope::Plan,
        Scope::NewCall,
    ] {
        for c in ' '..='~' {
            assert_eq!(
                find(scope.chain(), pressed(KeyCode::Char(c))),
                None,
                "{c} in {scope:?}"
            );
        }
    }
}

#[test]
fn every_chain_begins_with_its_own_scope() {
    for scope in Scope::ALL {
        assert_eq!(scope.chain().first(), Some(scope));
    }
}

#[test]
fn a_digit_carries_its_number() {
    let key = pressed(KeyCode::Char('4'));
    assert_eq!(find(Scope::Score.chain(), key), Some(Action::Digit(4)));
}

#[test]
fn a_capital_letter_is_its_own_key_whether_or_not_the_terminal_tells_of_shift() {
    for modifiers in [KeyModifiers::NONE, KeyModifiers::SHIFT] {
        let key = KeyEvent::new(KeyCode::Char('G'), modifiers);
        assert_eq!(find(Scope::List.chain(), key), Some(Action::Last));
    }
}

#[test]
fn control_and_alt_keys_are_not_letters() {
    let ctrl_q = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::CONTROL);
    let alt_q = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::ALT);
    assert_eq!(find(Scope::Sample.chain(), ctrl_q), None);
    assert_eq!(find(Scope::Sample.chain(), alt_q), None);
}

#[test]
fn hints_drop_from_the_right_and_the_key_of_the_help_goes_last() {
    let told = |width| {
        let hints = footer(Scope::Sample.chain(), width);
        hints
            .iter()
            .map(|h| format!("{} {}", h.key, h.label))
            .collect::<Vec<_>>()
            .join("   ")
    };
    assert_eq!(
        told(50),
        "Enter listen and score   d draw   x skip…   ? keys"
    );
    assert_eq!(told(49), "Enter listen and score   d draw   ? keys");
    assert_eq!(told(20), "? keys");
    assert_eq!(told(5), "");
}

#[test]
fn the_markdown_table_tells_every_row() {
    let text = markdown();
    assert_eq!(text.lines().count(), ROWS.len() + 2);
    assert!(text.contains("| Sample | `Enter` | listen to the call and score it |"));
}
