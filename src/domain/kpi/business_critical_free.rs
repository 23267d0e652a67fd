//! The share of heard calls without an error that would cost the business, among those in which one could have been made.

use super::{Kpi, critical_free};

/// The KPI.
pub(super) const KPI: Kpi = critical_free(
    "business_critical_free",
    "No business-critical error",
    "Calls without an error that is critical to the business / calls in which a question of that class applied, of the calls heard at random.",
    |observation| observation.business_errors.map(|errors| errors == 0),
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kpi::Observation;
    use crate::domain::trend::testing::blank;

    #[test]
    fn two_errors_in_a_call_are_one_call_that_is_not_free_of_them() {
        let with = |errors| Observation {
            business_errors: errors,
            ..blank("2026-W47")
        };
        assert_eq!(KPI.value(&with(Some(2))), Some(0.0));
        assert_eq!(KPI.value(&with(Some(0))), Some(1.0));
        assert_eq!(KPI.value(&with(None)), None);
    }
}
