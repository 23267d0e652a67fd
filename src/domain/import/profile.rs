//! A profile: what one telephone system's export looks like, as written in TOML. Nothing here touches a file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::call::Channel;
use crate::domain::import::duration::Unit;
use crate::domain::import::field::Field;
use crate::domain::import::outcome::Outcome;
use crate::domain::import::stamp::DateOrder;

pub mod derive;
pub mod recognise;

pub use derive::Derive;
pub use recognise::{Bare, Cell, Kind, Recognise};

/// What one telephone system's export looks like.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The name on the command line: small letters, digits and dashes.
    pub id: String,
    /// The name for people.
    pub name: String,
    /// How a file of this system is recognised.
    #[serde(default)]
    pub recognise: Recognise,
    /// Why files of this shape are no call logs, where they are none; such a file is refused with these words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refuse: Option<String>,
    /// The source that its calls belong to, where that is not its own id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The zone of its times where that is fixed; else it is asked once per source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The zone of single columns where that is fixed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub zones: BTreeMap<String, String>,
    /// The order of its dates where that is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<DateOrder>,
    /// Words in the place of a rep or customer that mean nobody, beside the usual ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nobody: Vec<String>,
    /// What the first filled cell of a row below the calls begins with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub footer: Vec<String>,
    /// How the lines of people's telephones begin, where they do not hold the extension: `SEP`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inside_lines: Vec<String>,
    /// Two ends with nothing but extensions are a call within the house, whatever the direction says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub extensions_are_inside: bool,
    /// Rows without an id are one call where the same customer's next row begins at most this many seconds after the end
    /// of the one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues_within_secs: Option<u32>,
    /// Which column holds which field: its header, or several of which the first that is there counts.
    #[serde(default)]
    pub columns: BTreeMap<Field, Names>,
    /// What bare numbers in a column count, where it is not seconds.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub units: BTreeMap<Field, Unit>,
    /// Columns that are made of others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derive: Vec<Derive>,
    /// Rows that are no calls, such as messages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skip: Vec<Skip>,
    /// Words for the direction, beside the usual ones.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub direction: BTreeMap<DirectionWord, Vec<String>>,
    /// Words for the channel, beside the usual ones.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub channel: BTreeMap<Channel, Vec<String>>,
    /// How a row came out: the first rule that says something counts; then the usual words in the status column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcome: Vec<OutcomeRule>,
}

/// One header, or several spellings of it in order of preference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Names {
    /// One.
    One(String),
    /// The first that is there counts.
    Several(Vec<String>),
}

impl Names {
    /// All of them in order.
    pub fn all(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        }
    }
}

impl Profile {
    /// The columns, by header or place, that tell which rows are calls and how they came out.
    pub fn ruling(&self) -> impl Iterator<Item = &String> {
        let outcomes = self.outcome.iter().map(|rule| &rule.column);
        let skips = self.skip.iter().map(|skip| &skip.column);
        outcomes.chain(skips).flat_map(Names::all)
    }
}

/// What a word for the direction may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DirectionWord {
    /// The customer began it.
    In,
    /// The rep began it.
    Out,
    /// Between two people of the house.
    Internal,
    /// Nothing: which end stands inside the house tells.
    Unsaid,
}

/// Rows that are no calls: where the column holds one of these words. A word that ends in `*` stands for its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// The column; a rule on a column that the file lacks says nothing.
    pub column: Names,
    /// The words.
    #[serde(default)]
    pub words: Vec<String>,
    /// The other way round: the words name the rows that are calls, and those that hold anything else are none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
}

/// One rule for how a row came out, from one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeRule {
    /// The column; a rule on a column that the file lacks says nothing.
    pub column: Names,
    /// The outcome for each of these words. A word that ends in `*` stands for its beginning.
    #[serde(default)]
    pub words: BTreeMap<Outcome, Vec<String>>,
    /// The outcome when the cell holds anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled: Option<Outcome>,
    /// The outcome when the cell is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty: Option<Outcome>,
    /// Only where this column holds one of these words, or nothing (`""`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub when: BTreeMap<String, Vec<String>>,
}

