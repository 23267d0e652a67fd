//! "Is this change real?" in five answers, and how many more calls would settle it.

use super::difference::{newcombe, newcombe_of_shares, pooled_means_of, welch_of};
use super::distribution::t_of;
use super::mean::{self, Pool};
use super::moments::Sample;
use super::range::Range;

/// Nobody is asked to listen to more calls than this on each side.
pub const MOST_MORE_CALLS: u32 = 60;

/// The confidences of "very likely", "probably" and "leaning".
const VERY_LIKELY: f64 = 0.99;
const PROBABLY: f64 = 0.95;
const LEANING: f64 = 0.80;

/// The five answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Even the 99 % range leaves out 0.
    VeryLikelyReal,
    /// The 95 % range leaves out 0.
    ProbablyReal,
    /// The 80 % range leaves out 0, the 95 % range does not.
    Leaning,
    /// The 95 % range lies within plus or minus the smallest difference that matters.
    NoDifference,
    /// Anything else.
    TooFew,
}

impl Kind {
    /// The stable word in snake case, as it appears in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::VeryLikelyReal => "very_likely_real",
            Self::ProbablyReal => "probably_real",
            Self::Leaning => "leaning",
            Self::NoDifference => "no_difference",
            Self::TooFew => "too_few",
        }
    }

    /// Whether the difference is settled, one way or the other.
    pub fn is_settled(self) -> bool {
        !matches!(self, Self::Leaning | Self::TooFew)
    }
}

/// The answer to "is this difference real?".
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// Which of the five answers.
    pub kind: Kind,
    /// First minus second, in the unit of the values (shares: -1..1). `None` when a side is empty or unsound.
    pub difference: Option<f64>,
    /// The 95 % range of the difference. `None` when there are too few values to give one.
    pub range: Option<Range>,
    /// When not settled and there is a range: how many more calls *on each side* would settle it if the gap stayed like
    /// this; `None` then means not within 60.
    pub more_calls: Option<u32>,
}

impl Verdict {
    fn unknown(difference: Option<f64>) -> Self {
        Self {
            kind: Kind::TooFew,
            difference,
            range: None,
            more_calls: None,
        }
    }
}

/// Compares two groups of scores. `smallest` is the smallest difference that matters, in the unit of the scores
/// (usually 5 points).
///
/// With `pool` the pooled t range, else Welch's (three values a side and some spread). More calls: the smallest `k`
/// with `t(v+2k) s_p sqrt(1/(n1+k) + 1/(n2+k)) <= max(|d|, smallest)`; without a pool `s_p` and `v` come from the two
/// groups.
pub fn of_means(first: &[f64], second: &[f64], pool: Option<Pool>, smallest: f64) -> Verdict {
    of_samples(Sample::of(first), Sample::of(second), pool, smallest)
}

/// [`of_means`] from the summaries of the two groups.
pub fn of_samples(
    first: Option<Sample>,
    second: Option<Sample>,
    pool: Option<Pool>,
    smallest: f64,
) -> Verdict {
    let pool = pool.filter(|pool| pool.is_enough());
    let Some((first, second)) = first.zip(second) else {
        return Verdict::unknown(None);
    };
    let gap = first.mean - second.mean;
    let range = |confidence| match pool {
        Some(pool) => pooled_means_of(first, second, pool, confidence),
        None => welch_of(first, second, confidence).ok(),
    };
    let Some(probably) = range(PROBABLY) else {
        return Verdict::unknown(Some(gap));
    };
    let excludes = |confidence| range(confidence).is_some_and(|one| !one.range.contains(0.0));
    let kind = decide(probably.range, smallest, excludes);
    let more_calls = pool
        .or_else(|| mean::pool_of([first, second]))
        .filter(|_| !kind.is_settled())
        .and_then(|pool| {
            let (n1, n2) = (first.n as f64, second.n as f64);
            fewest_more(|k| {
                let error = pool.sd * (1.0 / (n1 + k) + 1.0 / (n2 + k)).sqrt();
                t_of(PROBABLY, pool.df + 2.0 * k) * error <= gap.abs().max(smallest)
            })
        });
    Verdict {
        kind,
        difference: Some(gap),
        range: Some(probably.range),
        more_calls,
    }
}

/// Compares two shares, `x1` of `n1` and `x2` of `n2`. `smallest` is the smallest difference that matters, a ratio
/// (usually 0.10).
///
/// Newcombe's ranges at 99, 95 and 80 %. More calls: the smallest `k` for which, with `k` more on each side at the same
/// rates, the 95 % range leaves out 0 or its half-width is at most `smallest`.
pub fn of_proportions(x1: u64, n1: u64, x2: u64, n2: u64, smallest: f64) -> Verdict {
    let Some(range) = newcombe(x1, n1, x2, n2, PROBABLY) else {
        return Verdict::unknown(None);
    };
    let (n1f, n2f) = (n1 as f64, n2 as f64);
    let (p1, p2) = (x1 as f64 / n1f, x2 as f64 / n2f);
    let excludes =
        |confidence| newcombe(x1, n1, x2, n2, confidence).is_some_and(|range| !range.contains(0.0));
    let kind = decide(range, smallest, excludes);
    let more_calls = (!kind.is_settled()).then(|| {
        fewest_more(|k| {
            let range = newcombe_of_shares(p1, n1f + k, p2, n2f + k, PROBABLY);
            !range.contains(0.0) || range.half_width() <= smallest
        })
    });
    Verdict {
        kind,
        difference: Some(p1 - p2),
        range: Some(range),
        more_calls: more_calls.flatten(),
    }
}

fn decide(range: Range, smallest: f64, excludes: impl Fn(f64) -> bool) -> Kind {
    if !range.contains(0.0) {
        if excludes(VERY_LIKELY) {
            Kind::VeryLikelyReal
        } else {
            Kind::ProbablyReal
        }
    } else if excludes(LEANING) {
        Kind::Leaning
    } else if range.is_within(-smallest, smallest) {
        Kind::NoDifference
    } else {
        Kind::TooFew
    }
}

fn fewest_more(settles: impl Fn(f64) -> bool) -> Option<u32> {
    (1..=MOST_MORE_CALLS).find(|&k| settles(f64::from(k)))
}

#[cfg(test)]
mod tests;
