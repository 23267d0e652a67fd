//! KPIs set up: what matters to customers, which KPIs follow from it, where they should go, and numbers typed in.

mod fill;
mod view;

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::call::Instant;
use crate::domain::kpi::{Kpi, Measure};
use crate::domain::trend::{Series, Target};
use crate::domain::week::Week;
use crate::ops::kpi::{self as op, Suggestion};
use crate::ops::setup;
use crate::store::{Store, own_kpi, target};
use crate::tui::canvas::Canvas;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::form::{Form, Said};
use crate::tui::widgets::viewport::Viewport;

/// What stands before the list.
#[derive(Debug)]
enum Open {
    Nothing,
    /// What matters to customers, while it is told.
    Matters(Form),
    /// What follows from it, and what of it was taken.
    Proposals(Vec<Suggestion>, Vec<bool>, Viewport),
    /// Where the chosen KPI should go.
    Targets(Form),
    /// Numbers of a week.
    Numbers(Form, Week),
    /// A KPI of the owner's own.
    Add(Form, Vec<crate::domain::own_kpi::Source>),
    /// Whether the chosen KPI is to go.
    Removing,
}

/// The screen.
#[derive(Debug)]
pub struct Kpis {
    now: Instant,
    this_week: Week,
    kpis: Vec<Kpi>,
    /// Where each of them stands, in the same order.
    standing: Vec<Option<Series>>,
    own: Vec<String>,
    targets: Vec<(String, Target)>,
    matters: Vec<String>,
    view: Viewport,
    open: Open,
}

impl Kpis {
    /// The list of KPIs; where nothing was told yet of what matters, that is asked first.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(context: &Context) -> Result<Self> {
        let matters = own_kpi::matters(context.store)?;
        let open = if matters.is_empty() {
            Open::Matters(fill::matters(&matters))
        } else {
            Open::Nothing
        };
        Ok(Self {
            now: context.now,
            this_week: setup::this_week(context.store, context.now)?,
            kpis: Vec::new(),
            standing: Vec::new(),
            own: Vec::new(),
            targets: Vec::new(),
            matters,
            view: Viewport::default(),
            open,
        })
    }

    fn chosen(&self) -> Option<&Kpi> {
        self.kpis.get(self.view.selected)
    }

    fn targets_of<'a>(&'a self, kpi: &'a Kpi) -> impl Iterator<Item = &'a Target> {
        let own = self.targets.iter().filter(|(key, _)| *key == kpi.key);
        own.map(|(_, target)| target)
    }

    fn typed(&self) -> Vec<&Kpi> {
        let is_typed = |kpi: &&Kpi| matches!(kpi.measure, Measure::Typed);
        self.kpis.iter().filter(is_typed).collect()
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        match action {
            Action::Back => return Ok(Flow::Back),
            Action::Propose => self.open = Open::Matters(fill::matters(&self.matters)),
            Action::Enter if self.typed().is_empty() => {
                return context.say(Notice::failed(
                    "No KPI takes numbers yet: a adds one, such as missed calls or jobs booked.",
                ));
            }
            Action::Enter => {
                let week = self.this_week.plus(-1);
                self.open = Open::Numbers(self.numbers(week, context.store)?, week);
            }
            Action::Target | Action::Open => {
                if let Some(kpi) = self.chosen() {
                    let targets: Vec<&Target> = self.targets_of(kpi).collect();
                    self.open = Open::Targets(fill::targets(kpi, &targets));
                }
            }
            Action::Add => {
                let (form, sources) = fill::add(context.store)?;
                self.open = Open::Add(form, sources);
            }
            Action::Remove => match self.chosen() {
                Some(kpi) if self.own.iter().any(|key| *key == kpi.key) => {
                    self.open = Open::Removing;
                }
                _ => {
                    return context.say(Notice::failed(
                        "Only a KPI of your own can be taken away; this one every desk has.",
                    ));
                }
            },
            action => {
                self.view.act(action, self.kpis.len(), context.page);
            }
        }
        Ok(Flow::Stay)
    }

    /// The form of a week's numbers.
    fn numbers(&self, week: Week, store: &Store) -> Result<Form> {
        fill::numbers(store, &self.typed(), week, self.this_week)
    }

    /// Takes in what comes while a form is open.
    fn fill(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let (Open::Matters(form)
        | Open::Targets(form)
        | Open::Numbers(form, _)
        | Open::Add(form, _)) = &mut self.open
        else {
            return Ok(Flow::Stay);
        };
        match form.update(input) {
            Said::Done => self.done(context),
            Said::Left => {
                self.open = Open::Nothing;
                Ok(Flow::Stay)
            }
            Said::More => {
                self.turn_week(context)?;
                Ok(Flow::Stay)
            }
        }
    }

    /// Where another week was chosen: keeps what was typed for the one before, and shows the other's numbers.
    fn turn_week(&mut self, context: &Context) -> Result<()> {
        let this_week = self.this_week;
        let place = |week: Week| (this_week.since(week) - 1) as usize;
        let Open::Numbers(form, week) = &mut self.open else {
            return Ok(());
        };
        let asked = this_week.plus(-1 - form.chosen(fill::WEEK) as i64);
        if asked == *week {
            return Ok(());
        }
        form.choose(fill::WEEK, place(*week));
        if self.enter(context)?.is_some() {
            let mut form = self.numbers(asked, context.store)?;
            form.choose(fill::WEEK, place(asked));
            self.open = Open::Numbers(form, asked);
        }
        Ok(())
    }

    fn propose(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        let Open::Proposals(all, taken, view) = &mut self.open else {
            return Ok(Flow::Stay);
        };
        match action {
            Action::Back => self.open = Open::Nothing,
            Action::Open => {
                let (place, store) = (view.selected, context.store);
                let Some(one) = all.get(place).filter(|_| !taken[place]) else {
                    return Ok(Flow::Stay);
                };
                taken[place] = true;
                let said = followed(&op::take(store, one, context.now.to_utc())?);
                view.select(place + 1, all.len(), all.len());
                self.refresh(store)?;
                return context.say(Notice::done(said));
            }
            action => {
                view.act(action, all.len(), context.page);
            }
        }
        Ok(Flow::Stay)
    }

    fn remove(&mut self, context: &mut Context) -> Result<Flow> {
        self.open = Open::Nothing;
        let Some(kpi) = self.chosen() else {
            return Ok(Flow::Stay);
        };
        let said = format!("{} is gone, with its numbers.", kpi.name);
        own_kpi::remove(context.store, &kpi.key)?;
        self.refresh(context.store)?;
        context.say(Notice::done(said))
    }
}

