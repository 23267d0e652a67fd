//! Bringing something in: which file or folder, what it holds and what its columns mean, what came of it.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use anyhow::{Result, anyhow};
use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::domain::import::kind::Kind;
use crate::domain::import::stamp::DateOrder;
use crate::ops::import::{self, Options, Origin, Refusal};
use crate::ops::{recordings, transcripts};
use crate::paths::profiles_beside;
use crate::store::Store;
use crate::tui::canvas::Canvas;
use crate::tui::jobs::Look;
use crate::tui::keys::{self, Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::dialog::Chosen;
use crate::tui::widgets::panel;

mod browse;
mod files;
mod found;
mod left_out;
mod mapping;
mod outcome;
mod several;
mod words;

use browse::Browse;
use files::Files;
use found::{Desk, Refused};
use mapping::Mapping;
use outcome::Outcome;
use several::Several;

/// What is open.
#[derive(Default)]
enum Stage {
    #[default]
    Choosing,
    /// A table that is not what it seemed: asked what else it is.
    Refused(Box<Refused>),
    Ready(Before),
    Running(Before, Receiver<Ended>),
    Done(Box<Outcome>),
}

/// What was looked at and is not read yet.
enum Before {
    Table(Box<Mapping>),
    Files(Box<Files>),
    Several(Box<Several>),
}

/// What came of it; else why it was refused, where it was.
type Ended = Result<Came, Option<Refusal>>;

/// What came of it.
pub enum Came {
    /// A table was read.
    Table(Box<import::Report>),
    /// Several tables were read.
    All(Box<import::All>),
    /// Recordings were read.
    Recordings(Box<recordings::Report>),
    /// Transcripts were read.
    Transcripts(Box<transcripts::Report>),
}

/// What the owner wants of what was looked at.
pub enum Wish {
    /// To go on here.
    Stay,
    /// To bring it in.
    Start,
    /// To choose another file.
    Back,
    /// To have it read as something else.
    Kind(Kind),
    /// To have this sheet of it read.
    Sheet(String),
}

/// Bringing one file or folder in; begins with choosing it in the present folder.
#[derive(Default)]
pub struct Import {
    /// Where it is chosen.
    browse: Browse,
    /// What was chosen.
    path: PathBuf,
    /// The tables of which one was chosen.
    several: Option<Box<Several>>,
    stage: Stage,
    /// What takes the place of the stage once it was looked at.
    looking: Option<Look<Stage>>,
}

impl Import {
    /// Looks at the file or folder that was chosen, as the kind that was told or as what it seems to be.
    fn look(&mut self, kind: Option<Kind>, context: &Context) -> Result<Flow> {
        let (desk, path) = (Desk::of(context), self.path.clone());
        let look = move |store: &Store| desk.look(store, &path, kind);
        self.looking = Some(context.jobs.look(look)?);
        Ok(Flow::Stay)
    }

    /// Looks at one table.
    fn look_at(&mut self, table: Origin, kind: Option<Kind>, context: &Context) -> Result<Flow> {
        let desk = Desk::of(context);
        let look = move |store: &Store| desk.look_at(store, table, kind);
        self.looking = Some(context.jobs.look(look)?);
        Ok(Flow::Stay)
    }

    /// Looks at another sheet of the workbook.
    fn look_in(&mut self, sheet: &str, context: &Context) -> Result<Flow> {
        let Stage::Ready(Before::Table(mapping)) = &self.stage else {
            return Ok(Flow::Stay);
        };
        let (table, kind) = (mapping.file.clone().in_sheet(sheet), mapping.options.kind);
        self.look_at(table, kind, context)
    }

    /// Tries a refused table as what the owner says it is.
    fn try_as(&mut self, place: usize, context: &Context) -> Result<Flow> {
        let Stage::Refused(refused) = &self.stage else {
            return Ok(Flow::Stay);
        };
        match Kind::ALL.get(place).copied() {
            Some(kind @ (Kind::Recordings | Kind::Transcripts)) => self.look(Some(kind), context),
            kind => self.look_at(refused.table.clone(), kind, context),
        }
    }

    /// Takes what was looked at, where it is there.
    fn take(&mut self) -> Result<()> {
        if let Some(found) = self.looking.as_ref().and_then(Look::take) {
            self.looking = None;
            let found = found.map_err(|error| match &self.stage {
                Stage::Choosing => {
                    // The system's number of a fault tells an owner nothing.
                    let why = format!("{error:#}");
                    let why = why.split(" (os error").next().unwrap_or_default();
                    anyhow!("{why}. Choose another file.")
                }
                _ => error,
            })?;
            let before = std::mem::replace(&mut self.stage, found);
            if let Stage::Ready(Before::Several(several)) = before {
                self.several = Some(several);
            }
        }
        match &mut self.stage {
            Stage::Ready(Before::Table(mapping)) => mapping.take(),
            Stage::Ready(Before::Files(files)) => files.take(),
            _ => Ok(()),
        }
    }

    /// Whether something is looked at; what stands on the screen holds until it was.
    fn is_looking(&self) -> bool {
        let change = match &self.stage {
            Stage::Ready(Before::Table(mapping)) => mapping.is_looking(),
            Stage::Ready(Before::Files(files)) => files.is_looking(),
            _ => false,
        };
        change || self.looking.is_some()
    }

    /// Back to the tables of which this is one, else to choosing a file.
    fn go_back(&mut self) {
        if let Some(several) = self.several.take() {
            self.stage = Stage::Ready(Before::Several(several));
            return;
        }
        self.browse.read();
        self.stage = Stage::Choosing;
    }

    fn start(&mut self, context: &mut Context) -> Result<Flow> {
        self.looking = None;
        let Stage::Ready(before) = &self.stage else {
            return Ok(Flow::Stay);
        };
        let (sender, ended) = channel();
        let (name, work) = before.work(context);
        context.jobs.start(name, move |store, progress| {
            let mut listener = |at| progress.of_rows(at);
            let came = work(store, &mut listener);
            let said = came.as_ref().map(words::said).unwrap_or_default();
            // The screen may be gone by then; what was read is in all the same.
            let (ended, failed) = match came {
                Ok(came) => (Ok(came), None),
                Err(error) => (Err(error.downcast_ref().cloned()), Some(error)),
            };
            let _ = sender.send(ended);
            failed.map_or(Ok(said), Err)
        })?;
        if let Stage::Ready(before) = std::mem::take(&mut self.stage) {
            self.stage = Stage::Running(before, ended);
        }
        Ok(Flow::Stay)
    }

    /// Takes what came of the work, where it has ended: it may have done so while another screen was on top.
    fn end(&mut self, store: &Store) -> Result<()> {
        let Stage::Running(_, ended) = &self.stage else {
            return Ok(());
        };
        let ended = match ended.try_recv() {
            Ok(ended) => ended,
            Err(TryRecvError::Empty) => return Ok(()),
            Err(TryRecvError::Disconnected) => Err(None),
        };
        let Stage::Running(mut before, _) = std::mem::take(&mut self.stage) else {
            return Ok(());
        };
        self.stage = match ended {
            Ok(came) => {
                let table = match before {
                    Before::Table(mapping) => Some(mapping.file_and_headers()),
                    Before::Files(_) | Before::Several(_) => None,
                };
                Stage::Done(Box::new(Outcome::new(came, table, store)?))
            }
            Err(refusal) => {
                match (&mut before, refusal) {
                    (Before::Table(mapping), Some(refusal)) => mapping.ask(&refusal),
                    (Before::Several(several), Some(refusal)) => several.ask(&refusal),
                    _ => {}
                }
                Stage::Ready(before)
            }
        };
        Ok(())
    }
}

/// What a job does.
type Work = Box<dyn FnOnce(&Store, import::Listener<'_>) -> Result<Came> + Send>;

impl Before {
    /// What a job is called, and does.
    fn work(&self, context: &Context) -> (String, Work) {
        let now = context.now;
        match self {
            Self::Table(mapping) => {
                let (file, options) = (mapping.file.clone(), mapping.options.clone());
                let name = format!("Bringing {} in", file.name);
                let work = move |store: &Store, listener: import::Listener<'_>| {
                    let report = import::run(store, &file, &options, now, listener)?;
                    Ok(Came::Table(Box::new(report)))
                };
                (name, Box::new(work))
            }
            Self::Files(files) => (files.job_name(), files.work(now)),
            Self::Several(several) => {
                let tables = several.tables.clone();
                let options = Options {
                    kind: several.kind,
                    dates: several.dates,
                    profiles_dir: Some(profiles_beside(context.file)),
                    ..Options::default()
                };
                let name = format!("Bringing {} tables in", tables.len());
                let work = move |store: &Store, listener: import::Listener<'_>| {
                    let all = import::run_all(store, &tables, &options, now, listener)?;
                    Ok(Came::All(Box::new(all)))
                };
                (name, Box::new(work))
            }
        }
    }

    fn scope(&self) -> Scope {
        match self {
            Self::Table(mapping) => mapping.scope(),
            Self::Files(files) => files.scope(),
            Self::Several(_) => Scope::Choice,
        }
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect) {
        match self {
            Self::Table(mapping) => mapping.draw(canvas, area),
            Self::Files(files) => files.draw(canvas, area),
            Self::Several(several) => several.draw(canvas, area),
        }
    }
}

