//! Several tables in a folder or archive: one of them is chosen.

use std::path::Path;

use anyhow::{Result, ensure};
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::import::kind::Kind;
use crate::domain::import::stamp::DateOrder;
use crate::ops::import::{Origin, Refusal};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::keys::Action;
use crate::tui::screen::Input;
use crate::tui::widgets::dialog::{self, Choice};
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::viewport::Viewport;
use crate::tui::words::counted;

use super::mapping::{ORDERS, orders};

const COLUMNS: &[Column] = &[Column::new("Choose one, or all", 0)];

/// The tables; the first row stands for all of them.
pub struct Several {
    place: String,
    /// The tables.
    pub tables: Vec<Origin>,
    /// What they hold, where it was told.
    pub kind: Option<Kind>,
    /// The order of their dates, where that was told.
    pub dates: Option<DateOrder>,
    /// The order of their dates, while it is asked for.
    asked: Option<Choice>,
    view: Viewport,
}

/// What came of an input.
pub enum Chosen {
    /// Nothing yet.
    Open,
    /// None of them.
    None,
    /// This one, read as the kind that was told.
    Table(Origin, Option<Kind>),
    /// All of them.
    All,
}

impl Several {
    /// The tables of `path`.
    ///
    /// # Errors
    /// There are none.
    pub fn new(path: &Path, tables: Vec<Origin>, kind: Option<Kind>) -> Result<Self> {
        let place = path.display().to_string();
        ensure!(!tables.is_empty(), "{place} holds no files");
        Ok(Self {
            place,
            tables,
            kind,
            dates: None,
            asked: None,
            view: Viewport::default(),
        })
    }

    /// Takes an input in.
    pub fn update(&mut self, input: &Input, page: usize) -> Chosen {
        let len = self.tables.len() + 1;
        if let Some(choice) = &mut self.asked {
            let chosen = choice.update(input);
            if chosen != dialog::Chosen::Open {
                self.asked = None;
            }
            if let dialog::Chosen::One(place) = chosen {
                self.dates = ORDERS.get(place).copied();
                return Chosen::All;
            }
            return Chosen::Open;
        }
        match input {
            Input::Do(Action::Cancel) => return Chosen::None,
            Input::Do(Action::Accept) => return self.take(),
            Input::Do(Action::Digit(number)) => {
                self.view.select(number - 1, len, page);
                return self.take();
            }
            Input::Do(action) => {
                self.view.act(*action, len, page);
            }
            Input::Click(Target::Row(row)) => {
                let again = self.view.selected == *row;
                self.view.select(*row, len, page);
                if again {
                    return self.take();
                }
            }
            Input::Scroll(rows) => {
                self.view.scroll(*rows, len, page);
            }
            _ => {}
        }
        Chosen::Open
    }

    /// Asks what all of them were refused for.
    pub fn ask(&mut self, refusal: &Refusal) {
        if let Refusal::NeedsDates { example, .. } = refusal {
            self.asked = Some(orders(example));
        }
    }

    fn take(&self) -> Chosen {
        let Some(place) = self.view.selected.checked_sub(1) else {
            return Chosen::All;
        };
        match self.tables.get(place) {
            Some(table) => Chosen::Table(table.clone(), self.kind),
            None => Chosen::Open,
        }
    }

    /// Draws the tables.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let count = counted(self.tables.len() as i64, "table");
        let inside = panel::draw(canvas, area, &self.place, &count);
        let row = |index: usize| {
            let Some(index) = index.checked_sub(1) else {
                let all = format!(
                    "all {count}, one after the other; what is none of its kind is left out"
                );
                return vec![Line::from(all)];
            };
            let shown = self.tables.get(index).map(ToString::to_string);
            let shown = shown.unwrap_or_default();
            let below = shown.strip_prefix(&self.place).map(str::to_owned);
            let name = below.unwrap_or(shown);
            vec![Line::from(name.trim_start_matches(['/', '\\']).to_owned())]
        };
        table::draw(
            canvas,
            inside,
            &Table {
                columns: COLUMNS,
                len: self.tables.len() + 1,
                row: &row,
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "",
            },
        );
        if let Some(choice) = &self.asked {
            choice.draw(canvas, area);
        }
    }
}
