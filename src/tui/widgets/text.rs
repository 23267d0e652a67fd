//! Text from files is never trusted: made harmless, measured in columns, cut where a reader would cut.

use std::borrow::Cow;

use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// At most so many accents are kept on one letter.
const ACCENTS: usize = 2;

/// The text on one line with nothing in it that acts on a terminal or hides: control characters become pictures of
/// themselves, characters that turn the direction or take no room become `�`, towers of accents are cut.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_control() || !c.is_ascii()) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        let mut accents = 0;
        for c in grapheme.chars() {
            match c {
                '\r' if grapheme.len() > 1 => {}
                '\n' => clean.push('↵'),
                '\t' => clean.push(' '),
                '\0'..='\x1f' => clean.extend(char::from_u32(0x2400 + u32::from(c))),
                '\x7f' => clean.push('␡'),
                '\u{fe00}'..='\u{fe0f}' => {}
                c if c.is_control() || is_unseen(c) => clean.push('�'),
                c if c != ' ' && is_accent(c) => {
                    accents += 1;
                    if accents <= ACCENTS {
                        clean.push(c);
                    }
                }
                c => clean.push(c),
            }
        }
    }
    Cow::Owned(clean)
}

/// Whether a character turns the direction of writing, or takes no room and is no accent.
pub fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

fn is_accent(c: char) -> bool {
    unicode_width::UnicodeWidthChar::width(c) == Some(0)
}

/// How many columns the text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text, clean, in at most `width` columns; what is cut off is told by `…`.
pub fn fit(text: &str, width: usize) -> String {
    let text = clean(text);
    if text.width() <= width {
        return text.into_owned();
    }
    let Some(room) = width.checked_sub(1) else {
        return String::new();
    };
    let mut cut = String::new();
    let mut taken = 0;
    for grapheme in text.graphemes(true) {
        taken += grapheme.width();
        if taken > room {
            break;
        }
        cut.push_str(grapheme);
    }
    cut.push('…');
    cut
}

/// Like [`fit`], filled with spaces at the right to exactly `width` columns.
pub fn pad(text: &str, width: usize) -> String {
    let mut text = fit(text, width);
    text.extend(std::iter::repeat_n(' ', width.saturating_sub(text.width())));
    text
}

/// Like [`fit`], filled with spaces at the left to exactly `width` columns.
pub fn pad_left(text: &str, width: usize) -> String {
    let text = fit(text, width);
    let mut padded = " ".repeat(width.saturating_sub(text.width()));
    padded.push_str(&text);
    padded
}

/// The spans of a line cut to `width` columns, each with its style.
pub fn fit_line(line: &Line<'_>, width: usize) -> Line<'static> {
    let mut room = width;
    let mut spans = Vec::with_capacity(line.spans.len());
    for span in &line.spans {
        let whole = span.content.width();
        let text = fit(&span.content, room);
        let cut = whole > room;
        room -= text.width().min(room);
        spans.push(Span::styled(text, span.style));
        if cut {
            break;
        }
    }
    Line {
        spans,
        style: line.style,
        alignment: line.alignment,
    }
}

/// Short texts beside each other in lines of `room` columns, none of them parted unless it is wider than a line.
pub fn beside(texts: &[String], room: usize) -> Vec<String> {
    const BETWEEN: &str = "   ";
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        match lines.last_mut() {
            Some(line) if width(line) + BETWEEN.len() + width(text) <= room => {
                line.push_str(BETWEEN);
                line.push_str(text);
            }
            _ => lines.extend(wrap(text, room)),
        }
    }
    lines
}

/// The text broken into lines of at most `width` columns, at spaces where there are any; line breaks are kept.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    text.lines()
        .flat_map(|line| wrap_line(&clean(line), width))
        .collect()
}

