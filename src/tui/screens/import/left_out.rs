//! What stands behind a line of what came of an import: calls, rows of the file, or files, each with why it is there.

use std::sync::mpsc::{Receiver, channel};

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::call::{Call, Standing};
use crate::domain::id::{CallId, ImportId};
use crate::ops::import::report::Rejected;
use crate::ops::import::{Origin, lines};
use crate::ops::recordings::report::Left;
use crate::store::{Store, call};
use crate::tui::canvas::{Canvas, Target, below, centred};
use crate::tui::keys::Action;
use crate::tui::screen::{Context, Flow, Input, Route};
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::wrap;
use crate::tui::widgets::viewport::Viewport;
use crate::tui::words;

/// The most rows that are shown.
const AT_MOST: usize = lines::AT_MOST;
/// Between two cells of a row.
const BETWEEN: &str = " · ";

const COLUMNS: &[Column] = &[
    Column::new("Where", 12).least(12),
    Column::new("What it holds", 0).least(20),
    Column::new("Why", 0).least(20),
];

/// The same where every reason is a few words.
const SHORT: &[Column] = &[
    Column::new("Where", 12).least(12),
    Column::new("What it holds", 0).least(20),
    Column::new("Why", FEW_WORDS as u16),
];

/// How long a reason is at most that is a few words.
const FEW_WORDS: usize = 24;

/// One of them.
struct Item {
    place: String,
    line: u64,
    holds: Vec<String>,
    why: String,
    call: Option<CallId>,
}

/// What is behind a line.
pub struct LeftOut {
    title: String,
    items: Vec<Item>,
    /// What stands above the columns of the file.
    headers: Vec<String>,
    /// The cells of the rows, once they were read from the file.
    coming: Option<Receiver<lines::Rows>>,
    view: Viewport,
    /// Whether the chosen one is seen whole.
    whole: bool,
}

impl LeftOut {
    /// The calls of an import that stand so.
    ///
    /// # Errors
    /// What the store says.
    pub fn calls(
        title: String,
        store: &Store,
        import: ImportId,
        standing: Standing,
    ) -> Result<Self> {
        let calls = call::of_import(store, import, standing, AT_MOST as i64)?;
        Ok(Self::of(title, calls.iter().map(of_call).collect()))
    }

    /// Files.
    pub fn files(title: String, files: &[Left]) -> Self {
        let items = files.iter().take(AT_MOST).map(|left| Item {
            place: String::new(),
            line: 0,
            holds: vec![left.file.clone()],
            why: left.reason.clone(),
            call: left.calls.first().copied(),
        });
        Self::of(title, items.collect())
    }

    /// Rows of a file; what they hold is read beside the app.
    pub fn rows(
        title: String,
        rows: &[Rejected],
        table: Option<&(Origin, Vec<String>)>,
        context: &mut Context,
    ) -> Self {
        let items = rows.iter().take(AT_MOST).map(|row| Item {
            place: format!("line {}", words::thousands(row.line as i64)),
            line: row.line,
            holds: Vec::new(),
            why: row.reason.clone(),
            call: None,
        });
        let mut left_out = Self::of(title, items.collect());
        if let Some((origin, headers)) = table {
            left_out.headers.clone_from(headers);
            left_out.read(origin.clone(), context);
        }
        left_out
    }

    fn of(title: String, items: Vec<Item>) -> Self {
        Self {
            title,
            items,
            headers: Vec::new(),
            coming: None,
            view: Viewport::default(),
            whole: false,
        }
    }

    /// Reads what the rows hold. Where other work runs, only their lines are told.
    fn read(&mut self, origin: Origin, context: &mut Context) {
        let at: Vec<u64> = self.items.iter().map(|item| item.line).collect();
        let width = self.headers.len();
        let (sender, coming) = channel();
        let started = context.jobs.start("Reading rows", move |_, progress| {
            let mut listener = |at| progress.of_rows(at);
            // Nobody may wait for them any more.
            let _ = sender.send(lines::rows(&origin, &at, width, &mut listener)?);
            Ok(String::new())
        });
        self.coming = started.is_ok().then_some(coming);
    }

