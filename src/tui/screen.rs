//! What a screen is, what comes to it and what it answers. Screens do not know each other: they name a route, and one
//! function opens it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use crate::domain::call::Instant;
use crate::domain::id::{
    CallId, CommitmentId, CustomerId, DecisionId, EvaluationId, RepId, ThemeId,
};
use crate::domain::week::Week;
use crate::store::Store;
use crate::tui::canvas::{Canvas, Target};
use crate::tui::jobs::{Jobs, Report};
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::run::ExitReason;
use crate::tui::screens::{
    about::About, agree::Agree, audits::Audits, behind::Behind, beside::Beside, calls::Calls,
    coach::Coach, commands::Commands, comments::Comments, customer::Customer, decide::Decide,
    decisions::Decisions, first_run::FirstRun, import::Import, imports::Imports, join::Join,
    judge::Judge, kpis::Kpis, look::Look, names::Names, new_call::NewCall, owed::Owed,
    praise::Praise, rates::Rates, reading::Reading, recordings::Recordings, rep::Rep,
    sample::Sample, score::Score, scorecard::Editor, scorecards::Scorecards, scored::Scored,
    summary::Summary, talk::Talk, theme::Theme, trends::Trends, voice::Voice, waiting::Waiting,
};

/// One screen. `refresh` is the only reload, `update` the only writer, `view` only draws.
pub trait Screen {
    /// What the screen is called, in the header and in the help.
    fn title(&self) -> String;

    /// Whose keys hold at the moment: a [`Scope::chain`].
    fn scopes(&self) -> &'static [Scope];

    /// Reads anew what is shown: when the screen is opened, when it comes to the top again, when a job has ended.
    ///
    /// # Errors
    /// What the store says.
    fn refresh(&mut self, _store: &Store) -> anyhow::Result<()> {
        Ok(())
    }

    /// Takes in what came, and writes what follows from it.
    ///
    /// # Errors
    /// Anything that went wrong becomes the notice; the screen stays as it is, with what was typed.
    fn update(&mut self, input: Input, context: &mut Context) -> anyhow::Result<Flow>;

    /// Draws.
    fn view(&self, canvas: &mut Canvas, area: Rect);

    /// When the screen wants to be woken without anything having come, such as for a running clock.
    fn wake_in(&self) -> Option<Duration> {
        None
    }

    /// Whether the app's header stands above it. A screen without draws its own first line.
    fn has_header(&self) -> bool {
        true
    }

    /// Whether it stands before the screen below, which stays in sight.
    fn is_overlay(&self) -> bool {
        false
    }

    /// Puts what is half typed on disk: the program is about to end, perhaps by a signal.
    ///
    /// # Errors
    /// What the store says.
    fn save(&mut self, _store: &Store) -> anyhow::Result<()> {
        Ok(())
    }
}

/// What comes to a screen.
#[derive(Debug)]
pub enum Input {
    /// A key of the table, or a click on what stands for it.
    Do(Action),
    /// A key that none of the screen's scopes claims: text, where the screen takes text.
    Key(KeyEvent),
    /// Pasted text: one edit, never keys. Ignored where no text is taken.
    Paste(String),
    /// A click on a place that is no key.
    Click(Target),
    /// The wheel: rows down, or up when negative.
    Scroll(i16),
    /// The time that [`Screen::wake_in`] asked for has passed.
    Wake,
    /// The running job said something; the app shows it as well.
    Job(Report),
    /// What was looked at beside the app can be taken, where it is wanted still.
    Looked,
    /// The editor that [`Flow::Edit`] asked for has ended, well or with this fault.
    Edited(Result<(), String>),
}

/// What a screen works with.
pub struct Context<'a> {
    /// The desk's file.
    pub store: &'a Store,
    /// Where that file is.
    pub file: &'a Path,
    /// The instant at which the input came.
    pub now: Instant,
    /// IANA name of the machine's zone, a guess for the business's.
    pub zone: &'a str,
    /// The place of the one job.
    pub jobs: &'a mut Jobs,
    /// Rows of the list that was drawn last.
    pub page: usize,
    /// Lines of the text that was drawn last, with those out of sight.
    pub length: usize,
    pub(in crate::tui) notice: &'a mut Option<Notice>,
}

impl Context<'_> {
    /// Says something in the notice line and stays.
    pub fn say(&mut self, notice: Notice) -> anyhow::Result<Flow> {
        *self.notice = Some(notice);
        Ok(Flow::Stay)
    }
}

