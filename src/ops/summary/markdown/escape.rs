//! Text of people made harmless for Markdown.

/// Text of people, so that it stays text: in `CommonMark`, in its `GitHub` flavour and in older readers, and still readable
/// where nothing reads Markdown at all.
pub(in crate::ops) fn escaped(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at).copied());
        let next = chars.get(at + 1).copied();
        let is_inside = before.is_some_and(char::is_alphanumeric);
        match c {
            '\\' | '`' | '*' | '[' | ']' | '|' => out.extend(['\\', c]),
            // Inside a word an underscore is only itself.
            '_' if !(is_inside && next.is_some_and(char::is_alphanumeric)) => out.push_str("\\_"),
            '~' if next == Some('~') || before == Some('~') => out.push_str("\\~"),
            // A backslash does not keep every reader from seeing an element; these do.
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' if is_entity(&chars[at + 1..]) => out.push_str("&amp;"),
            // What would become a list, a heading or a rule at the beginning of a line.
            '#' | '+' | '-' | '=' if before.is_none() => out.extend(['\\', c]),
            '.' | ')'
                if next == Some(' ') && chars[..at].iter().all(char::is_ascii_digit) && at > 0 =>
            {
                out.extend(['\\', c]);
            }
            // Some readers make links of bare addresses.
            ':' if next == Some('/') => out.push_str(": "),
            '.' if is_inside && next.is_some_and(char::is_alphabetic) => out.push_str("\\."),
            '@' if is_inside => out.push_str(" @ "),
            c => out.push(c),
        }
    }
    out
}

/// Whether an entity such as `amp;` or `#60;` begins here.
fn is_entity(chars: &[char]) -> bool {
    let end = chars.iter().take(34).position(|c| *c == ';');
    end.is_some_and(|end| {
        end > 0
            && chars[..end]
                .iter()
                .all(|c| c.is_ascii_alphanumeric() || *c == '#')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_stays_text() {
        for (text, kept) in [
            (
                "<img src=x onerror=alert(1)>",
                "&lt;img src=x onerror=alert(1)&gt;",
            ),
            (
                "[click](http://evil.example)",
                "\\[click\\](http: //evil\\.example)",
            ),
            ("![x](y)", "!\\[x\\](y)"),
            (
                "*bold* _slanted_ `code` ~~gone~~",
                "\\*bold\\* \\_slanted\\_ \\`code\\` \\~\\~gone\\~\\~",
            ),
            ("a | b", "a \\| b"),
            ("# no heading", "\\# no heading"),
            ("- no list", "\\- no list"),
            ("1. no list", "1\\. no list"),
            ("&lt;b&gt; Smith & Sons", "&amp;lt;b&amp;gt; Smith & Sons"),
            ("www.evil.example", "www\\.evil\\.example"),
        ] {
            assert_eq!(escaped(text), kept);
        }
    }

    #[test]
    fn ordinary_sentences_need_no_escapes() {
        for text in [
            "It's the third time - really! (She was right.)",
            "3 of 8 calls, 22% at 14:30; part_no 47-110, R&D #4",
            "Let the customer finish the story: 8.5 of 9.",
        ] {
            assert_eq!(escaped(text), text);
        }
    }
}
