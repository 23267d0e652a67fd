//! JSON of the forecasts.

use super::json::{Confidence, check_count, read, sample, with_range};
use crate::stats::Status;
use crate::stats::forecast::{self, Basis, Outlook};
use crate::stats::shrinkage::BetaBelief;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Goal {
    x: u64,
    n: u64,
    m: u64,
    at_least: u64,
    #[serde(default)]
    prior: Option<[f64; 2]>,
}

pub(super) fn beta_binomial_predictive(inputs: &Value) -> Result<Value> {
    let Goal {
        x,
        n,
        m,
        at_least,
        prior,
    } = read(inputs)?;
    check_count(x, n)?;
    let belief = prior
        .map_or(BetaBelief::JEFFREYS, |[a, b]| BetaBelief { a, b })
        .after(x, n);
    let probability = forecast::at_least(at_least, m, belief)
        .context("both numbers of the prior must be above 0")?;
    Ok(json!({ "probability": probability, "outlook": Outlook::of(probability, n).word() }))
}

#[derive(Deserialize)]
struct Baseline {
    x: u64,
    n: u64,
    x0: u64,
    n0: u64,
}

pub(super) fn surprise(inputs: &Value) -> Result<Value> {
    let Baseline { x, n, x0, n0 } = read(inputs)?;
    check_count(x, n)?;
    check_count(x0, n0)?;
    let p = forecast::surprise(x, n, x0, n0);
    Ok(json!({ "p": p, "signal": p.is_some_and(|p| p < forecast::SURPRISE) }))
}

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    y: Option<Vec<f64>>,
    #[serde(default)]
    n: Option<u64>,
    #[serde(default)]
    mean: Option<f64>,
    #[serde(default)]
    sd: Option<f64>,
    #[serde(default)]
    df: Option<f64>,
    m: u64,
    #[serde(default)]
    target: Option<f64>,
    #[serde(default)]
    bounds: Option<(f64, f64)>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

impl Next {
    fn basis(&self) -> Result<Basis> {
        let variance = self.sd.map(|sd| sd * sd);
        let sample = sample(self.y.as_deref(), self.n, self.mean, variance)?;
        let sample =
            sample.context("at least one call and a spread that is not negative are needed")?;
        Ok(Basis {
            n: sample.n,
            mean: sample.mean,
            sd: self.sd.unwrap_or(sample.variance.sqrt()),
            df: self.df.unwrap_or(sample.n.saturating_sub(1) as f64),
        })
    }
}

pub(super) fn prediction_interval_mean(inputs: &Value) -> Result<Value> {
    let next: Next = read(inputs)?;
    let range = next.basis()?.next_mean(next.m, next.bounds, next.conf.0);
    let status = if range.is_some() {
        Status::Ok
    } else {
        Status::TooFew
    };
    Ok(with_range(json!({ "status": status.word() }), range))
}

pub(super) fn score_goal(inputs: &Value) -> Result<Value> {
    let next: Next = read(inputs)?;
    let target = next.target.context("target is missing")?;
    let basis = next.basis()?;
    let probability = basis.goal(next.m, target, next.bounds.or(Some((0.0, 100.0))));
    Ok(json!({
        "needed_mean": basis.needed_mean(next.m, target),
        "probability": probability,
        "outlook": probability.map(|probability| Outlook::of(probability, basis.n).word()),
    }))
}

#[derive(Deserialize)]
struct Product {
    x: [f64; 2],
    y: [f64; 2],
    probs: Vec<f64>,
}

pub(super) fn beta_product(inputs: &Value) -> Result<Value> {
    let Product { x, y, probs } = read(inputs)?;
    let belief = |[a, b]: [f64; 2]| BetaBelief { a, b };
    let quantiles = forecast::product_quantiles(belief(x), belief(y), &probs);
    let quantiles =
        quantiles.context("x and y need two numbers above 0, probs lie within 0 to 1")?;
    Ok(json!({ "quantiles": quantiles }))
}
