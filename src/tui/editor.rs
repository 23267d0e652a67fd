//! The owner's own editor: which it is, and waiting until it ends. The terminal must be free.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// Opens `file` in the editor that `VISUAL` or `EDITOR` names, and waits until it ends.
///
/// # Errors
/// It cannot be started, or ended with a failure.
pub fn edit(file: &Path) -> Result<()> {
    let named = ["VISUAL", "EDITOR"].iter().find_map(|name| {
        std::env::var(name)
            .ok()
            .filter(|command| !command.trim().is_empty())
    });
    let usual = if cfg!(windows) { "notepad" } else { "vi" };
    let words = words(named.as_deref().unwrap_or(usual));
    let (program, options) = words.split_first().context("the editor has no name")?;
    let ended = Command::new(program)
        .args(options)
        .arg(file)
        .status()
        .with_context(|| format!("could not start {program}: name an editor in EDITOR"))?;
    ensure!(
        ended.success(),
        "{program} ended with a failure: nothing was taken over"
    );
    Ok(())
}

/// The words of a command, parted by spaces; quotes hold words together.
pub fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = None;
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_with(String::new);
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_with(String::new).push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_words_together() {
        for (command, expected) in [
            ("vi", &["vi"][..]),
            ("  code  --wait ", &["code", "--wait"]),
            (
                "\"/My Programs/ed\" -c 'set tw=0'",
                &["/My Programs/ed", "-c", "set tw=0"],
            ),
            ("a\"b c\"d ''", &["ab cd", ""]),
            ("", &[]),
        ] {
            assert_eq!(words(command), expected, "{command}");
        }
    }
}
