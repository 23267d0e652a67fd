//! Cumulated sums of deviations from a target. Not on any screen; kept so that a figure from elsewhere can be checked.

/// The two sums after each value, in the unit of the values.
#[derive(Debug, Clone, PartialEq)]
pub struct Cusum {
    /// The sum of deviations above `target + k`, never below 0.
    pub high: Vec<f64>,
    /// The sum of deviations below `target - k`, never below 0.
    pub low: Vec<f64>,
    /// The index of the first value at which either sum is above `h`.
    pub first_signal: Option<usize>,
}

/// `high_t = max(0, high_{t-1} + y_t - target - k)`, `low_t = max(0, low_{t-1} + target - k - y_t)`; a signal above
/// `h`.
///
/// `None` when something is not finite. Page (1954); NIST/SEMATECH e-Handbook 6.3.2.3.
pub fn cusum(values: &[f64], target: f64, k: f64, h: f64) -> Option<Cusum> {
    let sound = target.is_finite() && k.is_finite() && h.is_finite();
    if !sound || values.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let sums = |sign: f64| -> Vec<f64> {
        let mut sum = 0.0_f64;
        let add = |value: &f64| {
            sum = (sum + sign * (value - target) - k).max(0.0);
            sum
        };
        values.iter().map(add).collect()
    };
    let (high, low) = (sums(1.0), sums(-1.0));
    let first_signal = high
        .iter()
        .zip(&low)
        .position(|(high, low)| high.max(*low) > h);
    Some(Cusum {
        high,
        low,
        first_signal,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_example_of_nist_is_reproduced() {
        // NIST/SEMATECH e-Handbook 6.3.2.3; full digits: R qcc::cusum.
        let values = [
            324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6,
            324.625, 325.15, 328.325, 327.25, 327.825, 328.5, 326.675, 327.775, 326.875, 328.35,
        ];
        let cusum = cusum(&values, 325.0, 0.3175, 4.1959).unwrap();
        assert!((cusum.high[19] - 19.035).abs() < 1e-9 && (cusum.high[4] - 0.0325).abs() < 1e-9);
        assert!((cusum.low[7] - 0.715).abs() < 1e-9 && (cusum.low[10] - 0.3125).abs() < 1e-9);
        assert_eq!(cusum.first_signal, Some(13));
    }

    proptest! {
        #[test]
        fn turning_the_values_over_swaps_the_sums(values in prop::collection::vec(-9.0..9.0f64, 0..20)) {
            let turned: Vec<f64> = values.iter().map(|value| -value).collect();
            let (one, other) = (cusum(&values, 0.0, 0.5, 4.0).unwrap(), cusum(&turned, 0.0, 0.5, 4.0).unwrap());
            prop_assert_eq!((one.high, one.first_signal), (other.low, other.first_signal));
        }

        #[test]
        fn no_value_panics(
            values in prop::collection::vec(prop::num::f64::ANY, 0..6),
            a in prop::num::f64::ANY,
            b in prop::num::f64::ANY,
            c in prop::num::f64::ANY,
        ) {
            let _ = cusum(&values, a, b, c);
        }
    }
}
