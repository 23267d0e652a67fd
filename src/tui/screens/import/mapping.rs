//! What the columns of a table mean, with the first rows as they will be stored. Looked at anew after each change.

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::call::Instant;
use crate::domain::import::kind::Kind;
use crate::domain::import::sheet::Scorer;
use crate::domain::import::survey::Scale;
use crate::ops::import::looked::Meaning;
use crate::ops::import::preview::Dates;
use crate::ops::import::table::Table;
use crate::ops::import::{Looked, Options, Origin, Refusal, look};
use crate::store::{Store, scorecard};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Input};
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::field::{Field as TextField, Typed};
use crate::tui::widgets::viewport::Viewport;

use super::Wish;

mod change;
mod draw;
mod map;
mod owner;
mod rows;
mod words;

pub use rows::about;
pub use words::{ORDERS, orders};

use change::Change;

/// What is open above the columns.
enum Open {
    Nothing,
    /// One of a few is being chosen.
    Choosing(Choice, What),
    /// A line is being typed.
    Typing(TextField, Line),
}

/// What is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// The zone of the file's clock.
    Zone,
    /// The name of the source.
    Source,
    /// How many days before an answer its call may lie.
    Within,
}

/// What is being chosen.
enum What {
    /// What the chosen column means.
    Meaning(Vec<Option<Meaning>>),
    /// The order of the dates.
    Order,
    /// What the file holds.
    Kind,
    /// The scale of the answers in this column; whether the file is to be brought in then.
    Scale(usize, bool),
    /// The scorecard of past evaluations, by their keys.
    Form(Vec<String>),
    /// The phone system, by the ids of its profiles.
    Profile(Vec<String>),
    /// Whether a file that was read before is read again.
    Again,
    /// The sheet of a workbook.
    Sheet,
    /// Whose phone it is, by the names of the reps.
    Phone(Vec<String>),
    /// Who scored.
    Scorer,
}

/// A table that was looked at.
pub struct Mapping {
    /// Where it is.
    pub file: Origin,
    /// What the owner says of it.
    pub options: Options,
    looked: Looked,
    /// The sheets of a workbook, the one that is read first.
    sheets: Vec<String>,
    /// Why the map is only a guess; empty when the system is known.
    guess: String,
    /// The columns of which the owner has confirmed the scale.
    confirmed: Vec<usize>,
    view: Viewport,
    /// Where one is in the first rows, while these are gone through.
    rows_view: Option<Viewport>,
    open: Open,
    change: Option<Change>,
    /// Whether the file is to be brought in, now that the change is taken.
    wants_in: bool,
}

impl Mapping {
    /// Looks at a table. Where no phone system is recognised, what its columns seem to hold is taken as a guess.
    ///
    /// # Errors
    /// It is none of its kind, or cannot be read.
    pub fn new(file: Origin, mut options: Options, store: &Store, now: Instant) -> Result<Self> {
        let mut open = Open::Nothing;
        let mut looked = match look(store, &file, &options, now) {
            Ok(looked) => looked,
            Err(error) => match error.downcast::<Refusal>()? {
                // The first is shown until one is chosen.
                Refusal::TwoProfiles { ids } if !ids.is_empty() => {
                    options.profile = ids.first().cloned();
                    open = Open::Choosing(words::profiles(&ids), What::Profile(ids));
                    look(store, &file, &options, now)?
                }
                other => return Err(other.into()),
            },
        };
        let mut guess = String::new();
        if !looked.proposal.is_empty() {
            guess.clone_from(&looked.lacks);
            options.map.clone_from(&looked.proposal);
            looked = look(store, &file, &options, now)?;
        }
        let mut mapping = Self {
            sheets: Table::glance(&file)?.sheets,
            file,
            options,
            looked,
            guess,
            confirmed: Vec::new(),
            view: Viewport::default(),
            rows_view: None,
            open,
            change: None,
            wants_in: false,
        };
        if let Some((column, None)) = mapping.unconfirmed() {
            mapping.ask_scale(column, None, false);
        }
        Ok(mapping)
    }

    /// The file, and what stands above its columns.
    pub fn file_and_headers(&self) -> (Origin, Vec<String>) {
        let headers = self.looked.columns.iter().map(|one| one.header.clone());
        (self.file.clone(), headers.collect())
    }

