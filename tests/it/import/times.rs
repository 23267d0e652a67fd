//! The order of dates, and hours that a clock skipped or showed twice.

use deskside::domain::import::stamp::DateOrder;
use deskside::ops::import::{Options, Refusal};

use super::{calls, fixture, import_plain, parts_desk, refusal, try_import};

#[test]
fn the_order_of_dates_is_asked_where_the_file_does_not_tell_and_remembered() {
    let store = parts_desk();
    let path = fixture("ambiguous.csv");
    let Refusal::NeedsDates { example, dmy, mdy } = refusal(&store, &path) else {
        panic!("the question was not asked")
    };
    assert_eq!(example, "03/04/2026 09:12");
    assert_eq!(dmy.unwrap().to_string(), "2026-04-03");
    assert_eq!(mdy.unwrap().to_string(), "2026-03-04");
    assert_eq!(calls(&store), []);
    let named = Options {
        source_name: Some("front-desk".into()),
        ..Options::default()
    };
    let told = Options {
        dates: Some(DateOrder::Dmy),
        ..named.clone()
    };
    assert_eq!(try_import(&store, &path, &told).unwrap().added, 2);
    assert_eq!(
        calls(&store)[0].started_at.to_rfc3339(),
        "2026-04-03T09:12:00-05:00"
    );
    assert_eq!(
        try_import(&store, &path, &named).unwrap().known,
        2,
        "not asked again"
    );
}

#[test]
fn hours_that_the_clock_skipped_or_showed_twice_are_settled_and_counted() {
    let store = parts_desk();
    let report = import_plain(&store, "dst.csv");
    assert_eq!((report.dst.skipped, report.dst.repeated), (1, 2));
    let times: Vec<String> = calls(&store)
        .iter()
        .map(|call| call.started_at.to_rfc3339())
        .collect();
    assert_eq!(
        times,
        [
            "2026-03-08T01:59:59-06:00",
            "2026-03-08T03:30:00-05:00",
            "2026-03-08T03:30:01-05:00",
            "2026-11-01T01:50:00-05:00",
            "2026-11-01T01:10:00-06:00",
            "2026-11-01T02:05:00-06:00",
        ]
    );
}
