//! Bringing something in: which file or folder, what it holds and what its columns mean, what came of it.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::domain::import::kind::Kind;
use crate::domain::import::stamp::DateOrder;
use crate::ops::import::{self, Options, Origin, Refusal, media};
use crate::ops::{recordings, transcripts};
use crate::paths::profiles_beside;
use crate::store::Store;
use crate::tui::canvas::{Canvas, below};
use crate::tui::jobs;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::panel;
use crate::tui::widgets::text::wrap;

mod browse;
mod files;
mod left_out;
mod mapping;
mod outcome;
mod several;
mod words;

use browse::Browse;
use files::Files;
use mapping::Mapping;
use outcome::Outcome;
use several::Several;

/// What is open.
enum Stage {
    Choosing(Box<Browse>),
    /// A table that is not what it seemed: asked what else it is.
    Refused(Box<Refused>),
    Ready(Before),
    Running(Before, Receiver<Came>),
    Done(Box<Outcome>),
}

/// A table that is none of what it was tried as.
struct Refused {
    table: Origin,
    why: String,
    kinds: Choice,
}

/// What was looked at and is not read yet.
enum Before {
    Table(Box<Mapping>),
    Files(Box<Files>),
    Several(Box<Several>),
}

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
}

/// Bringing one file or folder in; begins with choosing it in the present folder.
pub struct Import {
    /// What was chosen.
    path: PathBuf,
    stage: Stage,
}

impl Default for Import {
    fn default() -> Self {
        Self {
            path: PathBuf::new(),
            stage: Stage::Choosing(Box::default()),
        }
    }
}

impl Import {
    /// Looks at the file or folder that was chosen, as the kind that was told or as what it seems to be.
    fn look(&mut self, kind: Option<Kind>, context: &mut Context) -> Result<Flow> {
        let found = match kind {
            Some(kind @ (Kind::Recordings | Kind::Transcripts)) => {
                Some((kind, "as you say".to_owned()))
            }
            Some(_) => None,
            None => media::media(&self.path),
        };
        if let Some((kind, why)) = found {
            let files = Files::new(kind, why, self.path.clone(), context.store)?;
            self.stage = Stage::Ready(Before::Files(Box::new(files)));
            return Ok(Flow::Stay);
        }
        let mut tables = import::files(&self.path)?;
        match (tables.pop(), tables.len()) {
            (Some(table), 0) => self.look_at(table, kind, context),
            (last, _) => {
                tables.extend(last);
                let several = Several::new(&self.path, tables, kind)?;
                self.stage = Stage::Ready(Before::Several(Box::new(several)));
                Ok(Flow::Stay)
            }
        }
    }

    /// Looks at one table.
    fn look_at(
        &mut self,
        table: Origin,
        kind: Option<Kind>,
        context: &mut Context,
    ) -> Result<Flow> {
        let options = Options {
            kind,
            profiles_dir: Some(profiles_beside(context.file)),
            ..Options::default()
        };
        self.stage = match Mapping::new(table.clone(), options, context) {
            Ok(mapping) => Stage::Ready(Before::Table(Box::new(mapping))),
            Err(error) => match error.downcast::<Refusal>()? {
                refusal @ (Refusal::NotACallLog { .. } | Refusal::Unfit { .. }) => {
                    let (why, kinds) = (refusal.to_string(), words::kinds());
                    Stage::Refused(Box::new(Refused { table, why, kinds }))
                }
                other => return Err(other.into()),
            },
        };
        Ok(Flow::Stay)
    }

    /// Tries a refused table as what the owner says it is.
    fn try_as(&mut self, place: usize, context: &mut Context) -> Result<Flow> {
        let Stage::Refused(refused) = &self.stage else {
            return Ok(Flow::Stay);
        };
        match Kind::ALL.get(place).copied() {
            Some(kind @ (Kind::Recordings | Kind::Transcripts)) => self.look(Some(kind), context),
            kind => self.look_at(refused.table.clone(), kind, context),
        }
    }

    fn choose(&mut self) {
        self.stage = Stage::Choosing(Box::default());
    }

    fn start(&mut self, context: &mut Context) -> Result<Flow> {
        let Stage::Ready(before) = &self.stage else {
            return Ok(Flow::Stay);
        };
        let (sender, came) = channel();
        let (name, work) = before.work(context);
        context.jobs.start(name, move |store, progress| {
            let mut listener = |at| progress.of_rows(at);
            let came = work(store, &mut listener)?;
            let said = words::said(&came);
            // The screen may be gone by then; what was read is in all the same.
            let _ = sender.send(came);
            Ok(said)
        })?;
        let before = std::mem::replace(&mut self.stage, Stage::Choosing(Box::default()));
        if let Stage::Ready(before) = before {
            self.stage = Stage::Running(before, came);
        }
        Ok(Flow::Stay)
    }

    fn ended(&mut self, said: &jobs::Report, context: &Context) -> Result<()> {
        let before = std::mem::replace(&mut self.stage, Stage::Choosing(Box::default()));
        self.stage = match (before, said) {
            (Stage::Running(before, came), jobs::Report::Done(_)) => match came.try_recv() {
                Ok(came) => {
                    let table = match before {
                        Before::Table(mapping) => Some(mapping.file_and_headers()),
                        Before::Files(_) | Before::Several(_) => None,
                    };
                    Stage::Done(Box::new(Outcome::new(came, table, context.store)?))
                }
                Err(_) => Stage::Ready(before),
            },
            (Stage::Running(mut before, _), jobs::Report::Failed(error)) => {
                if let Before::Table(mapping) = &mut before
                    && let Some(refusal) = error.downcast_ref::<Refusal>()
                {
                    mapping.ask(refusal);
                }
                Stage::Ready(before)
            }
            (before, _) => before,
        };
        Ok(())
    }
}

impl Refused {
    fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let mut rest = panel::draw(canvas, area, &self.table.name, "");
        for line in wrap(&self.why, rest.width.into()) {
            canvas.line(rest, Span::styled(line, canvas.theme.warn));
            rest = below(rest, 1);
        }
        self.kinds.draw(canvas, below(rest, 1));
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
                let (tables, kind) = (several.tables.clone(), several.kind);
                let options = Options {
                    kind,
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
            Stage::Choosing(_) => Scope::Browse.chain(),
            Stage::Refused(_) => Scope::Choice.chain(),
            Stage::Ready(before) => before.scope().chain(),
            Stage::Running(..) => Scope::Global.chain(),
            Stage::Done(outcome) => outcome.scope().chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        match &mut self.stage {
            Stage::Done(outcome) => outcome.refresh(store),
            _ => Ok(()),
        }
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        let wish = match (&mut self.stage, input) {
            (Stage::Running(..), Input::Job(said)) => {
                self.ended(&said, context)?;
                return Ok(Flow::Stay);
            }
            (Stage::Running(..), Input::Do(Action::Back)) => {
                return context.say(Notice::done(
                    "It goes on; Ctrl-X stops it and takes it back.",
                ));
            }
            (Stage::Running(..), _) => Wish::Stay,
            (Stage::Done(outcome), input) => return outcome.update(&input, context),
            (Stage::Choosing(browse), input) => match browse.update(&input, context.page) {
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
            Wish::Back => self.choose(),
            Wish::Kind(kind) => return self.look(Some(kind), context),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let area = panel::inset(area);
        match &self.stage {
            Stage::Choosing(browse) => browse.draw(canvas, area),
            Stage::Refused(refused) => refused.draw(canvas, area),
            Stage::Ready(before) | Stage::Running(before, _) => before.draw(canvas, area),
            Stage::Done(outcome) => outcome.draw(canvas, area),
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
