//! Coaching: what a rep and the owner agreed to work on, and in which state it is. Whether it helped stands in `trial`.

pub mod trial;

use chrono::{Days, NaiveDate};

use crate::domain::call::words;
use crate::domain::id::{CommitmentId, EvaluationId, RepId};

/// Calls on which a commitment is judged, unless said otherwise.
pub const USUAL_CALLS: i64 = 8;
/// Fewer calls on each side than this could never convince anybody: 3 and 3 give p = 0.10 at best.
pub const FEWEST_CALLS: i64 = 4;
/// Nobody waits for more.
pub const MOST_CALLS: i64 = 40;
/// Days until a commitment is looked at, unless said otherwise.
pub const USUAL_DAYS: u64 = 28;

words! {
    /// How far a commitment has come.
    CommitmentState {
        /// Agreed; no random call of the rep was heard since.
        Open = "open",
        /// Calls that tell are coming in.
        Trying = "trying",
        /// It was judged: the behaviour is there.
        Held = "held",
        /// It was judged: it is not.
        Slipped = "slipped",
        /// Given up; nothing was judged.
        Dropped = "dropped",
    }
}

impl CommitmentState {
    /// Whether it is still being worked on.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Trying)
    }
}

/// What a rep and the owner agreed to work on: one behaviour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// The row.
    pub id: CommitmentId,
    /// Who.
    pub rep_id: RepId,
    /// The rep's name.
    pub rep: String,
    /// The key of the question that tells.
    pub question: String,
    /// The behaviour in their words.
    pub what: String,
    /// What done looks like; may be empty.
    pub done_when: String,
    /// As it is written down.
    pub state: CommitmentState,
    /// When it was agreed.
    pub agreed_on: NaiveDate,
    /// When it is looked at.
    pub check_on: NaiveDate,
    /// On how many calls it is judged, fixed when it was agreed.
    pub calls: i64,
    /// The scored call that gave rise to it, where one did.
    pub evaluation: Option<EvaluationId>,
    /// When it was closed.
    pub closed_on: Option<NaiveDate>,
    /// How it ended, in words; empty while it is open.
    pub result: String,
}

impl Commitment {
    /// The state as it is told: open until the first call that tells, then trying.
    pub fn standing(&self, calls_since: usize) -> CommitmentState {
        match self.state {
            CommitmentState::Open if calls_since > 0 => CommitmentState::Trying,
            state => state,
        }
    }

    /// Whether it waits for the owner: still open on the day on which it was to be looked at, or after it.
    pub fn is_due(&self, today: NaiveDate) -> bool {
        self.state.is_open() && self.check_on <= today
    }
}

/// The day on which a commitment agreed on `today` is looked at, unless said otherwise.
pub fn usual_check(today: NaiveDate) -> NaiveDate {
    today + Days::new(USUAL_DAYS)
}
