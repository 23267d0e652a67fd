//! A dozen styles by what they mean, on the terminal's own background, so that it reads in a dark window and in a light
//! one. Only what needs a look or went wrong has a colour, or nothing has. Colour is never the only sign: a mark or a word
//! stands with it.

use ratatui::style::{Color, Modifier, Style};

use crate::tui::glyphs::Glyphs;

/// How things look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// What matters more than its surroundings.
    pub strong: Style,
    /// What can be passed over: units, times, hints.
    pub dim: Style,
    /// The title of a panel.
    pub title: Style,
    /// Rules and boxes.
    pub border: Style,
    /// The row or tab that is chosen. Always reversed, and without the colours of what it stands over.
    pub selected: Style,
    /// The name of a key.
    pub key: Style,
    /// The number, point or field that is looked at.
    pub accent: Style,
    /// What went well.
    pub good: Style,
    /// What needs a look; targeted calls.
    pub warn: Style,
    /// What went wrong.
    pub bad: Style,
    /// Which characters the terminal can show.
    pub glyphs: Glyphs,
}

impl Theme {
    /// Two of the terminal's sixteen colours: red and magenta read on white and on black alike; cyan, green, yellow and
    /// blue each fade on one of them.
    pub const COLOUR: Self = Self {
        text: Style::new(),
        strong: Style::new().add_modifier(Modifier::BOLD),
        dim: Style::new().add_modifier(Modifier::DIM),
        title: Style::new().add_modifier(Modifier::BOLD),
        border: Style::new().add_modifier(Modifier::DIM),
        selected: Style::new()
            .fg(Color::Reset)
            .bg(Color::Reset)
            .add_modifier(Modifier::REVERSED),
        key: Style::new().add_modifier(Modifier::BOLD),
        accent: Style::new().add_modifier(Modifier::BOLD),
        good: Style::new().add_modifier(Modifier::BOLD),
        warn: Style::new().fg(Color::Magenta),
        bad: Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
        glyphs: Glyphs::Unicode,
    };

    /// No colour: bold, dim, underlined and reversed only.
    pub const MONO: Self = Self {
        warn: Style::new().add_modifier(Modifier::BOLD),
        bad: Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
        ..Self::COLOUR
    };

    /// The theme that an environment asks for; `variable` looks a variable up.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let no_colour = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let base = if no_colour { Self::MONO } else { Self::COLOUR };
        Self {
            glyphs: Glyphs::of_environment(variable),
            ..base
        }
    }

    /// Whether nothing is told by colour.
    pub fn is_mono(&self) -> bool {
        self.warn.fg.is_none()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "a test may stop")]

    use super::*;

    #[test]
    fn no_color_takes_every_colour_away() {
        let theme = Theme::of_environment(|name| (name == "NO_COLOR").then(|| "1".into()));
        let Theme {
            text,
            strong,
            dim,
            title,
            border,
            selected,
            key,
            accent,
            good,
            warn,
            bad,
            glyphs: _,
        } = theme;
        for style in [
            text, strong, dim, title, border, selected, key, accent, good, warn, bad,
        ] {
            for colour in [style.fg, style.bg] {
                assert!(matches!(colour, None | Some(Color::Reset)));
            }
        }
        assert!(theme.is_mono());
    }

    /// Contrast as <https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio> works it out.
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let luminance = |colour: [u8; 3]| {
            let part = colour.map(|part| match f64::from(part) / 255.0 {
                part if part <= 0.03928 => part / 12.92,
                part => ((part + 0.055) / 1.055).powf(2.4),
            });
            0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2]
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    // The colours of XTerm-col.ad, which most terminals begin with; cyan is 1.9 there.
    #[test]
    fn every_style_reads_on_white() {
        const WHITE: [u8; 3] = [255, 255, 255];
        assert!(contrast(WHITE, [0, 205, 205]) < 2.0);
        let theme = Theme::COLOUR;
        for style in [theme.key, theme.accent, theme.good, theme.warn, theme.bad] {
            let colour = match style.fg {
                None => [0, 0, 0],
                Some(Color::Magenta) => [205, 0, 205],
                Some(Color::Red) => [205, 0, 0],
                Some(other) => panic!("{other} is not measured"),
            };
            assert!(contrast(WHITE, colour) >= 4.5, "{style:?}");
        }
    }

    // https://no-color.org: "when present and not an empty string".
    #[test]
    fn an_empty_no_color_is_none() {
        assert!(!Theme::of_environment(|_| Some(String::new())).is_mono());
    }
}
