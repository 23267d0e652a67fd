//! What is being written on the form beside the answers: its steps and whose keys hold. What it looks like stands in
//! `writing_draw`.

use crate::domain::voice::MomentKind;
use crate::tui::keys::Scope;
use crate::tui::listening::minutes;
use crate::tui::notes::Notes;
use crate::tui::widgets::dialog::Choice;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::form::Form;

/// What is being written, if anything.
#[derive(Debug)]
pub enum Writing {
    /// Nothing: keys are answers.
    Nothing,
    /// A comment on the question at the cursor, or the answer to a question that is answered in words.
    Comment(Field),
    /// Which sort of moment it is.
    MomentKind(i64, Choice),
    /// The words of a moment.
    Moment(i64, MomentKind, Field),
    /// The customer's words at that thousandth of a second of the call.
    Voice(i64, Form),
    /// Which question is gone to: what was typed of its name.
    GoTo(String),
    /// Moments and voices, to be heard or changed.
    Notes(Notes),
    /// How the call ended.
    Outcome(Form),
}

impl Writing {
    /// A moment at that thousandth of a second of the call.
    pub fn moment(at_ms: i64) -> Self {
        let sorts = [
            "+  worth praise",
            "−  to do better",
            "“  the customer's words",
        ];
        Self::MomentKind(
            at_ms,
            Choice::new(
                format!("Moment at {}", minutes(at_ms / 1000)),
                sorts.map(str::to_owned).to_vec(),
            ),
        )
    }

    /// Whether something is being written.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Nothing)
    }

    /// Whose keys hold.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Nothing => Scope::Score,
            Self::MomentKind(..) => Scope::Choice,
            Self::Notes(notes) => notes.scope(),
            Self::Outcome(_) | Self::Voice(..) => Scope::Form,
            Self::Comment(_) => Scope::Comment,
            Self::Moment(..) | Self::GoTo(_) => Scope::Text,
        }
    }

    /// The line that is being typed.
    pub fn field(&mut self) -> Option<&mut Field> {
        match self {
            Self::Comment(field) | Self::Moment(_, _, field) => Some(field),
            _ => None,
        }
    }
}
