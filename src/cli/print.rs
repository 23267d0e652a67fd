//! The only place that prints. Text from files is made harmless to the terminal here.

use std::io::{ErrorKind, IsTerminal, Write};

use anyhow::Result;
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
            return raw(&format!("{}\n", serde_json::to_string(value)?));
        }
        if self.quiet {
            return Ok(());
        }
        let text = harmless(&text());
        raw(if text.ends_with('\n') || text.is_empty() {
            text
        } else {
            text + "\n"
        }
        .as_str())
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

/// Prints an answer as it is: a document, a frame, a script.
pub fn raw(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads has had enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
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
    let text = if json {
        let inner = causes.last().map_or(what.as_str(), String::as_str);
        let place = if inner == what { "" } else { what.as_str() };
        let advice = inner
            .split_once(": ")
            .map_or("deskside --help", |(_, advice)| advice);
        serde_json::json!({ "error": { "what": inner, "where": place, "try": advice } }).to_string()
    } else {
        let causes: String = causes.iter().map(|cause| format!("\n  {cause}")).collect();
        harmless(&format!("deskside: {what}{causes}"))
    };
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Whether a person looks at standard output.
pub fn to_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// Replaces what a terminal would obey or what would reorder a line: control characters but line feed and tab, and
/// marks of direction.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
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
