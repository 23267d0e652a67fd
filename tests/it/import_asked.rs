//! What the owner says of a whole file on the import screen: whose phone it is, the name of its source, who scored, how
//! long after a call its survey was answered; and numbers of KPIs.

use deskside::domain::kpi::Better;
use deskside::domain::own_kpi::Source;
use deskside::ops::kpi;
use deskside::store::call::{Before, list};
use deskside::store::{number, source};
use deskside::tui::feed::Event;

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

#[test]
fn a_newer_change_takes_the_place_of_an_older_one_and_esc_leaves_what_holds() {
    let place = Place::new();
    let text = "call id,start time,agent,duration\nA1,2026-11-16 09:00,Dana Reyes,60\n";
    let mut fake = place.looking(&place.file("calls.csv", text));
    let press = |fake: &mut Fake, text: &str| {
        for key in crate::support::keys(text) {
            fake.tell(Event::Key(key));
        }
    };
    press(&mut fake, "z<C-u>Europe/Paris<Enter>");
    has(&fake, "looking; Esc stops");
    press(&mut fake, "<Esc>");
    lacks(&fake, "looking");
    has(&fake, "Clock America/Chicago");
    press(
        &mut fake,
        "z<C-u>Europe/Paris<Enter>z<C-u>Asia/Tokyo<Enter>rn<C-u>shop<Enter>j",
    );
    fake.looked();
    has(&fake, "Clock Asia/Tokyo");
    has(&fake, "Source shop (n)");
    has(&fake, "Unknown names added as reps");
    press(&mut fake, "z<C-u>Europe/Paris<Enter>b");
    fake.looked().wait_for_job();
    has(&fake, "1 call from 1 row");
    let calls = list(&place.store, "", Before::NEWEST, 9).unwrap();
    let at = calls[0].started_at.to_utc();
    assert_eq!(at.to_rfc3339(), "2026-11-16T08:00:00+00:00");
}

#[test]
fn an_import_that_ends_while_the_keys_are_read_is_seen_afterwards() {
    let place = Place::new();
    let text = "call id,start time,agent,duration\nA1,2026-11-16 09:00,Dana Reyes,60\n";
    let mut fake = place.looking(&place.file("calls.csv", text));
    fake.keys("b?").wait_for_job();
    fake.keys("<Esc>");
    has(&fake, "1 call from 1 row");
}

#[test]
fn going_back_leads_to_where_the_file_was_chosen() {
    let place = Place::new();
    for name in ["logs/monday.csv", "logs/tuesday.csv"] {
        place.file(
            name,
            "call id,start time,agent,duration\nA1,2026-11-16 09:00,Dana Reyes,60\n",
        );
    }
    let mut fake = place.looking(&place.folder.path().join("logs"));
    has(&fake, "all 2 tables");
    fake.keys("jj<Enter>");
    has(&fake, "As they will be stored");
    fake.keys("<Esc>");
    has(&fake, "all 2 tables");
    fake.keys("<Esc>");
    has(&fake, "Which file?");
    has(&fake, "monday.csv");
}

#[test]
fn past_evaluations_whose_questions_have_other_names_are_mapped_on_the_screen() {
    let place = Place::with_calls();
    let text = "Ticket,Scored on,Hello said\nCT-1001,2026-11-17,yes\n";
    let mut fake = place.looking(&place.file("years.csv", text));
    fake.click("past evaluations");
    has(&fake, "no column is a question");
    lacks(&fake, "--map");
    fake.keys("b");
    has(&fake, "Enter says what a column means");
    fake.keys("jj<Enter><Down><Enter>");
    has(&fake, "answers: ");
    lacks(&fake, "no column is a question");
}

#[test]
fn a_survey_whose_columns_have_other_names_is_mapped_on_the_screen() {
    let place = Place::with_calls();
    let text = "Ref,On,Grade\n1,2026-11-17,5\n2,2026-11-18,4\n";
    let mut fake = place.looking(&place.file("grades.csv", text));
    fake.click("answers of customers");
    has(&fake, "no column holds an answer");
    lacks(&fake, "--map");
    fake.keys("jj<Enter>")
        .click("how satisfied the customer was");
    has(&fake, "CSAT 5/5");
}

#[test]
fn how_the_dates_of_several_tables_are_read_is_asked_once_for_all() {
    let place = Place::new();
    for (name, id) in [("logs/a.csv", "A"), ("logs/b.csv", "B")] {
        let text =
            format!("call id,start time,agent,duration\n{id}1,02/11/2026 09:00,Dana Reyes,60\n");
        place.file(name, &text);
    }
    let mut fake = place.looking(&place.folder.path().join("logs"));
    fake.keys("<Enter>").wait_for_job();
    has(&fake, "How is 02/11/2026 09:00 to be read?");
    survives_every_size(&mut fake);
    fake.resize(120, 40).keys("1").wait_for_job();
    has(&fake, "2 tables: 2 new");
    fake.keys("<Esc>");
    lacks(&fake, "Which file?");
}

#[test]
fn a_file_in_which_nothing_can_be_read_leads_back_to_choosing_another() {
    let place = Place::new();
    let mut fake = place.looking(&place.file("empty.csv", ""));
    has(&fake, "it is empty. Choose another file.");
    has(&fake, "Which file?");
    fake.keys("<Esc>")
        .paste("/no/such/file.csv")
        .keys("<Enter>");
    has(
        &fake,
        "there is no file or folder /no/such/file.csv. Choose another file.",
    );
}

#[test]
fn the_first_rows_are_gone_through_where_the_window_is_small() {
    let place = Place::new();
    let row = |at: usize| format!("A{at},2026-11-16 09:{at:02},Dana Reyes,60\n");
    let rows: String = (10..30).map(row).collect();
    let text = format!("call id,start time,agent,duration\n{rows}");
    let mut fake = place.looking(&place.file("calls.csv", &text));
    fake.resize(80, 24);
    lacks(&fake, "16 Nov 09:19");
    fake.keys("<Tab>G");
    has(&fake, "16 Nov 09:19");
    survives_every_size(&mut fake);
    fake.resize(80, 24).keys("<Tab>");
    lacks(&fake, "16 Nov 09:19");
}
