//! Customers who wait: called again after a call that did not solve it, or gone quiet after a bad one.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::call::Instant;
use crate::ops::customer::{self as op, Waiting as Row};
use crate::store::Store;
use crate::tui::canvas::Canvas;
use crate::tui::keys::{Action, Scope};
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::viewport::Viewport;
use crate::tui::words;

const COLUMNS: &[Column] = &[
    Column::new("Customer", 28),
    Column::new("Heard", 7),
    Column::new("Why", 0),
];

/// The list.
#[derive(Debug)]
pub struct Waiting {
    now: Instant,
    rows: Vec<Row>,
    /// How many of the rows called again; the others have gone quiet.
    again: usize,
    view: Viewport,
}

impl Waiting {
    /// Who waits, still to be read.
    pub fn new(context: &Context) -> Self {
        Self {
            now: context.now,
            rows: Vec::new(),
            again: 0,
            view: Viewport::default(),
        }
    }
}

impl Screen for Waiting {
    fn title(&self) -> String {
        "Who waits".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        Scope::Waiting.chain()
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.rows = op::unsolved(store, self.now)?;
        self.again = self.rows.len();
        self.rows.extend(op::quiet(store, self.now)?);
        self.view.select(self.view.selected, self.rows.len(), 1);
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        match input {
            Input::Do(Action::Back) => return Ok(Flow::Back),
            Input::Do(Action::Open) => {
                if let Some(row) = self.rows.get(self.view.selected) {
                    return Ok(Flow::Open(Route::Customer(row.after.last_call)));
                }
            }
            input => self.view.take(&input, self.rows.len(), context.page),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let quiet = self.rows.len() - self.again;
        let right = format!("{} called again, {quiet} gone quiet", self.again);
        let inside = panel::draw(canvas, panel::inset(area), "Customers who wait", &right);
        let today = self.now.date_naive();
        let row = |at: usize| {
            let row = &self.rows[at];
            vec![
                Line::raw(row.after.name.clone()),
                Line::raw(words::date(row.after.called_at.date_naive(), today)),
                Line::raw(row.told()),
            ]
        };
        table::draw(
            canvas,
            inside,
            &Table {
                columns: COLUMNS,
                len: self.rows.len(),
                row: &row,
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "Nobody waits, as far as calls were heard: who calls again after a call that did not solve it, or \
                        falls silent after a bad one, stands here.",
            },
        );
    }
}
