//! KPIs set up on their screen and by command: what matters, what follows from it, targets, numbers typed in, and what the
//! trends and the weekly page say of them.

use deskside::store::{number, own_kpi};
use serde_json::json;

use crate::business;
use crate::program::{Desk, assert_keys};
use crate::screens::survives_every_size;
use crate::support::Fake;

const MATTERS: &str =
    "truck parts, repairs<Enter>delivered on time, solved the first time<Enter>missed calls";

#[test]
fn what_matters_leads_to_kpis_and_numbers_are_typed_in_week_by_week() {
    let store = business::drawn();
    let file = tempfile::tempdir().unwrap();
    let mut fake = Fake::new(&store, file.path(), 120, 36);
    fake.keys("3K");
    assert!(fake.text().contains("What matters to your customers?"));
    fake.keys(MATTERS);
    insta::assert_snapshot!("kpis_matters_120x36", fake.text());
    fake.keys("<C-s>");
    insta::assert_snapshot!("kpis_proposals_120x36", fake.text());
    let names = |fake: &Fake| fake.text().contains("Missed calls is followed from now on");
    for _ in 0..8 {
        if names(&fake) {
            break;
        }
        fake.keys("<Enter>");
    }
    fake.keys("<Esc>e12");
    assert!(fake.text().contains("Numbers of W46"), "{}", fake.text());
    // The week before: what was typed for W46 is kept.
    fake.keys("<BackTab><Right>");
    assert!(fake.text().contains("Numbers of W45"), "{}", fake.text());
    fake.keys("<Tab>1,5x<C-s>");
    assert!(fake.text().contains("is not a number"), "{}", fake.text());
    fake.keys("<Backspace><C-s>");
    assert!(
        fake.text().contains("The numbers of W45 are kept"),
        "{}",
        fake.text()
    );
    let (first, last) = ("2026-W40".parse().unwrap(), "2026-W47".parse().unwrap());
    let typed = own_kpi::list(&store)
        .unwrap()
        .into_iter()
        .find(|own| own.name == "Missed calls");
    let numbers = number::list(&store, &typed.unwrap().key, first, last).unwrap();
    let numbers: Vec<(String, f64)> = numbers
        .iter()
        .map(|one| (one.week.to_string(), one.value))
        .collect();
    assert_eq!(
        numbers,
        [("2026-W45".to_owned(), 1.5), ("2026-W46".to_owned(), 12.0)]
    );
}

#[test]
fn a_target_is_set_and_a_kpi_of_ones_own_added_and_taken_away() {
    let store = business::drawn();
    own_kpi::set_matters(&store, &["truck parts".into()], business::now().to_utc()).unwrap();
    let file = tempfile::tempdir().unwrap();
    let mut fake = Fake::new(&store, file.path(), 120, 36);
    fake.keys("3Kt85<C-s>");
    assert!(
        fake.text().contains("write a value and a date"),
        "{}",
        fake.text()
    );
    fake.keys("@2026-12-31<C-s>");
    assert!(fake.text().contains("85 by Dec 26"), "{}", fake.text());
    fake.keys("aUnhappy customers<Enter><Left><Enter><Right><Enter>");
    insta::assert_snapshot!("kpis_120x36", fake.text());
    survives_every_size(&mut fake);
    fake.keys("<End>dy");
    assert!(
        !fake.text().contains("Unhappy customers  "),
        "{}",
        fake.text()
    );
    fake.keys("<Home>d");
    assert!(fake.text().contains("every desk has"), "{}", fake.text());
}

/// Twelve weeks of a number that is to fall: 20 a week at first, then 10.
fn missed_calls() -> Desk {
    let desk = Desk::with_calls(24);
    desk.json(&["kpi", "add", "Missed calls", "--lower"]);
    for week in 35..47 {
        let value = (if week < 41 { 20 } else { 10 }) + week % 2;
        desk.json(&[
            "kpi",
            "enter",
            "missed_calls",
            &format!("2026-W{week}"),
            &value.to_string(),
        ]);
    }
    desk
}

#[test]
fn a_number_that_is_typed_in_has_a_verdict_targets_and_a_place_on_the_weekly_page() {
    let desk = missed_calls();
    desk.json(&[
        "kpi",
        "target",
        "missed_calls",
        "--short",
        "12@2026-12-31",
        "--long",
        "2@2027-12-31",
    ]);
    let trends = desk.json(&["trends", "missed_calls"]);
    assert_eq!(
        (&trends["unit"], &trends["better"]),
        (&json!("number"), &json!("lower"))
    );
    let series = trends["series"].as_array().unwrap();
    assert_eq!((series.len(), &series[0]["rep"]), (1, &json!(null)));
    assert_eq!(series[0]["points"].as_array().unwrap().len(), 12);
    assert_eq!(series[0]["verdict"]["is"], json!("very_likely_real"));
    assert_eq!(series[0]["verdict"]["difference"], json!(-10.0));
    let targets = series[0]["targets"].as_array().unwrap();
    let outlooks: Vec<&str> = targets
        .iter()
        .map(|one| one["outlook"].as_str().unwrap())
        .collect();
    assert_eq!(outlooks, ["on_course", "needs_change"]);
    let page = desk.run(&["summary", "--week", "2026-W46"]).out;
    assert!(
        page.contains("Missed calls") && page.contains("on course"),
        "{page}"
    );
    assert!(
        page.contains("not reached yet, not at this pace (under 1 in 100)"),
        "{page}"
    );
    let real = desk.json(&[
        "real",
        "missed_calls",
        "--since",
        "2026-W41",
        "--weeks",
        "6",
    ]);
    assert_eq!(
        (&real["before"]["n"], &real["after"]["n"]),
        (&json!(6), &json!(6))
    );
    assert!(
        real["verdict"]["text"]
            .as_str()
            .unwrap()
            .contains("20.5 in 6 weeks"),
        "{real}"
    );
    desk.json(&["kpi", "enter", "missed_calls", "2026-W46", "none"]);
    let points = &desk.json(&["trends", "missed_calls"])["series"][0]["points"];
    assert_eq!(points.as_array().unwrap().len(), 11);
    desk.json(&["kpi", "remove", "missed_calls"]);
    assert_ne!(desk.run(&["trends", "missed_calls"]).code, Some(0));
    desk.assert_sound();
}

