//! A call's recording: where it is on this machine, and how loud it is over its length. The one place that makes a path
//! of what a call log says; nothing is ever fetched.

mod wav;

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::store::{Store, desk};

pub use wav::{Unreadable, loudness};

/// The setting that names the folder of the recordings.
const FOLDER: &str = "recordings_folder";

/// Where a recording is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recording {
    /// The log names none.
    None,
    /// The log names an address in the network.
    Elsewhere,
    /// The log names one that is not in the folder of the recordings.
    Missing,
    /// Here.
    Here(PathBuf),
}

/// Finds the recording that a log calls `named`. Only files inside the folder of the recordings count: the one that was
/// set, else `recordings` beside the desk's file.
pub fn find(store: &Store, named: &str, desk_file: &Path) -> Result<Recording> {
    let named = named.trim();
    if named.is_empty() {
        return Ok(Recording::None);
    }
    if named.contains("://") {
        return Ok(Recording::Elsewhere);
    }
    let folder = match desk::setting(store, FOLDER)? {
        Some(folder) => PathBuf::from(folder),
        None => desk_file.with_file_name("recordings"),
    };
    Ok(match inside(&folder, named) {
        Some(path) => Recording::Here(path),
        None => Recording::Missing,
    })
}

/// The plain file `named` in `folder` or below, wherever links lead; none when it is elsewhere or not there.
fn inside(folder: &Path, named: &str) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let path = folder.join(named).canonicalize().ok()?;
    (path.starts_with(&folder) && path.is_file()).then_some(path)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn found(named: &str) -> Recording {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("recordings/2026");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("one.wav"), "").unwrap();
        std::fs::write(home.path().join("private.wav"), "").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(home.path().join("private.wav"), folder.join("link.wav"))
            .unwrap();
        let store = Store::in_memory().unwrap();
        match find(&store, named, &home.path().join("desk.db")).unwrap() {
            Recording::Here(path) => Recording::Here(path.file_name().unwrap().into()),
            other => other,
        }
    }

    #[test]
    fn a_file_in_the_folder_of_the_recordings_is_found() {
        assert_eq!(found(" 2026/one.wav "), Recording::Here("one.wav".into()));
        assert_eq!(
            found("2026/../2026/one.wav"),
            Recording::Here("one.wav".into())
        );
        assert_eq!(found(""), Recording::None);
        assert_eq!(found("https://example.com/one.wav"), Recording::Elsewhere);
    }

    #[test]
    fn nothing_outside_the_folder_is_opened() {
        for named in [
            "../private.wav",
            "/etc/hostname",
            "2026/link.wav",
            "2026",
            "--help",
            "$(id)",
            "\\\\host\\share\\one.wav",
        ] {
            assert_eq!(found(named), Recording::Missing, "{named}");
        }
    }
}
