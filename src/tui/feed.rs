//! What the app waits for: keys, signals, the vanished terminal and the running job, each from a small thread of its
//! own into one channel. Signals come by their own way because an unfinished paste holds the reading of keys up, and
//! because reading a terminal that is gone would spin.

use std::sync::mpsc::{Receiver, Sender, channel};

use crossterm::event::{self, KeyEvent, KeyEventKind, MouseEvent};

use crate::tui::jobs::Report;

/// Something that happened outside.
#[derive(Debug)]
pub enum Event {
    /// A key went down.
    Key(KeyEvent),
    /// The mouse.
    Mouse(MouseEvent),
    /// Text was pasted, all of it at once.
    Paste(String),
    /// The window has another size; the system knows which.
    Resized,
    /// A signal that ends the program, by its number.
    Signal(i32),
    /// A signal that stops the program until the shell continues it.
    Stopped,
    /// The shell continues the program.
    Continued,
    /// The terminal is gone.
    Gone,
    /// The running job said something.
    Job(Report),
    /// What was looked at beside the app can be taken.
    Looked,
    /// The owner's editor has ended, well or with this fault.
    Edited(Result<(), String>),
}

/// Starts the threads that feed `sender`. They end with the program.
///
/// # Errors
/// When the system allows no thread or no handler.
pub fn start(sender: &Sender<Event>) -> anyhow::Result<Keys> {
    #[cfg(unix)]
    unix::start(sender)?;
    Keys::start(sender.clone())
}

/// The reading of keys, which can be held while another program has the terminal.
pub struct Keys {
    word: Sender<()>,
    heard: Receiver<()>,
}

impl Keys {
    fn start(sender: Sender<Event>) -> anyhow::Result<Self> {
        let (word, words) = channel();
        let (hears, heard) = channel();
        std::thread::Builder::new()
            .name("keys".into())
            .spawn(move || {
                while let Ok(told) = event::read() {
                    if known(told).is_some_and(|event| sender.send(event).is_err()) {
                        return;
                    }
                    // One word holds, the next goes on.
                    if words.try_recv().is_ok()
                        && (hears.send(()).is_err() || words.recv().is_err())
                    {
                        return;
                    }
                }
                let _ = sender.send(Event::Gone);
            })?;
        Ok(Self { word, heard })
    }

    /// Leaves the terminal to another program: from then on no key is taken.
    pub fn hold(&mut self) {
        // Reading ends with an event, and a change of the window is one.
        if self.word.send(()).is_ok() && wake() {
            let _ = self.heard.recv();
        }
    }

    /// Reads keys again.
    pub fn go_on(&mut self) {
        let _ = self.word.send(());
    }
}

/// Has the reading of keys return, as if the window had changed; whether that is possible.
#[cfg(unix)]
fn wake() -> bool {
    use rustix::process::{Signal, getpid, kill_process};

    kill_process(getpid(), Signal::WINCH).is_ok()
}

/// Where there is no such signal, the next key ends it.
#[cfg(not(unix))]
fn wake() -> bool {
    false
}

/// What the terminal told, where it is of interest: of keys only that they went down, so that none counts twice.
fn known(told: event::Event) -> Option<Event> {
    match told {
        event::Event::Key(key) if key.kind == KeyEventKind::Press => Some(Event::Key(key)),
        event::Event::Mouse(mouse) => Some(Event::Mouse(mouse)),
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Resize(..) => Some(Event::Resized),
        _ => None,
    }
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::IsTerminal;
    use std::os::fd::AsFd;
    use std::sync::mpsc::Sender;

    use rustix::event::{PollFd, PollFlags, poll};
    use signal_hook::consts::signal::{
        SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH,
    };
    use signal_hook::iterator::Signals;

    use super::Event;

    pub fn start(sender: &Sender<Event>) -> anyhow::Result<()> {
        let mut signals =
            Signals::new([SIGWINCH, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT])?;
        let to = sender.clone();
        std::thread::Builder::new()
            .name("signals".into())
            .spawn(move || {
                for signal in signals.forever() {
                    let event = match signal {
                        SIGWINCH => Event::Resized,
                        SIGTSTP => Event::Stopped,
                        SIGCONT => Event::Continued,
                        ending => Event::Signal(ending),
                    };
                    if to.send(event).is_err() {
                        return;
                    }
                }
            })?;
        let to = sender.clone();
        std::thread::Builder::new()
            .name("terminal".into())
            .spawn(move || {
                wait_until_gone();
                let _ = to.send(Event::Gone);
            })?;
        Ok(())
    }

    /// Sleeps until the terminal hangs up.
    fn wait_until_gone() {
        let stdin = std::io::stdin();
        let file = if stdin.is_terminal() {
            None
        } else {
            File::open("/dev/tty").ok()
        };
        let terminal = file.as_ref().map_or_else(|| stdin.as_fd(), File::as_fd);
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        loop {
            let mut asked = [PollFd::new(&terminal, PollFlags::empty())];
            match poll(&mut asked, None) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(_) if !asked[0].revents().intersects(gone) => {}
                _ => return,
            }
        }
    }
}
