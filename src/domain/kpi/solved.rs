//! Solved on this call: what the customer came for was settled before they hung up.

use std::borrow::Cow;

use super::{Better, Kpi, Measure, Observation};

/// The KPI.
pub(super) const KPI: Kpi = Kpi {
    key: Cow::Borrowed("solved"),
    name: Cow::Borrowed("Solved on this call"),
    better: Better::Higher,
    formula: Cow::Borrowed(
        "Calls that solved what the customer came for / calls where this was answered with yes or no, of the calls \
              heard at random.",
    ),
    zero_case: Cow::Borrowed("A week in which nobody could say whether it was solved is a gap."),
    measure: Measure::Share(is_solved),
};

fn is_solved(observation: &Observation) -> Option<bool> {
    observation.solved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::trend::testing::blank;

    #[test]
    fn a_call_with_nothing_to_solve_is_not_counted() {
        assert_eq!(KPI.value(&blank("2026-W47")), None);
        let unsolved = Observation {
            solved: Some(false),
            ..blank("2026-W47")
        };
        assert_eq!(KPI.value(&unsolved), Some(0.0));
    }
}
