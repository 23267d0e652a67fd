//! One theme, whole: its change, causes, customers, who took the calls, the decisions on it with what came of them, and
//! every word that was noted.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::call::{Instant, Lane};
use crate::domain::id::ThemeId;
use crate::ops::decision::{self, Followed};
use crate::ops::voice::{self as op, Theme as Told};
use crate::store::Store;
use crate::store::voice::Mention;
use crate::tui::canvas::Canvas;
use crate::tui::glyphs::DOT;
use crate::tui::keys::{Action, Scope};
use crate::tui::screen::{Context, Flow, Input, Reason, Route, Screen};
use crate::tui::theme::Theme as Look;
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::panel;
use crate::tui::widgets::paper::Paper;
use crate::tui::widgets::scroll::{self, Scroll};
use crate::tui::words;

/// The widest lines that are easy to read.
const MEASURE: usize = 112;
/// Words from which one is chosen.
const MOST_ASKED: usize = 12;
/// Customers that are named.
const CUSTOMERS: usize = 8;

/// The page.
#[derive(Debug)]
pub struct Theme {
    id: ThemeId,
    weeks: i64,
    now: Instant,
    told: Option<Told>,
    decisions: Vec<Followed>,
    scroll: Scroll,
    /// The words of which one is chosen.
    which: Option<Choice>,
}

impl Theme {
    /// A theme in the last `weeks` weeks, still to be read.
    pub fn new(id: ThemeId, weeks: i64, context: &Context) -> Self {
        Self {
            id,
            weeks,
            now: context.now,
            told: None,
            decisions: Vec::new(),
            scroll: Scroll::default(),
            which: None,
        }
    }

    /// Asks whose words one wants to follow.
    fn ask(&mut self) {
        let today = self.now.date_naive();
        let said = self
            .told
            .iter()
            .flat_map(|told| &told.mentions)
            .take(MOST_ASKED);
        let option = |one: &Mention| {
            let on = words::date(one.started_at.date_naive(), today);
            let who = match one.customer_name.as_str() {
                "" => "a customer",
                name => name,
            };
            format!("{who}, {on}")
        };
        let options: Vec<String> = said.map(option).collect();
        self.which = (!options.is_empty()).then(|| Choice::new("Which customer?", options));
    }

    fn follow(&mut self, input: &Input) -> Flow {
        let chosen = self.which.as_mut().map(|choice| choice.update(input));
        let one = match chosen {
            Some(Chosen::One(place)) => self.told.iter().flat_map(|told| &told.mentions).nth(place),
            Some(Chosen::Open) => return Flow::Stay,
            _ => None,
        };
        let flow = one.map_or(Flow::Stay, |one| Flow::Open(Route::Customer(one.call)));
        self.which = None;
        flow
    }

    fn reason(&self) -> Reason {
        let reason = self.told.as_ref().map(|told| Reason {
            why: told.why(self.weeks),
            theme: Some(told.name.clone()),
            kpi: None,
        });
        reason.unwrap_or_default()
    }

    fn act(&mut self, action: Action, context: &Context) -> Flow {
        match action {
            Action::Decide => return Flow::Open(Route::Decide(self.reason())),
            Action::Decisions => return Flow::Open(Route::Decisions(self.reason())),
            Action::Open => self.ask(),
            Action::Back => return Flow::Back,
            action => self.scroll.take(&Input::Do(action), context),
        }
        Flow::Stay
    }

