//! What stands in a folder, for choosing a file.

use std::path::{Path, PathBuf};

/// The most entries that are looked at.
const MOST: usize = 5_000;

/// A file or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name without the folder.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// The folders and files of a folder by name, folders first, hidden ones left out. Empty when it cannot be read.
pub fn entries(folder: &Path) -> Vec<Entry> {
    let Ok(found) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut entries: Vec<Entry> = found
        .flatten()
        .take(MOST)
        .map(|entry| {
            let path = entry.path();
            Entry {
                name: entry.file_name().to_string_lossy().into_owned(),
                is_folder: path.is_dir(),
                path,
            }
        })
        .filter(|entry| !entry.name.starts_with('.') && (entry.is_folder || entry.path.is_file()))
        .collect();
    entries.sort_by_key(|entry| (!entry.is_folder, entry.name.to_lowercase()));
    entries
}

/// The path that a person typed or dragged onto the terminal: without quotes, escaped spaces and `file://`, `~` as the
/// home folder.
pub fn typed(text: &str) -> PathBuf {
    let text = text.trim();
    let quoted = |quote| {
        text.strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
    };
    let text = match quoted('\'').or_else(|| quoted('"')) {
        Some(inside) => inside.to_owned(),
        None if cfg!(windows) => text.to_owned(),
        None => text.replace("\\ ", " "),
    };
    let text = text
        .strip_prefix("file://")
        .map_or(text.clone(), |rest| rest.replace("%20", " "));
    match (text.strip_prefix("~/"), directories::BaseDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => PathBuf::from(text),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn folders_come_first_and_hidden_files_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.csv", ".hidden", "A.csv"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("zoo")).unwrap();
        let names: Vec<String> = entries(folder.path())
            .into_iter()
            .map(|entry| entry.name)
            .collect();
        assert_eq!(names, ["zoo", "A.csv", "b.csv"]);
        assert!(entries(Path::new("/no/such/folder")).is_empty());
    }

    #[test]
    fn a_path_dragged_onto_the_terminal_is_read_as_it_is_meant() {
        for text in [
            "'/tmp/my calls.csv'",
            "\"/tmp/my calls.csv\"",
            " /tmp/my\\ calls.csv ",
            "file:///tmp/my%20calls.csv",
        ] {
            assert_eq!(typed(text), PathBuf::from("/tmp/my calls.csv"), "{text}");
        }
    }
}
