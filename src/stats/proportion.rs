//! Ranges for a share `x` of `n`: Wilson on the screen, Clopper-Pearson where a guarantee is wanted, Jeffreys as the
//! posterior that feeds forecasts, and mid-p for comparison.

use super::distribution::{beta_cdf, beta_quantile, bisect, z_of};
use super::range::{Range, sound_confidence};

/// Wilson's score range of the share `x` of `n`, a ratio within 0..1. `None` when `n` is 0, `x > n` or the confidence
/// is not between 0 and 1.
///
/// `(p + z^2/2n +/- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)`, low = 0 at `x = 0` and high = 1 at `x = n`.
/// Wilson (1927) JASA 22:209; recommended for small samples by Newcombe (1998) Stat Med 17:857 and by Brown, Cai &
/// `DasGupta` (2001) Stat Sci 16:101.
pub fn wilson(x: u64, n: u64, confidence: f64) -> Option<Range> {
    let confidence = check(x, n, confidence)?;
    Some(wilson_of_share(x as f64 / n as f64, n as f64, confidence))
}

/// Wilson's range of the share `p` of `n`, where `p n` need not be whole (for "if it goes on like this").
pub(crate) fn wilson_of_share(p: f64, n: f64, confidence: f64) -> Range {
    let z = z_of(confidence);
    let shrink = 1.0 + z * z / n;
    let centre = (p + z * z / (2.0 * n)) / shrink;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / shrink;
    Range {
        low: if p <= 0.0 {
            0.0
        } else {
            (centre - half).clamp(0.0, p)
        },
        high: if p >= 1.0 {
            1.0
        } else {
            (centre + half).clamp(p, 1.0)
        },
    }
}

/// Clopper and Pearson's range: covers the truth at least as often as `confidence` says. `None` as for [`wilson`].
///
/// `B(a/2; x, n-x+1)` to `B(1-a/2; x+1, n-x)`. Clopper & Pearson (1934) Biometrika 26:404.
pub fn clopper_pearson(x: u64, n: u64, confidence: f64) -> Option<Range> {
    let confidence = check(x, n, confidence)?;
    clopper_pearson_of(x as f64, n as f64, confidence)
}

/// Clopper and Pearson's range for an effective sample size that need not be whole.
pub(crate) fn clopper_pearson_of(x: f64, n: f64, confidence: f64) -> Option<Range> {
    let tail = (1.0 - confidence) / 2.0;
    let low = if x <= 0.0 {
        0.0
    } else {
        beta_quantile(tail, x, n - x + 1.0)
    };
    let high = if x >= n {
        1.0
    } else {
        beta_quantile(1.0 - tail, x + 1.0, n - x)
    };
    around_share(x / n, low, high)
}

/// Jeffreys' range: the equal-tailed posterior with prior Beta(1/2, 1/2), with low = 0 at `x = 0` and high = 1 at
/// `x = n`. `None` as for [`wilson`].
///
/// Brown, Cai & `DasGupta` (2001) Stat Sci 16:101.
pub fn jeffreys(x: u64, n: u64, confidence: f64) -> Option<Range> {
    let confidence = check(x, n, confidence)?;
    let (hits, misses) = (x as f64 + 0.5, (n - x) as f64 + 0.5);
    let tail = (1.0 - confidence) / 2.0;
    let low = if x == 0 {
        0.0
    } else {
        beta_quantile(tail, hits, misses)
    };
    let high = if x == n {
        1.0
    } else {
        beta_quantile(1.0 - tail, hits, misses)
    };
    around_share(x as f64 / n as f64, low, high)
}

/// The mid-p range: Clopper-Pearson with half of the probability of the observed count in each tail. `None` as for
/// [`wilson`].
///
/// Berry & Armitage (1995) The Statistician 44:417; Newcombe (1998) Stat Med 17:857, method 6.
pub fn mid_p(x: u64, n: u64, confidence: f64) -> Option<Range> {
    let confidence = check(x, n, confidence)?;
    let tail = (1.0 - confidence) / 2.0;
    // P(X > x) + P(X = x)/2 grows with the share p.
    let upper_tail = |p: f64| {
        let (count, rest) = (x as f64, (n - x) as f64);
        let at_least = if x == 0 {
            1.0
        } else {
            beta_cdf(p, count, rest + 1.0)
        };
        let more = if x == n {
            0.0
        } else {
            beta_cdf(p, count + 1.0, rest)
        };
        f64::midpoint(at_least, more)
    };
    let low = if x == 0 {
        0.0
    } else {
        bisect(0.0, 1.0, |p| upper_tail(p) < tail)
    };
    let high = if x == n {
        1.0
    } else {
        bisect(0.0, 1.0, |p| upper_tail(p) < 1.0 - tail)
    };
    around_share(x as f64 / n as f64, low, high)
}

fn check(x: u64, n: u64, confidence: f64) -> Option<f64> {
    (n > 0 && x <= n).then_some(())?;
    sound_confidence(confidence)
}

/// The range from `low` to `high`, kept around the share itself at very low confidence. `None` when it is not finite.
fn around_share(share: f64, low: f64, high: f64) -> Option<Range> {
    let range = Range { low, high }.finite()?;
    Some(Range {
        low: range.low.min(share),
        high: range.high.max(share),
    })
}

#[cfg(test)]
mod tests;
