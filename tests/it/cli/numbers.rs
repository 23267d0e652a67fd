//! Draws by need and in parts, the ledger of skips, and the commands that judge: drivers, consistency, real.

use serde_json::{Value, json};

use crate::program::Desk;

#[test]
fn a_draw_by_need_in_parts_is_planned_drawn_and_repeats() {
    let desk = Desk::with_calls(24);
    let ask = ["draw", "--by-need", "--spread", "week", "--seed", "monday"];
    let plan = desk.json(&[&ask[..], &["--dry-run"]].concat());
    assert!(plan["new"].as_u64().unwrap() > 0, "{plan}");
    assert_eq!(desk.json(&["draw", "show"])["draws"], json!([]));
    let drawn = desk.json(&ask);
    let picks: usize = drawn["draws"]
        .as_array()
        .unwrap()
        .iter()
        .map(|draw| draw["picks"].as_array().unwrap().len())
        .sum();
    assert_eq!(plan["new"], json!(picks));
    let proofs = desk.json(&["draw", "verify"]);
    let proofs = proofs.as_array().unwrap();
    assert!(proofs.iter().all(|proof| proof["verified"] == true));
    let ledger = desk.json(&["draw", "ledger"]);
    assert_eq!(ledger["all"]["drawn"], json!(picks));
    assert_eq!(ledger["all"]["many"], json!(false));
}

#[test]
fn what_cannot_be_judged_yet_says_so() {
    let desk = Desk::with_calls(24);
    let drivers = desk.json(&["drivers"]);
    assert_eq!(
        (&drivers["calls"], &drivers["drivers"]),
        (&json!(0), &json!([]))
    );
    let consistency = desk.json(&["consistency"]);
    assert_eq!(
        (&consistency["calls"], &consistency["agreement"]),
        (&json!(0), &Value::Null)
    );
    assert_eq!(desk.json(&["real"]), json!([]));
    let real = desk.json(&["real", "quality"]);
    assert_eq!(real["verdict"]["is"], json!("too_few"));
    assert_ne!(desk.run(&["real", "--question", "nothing"]).code, Some(0));
    assert_ne!(desk.run(&["drivers", "weights"]).code, Some(0));
}
