//! A page to read: what goes with satisfied customers, how alike the owner scores, referrals, whom to hire. The words come from the ops; here they are wrapped, scrolled, and a yes is asked for where something would be
//! written.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::call::Instant;
use crate::ops::drivers::{self, Proposal};
use crate::ops::{consistency, draw, hire, real, referral, setup};
use crate::store::Store;
use crate::tui::canvas::Canvas;
use crate::tui::keys::{Action, Scope, key_of};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Page, Route, Screen};
use crate::tui::widgets::panel;
use crate::tui::widgets::scroll::{self, Scroll};
use crate::tui::widgets::text::{fit, wrap};

/// The columns for which lines that must not be wrapped are laid out.
const COLUMNS: usize = 76;

/// The page.
#[derive(Debug)]
pub struct Reading {
    page: Page,
    now: Instant,
    /// A paragraph each; those that begin with a blank are set as they are.
    lines: Vec<String>,
    scroll: Scroll,
    /// New weights that wait for a yes.
    proposal: Option<Proposal>,
}

impl Reading {
    /// The page, still to be read.
    pub fn new(page: Page, context: &Context) -> Self {
        Self {
            page,
            now: context.now,
            lines: Vec::new(),
            scroll: Scroll::default(),
            proposal: None,
        }
    }

    fn read(&mut self, store: &Store) -> Result<()> {
        let this_week = setup::this_week(store, self.now)?;
        let to = draw::current_week(store, this_week)?;
        self.lines = match (self.page, &self.proposal) {
            (Page::Drivers, Some(proposal)) => drivers::page::of_proposal(proposal),
            (Page::Drivers, None) => {
                let found = drivers::drivers(store, to.plus(1 - drivers::WEEKS), to)?;
                drivers::page::of_drivers(&found, COLUMNS)
            }
            (Page::Misses, _) => {
                let misses = real::misses(store, self.now)?;
                let undecided = real::undecided(store, this_week)?;
                let is_empty = misses.is_empty() && undecided.is_empty();
                with_next(real::page(&misses, &undecided), is_empty, &next_to_miss())
            }
            (Page::Consistency, _) => {
                let found = consistency::report(store)?;
                with_next(
                    consistency::page(&found),
                    found.calls == 0,
                    &next_to_compare(),
                )
            }
            (Page::Referrals, _) => {
                referral::page(&referral::referrals(store, referral::WEEKS, self.now)?)
            }
            (Page::Hire, _) => hire::page(&hire::profile(store, self.now)?),
        };
        Ok(())
    }

    fn propose(&mut self, context: &mut Context) -> Result<Flow> {
        let this_week = setup::this_week(context.store, self.now)?;
        let to = draw::current_week(context.store, this_week)?;
        let found = drivers::drivers(context.store, to.plus(1 - drivers::WEEKS), to)?;
        self.proposal = Some(drivers::propose(context.store, None, &found)?);
        self.scroll = Scroll::default();
        self.read(context.store)?;
        Ok(Flow::Stay)
    }

    fn settle(&mut self, write: bool, context: &mut Context) -> Result<Flow> {
        let Some(proposal) = self.proposal.take() else {
            return Ok(Flow::Stay);
        };
        let told = if write {
            let version = drivers::accept(context.store, &proposal, self.now.to_utc())?;
            format!("Version {version} has these weights. What was scored keeps its version.")
        } else {
            "Nothing was changed.".to_owned()
        };
        self.read(context.store)?;
        context.say(Notice::done(told))
    }

    fn wrapped(&self, columns: usize) -> Vec<String> {
        let set = |line: &String| match line {
            line if line.is_empty() || line.starts_with(' ') => vec![fit(line, columns)],
            line => wrap(line, columns),
        };
        self.lines.iter().flat_map(set).collect()
    }
}

/// The lines, and below an empty page what fills it.
fn with_next(mut lines: Vec<String>, is_empty: bool, next: &str) -> Vec<String> {
    if is_empty {
        lines.extend([String::new(), next.to_owned()]);
    }
    lines
}

fn next_to_miss() -> String {
    let back = key_of(Scope::Consistency.chain(), Action::Back);
    let annotate = key_of(Scope::Trends.chain(), Action::Annotate);
    format!(
        "A target is set with deskside kpi target KPI --short VALUE@DAY. {back} goes back to the trends, where {annotate} \
         writes down what was decided."
    )
}

fn next_to_compare() -> String {
    let sample = key_of(Scope::Tabs.chain(), Action::GoTo(0));
    let blind = key_of(Scope::Sample.chain(), Action::Blind);
    let back = key_of(Scope::Consistency.chain(), Action::Back);
    format!(
        "{back}, then {sample} and {blind}: scores a call again that came back after a month, without its old answers."
    )
}

impl Screen for Reading {
    fn title(&self) -> String {
        match self.page {
            Page::Drivers => "What satisfies customers".into(),
            Page::Consistency => "How alike you score".into(),
            Page::Misses => "Missed targets".into(),
            Page::Referrals => "Referrals".into(),
            Page::Hire => "Whom to hire".into(),
        }
    }

    fn scopes(&self) -> &'static [Scope] {
        match (&self.proposal, self.page) {
            (Some(_), _) => Scope::Dialog.chain(),
            (None, Page::Drivers) => Scope::Drivers.chain(),
            (None, Page::Referrals) => Scope::Referrals.chain(),
            (None, Page::Hire | Page::Consistency | Page::Misses) => Scope::Consistency.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.read(store)
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        match input {
            Input::Do(Action::Yes) => return self.settle(true, context),
            Input::Do(Action::No) => return self.settle(false, context),
            Input::Do(Action::Weigh) => return self.propose(context),
            Input::Do(Action::Edit) => return Ok(Flow::Open(Route::Rates)),
            Input::Do(Action::Back) => return Ok(Flow::Back),
            input => self.scroll.take(&input, context),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let inside = panel::draw(canvas, panel::inset(area), &self.title(), "");
        let lines = self.wrapped(scroll::columns(inside));
        let lines = lines.into_iter().map(Line::from).collect();
        self.scroll.draw(canvas, inside, lines);
    }
}
