//! The two textbook estimators of James and Stein for rates of several people with the same number of tries. The app
//! draws people together with [`super::shrinkage`], which needs neither equal numbers nor four people; these are here so
//! that the published examples can be recomputed.

use super::moments::Sample;
use super::status::Status;

/// Fewer than four rates have nothing to draw them together by: `k - 3` is not above 0.
const RATES_FROM: usize = 4;

/// Rates drawn together.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    /// The share of each rate's distance from the mean that is taken away. Above 1 where the rates differ less than
    /// chance alone lets them.
    pub shrink: f64,
    /// The drawn-together rates, in the order given.
    pub rates: Vec<f64>,
}

/// On the scale on which every rate varies alike: `x = sqrt(n) asin(2y - 1)`, `B = (k-3)/sum (x - xbar)^2`, `xbar + (1 -
/// B)(x - xbar)`, and back.
///
/// `n` is how many tries stand behind each of the `rates` (0..1). `Err` with `NoData`, `TooFewGroups` (fewer than four),
/// `NoSpread` (all the same) or `Invalid`. Efron & Morris (1975) JASA 70:311.
pub fn arcsine(rates: &[f64], n: u64) -> Result<Together, Status> {
    check(rates, n)?;
    let root = (n as f64).sqrt();
    let scaled: Vec<f64> = rates
        .iter()
        .map(|rate| root * (2.0 * rate - 1.0).asin())
        .collect();
    let drawn = towards_the_mean(&scaled, 1.0)?;
    let back = |x: &f64| f64::midpoint((x / root).sin(), 1.0);
    Ok(Together {
        rates: drawn.rates.iter().map(back).collect(),
        ..drawn
    })
}

/// The rates as they are, each with the binomial variance of their mean: `B = (k-3) m(1-m)/n / sum (y - m)^2`.
///
/// `Err` as for [`arcsine`]. Efron & Hastie, Computer Age Statistical Inference (2016) 7.2.
pub fn binomial(rates: &[f64], n: u64) -> Result<Together, Status> {
    check(rates, n)?;
    let mean = Sample::of(rates).ok_or(Status::Invalid)?.mean;
    towards_the_mean(rates, mean * (1.0 - mean) / n as f64)
}

fn check(rates: &[f64], n: u64) -> Result<(), Status> {
    match rates.len() {
        _ if n == 0 || rates.iter().any(|rate| !(0.0..=1.0).contains(rate)) => Err(Status::Invalid),
        0 => Err(Status::NoData),
        k if k < RATES_FROM => Err(Status::TooFewGroups),
        _ => Ok(()),
    }
}

fn towards_the_mean(values: &[f64], variance: f64) -> Result<Together, Status> {
    let sample = Sample::of(values).ok_or(Status::Invalid)?;
    let k = values.len() as f64;
    let shrink = (k - 3.0) * variance / (sample.variance * (k - 1.0));
    if !shrink.is_finite() || sample.variance <= 0.0 {
        return Err(Status::NoSpread);
    }
    let one = |value: &f64| sample.mean + (1.0 - shrink) * (value - sample.mean);
    Ok(Together {
        shrink,
        rates: values.iter().map(one).collect(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use proptest::prelude::*;

    /// Efron & Morris (1975) table 1: the first 45 times at bat of 18 players in 1970.
    const BATTING: [f64; 18] = [
        0.400, 0.378, 0.356, 0.333, 0.311, 0.311, 0.289, 0.267, 0.244, 0.244, 0.222, 0.222, 0.222,
        0.222, 0.222, 0.200, 0.178, 0.156,
    ];

    fn check(found: &Together, expected: [f64; 18]) {
        for (one, expected) in found.rates.iter().zip(expected) {
            assert!((one - expected).abs() <= 0.001, "{one} is not {expected}");
        }
    }

    #[test]
    fn the_eighteen_players_are_drawn_together_on_the_arcsine_scale() {
        let found = arcsine(&BATTING, 45).unwrap();
        assert!((found.shrink - 0.791).abs() < 5e-4, "{}", found.shrink);
        check(
            &found,
            [
                0.290, 0.286, 0.282, 0.277, 0.273, 0.273, 0.268, 0.264, 0.259, 0.259, 0.254, 0.254,
                0.254, 0.254, 0.254, 0.249, 0.244, 0.239,
            ],
        );
    }

    #[test]
    fn the_eighteen_players_are_drawn_together_by_the_binomial_variance() {
        // Efron & Hastie (2016) table 7.1.
        let found = binomial(&BATTING, 45).unwrap();
        check(
            &found,
            [
                0.294, 0.289, 0.285, 0.280, 0.275, 0.275, 0.270, 0.266, 0.261, 0.261, 0.256, 0.256,
                0.256, 0.256, 0.256, 0.252, 0.247, 0.242,
            ],
        );
    }

    #[test]
    fn what_cannot_be_drawn_together_is_said() {
        assert_eq!(arcsine(&[], 45), Err(Status::NoData));
        assert_eq!(arcsine(&[0.1, 0.2, 0.3], 45), Err(Status::TooFewGroups));
        assert_eq!(binomial(&[0.5; 5], 45), Err(Status::NoSpread));
        assert_eq!(binomial(&[0.0; 5], 45), Err(Status::NoSpread));
        assert_eq!(arcsine(&[0.1, 0.2, 0.3, 1.2], 45), Err(Status::Invalid));
        assert_eq!(arcsine(&BATTING, 0), Err(Status::Invalid));
    }

    proptest! {
        #[test]
        fn the_mean_stays_and_the_order_of_the_rates_does_not_matter(
            mut rates in proptest::collection::vec(0.0_f64..=1.0, 4..12),
            n in 1_u64..200,
        ) {
            if let Ok(found) = binomial(&rates, n) {
                let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
                prop_assert!((mean(&found.rates) - mean(&rates)).abs() < 1e-6);
                rates.reverse();
                let mut other = binomial(&rates, n).unwrap().rates;
                other.reverse();
                for (one, other) in found.rates.iter().zip(&other) {
                    prop_assert!((one - other).abs() < 1e-6);
                }
            }
        }
    }
}