    fn lines(&self, columns: usize, look: &Look) -> Vec<Line<'static>> {
        let mut paper = Paper {
            lines: Vec::new(),
            columns: columns.min(MEASURE),
            theme: look,
        };
        let Some(told) = &self.told else {
            paper.text("Nothing was noted of it in these weeks.", look.dim);
            return paper.lines;
        };
        paper.heading(&format!(
            "{}, {}",
            told.name,
            words::counted(self.weeks, "week")
        ));
        paper.text(&told.counted(), look.strong);
        paper.text(&told.change(), look.text);
        Self::around(&mut paper, told);
        self.decided(&mut paper);
        self.said(&mut paper, told);
        paper.lines
    }

    fn around(paper: &mut Paper, told: &Told) {
        let look = paper.theme;
        let causes = told.behind_it();
        if !causes.is_empty() {
            paper.under("Behind it   ", &causes, look.text);
        }
        let customers: Vec<String> = told
            .customers
            .iter()
            .take(CUSTOMERS)
            .map(|(name, times)| {
                if *times > 1 {
                    format!("{name} ({times} times)")
                } else {
                    name.clone()
                }
            })
            .collect();
        if !customers.is_empty() {
            paper.under("Who spoke   ", &customers.join(", "), look.text);
        }
        let reps: Vec<String> = told
            .reps
            .iter()
            .map(|(rep, calls, of)| format!("{rep} {calls} of {of}"))
            .collect();
        if !reps.is_empty() {
            let reps = format!("{}. Who took a call is not who caused it.", reps.join(", "));
            paper.under("Who heard   ", &reps, look.text);
        }
    }

    fn decided(&self, paper: &mut Paper) {
        let look = paper.theme;
        paper.heading("Decided on it");
        if self.decisions.is_empty() {
            paper.text("Nothing yet. d writes a decision down; how often the theme comes up again is followed.", look.dim);
        }
        let today = self.now.date_naive();
        for one in &self.decisions {
            let on = words::date(one.decision.decided_on, today);
            let who = match one.decision.owner.as_str() {
                "" => String::new(),
                who => format!(" {DOT} {who}"),
            };
            paper.item("", &one.decision.what, &format!("{on}{who}"));
            if let Some(effect) = &one.effect {
                paper.under("  ", &effect.text, look.text);
            }
        }
    }

    fn said(&self, paper: &mut Paper, told: &Told) {
        if !told.mentions.is_empty() {
            paper.heading("In their words");
        }
        let today = self.now.date_naive();
        for one in &told.mentions {
            let mut parts = vec![words::date(one.started_at.date_naive(), today)];
            parts.extend(one.at_secs.map(|secs| words::length(Some(secs))));
            let others = [
                one.customer_name.clone(),
                format!("with {}", one.rep_name),
                one.cause.map_or(String::new(), |cause| cause.to_string()),
            ];
            parts.extend(others.into_iter().filter(|part| !part.is_empty()));
            if one.lane == Lane::Targeted {
                parts.push("chosen by hand".to_owned());
            }
            let quote = match one.quote.trim() {
                "" => "(no words noted)".to_owned(),
                quote => format!("“{quote}”"),
            };
            paper.item("", &quote, &parts.join(&format!(" {DOT} ")));
        }
        if !told.wrote.is_empty() {
            paper.heading("In surveys");
        }
        for one in &told.wrote {
            paper.item("", &op::wrote(one), "");
        }
    }
}

impl Screen for Theme {
    fn title(&self) -> String {
        self.told
            .as_ref()
            .map_or("Theme".into(), |told| told.name.clone())
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.which {
            Some(_) => Scope::Choice.chain(),
            None => Scope::Theme.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        let found = op::listen(store, self.weeks, self.now)?;
        self.told = found.themes.into_iter().find(|one| one.id == self.id);
        self.decisions = decision::follow(store, self.now)?;
        self.decisions.retain(|one| {
            one.decision
                .theme
                .as_ref()
                .is_some_and(|(id, _)| *id == self.id)
        });
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        if self.which.is_some() {
            return Ok(self.follow(&input));
        }
        match input {
            Input::Do(action) => Ok(self.act(action, context)),
            input => {
                self.scroll.take(&input, context);
                Ok(Flow::Stay)
            }
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let room = panel::inset(area);
        let lines = self.lines(scroll::columns(room), canvas.theme);
        self.scroll.draw(canvas, room, lines);
        if let Some(choice) = &self.which {
            choice.draw(canvas, area);
        }
    }
}
