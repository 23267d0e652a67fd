//! What can go wrong with the file, in the words of the owner.

/// A fault of the file or of what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file was made by a newer program.
    #[error(
        "{file} was written by a newer deskside (file version {found}, this program knows {known}): install the newer program"
    )]
    Newer {
        /// The path.
        file: String,
        /// The file's version.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The file belongs to another program, or is not a database at all.
    #[error("{file} is not a deskside file: {why}. Choose another with --db")]
    Foreign {
        /// The path.
        file: String,
        /// What it looks like instead.
        why: String,
    },
    /// The file is damaged.
    #[error("{file} is damaged ({why}): restore a backup; nothing was changed")]
    Damaged {
        /// The path.
        file: String,
        /// What `SQLite` says.
        why: String,
    },
    /// Another program holds the file for longer than was waited.
    #[error("the file is busy: another program is writing to it. Nothing was changed; try again")]
    Busy,
    /// No space is left.
    #[error("the disk is full: nothing was changed. Free some space and try again")]
    DiskFull,
    /// The file may only be read.
    #[error("the file may only be read, not written: nothing was changed")]
    ReadOnly,
    /// The file may not even be read, or cannot be reached.
    #[error("{file} cannot be opened: see who may read it and the folder it is in")]
    Unreadable {
        /// The path.
        file: String,
    },
    /// The disk or the system under it failed.
    #[error(
        "the disk could not be read or written ({0}): nothing was changed. See that there is space and that the disk is sound, and try again"
    )]
    Disk(String),
    /// What was asked for is not there.
    #[error("there is no {what} {which}")]
    Missing {
        /// The word for it.
        what: &'static str,
        /// Its id or name.
        which: String,
    },
    /// What was to be written breaks a rule of the desk.
    #[error("{0}")]
    Refused(String),
    /// A value in the file is not one that this program writes.
    #[error("the file holds an unknown {what}: '{found}'")]
    Unknown {
        /// What sort of value.
        what: &'static str,
        /// As found.
        found: String,
    },
    /// Anything else from the operating system.
    #[error("{what}: {source}")]
    Io {
        /// What was being done, to what.
        what: String,
        /// The fault.
        source: std::io::Error,
    },
    /// Anything else from `SQLite`.
    #[error("the file could not be used: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        // The shared memory file grows with room on the disk only.
        let code = error.sqlite_error().map(|error| error.extended_code);
        if code == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) {
            return Self::DiskFull;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::SystemIoFailure) => Self::Disk(error.to_string()),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged {
                file: "the file".into(),
                why: error.to_string(),
            },
            _ => Self::Sqlite(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_disk_is_told_in_the_owners_words() {
        for (code, expected) in [
            (rusqlite::ffi::SQLITE_FULL, "the disk is full"),
            (rusqlite::ffi::SQLITE_IOERR_SHMSIZE, "the disk is full"),
            (rusqlite::ffi::SQLITE_IOERR_WRITE, "there is space"),
            (rusqlite::ffi::SQLITE_BUSY_SNAPSHOT, "is busy"),
            (rusqlite::ffi::SQLITE_READONLY_DBMOVED, "may only be read"),
        ] {
            let error = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
            let told = StoreError::from(error).to_string();
            assert!(told.contains(expected), "{code}: {told}");
        }
    }
}
