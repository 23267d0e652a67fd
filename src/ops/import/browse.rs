//! What stands in a folder, for choosing a file, and what a person means by a typed or pasted path.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The most entries that are looked at.
const MOST: usize = 5_000;
/// What the names of files end with that may hold something to bring in.
const LIKELY: &[&str] = &[
    "csv", "tsv", "tab", "txt", "log", "xlsx", "xlsm", "json", "jsonl", "ndjson", "xml", "html",
    "htm", "sql", "zip", "vtt", "srt", "wav", "mp3", "ogg", "opus", "m4a", "gsm",
];

/// A file or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name without the folder.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Whether it may hold something to bring in, by its name.
    pub is_likely: bool,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last changed, in seconds since 1970; 0 where nobody knows.
    pub changed_at: i64,
}

/// What stands in a folder, hidden ones left out: likely files, the newest first; then folders; then other files by
/// name. Empty when it cannot be read.
pub fn entries(folder: &Path) -> Vec<Entry> {
    let Ok(found) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut entries: Vec<Entry> = found
        .flatten()
        .take(MOST)
        .filter_map(|one| entry(&one.path()))
        .collect();
    entries.sort_by_cached_key(|entry| {
        let place = match (entry.is_likely, entry.is_folder) {
            (true, _) => 0,
            (_, true) => 1,
            _ => 2,
        };
        let newest_first = if entry.is_likely {
            -entry.changed_at
        } else {
            0
        };
        (place, newest_first, entry.name.to_lowercase())
    });
    entries
}

fn entry(path: &Path) -> Option<Entry> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let told = std::fs::metadata(path).ok()?;
    if name.starts_with('.') || !(told.is_dir() || told.is_file()) {
        return None;
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let changed = told.modified().ok();
    let since = changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    Some(Entry {
        is_likely: told.is_file() && LIKELY.iter().any(|one| one.eq_ignore_ascii_case(ending)),
        is_folder: told.is_dir(),
        bytes: told.len(),
        changed_at: since.map_or(0, |since| since.as_secs() as i64),
        path: path.to_owned(),
        name,
    })
}

/// The path that a person typed or dragged onto the terminal: without quotes and escapes, a `file://` address as its
/// path, `~` as the home folder.
pub fn typed(text: &str) -> PathBuf {
    let text = text.trim();
    let quoted = |quote| {
        text.strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
    };
    let text = match quoted('\'').or_else(|| quoted('"')) {
        Some(inside) => inside.to_owned(),
        None if cfg!(windows) => text.to_owned(),
        None => unescaped(text),
    };
    let address = text.strip_prefix("file://").map(|rest| {
        let path = rest.strip_prefix("localhost").unwrap_or(rest);
        without_percents(path)
    });
    let text = address.unwrap_or(text);
    let home = directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    match (text.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home,
        (Some(rest), Some(home)) if rest.starts_with('/') => {
            home.join(rest.trim_start_matches('/'))
        }
        _ => PathBuf::from(text),
    }
}

/// The text of an address: `%20` is a space.
fn without_percents(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let code = part
            .get(..2)
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        // What is no code is meant as it stands.
        let plain = if code.is_some() { 2 } else { 0 };
        bytes.push(code.unwrap_or(b'%'));
        bytes.extend(part.bytes().skip(plain));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text without the backslashes that a shell would take away.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => plain.extend(characters.next()),
            other => plain.push(other),
        }
    }
    plain
}

/// The name that all of those begin with which begin with `begin`, whatever the case; none where it is no longer.
pub fn completed<'e>(entries: impl Iterator<Item = &'e Entry>, begin: &str) -> Option<String> {
    let lower = begin.to_lowercase();
    let fitting: Vec<&Entry> = entries
        .filter(|entry| entry.name.to_lowercase().starts_with(&lower))
        .collect();
    let first = fitting.first()?;
    let mut common: Vec<char> = first.name.chars().collect();
    for entry in &fitting {
        let same = common.iter().zip(entry.name.chars());
        let same = same.take_while(|(one, other)| one.to_lowercase().eq(other.to_lowercase()));
        let length = same.count();
        common.truncate(length);
    }
    let mut text: String = common.into_iter().collect();
    if fitting.len() == 1 && first.is_folder {
        text.push(std::path::MAIN_SEPARATOR);
    }
    (text.chars().count() > begin.chars().count()).then_some(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use std::time::{Duration, SystemTime};

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = entries(folder).into_iter();
        entries.map(|entry| entry.name).collect()
    }

    #[test]
    fn likely_files_come_first_the_newest_before_the_others() {
        let folder = tempfile::tempdir().unwrap();
        for (name, days) in [("b.csv", 1), ("Old.CSV", 9), ("a.pdf", 0), (".hidden", 0)] {
            let file = std::fs::File::create(folder.path().join(name)).unwrap();
            let at = SystemTime::now() - Duration::from_secs(days * 86_400);
            file.set_modified(at).unwrap();
        }
        std::fs::create_dir(folder.path().join("zoo")).unwrap();
        assert_eq!(names(folder.path()), ["b.csv", "Old.CSV", "zoo", "a.pdf"]);
        assert!(entries(Path::new("/no/such/folder")).is_empty());
    }

    #[test]
    fn a_path_dragged_onto_the_terminal_is_read_as_it_is_meant() {
        for text in [
            "'/tmp/my calls (1).csv'",
            "\"/tmp/my calls (1).csv\"",
            " /tmp/my\\ calls\\ \\(1\\).csv ",
            "file:///tmp/my%20calls%20%281%29.csv",
            "file://localhost/tmp/my%20calls%20(1).csv",
        ] {
            let meant = PathBuf::from("/tmp/my calls (1).csv");
            assert_eq!(typed(text), meant, "{text}");
        }
        let accented = PathBuf::from("/tmp/été.csv");
        assert_eq!(typed("file:///tmp/%C3%A9t%C3%A9.csv"), accented);
    }

    #[test]
    fn a_name_is_completed_as_far_as_it_is_sure() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["calls-monday.csv", "Calls-tuesday.csv"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("logs")).unwrap();
        let all = entries(folder.path());
        let completed = |begin| completed(all.iter(), begin).map(|text| text.to_lowercase());
        assert_eq!(completed("ca").as_deref(), Some("calls-"));
        assert_eq!(completed("calls-m").as_deref(), Some("calls-monday.csv"));
        assert_eq!(completed("calls-"), None);
        assert_eq!(
            completed("l"),
            Some(format!("logs{}", std::path::MAIN_SEPARATOR))
        );
        assert_eq!(completed("x"), None);
    }
}
