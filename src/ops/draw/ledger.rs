//! The ledger of skips: how many drawn calls were left out, of whom and why, and when that is too many to trust the rest.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use crate::domain::draw::{MANY_SKIPPED, PickStatus, SkipReason};
use crate::domain::week::Week;
use crate::store::{Store, pick};

/// Picks below which a share of skipped ones says nothing.
const WARN_FROM: i64 = 10;
/// Weeks over which the screen looks.
pub const WEEKS: i64 = 8;

/// What became of the drawn calls of some weeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// The first week.
    pub from: Week,
    /// The last week.
    pub to: Week,
    /// Everybody's.
    pub all: Ends,
    /// By rep, in the order of their names.
    pub reps: Vec<(String, Ends)>,
    /// The reasons with how many calls were skipped for each, the most frequent first.
    pub reasons: Vec<(SkipReason, i64)>,
}

/// How picks ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Ends {
    /// Calls drawn, whatever became of them.
    pub drawn: i64,
    /// Heard and scored.
    pub scored: i64,
    /// Left out with a reason.
    pub skipped: i64,
    /// Still to be heard.
    pub waiting: i64,
}

impl Ends {
    fn add(&mut self, status: PickStatus, picks: i64) {
        self.drawn += picks;
        match status {
            PickStatus::Scored => self.scored += picks,
            PickStatus::Skipped => self.skipped += picks,
            PickStatus::Waiting => self.waiting += picks,
        }
    }

    /// The share of the drawn calls that was skipped, 0..1.
    pub fn skipped_share(self) -> f64 {
        if self.drawn == 0 {
            return 0.0;
        }
        self.skipped as f64 / self.drawn as f64
    }

    /// Whether so many were skipped that those left out may make a difference: over a tenth of at least ten.
    pub fn is_many(self) -> bool {
        self.drawn >= WARN_FROM && self.skipped_share() > MANY_SKIPPED
    }
}

/// The ledger of the weeks `from` to `to`.
pub fn ledger(store: &Store, from: Week, to: Week) -> Result<Ledger> {
    let mut ledger = Ledger {
        from,
        to,
        all: Ends::default(),
        reps: Vec::new(),
        reasons: Vec::new(),
    };
    let mut reasons: BTreeMap<SkipReason, i64> = BTreeMap::new();
    for one in pick::settled(store, from, to)? {
        ledger.all.add(one.status, one.picks);
        if ledger.reps.last().is_none_or(|(rep, _)| *rep != one.rep) {
            ledger.reps.push((one.rep, Ends::default()));
        }
        if let Some((_, own)) = ledger.reps.last_mut() {
            own.add(one.status, one.picks);
        }
        if let Some(reason) = one.reason {
            *reasons.entry(reason).or_default() += one.picks;
        }
    }
    ledger.reasons = reasons.into_iter().collect();
    ledger
        .reasons
        .sort_by_key(|(reason, picks)| (-picks, *reason));
    Ok(ledger)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::ops::draw::{Request, run, skip};
    use crate::store::testing::{Desk, at, week};

    #[test]
    fn skips_are_counted_by_rep_and_reason_and_too_many_are_told() {
        let desk = Desk::with_calls(&["Dana"], 30);
        let request = Request {
            per_rep: Some(10),
            seed: Some("seed".into()),
            ..Request::of_week(week("2026-W47"))
        };
        run(&desk.store, &request, at(0)).unwrap();
        let now = || ledger(&desk.store, week("2026-W40"), week("2026-W47")).unwrap();
        assert!(!now().all.is_many());
        for (pick, _) in &pick::list(&desk.store, week("2026-W47")).unwrap()[..2] {
            skip(&desk.store, pick.id, SkipReason::NoAudio, "", at(1)).unwrap();
        }
        let ledger = now();
        assert_eq!(
            ledger.all,
            Ends {
                drawn: 12,
                scored: 0,
                skipped: 2,
                waiting: 10
            }
        );
        assert_eq!(ledger.reps, [("Dana".to_owned(), ledger.all)]);
        assert_eq!(ledger.reasons, [(SkipReason::NoAudio, 2)]);
        assert!(ledger.all.is_many());
    }

    #[test]
    fn a_skip_among_a_few_calls_is_no_warning() {
        let ends = Ends {
            drawn: 5,
            scored: 4,
            skipped: 1,
            waiting: 0,
        };
        assert!(!ends.is_many());
        assert!(Ends::default().skipped_share() <= 0.0);
    }
}
