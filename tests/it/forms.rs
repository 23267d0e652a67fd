//! The same calls in every form that a file of them may have: what comes in is the same. And a folder of many files.

use deskside::domain;
use deskside::ops::import;
use deskside::store::{self, Store};
use serde_json::{Value, json};

use crate::program::Desk;

/// Three calls: when, who, with whom, how long. The last was not answered.
const CALLS: [(&str, &str, &str, i64, &str); 3] = [
    (
        "2026-11-16 09:12:00",
        "Dana Reyes",
        "+1 612 555 0101",
        240,
        "1002003004005006007",
    ),
    (
        "2026-11-16 09:31:05",
        "Ben Okafor",
        "+1 612 555 0102",
        61,
        "1002003004005006008",
    ),
    (
        "2026-11-17 14:00:00",
        "Dana Reyes",
        "+1 612 555 0103",
        0,
        "1002003004005006009",
    ),
];

fn lines(one: impl Fn(&(&str, &str, &str, i64, &str)) -> String, between: &str) -> String {
    CALLS.iter().map(one).collect::<Vec<_>>().join(between)
}

fn object((at, rep, number, secs, id): &(&str, &str, &str, i64, &str)) -> String {
    format!(
        "{{\"id\": {id}, \"start time\": \"{at}\", \"agent\": {{\"name\": \"{rep}\"}}, \"phone number\": \"{number}\", \"duration\": {secs}}}"
    )
}

/// Every form, by file name.
fn forms() -> Vec<(&'static str, String)> {
    let cells = |between: &'static str| {
        move |(at, rep, number, secs, id): &(&str, &str, &str, i64, &str)| {
            [*id, *at, *rep, *number, &secs.to_string()].join(between)
        }
    };
    let header = "id,start time,agent name,phone number,duration";
    vec![
        ("a.csv", format!("{header}\n{}\n", lines(cells(","), "\n"))),
        ("list.json", format!("[{}]", lines(object, ","))),
        (
            "wrapped.json",
            format!(
                "{{\"page\": 1, \"records\": [{}], \"next\": null}}",
                lines(object, ",\n")
            ),
        ),
        ("lines.jsonl", lines(object, "\n")),
        (
            "calls.xml",
            format!(
                "<?xml version=\"1.0\"?><log made=\"2026-11-20 08:00:00\">{}</log>",
                lines(
                    |(at, rep, number, secs, id)| format!(
                        "<entry id=\"{id}\"><start_time>{at}</start_time><agent name=\"{rep}\"/><phone_number>{number}</phone_number><duration>{secs}</duration></entry>"
                    ),
                    "\n"
                )
            ),
        ),
        (
            "page.xls",
            format!(
                "<html><body><table><tr><td>Calls of the week</td></tr></table><table><tr><th>{}</th></tr>{}</table></body></html>",
                header.replace(',', "</th><th>"),
                lines(
                    |call| format!("<tr><td>{}</td></tr>", cells("</td><td>")(call)),
                    "\n"
                )
            ),
        ),
        (
            "dump.sql",
            format!(
                "-- dump\nCREATE TABLE `cdr` (`id` bigint, `start time` datetime, `agent name` text, `phone number` text, `duration` int);\nINSERT INTO `cdr` VALUES {};\n",
                lines(
                    |(at, rep, number, secs, id)| format!(
                        "({id},'{at}','{rep}','{number}',{secs})"
                    ),
                    ","
                )
            ),
        ),
    ]
}

const TOLD: &str = "SELECT group_concat(ticket, '|') FROM (SELECT source_key || rep_written || number || talk_secs || started_at || standing AS ticket FROM call ORDER BY started_at)";

#[test]
fn the_same_calls_come_in_from_every_form() {
    let mut first: Option<String> = None;
    for (name, text) in forms() {
        let desk = Desk::new();
        desk.write(name, &text);
        let read = desk.json(&["import", name, "--add-reps"]);
        let told: String = desk.sql().query_row(TOLD, [], |row| row.get(0)).unwrap();
        assert_eq!(
            (&read[0]["rows"], &read[0]["calls"]),
            (&json!(3), &json!(3)),
            "{name}: {read}"
        );
        assert_eq!(read[0]["left_out"]["unanswered"], json!(1), "{name}");
        assert_eq!(*first.get_or_insert_with(|| told.clone()), told, "{name}");
        assert_eq!(
            desk.json(&["import", name])[0]["added"],
            json!(0),
            "{name} once more"
        );
    }
}

