//! The calls behind one number: who called, who took it, what it contributed. Enter shows how it was scored, or the call
//! itself where every call of the log counts.

use anyhow::{Context as _, Result};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::call::Direction;
use crate::domain::id::RepId;
use crate::domain::kpi::{self, Kpi, Measure, REPEAT_WITHIN_SECS};
use crate::domain::trend::words;
use crate::domain::week::Week;
use crate::ops::trend::behind::{Behind as Call, evaluations_behind};
use crate::store::{Store, call, rep};
use crate::tui::canvas::{Canvas, Target, below, centred};
use crate::tui::glyphs::DOT;
use crate::tui::keys::{Action, Scope};
use crate::tui::listening::minutes;
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::told;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::{fit, wrap};
use crate::tui::widgets::{panel, viewport::Viewport};
use crate::tui::window::days_told;

/// Calls of the same customer that are looked through for a repeat.
const NEIGHBOURS: i64 = 12;

/// The list.
pub struct Behind {
    kpi: &'static Kpi,
    rep: Option<RepId>,
    /// The rep's name, or everyone.
    whose: String,
    week: Week,
    now: crate::domain::call::Instant,
    calls: Vec<Call>,
    view: Viewport,
    /// What is told of the chosen call, when it is open.
    open: Option<Vec<String>>,
}

impl Behind {
    /// The calls behind the number of a KPI in a week.
    ///
    /// # Errors
    /// There is no such KPI, or the store says no.
    pub fn new(key: &str, rep: Option<RepId>, week: Week, context: &Context) -> Result<Self> {
        let whose = match rep {
            None => "Everyone".to_owned(),
            Some(id) => rep::list(context.store)?
                .into_iter()
                .find(|rep| rep.id == id)
                .map_or_else(String::new, |rep| rep.name),
        };
        Ok(Self {
            kpi: kpi::find(key).with_context(|| format!("there is no KPI '{key}'"))?,
            rep,
            whose,
            week,
            now: context.now,
            calls: Vec::new(),
            view: Viewport::default(),
            open: None,
        })
    }

    fn is_log(&self) -> bool {
        matches!(self.kpi.measure, Measure::Log)
    }

    /// What a call contributes, in a word.
    fn said(&self, one: &Call) -> String {
        match (one.value, self.kpi.measure) {
            (Some(value), Measure::Points(_)) => words::value(self.kpi.unit(), value),
            (Some(value), _) => if value > 0.5 { "yes" } else { "no" }.to_owned(),
            (None, Measure::Log) => "not known yet".to_owned(),
            (None, _) => "does not apply".to_owned(),
        }
    }

    fn enter(&mut self, store: &Store) -> Result<Flow> {
        let Some(one) = self.calls.get(self.view.selected) else {
            return Ok(Flow::Stay);
        };
        if let Some(evaluation) = one.evaluation {
            return Ok(Flow::Open(Route::Scored(evaluation)));
        }
        self.open = Some(self.told(store, one)?);
        Ok(Flow::Stay)
    }

    /// A call of the log in a few lines, with the calls of the same customer that followed.
    fn told(&self, store: &Store, one: &Call) -> Result<Vec<String>> {
        let (who, what) = told::call(&one.call);
        let mut lines = vec![format!("{who}{what}")];
        if let Some(secs) = one.call.talk_secs {
            lines.push(format!("{} of talk", minutes(secs)));
        }
        if !one.call.note.is_empty() {
            lines.push(one.call.note.clone());
        }
        lines.push(String::new());
        let at = one.call.started_at.timestamp();
        let again = match one.call.customer_id {
            Some(customer) => call::history(store, customer, at + REPEAT_WITHIN_SECS + 1, NEIGHBOURS)?,
            None => Vec::new(),
        };
        let followed: Vec<String> = again
            .iter()
            .rev()
            .filter(|later| later.started_at.timestamp() > at && later.direction != Some(Direction::Out))
            .map(|later| {
                let on = later.started_at.format("%a %-d %b %H:%M");
                format!("Called again {on}, {}", if later.rep.is_empty() { "nobody answered" } else { &later.rep })
            })
            .collect();
        if followed.is_empty() {
            lines.push(match one.value {
                Some(_) => "Did not call again within 7 days.",
                None => "Has not called again so far; the 7 days are not over.",
            }.to_owned());
        }
        lines.extend(followed);
        Ok(lines)
    }

