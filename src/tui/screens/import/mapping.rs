//! What the columns of a file mean, with the first rows as they will be stored. Looked at anew after each change.

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::import::field::{ColumnRef, Field};
use crate::domain::zone::Zone;
use crate::ops::import::preview::Dates;
use crate::ops::import::{Options, Origin, Preview, Refusal, preview};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Input};
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::field::Field as TextField;
use crate::tui::widgets::viewport::Viewport;

mod draw;
mod words;

/// What is open above the columns.
enum Open {
    Nothing,
    /// What the chosen column means.
    Meaning(Choice),
    /// The order of the dates.
    Order(Choice),
    /// The zone of the file's clock.
    Zone(TextField),
}

/// A file that was looked at.
pub struct Mapping {
    /// Where it is.
    pub file: Origin,
    /// What the owner says of it.
    pub options: Options,
    preview: Preview,
    /// Why the map is only a guess; empty when the system is known.
    guess: String,
    view: Viewport,
    open: Open,
}

/// What the owner wants.
pub enum Wish {
    /// To go on here.
    Stay,
    /// To bring the file in.
    Start,
    /// To choose another file.
    Back,
}

impl Mapping {
    /// Looks at a file. Where no phone system is recognised, what its columns seem to hold is taken as a guess.
    ///
    /// # Errors
    /// It is no call log, or cannot be read.
    pub fn new(file: Origin, mut options: Options, context: &Context) -> Result<Self> {
        let mut guess = String::new();
        let looked = match preview(context.store, &file, &options, context.now) {
            Err(error) => match error.downcast::<Refusal>()? {
                Refusal::NeedsMap { why, proposal, .. } if !proposal.is_empty() => {
                    guess = why;
                    options.map = proposal;
                    preview(context.store, &file, &options, context.now)?
                }
                other => return Err(other.into()),
            },
            Ok(looked) => looked,
        };
        let view = Viewport::default();
        Ok(Self {
            file,
            options,
            preview: looked,
            guess,
            view,
            open: Open::Nothing,
        })
    }

    /// The file's name without its folder.
    pub fn file_name(&self) -> String {
        self.file.name.clone()
    }

    /// Whose keys hold.
    pub fn scope(&self) -> Scope {
        match self.open {
            Open::Nothing => Scope::Import,
            Open::Meaning(_) | Open::Order(_) => Scope::Choice,
            Open::Zone(_) => Scope::Text,
        }
    }

    /// Takes an input in.
    pub fn update(&mut self, input: &Input, context: &mut Context) -> Result<Wish> {
        match &mut self.open {
            Open::Nothing => return Ok(self.act(input, context)),
            Open::Meaning(choice) => match choice.update(input) {
                Chosen::Open => {}
                Chosen::None => self.open = Open::Nothing,
                Chosen::One(place) => {
                    self.open = Open::Nothing;
                    self.mean(place, context)?;
                }
            },
            Open::Order(choice) => match choice.update(input) {
                Chosen::Open => {}
                Chosen::None => self.open = Open::Nothing,
                Chosen::One(place) => {
                    self.open = Open::Nothing;
                    let order = words::ORDERS.get(place).copied();
                    self.change(context, |options| options.dates = order)?;
                }
            },
            Open::Zone(field) => match input {
                Input::Key(key) => {
                    field.key(*key);
                }
                Input::Paste(text) => {
                    field.paste(text);
                }
                Input::Do(Action::Cancel) => self.open = Open::Nothing,
                Input::Do(Action::Accept) => {
                    let zone = Zone::parse(field.text())?.name().to_owned();
                    self.open = Open::Nothing;
                    self.change(context, |options| options.zone = Some(zone))?;
                }
                _ => {}
            },
        }
        Ok(Wish::Stay)
    }

    fn act(&mut self, input: &Input, context: &Context) -> Wish {
        let columns = self.preview.columns.len();
        match input {
            Input::Do(Action::Back) => return Wish::Back,
            Input::Do(Action::Save) => {
                if let Dates::Ask(example) = self.preview.dates.clone() {
                    self.ask_dates(&example);
                    return Wish::Stay;
                }
                return Wish::Start;
            }
            Input::Do(Action::Open) => self.open = Open::Meaning(words::meanings(&self.column())),
            Input::Do(Action::Dates) => self.ask_dates(""),
            Input::Do(Action::Zone) => self.open = Open::Zone(TextField::new(&self.preview.zone)),
            Input::Do(Action::AddReps) => self.options.add_reps = !self.options.add_reps,
            Input::Do(action) => {
                self.view.act(*action, columns, context.page);
            }
            Input::Click(Target::Row(row)) => self.view.select(*row, columns, context.page),
            Input::Scroll(rows) => {
                self.view.scroll(*rows, columns, context.page);
            }
            _ => {}
        }
        Wish::Stay
    }

    /// Asks which number of a date is the day.
    pub fn ask_dates(&mut self, example: &str) {
        self.open = Open::Order(words::orders(example));
    }

    fn column(&self) -> String {
        self.preview
            .columns
            .get(self.view.selected)
            .map_or(String::new(), |(header, _)| header.clone())
    }

    /// The chosen column holds what stands at this place of the choice; the first is nothing.
    fn mean(&mut self, place: usize, context: &mut Context) -> Result<()> {
        let column = ColumnRef::Place(self.view.selected);
        let header = self.column();
        let here = |named: &ColumnRef| {
            *named == column
                || matches!(named, ColumnRef::Header(name) if name.eq_ignore_ascii_case(&header))
        };
        let field = place
            .checked_sub(1)
            .and_then(|place| Field::ALL.get(place))
            .copied();
        if field.is_none() && !self.options.map.iter().any(|(_, named)| here(named)) {
            if self.means(&header).is_some() {
                context.say(Notice::failed(
                    "The phone system's profile reads this column; choose another meaning for it.",
                ))?;
            }
            return Ok(());
        }
        self.change(context, |options| {
            options
                .map
                .retain(|(known, named)| Some(*known) != field && !here(named));
            options
                .map
                .extend(field.map(|field| (field, column.clone())));
        })
    }

    /// What a column holds.
    fn means(&self, header: &str) -> Option<Field> {
        self.preview
            .fields
            .iter()
            .find(|(_, column)| column == header)
            .map(|(field, _)| *field)
    }

    /// Changes what is said of the file and looks at it again; a change that cannot be is not kept.
    fn change(&mut self, context: &mut Context, change: impl FnOnce(&mut Options)) -> Result<()> {
        let mut options = self.options.clone();
        change(&mut options);
        self.preview = preview(context.store, &self.file, &options, context.now)?;
        self.options = options;
        self.guess.clear();
        Ok(())
    }

    /// The order of the dates in words.
    fn dates(&self) -> String {
        match &self.preview.dates {
            Dates::Plain => "plain".into(),
            Dates::Known(order) => super::order_words(*order).into(),
            Dates::FromTheWholeFile => "found when the whole file is read".into(),
            Dates::Ask(example) => format!("not clear from '{example}': d says"),
        }
    }

    /// Draws the columns and the first rows.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        draw::draw(self, canvas, area);
    }
}