    /// Whose keys hold.
    pub fn scope(&self) -> Scope {
        match self.open {
            Open::Nothing => Scope::Import,
            Open::Choosing(..) => Scope::Choice,
            Open::Typing(..) => Scope::Text,
        }
    }

    /// Takes an input in.
    pub fn update(&mut self, input: &Input, context: &mut Context) -> Result<Wish> {
        if self.wants_in && matches!(input, Input::Looked) {
            self.wants_in = false;
            return self.start(context);
        }
        match &mut self.open {
            Open::Nothing => return self.act(input, context),
            Open::Choosing(choice, _) => match choice.update(input) {
                Chosen::Open => {}
                Chosen::None => self.open = Open::Nothing,
                Chosen::One(place) => {
                    if let Open::Choosing(_, what) =
                        std::mem::replace(&mut self.open, Open::Nothing)
                    {
                        return self.chosen(&what, place, context);
                    }
                }
            },
            Open::Typing(field, line) => match field.update(input) {
                Typed::Open => {}
                Typed::None => self.open = Open::Nothing,
                Typed::Text(typed) => {
                    let line = *line;
                    self.typed(line, &typed, context)?;
                }
            },
        }
        Ok(Wish::Stay)
    }

    fn act(&mut self, input: &Input, context: &mut Context) -> Result<Wish> {
        let columns = self.looked.columns.len();
        match input {
            input if self.go_through(input, context.page) => {}
            Input::Do(Action::Back) if self.is_looking() => self.change = None,
            Input::Do(Action::Back) => return Ok(Wish::Back),
            Input::Do(Action::Save) => return self.start(context),
            Input::Do(Action::Open) => self.ask_meaning(),
            Input::Do(Action::Kind) => {
                self.open = Open::Choosing(super::words::kinds(), What::Kind);
            }
            Input::Do(Action::Dates) => self.ask_dates(""),
            Input::Do(Action::Zone) => self.ask_line(Line::Zone),
            Input::Do(Action::Rename) => self.ask_line(Line::Source),
            Input::Do(Action::Sheet) => self.ask_sheet(context)?,
            Input::Do(Action::Within) => self.ask_within(context)?,
            Input::Do(Action::Whose) => self.ask_whose(context)?,
            Input::Do(Action::Scale) => self.ask_chosen_scale(context)?,
            Input::Do(Action::Use) => self.ask_form(context)?,
            Input::Do(Action::AddReps) if self.names_reps() => {
                let add = !self.said().add_reps;
                self.change(context, |options| options.add_reps = add)?;
            }
            Input::Do(action) => {
                self.view.act(*action, columns, context.page);
            }
            Input::Click(Target::Row(row)) => {
                let again = self.view.selected == *row;
                self.view.select(*row, columns, context.page);
                if again {
                    self.ask_meaning();
                }
            }
            Input::Scroll(rows) => {
                self.view.scroll(*rows, columns, context.page);
            }
            _ => {}
        }
        Ok(Wish::Stay)
    }

    /// Asks what must be told first, one after the other; brings the file in when nothing is left.
    fn start(&mut self, context: &mut Context) -> Result<Wish> {
        if let Some(change) = &mut self.change {
            change.starts = true;
            return Ok(Wish::Stay);
        }
        if !self.looked.lacks.is_empty() {
            let key = keys::key_of(Scope::Import.chain(), Action::Open);
            let why = format!("{}: {key} says what a column means.", self.looked.lacks);
            context.say(Notice::failed(why))?;
            return Ok(Wish::Stay);
        }
        if let Dates::Ask(example) = self.looked.dates.clone() {
            self.ask_dates(&example);
            return Ok(Wish::Stay);
        }
        if let Some((column, scale)) = self.unconfirmed() {
            self.ask_scale(column, scale, true);
            return Ok(Wish::Stay);
        }
        Ok(Wish::Start)
    }

    fn ask_meaning(&mut self) {
        let Some(column) = self.looked.columns.get(self.view.selected) else {
            return;
        };
        let (choice, meanings) = words::meanings(&self.looked, column);
        self.open = Open::Choosing(choice, What::Meaning(meanings));
    }

    /// Asks which number of a date is the day.
    fn ask_dates(&mut self, example: &str) {
        self.open = Open::Choosing(words::orders(example), What::Order);
    }

