//! Answers written down, taken back and given again; what another window wrote meanwhile is shown instead.

use anyhow::Result;

use super::{Score, shown_answer};
use crate::domain::evaluation::AnswerValue;
use crate::ops::submit::{self, edit};
use crate::store::{Store, StoreError};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow};

/// One answer given or taken back, for undo and redo.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    question: usize,
    before: Option<AnswerValue>,
    after: Option<AnswerValue>,
}

impl Score {
    /// Writes an answer, or takes it away; remembered for undo.
    pub fn change(
        &mut self,
        place: usize,
        after: Option<AnswerValue>,
        context: &mut Context,
    ) -> Result<Flow> {
        let Some(question) = self.question(place) else {
            return Ok(Flow::Stay);
        };
        let before = self.form.answers.of(question).cloned();
        if before != after {
            let change = Change {
                question: place,
                before,
                after,
            };
            self.apply(&change, context)?;
            self.done.push(change);
            self.undone.clear();
        }
        Ok(Flow::Stay)
    }

    fn apply(&mut self, change: &Change, context: &Context) -> Result<()> {
        let Some(question) = self.question(change.question) else {
            return Ok(());
        };
        let key = question.key.clone();
        let Some(row) = self.form.version.question_ids.get(&key) else {
            return Ok(());
        };
        let (seen, word) = (
            change.before.as_ref().map(AnswerValue::word),
            change.after.as_ref().map(AnswerValue::word),
        );
        let written = edit::answer(
            context.store,
            self.id,
            *row,
            seen.as_deref(),
            word.as_deref(),
            self.now,
        );
        self.see(written, context.store)?;
        match &change.after {
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

    /// Takes the last answer back.
    pub fn undo(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(change) = self.done.last().cloned() else {
            return context.say(Notice::done("Nothing to take back."));
        };
        let back = Change {
            before: change.after.clone(),
            after: change.before.clone(),
            ..change
        };
        self.apply(&back, context)?;
        self.done.pop();
        self.cursor = change.question;
        self.undone.push(change);
        self.tell("Taken back", &back, context)
    }

    /// Gives it again.
    pub fn redo(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(change) = self.undone.last().cloned() else {
            return context.say(Notice::done("Nothing to give again."));
        };
        self.apply(&change, context)?;
        self.undone.pop();
        self.cursor = change.question;
        self.done.push(change.clone());
        self.tell("Given again", &change, context)
    }

    fn tell(&self, what: &str, change: &Change, context: &mut Context) -> Result<Flow> {
        let word = |value: &Option<AnswerValue>| {
            value
                .as_ref()
                .map_or("open".to_owned(), |value| shown_answer(value).to_owned())
        };
        let text = self
            .question(change.question)
            .map_or("", |question| question.text.as_str());
        context.say(Notice::done(format!(
            "{what}: {text}, {} → {}",
            word(&change.before),
            word(&change.after)
        )))
    }
}
