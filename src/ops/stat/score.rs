//! JSON of the methods on scores: means and their differences.

use super::json::{Confidence, only, pair, read, sample, with_range};
use crate::stats::mean::{self, Pool};
use crate::stats::{Status, difference, power, sample_size};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Scores {
    y: Vec<f64>,
    #[serde(default)]
    pooled_sd: Option<f64>,
    #[serde(default)]
    pooled_df: Option<f64>,
    #[serde(rename = "N", default)]
    population: Option<u64>,
    #[serde(default)]
    bounds: Option<(f64, f64)>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn mean_ci(inputs: &Value) -> Result<Value> {
    let scores: Scores = read(inputs)?;
    let pool = scores
        .pooled_sd
        .zip(scores.pooled_df)
        .map(|(sd, df)| Pool { sd, df });
    let bounds = scores.bounds.or(Some((0.0, 100.0)));
    let estimate = mean::interval(&scores.y, pool, scores.population, bounds, scores.conf.0);
    let result =
        json!({ "n": estimate.n, "mean": estimate.mean, "status": estimate.status.word() });
    Ok(with_range(result, estimate.range))
}

#[derive(Deserialize)]
struct OneSample {
    #[serde(default)]
    y: Option<Vec<f64>>,
    #[serde(default)]
    n: Option<u64>,
    #[serde(default)]
    mean: Option<f64>,
    #[serde(default)]
    sd: Option<f64>,
    #[serde(rename = "N", default)]
    population: Option<u64>,
    /// "normal" or "t"; t when left out.
    #[serde(default)]
    quantile: Option<String>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

impl OneSample {
    fn sample(&self) -> Result<Option<crate::stats::Sample>> {
        sample(
            self.y.as_deref(),
            self.n,
            self.mean,
            self.sd.map(|sd| sd * sd),
        )
    }
}

pub(super) fn t_interval(inputs: &Value) -> Result<Value> {
    let one: OneSample = read(inputs)?;
    let Some(sample) = one.sample()? else {
        return Ok(only(Status::NoData));
    };
    let estimate = mean::of_sample(sample, None, None, None, one.conf.0);
    let range =
        mean::plain_range(sample, None, false, one.conf.0).filter(|_| sample.variance > 0.0);
    // Two values that differ have a t range too, wide as it is; a screen would not show it.
    let status = if range.is_some() {
        Status::Ok
    } else {
        estimate.status
    };
    Ok(with_range(
        json!({ "mean": sample.mean, "status": status.word() }),
        range,
    ))
}

pub(super) fn srs_mean(inputs: &Value) -> Result<Value> {
    let one: OneSample = read(inputs)?;
    let Some(sample) = one.sample()? else {
        return Ok(only(Status::NoData));
    };
    let range = |normal| mean::plain_range(sample, one.population, normal, one.conf.0);
    let result = json!({
        "mean": sample.mean,
        "se": mean::standard_error(sample, one.population),
        "ci95_z": pair(range(true)),
        "ci95": pair(range(false)),
        "status": mean::of_sample(sample, None, one.population, None, one.conf.0).status.word(),
    });
    let is_normal = one.quantile.as_deref() == Some("normal");
    Ok(with_range(result, range(is_normal)))
}

#[derive(Deserialize)]
struct SeveralMeans {
    groups: Vec<Vec<f64>>,
    #[serde(default)]
    bounds: Option<(f64, f64)>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn pooled_sd_interval(inputs: &Value) -> Result<Value> {
    let SeveralMeans {
        groups,
        bounds,
        conf,
    } = read(inputs)?;
    let cells: Vec<&[f64]> = groups.iter().map(Vec::as_slice).collect();
    let Some(pool) = mean::pool(&cells) else {
        return Ok(only(Status::TooFew));
    };
    let estimates: Vec<mean::Estimate> = cells
        .iter()
        .map(|cell| mean::interval(cell, Some(pool), None, bounds, conf.0))
        .collect();
    Ok(json!({
        "pooled_sd": pool.sd,
        "df": pool.df,
        "mean": estimates.iter().map(|one| one.mean).collect::<Vec<_>>(),
        "ci": estimates.iter().map(|one| pair(one.range)).collect::<Vec<_>>(),
        "status": estimates.iter().map(|one| one.status.word()).collect::<Vec<_>>(),
    }))
}

#[derive(Deserialize)]
struct TwoSamples {
    #[serde(default)]
    y1: Option<Vec<f64>>,
    #[serde(default)]
    n1: Option<u64>,
    #[serde(default)]
    mean1: Option<f64>,
    #[serde(default)]
    sd1: Option<f64>,
    #[serde(default)]
    y2: Option<Vec<f64>>,
    #[serde(default)]
    n2: Option<u64>,
    #[serde(default)]
    mean2: Option<f64>,
    #[serde(default)]
    sd2: Option<f64>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn welch(inputs: &Value) -> Result<Value> {
    let two: TwoSamples = read(inputs)?;
    let first = sample(
        two.y1.as_deref(),
        two.n1,
        two.mean1,
        two.sd1.map(|sd| sd * sd),
    )?;
    let second = sample(
        two.y2.as_deref(),
        two.n2,
        two.mean2,
        two.sd2.map(|sd| sd * sd),
    )?;
    let Some((first, second)) = first.zip(second) else {
        return Ok(only(Status::NoData));
    };
    match difference::welch_of(first, second, two.conf.0) {
        Err(status) => Ok(only(status)),
        Ok(found) => {
            let result = json!({
                "difference": found.difference,
                "se": found.se,
                "t": found.t,
                "df": found.df,
                "p": found.p,
                "probability_above": found.probability_above(),
                "status": Status::Ok.word(),
            });
            Ok(with_range(result, Some(found.range)))
        }
    }
}

#[derive(Deserialize)]
struct Wanted {
    margin: f64,
    sd: f64,
    #[serde(rename = "N", default)]
    population: Option<u64>,
    #[serde(default)]
    n: u64,
    #[serde(default)]
    df: Option<f64>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn sample_size_mean(inputs: &Value) -> Result<Value> {
    let Wanted {
        margin,
        sd,
        population,
        conf,
        ..
    } = read(inputs)?;
    let n = sample_size::for_mean(margin, sd, population, conf.0);
    let n = n.context("the margin must be above 0 and the sd not negative")?;
    Ok(json!({ "n": n }))
}

pub(super) fn more_calls_mean(inputs: &Value) -> Result<Value> {
    let Wanted {
        margin,
        sd,
        population,
        n,
        df,
        conf,
    } = read(inputs)?;
    let pool = Pool {
        sd,
        df: df.unwrap_or(n.saturating_sub(1) as f64),
    };
    Ok(json!({ "more": sample_size::more_for_mean(n, pool, population, margin, conf.0) }))
}

#[derive(Deserialize)]
struct Plan {
    #[serde(default)]
    n: Option<f64>,
    #[serde(default)]
    power: Option<f64>,
    delta: f64,
    sd: f64,
    #[serde(default = "five_per_cent")]
    alpha: f64,
}

fn five_per_cent() -> f64 {
    0.05
}

pub(super) fn power_t(inputs: &Value) -> Result<Value> {
    let Plan {
        n,
        delta,
        sd,
        alpha,
        ..
    } = read(inputs)?;
    let n = n.context("n, the number a side, is missing")?;
    Ok(json!({ "power": power::of_two_means(n, delta, sd, alpha) }))
}

pub(super) fn sample_size_t(inputs: &Value) -> Result<Value> {
    let Plan {
        power,
        delta,
        sd,
        alpha,
        ..
    } = read(inputs)?;
    let power = power.context("power is missing")?;
    Ok(json!({ "n": power::n_for_two_means(power, delta, sd, alpha) }))
}
