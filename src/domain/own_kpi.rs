//! KPIs of the owner's own: the share of heard calls in which a question was done, an outcome came about or a theme came
//! up, and weekly numbers that are typed in. What is proposed stands in `matters`.

use std::borrow::Cow;

pub mod number;

use crate::domain::call::words;
use crate::domain::evaluation::Referral;
use crate::domain::id::ThemeId;
use crate::domain::kpi::{self, Better, Kpi, Measure, Observation};
use crate::domain::trend::question_measure;

words! {
    /// What may come of a call.
    Outcome {
        /// What the customer came for was settled.
        Solved = "solved",
        /// The customer was satisfied or delighted.
        Satisfied = "satisfied",
        /// The customer was delighted.
        Delighted = "delighted",
        /// The customer was unhappy.
        Unhappy = "unhappy",
        /// Something is owed to the customer afterwards.
        FollowUp = "follow_up",
        /// A referral was asked for, where it would have fitted.
        ReferralAsked = "referral_asked",
    }
}

impl Outcome {
    /// Whether it came of a call; none where that was not noted, or could not come about.
    pub fn of(self, one: &Observation) -> Option<bool> {
        let felt = |words: &[&str]| one.satisfied.as_deref().map(|felt| words.contains(&felt));
        match self {
            Self::Solved => one.solved,
            Self::Satisfied => felt(&["satisfied", "delighted"]),
            Self::Delighted => felt(&["delighted"]),
            Self::Unhappy => felt(&["unhappy"]),
            Self::FollowUp => Some(one.follow_up),
            Self::ReferralAsked => match one.referral? {
                Referral::Asked => Some(true),
                Referral::Missed => Some(false),
                Referral::NotFitting => None,
            },
        }
    }

    /// The measure of the roll-ups.
    pub fn measure(self) -> String {
        format!("outcome:{self}")
    }

    fn says(self) -> &'static str {
        match self {
            Self::Solved => {
                "that solved what the customer came for / calls where this was answered"
            }
            Self::Satisfied => {
                "after which the customer seemed satisfied or delighted / calls where this was noted"
            }
            Self::Delighted => {
                "after which the customer seemed delighted / calls where this was noted"
            }
            Self::Unhappy => "after which the customer seemed unhappy / calls where this was noted",
            Self::FollowUp => "after which something was owed to the customer / all calls",
            Self::ReferralAsked => {
                "in which a referral was asked for / calls in which it would have fitted"
            }
        }
    }
}

/// Where the numbers come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A question by its key: done as well as can be, where it applied.
    Question(String),
    /// What came of the calls.
    Outcome(Outcome),
    /// Heard calls in which the customer spoke of it.
    Theme(ThemeId),
    /// A number for every week, typed in or brought in.
    Typed,
}

impl Source {
    /// How it stands in the file: the measure of the roll-ups, or `typed`.
    pub fn word(&self) -> String {
        match self {
            Self::Question(key) => question_measure(key),
            Self::Outcome(outcome) => outcome.measure(),
            Self::Theme(theme) => format!("theme:{theme}"),
            Self::Typed => "typed".to_owned(),
        }
    }

    /// The source that the word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        match word.split_once(':') {
            Some(("question", key)) => Some(Self::Question(key.to_owned())),
            Some(("outcome", word)) => Outcome::from_word(word).map(Self::Outcome),
            Some(("theme", id)) => id.parse().ok().map(Self::Theme),
            None if word == "typed" => Some(Self::Typed),
            _ => None,
        }
    }
}

/// A KPI as the owner defined it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnKpi {
    /// The word for programs and for the file.
    pub key: String,
    /// The name for people.
    pub name: String,
    /// Which way is good.
    pub better: Better,
    /// Where the numbers come from.
    pub source: Source,
    /// The question's words or the theme's name; empty for the others.
    pub about: String,
    /// What of the things that matter to customers it follows from; may be empty.
    pub because: String,
}