    fn take(&mut self) {
        let Some(rows) = self
            .coming
            .as_ref()
            .and_then(|coming| coming.try_recv().ok())
        else {
            return;
        };
        self.coming = None;
        for (line, cells) in rows {
            for item in self.items.iter_mut().filter(|item| item.line == line) {
                item.holds.clone_from(&cells);
            }
        }
    }

    /// Takes an input in; back, a route, or nothing.
    pub fn update(&mut self, input: &Input, page: usize) -> Option<Flow> {
        let len = self.items.len();
        match input {
            Input::Job(_) => self.take(),
            Input::Do(Action::Back) if self.whole => self.whole = false,
            Input::Do(Action::Back) => return Some(Flow::Back),
            Input::Do(Action::Open) => {
                let chosen = self.items.get(self.view.selected)?;
                match chosen.call {
                    Some(call) => return Some(Flow::Open(Route::Customer(call))),
                    None => self.whole = !self.whole,
                }
            }
            Input::Do(action) => {
                self.view.act(*action, len, page);
            }
            Input::Click(Target::Row(row)) => {
                self.view.select(*row, len, page);
                self.whole = false;
            }
            Input::Scroll(rows) => {
                self.view.scroll(*rows, len, page);
            }
            _ => {}
        }
        None
    }

    /// Draws them.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let theme = *canvas.theme;
        let more = if self.items.len() == AT_MOST {
            format!("the first {}", words::thousands(AT_MOST as i64))
        } else {
            String::new()
        };
        let inside = panel::draw(canvas, area, &self.title, &more);
        let row = |index: usize| match self.items.get(index) {
            Some(item) => {
                let cells = item.holds.iter().filter(|cell| !cell.is_empty());
                let cells: Vec<&str> = cells.map(String::as_str).collect();
                vec![
                    Line::from(item.place.clone()),
                    Line::from(cells.join(BETWEEN)),
                    Line::from(Span::styled(item.why.clone(), theme.warn)),
                ]
            }
            None => Vec::new(),
        };
        let is_short = |item: &Item| item.why.chars().count() <= FEW_WORDS;
        let columns = if self.items.iter().all(is_short) {
            SHORT
        } else {
            COLUMNS
        };
        table::draw(
            canvas,
            inside,
            &Table {
                columns,
                len: self.items.len(),
                row: &row,
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "They are not kept one by one.",
            },
        );
        if let Some(item) = self.items.get(self.view.selected).filter(|_| self.whole) {
            self.draw_whole(canvas, area, item);
        }
    }

    /// The whole of one: why it is here, then each cell under its header.
    fn draw_whole(&self, canvas: &mut Canvas, area: Rect, item: &Item) {
        let width = area.width.saturating_sub(4).min(100);
        let room = usize::from(width.saturating_sub(4));
        let mut lines: Vec<(bool, String)> = Vec::new();
        lines.extend(wrap(&item.why, room).into_iter().map(|line| (true, line)));
        for (at, cell) in item
            .holds
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
        {
            let header = self.headers.get(at).map_or("", String::as_str);
            let told = match header {
                "" => cell.clone(),
                header => format!("{header}: {cell}"),
            };
            lines.extend(wrap(&told, room).into_iter().map(|line| (false, line)));
        }
        let place = centred(area, width, lines.len() as u16 + 2);
        let inside = panel::boxed(canvas, place, &item.place);
        for (row, (why, line)) in lines.iter().enumerate() {
            if row >= usize::from(inside.height) {
                break;
            }
            let style = if *why {
                canvas.theme.warn
            } else {
                canvas.theme.text
            };
            canvas.line(
                below(inside, row as u16),
                Span::styled(line.as_str(), style),
            );
        }
    }
}

fn of_call(call: &Call) -> Item {
    let talk = words::length(call.talk_secs);
    let holds = [
        words::customer(call),
        &call.rep,
        words::channel(call.channel),
        &talk,
    ];
    Item {
        place: call.started_at.format("%-d %b %H:%M").to_string(),
        line: 0,
        holds: holds.map(str::to_owned).to_vec(),
        why: words::standing(call.standing).to_owned(),
        call: Some(call.id),
    }
}
