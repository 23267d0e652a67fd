//! One answer, and the words in which it is typed, stored and exported.

use std::borrow::Cow;

use crate::domain::scorecard::{Kind, NaPolicy, Question};

/// What was answered to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerValue {
    /// It was done.
    Yes,
    /// It was not done though it should have been.
    No,
    /// The owner says that it did not apply.
    Na,
    /// A step of a scale by its number, from 1.
    Step(u8),
    /// An option of a choice by its key.
    Choice(String),
    /// Words.
    Text(String),
}

/// Why a word is no answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{word}' is not an answer to {question}: say {expected}")]
pub struct AnswerError {
    /// The question's key.
    pub question: String,
    /// What was given.
    pub word: String,
    /// What could have been.
    pub expected: String,
}

impl AnswerValue {
    /// The answer to `question` that `word` means: `yes`, `no`, `na` (or `n/a`), the number of a step, the key of an
    /// option, in any case of letters; any words for text.
    pub fn parse(question: &Question, word: &str) -> Result<Self, AnswerError> {
        let plain = word.trim().to_lowercase();
        let value = match (&question.kind, plain.as_str()) {
            (Kind::Text, _) => Self::Text(word.trim().to_owned()),
            (_, "na" | "n/a") => Self::Na,
            (Kind::YesNo, "yes") => Self::Yes,
            (Kind::YesNo, "no") => Self::No,
            (Kind::Scale(_), number) => Self::Step(number.parse().unwrap_or(0)),
            (_, key) => Self::Choice(key.to_owned()),
        };
        if value.fits(question) {
            return Ok(value);
        }
        let expected = match question.kind {
            Kind::Text => "something".to_owned(),
            _ => question.answer_words().join(", "),
        };
        Err(AnswerError {
            question: question.key.clone(),
            word: word.chars().take(40).collect(),
            expected,
        })
    }

    /// The word for the file, which `parse` reads back.
    pub fn word(&self) -> Cow<'_, str> {
        match self {
            Self::Yes => "yes".into(),
            Self::No => "no".into(),
            Self::Na => "na".into(),
            Self::Step(number) => number.to_string().into(),
            Self::Choice(word) | Self::Text(word) => word.as_str().into(),
        }
    }

    /// Whether `question` takes this answer.
    pub fn fits(&self, question: &Question) -> bool {
        match (self, &question.kind) {
            (Self::Text(text), Kind::Text) => !text.is_empty(),
            (_, Kind::Text) => false,
            (Self::Na, _) => question.na == NaPolicy::Exclude,
            _ => self.points(question).is_some(),
        }
    }

    /// What it is worth in `question`, 0 to 1; none for n/a, for text, and for what the question does not take.
    pub fn points(&self, question: &Question) -> Option<f64> {
        match (self, &question.kind) {
            (Self::Yes, Kind::YesNo) => Some(1.0),
            (Self::No, Kind::YesNo) => Some(0.0),
            (Self::Step(number), Kind::Scale(steps)) => {
                let at = usize::from(*number).checked_sub(1)?;
                steps.get(at).map(|step| step.points)
            }
            (Self::Choice(key), Kind::Choice(options)) => options
                .iter()
                .find(|one| one.key == *key)
                .map(|one| one.points),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::scorecard::Scorecard;

    const CARD: &str = r#"
        key = "card"
        name = "Card"
        [[section]]
        name = "Section"
        [[section.question]]
        key = "plain"
        text = "Plain"
        weight = 1
        [[section.question]]
        key = "firm"
        text = "Firm"
        weight = 1
        na_policy = "not_allowed"
        [[section.question]]
        key = "scale"
        text = "Scale"
        kind = "scale"
        weight = 1
        steps = [{ points = 1, text = "All" }, { points = 0.5, text = "Half" }, { points = 0, text = "None" }]
        [[section.question]]
        key = "choice"
        text = "Choice"
        kind = "choice"
        weight = 1
        options = [{ key = "next_step", label = "Next step", points = 1 }, { key = "no", label = "No", points = 0 }]
        [[section.question]]
        key = "words"
        text = "Words"
        kind = "text"
    "#;

    fn parse(key: &str, word: &str) -> Result<AnswerValue, AnswerError> {
        let card = Scorecard::parse("card.toml", CARD).unwrap();
        AnswerValue::parse(card.question(key).unwrap(), word)
    }

    #[test]
    fn a_word_is_read_as_the_question_takes_it() {
        for (key, word, expected, back) in [
            ("plain", "yes", AnswerValue::Yes, "yes"),
            ("plain", " No ", AnswerValue::No, "no"),
            ("plain", "N/A", AnswerValue::Na, "na"),
            ("firm", "YES", AnswerValue::Yes, "yes"),
            ("scale", "3", AnswerValue::Step(3), "3"),
            ("scale", "na", AnswerValue::Na, "na"),
            (
                "choice",
                "next_step",
                AnswerValue::Choice("next_step".into()),
                "next_step",
            ),
            ("choice", "no", AnswerValue::Choice("no".into()), "no"),
            (
                "words",
                " Yes, twice ",
                AnswerValue::Text("Yes, twice".into()),
                "Yes, twice",
            ),
            ("words", "na", AnswerValue::Text("na".into()), "na"),
        ] {
            let value = parse(key, word).unwrap();
            assert_eq!(value, expected, "{key} {word}");
            assert_eq!(value.word(), back, "{key} {word}");
            assert_eq!(parse(key, &value.word()).unwrap(), value);
        }
    }

    #[test]
    fn another_word_is_refused_with_those_that_are_taken() {
        for (key, word, expected) in [
            (
                "plain",
                "maybe",
                "'maybe' is not an answer to plain: say yes, no, na",
            ),
            ("plain", "", "'' is not an answer to plain: say yes, no, na"),
            ("firm", "na", "'na' is not an answer to firm: say yes, no"),
            (
                "scale",
                "0",
                "'0' is not an answer to scale: say 1, 2, 3, na",
            ),
            (
                "scale",
                "4",
                "'4' is not an answer to scale: say 1, 2, 3, na",
            ),
            (
                "scale",
                "yes",
                "'yes' is not an answer to scale: say 1, 2, 3, na",
            ),
            (
                "choice",
                "yes",
                "'yes' is not an answer to choice: say next_step, no, na",
            ),
            (
                "words",
                "  ",
                "'  ' is not an answer to words: say something",
            ),
        ] {
            assert_eq!(parse(key, word).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn a_step_is_worth_its_own_points_whatever_the_direction() {
        let card = Scorecard::parse("card.toml", CARD).unwrap();
        let scale = card.question("scale").unwrap();
        assert_eq!(AnswerValue::Step(1).points(scale), Some(1.0));
        assert_eq!(AnswerValue::Step(2).points(scale), Some(0.5));
        assert_eq!(AnswerValue::Step(4).points(scale), None);
        assert_eq!(AnswerValue::Na.points(scale), None);
    }
}