impl Screen for Import {
    fn title(&self) -> String {
        "Import".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match &self.stage {
            Stage::Choosing => Scope::Browse.chain(),
            Stage::Refused(_) => Scope::Choice.chain(),
            Stage::Ready(before) => before.scope().chain(),
            Stage::Running(..) => Scope::Global.chain(),
            Stage::Done(outcome) => outcome.scope().chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.end(store)?;
        self.take()?;
        match &mut self.stage {
            Stage::Done(outcome) => outcome.refresh(store),
            _ => Ok(()),
        }
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        if matches!(input, Input::Looked) {
            self.take()?;
        }
        if matches!(input, Input::Do(Action::Back | Action::Cancel)) && self.looking.is_some() {
            self.looking = None;
            return Ok(Flow::Stay);
        }
        let wish = match (&mut self.stage, input) {
            (Stage::Running(..), Input::Do(Action::Back)) => {
                return context.say(Notice::done(
                    "It goes on; Ctrl-X stops it and takes it back.",
                ));
            }
            (Stage::Running(..), _) => Wish::Stay,
            (Stage::Done(outcome), input) => match outcome.update(&input, context)? {
                Flow::Back if self.several.is_some() => Wish::Back,
                flow => return Ok(flow),
            },
            (Stage::Choosing, input) => match self.browse.update(&input, context.page) {
                browse::Chosen::Open => Wish::Stay,
                browse::Chosen::None => return Ok(Flow::Back),
                browse::Chosen::Path(path) => {
                    self.path = path;
                    return self.look(None, context);
                }
            },
            (Stage::Ready(Before::Several(several)), input) => {
                match several.update(&input, context.page) {
                    several::Chosen::Open => Wish::Stay,
                    several::Chosen::None => Wish::Back,
                    several::Chosen::All => Wish::Start,
                    several::Chosen::Table(table, kind) => {
                        return self.look_at(table, kind, context);
                    }
                }
            }
            (Stage::Refused(refused), input) => match refused.kinds.update(&input) {
                Chosen::Open => Wish::Stay,
                Chosen::None => Wish::Back,
                Chosen::One(place) => return self.try_as(place, context),
            },
            (Stage::Ready(Before::Table(mapping)), input) => mapping.update(&input, context)?,
            (Stage::Ready(Before::Files(files)), input) => files.update(&input, context)?,
        };
        match wish {
            Wish::Stay => {}
            Wish::Start => return self.start(context),
            Wish::Back => self.go_back(),
            Wish::Kind(kind) => return self.look(Some(kind), context),
            Wish::Sheet(sheet) => return self.look_in(&sheet, context),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let area = panel::inset(area);
        match &self.stage {
            Stage::Choosing => self.browse.draw(canvas, area),
            Stage::Refused(refused) => refused.draw(canvas, area),
            Stage::Ready(before) | Stage::Running(before, _) => before.draw(canvas, area),
            Stage::Done(outcome) => outcome.draw(canvas, area),
        }
        if self.is_looking() {
            let key = keys::key_of(Scope::Browse.chain(), Action::Cancel);
            let told = format!(" looking; {key} stops");
            canvas.line_right(area, Span::styled(told, canvas.theme.strong));
        }
    }
}

/// The words for an order of dates.
fn order_words(order: DateOrder) -> &'static str {
    match order {
        DateOrder::Dmy => "day, month, year",
        DateOrder::Mdy => "month, day, year",
        DateOrder::Ymd => "year, month, day",
    }
}
