//! The last door to the terminal: what it cannot show becomes ASCII, and what would upset it (characters that turn
//! the direction of writing, or take no room) is left out. Screens write plain Unicode and need not think of it.

use ratatui::buffer::Buffer;

use crate::locale;
use crate::tui::widgets::text;

/// The mark before the chosen row.
pub const MARK: &str = "▸";
/// A call chosen by hand.
pub const TARGETED: &str = "◆";
/// Answered with yes.
pub const YES: &str = "✓";
/// Answered with no.
pub const NO: &str = "✗";
/// A question whose no is critical.
pub const CRITICAL: &str = "‼";
/// Between two short facts on one line.
pub const DOT: &str = "·";

/// Which characters the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyphs {
    /// All of them.
    Unicode,
    /// Letters of the language, but no drawing beyond ASCII: the console of Linux.
    Letters,
    /// ASCII only: the locale is not UTF-8, or it was asked for.
    Ascii,
}

impl Glyphs {
    /// What an environment allows; `variable` looks a variable up.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        if locale::is_ascii(&variable) {
            Self::Ascii
        } else if matches!(variable("TERM").as_deref(), Some("linux" | "dumb")) {
            Self::Letters
        } else {
            Self::Unicode
        }
    }

    /// Makes every cell fit for the terminal.
    pub fn apply(self, buffer: &mut Buffer) {
        for cell in &mut buffer.content {
            let symbol = cell.symbol();
            if symbol.is_ascii() {
                continue;
            }
            if symbol.chars().any(text::is_unseen) {
                let seen: String = symbol.chars().filter(|c| !text::is_unseen(*c)).collect();
                cell.set_symbol(if seen.is_empty() { " " } else { &seen });
            }
            if self != Self::Unicode
                && let Some(plain) = self.plain(cell.symbol())
            {
                cell.set_symbol(plain);
            }
        }
    }

    /// The ASCII that stands for `symbol`; `None` leaves it.
    fn plain(self, symbol: &str) -> Option<&'static str> {
        let first = symbol.chars().next()?;
        if let Some((_, plain)) = PLAIN.iter().find(|(glyphs, _)| glyphs.contains(first)) {
            return Some(plain);
        }
        let letter = first.is_alphabetic() && ('\u{c0}'..'\u{250}').contains(&first);
        let shown = first.is_ascii() || self == Self::Letters && letter;
        (!shown).then_some("?")
    }
}

/// What stands for the drawing characters that the screens use.
const PLAIN: &[(&str, &str)] = &[
    ("─╌━", "-"),
    ("│┃┊╎", "|"),
    ("┌┐└┘├┤┬┴┼╭╮╰╯╸╺", "+"),
    ("·…", "."),
    ("•", "o"),
    ("●◉", "O"),
    ("○", "."),
    ("▸▶►", ">"),
    ("◆", "*"),
    ("✓", "+"),
    ("✗×", "x"),
    ("‼", "!"),
    ("–—−", "-"),
    ("“”„", "\""),
    ("‘’", "'"),
    ("↑", "^"),
    ("↓", "v"),
    ("←◂", "<"),
    ("→", ">"),
    ("±", "~"),
    ("█▉▊▋▌▍▎▏▓▒", "#"),
    ("▁▂▃▄▅▆▇▀", "="),
    ("░", ":"),
    ("↵", "/"),
];

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    fn shown(glyphs: Glyphs, text: &str) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        buffer.set_string(0, 0, text, ratatui::style::Style::new());
        glyphs.apply(&mut buffer);
        buffer
            .content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    fn asked(variables: &'static [(&str, &str)]) -> Glyphs {
        Glyphs::of_environment(|name| {
            variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn ascii_is_all_that_a_plain_locale_sees() {
        assert_eq!(
            shown(Glyphs::Ascii, "▸ José · 62–88 ├─●┤"),
            "> Jos? . 62-88 +-O+"
        );
        assert_eq!(shown(Glyphs::Letters, "▸ José · 62–88"), "> José . 62-88");
        assert_eq!(shown(Glyphs::Unicode, "▸ José"), "▸ José");
    }

    #[test]
    fn what_turns_the_writing_or_takes_no_room_never_reaches_the_terminal() {
        assert_eq!(
            shown(Glyphs::Unicode, "a\u{202e}b\u{200b}c\u{200d}d"),
            "abcd"
        );
    }

    #[test]
    fn the_first_locale_variable_that_says_something_decides() {
        assert_eq!(
            asked(&[("LANG", "en_US.UTF-8"), ("TERM", "xterm")]),
            Glyphs::Unicode
        );
        assert_eq!(
            asked(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "C")]),
            Glyphs::Ascii
        );
        assert_eq!(
            asked(&[("LANG", "C.utf8"), ("LC_ALL", "")]),
            Glyphs::Unicode
        );
        assert_eq!(
            asked(&[("LANG", "de_DE.utf8"), ("TERM", "linux")]),
            Glyphs::Letters
        );
        assert_eq!(asked(&[]), Glyphs::Ascii);
        let told = &[("LANG", "en_US.UTF-8"), ("DESKSIDE_ASCII", "1")];
        assert_eq!(asked(told), Glyphs::Ascii);
    }

    #[test]
    fn every_stand_in_is_one_ascii_character() {
        assert!(
            PLAIN
                .iter()
                .all(|(_, plain)| plain.len() == 1 && plain.is_ascii())
        );
    }
}
