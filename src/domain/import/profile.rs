//! A profile: what one telephone system's export looks like, as written in TOML. Nothing here touches a file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::call::Channel;
use crate::domain::import::duration::Unit;
use crate::domain::import::field::{Field, header_key};
use crate::domain::import::outcome::Outcome;
use crate::domain::import::stamp::DateOrder;

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
    /// The zone of its times where that is fixed; else it is asked once per source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The order of its dates where that is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<DateOrder>,
    /// Words in the place of a rep or customer that mean nobody, beside the usual ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nobody: Vec<String>,
    /// What the first filled cell of a row below the calls begins with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub footer: Vec<String>,
    /// Which column holds which field: its header, or several of which the first that is there counts.
    pub columns: BTreeMap<Field, Names>,
    /// What bare numbers in a column count, where it is not seconds.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub units: BTreeMap<Field, Unit>,
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

/// How a file of a profile is recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recognise {
    /// Headers that its files have.
    #[serde(default)]
    pub headers: Vec<String>,
    /// How many of them a file must have; 0: never recognised, only chosen by name.
    #[serde(default)]
    pub need: usize,
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

/// The three directions that a word may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DirectionWord {
    /// The customer began it.
    In,
    /// The rep began it.
    Out,
    /// Between two people of the house.
    Internal,
}

/// One rule for how a row came out, from one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeRule {
    /// The column; a rule on a column that the file lacks says nothing.
    pub column: Names,
    /// The outcome for each of these words.
    #[serde(default)]
    pub words: BTreeMap<Outcome, Vec<String>>,
    /// The outcome when the cell holds anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled: Option<Outcome>,
    /// The outcome when the cell is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty: Option<Outcome>,
}

/// What is wrong with a profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFault {
    /// The id is not small letters, digits and dashes.
    #[error("the id '{0}' must be small letters, digits and dashes, at most 40")]
    Id(String),
    /// Nothing says when a call began.
    #[error("no column is named for the time: add `at`, or `date` and `time`, under [columns]")]
    NoTime,
    /// It asks for more headers than it lists.
    #[error("`need` is {need}, but only {listed} headers are listed")]
    Need {
        /// As written.
        need: usize,
        /// How many there are.
        listed: usize,
    },
}

impl Profile {
    /// Looks for what cannot work.
    pub fn check(&self) -> Result<(), ProfileFault> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.id.is_empty() || self.id.len() > 40 || !self.id.chars().all(plain) {
            return Err(ProfileFault::Id(self.id.clone()));
        }
        if !self.columns.contains_key(&Field::At) && !self.columns.contains_key(&Field::Date) {
            return Err(ProfileFault::NoTime);
        }
        let listed = self.recognise.headers.len();
        if self.recognise.need > listed {
            let need = self.recognise.need;
            return Err(ProfileFault::Need { need, listed });
        }
        Ok(())
    }

    /// How many of this profile's headers stand in `cells`, if they are enough to recognise it.
    pub fn matches(&self, cells: &[String]) -> Option<usize> {
        let wanted = &self.recognise.headers;
        let found = wanted
            .iter()
            .filter(|header| cells.contains(&header_key(header)))
            .count();
        (self.recognise.need > 0 && found >= self.recognise.need).then_some(found)
    }

    /// Why a file with `found` of the headers was recognised: `41 of 41 columns match Aircall`.
    pub fn why(&self, found: usize) -> String {
        format!(
            "{found} of {} columns match {}",
            self.recognise.headers.len(),
            self.name
        )
    }
}

/// The profile that fits a row of headers best, and how many of them match. `cells` are header keys.
pub fn recognise<'p>(profiles: &'p [Profile], cells: &[String]) -> Option<(&'p Profile, usize)> {
    // Of equals the first: the owner's own stand before those of the program.
    profiles
        .iter()
        .rev()
        .filter_map(|profile| profile.matches(cells).map(|found| (profile, found)))
        // Of two that match the same number, the one that asks for less else is the closer one.
        .max_by_key(|(profile, found)| (*found, usize::MAX - profile.recognise.headers.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(id: &str, headers: &[&str], need: usize) -> Profile {
        Profile {
            id: id.into(),
            name: id.to_uppercase(),
            recognise: Recognise {
                headers: headers.iter().map(|h| (*h).to_owned()).collect(),
                need,
            },
            columns: BTreeMap::from([(Field::At, Names::One("when".into()))]),
            ..Profile::default()
        }
    }

    #[test]
    fn the_profile_with_most_matching_headers_is_taken_and_says_why() {
        let profiles = [
            profile("a", &["when", "who", "how long"], 2),
            profile("b", &["When", "Who", "Whom", "Cost"], 3),
            profile("own", &["when", "who"], 0),
        ];
        let cells: Vec<String> = ["when", "who", "whom", "x"].map(String::from).to_vec();
        let found = recognise(&profiles, &cells);
        assert_eq!(
            found.map(|(p, n)| p.why(n)),
            Some("3 of 4 columns match B".into())
        );
        assert!(recognise(&profiles, &["when".into()]).is_none());
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
