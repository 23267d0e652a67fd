//! The import screen on a fake terminal: whatever a small business has is looked at, asked about, brought in, and what
//! was left out is opened.

use std::path::{Path, PathBuf};

use deskside::ops::draw;
use deskside::store::{Patience, Store, call, evaluation, source, survey, transcript};
use deskside::tui::screen::Route;

use crate::business::{self, now, this_week};
use crate::screens::survives_every_size;
use crate::support::Fake;

const CALLS: &str = "\
call id,start time,agent,phone,customer,customer email,duration,status
CT-1001,2026-11-16 09:00,Dana Reyes,+13125550188,Ruth Calloway,ruth@calder.example,360,answered
CT-1002,2026-11-16 11:00,Luis Ortega,+13125550171,Omar Reed,omar@calder.example,270,answered
CT-1003,2026-11-18 10:00,,+13125550190,,,0,missed
CT-1004,2026-11-18 10:30,Kim New,+13125550191,Ada Park,,95,answered
CT-1005,someday,Dana Reyes,+13125550188,Ruth Calloway,,95,answered
Total,,,,,,820,
";

/// A desk on a file, and a folder beside it.
pub struct Place {
    pub folder: tempfile::TempDir,
    pub store: Store,
}

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("desk.db"), Patience::Job).unwrap();
        business::set_up(&store);
        Self { folder, store }
    }

    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    fn app(&self) -> Fake<'_> {
        let file = self.folder.path().join("desk.db");
        Fake::starting(&self.store, &file, 120, 40, Route::Import)
    }

    /// The app with this file or folder looked at.
    pub fn looking(&self, path: &Path) -> Fake<'_> {
        let mut fake = self.app();
        fake.paste(&path.display().to_string()).keys("<Enter>");
        fake
    }

    /// Calls that are there already.
    pub fn with_calls() -> Self {
        let place = Self::new();
        let path = place.file("calls.csv", CALLS);
        place.looking(&path).keys("b").wait_for_job();
        place
    }
}

/// Eight seconds of silence as a telephone records it.
fn sound() -> Vec<u8> {
    let samples = vec![0; 16_000 * 8];
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + samples.len() as u32).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend(8_000_u32.to_le_bytes());
    bytes.extend(16_000_u32.to_le_bytes());
    bytes.extend(b"\x02\0\x10\0data");
    bytes.extend((samples.len() as u32).to_le_bytes());
    bytes.extend(samples);
    bytes
}

pub fn has(fake: &Fake, text: &str) {
    assert!(
        fake.text().contains(text),
        "no “{text}” in\n{}",
        fake.text()
    );
}

