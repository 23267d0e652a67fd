//! Two ways to drive the app: `Fake` without a terminal, and `Pty` as the real program in a real pseudo-terminal.
//! Both are told keys as text with names in angle brackets, such as `jj<Enter>` or `<C-s>`.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
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

mod keys;
#[cfg(unix)]
mod pseudo;

pub use keys::keys;
#[cfg(unix)]
pub use pseudo::{Pty, deskside, environment};

/// What a screen says while it looks at something beside the app.
const LOOKING: &str = "looking; Esc stops";

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
            self.tell(Event::Key(key)).looked();
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
        .looked()
    }

    /// Waits until what is looked at beside the app has been seen.
    pub fn looked(&mut self) -> &mut Self {
        while self.text().contains(LOOKING) {
            let event = self.events.recv_timeout(Duration::from_mins(1)).unwrap();
            self.tell(event);
        }
        self
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
            let ended = matches!(event, Event::Job(Report::Done(_) | Report::Failed(_)));
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
