//! The week's calls to hear: drawn, skipped, chosen by hand, and how much is known of the week so far.

mod changes;
mod know;
mod picked;
mod plan;
mod view;

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::call::Instant;
use crate::domain::draw::{PickStatus, SkipReason};
use crate::domain::id::{CallId, PickId};
use crate::domain::rep::Rep;
use crate::domain::week::Week;
use crate::ops::setup;
use crate::ops::{consistency, draw};
use crate::store::recheck::{self, Waiting};
use crate::store::{Store, call, intake, rep};
use crate::tui::call_panel::CallPanel;
use crate::tui::canvas::{Canvas, Target};
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::field::{Field, Typed};
use crate::tui::widgets::viewport::Viewport;

use know::Know;
use picked::Picked;
use plan::{Asked, Plan};

/// What stands above the list.
#[derive(Debug)]
enum Open {
    Nothing,
    /// What is to be drawn.
    Plan(Plan),
    /// Why the pick is skipped.
    Reason(PickId, Choice),
    /// The same in one's own words.
    Words(PickId, Field),
}

/// What can be taken back.
#[derive(Debug, Clone, Copy)]
enum Change {
    Skipped(PickId),
    TookOff(CallId),
}

/// The list of one week.
#[derive(Debug)]
pub struct Sample {
    now: Instant,
    this_week: Week,
    /// The week that was turned to; none follows the desk.
    turned_to: Option<Week>,
    week: Week,
    rows: Vec<Picked>,
    view: Viewport,
    panel: Option<CallPanel>,
    reps: Vec<Rep>,
    know: Know,
    /// Handled calls of the week.
    handled: i64,
    has_calls: bool,
    /// Names in the calls that no rep is known by, and their calls.
    unknown: (usize, i64),
    /// Calls that came back to be scored again, blind.
    again: Vec<Waiting>,
    open: Open,
    last: Option<Change>,
}

impl Sample {
    /// The desk's current week, still to be read.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(context: &Context) -> Result<Self> {
        let this_week = setup::this_week(context.store, context.now)?;
        Ok(Self {
            now: context.now,
            this_week,
            turned_to: None,
            week: this_week,
            rows: Vec::new(),
            view: Viewport::default(),
            panel: None,
            reps: Vec::new(),
            know: Know::default(),
            handled: 0,
            has_calls: false,
            unknown: (0, 0),
            again: Vec::new(),
            open: Open::Nothing,
            last: None,
        })
    }

    fn chosen(&self) -> Option<&Picked> {
        self.rows.get(self.view.selected)
    }

    fn choose(&mut self, pick: PickId) {
        if let Some(row) = self.rows.iter().position(|row| row.pick.id == pick) {
            self.view.selected = row;
        }
    }

    fn read_panel(&mut self, store: &Store) -> Result<()> {
        let today = self.now.date_naive();
        let panel = self.chosen().map(|row| {
            let at = (self.this_week, today);
            CallPanel::read(store, &row.listed, Some(&row.pick), at)
        });
        self.panel = panel.transpose()?;
        Ok(())
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        match action {
            Action::Open => self.open_chosen(context),
            Action::Draw if !self.has_calls => {
                context.say(Notice::failed("There are no calls yet to draw from"))
            }
            Action::Draw => {
                self.open = Open::Plan(Plan::new(context.store, self.week, self.now)?);
                Ok(Flow::Stay)
            }
            Action::Audits => Ok(Flow::Open(Route::Audits(self.week))),
            Action::Blind => match self.again.first() {
                Some(waiting) => {
                    let call = consistency::open(context.store, waiting, self.now.to_utc())?;
                    Ok(Flow::Open(Route::Score(call)))
                }
                None => context.say(Notice::done("No call waits to be scored again")),
            },
            Action::Skip => self.ask_reason(context),
            Action::Undo => self.take_back(context),
            Action::Target => Ok(Flow::Open(Route::ChooseCall(self.week))),
            Action::Verify => self.verify(context),
            Action::Previous => self.turn_to(self.week.plus(-1), context.store),
            Action::Next if self.week < self.this_week => {
                self.turn_to(self.week.plus(1), context.store)
            }
            Action::Next => context.say(Notice::done("This is the present week")),
            Action::Back => {
                self.turned_to = None;
                self.refresh(context.store)?;
                Ok(Flow::Stay)
            }
            action => {
                self.view.act(action, self.rows.len(), context.page);
                self.read_panel(context.store)?;
                Ok(Flow::Stay)
            }
        }
    }

    fn turn_to(&mut self, week: Week, store: &Store) -> Result<Flow> {
        self.turned_to = Some(week);
        self.refresh(store)?;
        Ok(Flow::Stay)
    }

    fn open_chosen(&self, context: &mut Context) -> Result<Flow> {
        let Some(row) = self.chosen() else {
            return Ok(Flow::Stay);
        };
        match (row.pick.status, row.listed.became.evaluation) {
            (PickStatus::Scored, Some(evaluation)) => Ok(Flow::Open(Route::Scored(evaluation))),
            (PickStatus::Skipped, _) => context.say(Notice::failed(
                "This call was skipped: take the skip back first",
            )),
            _ => Ok(Flow::Open(Route::Score(row.pick.call_id))),
        }
    }

    fn choose_waiting(&mut self) {
        let waiting = self.rows.iter().position(Picked::is_waiting);
        self.view.selected = waiting.unwrap_or(0);
    }

    /// After a call was scored: on to the next one to hear, the first again after the last.
    fn choose_next_waiting(&mut self) {
        let (above, below) = self.rows.split_at(self.view.selected);
        let next = below.iter().position(Picked::is_waiting);
        let next = next.map(|row| row + above.len());
        if let Some(row) = next.or(above.iter().position(Picked::is_waiting)) {
            self.view.selected = row;
        }
    }

    /// An input while something stands above the list.
    fn answer(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        match &mut self.open {
            Open::Nothing => {}
            Open::Plan(plan) => match plan.update(input, context.store, self.now)? {
                Asked::More => {}
                Asked::Left => self.open = Open::Nothing,
                Asked::Draw(request) => return self.draw(&request, context),
            },
            Open::Reason(id, choice) => match choice.update(input) {
                Chosen::Open if matches!(input, Input::Do(Action::Accept)) => {
                    let why = "Choose why first: by its number, or with the arrows.";
                    return context.say(Notice::failed(why));
                }
                Chosen::Open => {}
                Chosen::None => self.open = Open::Nothing,
                Chosen::One(at) => match (*id, SkipReason::ALL.get(at)) {
                    (id, Some(SkipReason::Other) | None) => {
                        self.open = Open::Words(id, Field::default());
                    }
                    (id, Some(reason)) => return self.skip(id, *reason, "", context),
                },
            },
            Open::Words(id, field) => match field.update(input) {
                Typed::Open => {}
                Typed::None => self.open = Open::Nothing,
                Typed::Text(note) => {
                    let id = *id;
                    return self.skip(id, SkipReason::Other, &note, context);
                }
            },
        }
        Ok(Flow::Stay)
    }
}

