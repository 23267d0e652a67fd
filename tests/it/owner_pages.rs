//! Referrals and the hiring profile, as the owner works with them: keys on the demo's invented business, and the command
//! line.

use serde_json::Value;

use crate::program::{Desk as Program, assert_keys};
use crate::screens::survives_every_size;
use crate::support::Fake;
use crate::trends_screen::desk;

#[test]
fn missed_asks_are_counted_and_money_is_a_range_by_the_owners_rates() {
    let desk = desk();
    let mut fake = Fake::new(&desk.store, desk.folder.path(), 100, 40);
    fake.keys("3r");
    assert!(
        fake.text().contains("once you say how many asks"),
        "{}",
        fake.text()
    );
    fake.keys("e30<Down>31<Down>250<C-s>");
    assert!(
        fake.text().contains("No more than you counted"),
        "{}",
        fake.text()
    );
    fake.keys("<Backspace><Backspace>6<C-s>");
    for part in [
        "By your rates: 6 of 30 asks",
        " A year: ",
        " asks, worth ",
        "Where it was missed:",
    ] {
        assert!(fake.text().contains(part), "{part}: {}", fake.text());
    }
    survives_every_size(&mut fake);
}

#[test]
fn the_hiring_profile_is_read_beside_the_drivers() {
    let desk = desk();
    let mut fake = Fake::new(&desk.store, desk.folder.path(), 100, 40);
    fake.keys("3dh");
    for part in [
        "Not measured yet: it weighs much",
        "Tied the solution",
        "Listen for: ",
        "word for word",
    ] {
        assert!(fake.text().contains(part), "{part}: {}", fake.text());
    }
    survives_every_size(&mut fake);
}

#[test]
fn the_commands_say_the_same_and_write_the_page() {
    let desk = Program::demo();
    let found = desk.json(&["referrals"]);
    assert_keys(
        &found,
        "from to heard asked fitting low high confidence handled_a_week reps rates missed worth_confidence calls",
    );
    assert_eq!(found["rates"], Value::Null);
    assert_eq!(found["missed"][0]["worth"], Value::Null);
    let given = desk.json(&[
        "referrals",
        "rates",
        "--asks",
        "30",
        "--gained",
        "6",
        "--value",
        "250",
    ]);
    let year = &given["missed"][2];
    assert_eq!(year["span"], "year");
    assert!(year["worth"]["low"].as_f64().unwrap() < year["worth"]["high"].as_f64().unwrap());
    let few = desk
        .run(&[
            "referrals",
            "rates",
            "--asks",
            "3",
            "--gained",
            "1",
            "--value",
            "250",
        ])
        .out;
    assert!(few.contains("No money is told below 10 asks"), "{few}");
    let wrong = desk.run(&[
        "referrals",
        "rates",
        "--asks",
        "3",
        "--gained",
        "4",
        "--value",
        "250",
    ]);
    assert_eq!((wrong.code, wrong.out.as_str()), (Some(1), ""));
    let profile = desk.json(&["hire"]);
    assert_keys(
        &profile,
        "business calls measure measured grounds traits words",
    );
    let ran = desk.run(&["hire", "--out", "hire.html"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let page = std::fs::read_to_string(desk.folder().join("hire.html")).unwrap();
    assert!(
        page.contains("The interview") && !page.contains("<script"),
        "{page}"
    );
    assert_eq!(
        desk.run(&["hire", "--out", "hire.html"]).code,
        Some(1),
        "never over a file unasked"
    );
    assert!(desk.run(&["hire"]).out.starts_with("# Who we look for"));
}
