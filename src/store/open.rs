//! Opening the file: whose it is, how old it is, the pragmas, its permissions; and transactions.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::store::{StoreError, migrations, rollup, words};

/// Marks a file as ours: "Desk" in ASCII.
const APPLICATION_ID: i64 = 0x4465_736b;

/// Pages kept in memory, at most, in KiB: what the screens go through on a desk of years is read once.
const CACHE_KIB: i64 = 32 * 1024;

/// How long to wait for another program that writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// A quarter of a second: somebody looks at the screen.
    Screen,
    /// Five seconds: commands and jobs.
    Job,
}

/// The desk's file, open. One connection; cheap to open a second one for a job.
pub struct Store {
    pub(in crate::store) conn: Connection,
    read_only: bool,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("read_only", &self.read_only)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the file, making it and its folder where there is none and taking the missing steps of its schema.
    ///
    /// # Errors
    /// A file of another program, damaged, newer than this program, busy, or a full disk: each by name, the bytes
    /// unchanged.
    pub fn open(path: &Path, patience: Patience) -> Result<Self, StoreError> {
        let fresh = prepare(path)?;
        match Self::open_for_writing(path, patience) {
            Err(StoreError::ReadOnly) if !fresh => Self::open_for_reading(path),
            other => other,
        }
    }

    /// A desk that lives in memory only.
    pub fn in_memory() -> Result<Self, StoreError> {
        let conn = Connection::open_in_memory()?;
        harden(&conn, Patience::Job)?;
        conn.pragma_update(None, "foreign_keys", true)?;
        let store = Self {
            conn,
            read_only: false,
        };
        store.transaction(|store| migrations::run(&store.conn))?;
        Ok(store)
    }

    /// Whether nothing can be written: a read-only file, folder or disk.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Whether `path` leads to this desk's own file or one of those beside it. Whoever opens and closes one of them
    /// within this program drops the locks that keep other programs from writing.
    pub fn is_own(&self, path: &Path) -> bool {
        let Ok(asked) = path.canonicalize() else {
            return false;
        };
        let own = self.conn.path().filter(|own| !own.is_empty());
        let is_asked = |own: String| Path::new(&own).canonicalize().is_ok_and(|own| own == asked);
        own.is_some_and(|own| {
            ["", "-wal", "-shm"]
                .iter()
                .any(|end| is_asked(format!("{own}{end}")))
        })
    }

    /// Does all of `work` or nothing of it, and leaves the roll-ups and the index of words right. May be nested: an inner one that fails takes
    /// back only its own part.
    ///
    /// # Errors
    /// What `work` gives back, or the fault of beginning or committing.
    pub fn transaction<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let (begin, commit, back) = if self.conn.is_autocommit() {
            ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        } else {
            (
                "SAVEPOINT part",
                "RELEASE part",
                "ROLLBACK TO part; RELEASE part",
            )
        };
        let run = |sql: &str| self.conn.execute_batch(sql).map_err(StoreError::from);
        run(begin)?;
        let end = || {
            if commit == "COMMIT" {
                words::settle(self)?;
                rollup::settle(self)?;
            }
            run(commit)
        };
        match work(self).and_then(|done| end().map(|()| done).map_err(E::from)) {
            Ok(done) => Ok(done),
            Err(error) => {
                // SQLite has already rolled back after some faults; the first error is the one to tell.
                let _ = run(back);
                Err(error)
            }
        }
    }

    fn open_for_writing(path: &Path, patience: Patience) -> Result<Self, StoreError> {
        let name = path.display().to_string();
        let conn = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )
        .map_err(|error| by_name(&name, error))?;
        harden(&conn, patience).map_err(|error| by_name(&name, error))?;
        check_owner(&conn, &name)?;
        conn.pragma_update(None, "journal_mode", "WAL")
            .map_err(|error| by_name(&name, error))?;
        conn.pragma_update(None, "synchronous", "FULL")?;
        conn.pragma_update(None, "foreign_keys", true)?;
        let store = Self {
            conn,
            read_only: false,
        };
        if migrations::version(&store.conn)? < migrations::newest() {
            store.transaction(|store| store.upgrade(path))?;
        }
        Ok(store)
    }

    /// Takes the steps of the schema that are missing, one program at a time.
    fn upgrade(&self, path: &Path) -> Result<(), StoreError> {
        // Another program may have taken them while this one waited for its turn.
        check_owner(&self.conn, &path.display().to_string())?;
        if migrations::version(&self.conn)? > 0 {
            copy_before_migration(path)?;
        }
        self.conn
            .pragma_update(None, "application_id", APPLICATION_ID)?;
        migrations::run(&self.conn)
    }

    fn open_for_reading(path: &Path) -> Result<Self, StoreError> {
        let name = path.display().to_string();
        let escaped = name
            .replace('%', "%25")
            .replace('?', "%3f")
            .replace('#', "%23");
        let open = |query: &str| {
            Connection::open_with_flags(
                format!("file:{escaped}?{query}"),
                OpenFlags::SQLITE_OPEN_READ_ONLY
                    | OpenFlags::SQLITE_OPEN_URI
                    | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            )
        };
        let readable = |conn: &Connection| check_owner(conn, &name);
        // A write-ahead log in a folder that may not be written cannot even be read, unless nothing else changes it.
        let conn = match open("mode=ro") {
            Ok(conn) if readable(&conn).is_ok() => conn,
            _ => open("mode=ro&immutable=1").map_err(|error| match by_name(&name, error) {
                StoreError::ReadOnly => StoreError::Unreadable { file: name.clone() },
                other => other,
            })?,
        };
        harden(&conn, Patience::Screen)?;
        readable(&conn)?;
        if migrations::version(&conn)? < migrations::newest() {
            return Err(StoreError::ReadOnly);
        }
        Ok(Self {
            conn,
            read_only: true,
        })
    }
}

