//! Is a theme rising? This week's mentions against its own past, by a rule that works from zero.

use super::rate::RateBelief;
use crate::stats::distribution::{beta_cdf, ln_gamma};

/// The prior of a theme's rate: half a mention, no exposure.
pub const PRIOR_SHAPE: f64 = 0.5;
/// A theme with fewer mentions is never announced.
pub const MENTIONS_FROM: u64 = 3;
/// A theme is announced when its past makes so many mentions less likely than this.
pub const SURPRISE: f64 = 0.01;

/// How surprising this period's mentions are, given the past.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Emerging {
    /// The mentions that the past lets one expect.
    pub expected: f64,
    /// The probability of at least so many.
    pub p: f64,
    /// Whether that is below 1 % and there are at least three.
    pub is_rising: bool,
}

/// `mentions` in an exposure of `exposure` (calls or weeks) after `past_mentions` in `past_exposure`. `None` when an
/// exposure is not above 0.
///
/// Gamma-Poisson: `Y ~ NegBin(size = S + 1/2, prob = E/(E + e))`. Riebler (2004); Hoehle (2007) Computational
/// Statistics 22:571 (R surveillance, `algo.bayes`). A list of themes is then corrected by Benjamini and Hochberg at
/// 10 %.
pub fn emerging(
    mentions: u64,
    exposure: f64,
    past_mentions: u64,
    past_exposure: f64,
) -> Option<Emerging> {
    let past = RateBelief {
        shape: PRIOR_SHAPE + past_mentions as f64,
        exposure: past_exposure,
    };
    let p = at_least(mentions, past, exposure)?;
    Some(Emerging {
        expected: past.mean() * exposure,
        p,
        is_rising: mentions >= MENTIONS_FROM && p < SURPRISE,
    })
}

