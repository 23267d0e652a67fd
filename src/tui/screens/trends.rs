//! Trends: one KPI of one rep or of the whole business over weeks, large, with what it says in words; every other KPI
//! and rep beside it, small. Read once; moving only chooses among what was read and works out what is newly shown.

mod formula;
mod large;
mod lists;
mod note;
mod told;
mod view;

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::call::Instant;
use crate::domain::consistency::Drift;
use crate::domain::id::{DecisionId, RepId};
use crate::domain::kpi::{Kpi, Measure};
use crate::domain::trend::{Series, words};
use crate::domain::week::Week;
use crate::ops::trend::behind::{Moved, behind_it, contributions};
use crate::ops::trend::{self as op, Query};
use crate::ops::{consistency, draw, setup};
use crate::store::Store;
use crate::tui::canvas::{Canvas, Target};
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::widgets::field::Field;

/// How many weeks are shown, one after the other.
const SPANS: [i64; 3] = [26, 52, 13];

/// What stands before the chart.
#[derive(Debug)]
enum Open {
    Nothing,
    /// How the number is worked out, with what each call behind it contributes.
    Formula(Vec<f64>),
    /// What happened in the chosen week, while it is written.
    Note(Field),
}

/// The screen.
pub struct Trends {
    now: Instant,
    this_week: Week,
    /// The weeks shown, both within.
    from: Week,
    to: Week,
    /// What was read, and the series that were made of it so far: of every KPI at least the business's.
    read: Option<op::Read>,
    all: Vec<(Kpi, Vec<Series>)>,
    /// What is chosen, by its place: the KPI, whose numbers, which week.
    kpi: usize,
    whose: usize,
    week: Week,
    /// The questions behind the verdict that is shown.
    moved: Vec<Moved>,
    /// Whether the owner has become stricter or milder.
    drift: Option<Drift>,
    open: Open,
    /// What was written down on this screen, the latest last.
    written: Vec<(DecisionId, String)>,
}