impl OwnKpi {
    /// The KPI as every other.
    pub fn kpi(&self) -> Kpi {
        let heard = "of the calls heard at random.";
        let formula = match &self.source {
            Source::Question(_) => format!(
                "Calls in which “{}” was done as well as can be / calls in which it applied, {heard}",
                self.about
            ),
            Source::Outcome(outcome) => format!("Calls {}, {heard}", outcome.says()),
            Source::Theme(_) => format!(
                "Calls in which the customer spoke of “{}” / all calls, {heard}",
                self.about
            ),
            Source::Typed => {
                "One number a week for the whole business, as it was typed in or brought in from a file.".to_owned()
            }
        };
        let zero_case = match self.source {
            Source::Theme(_) => {
                "A week in which calls were heard and nobody spoke of it is a true nought."
            }
            Source::Typed => "A week without a number is a gap, never a nought.",
            _ => "A week in which it applied to no call is a gap.",
        };
        Kpi {
            key: Cow::Owned(self.key.clone()),
            name: Cow::Owned(self.name.clone()),
            better: self.better,
            formula: Cow::Owned(formula),
            zero_case: Cow::Borrowed(zero_case),
            measure: match &self.source {
                Source::Typed => Measure::Typed,
                source => Measure::Rolled(source.word()),
            },
        }
    }

    /// Whether nothing can be wrong with it.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn check(&self) -> Result<(), String> {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if self.name.trim().is_empty() || self.name.chars().count() > LONGEST_NAME {
            return Err(format!(
                "a KPI has a name of 1 to {LONGEST_NAME} characters"
            ));
        }
        if self.key.is_empty() || !self.key.chars().all(is_plain) {
            return Err(format!("'{}' is no key: use a-z, 0-9 and _", self.key));
        }
        if kpi::find(&self.key).is_some() {
            return Err(format!("'{}' is a KPI already", self.key));
        }
        Ok(())
    }
}

/// The longest name of a KPI, in characters.
const LONGEST_NAME: usize = 40;

/// A key made of a name: `Missed calls` becomes `missed_calls`.
pub fn key_of(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            ' '
        }
    };
    let spaced: String = name.chars().map(plain).collect();
    let key = spaced.split_whitespace().collect::<Vec<_>>().join("_");
    if key.is_empty() {
        "kpi".to_owned()
    } else {
        key
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::kpi::Unit;
    use crate::domain::trend::testing::blank;

    fn own(name: &str, source: Source) -> OwnKpi {
        OwnKpi {
            key: key_of(name),
            name: name.into(),
            better: Better::Higher,
            source,
            about: "Found the need".into(),
            because: String::new(),
        }
    }

    #[test]
    fn every_source_comes_back_from_its_word() {
        let sources = [
            Source::Question("need".into()),
            Source::Outcome(Outcome::FollowUp),
            Source::Theme(ThemeId(7)),
            Source::Typed,
        ];
        for source in sources {
            assert_eq!(Source::from_word(&source.word()), Some(source));
        }
        for word in ["", "question", "outcome:rich", "theme:x", "fn:quality"] {
            assert_eq!(Source::from_word(word), None, "{word}");
        }
    }

    #[test]
    fn the_kpi_says_how_it_is_counted_and_in_what() {
        let question = own("Need found", Source::Question("need".into())).kpi();
        assert_eq!(
            (question.unit(), question.measured()),
            (Unit::Share, "question:need")
        );
        assert!(
            question
                .formula
                .starts_with("Calls in which “Found the need” was done")
        );
        assert_eq!(own("Jobs booked", Source::Typed).kpi().unit(), Unit::Number);
    }

    #[test]
    fn an_outcome_that_was_not_noted_says_nothing() {
        let noted = |felt: Option<&str>| Observation {
            satisfied: felt.map(Into::into),
            ..blank("2026-W47")
        };
        assert_eq!(Outcome::Satisfied.of(&noted(None)), None);
        assert_eq!(Outcome::Satisfied.of(&noted(Some("delighted"))), Some(true));
        assert_eq!(Outcome::Unhappy.of(&noted(Some("neutral"))), Some(false));
        assert_eq!(Outcome::FollowUp.of(&noted(None)), Some(false));
    }

    #[test]
    fn a_key_is_made_of_the_name_and_is_nobody_elses() {
        assert_eq!(
            key_of("  Missed calls, after 5 pm "),
            "missed_calls_after_5_pm"
        );
        assert_eq!(key_of("–"), "kpi");
        assert!(own("Quality", Source::Typed).check().is_err());
        assert!(own(" ", Source::Typed).check().is_err());
        own("Jobs booked", Source::Typed).check().unwrap();
    }
}
