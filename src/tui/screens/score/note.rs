//! What is written beside the answers: a comment on a question, a moment, the customer's own words. What is half
//! written is kept when the form is left. Its steps stand in `writing`.

use anyhow::Result;

use super::go::{self, Way};
use super::remarks::Remarks;
use super::writing::Writing;
use super::{Score, outcome};
use crate::domain::evaluation::AnswerValue;
use crate::domain::scorecard::Kind;
use crate::domain::voice::MomentKind;
use crate::ops::submit::edit;
use crate::store::{Store, evaluation, moment};
use crate::tui::canvas::Target;
use crate::tui::keys::Action;
use crate::tui::listening::minutes;
use crate::tui::notes;
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input};
use crate::tui::widgets::dialog::Chosen;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::form::Said;

/// What is said of a comment that is on disk.
const COMMENT_KEPT: &str = "Comment kept.";

impl Score {
    /// The line for a comment, with what it holds so far.
    ///
    /// # Errors
    /// What the store says.
    pub fn comment(&mut self, store: &Store) -> Result<Writing> {
        let Some(question) = self.question(self.cursor) else {
            return Ok(Writing::Nothing);
        };
        let written = evaluation::usual_comments(store, &question.key, self.id)?;
        let text = match (&question.kind, self.form.answers.of(question)) {
            (Kind::Text, Some(AnswerValue::Text(text))) => text.as_str(),
            _ => self
                .form
                .comments
                .get(&question.key)
                .map_or("", String::as_str),
        };
        let field = Field::new(text);
        self.remarks = Remarks::new(&question.remarks, &written, text);
        Ok(Writing::Comment(field))
    }

    /// Puts a ready remark into the line; whether the input asked for one.
    fn take_remark(&mut self, input: &Input) -> bool {
        let Writing::Comment(field) = &mut self.writing else {
            return false;
        };
        let text = match input {
            Input::Do(Action::Next) => self.remarks.step(true),
            Input::Do(Action::Previous) => self.remarks.step(false),
            Input::Click(Target::Row(row)) => self.remarks.take(*row),
            _ => return false,
        };
        *field = Field::new(text);
        true
    }

    /// Takes typed text into the line that is open.
    fn type_in(&mut self, typed: impl FnOnce(&mut Field) -> bool) {
        let changed = self.writing.field().is_some_and(typed);
        if let (true, Writing::Comment(field)) = (changed, &self.writing) {
            self.remarks.narrow(field.text());
        }
    }

    /// Takes in what comes while something else than a line is open; `None` leaves it to the line.
    fn beside(&mut self, input: &Input, context: &mut Context) -> Option<Result<Flow>> {
        match &mut self.writing {
            Writing::GoTo(typed) => {
                match input {
                    Input::Key(key) => typed.extend(key.code.as_char()),
                    Input::Do(_) => typed.clear(),
                    _ => return Some(Ok(Flow::Stay)),
                }
                match go::way_of(typed, self.form.version.scorecard.questions().count()) {
                    Way::On if !typed.is_empty() => return Some(Ok(Flow::Stay)),
                    Way::There(place) => self.cursor = place,
                    Way::On | Way::Nowhere => {}
                }
                self.writing = Writing::Nothing;
                Some(Ok(Flow::Stay))
            }
            Writing::Notes(notes) => {
                let said = notes.update(input, context.store);
                Some(said.and_then(|said| self.after_notes(said, context)))
            }
            Writing::Outcome(form) => match form.update(input) {
                Said::More => Some(Ok(Flow::Stay)),
                Said::Left => {
                    self.writing = Writing::Nothing;
                    Some(Ok(Flow::Stay))
                }
                Said::Done => Some(self.note_end(context)),
            },
            Writing::Voice(..) => Some(self.write_voice(input, context)),
            _ => None,
        }
    }

    fn after_notes(&mut self, said: notes::Said, context: &mut Context) -> Result<Flow> {
        if said != notes::Said::Open {
            self.writing = Writing::Nothing;
        }
        match said {
            notes::Said::Open | notes::Said::Closed => Ok(Flow::Stay),
            notes::Said::Hear(at_ms) => self.hear(at_ms as f64 / 1000.0, context),
            notes::Said::Voice(at_ms, words) => {
                self.writing = self.voice(at_ms, &words);
                Ok(Flow::Stay)
            }
            notes::Said::Changed => {
                self.form.moments = moment::list(context.store, self.id)?;
                self.form.voices = moment::voices(context.store, self.id)?;
                context.say(Notice::done("Changed."))
            }
        }
    }

