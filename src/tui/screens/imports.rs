//! The history of imports: what was read, when, and what came of it; and one of them taken back.

use std::sync::mpsc::{Receiver, channel};

use anyhow::Result;
use ratatui::layout::Rect;

use crate::ops::import::history::{self, Past};
use crate::ops::import::undo::{self, Ask, Undone};
use crate::store::Store;
use crate::tui::canvas::Canvas;
use crate::tui::jobs;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::panel;
use crate::tui::widgets::viewport::Viewport;

mod view;

/// What one is doing.
#[derive(Default)]
enum Doing {
    /// Going through the imports.
    #[default]
    Looking,
    /// It is tried what would go.
    Trying(Ask, Receiver<Undone>),
    /// Asked whether that shall go.
    Asking(Ask, Box<Undone>, Viewport),
}

/// The history.
#[derive(Default)]
pub struct Imports {
    past: Vec<Past>,
    view: Viewport,
    doing: Doing,
}

impl Imports {
    /// Tries to take the chosen import back, to tell what would go and what stays.
    fn try_out(&mut self, force: bool, context: &mut Context) -> Result<Flow> {
        let Some(chosen) = self.past.get(self.view.selected) else {
            return Ok(Flow::Stay);
        };
        let ask = Ask {
            import: Some(chosen.import.id),
            force,
            dry_run: true,
        };
        let (sender, undone) = channel();
        let now = context.now;
        context
            .jobs
            .start("Looking what would go", move |store, progress| {
                // Nobody may wait for it any more.
                let _ = sender.send(undo::run(store, ask, now, &mut |at| progress.of_rows(at))?);
                Ok(String::new())
            })?;
        self.doing = Doing::Trying(ask, undone);
        Ok(Flow::Stay)
    }

    fn take_back(&mut self, ask: Ask, context: &mut Context) -> Result<Flow> {
        let ask = Ask {
            dry_run: false,
            ..ask
        };
        let now = context.now;
        context
            .jobs
            .start("Taking an import back", move |store, progress| {
                let undone = undo::run(store, ask, now, &mut |at| progress.of_rows(at))?;
                let lines = undone.lines();
                Ok(format!(
                    "{} is taken back: {}.",
                    undone.file,
                    lines.join("; ")
                ))
            })?;
        self.doing = Doing::Looking;
        Ok(Flow::Stay)
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        match action {
            Action::Back => return Ok(Flow::Back),
            Action::Undo => match self.past.get(self.view.selected) {
                Some(chosen) if chosen.import.undone_at.is_none() => {
                    return self.try_out(false, context);
                }
                Some(_) => return context.say(Notice::failed("It was taken back already.")),
                None => {}
            },
            action => {
                self.view.act(action, self.past.len(), context.page);
            }
        }
        Ok(Flow::Stay)
    }
}

impl Screen for Imports {
    fn title(&self) -> String {
        "Imports".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.doing {
            Doing::Looking => Scope::Imports.chain(),
            Doing::Trying(..) => Scope::Global.chain(),
            Doing::Asking(..) => Scope::TakeBack.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.past = history::list(store)?;
        self.view.select(self.view.selected, self.past.len(), 1);
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        match (std::mem::take(&mut self.doing), input) {
            (Doing::Trying(ask, undone), Input::Job(jobs::Report::Done(_))) => {
                if let Ok(undone) = undone.try_recv() {
                    self.doing = Doing::Asking(ask, Box::new(undone), Viewport::default());
                }
            }
            (Doing::Trying(..), Input::Job(jobs::Report::Failed(_)))
            | (Doing::Asking(..), Input::Do(Action::No | Action::Back)) => {}
            (doing @ Doing::Trying(..), _) => self.doing = doing,
            (Doing::Asking(ask, ..), Input::Do(Action::Yes)) => {
                return self.take_back(ask, context);
            }
            (Doing::Asking(ask, ..), Input::Do(Action::Force)) => {
                return self.try_out(!ask.force, context);
            }
            (Doing::Asking(ask, undone, mut view), input) => {
                let len = undone.kept.len();
                view.take(&input, len, context.page);
                self.doing = Doing::Asking(ask, undone, view);
            }
            (Doing::Looking, input) => {
                let (len, page) = (self.past.len(), context.page);
                match input {
                    Input::Do(action) => return self.act(action, context),
                    input => self.view.take(&input, len, page),
                }
            }
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let area = panel::inset(area);
        match &self.doing {
            Doing::Asking(ask, undone, view) => view::asking(canvas, area, *ask, undone, *view),
            Doing::Looking | Doing::Trying(..) => view::list(canvas, area, &self.past, self.view),
        }
    }
}
