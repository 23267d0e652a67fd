//! What went right: praise that was given in the week, and moments worth praise.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::discretion::{Discretion, clean};
use crate::domain::call::{Instant, Lane};
use crate::domain::id::{CallId, EvaluationId};
use crate::store::heard::due::Recognised;
use crate::store::heard::{HeardCall, Praised};

/// Praise given, or a moment that deserves it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Praise {
    /// `recognition` (given) or `moment` (noted while listening).
    pub kind: &'static str,
    /// Who.
    pub rep: String,
    /// For what.
    pub text: String,
    /// The day of the recognition or of the call.
    pub on: NaiveDate,
    /// The call that earned it.
    pub call: Option<CallId>,
    /// When that call began.
    pub at: Option<Instant>,
    /// Seconds from the beginning of the call.
    pub at_secs: Option<i64>,
    /// The customer, where names are asked for and one is known.
    pub customer: Option<String>,
    /// How the call came to be heard; none for a recognition.
    pub lane: Option<Lane>,
}

/// Praise given first, then the moments by rep in the order of the calls.
pub(super) fn gather(
    given: &[Recognised],
    moments: &[Praised],
    calls: &BTreeMap<EvaluationId, &HeardCall>,
    discretion: Discretion,
) -> Vec<Praise> {
    let given = given.iter().map(|one| Praise {
        kind: "recognition",
        rep: clean(&one.rep),
        text: discretion.text(&one.what, &one.customer),
        on: one.given_on,
        call: one.call,
        at: one.started_at,
        at_secs: None,
        customer: discretion.customer(&one.customer),
        lane: None,
    });
    let mut noted: Vec<(&HeardCall, &Praised)> = moments
        .iter()
        .filter_map(|moment| Some((*calls.get(&moment.evaluation)?, moment)))
        .collect();
    noted.sort_by_key(|(call, moment)| {
        (
            crate::domain::rep::name_key(&call.rep),
            call.started_at,
            call.evaluation,
            moment.at_secs,
        )
    });
    let noted = noted.into_iter().map(|(call, moment)| Praise {
        kind: "moment",
        rep: clean(&call.rep),
        text: discretion.text(&moment.text, &call.customer),
        on: call.started_at.date_naive(),
        call: Some(call.call),
        at: Some(call.started_at),
        at_secs: Some(moment.at_secs),
        customer: discretion.customer(&call.customer),
        lane: Some(call.lane),
    });
    given.chain(noted).collect()
}
