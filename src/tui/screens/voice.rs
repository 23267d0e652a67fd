//! Voice, the daily focus group: what customers talk about as bars with their counts, what is new or growing, what is
//! behind it, their words.

mod view;

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::call::Instant;
use crate::ops::voice::{self as op, Listening, Theme};
use crate::ops::{decision, setup};
use crate::store::Store;
use crate::store::decision::Decision;
use crate::tui::canvas::Canvas;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Reason, Route, Screen};
use crate::tui::widgets::viewport::Viewport;
use crate::tui::words;

/// How many weeks are told of, one after the other.
const SPANS: [i64; 5] = [4, 8, 13, 26, 1];

/// The screen.
#[derive(Debug)]
pub struct Voice {
    now: Instant,
    weeks: i64,
    found: Option<Listening>,
    due: Vec<Decision>,
    view: Viewport,
}

impl Voice {
    /// The last weeks, still to be read.
    pub fn new(context: &Context) -> Self {
        Self {
            now: context.now,
            weeks: SPANS[0],
            found: None,
            due: Vec::new(),
            view: Viewport::default(),
        }
    }

    fn themes(&self) -> &[Theme] {
        self.found.as_ref().map_or(&[], |found| &found.themes)
    }

    fn chosen(&self) -> Option<&Theme> {
        self.themes().get(self.view.selected)
    }

    /// Where a decision on the chosen theme comes from.
    fn reason(&self) -> Reason {
        let reason = self.chosen().map(|theme| Reason {
            why: theme.why(self.weeks),
            theme: Some(theme.name.clone()),
            kpi: None,
        });
        reason.unwrap_or_default()
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        match action {
            Action::Open => {
                if let Some(theme) = self.chosen() {
                    return Ok(Flow::Open(Route::Theme(theme.id, self.weeks)));
                }
            }
            Action::Decide => {
                return Ok(Flow::Open(Route::Decide(self.reason())));
            }
            Action::Decisions => return Ok(Flow::Open(Route::Decisions(self.reason()))),
            Action::Surveys => return Ok(Flow::Open(Route::Comments(self.weeks))),
            Action::Weeks => {
                let at = SPANS
                    .iter()
                    .position(|span| *span == self.weeks)
                    .unwrap_or(0);
                self.weeks = SPANS[(at + 1) % SPANS.len()];
                self.refresh(context.store)?;
                let told = words::counted(self.weeks, "week");
                return context.say(Notice::done(format!(
                    "The last {told}, beside the half year before."
                )));
            }
            action => {
                let len = self.themes().len();
                self.view.act(action, len, context.page);
            }
        }
        Ok(Flow::Stay)
    }
}

impl Screen for Voice {
    fn title(&self) -> String {
        "Voice".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        Scope::Voice.chain()
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        let chosen = self.chosen().map(|theme| theme.id);
        self.found = Some(op::listen(store, self.weeks, self.now)?);
        let place = self.themes().iter().position(|one| Some(one.id) == chosen);
        self.view.selected = place.unwrap_or(0);
        self.due = decision::due(store, setup::zone(store)?.day_of(self.now))?;
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        let len = self.themes().len();
        match input {
            Input::Do(action) => return self.act(action, context),
            input => self.view.take(&input, len, context.page),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        view::draw(self, canvas, area);
    }
}
