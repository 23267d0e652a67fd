//! The difference of two groups: pass rates by Newcombe, mean scores with a pooled spread or by Welch.

use super::distribution::{t_cdf, t_of, t_two_sided_p};
use super::mean::Pool;
use super::moments::Sample;
use super::proportion::{wilson, wilson_of_share};
use super::range::{Range, sound_confidence};
use super::status::Status;

/// A difference of two means, first minus second, in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// First mean minus second mean.
    pub difference: f64,
    /// Its standard error.
    pub se: f64,
    /// The degrees of freedom of the standard error.
    pub df: f64,
    /// `difference / se`.
    pub t: f64,
    /// The two-sided p-value of "no difference".
    pub p: f64,
    /// How far the difference could be off.
    pub range: Range,
}

impl Difference {
    fn of(difference: f64, se: f64, df: f64, confidence: f64) -> Option<Self> {
        let t = difference / se;
        let range = Range::around(difference, t_of(confidence, df) * se).finite()?;
        (se > 0.0 && t.is_finite()).then_some(Self {
            difference,
            se,
            df,
            t,
            p: t_two_sided_p(t, df),
            range,
        })
    }

    /// How likely it is that the first is really above the second, 0..1: `T_v(d/se)`, shown as "9 in 10".
    pub fn probability_above(self) -> f64 {
        t_cdf(self.t, self.df)
    }
}

/// The range of the difference of two shares, `x1/n1 - x2/n2`, within -1..1. `None` when an `n` is 0, an `x > n` or the
/// confidence is not between 0 and 1. Never of zero width, also when both shares are 0.
///
/// `d - sqrt((p1-l1)^2 + (u2-p2)^2)` to `d + sqrt((u1-p1)^2 + (p2-l2)^2)` with Wilson's limits: method 10 of Newcombe
/// (1998) Stat Med 17:873.
pub fn newcombe(x1: u64, n1: u64, x2: u64, n2: u64, confidence: f64) -> Option<Range> {
    let first = wilson(x1, n1, confidence)?;
    let second = wilson(x2, n2, confidence)?;
    let (p1, p2) = (x1 as f64 / n1 as f64, x2 as f64 / n2 as f64);
    Some(square_and_add(p1, first, p2, second))
}

/// [`newcombe`] for shares of sample sizes that need not make whole counts.
pub(crate) fn newcombe_of_shares(p1: f64, n1: f64, p2: f64, n2: f64, confidence: f64) -> Range {
    let first = wilson_of_share(p1, n1, confidence);
    let second = wilson_of_share(p2, n2, confidence);
    square_and_add(p1, first, p2, second)
}

fn square_and_add(p1: f64, first: Range, p2: f64, second: Range) -> Range {
    let difference = p1 - p2;
    let down = (p1 - first.low).hypot(second.high - p2);
    let up = (first.high - p1).hypot(p2 - second.low);
    Range {
        low: (difference - down).max(-1.0),
        high: (difference + up).min(1.0),
    }
}

/// The difference of two means with a spread learnt elsewhere: `d +/- t(v) s_p sqrt(1/n1 + 1/n2)`, from one value a
/// side. `None` when a side is empty, a value is not finite or the pool has fewer than 10 degrees of freedom.
///
/// The pooled t range (Student, Fisher). No finite population correction: this is about the process.
pub fn pooled_means(
    first: &[f64],
    second: &[f64],
    pool: Pool,
    confidence: f64,
) -> Option<Difference> {
    pooled_means_of(Sample::of(first)?, Sample::of(second)?, pool, confidence)
}

/// [`pooled_means`] from the summaries of the two groups.
pub fn pooled_means_of(
    first: Sample,
    second: Sample,
    pool: Pool,
    confidence: f64,
) -> Option<Difference> {
    let confidence = sound_confidence(confidence)?;
    let se = pool.sd * (1.0 / first.n as f64 + 1.0 / second.n as f64).sqrt();
    pool.is_enough()
        .then(|| Difference::of(first.mean - second.mean, se, pool.df, confidence))
        .flatten()
}

/// The difference of two means, each with its own spread. See [`welch_of`] for the formula and the statuses; `NoData`
/// when a side is empty.
pub fn welch(first: &[f64], second: &[f64], confidence: f64) -> Result<Difference, Status> {
    if first.is_empty() || second.is_empty() {
        return Err(Status::NoData);
    }
    let first = Sample::of(first).ok_or(Status::Invalid)?;
    let second = Sample::of(second).ok_or(Status::Invalid)?;
    welch_of(first, second, confidence)
}

/// [`welch`] from summaries: `d +/- t(df) sqrt(s1^2/n1 + s2^2/n2)`, `df` by Satterthwaite.
///
/// `Err` with `TooFew` when a side has fewer than 3 values, `NoSpread` when neither side varies, `Invalid` for numbers
/// that are not finite. Welch (1947) Biometrika 34:28.
pub fn welch_of(first: Sample, second: Sample, confidence: f64) -> Result<Difference, Status> {
    let confidence = sound_confidence(confidence).ok_or(Status::Invalid)?;
    if !first.is_sound() || !second.is_sound() {
        return Err(Status::Invalid);
    }
    if first.n < 3 || second.n < 3 {
        return Err(Status::TooFew);
    }
    if first.variance <= 0.0 && second.variance <= 0.0 {
        return Err(Status::NoSpread);
    }
    let (one, other) = (
        first.variance / first.n as f64,
        second.variance / second.n as f64,
    );
    // Shares instead of squares of variances, so that very small and very large units work alike.
    let share = one / (one + other);
    let df = 1.0 / (share * share / first.df() + (1.0 - share) * (1.0 - share) / second.df());
    Difference::of(
        first.mean - second.mean,
        (one + other).sqrt(),
        df,
        confidence,
    )
    .ok_or(Status::Invalid)
}

#[cfg(test)]
mod tests;
