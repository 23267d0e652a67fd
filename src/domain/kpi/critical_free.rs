//! The shares of heard calls without an error of a critical class, among those in which one could have been made: one
//! KPI for each class.

use std::borrow::Cow;

use super::{Better, Kpi, Measure, Observation};

/// Errors that would cost the customer.
pub(super) const CUSTOMER: Kpi = free_of(
    "customer_critical_free",
    "No customer-critical error",
    "Calls without an error that is critical to the customer / calls in which a question of that class applied, of the \
     calls heard at random.",
    |observation| observation.customer_errors.map(|errors| errors == 0),
);

/// Errors that would cost the business.
pub(super) const BUSINESS: Kpi = free_of(
    "business_critical_free",
    "No business-critical error",
    "Calls without an error that is critical to the business / calls in which a question of that class applied, of the \
     calls heard at random.",
    |observation| observation.business_errors.map(|errors| errors == 0),
);

/// Errors against a rule or law.
pub(super) const COMPLIANCE: Kpi = free_of(
    "compliance_critical_free",
    "No compliance error",
    "Calls without an error against a rule or law / calls in which a question of that class applied, of the calls heard \
     at random.",
    |observation| observation.compliance_errors.map(|errors| errors == 0),
);

const fn free_of(
    key: &'static str,
    name: &'static str,
    formula: &'static str,
    is_free: fn(&Observation) -> Option<bool>,
) -> Kpi {
    Kpi {
        key: Cow::Borrowed(key),
        name: Cow::Borrowed(name),
        better: Better::Higher,
        formula: Cow::Borrowed(formula),
        zero_case: Cow::Borrowed(
            "A week in which no question of the class applied is a gap: nothing could go wrong, so nothing is claimed.",
        ),
        measure: Measure::Share(is_free),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::trend::testing::blank;

    #[test]
    fn two_errors_in_a_call_are_one_call_that_is_not_free_of_them() {
        let with = |customer, business, compliance| Observation {
            customer_errors: customer,
            business_errors: business,
            compliance_errors: compliance,
            ..blank("2026-W47")
        };
        let two = [
            (CUSTOMER, with(Some(2), Some(0), Some(0))),
            (BUSINESS, with(Some(0), Some(2), Some(0))),
            (COMPLIANCE, with(Some(0), Some(0), Some(2))),
        ];
        for (kpi, observation) in &two {
            assert_eq!(kpi.value(observation), Some(0.0), "{}", kpi.key);
            assert_eq!(kpi.value(&with(Some(0), Some(0), Some(0))), Some(1.0));
        }
    }

    #[test]
    fn a_call_in_which_the_class_did_not_apply_is_not_counted() {
        for kpi in [CUSTOMER, BUSINESS, COMPLIANCE] {
            assert_eq!(kpi.value(&blank("2026-W47")), None, "{}", kpi.key);
        }
    }
}
