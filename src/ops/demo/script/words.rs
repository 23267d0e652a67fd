//! What customers say and what the owner writes while listening, as `assets/demo` holds it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::voice::Cause;

/// What customers talk about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Themes {
    /// The one that grows.
    pub growing: Theme,
    /// Those that stay as they are.
    #[serde(rename = "theme")]
    pub steady: Vec<Theme>,
    /// What satisfied customers say.
    pub praise: Theme,
}

/// One theme.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// In a word or two.
    pub name: String,
    /// Share of the calls heard in which it comes up.
    pub share: f64,
    /// The same in the latest weeks, oldest first, where it grows.
    #[serde(default)]
    pub latest_weeks: Vec<f64>,
    /// How often something had gone wrong when it comes up.
    pub went_wrong: f64,
    /// What is behind it, in proportion.
    pub causes: BTreeMap<Cause, f64>,
    /// What customers say.
    pub quotes: Vec<String>,
}

/// Texts by question key.
pub type ByQuestion = BTreeMap<String, Vec<String>>;

/// What the owner writes while listening.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// Moments worth praise.
    pub praise: ByQuestion,
    /// Moments to do better.
    pub improve: ByQuestion,
    /// Comments beside a no.
    pub comment: ByQuestion,
    /// Callers' words of no theme.
    pub heard: Words,
    /// Why a pick was skipped for another reason.
    pub skipped: Words,
    /// Beside a few calls on the phone.
    pub call: Words,
}

/// Texts to choose from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The texts.
    pub words: Vec<String>,
}
