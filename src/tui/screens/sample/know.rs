//! How much is known of the week: each rep's calls, how many were heard, quality and where it could be.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::call::Instant;
use crate::domain::rep::Rep;
use crate::domain::trend::Known;
use crate::domain::week::Week;
use crate::ops::draw::ledger::{self, Ends};
use crate::ops::trend;
use crate::stats::Status;
use crate::store::{Store, call};
use crate::tui::canvas::Canvas;
use crate::tui::theme::Theme;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::width;
use crate::tui::widgets::{panel, range};
use crate::tui::words;

/// The widest that a rep's name is shown.
const NAME: usize = 16;
/// Columns beside the names and the bar: three of numbers, the range in words, what stands between them.
const BESIDE: u16 = 48;
/// The widest bar: one column for two points.
const BAR: u16 = 51;

/// What is known of a week.
#[derive(Debug, Default)]
pub struct Know {
    rows: Vec<Row>,
    /// Over the last weeks.
    skips: Option<Ends>,
}

#[derive(Debug)]
struct Row {
    known: Known,
    /// Handled calls of the week, drawn from or not.
    handled: i64,
}

impl Know {
    /// Reads what is known of a week: the reps, then everyone.
    pub fn read(store: &Store, week: Week, now: Instant) -> Result<Self> {
        let handled = call::handled_in_week(store, week)?;
        let all: i64 = handled.iter().map(|(_, calls)| calls).sum();
        let of = |known: Known| {
            let rep = known.rep.as_ref().map(|(rep, _)| *rep);
            let own = handled.iter().find(|(id, _)| Some(*id) == rep);
            let handled = rep.map_or(all, |_| own.map_or(0, |(_, calls)| *calls));
            Row { known, handled }
        };
        let mut rows: Vec<Row> = trend::known(store, week, now)?
            .into_iter()
            .map(of)
            .collect();
        // The business comes first there and last here.
        if rows.first().is_some_and(|row| row.known.rep.is_none()) {
            rows.rotate_left(1);
        }
        if rows.len() == 2 {
            rows.pop();
        }
        let skips = ledger::ledger(store, week.plus(1 - ledger::WEEKS), week)?.all;
        Ok(Self {
            rows,
            skips: Some(skips).filter(|skips| skips.is_many()),
        })
    }

    /// Lines that it takes: a title, the names of the columns, a line for each.
    pub fn height(&self) -> u16 {
        self.rows.len() as u16 + 2
    }

    /// Calls heard and calls asked for, of everyone.
    pub fn heard(&self) -> (u64, u64) {
        self.rows
            .last()
            .map_or((0, 0), |row| (row.known.heard, row.known.asked))
    }

    /// Draws the rows with their bars; reps by their short names.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, reps: &[Rep]) {
        let beside = self.skips.map_or("quality, 0 to 100".into(), |skips| {
            let share = words::whole(100.0 * skips.skipped_share());
            format!(
                "{share}% skipped in {} weeks: they may differ",
                ledger::WEEKS
            )
        });
        let inside = panel::draw(canvas, area, "How much you know", &beside);
        let names = self.rows.iter().map(|row| width(&row.name(reps))).max();
        let name = names.unwrap_or(0).clamp(3, NAME) as u16;
        let columns = [
            Column::new("Rep", name),
            Column::new("Calls", 5).right(),
            Column::new("Heard", 6).right(),
            Column::new("Quality", 7).right(),
            Column::new("where it could be", 0),
        ];
        let bar = inside.width.saturating_sub(name + BESIDE).min(BAR);
        let row = |index: usize| self.rows[index].cells(canvas.theme, reps, bar);
        let rows: Vec<Vec<Line>> = (0..self.rows.len()).map(row).collect();
        table::draw(
            canvas,
            inside,
            &Table {
                columns: &columns,
                len: rows.len(),
                row: &|index| rows[index].clone(),
                view: None,
                more_above: false,
                more_below: false,
                empty: "",
            },
        );
    }
}

impl Row {
    fn name(&self, reps: &[Rep]) -> String {
        let rep = self.known.rep.as_ref();
        rep.map_or("Everyone".into(), |(_, name)| words::short_name(name, reps))
    }

    fn cells(&self, theme: &Theme, reps: &[Rep], bar: u16) -> Vec<Line<'static>> {
        let known = &self.known;
        let is_drawn = known.asked > 0;
        let style = if known.rep.is_some() {
            theme.text
        } else {
            theme.strong
        };
        let calls = known.calls.map_or(self.handled, |calls| calls as i64);
        let heard = if is_drawn {
            format!("{}/{}", known.heard, known.asked)
        } else {
            "-".into()
        };
        let quality = known.value.map_or(String::new(), words::whole);
        let place = match known.value.zip(known.range) {
            Some((value, range)) => {
                let mut line = range::line(bar.into(), range.low, value, range.high, theme);
                line.push_span(Span::raw(format!("  {}", self.told(range.low, range.high))));
                line
            }
            None if !is_drawn => Line::styled("nothing drawn yet", theme.dim),
            None => Line::styled(known.words(), theme.dim),
        };
        vec![
            Line::styled(self.name(reps), style),
            Line::raw(words::thousands(calls)),
            Line::raw(heard),
            Line::styled(quality, theme.strong),
            place,
        ]
    }

    fn told(&self, low: f64, high: f64) -> String {
        match self.known.status {
            Status::Census => "all heard".into(),
            Status::Early => format!("{}–{}, early", words::whole(low), words::whole(high)),
            Status::StratumNotSampled => {
                format!("{}–{}, not all", words::whole(low), words::whole(high))
            }
            _ => format!("{}–{}", words::whole(low), words::whole(high)),
        }
    }
}
