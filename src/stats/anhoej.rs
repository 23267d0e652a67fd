//! The two run rules of Anhøj: is there a shift, seen from how points fall on either side of their median? They adapt
//! to the number of points and so work on ten to twenty-five weeks.

use super::moments::{median, same};
use super::status::Status;
use statrs::distribution::{Binomial, DiscreteCDF};

/// What the runs around a centre line say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Runs {
    /// The centre line, in the unit of the values.
    pub centre: f64,
    /// How many points lie off the line; those on it are passed over, they neither break nor extend a run.
    pub useful: usize,
    /// The longest run of useful points on one side.
    pub longest_run: usize,
    /// The longest run that chance alone still explains.
    pub longest_run_max: usize,
    /// How often the line is crossed between useful points.
    pub crossings: usize,
    /// The fewest crossings that chance alone still explains.
    pub crossings_min: usize,
    /// The index in the input of the last point of the (first) longest run.
    pub longest_run_end: usize,
    /// The index in the input of the last useful point.
    pub last_useful: usize,
}

impl Runs {
    /// Whether the longest run is longer than chance explains.
    pub fn is_long_run(self) -> bool {
        self.longest_run > self.longest_run_max
    }

    /// Whether there are fewer crossings than chance explains.
    pub fn is_few_crossings(self) -> bool {
        self.crossings < self.crossings_min
    }

    /// Whether either rule fires.
    pub fn is_signal(self) -> bool {
        self.is_long_run() || self.is_few_crossings()
    }
}

/// The longest run that chance explains in `useful` points: `round(log2(n) + 3)`. 0 for no point.
///
/// Schilling (2012); Anhøj & Olesen (2014) `PLoS` ONE 9:e113825.
pub fn longest_run_max(useful: usize) -> usize {
    if useful == 0 {
        return 0;
    }
    ((useful as f64).log2() + 3.0).round() as usize
}

/// The fewest crossings that chance explains in `useful` points: the 5 % quantile of Binomial(n - 1, 1/2).
///
/// Chen (2010); Anhøj & Olesen (2014) `PLoS` ONE 9:e113825.
pub fn crossings_min(useful: usize) -> usize {
    let trials = useful.saturating_sub(1) as u64;
    if trials == 0 {
        return 0;
    }
    if trials > 100_000 {
        let trials = trials as f64;
        return (trials / 2.0 - 1.644_853_627 * trials.sqrt() / 2.0) as usize;
    }
    Binomial::new(0.5, trials).map_or(0, |flips| flips.inverse_cdf(0.05) as usize)
}

/// The runs of `values` around their median. `None` in `values` is a gap: it counts for nothing.
///
/// `Err` with `NoData` (no value), `Invalid` (a value that is not finite) or `NoUsefulPoints` (all on the median).
pub fn around_median(values: &[Option<f64>]) -> Result<Runs, Status> {
    let present: Vec<f64> = values.iter().copied().flatten().collect();
    if present.is_empty() {
        return Err(Status::NoData);
    }
    around(values, median(&present).ok_or(Status::Invalid)?)
}

/// The runs of `values` around a given `centre`, such as a frozen median. `Err` as for [`around_median`].
pub fn around(values: &[Option<f64>], centre: f64) -> Result<Runs, Status> {
    let present = || {
        values
            .iter()
            .enumerate()
            .filter_map(|(index, value)| Some((index, (*value)?)))
    };
    if !centre.is_finite() || present().any(|(_, value)| !value.is_finite()) {
        return Err(Status::Invalid);
    }
    let useful: Vec<(usize, bool)> = present()
        .filter(|(_, value)| !same(*value, centre))
        .map(|(index, value)| (index, value > centre))
        .collect();
    let Some(&(last_useful, _)) = useful.last() else {
        return Err(Status::NoUsefulPoints);
    };
    let (mut longest_run, mut longest_run_end, mut crossings) = (0, last_useful, 0);
    for (number, run) in useful.chunk_by(|one, next| one.1 == next.1).enumerate() {
        crossings = number;
        if run.len() > longest_run {
            longest_run = run.len();
            longest_run_end = run.last().map_or(last_useful, |last| last.0);
        }
    }
    Ok(Runs {
        centre,
        useful: useful.len(),
        longest_run,
        longest_run_max: longest_run_max(useful.len()),
        crossings,
        crossings_min: crossings_min(useful.len()),
        longest_run_end,
        last_useful,
    })
}

#[cfg(test)]
mod tests;
