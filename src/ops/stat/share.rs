//! JSON of the methods on shares: x of n.

use super::json::{Confidence, check_count, only, pair, read, with_range};
use crate::stats::shrinkage::BetaBelief;
use crate::stats::{Range, Status, difference, finite, nps, proportion, sample_size};
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Share {
    x: u64,
    n: u64,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
    #[serde(default)]
    method: Option<String>,
    #[serde(rename = "N", default)]
    population: Option<u64>,
}

pub(super) fn proportion_ci(inputs: &Value) -> Result<Value> {
    let Share {
        x,
        n,
        conf,
        method,
        population,
    } = read(inputs)?;
    check_count(x, n)?;
    if n == 0 {
        return Ok(only(Status::NoData));
    }
    let by = |one: fn(u64, u64, f64) -> Option<Range>| one(x, n, conf.0);
    let chosen = match method.as_deref().unwrap_or("wilson") {
        "wilson" => by(proportion::wilson),
        "clopper_pearson" | "cp" => by(proportion::clopper_pearson),
        "jeffreys" => by(proportion::jeffreys),
        "midp" | "mid_p" => by(proportion::mid_p),
        other => {
            bail!("there is no range '{other}': use wilson, clopper_pearson, jeffreys or midp")
        }
    };
    let exact = pair(by(proportion::clopper_pearson));
    let result = json!({
        "p": x as f64 / n as f64,
        "wilson": pair(by(proportion::wilson)),
        "cp": exact,
        "clopper_pearson": exact,
        "jeffreys": pair(by(proportion::jeffreys)),
        "midp": pair(by(proportion::mid_p)),
        "of_all": pair(finite::share_range(x, n, population, conf.0)),
        "status": Status::Ok.word(),
    });
    Ok(with_range(result, chosen))
}

pub(super) fn hypergeometric_ci(inputs: &Value) -> Result<Value> {
    let Share {
        x,
        n,
        conf,
        population,
        ..
    } = read(inputs)?;
    check_count(x, n)?;
    let population = population.context("N, the number of all calls, is missing")?;
    ensure!(
        n <= population,
        "n is {n} and N is {population}: n cannot be larger than N"
    );
    let Some(range) = finite::count_range(x, n, population, conf.0) else {
        return Ok(only(Status::Invalid));
    };
    let status = match n {
        0 => Status::NoData,
        n if n == population => Status::Census,
        _ => Status::Ok,
    };
    Ok(json!({ "count_lower": range.low, "count_upper": range.high, "status": status.word() }))
}

#[derive(Deserialize)]
struct TwoShares {
    x1: u64,
    n1: u64,
    x2: u64,
    n2: u64,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn newcombe_difference(inputs: &Value) -> Result<Value> {
    let TwoShares {
        x1,
        n1,
        x2,
        n2,
        conf,
    } = read(inputs)?;
    check_count(x1, n1)?;
    check_count(x2, n2)?;
    let Some(range) = difference::newcombe(x1, n1, x2, n2, conf.0) else {
        return Ok(only(Status::NoData));
    };
    let gap = x1 as f64 / n1 as f64 - x2 as f64 / n2 as f64;
    Ok(with_range(
        json!({ "difference": gap, "status": Status::Ok.word() }),
        Some(range),
    ))
}

#[derive(Deserialize)]
struct WithPrior {
    x: u64,
    n: u64,
    #[serde(default)]
    prior: Option<[f64; 2]>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn beta_posterior(inputs: &Value) -> Result<Value> {
    let WithPrior { x, n, prior, conf } = read(inputs)?;
    check_count(x, n)?;
    let belief = prior
        .map_or(BetaBelief::JEFFREYS, |[a, b]| BetaBelief { a, b })
        .after(x, n);
    let range = belief.range(conf.0);
    let status = if range.is_some() {
        Status::Ok
    } else {
        Status::Invalid
    };
    let result = json!({ "mean": belief.mean(), "sd": belief.sd(), "status": status.word() });
    Ok(with_range(result, range))
}

#[derive(Deserialize)]
struct Answers {
    detractors: u64,
    passives: u64,
    promoters: u64,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn nps_adjusted_wald(inputs: &Value) -> Result<Value> {
    let answers: Answers = read(inputs)?;
    let found = nps::nps(
        answers.detractors,
        answers.passives,
        answers.promoters,
        answers.conf.0,
    );
    let Some(nps) = found else {
        return Ok(only(Status::NoData));
    };
    let result = json!({
        "nps": nps.score,
        "variance": nps.variance,
        "adjusted_centre": nps.adjusted_centre,
        "status": Status::Ok.word(),
    });
    Ok(with_range(result, Some(nps.range)))
}

#[derive(Deserialize)]
struct Wanted {
    margin: f64,
    #[serde(default = "half")]
    p: f64,
    #[serde(rename = "N", default)]
    population: Option<u64>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

fn half() -> f64 {
    0.5
}

pub(super) fn sample_size_proportion(inputs: &Value) -> Result<Value> {
    let Wanted {
        margin,
        p,
        population,
        conf,
    } = read(inputs)?;
    let n = sample_size::for_share(margin, p, population, conf.0);
    let n = n.context("the margin must be above 0 and p within 0 to 1")?;
    Ok(json!({ "n": n }))
}

#[derive(Deserialize)]
struct MoreForShare {
    x: u64,
    n: u64,
    margin: f64,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn more_calls_proportion(inputs: &Value) -> Result<Value> {
    let MoreForShare { x, n, margin, conf } = read(inputs)?;
    check_count(x, n)?;
    Ok(json!({ "more": sample_size::more_for_share(x, n, margin, conf.0) }))
}
