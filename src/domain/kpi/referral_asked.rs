//! Referral asked: a satisfied customer was asked to send somebody, where it would have fitted.

use std::borrow::Cow;

use super::{Better, Kpi, Measure, Observation};
use crate::domain::evaluation::Referral;

/// The KPI.
pub(super) const KPI: Kpi = Kpi {
    key: Cow::Borrowed("referral_asked"),
    name: Cow::Borrowed("Referral asked"),
    better: Better::Higher,
    formula: Cow::Borrowed(
        "Calls in which a referral was asked for / calls in which it would have fitted (asked or missed), of the \
              calls heard at random.",
    ),
    zero_case: Cow::Borrowed("A week in which it never fitted is a gap."),
    measure: Measure::Share(is_asked),
};

fn is_asked(observation: &Observation) -> Option<bool> {
    match observation.referral? {
        Referral::Asked => Some(true),
        Referral::Missed => Some(false),
        Referral::NotFitting => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::trend::testing::blank;

    #[test]
    fn only_calls_in_which_it_would_have_fitted_are_counted() {
        let of = |referral| {
            KPI.value(&Observation {
                referral,
                ..blank("2026-W47")
            })
        };
        assert_eq!(of(Some(Referral::Asked)), Some(1.0));
        assert_eq!(of(Some(Referral::Missed)), Some(0.0));
        assert_eq!(of(Some(Referral::NotFitting)), None);
        assert_eq!(of(None), None);
    }
}
