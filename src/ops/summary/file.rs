//! Writing a document to disk: whole or not at all, readable by its owner only, never through a link, never over
//! something unasked.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use tempfile::NamedTempFile;

/// Writes `bytes` to `path`. What stands there already is replaced only with `force`; a link there is replaced itself,
/// what it points to is left alone.
pub fn write_whole(path: &Path, bytes: &[u8], force: bool) -> Result<()> {
    let told = || format!("could not write {}; nothing was changed", path.display());
    check(path, force)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // Made beside its place with a name of its own, new, and private from the first byte.
    let mut file = NamedTempFile::new_in(folder).with_context(told)?;
    file.write_all(bytes).with_context(told)?;
    file.as_file().sync_all().with_context(told)?;
    if force {
        file.persist(path)
            .map_err(|error| error.error)
            .with_context(told)?;
    } else {
        file.persist_noclobber(path)
            .map_err(|error| match error.error.kind() {
                std::io::ErrorKind::AlreadyExists => anyhow::anyhow!(taken(path)),
                _ => anyhow::Error::from(error.error).context(told()),
            })?;
    }
    sync_folder(folder);
    Ok(())
}

fn check(path: &Path, force: bool) -> Result<()> {
    let Ok(there) = path.symlink_metadata() else {
        return Ok(());
    };
    if !force {
        bail!(taken(path));
    }
    if !there.is_file() && !there.is_symlink() {
        bail!("{} is not a file: choose another name", path.display());
    }
    Ok(())
}

fn taken(path: &Path) -> String {
    format!(
        "{} is there already: choose another name, or add --force to replace it",
        path.display()
    )
}

/// The new name survives a power cut too. Where a folder cannot be synced the file is there all the same.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_replaced_only_when_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("week.html");
        write_whole(&path, b"one", false).unwrap();
        let refused = write_whole(&path, b"two", false).unwrap_err().to_string();
        assert!(refused.contains("--force"), "{refused}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write_whole(&path, b"two", true).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no/such/week.html");
        assert!(write_whole(&path, b"one", true).is_err());
        assert!(write_whole(folder.path(), b"one", true).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_never_followed_and_the_file_is_private() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (link, aim) = (folder.path().join("week.html"), folder.path().join("aim"));
        symlink(&aim, &link).unwrap();
        assert!(write_whole(&link, b"one", false).is_err());
        assert!(!aim.exists());
        fs::write(&aim, "precious").unwrap();
        write_whole(&link, b"two", true).unwrap();
        assert_eq!(fs::read_to_string(&aim).unwrap(), "precious");
        let there = link.symlink_metadata().unwrap();
        assert!(there.is_file());
        assert_eq!(there.permissions().mode() & 0o777, 0o600);
    }
}
