//! The one piece of work that runs beside the app: its own thread, its own store on the same file, progress at most
//! ten times a second. Stopping it is an error inside the work, so that its transaction takes everything back.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use anyhow::Context as _;

use crate::ops::import;
use crate::store::{Patience, Store};
use crate::tui::feed::Event;

mod look;
mod pace;

pub use look::Look;
pub use pace::At;

use pace::Pace;

/// Between two reports of progress.
const PAUSE: Duration = Duration::from_millis(100);

/// What a job says while it runs and when it ends.
#[derive(Debug)]
pub enum Report {
    /// How far it has come.
    Progress(At),
    /// It is done; a sentence that says what came of it, or nothing where that shows by itself.
    Done(String),
    /// It failed or was stopped, and changed nothing.
    Failed(anyhow::Error),
}

/// The work was stopped by the user.
#[derive(Debug, thiserror::Error)]
#[error("stopped; nothing was changed")]
pub struct Stopped;

/// What the work tells of itself, and how it learns that it should stop.
pub struct Progress {
    stop: Arc<AtomicBool>,
    sender: Sender<Event>,
    told_at: Cell<Option<Instant>>,
}

impl Progress {
    /// Says that `done` of `total` is done; `total` 0 when nobody can tell. May be called as often as one likes.
    ///
    /// # Errors
    /// [`Stopped`] when the user wants no more of it: give it back, so that everything is taken back.
    pub fn at(&self, done: u64, total: u64) -> Result<(), Stopped> {
        self.tell(At {
            share: (total > 0).then(|| (done as f64 / total as f64).min(1.0)),
            rows: None,
        })
    }

    /// The same of an import, or of another work that goes through rows.
    pub fn of_rows(&self, at: import::Progress) -> ControlFlow<()> {
        let told = self.tell(At {
            share: Some(at.share.clamp(0.0, 1.0)),
            rows: Some(at.rows),
        });
        match told {
            Ok(()) => ControlFlow::Continue(()),
            Err(Stopped) => ControlFlow::Break(()),
        }
    }

    fn tell(&self, at: At) -> Result<(), Stopped> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Stopped);
        }
        if self.told_at.get().is_none_or(|at| at.elapsed() >= PAUSE) {
            self.told_at.set(Some(Instant::now()));
            // An app that is gone needs no progress.
            let _ = self.sender.send(Event::Job(Report::Progress(at)));
        }
        Ok(())
    }
}

/// What runs at the moment.
#[derive(Debug)]
pub struct Running {
    /// What it does, such as "Importing calls.csv".
    pub name: String,
    /// How much is done, from 0 to 1; none when nobody can tell.
    pub share: Option<f64>,
    /// How fast it goes and how long it still takes, in words, the most wanted first.
    pub pace: Vec<String>,
    began: Instant,
    so_far: Pace,
    stop: Arc<AtomicBool>,
}

/// The place of the one job.
#[derive(Debug)]
pub struct Jobs {
    file: PathBuf,
    sender: Sender<Event>,
    running: Option<Running>,
}

impl Jobs {
    /// No job yet; later ones open `file` and report to `sender`.
    pub fn new(file: &Path, sender: Sender<Event>) -> Self {
        Self {
            file: file.to_owned(),
            sender,
            running: None,
        }
    }

    /// What runs.
    pub fn running(&self) -> Option<&Running> {
        self.running.as_ref()
    }

    /// Starts `work` beside the app. What it gives back is shown as a notice.
    ///
    /// # Errors
    /// When another job runs.
    pub fn start(
        &mut self,
        name: impl Into<String>,
        work: impl FnOnce(&Store, &Progress) -> anyhow::Result<String> + Send + 'static,
    ) -> anyhow::Result<()> {
        if let Some(other) = &self.running {
            anyhow::bail!("wait for the other work to end: {}", other.name);
        }
        let name = name.into();
        let stop = Arc::new(AtomicBool::new(false));
        let (file, sender) = (self.file.clone(), self.sender.clone());
        let progress = Progress {
            stop: stop.clone(),
            sender: sender.clone(),
            told_at: Cell::new(None),
        };
        std::thread::Builder::new()
            .name("job".into())
            .spawn(move || {
                let done = catch_unwind(AssertUnwindSafe(|| {
                    let store = Store::open(&file, Patience::Job)?;
                    work(&store, &progress)
                }));
                let report = match done {
                    Ok(Ok(said)) => Report::Done(said),
                    Ok(Err(error)) => Report::Failed(error),
                    Err(_) => Report::Failed(anyhow::anyhow!(
                        "a fault of the program ended the work; nothing was changed"
                    )),
                };
                let _ = sender.send(Event::Job(report));
            })
            .context("could not start the work")?;
        self.running = Some(Running {
            name,
            share: None,
            pace: Vec::new(),
            began: Instant::now(),
            so_far: Pace::default(),
            stop,
        });
        Ok(())
    }

