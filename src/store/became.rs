//! What became of a call: its pick, its draft, the evaluation that counts, what the customer said of it afterwards.

use rusqlite::OptionalExtension;

use crate::domain::call::Lane;
use crate::domain::draw::{Pick, PickStatus};
use crate::domain::id::{CallId, EvaluationId};
use crate::store::{Store, StoreError, evaluation, pick};

/// What became of a call. Everything is empty for one that nobody chose.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Became {
    /// The evaluation that counts.
    pub evaluation: Option<EvaluationId>,
    /// Its quality, 0 to 100; none without an evaluation and when too little of the form applied.
    pub quality: Option<f64>,
    /// Its critical errors, all classes together.
    pub errors: i64,
    /// Whether what the customer came for was solved.
    pub solved: Option<bool>,
    /// A day on which something is owed to the customer, `YYYY-MM-DD`.
    pub follow_up_on: Option<String>,
    /// An evaluation that is not finished.
    pub draft: Option<EvaluationId>,
    /// What the customer answered when asked afterwards, on the scale of the survey.
    pub csat: Option<f64>,
    /// Where the transcript lies, as written.
    pub transcript: String,
    /// Its pick: one that stands before one that was skipped, one drawn before one chosen by hand.
    pub pick: Option<Pick>,
}

impl Became {
    /// Whether the call was chosen by hand and no draw came upon it.
    pub fn is_targeted(&self) -> bool {
        self.pick
            .as_ref()
            .is_some_and(|pick| pick.draw_id.is_none())
    }

    /// Whether the call waits to be heard.
    pub fn is_waiting(&self) -> bool {
        self.pick
            .as_ref()
            .is_some_and(|pick| pick.status == PickStatus::Waiting)
    }
}

/// What became of a call.
pub fn of_call(store: &Store, call: CallId) -> Result<Became, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT e.id, e.quality,
             coalesce(e.customer_errors, 0) + coalesce(e.business_errors, 0) + coalesce(e.compliance_errors, 0),
             e.solved, e.follow_up_on, d.id, c.csat, c.transcript
         FROM call c LEFT JOIN evaluation e ON e.call_id = c.id AND e.latest = 1
         LEFT JOIN evaluation d ON d.call_id = c.id AND d.state = 'draft'
         WHERE c.id = ?1",
    )?;
    let found = query
        .query_row([call.0], |row| {
            Ok(Became {
                evaluation: row.get::<_, Option<i64>>(0)?.map(EvaluationId),
                quality: row.get(1)?,
                errors: row.get(2)?,
                solved: row.get(3)?,
                follow_up_on: row.get(4)?,
                draft: row.get::<_, Option<i64>>(5)?.map(EvaluationId),
                csat: row.get(6)?,
                transcript: row.get(7)?,
                pick: None,
            })
        })
        .optional()?;
    let mut became = found.unwrap_or_default();
    if let Some(draft) = became.draft
        && evaluation::is_untouched(store, draft)?
    {
        became.draft = None;
    }
    became.pick = standing_pick(store, call)?;
    Ok(became)
}

fn standing_pick(store: &Store, call: CallId) -> Result<Option<Pick>, StoreError> {
    let drawn = pick::of_call(store, call, Lane::Random)?;
    match drawn {
        Some(pick) if pick.status != PickStatus::Skipped => Ok(Some(pick)),
        drawn => Ok(pick::of_call(store, call, Lane::Targeted)?.or(drawn)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::draw::SkipReason;
    use crate::store::testing::{Desk, at, week};

    #[test]
    fn nothing_became_of_a_call_that_nobody_chose() {
        let desk = Desk::with_calls(&["Dana"], 1);
        let became = of_call(&desk.store, desk.call(0)).unwrap();
        assert_eq!(became, Became::default());
        assert!(!became.is_targeted() && !became.is_waiting());
    }

    #[test]
    fn a_call_chosen_by_hand_waits_until_it_is_skipped() {
        let desk = Desk::with_calls(&["Dana"], 1);
        let pick = pick::add_targeted(&desk.store, desk.call(0), week("2026-W47"), at(0)).unwrap();
        let became = of_call(&desk.store, desk.call(0)).unwrap();
        assert!(became.is_targeted() && became.is_waiting());
        pick::skip(&desk.store, pick, SkipReason::NoAudio, "", at(1)).unwrap();
        assert!(!of_call(&desk.store, desk.call(0)).unwrap().is_waiting());
    }

    #[test]
    fn what_the_customer_said_afterwards_belongs_to_the_call() {
        let desk = Desk::with_calls(&["Dana"], 1);
        desk.sql("UPDATE call SET csat = 4, transcript = 'ruth.txt'");
        let became = of_call(&desk.store, desk.call(0)).unwrap();
        assert_eq!(
            (became.csat, became.transcript.as_str()),
            (Some(4.0), "ruth.txt")
        );
    }
}
