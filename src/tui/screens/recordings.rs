//! Recordings: the folder in which they lie, and those that have no call, with the reason and what can be done.

use std::path::{Path, PathBuf};

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::recording::Recording;
use crate::ops::recordings::{self, Options, Report, Root};
use crate::paths;
use crate::store::{Store, recording};
use crate::tui::canvas::{Canvas, below, centred};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::widgets::field::{Field, Typed};
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::wrap;
use crate::tui::widgets::viewport::Viewport;
use crate::tui::words;

/// Lines below the list, for why the chosen one has no call.
const WHY: u16 = 3;

const COLUMNS: &[Column] = &[
    Column::new("Recording without a call", 0).least(24),
    Column::new("Length", 7).right(),
];

/// The folder and what lies in it without a call.
#[derive(Default)]
pub struct Recordings {
    folder: Option<String>,
    alone: Vec<Recording>,
    count: (i64, i64),
    view: Viewport,
    typing: Option<Field>,
}

impl Recordings {
    fn type_folder(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let Some(field) = &mut self.typing else {
            return Ok(Flow::Stay);
        };
        match field.update(input) {
            Typed::Open => {}
            Typed::None => self.typing = None,
            Typed::Text(typed) => {
                let folder = paths::typed(typed.trim_matches([' ', '\'', '"']))?;
                Root::set(context.store, &folder)?;
                self.typing = None;
                self.refresh(context.store)?;
                return look(folder, context);
            }
        }
        Ok(Flow::Stay)
    }

    fn make_call(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(chosen) = self.alone.get(self.view.selected) else {
            return Ok(Flow::Stay);
        };
        let call = recordings::make_call(context.store, chosen.id)?;
        self.refresh(context.store)?;
        context.say(Notice::done("It is a call now."))?;
        Ok(Flow::Open(Route::Customer(call)))
    }
}

/// Looks through the folder as a job.
fn look(folder: PathBuf, context: &mut Context) -> Result<Flow> {
    let now = context.now;
    context
        .jobs
        .start("Reading recordings", move |store, progress| {
            let mut listener = |at| progress.of_rows(at);
            let report = recordings::run(store, &folder, &Options::default(), now, &mut listener)?;
            Ok(said(&report))
        })?;
    Ok(Flow::Stay)
}

fn said(report: &Report) -> String {
    let mut told = format!(
        "{}: {} new, {} with a call.",
        words::counted(report.rows as i64, "recording"),
        report.added,
        report.joined
    );
    if report.rejected.count > 0 {
        told += &format!(
            " {} not taken.",
            words::counted(report.rejected.count as i64, "file")
        );
    }
    told
}

impl Screen for Recordings {
    fn title(&self) -> String {
        "Recordings".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.typing {
            Some(_) => Scope::Text.chain(),
            None => Scope::Recordings.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.folder = Root::told(store)?;
        self.alone = recording::list_alone(store)?;
        self.count = recording::count(store)?;
        self.view.select(self.view.selected, self.alone.len(), 1);
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        if self.typing.is_some() {
            return self.type_folder(&input, context);
        }
        match input {
            Input::Do(Action::Back) => return Ok(Flow::Back),
            Input::Do(Action::Open) => return self.make_call(context),
            Input::Do(Action::Folder) => {
                self.typing = Some(Field::new(self.folder.as_deref().unwrap_or_default()));
            }
            Input::Do(Action::Read) => {
                return match &self.folder {
                    Some(folder) => look(Path::new(folder).to_owned(), context),
                    None => context.say(Notice::failed(
                        "First choose the folder in which recordings lie.",
                    )),
                };
            }
            input => self.view.take(&input, self.alone.len(), context.page),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let area = panel::inset(area);
        let (all, joined) = self.count;
        let told = match &self.folder {
            Some(_) => format!(
                "{}, {} with a call",
                words::counted(all, "recording"),
                words::thousands(joined)
            ),
            None => String::new(),
        };
        let title = self
            .folder
            .as_deref()
            .unwrap_or("No recordings' folder yet");
        let inside = panel::draw(canvas, area, title, &told);
        let why = self
            .alone
            .get(self.view.selected)
            .map_or("", |one| one.alone.as_str());
        let list = Rect {
            height: inside.height.saturating_sub(WHY),
            ..inside
        };
        let mut rest = below(inside, list.height + 1);
        for line in wrap(why, inside.width.into()) {
            canvas.line(rest, Span::styled(line, canvas.theme.dim));
            rest = below(rest, 1);
        }
        let row = |index: usize| match self.alone.get(index) {
            Some(one) => vec![
                Line::from(one.path.clone()),
                Line::from(words::length(one.secs.map(|secs| secs.round() as i64))),
            ],
            None => Vec::new(),
        };
        table::draw(
            canvas,
            list,
            &Table {
                columns: COLUMNS,
                len: self.alone.len(),
                row: &row,
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: &nothing(self.folder.is_some(), all),
            },
        );
        if let Some(field) = &self.typing {
            draw_field(canvas, area, field);
        }
    }
}

fn nothing(has_folder: bool, recordings: i64) -> String {
    let key = |action| keys::key_of(Scope::Recordings.chain(), action);
    if !has_folder {
        format!(
            "Say with {} in which folder recordings lie. Nothing is copied or moved.",
            key(Action::Folder)
        )
    } else if recordings == 0 {
        format!(
            "No recording was read yet. {} looks through the folder.",
            key(Action::Read)
        )
    } else {
        "Every recording has a call.".into()
    }
}

fn draw_field(canvas: &mut Canvas, area: Rect, field: &Field) {
    let inside = panel::boxed(
        canvas,
        centred(area, 76, 6),
        "The folder in which recordings lie",
    );
    field.draw(canvas, below(inside, 1), true, "a folder; paste or type it");
    let hints = keys::footer(Scope::Text.chain(), inside.width.into());
    draw_hints(canvas, below(inside, 3), &hints);
}
