//! Names in the files that no rep is known by: whose they are, once for ever.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::rep::Rep;
use crate::ops::import::assign_rep;
use crate::store::{Store, intake, rep};
use crate::tui::canvas::Canvas;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::viewport::Viewport;

const COLUMNS: &[Column] = &[
    Column::new("Name in the files", 0),
    Column::new("Calls", 8).right(),
];

/// The names and what is open above them.
#[derive(Default)]
pub struct Names {
    names: Vec<(String, i64)>,
    reps: Vec<Rep>,
    view: Viewport,
    whose: Option<Choice>,
}

impl Names {
    fn ask(&mut self) {
        let Some((name, _)) = self.names.get(self.view.selected) else {
            return;
        };
        let mut options: Vec<String> = self.reps.iter().map(|rep| rep.name.clone()).collect();
        options.push(format!("somebody new: {name}"));
        self.whose = Some(Choice::new(format!("Who is “{name}”?"), options));
    }

    fn assign(&mut self, place: usize, context: &mut Context) -> Result<Flow> {
        let Some((name, _)) = self.names.get(self.view.selected).cloned() else {
            return Ok(Flow::Stay);
        };
        let (known, rep_name) = match self.reps.get(place) {
            Some(rep) => (Some(rep.id), rep.name.clone()),
            None => (None, name.clone()),
        };
        let calls = context.store.transaction(|store| {
            let id = match known {
                Some(id) => id,
                None => rep::add(store, &rep_name)?,
            };
            assign_rep(store, &name, id)
        })?;
        self.refresh(context.store)?;
        let calls = if calls == 1 {
            "1 call".to_owned()
        } else {
            format!("{calls} calls")
        };
        context.say(Notice::done(format!(
            "{name} is {rep_name}: {calls} assigned."
        )))
    }
}

impl Screen for Names {
    fn title(&self) -> String {
        "Names".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.whose {
            Some(_) => Scope::Choice.chain(),
            None => Scope::Names.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.names = intake::unknown_reps(store)?;
        self.reps = rep::list(store)?
            .into_iter()
            .filter(|rep| !rep.retired)
            .collect();
        self.view.select(self.view.selected, self.names.len(), 1);
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        if let Some(choice) = &mut self.whose {
            match choice.update(&input) {
                Chosen::Open => {}
                Chosen::None => self.whose = None,
                Chosen::One(place) => {
                    self.whose = None;
                    return self.assign(place, context);
                }
            }
            return Ok(Flow::Stay);
        }
        match input {
            Input::Do(Action::Back) => return Ok(Flow::Back),
            Input::Do(Action::Open) => self.ask(),
            input => self.view.take(&input, self.names.len(), context.page),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let area = panel::inset(area);
        let inside = panel::draw(canvas, area, "Names that this desk does not know", "");
        let row = |index: usize| {
            let (name, calls) = self.names.get(index).cloned().unwrap_or_default();
            vec![Line::from(name), Line::from(calls.to_string())]
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
                empty: "Every name in the files is known.",
            },
        );
        if let Some(choice) = &self.whose {
            choice.draw(canvas, area);
        }
    }
}
