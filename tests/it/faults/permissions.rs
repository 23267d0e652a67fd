//! What may not be read or written, what others may see, and a disk that is full.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;

use crate::program::{Desk, Ran, log};

/// Somebody without rights: whoever runs the tests, or nobody when that is root, whom no mode holds up.
const NOBODY: u32 = 65_534;

fn set(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Runs the program as somebody whom the modes of files hold up.
fn run(desk: &Desk, args: &[&str]) -> Ran {
    let mut command = desk.command(args);
    if rustix::process::geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.stdin(std::process::Stdio::null()).output().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program under the words of a shell before it, such as a limit.
fn under(desk: &Desk, shell: &str, args: &[&str]) -> Ran {
    let inner = desk.command(args);
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &format!("{shell}; exec \"$@\""), "sh"]);
    command
        .arg(inner.get_program())
        .args(inner.get_args())
        .current_dir(desk.folder());
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = command.stdin(std::process::Stdio::null()).output().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_file_that_may_only_be_read_is_read_and_never_written() {
    let desk = Desk::with_calls(20);
    desk.json(&["draw"]);
    let summary = desk.run(&["summary"]).out;
    set(&desk.file(), 0o444);
    set(desk.folder(), 0o555);
    let before = std::fs::read(desk.file()).unwrap();
    let ran = run(&desk, &["summary"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    assert_eq!(ran.out, summary);
    for args in [
        &["draw", "show"][..],
        &["trends"],
        &["draw", "verify"],
        &["rep", "list"],
        &["import", "list"],
    ] {
        let ran = run(&desk, args);
        assert_eq!(
            (ran.code, ran.err.as_str()),
            (Some(0), ""),
            "{args:?}: {ran:?}"
        );
    }
    for args in [
        &["rep", "add", "Mia"][..],
        &["import", "week.csv"],
        &["draw", "skip", "1", "--reason", "spam"],
        &["kpi", "target", "quality", "--short", "85@2026-12-31"],
    ] {
        let ran = run(&desk, args);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(1), ""),
            "{args:?}: {ran:?}"
        );
        assert!(
            ran.err.contains("may only be read"),
            "{args:?}: {}",
            ran.err
        );
    }
    assert_eq!(std::fs::read(desk.file()).unwrap(), before);
    set(desk.folder(), 0o755);
}

#[test]
fn a_file_in_a_folder_that_may_only_be_read_is_read() {
    let desk = Desk::with_calls(20);
    set(&desk.file(), 0o666);
    set(desk.folder(), 0o555);
    let ran = run(&desk, &["summary"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    let ran = run(&desk, &["rep", "add", "Mia"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.err.contains("may only be read"), "{}", ran.err);
    set(desk.folder(), 0o755);
}

#[test]
fn a_log_and_a_desk_that_may_not_be_read_are_told() {
    let desk = Desk::with_calls(20);
    set(desk.folder(), 0o755);
    set(&desk.file(), 0o600);
    if rustix::process::geteuid().is_root() {
        let ran = run(&desk, &["summary"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
        assert!(ran.err.contains("desk.db"), "{}", ran.err);
    }
    set(&desk.file(), 0o000);
    let ran = run(&desk, &["summary"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
    assert!(
        ran.err.contains("desk.db") && !ran.err.contains("no desk"),
        "{}",
        ran.err
    );
    set(&desk.file(), 0o600);
}

#[test]
fn what_is_written_is_private_whatever_the_mask_says() {
    for mask in ["000", "022", "077"] {
        let outer = tempfile::tempdir().unwrap();
        let desk = Desk::nowhere();
        let file = outer.path().join("data").join("desk.db");
        let args = ["--db", file.to_str().unwrap()];
        let init = [
            "init",
            "--name",
            "X",
            "--zone",
            "UTC",
            "--rep",
            "Dana Reyes",
            "--rep",
            "Ben Okafor",
        ];
        let command = |rest: &[&str]| {
            let inner = [&args[..], rest].concat();
            let mut shell = std::process::Command::new("sh");
            shell.args([
                "-c",
                &format!("umask {mask}; exec \"$@\""),
                "sh",
                env!("CARGO_BIN_EXE_deskside"),
            ]);
            shell
                .args(inner)
                .current_dir(desk.folder())
                .env("DESKSIDE_NOW", crate::support::NOW);
            let output = shell.output().unwrap();
            assert!(output.status.success(), "{output:?}");
        };
        let calls = desk.write("calls.csv", &log(10));
        command(&init);
        assert_eq!(mode(file.parent().unwrap()), 0o700, "{mask}");
        let reader = rusqlite::Connection::open(&file).unwrap();
        reader
            .query_row("SELECT count(*) FROM rep", [], |row| row.get::<_, i64>(0))
            .unwrap();
        command(&[
            "import",
            calls.to_str().unwrap(),
            "--save-profile",
            "ours",
            "--map",
            "at=started_at",
            "--map",
            "rep=agent",
        ]);
        command(&[
            "summary",
            "--out",
            file.with_file_name("week.html").to_str().unwrap(),
        ]);
        let mut open = vec![file.parent().unwrap().to_owned()];
        let mut names = Vec::new();
        while let Some(path) = open.pop() {
            let expected = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(&path), expected, "{mask}: {}", path.display());
            if path.is_dir() {
                open.extend(path.read_dir().unwrap().map(|entry| entry.unwrap().path()));
            }
            names.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
        for name in ["desk.db", "desk.db-wal", "week.html", "ours.toml"] {
            assert!(names.iter().any(|one| one == name), "{name}: {names:?}");
        }
    }
}

#[test]
fn on_a_disk_that_is_full_nothing_is_written_and_space_is_named() {
    let desk = Desk::new();
    let file = desk.write("calls.csv", &log(8_000));
    let size = std::fs::metadata(desk.file()).unwrap().len() / 512;
    // No file may grow beyond this: writing more fails, as on a full disk. The signal that tells of it is ignored.
    for blocks in [size / 2, size, size + 64, size + 512] {
        let limit = format!("trap '' XFSZ; ulimit -f {blocks}");
        let ran = under(&desk, &limit, &["import", file.to_str().unwrap()]);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(1), ""),
            "{blocks}: {ran:?}"
        );
        assert!(ran.err.contains("space"), "{blocks}: {}", ran.err);
        assert_eq!(desk.number("SELECT count(*) FROM call"), 0);
        desk.assert_sound();
    }
    assert_eq!(
        desk.json(&["import", file.to_str().unwrap()])[0]["added"],
        8_000
    );
}

#[test]
fn a_weekly_page_that_finds_no_room_leaves_the_old_one() {
    let desk = Desk::with_calls(10);
    let out = desk.write("week.html", "the old one");
    let ran = under(
        &desk,
        "trap '' XFSZ; ulimit -f 8",
        &["summary", "--out", "week.html", "--force"],
    );
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
    assert_eq!(std::fs::read_to_string(out).unwrap(), "the old one");
    let left = desk.folder().read_dir().unwrap().count();
    assert!(left <= 5, "{left} files");
}