/// Makes the folder (0700) and an empty file (0600) where there is none. True when the file is new.
fn prepare(path: &Path) -> Result<bool, StoreError> {
    let io = |what: &str, at: &Path| {
        let what = format!("{what} {}", at.display());
        move |source| StoreError::Io { what, source }
    };
    let foreign = |why: &str| StoreError::Foreign {
        file: path.display().to_string(),
        why: why.into(),
    };
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => Err(foreign("it is not a regular file")),
        // SQLite takes a file of one byte for an empty one, and would write over it.
        Ok(found) if found.len() == 1 => Err(foreign("it is not a database")),
        Ok(found) => Ok(found.len() == 0),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if let Some(folder) = path
                .parent()
                .filter(|f| !f.as_os_str().is_empty() && !f.exists())
            {
                private_folder(folder).map_err(io("could not make the folder", folder))?;
            }
            match private_file(path) {
                Ok(()) => Ok(true),
                // Another program was a moment faster.
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
                Err(error) => Err(io("could not make", path)(error)),
            }
        }
        Err(error) => Err(io("could not open", path)(error)),
    }
}

/// Makes a folder, and those above it, that only its owner may look into.
#[cfg(unix)]
pub fn private_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

/// Makes a folder, and those above it.
#[cfg(not(unix))]
pub fn private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

fn private_file(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    drop(file);
    Ok(())
}

fn harden(conn: &Connection, patience: Patience) -> Result<(), rusqlite::Error> {
    conn.busy_timeout(match patience {
        Patience::Screen => Duration::from_millis(250),
        Patience::Job => Duration::from_secs(5),
    })?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Without it the plan of a statement may hang on what is bound to it, and one that is kept is made anew at every use.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "cache_size", -CACHE_KIB)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn is_empty(conn: &Connection) -> Result<bool, rusqlite::Error> {
    conn.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| {
        row.get(0)
    })
}

fn check_owner(conn: &Connection, file: &str) -> Result<(), StoreError> {
    let owner: i64 = conn
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .map_err(|error| by_name(file, error))?;
    let empty = is_empty(conn).map_err(|error| by_name(file, error))?;
    if owner != APPLICATION_ID && !empty {
        let why = "it is the database of another program".to_owned();
        return Err(StoreError::Foreign {
            file: file.to_owned(),
            why,
        });
    }
    let (found, known) = (migrations::version(conn)?, migrations::newest());
    if found > known {
        return Err(StoreError::Newer {
            file: file.to_owned(),
            found,
            known,
        });
    }
    Ok(())
}

/// A whole copy beside the file before its schema changes, named after the version that follows; there once it was
/// read back and found sound. Only for whoever holds the file for writing.
fn copy_before_migration(path: &Path) -> Result<(), StoreError> {
    let named = |end: &str| path.with_extension(format!("before-v{}.{end}", migrations::newest()));
    let (copy, part) = (named("db"), named("part"));
    if copy.exists() {
        return Ok(());
    }
    let io = |source| StoreError::Io {
        what: format!("could not make {}", copy.display()),
        source,
    };
    if part.exists() {
        // A program that was killed left it behind.
        std::fs::remove_file(&part).map_err(io)?;
    }
    private_file(&part).map_err(io)?;
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?.backup(
        rusqlite::MAIN_DB,
        &part,
        None::<fn(rusqlite::backup::Progress)>,
    )?;
    let said: String =
        Connection::open(&part)?.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    if said != "ok" {
        return Err(StoreError::Damaged {
            file: path.display().to_string(),
            why: said,
        });
    }
    std::fs::rename(&part, &copy).map_err(io)
}

fn by_name(file: &str, error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreError::Foreign {
            file: file.to_owned(),
            why: "it is not a database".into(),
        },
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged {
            file: file.to_owned(),
            why: error.to_string(),
        },
        Some(ErrorCode::CannotOpen) => StoreError::ReadOnly,
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests;
