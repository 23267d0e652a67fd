//! An import is taken back whole, in any order with others, and what was used meanwhile stays.

use std::ops::ControlFlow;
use std::path::Path;

use deskside::domain::id::{DrawId, ImportId};
use deskside::ops::import::undo::{self, Ask, Undone};
use deskside::ops::import::{self, Options};
use deskside::ops::{draw, recordings, submit, transcripts};
use deskside::store::call::{Before, list};
use deskside::store::{Store, evaluation, import as history, pick, recording, transcript};

use crate::business::{empty, now};

fn bring(store: &Store, name: &str, text: &str) -> ImportId {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    bring_file(store, &path, &Options::default())
}

fn bring_file(store: &Store, path: &Path, options: &Options) -> ImportId {
    let report = import::run(store, path, options, now(), &mut |_| {
        ControlFlow::Continue(())
    });
    report.unwrap().import.unwrap()
}

fn take_back(store: &Store, import: ImportId, force: bool) -> Undone {
    let ask = Ask {
        import: Some(import),
        force,
        dry_run: false,
    };
    undo::run(store, ask, now(), &mut |_| ControlFlow::Continue(())).unwrap()
}

/// Everything that can be seen of the calls, the oldest first.
fn seen(store: &Store) -> Vec<String> {
    let calls = list(store, "", Before::NEWEST, 1_000).unwrap();
    calls
        .iter()
        .rev()
        .map(|call| {
            format!(
                "{} {} {} {:?} {}",
                call.ticket_id, call.rep, call.customer, call.talk_secs, call.note
            )
        })
        .collect()
}

const HEADER: &str = "call id,start time,agent,phone,duration,notes\n";

fn log(rows: &[&str]) -> String {
    HEADER.to_owned() + &rows.join("\n") + "\n"
}

const MONDAY: &str = "T-1,2026-11-16 09:00,Dana Reyes,3125550188,60,";
const TUESDAY: &str = "T-2,2026-11-17 09:00,Luis Ortega,3125550171,70,";
const WEDNESDAY: &str = "T-3,2026-11-18 09:00,Dana Reyes,3125550142,80,";

#[test]
fn what_an_import_brought_goes_and_may_come_again() {
    let store = empty();
    let import = bring(&store, "a.csv", &log(&[MONDAY, TUESDAY]));
    let before = seen(&store);
    let undone = take_back(&store, import, false);
    assert_eq!((undone.removed, undone.customers), (2, 2));
    assert!(
        undone.kept.is_empty() && undone.gone.is_empty(),
        "{undone:?}"
    );
    assert_eq!(seen(&store), Vec::<String>::new());
    assert!(history::get(&store, import).unwrap().undone_at.is_some());
    let again = undo::run(
        &store,
        Ask {
            import: Some(import),
            ..Ask::default()
        },
        now(),
        &mut |_| ControlFlow::Continue(()),
    );
    assert!(again.unwrap_err().to_string().contains("already"));
    bring(&store, "a.csv", &log(&[MONDAY, TUESDAY]));
    assert_eq!(seen(&store), before);
}

#[test]
fn calls_that_a_later_file_holds_as_well_stay_with_that_one() {
    for first_back in [0, 1] {
        let store = empty();
        let imports = [
            bring(&store, "a.csv", &log(&[MONDAY, TUESDAY])),
            bring(&store, "b.csv", &log(&[TUESDAY, WEDNESDAY])),
        ];
        let undone = take_back(&store, imports[first_back], false);
        let left: Vec<String> = seen(&store).iter().map(|call| call[..11].into()).collect();
        if first_back == 0 {
            assert_eq!((undone.removed, undone.handed_over), (1, 1));
            assert_eq!(left, ["calls:T-2 L", "calls:T-3 D"]);
        } else {
            assert_eq!((undone.removed, undone.handed_over), (1, 0));
            assert_eq!(left, ["calls:T-1 D", "calls:T-2 L"]);
        }
        take_back(&store, imports[1 - first_back], false);
        assert_eq!(seen(&store), Vec::<String>::new());
    }
}

#[test]
fn what_was_updated_is_put_back_whichever_import_goes_first() {
    let told = |secs: u32, note: &str| {
        log(&[&format!(
            "T-1,2026-11-16 09:00,Dana Reyes,3125550188,{secs},{note}"
        )])
    };
    for order in [[1, 2], [2, 1]] {
        let store = empty();
        bring(&store, "a.csv", &told(60, ""));
        let first = seen(&store);
        let mut imports = vec![bring(&store, "b.csv", &told(61, "rang twice"))];
        imports.push(bring(&store, "c.csv", &told(62, "")));
        let undone = take_back(&store, imports[order[0] - 1], false);
        // The one that came last has said it last.
        assert_eq!(undone.put_back, 1, "{order:?}");
        let secs = if order[0] == 1 {
            "Some(62) "
        } else {
            "Some(61) rang twice"
        };
        assert!(seen(&store)[0].ends_with(secs), "{:?}", seen(&store));
        take_back(&store, imports[order[1] - 1], false);
        assert_eq!(seen(&store), first, "{order:?}");
    }
}

