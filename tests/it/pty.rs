//! The real program in a real pseudo-terminal: it gives the terminal back however it ends, and follows the window.

use std::path::Path;

use deskside::tui::terminal::Terminal;
use portable_pty::CommandBuilder;
use rustix::process::Signal;

use crate::support::{Pty, deskside, environment};

/// The app on an empty desk, drawn.
fn open(folder: &Path) -> Pty {
    let mut pty = Pty::app(folder, &[]);
    pty.wait_for("Business");
    pty
}

/// The app on a desk that was just set up.
fn set_up(folder: &Path) -> Pty {
    let mut pty = open(folder);
    pty.keys("Calder Truck Parts<Tab>Dana=301, Luis<C-s>");
    pty.wait_for("Calder Truck Parts is ready");
    pty
}

fn is_given_back(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen()
        && !screen.hide_cursor()
        && !screen.bracketed_paste()
        && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
}

/// What the system says the program is doing: `S` waits, `T` is stopped.
fn state(pty: &Pty) -> Option<char> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pty.pid().as_raw_pid())).ok()?;
    stat.rsplit(") ").next()?.chars().next()
}

#[test]
fn a_desk_is_set_up_by_typing_and_q_leaves_the_terminal_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = set_up(folder.path());
    assert!(pty.screen().alternate_screen() && pty.screen().bracketed_paste());
    pty.keys("q");
    assert_eq!(pty.status(), 0);
    assert!(is_given_back(pty.screen()));
}

#[test]
fn every_ending_signal_gives_the_terminal_back_and_tells_its_number() {
    for (signal, status) in [
        (Signal::TERM, 143),
        (Signal::HUP, 129),
        (Signal::INT, 130),
        (Signal::QUIT, 131),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut pty = open(folder.path());
        pty.signal(signal);
        assert_eq!(pty.status(), status, "{signal:?}");
        assert!(is_given_back(pty.screen()), "{signal:?}");
    }
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_told() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "pty::what_panics_in_a_terminal", "--nocapture"]);
    environment(&mut command, &[("PANIC_IN_A_TERMINAL", "1")]);
    let mut pty = Pty::start(command, 80, 24);
    assert_ne!(pty.status(), 0);
    assert!(is_given_back(pty.screen()));
    assert!(pty.text().contains("on purpose"), "{}", pty.text());
}

/// Does nothing unless the test above starts it in a terminal of its own.
#[test]
fn what_panics_in_a_terminal() {
    if std::env::var_os("PANIC_IN_A_TERMINAL").is_some() {
        let _terminal = Terminal::take(true).unwrap();
        panic!("on purpose");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn ctrl_z_gives_the_terminal_back_stops_and_draws_again_when_continued() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = open(folder.path());
    pty.keys("<C-z>");
    pty.wait_until("the terminal given back", is_given_back);
    while state(&pty) != Some('T') {
        std::thread::yield_now();
    }
    pty.signal(Signal::CONT);
    pty.wait_until("the app again", |screen| {
        screen.alternate_screen() && screen.contents().contains("Business")
    });
    pty.keys("Calder<Esc>");
    pty.wait_for("Leave?");
    pty.keys("y");
    assert_eq!(pty.status(), 0);
}

#[test]
#[cfg(target_os = "linux")]
fn a_stop_signal_does_the_same_as_ctrl_z() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = open(folder.path());
    pty.signal(Signal::TSTP);
    pty.wait_until("the terminal given back", is_given_back);
    while state(&pty) != Some('T') {
        std::thread::yield_now();
    }
    pty.signal(Signal::CONT);
    pty.wait_until("the app again", vt100::Screen::alternate_screen);
    pty.signal(Signal::TERM);
    assert_eq!(pty.status(), 143);
}

#[test]
fn a_terminal_that_vanishes_ends_the_program() {
    // With a cursor, and without one.
    for begun in [open, set_up] {
        let folder = tempfile::tempdir().unwrap();
        let mut child = begun(folder.path()).vanish();
        assert_eq!(child.wait().unwrap().exit_code(), 129);
    }
}

