//! What was promised to customers and is not done yet.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::id::EvaluationId;
use crate::store::Store;
use crate::store::owed::{self, Owed as Row};
use crate::tui::canvas::Canvas;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::viewport::Viewport;

const COLUMNS: &[Column] = &[
    Column::new("Customer", 0),
    Column::new("By", 12),
    Column::new("Spoke with", 16),
    Column::new("Call of", 12),
];

/// The list.
#[derive(Debug, Default)]
pub struct Owed {
    rows: Vec<Row>,
    view: Viewport,
    /// What was done last, to be taken back.
    done: Option<EvaluationId>,
}

impl Owed {
    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        let chosen = self.rows.get(self.view.selected);
        match (action, chosen) {
            (Action::Back, _) => return Ok(Flow::Back),
            (Action::Open, Some(row)) => return Ok(Flow::Open(Route::Customer(row.call))),
            (Action::Finish, Some(row)) => {
                let (id, customer) = (row.evaluation, row.customer.clone());
                owed::settle(context.store, id, Some(context.now.date_naive()))?;
                self.done = Some(id);
                self.refresh(context.store)?;
                return context.say(Notice::done(format!("{customer}: done. u takes it back.")));
            }
            (Action::Undo, _) => {
                let Some(id) = self.done.take() else {
                    return context.say(Notice::done("Nothing to take back."));
                };
                owed::settle(context.store, id, None)?;
                self.refresh(context.store)?;
            }
            (action, _) => {
                self.view.act(action, self.rows.len(), context.page);
            }
        }
        Ok(Flow::Stay)
    }
}

impl Screen for Owed {
    fn title(&self) -> String {
        "What is owed".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        Scope::Owed.chain()
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.rows = owed::list(store)?;
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        match input {
            Input::Do(action) => return self.act(action, context),
            input => self.view.take(&input, self.rows.len(), context.page),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let inside = panel::draw(canvas, panel::inset(area), "What is owed to customers", "");
        table::draw(
            canvas,
            inside,
            &Table {
                columns: COLUMNS,
                len: self.rows.len(),
                row: &|at| {
                    let row = &self.rows[at];
                    let called = row.started_at.format("%-d %b").to_string();
                    vec![
                        Line::from(row.customer.clone()),
                        Line::from(row.due_on.clone()),
                        Line::from(row.rep.clone()),
                        Line::from(called),
                    ]
                },
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "Nothing is owed. While scoring, o notes what was promised and by when.",
            },
        );
    }
}
