//! A draw proves itself: it verifies, notices what was changed behind its back, and follows from the exported frame by
//! the printed recipe, in Python and without deskside.

use serde_json::json;

use crate::program::{Desk, assert_keys};

/// 24 calls, four picks of each rep, one of them skipped.
fn drawn(seed: &str) -> Desk {
    let desk = Desk::with_calls(24);
    desk.json(&["draw", "--per-rep", "4", "--seed", seed]);
    desk.json(&["draw", "skip", "2", "--reason", "private"]);
    desk
}

/// What the recipe in an exported frame says when it is run exactly as printed.
pub fn repeat(desk: &Desk, frame: &str) -> String {
    desk.write("frame.csv", frame);
    let recipe = frame
        .lines()
        .find_map(|line| line.split_once(" and run:  "))
        .expect("a recipe")
        .1;
    let ran = std::process::Command::new("sh")
        .args(["-c", recipe])
        .current_dir(desk.folder())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(
        ran.status.success() && said.is_empty(),
        "{said}\nIs python3 installed?"
    );
    String::from_utf8(ran.stdout).unwrap()
}

/// Whether the recipe came to the same frame and the same order.
pub fn is_as_drawn(said: &str) -> bool {
    said.matches(" as drawn").count() == 2 && !said.contains("NOT as drawn")
}

#[test]
fn a_draw_follows_from_its_frame_by_the_printed_recipe() {
    for seed in ["0123456789abcdef", "été 😀 \"quoted\" \\ 'and'\n$HOME `x`"] {
        let desk = drawn(seed);
        for draw in ["1", "2"] {
            let ran = desk.run(&["draw", "export-frame", draw]);
            assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
            let said = repeat(&desk, &ran.out);
            assert!(is_as_drawn(&said), "{said}");
            // The places that the recipe finds are those of the picks.
            let shown = desk.json(&["draw", "show"]);
            let picks = shown["draws"].as_array().unwrap().iter();
            let picks = picks.filter(|one| one["draw"].to_string() == draw);
            for pick in picks.flat_map(|one| one["picks"].as_array().unwrap()) {
                let source_id = pick["source_id"].as_str().unwrap();
                let line = said.lines().find(|line| line.contains(source_id)).unwrap();
                assert!(line.starts_with(&format!("{} ", pick["place"])), "{line}");
            }
        }
    }
}

#[test]
fn a_frame_that_was_changed_is_not_as_drawn() {
    let desk = drawn("5eed");
    let frame = desk.run(&["draw", "export-frame", "1"]).out;
    let mut rows: Vec<&str> = frame.lines().collect();
    rows.pop();
    let shorter = rows.join("\n") + "\n";
    assert!(repeat(&desk, &shorter).contains("NOT as drawn"));
    let other = frame.replacen("5eed", "5eee", 1);
    assert!(repeat(&desk, &other).contains("NOT as drawn"));
}

#[test]
fn a_draw_that_was_changed_behind_its_back_does_not_verify() {
    for change in [
        "UPDATE draw SET seed = 'another' WHERE id = 1",
        "UPDATE call SET source_key = 'X1' WHERE id = (SELECT call_id FROM frame WHERE draw_id = 1 AND place = 7)",
        "DELETE FROM frame WHERE draw_id = 1 AND place = 12",
        "UPDATE pick SET call_id = (SELECT call_id FROM frame WHERE draw_id = 1 AND place = 9) WHERE id = 1",
        "DELETE FROM pick WHERE id = 3",
        "UPDATE pick SET status = 'waiting', reason = NULL, settled_at = NULL WHERE id = 2",
    ] {
        let desk = drawn("5eed");
        let before = desk.run(&["draw", "verify", "1", "--json"]);
        assert_eq!(before.code, Some(0), "{before:?}");
        assert_keys(&before.json(), "draw verified picks frame_sha256");
        desk.sql().execute_batch(change).unwrap();
        let after = desk.run(&["draw", "verify", "1", "--json"]);
        assert_eq!(after.code, Some(3), "{change}: {after:?}");
        assert_eq!(after.json()["verified"], json!(false), "{change}");
        let all = desk.run(&["draw", "verify"]);
        assert_eq!(all.code, Some(3), "{change}: {all:?}");
        assert!(all.out.contains("DOES NOT REPEAT"), "{}", all.out);
        let other = desk.run(&["draw", "verify", "2"]);
        assert_eq!(other.code, Some(0), "{change}: {other:?}");
    }
}

#[test]
fn what_is_drawn_later_makes_a_frame_of_its_own_and_both_verify() {
    let desk = drawn("5eed");
    let more = crate::program::log(34)
        .replace("C00", "D00")
        .replace(" 09:", " 15:");
    let file = desk.write("more.csv", &more);
    desk.json(&["import", file.to_str().unwrap()]);
    let drawn = desk.json(&["draw", "--per-rep", "5", "--seed", "later"]);
    assert_eq!(drawn["draws"].as_array().unwrap().len(), 4);
    for proof in desk.json(&["draw", "verify"]).as_array().unwrap() {
        assert_eq!(proof["verified"], json!(true), "{proof}");
        let frame = desk
            .run(&["draw", "export-frame", &proof["draw"].to_string()])
            .out;
        assert!(is_as_drawn(&repeat(&desk, &frame)));
    }
}
