//! Names in the calls that no rep is known by, and whom they stand for.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::rep::Rep;
use crate::ops::{import, new_rep};
use crate::store::{Store, intake, rep};
use crate::tui::canvas::{Canvas, Target, below, centred};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::viewport::Viewport;
use crate::tui::words;

/// What stands above the list.
#[derive(Debug)]
enum Open {
    Nothing,
    /// Which rep it is.
    Rep(Choice),
    /// What the new rep is called.
    Name(Field),
}

/// The names and the reps.
#[derive(Debug)]
pub struct Assign {
    /// As written, with how many calls wait for it.
    names: Vec<(String, i64)>,
    reps: Vec<Rep>,
    view: Viewport,
    open: Open,
}

impl Assign {
    /// The names, still to be read.
    pub fn new() -> Self {
        Self {
            names: Vec::new(),
            reps: Vec::new(),
            view: Viewport::default(),
            open: Open::Nothing,
        }
    }

    fn chosen(&self) -> Option<&str> {
        self.names
            .get(self.view.selected)
            .map(|(written, _)| written.as_str())
    }

    fn ask(&mut self) {
        if let Some(written) = self.chosen() {
            let mut options: Vec<String> = self.reps.iter().map(|rep| rep.name.clone()).collect();
            options.push("somebody who is not on this desk yet".into());
            self.open = Open::Rep(Choice::new(format!("Who is {written}?"), options));
        }
    }

    /// Says how many calls were assigned and goes on; back when no name is left.
    fn assigned(&mut self, rep: &str, calls: i64, context: &mut Context) -> Result<Flow> {
        self.open = Open::Nothing;
        self.refresh(context.store)?;
        let told = format!("{} went to {rep}.", words::counted(calls, "call"));
        context.say(Notice::done(told))?;
        Ok(if self.names.is_empty() {
            Flow::Back
        } else {
            Flow::Stay
        })
    }

    fn answer(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let Some(written) = self.chosen().map(str::to_owned) else {
            self.open = Open::Nothing;
            return Ok(Flow::Stay);
        };
        match &mut self.open {
            Open::Nothing => {}
            Open::Rep(choice) => match choice.update(input) {
                Chosen::Open => {}
                Chosen::None => self.open = Open::Nothing,
                Chosen::One(at) => match self.reps.get(at) {
                    Some(rep) => {
                        let name = rep.name.clone();
                        let calls = import::assign_rep(context.store, &written, rep.id)?;
                        return self.assigned(&name, calls, context);
                    }
                    None => self.open = Open::Name(Field::new(&written)),
                },
            },
            Open::Name(field) => match input {
                Input::Do(Action::Cancel) => self.open = Open::Nothing,
                Input::Do(Action::Accept) => {
                    let name = field.text().trim().to_owned();
                    let (_, calls) = new_rep::add(context.store, &name, &written)?;
                    return self.assigned(&name, calls, context);
                }
                Input::Key(key) => {
                    field.key(*key);
                }
                Input::Paste(text) => {
                    field.paste(text);
                }
                _ => {}
            },
        }
        Ok(Flow::Stay)
    }
}

impl Screen for Assign {
    fn title(&self) -> String {
        "Names without a rep".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.open {
            Open::Nothing => Scope::Assign.chain(),
            Open::Rep(_) => Scope::Choice.chain(),
            Open::Name(_) => Scope::Text.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.names = intake::unknown_reps(store)?;
        self.reps = rep::list(store)?;
        self.view.selected = self.view.selected.min(self.names.len().saturating_sub(1));
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        if !matches!(self.open, Open::Nothing) {
            return self.answer(&input, context);
        }
        let (len, page) = (self.names.len(), context.page);
        match input {
            Input::Do(Action::Open) => self.ask(),
            Input::Do(Action::Back) => return Ok(Flow::Back),
            Input::Do(action) => {
                self.view.act(action, len, page);
            }
            Input::Click(Target::Row(row)) => self.view.select(row, len, page),
            Input::Scroll(rows) => {
                self.view.scroll(rows, len, page);
            }
            _ => {}
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        const COLUMNS: &[Column] = &[
            Column::new("As written in the calls", 0),
            Column::new("Calls", 9).right(),
        ];
        let page = panel::inset(area);
        let page = Rect {
            width: page.width.min(80),
            ..page
        };
        let inside = panel::draw(canvas, page, &self.title(), "until assigned, not drawn");
        let row = |index: usize| {
            let (written, calls) = &self.names[index];
            vec![
                Line::raw(written.clone()),
                Line::raw(words::thousands(*calls)),
            ]
        };
        table::draw(
            canvas,
            inside,
            &Table {
                columns: COLUMNS,
                len: self.names.len(),
                row: &row,
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "Every name in the calls belongs to a rep.",
            },
        );
        match &self.open {
            Open::Nothing => {}
            Open::Rep(choice) => choice.draw(canvas, area),
            Open::Name(field) => {
                let inside = panel::boxed(canvas, centred(area, 66, 5), "A new rep: which name?");
                field.draw(canvas, inside, true, "");
                let hints = keys::footer(Scope::Text.chain(), inside.width.into());
                draw_hints(canvas, below(inside, 2), &hints);
            }
        }
    }
}
