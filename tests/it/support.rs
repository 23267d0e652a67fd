//! Two ways to drive the app: `Fake` without a terminal, and `Pty` as the real program in a real pseudo-terminal.
//! Both are told keys as text with names in angle brackets, such as `jj<Enter>` or `<C-s>`.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use deskside::clock::Clock;
use deskside::ops::demo;
use deskside::store::{Patience, Store};
use deskside::tui::app::Step;
use deskside::tui::feed::Event;
use deskside::tui::jobs::Report;
use deskside::tui::screen::Route;
use deskside::tui::theme::Theme;
use deskside::tui::{App, ExitReason, Settings};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::Modifier;
use tempfile::TempDir;

#[cfg(unix)]
pub use pseudo::Pty;

/// The instant at which every test happens: Friday of week 47.
pub const NOW: &str = "2026-11-20T16:00:00-05:00";

/// The file of the invented business with a year of calls, made once; every test works on a copy.
pub fn demo_file() -> PathBuf {
    static FILLED: OnceLock<TempDir> = OnceLock::new();
    let filled = FILLED.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("desk.db"), Patience::Job).unwrap();
        demo::fill(&store, NOW.parse().unwrap()).unwrap();
        folder
    });
    filled.path().join("desk.db")
}

/// The app on a terminal that is only cells.
pub struct Fake<'a> {
    pub app: App<'a>,
    terminal: Terminal<TestBackend>,
    events: Receiver<Event>,
    /// Why the app ended, once it did.
    pub ended: Option<ExitReason>,
}

impl<'a> Fake<'a> {
    /// The app on `store`, whose file is `file`, in a window of this size.
    pub fn new(store: &'a Store, file: &Path, columns: u16, rows: u16) -> Self {
        Self::with_theme(store, file, columns, rows, Theme::COLOUR)
    }

    /// The same, begun on another screen.
    pub fn starting(store: &'a Store, file: &Path, columns: u16, rows: u16, start: Route) -> Self {
        Self::with(store, file, (columns, rows), Theme::COLOUR, Some(start))
    }

    /// The same with another look.
    pub fn with_theme(
        store: &'a Store,
        file: &Path,
        columns: u16,
        rows: u16,
        theme: Theme,
    ) -> Self {
        Self::with(store, file, (columns, rows), theme, None)
    }

    fn with(
        store: &'a Store,
        file: &Path,
        size: (u16, u16),
        theme: Theme,
        start: Option<Route>,
    ) -> Self {
        let (columns, rows) = size;
        let (sender, events) = channel();
        let settings = Settings {
            file: file.to_owned(),
            clock: Clock::fixed(NOW.parse().unwrap()),
            zone: "America/Chicago".into(),
            theme,
            mouse: true,
            mark: None,
            start,
        };
        let mut fake = Self {
            app: App::new(store, settings, sender).unwrap(),
            terminal: Terminal::new(TestBackend::new(columns, rows)).unwrap(),
            events,
            ended: None,
        };
        fake.draw();
        fake
    }

    /// Presses keys.
    pub fn keys(&mut self, text: &str) -> &mut Self {
        for key in keys(text) {
            self.tell(Event::Key(key));
        }
        self
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(Event::Paste(text.to_owned()))
    }

    /// Clicks on the first place where `text` stands.
    pub fn click(&mut self, text: &str) -> &mut Self {
        let (column, row) = self.find(text);
        let kind = MouseEventKind::Down(MouseButton::Left);
        self.tell(Event::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }))
    }

    /// Lets something happen, and draws.
    pub fn tell(&mut self, event: Event) -> &mut Self {
        if let Step::End(reason) = self.app.handle(event) {
            self.ended = Some(reason);
        }
        self.draw()
    }

    /// Waits for the end of the work that runs beside the app.
    pub fn wait_for_job(&mut self) -> &mut Self {
        loop {
            let event = self.events.recv_timeout(Duration::from_mins(1)).unwrap();
            let ended = !matches!(event, Event::Job(Report::Progress(_)));
            self.tell(event);
            if ended {
                return self;
            }
        }
    }

    /// Gives the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.terminal.backend_mut().resize(columns, rows);
        self.tell(Event::Resized)
    }

    /// What is seen, without the spaces at the ends of lines.
    pub fn text(&self) -> String {
        self.lines()
            .iter()
            .map(|line| line.trim_end().to_owned() + "\n")
            .collect()
    }

    /// The cells themselves.
    pub fn cells(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    /// The text of the cells in reverse video.
    pub fn chosen(&self) -> String {
        let cells = &self.terminal.backend().buffer().content;
        let reversed = cells
            .iter()
            .filter(|cell| cell.modifier.contains(Modifier::REVERSED));
        reversed
            .map(Cell::symbol)
            .collect::<String>()
            .trim()
            .to_owned()
    }

    fn draw(&mut self) -> &mut Self {
        self.terminal.draw(|frame| self.app.draw(frame)).unwrap();
        self
    }

    fn lines(&self) -> Vec<String> {
        lines(self.terminal.backend().buffer())
    }

    fn find(&self, text: &str) -> (u16, u16) {
        let found = self.lines().iter().enumerate().find_map(|(row, line)| {
            let at = line.find(text)?;
            Some((line[..at].chars().count() as u16, row as u16))
        });
        found.unwrap_or_else(|| panic!("'{text}' is not on the screen:\n{}", self.text()))
    }
}

/// The lines that the cells show; a wide character fills two of them.
pub fn lines(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width).max(1);
    let row = |cells: &[Cell]| {
        let mut line = String::new();
        let mut hidden = 0_u16;
        for cell in cells {
            if hidden == 0 {
                line.push_str(cell.symbol());
            }
            hidden = cell
                .cell_width()
                .saturating_sub(1)
                .max(hidden.saturating_sub(1));
        }
        line
    };
    buffer.content.chunks(width).map(row).collect()
}

/// The keys that a text names.
pub fn keys(text: &str) -> Vec<KeyEvent> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let named = rest
            .strip_prefix('<')
            .and_then(|named| named.split_once('>'));
        let (key, after) = match named {
            Some((name, after)) => (named_key(name), after),
            None => (
                KeyEvent::new(KeyCode::Char(first), KeyModifiers::NONE),
                &rest[first.len_utf8()..],
            ),
        };
        keys.push(key);
        rest = after;
    }
    keys
}

fn named_key(name: &str) -> KeyEvent {
    if let Some(letter) = name.strip_prefix("C-") {
        return KeyEvent::new(
            KeyCode::Char(letter.chars().next().unwrap()),
            KeyModifiers::CONTROL,
        );
    }
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Backspace" => KeyCode::Backspace,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "F1" => KeyCode::F(1),
        other => panic!("no key is called <{other}>"),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

#[cfg(unix)]
mod pseudo {
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
}

#[cfg(unix)]
pub use pseudo::{deskside, environment};
