//! Speed of what people wait for, at a thousand and at a hundred thousand calls; `BENCH_MILLION=1` adds a million,
//! whose import is timed once only. Everything happens in a file in the system's folder for temporary files.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a measurement may stop, and tells how far it is"
)]

mod large;
mod log;
mod years;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Instant;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use deskside::clock::Clock;
use deskside::domain::call;
use deskside::domain::draw::PickStatus;
use deskside::domain::id::CallId;
use deskside::domain::week::Week;
use deskside::ops::setup::{self, Setup};
use deskside::ops::submit::{self, file};
use deskside::ops::{draw, import, trend};
use deskside::store::call::Before;
use deskside::store::call::page::{Wanted, Way, page};
use deskside::store::{Patience, Store, evaluation, pick};
use deskside::tui::feed::Event;
use deskside::tui::theme::Theme;
use deskside::tui::{App, Settings};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tempfile::TempDir;

/// Friday of the log's last week.
const NOW: &str = "2026-11-20T18:00:00-06:00";
/// Weeks before the last one in which calls were drawn and heard.
const HEARD_WEEKS: i64 = 50;

fn now() -> call::Instant {
    NOW.parse().unwrap()
}

fn last_week() -> Week {
    "2026-W47".parse().unwrap()
}

/// A desk in a file of its own.
fn desk(file: &Path) -> Store {
    let store = Store::open(file, Patience::Job).unwrap();
    let setup = Setup {
        name: "Calder Truck Parts".into(),
        zone: "America/Chicago".into(),
        reps: log::REPS.map(String::from).into(),
        scorecard: "support".into(),
        calls_per_week: 15,
    };
    setup::run(&store, &setup, now().to_utc()).unwrap();
    store
}

fn import(store: &Store, log: &Path) -> u64 {
    let options = import::Options::default();
    import::run(store, log, &options, now(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
    .added
}

/// Answers of a call in which nothing had gone wrong; the numbers differ a little from call to call.
fn answers(call: CallId) -> file::EvaluationFile {
    let word = |share: i64| if call.0 % share == 0 { "no" } else { "yes" };
    let text = format!(
        r#"{{"answers":{{"let_finish":"{}","found_need":"{}","went_wrong":"no","verified_account":"yes",
            "correct_info":"yes","tied_solution":"{}","solved":"{}","referral":"{}"}}}}"#,
        word(7),
        word(3),
        word(4),
        word(5),
        word(2)
    );
    file::parse(&text).unwrap()
}

/// A desk with its log and a year of listening, its last week not drawn yet.
struct Year {
    folder: TempDir,
    store: Store,
    log: PathBuf,
}

impl Year {
    fn of(calls: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let log = log::write(folder.path(), calls);
        let store = desk(&folder.path().join("desk.db"));
        let started = Instant::now();
        let added = import(&store, &log);
        eprintln!(
            "{calls} calls: imported {added} in {:.2?}",
            started.elapsed()
        );
        store
            .transaction(|store| -> anyhow::Result<()> {
                for ago in (1..=HEARD_WEEKS).rev() {
                    hear(store, last_week().plus(-ago))?;
                }
                Ok(())
            })
            .unwrap();
        Self { folder, store, log }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("desk.db")
    }

    fn app(&self) -> Screen<'_> {
        Screen::open(&self.store, self.file())
    }
}

/// Draws a week and scores every pick.
fn hear(store: &Store, week: Week) -> anyhow::Result<()> {
    let request = draw::Request {
        seed: Some("47".into()),
        ..draw::Request::of_week(week)
    };
    let at = week
        .plus(1)
        .monday()
        .and_hms_opt(15, 0, 0)
        .unwrap()
        .and_utc();
    draw::run(store, &request, at)?;
    for (pick, call) in pick::list(store, week)? {
        if pick.status == PickStatus::Waiting {
            file::evaluate(store, call.id, &answers(call.id), at)?;
        }
    }
    Ok(())
}

/// The app on a terminal of cells.
struct Screen<'a> {
    app: App<'a>,
    terminal: Terminal<TestBackend>,
}

impl<'a> Screen<'a> {
    /// The app as it opens, drawn once.
    fn open(store: &'a Store, file: PathBuf) -> Self {
        let settings = Settings {
            file,
            clock: Clock::fixed(now()),
            zone: "America/Chicago".into(),
            theme: Theme::COLOUR,
            mouse: true,
            mark: None,
            start: None,
        };
        let app = App::new(store, settings, channel().0).unwrap();
        let mut screen = Screen {
            app,
            terminal: Terminal::new(TestBackend::new(120, 40)).unwrap(),
        };
        screen.draw();
        screen
    }

    fn draw(&mut self) {
        self.terminal.draw(|frame| self.app.draw(frame)).unwrap();
    }

