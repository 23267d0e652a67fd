//! Every scorecard: what it is used for, changing it, choosing it, copying it. Changing one question after the other
//! stands in `scorecard`.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::call::Channel;
use crate::domain::scorecard::{Scorecard, key_of};
use crate::ops::scorecard as op;
use crate::store::scorecard::{self as forms, Listed};
use crate::store::{Store, desk};
use crate::tui::canvas::{Canvas, below, centred};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::field::{Field, Typed};
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::wrap;
use crate::tui::widgets::viewport::Viewport;
use crate::tui::words;

const COLUMNS: &[Column] = &[
    Column::new("Scorecard", 0),
    Column::new("Version", 8).right(),
    Column::new("Scored", 7).right(),
    Column::new("Used for", 34),
];

/// One row.
struct Row {
    listed: Listed,
    used_for: Vec<Channel>,
    uses: i64,
    changed: bool,
}

/// What stands above the list.
#[derive(Default)]
enum Open {
    #[default]
    Nothing,
    /// For which channel it shall be used.
    Use(Choice),
    /// The name of a copy.
    Copy(Field),
    /// The text in the owner's editor, and what is wrong with it.
    Text {
        /// Goes with the file in it.
        _folder: tempfile::TempDir,
        file: PathBuf,
        faults: Vec<String>,
    },
}

/// The list.
#[derive(Default)]
pub struct Scorecards {
    rows: Vec<Row>,
    view: Viewport,
    open: Open,
}

impl Scorecards {
    fn chosen(&self) -> Option<&Row> {
        self.rows.get(self.view.selected)
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        let Some(row) = self.chosen() else {
            return Ok(if action == Action::Back {
                Flow::Back
            } else {
                Flow::Stay
            });
        };
        let (key, name) = (row.listed.key.clone(), row.listed.name.clone());
        match action {
            Action::Open => return Ok(Flow::Open(Route::Scorecard(key))),
            Action::Use => {
                let mut options =
                    vec!["every spoken call, unless a channel has its own".to_owned()];
                options.extend(
                    Channel::ALL
                        .iter()
                        .map(|one| words::channel(*one).to_owned()),
                );
                self.open = Open::Use(Choice::new(format!("Score with {name}"), options));
            }
            Action::New => self.open = Open::Copy(Field::new(&format!("{name} 2"))),
            Action::Edit => return self.edit(&key, context),
            Action::Back => return Ok(Flow::Back),
            action => {
                self.view.act(action, self.rows.len(), context.page);
            }
        }
        Ok(Flow::Stay)
    }

    fn choose(&mut self, place: usize, context: &mut Context) -> Result<Flow> {
        let Some(row) = self.chosen() else {
            return Ok(Flow::Stay);
        };
        let (key, name) = (row.listed.key.clone(), row.listed.name.clone());
        let channel = place
            .checked_sub(1)
            .and_then(|place| Channel::ALL.get(place));
        op::choose(context.store, &key, channel.copied(), context.now.to_utc())?;
        self.refresh(context.store)?;
        let what = channel.map_or("Spoken calls", |one| words::channel(*one));
        context.say(Notice::done(format!(
            "{what}: scored on {name} from now on."
        )))
    }

    /// Makes a copy under another name, and goes to change it.
    fn copy(&mut self, name: &str, context: &mut Context) -> Result<Flow> {
        let Some(row) = self.chosen() else {
            return Ok(Flow::Stay);
        };
        let mut form = forms::newest(context.store, &row.listed.key)?.scorecard;
        form.key = key_of(name);
        name.clone_into(&mut form.name);
        if self.rows.iter().any(|row| row.listed.key == form.key) {
            return context.say(Notice::failed(
                "There is a scorecard of that name: choose another.",
            ));
        }
        let toml = form.to_toml();
        let form = Scorecard::parse(name, &toml)?;
        let reason = format!("a copy of {}", row.listed.name);
        op::publish(
            context.store,
            &form,
            &toml,
            &reason,
            false,
            context.now.to_utc(),
        )?;
        self.open = Open::Nothing;
        Ok(Flow::Open(Route::Scorecard(form.key)))
    }

    /// Opens the text of a scorecard in the owner's editor: with what was changed and not used yet.
    fn edit(&mut self, key: &str, context: &Context) -> Result<Flow> {
        let text = match desk::setting(context.store, &op::draft_setting(key))? {
            Some(draft) if !draft.is_empty() => draft,
            _ => forms::newest(context.store, key)?.toml,
        };
        let folder = tempfile::tempdir().context("could not make a file for the editor")?;
        let file = folder.path().join(format!("{key}.toml"));
        std::fs::write(&file, text).context("could not write the file for the editor")?;
        self.open = Open::Text {
            _folder: folder,
            file: file.clone(),
            faults: Vec::new(),
        };
        Ok(Flow::Edit(file))
    }

