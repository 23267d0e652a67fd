//! How far an import has come: told at most ten times a second, and asked whether to go on. And how far a file has come
//! that is laid out before its rows are read.

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

/// The three times that a file is gone through, and what the store does behind the last row: indexes and roll-ups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ops) enum Stage {
    Look,
    Scan,
    Take,
    Settle,
}

/// Tells the listener, not too often.
pub(in crate::ops) struct Meter<'l> {
    listener: Listener<'l>,
    told: Option<Instant>,
    bytes: u64,
    /// Whether the file is laid out before its rows are read.
    laid: bool,
}

const PAUSE: Duration = Duration::from_millis(100);
/// How much of the work it is to look at a file whose rows are read as they stand.
const LOOKING: f64 = 0.05;
/// How much of the work it is to lay a file out.
const LAYING: f64 = 0.4;
/// How many times the place in a file is told before it is handed on.
const EVERY: u32 = 512;

/// Who is told how many bytes of a file were gone through, and may stop that by breaking off.
pub type Step<'s> = &'s mut dyn FnMut(u64) -> ControlFlow<()>;

/// How far a file has come that is laid out before its rows are read. It is gone through twice: to understand it, and to
/// take its rows out.
pub struct Going<'s> {
    step: Step<'s>,
    /// The bytes that were gone through before this time.
    before: u64,
    now: u64,
    asked: u32,
    /// Whether it was called off.
    pub is_stopped: bool,
}

impl<'s> Going<'s> {
    /// Tells `step`, which was told of `before` bytes already.
    pub fn new(step: Step<'s>, before: u64) -> Self {
        Self {
            step,
            before,
            now: 0,
            asked: 0,
            is_stopped: false,
        }
    }

    /// So many bytes were gone through since the file was begun this time. May be told as often as one likes.
    ///
    /// # Errors
    /// It was called off.
    pub fn at(&mut self, bytes: u64) -> Result<(), Refusal> {
        self.now = bytes;
        self.asked = self.asked.wrapping_add(1);
        if self.asked.is_multiple_of(EVERY) {
            self.tell()
        } else {
            Ok(())
        }
    }

    /// So many more bytes were gone through.
    ///
    /// # Errors
    /// It was called off.
    pub fn more(&mut self, bytes: u64) -> Result<(), Refusal> {
        self.now += bytes;
        self.tell()
    }

    /// The file is begun anew.
    pub fn anew(&mut self) {
        self.before += std::mem::take(&mut self.now);
    }

    fn tell(&mut self) -> Result<(), Refusal> {
        self.is_stopped |= (self.step)(self.before + self.now).is_break();
        if self.is_stopped {
            return Err(Refusal::Stopped);
        }
        Ok(())
    }
}

impl<'l> Meter<'l> {
    pub fn new(listener: Listener<'l>, bytes: u64) -> Self {
        Self {
            listener,
            told: None,
            bytes: bytes.max(1),
            laid: false,
        }
    }

    /// `read` bytes of the file have been gone through in this stage; a file that is laid out is looked at three times.
    pub fn tick(&mut self, stage: Stage, read: u64, rows: u64) -> ControlFlow<()> {
        // The last time that it can be stopped is never left out.
        if stage != Stage::Settle && self.told.is_some_and(|told| told.elapsed() < PAUSE) {
            return ControlFlow::Continue(());
        }
        self.told = Some(Instant::now());
        let share = self.share(stage, read as f64 / self.bytes as f64);
        (self.listener)(Progress { share, rows })
    }

    /// How much of the whole work is done when `read` of the file has been gone through in this stage, 1 for all of it.
    fn share(&mut self, stage: Stage, read: f64) -> f64 {
        let (from, part) = match stage {
            Stage::Look => (0.0, LOOKING),
            Stage::Scan => (LOOKING, 0.1),
            Stage::Take => (0.15, 0.6),
            Stage::Settle => (0.75, 0.25),
        };
        let share = from + part * read.min(1.0);
        self.laid |= stage == Stage::Look && read > 1.0;
        match stage {
            Stage::Look if self.laid => share + LAYING * ((read - 1.0) / 2.0).min(1.0),
            Stage::Scan | Stage::Take | Stage::Settle if self.laid => {
                share + LAYING * (1.0 - share) / (1.0 - LOOKING)
            }
            _ => share,
        }
    }

    /// As [`Self::tick`], where the import ends with an error.
    pub fn check(&mut self, stage: Stage, read: u64, rows: u64) -> Result<(), Refusal> {
        match self.tick(stage, read, rows) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Refusal::Stopped),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn shares(told: &[(Stage, f64)]) -> Vec<f64> {
        let mut listener = |_| ControlFlow::Continue(());
        let mut meter = Meter::new(&mut listener, 1);
        let shares = told.iter().map(|(stage, read)| meter.share(*stage, *read));
        shares.map(|share| (share * 100.0).round()).collect()
    }

    #[test]
    fn the_share_of_the_work_grows_to_the_whole_whether_a_file_is_laid_out_or_not() {
        let (look, scan, take) = (Stage::Look, Stage::Scan, Stage::Take);
        let settled = (Stage::Settle, 1.0);
        assert_eq!(
            shares(&[
                (look, 1.0),
                (scan, 0.0),
                (scan, 1.0),
                (take, 0.2),
                (take, 1.0),
                settled
            ]),
            [5.0, 5.0, 15.0, 27.0, 75.0, 100.0]
        );
        assert_eq!(
            shares(&[
                (look, 1.0),
                (look, 2.0),
                (look, 3.0),
                (scan, 0.0),
                (scan, 1.0),
                (take, 1.0),
                settled
            ]),
            [5.0, 25.0, 45.0, 45.0, 51.0, 86.0, 100.0]
        );
    }

    #[test]
    fn each_time_through_a_file_adds_to_the_ones_before() {
        let mut told = Vec::new();
        let mut step = |bytes| {
            told.push(bytes);
            ControlFlow::Continue(())
        };
        let mut going = Going::new(&mut step, 100);
        going.anew();
        for byte in 1..=100 {
            going.at(byte).unwrap();
        }
        going.anew();
        going.more(30).unwrap();
        going.more(70).unwrap();
        assert_eq!(told, [230, 300]);
    }
}
