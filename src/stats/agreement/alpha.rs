//! Krippendorff's alpha: any number of raters, any gaps, any kind of scale.

use crate::stats::moments::same;
use crate::stats::status::Status;

/// How far apart two values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// The same or not.
    Nominal,
    /// By how many ratings lie between them.
    Ordinal,
    /// The squared difference.
    Interval,
    /// The squared difference relative to the sum; for values that are not negative.
    Ratio,
}

/// Alpha of `ratings`, one row a rater, one column a unit, `None` where a rater did not rate.
///
/// `1 - (N-1) sum o_ck d_ck / sum n_c n_k d_ck` over the coincidences `o` of units with at least two values, each
/// ordered pair counting `1/(m_u - 1)`. `Err` with `NoPairable` (no unit rated twice), `NoVariation` (all values the
/// same: 0/0) or `Invalid` (rows of different lengths, a value that is not finite, negative ratios). Krippendorff
/// (2011), Computing Krippendorff's Alpha-Reliability.
pub fn alpha(ratings: &[Vec<Option<f64>>], metric: Metric) -> Result<f64, Status> {
    let units = ratings.first().map_or(0, Vec::len);
    let given = || ratings.iter().flatten().copied().flatten();
    if ratings.iter().any(|row| row.len() != units) || given().any(|value| !value.is_finite()) {
        return Err(Status::Invalid);
    }
    let of_unit = |unit: usize| {
        ratings
            .iter()
            .filter_map(|row| row[unit])
            .collect::<Vec<f64>>()
    };
    let pairable: Vec<Vec<f64>> = (0..units)
        .map(of_unit)
        .filter(|values| values.len() >= 2)
        .collect();
    let mut values: Vec<f64> = pairable.iter().flatten().copied().collect();
    values.sort_by(f64::total_cmp);
    values.dedup_by(|one, other| same(*one, *other));
    let counts: Vec<Vec<f64>> = pairable
        .iter()
        .map(|unit| {
            let count =
                |value: &f64| unit.iter().filter(|given| same(**given, *value)).count() as f64;
            values.iter().map(count).collect()
        })
        .collect();
    alpha_of_counts(&counts, &values, metric)
}

/// [`alpha`] from how often each unit got each of the `values` (in ascending order): `counts[u][k]`.
pub fn alpha_of_counts(counts: &[Vec<f64>], values: &[f64], metric: Metric) -> Result<f64, Status> {
    let sound = counts
        .iter()
        .all(|row| row.len() == values.len() && row.iter().all(|count| *count >= 0.0));
    let negative = metric == Metric::Ratio && values.iter().any(|value| *value < 0.0);
    if !sound || negative {
        return Err(Status::Invalid);
    }
    let pairable: Vec<&Vec<f64>> = counts
        .iter()
        .filter(|row| row.iter().sum::<f64>() >= 2.0)
        .collect();
    if pairable.is_empty() {
        return Err(Status::NoPairable);
    }
    let totals: Vec<f64> = (0..values.len())
        .map(|k| pairable.iter().map(|row| row[k]).sum())
        .collect();
    let all: f64 = totals.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for c in 0..values.len() {
        for k in 0..c {
            let distance = distance(metric, values, &totals, k, c);
            let together: f64 = pairable
                .iter()
                .map(|row| row[c] * row[k] / (row.iter().sum::<f64>() - 1.0))
                .sum();
            observed += together * distance;
            expected += totals[c] * totals[k] * distance;
        }
    }
    let alpha = 1.0 - (all - 1.0) * observed / expected;
    match (expected <= 0.0, alpha.is_finite()) {
        (true, _) => Err(Status::NoVariation),
        (false, true) => Ok(alpha),
        (false, false) => Err(Status::Invalid),
    }
}

/// The squared distance of the values at `k < c`.
fn distance(metric: Metric, values: &[f64], totals: &[f64], k: usize, c: usize) -> f64 {
    match metric {
        Metric::Nominal => 1.0,
        Metric::Ordinal => {
            let between: f64 = totals[k..=c].iter().sum();
            (between - f64::midpoint(totals[k], totals[c])).powi(2)
        }
        Metric::Interval => (values[c] - values[k]).powi(2),
        Metric::Ratio => ((values[c] - values[k]) / (values[c] + values[k])).powi(2),
    }
}

#[cfg(test)]
mod tests;
