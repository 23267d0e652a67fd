//! Every telephone system that the program knows: a file in its shape goes in; calls, seconds of talk, whose they are and
//! what was left out come to what was counted by hand.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use deskside::domain::call::{Call, Direction, Standing};
use deskside::ops::import::report::LeftOut;
use deskside::ops::import::{self, Options, Refusal, Report, profiles};
use deskside::store::Store;
use deskside::store::call::{Before, list};

use crate::business::parts_dealer;

/// A parts dealer in Chicago with two people on the phone.
fn parts_desk() -> Store {
    parts_dealer(&[
        ("Dana Reyes", &["301", "dana@calder.example", "dana", "381"]),
        ("Ben Okafor", &["302", "ben@calder.example", "ben", "382"]),
    ])
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/fixtures/profiles")
        .join(name)
}

fn try_import(store: &Store, name: &str) -> anyhow::Result<Report> {
    let now = "2026-11-22T10:00:00-06:00".parse().unwrap();
    let options = Options::default();
    import::run(store, &fixture(name), &options, now, &mut |_| {
        ControlFlow::Continue(())
    })
}

/// The calls, the oldest first.
fn calls(store: &Store) -> Vec<Call> {
    let mut calls = list(store, "", Before::NEWEST, 10_000).unwrap();
    calls.reverse();
    calls
}

/// What a file must come to.
struct Told {
    file: &'static str,
    profile: &'static str,
    calls: u64,
    /// Calls that may be drawn and their seconds of talk.
    dana: (u64, i64),
    ben: (u64, i64),
    left_out: LeftOut,
}

const NONE: LeftOut = LeftOut {
    internal: 0,
    unanswered: 0,
    no_rep: 0,
    voicemail: 0,
    menu: 0,
    footer: 0,
    blank: 0,
    header: 0,
    other: 0,
};

macro_rules! told {
    ($file:literal, $profile:literal, $calls:literal, $dana:expr, $ben:expr $(, $what:ident $n:literal)*) => {
        Told { file: $file, profile: $profile, calls: $calls, dana: $dana, ben: $ben,
            left_out: LeftOut { $($what: $n,)* ..NONE } }
    };
}

