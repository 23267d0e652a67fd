//! No repeat call within 7 days: the customer did not have to come back. Counted over the whole log, not a sample.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Better, Kpi, Measure};
use crate::domain::id::{CallId, CustomerId, RepId};
use crate::domain::week::Week;

/// How long after a call another one of the same customer counts as a repeat, in seconds: 7 x 24 hours.
pub const REPEAT_WITHIN_SECS: i64 = 7 * 24 * 60 * 60;

/// The KPI.
pub(super) const KPI: Kpi = Kpi {
    key: Cow::Borrowed("no_repeat_7d"),
    name: Cow::Borrowed("No repeat call within 7 days"),
    better: Better::Higher,
    formula: Cow::Borrowed(
        "Handled calls after which the same customer did not call again within 7 x 24 hours, to anyone, on any \
              channel / all handled calls with a known customer. Every call in the log counts, heard or not. Calls younger \
              than 7 days at the end of the log are left out until it is known.",
    ),
    zero_case: Cow::Borrowed("A week of which nothing is known yet is a gap."),
    measure: Measure::Log,
};

/// The last instant of a call of which it is known whether a repeat followed: 7 days before the log ends, or before
/// `now` if that is earlier. Without this the newest weeks would look better than they are. `log_end` is the start of the
/// newest call.
pub fn known_until(now: DateTime<Utc>, log_end: DateTime<Utc>) -> DateTime<Utc> {
    now.min(log_end) - TimeDelta::seconds(REPEAT_WITHIN_SECS)
}

/// One call of a known customer as the log has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logged {
    /// The call.
    pub call: CallId,
    /// With whom.
    pub customer: CustomerId,
    /// Who handled it; none when nobody known did.
    pub rep: Option<RepId>,
    /// The week of the call.
    pub week: Week,
    /// When it began, in seconds since 1970.
    pub at_secs: i64,
    /// Whether a rep talked with the customer: only such calls are counted.
    pub is_handled: bool,
    /// Whether the customer called, as far as one knows: only such calls are repeats, also when nobody picked up.
    pub is_from_customer: bool,
}

/// Tells of each call whether a repeat followed, while going back in time from 7 days after those of interest.
#[derive(Debug, Default)]
pub struct Repeats {
    next: HashMap<CustomerId, Next>,
}

impl Repeats {
    /// Whether the customer called again within 7 days; none for a call that is not counted. `one` began no later than
    /// the call before.
    pub fn followed(&mut self, one: &Logged) -> Option<bool> {
        let next = self.next.get_mut(&one.customer);
        let followed = (one.is_handled && one.rep.is_some()).then(|| {
            let again = next.as_ref().and_then(|next| next.after(one.at_secs));
            again.is_some_and(|again| again - one.at_secs <= REPEAT_WITHIN_SECS)
        });
        if one.is_from_customer {
            if let Some(next) = next {
                next.step_to(one.at_secs);
            } else {
                let next = Next {
                    at: one.at_secs,
                    later: None,
                };
                self.next.insert(one.customer, next);
            }
        }
        followed
    }
}

/// Each handled call of a rep with whether no repeat followed; nothing for those later than `known`. `newest_first` must
/// hold every call up to 7 days after those of interest.
pub fn without_repeat(
    newest_first: &[Logged],
    known: DateTime<Utc>,
) -> Vec<(Logged, Option<bool>)> {
    let known_secs = known.timestamp();
    let mut repeats = Repeats::default();
    let mut judge = |one: &Logged| {
        let followed = repeats.followed(one)?;
        Some((*one, (one.at_secs <= known_secs).then_some(!followed)))
    };
    newest_first.iter().filter_map(&mut judge).collect()
}

/// The next calls of a customer while going back in time.
#[derive(Debug)]
struct Next {
    at: i64,
    /// The first one after `at`: two calls of the same second do not repeat each other.
    later: Option<i64>,
}

impl Next {
    fn after(&self, secs: i64) -> Option<i64> {
        if self.at > secs {
            Some(self.at)
        } else {
            self.later
        }
    }

