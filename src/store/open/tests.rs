#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_new_file_and_its_folder_are_private() {
    let folder = folder();
    let path = folder.path().join("data/desk.db");
    drop(Store::open(&path, Patience::Job).unwrap());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |p: &Path| std::fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
    }
    assert!(Store::open(&path, Patience::Job).is_ok());
}

#[test]
fn a_newer_file_is_refused_by_name_and_left_alone() {
    let folder = folder();
    let path = folder.path().join("desk.db");
    let store = Store::open(&path, Patience::Job).unwrap();
    store.conn.pragma_update(None, "user_version", 99).unwrap();
    drop(store);
    let before = std::fs::read(&path).unwrap();
    let error = Store::open(&path, Patience::Job).unwrap_err();
    assert!(
        matches!(error, StoreError::Newer { found: 99, .. }),
        "{error}"
    );
    assert!(error.to_string().contains("desk.db"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn what_is_not_ours_is_refused_and_left_alone() {
    let folder = folder();
    let other = folder.path().join("other.db");
    Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE notes (text)")
        .unwrap();
    let text = folder.path().join("text.db");
    std::fs::write(
        &text,
        "just some text, long enough to be looked at by anyone".repeat(40),
    )
    .unwrap();
    let byte = folder.path().join("byte.db");
    std::fs::write(&byte, "x").unwrap();
    for path in [&other, &text, &byte] {
        let before = std::fs::read(path).unwrap();
        let error = Store::open(path, Patience::Job).unwrap_err();
        assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
        assert_eq!(&std::fs::read(path).unwrap(), &before);
    }
    assert!(matches!(
        Store::open(folder.path(), Patience::Job),
        Err(StoreError::Foreign { .. })
    ));
}

#[test]
fn a_desk_knows_its_own_files() {
    let folder = folder();
    let path = folder.path().join("desk.db");
    let store = Store::open(&path, Patience::Job).unwrap();
    std::fs::write(folder.path().join("calls.csv"), "").unwrap();
    let is_own = |name: &str| store.is_own(&folder.path().join(name));
    assert!(is_own("desk.db") && is_own("desk.db-wal") && is_own("./desk.db-shm"));
    assert!(!is_own("calls.csv") && !is_own("none"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&path, folder.path().join("link")).unwrap();
        assert!(is_own("link"));
    }
    assert!(!Store::in_memory().unwrap().is_own(&path));
}

#[test]
fn before_the_schema_changes_a_whole_copy_is_made_even_after_one_that_was_cut_short() {
    let folder = folder();
    let path = folder.path().join("desk.db");
    let store = Store::open(&path, Patience::Job).unwrap();
    store
        .conn
        .execute("INSERT INTO setting VALUES ('kept', '1')", [])
        .unwrap();
    let copy = folder
        .path()
        .join(format!("desk.before-v{}.db", migrations::newest()));
    let part = copy.with_extension("part");
    std::fs::write(&part, "cut short").unwrap();
    copy_before_migration(&path).unwrap();
    assert!(copy.exists() && !part.exists());
    let kept: i64 = Connection::open(&copy)
        .unwrap()
        .query_row(
            "SELECT count(*) FROM setting WHERE name = 'kept'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(kept, 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&copy).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn an_older_file_that_several_open_at_once_is_copied_and_carried_over_once() {
    let folder = folder();
    let path = folder.path().join("desk.db");
    let old = Connection::open(&path).unwrap();
    old.pragma_update(None, "application_id", APPLICATION_ID)
        .unwrap();
    let steps = migrations::newest() / 2;
    for (_, sql) in &migrations::ALL[..usize::try_from(steps).unwrap()] {
        old.execute_batch(sql).unwrap();
    }
    old.pragma_update(None, "user_version", steps).unwrap();
    drop(old);
    let start = std::sync::Barrier::new(4);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                start.wait();
                let store = Store::open(&path, Patience::Job).unwrap();
                assert_eq!(
                    migrations::version(&store.conn).unwrap(),
                    migrations::newest()
                );
            });
        }
    });
    let copies: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|found| *found != path)
        .collect();
    let copy = path.with_extension(format!("before-v{}.db", migrations::newest()));
    assert_eq!(copies, std::slice::from_ref(&copy));
    let kept = migrations::version(&Connection::open(&copy).unwrap());
    assert_eq!(kept.unwrap(), steps);
}

#[test]
fn an_inner_transaction_that_fails_takes_back_only_its_own_part() {
    let store = Store::in_memory().unwrap();
    let set = |store: &Store, name: &str| {
        store
            .conn
            .execute("INSERT INTO setting VALUES (?1, '1')", [name])
            .map_err(StoreError::from)
    };
    store
        .transaction(|store| {
            set(store, "kept")?;
            let inner: Result<(), StoreError> = store.transaction(|store| {
                set(store, "taken back")?;
                Err(StoreError::Refused("no".into()))
            });
            assert!(inner.is_err());
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let names: String = store
        .conn
        .query_row("SELECT group_concat(name) FROM setting", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(names, "kept");
}

#[test]
fn a_statement_that_is_kept_is_used_as_it_is_whatever_is_bound_to_it() {
    let store = Store::in_memory().unwrap();
    let mut plans_made_anew = 0;
    for rep in [1, 7, 0] {
        let mut query = store
            .conn
            .prepare_cached(
                "SELECT count(*) FROM call WHERE rep_id = ?1 AND standing = ?2 LIMIT ?3",
            )
            .unwrap();
        query.query_row((rep, "handled", 5), |_| Ok(())).unwrap();
        plans_made_anew += query.get_status(rusqlite::StatementStatus::RePrepare);
    }
    assert_eq!(plans_made_anew, 0);
}
