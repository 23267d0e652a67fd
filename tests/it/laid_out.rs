//! Files whose rows must be laid out before they are read: how far that has come is told all the while, and it can be
//! stopped at any time.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;

use deskside::ops::import::{self, Options, Origin, Progress, Refusal};
use deskside::store::{self, Store};

use crate::business::{self, now};
use crate::packed::{row, workbook};

const ROWS: usize = 4_000;
const HEADER: [&str; 5] = ["call id", "start time", "agent", "phone", "duration"];

fn call(at: usize) -> [String; 5] {
    [
        format!("CT-{at:06}"),
        format!(
            "2026-11-{:02} {:02}:{:02}:00",
            2 + at / 500,
            8 + at / 60 % 9,
            at % 60
        ),
        ["Dana Reyes", "Luis Ortega"][at % 2].into(),
        format!("+1312555{:04}", at % 900),
        (20 + at % 700).to_string(),
    ]
}

fn files(folder: &tempfile::TempDir) -> Vec<PathBuf> {
    let (mut json, mut xml, mut sheet) = (
        String::new(),
        String::new(),
        row(1, &HEADER.map(|name| ('i', name))),
    );
    for at in 0..ROWS {
        let cells = call(at);
        let pairs = HEADER.iter().zip(&cells);
        let object: Vec<String> = pairs
            .clone()
            .map(|(name, cell)| format!("\"{name}\": \"{cell}\""))
            .collect();
        let _ = writeln!(
            json,
            "{}{{{}}}",
            if at == 0 { "" } else { "," },
            object.join(", ")
        );
        let parts: Vec<String> = pairs
            .map(|(name, cell)| format!("{}=\"{cell}\"", name.replace(' ', "_")))
            .collect();
        let _ = writeln!(xml, "<call {}/>", parts.join(" "));
        let cells: Vec<(char, &str)> = cells.iter().map(|cell| ('i', cell.as_str())).collect();
        sheet += &row(at + 2, &cells);
    }
    let texts: [(&str, Vec<u8>); 3] = [
        ("calls.json", format!("[{json}]").into_bytes()),
        ("calls.xml", format!("<calls>{xml}</calls>").into_bytes()),
        ("calls.xlsx", workbook(&[("Calls", false, sheet)], &[])),
    ];
    let put = |(name, bytes): (&str, Vec<u8>)| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    texts.map(put).into()
}

#[test]
fn laying_a_file_out_is_told_all_the_while_and_can_be_stopped_at_any_time() {
    let folder = tempfile::tempdir().unwrap();
    for path in files(&folder) {
        let name = path.display();
        let origin = Origin::from(&path);
        let size = origin.size().unwrap();
        let mut told = Vec::new();
        import::table::Table::open(&origin, |bytes| {
            told.push(bytes);
            ControlFlow::Continue(())
        })
        .unwrap();
        assert!(told.is_sorted(), "{name}");
        for time in [1, 2] {
            let here = |bytes: &u64| *bytes > time * size && *bytes < (time + 1) * size;
            assert!(told.iter().any(here), "{name}: {time} of {size}: {told:?}");
        }
        let most = told.iter().max().copied().unwrap_or_default();
        assert!(most <= 3 * size + size / 4, "{name}: {most} of {size}");
        for stop in (0..told.len()).step_by(told.len() / 8 + 1) {
            let mut left = stop;
            let stopped = import::table::Table::open(&origin, |_| {
                left = left.wrapping_sub(1);
                if left == usize::MAX {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            let error = stopped.err().unwrap();
            assert_eq!(
                error.downcast_ref(),
                Some(&Refusal::Stopped),
                "{name}: {stop}: {error}"
            );
        }
    }
}

#[test]
fn the_calls_of_files_that_are_laid_out_are_the_same_and_stopping_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for path in files(&folder) {
        let store = Store::in_memory().unwrap();
        business::set_up(&store);
        let mut stop = |_: Progress| ControlFlow::Break(());
        let error = import::run(&store, &path, &Options::default(), now(), &mut stop).unwrap_err();
        assert_eq!(error.downcast_ref(), Some(&Refusal::Stopped), "{error}");
        assert_eq!(store::call::count(&store).unwrap(), 0);
        let mut go_on = |_: Progress| ControlFlow::Continue(());
        let report = import::run(&store, &path, &Options::default(), now(), &mut go_on).unwrap();
        assert_eq!(report.added, ROWS as u64, "{}", path.display());
    }
}
