//! The rep's own score of a call beside the owner's: typed in from paper, question by question, with what was not agreed
//! and the day on which the rep saw the score.

mod view;

use anyhow::Result;
use chrono::NaiveDate;
use ratatui::layout::Rect;

use crate::domain::evaluation::AnswerValue;
use crate::domain::id::EvaluationId;
use crate::domain::scorecard::{Kind, Question};
use crate::ops::fairness::{self, Fair};
use crate::ops::setup;
use crate::store::{Store, own_score};
use crate::tui::canvas::Canvas;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::field::{Field, Typed};
use crate::tui::widgets::viewport::Viewport;

/// What is being typed.
#[derive(Debug)]
enum Writing {
    Nothing,
    /// What was not agreed on a question, by its row.
    Note(usize, Field),
    /// The day on which the rep saw the score.
    Seen(Field),
}

/// A change that can be taken back: the question, with what stood there before.
#[derive(Debug)]
enum Change {
    Answer(String, Option<AnswerValue>),
    Note(String, String),
    Seen(Option<NaiveDate>),
}

/// Both scores.
#[derive(Debug)]
pub struct Beside {
    id: EvaluationId,
    fair: Fair,
    view: Viewport,
    writing: Writing,
    done: Vec<Change>,
    today: NaiveDate,
}

impl Beside {
    /// Both scores of a call.
    ///
    /// # Errors
    /// The owner's is not finished.
    pub fn new(id: EvaluationId, context: &Context) -> Result<Self> {
        Ok(Self {
            id,
            fair: fairness::load(context.store, id)?,
            view: Viewport::default(),
            writing: Writing::Nothing,
            done: Vec::new(),
            today: setup::zone(context.store)?.day_of(context.now),
        })
    }

    fn rep(&self) -> &str {
        &self.fair.form.call.rep
    }

    fn question(&self) -> Option<&Question> {
        let row = self.fair.rows.get(self.view.selected)?;
        self.fair.form.version.scorecard.question(&row.question)
    }

    /// The answer that a key gives to the chosen question.
    fn meant(&self, action: Action) -> Option<AnswerValue> {
        let question = self.question()?;
        let value = match (action, &question.kind) {
            (Action::Yes, _) => AnswerValue::Yes,
            (Action::No, _) => AnswerValue::No,
            (Action::NotApplicable, _) => AnswerValue::Na,
            (Action::Digit(number), Kind::Scale(_)) => AnswerValue::Step(number as u8),
            (Action::Digit(number), Kind::Choice(options)) => {
                AnswerValue::Choice(options.get(number.checked_sub(1)?)?.key.clone())
            }
            _ => return None,
        };
        value.fits(question).then_some(value)
    }

    /// Writes the rep's answer to the chosen question down, or takes it away.
    fn answer(&mut self, value: Option<&AnswerValue>, store: &Store) -> Result<()> {
        let Some(question) = self.question() else {
            return Ok(());
        };
        let key = question.key.clone();
        let before = self.fair.own_answers.of(question).cloned();
        fairness::answer(store, self.id, &key, value, self.today)?;
        self.done.push(Change::Answer(key, before));
        self.refresh(store)
    }

    /// Keeps what is being typed.
    ///
    /// # Errors
    /// It is no day, or what the store says; it stays open then.
    fn keep(&mut self, store: &Store) -> Result<()> {
        let change = match &self.writing {
            Writing::Nothing => return Ok(()),
            Writing::Note(row, field) => {
                let Some(row) = self.fair.rows.get(*row) else {
                    return Ok(());
                };
                let before = self.fair.disagreement(&row.question);
                let before = before.map_or(String::new(), |one| one.note.clone());
                fairness::disagree(store, self.id, &row.question, field.text(), self.today)?;
                Change::Note(row.question.clone(), before)
            }
            Writing::Seen(field) => {
                let on = day(field.text(), self.today)?;
                own_score::acknowledge(store, self.id, on)?;
                Change::Seen(self.fair.acknowledged_on)
            }
        };
        self.done.push(change);
        self.writing = Writing::Nothing;
        self.refresh(store)
    }

    fn undo(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(change) = self.done.last() else {
            return context.say(Notice::done("Nothing to take back."));
        };
        let store = context.store;
        match change {
            Change::Answer(key, before) => {
                fairness::answer(store, self.id, key, before.as_ref(), self.today)?;
            }
            Change::Note(key, before) => {
                fairness::disagree(store, self.id, key, before, self.today)?;
            }
            Change::Seen(before) => own_score::acknowledge(store, self.id, *before)?,
        }
        self.done.pop();
        self.refresh(store)?;
        context.say(Notice::done("Taken back."))
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        match action {
            Action::Back => return Ok(Flow::Back),
            Action::Undo => return self.undo(context),
            Action::Clear => self.answer(None, context.store)?,
            Action::Comment => {
                let row = self.fair.rows.get(self.view.selected);
                let there = row.and_then(|row| self.fair.disagreement(&row.question));
                let field = Field::new(there.map_or("", |one| &one.note));
                self.writing = Writing::Note(self.view.selected, field);
            }
            Action::Acknowledge => {
                let on = self.fair.acknowledged_on.unwrap_or(self.today);
                self.writing = Writing::Seen(Field::new(&on.to_string()));
            }
            Action::Yes | Action::No | Action::NotApplicable | Action::Digit(_) => {
                let Some(value) = self.meant(action) else {
                    return context.say(Notice::failed("This question does not take that answer."));
                };
                self.answer(Some(&value), context.store)?;
                let last = self.fair.rows.len().saturating_sub(1);
                self.view.selected = (self.view.selected + 1).min(last);
            }
            action => {
                self.view.act(action, self.fair.rows.len(), context.page);
            }
        }
        Ok(Flow::Stay)
    }

    fn write(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let (Writing::Note(_, field) | Writing::Seen(field)) = &mut self.writing else {
            return Ok(Flow::Stay);
        };
        match field.update(input) {
            Typed::Open => {}
            Typed::None => self.writing = Writing::Nothing,
            Typed::Text(_) => self.keep(context.store)?,
        }
        Ok(Flow::Stay)
    }
}

/// The day that was typed; none where it was emptied.
fn day(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match text.trim().parse::<NaiveDate>() {
        Ok(on) if on <= today => Ok(Some(on)),
        Ok(_) => anyhow::bail!("Nobody can have seen it on a day that is still to come."),
        Err(_) => anyhow::bail!("Write the day like {today}."),
    }
}

impl Screen for Beside {
    fn title(&self) -> String {
        "The rep's own score".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.writing {
            Writing::Nothing => Scope::Beside.chain(),
            Writing::Note(..) | Writing::Seen(_) => Scope::Text.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.fair = fairness::load(store, self.id)?;
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        if !matches!(self.writing, Writing::Nothing) {
            return self.write(&input, context);
        }
        let rows = self.fair.rows.len();
        match input {
            Input::Do(action) => return self.act(action, context),
            input => self.view.take(&input, rows, context.page),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        self.draw(canvas, area);
    }

    fn has_header(&self) -> bool {
        false
    }

    fn save(&mut self, store: &Store) -> Result<()> {
        match &self.writing {
            Writing::Note(..) => self.keep(store),
            // A day that is half typed is none.
            Writing::Nothing | Writing::Seen(_) => Ok(()),
        }
    }
}
