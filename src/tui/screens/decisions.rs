//! Every decision with what came of it, the latest first.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::call::Instant;
use crate::ops::decision::{self as op, Followed};
use crate::store::Store;
use crate::store::decision;
use crate::tui::canvas::{Canvas, below};
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Reason, Route, Screen};
use crate::tui::widgets::paper::Paper;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::{dialog, panel, viewport::Viewport};
use crate::tui::words;

/// The screen.
#[derive(Debug)]
pub struct Decisions {
    now: Instant,
    /// Where a new one comes from.
    reason: Reason,
    rows: Vec<Followed>,
    view: Viewport,
    /// Whether it is asked if the chosen one may go.
    asking: bool,
}

impl Decisions {
    /// Every decision, still to be read; a new one comes from that reason.
    pub fn new(reason: &Reason, context: &Context) -> Self {
        Self {
            now: context.now,
            reason: reason.clone(),
            rows: Vec::new(),
            view: Viewport::default(),
            asking: false,
        }
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        let chosen = self.rows.get(self.view.selected).map(|one| one.decision.id);
        match (action, chosen) {
            (Action::Back, _) => return Ok(Flow::Back),
            (Action::Decide, _) => return Ok(Flow::Open(Route::Decide(self.reason.clone()))),
            (Action::Open, Some(id)) => return Ok(Flow::Open(Route::Look(id))),
            (Action::Clear, Some(_)) => self.asking = true,
            (Action::No, _) => self.asking = false,
            (Action::Yes, Some(id)) if self.asking => {
                self.asking = false;
                decision::remove(context.store, id)?;
                self.refresh(context.store)?;
                return context.say(Notice::done("Taken away."));
            }
            (action, _) => {
                self.view.act(action, self.rows.len(), context.page);
            }
        }
        Ok(Flow::Stay)
    }
}

impl Screen for Decisions {
    fn title(&self) -> String {
        "Decisions".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        if self.asking {
            Scope::Dialog.chain()
        } else {
            Scope::Decisions.chain()
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.rows = op::follow(store, self.now)?;
        self.view.select(self.view.selected, self.rows.len(), 1);
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        match input {
            Input::Do(action) => return self.act(action, context),
            input => self.view.take(&input, self.rows.len(), context.page),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let inset = panel::inset(area);
        let list = Rect {
            height: (self.rows.len() as u16 + 2).max(5).min(inset.height / 2),
            ..inset
        };
        self.draw_list(canvas, list);
        if let Some(one) = self.rows.get(self.view.selected) {
            draw_chosen(one, self.now, canvas, below(inset, list.height + 1));
        }
        if self.asking {
            let question =
                "It disappears from the charts and from every page, with what was found of it.";
            dialog::draw(canvas, area, "Take this decision away?", question);
        }
    }
}

impl Decisions {
    fn draw_list(&self, canvas: &mut Canvas, area: Rect) {
        let today = self.now.date_naive();
        let due = self
            .rows
            .iter()
            .filter(|one| one.decision.is_due(today))
            .count();
        let right = match due {
            0 => String::new(),
            n => format!("{n} to look at again"),
        };
        let inside = panel::draw(canvas, area, "Decisions", &right);
        let theme = canvas.theme;
        let columns = [
            Column::new("On", 11),
            Column::new("What", 0).least(24),
            Column::new("Who", 12).drops(2),
            Column::new("Look again", 12),
        ];
        let row = |index: usize| {
            let one = &self.rows[index].decision;
            let again = one
                .review_on
                .map_or(String::new(), |on| words::date(on, today));
            let again = match (one.is_due(today), one.looked_on) {
                (true, _) => Line::styled(again, theme.warn),
                (false, Some(on)) if one.review_on.is_none_or(|review| review <= on) => {
                    Line::styled(format!("seen {}", words::date(on, today)), theme.dim)
                }
                _ => Line::raw(again),
            };
            vec![
                Line::raw(words::date(one.decided_on, today)),
                Line::raw(one.what.clone()),
                Line::raw(one.owner.clone()),
                again,
            ]
        };
        table::draw(
            canvas,
            inside,
            &Table {
                columns: &columns,
                len: self.rows.len(),
                row: &row,
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "What the business decides stands here, with the numbers or voices behind it and what came of it. \
                        d writes one down.",
            },
        );
    }
}

fn draw_chosen(one: &Followed, now: Instant, canvas: &mut Canvas, area: Rect) {
    let decided = &one.decision;
    let inside = panel::draw(canvas, area, &decided.what, "");
    let theme = canvas.theme;
    let mut paper = Paper {
        lines: Vec::new(),
        columns: usize::from(inside.width.min(112)),
        theme,
    };
    if !decided.why.is_empty() {
        paper.under("Why     ", &decided.why, theme.text);
    }
    match &one.effect {
        Some(effect) => paper.under("Effect  ", &effect.text, theme.text),
        None => paper.under(
            "Effect  ",
            "It names neither a theme nor a KPI, so nothing is counted for it.",
            theme.dim,
        ),
    }
    if let Some(on) = decided.looked_on {
        let seen = format!(
            "{} (looked at on {})",
            decided.result,
            words::date(on, now.date_naive())
        );
        paper.under("Found   ", seen.trim(), theme.text);
    }
    for (row, line) in paper
        .lines
        .into_iter()
        .take(inside.height.into())
        .enumerate()
    {
        canvas.line(below(inside, row as u16), line);
    }
}
