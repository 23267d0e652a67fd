//! A scorecard tried out as a form: answers in memory only, and what they would come to.

use crate::domain::evaluation::{AnswerValue, Answers, asked, next_open, score, shown};
use crate::domain::scorecard::{Kind, Scorecard};
use crate::tui::canvas::Target;
use crate::tui::keys::Action;
use crate::tui::screen::Input;

/// The answers and the cursor.
pub struct Preview {
    pub answers: Answers,
    pub cursor: usize,
}

impl Preview {
    /// A form without answers.
    pub fn new(form: &Scorecard) -> Self {
        let answers = Answers::new();
        Self {
            cursor: next_open(form, &answers, None).unwrap_or(0),
            answers,
        }
    }

    /// Takes an input in; whether it is left.
    pub fn update(&mut self, form: &Scorecard, input: &Input) -> bool {
        let last = form.questions().count().saturating_sub(1);
        match input {
            Input::Do(Action::Back) => return true,
            Input::Do(Action::Up) => self.cursor = self.cursor.saturating_sub(1),
            Input::Do(Action::Down) => self.cursor = (self.cursor + 1).min(last),
            Input::Click(Target::Row(row)) => self.cursor = (*row).min(last),
            Input::Do(action) => self.answer(form, *action),
            _ => {}
        }
        false
    }

    fn answer(&mut self, form: &Scorecard, action: Action) {
        let Some(question) = form.questions().nth(self.cursor) else {
            return;
        };
        let value = match (action, &question.kind) {
            (Action::Yes, _) => AnswerValue::Yes,
            (Action::No, _) => AnswerValue::No,
            (Action::NotApplicable, _) => AnswerValue::Na,
            (Action::Digit(number), Kind::Scale(_)) => AnswerValue::Step(number as u8),
            (Action::Digit(number), Kind::Choice(options)) => {
                match number.checked_sub(1).and_then(|at| options.get(at)) {
                    Some(option) => AnswerValue::Choice(option.key.clone()),
                    None => return,
                }
            }
            _ => return,
        };
        let is_asked = asked(form, &self.answers).get(self.cursor) == Some(&true);
        if is_asked && value.fits(question) {
            self.answers.set(&question.key, value);
            self.cursor = next_open(form, &self.answers, Some(self.cursor)).unwrap_or(self.cursor);
        }
    }

    /// What the answers come to, once everything is answered.
    pub fn result(&self, form: &Scorecard) -> String {
        match score(form, &self.answers).map(|score| score.quality) {
            Ok(Some(quality)) => format!("quality {:.1}", shown(quality)),
            Ok(None) => "too little applied for a score".to_owned(),
            Err(open) => format!("{} open", open.keys.len()),
        }
    }
}
