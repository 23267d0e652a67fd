//! The app: a stack of screens, one notice, one job. It turns what happened outside into inputs for the screen on
//! top, follows what that answers, and draws. It knows no terminal: a test can drive it as well as the loop.

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::Duration;

use crossterm::event::{MouseButton, MouseEventKind};
use ratatui::Frame;

use crate::clock::Clock;
use crate::domain::week::Week;
use crate::ops::{draw, setup};
use crate::store::Store;
use crate::tui::canvas::{Canvas, Hits, Target};
use crate::tui::feed::Event;
use crate::tui::jobs::{Jobs, Report};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::run::ExitReason;
use crate::tui::screen::{self, Context, Flow, Input, Route, Screen};
use crate::tui::theme::Theme;
use crate::tui::window::{self, Heading};

/// Rows that one turn of the wheel moves.
const WHEEL: i16 = 3;

/// What the app is told from outside, so that a test can tell it something else.
pub struct Settings {
    /// The desk's file: a job opens it a second time.
    pub file: PathBuf,
    /// What time it is.
    pub clock: Clock,
    /// IANA name of the machine's zone, a guess for the business's.
    pub zone: String,
    /// How things look.
    pub theme: Theme,
    /// Whether clicks and the wheel come to the app.
    pub mouse: bool,
    /// A word beside the desk's name, such as "demo".
    pub mark: Option<&'static str>,
    /// A screen to begin with, above the first.
    pub start: Option<Route>,
}

/// What the loop has to do after an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Draw.
    Draw,
    /// Draw everything anew.
    Repaint,
    /// Give the terminal back and stop until the shell continues the program; with everything that the shell started
    /// together with it (`cargo run`, `git`), so that the shell notices.
    Suspend {
        /// Whether the others stop as well.
        all: bool,
    },
    /// Take the terminal over again.
    Resume,
    /// Leave the terminal to the owner's editor with this file, and tell how it ended.
    Edit(PathBuf),
    /// End.
    End(ExitReason),
}

/// Everything on the screen.
pub struct App<'a> {
    store: &'a Store,
    settings: Settings,
    stack: Vec<Box<dyn Screen>>,
    /// The tab whose screen stands at the bottom of the stack.
    tab: usize,
    notice: Option<Notice>,
    jobs: Jobs,
    heading: Heading,
    hits: Hits,
    page: usize,
    length: usize,
}

impl<'a> App<'a> {
    /// The app on its first screen. Jobs report to `sender`, whose events come back through [`App::handle`].
    ///
    /// # Errors
    /// When the first screen cannot be read from the file.
    pub fn new(
        store: &'a Store,
        settings: Settings,
        sender: Sender<Event>,
    ) -> anyhow::Result<Self> {
        let jobs = Jobs::new(&settings.file, sender);
        let mut app = Self {
            store,
            settings,
            stack: Vec::new(),
            tab: 0,
            notice: None,
            jobs,
            heading: Heading::default(),
            hits: Hits::default(),
            page: 0,
            length: 0,
        };
        app.push(&screen::home(store)?)?;
        if let Some(start) = app.settings.start.take() {
            app.push(&start)?;
        }
        Ok(app)
    }

    /// Takes in one event.
    pub fn handle(&mut self, event: Event) -> Step {
        let followed = self.follow(event);
        self.tell(followed)
    }

    /// The time after which the screen on top wants to be woken.
    pub fn wake_in(&self) -> Option<Duration> {
        self.stack.last().and_then(|top| top.wake_in())
    }

    /// The time that [`App::wake_in`] asked for has passed.
    pub fn wake(&mut self) -> Step {
        let followed = self.input(Input::Wake);
        self.tell(followed)
    }

    /// Puts what is half typed on disk, for the program is about to end.
    pub fn save(&mut self) {
        for screen in &mut self.stack {
            // There is nobody left to tell, and the next screen may still save.
            let _ = screen.save(self.store);
        }
    }