#[test]
fn a_target_of_a_typed_number_that_is_missed_with_certainty_is_listed() {
    let desk = missed_calls();
    desk.json(&["kpi", "target", "missed_calls", "--short", "2@2026-11-01"]);
    let missed = desk.json(&["real"]);
    assert_keys(
        &missed[0],
        "kpi horizon target value low high n decided effect text",
    );
    assert_eq!(missed[0]["kpi"], json!("missed_calls"));
    assert!(
        missed[0]["text"].as_str().unwrap().contains("8 weeks"),
        "{missed}"
    );
}

#[test]
fn what_matters_is_told_by_command_and_what_follows_is_taken() {
    let desk = Desk::with_calls(24);
    assert_ne!(desk.run(&["kpi", "propose"]).code, Some(0));
    let proposed = desk.json(&["kpi", "propose", "delivered on time"]);
    assert_eq!(
        (&proposed["taken"], &proposed["proposed"][0]["kpi"]),
        (&json!(false), &json!(null))
    );
    let kpis = |desk: &Desk| desk.json(&["kpi", "list"]).as_array().unwrap().len();
    let before = kpis(&desk);
    desk.json(&["kpi", "propose", "--take"]);
    assert_eq!(kpis(&desk), before + 2);
    desk.json(&["kpi", "add", "Let them finish", "--question", "let_finish"]);
    assert_ne!(
        desk.run(&["kpi", "add", "Nothing", "--question", "nothing"])
            .code,
        Some(0)
    );
    assert_ne!(
        desk.run(&["kpi", "add", "Late", "--theme", "late delivery"])
            .code,
        Some(0)
    );
    let refused = desk.run(&["kpi", "enter", "quality", "2026-W46", "3"]);
    assert!(
        refused.err.contains("counted from the calls"),
        "{refused:?}"
    );
}

#[test]
fn numbers_come_in_from_a_spreadsheet_and_go_again_with_their_import() {
    let desk = Desk::with_calls(24);
    desk.json(&["kpi", "add", "Missed calls", "--lower"]);
    desk.json(&["kpi", "add", "Refunds", "--lower"]);
    let weeks = "Shop numbers\n\nWeek starting,Missed calls,Refunds ($)\n2026-11-02,12,\"$1,250.50\"\n2026-11-09,9,\n";
    let file = desk.write("weeks.csv", weeks);
    let came = desk.json(&["import", file.to_str().unwrap()]);
    assert_eq!(
        (&came[0]["kind"], &came[0]["added"]),
        (&json!("numbers"), &json!(3)),
        "{came}"
    );
    let value = |desk: &Desk, kpi: &str, place: usize| {
        desk.json(&["trends", kpi])["series"][0]["points"][place]["value"].clone()
    };
    assert_eq!(value(&desk, "refunds", 0), json!(1250.5));
    assert_eq!(value(&desk, "missed_calls", 1), json!(9.0));
    let rows = "week,kpi,value,rep\n2026-W45,Missed calls,7,Dana Reyes\n2026-W46,missed_calls,10,\n\
        2026-W46,quality,3,\n2026-W46,Missed calls,11,\n2026-W46,Jobs,11,\n2026-W46,Refunds,many,\nsoon,Refunds,3,\n\
        2026-W46,Refunds,3,Nobody\n";
    let file = desk.write("rows.csv", rows);
    let ran = desk.run(&["import", file.to_str().unwrap(), "--json"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    let came = ran.json();
    let counts =
        ["added", "known", "updated", "rejected_rows"].map(|key| came[0][key].as_i64().unwrap());
    assert_eq!(counts, [1, 0, 1, 6], "{came}");
    assert!(
        came[0]["rejected"][1]["reason"]
            .as_str()
            .unwrap()
            .contains("from line 3"),
        "{came}"
    );
    assert_eq!(value(&desk, "missed_calls", 1), json!(10.0));
    let of_dana = desk.json(&["trends", "missed_calls", "--rep", "Dana Reyes"]);
    assert_eq!(of_dana["series"][0]["points"][0]["value"], json!(7.0));
    let undone = desk.run(&["import", "undo"]);
    assert!(undone.out.contains("2 number"), "{undone:?}");
    assert_eq!(value(&desk, "missed_calls", 1), json!(9.0));
    desk.assert_sound();
    let lost = desk.run(&[
        "import",
        file.to_str().unwrap(),
        "--kind",
        "numbers",
        "--map",
        "when=week",
    ]);
    assert!(
        lost.err.contains("there is no field or question 'when'"),
        "{lost:?}"
    );
}
