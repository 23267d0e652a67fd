//! What the owner says of a whole file on the import screen: whose phone it is, the name of its source, who scored, how
//! long after a call its survey was answered; and numbers of KPIs.

use deskside::domain::kpi::Better;
use deskside::domain::own_kpi::Source;
use deskside::ops::kpi;
use deskside::store::call::{Before, list};
use deskside::store::{number, source};

use crate::business::now;
use crate::import_screen::{Place, has};
use crate::screens::survives_every_size;
use crate::support::Fake;

const PHONE: &str = "<calls count=\"2\">\
    <call number=\"+13125550188\" duration=\"42\" date=\"1794841920000\" type=\"1\" contact_name=\"Ruth Calloway\"/>\
    <call number=\"+13125550171\" duration=\"182\" date=\"1794845520000\" type=\"2\" contact_name=\"Omar Reed\"/></calls>";

fn lacks(fake: &Fake, text: &str) {
    assert!(!fake.text().contains(text), "“{text}” in\n{}", fake.text());
}

#[test]
fn whose_phone_it_is_is_said_where_a_file_names_nobody_and_another_phone_needs_a_name() {
    let place = Place::new();
    let path = place.file("phone.xml", PHONE);
    let mut fake = place.looking(&path);
    has(&fake, "Whose phone: not told (w)");
    has(&fake, "nobody of this desk");
    lacks(&fake, "Unknown names");
    fake.keys("w2");
    has(&fake, "Whose phone: Luis Ortega (w)");
    lacks(&fake, "nobody of this desk");
    survives_every_size(&mut fake);
    fake.resize(120, 40).keys("b").wait_for_job();
    has(&fake, "2 calls from 2 rows");
    let other = place.file("other.xml", &PHONE.replace("1794", "1793"));
    let mut fake = place.looking(&other);
    has(&fake, "Whose phone: Luis Ortega (w)");
    fake.keys("w1");
    has(
        &fake,
        "is Luis Ortega's: n gives another phone a name of its own",
    );
    fake.keys("n");
    has(&fake, "The name of the source");
    fake.keys("<C-u>Dana's phone<Enter>");
    has(&fake, "Source Dana's phone (n)");
    has(&fake, "Whose phone: not told (w)");
    fake.keys("w1b").wait_for_job();
    has(&fake, "2 calls from 2 rows");
    let named = source::find(&place.store, "Dana's phone").unwrap().unwrap();
    assert!(named.rep.is_some());
    let calls = list(&place.store, "", Before::NEWEST, 9).unwrap();
    let of = |rep: &str| calls.iter().filter(|call| call.rep == rep).count();
    assert_eq!((of("Dana Reyes"), of("Luis Ortega")), (2, 2));
}

#[test]
fn a_file_that_names_its_reps_asks_for_nothing_more() {
    let place = Place::new();
    let text =
        "call id,start time,agent,phone,duration\nA1,2026-11-16 09:00,Dana Reyes,+13125550188,60\n";
    let mut fake = place.looking(&place.file("calls.csv", text));
    has(&fake, "Source calls (n)");
    for word in ["Whose phone", "Scored by", "Calls up to"] {
        lacks(&fake, word);
    }
    fake.keys("w");
    has(&fake, "The file says who handled its calls.");
    fake.keys("a");
    has(&fake, "Only the answers to a survey");
}

#[test]
fn how_long_after_its_call_a_survey_may_be_answered_is_said_in_days() {
    let place = Place::with_calls();
    let text = "request_id,response_received_at,star_rating,customer_email\nr1,2026-11-28 18:00:00,5,ruth@calder.example\n";
    let path = place.file("survey.csv", text);
    let mut fake = place.looking(&path);
    has(&fake, "Calls up to 7 days before (a)");
    lacks(&fake, "16 Nov 09:00 Ruth Calloway");
    fake.keys("a<C-u>0<Enter>");
    has(&fake, "say a number of days from 1 to 365");
    fake.keys("<C-u>14<Enter>");
    has(&fake, "Calls up to 14 days before (a)");
    has(&fake, "16 Nov 09:00 Ruth Calloway");
    survives_every_size(&mut fake);
}

#[test]
fn who_scored_is_said_where_no_column_does() {
    let place = Place::with_calls();
    let card = deskside::store::scorecard::newest(&place.store, "support").unwrap();
    let first = card.scorecard.questions().next().unwrap().key.clone();
    let text = format!("call id,scored at,{first}\nCT-1001,2026-11-17,yes\n");
    let mut fake = place.looking(&place.file("scores.csv", &text));
    has(&fake, "Scored by you (w)");
    fake.keys("w2");
    has(&fake, "Scored by the reps themselves (w)");
    has(&fake, "rep's own score");
    survives_every_size(&mut fake);
    let text = format!("call id,scored at,scored_by,{first}\nCT-1001,2026-11-17,rep,yes\n");
    let mut fake = place.looking(&place.file("told.csv", &text));
    lacks(&fake, "Scored by you");
    fake.keys("w");
    has(&fake, "A column says who scored.");
}

#[test]
fn numbers_of_kpis_are_looked_at_mapped_and_brought_in() {
    let place = Place::new();
    for name in ["Missed calls", "Orders"] {
        kpi::make(
            &place.store,
            name,
            Better::Higher,
            Source::Typed,
            "",
            now().to_utc(),
        )
        .unwrap();
    }
    let text = "Week,Missed calls,Orders\n2026-W44,12,40\n2026-W45,9,\n2026-W46,many,51\n";
    let mut fake = place.looking(&place.file("numbers.csv", text));
    has(&fake, "numbers of Missed calls");
    has(&fake, "Missed calls 12, Orders 40");
    has(&fake, "'many' is not a number");
    lacks(&fake, "Clock");
    survives_every_size(&mut fake);
    fake.resize(120, 40).keys("b").wait_for_job();
    has(&fake, "3 numbers");
    let week = "2026-W44".parse().unwrap();
    let kept = number::list(&place.store, "missed_calls", week, week).unwrap();
    assert!((kept[0].value - 12.0).abs() < f64::EPSILON);
    let text = "period,lost,sold\n2026-11-02,4,30\n2026-11-09,5,31\n";
    let mut fake = place.looking(&place.file("odd.csv", text));
    fake.click("numbers of your own KPIs");
    has(&fake, "a column for the week or the day is needed");
    fake.keys("b");
    has(&fake, "says what a column means");
    fake.keys("<Enter>").click("the week, or a day of it");
    fake.keys("j<Enter>").click("numbers of Missed calls");
    has(&fake, "Missed calls 4");
    fake.keys("b").wait_for_job();
    has(&fake, "2 numbers");
}

#[test]
fn recordings_have_a_source_with_a_name_as_well() {
    let place = Place::with_calls();
    place.file("monitor/CT-1001.wav", "not a sound");
    let mut fake = place.looking(&place.folder.path().join("monitor/CT-1001.wav"));
    has(&fake, "Source recordings (n)");
    fake.keys("n<C-u>shop<Enter>");
    has(&fake, "Source shop (n)");
    survives_every_size(&mut fake);
}
