//! What came of an import: what is in, what was left out and why. Each line of what was left out can be opened.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::transcript::Role;
use crate::ops::import::Origin;
use crate::store::{Store, intake, source, transcript};
use crate::tui::canvas::{Canvas, Target, below};
use crate::tui::glyphs::MARK;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Route};
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::panel;
use crate::tui::widgets::text::fit;
use crate::tui::widgets::viewport::Viewport;

use super::Came;
use super::files::ROLES;
use super::left_out::LeftOut;

mod lines;

use lines::{Behind, Entry};

/// What came of it, and where one is in it.
pub struct Outcome {
    came: Came,
    /// The table that was read, and what stands above its columns.
    table: Option<(Origin, Vec<String>)>,
    /// Names that no rep is known by, of the whole desk.
    unknown: Vec<(String, i64)>,
    entries: Vec<Entry>,
    view: Viewport,
    open: Open,
}

/// What is open above the lines.
enum Open {
    Nothing,
    Rows(Box<LeftOut>),
    /// Who a speaker is.
    Role(String, Choice),
}

impl Outcome {
    /// The top of what came.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(came: Came, table: Option<(Origin, Vec<String>)>, store: &Store) -> Result<Self> {
        let mut outcome = Self {
            came,
            table,
            unknown: Vec::new(),
            entries: Vec::new(),
            view: Viewport::default(),
            open: Open::Nothing,
        };
        outcome.refresh(store)?;
        Ok(outcome)
    }

    /// Reads anew which names and speakers are not known.
    ///
    /// # Errors
    /// What the store says.
    pub fn refresh(&mut self, store: &Store) -> Result<()> {
        self.unknown = intake::unknown_reps(store)?;
        if let Came::Transcripts(report) = &mut self.came {
            let unknown = transcript::unknown_speakers(store)?;
            report.unknown_speakers.retain(|one| {
                unknown
                    .iter()
                    .any(|(source, name, _)| *source == one.source && *name == one.speaker)
            });
        }
        self.entries = lines::lines(&self.came, &self.unknown);
        Ok(())
    }

    /// Whose keys hold.
    pub fn scope(&self) -> Scope {
        match &self.open {
            Open::Nothing => Scope::Imported,
            Open::Rows(_) => Scope::LeftOut,
            Open::Role(..) => Scope::Choice,
        }
    }

    /// Takes an input in.
    ///
    /// # Errors
    /// What the store says.
    pub fn update(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        match &mut self.open {
            Open::Nothing => return self.act(input, context),
            Open::Rows(rows) => match rows.update(input, context.page) {
                Some(Flow::Back) => self.open = Open::Nothing,
                Some(flow) => return Ok(flow),
                None => {}
            },
            Open::Role(speaker, choice) => match choice.update(input) {
                Chosen::Open => {}
                Chosen::None => self.open = Open::Nothing,
                Chosen::One(place) => {
                    let speaker = std::mem::take(speaker);
                    self.open = Open::Nothing;
                    return self.is(&speaker, place, context);
                }
            },
        }
        Ok(Flow::Stay)
    }

    fn act(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let len = self.entries.len();
        match input {
            Input::Do(Action::Back) => return Ok(Flow::Back),
            Input::Do(Action::Open) => return self.open(context),
            Input::Do(action) => {
                self.view.act(*action, len, context.page);
            }
            Input::Click(Target::Row(row)) => {
                self.view.select(*row, len, context.page);
                let has_more = self
                    .entries
                    .get(*row)
                    .is_some_and(|one| one.behind.is_some());
                if has_more {
                    return self.open(context);
                }
            }
            Input::Scroll(rows) => {
                self.view.scroll(*rows, len, context.page);
            }
            _ => {}
        }
        Ok(Flow::Stay)
    }

    /// Opens what stands behind the chosen line; behind one with nothing it goes on.
    fn open(&mut self, context: &mut Context) -> Result<Flow> {
        let entry = self.entries.get(self.view.selected);
        let Some((entry, behind)) = entry.and_then(|one| Some((one, one.behind.as_ref()?))) else {
            return Ok(Flow::Back);
        };
        let words: Vec<&str> = entry.text.split_whitespace().collect();
        let title = words.join(" ");
        match behind {
            Behind::Calls(import, standing) => {
                let rows = LeftOut::calls(title, context.store, *import, *standing)?;
                self.open = Open::Rows(Box::new(rows));
            }
            Behind::Rows(rows) => {
                let rows = LeftOut::rows(title, rows, self.table.as_ref(), context);
                self.open = Open::Rows(Box::new(rows));
            }
            Behind::Files(files) => {
                self.open = Open::Rows(Box::new(LeftOut::files(title, files)));
            }
            Behind::Names => return Ok(Flow::Open(Route::Names)),
            Behind::Speaker(name) => {
                let words = ROLES.iter().map(|(_, words)| (*words).to_owned());
                let choice = Choice::new(format!("Who is “{name}”?"), words.collect());
                self.open = Open::Role(name.clone(), choice);
            }
        }
        Ok(Flow::Stay)
    }

    /// The speaker is that, in every transcript of the source.
    fn is(&mut self, speaker: &str, place: usize, context: &mut Context) -> Result<Flow> {
        let (Came::Transcripts(report), Some((role, words))) = (&self.came, ROLES.get(place))
        else {
            return Ok(Flow::Stay);
        };
        let name = report.source.clone();
        set_speaker(context.store, &name, speaker, *role)?;
        self.refresh(context.store)?;
        context.say(Notice::done(format!(
            "{speaker} is {words}, in every transcript of {name}."
        )))
    }

    /// Draws the lines.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        if let Open::Rows(rows) = &self.open {
            return rows.draw(canvas, area);
        }
        let (title, why) = lines::title(&self.came);
        let inside = below(panel::draw(canvas, area, &title, &why), 1);
        let height = usize::from(inside.height);
        canvas.page = height;
        let width = usize::from(inside.width);
        for (line, row) in self.view.window(self.entries.len(), height).enumerate() {
            let Some(entry) = self.entries.get(row) else {
                break;
            };
            let at = Rect {
                height: 1,
                ..below(inside, line as u16)
            };
            let chosen = row == self.view.selected;
            let style = if entry.heading {
                canvas.theme.strong
            } else {
                canvas.theme.text
            };
            let mark = if chosen { MARK } else { " " };
            let text = fit(&entry.text, width.saturating_sub(4));
            let mut shown = vec![Span::styled(format!("{mark} {text}"), style)];
            if entry.behind.is_some() {
                shown.push(Span::styled(" ›", canvas.theme.key));
            }
            canvas.line(at, Line::from(shown));
            if chosen {
                let cells = at.intersection(canvas.cells.area);
                canvas.cells.set_style(cells, canvas.theme.selected);
            }
            canvas.click(at, Target::Row(row));
        }
        if let Open::Role(_, choice) = &self.open {
            choice.draw(canvas, area);
        }
    }
}

fn set_speaker(store: &Store, name: &str, speaker: &str, role: Role) -> Result<()> {
    let source = source::remember(store, name, None, None)?;
    Ok(transcript::set_speaker(store, source, speaker, role)?)
}
