//! The share of heard calls without an error that would cost the customer, among those in which one could have been made.

use std::borrow::Cow;

use super::{Better, Kpi, Measure, Observation};

/// The KPI.
pub(super) const KPI: Kpi = Kpi {
    key: Cow::Borrowed("customer_critical_free"),
    name: Cow::Borrowed("No customer-critical error"),
    better: Better::Higher,
    formula: Cow::Borrowed(
        "Calls without an error that is critical to the customer / calls in which a question of that class applied, \
              of the calls heard at random.",
    ),
    zero_case: Cow::Borrowed(
        "A week in which no question of the class applied is a gap: nothing could go wrong, so nothing is claimed.",
    ),
    measure: Measure::Share(is_free),
};

fn is_free(observation: &Observation) -> Option<bool> {
    observation.customer_errors.map(|errors| errors == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::trend::testing::blank;

    #[test]
    fn two_errors_in_a_call_are_one_call_that_is_not_free_of_them() {
        let with = |errors| Observation {
            customer_errors: errors,
            ..blank("2026-W47")
        };
        assert_eq!(KPI.value(&with(Some(2))), Some(0.0));
        assert_eq!(KPI.value(&with(Some(0))), Some(1.0));
    }

    #[test]
    fn a_call_in_which_the_class_did_not_apply_is_not_counted() {
        assert_eq!(KPI.value(&blank("2026-W47")), None);
    }
}