    fn note_end(&mut self, context: &mut Context) -> Result<Flow> {
        let Writing::Outcome(form) = &mut self.writing else {
            return Ok(Flow::Stay);
        };
        let Some(end) = outcome::read(form, context.now.date_naive()) else {
            return Ok(Flow::Stay);
        };
        evaluation::set_end(context.store, self.id, &end)?;
        self.writing = Writing::Nothing;
        context.say(Notice::done(match &end.follow_up_on {
            Some(on) => format!("Noted; owed by {on}: o on any tab lists it until it is done."),
            None => "Noted.".to_owned(),
        }))
    }

    /// Takes an input in while something is written.
    pub fn write(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        if let Some(done) = self.beside(input, context) {
            return done;
        }
        if self.take_remark(input) {
            return Ok(Flow::Stay);
        }
        match input {
            Input::Key(key) => self.type_in(|field| field.key(*key)),
            Input::Paste(text) => self.type_in(|field| field.paste(text)),
            // Leaving keeps a comment as it stands; a moment without words was not meant.
            Input::Do(Action::Cancel) if self.writing.field().is_some() => {
                let kept = match &self.writing {
                    Writing::Comment(field) if !field.text().trim().is_empty() => COMMENT_KEPT,
                    _ => "",
                };
                if matches!(self.writing, Writing::Comment(_)) {
                    self.keep_writing(context.store)?;
                }
                self.writing = Writing::Nothing;
                if !kept.is_empty() {
                    return context.say(Notice::done(kept));
                }
            }
            Input::Do(Action::Accept) if self.writing.field().is_some() => {
                return self.accept(context);
            }
            other => self.choose(other),
        }
        Ok(Flow::Stay)
    }

    fn choose(&mut self, input: &Input) {
        let Writing::MomentKind(at, choice) = &mut self.writing else {
            return;
        };
        let kind = match choice.update(input) {
            Chosen::Open => return,
            Chosen::None => None,
            Chosen::One(place) => MomentKind::ALL.get(place),
        };
        self.writing = kind.map_or(Writing::Nothing, |kind| {
            Writing::Moment(*at, *kind, Field::default())
        });
    }

    fn accept(&mut self, context: &mut Context) -> Result<Flow> {
        let said = match &self.writing {
            Writing::Moment(at, kind, _) => {
                format!("Moment noted at {}: {}.", minutes(*at / 1000), kind.word())
            }
            Writing::Comment(_) => COMMENT_KEPT.into(),
            _ => String::new(),
        };
        self.keep_writing(context.store)?;
        self.writing = Writing::Nothing;
        context.say(Notice::done(said))
    }

    /// Puts what is being written on disk.
    pub fn keep_writing(&mut self, store: &Store) -> Result<()> {
        match &self.writing {
            Writing::Comment(field) => {
                let text = field.text().trim().to_owned();
                self.keep_comment(store, &text)?;
            }
            Writing::Moment(at, kind, field) => {
                moment::add_at(store, self.id, *at, *kind, field.text().trim())?;
                self.form.moments = moment::list(store, self.id)?;
            }
            Writing::Voice(..) => drop(self.keep_voice(store)?),
            _ => {}
        }
        Ok(())
    }

    fn keep_comment(&mut self, store: &Store, text: &str) -> Result<()> {
        let Some(question) = self.question(self.cursor) else {
            return Ok(());
        };
        let (key, in_words) = (question.key.clone(), question.kind == Kind::Text);
        let Some(row) = self.form.version.question_ids.get(&key).copied() else {
            return Ok(());
        };
        if in_words {
            let words = (!text.is_empty()).then(|| AnswerValue::Text(text.to_owned()));
            self.answer(self.cursor, words, store)?;
        } else if !text.is_empty() || self.form.comments.contains_key(&key) {
            let seen = self.form.comments.get(&key).cloned().unwrap_or_default();
            let written = edit::comment(store, self.id, row, &seen, text, self.now);
            self.see(written, store)?;
            if text.is_empty() {
                self.form.comments.remove(&key);
            } else {
                self.form.comments.insert(key, text.to_owned());
            }
        }
        Ok(())
    }
}
