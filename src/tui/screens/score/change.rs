//! What was written on the form, taken back and given again: answers, and everything noted beside them. What another
//! window wrote meanwhile is shown instead.

use anyhow::Result;

use super::{Score, shown_answer};
use crate::domain::evaluation::AnswerValue;
use crate::ops::submit::noted::{self, Beside};
use crate::ops::submit::{self, edit};
use crate::store::{Store, StoreError};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input};

/// One change, for undo and redo.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// An answer to the question at this place.
    Answer {
        question: usize,
        before: Option<AnswerValue>,
        after: Option<AnswerValue>,
    },
    /// What is noted beside the answers, before and after, and where the cursor stood.
    Noted(usize, Box<(Beside, Beside)>),
}

impl Change {
    /// The same the other way round.
    fn back(&self) -> Self {
        match self.clone() {
            Self::Answer {
                question,
                before,
                after,
            } => Self::Answer {
                question,
                before: after,
                after: before,
            },
            Self::Noted(cursor, both) => {
                let (before, after) = *both;
                Self::Noted(cursor, Box::new((after, before)))
            }
        }
    }

    fn place(&self) -> usize {
        match self {
            Self::Answer { question, .. } => *question,
            Self::Noted(cursor, _) => *cursor,
        }
    }
}

impl Score {
    /// Writes an answer, or takes it away; remembered for undo.
    pub fn change(
        &mut self,
        place: usize,
        after: Option<AnswerValue>,
        context: &mut Context,
    ) -> Result<Flow> {
        self.answer(place, after, context.store)?;
        Ok(Flow::Stay)
    }

    /// The same, also while the form is left.
    pub fn answer(
        &mut self,
        place: usize,
        after: Option<AnswerValue>,
        store: &Store,
    ) -> Result<()> {
        let Some(question) = self.question(place) else {
            return Ok(());
        };
        let before = self.form.answers.of(question).cloned();
        if before != after {
            let change = Change::Answer {
                question: place,
                before,
                after,
            };
            self.apply(&change, store)?;
            self.remember(change);
        }
        Ok(())
    }

    /// Keeps a change for undo; what was taken back before cannot be given again.
    fn remember(&mut self, change: Change) {
        self.done.push(change);
        self.undone.clear();
    }

    /// Takes an input in while something is written; what it changes beside the answers is remembered for undo.
    pub fn write_noting(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        // A key that is text changes nothing but its line.
        if matches!(input, Input::Key(_) | Input::Paste(_)) {
            return self.write(input, context);
        }
        let (store, cursor) = (context.store, self.cursor);
        let before = noted::read(store, self.id)?;
        let flow = self.write(input, context);
        let after = noted::read(store, self.id)?;
        if before != after {
            self.remember(Change::Noted(cursor, Box::new((before, after))));
        }
        flow
    }

    fn apply(&mut self, change: &Change, store: &Store) -> Result<()> {
        match change {
            Change::Answer {
                question,
                before,
                after,
            } => self.apply_answer(*question, before.as_ref(), after.as_ref(), store),
            Change::Noted(_, both) => {
                let questions = &self.form.version.question_ids;
                let written = noted::write(store, self.id, questions, &both.0, &both.1, self.now);
                self.see(written, store)?;
                self.form = submit::load(store, self.id)?;
                Ok(())
            }
        }
    }

    fn apply_answer(
        &mut self,
        place: usize,
        before: Option<&AnswerValue>,
        after: Option<&AnswerValue>,
        store: &Store,
    ) -> Result<()> {
        let Some(question) = self.question(place) else {
            return Ok(());
        };
        let key = question.key.clone();
        let Some(row) = self.form.version.question_ids.get(&key) else {
            return Ok(());
        };
        let (seen, word) = (before.map(AnswerValue::word), after.map(AnswerValue::word));
        let written = edit::answer(
            store,
            self.id,
            *row,
            seen.as_deref(),
            word.as_deref(),
            self.now,
        );
        self.see(written, store)?;
        match after {
            Some(value) => self.form.answers.set(&key, value.clone()),
            None => self.form.answers.clear(&key),
        }
        Ok(())
    }

    /// Where something was refused because it changed meanwhile, shows what stands there now.
    pub fn see(&mut self, written: Result<(), StoreError>, store: &Store) -> Result<()> {
        if let Err(StoreError::Refused(_)) = written {
            self.form = submit::load(store, self.id)?;
            self.done.clear();
            self.undone.clear();
        }
        Ok(written?)
    }

    /// Takes the last change back.
    pub fn undo(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(change) = self.done.last().cloned() else {
            return context.say(Notice::done("Nothing to take back."));
        };
        let back = change.back();
        self.apply(&back, context.store)?;
        self.done.pop();
        self.cursor = change.place();
        self.undone.push(change);
        self.tell("Taken back", &back, context)
    }

    /// Makes it again.
    pub fn redo(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(change) = self.undone.last().cloned() else {
            return context.say(Notice::done("Nothing to give again."));
        };
        self.apply(&change, context.store)?;
        self.undone.pop();
        self.cursor = change.place();
        self.done.push(change.clone());
        self.tell("Given again", &change, context)
    }

    fn tell(&self, what: &str, change: &Change, context: &mut Context) -> Result<Flow> {
        let word = |value: &Option<AnswerValue>| {
            value
                .as_ref()
                .map_or("open".to_owned(), |value| shown_answer(value).to_owned())
        };
        let told = match change {
            Change::Answer {
                question,
                before,
                after,
            } => {
                let text = self.question(*question).map_or("", |one| one.text.as_str());
                format!("{text}, {} → {}", word(before), word(after))
            }
            Change::Noted(_, both) => both.0.differs_in(&both.1).to_owned(),
        };
        context.say(Notice::done(format!("{what}: {told}")))
    }
}