    /// From a key to the frame that shows what it did.
    fn key(&mut self, code: KeyCode) {
        self.app
            .handle(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        self.draw();
    }
}

fn everything(bench: &mut Criterion) {
    let mut sizes = vec![1_000, 100_000];
    if std::env::var_os("BENCH_MILLION").is_some() {
        sizes.push(1_000_000);
    }
    for calls in sizes {
        let year = Year::of(calls);
        if calls < 1_000_000 {
            importing(bench, &year, calls);
        }
        reading(bench, &year, calls);
        screens(bench, &year, calls);
        writing(bench, &year, calls);
    }
}

/// A whole file into an empty desk; the same file once more.
fn importing(bench: &mut Criterion, year: &Year, calls: u64) {
    let mut group = bench.benchmark_group("import");
    group.sample_size(10);
    let empty = || {
        let folder = tempfile::tempdir().unwrap();
        let store = desk(&folder.path().join("desk.db"));
        (folder, store)
    };
    group.bench_function(BenchmarkId::new("new", calls), |bench| {
        bench.iter_batched_ref(
            empty,
            |(_, store)| import(store, &year.log),
            BatchSize::PerIteration,
        );
    });
    group.bench_function(BenchmarkId::new("known already", calls), |bench| {
        bench.iter(|| import(&year.store, &year.log));
    });
    group.finish();
}

/// Pages, searches and trends, without a screen.
fn reading(bench: &mut Criterion, year: &Year, calls: u64) {
    let store = &year.store;
    let of = |text, from, way| {
        page(
            store,
            Wanted {
                customer: None,
                text,
            },
            from,
            way,
            100,
            4_000,
        )
        .unwrap()
    };
    let first = of("", Before::NEWEST, Way::Older);
    let mut middle = first.next;
    for _ in 0..4 {
        middle = middle.and_then(|from| of("", from, Way::Older).next);
    }

    let mut group = bench.benchmark_group("calls");
    group.bench_function(BenchmarkId::new("first page", calls), |bench| {
        bench.iter(|| of("", Before::NEWEST, Way::Older));
    });
    group.bench_function(BenchmarkId::new("page by key", calls), |bench| {
        bench.iter(|| of("", middle.unwrap(), Way::Older));
    });
    group.bench_function(BenchmarkId::new("filter, first slice", calls), |bench| {
        bench.iter(|| of("customer 4", Before::NEWEST, Way::Older));
    });
    group.sample_size(10);
    group.bench_function(
        BenchmarkId::new("filter that finds nothing, whole log", calls),
        |bench| {
            bench.iter(|| {
                let mut from = Some(Before::NEWEST);
                while let Some(at) = from {
                    from = of("nobody is called this", at, Way::Older).next;
                }
            });
        },
    );
    group.finish();

    let mut group = bench.benchmark_group("trends of every KPI");
    group.sample_size(10);
    for weeks in [13, 26, 52] {
        let query = trend::Query {
            reps: None,
            from: last_week().plus(1 - weeks),
            to: last_week(),
            now: now(),
        };
        group.bench_function(BenchmarkId::new(format!("{weeks} weeks"), calls), |bench| {
            bench.iter(|| trend::every_series(store, &query).unwrap());
        });
    }
    group.finish();
}

/// From a key to the frame.
fn screens(bench: &mut Criterion, year: &Year, calls: u64) {
    let mut group = bench.benchmark_group("screen");
    group.sample_size(20);
    group.bench_function(BenchmarkId::new("the app opens", calls), |bench| {
        bench.iter_batched(|| (), |()| year.app(), BatchSize::PerIteration);
    });
    for (name, key) in [
        ("Trends", '2'),
        ("Calls", '5'),
        ("Summary", 's'),
        ("the plan of a draw", 'd'),
    ] {
        group.bench_function(BenchmarkId::new(name, calls), |bench| {
            bench.iter_batched_ref(
                || year.app(),
                |app| app.key(KeyCode::Char(key)),
                BatchSize::PerIteration,
            );
        });
    }
    let calls_screen = || {
        let mut app = year.app();
        app.key(KeyCode::Char('5'));
        app
    };
    group.bench_function(BenchmarkId::new("Calls, page down", calls), |bench| {
        bench.iter_batched_ref(
            calls_screen,
            |app| app.key(KeyCode::PageDown),
            BatchSize::PerIteration,
        );
    });
    let finding = || {
        let mut app = calls_screen();
        app.key(KeyCode::Char('/'));
        app
    };
    group.bench_function(
        BenchmarkId::new("Calls, a letter typed to find", calls),
        |bench| {
            bench.iter_batched_ref(
                finding,
                |app| app.key(KeyCode::Char('3')),
                BatchSize::PerIteration,
            );
        },
    );
    group.finish();
}

/// A draw, a form, an answer on disk.
fn writing(bench: &mut Criterion, year: &Year, calls: u64) {
    let store = &year.store;
    let mut group = bench.benchmark_group("write");
    group.sample_size(20);
    group.bench_function(
        BenchmarkId::new("draw of a week, taken back", calls),
        |bench| {
            bench.iter(|| {
                let undone = store.transaction(|store| -> anyhow::Result<()> {
                    draw::run(store, &draw::Request::of_week(last_week()), now().to_utc())?;
                    anyhow::bail!("taken back")
                });
                assert!(undone.is_err());
            });
        },
    );

    draw::run(store, &draw::Request::of_week(last_week()), now().to_utc()).unwrap();
    let call = pick::list(store, last_week()).unwrap()[0].1.id;
    let close = || {
        if let Some(draft) = evaluation::draft_of(store, call).unwrap() {
            evaluation::remove_draft(store, draft.id).unwrap();
        }
    };
    group.bench_function(BenchmarkId::new("a new form opens", calls), |bench| {
        let open = |()| {
            submit::load(
                store,
                submit::open(store, call, None, now().to_utc()).unwrap(),
            )
            .unwrap()
        };
        bench.iter_batched(close, open, BatchSize::PerIteration);
    });
    let form = submit::load(
        store,
        submit::open(store, call, None, now().to_utc()).unwrap(),
    )
    .unwrap();
    let question = form.version.question_ids["let_finish"];
    let mut yes = false;
    group.bench_function(BenchmarkId::new("an answer on disk", calls), |bench| {
        bench.iter(|| {
            yes = !yes;
            let word = if yes { "yes" } else { "no" };
            evaluation::answer(
                store,
                form.evaluation.id,
                question,
                Some(word),
                now().to_utc(),
            )
            .unwrap();
        });
    });
    group.finish();
}

criterion_group!(desk_of_a_year, years::screens, everything);
criterion_main!(desk_of_a_year);
