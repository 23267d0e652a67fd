//! Which player is on this machine. Looks, starts nothing.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::tui::editor::words;

/// Where the installers of a Mac put it, besides what `PATH` names.
const MORE_FOLDERS: &[&str] = &[
    "/opt/homebrew/bin",
    "/usr/local/bin",
    "/Applications/mpv.app/Contents/MacOS",
];

/// A player that can be steered while it plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    path: PathBuf,
    options: Vec<String>,
}

impl Program {
    /// The player that `DESKSIDE_PLAYER` names (with options of its own, parted by spaces), else the mpv of this
    /// machine; none where there is none, or where the system has no sockets to steer it by.
    pub fn find(variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        if !cfg!(unix) {
            return None;
        }
        let named = variable("DESKSIDE_PLAYER").and_then(|text| text.into_string().ok());
        let mut words = words(named.as_deref().unwrap_or("mpv")).into_iter();
        let name = words.next()?;
        let folders = variable("PATH").unwrap_or_default();
        let path = std::env::split_paths(&folders)
            .chain(MORE_FOLDERS.iter().map(PathBuf::from))
            .map(|folder| folder.join(&name))
            .find(|path| runs(path))?;
        Some(Self {
            path,
            options: words.collect(),
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it is started with besides.
    pub fn options(&self) -> &[String] {
        &self.options
    }

    /// Whether it was told to make no sound, so that silence is no fault.
    pub fn is_mute(&self) -> bool {
        self.options.iter().any(|option| option == "--ao=null")
    }
}

#[cfg(unix)]
fn runs(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;

    path.metadata()
        .is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn runs(_: &Path) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn program(folder: &Path, name: &str, mode: u32) {
        let path = folder.join(name);
        std::fs::write(&path, "").unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn the_first_that_may_be_run_is_taken_with_its_options() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        program(one.path(), "quiet", 0o644);
        program(two.path(), "quiet", 0o755);
        let path = std::env::join_paths([one.path(), two.path()]).unwrap();
        let found = Program::find(|name| match name {
            "PATH" => Some(path.clone()),
            _ => Some("quiet --ao=null".into()),
        })
        .unwrap();
        assert_eq!(found.path(), two.path().join("quiet"));
        assert!(found.is_mute());
    }

    #[test]
    fn a_name_that_is_nowhere_is_no_player() {
        let found = Program::find(|name| (name != "PATH").then(|| "no-such-player".into()));
        assert_eq!(found, None);
    }
}
