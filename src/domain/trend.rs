//! Trends: what was heard and logged becomes, week by week, points with ranges, a chart, a verdict and the words to read
//! them aloud. Pure: a record in, series out; reading the record from the file stands in `ops::trend`.

mod cell;
mod chart;
mod compare;
mod known;
mod log;
mod need;
mod note;
mod phase;
mod point;
mod pool;
mod promise;
mod reading;
mod rolled;
mod series;
mod target;
pub mod words;

use std::collections::BTreeMap;

use crate::domain::id::{DrawId, EvaluationId, RepId, ScorecardId};
use crate::domain::own_kpi::number::Number;
use crate::domain::week::Week;

pub use cell::applying;
pub use chart::{Chart, ChartKind, Charted, Limit, Rule, Signal};
pub use compare::{Comparison, Side};
pub use known::{Known, known};
pub use log::{LogCount, log_weeks};
pub use need::{Need, needs, share_by_need};
pub use note::{Note, NoteKind};
pub use point::Point;
pub use promise::{Planned, half_widths};
pub use rolled::{HEARD, Rolled, Rolls, Stratum, count, form_measure, question_measure, roll};
pub use series::{Series, Whose, series};
pub use target::{Aim, Horizon, Target, aims_told};

/// So many closed weeks teach how much calls differ from each other.
pub const POOL_WEEKS: i64 = 8;
/// So many weeks with data stand on each side of a verdict.
pub const SIDE_WEEKS: usize = 6;
/// A verdict looks back this far at least, also where fewer weeks are shown: twelve weeks with data, and some gaps.
pub const VERDICT_REACH: i64 = 20;

/// The weeks that are shown, and where the present stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first week shown.
    pub from: Week,
    /// The last week shown.
    pub to: Week,
    /// The present week, which is not closed yet.
    pub this_week: Week,
}

impl Span {
    /// The first week that must be read: before the weeks shown lie those that teach the spread and feed the verdict.
    pub fn reach(self) -> Week {
        self.from
            .plus(-POOL_WEEKS)
            .min(self.to.plus(-VERDICT_REACH))
    }

    /// The last closed week within the span.
    pub fn last_closed(self) -> Week {
        self.to.min(self.this_week.plus(-1))
    }
}

/// Everything that was read from the file for a span of weeks.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// What the calls heard at random come to, by measure.
    pub rolls: Rolls,
    /// The forms on which calls of a week were scored.
    pub forms: Vec<(Week, ScorecardId)>,
    /// Numbers told week by week, by KPI, oldest first.
    pub typed: BTreeMap<String, Vec<Number>>,
    /// What the calls contribute that gave rise to a commitment.
    pub evidence: Vec<Evidence>,
    /// The draws.
    pub frames: Vec<Frame>,
    /// The whole log, counted by rep and week.
    pub log: Vec<LogWeek>,
    /// Every version of every form.
    pub versions: Vec<FormVersion>,
    /// What was agreed with reps in these weeks.
    pub commitments: Vec<Agreed>,
    /// What was decided in these weeks.
    pub decisions: Vec<Decided>,
    /// Which files were brought in in these weeks.
    pub imports: Vec<Decided>,
    /// What is aimed at, by KPI.
    pub targets: Vec<(String, Target)>,
}

/// What one call contributes to a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Its evaluation.
    pub evaluation: EvaluationId,
    /// Who handled it.
    pub rep: RepId,
    /// In which week.
    pub week: Week,
    /// The measure, such as `quality`.
    pub measure: String,
    /// What it contributes, yes as 1 and no as 0.
    pub value: f64,
}

/// A draw as an estimate sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The draw.
    pub draw: DrawId,
    /// Whose calls.
    pub rep: RepId,
    /// In which week.
    pub week: Week,
    /// How many calls could have been drawn.
    pub size: u64,
    /// How many were asked for.
    pub asked: u64,
}

/// One rep's handled calls of a week with a known customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogWeek {
    /// Who handled them.
    pub rep: RepId,
    /// The week.
    pub week: Week,
    /// How many there were.
    pub calls: u64,
    /// Of how many it is known whether the customer called again within 7 days.
    pub known: u64,
    /// After how many of those the customer did not.
    pub held: u64,
}

/// A version of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormVersion {
    /// The row.
    pub id: ScorecardId,
    /// The form's key, the same in every version.
    pub key: String,
    /// 1 for the first.
    pub version: i64,
    /// The form's name for people.
    pub name: String,
    /// As `version`, without those that only say the same in other words.
    pub edition: i64,
}

/// What a rep and the owner agreed to work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// With whom.
    pub rep: RepId,
    /// The rep's name.
    pub name: String,
    /// In which week.
    pub week: Week,
    /// In their words.
    pub what: String,
    /// The evaluations that gave rise to it: left out of "before", else chance alone would make the rep look better after.
    pub evidence: Vec<EvaluationId>,
}

/// A business decision, or what else happened to the business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// In which week.
    pub week: Week,
    /// What was decided.
    pub what: String,
    /// The KPI that it is about, where it is about one.
    pub kpi: Option<String>,
}

#[cfg(test)]
mod simulation;
#[cfg(test)]
pub(in crate::domain) mod testing;
#[cfg(test)]
mod tests;
