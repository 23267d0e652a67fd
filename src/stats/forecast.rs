//! What may come if nothing changes: the chance of reaching a goal, the mean of the next calls, how surprising a tiny
//! sample is, and what a missed opportunity may be worth.

use super::distribution::{beta_cdf, beta_quantile, bisect, ln_beta, ln_choose, t_cdf, t_of};
use super::range::{Range, sound_confidence};
use super::shrinkage::BetaBelief;

/// Below this many calls it is too early for a forecast.
pub const FORECAST_FROM: u64 = 5;
/// A tiny sample is a signal when its smaller tail is below this.
pub const SURPRISE: f64 = 0.01;
/// Above this many calls to come the sum is replaced by the share itself.
const SUMMED_UP_TO: u64 = 100_000;
/// How many slices the product of two shares is cut into.
const SLICES: u32 = 400;

/// How a goal looks, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outlook {
    /// At least 90 %.
    OnCourse,
    /// 60 to 90 %.
    Likely,
    /// 40 to 60 %.
    CoinFlip,
    /// 10 to 40 %.
    Unlikely,
    /// Below 10 %.
    NeedsChange,
    /// Fewer than five calls so far.
    TooEarly,
}

impl Outlook {
    /// The words for a probability, `n` calls behind it.
    pub fn of(probability: f64, n: u64) -> Self {
        match probability {
            _ if n < FORECAST_FROM => Self::TooEarly,
            p if p >= 0.9 => Self::OnCourse,
            p if p >= 0.6 => Self::Likely,
            p if p >= 0.4 => Self::CoinFlip,
            p if p >= 0.1 => Self::Unlikely,
            _ => Self::NeedsChange,
        }
    }

    /// The stable word in snake case, as it appears in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::OnCourse => "on_course",
            Self::Likely => "likely",
            Self::CoinFlip => "coin_flip",
            Self::Unlikely => "unlikely",
            Self::NeedsChange => "needs_change",
            Self::TooEarly => "too_early",
        }
    }
}

/// The probability that at least `c` of the next `m` succeed. `None` when the belief is not above 0 on both sides.
///
/// `sum_{y >= c} C(m, y) B(a + y, b + m - y)/B(a, b)`, the beta-binomial tail; 1 when `c` is 0, 0 when `c > m`.
/// Beyond 100,000 calls to come the tail of the share. Lee & Liu (2008) Clinical Trials 5:93.
pub fn at_least(c: u64, m: u64, belief: BetaBelief) -> Option<f64> {
    let BetaBelief { a, b } = belief;
    if !(a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite()) {
        return None;
    }
    if c == 0 || c > m {
        return Some(if c == 0 { 1.0 } else { 0.0 });
    }
    if m > SUMMED_UP_TO {
        return Some(1.0 - beta_cdf(c as f64 / m as f64, a, b));
    }
    // The shorter side is summed.
    let sum = if c > m / 2 {
        between(c, m, m, belief)
    } else {
        1.0 - between(0, c - 1, m, belief)
    };
    Some(sum.clamp(0.0, 1.0))
}

/// The probability that `low` to `high` of the next `m` succeed: one term in full, where they are largest, and the others by
/// their ratios.
fn between(low: u64, high: u64, m: u64, BetaBelief { a, b }: BetaBelief) -> f64 {
    let all = m as f64;
    let start = ((all * a / (a + b)) as u64).clamp(low, high);
    let at = start as f64;
    let first = (ln_choose(all, at) + ln_beta(a + at, b + all - at) - ln_beta(a, b)).exp();
    let mut sum = first;
    let mut term = first;
    for y in (start..high).map(|y| y as f64) {
        term *= (all - y) / (y + 1.0) * (a + y) / (b + all - y - 1.0);
        sum += term;
    }
    term = first;
    for y in (low + 1..=start).rev().map(|y| y as f64) {
        term *= y / (all - y + 1.0) * (b + all - y) / (a + y - 1.0);
        sum += term;
    }
    sum
}

/// The probability of a pass-rate goal: `x` of `n` so far, `m` still to come, at least `c` more needed. Jeffreys'
/// prior. `None` when `x > n`.
pub fn goal(x: u64, n: u64, m: u64, c: u64) -> Option<f64> {
    (x <= n).then(|| at_least(c, m, BetaBelief::JEFFREYS.after(x, n)))?
}

/// How surprising `x` of `n` is against a baseline of `x0` of `n0`, the baseline's own uncertainty included: the
/// smaller of the two tails. A signal below 1 %. `None` when a count is larger than its total.
///
/// Beta-binomial tails with Beta(x0 + 1/2, n0 - x0 + 1/2), see [`at_least`].
pub fn surprise(x: u64, n: u64, x0: u64, n0: u64) -> Option<f64> {
    if x > n || x0 > n0 {
        return None;
    }
    let baseline = BetaBelief::JEFFREYS.after(x0, n0);
    let as_many = at_least(x, n, baseline)?;
    let as_few = if x == n {
        1.0
    } else {
        1.0 - at_least(x + 1, n, baseline)?
    };
    Some(as_many.min(as_few).max(0.0))
}

