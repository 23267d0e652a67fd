//! The transcript beside the form: read, searched, with moments at the lines to which they belong. Chats and e-mails are
//! read here before they are scored.

use anyhow::Result;

use super::Score;
use crate::domain::call::Call;
use crate::domain::transcript::Role;
use crate::ops::transcripts;
use crate::store::transcript::{self, Spoken};
use crate::store::{Store, rep};
use crate::tui::canvas::Target;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::viewport::Viewport;

use super::writing::Writing;

/// Whether it is in sight, and who has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    /// Out of sight.
    Closed,
    /// Beside the questions, which have the keys; it follows the clock.
    Beside,
    /// The keys are its own.
    Reading,
}

/// What was said in the call.
#[derive(Debug)]
pub struct Pane {
    view: View,
    turns: Vec<Spoken>,
    /// The chosen line.
    pub line: Viewport,
    /// What is looked for, while it is typed.
    typing: Option<Field>,
    /// What is looked for.
    found: String,
    rep: String,
}

impl Pane {
    /// What was said in a call. A written one stands beside its form from the beginning.
    pub fn of(store: &Store, call: &Call) -> Result<Self> {
        let turns = transcripts::of_call(store, call.id)?;
        let view = if call.channel.is_written() && !turns.is_empty() {
            View::Beside
        } else {
            View::Closed
        };
        let rep = match call.rep_id {
            Some(_) => {
                rep::find(store, &call.rep)?.map_or_else(|| call.rep.clone(), |rep| rep.name)
            }
            None => call.rep.clone(),
        };
        Ok(Self {
            view,
            turns,
            line: Viewport::default(),
            typing: None,
            found: String::new(),
            rep,
        })
    }

    /// Whether the pane takes the room of the right-hand side.
    pub fn is_shown(&self) -> bool {
        self.view != View::Closed
    }

    /// Whether the keys are its own.
    pub fn is_reading(&self) -> bool {
        self.view == View::Reading
    }

    /// Whose keys hold, where they are its own.
    pub fn scope(&self) -> Scope {
        if self.typing.is_some() {
            Scope::Text
        } else {
            Scope::Transcript
        }
    }

    /// What was said.
    pub fn turns(&self) -> &[Spoken] {
        &self.turns
    }

    /// What is looked for, while it is typed.
    pub fn typing(&self) -> Option<&Field> {
        self.typing.as_ref()
    }

    /// What is looked for: where it stands among the lines that hold it, and how many they are.
    pub fn told_found(&self) -> Option<(&str, usize, usize)> {
        if self.found.is_empty() {
            return None;
        }
        let places = self.places();
        let here = places.iter().position(|place| *place == self.line.selected);
        Some((&self.found, here.map_or(0, |here| here + 1), places.len()))
    }

    /// The line that is said at this second of the call.
    pub fn line_at(&self, secs: f64) -> Option<usize> {
        let begun = |one: &Spoken| one.turn.at_secs.is_some_and(|at| at <= secs + 0.05);
        self.turns.iter().rposition(begun)
    }

    /// Who speaks, in a name or a word.
    pub fn name<'p>(&'p self, spoken: &'p Spoken) -> &'p str {
        let label = spoken.turn.speaker.as_str();
        let is_mark = label.chars().count() <= 2
            || label.to_lowercase().starts_with("speaker")
            || label.starts_with("channel ");
        match spoken.role {
            Some(Role::Rep) if is_mark => self.rep.split_whitespace().next().unwrap_or("rep"),
            Some(Role::Customer) if is_mark => "customer",
            _ => label,
        }
    }

    /// The lines that hold what is looked for.
    fn places(&self) -> Vec<usize> {
        let wanted = self.found.to_lowercase();
        let holds = |one: &Spoken| {
            one.turn.text.to_lowercase().contains(&wanted)
                || one.turn.speaker.to_lowercase().contains(&wanted)
        };
        let places = self.turns.iter().enumerate().filter(|(_, one)| holds(one));
        places.map(|(place, _)| place).collect()
    }

    /// Goes to the next line that holds what is looked for, or the one before; past the end it begins anew.
    fn go_to_found(&mut self, on: bool, from: usize) {
        let places = self.places();
        let next = if on {
            places
                .iter()
                .find(|place| **place >= from)
                .or(places.first())
        } else {
            places
                .iter()
                .rev()
                .find(|place| **place < from)
                .or(places.last())
        };
        if let Some(place) = next {
            self.line.selected = *place;
        }
    }
}

