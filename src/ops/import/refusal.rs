//! Why a file is not imported. Nothing has been written when one of these comes back.

use chrono::NaiveDate;

use crate::domain::import::field::{ColumnRef, Field};
use crate::domain::import::layout::LayoutFault;
use crate::domain::import::profile::ProfileFault;
use crate::domain::zone::ZoneError;

/// Why a file is not imported, or what must be told first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Which number of a date is the day must be told.
    #[error("the file does not show whether the day or the month comes first: '{example}' may be {} or {}",
        dmy.map(long).unwrap_or_default(), mdy.map(long).unwrap_or_default())]
    NeedsDates {
        /// One of the dates.
        example: String,
        /// That date with the day first.
        dmy: Option<NaiveDate>,
        /// That date with the month first.
        mdy: Option<NaiveDate>,
    },
    /// The year of dates without one must be told.
    #[error("its dates tell no year, and it is no file that tells when it was written")]
    NeedsYear,
    /// Which column holds what must be told.
    #[error("no phone system is recognised, and {why}")]
    NeedsMap {
        /// What is not sure.
        why: String,
        /// What the columns seem to hold.
        proposal: Vec<(Field, ColumnRef)>,
        /// The same as the words of a command.
        command: String,
    },
    /// The same bytes were read under the name of another source: its calls would stand twice.
    #[error("its calls are there already: it was read on {} as '{source_name}'", long(*on))]
    ReadBefore {
        /// The source.
        source_name: String,
        /// When, in UTC.
        on: NaiveDate,
    },
    /// The source is another rep's phone.
    #[error("the phone '{source_name}' is {rep}'s")]
    AnotherPhone {
        /// The source.
        source_name: String,
        /// Whose phone it is.
        rep: String,
    },
    /// Two systems write files of this shape.
    #[error("it may be of any of these: {}", ids.join(", "))]
    TwoProfiles {
        /// Their profiles.
        ids: Vec<String>,
    },
    /// It is something else.
    #[error("{file} is not a call log: {why}")]
    NotACallLog {
        /// The file's name.
        file: String,
        /// What it lacks or is.
        why: String,
    },
    /// It is a call log, or like one, without a call in it.
    #[error("{file} holds no calls: {why}")]
    NoCalls {
        /// The file's name.
        file: String,
        /// What is empty in it.
        why: String,
    },
    /// The scale of a survey's answers must be told.
    #[error("the answers in '{column}' do not show their scale: '{example}' may be one of several")]
    NeedsScale {
        /// The column.
        column: String,
        /// One of its answers.
        example: String,
    },
    /// It is none of its kind.
    #[error("{file} is not {what}: {why}")]
    Unfit {
        /// The file's name.
        file: String,
        /// What was looked for.
        what: &'static str,
        /// What it lacks or is.
        why: String,
    },
    /// A name on the owner's map is neither a field nor a question.
    #[error("there is no field or question '{name}'")]
    NoField {
        /// As named.
        name: String,
    },
    /// A column that was named for a question is not there.
    #[error("there is no column '{column}' for {name}; the columns are: {headers}")]
    NoColumn {
        /// The question or what is told.
        name: String,
        /// As named.
        column: String,
        /// What there is.
        headers: String,
    },
    /// A column that was named is not there.
    #[error(transparent)]
    Layout(#[from] LayoutFault),
    /// No such profile.
    #[error("there is no profile '{id}': choose one of {known}")]
    NoProfile {
        /// As named.
        id: String,
        /// Those that there are.
        known: String,
    },
    /// A profile of the owner's is faulty.
    #[error("{file}: {why}")]
    BadProfile {
        /// The profile's file.
        file: String,
        /// What is wrong in it.
        why: String,
    },
    /// A profile under this id cannot be saved.
    #[error("the profile cannot be saved: {0}")]
    CannotSave(String),
    /// No such zone.
    #[error(transparent)]
    Zone(#[from] ZoneError),
    /// It was called off.
    #[error("the import was stopped; nothing was changed")]
    Stopped,
}

impl Refusal {
    /// Whether another file may be read all the same with what was told.
    pub fn is_of_the_file(&self) -> bool {
        matches!(
            self,
            Self::NeedsDates { .. }
                | Self::NeedsYear
                | Self::NeedsMap { .. }
                | Self::NotACallLog { .. }
                | Self::NoCalls { .. }
                | Self::Layout(_)
        )
    }
}

impl From<ProfileFault> for Refusal {
    fn from(fault: ProfileFault) -> Self {
        Self::CannotSave(fault.to_string())
    }
}

fn long(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
