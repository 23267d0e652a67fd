//! The words that `deskside import` takes for what a file holds and for the scale of a survey.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::domain::import::kind::Kind;
use crate::domain::import::sheet::Scorer;
use crate::domain::import::survey::Scale;
use crate::domain::transcript::Role;

/// The words of the scales.
pub fn scales() -> impl TypedValueParser<Value = Scale> {
    let words = Scale::ALL.iter().map(|scale| scale.word());
    PossibleValuesParser::new(words).map(|word| Scale::from_word(&word).unwrap_or(Scale::Csat5))
}

/// The words for who scored.
pub fn scorers() -> impl TypedValueParser<Value = Scorer> {
    let words = Scorer::ALL.iter().map(|scorer| scorer.word());
    PossibleValuesParser::new(words).map(|word| Scorer::from_word(&word).unwrap_or(Scorer::Owner))
}

/// The words of the kinds.
pub fn kinds() -> impl TypedValueParser<Value = Kind> {
    let words = Kind::ALL.iter().map(|kind| kind.word());
    PossibleValuesParser::new(words).map(|word| Kind::from_word(&word).unwrap_or(Kind::Calls))
}

/// The words for who speaks.
pub fn roles() -> impl TypedValueParser<Value = Role> {
    let words = Role::ALL.iter().map(|role| role.word());
    PossibleValuesParser::new(words).map(|word| Role::from_word(&word).unwrap_or(Role::Other))
}
