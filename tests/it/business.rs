//! An invented business for the tests of screens: three reps, two weeks of calls, the week before heard.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use chrono::{DateTime, FixedOffset};
use deskside::domain::desk::Desk;
use deskside::domain::draw::PickStatus;
use deskside::domain::week::Week;
use deskside::ops::draw::{self, Request};
use deskside::ops::import::{self, Options};
use deskside::ops::setup::{self, Setup};
use deskside::ops::submit::file::{evaluate, parse};
use deskside::store::{Store, desk, pick, rep};

use crate::support::NOW;

/// A parts dealer in Chicago with these people on the phone, each with what else they are known by.
pub fn parts_dealer(people: &[(&str, &[&str])]) -> Store {
    let store = Store::in_memory().unwrap();
    let row = Desk {
        name: "Calder Truck Parts".into(),
        zone: "America/Chicago".into(),
        scorecard: "support".into(),
        calls_per_week: 15,
    };
    desk::add(&store, &row, now().to_utc()).unwrap();
    for (name, aliases) in people {
        let id = rep::add(&store, name).unwrap();
        for alias in *aliases {
            rep::add_alias(&store, id, alias).unwrap();
        }
    }
    store
}

/// Sets the dealer up as the first screen does, with two people.
pub fn set_up(store: &Store) {
    let asked = Setup {
        name: "Calder Truck Parts".into(),
        zone: "America/Chicago".into(),
        reps: vec!["Dana Reyes".into(), "Luis Ortega".into()],
        scorecard: "support".into(),
        calls_per_week: 9,
    };
    setup::run(store, &asked, now().to_utc()).unwrap();
}

const CUSTOMERS: &[(&str, &str)] = &[
    ("Ruth Calloway", "+1 312 555 0142"),
    ("Apex Circuits", "+1 312 555 0117"),
    ("J. Okafor", "+1 773 555 0163"),
    ("Harbor Lane Freight", "+1 708 555 0188"),
    ("", "+1 630 555 0121"),
    ("Nolan & Daughters", "+1 847 555 0109"),
    ("Ilse Brandt", "+1 224 555 0174"),
    ("Prairie Coach Works", "+1 815 555 0155"),
];
const REPS: &[&str] = &[
    "Dana Reyes",
    "Luis Ortega",
    "Dana Reyes",
    "Mia Lindqvist",
    "Luis Ortega",
];
const CHANNELS: &[&str] = &["phone", "phone", "chat", "phone", "phone", "email", "phone"];
const NOTES: &[&str] = &[
    "",
    "",
    "wants it before Friday",
    "",
    "asked about the late delivery",
];

/// The present.
pub fn now() -> DateTime<FixedOffset> {
    NOW.parse().unwrap()
}

/// The week of [`now`].
pub fn this_week() -> Week {
    "2026-W47".parse().unwrap()
}

/// The business as it is set up, without a call.
pub fn empty() -> Store {
    let store = Store::in_memory().unwrap();
    let setup = Setup {
        name: "Calder Truck Parts".into(),
        zone: "America/Chicago".into(),
        reps: ["Dana Reyes=301", "Luis Ortega=302", "Mia Lindqvist=303"]
            .map(Into::into)
            .to_vec(),
        scorecard: "support".into(),
        calls_per_week: 9,
    };
    setup::run(&store, &setup, now().to_utc()).unwrap();
    store
}

/// The same with the calls of two weeks, nothing drawn.
pub fn with_calls() -> Store {
    let store = empty();
    bring_in(&store, &log());
    store
}

/// The same with the week before drawn and heard, and this week drawn.
pub fn drawn() -> Store {
    let store = with_calls();
    draw_week(
        &store,
        this_week().plus(-1),
        "0123456789abcdef0123456789abcdef",
    );
    hear(&store, this_week().plus(-1), usize::MAX);
    draw_week(&store, this_week(), "fedcba9876543210fedcba9876543210");
    store
}

