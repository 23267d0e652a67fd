//! JSON of the methods on what goes together with what.

use super::json::{Confidence, number, only, read, with_range};
use crate::stats::drivers::shares::{self, Shares};
use crate::stats::drivers::{correlation as pairwise, johnson};
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

#[derive(Deserialize)]
struct Known {
    r: Option<f64>,
    n: Option<u64>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

/// From the pairs `x` and `y`, or from a coefficient `r` of `n` pairs.
pub(super) fn correlation(inputs: &Value) -> Result<Value> {
    if inputs.get("x").is_none()
        && let Known {
            r: Some(r),
            n: Some(n),
            conf,
        } = read(inputs)?
    {
        ensure!(
            (-1.0..=1.0).contains(&r),
            "r is {r}: it must lie within -1 to 1"
        );
        let range = pairwise::fisher(r, n, conf.0);
        let status = if range.is_some() {
            Status::Ok
        } else {
            Status::TooFew
        };
        return Ok(with_range(
            json!({ "n": n, "r": r, "status": status.word() }),
            range,
        ));
    }
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

/// The correlations given, or those of the columns given.
fn correlations(inputs: &Value) -> Result<Result<Vec<Vec<f64>>, Status>> {
    Ok(match read(inputs)? {
        Drivers {
            correlations: Some(correlations),
            ..
        } => Ok(correlations),
        Drivers {
            x: Some(x),
            y: Some(y),
            ..
        } => shares::correlations_of(&x, &y),
        Drivers { .. } => bail!("give R, the correlations with the outcome first, or x and y"),
    })
}

pub(super) fn lmg(inputs: &Value) -> Result<Value> {
    let found = correlations(inputs)?.and_then(|correlations| shares::lmg(&correlations));
    Ok(shared(found, "general"))
}

pub(super) fn johnson_relative_weights(inputs: &Value) -> Result<Value> {
    let found = correlations(inputs)?.and_then(|all| johnson::relative_weights(&all));
    Ok(shared(found, "weights"))
}

fn shared(found: Result<Shares, Status>, name: &str) -> Value {
    found.map_or_else(
        only,
        |shares| json!({ name: shares.general, "R2": shares.r2, "status": Status::Ok.word() }),
    )
}

#[derive(Deserialize)]
struct Planned {
    #[serde(default)]
    cases: Vec<Case>,
    #[serde(default)]
    r: Option<f64>,
    #[serde(default)]
    power: Option<f64>,
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
    let Planned {
        cases,
        r,
        power: wanted,
        alpha,
    } = read(inputs)?;
    let one = |case: &Case| power::n_for_correlation(case.r, case.power, alpha);
    if let Some((r, power)) = r.zip(wanted) {
        return Ok(json!({ "n": one(&Case { r, power }) }));
    }
    ensure!(
        !cases.is_empty(),
        "give cases, each with r and power, or r and power"
    );
    Ok(json!({ "n": cases.iter().map(one).collect::<Vec<_>>() }))
}