#[test]
fn a_terminal_that_vanishes_without_a_signal_ends_the_program_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let status = folder.path().join("status");
    // The shell leads the session: it gets the signal, and lets it pass.
    let mut command = CommandBuilder::new("sh");
    command.args([
        "-c",
        r#"trap '' HUP; "$0" --db "$1/desk.db"; echo $? >"$1/status""#,
    ]);
    command.args([
        env!("CARGO_BIN_EXE_deskside"),
        folder.path().to_str().unwrap(),
    ]);
    environment(&mut command, &[]);
    let mut pty = Pty::start(command, 80, 24);
    pty.wait_for("Business");
    let mut shell = pty.vanish();
    shell.wait().unwrap();
    assert_eq!(std::fs::read_to_string(status).unwrap(), "129\n");
}

#[test]
fn an_unfinished_paste_does_not_hold_the_window_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = open(folder.path());
    pty.bytes(b"\x1b[200~half a paste");
    pty.resize(30, 8);
    pty.wait_for("make the window larger");
    pty.resize(100, 30);
    pty.wait_for("Time zone");
    assert!(!pty.text().contains("half a paste"));
    pty.bytes(b" and the rest\x1b[201~");
    pty.wait_for("half a paste and the rest");
    pty.signal(Signal::TERM);
    assert_eq!(pty.status(), 143);
}

#[test]
fn no_window_is_too_small() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = set_up(folder.path());
    for (columns, rows) in [
        (40, 10),
        (39, 9),
        (5, 1),
        (1, 5),
        (1, 1),
        (0, 0),
        (500, 200),
    ] {
        pty.resize(columns, rows);
    }
    pty.wait_for("is ready");
    pty.keys("q");
    assert_eq!(pty.status(), 0);
}

#[test]
fn without_colours_the_chosen_row_is_still_reversed() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = Pty::app(folder.path(), &[("NO_COLOR", "1")]);
    pty.wait_for("Business");
    pty.keys("<Down><Down>");
    pty.wait_until("a reversed choice", |screen| {
        (0..24)
            .flat_map(|row| (0..80).map(move |column| (row, column)))
            .any(|(row, column)| {
                screen
                    .cell(row, column)
                    .is_some_and(|cell| cell.inverse() && cell.contents() == "S")
            })
    });
    for (row, column) in (0..24).flat_map(|row| (0..80).map(move |column| (row, column))) {
        let cell = pty.screen().cell(row, column).unwrap();
        assert_eq!(
            (cell.fgcolor(), cell.bgcolor()),
            (vt100::Color::Default, vt100::Color::Default)
        );
    }
    pty.signal(Signal::TERM);
    assert_eq!(pty.status(), 143);
}

#[test]
fn without_utf_8_only_ascii_reaches_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = Pty::app(folder.path(), &[("LANG", "C")]);
    pty.wait_for("Business");
    pty.keys("Jos\u{e9}<C-s>");
    pty.wait_for("Jos?");
    assert!(pty.text().is_ascii(), "{}", pty.text());
    pty.signal(Signal::TERM);
    assert_eq!(pty.status(), 143);
}

#[test]
fn where_the_app_cannot_run_it_says_so_in_one_line_without_escapes() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(deskside(folder.path(), &[("TERM", "dumb")]), 80, 24);
    assert_eq!(pty.status(), 2);
    assert!(pty.text().contains("TERM names none"), "{}", pty.text());
    let mut pty = Pty::start(deskside(folder.path(), &[]), 0, 0);
    assert_eq!(pty.status(), 2);
    assert!(!folder.path().join("desk.db").exists(), "nothing was made");
    assert_cmd::Command::new(env!("CARGO_BIN_EXE_deskside"))
        .args(["--db", folder.path().join("desk.db").to_str().unwrap()])
        .assert()
        .code(2)
        .stdout("");
}
