//! Killed without warning, at moments that follow from a seed.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::program::{Desk, log};

/// A step of a linear congruential generator (Numerical Recipes): the same moments every time, 0 to 1.
fn chance(seed: &mut u32) -> f64 {
    *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    f64::from(*seed) / f64::from(u32::MAX)
}

/// Rows of the tables that an import fills, and the pages of the file.
fn rows(desk: &Desk) -> [i64; 3] {
    ["call", "import", "customer"]
        .map(|table| desk.number(&format!("SELECT count(*) FROM {table}")))
}

/// Imports `rows` calls, killed `times` times on the way: each time all of them are in or none.
fn import_killed(count: usize, times: usize) {
    let text = log(count);
    // How long a whole one takes here.
    let whole = Desk::new();
    let file = whole.write("calls.csv", &text);
    let begun = Instant::now();
    whole.json(&["import", file.to_str().unwrap()]);
    let long = begun.elapsed();
    let full = rows(&whole);
    assert_eq!(full[0], count as i64);

    let desk = Desk::new();
    let file = desk.write("calls.csv", &text);
    let mut seed = 0x5eed;
    for _ in 0..times {
        let mut child = desk
            .command(&["import", file.to_str().unwrap()])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_secs_f64(
            long.as_secs_f64() * chance(&mut seed),
        ));
        child.kill().unwrap();
        child.wait().unwrap();
        desk.assert_sound();
        let there = rows(&desk);
        assert!(
            there == [0, 0, 0] || there[0] == full[0],
            "half written: {there:?} of {full:?}"
        );
    }
    let report = &desk.json(&["import", file.to_str().unwrap()])[0];
    assert_eq!(report["calls"], count);
    assert_eq!(rows(&desk)[0], full[0]);
    assert_eq!(rows(&desk)[2], full[2]);
    assert_eq!(
        desk.json(&["import", file.to_str().unwrap()])[0]["added"],
        0
    );
    desk.assert_sound();
}

#[test]
fn an_import_that_is_killed_leaves_all_of_a_file_or_nothing() {
    import_killed(2_000, 4);
}

#[test]
#[ignore = "slow: run by .ci/run"]
fn an_import_of_twenty_thousand_rows_that_is_killed_leaves_all_or_nothing() {
    import_killed(20_000, 20);
}

#[test]
fn setting_up_that_is_killed_can_be_done_again() {
    let init = [
        "init",
        "--name",
        "Calder Truck Parts",
        "--zone",
        "UTC",
        "--rep",
        "Dana",
    ];
    let whole = Desk::nowhere();
    let begun = Instant::now();
    whole.json(&init);
    let long = begun.elapsed();
    let mut seed = 0xcafe;
    for _ in 0..10 {
        let desk = Desk::nowhere();
        let mut child = desk.command(&init).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_secs_f64(
            long.as_secs_f64() * chance(&mut seed),
        ));
        child.kill().unwrap();
        child.wait().unwrap();
        let again = desk.run(&init);
        let is_there = again.code == Some(1) && again.err.contains("Calder Truck Parts already");
        assert!(again.code == Some(0) || is_there, "{again:?}");
        assert_eq!(desk.json(&["rep", "list"])[0]["name"], "Dana");
        desk.assert_sound();
    }
}

#[test]
fn scoring_and_drawing_that_are_killed_are_done_or_not() {
    let desk = Desk::with_calls(400);
    let mut seed = 0xbeef;
    for week in 0..8 {
        let name = format!("seed {week}");
        let args = ["draw", "--per-rep", "60", "--seed", &name];
        let mut child = desk.command(&args).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_secs_f64(0.04 * chance(&mut seed)));
        child.kill().unwrap();
        child.wait().unwrap();
        desk.assert_sound();
        let (draws, picks) = (
            desk.number("SELECT count(*) FROM draw"),
            desk.number("SELECT count(*) FROM pick"),
        );
        assert!(
            (draws, picks) == (0, 0) || (draws, picks) == (2, 120),
            "{draws} draws, {picks} picks"
        );
        for proof in desk.json(&["draw", "verify"]).as_array().unwrap() {
            assert_eq!(proof["verified"], true, "{proof}");
        }
        if draws > 0 {
            desk.sql()
                .execute_batch("DELETE FROM pick; DELETE FROM frame; DELETE FROM draw")
                .unwrap();
        }
    }
}

#[test]
fn a_summary_that_is_killed_is_whole_or_not_there() {
    let desk = Desk::with_calls(50);
    desk.json(&["draw"]);
    let whole = desk.run(&["summary", "--format", "html"]).out;
    let out = desk.folder().join("week.html");
    let mut seed = 0xf00d;
    for _ in 0..10 {
        let mut child = desk
            .command(&["summary", "--out", "week.html", "--force"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_secs_f64(0.03 * chance(&mut seed)));
        child.kill().unwrap();
        child.wait().unwrap();
        if out.exists() {
            assert_eq!(std::fs::read_to_string(&out).unwrap(), whole);
        }
    }
    desk.assert_sound();
}