#[test]
fn what_cannot_be_read_is_told_by_its_record() {
    let desk = Desk::new();
    let text = format!(
        "{}\n{{\"id\": 5, \"start time\": \"soon\", \"duration\": 3}}\n{{\"id\": 6,\n",
        lines(object, "\n")
    );
    desk.write("calls.jsonl", &text);
    let ran = desk.run(&["import", "calls.jsonl", "--add-reps"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(
        ran.out.contains("record 4: 'soon' is not a date and time"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("record 5: the file ends in the middle of it"),
        "{}",
        ran.out
    );
    desk.write("cut.json", "{\"records\": [{\"id\": 1");
    let ran = desk.run(&["import", "cut.json"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("the file ends in the middle of it"),
        "{}",
        ran.err
    );
}

#[test]
fn in_a_folder_what_is_no_log_does_not_stand_in_the_way() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.folder().join("logs/2026/11")).unwrap();
    for (name, text) in forms().into_iter().take(2) {
        desk.write(&format!("logs/2026/11/{name}"), &text);
    }
    desk.write("logs/read me.txt", "Hello\n");
    desk.write("logs/photo.png", "\u{89}PNG");
    let ran = desk.run(&["--json", "import", "logs", "--add-reps"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    let read: Vec<Value> = ran.json().as_array().unwrap().clone();
    assert_eq!(read.len(), 4, "{read:?}");
    assert_eq!(
        (&read[0]["import"], &read[1]["import"]),
        (&Value::Null, &Value::Null)
    );
    assert!(
        read[1]["refused"]
            .as_str()
            .unwrap()
            .contains("read me.txt is not a call log"),
        "{read:?}"
    );
    assert_eq!(
        (&read[2]["added"], &read[3]["added"]),
        (&json!(3), &json!(0))
    );
    let told = desk.run(&["import", "logs"]);
    assert!(
        told.out.contains("Left out: ") && told.code == Some(3),
        "{told:?}"
    );
    std::fs::remove_dir_all(desk.folder().join("logs/2026")).unwrap();
    let none = desk.run(&["import", "logs"]);
    assert_eq!((none.code, none.out.as_str()), (Some(1), ""));
    assert!(none.err.contains("holds nothing to read"), "{}", none.err);
}

#[test]
fn the_pages_of_a_takeout_are_one_table() {
    let desk = Desk::new();
    std::fs::create_dir(desk.folder().join("Calls")).unwrap();
    for (number, kind, time, length) in [
        (1, "Placed", "09:12:19", "PT42S"),
        (2, "Received", "10:00:00", "PT3M5S"),
        (3, "Missed", "11:00:00", ""),
    ] {
        let length = if length.is_empty() {
            String::new()
        } else {
            format!("<abbr class=\"duration\" title=\"{length}\">x</abbr>")
        };
        desk.write(
            &format!("Calls/Marta - {kind} - 2026-11-16T{number}.html"),
            &format!(
                "<html><body><div class=\"haudio\"><span class=\"fn\">{kind} call</span><a class=\"tel\" href=\"tel:+1612555010{number}\"><span class=\"fn\">Marta</span></a>
                 <abbr class=\"published\" title=\"2026-11-16T{time}.000-05:00\">x</abbr>{length}<a rel=\"tag\" href=\"x\">{kind}</a></div></body></html>"
            ),
        );
        desk.write(&format!("Calls/Marta - {number}.mp3"), "ID3");
    }
    let read = desk.json(&[
        "import",
        "Calls",
        "--map",
        "at=published",
        "--map",
        "duration=duration",
        "--map",
        "number=number",
        "--map",
        "direction=kind",
    ]);
    assert_eq!(read.as_array().unwrap().len(), 1);
    assert_eq!(
        (&read[0]["file"], &read[0]["rows"], &read[0]["counted"]),
        (&json!("Calls"), &json!(3), &json!("row"))
    );
    assert_eq!(desk.number("SELECT sum(total_secs) FROM call"), 42 + 185);
}

/// The calls of a damaged file, by the library: whatever stands in it, nothing stops the program, and the counts add up.
fn take_damaged(name: &str, bytes: &[u8]) {
    let store = Store::in_memory().unwrap();
    let desk = domain::desk::Desk {
        name: "Calder Truck Parts".into(),
        zone: "America/Chicago".into(),
        scorecard: "support".into(),
        calls_per_week: 15,
    };
    let now: domain::call::Instant = "2026-11-22T10:00:00-06:00".parse().unwrap();
    store::desk::add(&store, &desk, now.to_utc()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    for file in import::files(&path).unwrap_or_default() {
        let options = import::Options {
            add_reps: true,
            dates: Some(domain::import::stamp::DateOrder::Dmy),
            ..import::Options::default()
        };
        let _ = import::preview(&store, &file, &options, now);
        let mut go_on = |_: import::Progress| std::ops::ControlFlow::Continue(());
        if let Ok(report) = import::run(&store, &file, &options, now, &mut go_on) {
            let out = report.left_out;
            let seen = report.calls + report.rejected_rows + out.footer + out.blank + out.header;
            // Damage may write a row twice, and rows of one id are one call.
            assert!(
                seen <= report.rows,
                "{name}: {seen} of {} rows",
                report.rows
            );
            assert!(seen > 0 || report.rows == 0, "{name}: every row is gone");
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(40))]

    #[test]
    fn a_damaged_file_of_any_form_is_read_or_refused(
        form in 0_usize..8,
        changes in proptest::collection::vec((proptest::prelude::any::<proptest::sample::Index>(), proptest::prelude::any::<u8>(), 0_u8..4), 1..12),
    ) {
        let mut all: Vec<(&str, Vec<u8>)> =
            forms().into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        all.push(("calls.xlsx", crate::packed::calls_as_workbook()));
        let (name, mut bytes) = all.swap_remove(form);
        for (place, byte, how) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = place.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => bytes.truncate(at),
                _ => {
                    let end = bytes.len().min(at + usize::from(byte));
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        take_damaged(name, &bytes);
    }
}