#[test]
fn calls_are_brought_in_and_what_was_left_out_can_be_opened() {
    let place = Place::new();
    let path = place.file("calls.csv", CALLS);
    let mut fake = place.looking(&path);
    has(&fake, "As they will be stored");
    has(&fake, "Kim New");
    has(&fake, "name not known");
    survives_every_size(&mut fake);
    fake.resize(120, 40).keys("b").wait_for_job();
    has(&fake, "4 calls from 6 rows");
    has(&fake, "nobody picked up");
    fake.click("nobody picked up");
    has(&fake, "not answered");
    fake.keys("<Esc>").click("such as:").wait_for_job();
    has(&fake, "someday");
    has(&fake, "line 6");
    fake.keys("<Enter>");
    has(&fake, "start time: someday");
    survives_every_size(&mut fake);
    fake.resize(120, 40)
        .keys("<Esc><Esc>")
        .click("totals")
        .wait_for_job();
    has(&fake, "Total · 820");
    fake.keys("<Esc>").click("Kim New").keys("<Enter>1<Esc>");
    assert!(!fake.text().contains("Kim New"), "{}", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn a_map_is_made_by_hand_from_nothing() {
    let place = Place::new();
    let text = "a,b,c\n2026-11-16 09:00,Dana Reyes,60\n2026-11-16 10:00,Luis Ortega,90\n";
    let path = place.file("strange.csv", text);
    let mut fake = place.looking(&path);
    fake.keys("b").wait_for_job();
    has(&fake, "2 calls from 2 rows");
    let path = place.file(
        "nameless.csv",
        "a,b\n2026-11-16 09:00,x\n2026-11-16 10:00,y\n",
    );
    let mut fake = place.looking(&path);
    has(&fake, "This is a guess");
    fake.keys("j<Enter>");
    has(&fake, "What does “b” hold?");
    fake.click("the rep: name").keys("b").wait_for_job();
    has(&fake, "Names that this desk does not know");
}

#[test]
fn the_scale_of_a_survey_is_shown_and_confirmed() {
    let place = Place::with_calls();
    let text = "request_id,response_received_at,star_rating,comments,ext_interaction_id\n\
        r1,2026-11-16 18:00:00,5,Dana was lovely,CT-1001\n\
        r2,2026-11-16 18:00:00,2,Nobody called me back,CT-9999\n\
        r3,2026-11-16 18:00:00,,,CT-1002\n";
    let path = place.file("survey.csv", text);
    let mut fake = place.looking(&path);
    has(&fake, "survey answers");
    has(&fake, "CSAT 5/5");
    has(&fake, "16 Nov 09:00 Ruth Calloway");
    has(&fake, "there is no call CT-9999");
    survives_every_size(&mut fake);
    fake.resize(120, 40).keys("b");
    has(&fake, "How is “star_rating” answered?");
    fake.keys("<Enter>").wait_for_job();
    has(&fake, "2 answers from 3 rows");
    fake.click("belong to no call").wait_for_job();
    has(&fake, "Nobody called");
    let call = call::by_name(&place.store, "CT-1001").unwrap().unwrap();
    let answers = survey::of_call(&place.store, call.id).unwrap();
    assert_eq!(answers[0].comment, "Dana was lovely");
}

#[test]
fn past_evaluations_are_mapped_to_the_scorecard_on_the_screen() {
    let place = Place::with_calls();
    let text = "call id,scored at,lane,first contact,Said hello\nCT-1001,2026-11-17,random,,yes\n";
    let card = deskside::store::scorecard::newest(&place.store, "support").unwrap();
    let first = card.scorecard.questions().next().unwrap().clone();
    let path = place.file("scores.csv", &text.replace("first contact", &first.key));
    let mut fake = place.looking(&path);
    has(&fake, "past evaluations");
    has(&fake, "answers: ");
    survives_every_size(&mut fake);
    fake.resize(120, 40).keys("jjjj<Enter>");
    has(&fake, "What does “Said hello” hold?");
    fake.keys("<Down><Enter>");
    has(&fake, &format!("answers: {}", &first.text[..12]));
    fake.keys("b").wait_for_job();
    has(&fake, "1 evaluation from 1 row");
    let call = call::by_name(&place.store, "CT-1001").unwrap().unwrap();
    assert!(
        evaluation::latest_of(&place.store, call.id)
            .unwrap()
            .is_some()
    );
}

#[test]
fn a_folder_of_recordings_is_recognised_and_read() {
    let place = Place::with_calls();
    let folder = place.folder.path().join("monitor");
    for name in ["CT-1001.wav", "unknown.wav"] {
        place.file(&format!("monitor/{name}"), "");
        std::fs::write(folder.join(name), sound()).unwrap();
    }
    let mut fake = place.app();
    fake.paste(&format!("{}/", folder.display()))
        .keys("<Enter>");
    has(&fake, "2 recordings: 2 of 2 files are recordings");
    has(&fake, "16 Nov 09:00 Ruth Calloway");
    survives_every_size(&mut fake);
    fake.resize(120, 40).keys("b").wait_for_job();
    has(&fake, "1  with their call");
    fake.click("fit no call");
    has(&fake, "unknown.wav");
}

#[test]
fn who_speaks_in_transcripts_is_said_once_for_the_source() {
    let place = Place::with_calls();
    let json = r#"{"audio_duration":9,"utterances":[{"start":1,"speaker":"A","text":"Hi."},{"start":2000,"speaker":"B","text":"Hello."}]}"#;
    let path = place.file("CT-1001.json", json);
    let mut fake = place.looking(&path);
    has(&fake, "A is not known");
    fake.keys("w1");
    has(&fake, "Who is “A”?");
    fake.keys("1");
    has(&fake, "A is a rep of ours");
    survives_every_size(&mut fake);
    fake.resize(120, 40).keys("b").wait_for_job();
    has(&fake, "Who speaks here?");
    fake.click("1  B").keys("2");
    has(&fake, "B is the customer, in every transcript");
    assert!(!fake.text().contains("Who speaks here?"), "{}", fake.text());
    let source = source::find(&place.store, "transcripts").unwrap().unwrap();
    assert_eq!(transcript::roles(&place.store, source.id).unwrap().len(), 2);
}

#[test]
fn of_several_tables_one_or_all_are_chosen_and_a_file_that_is_no_log_is_refused() {
    let place = Place::new();
    place.file("logs/monday.csv", CALLS);
    place.file("logs/recipe.csv", "dish,eggs\nomelette,3\nquiche,4\n");
    place.file("logs/tuesday.csv", &CALLS.replace("CT-100", "U-"));
    let mut fake = place.app();
    fake.paste(&format!("{}/", place.folder.path().join("logs").display()));
    fake.keys("<Enter>");
    has(&fake, "all 3 tables");
    fake.keys("jjj<Enter>");
    has(&fake, "tuesday.csv");
    has(&fake, "As they will be stored");
    let mut fake = place.app();
    fake.paste(&format!("{}/", place.folder.path().join("logs").display()));
    fake.keys("<Enter><Enter>").wait_for_job();
    has(&fake, "2 tables: 8 new");
    survives_every_size(&mut fake);
    fake.resize(120, 40).click("of the tables");
    has(&fake, "recipe.csv is not a call log");
    let path = place.file("recipe.csv", "dish,eggs\nomelette,3\nquiche,4\n");
    let mut fake = place.looking(&path);
    has(&fake, "recipe.csv is not a call log");
    has(&fake, "What does it hold?");
    survives_every_size(&mut fake);
    fake.resize(120, 40).keys("1");
    has(&fake, "recipe.csv is not a call log");
    let path = place.file("nps.csv", "response,given by\n9,web\n10,web\n0,web\n");
    let mut fake = place.looking(&path);
    fake.keys("2");
    has(&fake, "The answers do not show it");
    survives_every_size(&mut fake);
    fake.resize(120, 40).keys("7");
    has(&fake, "NPS 9/10");
}

#[test]
fn an_import_is_seen_in_the_history_and_taken_back_with_what_stays_named() {
    let place = Place::with_calls();
    let mut fake = Fake::starting(
        &place.store,
        &place.folder.path().join("desk.db"),
        120,
        40,
        Route::Imports,
    );
    has(&fake, "calls.csv");
    has(&fake, "6 rows: 4 new");
    has(&fake, "SHA-256");
    survives_every_size(&mut fake);
    fake.resize(120, 40).keys("u").wait_for_job();
    has(&fake, "Take calls.csv back?");
    has(&fake, "4 calls are gone");
    fake.keys("n");
    has(&fake, "What was read");
    let call = call::by_name(&place.store, "CT-1001").unwrap().unwrap();
    draw::add_targeted(&place.store, call.id, this_week(), now().to_utc()).unwrap();
    fake.keys("u").wait_for_job();
    has(&fake, "3 calls are gone");
    has(&fake, "picked");
    has(&fake, "Ruth Calloway");
    survives_every_size(&mut fake);
    fake.resize(120, 40).keys("f").wait_for_job();
    has(&fake, "4 calls are gone");
    fake.keys("f").wait_for_job().keys("y").wait_for_job();
    has(&fake, "taken back");
    assert_eq!(call::count(&place.store).unwrap(), 1);
    fake.keys("u");
    has(&fake, "It was taken back already");
}

#[test]
fn a_column_of_yes_and_no_says_that_it_tells_how_calls_came_out() {
    let place = Place::new();
    let text = "Start Time,Direction,Agent,Phone,Duration,Voicemail,Colour\n\
                2026-11-16 09:12:00,Inbound,Dana Reyes,(312) 555-0188,4:10,No,red\n\
                2026-11-16 10:40:00,Inbound,Dana Reyes,(312) 555-0101,0:31,Yes,blue\n";
    let fake = place.looking(&place.file("calls.csv", text));
    let line = |word: &str| {
        let text = fake.text();
        let found = text.lines().find(|line| line.contains(word));
        found.unwrap_or_default().to_owned()
    };
    assert!(line("Voicemail").contains("helps to tell how it came out"));
    assert!(line("Colour").contains('–'));
}