/// The smallest count `u` with `P(Y <= u) >= 1 - alpha` for the next period: an alarm is a count above it. `None`
/// when something is out of range or the threshold is above a billion.
pub fn threshold(past: RateBelief, exposure: f64, alpha: f64) -> Option<u64> {
    const HIGHEST: u64 = 1_000_000_000;
    if !(alpha > 0.0 && alpha < 1.0) {
        return None;
    }
    at_least(0, past, exposure)?;
    // P(Y <= u) >= 1 - alpha, that is P(Y >= u + 1) <= alpha. 1e-12: the last bit of the sum does not decide.
    let enough = |u: u64| at_least(u + 1, past, exposure).is_some_and(|more| more <= alpha + 1e-12);
    let (mut low, mut high) = (0, 1);
    while !enough(high) {
        low = high;
        high *= 2;
        if high > HIGHEST {
            return None;
        }
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if enough(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

/// The probability of exactly `y` in the next `exposure`: `Gamma(y+a)/(Gamma(a) y!) p^a (1-p)^y`, `p = b/(b + e)`.
/// `None` when shape or an exposure is not above 0.
pub fn exactly(y: u64, past: RateBelief, exposure: f64) -> Option<f64> {
    let prob = probability(past, exposure)?;
    let (y, shape) = (y as f64, past.shape);
    let ways = ln_gamma(y + shape) - ln_gamma(shape) - ln_gamma(y + 1.0);
    let log = ways + shape * prob.ln() + if y > 0.0 { y * (-prob).ln_1p() } else { 0.0 };
    Some(log.exp()).filter(|one| one.is_finite())
}

/// The probability of at least `y` in the next `exposure`: `I_{1-p}(y, a)`. `None` as for [`exactly`].
pub fn at_least(y: u64, past: RateBelief, exposure: f64) -> Option<f64> {
    let prob = probability(past, exposure)?;
    if y == 0 {
        return Some(1.0);
    }
    Some(beta_cdf(1.0 - prob, y as f64, past.shape)).filter(|one| one.is_finite())
}

fn probability(past: RateBelief, exposure: f64) -> Option<f64> {
    let sound = [past.shape, past.exposure, exposure]
        .into_iter()
        .all(|one| one > 0.0 && one.is_finite());
    sound.then(|| past.exposure / (past.exposure + exposure))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_next_asthma_deaths_are_reproduced() {
        // R dnbinom(0:2, 6, 7/9) after Gelman et al., Bayesian Data Analysis 2.6.
        let past = RateBelief {
            shape: 6.0,
            exposure: 7.0,
        };
        let expected = [
            0.221_377_349_508_223_71,
            0.295_169_799_344_298_66,
            0.229_576_510_601_121_05,
        ];
        for (y, expected) in expected.into_iter().enumerate() {
            let found = exactly(y as u64, past, 2.0).unwrap();
            assert!((found / expected - 1.0).abs() < 1e-9, "{found}");
        }
    }

    #[test]
    fn the_salmonella_weeks_are_reproduced() {
        // R surveillance, algo.bayes on data shadar: window of 6 weeks, 5 %, weeks 20 to 60.
        let weeks = [
            1, 6, 3, 3, 15, 5, 2, 7, 4, 3, 4, 4, 3, 3, 2, 2, 4, 1, 6, 5, 1, 4, 6, 11, 6, 4, 12, 20,
            11, 6, 4, 3, 2, 8, 11, 7, 12, 5, 5, 7, 9, 11, 7, 7, 5, 3, 5, 0, 1, 3, 3, 2, 1, 1, 2, 3,
            1, 3, 3, 5,
        ];
        let upper: Vec<u64> = (19..60)
            .map(|week| {
                let past: u64 = weeks[week - 6..week].iter().sum();
                let past = RateBelief {
                    shape: PRIOR_SHAPE,
                    exposure: 0.0,
                }
                .after(past, 6.0);
                threshold(past, 1.0, 0.05).unwrap()
            })
            .collect();
        let expected = [
            7, 7, 7, 7, 8, 10, 10, 10, 12, 16, 17, 16, 15, 15, 13, 10, 10, 11, 12, 13, 13, 13, 13,
            14, 13, 13, 13, 12, 11, 9, 7, 6, 6, 5, 4, 5, 5, 5, 4, 5, 5,
        ];
        assert_eq!(upper, expected);
    }

    #[test]
    fn a_theme_without_a_past_needs_three_mentions() {
        let past = RateBelief {
            shape: 0.5,
            exposure: 6.0,
        };
        assert_eq!(threshold(past, 1.0, 0.01), Some(1));
        assert!(!emerging(2, 1.0, 0, 6.0).unwrap().is_rising);
        assert!(emerging(3, 1.0, 0, 6.0).unwrap().is_rising);
        assert_eq!(emerging(3, 1.0, 0, 0.0), None);
    }

    proptest! {
        #[test]
        fn the_tail_is_the_sum_of_its_parts(
            y in 0u64..20,
            mentions in 0u64..40,
            past in 0.5..30.0f64,
            exposure in 0.5..5.0f64,
        ) {
            let past = RateBelief { shape: PRIOR_SHAPE + mentions as f64, exposure: past };
            let below: f64 = (0..y).map(|one| exactly(one, past, exposure).unwrap()).sum();
            prop_assert!((at_least(y, past, exposure).unwrap() - (1.0 - below)).abs() < 1e-9);
        }

        #[test]
        fn more_mentions_are_more_surprising(y in 0u64..40, mentions in 0u64..40) {
            let p = |y| emerging(y, 1.0, mentions, 8.0).unwrap().p;
            prop_assert!(p(y + 1) < p(y));
        }

        #[test]
        fn no_value_panics(
            y in any::<u64>(),
            mentions in any::<u64>(),
            a in prop::num::f64::ANY,
            b in prop::num::f64::ANY,
            alpha in prop::num::f64::ANY,
        ) {
            let past = RateBelief { shape: a, exposure: b };
            let _ = (emerging(y, a, mentions, b), exactly(y, past, 1.0), at_least(y, past, b), threshold(past, 1.0, alpha), threshold(past, b, 0.01));
        }
    }
}
