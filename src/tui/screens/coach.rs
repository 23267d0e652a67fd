//! Coach: a row for each rep with what is being worked on and what came of it so far, the last one-to-one, the last
//! praise; and what stands out of the chosen one now. Who waits for the owner comes first.

mod view;

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::call::Instant;
use crate::ops::coaching::standing::{self, Standing};
use crate::ops::{decision, setup};
use crate::store::Store;
use crate::store::decision::Decision;
use crate::tui::canvas::Canvas;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Agreement, Context, Flow, Input, Reason, Route, Screen};
use crate::tui::widgets::viewport::Viewport;

/// The screen.
#[derive(Debug)]
pub struct Coach {
    now: Instant,
    rows: Vec<Standing>,
    /// Decisions that are to be looked at again.
    due: Vec<Decision>,
    view: Viewport,
}

impl Coach {
    /// Everybody, still to be read.
    pub fn new(context: &Context) -> Self {
        Self {
            now: context.now,
            rows: Vec::new(),
            due: Vec::new(),
            view: Viewport::default(),
        }
    }

    fn chosen(&self) -> Option<&Standing> {
        self.rows.get(self.view.selected)
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        if action == Action::Decisions {
            return Ok(Flow::Open(Route::Decisions(Reason::default())));
        }
        let Some(one) = self.chosen() else {
            return Ok(Flow::Stay);
        };
        let rep = one.rep.id;
        match action {
            Action::Open => Ok(Flow::Open(Route::Rep(rep))),
            Action::Sheet => Ok(Flow::Open(Route::Sheet(rep))),
            Action::Coach => Ok(Flow::Open(Route::Agree(Agreement {
                rep,
                question: one
                    .choice
                    .focus
                    .behaviour
                    .as_ref()
                    .map(|one| one.question.clone()),
                evaluation: None,
            }))),
            Action::Praise => Ok(Flow::Open(Route::Praise(rep, None))),
            Action::Talk => Ok(Flow::Open(Route::Talk(rep))),
            Action::Judge => match one.open.last() {
                Some(open) => Ok(Flow::Open(Route::Judge(open.commitment.id))),
                None => context.say(Notice::failed(
                    "Nothing is being worked on that could be closed: c agrees on something.",
                )),
            },
            action => {
                self.view.act(action, self.rows.len(), context.page);
                Ok(Flow::Stay)
            }
        }
    }
}

impl Screen for Coach {
    fn title(&self) -> String {
        "Coach".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        Scope::Coach.chain()
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        let chosen = self.chosen().map(|one| one.rep.id);
        self.rows = standing::of_everybody(store, self.now)?;
        self.due = decision::due(store, setup::zone(store)?.day_of(self.now))?;
        let place = self.rows.iter().position(|one| Some(one.rep.id) == chosen);
        self.view.selected = place.unwrap_or(0);
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        match input {
            Input::Do(action) => return self.act(action, context),
            input => self.view.take(&input, self.rows.len(), context.page),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        view::draw(self, canvas, area);
    }
}
