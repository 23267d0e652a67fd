//! What was agreed and decided and what came of it, and the plan of the next week: calls to draw and to hear, follow-ups
//! owed, checks due.

use chrono::NaiveDate;
use serde::Serialize;

use super::discretion::{Discretion, clean};
use crate::domain::call::{Call, Channel, Instant, Lane};
use crate::domain::coaching::CommitmentState;
use crate::domain::draw::{Pick, PickStatus};
use crate::domain::id::{CallId, PickId};
use crate::ops::coaching::Followed;
use crate::ops::decision::Followed as Decided;
use crate::ops::real::{self, Miss};
use crate::store::heard::due::Owed;
use crate::store::undecided::Undecided;

/// What a rep and the owner agreed to work on.
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
    /// Open, trying, or how it ended.
    pub state: CommitmentState,
    /// When it was closed.
    pub closed_on: Option<NaiveDate>,
    /// `3 of 8 → 5 of 6`, on the question alone.
    pub counts: String,
    /// Before and since, and what that says.
    pub result: String,
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
    /// Who sees to it; may be empty.
    pub owner: String,
    /// When.
    pub decided_on: NaiveDate,
    /// When it is looked at again.
    pub review_on: Option<NaiveDate>,
    /// What came of it, with its counts; none where nothing is counted for it.
    pub effect: Option<String>,
}

/// The plan of the next week.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Next {
    /// The last day that is looked ahead to: the Sunday of the week after.
    pub until: NaiveDate,
    /// Calls to draw for the week after, unless the owner wants more or fewer.
    pub draw: u64,
    /// From whose calls.
    pub draw_of: Vec<String>,
    /// Drawn or chosen calls that are still to be heard.
    pub waiting: Vec<Waiting>,
    /// What is owed to customers, by day.
    pub follow_ups: Vec<FollowUp>,
    /// Commitments whose check is due or overdue, by day.
    pub checks: Vec<Commitment>,
    /// Decisions that are due to be looked at again, by day.
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

pub(super) fn commitment(one: &Followed, today: NaiveDate, discretion: Discretion) -> Commitment {
    let agreed = &one.commitment;
    Commitment {
        rep: clean(&agreed.rep),
        what: discretion.text(&agreed.what, ""),
        question: agreed.question.clone(),
        agreed_on: agreed.agreed_on,
        check_on: agreed.check_on,
        overdue: one.state.is_open() && agreed.check_on < today,
        calls: agreed.calls.unsigned_abs(),
        state: one.state,
        closed_on: agreed.closed_on,
        counts: one.trial.counts(),
        result: discretion.text(&one.told(), ""),
    }
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

pub(super) fn decision(one: Decided, discretion: Discretion) -> Decision {
    let decided = one.decision;
    Decision {
        what: discretion.text(&decided.what, ""),
        why: discretion.text(&decided.why, ""),
        kpi: decided.kpi.map(|kpi| clean(&kpi)),
        theme: decided.theme.map(|(_, theme)| clean(&theme)),
        owner: clean(&decided.owner),
        decided_on: decided.decided_on,
        review_on: decided.review_on,
        effect: one.effect.map(|effect| discretion.text(&effect.text, "")),
    }
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
