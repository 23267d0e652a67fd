//! The classical zone rules of the Western Electric handbook. Off unless asked for: with twenty points the two run
//! rules of [`super::anhoej`] see shifts with fewer false alarms.

/// The indexes at which each rule fires: always the last point of the pattern.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Zones {
    /// One point beyond three standard deviations.
    pub beyond_three: Vec<usize>,
    /// Eight points in a row on one side of the centre.
    pub eight_one_side: Vec<usize>,
    /// Two of three points beyond two standard deviations on one side, the last one among them.
    pub two_of_three: Vec<usize>,
    /// Four of five points beyond one standard deviation on one side, the last one among them.
    pub four_of_five: Vec<usize>,
}

/// The zone rules for `values` around `centre` with standard deviation `sigma`. `None` when something is not finite
/// or `sigma` is negative.
///
/// Western Electric, Statistical Quality Control Handbook (1956); Nelson (1984) Journal of Quality Technology 16:237,
/// rules 1, 2 (with eight points), 5 and 6.
pub fn zones(values: &[f64], centre: f64, sigma: f64) -> Option<Zones> {
    let sound = centre.is_finite() && sigma.is_finite() && sigma >= 0.0;
    if !sound || values.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let fires = |needed: usize, of: usize, distance: f64| -> Vec<usize> {
        let beyond = |value: &f64, sign: f64| sign * (value - centre) > distance * sigma;
        (0..values.len())
            .filter(|&last| {
                let window = &values[(last + 1).saturating_sub(of)..=last];
                [1.0, -1.0].into_iter().any(|sign| {
                    let count = window.iter().filter(|value| beyond(value, sign)).count();
                    count >= needed && beyond(&values[last], sign)
                })
            })
            .collect()
    };
    Some(Zones {
        beyond_three: fires(1, 1, 3.0),
        eight_one_side: fires(8, 8, 0.0),
        two_of_three: fires(2, 3, 2.0),
        four_of_five: fires(4, 5, 1.0),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_zone_rules_agree_with_other_software() {
        // R Rspc 1.2.2, EvaluateRules (rule 2 with 8 points) on the CUSUM data of NIST. Positions there start at 1.
        let values = [
            324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6,
            324.625, 325.15, 328.325, 327.25, 327.825, 328.5, 326.675, 327.775, 326.875, 328.35,
        ];
        let zones = zones(&values, 325.0, 1.27).unwrap();
        assert_eq!(zones.beyond_three, Vec::<usize>::new());
        assert_eq!(zones.eight_one_side, [18, 19]);
        assert_eq!(zones.two_of_three, [14, 15, 17, 19]);
        assert_eq!(zones.four_of_five, [15, 16, 17, 18, 19]);
    }

    proptest! {
        #[test]
        fn no_value_panics(
            values in prop::collection::vec(prop::num::f64::ANY, 0..12),
            centre in prop::num::f64::ANY,
            sigma in prop::num::f64::ANY,
        ) {
            let _ = (zones(&values, centre, sigma), zones(&values, 0.0, 1.0));
        }
    }
}
