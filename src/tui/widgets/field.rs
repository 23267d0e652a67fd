//! One line of typed text with a cursor. A paste is one edit; line breaks in it become spaces.

use crossterm::event::{Event, KeyEvent};
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::Span;
use tui_input::backend::crossterm::EventHandler;
use unicode_segmentation::UnicodeSegmentation;

use crate::tui::canvas::{Canvas, right_of};
use crate::tui::keys::Action;
use crate::tui::screen::Input;
use crate::tui::widgets::text::{clean, fit, width};

/// The most characters that a line takes.
const MOST: usize = 2_000;

/// What an input came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Typed {
    /// It is still being typed.
    Open,
    /// It was left.
    None,
    /// It is done: the text without blanks around it.
    Text(String),
}

/// The text and its cursor.
#[derive(Debug, Clone, Default)]
pub struct Field {
    input: tui_input::Input,
}

impl Field {
    /// A field that holds `text`, the cursor behind it.
    pub fn new(text: &str) -> Self {
        Self {
            input: tui_input::Input::new(text.to_owned()),
        }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Takes in what comes while the line is typed.
    pub fn update(&mut self, input: &Input) -> Typed {
        match input {
            Input::Key(key) => {
                self.key(*key);
            }
            Input::Paste(text) => {
                self.paste(text);
            }
            Input::Do(Action::Cancel) => return Typed::None,
            Input::Do(Action::Accept) => return Typed::Text(self.text().trim().to_owned()),
            _ => {}
        }
        Typed::Open
    }

    /// Takes a key in; whether the text is another now.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        if self.input.value().chars().count() >= MOST
            && matches!(key.code, crossterm::event::KeyCode::Char(_))
        {
            return false;
        }
        self.input
            .handle_event(&Event::Key(key))
            .is_some_and(|changed| changed.value)
    }

    /// Takes pasted text in at the cursor; whether the text is another now.
    pub fn paste(&mut self, text: &str) -> bool {
        let value = self.input.value();
        let room = MOST.saturating_sub(value.chars().count());
        let pasted: String = text
            .replace("\r\n", "\n")
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !c.is_control())
            .take(room)
            .collect();
        let at = self.input.cursor();
        let (before, after): (String, String) = (
            value.chars().take(at).collect(),
            value.chars().skip(at).collect(),
        );
        let cursor = at + pasted.chars().count();
        self.input = tui_input::Input::new(format!("{before}{pasted}{after}")).with_cursor(cursor);
        !pasted.is_empty()
    }

    /// Draws the field over the width of `area`, underlined; with the cursor when it has the `focus`, with `hint`
    /// while it is empty.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, focus: bool, hint: &str) {
        let room = usize::from(area.width);
        let line = Rect {
            height: 1.min(area.height),
            ..area
        }
        .intersection(canvas.cells.area);
        canvas
            .cells
            .set_style(line, canvas.theme.text.add_modifier(Modifier::UNDERLINED));
        let before: String = self.text().chars().take(self.input.cursor()).collect();
        let at = width(&clean(&before));
        let skipped = if focus {
            (at + 1).saturating_sub(room)
        } else {
            0
        };
        if self.text().is_empty() {
            canvas.line(area, Span::styled(fit(hint, room), canvas.theme.dim));
        } else {
            // What is cut off at the left is told as well, in one column.
            let text = clean(self.text());
            let (cut, seen) = if skipped > 0 {
                let (cut, seen) = without_first(&text, skipped + 1);
                (cut - 1, format!("…{seen}"))
            } else {
                (0, text.into_owned())
            };
            canvas.line(area, Span::raw(fit(&seen, room)));
            if focus {
                let place = right_of(area, at.saturating_sub(cut) as u16);
                canvas.cursor = Some(Position::new(
                    place.x.min(area.right().saturating_sub(1)),
                    area.y,
                ));
            }
        }
        if focus && self.text().is_empty() {
            canvas.cursor = Some(Position::new(area.x, area.y));
        }
    }
}

/// The text without its first `columns` columns, and how many were really cut.
fn without_first(text: &str, columns: usize) -> (usize, String) {
    let mut cut = 0;
    let mut graphemes = text.graphemes(true);
    while cut < columns {
        match graphemes.next() {
            Some(grapheme) => cut += width(grapheme),
            None => break,
        }
    }
    (cut, graphemes.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyModifiers};
    use ratatui::buffer::Buffer;

    use crate::tui::theme::Theme;

    use super::*;

    fn shown(field: &Field, columns: u16) -> (String, Option<u16>) {
        let mut cells = Buffer::empty(Rect::new(0, 0, columns, 1));
        let mut canvas = Canvas::new(&mut cells, &Theme::MONO);
        field.draw(&mut canvas, Rect::new(0, 0, columns, 1), true, "a name");
        let cursor = canvas.cursor.map(|at| at.x);
        (
            cells
                .content
                .iter()
                .map(ratatui::buffer::Cell::symbol)
                .collect(),
            cursor,
        )
    }

    #[test]
    fn the_cursor_stays_in_sight() {
        assert_eq!(shown(&Field::new(""), 8), ("a name  ".into(), Some(0)));
        assert_eq!(shown(&Field::new("Dana"), 8), ("Dana    ".into(), Some(4)));
        assert_eq!(
            shown(&Field::new("Calder Truck"), 8),
            ("… Truck ".into(), Some(7))
        );
        assert_eq!(shown(&Field::new("日本電気"), 4), ("…気  ".into(), Some(3)));
    }

    #[test]
    fn a_paste_is_one_edit_at_the_cursor_and_holds_no_line_breaks() {
        let mut field = Field::new("ad");
        field.key(KeyEvent::new(KeyCode::Left, KeyModifiers::NONE));
        assert!(field.paste("b\r\nc\x1b"));
        assert_eq!(field.text(), "ab cd");
        field.key(KeyEvent::new(KeyCode::Char('!'), KeyModifiers::NONE));
        assert_eq!(field.text(), "ab c!d");
    }

    #[test]
    fn a_field_takes_no_more_than_two_thousand_characters() {
        let mut field = Field::default();
        field.paste(&"x".repeat(20_000));
        assert_eq!(field.text().len(), MOST);
        assert!(!field.key(KeyEvent::new(KeyCode::Char('y'), KeyModifiers::NONE)));
    }
}
