//! A folder of recordings against a small desk.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::ops::ControlFlow;

use super::*;
use crate::store::testing::Desk;

/// A second of telephone sound that lasts so many seconds.
fn wav(secs: u32) -> Vec<u8> {
    let mut file =
        b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x07\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data"
            .to_vec();
    file.extend((secs * 8_000).to_le_bytes());
    file.resize(44 + secs as usize * 8_000, 0x7f);
    file
}

/// A desk with calls of 300 seconds: call 0 on Monday at 9:00, call 1 on Tuesday at 9:01, and so on.
fn desk() -> (tempfile::TempDir, Desk) {
    let desk = Desk::with_calls(&["Dana"], 5);
    desk.sql("UPDATE call SET number = '312555010' || id");
    desk.sql("INSERT INTO rep_alias (rep_id, kind, alias, alias_key) VALUES (1, 'extension', '301', '301')");
    (tempfile::tempdir().unwrap(), desk)
}

fn put(folder: &tempfile::TempDir, path: &str, bytes: &[u8]) {
    let path = folder.path().join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

fn read(desk: &Desk, folder: &tempfile::TempDir, options: &Options) -> Report {
    let now = "2026-11-20T16:00:00-06:00".parse().unwrap();
    run(&desk.store, folder.path(), options, now, &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

fn call_of(desk: &Desk, path: &str) -> Option<CallId> {
    recording::by_path(&desk.store, path)
        .unwrap()
        .unwrap()
        .call_id
}

#[test]
fn a_recording_is_joined_by_id_by_what_the_log_tells_and_by_time() {
    let (folder, desk) = desk();
    desk.sql("UPDATE call SET source_key = '1794820327.482' WHERE id = 1");
    desk.sql("UPDATE call SET recording = '/var/spool/monitor/two.wav' WHERE id = 2");
    put(
        &folder,
        "in-301-3125550199-20260101-000000-1794820327.482.wav",
        &wav(3),
    );
    put(&folder, "deep/er/two.wav", &wav(1));
    put(&folder, "20261118-090205_3125550103-all.wav", &wav(2));
    let report = read(&desk, &folder, &Options::default());
    // The third is of the time and number of call 3, and far too short for it.
    assert_eq!((report.rows, report.added, report.joined), (3, 3, 2));
    assert_eq!(
        report.alone.files[0].reason,
        "no call fits it by time, number and length"
    );
    desk.sql("UPDATE call SET talk_secs = 2 WHERE id = 3");
    let again = read(&desk, &folder, &Options::default());
    assert_eq!(
        (again.added, again.known, again.updated, again.joined),
        (0, 2, 1, 3)
    );
    for (path, id) in [
        ("in-301-3125550199-20260101-000000-1794820327.482.wav", 1),
        ("deep/er/two.wav", 2),
        ("20261118-090205_3125550103-all.wav", 3),
    ] {
        assert_eq!(call_of(&desk, path), Some(CallId(id)), "{path}");
    }
}

#[test]
fn what_fits_two_calls_is_told_with_both_and_given_to_none() {
    let (folder, desk) = desk();
    desk.sql("UPDATE call SET number = '3125550101', started_at = (SELECT started_at FROM call WHERE id = 1) WHERE id = 2");
    desk.sql("UPDATE call SET talk_secs = 2");
    put(&folder, "20261116-090005_3125550101-all.wav", &wav(2));
    let report = read(&desk, &folder, &Options::default());
    assert_eq!(report.ambiguous.count, 1);
    assert_eq!(report.ambiguous.files[0].calls, [CallId(1), CallId(2)]);
    assert_eq!(call_of(&desk, "20261116-090005_3125550101-all.wav"), None);
}

#[test]
fn damaged_and_empty_ones_are_kept_with_the_reason() {
    let (folder, desk) = desk();
    put(&folder, "20261116-090005_3125550101-all.wav", b"");
    put(&folder, "notes.txt", b"not a recording");
    let report = read(&desk, &folder, &Options::default());
    assert_eq!((report.rows, report.joined), (1, 1));
    assert_eq!(report.faulty.files[0].reason, "it is empty");
}

#[test]
fn a_recording_without_a_call_becomes_one_where_that_is_asked_for() {
    let (folder, desk) = desk();
    put(&folder, "20261119-141500_3125550188_301-all.wav", &wav(7));
    put(
        &folder,
        "exten-301-302-20261119-150000-1794820327.9.wav",
        &wav(7),
    );
    put(&folder, "music.wav", &wav(7));
    let asked = Options {
        add_calls: true,
        ..Options::default()
    };
    let report = read(&desk, &folder, &asked);
    assert_eq!((report.calls_added, report.alone.count), (1, 2));
    let call = call_of(&desk, "20261119-141500_3125550188_301-all.wav").unwrap();
    let call = crate::store::call::get(&desk.store, call).unwrap();
    assert_eq!(call.started_at.to_rfc3339(), "2026-11-19T14:15:00-06:00");
    assert_eq!((call.rep.as_str(), call.talk_secs), ("Dana", Some(7)));
    assert_eq!(
        place(&desk.store, &call).unwrap(),
        Place::File(
            folder
                .path()
                .canonicalize()
                .unwrap()
                .join("20261119-141500_3125550188_301-all.wav")
        )
    );
    let again = read(&desk, &folder, &asked);
    assert_eq!((again.calls_added, again.known), (0, 3));
}

#[test]
fn a_dry_run_and_a_stopped_one_leave_nothing_behind() {
    let (folder, desk) = desk();
    put(&folder, "a.wav", &wav(1));
    let tried = read(
        &desk,
        &folder,
        &Options {
            dry_run: true,
            ..Options::default()
        },
    );
    assert_eq!((tried.rows, tried.import), (1, None));
    let now = "2026-11-20T16:00:00-06:00".parse().unwrap();
    let stopped = run(
        &desk.store,
        folder.path(),
        &Options::default(),
        now,
        &mut |_| ControlFlow::Break(()),
    );
    assert!(stopped.is_err());
    assert_eq!(recording::count(&desk.store).unwrap(), (0, 0));
    assert_eq!(Root::told(&desk.store).unwrap(), None);
    assert!(import::list(&desk.store).unwrap().is_empty());
}

#[test]
fn the_folder_may_move_and_one_outside_of_it_is_refused() {
    let (folder, desk) = desk();
    put(&folder, "a/20261116-090005_3125550101-all.wav", b"");
    read(&desk, &folder, &Options::default());
    let elsewhere = tempfile::tempdir().unwrap();
    let now = "2026-11-20T16:00:00-06:00".parse().unwrap();
    let refused = run(
        &desk.store,
        elsewhere.path(),
        &Options::default(),
        now,
        &mut |_| ControlFlow::Continue(()),
    );
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("is not in the recordings' folder")
    );
    put(&elsewhere, "a/20261116-090005_3125550101-all.wav", &wav(1));
    Root::set(&desk.store, elsewhere.path()).unwrap();
    let call = crate::store::call::get(&desk.store, CallId(1)).unwrap();
    assert!(
        matches!(place(&desk.store, &call).unwrap(), Place::File(file) if file.starts_with(elsewhere.path().canonicalize().unwrap()))
    );
    assert_eq!(read(&desk, &elsewhere, &Options::default()).added, 0);
}

#[test]
fn an_address_is_kept_as_text_and_a_place_outside_is_told_and_not_opened() {
    let (folder, desk) = desk();
    Root::set(&desk.store, folder.path()).unwrap();
    let place_of = |told: &str| {
        let call = crate::store::call::get(&desk.store, CallId(1)).unwrap();
        place(
            &desk.store,
            &Call {
                recording: told.into(),
                ..call
            },
        )
        .unwrap()
    };
    assert_eq!(
        place_of("https://phones.example/rec/7"),
        Place::Address("https://phones.example/rec/7".into())
    );
    assert_eq!(place_of(""), Place::Nowhere);
    for told in ["../../etc/passwd", "/etc/passwd", "gone.wav"] {
        assert!(matches!(place_of(told), Place::Unreachable(_)), "{told}");
    }
}

#[test]
fn a_list_names_recordings_and_their_calls_by_id_or_by_time_and_number() {
    let (folder, desk) = desk();
    desk.sql("UPDATE call SET source_key = 'A17' WHERE id = 1");
    put(&folder, "dir1/call-one.wav", &wav(300));
    put(&folder, "2026/11/call-two.wav", &wav(300));
    put(&folder, "call-four.wav", &wav(3));
    put(
        &folder,
        "list.csv",
        b"Date,Call ID,Phone,Filename\n\
          ,A17,,dir1/call-one.wav\n\
          17/11/2026 09:01:00,,3125550102,/var/spool/monitor/call-two.wav\n\
          18/11/2026 09:02:00,,,call-three.wav\n\
          18/11/2026 09:02:00,,,https://example.com/call-four.wav\n\
          \"18/11/2026 09:02:00\",,,../../etc/call-four.txt\n",
    );
    let now = "2026-11-20T16:00:00-06:00".parse().unwrap();
    let list = folder.path().join("list.csv");
    let options = Options::default();
    let shown = preview::preview(&desk.store, &list, &options).unwrap();
    assert_eq!((shown.files, shown.rejected), (2, 3));
    let mut go_on = |_| ControlFlow::Continue(());
    let report = run(&desk.store, &list, &options, now, &mut go_on).unwrap();
    assert_eq!((report.rows, report.joined), (2, 2));
    assert_eq!(call_of(&desk, "dir1/call-one.wav"), Some(CallId(1)));
    assert_eq!(call_of(&desk, "2026/11/call-two.wav"), Some(CallId(2)));
    let reasons = report.rejected.files.iter();
    let reasons: Vec<_> = reasons
        .map(|one| (one.file.as_str(), one.reason.as_str()))
        .collect();
    assert_eq!(
        reasons,
        [
            ("call-three.wav", "it is not in the recordings' folder"),
            (
                "https://example.com/call-four.wav",
                "it lies at an address, which is never fetched"
            ),
            (
                "../../etc/call-four.txt",
                "it lies outside of the recordings' folder"
            ),
        ]
    );
    let again = run(&desk.store, &list, &options, now, &mut go_on).unwrap();
    assert_eq!((again.added, again.known), (0, 2));
}

#[test]
fn a_table_without_paths_is_no_list_of_recordings() {
    let (folder, desk) = desk();
    put(&folder, "list.csv", b"Date,Customer\n18/11/2026,Acme\n");
    let now = "2026-11-20T16:00:00-06:00".parse().unwrap();
    let list = folder.path().join("list.csv");
    let came = run(&desk.store, &list, &Options::default(), now, &mut |_| {
        ControlFlow::Continue(())
    });
    let why = came.unwrap_err().to_string();
    assert!(why.contains("say --map recording=COLUMN"), "{why}");
}
