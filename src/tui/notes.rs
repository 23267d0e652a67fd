//! The moments and voices of a call in a list: hear one again, change its words, take it away.

use anyhow::Result;
use ratatui::layout::Rect;

use crate::store::Store;
use crate::store::moment::{self, Moment, Voice};
use crate::tui::canvas::{Canvas, below, centred};
use crate::tui::keys::{self, Scope};
use crate::tui::listening::minutes;
use crate::tui::screen::Input;
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::field::{Field, Typed};
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel;

/// One note.
#[derive(Debug, Clone)]
enum Note {
    Moment(Moment),
    Voice(Voice),
}

impl Note {
    fn at_secs(&self) -> i64 {
        match self {
            Self::Moment(one) => one.at_secs,
            Self::Voice(one) => one.at_secs.unwrap_or(0),
        }
    }

    fn at_ms(&self) -> i64 {
        match self {
            Self::Moment(one) => one.at_ms,
            Self::Voice(one) => one.at_ms.unwrap_or(0),
        }
    }

    fn words(&self) -> &str {
        match self {
            Self::Moment(one) => &one.text,
            Self::Voice(one) => &one.quote,
        }
    }

    fn told(&self) -> String {
        let at = minutes(self.at_secs());
        match self {
            Self::Moment(one) => format!("{at} {} {}", one.kind.sign(), one.text),
            Self::Voice(one) => format!("{at} “ {}: {}", one.theme, one.quote),
        }
    }
}

/// How far one is.
#[derive(Debug)]
enum Step {
    Which(Choice),
    What(usize, Choice),
    Words(usize, Field),
}

/// The list and what is done with it.
#[derive(Debug)]
pub struct Notes {
    notes: Vec<Note>,
    step: Step,
    /// Whether a moment can become a voice here.
    makes_voices: bool,
}

/// What the list says to an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It stays open.
    Open,
    /// It is closed; nothing was changed.
    Closed,
    /// It is closed, and something was changed.
    Changed,
    /// It is closed; go to this thousandth of a second of the call.
    Hear(i64),
    /// It is closed; a voice is to be made of the moment at this thousandth of a second, with these words.
    Voice(i64, String),
}

impl Notes {
    /// The notes in the order of the call; none when there are none.
    pub fn new(moments: &[Moment], voices: &[Voice]) -> Option<Self> {
        let mut notes: Vec<Note> = moments.iter().cloned().map(Note::Moment).collect();
        notes.extend(voices.iter().cloned().map(Note::Voice));
        notes.sort_by_key(Note::at_ms);
        let told = notes.iter().map(Note::told).collect();
        (!notes.is_empty()).then(|| Self {
            notes,
            step: Step::Which(Choice::new("Moments and voices", told)),
            makes_voices: false,
        })
    }

    /// The same where a moment can become the customer's voice.
    #[must_use]
    pub fn with_voices(self) -> Self {
        Self {
            makes_voices: true,
            ..self
        }
    }

    /// Where the notes lie in the same order, in thousandths of a second.
    pub fn times_ms(&self) -> Vec<i64> {
        self.notes.iter().map(Note::at_ms).collect()
    }

    /// Whose keys hold.
    pub fn scope(&self) -> Scope {
        match self.step {
            Step::Which(_) | Step::What(..) => Scope::Choice,
            Step::Words(..) => Scope::Text,
        }
    }

    /// Takes an input in.
    ///
    /// # Errors
    /// A note on which something rests cannot be taken away.
    pub fn update(&mut self, input: &Input, store: &Store) -> Result<Said> {
        match &mut self.step {
            Step::Which(choice) => match choice.update(input) {
                Chosen::Open => {}
                Chosen::None => return Ok(Said::Closed),
                Chosen::One(place) => {
                    let mut does = vec!["hear it again", "change the words", "take it away"];
                    let note = self.notes.get(place);
                    if self.makes_voices && matches!(note, Some(Note::Moment(_))) {
                        does.push("make it the customer's voice");
                    }
                    let title = note.map_or(String::new(), Note::told);
                    let options = does.into_iter().map(str::to_owned).collect();
                    self.step = Step::What(place, Choice::new(title, options));
                }
            },
            Step::What(place, choice) => {
                let (place, chosen) = (*place, choice.update(input));
                let Some(note) = self.notes.get(place) else {
                    return Ok(Said::Closed);
                };
                match chosen {
                    Chosen::Open => {}
                    Chosen::None => return Ok(Said::Closed),
                    Chosen::One(0) => return Ok(Said::Hear(note.at_ms())),
                    Chosen::One(1) => self.step = Step::Words(place, Field::new(note.words())),
                    Chosen::One(3) => {
                        return Ok(Said::Voice(note.at_ms(), note.words().to_owned()));
                    }
                    Chosen::One(_) => {
                        match note {
                            Note::Moment(one) => moment::remove(store, one.id)?,
                            Note::Voice(one) => moment::remove_voice(store, one.id)?,
                        }
                        return Ok(Said::Changed);
                    }
                }
            }
            Step::Words(place, field) => match field.update(input) {
                Typed::Open => {}
                Typed::None => return Ok(Said::Closed),
                Typed::Text(words) => {
                    match self.notes.get(*place) {
                        Some(Note::Moment(one)) => moment::reword(store, one.id, &words)?,
                        Some(Note::Voice(one)) => {
                            moment::reword_voice(store, one.id, &words, &one.stake)?;
                        }
                        None => {}
                    }
                    return Ok(Said::Changed);
                }
            },
        }
        Ok(Said::Open)
    }

    /// Draws the list above `area`.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        match &self.step {
            Step::Which(choice) | Step::What(_, choice) => choice.draw(canvas, area),
            Step::Words(place, field) => {
                let title = self.notes.get(*place).map_or(String::new(), |one| {
                    format!("The words at {}", minutes(one.at_secs()))
                });
                let inside = panel::boxed(canvas, centred(area, 72, 6), &title);
                field.draw(canvas, below(inside, 1), true, "");
                let hints = keys::footer(Scope::Text.chain(), inside.width.into());
                draw_hints(canvas, below(inside, 3), &hints);
            }
        }
    }
}
