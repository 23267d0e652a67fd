//! Every screen on a desk that has scored for a year, and for years: from a key to the frame, everything warm. One frame of
//! a terminal that draws 60 a second lasts 16 ms; and the age of the file must not be felt.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{BatchSize, BenchmarkId, Criterion};
use crossterm::event::KeyCode;
use deskside::store::{Patience, Store, rollup};

use crate::{Screen, desk, large};

/// Weeks of the young file and of the old one: 26,000 and 200,000 scored calls.
const WEEKS: [i64; 2] = [52, 400];

/// What is opened: the keys that lead there, and the key that is timed.
const SCREENS: &[(&str, &str, char)] = &[
    ("Sample", "3", '1'),
    ("Trends", "", '2'),
    ("Trends, the next KPI", "3", 'l'),
    ("Trends, the next rep", "3", 'j'),
    ("Trends, 52 weeks", "3", 'w'),
    ("Trends, the formula", "3", 'f'),
    ("KPIs and their targets", "3", 'K'),
    ("how alike the owner scores", "3", 'c'),
    ("missed targets", "3", 'm'),
    ("drivers", "3", 'd'),
    ("the weekly page", "", 's'),
    ("Coach", "", '3'),
    ("Voice", "", '4'),
    ("Calls", "", '5'),
];

/// A desk of so many weeks; in the folder that `BENCH_FOLDER` names it is kept for the next time.
fn file(weeks: i64, folder: &Path) -> PathBuf {
    let kept = std::env::var_os("BENCH_FOLDER").map(PathBuf::from);
    let file = kept
        .as_deref()
        .unwrap_or(folder)
        .join(format!("{weeks}-weeks.db"));
    if !file.exists() {
        drop(desk(&file));
        let started = Instant::now();
        large::fill(&file, weeks);
        let evaluations = large::A_WEEK * weeks;
        eprintln!(
            "{evaluations} evaluations: written in {:.2?}",
            started.elapsed()
        );
    }
    file
}

/// Opens each screen on each file.
pub fn screens(bench: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut group = bench.benchmark_group("years of scores");
    group
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    for weeks in WEEKS {
        let file = file(weeks, folder.path());
        let store = Store::open(&file, Patience::Screen).unwrap();
        let started = Instant::now();
        rollup::refresh(&store).unwrap();
        eprintln!("{weeks} weeks: rolled up in {:.2?}", started.elapsed());
        let app = || Screen::open(&store, file.clone());
        group.bench_function(BenchmarkId::new("the app", weeks), |bench| {
            bench.iter_batched(|| (), |()| app(), BatchSize::PerIteration);
        });
        for (name, before, key) in SCREENS {
            let before = || {
                let mut app = app();
                before.chars().for_each(|key| app.key(KeyCode::Char(key)));
                app
            };
            group.bench_function(BenchmarkId::new(*name, weeks), |bench| {
                bench.iter_batched_ref(
                    before,
                    |app| app.key(KeyCode::Char(*key)),
                    BatchSize::PerIteration,
                );
            });
        }
    }
    group.finish();
}