    fn step_to(&mut self, secs: i64) {
        if secs < self.at {
            *self = Self {
                at: secs,
                later: Some(self.at),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    const HOUR: i64 = 60 * 60;

    /// A handled call that the customer made, `hours` after the beginning.
    fn call(id: i64, customer: i64, hours: i64) -> Logged {
        Logged {
            call: CallId(id),
            customer: CustomerId(customer),
            rep: Some(RepId(1)),
            week: "2026-W47".parse().unwrap(),
            at_secs: hours * HOUR,
            is_handled: true,
            is_from_customer: true,
        }
    }

    /// Whether each handled call was followed by no repeat, by id, everything being known.
    fn held(calls: &[Logged]) -> Vec<(i64, Option<bool>)> {
        let mut calls = calls.to_vec();
        calls.sort_by_key(|one| -one.at_secs);
        let mut judged: Vec<_> =
            without_repeat(&calls, DateTime::from_timestamp(1000 * HOUR, 0).unwrap())
                .into_iter()
                .map(|(one, held)| (one.call.0, held))
                .collect();
        judged.sort_unstable();
        judged
    }

    #[test]
    fn a_repeat_is_a_call_of_the_same_customer_within_seven_times_24_hours() {
        let calls = [
            call(1, 1, 0),
            call(2, 1, 168),
            call(3, 2, 0),
            call(4, 2, 169),
        ];
        assert_eq!(
            held(&calls),
            [
                (1, Some(false)),
                (2, Some(true)),
                (3, Some(true)),
                (4, Some(true))
            ]
        );
    }

    #[test]
    fn a_call_that_the_rep_made_is_no_repeat_but_may_be_followed_by_one() {
        let made = Logged {
            is_from_customer: false,
            ..call(2, 1, 5)
        };
        assert_eq!(
            held(&[call(1, 1, 0), made]),
            [(1, Some(true)), (2, Some(true))]
        );
        assert_eq!(
            held(&[call(1, 1, 0), made, call(3, 1, 9)])[..2],
            [(1, Some(false)), (2, Some(false))]
        );
    }

    #[test]
    fn calling_another_rep_or_reaching_nobody_is_a_repeat_and_the_latter_is_not_counted() {
        let other = Logged {
            rep: Some(RepId(2)),
            ..call(2, 1, 5)
        };
        let nobody = Logged {
            rep: None,
            is_handled: false,
            ..call(4, 2, 5)
        };
        let calls = [call(1, 1, 0), other, call(3, 2, 0), nobody];
        assert_eq!(
            held(&calls),
            [(1, Some(false)), (2, Some(true)), (3, Some(false))]
        );
    }

    #[test]
    fn two_calls_of_the_same_second_do_not_repeat_each_other() {
        assert_eq!(
            held(&[call(1, 1, 0), call(2, 1, 0)]),
            [(1, Some(true)), (2, Some(true))]
        );
        let third = call(3, 1, 1);
        assert_eq!(
            held(&[call(1, 1, 0), call(2, 1, 0), third])[..2],
            [(1, Some(false)), (2, Some(false))]
        );
    }

    #[test]
    fn of_a_call_later_than_what_is_known_nothing_is_said() {
        let calls = [call(2, 2, 11), call(1, 1, 10)];
        let known = DateTime::from_timestamp(10 * HOUR, 0).unwrap();
        let judged: Vec<_> = without_repeat(&calls, known)
            .into_iter()
            .map(|(_, held)| held)
            .collect();
        assert_eq!(judged, [None, Some(true)]);
    }

    #[test]
    fn a_call_is_known_7_days_before_the_log_ends_however_late_one_looks() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let log_end = at("2026-11-20T16:00:00Z");
        assert_eq!(
            known_until(at("2026-11-24T09:00:00Z"), log_end),
            at("2026-11-13T16:00:00Z")
        );
        assert_eq!(
            known_until(at("2026-11-18T09:00:00Z"), log_end),
            at("2026-11-11T09:00:00Z")
        );
    }
}
