//! An evaluation: what an owner answered about one call. Which questions are asked stands in `visibility`, what the
//! answers come to in `score`.

mod answer;
mod line;
mod score;
mod visibility;

use std::collections::BTreeMap;

use crate::domain::call::words;
use crate::domain::scorecard::Question;

pub use answer::{AnswerError, AnswerValue};
pub use line::{Line, Standing};
pub use score::{CriticalErrors, Score, Status, Unanswered, quality, score, shown, so_far};
pub use visibility::{asked, next_open, open_questions};

/// The answers given so far, by question key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(BTreeMap<String, AnswerValue>);

impl Answers {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers the question named `key`, in place of an earlier answer.
    pub fn set(&mut self, key: &str, value: AnswerValue) {
        self.0.insert(key.to_owned(), value);
    }

    /// Takes an answer back.
    pub fn clear(&mut self, key: &str) {
        self.0.remove(key);
    }

    /// The answer to `question`; none when there is none, or one that the question does not take.
    pub fn of(&self, question: &Question) -> Option<&AnswerValue> {
        self.0
            .get(&question.key)
            .filter(|value| value.fits(question))
    }

    /// Every answer with its question's key, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &AnswerValue)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }
}

impl FromIterator<(String, AnswerValue)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, AnswerValue)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}

words! {
    /// Whether a satisfied customer was asked to send somebody.
    Referral {
        /// Asked.
        Asked = "asked",
        /// It would have fitted and was not asked.
        Missed = "missed",
        /// It would not have fitted.
        NotFitting = "not_fitting",
    }
}
