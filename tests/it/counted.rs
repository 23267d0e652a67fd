//! Logs of telephone systems against counts that were made of them by other means: what an export shows in one place only.

use std::ops::ControlFlow;

use deskside::domain::call::{Call, Standing};
use deskside::ops::import::report::ZoneFrom;
use deskside::ops::import::{self, Options, Report};
use deskside::store::Store;
use deskside::store::call::{Before, list};

use crate::business::parts_dealer;

fn chicago() -> Store {
    parts_dealer(&[("Dana Reyes", &["301"]), ("Ben Okafor", &["302"])])
}

fn read_as(store: &Store, name: &str, text: &str, options: &Options) -> (Report, Vec<Call>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let now = "2026-11-22T10:00:00-06:00".parse().unwrap();
    let mut go_on = |_: import::Progress| ControlFlow::Continue(());
    let report = import::run(store, &path, options, now, &mut go_on).unwrap();
    let mut calls = list(store, "", Before::NEWEST, 1_000).unwrap();
    calls.reverse();
    (report, calls)
}

fn read(store: &Store, name: &str, text: &str) -> (Report, Vec<Call>) {
    read_as(store, name, text, &Options::default())
}

/// Calls of Master.csv on 16 November 2026; the ids are made of 15:12:00 and 15:20:00 UTC.
fn master(hours: &str) -> String {
    let call = |id: i64, minute: &str| {
        let at = |second: &str| format!("2026-11-16 {hours}:{minute}:{second}");
        let (start, answer, end) = (at("00"), at("06"), at("54"));
        format!(
            "\"\",\"3125550188\",\"301\",\"from-trunk\",\"\"\"Ruth\"\" <3125550188>\",\"SIP/trunk-0000000a\",\"SIP/301-0000000b\",\"Dial\",\
             \"SIP/301,60\",\"{start}\",\"{answer}\",\"{end}\",54,48,\"ANSWERED\",\"DOCUMENTATION\",\"{id}.7\",\"\"\n"
        )
    };
    call(1_794_841_920, "12") + &call(1_794_842_400, "20")
}

#[test]
fn ids_made_of_instants_tell_the_clock_of_a_server_that_stands_elsewhere() {
    for (hours, zone, from) in [
        ("09", "America/Chicago", ZoneFrom::Desk),
        ("15", "UTC", ZoneFrom::Ids),
        ("18", "Etc/GMT-3", ZoneFrom::Ids),
        ("10", "Etc/GMT+5", ZoneFrom::Ids),
    ] {
        let (report, calls) = read(&chicago(), "Master.csv", &master(hours));
        assert_eq!((report.zone.as_str(), report.zone_from), (zone, from));
        let at = calls[0].started_at.to_rfc3339();
        assert_eq!(at, "2026-11-16T09:12:00-06:00", "{hours}");
        assert_eq!(calls[1].talk_secs, Some(48));
    }
}

#[test]
fn a_zone_that_was_told_is_believed_whatever_the_ids_say() {
    let options = Options {
        zone: Some("America/New_York".into()),
        ..Options::default()
    };
    let (report, calls) = read_as(&chicago(), "Master.csv", &master("18"), &options);
    assert_eq!(report.zone_from, ZoneFrom::Told);
    let at = calls[0].started_at.to_rfc3339();
    assert_eq!(at, "2026-11-16T18:12:00-05:00");
}

#[test]
fn a_colleague_who_calls_a_queue_is_no_customer() {
    let log = "\
1794841920|1794841920.5|sales|NONE|ENTERQUEUE||3125550188|1
1794841926|1794841920.5|sales|SIP/301|CONNECT|6|1794841920.6|3
1794841951|1794841920.5|sales|SIP/301|COMPLETECALLER|6|25|1
1794842400|1794842400.9|sales|NONE|ENTERQUEUE||302|1
1794842404|1794842400.9|sales|SIP/301|CONNECT|4|1794842400.10|2
1794842424|1794842400.9|sales|SIP/301|COMPLETEAGENT|4|20|1
";
    let (report, calls) = read(&chicago(), "queue_log", log);
    assert_eq!((report.calls, report.left_out.internal), (2, 1));
    let standings: Vec<Standing> = calls.iter().map(|call| call.standing).collect();
    assert_eq!(standings, [Standing::Handled, Standing::Internal]);
}

#[test]
fn times_and_numbers_in_the_digits_of_persian_and_arabic_are_read() {
    let log = "\
Started,Agent,Caller ID,Direction,Talk time,Notes
۲۰۲۶-۱۱-۱۶ ۰۹:۱۲:۰۰,Dana Reyes,+۹۸۲۱۵۵۵۰۱۸۸,Inbound,۱۲۰,سفارش ۳
2026-11-16 10:12:00,Dana Reyes,+982155501 88,Inbound,48,
٢٠٢٦-١١-١٦ ١١:١٢:٠٠,Dana Reyes,٣١٢٥٥٥٠١٨٨,Inbound,٠:٠١:١٥,
";
    let (report, calls) = read(&chicago(), "calls.csv", log);
    assert_eq!((report.calls, report.rejected_rows), (3, 0));
    let talk: Vec<_> = calls.iter().map(|call| call.talk_secs).collect();
    assert_eq!(talk, [Some(120), Some(48), Some(75)]);
    assert!(calls.iter().all(|call| call.standing == Standing::Handled));
    assert_eq!(calls[0].note, "سفارش ۳");
    assert_eq!(calls[0].customer_id, calls[1].customer_id);
}

#[test]
fn an_agent_of_twilio_is_the_rep_whose_name_is_written_without_spaces() {
    let call = |sid: &str, from: &str, to: &str, way: &str| {
        format!(
            r#"{{"sid": "{sid}", "parent_call_sid": null, "account_sid": "AC1", "from": "{from}", "to": "{to}", "direction": "{way}",
            "status": "completed", "start_time": "Mon, 16 Nov 2026 15:12:00 +0000", "end_time": "Mon, 16 Nov 2026 15:13:00 +0000",
            "duration": "60", "answered_by": null, "phone_number_sid": "", "caller_name": ""}}"#
        )
    };
    let log = format!(
        r#"{{"calls": [{}, {}]}}"#,
        call("CA1", "client:Dana_Reyes", "+13125550188", "outbound-dial"),
        call("CA2", "+13125550188", "client:ben_okafor", "inbound"),
    );
    let (report, mut calls) = read(&chicago(), "calls.json", &log);
    assert!(report.unknown_reps.is_empty(), "{:?}", report.unknown_reps);
    calls.sort_by(|a, b| a.rep.cmp(&b.rep));
    let reps: Vec<&str> = calls.iter().map(|call| call.rep.as_str()).collect();
    assert_eq!(reps, ["Ben Okafor", "Dana Reyes"]);
}
