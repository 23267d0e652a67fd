//! The real program in a real pseudo-terminal.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyModifiers};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long anything may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(10);

/// A program in a pseudo-terminal, and what that terminal shows.
pub struct Pty {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    reader: JoinHandle<()>,
    deaf: Arc<AtomicBool>,
    screen: vt100::Parser,
}

/// The program on the desk in `folder`, with more variables of the environment.
pub fn deskside(folder: &Path, variables: &[(&str, &str)]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_deskside"));
    command.args(["--db", folder.join("desk.db").to_str().unwrap()]);
    environment(&mut command, variables);
    command
}

/// A plain terminal at a fixed time.
pub fn environment(command: &mut CommandBuilder, variables: &[(&str, &str)]) {
    for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "DESKSIDE_DB"] {
        command.env_remove(name);
    }
    let plain = [
        ("RUST_BACKTRACE", "0"),
        ("TERM", "xterm-256color"),
        ("LANG", "C.UTF-8"),
        ("TZ", "UTC"),
        ("DESKSIDE_NOW", super::NOW),
    ];
    for (name, value) in plain.iter().chain(variables) {
        command.env(name, value);
    }
}

impl Pty {
    /// The app on the desk in `folder`, in a window of 80 by 24.
    pub fn app(folder: &Path, variables: &[(&str, &str)]) -> Self {
        Self::start(deskside(folder, variables), 80, 24)
    }

    /// A program in a window of this size.
    pub fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut terminal = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let deaf = Arc::new(AtomicBool::new(false));
        let told = deaf.clone();
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = terminal.read(&mut bytes) {
                let heard = sender.send(bytes[..count].to_vec());
                if heard.is_err() || told.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        Self {
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            output,
            reader,
            deaf,
            screen: vt100::Parser::new(cells(rows), cells(columns), 0),
        }
    }

    /// Types keys.
    pub fn keys(&mut self, text: &str) {
        for key in super::keys(text) {
            let bytes = match (key.code, key.modifiers) {
                (KeyCode::Char(c), KeyModifiers::CONTROL) => vec![c as u8 & 0x1f],
                (KeyCode::Char(c), _) => c.to_string().into_bytes(),
                (KeyCode::Enter, _) => b"\r".to_vec(),
                (KeyCode::Tab, _) => b"\t".to_vec(),
                (KeyCode::Esc, _) => b"\x1b".to_vec(),
                (KeyCode::Backspace, _) => b"\x7f".to_vec(),
                (KeyCode::Down, _) => b"\x1b[B".to_vec(),
                (KeyCode::Up, _) => b"\x1b[A".to_vec(),
                (code, _) => panic!("{code:?} cannot be typed yet"),
            };
            self.bytes(&bytes);
        }
    }

    /// Sends bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// Waits until the screen shows `text`.
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is as wanted; `what` says what that is.
    pub fn wait_until(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !wanted(self.screen.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(why) => panic!("waited for '{what}' ({why}); the screen:\n{}", self.text()),
            }
        }
    }

    /// Takes in what the program has written by now, without waiting.
    pub fn read_now(&mut self) {
        while let Ok(bytes) = self.output.try_recv() {
            self.screen.process(&bytes);
        }
    }

    /// What the terminal shows.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The terminal itself.
    pub fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// Gives the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.screen
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// The program's number.
    pub fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap() as i32).unwrap()
    }

    /// Waits for the program to end by itself and gives its status.
    pub fn status(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            match self
                .output
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(bytes) => self.screen.process(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it did not end:\n{}", self.text()),
            }
        }
        self.child.wait().unwrap().exit_code()
    }

    /// Takes the terminal away, as when its window is closed, and gives back the program.
    pub fn vanish(mut self) -> Box<dyn Child + Send + Sync> {
        // The thread that reads holds the terminal open: a last frame wakes it, and it lets go.
        self.deaf.store(true, Ordering::SeqCst);
        self.resize(61, 21);
        self.reader.join().unwrap();
        self.child
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count.max(1)).unwrap()
}