    /// Draws the whole window.
    pub fn draw(&mut self, frame: &mut Frame) {
        let area = frame.area();
        let shown = window::Shown {
            stack: &self.stack,
            tab: self.tab,
            heading: &self.heading,
            notice: self.notice.as_ref(),
            job: self.jobs.running(),
        };
        let mut canvas = Canvas::new(frame.buffer_mut(), &self.settings.theme);
        window::draw(&mut canvas, area, &shown);
        let cursor = canvas.cursor;
        self.page = canvas.page;
        self.length = canvas.length;
        self.hits = canvas.hits;
        self.settings.theme.glyphs.apply(frame.buffer_mut());
        if let Some(cursor) = cursor.filter(|at| area.contains(*at)) {
            frame.set_cursor_position(cursor);
        }
    }

    /// The one place where an error becomes a notice.
    fn tell(&mut self, followed: anyhow::Result<Step>) -> Step {
        followed.unwrap_or_else(|error| {
            self.notice = Some(Notice::from(error));
            Step::Draw
        })
    }

    fn follow(&mut self, event: Event) -> anyhow::Result<Step> {
        match event {
            Event::Key(key) => {
                self.notice = None;
                match keys::find(self.scopes(), key) {
                    Some(action) => self.act(action),
                    None => self.input(Input::Key(key)),
                }
            }
            Event::Paste(text) => self.input(Input::Paste(text)),
            Event::Mouse(mouse) => match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => {
                    self.notice = None;
                    match self.hits.at(mouse.column, mouse.row) {
                        Some(Target::Act(action)) => self.act(action),
                        Some(target) => self.input(Input::Click(target)),
                        None => Ok(Step::Draw),
                    }
                }
                MouseEventKind::ScrollDown => self.input(Input::Scroll(WHEEL)),
                MouseEventKind::ScrollUp => self.input(Input::Scroll(-WHEEL)),
                _ => Ok(Step::Draw),
            },
            Event::Resized => Ok(Step::Draw),
            Event::Job(report) => self.take_report(report),
            Event::Looked => self.input(Input::Looked),
            Event::Stopped => Ok(Step::Suspend { all: false }),
            Event::Continued => Ok(Step::Resume),
            Event::Signal(number) => Ok(Step::End(ExitReason::Signal(number))),
            Event::Edited(ended) => self.input(Input::Edited(ended)),
            Event::Gone => Ok(Step::End(ExitReason::TerminalGone)),
        }
    }

    /// Does what a key of the table says: the app's own verbs here, the others in the screen.
    fn act(&mut self, action: Action) -> anyhow::Result<Step> {
        match action {
            Action::Quit => return Ok(Step::End(ExitReason::Quit)),
            Action::Suspend => return Ok(Step::Suspend { all: true }),
            Action::Repaint => return Ok(Step::Repaint),
            Action::StopJob => self.jobs.stop(),
            Action::GoTo(tab) => self.go_to(tab)?,
            Action::NextTab => self.go_to(self.tab + 1)?,
            Action::PreviousTab => self.go_to((self.tab + screen::TABS.len()).saturating_sub(1))?,
            Action::ScoreNext => self.score_next()?,
            Action::Summary => self.open_summary()?,
            action => match screen::route_of(action, self.scopes()) {
                Some(route) => {
                    // What is done first from the welcome leads on to the week, not back to the welcome.
                    if matches!(action, Action::Import | Action::NewCall)
                        && self.scopes().contains(&Scope::Welcome)
                    {
                        self.back()?;
                    }
                    self.push(&route)?;
                }
                None => return self.input(Input::Do(action)),
            },
        }
        Ok(Step::Draw)
    }

    /// The page of the latest week with calls.
    fn open_summary(&mut self) -> anyhow::Result<()> {
        let week = self.week()?;
        self.push(&Route::Summary(week))
    }

    /// The form of the next call that waits, or what to do where none does.
    fn score_next(&mut self) -> anyhow::Result<()> {
        let week = self.week()?;
        if let Some(call) = draw::next_waiting(self.store, week)? {
            return self.push(&Route::Score(call));
        }
        self.go_to(0)?;
        let key = |action| keys::key_of(Scope::Sample.chain(), action);
        self.notice = Some(Notice::failed(format!(
            "No call waits to be heard: {} draws some, {} scores one you choose.",
            key(Action::Draw),
            key(Action::Target)
        )));
        Ok(())
    }

    /// The latest week with calls.
    fn week(&self) -> anyhow::Result<Week> {
        let today = setup::this_week(self.store, self.settings.clock.now())?;
        Ok(draw::current_week(self.store, today)?)
    }

    fn input(&mut self, input: Input) -> anyhow::Result<Step> {
        let (top, mut context) = self.parts();
        let Some(top) = top else {
            return Ok(Step::Draw);
        };
        match top.update(input, &mut context)? {
            Flow::Stay => {}
            Flow::Open(route) => self.push(&route)?,
            Flow::Replace(route) => {
                let screen = screen::open(&route, &mut context)?;
                self.stack.pop();
                self.stack.push(screen);
                self.read_heading()?;
            }
            Flow::Back => self.back()?,
            Flow::Run(action) => {
                self.back()?;
                return self.act(action);
            }
            Flow::Edit(file) => return Ok(Step::Edit(file)),
            Flow::Leave(reason) => return Ok(Step::End(reason)),
        }
        Ok(Step::Draw)
    }

    fn take_report(&mut self, report: Report) -> anyhow::Result<Step> {
        self.jobs.take(&report);
        match &report {
            Report::Progress(_) => {}
            Report::Done(said) if said.is_empty() => {}
            Report::Done(said) => self.notice = Some(Notice::done(said)),
            Report::Failed(error) => self.notice = Some(Notice::failed(format!("{error:#}"))),
        }
        if !matches!(report, Report::Progress(_)) {
            self.refresh()?;
        }
        self.input(Input::Job(report))
    }

    /// The screen on top, and what it works with.
    fn parts(&mut self) -> (Option<&mut Box<dyn Screen>>, Context<'_>) {
        let context = Context {
            store: self.store,
            file: &self.settings.file,
            now: self.settings.clock.now(),
            zone: &self.settings.zone,
            jobs: &mut self.jobs,
            page: self.page,
            length: self.length,
            notice: &mut self.notice,
        };
        (self.stack.last_mut(), context)
    }

    fn push(&mut self, route: &Route) -> anyhow::Result<()> {
        let screen = screen::open(route, &mut self.parts().1)?;
        self.stack.push(screen);
        self.read_heading()
    }

    /// One step back; the bottom of the stack stays unless it is no tab.
    fn back(&mut self) -> anyhow::Result<()> {
        if self.stack.len() > 1 {
            self.stack.pop();
            return self.refresh();
        }
        let screen = screen::open(&screen::home(self.store)?, &mut self.parts().1)?;
        self.stack = vec![screen];
        self.tab = 0;
        self.read_heading()
    }

    fn go_to(&mut self, tab: usize) -> anyhow::Result<()> {
        let count = screen::TABS.len().max(1);
        let Some(to) = screen::TABS.get(tab % count) else {
            return Ok(());
        };
        let screen = screen::open(&(to.route)(), &mut self.parts().1)?;
        self.stack = vec![screen];
        self.tab = tab % count;
        self.read_heading()
    }

    fn refresh(&mut self) -> anyhow::Result<()> {
        if let Some(top) = self.stack.last_mut() {
            top.refresh(self.store)?;
        }
        self.read_heading()
    }

    fn read_heading(&mut self) -> anyhow::Result<()> {
        let mark = if self.store.is_read_only() {
            Some("read-only")
        } else {
            self.settings.mark
        };
        self.heading = Heading::read(self.store, self.settings.clock.now(), mark)?;
        Ok(())
    }

    fn scopes(&self) -> &'static [Scope] {
        self.stack.last().map_or(keys::ALWAYS, |top| top.scopes())
    }
}
