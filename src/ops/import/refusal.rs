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
    /// It is something else.
    #[error("{file} is not a call log: {why}")]
    NotACallLog {
        /// The file's name.
        file: String,
        /// What it lacks or is.
        why: String,
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
                | Self::NeedsMap { .. }
                | Self::NotACallLog { .. }
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
