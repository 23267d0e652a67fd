//! The mean of a few scores and how far it could be off. The spread is pooled over people and weeks where there is
//! enough of a past, because a standard deviation from three to ten calls is worth little.

use super::distribution::{t_of, z_of};
use super::moments::Sample;
use super::range::{Range, sound_confidence};
use super::status::Status;

/// From this many degrees of freedom on a pooled spread is used.
pub const POOL_DF: f64 = 10.0;
/// Above this ratio of the largest to the smallest spread people are not pooled together.
const ALIKE_RATIO: f64 = 2.5;
/// Each spread in that comparison needs this many degrees of freedom.
const ALIKE_DF: f64 = 8.0;

/// A spread learnt from many small cells (rep by stratum by week).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pool {
    /// The standard deviation within cells, in the unit of the values.
    pub sd: f64,
    /// Its degrees of freedom.
    pub df: f64,
}

impl Pool {
    /// Whether it rests on at least 10 degrees of freedom and the spread is above 0.
    pub fn is_enough(self) -> bool {
        self.df >= POOL_DF && self.df.is_finite() && self.sd > 0.0 && self.sd.is_finite()
    }
}

/// A mean and its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// How many values stand behind it.
    pub n: u64,
    /// The mean, in the unit of the values. `None` when there is no value or one is not a finite number.
    pub mean: Option<f64>,
    /// How far the mean could be off. `None` when this cannot be said.
    pub range: Option<Range>,
    /// `Ok` (pooled spread), `Early` (own spread), `Census`, or why there is no range.
    pub status: Status,
}

impl Estimate {
    fn without_range(n: u64, mean: Option<f64>, status: Status) -> Self {
        Self {
            n,
            mean,
            range: None,
            status,
        }
    }
}

/// The spread within cells: `s_p^2 = sum (n_c - 1) s_c^2 / sum (n_c - 1)`, `df = sum (n_c - 1)`.
///
/// Cells of fewer than two values say nothing and are passed over. `None` when no cell is left or a value is not a
/// finite number. The pooled variance of the analysis of variance (Fisher).
pub fn pool(cells: &[&[f64]]) -> Option<Pool> {
    let samples: Option<Vec<Sample>> = cells
        .iter()
        .filter(|cell| cell.len() >= 2)
        .map(|cell| Sample::of(cell))
        .collect();
    pool_of(samples?)
}

/// [`pool`] from the summaries of the cells.
pub fn pool_of(cells: impl IntoIterator<Item = Sample>) -> Option<Pool> {
    let (mut squares, mut df) = (0.0, 0.0);
    for cell in cells.into_iter().filter(|cell| cell.n >= 2) {
        squares += cell.variance * cell.df();
        df += cell.df();
    }
    let sd = f64::sqrt(squares / df);
    (df > 0.0 && sd.is_finite()).then_some(Pool { sd, df })
}

/// Whether these people may share one pool: the largest spread is at most 2.5 times the smallest. Only spreads with at
/// least 8 degrees of freedom are compared.
pub fn may_share(pools: &[Pool]) -> bool {
    let sds = || {
        pools
            .iter()
            .filter(|pool| pool.df >= ALIKE_DF)
            .map(|pool| pool.sd)
    };
    let largest = sds().fold(0.0, f64::max);
    let smallest = sds().fold(f64::INFINITY, f64::min);
    largest <= ALIKE_RATIO * smallest
}

/// The mean of `values` with its range, clipped to `bounds` (lowest and highest possible value).
///
/// - `pool` with at least 10 degrees of freedom: `mean +/- t(v) s_p / sqrt(n)`, from one value on: `Ok`.
/// - else at least 3 values that differ: `mean +/- t(n-1) s / sqrt(n)`: `Early`.
/// - else no range: `NoData`, `OneCall`, `NoSpread` or `TooFew`.
///
/// With `population` (how good were *all* these calls?) the half-width is multiplied by `sqrt(1 - n/N)`, and `n = N`
/// is a `Census`: exact. Without it the range is about the process that makes the values. Cochran, Sampling Techniques
/// (1977) 2.8; t range: Student (1908).
pub fn interval(
    values: &[f64],
    pool: Option<Pool>,
    population: Option<u64>,
    bounds: Option<(f64, f64)>,
    confidence: f64,
) -> Estimate {
    let n = values.len() as u64;
    if n == 0 {
        return Estimate::without_range(0, None, Status::NoData);
    }
    Sample::of(values).map_or_else(
        || Estimate::without_range(n, None, Status::Invalid),
        |sample| of_sample(sample, pool, population, bounds, confidence),
    )
}

/// [`interval`] from the summary of the values.
pub fn of_sample(
    sample: Sample,
    pool: Option<Pool>,
    population: Option<u64>,
    bounds: Option<(f64, f64)>,
    confidence: f64,
) -> Estimate {
    let mean = Some(sample.mean).filter(|_| sample.is_sound());
    let none = |status| Estimate::without_range(sample.n, mean, status);
    let too_large = population.is_some_and(|population| sample.n > population);
    if mean.is_none() || too_large || sound_confidence(confidence).is_none() {
        return none(Status::Invalid);
    }
    if population == Some(sample.n) {
        return Estimate {
            range: Some(Range::exactly(sample.mean)),
            ..none(Status::Census)
        };
    }
    let (half_width, status) = match pool.filter(|pool| pool.is_enough()) {
        Some(pool) => (t_of(confidence, pool.df) * pool.sd, Status::Ok),
        None if sample.n == 1 => return none(Status::OneCall),
        None if sample.variance <= 0.0 => return none(Status::NoSpread),
        None if sample.n == 2 => return none(Status::TooFew),
        None => (t_of(confidence, sample.df()) * sample.sd(), Status::Early),
    };
    let half_width =
        half_width * finite_correction(sample.n, population) / (sample.n as f64).sqrt();
    Estimate {
        range: Range::around(sample.mean, half_width)
            .finite()
            .map(|range| range.clipped(bounds)),
        ..none(status)
    }
}

/// The plain range of a mean, `mean +/- q s/sqrt(n) sqrt(1 - n/N)`, with Student's quantile or, when `normal`, with the
/// normal one, as textbooks on surveys have it. `None` with fewer than two values or when something is not sound.
pub fn plain_range(
    sample: Sample,
    population: Option<u64>,
    normal: bool,
    confidence: f64,
) -> Option<Range> {
    let confidence = sound_confidence(confidence)?;
    let error = standard_error(sample, population)?;
    let quantile = if normal {
        z_of(confidence)
    } else {
        t_of(confidence, sample.df())
    };
    Range::around(sample.mean, quantile * error).finite()
}

/// `s/sqrt(n) sqrt(1 - n/N)`. `None` with fewer than two values, an unsound sample or one larger than the population.
pub fn standard_error(sample: Sample, population: Option<u64>) -> Option<f64> {
    let fits = population.is_none_or(|population| sample.n <= population);
    (sample.n >= 2 && fits && sample.is_sound())
        .then(|| sample.sd() / (sample.n as f64).sqrt() * finite_correction(sample.n, population))
}

/// `sqrt(1 - n/N)`, 1 when the population is not known.
pub(crate) fn finite_correction(n: u64, population: Option<u64>) -> f64 {
    population.map_or(1.0, |population| {
        (1.0 - n as f64 / population as f64).max(0.0).sqrt()
    })
}

#[cfg(test)]
mod tests;
