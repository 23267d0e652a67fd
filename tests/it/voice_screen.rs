//! What customers say and what is decided on it, as the owner works with them: keys on the demo's invented business, and
//! the command line on a desk of its own.

use deskside::store::{Patience, Store, decision};
use serde_json::json;

use crate::program::{Desk as Program, assert_keys};
use crate::screens::survives_every_size;
use crate::support::Fake;
use crate::trends_screen::{Desk, desk};

impl Desk {
    fn voice(&self, columns: u16, rows: u16) -> Fake<'_> {
        let mut fake = Fake::new(&self.store, self.folder.path(), columns, rows);
        fake.keys("5");
        fake
    }
}

#[test]
fn themes_stand_as_bars_with_counts_what_changed_and_the_words() {
    let desk = desk();
    let mut fake = desk.voice(80, 24);
    insta::assert_snapshot!("voice_80x24", fake.text());
    fake.resize(160, 40);
    insta::assert_snapshot!("voice_160x40", fake.text());
    survives_every_size(&mut fake);
    fake.resize(100, 40).keys("<Enter>");
    insta::assert_snapshot!("theme_100x40", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn a_theme_leads_to_a_decision_that_is_marked_on_the_trends_and_due_on_coach() {
    let desk = desk();
    let before = decision::list(&desk.store).unwrap().len();
    let mut fake = desk.voice(100, 40);
    fake.keys("<Enter>d");
    assert!(fake.text().contains("late delivery"), "{}", fake.text());
    fake.keys("Name a day only after the warehouse did<Down><Down>Mia<C-s>");
    assert!(fake.text().contains("Decided."), "{}", fake.text());
    let decided = &decision::list(&desk.store).unwrap()[0];
    assert_eq!(decision::list(&desk.store).unwrap().len(), before + 1);
    assert_eq!(decided.owner, "Mia");
    assert_eq!(decided.theme.as_ref().unwrap().1, "late delivery");
    assert_eq!(decided.review_on.unwrap().to_string(), "2027-01-01");
    assert!(fake.text().contains("Name a day only"), "{}", fake.text());
    let folder = desk.folder.path();
    let again = "2026-11-19".parse().unwrap();
    decision::look(
        &desk.store,
        decided.id,
        "",
        "2026-11-01".parse().unwrap(),
        Some(again),
    )
    .unwrap();
    let mut fake = Fake::new(&desk.store, folder, 160, 40);
    fake.keys("3");
    assert!(fake.text().contains("Name a day only"), "{}", fake.text());
    fake.keys("4");
    assert!(fake.text().contains("again"), "{}", fake.text());
    fake.keys("D");
    insta::assert_snapshot!("decisions_160x40", fake.text());
    survives_every_size(&mut fake);
    fake.resize(100, 30).keys("<Enter>");
    assert!(fake.text().contains("What was found"), "{}", fake.text());
    fake.keys("<C-s>");
    assert!(fake.text().contains("Written down."), "{}", fake.text());
    let looked = decision::list(&desk.store).unwrap();
    assert_eq!(looked[0].looked_on.unwrap().to_string(), "2026-11-20");
    assert!(
        looked[0].result.starts_with("late delivery: "),
        "{:?}",
        looked[0]
    );
    fake.keys("<Backspace>y");
    assert_eq!(decision::list(&desk.store).unwrap().len(), before);
}

#[test]
fn a_decision_on_a_number_knows_its_number() {
    let desk = desk();
    let mut fake = Fake::new(&desk.store, desk.folder.path(), 100, 30);
    fake.keys("3D");
    fake.keys("dTwo people on Mondays<C-s>");
    let decided = &decision::list(&desk.store).unwrap()[0];
    assert_eq!(decided.kpi.as_deref(), Some("quality"));
    assert!(
        decided.why.starts_with("Everyone, Quality "),
        "{}",
        decided.why
    );
    assert!(
        fake.text().contains("Two people on Mondays"),
        "{}",
        fake.text()
    );
}

#[test]
fn a_day_that_is_none_stands_at_its_field() {
    let desk = desk();
    let mut fake = desk.voice(100, 30);
    fake.keys("dRing first<Down><Down><Down><Down><Backspace>x<C-s>");
    assert!(fake.text().contains("Write a later day"), "{}", fake.text());
}

#[test]
fn what_customers_wrote_in_surveys_stands_beside_their_themes() {
    let desk = Program::new();
    let log = desk.write(
        "log.csv",
        "call id,start time,agent,phone,customer,duration\n\
         T-1,2026-11-16 09:00,Dana Reyes,+13125550188,Ruth Calder,60\n",
    );
    desk.json(&["import", log.to_str().unwrap()]);
    let survey = desk.write(
        "survey.csv",
        "request_id,response_received_at,star_rating,comments,ext_interaction_id\n\
         r1,2026-11-16 18:00:00,5,Dana was lovely,T-1\nr2,2026-11-16 18:00:00,2,,T-1\n\
         r3,2026-10-01 18:00:00,2,Too long ago,\n",
    );
    desk.json(&["import", survey.to_str().unwrap()]);
    let found = desk.json(&["voice"]);
    assert_keys(
        &found,
        "from to calls calls_before confidence changed order surveys themes",
    );
    assert_eq!(found["surveys"].as_array().unwrap().len(), 1);
    let one = &found["surveys"][0];
    assert_eq!(
        (&one["comment"], &one["customer"], &one["rep"]),
        (
            &json!("Dana was lovely"),
            &json!("Ruth Calder"),
            &json!("Dana Reyes")
        )
    );
    let text = desk.run(&["voice"]).out;
    assert!(
        text.contains(
            "“Dana was lovely” Ruth Calder, with Dana Reyes, 16 Nov, satisfaction 1 to 5: 5"
        ),
        "{text}"
    );
    let sheet = desk.run(&["summary", "--rep", "Dana Reyes"]).out;
    assert!(
        sheet.contains("\"Dana was lovely\" (Mon 16 Nov, in a survey)"),
        "{sheet}"
    );
    let store = Store::open(&desk.file(), Patience::Job).unwrap();
    let mut fake = Fake::new(&store, &desk.file(), 100, 30);
    fake.keys("5");
    assert!(
        fake.text().contains("One customer wrote something"),
        "{}",
        fake.text()
    );
    fake.keys("c");
    assert!(fake.text().contains("“Dana was lovely”"), "{}", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn words_from_a_survey_get_a_theme_and_stay_out_of_the_calls_heard() {
    let desk = Program::new();
    let survey = desk.write(
        "survey.csv",
        "request_id,response_received_at,star_rating,comments,customer\n\
         r1,2026-11-16 18:00:00,1,Third late delivery in a row,Ruth Calder\n\
         r2,2026-11-17 18:00:00,2,You said Tuesday,\n",
    );
    desk.json(&["import", survey.to_str().unwrap(), "--kind", "surveys"]);
    let number = |nth: usize| desk.json(&["voice"])["surveys"][nth]["survey_comment"].to_string();
    // The header tells times in UTC; the shop's clocks are six hours behind.
    let written = &desk.json(&["voice"])["surveys"][0];
    assert_eq!(written["at"], json!("2026-11-17T12:00:00-06:00"));
    let given = desk.json(&[
        "voice",
        "theme",
        &number(1),
        "late delivery",
        "--cause",
        "promise",
    ]);
    assert_eq!(
        (&given["theme"], &given["cause"]),
        (&json!("late delivery"), &json!("promise"))
    );
    let store = Store::open(&desk.file(), Patience::Job).unwrap();
    let mut fake = Fake::new(&store, &desk.file(), 100, 30);
    fake.keys("5c<Enter>late<Enter>5");
    assert!(
        fake.text().contains("late delivery (promise)"),
        "{}",
        fake.text()
    );
    insta::assert_snapshot!("surveys_100x30", fake.text());
    survives_every_size(&mut fake);
    fake.keys("u");
    assert_eq!(desk.json(&["voice"])["surveys"][0]["theme"], json!(null));
    fake.keys("<Enter>late<Enter>5<Esc>");
    assert!(fake.text().contains("late delivery"), "{}", fake.text());

    let voice = desk.json(&["voice"]);
    let theme = &voice["themes"][0];
    assert_eq!(voice["themes"].as_array().unwrap().len(), 1);
    assert_eq!(
        (
            &theme["calls"],
            &theme["of"],
            &theme["in_surveys"],
            &theme["mark"]
        ),
        (&json!(0), &json!(0), &json!(2), &json!(null))
    );
    assert_eq!(theme["causes"], json!([{ "cause": "promise", "times": 2 }]));
    let text = desk.run(&["voice"]).out;
    assert!(
        text.contains("[late delivery (promise)] “You said Tuesday”"),
        "{text}"
    );

    let week = desk.json(&["summary", "--week", "2026-W47", "--format", "json"]);
    assert_eq!(
        (
            &week["voice"][0]["in_surveys"],
            &week["voice"][0]["share"],
            &week["surveys"][0]["theme"]
        ),
        (&json!(2), &json!(null), &json!("late delivery"))
    );
    let page = desk
        .run(&["summary", "--week", "2026-W47", "--format", "md"])
        .out;
    assert!(
        page.contains("- **late delivery**: 2 in surveys; behind it: promise 2"),
        "{page}"
    );

    let rows = desk.run(&["summary", "--week", "2026-W47", "--format", "csv"]);
    assert!(
        rows.out
            .contains("voice,,late delivery,,,,0,0,,2 in surveys"),
        "{rows:?}"
    );

    desk.json(&["voice", "theme", &number(1), "--none"]);
    assert_eq!(desk.json(&["voice"])["themes"][0]["in_surveys"], 1);
    for wrong in [
        &["voice", "theme", "99", "late"][..],
        &["voice", "theme", "1", " "],
    ] {
        assert_eq!(desk.run(wrong).code, Some(1), "{wrong:?}");
    }
    assert_eq!(
        desk.run(&["voice", "theme", "1", "late", "--cause", "moon"])
            .code,
        Some(2)
    );
}

#[test]
fn a_decision_is_written_down_listed_and_looked_at_by_command() {
    let desk = Program::new();
    let added = desk.json(&[
        "decide",
        "add",
        "Ring before noon",
        "--why",
        "3 of 9 calls",
        "--who",
        "Mia",
        "--kpi",
        "solved",
        "--on",
        "2026-10-01",
        "--review",
        "2026-11-01",
    ]);
    assert_keys(
        &added,
        "decision what why who kpi theme decided_on review_on looked_on result effect",
    );
    assert_eq!(added["effect"]["is"], "too_few");
    let due = desk.json(&["decide", "list", "--due"]);
    assert_eq!(due, json!([added]));
    let id = added["decision"].to_string();
    let looked = desk.json(&["decide", "look", &id, "It helps", "--again", "2026-12-24"]);
    assert_eq!(
        (
            &looked["result"],
            &looked["review_on"],
            &looked["looked_on"]
        ),
        (
            &json!("It helps"),
            &json!("2026-12-24"),
            &json!("2026-11-20")
        )
    );
    assert_eq!(desk.json(&["decide", "list", "--due"]), json!([]));
    let text = desk.run(&["decide", "list"]).out;
    assert!(text.contains("Look at it again on 2026-12-24"), "{text}");
    for wrong in [
        &["decide", "add", "  "][..],
        &["decide", "add", "Ring", "--theme", "nobody said that"],
        &["decide", "look", "99", "x"],
        &["decide", "look", &id, "x", "--again", "2026-01-01"],
    ] {
        let ran = desk.run(wrong);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(1), ""),
            "{wrong:?}: {ran:?}"
        );
    }
}
