//! What was agreed and decided, and what comes next: calls to hear, follow-ups owed, checks and reviews due.

use chrono::NaiveDate;
use serde::Serialize;

use super::discretion::{Discretion, clean};
use crate::domain::call::{Call, Channel, Instant, Lane};
use crate::domain::draw::{Pick, PickStatus};
use crate::domain::id::{CallId, PickId};
use crate::ops::real::{self, Miss};
use crate::store::heard::due::{Agreed, Decided, Owed};
use crate::store::undecided::Undecided;

/// What a rep and the owner agreed to work on, still open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commitment {
    /// Who.
    pub rep: String,
    /// The behaviour in their words.
    pub what: String,
    /// The key of the question that tells.
    pub question: String,
    /// When it was agreed.
    pub agreed_on: NaiveDate,
    /// When it is looked at again.
    pub check_on: NaiveDate,
    /// Whether that day has passed.
    pub overdue: bool,
    /// On how many calls it is judged.
    pub calls: u64,
}

/// A decision of the business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// What.
    pub what: String,
    /// The numbers or voices that it came from; may be empty.
    pub why: String,
    /// The KPI that it should move.
    pub kpi: Option<String>,
    /// The theme that it came from.
    pub theme: Option<String>,
    /// When.
    pub decided_on: NaiveDate,
    /// When it is looked at again.
    pub review_on: Option<NaiveDate>,
}

/// What comes next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Next {
    /// The last day that is looked ahead to: the Sunday of the week after.
    pub until: NaiveDate,
    /// Drawn or chosen calls that are still to be heard.
    pub waiting: Vec<Waiting>,
    /// What is owed to customers, by day.
    pub follow_ups: Vec<FollowUp>,
    /// Commitments whose check is due or overdue, by day.
    pub checks: Vec<Commitment>,
    /// Decisions to be looked at again, by day.
    pub reviews: Vec<Decision>,
    /// Targets certainly missed and critical errors on which nothing was decided or agreed.
    pub undecided: Vec<Missed>,
}

/// Something that was missed and leads nowhere yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missed {
    /// By whom; none for a target of the business.
    pub rep: Option<String>,
    /// The key of the KPI, or of the critical question.
    pub of: String,
    /// What, in words.
    pub text: String,
}

/// One call to hear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// The pick.
    pub pick: PickId,
    /// Whose call.
    pub rep: String,
    /// The call.
    pub call: CallId,
    /// When it began.
    pub at: Instant,
    /// How it was held.
    pub channel: Channel,
    /// Seconds of talk, where known.
    pub talk_secs: Option<i64>,
    /// Drawn or chosen by hand.
    pub lane: Lane,
}

/// Something that is owed to a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FollowUp {
    /// By when.
    pub due_on: NaiveDate,
    /// Whether that day has passed.
    pub overdue: bool,
    /// Who talked with the customer.
    pub rep: String,
    /// The customer, where names are asked for and one is known.
    pub customer: Option<String>,
    /// The call in which it was promised.
    pub call: CallId,
    /// When that call began.
    pub at: Instant,
}

pub(super) fn commitments(
    agreed: Vec<Agreed>,
    today: NaiveDate,
    discretion: Discretion,
) -> Vec<Commitment> {
    let one = |one: Agreed| Commitment {
        rep: clean(&one.rep),
        what: discretion.text(&one.what, ""),
        question: one.question,
        agreed_on: one.agreed_on,
        check_on: one.check_on,
        overdue: one.check_on < today,
        calls: one.calls as u64,
    };
    agreed.into_iter().map(one).collect()
}

/// What was missed: the targets on which nothing was decided, then the critical errors.
pub(super) fn missed(targets: &[Miss], errors: &[Undecided]) -> Vec<Missed> {
    let open = targets.iter().filter(|one| one.decided.is_none());
    let targets = open.map(|one| Missed {
        rep: None,
        of: one.kpi.key.to_string(),
        text: clean(&one.text),
    });
    let errors = errors.iter().map(|one| Missed {
        rep: Some(clean(&one.rep)),
        of: one.question.clone(),
        text: clean(&real::undecided_told(one)),
    });
    targets.chain(errors).collect()
}

pub(super) fn decisions(decided: Vec<Decided>, discretion: Discretion) -> Vec<Decision> {
    let one = |one: Decided| Decision {
        what: discretion.text(&one.what, ""),
        why: discretion.text(&one.why, ""),
        kpi: one.kpi.map(|kpi| clean(&kpi)),
        theme: one.theme.map(|theme| clean(&theme)),
        decided_on: one.decided_on,
        review_on: one.review_on,
    };
    decided.into_iter().map(one).collect()
}

pub(super) fn follow_ups(
    owed: Vec<Owed>,
    today: NaiveDate,
    discretion: Discretion,
) -> Vec<FollowUp> {
    let one = |one: Owed| FollowUp {
        due_on: one.due_on,
        overdue: one.due_on < today,
        rep: clean(&one.rep),
        customer: discretion.customer(&one.customer),
        call: one.call,
        at: one.started_at,
    };
    owed.into_iter().map(one).collect()
}

pub(super) fn waiting(picks: &[(Pick, Call)]) -> Vec<Waiting> {
    let one = |(pick, call): &(Pick, Call)| Waiting {
        pick: pick.id,
        rep: clean(&call.rep),
        call: call.id,
        at: call.started_at,
        channel: call.channel,
        talk_secs: call.talk_secs,
        lane: if pick.draw_id.is_some() {
            Lane::Random
        } else {
            Lane::Targeted
        },
    };
    let still = picks
        .iter()
        .filter(|(pick, _)| pick.status == PickStatus::Waiting);
    still.map(one).collect()
}
