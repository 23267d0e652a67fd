//! The week's calls to hear: drawn, skipped, chosen by hand, and how much is known of the week so far.

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
use crate::ops::draw::{self, Request, proof};
use crate::ops::setup;
use crate::store::{Store, call, draw as draws, intake, pick, rep};
use crate::tui::call_panel::CallPanel;
use crate::tui::canvas::{Canvas, Target};
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::viewport::Viewport;
use crate::tui::words;

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
            (PickStatus::Skipped, _) => {
                context.say(Notice::failed("This call was skipped: take the skip back first"))
            }
            _ => Ok(Flow::Open(Route::Score(row.pick.call_id))),
        }
    }

    fn ask_reason(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(row) = self.chosen() else {
            return Ok(Flow::Stay);
        };
        let (id, call) = (row.pick.id, row.pick.call_id);
        match row.pick.status {
            PickStatus::Scored => context.say(Notice::failed("This call is scored: it stays")),
            PickStatus::Skipped => context.say(Notice::failed("This call was skipped already")),
            PickStatus::Waiting if row.is_targeted() => {
                let name = words::customer(&row.listed.call).to_owned();
                pick::remove_targeted(context.store, id)?;
                self.last = Some(Change::TookOff(call));
                self.refresh(context.store)?;
                context.say(Notice::done(format!("{name} is off the list.")))
            }
            PickStatus::Waiting => {
                let reasons = SkipReason::ALL.iter().map(|reason| match reason {
                    SkipReason::Other => "other, in your own words".to_owned(),
                    reason => reason.says().to_owned(),
                });
                let title = format!("Skip {}: why?", words::customer(&row.listed.call));
                self.open = Open::Reason(id, Choice::new(title, reasons.collect()));
                Ok(Flow::Stay)
            }
        }
    }

    fn skip(
        &mut self,
        id: PickId,
        reason: SkipReason,
        note: &str,
        context: &mut Context,
    ) -> Result<Flow> {
        let next = draw::skip(context.store, id, reason, note, self.now.to_utc())?;
        self.open = Open::Nothing;
        self.last = Some(Change::Skipped(id));
        self.refresh(context.store)?;
        let name = |id| {
            let row = self.rows.iter().find(|row| row.pick.id == id);
            row.map_or("", |row| words::customer(&row.listed.call))
        };
        let told = match next {
            Some(next) => format!("Skipped. {} takes its place.", name(next)),
            None => "Skipped. No call is left to take its place.".to_owned(),
        };
        if let Some(next) = next {
            self.choose(next);
            self.read_panel(context.store)?;
        }
        context.say(Notice::done(told))
    }

    /// Takes the chosen skip back, else the last change.
    fn take_back(&mut self, context: &mut Context) -> Result<Flow> {
        let chosen = self
            .chosen()
            .filter(|row| row.pick.status == PickStatus::Skipped)
            .map(|row| Change::Skipped(row.pick.id));
        let (id, call) = match chosen.or(self.last) {
            None => return context.say(Notice::done("There is nothing to take back")),
            Some(Change::Skipped(id)) => {
                draw::take_back_skip(context.store, id)?;
                (id, pick::get(context.store, id)?.call_id)
            }
            Some(Change::TookOff(call)) => {
                let now = self.now.to_utc();
                (draw::add_targeted(context.store, call, self.week, now)?, call)
            }
        };
        self.last = None;
        self.refresh(context.store)?;
        self.choose(id);
        self.read_panel(context.store)?;
        let call = call::get(context.store, call)?;
        let told = format!("Taken back: {} is to hear again.", words::customer(&call));
        context.say(Notice::done(told))
    }

    fn draw(&mut self, request: &Request, context: &mut Context) -> Result<Flow> {
        let added = draw::run(context.store, request, self.now.to_utc())?;
        self.open = Open::Nothing;
        self.refresh(context.store)?;
        self.choose_waiting();
        self.read_panel(context.store)?;
        context.say(Notice::done(match added {
            0 => "Nothing was left to draw.".to_owned(),
            added => format!("{} drawn at random.", words::counted(added as i64, "call")),
        }))
    }

    fn verify(&self, context: &mut Context) -> Result<Flow> {
        let mut proofs = Vec::new();
        for draw in draws::list(context.store, self.week)? {
            proofs.push((proof::verify(context.store, draw.id)?, draw.frame_size));
        }
        let wrong: Vec<String> = proofs
            .iter()
            .filter(|(proof, _)| !proof.verified)
            .map(|(proof, _)| {
                let faults = proof.faults.join("; ");
                format!("The draw of {} does not repeat: {faults}.", proof.rep)
            })
            .collect();
        if !wrong.is_empty() {
            return context.say(Notice::failed(wrong.join(" ")));
        }
        let picks: usize = proofs.iter().map(|(proof, _)| proof.picks).sum();
        let calls: i64 = proofs.iter().map(|(_, calls)| calls).sum();
        let which = match proofs.len() {
            0 => return context.say(Notice::failed("Nothing is drawn in this week yet")),
            1 => "The draw repeats".to_owned(),
            2 => "Both draws repeat".to_owned(),
            more => format!("All {more} draws repeat"),
        };
        context.say(Notice::done(format!(
            "{which}: the same {} in the same order from the same {}.",
            words::counted(picks as i64, "pick"),
            words::counted(calls, "call"),
        )))
    }

    fn choose_waiting(&mut self) {
        let waiting = self.rows.iter().position(Picked::is_waiting);
        self.view.selected = waiting.unwrap_or(0);
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
                Chosen::Open => {}
                Chosen::None => self.open = Open::Nothing,
                Chosen::One(at) => match (*id, SkipReason::ALL.get(at)) {
                    (id, Some(SkipReason::Other) | None) => {
                        self.open = Open::Words(id, Field::default());
                    }
                    (id, Some(reason)) => return self.skip(id, *reason, "", context),
                },
            },
            Open::Words(id, field) => match input {
                Input::Do(Action::Cancel) => self.open = Open::Nothing,
                Input::Do(Action::Accept) => {
                    let (id, note) = (*id, field.text().to_owned());
                    return self.skip(id, SkipReason::Other, &note, context);
                }
                Input::Key(key) => {
                    field.key(*key);
                }
                Input::Paste(text) => {
                    field.paste(text);
                }
                _ => {}
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
        let chosen = self
            .chosen()
            .filter(|_| week == self.week)
            .map(|row| row.pick.id);
        self.week = week;
        self.reps = rep::list(store)?;
        self.rows = picked::of_week(store, week)?;
        self.know = Know::read(store, week, self.now)?;
        let handled = call::handled_in_week(store, week)?;
        self.handled = handled.iter().map(|(_, calls)| calls).sum();
        self.has_calls = call::latest_week(store)?.is_some();
        let unknown = intake::unknown_reps(store)?;
        self.unknown = (unknown.len(), unknown.iter().map(|(_, calls)| calls).sum());
        match chosen {
            Some(pick) => self.choose(pick),
            None => self.choose_waiting(),
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
