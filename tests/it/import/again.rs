//! Files that come again, overlap, are tried or stopped: nothing stands twice, and nothing half.

use std::ops::ControlFlow;

use deskside::domain::import::stamp::DateOrder;
use deskside::ops::import;
use deskside::ops::import::report::ZoneFrom;
use deskside::ops::import::{Options, Progress, Refusal, Report};
use deskside::store::rep;

use super::{
    call, calls, fixture, import_plain, import_with, maps, now, parts_desk, try_import, write,
};

#[test]
fn the_same_file_twice_and_overlapping_files_add_nothing_twice() {
    let store = parts_desk();
    let first = import_plain(&store, "monday.csv");
    assert_eq!(
        (first.calls, first.added),
        (4, 4),
        "two calls that tell the same are two"
    );
    let again = import_plain(&store, "monday.csv");
    assert_eq!((again.added, again.known, again.updated), (0, 4, 0));
    let later = import_plain(&store, "monday-later.csv");
    assert_eq!((later.calls, later.added, later.known), (4, 1, 3));
    assert_eq!(calls(&store).len(), 5);
    for name in [
        "aircall.csv",
        "3cx.csv",
        "freepbx-old.csv",
        "freepbx-new.csv",
        "bad-rows.csv",
    ] {
        let added = import_plain(&store, name).added;
        let again = import_plain(&store, name);
        assert!(added > 0);
        assert_eq!((again.added, again.updated), (0, 0), "{name}");
    }
}

#[test]
fn what_changed_in_the_file_is_updated_but_never_the_week() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "call id,start time,agent,phone,duration,status,notes\nT-7,2026-11-16 00:30,Dana Reyes,3125550188,60,in-progress,x\n";
    try_import(
        &store,
        &write(&folder, "a.csv", text.as_bytes()),
        &Options::default(),
    )
    .unwrap();
    let changed = text
        .replace(",60,", ",90,")
        .replace("in-progress", "completed");
    let path = write(&folder, "b.csv", changed.as_bytes());
    let east = Options {
        zone: Some("America/New_York".into()),
        ..Options::default()
    };
    let report = try_import(&store, &path, &east).unwrap();
    assert_eq!(
        (report.added, report.updated, report.zone.as_str()),
        (0, 1, "America/New_York")
    );
    let stored = call(&store, "calls:T-7");
    assert_eq!(stored.talk_secs, Some(90));
    assert_eq!(stored.started_at.to_rfc3339(), "2026-11-16T00:30:00-05:00");
    assert_eq!(
        stored.week.to_string(),
        "2026-W47",
        "Sunday evening in Chicago, but the week was fixed"
    );
    let again = try_import(&store, &path, &Options::default()).unwrap();
    assert_eq!(
        (again.known, again.zone.as_str()),
        (1, "America/New_York"),
        "the zone is remembered"
    );
    assert_eq!(
        (report.zone_from, again.zone_from),
        (ZoneFrom::Told, ZoneFrom::Source)
    );
}

#[test]
fn an_id_that_comes_back_days_later_is_another_call() {
    let folder = tempfile::tempdir().unwrap();
    let day = |day: u32| format!("7,2026-11-{day} 09:00,Dana Reyes,3125550188,60\n");
    let file = |name: &str, days: &[u32]| {
        let rows: String = days.iter().map(|on| day(*on)).collect();
        let text = format!("ticket,start time,agent,phone,duration\n{rows}");
        write(&folder, name, text.as_bytes())
    };
    let options = maps(&[
        "source_id=ticket",
        "at=start time",
        "rep=agent",
        "number=phone",
        "duration=duration",
    ]);
    let (both, first, second) = (
        file("c.csv", &[10, 13]),
        file("a.csv", &[10]),
        file("b.csv", &[13]),
    );
    for order in [
        [&both, &first, &second],
        [&first, &second, &both],
        [&second, &both, &first],
    ] {
        let store = parts_desk();
        for path in order {
            try_import(&store, path, &options).unwrap();
        }
        let starts: Vec<String> = calls(&store)
            .iter()
            .map(|c| c.started_at.date_naive().to_string())
            .collect();
        assert_eq!(starts, ["2026-11-10", "2026-11-13"]);
        for path in order {
            let again = try_import(&store, path, &options).unwrap();
            assert_eq!((again.added, again.updated), (0, 0));
        }
    }
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let store = parts_desk();
    let options = Options {
        dry_run: true,
        add_reps: true,
        ..Options::default()
    };
    let tried = import_with(&store, "3cx.csv", &options);
    assert_eq!(tried.import, None);
    assert_eq!(calls(&store), []);
    assert_eq!(rep::list(&store).unwrap().len(), 2);
    assert_eq!(deskside::store::import::list(&store).unwrap(), []);
    let done = import_with(
        &store,
        "3cx.csv",
        &Options {
            dry_run: false,
            ..options
        },
    );
    assert_eq!(
        Report {
            import: done.import,
            dry_run: false,
            ..tried
        },
        done
    );
}

