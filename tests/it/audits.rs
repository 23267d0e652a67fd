//! Random audits, in the app and by command: compliance questions alone, on calls that nobody expected.

use serde_json::json;

use crate::program::{Desk, assert_keys};
use crate::screens::survives_every_size;
use crate::support::{Fake, Pty};
use deskside::store::{Patience, Store};

fn drawn() -> Desk {
    let desk = Desk::with_calls(40);
    desk.json(&["draw", "--per-rep", "2", "--seed", "5eed"]);
    desk
}

#[test]
fn an_audit_is_drawn_answered_and_told_with_what_it_can_mean() {
    let desk = drawn();
    let trends = desk.json(&["trends"]);
    let drawn = desk.json(&["audit", "draw"]);
    assert_keys(&drawn, "week added audits");
    assert_eq!(drawn["added"], json!(4));
    let audits = drawn["audits"].as_array().unwrap();
    assert_keys(&audits[0], "audit call rep customer at status answers");
    for (number, audit) in audits.iter().enumerate() {
        let id = audit["audit"].to_string();
        let answers = audit["answers"].as_array().unwrap();
        for asked in answers {
            let word = if number == 0 { "na" } else { "yes" };
            let given = format!("{}={word}", asked["question"].as_str().unwrap());
            desk.json(&["audit", "answer", &id, &given]);
        }
    }
    let told = desk.json(&["audit", "report"]);
    assert_keys(&told, "weeks done waiting skipped frame rules confidence");
    assert_eq!((&told["done"], &told["waiting"]), (&json!(4), &json!(0)));
    assert_eq!(
        (&told["rules"][0]["calls"], &told["rules"][0]["broken"]),
        (&json!(3), &json!(0))
    );
    let says = told["rules"][0]["says"].as_str().unwrap();
    // None in 3: up to 1 - .05^(1/3).
    assert!(
        says.starts_with("none in 3 calls; the true rate could still be up to 63%"),
        "{says}"
    );
    assert_eq!(desk.json(&["trends"]), trends);
    let text = desk.run(&["audit", "report"]).out;
    assert!(text.contains("They enter no KPI"), "{text}");
    for wrong in [
        &["audit", "answer", "1", "let_finish=yes"][..],
        &["audit", "answer", "99", "verified_account=yes"],
        &["audit", "answer", "1", "verified_account=perhaps"],
        &["audit", "draw", "--week", "2020-W01"],
    ] {
        assert_eq!(desk.run(wrong).code, Some(1), "{wrong:?}");
    }
}

#[test]
fn the_screen_of_audits_takes_one_key_an_answer() {
    let desk = drawn();
    let store = Store::open(&desk.file(), Patience::Screen).unwrap();
    let mut fake = Fake::new(&store, &desk.file(), 100, 30);
    fake.keys("A");
    assert!(
        fake.text()
            .contains("No call of this week is drawn for an audit"),
        "{}",
        fake.text()
    );
    fake.keys("d");
    assert!(
        fake.text().contains("4 calls are drawn for an audit"),
        "{}",
        fake.text()
    );
    fake.keys("yynu");
    fake.keys("kS");
    assert!(fake.chosen().contains("not heard"), "{}", fake.text());
    fake.keys("u");
    assert!(!fake.chosen().contains("not heard"), "{}", fake.text());
    assert!(
        fake.text().contains("2 audits done in 13 weeks"),
        "{}",
        fake.text()
    );
    assert!(fake.text().contains("none in 2 calls"), "{}", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn an_answer_of_an_audit_is_on_disk_before_the_next_key() {
    let desk = drawn();
    desk.json(&["audit", "draw"]);
    let mut pty = Pty::app(desk.folder(), &[]);
    pty.wait_for("To hear this week");
    pty.keys("A");
    pty.wait_for("Random audits");
    pty.keys("y");
    pty.wait_for("1 audit done");
    pty.signal(rustix::process::Signal::KILL);
    pty.status();
    assert_eq!(desk.number("SELECT count(*) FROM audit_answer"), 1);
    desk.assert_sound();
}