/// Like [`wrap`], in at most `lines` of them; what is left out is told by `…`.
pub fn wrap_in(text: &str, width: usize, lines: usize) -> Vec<String> {
    let mut wrapped = wrap(text, width);
    if wrapped.len() > lines {
        wrapped.truncate(lines);
        if let Some(last) = wrapped.last_mut() {
            *last = if last.width() < width {
                format!("{last}…")
            } else {
                fit(&format!("{last} "), width)
            };
        }
    }
    wrapped
}

fn wrap_line(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut taken = 0;
    // A word and the spaces behind it; only the word must fit.
    for word in text.split_inclusive(char::is_whitespace) {
        let wide = word.trim_end().width();
        if taken + wide > width && !line.is_empty() && wide <= width {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            taken = 0;
        }
        if line.is_empty() && word.trim().is_empty() && !lines.is_empty() {
            continue;
        }
        for grapheme in word.graphemes(true) {
            if taken + grapheme.width() > width && !line.is_empty() {
                if grapheme.trim().is_empty() {
                    continue;
                }
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                taken = 0;
            }
            line.push_str(grapheme);
            taken += grapheme.width();
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_stop_stays_with_its_word() {
        assert_eq!(wrap("still explaining.", 16), ["still", "explaining."]);
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
    }

    #[test]
    fn control_characters_become_pictures_of_themselves() {
        assert_eq!(clean("a\x1b[31mb\x07\x7f"), "a␛[31mb␇␡");
        assert_eq!(clean("one\r\ntwo\tthree\u{9b}"), "one↵two three�");
    }

    #[test]
    fn what_turns_the_writing_or_hides_is_marked() {
        assert_eq!(clean("abc\u{202e}def\u{200b}"), "abc�def�");
    }

    #[test]
    fn a_tower_of_accents_is_cut_and_one_accent_stays() {
        assert_eq!(
            clean(&format!("e{}", "\u{301}".repeat(40))),
            "e\u{301}\u{301}"
        );
        assert_eq!(clean("Jose\u{301}"), "Jose\u{301}");
    }

    #[test]
    fn a_name_is_cut_where_a_reader_would_cut() {
        assert_eq!(fit("Harbor Freight Lines", 10), "Harbor Fr…");
        assert_eq!(fit("Dana", 4), "Dana");
        assert_eq!(fit("日本電気", 5), "日本…");
        assert_eq!(fit("日本電気", 4), "日…");
        assert_eq!(fit("abc", 0), "");
    }

    #[test]
    fn padding_counts_columns_not_characters() {
        assert_eq!(pad("日本", 6), "日本  ");
        assert_eq!(pad_left("6:41", 6), "  6:41");
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_break_anywhere() {
        assert_eq!(
            wrap("too few to tell: about four", 12),
            ["too few to", "tell: about", "four"]
        );
        assert_eq!(wrap("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrap("one\n\ntwo", 10), ["one", "", "two"]);
    }

    #[test]
    fn lines_that_are_left_out_are_told() {
        assert_eq!(wrap_in("too few to tell", 8, 2), ["too few", "to tell"]);
        assert_eq!(wrap_in("too few to tell", 8, 1), ["too few…"]);
        assert_eq!(wrap_in("to tell of it", 12, 1), ["to tell of…"]);
    }

    #[test]
    fn the_spans_of_a_line_share_its_room() {
        let line = Line::from(vec![
            Span::raw("Ruth "),
            Span::raw("Calder"),
            Span::raw(" Dana"),
        ]);
        assert_eq!(fit_line(&line, 8).to_string(), "Ruth Ca…");
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_is_fitted_is_wider_than_its_room(text in ".*", room in 0usize..40) {
            proptest::prop_assert!(width(&fit(&text, room)) <= room);
            proptest::prop_assert_eq!(width(&pad(&text, room)), room);
            proptest::prop_assert!(!clean(&text).contains(|c: char| c.is_control() || is_unseen(c)));
            let wrapped = wrap(&text, room.max(2));
            proptest::prop_assert!(wrapped.iter().all(|line| width(line) <= room.max(2)));
        }
    }
}