/// Counted by hand, line by line.
const TOLD: &[Told] = &[
    told!("master-18.csv", "asterisk-cdr", 7, (2, 180), (0, 0), internal 1, menu 1, unanswered 2, voicemail 1),
    told!("master-21.csv", "asterisk-cdr", 2, (0, 0), (2, 225)),
    told!("cdr-custom.csv", "asterisk-cdr", 3, (2, 180), (0, 0), unanswered 1),
    told!("cdr-table.csv", "freepbx-cdr", 3, (1, 120), (0, 0), menu 1, unanswered 1),
    told!("issabel-calls.csv", "issabel-calls", 2, (0, 0), (0, 0), no_rep 1, unanswered 1),
    told!("freeswitch-cdr.csv", "freeswitch-cdr", 5, (2, 180), (0, 0), internal 1, unanswered 2),
    told!("freeswitch-asterisk.csv", "freeswitch-cdr", 2, (1, 120), (0, 0), voicemail 1),
    told!(
        "freeswitch-json.json",
        "freeswitch-json",
        1,
        (1, 120),
        (0, 0)
    ),
    told!("fusionpbx.csv", "fusionpbx", 4, (1, 90), (1, 60), internal 1, unanswered 1),
    told!("fusionpbx.json", "fusionpbx", 2, (1, 95), (0, 0), unanswered 1),
    told!("3cx-inbound-calls.csv", "3cx-inbound-calls", 4, (1, 120), (1, 60), unanswered 1, menu 1, footer 1),
    told!("3cx-redirected.csv", "3cx-call-reports", 3, (1, 120), (1, 60), menu 1),
    told!("ringcentral-analytics.csv", "ringcentral-analytics", 5, (1, 120), (1, 60), voicemail 1, unanswered 1, internal 1),
    told!("ringcentral-engage-calls.csv", "ringcentral-engage-calls", 2, (1, 120), (0, 0), unanswered 1),
    told!(
        "ringcentral-engage-segments.csv",
        "ringcentral-engage-segments",
        1,
        (0, 0),
        (1, 120)
    ),
    told!("ringcentral.json", "ringcentral-json", 5, (1, 120), (1, 60), voicemail 1, unanswered 1, internal 1, other 1),
    told!("ringcentral-detailed.json", "ringcentral-json", 3, (1, 120), (1, 60), unanswered 1),
    told!("twilio.json", "twilio-json", 3, (1, 120), (0, 0), unanswered 1, voicemail 1),
    told!("plivo.json", "plivo-json", 2, (1, 120), (0, 0), unanswered 1),
    told!("telnyx.csv", "telnyx", 2, (0, 0), (0, 0), no_rep 1, unanswered 1),
    told!("dialpad.csv", "dialpad", 3, (1, 120), (1, 60), unanswered 1),
    told!("openphone.csv", "openphone", 5, (1, 120), (1, 60), unanswered 2, voicemail 1, other 2),
    told!("google-voice.html", "google-voice", 1, (0, 0), (0, 0), no_rep 1),
    told!("android-calls.xml", "android-calls", 3, (0, 0), (0, 0), no_rep 2, unanswered 1),
    told!("grandstream-ucm.csv", "grandstream-ucm", 5, (1, 95), (1, 40), unanswered 1, menu 1, internal 1),
    told!("cucm-cdr.csv", "cucm-cdr", 4, (1, 120), (1, 60), internal 1, unanswered 1, other 1),
    told!("cucm-users.csv", "cucm-cdr", 4, (2, 150), (1, 60), internal 1),
    told!("cucm-emails.csv", "cucm-cdr", 4, (2, 150), (1, 60), internal 1),
    told!("avaya-smdr.csv", "avaya-smdr", 6, (1, 120), (2, 73), internal 1, unanswered 1, voicemail 1),
    told!("avaya-smdr-header.csv", "avaya-smdr", 6, (1, 120), (2, 73), internal 1, unanswered 1, voicemail 1),
    told!("panasonic-smdr.txt", "panasonic-smdr", 5, (1, 120), (3, 75), no_rep 1, header 1),
    told!(
        "panasonic-columns.txt",
        "panasonic-smdr",
        3,
        (2, 150),
        (1, 60)
    ),
    told!("vicidial.txt", "vicidial", 4, (1, 184), (1, 61), unanswered 1, voicemail 1),
    told!("queue-log.txt", "queue-log", 3, (1, 120), (1, 30), unanswered 1, other 3),
    told!("teams-pstn.csv", "teams-pstn", 3, (1, 120), (1, 60), unanswered 1),
    told!("teams-pstn.json", "teams-pstn", 2, (1, 120), (1, 60)),
    told!("genesys-interactions.csv", "genesys-interactions", 4, (2, 120), (1, 60), unanswered 1),
    told!("five9.csv", "five9", 5, (1, 120), (1, 60), unanswered 2, internal 1),
    told!("amazon-connect.json", "amazon-connect", 2, (0, 0), (1, 120), menu 1, other 1),
    told!("zoom-phone.json", "zoom-phone", 3, (1, 120), (1, 60), voicemail 1),
    told!("callrail.json", "callrail", 3, (1, 120), (0, 0), unanswered 1, voicemail 1),
    told!(
        "zendesk-talk-partner.json",
        "zendesk-talk-partner",
        2,
        (1, 120),
        (1, 60)
    ),
    told!("intercom-calls.json", "intercom-calls", 2, (1, 120), (0, 0), unanswered 1),
    told!(
        "intercom-conversations.json",
        "intercom-conversations",
        2,
        (1, 0),
        (1, 0)
    ),
    told!("hubspot-calls.csv", "hubspot-calls", 3, (1, 120), (1, 60), unanswered 1),
    told!("hubspot-calls-api.json", "hubspot-calls-api", 2, (1, 120), (0, 0), unanswered 1),
];

/// Files of sums and of the quality of lines, and the words that the reason holds.
const REFUSED: &[(&str, &str, &str)] = &[
    (
        "3cx-agent-statistics.csv",
        "3cx-agent-statistics",
        "sums for each agent",
    ),
    ("cucm-cmr.csv", "cucm-cmr", "quality of lines"),
];

/// Systems whose files are tried in `import.rs`.
const ELSEWHERE: &[&str] = &["3cx-call-reports", "aircall"];

/// The calls of each rep that may be drawn, with their seconds of talk.
fn by_rep(store: &Store) -> BTreeMap<String, (u64, i64)> {
    let mut found = BTreeMap::new();
    for call in calls(store) {
        if call.standing == Standing::Handled {
            let sums: &mut (u64, i64) = found.entry(call.rep).or_default();
            sums.0 += 1;
            sums.1 += call.talk_secs.unwrap_or(0);
        }
    }
    found
}

