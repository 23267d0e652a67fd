//! Counts over an exposure (calls, days, weeks): the range of a rate, the ratio of two rates, and what is believed of
//! a rate after seeing a count.

use crate::stats::distribution::{beta_cdf, gamma_cdf, gamma_quantile, ln_choose};
use crate::stats::proportion::clopper_pearson;
use crate::stats::range::{Range, sound_confidence};

/// Above this many events the exact two-sided p is replaced by twice the smaller tail.
const EXACT_UP_TO: u64 = 100_000;

/// The range of the mean behind a count of `x`. `None` when the confidence is not between 0 and 1.
///
/// `G(a/2; x)` to `G(1-a/2; x+1)`, low = 0 at `x = 0`. Garwood (1936) Biometrika 28:437.
pub fn count_range(x: u64, confidence: f64) -> Option<Range> {
    let tail = (1.0 - sound_confidence(confidence)?) / 2.0;
    let low = if x == 0 {
        0.0
    } else {
        gamma_quantile(tail, x as f64)
    };
    Range {
        low,
        high: gamma_quantile(1.0 - tail, x as f64 + 1.0),
    }
    .finite()
}

/// The range of the rate `x / exposure`, per unit of exposure. `None` when the exposure is not above 0.
/// [`count_range`] over the exposure.
pub fn rate_range(x: u64, exposure: f64, confidence: f64) -> Option<Range> {
    let range = count_range(x, confidence)?;
    (exposure > 0.0).then(|| range.times(1.0 / exposure).finite())?
}

/// The ratio of two rates, first over second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateRatio {
    /// `(x1/t1)/(x2/t2)`; infinite when the second count is 0.
    pub ratio: f64,
    /// How far it could be off; the high end is infinite when the second count is 0: "at least so many times".
    pub range: Range,
    /// The exact two-sided p-value of "the same rate": all splits of the events that are not more likely than this one.
    pub p: f64,
    /// The exact one-sided p-value: a split with at least so many on the first side.
    pub p_higher: f64,
}

/// The ratio of the rates `x1` in `t1` and `x2` in `t2`. `None` when there is no event at all, an exposure is not
/// above 0 or the confidence is not between 0 and 1.
///
/// Given their sum, `x1 ~ Binomial(x1 + x2, t1 r/(t1 r + t2))`: Clopper-Pearson limits `l`, `u` give `l/(1-l) t2/t1`.
/// Przyborowski & Wilenski (1940) Biometrika 31:313; R `poisson.test`.
pub fn rate_ratio(x1: u64, t1: f64, x2: u64, t2: f64, confidence: f64) -> Option<RateRatio> {
    let exposures = t1 > 0.0 && t2 > 0.0 && t1.is_finite() && t2.is_finite();
    let all = x1.checked_add(x2).filter(|all| *all > 0 && exposures)?;
    let share = clopper_pearson(x1, all, confidence)?;
    let odds = |share: f64| {
        if share >= 1.0 {
            f64::INFINITY
        } else {
            share / (1.0 - share) * (t2 / t1)
        }
    };
    let expected = t1 / (t1 + t2);
    Some(RateRatio {
        ratio: (x1 as f64 / t1) / (x2 as f64 / t2),
        range: Range {
            low: odds(share.low),
            high: odds(share.high),
        },
        p: binomial_two_sided_p(x1, all, expected),
        p_higher: binomial_at_least(x1, all, expected),
    })
}

/// P(X >= x), X binomial with `n` trials and probability `share`; `I_share(x, n - x + 1)`.
pub fn binomial_at_least(x: u64, n: u64, share: f64) -> f64 {
    if x == 0 {
        return 1.0;
    }
    if x > n {
        return 0.0;
    }
    beta_cdf(share, x as f64, (n - x) as f64 + 1.0)
}

/// The exact two-sided p-value of `x` of `n` when `share` is expected: the sum of all counts that are not more likely
/// than `x`. NaN when `x > n` or `share` is not within 0..1. R `binom.test`.
pub fn binomial_two_sided_p(x: u64, n: u64, share: f64) -> f64 {
    if x > n || !(0.0..=1.0).contains(&share) {
        return f64::NAN;
    }
    if share <= 0.0 || share >= 1.0 {
        let certain = if share <= 0.0 { 0 } else { n };
        return f64::from(u8::from(x == certain));
    }
    if n > EXACT_UP_TO {
        let higher = binomial_at_least(x, n, share);
        let lower = 1.0 - binomial_at_least(x.saturating_add(1), n, share);
        return (2.0 * higher.min(lower)).min(1.0);
    }
    let all = n as f64;
    let probability = |count: f64| {
        (ln_choose(all, count) + count * share.ln() + (all - count) * (-share).ln_1p()).exp()
    };
    // As in R: what differs by rounding only is as likely.
    let limit = probability(x as f64) * (1.0 + 1e-7);
    let sum: f64 = (0..=n)
        .map(|count| probability(count as f64))
        .filter(|one| *one <= limit)
        .sum();
    sum.min(1.0)
}

/// What is believed of a rate: a Gamma with `shape` events seen in `exposure`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateBelief {
    /// Events believed to have been seen; above 0.
    pub shape: f64,
    /// The exposure in which; above 0.
    pub exposure: f64,
}

impl RateBelief {
    /// After `x` events in a further `exposure`. Gelman et al., Bayesian Data Analysis (2013) 2.6.
    #[must_use]
    pub fn after(self, x: u64, exposure: f64) -> Self {
        Self {
            shape: self.shape + x as f64,
            exposure: self.exposure + exposure,
        }
    }

    /// The mean rate.
    pub fn mean(self) -> f64 {
        self.shape / self.exposure
    }

    /// The probability that the rate is above `rate`.
    pub fn probability_above(self, rate: f64) -> f64 {
        1.0 - gamma_cdf(rate * self.exposure, self.shape)
    }

    /// The equal-tailed range of the rate. `None` when shape or exposure are not above 0.
    pub fn range(self, confidence: f64) -> Option<Range> {
        let tail = (1.0 - sound_confidence(confidence)?) / 2.0;
        let quantile = |p| gamma_quantile(p, self.shape) / self.exposure;
        (self.exposure > 0.0).then(|| {
            Range {
                low: quantile(tail),
                high: quantile(1.0 - tail),
            }
            .finite()
        })?
    }
}

#[cfg(test)]
mod tests;
