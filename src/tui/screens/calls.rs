//! Every call, newest first, found as one types; also where one of them is chosen to be heard.

mod view;

use std::time::Duration;

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::call::Instant;
use crate::domain::id::PickId;
use crate::domain::rep::Rep;
use crate::domain::week::Week;
use crate::ops::{draw, setup};
use crate::store::{Store, call, pick, rep};
use crate::tui::call_list::CallList;
use crate::tui::call_panel::CallPanel;
use crate::tui::canvas::{Canvas, Target};
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::widgets::field::Field;
use crate::tui::words;

/// What one is doing.
#[derive(Debug)]
enum Doing {
    /// Going through the calls.
    Looking,
    /// Typing what a call is found by.
    Finding(Field),
    /// The same, to choose one for the list of a week.
    Choosing(Week, Field),
}

/// The log of calls.
#[derive(Debug)]
pub struct Calls {
    now: Instant,
    this_week: Week,
    doing: Doing,
    list: CallList,
    panel: Option<CallPanel>,
    reps: Vec<Rep>,
    /// All calls of the desk.
    total: i64,
    /// The call that was put on the list to hear last.
    added: Option<PickId>,
}

impl Calls {
    /// Every call, still to be read.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(context: &Context) -> Result<Self> {
        Ok(Self {
            now: context.now,
            this_week: setup::this_week(context.store, context.now)?,
            doing: Doing::Looking,
            list: CallList::of(None),
            panel: None,
            reps: Vec::new(),
            total: 0,
            added: None,
        })
    }

    /// Every call, to choose one that is heard in this week.
    ///
    /// # Errors
    /// What the store says.
    pub fn choosing(week: Week, context: &Context) -> Result<Self> {
        Ok(Self {
            doing: Doing::Choosing(week, Field::default()),
            ..Self::new(context)?
        })
    }

    fn read_panel(&mut self, store: &Store) -> Result<()> {
        let at = (self.this_week, self.now.date_naive());
        let panel = self
            .list
            .chosen()
            .map(|row| CallPanel::read(store, row, row.became.pick.as_ref(), at));
        self.panel = panel.transpose()?;
        Ok(())
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        match action {
            Action::Open => Ok(match self.list.chosen() {
                Some(row) => Flow::Open(Route::Customer(row.call.id)),
                None => Flow::Stay,
            }),
            Action::Find => {
                self.doing = Doing::Finding(Field::new(self.list.text()));
                Ok(Flow::Stay)
            }
            Action::Target => self.add_targeted(context),
            Action::Undo => self.take_back(context),
            Action::Back if !self.list.text().is_empty() => {
                self.list.find(context.store, "")?;
                Ok(Flow::Stay)
            }
            Action::Back => Ok(Flow::Back),
            action => {
                self.list.act(context.store, action, context.page)?;
                Ok(Flow::Stay)
            }
        }
    }

    fn add_targeted(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(row) = self.list.chosen() else {
            return Ok(Flow::Stay);
        };
        let name = words::customer(&row.call).to_owned();
        let week = match self.doing {
            Doing::Choosing(week, _) => week,
            _ => draw::current_week(context.store, self.this_week)?,
        };
        let added = draw::add_targeted(context.store, row.call.id, week, context.now.to_utc())?;
        self.added = Some(added);
        self.list.refresh(context.store)?;
        context.say(Notice::done(format!(
            "{name} is on the list to hear, outside of the KPIs."
        )))
    }

    fn take_back(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(added) = self.added else {
            return context.say(Notice::done("There is nothing to take back"));
        };
        pick::remove_targeted(context.store, added)?;
        self.added = None;
        self.list.refresh(context.store)?;
        context.say(Notice::done("Taken back: it is off the list to hear."))
    }

    /// An input while text is typed.
    fn find(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let is_choosing = matches!(self.doing, Doing::Choosing(..));
        let (Doing::Finding(field) | Doing::Choosing(_, field)) = &mut self.doing else {
            return Ok(Flow::Stay);
        };
        let changed = match input {
            Input::Key(key) => field.key(*key),
            Input::Paste(text) => field.paste(text),
            Input::Do(Action::Cancel) if is_choosing && field.text().is_empty() => {
                return Ok(Flow::Back);
            }
            Input::Do(Action::Cancel) => {
                let had_text = !field.text().is_empty();
                *field = Field::default();
                if !is_choosing {
                    self.doing = Doing::Looking;
                }
                if had_text {
                    self.list.find(context.store, "")?;
                }
                return Ok(Flow::Stay);
            }
            Input::Do(Action::Accept) if is_choosing => {
                if self.list.chosen().is_none() {
                    return Ok(Flow::Stay);
                }
                self.add_targeted(context)?;
                return Ok(Flow::Back);
            }
            Input::Do(Action::Accept) => {
                self.doing = Doing::Looking;
                return Ok(Flow::Stay);
            }
            Input::Do(action) => {
                self.list.act(context.store, *action, context.page)?;
                return Ok(Flow::Stay);
            }
            _ => false,
        };
        if changed {
            let text = field.text().to_owned();
            self.list.find(context.store, &text)?;
        }
        Ok(Flow::Stay)
    }
}

impl Screen for Calls {
    fn title(&self) -> String {
        "Calls".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.doing {
            Doing::Looking => Scope::Calls.chain(),
            Doing::Finding(_) => Scope::Find.chain(),
            Doing::Choosing(..) => Scope::Finder.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.total = call::count(store)?;
        self.reps = rep::list(store)?;
        self.list.refresh(store)?;
        self.read_panel(store)
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        let flow = match input {
            Input::Click(Target::Row(row)) => {
                self.list.select(row, context.page);
                Flow::Stay
            }
            Input::Scroll(rows) => {
                self.list.scroll(context.store, rows, context.page)?;
                Flow::Stay
            }
            Input::Wake => {
                self.list.go_on(context.store)?;
                Flow::Stay
            }
            input if !matches!(self.doing, Doing::Looking) => self.find(&input, context)?,
            Input::Do(action) => self.act(action, context)?,
            _ => Flow::Stay,
        };
        self.read_panel(context.store)?;
        Ok(flow)
    }

    fn wake_in(&self) -> Option<Duration> {
        self.list.wake_in()
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        view::draw(self, canvas, area);
    }
}
