//! Exports of one system that overlap: together they hold the calls of their union, in whatever order, clock and shape
//! they come.

use std::ops::ControlFlow;

use deskside::ops::import::{self, Options, Report};
use deskside::store::Store;
use deskside::store::call::{Before, list};

use crate::business::parts_dealer;

fn chicago() -> Store {
    parts_dealer(&[("Dana Reyes", &["301"]), ("Ben Okafor", &["302"])])
}

fn read_in(store: &Store, text: &str, zone: Option<&str>) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calls.csv");
    std::fs::write(&path, text).unwrap();
    let now = "2026-11-22T10:00:00-06:00".parse().unwrap();
    let options = Options {
        zone: zone.map(str::to_owned),
        ..Options::default()
    };
    let mut go_on = |_: import::Progress| ControlFlow::Continue(());
    import::run(store, &path, &options, now, &mut go_on).unwrap()
}

/// The calls as `2026-11-16T09:12:00-06:00 Dana Reyes 120`, the oldest first.
fn calls(store: &Store) -> Vec<String> {
    let calls = list(store, "", Before::NEWEST, 1_000).unwrap();
    let told = calls.iter().rev().map(|call| {
        let at = call.started_at.to_rfc3339();
        format!("{at} {} {}", call.rep, call.talk_secs.unwrap_or(0))
    });
    told.collect()
}

const HEADER: &str = "Started,Agent,Caller ID,Talk time\n";

#[test]
fn calls_without_an_id_are_known_again_in_an_export_by_another_clock() {
    let chicago_clock = format!(
        "{HEADER}2026-11-16 09:12:00,Dana Reyes,3125550188,120\n2026-11-16 10:40:00,Ben Okafor,3125550199,48\n"
    );
    let utc = format!(
        "{HEADER}2026-11-16T16:40:00Z,Ben Okafor,3125550199,48\n2026-11-16T17:05:00Z,Dana Reyes,3125550177,75\n"
    );
    let new_york = format!(
        "{HEADER}2026-11-16 11:40:00,Ben Okafor,3125550199,48\n2026-11-16 12:05:00,Dana Reyes,3125550177,75\n"
    );
    let union = [
        "2026-11-16T09:12:00-06:00 Dana Reyes 120",
        "2026-11-16T10:40:00-06:00 Ben Okafor 48",
        "2026-11-16T11:05:00-06:00 Dana Reyes 75",
    ];
    for (other, zone) in [(&utc, None), (&new_york, Some("America/New_York"))] {
        let store = chicago();
        read_in(&store, &chicago_clock, None);
        let report = read_in(&store, other, zone);
        assert_eq!((report.added, report.known), (1, 1), "{zone:?}");
        let instants = |call: &String| call.replace("12:05:00-05:00", "11:05:00-06:00");
        assert_eq!(
            calls(&store).iter().map(instants).collect::<Vec<_>>(),
            union
        );
    }
    let store = chicago();
    read_in(&store, &utc, None);
    let report = read_in(&store, &chicago_clock, None);
    assert_eq!((report.added, report.known), (1, 1));
    assert_eq!(calls(&store), union);
}

#[test]
fn two_calls_that_tell_the_same_stay_two_in_an_export_by_another_clock() {
    let twice = "2026-11-16 09:12:00,Dana Reyes,3125550188,120\n".repeat(2);
    let utc = "2026-11-16T15:12:00Z,Dana Reyes,3125550188,120\n".repeat(2);
    let store = chicago();
    read_in(&store, &format!("{HEADER}{twice}"), None);
    let report = read_in(&store, &format!("{HEADER}{utc}"), None);
    assert_eq!((report.added, report.known), (0, 2));
    assert_eq!(calls(&store).len(), 2);
}