/// Scores the first `most` waiting calls of a week, each a little otherwise than the one before.
pub fn hear(store: &Store, week: Week, most: usize) {
    let picks = pick::list(store, week).unwrap();
    let waiting = picks
        .iter()
        .filter(|(one, _)| one.status == PickStatus::Waiting);
    for (turn, (_, call)) in waiting.take(most).enumerate() {
        let is = |good: bool| if good { "yes" } else { "no" };
        let answers = if call.channel.is_written() {
            written(turn)
        } else {
            format!(
                r#""let_finish": "{}", "found_need": "{}", "went_wrong": "no", "verified_account": "{}",
                   "correct_info": "yes", "tied_solution": "{}", "solved": "{}", "referral": "no""#,
                is(turn % 2 == 0),
                is(turn % 3 != 0),
                is(turn % 5 != 4),
                is(turn % 4 != 1),
                is(turn % 3 != 2),
            )
        };
        let file = parse(&format!(
            r#"{{"answers": {{{answers}}}, "moments": [{{"at_secs": 41, "kind": "praise", "text": "thanked her for waiting"}}]}}"#
        ));
        evaluate(store, call.id, &file.unwrap(), now().to_utc()).unwrap();
    }
}

/// Brings a file in.
pub fn bring_in(store: &Store, text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calls.csv");
    std::fs::write(&path, text).unwrap();
    let options = Options {
        zone: Some("America/Chicago".into()),
        ..Options::default()
    };
    import::run(store, &path, &options, now(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
}

/// The columns of the log.
pub const HEADER: &str =
    "source_id,at,talk,direction,rep,customer,number,channel,status,messages,csat,note\n";

fn log() -> String {
    let mut text = HEADER.to_owned();
    for n in 0..60_usize {
        let (customer, number) = CUSTOMERS[(n * 13 + n / 5) % CUSTOMERS.len()];
        let channel = CHANNELS[n % CHANNELS.len()];
        let day = [9, 10, 11, 12, 13, 16, 17, 18, 19, 20][n % 10];
        let (hour, minute) = (8 + n * 5 % 6, n * 17 % 60);
        let missed = n % 13 == 12;
        let status = if missed { "missed" } else { "answered" };
        let talk = match channel {
            _ if missed => "0".to_owned(),
            "phone" => (70 + n * 37 % 700).to_string(),
            _ => String::new(),
        };
        let messages = if talk.is_empty() { "6" } else { "" };
        let csat = if n % 9 == 4 {
            (1 + n % 5).to_string()
        } else {
            String::new()
        };
        writeln!(
            text,
            "c{n:03},2026-11-{day:02} {hour:02}:{minute:02},{talk},{},{},{customer},{number},{channel},{status},{messages},{csat},{}",
            if n % 6 == 5 { "outbound" } else { "inbound" },
            REPS[n % REPS.len()],
            NOTES[n % NOTES.len()],
        )
        .unwrap();
    }
    text
}

fn draw_week(store: &Store, week: Week, seed: &str) {
    let request = Request {
        seed: Some(seed.into()),
        ..Request::of_week(week)
    };
    draw::run(store, &request, now().to_utc()).unwrap();
}

/// Answers to the form for what is written.
fn written(turn: usize) -> String {
    use deskside::domain::scorecard::{Kind, Scorecard, builtin};
    let (_, toml) = builtin().iter().find(|(key, _)| *key == "written").unwrap();
    let card = Scorecard::parse("written.toml", toml).unwrap();
    let answers = card.questions().map(|question| {
        let answer = match &question.kind {
            Kind::YesNo if question.key == "went_wrong" => "no".to_owned(),
            Kind::YesNo if turn % 2 == 1 && question.key.len() % 3 == 0 => "no".to_owned(),
            Kind::YesNo => "yes".to_owned(),
            Kind::Scale(steps) => (1 + turn % steps.len()).to_string(),
            Kind::Choice(options) => options[0].key.clone(),
            Kind::Text => "noted".to_owned(),
        };
        format!("\"{}\": \"{answer}\"", question.key)
    });
    let hidden = [
        "recognised_problem",
        "acknowledged_pain",
        "apologised",
        "asked_make_right",
    ];
    let shown: Vec<String> = answers
        .filter(|answer| !hidden.iter().any(|key| answer.contains(key)))
        .collect();
    shown.join(", ")
}
