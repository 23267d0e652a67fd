//! Files that are no desk, or no longer one: refused by name with what to do, their bytes unchanged.

use std::path::Path;

use crate::program::{Desk, Ran};

/// Commands that read, write and make a desk.
const COMMANDS: &[&[&str]] = &[
    &["rep", "list"],
    &["draw"],
    &["summary"],
    &["import", "week.csv"],
    &["init", "--name", "X", "--zone", "UTC", "--rep", "Dana"],
];

/// Runs every command on the file as it is; each must end with `code`, name the file, and leave the folder as it was.
fn refused(desk: &Desk, code: i32, says: &str) {
    desk.write("week.csv", &crate::program::log(3));
    let before = contents(desk.folder());
    for args in COMMANDS {
        let ran: Ran = desk.run(args);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(code), ""),
            "{args:?}: {ran:?}"
        );
        assert!(
            ran.err.contains("desk.db") && ran.err.contains(says),
            "{args:?}: {}",
            ran.err
        );
        assert_eq!(contents(desk.folder()), before, "{args:?}");
    }
}

/// Every file of a folder with its bytes.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = folder
        .read_dir()
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let bytes = if path.is_file() {
                std::fs::read(&path).unwrap()
            } else {
                Vec::new()
            };
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                bytes,
            )
        })
        .collect();
    found.sort();
    found
}

/// The bytes of a desk with calls, everything in the one file.
fn bytes() -> Vec<u8> {
    let desk = Desk::with_calls(200);
    desk.sql()
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    std::fs::read(desk.file()).unwrap()
}

#[test]
fn what_is_no_database_is_refused() {
    let desk = Desk::nowhere();
    std::fs::write(desk.file(), "Dear diary, ".repeat(500)).unwrap();
    refused(&desk, 4, "is not a deskside file");
    std::fs::write(desk.file(), "x").unwrap();
    refused(&desk, 4, "is not a deskside file");
}

#[test]
fn the_database_of_another_program_is_refused() {
    for mark in [0, 0x4d50_4251] {
        let desk = Desk::nowhere();
        let other = desk.sql();
        other.pragma_update(None, "application_id", mark).unwrap();
        other
            .execute_batch("CREATE TABLE rep (id INTEGER PRIMARY KEY, name TEXT)")
            .unwrap();
        drop(other);
        refused(&desk, 4, "database of another program");
    }
}

#[test]
fn a_newer_file_is_refused() {
    let desk = Desk::new();
    desk.sql().pragma_update(None, "user_version", 999).unwrap();
    desk.sql()
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    refused(&desk, 4, "newer deskside");
}

#[test]
fn a_folder_a_pipe_and_a_device_are_refused() {
    let desk = Desk::nowhere();
    std::fs::create_dir(desk.file()).unwrap();
    refused(&desk, 4, "not a regular file");
    #[cfg(unix)]
    {
        std::fs::remove_dir(desk.file()).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(desk.file())
            .status()
            .unwrap();
        assert!(made.success());
        refused(&desk, 4, "not a regular file");
        std::fs::remove_file(desk.file()).unwrap();
        std::os::unix::fs::symlink("/dev/null", desk.file()).unwrap();
        refused(&desk, 4, "not a regular file");
    }
}

#[test]
fn a_file_that_was_cut_is_told_to_be_damaged() {
    let whole = bytes();
    for share in [0.1, 0.5, 0.9] {
        let desk = Desk::nowhere();
        let cut = (whole.len() as f64 * share) as usize;
        std::fs::write(desk.file(), &whole[..cut]).unwrap();
        for args in COMMANDS.iter().filter(|args| args[0] != "init") {
            let ran = desk.run(args);
            // What lies in the part that is there may still be read; nothing else may happen than that it is told.
            let told = ran.code == Some(4) && ran.err.contains("damaged");
            let no_log = args[0] == "import" && ran.code == Some(1);
            assert!(
                told || no_log || ran.code == Some(0),
                "{share} {args:?}: {ran:?}"
            );
        }
        let check = desk.run(&["trends"]);
        assert_eq!(check.code, Some(4), "{share}: {check:?}");
    }
}

#[test]
fn pages_that_were_overwritten_never_stop_the_program_without_a_word() {
    let whole = bytes();
    let mut seed = 0x5eed_u32;
    let pages = whole.len() / 4096;
    for _ in 0..12 {
        let desk = Desk::nowhere();
        let mut broken = whole.clone();
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let page = 1 + seed as usize % (pages - 1);
        for byte in &mut broken[page * 4096..(page + 1) * 4096] {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *byte = (seed >> 24) as u8;
        }
        std::fs::write(desk.file(), &broken).unwrap();
        for args in [
            &["rep", "list"][..],
            &["draw"],
            &["summary"],
            &["trends", "no_repeat_7d"],
            &["import", "names"],
        ] {
            let ran = desk.run(args);
            let told =
                ran.code == Some(4) && ran.err.contains("damaged") && ran.err.contains("desk.db");
            assert!(
                told || ran.code == Some(0),
                "page {page}, {args:?}: {ran:?}"
            );
        }
    }
}

#[test]
fn an_empty_file_becomes_a_desk_only_when_one_is_set_up() {
    let desk = Desk::nowhere();
    std::fs::write(desk.file(), "").unwrap();
    let ran = desk.run(&["summary"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(std::fs::metadata(desk.file()).unwrap().len(), 0);
    desk.json(&["init", "--name", "X", "--zone", "UTC", "--rep", "Dana"]);
    assert_eq!(desk.json(&["rep", "list"])[0]["name"], "Dana");
}