/// What is said of a KPI that is followed from now on.
fn followed(kpi: &Kpi) -> String {
    let how = match kpi.measure {
        Measure::Typed => " e types its numbers in.",
        _ => "",
    };
    format!("{} is followed from now on.{how}", kpi.name)
}

impl Screen for Kpis {
    fn title(&self) -> String {
        "KPIs".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.open {
            Open::Nothing => Scope::Kpis.chain(),
            Open::Proposals(..) => Scope::Proposals.chain(),
            Open::Removing => Scope::Dialog.chain(),
            _ => Scope::Form.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        (self.kpis, self.standing) = op::standing(store, self.now)?.into_iter().unzip();
        self.own = own_kpi::list(store)?
            .into_iter()
            .map(|own| own.key)
            .collect();
        self.targets = target::list(store)?;
        self.matters = own_kpi::matters(store)?;
        let page = self.kpis.len();
        self.view.select(self.view.selected, self.kpis.len(), page);
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        match (&self.open, input) {
            (Open::Nothing, Input::Do(action)) => self.act(action, context),
            (Open::Nothing, input) => {
                self.view.take(&input, self.kpis.len(), context.page);
                Ok(Flow::Stay)
            }
            (Open::Proposals(..), Input::Do(action)) => self.propose(action, context),
            (Open::Removing, Input::Do(Action::Yes)) => self.remove(context),
            (Open::Removing, Input::Do(Action::No)) => {
                self.open = Open::Nothing;
                Ok(Flow::Stay)
            }
            (_, input) => self.fill(&input, context),
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        self.draw(canvas, area);
    }
}