/// What follows from an input.
#[derive(Debug)]
pub enum Flow {
    /// Nothing.
    Stay,
    /// Another screen on top.
    Open(Route),
    /// Another screen in place of this one.
    Replace(Route),
    /// Back to the screen below; at the bottom to the first.
    Back,
    /// Back, and then what the key of this action does there.
    Run(Action),
    /// This file in the owner's editor, in place of the app until it ends.
    Edit(PathBuf),
    /// Out of the app.
    Leave(ExitReason),
}

/// A page to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// What goes with satisfied customers.
    Drivers,
    /// How alike the owner scores.
    Consistency,
    /// The targets that were missed with certainty.
    Misses,
    /// Referrals asked for and missed.
    Referrals,
    /// The hiring profile.
    Hire,
}

/// A screen by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// What is owed to customers.
    Owed,
    /// Every scorecard.
    Scorecards,
    /// A scorecard, by its key, to be changed.
    Scorecard(String),
    /// Four questions for a desk that is not set up yet.
    FirstRun,
    /// What to hear this week.
    Sample,
    /// Every call.
    Calls,
    /// Every call, to choose one that is heard in that week.
    ChooseCall(Week),
    /// The customer of a call.
    Customer(CallId),
    /// What is known of a customer in words.
    About(CustomerId),
    /// Joining a customer with another entry of the same one.
    Join(CustomerId),
    /// Customers who wait.
    Waiting,
    /// A call that was just heard.
    NewCall,
    /// The scoring form of a call.
    Score(CallId),
    /// What a submitted evaluation came to.
    Scored(EvaluationId),
    /// The random audits of a week.
    Audits(Week),
    /// The rep's own score beside a submitted evaluation.
    Beside(EvaluationId),
    /// Bringing a file of calls in.
    Import,
    /// What was read before.
    Imports,
    /// Names in the files that no rep is known by.
    Names,
    /// The recordings' folder, and recordings that have no call.
    Recordings,
    /// KPIs over weeks.
    Trends,
    /// The calls behind the number of a KPI (by its key) in a week, of a rep or of the whole business.
    Behind(String, Option<RepId>, Week),
    /// What matters to customers, the KPIs that follow, their targets and numbers.
    Kpis,
    /// A page to read.
    Reading(Page),
    /// How the owner's asks for referrals went, and what a customer is worth.
    Rates,
    /// A week on one page.
    Summary(Week),
    /// What everybody works on.
    Coach,
    /// A rep's page.
    Rep(RepId),
    /// The one-to-one sheet of a rep.
    Sheet(RepId),
    /// Agreeing on one behaviour with a rep.
    Agree(Agreement),
    /// Closing a commitment.
    Judge(CommitmentId),
    /// Praising a rep, perhaps for a scored call.
    Praise(RepId, Option<EvaluationId>),
    /// Writing a one-to-one down.
    Talk(RepId),
    /// What customers talk about.
    Voice,
    /// One theme in so many last weeks.
    Theme(ThemeId, i64),
    /// What customers wrote in surveys in so many last weeks.
    Comments(i64),
    /// Every decision; a new one comes from that reason.
    Decisions(Reason),
    /// Writing a decision down.
    Decide(Reason),
    /// Looking at a decision again.
    Look(DecisionId),
    /// The keys that hold in these scopes.
    Help(&'static [Scope]),
    /// Any action by its name.
    Palette(&'static [Scope]),
}

/// What is known of a commitment before it is agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// With whom.
    pub rep: RepId,
    /// The key of the question that tells, where one is proposed.
    pub question: Option<String>,
    /// The scored call that gives rise to it, where one does.
    pub evaluation: Option<EvaluationId>,
}

/// Where a decision comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// The numbers or voices behind it.
    pub why: String,
    /// The theme that it comes from.
    pub theme: Option<String>,
    /// The key of the KPI that it should move.
    pub kpi: Option<String>,
}