    /// Asks the job to stop; it reports when it has.
    pub fn stop(&self) {
        if let Some(running) = &self.running {
            running.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Takes a report in; a job that has ended makes room for the next.
    pub fn take(&mut self, report: &Report) {
        match (report, &mut self.running) {
            (Report::Progress(at), Some(running)) => {
                running.so_far.take(running.began.elapsed(), *at);
                running.share = at.share;
                running.pace = running.so_far.told();
            }
            (Report::Progress(_), None) => {}
            (Report::Done(_) | Report::Failed(_), running) => *running = None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    fn desk() -> (tempfile::TempDir, Jobs, Receiver<Event>) {
        let folder = tempfile::tempdir().unwrap();
        let (sender, receiver) = channel();
        let jobs = Jobs::new(&folder.path().join("desk.db"), sender);
        (folder, jobs, receiver)
    }

    fn end(jobs: &mut Jobs, receiver: &Receiver<Event>) -> Report {
        loop {
            if let Event::Job(report) = receiver.recv().unwrap() {
                jobs.take(&report);
                if !matches!(report, Report::Progress(_)) {
                    return report;
                }
            }
        }
    }

    #[test]
    fn a_job_has_its_own_store_and_says_what_came_of_it() {
        let (_folder, mut jobs, receiver) = desk();
        jobs.start("Looking", |store, progress| {
            progress.at(1, 2)?;
            Ok(format!("read-only: {}", store.is_read_only()))
        })
        .unwrap();
        let Report::Done(said) = end(&mut jobs, &receiver) else {
            panic!("it failed")
        };
        assert_eq!(said, "read-only: false");
        assert!(jobs.running().is_none());
    }

    #[test]
    fn only_one_job_runs_and_it_can_be_stopped() {
        let (_folder, mut jobs, receiver) = desk();
        jobs.start("Waiting", |_, progress| {
            loop {
                progress.at(0, 0)?;
                std::thread::yield_now();
            }
        })
        .unwrap();
        let refused = jobs.start("Another", |_, _| Ok(String::new())).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "wait for the other work to end: Waiting"
        );
        jobs.stop();
        let Report::Failed(error) = end(&mut jobs, &receiver) else {
            panic!("it went on")
        };
        assert_eq!(error.to_string(), "stopped; nothing was changed");
    }

    #[test]
    fn a_fault_in_a_job_is_a_failure_of_the_job_only() {
        let (_folder, mut jobs, receiver) = desk();
        jobs.start("Failing", |_, _| panic!("on purpose")).unwrap();
        assert!(matches!(end(&mut jobs, &receiver), Report::Failed(_)));
        assert!(jobs.running().is_none());
    }

    #[test]
    fn progress_is_told_at_most_ten_times_a_second() {
        let (_folder, mut jobs, receiver) = desk();
        jobs.start("Counting", |_, progress| {
            let at = Instant::now();
            for done in 0..10_000 {
                progress.at(done, 10_000)?;
            }
            Ok(at.elapsed().as_millis().to_string())
        })
        .unwrap();
        let mut told = 0;
        let taken_ms: u128 = loop {
            match receiver.recv().unwrap() {
                Event::Job(Report::Progress(_)) => told += 1,
                Event::Job(Report::Done(said)) => break said.parse().unwrap(),
                other => panic!("{other:?}"),
            }
        };
        assert!(
            told <= 1 + taken_ms / PAUSE.as_millis(),
            "{told} in {taken_ms} ms"
        );
    }
}