    fn row(&self, index: usize, canvas_dim: ratatui::style::Style) -> Vec<Line<'static>> {
        let Some(one) = self.calls.get(index) else {
            return Vec::new();
        };
        let customer = if one.call.customer.is_empty() { "A customer" } else { &one.call.customer };
        let length = one.call.talk_secs.map_or(String::new(), minutes);
        vec![
            Line::from(customer.to_owned()),
            Line::from(one.call.rep.clone()),
            Line::from(one.call.started_at.format("%a %-d %b %H:%M").to_string()),
            Line::styled(one.call.channel.word().replace('_', " "), canvas_dim),
            Line::styled(length, canvas_dim),
            Line::from(self.said(one)),
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
        self.calls = evaluations_behind(store, self.kpi, self.rep, self.week, self.now)?;
        self.view.select(self.view.selected, self.calls.len(), usize::MAX);
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        if self.open.take().is_some() {
            return Ok(Flow::Stay);
        }
        let len = self.calls.len();
        match input {
            Input::Do(Action::Open) => return self.enter(context.store),
            Input::Do(Action::Back) => return Ok(Flow::Back),
            Input::Do(action) => {
                self.view.act(action, len, context.page);
            }
            Input::Click(Target::Row(row)) => {
                let is_chosen = row == self.view.selected;
                self.view.select(row, len, context.page);
                if is_chosen {
                    return self.enter(context.store);
                }
            }
            Input::Scroll(rows) => {
                self.view.scroll(rows, len, context.page);
            }
            _ => {}
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        const ANSWERS: &[Column] = &[
            Column::new("Customer", 0),
            Column::new("Rep", 16).drops(1),
            Column::new("When", 16),
            Column::new("Channel", 9).drops(2),
            Column::new("Length", 7).right().drops(3),
            Column::new("Counts as", 14).right(),
        ];
        const POINTS: &[Column] = &[
            Column::new("Customer", 0),
            Column::new("Rep", 16).drops(1),
            Column::new("When", 16),
            Column::new("Channel", 9).drops(2),
            Column::new("Length", 7).right().drops(3),
            Column::new("Quality", 14).right(),
        ];
        let theme = canvas.theme;
        let room = panel::inset(area);
        let title = format!(
            "{} {DOT} {} {DOT} {} {DOT} {}",
            self.kpi.name,
            self.whose,
            words::week(self.week),
            days_told(self.week)
        );
        let inside = panel::draw(canvas, room, &title, &words::calls(self.calls.len() as u64));
        let row = |index: usize| self.row(index, theme.dim);
        table::draw(
            canvas,
            inside,
            &Table {
                columns: if matches!(self.kpi.measure, Measure::Points(_)) { POINTS } else { ANSWERS },
                len: self.calls.len(),
                row: &row,
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: if self.is_log() {
                    "No call of this week has a known customer and a rep."
                } else {
                    "No call of this week was heard at random."
                },
            },
        );
        if let Some(lines) = &self.open {
            draw_call(canvas, area, lines);
        }
    }
}

/// One call in a box.
fn draw_call(canvas: &mut Canvas, area: Rect, lines: &[String]) {
    let columns = area.width.min(76);
    let room = usize::from(columns.saturating_sub(4));
    let wrapped: Vec<String> = lines
        .iter()
        .flat_map(|line| if line.is_empty() { vec![String::new()] } else { wrap(line, room) })
        .collect();
    let place = centred(area, columns, wrapped.len() as u16 + 2);
    let inside = panel::boxed(canvas, place, "The call");
    for (row, line) in wrapped.iter().take(inside.height.into()).enumerate() {
        canvas.line(below(inside, row as u16), Span::raw(fit(line, room)));
    }
}

impl std::fmt::Debug for Behind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Behind")
            .field("kpi", &self.kpi.key)
            .field("week", &self.week)
            .finish_non_exhaustive()
    }
}