#[test]
fn a_scored_call_stays_and_is_named_until_it_is_forced() {
    let store = empty();
    let import = bring(&store, "a.csv", &log(&[MONDAY, TUESDAY]));
    let scored = list(&store, "Dana", Before::NEWEST, 1).unwrap()[0].clone();
    submit::open(&store, scored.id, None, now().to_utc()).unwrap();
    let undone = take_back(&store, import, false);
    assert_eq!(undone.removed, 1);
    let kept = &undone.kept[0];
    assert_eq!(
        (kept.call, kept.why.as_slice()),
        (scored.id, &["scored"][..])
    );
    assert_eq!(seen(&store).len(), 1);
    let forced = take_back(&store, import, true);
    assert_eq!((forced.removed, forced.gone["evaluation"]), (1, 1));
    assert!(forced.kept.is_empty());
    assert!(evaluation::drafts(&store).unwrap().is_empty());
}

#[test]
fn a_recorded_draw_never_changes_whatever_is_forced() {
    let store = empty();
    let import = bring(&store, "a.csv", &log(&[MONDAY, TUESDAY, WEDNESDAY]));
    let week = "2026-W47".parse().unwrap();
    draw::run(&store, &draw::Request::of_week(week), now().to_utc()).unwrap();
    assert!(!pick::list(&store, week).unwrap().is_empty());
    let undone = take_back(&store, import, true);
    assert_eq!((undone.removed, undone.kept.len()), (0, 3));
    assert!(undone.kept.iter().all(|kept| kept.why.contains(&"drawn")));
    assert!(draw::proof::verify(&store, DrawId(1)).unwrap().verified);
}

#[test]
fn a_dry_run_changes_nothing_and_a_stopped_one_neither() {
    let store = empty();
    let import = bring(&store, "a.csv", &log(&[MONDAY]));
    let before = seen(&store);
    let ask = Ask {
        dry_run: true,
        ..Ask::default()
    };
    let tried = undo::run(&store, ask, now(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!((tried.import, tried.removed), (import, 1));
    let stopped = undo::run(&store, Ask::default(), now(), &mut |_| {
        ControlFlow::Break(())
    });
    assert!(stopped.is_err());
    assert_eq!(seen(&store), before);
    assert!(history::get(&store, import).unwrap().undone_at.is_none());
}

#[test]
fn reps_whom_the_import_added_go_with_their_calls() {
    let store = empty();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(
        &path,
        log(&["T-1,2026-11-16 09:00,Mia Chen,3125550188,60,"]),
    )
    .unwrap();
    let options = Options {
        add_reps: true,
        ..Options::default()
    };
    let import = bring_file(&store, &path, &options);
    assert_eq!(take_back(&store, import, false).reps, ["Mia Chen"]);
}

/// A second of silence as a telephone records it.
fn wav() -> Vec<u8> {
    let mut file =
        b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x07\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data"
            .to_vec();
    file.extend(8_000_u32.to_le_bytes());
    file.resize(44 + 8_000, 0x7f);
    file
}

#[test]
fn recordings_and_transcripts_go_with_what_was_made_of_them_and_leave_the_calls() {
    let store = empty();
    bring(&store, "calls.csv", &log(&[MONDAY]));
    let before = seen(&store);
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("said")).unwrap();
    for name in ["20261118-093000_3125550142_301.wav", "unknown.wav"] {
        std::fs::write(folder.path().join(name), wav()).unwrap();
    }
    let options = recordings::Options {
        add_calls: true,
        ..recordings::Options::default()
    };
    let go_on = &mut |_| ControlFlow::Continue(());
    let heard = recordings::run(&store, folder.path(), &options, now(), go_on).unwrap();
    assert_eq!((heard.added, heard.calls_added), (2, 1), "{heard:?}");
    let said = folder.path().join("said");
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\nDana: Good morning.\n";
    std::fs::write(said.join("20261118-093000_3125550142_301.vtt"), text).unwrap();
    let options = transcripts::Options::default();
    let read = transcripts::run(&store, &said, &options, now(), go_on).unwrap();
    assert_eq!((read.added, read.turns), (1, 1));
    let undone = take_back(&store, heard.import.unwrap(), false);
    assert_eq!((undone.removed, undone.kept.len()), (1, 0), "{undone:?}");
    assert_eq!(seen(&store), before);
    assert_eq!(recording::count(&store).unwrap(), (0, 0));
    assert_eq!(transcript::unknown_speakers(&store).unwrap(), []);
    let again = take_back(&store, read.import.unwrap(), false);
    assert_eq!(again.removed, 0);
}