/// What is wrong with a profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFault {
    /// The id is not small letters, digits and dashes.
    #[error("the id '{0}' must be small letters, digits and dashes, at most 40")]
    Id(String),
    /// Nothing says when a call began.
    #[error(
        "no column is named for the time: add `at`, or `date` and `time`, or `ended_at`, under [columns]"
    )]
    NoTime,
    /// It asks for more headers than it lists.
    #[error("`need` is {need}, but only {listed} headers are listed")]
    Need {
        /// As written.
        need: usize,
        /// How many there are.
        listed: usize,
    },
    /// What tells a file without a header speaks of a column that is not listed.
    #[error("a cell is described for '{0}', which is none of the columns")]
    Bare(String),
}

impl Profile {
    /// Looks for what cannot work.
    pub fn check(&self) -> Result<(), ProfileFault> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.id.is_empty() || self.id.len() > 40 || !self.id.chars().all(plain) {
            return Err(ProfileFault::Id(self.id.clone()));
        }
        let times = [Field::At, Field::Date, Field::EndedAt];
        if self.refuse.is_none() && !times.iter().any(|time| self.columns.contains_key(time)) {
            return Err(ProfileFault::NoTime);
        }
        let listed = self.recognise.headers.len();
        if self.recognise.need > listed {
            let need = self.recognise.need;
            return Err(ProfileFault::Need { need, listed });
        }
        if let Some(unknown) = self.recognise.unknown_cell() {
            return Err(ProfileFault::Bare(unknown.to_owned()));
        }
        Ok(())
    }
}

/// Whether `text` is the word of a profile, in any case; a word that ends in `*` stands for its beginning, one that begins
/// with `*` as well for any part.
pub fn is_word(word: &str, text: &str) -> bool {
    let begins = |at: usize, start: &str| {
        text.get(at..at + start.len())
            .is_some_and(|part| part.eq_ignore_ascii_case(start))
    };
    match word.strip_suffix('*') {
        Some(part) => match part.strip_prefix('*') {
            Some(part) => (0..text.len()).any(|at| begins(at, part)),
            None => begins(0, part),
        },
        None => word.eq_ignore_ascii_case(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn profile(id: &str, headers: &[&str], need: usize) -> Profile {
        Profile {
            id: id.into(),
            name: id.to_uppercase(),
            recognise: Recognise {
                headers: headers.iter().map(|h| (*h).to_owned()).collect(),
                need,
                ..Recognise::default()
            },
            columns: BTreeMap::from([(Field::At, Names::One("when".into()))]),
            ..Profile::default()
        }
    }

    #[test]
    fn a_word_stands_for_itself_a_beginning_or_any_part() {
        for (word, text, is) in [
            ("Missed", "MISSED", true),
            ("Missed", "Missed call", false),
            ("Missed*", "missed call", true),
            ("Missed*", "call missed", false),
            ("*gw*", "CHI-GW-1", true),
            ("*gw*", "é-GW", true),
            ("*gw*", "g", false),
        ] {
            assert_eq!(is_word(word, text), is, "{word} {text}");
        }
    }

    #[test]
    fn what_cannot_work_is_named() {
        assert_eq!(profile("a-1", &["x"], 1).check(), Ok(()));
        assert_eq!(
            profile("../x", &[], 0).check(),
            Err(ProfileFault::Id("../x".into()))
        );
        assert_eq!(
            profile("a", &["x"], 2).check(),
            Err(ProfileFault::Need { need: 2, listed: 1 })
        );
        let no_time = Profile {
            columns: BTreeMap::new(),
            ..profile("a", &[], 0)
        };
        assert_eq!(no_time.check(), Err(ProfileFault::NoTime));
    }
}