/// What is known when the mean of calls to come is forecast: the mean of `n` calls and a spread (own or pooled), in
/// the unit of the scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Basis {
    /// How many calls so far, at least 1.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// The standard deviation of a single call, above 0.
    pub sd: f64,
    /// Its degrees of freedom, at least 1.
    pub df: f64,
}

impl Basis {
    /// The standard error of the mean of `m` calls to come: `s sqrt(1/m + 1/n)`.
    fn error(self, m: u64) -> Option<f64> {
        let sound = self.n > 0 && m > 0 && self.sd > 0.0 && self.df >= 1.0 && self.mean.is_finite();
        let error = self.sd * (1.0 / m as f64 + 1.0 / self.n as f64).sqrt();
        (sound && error.is_finite()).then_some(error)
    }

    /// Where the mean of the next `m` calls will lie: `mean +/- t(v) s sqrt(1/m + 1/n)`, cut at `bounds`. `None` when
    /// `m` is 0 or the basis is unsound. Hahn & Meeker, Statistical Intervals (1991) 4.
    pub fn next_mean(self, m: u64, bounds: Option<(f64, f64)>, confidence: f64) -> Option<Range> {
        let confidence = sound_confidence(confidence)?;
        let half_width = t_of(confidence, self.df) * self.error(m)?;
        Range::around(self.mean, half_width)
            .finite()
            .map(|range| range.clipped(bounds))
    }

    /// The mean that the next `m` calls must have so that all `n + m` reach `target`: `((n+m) T - n mean)/m`. `None`
    /// when `m` is 0.
    pub fn needed_mean(self, m: u64, target: f64) -> Option<f64> {
        let (n, m) = (self.n as f64, m as f64);
        let needed = ((n + m) * target - n * self.mean) / m;
        needed.is_finite().then_some(needed)
    }

    /// The probability that the mean of all `n + m` calls reaches `target`. 0 when the calls to come would need more
    /// than the highest possible score, 1 when even the lowest would do.
    pub fn goal(self, m: u64, target: f64, bounds: Option<(f64, f64)>) -> Option<f64> {
        self.next_at_least(m, self.needed_mean(m, target)?, bounds)
    }

    /// The probability that the mean of the next `m` calls is at least `needed`; 0 and 1 as for [`Self::goal`].
    pub fn next_at_least(self, m: u64, needed: f64, bounds: Option<(f64, f64)>) -> Option<f64> {
        let error = self.error(m)?;
        match bounds {
            Some((_, highest)) if needed > highest => Some(0.0),
            Some((lowest, _)) if needed <= lowest => Some(1.0),
            _ => Some(t_cdf((self.mean - needed) / error, self.df)).filter(|p| p.is_finite()),
        }
    }
}

/// The quantiles `probs` of the product of two independent shares, such as "missed" times "would have succeeded".
/// `None` when a belief is not above 0 on both sides or a probability is not within 0..1.
///
/// `P(XY <= t) = integral_0^1 F_X(t/F_Y^-1(u)) du`, then bisection. The integral by 400 midpoints in `s`, `u = s^3
/// (10 - 15 s + 6 s^2)`, which crowds them where the quantile of `Y` bends.
pub fn product_quantiles(x: BetaBelief, y: BetaBelief, probs: &[f64]) -> Option<Vec<f64>> {
    let slices = f64::from(SLICES);
    let of_y: Vec<(f64, f64)> = (0..SLICES)
        .map(|slice| {
            let s = (f64::from(slice) + 0.5) / slices;
            let u = s.powi(3) * (10.0 - 15.0 * s + 6.0 * s * s);
            let weight = 30.0 * (s * (1.0 - s)).powi(2) / slices;
            (beta_quantile(u.min(1.0), y.a, y.b), weight)
        })
        .collect();
    let sound = of_y.iter().all(|(y, _)| y.is_finite()) && !beta_cdf(0.5, x.a, x.b).is_nan();
    if !sound || probs.iter().any(|p| !(0.0..=1.0).contains(p)) {
        return None;
    }
    let at_most = |t: f64| {
        of_y.iter()
            .map(|(y, weight)| beta_cdf(t / y, x.a, x.b) * weight)
            .sum::<f64>()
    };
    Some(
        probs
            .iter()
            .map(|p| bisect(0.0, 1.0, |t| at_most(t) < *p))
            .collect(),
    )
}

#[cfg(test)]
mod tests;
