//! Spreadsheets in every disguise: code pages, separators, titles, totals, bad rows, folders.

use deskside::domain::call::{Channel, Direction, Standing};
use deskside::domain::import::stamp::DateOrder;
use deskside::ops::import::report::LeftOut;
use deskside::ops::import::{self, Options, Refusal};
use deskside::store::call::{Before, list};

use super::{
    calls, fixture, import_plain, import_with, maps, parts_desk, refusal, try_import, write,
};

#[test]
fn semicolons_a_code_page_days_first_and_two_columns_for_the_time() {
    let store = parts_desk();
    let report = import_plain(&store, "semicolon-cp1252.csv");
    assert_eq!((report.calls, report.dates), (2, DateOrder::Dmy));
    assert_eq!(report.unknown_reps[0].written, "Zoë Müller");
    let found = calls(&store);
    assert_eq!(
        found[0].started_at.to_rfc3339(),
        "2026-11-16T09:12:00-06:00"
    );
    assert_eq!(
        (found[0].talk_secs, found[0].direction),
        (Some(210), Some(Direction::In))
    );
    assert_eq!(found[0].customer, "Bäckerei Groß");
    assert_eq!(found[0].note, "Für Montag; zurückrufen");
    assert_eq!(
        (found[1].talk_secs, found[1].customer.as_str()),
        (Some(45), "Café Été")
    );
}

#[test]
fn utf_16_with_tabs_and_lines_that_end_in_cr_only() {
    let store = parts_desk();
    let report = import_plain(&store, "utf16.txt");
    assert_eq!((report.calls, report.dates), (2, DateOrder::Mdy));
    let found = calls(&store);
    assert_eq!(
        found[1].started_at.to_rfc3339(),
        "2026-11-16T12:05:00-06:00"
    );
    assert_eq!(
        (found[1].rep.as_str(), found[1].talk_secs),
        ("Zoë Müller", Some(65))
    );

    let store = parts_desk();
    let report = import_plain(&store, "cr-only.csv");
    assert_eq!(
        (report.rows, report.calls, report.left_out.no_rep),
        (2, 2, 0)
    );
}

#[test]
fn a_file_without_a_header_is_read_by_places() {
    let store = parts_desk();
    let options = maps(&[
        "at=#1",
        "extension=#2",
        "number=#3",
        "direction=#4",
        "duration=#5",
    ]);
    let report = import_with(&store, "no-header.csv", &options);
    assert_eq!(
        (report.rows, report.calls, report.left_out.unanswered),
        (3, 3, 1)
    );
    let found = calls(&store);
    assert_eq!(
        (found[0].rep.as_str(), found[0].talk_secs),
        ("Dana Reyes", Some(200))
    );
    assert_eq!(found[1].direction, Some(Direction::Out));
    // Here the contents tell nothing that is beyond doubt.
    let refused = refusal(&parts_desk(), &fixture("no-header.csv"));
    assert!(matches!(refused, Refusal::NeedsMap { .. }), "{refused}");
}

#[test]
fn titles_repeated_headers_totals_and_blank_rows_are_no_calls() {
    let store = parts_desk();
    let report = import_plain(&store, "titled.csv");
    assert_eq!((report.rows, report.calls), (7, 3));
    assert_eq!(
        report.left_out,
        LeftOut {
            header: 1,
            footer: 1,
            blank: 2,
            ..LeftOut::default()
        }
    );
    assert_eq!(report.dates, DateOrder::Mdy);
}

#[test]
fn a_row_of_one_cell_is_a_remark_only_below_the_last_call() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "start time,agent,duration\n2026-11-16 09:00,Dana Reyes,60\n,Ben Okafor,\n\
                2026-11-16 09:10,Dana Reyes,60\nReporting period: November,,\n";
    let report = try_import(
        &store,
        &write(&folder, "a.csv", text.as_bytes()),
        &Options::default(),
    )
    .unwrap();
    assert_eq!(
        (report.rows, report.calls, report.left_out.footer),
        (4, 2, 1)
    );
    assert_eq!(report.rejected.len(), 1);
    assert_eq!(report.rejected[0].line, 3);
}

#[test]
fn one_bad_row_costs_only_itself_and_is_named_with_its_line() {
    let store = parts_desk();
    let report = import_plain(&store, "bad-rows.csv");
    assert_eq!((report.rows, report.calls, report.added), (14, 10, 10));
    let refused: Vec<(u64, &str)> = report
        .rejected
        .iter()
        .map(|rejected| (rejected.line, rejected.reason.as_str()))
        .collect();
    assert_eq!(
        refused,
        [
            (3, "it does not say when it began"),
            (4, "'31/31/2026 99:99' is not a date and time"),
            (5, "the duration '-5' is not a length of time"),
            (10, "'2199-01-01 00:00:00' lies in the future"),
        ]
    );
    assert_eq!(
        report.left_out,
        LeftOut {
            no_rep: 2,
            unanswered: 1,
            ..LeftOut::default()
        }
    );
    let found = calls(&store);
    assert_eq!(
        (found[1].rep.as_str(), found[1].talk_secs),
        ("Dana Reyes", Some(271))
    );
    assert_eq!(found[3].customer, "Line one line \"two\", Ltd");
    assert_eq!(
        found[5].customer, "+1312***0188",
        "a masked number is kept as written"
    );
    assert_eq!(found[5].customer_id, None);
    assert_eq!(found[6].rep, "Dana Reyes");
    assert_eq!(found[7].customer, "Caf\u{fffd} Nón Zoë été");
    assert_eq!(
        (found[8].channel, found[8].standing),
        (Channel::Chat, Standing::Handled)
    );
    assert_eq!(
        list(&store, "very good", Before::NEWEST, 10).unwrap().len(),
        1
    );
}

#[test]
fn a_folder_stands_for_its_files_in_the_order_of_their_names() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("2026")).unwrap();
    for name in ["b.csv", "a.csv", ".hidden", "2026/c.csv"] {
        write(&folder, name, b"x");
    }
    let names: Vec<String> = import::files(folder.path())
        .unwrap()
        .iter()
        .map(|file| file.name.clone())
        .collect();
    assert_eq!(names, ["a.csv", "b.csv", "c.csv"]);
    assert!(import::files(&folder.path().join("none")).is_err());
}
