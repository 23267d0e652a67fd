//! Bringing a file of calls in: which file, what its columns mean, what came of it.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::import::kind::Kind;
use crate::domain::import::stamp::DateOrder;
use crate::ops::import::{self, Options, Refusal, Report};
use crate::paths::profiles_beside;
use crate::tui::canvas::Canvas;
use crate::tui::jobs;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::widgets::panel;

mod browse;
mod mapping;
mod outcome;

use browse::Browse;
use mapping::{Mapping, Wish};
use outcome::Outcome;

/// What is open.
enum Stage {
    Choosing(Box<Browse>),
    Mapping(Box<Mapping>),
    Running(Box<Mapping>, Receiver<Report>),
    Done(Box<Outcome>),
}

/// Bringing one file in; begins with choosing it in the present folder.
pub struct Import {
    stage: Stage,
}

impl Default for Import {
    fn default() -> Self {
        Self {
            stage: Stage::Choosing(Box::default()),
        }
    }
}

impl Import {
    /// Looks at the file that was chosen.
    fn look(&mut self, path: &Path, context: &mut Context) -> Result<Flow> {
        let options = Options {
            kind: Some(Kind::Calls),
            profiles_dir: Some(profiles_beside(context.file)),
            ..Options::default()
        };
        let mapping = Mapping::new(import::only_file(path)?, options, context)?;
        self.stage = Stage::Mapping(Box::new(mapping));
        Ok(Flow::Stay)
    }

    fn start(&mut self, context: &mut Context) -> Result<Flow> {
        let Stage::Mapping(mapping) = &self.stage else {
            return Ok(Flow::Stay);
        };
        let (file, options, now) = (mapping.file.clone(), mapping.options.clone(), context.now);
        let (sender, report) = channel();
        let name = format!("Bringing {} in", mapping.file_name());
        context.jobs.start(name, move |store, progress| {
            let mut listener =
                |at: import::Progress| match progress.at((at.share * 1000.0) as u64, 1000) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                };
            let report = import::run(store, &file, &options, now, &mut listener)?;
            let said = format!(
                "{} calls: {} new, {} known.",
                report.calls, report.added, report.known
            );
            // The screen may be gone by then; the calls are in all the same.
            let _ = sender.send(report);
            Ok(said)
        })?;
        let before = std::mem::replace(&mut self.stage, Stage::Choosing(Box::default()));
        if let Stage::Mapping(mapping) = before {
            self.stage = Stage::Running(mapping, report);
        }
        Ok(Flow::Stay)
    }

    fn ended(&mut self, said: &jobs::Report) {
        let before = std::mem::replace(&mut self.stage, Stage::Choosing(Box::default()));
        self.stage = match (before, said) {
            (Stage::Running(mapping, report), jobs::Report::Done(_)) => match report.try_recv() {
                Ok(report) => Stage::Done(Box::new(Outcome::new(report))),
                Err(_) => Stage::Mapping(mapping),
            },
            (Stage::Running(mut mapping, _), jobs::Report::Failed(error)) => {
                if let Some(Refusal::NeedsDates { example, .. }) = error.downcast_ref::<Refusal>() {
                    mapping.ask_dates(example);
                }
                Stage::Mapping(mapping)
            }
            (before, _) => before,
        };
    }
}

impl Screen for Import {
    fn title(&self) -> String {
        "Import".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match &self.stage {
            Stage::Choosing(_) => Scope::Finder.chain(),
            Stage::Mapping(mapping) => mapping.scope().chain(),
            Stage::Running(..) => Scope::Global.chain(),
            Stage::Done(_) => Scope::Imported.chain(),
        }
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        if let Input::Job(said) = &input {
            self.ended(said);
            return Ok(Flow::Stay);
        }
        match &mut self.stage {
            Stage::Choosing(browse) => match browse.update(&input, context.page) {
                browse::Chosen::Open => Ok(Flow::Stay),
                browse::Chosen::None => Ok(Flow::Back),
                browse::Chosen::File(path) => self.look(&path, context),
            },
            Stage::Mapping(mapping) => match mapping.update(&input, context)? {
                Wish::Stay => Ok(Flow::Stay),
                Wish::Start => self.start(context),
                Wish::Back => {
                    self.stage = Stage::Choosing(Box::default());
                    Ok(Flow::Stay)
                }
            },
            Stage::Running(..) => match input {
                Input::Do(Action::Back) => context.say(Notice::done(
                    "It goes on; Ctrl-X stops it and takes it back.",
                )),
                _ => Ok(Flow::Stay),
            },
            Stage::Done(outcome) => match input {
                Input::Do(Action::Open | Action::Back) => Ok(Flow::Back),
                Input::Do(Action::Assign) => Ok(Flow::Open(Route::Names)),
                input => {
                    outcome.update(&input, context.page);
                    Ok(Flow::Stay)
                }
            },
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let area = panel::inset(area);
        match &self.stage {
            Stage::Choosing(browse) => browse.draw(canvas, area),
            Stage::Mapping(mapping) | Stage::Running(mapping, _) => mapping.draw(canvas, area),
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
