//! The loop: wait for something, take everything that waits, draw once. Nothing ticks; an idle app does not wake up.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Instant;

use anyhow::Context as _;

use crate::store::Store;
use crate::tui::app::{App, Settings, Step};
use crate::tui::editor;
use crate::tui::feed::{self, Event, Keys};
use crate::tui::terminal::{Terminal, give_back};

/// Why the app ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitReason {
    /// The user left.
    Quit,
    /// The user wants to look around in an invented business.
    Demo,
    /// A signal came; everything was saved.
    Signal(i32),
    /// The terminal is gone; everything was saved.
    TerminalGone,
}

impl ExitReason {
    /// The status with which the program should end: 128 and the signal's number after a signal, as shells have it.
    pub fn status(self) -> u8 {
        match self {
            Self::Quit | Self::Demo => 0,
            Self::Signal(number) => 128_u8.saturating_add(u8::try_from(number).unwrap_or(127)),
            Self::TerminalGone => 129,
        }
    }
}

/// Runs the app on the terminal until it ends, and gives the terminal back. Ask [`crate::tui::terminal::unfit`] first.
///
/// # Errors
/// When the terminal cannot be taken over or the first screen cannot be read; later faults are notices.
pub fn run(store: &Store, settings: Settings) -> anyhow::Result<ExitReason> {
    let (sender, events) = channel();
    let mouse = settings.mouse;
    let mut app = App::new(store, settings, sender.clone())?;
    let keys = feed::start(&sender).context("could not listen to the terminal")?;
    let terminal = Terminal::take(mouse).context("could not take the terminal over")?;
    let mut outside = Outside {
        terminal,
        keys,
        events,
    };
    let reason = turn(&mut app, &mut outside);
    app.save();
    Ok(reason)
}

/// What the loop has to do with.
struct Outside {
    terminal: Terminal,
    keys: Keys,
    events: Receiver<Event>,
}

/// Turns until there is a reason to end. A terminal that takes no more writes is as good as gone.
fn turn(app: &mut App, outside: &mut Outside) -> ExitReason {
    let mut wake_at = None;
    loop {
        if outside
            .terminal
            .screen
            .draw(|frame| app.draw(frame))
            .is_err()
        {
            return ExitReason::TerminalGone;
        }
        wake_at = app
            .wake_in()
            .map(|pause| wake_at.unwrap_or_else(|| Instant::now() + pause));
        let mut next = wait(&outside.events, wake_at);
        if next.is_none() {
            wake_at = None;
            if let Some(reason) = follow(app.wake(), app, outside) {
                return reason;
            }
        }
        while let Some(event) = next {
            if let Some(reason) = follow(app.handle(event), app, outside) {
                return reason;
            }
            next = outside.events.try_recv().ok();
        }
    }
}

/// Waits for the next event, at the longest until `wake_at`.
fn wait(events: &Receiver<Event>, wake_at: Option<Instant>) -> Option<Event> {
    match wake_at {
        None => Some(events.recv().unwrap_or(Event::Gone)),
        Some(at) => match events.recv_timeout(at.saturating_duration_since(Instant::now())) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Event::Gone),
        },
    }
}

/// Does a step; `Some` ends the loop.
fn follow(step: Step, app: &mut App, outside: &mut Outside) -> Option<ExitReason> {
    let terminal = &mut outside.terminal;
    let done = match step {
        Step::Draw => return None,
        Step::End(reason) => return Some(reason),
        Step::Repaint => terminal.repaint(),
        Step::Resume => terminal.take_again(),
        Step::Suspend { all } => return suspend(terminal, &outside.events, all),
        Step::Edit(file) => return edit(&file, app, outside),
    };
    done.err().map(|_| ExitReason::TerminalGone)
}

/// Leaves the terminal to the owner's editor until that ends.
fn edit(file: &Path, app: &mut App, outside: &mut Outside) -> Option<ExitReason> {
    outside.keys.hold();
    give_back();
    let edited = editor::edit(file).map_err(|error| format!("{error:#}"));
    outside.keys.go_on();
    if outside.terminal.take_again().is_err() {
        return Some(ExitReason::TerminalGone);
    }
    follow(app.handle(Event::Edited(edited)), app, outside)
}

/// Gives the terminal back, stops, and waits for the shell to continue the program. The wait matters: the other
/// threads may run on for a moment after the signal was sent.
#[cfg(unix)]
fn suspend(terminal: &mut Terminal, events: &Receiver<Event>, all: bool) -> Option<ExitReason> {
    use rustix::process::{Signal, getpid, kill_current_process_group, kill_process};

    give_back();
    let stopped = if all {
        kill_current_process_group(Signal::STOP)
    } else {
        kill_process(getpid(), Signal::STOP)
    };
    while stopped.is_ok() {
        match events.recv() {
            Ok(Event::Continued) => break,
            Ok(Event::Signal(number)) => return Some(ExitReason::Signal(number)),
            Ok(Event::Gone) | Err(_) => return Some(ExitReason::TerminalGone),
            Ok(_) => {}
        }
    }
    terminal
        .take_again()
        .err()
        .map(|_| ExitReason::TerminalGone)
}

/// There is no shell to stop for.
#[cfg(not(unix))]
fn suspend(_: &mut Terminal, _: &Receiver<Event>, _: bool) -> Option<ExitReason> {
    None
}