impl Screen for Sample {
    fn title(&self) -> String {
        "Sample".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.open {
            Open::Nothing => Scope::Sample.chain(),
            Open::Plan(_) => Scope::Plan.chain(),
            Open::Reason(..) => Scope::Choice.chain(),
            Open::Words(..) => Scope::Text.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        let current = draw::current_week(store, self.this_week)?;
        let week = self.turned_to.unwrap_or(current);
        if week != self.week {
            self.rows.clear();
        }
        let before: Vec<PickId> = self.rows.iter().map(|row| row.pick.id).collect();
        let chosen = before.get(self.view.selected).copied();
        let was_waiting = self.chosen().is_some_and(Picked::is_waiting);
        self.week = week;
        self.reps = rep::list(store)?;
        self.rows = picked::of_week(store, week)?;
        self.know = Know::read(store, week, self.now)?;
        let handled = call::handled_in_week(store, week)?;
        self.handled = handled.iter().map(|(_, calls)| calls).sum();
        self.has_calls = call::latest_week(store)?.is_some();
        let unknown = intake::unknown_reps(store)?;
        self.unknown = (unknown.len(), unknown.iter().map(|(_, calls)| calls).sum());
        self.again = recheck::waiting(store)?;
        // What was just chosen by hand on another screen is what one wants to see.
        let is_new = |row: &&Picked| row.is_targeted() && !before.contains(&row.pick.id);
        let new = self.rows.iter().find(is_new).map(|row| row.pick.id);
        match (chosen, new) {
            (Some(_), Some(pick)) | (Some(pick), None) => self.choose(pick),
            (None, _) => self.choose_waiting(),
        }
        if was_waiting && self.chosen().is_some_and(Picked::is_scored) {
            self.choose_next_waiting();
        }
        self.read_panel(store)
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        if !matches!(self.open, Open::Nothing) {
            return self.answer(&input, context);
        }
        match input {
            Input::Do(action) => return self.act(action, context),
            Input::Click(Target::Row(row)) => self.view.select(row, self.rows.len(), context.page),
            Input::Scroll(rows) => {
                self.view.scroll(rows, self.rows.len(), context.page);
            }
            _ => return Ok(Flow::Stay),
        }
        self.read_panel(context.store)?;
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        view::draw(self, canvas, area);
    }
}
