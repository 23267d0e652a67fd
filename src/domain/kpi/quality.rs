//! Quality: the mean score of the calls heard at random. Critical errors never enter it; they stand beside it.

use std::borrow::Cow;

use super::{Better, Kpi, Measure, Observation};

/// The KPI.
pub(super) const KPI: Kpi = Kpi {
    key: Cow::Borrowed("quality"),
    name: Cow::Borrowed("Quality"),
    better: Better::Higher,
    formula: Cow::Borrowed(
        "Mean quality (0 to 100) of the calls heard at random, over those of which enough of the form applied. \
              The business counts each rep with the calls that rep took.",
    ),
    zero_case: Cow::Borrowed("A week without a scored call is a gap, never a nought."),
    measure: Measure::Points(points),
};

fn points(observation: &Observation) -> Option<f64> {
    observation.quality
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::trend::testing::blank;

    #[test]
    fn a_call_of_which_too_little_applied_says_nothing_of_quality() {
        assert_eq!(points(&blank("2026-W47")), None);
        let scored = Observation {
            quality: Some(0.0),
            ..blank("2026-W47")
        };
        assert_eq!(KPI.value(&scored), Some(0.0));
    }
}
