//! The slowly moving average that shows a slow drift; optional, and only with a baseline of twenty points.

use super::range::Range;

/// The usual weight of the newest value.
pub const LAMBDA: f64 = 0.2;
/// The usual width of the limits in standard deviations.
pub const WIDTH: f64 = 2.7;
/// A baseline of fewer points gives too many false alarms.
pub const BASELINE_FROM: usize = 20;

/// The moving average and its limits, in the unit of the values.
#[derive(Debug, Clone, PartialEq)]
pub struct Ewma {
    /// The average after each value.
    pub averages: Vec<f64>,
    /// The limits at each value; they widen from the start on.
    pub limits: Vec<Range>,
    /// What the limits widen towards.
    pub final_limits: Range,
}

/// `z_t = lambda y_t + (1 - lambda) z_{t-1}` from `z_0 = start` (the mean of the baseline), limits
/// `start +/- width sigma sqrt(lambda/(2-lambda) (1 - (1-lambda)^(2t)))`.
///
/// `None` when a value is not finite, `sigma` is negative or `lambda` is not within 0..1 (0 excluded). Roberts (1959);
/// NIST/SEMATECH e-Handbook 6.3.2.4.
pub fn ewma(values: &[f64], start: f64, sigma: f64, lambda: f64, width: f64) -> Option<Ewma> {
    let sound = start.is_finite() && sigma >= 0.0 && lambda > 0.0 && lambda <= 1.0 && width >= 0.0;
    if !sound || values.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let mut average = start;
    let averages = values
        .iter()
        .map(|value| {
            average = lambda * value + (1.0 - lambda) * average;
            average
        })
        .collect();
    let widest = width * sigma * (lambda / (2.0 - lambda)).sqrt();
    let limits = (1..=values.len())
        .map(|t| {
            Range::around(
                start,
                widest * (1.0 - (1.0 - lambda).powf(2.0 * t as f64)).sqrt(),
            )
        })
        .collect();
    Some(Ewma {
        averages,
        limits,
        final_limits: Range::around(start, widest).finite()?,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_example_of_nist_is_reproduced() {
        // NIST/SEMATECH e-Handbook 6.3.2.4: 50.60, 49.52 .. 51.94, 51.99, limits 47.4115 to 52.5884 (NIST cuts the
        // lower one off instead of rounding); full digits: R qcc 2.7.
        let values = [
            52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3,
            47.8, 51.2, 52.6, 52.4, 53.6, 52.1,
        ];
        let ewma = ewma(&values, 50.0, 2.0539, 0.3, 3.0).unwrap();
        let near = |value: f64, expected: f64| {
            assert!((value - expected).abs() < 1e-7, "{value} is not {expected}");
        };
        near(ewma.averages[0], 50.6);
        near(ewma.averages[2], 50.564);
        near(ewma.averages[19], 51.988_243_258_644_6);
        near(ewma.limits[0].low, 48.151_49);
        near(ewma.limits[3].high, 52.512_715_346_880_9);
        assert!((ewma.final_limits.high - 52.5884).abs() < 1e-4);
        assert!((ewma.final_limits.low - 47.4115).abs() < 1e-4);
    }

    proptest! {
        #[test]
        fn the_average_stays_between_the_smallest_and_the_largest_value(
            values in prop::collection::vec(0.0..100.0f64, 1..30),
        ) {
            let ewma = ewma(&values, values[0], 9.0, LAMBDA, WIDTH).unwrap();
            let all = values.iter().fold(Range::exactly(values[0]), |all, value| {
                Range { low: all.low.min(*value), high: all.high.max(*value) }
            });
            prop_assert!(ewma.averages.iter().all(|average| Range::around(*average, 1e-9).low <= all.high && *average >= all.low - 1e-9));
        }

        #[test]
        fn no_value_panics(
            values in prop::collection::vec(prop::num::f64::ANY, 0..6),
            a in prop::num::f64::ANY,
            b in prop::num::f64::ANY,
            c in prop::num::f64::ANY,
            d in prop::num::f64::ANY,
        ) {
            let _ = (ewma(&values, a, b, c, d), ewma(&values, a, b, 0.2, 2.7));
        }
    }
}
