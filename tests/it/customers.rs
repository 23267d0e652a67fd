//! Customers, as the owner works with them: everything that happened with one, two entries joined and parted, notes, and who
//! waits. Keys on the demo's invented business, and the command line on a desk of its own.

use deskside::store::{Patience, Store};
use serde_json::{Value, json};

use crate::program::{Desk as Program, assert_keys};
use crate::screens::survives_every_size;
use crate::support::Fake;
use crate::trends_screen::desk;

/// Ruth under two numbers, Omar under one; Ruth's first call is scored and was not solved.
fn program() -> Program {
    let desk = Program::new();
    let log = desk.write(
        "log.csv",
        "call id,start time,agent,phone,customer,direction,duration\n\
         T-1,2026-11-16 09:00,Dana Reyes,+13125550188,Ruth Calder,in,240\n\
         T-2,2026-11-17 09:00,Ben Okafor,+13125550199,Calder Ruth,in,240\n\
         T-3,2026-11-18 09:00,Ben Okafor,+13125550142,Omar Haddad,in,240\n\
         T-4,2026-11-19 09:00,Dana Reyes,+13125550188,Ruth Calder,in,240\n",
    );
    desk.json(&["import", log.to_str().unwrap()]);
    let answers = json!({
        "answers": {"let_finish": "yes", "found_need": "no", "went_wrong": "no", "verified_account": "na",
            "correct_info": "yes", "tied_solution": "yes", "solved": "no", "referral": "na"},
        "voice": [{"theme": "late delivery", "cause": "promise", "quote": "You said noon."}],
        "outcome": {"solved": false, "follow_up_on": "2026-11-24"},
        "lane": "targeted",
    });
    let file = desk.write("answers.json", &answers.to_string());
    desk.json(&["evaluate", "T-1", "--answers", file.to_str().unwrap()]);
    desk
}

fn id(found: &Value) -> String {
    found[0]["customer"].to_string()
}

#[test]
fn a_customer_is_found_shown_joined_and_parted_by_command() {
    let desk = program();
    let ruth = id(&desk.json(&["customer", "find", "555 0188"]));
    let other = id(&desk.json(&["customer", "find", "5550199"]));
    let shown = desk.json(&["customer", "show", &ruth]);
    assert_keys(
        &shown,
        "customer name reached_at preferences notes calls_in_all since reps open owed calls said surveys joined",
    );
    assert_eq!(shown["said"][0]["quote"], "You said noon.");
    assert_eq!(shown["owed"][0]["due_on"], "2026-11-24");
    assert_eq!(
        (&shown["calls_in_all"], &shown["calls"][1]["solved"]),
        (&json!(2), &json!(false))
    );
    let joined = desk.json(&["customer", "merge", &ruth, &other]);
    assert_eq!(
        (&joined["calls_in_all"], &joined["joined"][0]["name"]),
        (&json!(3), &json!("Calder Ruth"))
    );
    assert_eq!(
        desk.json(&["customer", "show", &other])["name"],
        "Ruth Calder"
    );
    assert_eq!(
        desk.json(&["customer", "find", "ruth"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let text = desk.run(&["customer", "show", &ruth]).out;
    assert!(
        text.contains("\"You said noon.\" (late delivery, 2026-11-16, to Dana Reyes)"),
        "{text}"
    );
    let noted = desk.json(&[
        "customer",
        "note",
        &ruth,
        "--notes",
        "two trucks",
        "--preferences",
        "mornings",
    ]);
    assert_eq!(
        (&noted["notes"], &noted["preferences"]),
        (&json!("two trucks"), &json!("mornings"))
    );
    let again = desk.json(&["customer", "unsolved"]);
    assert_eq!(
        (&again[0]["name"], &again[0]["again"]),
        (&json!("Ruth Calder"), &json!(2))
    );
    assert_eq!(desk.json(&["customer", "quiet"]), json!([]));
    let parted = desk.json(&["customer", "unmerge", &other]);
    assert_eq!(parted["was_with"].to_string(), ruth);
    assert_eq!(desk.json(&["customer", "show", &ruth])["calls_in_all"], 2);
    for wrong in [
        &["customer", "show", "999"][..],
        &["customer", "merge", &ruth, &ruth],
        &["customer", "unmerge", &ruth],
        &["customer", "note", &ruth],
    ] {
        let ran = desk.run(wrong);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(1), ""),
            "{wrong:?}: {ran:?}"
        );
    }
    desk.assert_sound();
}

#[test]
fn the_page_says_what_is_open_and_joins_and_parts_by_key() {
    let desk = program();
    let store = Store::open(&desk.file(), Patience::Job).unwrap();
    let mut fake = Fake::new(&store, &desk.file(), 100, 30);
    fake.keys("6/0188<Enter><Enter>");
    let text = fake.text();
    assert!(
        text.contains("was not solved") && text.contains("They wait for an answer by"),
        "{text}"
    );
    assert!(text.contains("“You said noon.” late delivery"), "{text}");
    fake.keys("m0199<C-s>");
    assert!(
        fake.text().contains("Calder Ruth (1 call)"),
        "{}",
        fake.text()
    );
    fake.keys("<Enter>");
    assert!(
        fake.text()
            .contains("Joined: 1 call of Calder Ruth came here"),
        "{}",
        fake.text()
    );
    assert!(fake.text().contains("3 calls"), "{}", fake.text());
    fake.keys("M");
    assert!(fake.text().contains("stand alone again"), "{}", fake.text());
    fake.keys("e<Down><Down>two trucks<C-s>");
    assert!(fake.text().contains("two trucks"), "{}", fake.text());
    fake.keys("mnobody<C-s>");
    assert!(
        fake.text().contains("No other customer is known by that"),
        "{}",
        fake.text()
    );
}

#[test]
fn who_waits_and_the_customers_of_a_theme_and_of_the_form_are_one_key_away() {
    let desk = desk();
    let mut fake = Fake::new(&desk.store, desk.folder.path(), 120, 36);
    fake.keys("6w");
    insta::assert_snapshot!("waiting_120x36", fake.text());
    survives_every_size(&mut fake);
    fake.resize(120, 36).keys("<Enter>");
    assert!(fake.text().contains("How it ended"), "{}", fake.text());
    let mut fake = Fake::new(&desk.store, desk.folder.path(), 100, 40);
    fake.keys("5<Enter><Enter>");
    assert!(fake.text().contains("Which customer?"), "{}", fake.text());
    fake.keys("<Enter>");
    assert!(fake.text().contains("How it ended"), "{}", fake.text());
    let mut fake = Fake::new(&desk.store, desk.folder.path(), 100, 40);
    fake.keys("<Enter>h");
    assert!(fake.text().contains("How it ended"), "{}", fake.text());
    fake.keys("<Esc>");
    assert!(fake.text().contains("y yes"), "{}", fake.text());
}