impl Score {
    /// Opens the transcript to be read, or closes it.
    pub fn toggle_transcript(&mut self, context: &mut Context) -> Result<Flow> {
        if self.pane.turns.is_empty() {
            return context.say(Notice::done("There is no transcript of this call."));
        }
        self.pane.view = if self.pane.is_reading() {
            View::Closed
        } else {
            View::Reading
        };
        if let Some(line) = self.pane.line_at(self.at_secs() as f64) {
            self.pane.line.selected = line;
        }
        Ok(Flow::Stay)
    }

    /// Takes an input in while the transcript is read.
    pub fn read(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        if self.pane.typing.is_some() {
            self.type_found(input);
            return Ok(Flow::Stay);
        }
        let lines = self.pane.turns.len();
        match input {
            Input::Do(Action::Back | Action::Transcript) => self.pane.view = View::Closed,
            Input::Do(Action::Accept) => self.pane.view = View::Beside,
            Input::Do(Action::Open) => return self.hear_line(context),
            Input::Do(Action::Find) => self.pane.typing = Some(Field::new(&self.pane.found)),
            Input::Do(Action::Next) => self.pane.go_to_found(true, self.pane.line.selected + 1),
            Input::Do(Action::Previous) => self.pane.go_to_found(false, self.pane.line.selected),
            Input::Do(Action::Moment) => self.writing = Writing::moment(self.line_ms()),
            Input::Do(Action::Voice) => self.writing = self.voice(self.line_ms(), ""),
            Input::Do(Action::Speaker) => return self.say_speaker(context),
            Input::Do(action @ (Action::Play | Action::Left | Action::Right)) => {
                return self.act(*action, context);
            }
            Input::Do(action) => {
                self.pane.line.act(*action, lines, context.page);
            }
            Input::Scroll(rows) => {
                let last = lines.saturating_sub(1);
                self.pane.line.selected = self
                    .pane
                    .line
                    .selected
                    .saturating_add_signed((*rows).into())
                    .min(last);
            }
            Input::Click(Target::Row(line)) => {
                self.pane.line.selected = (*line).min(lines.saturating_sub(1));
            }
            _ => {}
        }
        Ok(Flow::Stay)
    }

    fn type_found(&mut self, input: &Input) {
        let Some(field) = &mut self.pane.typing else {
            return;
        };
        let changed = match input {
            Input::Key(key) => field.key(*key),
            Input::Paste(text) => field.paste(text),
            Input::Do(Action::Accept) => {
                self.pane.typing = None;
                return;
            }
            Input::Do(Action::Cancel) => {
                self.pane.typing = None;
                self.pane.found.clear();
                return;
            }
            _ => false,
        };
        if changed {
            field.text().trim().clone_into(&mut self.pane.found);
            self.pane.go_to_found(true, self.pane.line.selected);
        }
    }

    /// The thousandth of a second at which the chosen line is said; where no line tells, that of the clock.
    fn line_ms(&self) -> i64 {
        let line = self.pane.turns.get(self.pane.line.selected);
        line.and_then(|one| one.turn.at_secs)
            .map_or_else(|| self.at_ms(), |at| (1000.0 * at) as i64)
    }

    /// Goes to where the chosen line is said.
    fn hear_line(&mut self, context: &mut Context) -> Result<Flow> {
        let line = self.pane.turns.get(self.pane.line.selected);
        match line.and_then(|one| one.turn.at_secs) {
            Some(at) => self.hear(at, context),
            None => Ok(Flow::Stay),
        }
    }

    /// Says who speaks in the chosen line, in every transcript of its source: rep, customer, somebody else.
    fn say_speaker(&mut self, context: &mut Context) -> Result<Flow> {
        let of = transcript::of_call(context.store, self.form.call.id)?;
        let (Some(of), Some(line)) = (of, self.pane.turns.get(self.pane.line.selected)) else {
            return Ok(Flow::Stay);
        };
        let label = line.turn.speaker.clone();
        if label.is_empty() {
            return context.say(Notice::done("The file does not tell who speaks."));
        }
        let role = match line.role {
            None | Some(Role::Other) => Role::Rep,
            Some(Role::Rep) => Role::Customer,
            Some(Role::Customer) => Role::Other,
        };
        transcript::set_speaker(context.store, of.source_id, &label, role)?;
        self.pane.turns = transcript::turns(context.store, &of)?;
        let who = match role {
            Role::Rep => "the rep",
            Role::Customer => "the customer",
            Role::Other => "somebody else",
        };
        context.say(Notice::done(format!(
            "{label} is {who}, in every transcript of this source."
        )))
    }
}
