//! Comparing people without a bare ranking: each mean is drawn towards that of all, the more the less stands behind it.

use super::distribution::{beta_quantile, bisect};
use super::moments::{Sample, same};
use super::range::{Range, sound_confidence};
use super::status::Status;

/// Below this many groups nothing can be learnt from the others.
const GROUPS_FROM: usize = 3;
/// Below this many cells a prior cannot be learnt from the team.
const CELLS_FROM: usize = 8;

/// Means drawn together.
#[derive(Debug, Clone, PartialEq)]
pub struct Shrunk {
    /// The common mean, in the unit of the values.
    pub mu: f64,
    /// Its standard error.
    pub mu_se: f64,
    /// The variance between the groups; 0 when no difference between them can be seen.
    pub tau2: f64,
    /// Cochran's heterogeneity statistic, `Q(0)`.
    pub q: f64,
    /// The drawn-together mean of each group, in the order given.
    pub means: Vec<f64>,
}

/// Draws the means `y` with standard errors `se` together, with the variance between groups of Paule and Mandel.
///
/// `v_i = se_i^2`, `Q(t) = sum (y_i - mu(t))^2/(v_i + t)`, `mu(t)` weighted by `1/(v_i + t)`; `tau2 = 0` when `Q(0)
/// <= k - 1`, else the root of `Q(t) = k - 1`; `(tau2 y_i + v_i mu)/(tau2 + v_i)`. `Err` with `NoData`,
/// `TooFewGroups` (fewer than 3) or `Invalid` (lengths differ, a value is not finite, an error is not above 0). Paule
/// & Mandel (1982) J Res NBS 87:377; Efron & Morris (1975) JASA 70:311.
pub fn paule_mandel(y: &[f64], se: &[f64]) -> Result<Shrunk, Status> {
    let v: Vec<f64> = se.iter().map(|se| se * se).collect();
    let sound = y.len() == se.len()
        && y.iter().all(|y| y.is_finite())
        && se
            .iter()
            .zip(&v)
            .all(|(se, v)| *se > 0.0 && *v > 0.0 && v.is_finite());
    match y.len() {
        _ if !sound => return Err(Status::Invalid),
        0 => return Err(Status::NoData),
        k if k < GROUPS_FROM => return Err(Status::TooFewGroups),
        _ => {}
    }
    let spare = (y.len() - 1) as f64;
    let q_at = |tau2: f64| heterogeneity(y, &v, tau2);
    let tau2 = if q_at(0.0) <= spare {
        0.0
    } else {
        let highest = Sample::of(y).map_or(0.0, |sample| sample.variance);
        // At this variance Q is at most k - 1: every weight is at most its inverse.
        bisect(0.0, highest, |tau2| q_at(tau2) > spare)
    };
    let (mu, weights) = weighted_mean(y, &v, tau2);
    let means = y
        .iter()
        .zip(&v)
        .map(|(y, v)| (tau2 * y + v * mu) / (tau2 + v))
        .collect();
    let shrunk = Shrunk {
        mu,
        mu_se: weights.sqrt().recip(),
        tau2,
        q: q_at(0.0),
        means,
    };
    (shrunk.mu.is_finite() && shrunk.tau2.is_finite())
        .then_some(shrunk)
        .ok_or(Status::Invalid)
}

/// The mean weighted by `1/(v + tau2)` and the sum of those weights.
fn weighted_mean(y: &[f64], v: &[f64], tau2: f64) -> (f64, f64) {
    let weights: f64 = v.iter().map(|v| 1.0 / (v + tau2)).sum();
    let sum: f64 = y.iter().zip(v).map(|(y, v)| y / (v + tau2)).sum();
    (sum / weights, weights)
}

fn heterogeneity(y: &[f64], v: &[f64], tau2: f64) -> f64 {
    let (mu, _) = weighted_mean(y, v, tau2);
    y.iter()
        .zip(v)
        .map(|(y, v)| (y - mu).powi(2) / (v + tau2))
        .sum()
}

/// What is believed of a share: a Beta(a, b).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaBelief {
    /// Successes believed to have been seen; above 0.
    pub a: f64,
    /// Failures believed to have been seen; above 0.
    pub b: f64,
}

impl BetaBelief {
    /// Jeffreys' prior, Beta(1/2, 1/2).
    pub const JEFFREYS: Self = Self { a: 0.5, b: 0.5 };

    /// After `x` successes in `n`. Counts with `x > n` are taken as all successes.
    #[must_use]
    pub fn after(self, x: u64, n: u64) -> Self {
        Self {
            a: self.a + x as f64,
            b: self.b + n.saturating_sub(x) as f64,
        }
    }

    /// The mean share, 0..1.
    pub fn mean(self) -> f64 {
        self.a / (self.a + self.b)
    }

    /// The standard deviation of the share.
    pub fn sd(self) -> f64 {
        let all = self.a + self.b;
        (self.a / all * (self.b / all) / (all + 1.0)).sqrt()
    }

    /// The equal-tailed range of the share. `None` when `a` or `b` is not above 0 or the confidence is not between 0
    /// and 1.
    pub fn range(self, confidence: f64) -> Option<Range> {
        let tail = (1.0 - sound_confidence(confidence)?) / 2.0;
        let low = beta_quantile(tail, self.a, self.b);
        Range {
            low,
            high: beta_quantile(1.0 - tail, self.a, self.b),
        }
        .finite()
    }
}

/// The prior of a pass rate learnt from the team's cells, `(x, n)` each: `s = m(1-m)/var - 1`, `a = m s`, `b = (1-m)
/// s`, `m` and `var` the mean and variance of the shares. `None` with fewer than 8 cells, a cell of no calls or with
/// `x > n`, or when the shares vary so little or so much that no prior fits: then [`BetaBelief::JEFFREYS`] serves.
///
/// Gelman et al., Bayesian Data Analysis (2013) 5.1.
pub fn beta_moments(cells: &[(u64, u64)]) -> Option<BetaBelief> {
    if cells.len() < CELLS_FROM || cells.iter().any(|(x, n)| *n == 0 || x > n) {
        return None;
    }
    let shares: Vec<f64> = cells.iter().map(|&(x, n)| x as f64 / n as f64).collect();
    let sample = Sample::of(&shares)?;
    let strength = sample.mean * (1.0 - sample.mean) / sample.variance - 1.0;
    let belief = BetaBelief {
        a: sample.mean * strength,
        b: (1.0 - sample.mean) * strength,
    };
    (strength.is_finite() && !same(strength, 0.0) && belief.a > 0.0 && belief.b > 0.0)
        .then_some(belief)
}

#[cfg(test)]
mod tests;
