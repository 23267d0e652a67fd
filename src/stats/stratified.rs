//! All calls from strata that were sampled unequally: every stratum counts with its own size, whatever was drawn in it.

use super::distribution::t_of;
use super::mean::Pool;
use super::moments::Sample;
use super::proportion::clopper_pearson_of;
use super::range::{Range, sound_confidence};
use super::status::Status;

/// Below this many degrees of freedom the strata share one variance.
const OWN_VARIANCE_DF: f64 = 10.0;

/// A part of the whole with its own size and its own sample of values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stratum {
    /// How many there are, sampled or not.
    pub population: u64,
    /// What was seen. `None` when nothing was sampled.
    pub sample: Option<Sample>,
}

impl Stratum {
    /// A stratum of `population` of which `values` were seen. A value that is not a finite number makes the estimate
    /// `Invalid`.
    pub fn of(population: u64, values: &[f64]) -> Self {
        let unsound = Sample {
            n: values.len() as u64,
            mean: f64::NAN,
            variance: f64::NAN,
        };
        let sample = (!values.is_empty()).then(|| Sample::of(values).unwrap_or(unsound));
        Self { population, sample }
    }

    fn n(self) -> u64 {
        self.sample.map_or(0, |sample| sample.n)
    }
}

/// A part of the whole in which `x` of `n` seen ones count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountStratum {
    /// How many there are, sampled or not.
    pub population: u64,
    /// How many were seen.
    pub n: u64,
    /// How many of those count.
    pub x: u64,
}

impl CountStratum {
    /// The same as a sample of ones and noughts: `s^2 = n p (1-p) / (n-1)`.
    fn as_values(self) -> Stratum {
        let (x, n) = (self.x as f64, self.n as f64);
        let share = x / n;
        let variance = if self.n > 1 {
            x * (1.0 - share) / (n - 1.0)
        } else {
            0.0
        };
        let sample = Sample {
            n: self.n,
            mean: share,
            variance,
        };
        Stratum {
            population: self.population,
            sample: (self.n > 0).then_some(sample),
        }
    }
}

/// What the strata say about the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stratified {
    /// How many values stand behind it.
    pub n: u64,
    /// How many there are in the strata that were sampled.
    pub population: u64,
    /// The mean (or share) of those strata. `None` when nothing was sampled or the input is unsound.
    pub mean: Option<f64>,
    /// Its standard error; 0 in a census. `None` when the spread cannot be told.
    pub se: Option<f64>,
    /// The degrees of freedom of the standard error.
    pub df: f64,
    /// How far the mean could be off. `None` when the standard error is not known.
    pub range: Option<Range>,
    /// The share of the whole that the sampled strata make up, 0..1.
    pub covered_share: f64,
    /// `Ok`, `Early` (own spread of a few values), `Census`, `StratumNotSampled` or why there is no range.
    pub status: Status,
}

impl Stratified {
    fn without_mean(status: Status) -> Self {
        Self {
            n: 0,
            population: 0,
            mean: None,
            se: None,
            df: 0.0,
            range: None,
            covered_share: 0.0,
            status,
        }
    }

    /// `N mean`, the total over the sampled strata.
    pub fn total(self) -> Option<f64> {
        self.mean.map(|mean| mean * self.population as f64)
    }

    /// How many values of a simple random sample would tell a share as surely: `p(1-p)/se^2 (t(n-1)/t(df))^2`, and `n` when
    /// the share is 0 or 1 or its spread is not known. Korn & Graubard (1998) Survey Methodology 24:193.
    pub fn effective_n(self, confidence: f64) -> f64 {
        let n = self.n as f64;
        let share = self.mean.unwrap_or(0.0);
        let variance = self.se.map_or(0.0, |se| se * se);
        if share <= 0.0 || share >= 1.0 || variance <= 0.0 || self.df < 1.0 {
            return n;
        }
        let t_ratio = t_of(confidence, n - 1.0) / t_of(confidence, self.df);
        share * (1.0 - share) / variance * t_ratio * t_ratio
    }

    /// The standard error of the total.
    pub fn total_se(self) -> Option<f64> {
        self.se.map(|se| se * self.population as f64)
    }
}

/// The mean of the whole, clipped to `bounds`.
///
/// `mean = sum (N_h/N) ybar_h`, `var = sum (N_h/N)^2 (1 - n_h/N_h) s_h^2/n_h`, `mean +/- t(df) sqrt(var)` with `df =
/// sum n_h - H`. When a stratum has one value only or df < 10, one variance serves every stratum: `pool` when it has
/// at least 10 degrees of freedom, else the one within these strata (`Early`). A stratum of which nothing was sampled
/// is never hidden: the estimate speaks for `covered_share` only. Cochran, Sampling Techniques (1977) 5.
pub fn mean(
    strata: &[Stratum],
    pool: Option<Pool>,
    bounds: Option<(f64, f64)>,
    confidence: f64,
) -> Stratified {
    let Some(confidence) = sound_confidence(confidence) else {
        return Stratified::without_mean(Status::Invalid);
    };
    let whole: u64 = strata
        .iter()
        .fold(0, |sum, stratum| sum.saturating_add(stratum.population));
    let seen: Vec<Seen> = strata.iter().filter_map(Seen::of).collect();
    if strata
        .iter()
        .any(|stratum| stratum.n() > stratum.population)
        || !seen.iter().all(Seen::is_sound)
    {
        return Stratified::without_mean(Status::Invalid);
    }
    let population = seen.iter().map(|one| one.population).sum::<f64>();
    if seen.is_empty() {
        return Stratified::without_mean(Status::NoData);
    }
    let mean = weighted_mean(&seen, population);
    let spread = Spread::of(&seen, pool);
    let se = spread.standard_error(&seen, population);
    let half_width = se.map(|se| {
        if se > 0.0 {
            t_of(confidence, spread.df) * se
        } else {
            0.0
        }
    });
    let covered_share = population / whole as f64;
    let every_stratum = strata
        .iter()
        .all(|stratum| stratum.population == 0 || stratum.n() > 0);
    Stratified {
        n: strata
            .iter()
            .fold(0, |sum, stratum| sum.saturating_add(stratum.n())),
        population: population as u64,
        mean: Some(mean),
        se,
        df: spread.df,
        range: half_width
            .and_then(|half| Range::around(mean, half).finite())
            .map(|range| range.clipped(bounds)),
        covered_share,
        status: if every_stratum {
            spread.status
        } else {
            Status::StratumNotSampled
        },
    }
}