#[test]
fn an_import_that_is_stopped_leaves_nothing() {
    let store = parts_desk();
    let mut told = 0;
    let stopped = import::run(
        &store,
        &fixture("3cx.csv"),
        &Options::default(),
        now(),
        &mut |_| {
            told += 1;
            ControlFlow::Break(())
        },
    );
    assert_eq!(
        stopped.unwrap_err().downcast_ref::<Refusal>(),
        Some(&Refusal::Stopped)
    );
    assert_eq!(told, 1);
    assert_eq!(calls(&store), []);
}

#[test]
fn an_import_can_be_stopped_until_the_store_is_done() {
    let store = parts_desk();
    let stopped = import::run(
        &store,
        &fixture("3cx.csv"),
        &Options::default(),
        now(),
        &mut |at: Progress| {
            if at.share < 1.0 {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        },
    );
    assert_eq!(
        stopped.unwrap_err().downcast_ref::<Refusal>(),
        Some(&Refusal::Stopped)
    );
    assert_eq!(calls(&store), []);
}

#[test]
fn the_same_file_under_the_name_of_another_source_is_refused_unless_told() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "When it was,Taker,Length\n2026-11-16 09:00,Dana Reyes,60\n";
    let path = write(&folder, "own.csv", text.as_bytes());
    let by_map = maps(&["at=When it was", "rep=Taker", "duration=Length"]);
    try_import(&store, &path, &by_map).unwrap();
    let other = Options {
        source_name: Some("front".into()),
        ..by_map.clone()
    };
    let error = try_import(&store, &path, &other).unwrap_err().to_string();
    assert_eq!(
        error,
        "its calls are there already: it was read on 22 November 2026 as 'calls'"
    );
    let again = Options {
        again: true,
        ..other
    };
    assert_eq!(try_import(&store, &path, &again).unwrap().added, 1);
}

#[test]
fn the_history_names_each_file_with_its_report() {
    let store = parts_desk();
    let report = import_plain(&store, "aircall.csv");
    let history = deskside::store::import::list(&store).unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].file, "aircall.csv");
    assert_eq!(history[0].file_sha256.len(), 64);
    assert_eq!(history[0].report, serde_json::to_string(&report).unwrap());
    let json: serde_json::Value = serde_json::from_str(&history[0].report).unwrap();
    assert_eq!(json["left_out"]["voicemail"], 1);
    assert_eq!(json["first_at"], "2026-11-16T09:12:00-06:00");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_the_bytes_nothing_stops_the_program_and_twice_adds_nothing(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400),
        cells in "([0-9:/ ,\"\r\n-]|2026-11-16 09:00|Dana Reyes|in|,){0,60}",
        header in proptest::prelude::any::<bool>(),
    ) {
        let store = parts_desk();
        let folder = tempfile::tempdir().unwrap();
        let mut text = if header { b"start time,agent,direction,duration\n".to_vec() } else { Vec::new() };
        text.extend(if bytes.len() % 2 == 0 { bytes } else { cells.into_bytes() });
        let path = write(&folder, "any.csv", &text);
        let _ = import::preview(&store, &path, &Options::default(), now());
        let options = Options { dates: Some(DateOrder::Dmy), ..Options::default() };
        if let Ok(first) = try_import(&store, &path, &options) {
            proptest::prop_assert_eq!(first.added + first.known + first.updated, first.calls);
            let again = try_import(&store, &path, &options).unwrap();
            proptest::prop_assert_eq!(again.added, 0);
            proptest::prop_assert_eq!(again.calls, first.calls);
        }
    }
}
