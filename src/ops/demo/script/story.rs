//! What is true in the invented business and what its owner did about it, as `assets/demo` holds it.

use crate::domain::coaching::CommitmentState;
use serde::Deserialize;

use super::words::ByQuestion;

/// What is true in this business and what the owner did about it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The real improvement.
    pub improvement: Improvement,
    /// The bad week that means nothing.
    pub false_alarm: BadWeek,
    /// What was agreed with reps.
    #[serde(rename = "commitment")]
    pub commitments: Vec<CommitmentScript>,
    /// The talks with reps.
    #[serde(rename = "one_to_one")]
    pub talks: Vec<TalkScript>,
    /// What was decided.
    #[serde(rename = "decision")]
    pub decisions: Vec<DecisionScript>,
    /// What is aimed at.
    #[serde(rename = "target")]
    pub targets: Vec<TargetScript>,
    /// The random audits.
    pub audit: AuditScript,
    /// What praise is given for, by question.
    pub recognition: ByQuestion,
}

/// A behaviour that changed from one day on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Improvement {
    /// Whose.
    pub rep: String,
    /// Key of the question.
    pub question: String,
    /// The week in which it was agreed.
    pub weeks_ago: i64,
    /// The deck until that day.
    pub before: DeckScript,
    /// The deck after it.
    pub after: DeckScript,
}

/// So many yes of so many cards.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeckScript {
    /// Yes cards.
    pub yes: usize,
    /// All cards.
    pub of: usize,
}

/// One bad week.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BadWeek {
    /// Whose.
    pub rep: String,
    /// Which.
    pub weeks_ago: i64,
}

/// One commitment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentScript {
    /// Whose.
    pub rep: String,
    /// Key of the question.
    pub question: String,
    /// In words.
    pub what: String,
    /// The week of its Monday.
    pub weeks_ago: i64,
    /// When it is looked at.
    pub check_after_weeks: i64,
    /// Calls that are the test.
    pub calls: i64,
    /// `open`, `trying`, `held`, `slipped` or `dropped`.
    pub state: CommitmentState,
}

/// One talk.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TalkScript {
    /// With whom.
    pub rep: String,
    /// The week of its Monday.
    pub weeks_ago: i64,
    /// What was said.
    pub notes: String,
}

/// One decision.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionScript {
    /// The theme it came from.
    pub theme: String,
    /// In words.
    pub what: String,
    /// Why, with `{mentions}` and `{heard}` of the four weeks before.
    pub why: String,
    /// The week of its Thursday.
    pub weeks_ago: i64,
    /// When its effect is looked at.
    pub review_after_weeks: i64,
}

/// The random audits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditScript {
    /// The weeks that are audited.
    pub weeks_ago: Vec<i64>,
    /// Calls of each rep in each of them.
    pub per_rep: usize,
    /// Where a rule was broken.
    pub broken: BadWeek,
}

/// Targets of one KPI on three horizons.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetScript {
    /// Its key.
    pub kpi: String,
    /// In about six weeks.
    pub short: f64,
    /// In half a year.
    pub medium: f64,
    /// In a year.
    pub long: f64,
}