    /// Asks for the scale of the chosen column, else of the only one that has one.
    fn ask_chosen_scale(&mut self, context: &mut Context) -> Result<()> {
        let scales = &self.looked.scales;
        let chosen = scales
            .iter()
            .find(|(_, column, _)| *column == self.view.selected)
            .or_else(|| scales.first());
        if let Some((_, column, scale)) = chosen.copied() {
            self.ask_scale(column, scale, false);
        } else {
            let why = "No column holds answers on a scale.";
            context.say(Notice::failed(why))?;
        }
        Ok(())
    }

    fn ask_scale(&mut self, column: usize, scale: Option<Scale>, then_start: bool) {
        let header = self.looked.columns.get(column);
        let header = header.map_or("", |column| column.header.as_str());
        let choice = words::scales(header, scale);
        self.open = Open::Choosing(choice, What::Scale(column, then_start));
    }

    fn ask_form(&mut self, context: &mut Context) -> Result<()> {
        if self.looked.kind != Kind::Evaluations {
            let why = "Only past evaluations were made on a scorecard.";
            context.say(Notice::failed(why))?;
            return Ok(());
        }
        let cards = scorecard::list(context.store)?;
        let names = cards.iter().map(|card| card.name.clone()).collect();
        let keys = cards.into_iter().map(|card| card.key).collect();
        let choice = Choice::new("On which scorecard were they made?", names);
        self.open = Open::Choosing(choice, What::Form(keys));
        Ok(())
    }

    /// Asks what an import was refused for.
    pub fn ask(&mut self, refusal: &Refusal) {
        match refusal {
            Refusal::NeedsDates { example, .. } => self.ask_dates(example),
            Refusal::NeedsScale { .. } => {
                self.confirmed.clear();
                let unsure = self
                    .looked
                    .scales
                    .iter()
                    .find(|(.., scale)| scale.is_none());
                if let Some((_, column, scale)) = unsure.or(self.looked.scales.first()) {
                    self.ask_scale(*column, *scale, true);
                }
            }
            Refusal::ReadBefore { .. } => {
                self.open = Open::Choosing(words::again(refusal), What::Again);
            }
            _ => {}
        }
    }

    /// What was chosen is so.
    fn chosen(&mut self, what: &What, place: usize, context: &mut Context) -> Result<Wish> {
        match what {
            What::Meaning(meanings) => {
                if let Some(meaning) = meanings.get(place) {
                    self.mean(meaning.as_ref(), context)?;
                }
            }
            What::Order => {
                let order = words::ORDERS.get(place).copied();
                self.change(context, |options| options.dates = order)?;
            }
            What::Kind => match Kind::ALL.get(place) {
                Some(kind @ (Kind::Recordings | Kind::Transcripts)) => {
                    return Ok(Wish::Kind(*kind));
                }
                kind => {
                    let kind = kind.copied();
                    self.change(context, |options| {
                        *options = Options {
                            kind,
                            profiles_dir: options.profiles_dir.take(),
                            ..Options::default()
                        };
                    })?;
                }
            },
            What::Scale(column, then_start) => {
                if let Some(scale) = Scale::ALL.get(place) {
                    self.be_on(*column, *scale, context)?;
                }
                if *then_start {
                    return self.start(context);
                }
            }
            What::Form(forms) => {
                let form = forms.get(place).cloned();
                self.change(context, |options| options.scorecard = form)?;
            }
            What::Profile(ids) => {
                let profile = ids.get(place).cloned();
                self.change(context, |options| options.profile = profile)?;
            }
            What::Phone(reps) => {
                let rep = reps.get(place).cloned();
                self.change(context, |options| options.rep = rep)?;
            }
            What::Scorer => {
                let scorer = Scorer::ALL.get(place).copied();
                self.change(context, |options| options.scored_by = scorer)?;
            }
            What::Sheet => {
                let sheet = self.sheets.get(place).cloned();
                return Ok(sheet.map_or(Wish::Stay, Wish::Sheet));
            }
            What::Again => {
                self.options.again = place == 1;
                return Ok(if place == 1 { Wish::Start } else { Wish::Stay });
            }
        }
        Ok(Wish::Stay)
    }

    /// Draws the columns and the first rows.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        draw::draw(self, canvas, area);
    }
}