impl Trends {
    /// The quality of the whole business, on the latest week with calls.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(context: &Context) -> Result<Self> {
        let this_week = setup::this_week(context.store, context.now)?;
        let to = draw::current_week(context.store, this_week)?;
        Ok(Self {
            now: context.now,
            this_week,
            from: to.plus(1 - SPANS[0]),
            to,
            read: None,
            all: Vec::new(),
            kpi: 0,
            whose: 0,
            week: to,
            moved: Vec::new(),
            drift: None,
            open: Open::Nothing,
            written: Vec::new(),
        })
    }

    /// The KPI that is shown large, and its series; `None` before anything was read.
    fn shown(&self) -> Option<(&Kpi, &Series)> {
        let (kpi, series) = self.all.get(self.kpi)?;
        // A number that is typed in is the business's, whoever is chosen.
        Some((kpi, series.get(self.whose).or(series.first())?))
    }

    /// What may lie behind the number: questions that moved, the owner's own ears.
    fn behind(&self) -> (&[Moved], Option<Drift>) {
        (&self.moved, self.drift)
    }

    /// How many weeks are shown.
    fn weeks(&self) -> usize {
        self.to.since(self.from) as usize + 1
    }

    fn rep(&self) -> Option<RepId> {
        let (_, series) = self.shown()?;
        series.rep.as_ref().map(|(rep, _)| *rep)
    }

    /// Whether there is no number at all.
    fn is_empty(&self) -> bool {
        self.read.as_ref().is_none_or(op::Read::is_empty)
    }

    /// How many there are of whom there are numbers, the business included.
    fn people(&self) -> usize {
        self.read.as_ref().map_or(0, |read| read.whose.len())
    }

    /// Makes the series that are shown and were not made yet: the chosen KPI of everybody, and beside a rep every KPI, whose
    /// scale is that of all reps.
    fn make(&mut self) {
        let Some(read) = &self.read else {
            return;
        };
        for (place, (kpi, series)) in self.all.iter_mut().enumerate() {
            if (place == self.kpi || self.whose > 0) && series.len() < read.count(kpi) {
                *series = read.of_everybody(kpi);
            }
        }
    }

    /// Reads what belongs to what is chosen now.
    fn look(&mut self, store: &Store) -> Result<()> {
        self.week = self.week.clamp(self.from, self.to);
        self.make();
        let Some((kpi, series)) = self.shown() else {
            return Ok(());
        };
        self.moved = match kpi.measure {
            Measure::Points(_) => behind_it(store, self.rep(), &series.verdict)?,
            _ => Vec::new(),
        };
        if matches!(self.open, Open::Formula(_)) {
            self.open = Open::Formula(self.contributions(store)?);
        }
        Ok(())
    }

    /// What each call behind the chosen point contributes; nothing for a KPI that counts every call of the log.
    fn contributions(&self, store: &Store) -> Result<Vec<f64>> {
        let Some((kpi, _)) = self.shown() else {
            return Ok(Vec::new());
        };
        if !kpi.is_heard() {
            return Ok(Vec::new());
        }
        let all = contributions(store, kpi, self.rep(), self.week, self.now)?;
        Ok(all.into_iter().filter_map(|(_, _, value)| value).collect())
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        let (kpis, reps) = (self.all.len(), self.people());
        match action {
            Action::Left => self.kpi = before(self.kpi, kpis),
            Action::Right => self.kpi = after(self.kpi, kpis),
            Action::Up => self.whose = self.whose.saturating_sub(1),
            Action::Down => self.whose = (self.whose + 1).min(reps.saturating_sub(1)),
            Action::Previous => self.week = self.week.plus(-1),
            Action::Next => self.week = self.week.plus(1),
            Action::Weeks => {
                let at = SPANS.iter().position(|span| *span == self.weeks() as i64);
                let span = SPANS[after(at.unwrap_or(0), SPANS.len())];
                self.from = self.to.plus(1 - span);
                self.refresh(context.store)?;
                return context.say(Notice::done(format!(
                    "{} are shown.",
                    words::weeks(span as u64)
                )));
            }
            Action::Formula => {
                self.open = match self.open {
                    Open::Formula(_) => Open::Nothing,
                    _ => Open::Formula(self.contributions(context.store)?),
                };
            }
            Action::Annotate => self.open = Open::Note(Field::default()),
            Action::Decisions => return Ok(Flow::Open(Route::Decisions(self.reason()))),
            Action::Undo => return self.take_back(context),
            Action::Open => return self.open_calls(context),
            Action::Back if matches!(self.open, Open::Formula(_)) => self.open = Open::Nothing,
            Action::Back => return Ok(Flow::Back),
            _ => return Ok(Flow::Stay),
        }
        self.look(context.store)?;
        Ok(Flow::Stay)
    }

    fn open_calls(&self, context: &mut Context) -> Result<Flow> {
        let Some((kpi, series)) = self.shown() else {
            return Ok(Flow::Stay);
        };
        if series.at(self.week).is_none() {
            let week = words::week(self.week);
            return context.say(Notice::failed(format!(
                "No call stands behind {week}: it is a gap."
            )));
        }
        if matches!(kpi.measure, Measure::Typed) {
            return context.say(Notice::failed(
                "No call stands behind it: it was typed in. K leads to the KPIs, where it can be changed.",
            ));
        }
        let kpi = kpi.key.to_string();
        Ok(Flow::Open(Route::Behind(kpi, self.rep(), self.week)))
    }

    /// A click on a rep, a KPI or a week.
    fn click(&mut self, target: Target, store: &Store) -> Result<Flow> {
        let reps = self.people();
        match target {
            Target::Field(kpi) if kpi < self.all.len() => self.kpi = kpi,
            Target::Row(row) if row < reps => self.whose = row,
            Target::Row(row) => self.week = self.from.plus((row - reps) as i64),
            _ => return Ok(Flow::Stay),
        }
        self.look(store)?;
        Ok(Flow::Stay)
    }
}

fn before(place: usize, count: usize) -> usize {
    (place + count.max(1) - 1) % count.max(1)
}

fn after(place: usize, count: usize) -> usize {
    (place + 1) % count.max(1)
}

impl Screen for Trends {
    fn title(&self) -> String {
        "Trends".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.open {
            Open::Note(_) => Scope::Text.chain(),
            Open::Nothing | Open::Formula(_) => Scope::Trends.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        let span = self.to.since(self.from);
        self.this_week = setup::this_week(store, self.now)?;
        self.to = draw::current_week(store, self.this_week)?;
        self.from = self.to.plus(-span);
        let query = Query {
            reps: None,
            from: self.from,
            to: self.to,
            now: self.now,
        };
        let read = op::Read::of(store, &query)?;
        let business = |kpi: &Kpi| (kpi.clone(), read.of_business(kpi).into_iter().collect());
        self.all = read.kpis.iter().map(business).collect();
        self.read = Some(read);
        self.drift = consistency::drift(store)?;
        self.kpi = self.kpi.min(self.all.len().saturating_sub(1));
        self.whose = self.whose.min(self.people().saturating_sub(1));
        self.look(store)
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        if matches!(self.open, Open::Note(_)) {
            return self.write(&input, context);
        }
        match input {
            Input::Do(action) => self.act(action, context),
            Input::Click(target) => self.click(target, context.store),
            Input::Scroll(rows) if rows > 0 => self.act(Action::Down, context),
            Input::Scroll(_) => self.act(Action::Up, context),
            _ => Ok(Flow::Stay),
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        self.draw(canvas, area);
    }
}

impl std::fmt::Debug for Trends {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Trends")
            .field("kpi", &self.kpi)
            .field("whose", &self.whose)
            .field("week", &self.week)
            .finish_non_exhaustive()
    }
}
