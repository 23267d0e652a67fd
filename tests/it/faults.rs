//! The program killed in the middle of a write: nothing half-written, and the next start goes on as if nothing was.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::program::{Desk, log};

#[test]
fn an_import_that_is_killed_leaves_nothing_half_written() {
    let desk = Desk::new();
    let file = desk.write("calls.csv", &log(4_000));
    for millis in [5, 60, 150, 400] {
        let mut import = Command::new(env!("CARGO_BIN_EXE_deskside"))
            .arg("--db")
            .arg(desk.file())
            .args(["import", file.to_str().unwrap(), "--add-reps"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Whenever the kill comes, what follows must hold.
        std::thread::sleep(Duration::from_millis(millis));
        let _ = import.kill();
        import.wait().unwrap();
        desk.assert_sound();
        let calls = desk.number("SELECT count(*) FROM call");
        assert!(calls == 0 || calls == 4_000, "{calls}");
    }
    let ran = desk.run(&["import", file.to_str().unwrap(), "--add-reps"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(desk.number("SELECT count(*) FROM call"), 4_000);
}
