//! JSON of the methods on what goes together with what.

use super::json::{Confidence, number, only, read, with_range};
use crate::stats::drivers::{correlation as pairwise, shares};
use crate::stats::{Status, power};
use anyhow::{Result, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Pairs {
    x: Vec<f64>,
    y: Vec<f64>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

fn pairs(inputs: &Value) -> Result<Pairs> {
    let pairs: Pairs = read(inputs)?;
    ensure!(
        pairs.x.len() == pairs.y.len(),
        "x and y must be lists of the same length"
    );
    Ok(pairs)
}

pub(super) fn correlation(inputs: &Value) -> Result<Value> {
    let Pairs { x, y, conf } = pairs(inputs)?;
    let found = match pairwise::pearson(&x, &y, conf.0) {
        Ok(found) => found,
        Err(status) => return Ok(only(status)),
    };
    let result = json!({
        "n": found.n,
        "r": found.r,
        "t": number(found.t),
        "p": found.p,
        "tau": pairwise::kendall_tau_b(&x, &y).ok(),
        "rho": pairwise::spearman(&x, &y).ok(),
        "status": found.status.word(),
    });
    Ok(with_range(result, found.range))
}

pub(super) fn kendall_tau_b(inputs: &Value) -> Result<Value> {
    let Pairs { x, y, .. } = pairs(inputs)?;
    Ok(one(pairwise::kendall_tau_b(&x, &y), "tau_b"))
}

pub(super) fn spearman(inputs: &Value) -> Result<Value> {
    let Pairs { x, y, .. } = pairs(inputs)?;
    Ok(one(pairwise::spearman(&x, &y), "rho"))
}

fn one(found: Result<f64, Status>, name: &str) -> Value {
    found.map_or_else(
        only,
        |value| json!({ name: value, "status": Status::Ok.word() }),
    )
}

#[derive(Deserialize)]
struct Drivers {
    #[serde(rename = "R", default)]
    correlations: Option<Vec<Vec<f64>>>,
    #[serde(default)]
    x: Option<Vec<Vec<f64>>>,
    #[serde(default)]
    y: Option<Vec<f64>>,
}

pub(super) fn lmg(inputs: &Value) -> Result<Value> {
    let found = match read(inputs)? {
        Drivers {
            correlations: Some(correlations),
            ..
        } => shares::lmg(&correlations),
        Drivers {
            x: Some(x),
            y: Some(y),
            ..
        } => shares::lmg_of_columns(&x, &y),
        Drivers { .. } => bail!("give R, the correlations with the outcome first, or x and y"),
    };
    Ok(found.map_or_else(
        only,
        |shares| json!({ "general": shares.general, "R2": shares.r2, "status": Status::Ok.word() }),
    ))
}

#[derive(Deserialize)]
struct Planned {
    cases: Vec<Case>,
    #[serde(default = "five_per_cent")]
    alpha: f64,
}

#[derive(Deserialize)]
struct Case {
    r: f64,
    power: f64,
}

fn five_per_cent() -> f64 {
    0.05
}

pub(super) fn sample_size_correlation(inputs: &Value) -> Result<Value> {
    let Planned { cases, alpha } = read(inputs)?;
    let n: Vec<Option<f64>> = cases
        .iter()
        .map(|case| power::n_for_correlation(case.r, case.power, alpha))
        .collect();
    Ok(json!({ "n": n }))
}