/// Never outside the strata's own means: weights that add up to a hair more than 1 must not lift a share above it.
fn weighted_mean(seen: &[Seen], population: f64) -> f64 {
    let weighted: f64 = seen
        .iter()
        .map(|one| one.population / population * one.mean)
        .sum();
    let means = seen.iter().map(|one| one.mean);
    let smallest = means.clone().fold(f64::INFINITY, f64::min);
    let largest = means.fold(f64::NEG_INFINITY, f64::max);
    weighted.max(smallest).min(largest)
}

/// The share of the whole that counts, with the range of Korn and Graubard: Clopper-Pearson with `x = n_eff p` of
/// [`Stratified::effective_n`]. Variances as in [`mean`]. Korn & Graubard (1998) Survey Methodology 24:193.
pub fn proportion(strata: &[CountStratum], confidence: f64) -> Stratified {
    if strata.iter().any(|stratum| stratum.x > stratum.n) {
        return Stratified::without_mean(Status::Invalid);
    }
    let as_values: Vec<Stratum> = strata.iter().map(|stratum| stratum.as_values()).collect();
    let estimate = mean(&as_values, None, Some((0.0, 1.0)), confidence);
    let Some(share) = estimate.mean.filter(|_| estimate.status != Status::Census) else {
        return estimate;
    };
    let n_eff = estimate.effective_n(confidence);
    let status = match estimate.status {
        Status::NoSpread | Status::OneCall | Status::TooFew => Status::Early,
        other => other,
    };
    Stratified {
        range: clopper_pearson_of(n_eff * share, n_eff, confidence),
        status,
        ..estimate
    }
}

/// A stratum that has members and was sampled.
struct Seen {
    population: f64,
    n: f64,
    mean: f64,
    variance: f64,
}

impl Seen {
    fn of(stratum: &Stratum) -> Option<Self> {
        let sample = stratum.sample.filter(|_| stratum.population > 0)?;
        Some(Self {
            population: stratum.population as f64,
            n: sample.n as f64,
            mean: sample.mean,
            variance: sample.variance,
        })
    }

    fn is_sound(&self) -> bool {
        self.n >= 1.0 && self.mean.is_finite() && self.variance.is_finite() && self.variance >= 0.0
    }

    fn is_whole(&self) -> bool {
        self.n >= self.population
    }
}

/// Which variance serves which stratum.
struct Spread {
    /// One variance for all; `None` means each stratum its own.
    shared: Option<f64>,
    df: f64,
    status: Status,
}

impl Spread {
    fn of(seen: &[Seen], pool: Option<Pool>) -> Self {
        let df: f64 = seen.iter().map(|one| one.n - 1.0).sum();
        let spread = |shared, df, status| Self { shared, df, status };
        if seen.iter().all(Seen::is_whole) {
            return spread(None, df, Status::Census);
        }
        let lone = seen.iter().any(|one| one.n < 2.0 && !one.is_whole());
        if !lone && df >= OWN_VARIANCE_DF {
            return spread(None, df, Status::Ok);
        }
        if let Some(pool) = pool.filter(|pool| pool.is_enough()) {
            return spread(Some(pool.sd * pool.sd), pool.df, Status::Ok);
        }
        let squares: f64 = seen.iter().map(|one| (one.n - 1.0) * one.variance).sum();
        let status = match df {
            df if df < 1.0 && seen.len() == 1 => Status::OneCall,
            df if df < 1.0 => Status::TooFew,
            _ if squares <= 0.0 => Status::NoSpread,
            df if df < 2.0 => Status::TooFew,
            _ => Status::Early,
        };
        spread(Some(squares / df), df, status)
    }

    /// `None` when the spread is not known.
    fn standard_error(&self, seen: &[Seen], population: f64) -> Option<f64> {
        let known = matches!(self.status, Status::Ok | Status::Early | Status::Census);
        let variance: f64 = seen
            .iter()
            .map(|one| {
                let weight = one.population / population;
                let left = 1.0 - one.n / one.population;
                weight * weight * left * self.shared.unwrap_or(one.variance) / one.n
            })
            .sum();
        (known && variance.is_finite()).then(|| variance.sqrt())
    }
}

#[cfg(test)]
mod tests;
