//! The calls behind one number: who called, who took it, what it contributed. Enter shows how it was scored; where every
//! call of the log counts it shows the customer, whose next calls tell why.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::call::Instant;
use crate::domain::id::RepId;
use crate::domain::kpi::{Kpi, Measure};
use crate::domain::trend::words::{calls, value, week};
use crate::domain::week::Week;
use crate::ops::kpi;
use crate::ops::trend::behind::{self as op, evaluations_behind};
use crate::store::{Store, rep};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::glyphs::DOT;
use crate::tui::keys::{Action, Scope};
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::theme::Theme;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::{panel, viewport::Viewport};
use crate::tui::window::days_told;
use crate::tui::words;

/// The list.
#[derive(Debug)]
pub struct Behind {
    kpi: Kpi,
    rep: Option<RepId>,
    /// The rep's name, or everyone.
    whose: String,
    week: Week,
    now: Instant,
    calls: Vec<op::Behind>,
    view: Viewport,
}

impl Behind {
    /// The calls behind the number of a KPI in a week, still to be read.
    ///
    /// # Errors
    /// There is no such KPI, or the store says no.
    pub fn new(key: &str, rep: Option<RepId>, week: Week, context: &Context) -> Result<Self> {
        let whose = match rep {
            None => "Everyone".to_owned(),
            Some(id) => rep::by_id(context.store, id)?.map_or_else(String::new, |rep| rep.name),
        };
        Ok(Self {
            kpi: kpi::find(context.store, key)?,
            rep,
            whose,
            week,
            now: context.now,
            calls: Vec::new(),
            view: Viewport::default(),
        })
    }

    /// What a call contributes, in a word.
    fn said(&self, one: &op::Behind) -> String {
        match (one.value, &self.kpi.measure) {
            (Some(points), Measure::Points(_)) => value(self.kpi.unit(), points),
            (Some(share), _) if share > 0.5 => "yes".to_owned(),
            (Some(_), _) => "no".to_owned(),
            (None, Measure::Log) => "not known yet".to_owned(),
            (None, _) => "does not apply".to_owned(),
        }
    }

    fn enter(&self) -> Flow {
        match self.calls.get(self.view.selected) {
            None => Flow::Stay,
            Some(one) => Flow::Open(match one.evaluation {
                Some(evaluation) => Route::Scored(evaluation),
                None => Route::Customer(one.call.id),
            }),
        }
    }

    fn row(&self, index: usize, theme: &Theme) -> Vec<Line<'_>> {
        let Some(one) = self.calls.get(index) else {
            return Vec::new();
        };
        let call = &one.call;
        let answer = match one.value {
            Some(_) => theme.strong,
            None => theme.dim,
        };
        vec![
            Line::from(words::customer(call)),
            Line::from(call.rep.as_str()),
            Line::from(words::date_and_time(call.started_at, self.now.date_naive())),
            Line::styled(words::channel(call.channel), theme.dim),
            Line::styled(words::length(call.talk_secs), theme.dim),
            Line::styled(self.said(one), answer),
        ]
    }

    /// The columns; what a call contributes is called by what it is.
    fn columns(&self) -> [Column; 6] {
        let answer = match self.kpi.measure {
            Measure::Points(_) => "Quality",
            _ => "Counts as",
        };
        [
            Column::new("Customer", 0),
            Column::new("Rep", 16).drops(1),
            Column::new("When", 12),
            Column::new("Channel", 9).drops(2),
            Column::new("Length", 7).right().drops(3),
            Column::new(answer, 14).right(),
        ]
    }
}

impl Screen for Behind {
    fn title(&self) -> String {
        "The calls behind a number".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        Scope::Behind.chain()
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.calls = evaluations_behind(store, &self.kpi, self.rep, self.week, self.now)?;
        let page = self.calls.len();
        self.view.select(self.view.selected, self.calls.len(), page);
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        let len = self.calls.len();
        match input {
            Input::Do(Action::Open) => return Ok(self.enter()),
            Input::Do(Action::Back) => return Ok(Flow::Back),
            Input::Do(action) => {
                self.view.act(action, len, context.page);
            }
            Input::Click(Target::Row(row)) if row == self.view.selected => return Ok(self.enter()),
            input => self.view.take(&input, len, context.page),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let title = [
            &*self.kpi.name,
            &self.whose,
            &week(self.week),
            &days_told(self.week),
        ]
        .join(&format!(" {DOT} "));
        let count = calls(self.calls.len() as u64);
        let inside = panel::draw(canvas, panel::inset(area), &title, &count);
        let row = |index: usize| self.row(index, theme);
        table::draw(
            canvas,
            inside,
            &Table {
                columns: &self.columns(),
                len: self.calls.len(),
                row: &row,
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "No call stands behind it any more.",
            },
        );
    }
}
