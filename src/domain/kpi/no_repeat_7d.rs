//! No repeat call within 7 days: the customer did not have to come back. Counted over the whole log, not a sample; the
//! counting itself is one query of the store.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Better, Kpi, Measure};

/// How long after a call another one of the same customer counts as a repeat, in seconds: 7 x 24 hours.
pub const REPEAT_WITHIN_SECS: i64 = 7 * 24 * 60 * 60;

/// The KPI.
pub(super) const KPI: Kpi = Kpi {
    key: "no_repeat_7d",
    name: "No repeat call within 7 days",
    better: Better::Higher,
    formula: "Handled calls after which the same customer did not call again within 7 x 24 hours, to anyone, on any \
              channel / all handled calls with a known customer. Every call in the log counts, heard or not. Calls younger \
              than 7 days at the end of the log are left out until it is known.",
    zero_case: "A week of which nothing is known yet is a gap.",
    measure: Measure::Log,
};

/// The last instant of a call of which it is known whether a repeat followed: 7 days before the log ends, or before
/// `now` if that is earlier. Without this the newest weeks would look better than they are. `log_end` is the start of the
/// newest call.
pub fn known_until(now: DateTime<Utc>, log_end: DateTime<Utc>) -> DateTime<Utc> {
    now.min(log_end) - TimeDelta::seconds(REPEAT_WITHIN_SECS)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

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
