//! The recordings' folder: the one place from which a recording is ever opened. What a file or a call log says of where
//! a recording lies is never trusted: nothing outside of the folder is opened, and nothing but a regular file.

use std::fs::File;
use std::io;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::store::{Store, desk};

/// The setting that names the folder.
const SETTING: &str = "recordings_folder";

/// The folder, without links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root(PathBuf);

/// Why a recording is not opened.
#[derive(Debug, thiserror::Error)]
pub enum PathFault {
    /// An address.
    #[error("it lies at an address, which is never fetched")]
    Address,
    /// Anything that leads out of the folder.
    #[error("it lies outside of the recordings' folder")]
    Outside,
    /// Nothing is there.
    #[error("it is not in the recordings' folder")]
    Missing,
    /// A folder, a device, a pipe.
    #[error("it is not a regular file")]
    NotAFile,
    /// It cannot be opened.
    #[error("it cannot be opened: {0}")]
    Io(io::Error),
}

impl Root {
    /// The folder of this desk, where it was ever told and still is there.
    ///
    /// # Errors
    /// The folder that was told cannot be reached.
    pub fn of(store: &Store) -> Result<Option<Self>> {
        let Some(folder) = desk::setting(store, SETTING)? else {
            return Ok(None);
        };
        Self::at(Path::new(&folder)).map(Some)
    }

    /// The folder as it was told, reachable or not.
    ///
    /// # Errors
    /// What the store says.
    pub fn told(store: &Store) -> Result<Option<String>> {
        Ok(desk::setting(store, SETTING)?)
    }

    /// Makes a folder the desk's.
    ///
    /// # Errors
    /// It is no folder, or its name is no text.
    pub fn set(store: &Store, folder: &Path) -> Result<Self> {
        let root = Self::at(folder)?;
        let name = root
            .0
            .to_str()
            .context("the folder's name cannot be kept: it is not readable text")?;
        desk::set(store, SETTING, name)?;
        Ok(root)
    }

    /// A folder for one reading, not the desk's.
    pub(in crate::ops) fn at(folder: &Path) -> Result<Self> {
        let doing = || {
            format!(
                "the recordings' folder {} cannot be reached",
                folder.display()
            )
        };
        let root = folder.canonicalize().with_context(doing)?;
        ensure!(root.is_dir(), "{} is not a folder", folder.display());
        Ok(Self(root))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// How a file inside is written down: below the folder, parted by `/`. None for one outside.
    pub fn relative(&self, path: &Path) -> Option<String> {
        let below = path.strip_prefix(&self.0).ok()?;
        let parts: Option<Vec<&str>> = below
            .components()
            .map(|part| part.as_os_str().to_str())
            .collect();
        Some(parts?.join("/"))
    }

    /// The regular file that is written down so, after every link, inside of the folder.
    ///
    /// # Errors
    /// Why it is not opened.
    pub fn find(&self, path: &str) -> Result<PathBuf, PathFault> {
        if path.contains("://") {
            return Err(PathFault::Address);
        }
        let inside = Path::new(path);
        let is_plain = inside
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !is_plain || path.starts_with("\\\\") || path.contains('\0') {
            return Err(PathFault::Outside);
        }
        let found = self
            .0
            .join(inside)
            .canonicalize()
            .map_err(|error| match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => PathFault::Missing,
                _ => PathFault::Io(error),
            })?;
        if !found.starts_with(&self.0) {
            return Err(PathFault::Outside);
        }
        // Asked before it is opened: to open a pipe is to wait for ever.
        let kind = std::fs::metadata(&found).map_err(PathFault::Io)?;
        if kind.is_file() {
            Ok(found)
        } else {
            Err(PathFault::NotAFile)
        }
    }

    /// Opens such a file for reading.
    ///
    /// # Errors
    /// Why it is not opened.
    pub fn open(&self, path: &str) -> Result<File, PathFault> {
        File::open(self.find(path)?).map_err(PathFault::Io)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn folder() -> (tempfile::TempDir, Root) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("secret.wav"), "x").unwrap();
        let inside = folder.path().join("monitor");
        std::fs::create_dir_all(inside.join("2026")).unwrap();
        std::fs::write(inside.join("2026/a.wav"), "x").unwrap();
        std::fs::write(inside.join("-rf.wav"), "x").unwrap();
        std::fs::write(inside.join("$(reboot).wav"), "x").unwrap();
        let root = Root::at(&inside).unwrap();
        (folder, root)
    }

    #[test]
    fn what_lies_in_the_folder_is_found_whatever_its_name() {
        let (_folder, root) = folder();
        for path in ["2026/a.wav", "-rf.wav", "$(reboot).wav"] {
            let found = root.find(path).unwrap();
            assert!(found.is_absolute() && found.ends_with(path), "{path}");
            assert_eq!(root.relative(&found).as_deref(), Some(path));
        }
    }

    #[test]
    fn nothing_outside_of_the_folder_is_opened() {
        let (folder, root) = folder();
        let absolute = folder.path().join("secret.wav").display().to_string();
        for path in [
            "../secret.wav",
            "2026/../../secret.wav",
            "/etc/passwd",
            &absolute,
            "\\\\server\\share\\a.wav",
            "a\0b",
            "",
            ".",
        ] {
            assert!(root.open(path).is_err(), "{path}");
        }
        assert!(matches!(
            root.open("https://example.com/a.wav"),
            Err(PathFault::Address)
        ));
        assert!(matches!(root.open("2026/b.wav"), Err(PathFault::Missing)));
        assert!(matches!(root.open("2026"), Err(PathFault::NotAFile)));
    }

    #[cfg(unix)]
    #[test]
    fn links_out_pipes_and_devices_are_not_opened() {
        let (folder, root) = folder();
        let link = |to: &Path, name: &str| {
            std::os::unix::fs::symlink(to, root.folder().join(name)).unwrap();
        };
        link(&folder.path().join("secret.wav"), "out.wav");
        link(folder.path(), "up");
        link(Path::new("/dev/zero"), "zero.wav");
        link(&root.folder().join("2026/a.wav"), "in.wav");
        std::process::Command::new("mkfifo")
            .arg(root.folder().join("pipe.wav"))
            .status()
            .unwrap();
        for path in ["out.wav", "up/secret.wav", "zero.wav"] {
            assert!(matches!(root.open(path), Err(PathFault::Outside)), "{path}");
        }
        assert!(matches!(root.open("pipe.wav"), Err(PathFault::NotAFile)));
        assert!(root.open("in.wav").is_ok());
    }
}
