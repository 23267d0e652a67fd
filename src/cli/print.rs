//! The only place that prints. Text from files is made harmless to the terminal here.

use std::borrow::Cow;
use std::io::{ErrorKind, IsTerminal, Write};

use anyhow::{Context, Result};
use serde::Serialize;

/// How the answer of a command is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printer {
    /// As JSON for programs.
    pub json: bool,
    /// Nothing but errors.
    pub quiet: bool,
}

impl Printer {
    /// Prints the answer: `value` as JSON, or `text` for people.
    pub fn answer<T: Serialize>(self, value: &T, text: impl FnOnce() -> String) -> Result<()> {
        if self.json {
            return raw(plain(&serde_json::to_string(value)?) + "\n");
        }
        if self.quiet {
            return Ok(());
        }
        let mut text = harmless(&text());
        if !text.ends_with('\n') && !text.is_empty() {
            text.push('\n');
        }
        raw(text)
    }

    /// Shows how far something has come, on standard error, where a person looks at it. Whether it was shown.
    pub fn progress(self, share: f64, rows: u64) -> bool {
        let shown = !self.quiet && !self.json && std::io::stderr().is_terminal();
        if shown {
            let _ = write!(std::io::stderr(), "\r{:>3.0} %  {rows} rows", 100.0 * share);
        }
        shown
    }

    /// Takes the line of [`Self::progress`] away.
    pub fn progress_ends(self) {
        let _ = write!(std::io::stderr(), "\r{:40}\r", "");
    }

    /// Says something beside the answer, on standard error.
    pub fn say(self, text: &str) {
        if !self.quiet && !self.json {
            let _ = writeln!(std::io::stderr(), "{}", harmless(text));
        }
    }
}

/// Whether the answer is read at a terminal, and not by another program or from a file.
pub fn goes_to_a_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// Prints an answer as it is: a document, a frame, a script. Only a terminal gets it without what it would obey.
pub fn raw(document: impl AsRef<[u8]>) -> Result<()> {
    let document = document.as_ref();
    let mut out = std::io::stdout().lock();
    let document = if out.is_terminal() {
        Cow::from(harmless(&String::from_utf8_lossy(document)).into_bytes())
    } else {
        Cow::from(document)
    };
    match out.write_all(&document).and_then(|()| out.flush()) {
        // Whoever reads has had enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.context("could not print the answer"),
    }
}

/// Prints an error: as one JSON object, or in words with what to try.
pub fn error(json: bool, error: &anyhow::Error) {
    let mut chain = error.chain().map(ToString::to_string);
    let what = chain.next().unwrap_or_default();
    let mut causes: Vec<String> = Vec::new();
    for cause in chain {
        if !what.contains(&cause) && causes.last().is_none_or(|last| !last.contains(&cause)) {
            causes.push(cause);
        }
    }
    if json {
        return error_object(&what, &causes);
    }
    let causes: String = causes.iter().map(|cause| format!("\n  {cause}")).collect();
    to_stderr(&harmless(&format!("deskside: {what}{causes}")));
}

/// Prints what is wrong with the words of a command, or the help or version that they ask for. The exit code.
pub fn words(json: bool, error: &clap::Error) -> u8 {
    let text = error.render().to_string();
    if !error.use_stderr() {
        // Whoever reads the help has had enough of it.
        let _ = error.print();
        return 0;
    }
    if json {
        let what = text.split("\n\nUsage").next().unwrap_or(&text);
        let what = what.trim_start_matches("error: ").trim_end();
        error_object(what, &[]);
    } else {
        to_stderr(harmless(&text).trim_end());
    }
    2
}

fn error_object(outer: &str, causes: &[String]) {
    let (what, place) = if causes.is_empty() {
        (outer.to_owned(), "")
    } else {
        (causes.join(": "), outer)
    };
    let advice = advice(&what).unwrap_or("deskside --help");
    let object = serde_json::json!({ "error": { "what": what, "where": place, "try": advice } });
    to_stderr(&plain(&object.to_string()));
}

/// Words with which messages begin to tell what to do.
const TO_DO: &[&str] = &[
    "add", "answer", "ask", "assign", "check", "choose", "deskside", "draw", "end", "finish",
    "free", "give", "install", "leave", "look", "name", "open", "read", "restore", "run", "save",
    "say", "see", "set", "show", "try", "use", "write",
];

/// What a message tells to do, after what happened; none where it tells nothing.
fn advice(message: &str) -> Option<&str> {
    let parts = message.match_indices([':', ';', '.']).rev();
    let mut parts = parts.filter_map(|(at, _)| message.get(at + 1..)?.strip_prefix(' '));
    parts.find(|part| {
        let first = part.split_whitespace().next().unwrap_or_default();
        TO_DO.contains(&first.to_lowercase().as_str())
    })
}

fn to_stderr(text: &str) {
    // Where even this cannot be written, there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Whether a person looks at standard output.
pub fn to_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// JSON in which a terminal finds nothing to obey: such characters stand only in its strings, and there they may be
/// written as their numbers.
pub fn plain(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if is_harmful(c) {
            text.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            text.push(c);
        }
    }
    text
}

/// Replaces what a terminal would obey or what would reorder a line: control characters but line feed and tab, and
/// marks of direction.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            c if is_harmful(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Control characters, marks of direction, and what takes no room.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A table for people: columns padded to their widest cell, two spaces between.
pub fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    use unicode_width::UnicodeWidthStr;
    let rows: Vec<Vec<String>> = std::iter::once(header.iter().map(ToString::to_string).collect())
        .chain(rows.iter().map(|row| {
            row.iter()
                .map(|cell| harmless(cell).replace('\n', " "))
                .collect()
        }))
        .collect();
    let mut widths = vec![0; header.len()];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.width().min(*width) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_never_reaches_the_terminal() {
        let text = harmless("a\u{1b}]0;x\u{7}b\u{202e}c\u{9b}31m");
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}']));
        assert_eq!(harmless("two\nlines\tand a tab"), "two\nlines\tand a tab");
    }

    #[test]
    fn json_says_the_same_without_what_a_terminal_obeys() {
        let said = "a\u{1b}[31m\u{9b}31m\u{7f}\u{202e}b\u{feff}\n";
        let json = plain(&serde_json::json!({ "said": said }).to_string());
        assert!(json.is_ascii(), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).unwrap_or_default();
        assert_eq!(read["said"], said);
    }

    #[test]
    fn advice_is_what_a_message_ends_with() {
        for (message, expected) in [
            (
                "a.csv: day or month first: '3/4' may be either. Nothing was changed: say --dates dmy",
                Some("say --dates dmy"),
            ),
            (
                "the disk is full: nothing was changed. Free some space and try again",
                Some("Free some space and try again"),
            ),
            (
                "no inputs: deskside stat xmr < inputs.json",
                Some("deskside stat xmr < inputs.json"),
            ),
            (
                "it is damaged (page 3): restore a backup; nothing was changed",
                Some("restore a backup; nothing was changed"),
            ),
            ("a.csv is not a call log: it is empty", None),
            ("there is no rep Dana", None),
        ] {
            assert_eq!(advice(message), expected, "{message}");
        }
    }

    #[test]
    fn a_table_lines_up_by_what_a_name_takes_on_the_screen() {
        let rows = vec![
            vec!["李雷".into(), "3".into()],
            vec!["Dana".into(), "12".into()],
        ];
        assert_eq!(
            table(&["Rep", "Calls"], &rows),
            "Rep   Calls\n李雷  3\nDana  12\n"
        );
    }
}
