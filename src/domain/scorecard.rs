//! A scorecard: the form on which a call is scored, as agreed in its TOML. Reading and judging that TOML stands in the
//! files beside; what an owner answered, and what follows from it, stands in `evaluation`.

mod builtin;
mod check;
mod condition;
mod edit;
mod fault;
mod fields;
mod kind;
mod lint;
mod nearest;
mod parse;
#[cfg(test)]
mod tests;
mod used;
mod write;

use crate::domain::call::words;

pub use builtin::builtin;
pub use condition::Condition;
pub use edit::key_of;
pub use fault::{Fault, Faults, Place};
pub use lint::{Warning, lint};
pub use used::{Used, lint_used};

/// The form: sections of questions in the order of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    /// The name for programs, in `snake_case`, the same in every version.
    pub key: String,
    /// The name for people.
    pub name: String,
    /// For which conversations it is meant, in a sentence; may be empty.
    pub summary: String,
    /// Whether it is meant for chats and e-mails.
    pub written: bool,
    /// The share of the weight, 0 to 1, that must apply for a call to be scorable.
    pub min_applicable_share: f64,
    /// In order; none is empty.
    pub sections: Vec<Section>,
}

impl Scorecard {
    /// Every question in order, over all sections. Its place here is the index that the other functions speak of.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// Every question in order, each with the index of its section.
    pub fn questions_by_section(&self) -> impl Iterator<Item = (usize, &Question)> {
        self.sections
            .iter()
            .enumerate()
            .flat_map(|(place, section)| section.questions.iter().map(move |one| (place, one)))
    }

    /// The question named `key`.
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions().find(|one| one.key == key)
    }

    /// The question that measures `role`.
    pub fn with_role(&self, role: Role) -> Option<&Question> {
        self.questions().find(|one| one.role == Some(role))
    }

    /// The sum of all weights, always above 0.
    pub fn total_weight(&self) -> f64 {
        self.questions().filter_map(Question::weight).sum()
    }
}

/// Questions that belong together. A section orders and names; it does not weigh.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The heading.
    pub name: String,
    /// In order; at least one.
    pub questions: Vec<Question>,
}

/// One observable behaviour.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The name for programs, in `snake_case`, unique in the scorecard.
    pub key: String,
    /// The behaviour in a few words, one line on the form.
    pub text: String,
    /// What the answers mean.
    pub guide: Guide,
    /// How it is answered.
    pub kind: Kind,
    /// What its answer counts for.
    pub measure: Measure,
    /// Whether the owner may say that it did not apply.
    pub na: NaPolicy,
    /// When it is asked at all; always when none.
    pub ask_if: Option<Condition>,
    /// What it measures beyond quality.
    pub role: Option<Role>,
    /// Ready comments that the form offers, the first the nearest; at most [`Question::MOST_REMARKS`].
    pub remarks: Vec<String>,
}

impl Question {
    /// As many ready comments as are looked over at a glance.
    pub const MOST_REMARKS: usize = 9;

    /// Its weight in quality, above 0; none for what is not scored.
    pub fn weight(&self) -> Option<f64> {
        match self.measure {
            Measure::Quality { weight } => Some(weight),
            Measure::Critical(_) | Measure::Unscored => None,
        }
    }

    /// Its class, where a no is a critical error.
    pub fn critical(&self) -> Option<Class> {
        match self.measure {
            Measure::Critical(class) => Some(class),
            Measure::Quality { .. } | Measure::Unscored => None,
        }
    }

    /// Every answer that it takes, as words: `yes`, an option's key, a step's number, and `na` where allowed. Empty
    /// for text, which takes any.
    pub fn answer_words(&self) -> Vec<String> {
        let mut words: Vec<String> = match &self.kind {
            Kind::YesNo => vec!["yes".into(), "no".into()],
            Kind::Scale(steps) => (1..=steps.len()).map(|step| step.to_string()).collect(),
            Kind::Choice(options) => options.iter().map(|one| one.key.clone()).collect(),
            Kind::Text => return Vec::new(),
        };
        if self.na == NaPolicy::Exclude {
            words.push("na".into());
        }
        words
    }

    /// Whether an evaluation may be submitted without an answer to it although it was asked.
    pub fn is_optional(&self) -> bool {
        self.kind == Kind::Text
    }
}

/// What the answers to a question mean, each a sentence; empty where the scorecard does not say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guide {
    /// What makes it a yes.
    pub yes: String,
    /// What makes it a no.
    pub no: String,
    /// When it did not apply.
    pub na: String,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Yes is worth 1, no 0.
    YesNo,
    /// One of 2 to 9 steps, answered by its number from 1; points rise or fall all the way between 0 and 1.
    Scale(Vec<Step>),
    /// One of 2 to 9 options.
    Choice(Vec<Choice>),
    /// Words, never scored.
    Text,
}

/// One step of a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it is worth, 0 to 1.
    pub points: f64,
    /// What is seen or heard at this step.
    pub text: String,
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The name for programs, in `snake_case`, unique in its question.
    pub key: String,
    /// The name for people.
    pub label: String,
    /// What it is worth, 0 to 1; 0 in a question that is not scored.
    pub points: f64,
}

/// What the answer to a question counts for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// For quality, in proportion to a weight above 0.
    Quality {
        /// Of any size; only its share of the sum matters.
        weight: f64,
    },
    /// For nothing but this: a no is an error of the class. Never part of quality.
    Critical(Class),
    /// For neither: it feeds a role or a condition, or is text.
    Unscored,
}

words! {
    /// Whom a critical error hurts.
    Class {
        /// The customer: wrong or missing help.
        Customer = "customer",
        /// The business: its money or its word.
        Business = "business",
        /// The law or the house's own rules.
        Compliance = "compliance",
    }
}

impl Class {
    /// Whom an error of this class hurts, in words.
    pub fn against(self) -> &'static str {
        match self {
            Self::Customer => "against the customer",
            Self::Business => "against the business",
            Self::Compliance => "against a rule or law",
        }
    }
}

words! {
    /// Whether a question may be answered with n/a, which leaves numerator and denominator.
    NaPolicy {
        /// It may; it is then left out of quality.
        Exclude = "exclude",
        /// It may not.
        NotAllowed = "not_allowed",
    }
}

words! {
    /// What a question measures beyond quality.
    Role {
        /// Whether the customer's matter was solved on this call.
        Solved = "solved",
        /// Whether a satisfied customer was asked for a referral: yes asked, no missed, n/a did not fit.
        Referral = "referral",
    }
}
