//! Two scorings of the same calls on a scale like 0-100: how far apart they are (Bland and Altman), how much the
//! scorer's own hand shakes, and Lin's concordance.

use crate::stats::distribution::{chi_square_quantile, t_of, z_of};
use crate::stats::moments::{Sample, sum_of_squares};
use crate::stats::range::{Range, sound_confidence};
use crate::stats::status::Status;

/// The width of the limits of agreement in standard deviations.
const WIDTH: f64 = 1.96;
/// Concordance is shown from this many calls on.
pub const CONCORDANCE_FROM: usize = 10;

/// Where the differences first minus second lie, in the unit of the scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// How many calls were scored twice.
    pub n: u64,
    /// The mean difference, first minus second.
    pub bias: f64,
    /// The standard deviation of the differences.
    pub sd: f64,
    /// How far the bias could be off.
    pub bias_range: Range,
    /// Between these, 19 of 20 differences are expected: `bias +/- 1.96 sd`.
    pub limits: Range,
    /// The standard error of either limit.
    pub limit_se: f64,
    /// How far the lower limit could be off.
    pub low_limit_range: Range,
    /// How far the upper limit could be off.
    pub high_limit_range: Range,
}

/// Bland and Altman's limits of agreement.
///
/// Bias `+/- t(n-1) s/sqrt(n)`; limits `bias +/- 1.96 s` with standard error `s sqrt(1/n + 1.96^2/(2(n-1)))`. `Err`
/// with `NoData`, `TooFew` (one call), `NoSpread` (the same difference on every call) or `Invalid` (lengths differ,
/// not finite). Bland & Altman (1986) Lancet 327:307, (1999) Stat Methods Med Res 8:135.
pub fn bland_altman(first: &[f64], second: &[f64], confidence: f64) -> Result<Agreement, Status> {
    let confidence = sound_confidence(confidence).ok_or(Status::Invalid)?;
    let sample = Sample::of(&differences(first, second)?).ok_or(Status::Invalid)?;
    if sample.n < 2 {
        return Err(Status::TooFew);
    }
    if sample.variance <= 0.0 {
        return Err(Status::NoSpread);
    }
    let (n, bias, sd) = (sample.n as f64, sample.mean, sample.sd());
    let t = t_of(confidence, sample.df());
    let limits = Range::around(bias, WIDTH * sd);
    let limit_se = sd * (1.0 / n + WIDTH * WIDTH / (2.0 * sample.df())).sqrt();
    Ok(Agreement {
        n: sample.n,
        bias,
        sd,
        bias_range: Range::around(bias, t * sd / n.sqrt()),
        limits,
        limit_se,
        low_limit_range: Range::around(limits.low, t * limit_se),
        high_limit_range: Range::around(limits.high, t * limit_se),
    })
}

/// How much two scorings of the same call by the same person differ, in the unit of the scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repeatability {
    /// The standard deviation of one scoring: `s_w = sqrt(sum d^2 / 2n)`.
    pub within_sd: f64,
    /// How far that could be off: `sqrt(sum d^2 / (2 chi2))`.
    pub within_sd_range: Range,
    /// The standard deviation of the differences about zero.
    pub sd_about_zero: f64,
    /// Two scorings of the same call differ by less than this, 19 times in 20: `1.96 sqrt(2) s_w = 2.77 s_w`.
    pub coefficient: f64,
}

/// The noise of re-scoring. `Err` with `NoData`, `NoSpread` (no difference at all) or `Invalid`. Bland & Altman
/// (1986) Lancet 327:307; (1996) BMJ 312:1654.
pub fn repeatability(
    first: &[f64],
    second: &[f64],
    confidence: f64,
) -> Result<Repeatability, Status> {
    let confidence = sound_confidence(confidence).ok_or(Status::Invalid)?;
    let differences = differences(first, second)?;
    let squares: f64 = differences
        .iter()
        .map(|difference| difference * difference)
        .sum();
    if !squares.is_finite() {
        return Err(Status::Invalid);
    }
    if squares <= 0.0 {
        return Err(Status::NoSpread);
    }
    let n = differences.len() as f64;
    let tail = (1.0 - confidence) / 2.0;
    let within = |divisor: f64| (squares / (2.0 * divisor)).sqrt();
    Ok(Repeatability {
        within_sd: within(n),
        within_sd_range: Range {
            low: within(chi_square_quantile(1.0 - tail, n)),
            high: within(chi_square_quantile(tail, n)),
        },
        sd_about_zero: (squares / n).sqrt(),
        coefficient: WIDTH * std::f64::consts::SQRT_2 * within(n),
    })
}

/// Lin's concordance and its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concordance {
    /// 1 when every pair is the same, 0 when the one says nothing about the other.
    pub value: f64,
    /// How far it could be off, by Fisher's z.
    pub range: Option<Range>,
}

/// `2 s_xy/(s_x^2 + s_y^2 + (mx - my)^2)` with moments divided by n. `Err` with `NoData`, `TooFew` (fewer than 10
/// calls), `Undefined` (nothing varies) or `Invalid`. Lin (1989) Biometrics 45:255, standard error corrected in
/// (2000) 56:324.
pub fn concordance(first: &[f64], second: &[f64], confidence: f64) -> Result<Concordance, Status> {
    let confidence = sound_confidence(confidence).ok_or(Status::Invalid)?;
    differences(first, second)?;
    if first.len() < CONCORDANCE_FROM {
        return Err(Status::TooFew);
    }
    let n = first.len() as f64;
    let (x, y) = Sample::of(first)
        .zip(Sample::of(second))
        .ok_or(Status::Invalid)?;
    let moment = |values: &[f64]| sum_of_squares(values).map_or(0.0, |squares| squares / n);
    let (xx, yy) = (moment(first), moment(second));
    let xy: f64 = first
        .iter()
        .zip(second)
        .map(|(one, other)| (one - x.mean) * (other - y.mean))
        .sum::<f64>()
        / n;
    let shift = x.mean - y.mean;
    let value = 2.0 * xy / (xx + yy + shift * shift);
    if !value.is_finite() {
        return Err(Status::Undefined);
    }
    let r2 = xy * xy / (xx * yy);
    let u2 = shift * shift / (xx * yy).sqrt();
    let (p2, r) = (value * value, xy / (xx * yy).sqrt());
    let variance = ((1.0 - r2) * p2 * (1.0 - p2) / r2 + 2.0 * p2 * value * (1.0 - value) * u2 / r
        - p2 * p2 * u2 * u2 / (2.0 * r2))
        / (n - 2.0);
    let half_width = z_of(confidence) * variance.max(0.0).sqrt() / (1.0 - p2);
    let range = Range::around(value.atanh(), half_width).finite();
    let range = range.map(|z| Range {
        low: z.low.tanh(),
        high: z.high.tanh(),
    });
    Ok(Concordance { value, range })
}

fn differences(first: &[f64], second: &[f64]) -> Result<Vec<f64>, Status> {
    if first.len() != second.len() {
        return Err(Status::Invalid);
    }
    let differences: Vec<f64> = first
        .iter()
        .zip(second)
        .map(|(one, other)| one - other)
        .collect();
    match differences.is_empty() {
        true => Err(Status::NoData),
        false if differences.iter().all(|difference| difference.is_finite()) => Ok(differences),
        false => Err(Status::Invalid),
    }
}

#[cfg(test)]
mod tests;