    /// The editor has ended: what is sound goes on to be looked at and used, what is not is told.
    fn edited(&mut self, ended: Result<(), String>, context: &mut Context) -> Result<Flow> {
        let Open::Text { file, faults, .. } = &mut self.open else {
            return Ok(Flow::Stay);
        };
        if let Err(why) = ended {
            self.open = Open::Nothing;
            return context.say(Notice::failed(why));
        }
        let text = std::fs::read_to_string(&*file).context("could not read the text back")?;
        let Some(key) = self
            .rows
            .get(self.view.selected)
            .map(|row| row.listed.key.clone())
        else {
            return Ok(Flow::Stay);
        };
        let name = format!("{key}.toml");
        match Scorecard::parse(&name, &text) {
            Err(found) => {
                *faults = found.0.iter().map(ToString::to_string).collect();
                Ok(Flow::Stay)
            }
            Ok(form) if form.key != key => {
                *faults = vec![format!(
                    "{name}: the key must stay {key}; n makes a copy under another name"
                )];
                Ok(Flow::Stay)
            }
            Ok(_) => {
                desk::set(context.store, &op::draft_setting(&key), &text)?;
                self.open = Open::Nothing;
                Ok(Flow::Open(Route::Scorecard(key)))
            }
        }
    }

    fn type_name(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let Open::Copy(field) = &mut self.open else {
            return Ok(Flow::Stay);
        };
        match field.update(input) {
            Typed::Open => Ok(Flow::Stay),
            Typed::None => {
                self.open = Open::Nothing;
                Ok(Flow::Stay)
            }
            Typed::Text(name) if name.is_empty() => {
                context.say(Notice::failed("Give the copy a name, or Esc."))
            }
            Typed::Text(name) => self.copy(&name, context),
        }
    }

    fn draw_faults(canvas: &mut Canvas, area: Rect, faults: &[String]) {
        let width = area.width.min(90);
        let room = usize::from(width.saturating_sub(4));
        let lines: Vec<String> = faults.iter().flat_map(|one| wrap(one, room)).collect();
        let place = centred(area, width, lines.len() as u16 + 5);
        let inside = panel::boxed(canvas, place, "This cannot be used yet");
        let last = inside.height.saturating_sub(2);
        for (row, line) in lines.iter().take(usize::from(last)).enumerate() {
            canvas.line(below(inside, row as u16), Span::raw(line));
        }
        let asked = Span::styled("Open it in the editor again?", canvas.theme.strong);
        canvas.line(below(inside, last), asked);
        let hints = keys::footer(Scope::Dialog.chain(), inside.width.into());
        draw_hints(canvas, below(inside, last + 1), &hints);
    }

    fn row(&self, index: usize, canvas: &Canvas) -> Vec<Line<'static>> {
        let row = &self.rows[index];
        let mut name = row.listed.name.clone();
        if row.changed {
            name.push_str("  changed, not used yet");
        }
        let channels: Vec<&str> = row
            .used_for
            .iter()
            .map(|one| words::channel(*one))
            .collect();
        vec![
            Line::from(name),
            Line::from(row.listed.version.to_string()),
            Line::from(row.uses.to_string()),
            Line::styled(channels.join(", "), canvas.theme.dim),
        ]
    }
}

impl Screen for Scorecards {
    fn title(&self) -> String {
        "Scorecards".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match &self.open {
            Open::Nothing => Scope::Scorecards.chain(),
            Open::Use(_) => Scope::Choice.chain(),
            Open::Copy(_) => Scope::Text.chain(),
            Open::Text { .. } => Scope::Dialog.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.rows.clear();
        for listed in forms::list(store)? {
            let draft = desk::setting(store, &op::draft_setting(&listed.key))?;
            self.rows.push(Row {
                used_for: op::used_for(store, &listed.key)?,
                uses: forms::count_uses(store, &listed.key)?,
                changed: draft.is_some_and(|draft| !draft.is_empty()),
                listed,
            });
        }
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        if let Input::Edited(ended) = input {
            return self.edited(ended, context);
        }
        match &mut self.open {
            Open::Nothing => {}
            Open::Copy(_) => return self.type_name(&input, context),
            Open::Use(choice) => {
                let chosen = choice.update(&input);
                if chosen != Chosen::Open {
                    self.open = Open::Nothing;
                }
                return match chosen {
                    Chosen::One(place) => self.choose(place, context),
                    Chosen::Open | Chosen::None => Ok(Flow::Stay),
                };
            }
            Open::Text { file, .. } => {
                let file = file.clone();
                return Ok(match input {
                    Input::Do(Action::Yes) => Flow::Edit(file),
                    Input::Do(Action::No) => {
                        self.open = Open::Nothing;
                        Flow::Stay
                    }
                    _ => Flow::Stay,
                });
            }
        }
        match input {
            Input::Do(action) => self.act(action, context),
            input => {
                self.view.take(&input, self.rows.len(), context.page);
                Ok(Flow::Stay)
            }
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let inside = panel::draw(canvas, panel::inset(area), "Scorecards", "");
        let rows: Vec<Vec<Line>> = (0..self.rows.len())
            .map(|at| self.row(at, canvas))
            .collect();
        table::draw(
            canvas,
            inside,
            &Table {
                columns: COLUMNS,
                len: rows.len(),
                row: &|at| rows[at].clone(),
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "There is no scorecard.",
            },
        );
        match &self.open {
            Open::Nothing => {}
            Open::Use(choice) => choice.draw(canvas, area),
            Open::Copy(field) => {
                let inside = panel::boxed(canvas, centred(area, 66, 6), "A copy called");
                field.draw(canvas, below(inside, 1), true, "a name");
                let hints = keys::footer(Scope::Text.chain(), inside.width.into());
                draw_hints(canvas, below(inside, 3), &hints);
            }
            Open::Text { faults, .. } => Self::draw_faults(canvas, area, faults),
        }
    }
}