#[test]
fn a_3cx_call_whose_parts_stand_in_two_reports_is_the_longest_talk_in_either_order() {
    let header = "Call Time,Call ID,From,To,Direction,Status,Ringing,Talking,Cost\n";
    let first = "2026-11-16T09:12:00,77-1,3125550188,\"Reyes, Dana (301)\",Inbound,Answered,00:00:09,00:11:30,0\n";
    let second = "2026-11-16T09:23:39,77-1,3125550188,\"Okafor, Ben (302)\",Inbound,Answered,00:00:04,00:04:00,0\n";
    for parts in [[first, second], [second, first]] {
        let store = chicago();
        for part in parts {
            read_in(&store, &format!("{header}{part}"), None);
        }
        assert_eq!(calls(&store), ["2026-11-16T09:12:00-06:00 Dana Reyes 690"]);
    }
}

/// A call that came over the menu and a queue to Dana, another to Ben, and the first customer's at noon.
const INBOUND: [&str; 6] = [
    "2026-11-16T09:12:00,3125550188,IVR Main (800),Redirected,0:00:00,0:00:12,0:00:12",
    "2026-11-16T09:12:12,3125550188,Parts queue (810),Redirected,0:00:04,0:00:00,0:00:04",
    "2026-11-16T09:12:16,3125550188,Dana Reyes (301),Answered,0:00:09,0:03:20,0:03:29",
    "2026-11-16T09:15:46,3125550188,Ben Okafor (302),Answered,0:00:05,0:01:00,0:01:05",
    "2026-11-16T10:40:00,3125550199,Ben Okafor (302),Answered,0:00:07,0:00:48,0:00:55",
    "2026-11-16T12:00:00,3125550188,Dana Reyes (301),Answered,0:00:03,0:00:30,0:00:33",
];

#[test]
fn a_3cx_call_in_the_midst_of_which_a_report_begins_or_ends_is_one_call() {
    let report = |rows: std::ops::Range<usize>| {
        let header = "Call Time,Caller ID,Destination,Status,Ringing,Talking,Total Duration\n";
        format!("{header}{}\n", INBOUND[rows].join("\n"))
    };
    let whole = chicago();
    read_in(&whole, &report(0..6), None);
    let union = calls(&whole);
    assert_eq!(union.len(), 3);
    for parts in [
        [0..2, 0..6],
        [0..2, 2..6],
        [0..3, 1..6],
        [0..5, 3..6],
        [0..3, 3..6],
        [0..1, 1..6],
    ] {
        for parts in [parts.clone(), [parts[1].clone(), parts[0].clone()]] {
            let store = chicago();
            for part in &parts {
                read_in(&store, &report(part.clone()), None);
            }
            assert_eq!(calls(&store), union, "{parts:?}");
            let again = read_in(&store, &report(0..6), None);
            assert_eq!(again.added, 0, "{parts:?}");
        }
    }
}

#[test]
fn a_call_that_went_on_to_the_voicemail_is_nobodys_also_where_the_log_was_cut_before() {
    let leg = |line: &str, app: &str, from: &str, to: &str, talk: u8, disposition: &str| {
        format!(
            "\"\",\"3125550188\",\"301\",\"from-trunk\",\"\"\"Ruth\"\" <3125550188>\",\"SIP/trunk-0000000a\",\"{line}\",\"{app}\",\"x\",\
             \"2026-11-16 09:12:{from}\",\"\",\"2026-11-16 09:12:{to}\",20,{talk},\"{disposition}\",\"DOCUMENTATION\",\"1794841920.7\",\"\"\n"
        )
    };
    let rang = leg("SIP/301-0000000b", "Dial", "00", "20", 0, "NO ANSWER");
    let recorded = leg("", "VoiceMail", "20", "40", 20, "ANSWERED");
    let later = rang
        .replace("09:12", "09:40")
        .replace("1794841920", "1794843600");
    let first = format!("{later}{rang}");
    let second = format!("{rang}{recorded}");
    for parts in [[&first, &second], [&second, &first]] {
        let store = chicago();
        for part in parts {
            read_in(&store, part, None);
        }
        let told = calls(&store);
        assert_eq!(
            told,
            [
                "2026-11-16T09:12:00-06:00  0",
                "2026-11-16T09:40:00-06:00 Dana Reyes 0"
            ]
        );
    }
}