#[test]
fn a_file_of_each_system_comes_to_what_was_counted_by_hand() {
    let mut wrong = Vec::new();
    for told in TOLD {
        let store = parts_desk();
        let report = match try_import(&store, told.file) {
            Ok(report) => report,
            Err(error) => {
                wrong.push(format!("{}: {error:#}", told.file));
                continue;
            }
        };
        let of = by_rep(&store);
        let of = |name: &str| of.get(name).copied().unwrap_or_default();
        let (dana, ben) = (of("Dana Reyes"), of("Ben Okafor"));
        let found = (
            report.profile.as_str(),
            report.calls,
            dana,
            ben,
            report.left_out,
        );
        if found != (told.profile, told.calls, told.dana, told.ben, told.left_out)
            || report.rejected_rows > 0
        {
            wrong.push(format!(
                "{}: {found:?} {:?} {:?}",
                told.file, report.rejected, report.unknown_reps
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_first_call_of_each_file_began_on_16_november_at_nine_in_chicago() {
    let mut wrong = Vec::new();
    // No time but that of its end is told, and no length.
    for told in TOLD.iter().filter(|told| told.profile != "issabel-calls") {
        let store = parts_desk();
        try_import(&store, told.file).unwrap();
        let at = calls(&store).remove(0).started_at.to_utc();
        if at.format("%Y-%m-%d %H:%M").to_string() != "2026-11-16 15:00" {
            wrong.push(format!("{}: {at}", told.file));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_of_any_system_read_again_adds_nothing() {
    let mut wrong = Vec::new();
    for told in TOLD {
        let store = parts_desk();
        try_import(&store, told.file).unwrap();
        let again = try_import(&store, told.file).unwrap();
        if (again.added, again.known, again.updated) != (0, told.calls, 0) {
            wrong.push(format!(
                "{}: {} {} {}",
                told.file, again.added, again.known, again.updated
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_that_hold_no_calls_are_refused_with_the_reason() {
    for (file, _, why) in REFUSED {
        let store = parts_desk();
        let error = try_import(&store, file).unwrap_err();
        assert!(
            matches!(error.downcast_ref(), Some(Refusal::NotACallLog { .. })),
            "{file}"
        );
        assert!(error.to_string().contains(why), "{error}");
        assert!(calls(&store).is_empty());
    }
}

#[test]
fn a_word_that_is_not_known_is_shown_and_its_call_is_never_drawn() {
    for (file, drawn, unknown) in [
        ("android-unknown.xml", 0, &[("7", 2)][..]),
        (
            "grandstream-unknown.csv",
            1,
            &[("CALLBACK_PARK", 1), ("DEFERRED", 1)],
        ),
        (
            "ringcentral-unknown.csv",
            1,
            &[("Picked up by the robot", 1)],
        ),
        ("teams-pstn.csv", 2, &[("ucap_in", 1)]),
        ("vicidial-unknown.txt", 1, &[("PARTS", 1), ("ZZ", 1)]),
        ("fusionpbx-unknown.json", 1, &[("parked", 1)]),
    ] {
        let store = parts_desk();
        let report = try_import(&store, file).unwrap();
        let told: Vec<(&str, u64)> = report
            .unknown_statuses
            .iter()
            .map(|one| (one.written.as_str(), one.calls))
            .collect();
        assert_eq!(told, unknown, "{file}");
        let calls = calls(&store);
        let handled = calls
            .iter()
            .filter(|call| call.standing == Standing::Handled);
        assert_eq!(handled.count(), drawn, "{file}");
        // They keep the length that the log tells, and stand among those that nobody picked up.
        let talked = |call: &&Call| call.talk_secs > Some(0);
        let kept = calls
            .iter()
            .filter(|call| call.standing == Standing::Unanswered);
        let told: u64 = unknown.iter().map(|(_, count)| count).sum();
        assert_eq!(kept.filter(talked).count() as u64, told, "{file}");
    }
}

#[test]
fn every_profile_has_a_file_to_try_it() {
    let tried: Vec<&str> = TOLD
        .iter()
        .map(|told| told.profile)
        .chain(REFUSED.iter().map(|refused| refused.1))
        .collect();
    for profile in profiles::all(None).unwrap() {
        let id = profile.id.as_str();
        assert!(tried.contains(&id) || ELSEWHERE.contains(&id), "{id}");
    }
}

#[test]
fn the_customer_is_the_number_outside_whatever_the_side() {
    for (file, customers) in [
        ("master-18.csv", ["Ruth Calder", "3125550199"]),
        ("freeswitch-cdr.csv", ["Ruth Calder", "13125550199"]),
        ("ringcentral.json", ["RUTH CALDER", "+13125550199"]),
        ("openphone.csv", ["+13125550188", "+13125550199"]),
        ("cucm-cdr.csv", ["3125550188", "93125550199"]),
        ("teams-pstn.csv", ["+13125550188", "+13125***199"]),
    ] {
        let store = parts_desk();
        try_import(&store, file).unwrap();
        let (first, second) = match calls(&store).as_slice() {
            [first, second, ..] => (first.clone(), second.clone()),
            _ => panic!("{file}"),
        };
        assert_eq!(
            [first.direction, second.direction],
            [Some(Direction::In), Some(Direction::Out)],
            "{file}"
        );
        assert_eq!([first.customer, second.customer], customers, "{file}");
    }
}