/// Opens a screen.
///
/// # Errors
/// What the store says.
pub fn open(route: &Route, context: &mut Context) -> anyhow::Result<Box<dyn Screen>> {
    let mut screen: Box<dyn Screen> = match *route {
        Route::FirstRun => Box::new(FirstRun::new(context.zone)),
        Route::Sample => Box::new(Sample::new(context)?),
        Route::Calls => Box::new(Calls::new(context)?),
        Route::ChooseCall(week) => Box::new(Calls::choosing(week, context)?),
        Route::Customer(call) => Box::new(Customer::new(call, context)?),
        Route::About(id) => Box::new(About::form(id, context)?),
        Route::Join(id) => Box::new(Join::new(id, context)?),
        Route::Waiting => Box::new(Waiting::new(context)),
        Route::Owed => Box::new(Owed::default()),
        Route::Scorecards => Box::new(Scorecards::default()),
        Route::Scorecard(ref key) => Box::new(Editor::new(key, context)?),
        Route::NewCall => Box::new(NewCall::new(context.store)?),
        Route::Score(call) => Box::new(Score::new(call, context)?),
        Route::Scored(id) => Box::new(Scored::new(context.store, id)?),
        Route::Audits(week) => Box::new(Audits::new(week, context)?),
        Route::Beside(id) => Box::new(Beside::new(id, context)?),
        Route::Import => Box::new(Import::default()),
        Route::Imports => Box::new(Imports::default()),
        Route::Names => Box::new(Names::default()),
        Route::Recordings => Box::new(Recordings::default()),
        Route::Trends => Box::new(Trends::new(context)?),
        Route::Behind(ref kpi, rep, week) => Box::new(Behind::new(kpi, rep, week, context)?),
        Route::Kpis => Box::new(Kpis::new(context)?),
        Route::Reading(page) => Box::new(Reading::new(page, context)),
        Route::Rates => Box::new(Rates::form(context)?),
        Route::Summary(week) => Box::new(Summary::new(week, context)?),
        Route::Coach => Box::new(Coach::new(context)),
        Route::Rep(rep) => Box::new(Rep::new(rep, context)),
        Route::Sheet(rep) => Box::new(Summary::sheet(rep, context)?),
        Route::Agree(ref asked) => Box::new(Agree::form(asked, context)?),
        Route::Judge(id) => Box::new(Judge::new(id, context)?),
        Route::Praise(rep, evaluation) => Box::new(Praise::form(rep, evaluation, context)?),
        Route::Talk(rep) => Box::new(Talk::form(rep, context)?),
        Route::Voice => Box::new(Voice::new(context)),
        Route::Theme(theme, weeks) => Box::new(Theme::new(theme, weeks, context)),
        Route::Comments(weeks) => Box::new(Comments::new(weeks, context)),
        Route::Decisions(ref reason) => Box::new(Decisions::new(reason, context)),
        Route::Decide(ref reason) => Box::new(Decide::form(reason, context)?),
        Route::Look(id) => Box::new(Look::form(id, context)?),
        Route::Help(scopes) => Box::new(Commands::help(scopes)),
        Route::Palette(scopes) => Box::new(Commands::palette(scopes)),
    };
    screen.refresh(context.store)?;
    Ok(screen)
}

/// A screen that the header names.
#[derive(Debug, Clone, Copy)]
pub struct Tab {
    /// Its name in the header.
    pub title: &'static str,
    /// The digit that leads to it.
    pub digit: char,
    /// The screen.
    pub route: fn() -> Route,
}

/// The tabs, left to right. The key of tab `n` is the row of the key table with `Action::GoTo(n)`. Scoring, which `2` leads to,
/// is no tab: it stands on whatever it was opened from.
pub const TABS: &[Tab] = &[
    Tab {
        title: "Sample",
        digit: '1',
        route: || Route::Sample,
    },
    Tab {
        title: "Trends",
        digit: '3',
        route: || Route::Trends,
    },
    Tab {
        title: "Coach",
        digit: '4',
        route: || Route::Coach,
    },
    Tab {
        title: "Voice",
        digit: '5',
        route: || Route::Voice,
    },
    Tab {
        title: "Calls",
        digit: '6',
        route: || Route::Calls,
    },
];

/// Where the app begins, and where going back ends.
///
/// # Errors
/// What the store says.
pub fn home(store: &Store) -> anyhow::Result<Route> {
    let ready = crate::store::desk::find(store)?.is_some();
    Ok(match TABS.first() {
        Some(tab) if ready => (tab.route)(),
        _ => Route::FirstRun,
    })
}

/// The screen to which an action leads from wherever it is pressed.
pub fn route_of(action: Action, scopes: &'static [Scope]) -> Option<Route> {
    match action {
        Action::NewCall => Some(Route::NewCall),
        Action::Help => Some(Route::Help(scopes)),
        Action::Palette => Some(Route::Palette(scopes)),
        Action::Consistency => Some(Route::Reading(Page::Consistency)),
        Action::Referrals => Some(Route::Reading(Page::Referrals)),
        Action::Hire => Some(Route::Reading(Page::Hire)),
        Action::Misses => Some(Route::Reading(Page::Misses)),
        Action::Drivers => Some(Route::Reading(Page::Drivers)),
        Action::Import => Some(Route::Import),
        Action::Imports => Some(Route::Imports),
        Action::Assign => Some(Route::Names),
        Action::Kpis => Some(Route::Kpis),
        Action::Owed => Some(Route::Owed),
        Action::Waiting => Some(Route::Waiting),
        Action::Scorecards => Some(Route::Scorecards),
        Action::Recordings => Some(Route::Recordings),
        _ => None,
    }
}
