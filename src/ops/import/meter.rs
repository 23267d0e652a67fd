//! How far an import has come: told at most ten times a second, and asked whether to go on.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use crate::ops::import::refusal::Refusal;

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// How much of the work is done, 0 to 1.
    pub share: f64,
    /// Records read.
    pub rows: u64,
}

/// Who is told, and may stop the import by breaking off.
pub type Listener<'l> = &'l mut dyn FnMut(Progress) -> ControlFlow<()>;

/// The three times that a file is gone through, and how much of the work each of them is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ops) enum Stage {
    Look,
    Scan,
    Take,
}

/// Tells the listener, not too often.
pub(in crate::ops) struct Meter<'l> {
    listener: Listener<'l>,
    told: Option<Instant>,
    bytes: u64,
}

const PAUSE: Duration = Duration::from_millis(100);

impl<'l> Meter<'l> {
    pub fn new(listener: Listener<'l>, bytes: u64) -> Self {
        Self {
            listener,
            told: None,
            bytes: bytes.max(1),
        }
    }

    /// `read` bytes of the file have been gone through in this stage.
    pub fn tick(&mut self, stage: Stage, read: u64, rows: u64) -> ControlFlow<()> {
        if self.told.is_some_and(|told| told.elapsed() < PAUSE) {
            return ControlFlow::Continue(());
        }
        self.told = Some(Instant::now());
        let (from, part) = match stage {
            Stage::Look => (0.0, 0.05),
            Stage::Scan => (0.05, 0.1),
            Stage::Take => (0.15, 0.85),
        };
        let share = (read as f64 / self.bytes as f64).min(1.0);
        (self.listener)(Progress {
            share: from + part * share,
            rows,
        })
    }

    /// As [`Self::tick`], where the import ends with an error.
    pub fn check(&mut self, stage: Stage, read: u64, rows: u64) -> Result<(), Refusal> {
        match self.tick(stage, read, rows) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Refusal::Stopped),
        }
    }
}
