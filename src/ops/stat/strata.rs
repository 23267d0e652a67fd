//! JSON of the methods on strata: estimating and allocating.

use super::json::{Confidence, only, pair, read, sample, with_range};
use crate::stats::allocation::{self, Allocation, Part, Policy};
use crate::stats::mean::Pool;
use crate::stats::stratified::{self, CountStratum, Stratified, Stratum};
use crate::stats::{Sample, Status};
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Scores {
    strata: Vec<ScoreStratum>,
    #[serde(default)]
    pooled_sd: Option<f64>,
    #[serde(default)]
    pooled_df: Option<f64>,
    #[serde(default)]
    bounds: Option<(f64, f64)>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

#[derive(Deserialize)]
struct ScoreStratum {
    #[serde(rename = "N")]
    population: u64,
    #[serde(default)]
    y: Option<Vec<f64>>,
    #[serde(default)]
    n: Option<u64>,
    #[serde(default)]
    mean: Option<f64>,
    #[serde(default)]
    var: Option<f64>,
    #[serde(default)]
    sd: Option<f64>,
}

impl ScoreStratum {
    fn stratum(&self) -> Result<Stratum> {
        let nothing = self.n == Some(0) || self.y.as_ref().is_some_and(Vec::is_empty);
        let sample: Option<Sample> = if nothing {
            None
        } else {
            let variance = self.var.or_else(|| self.sd.map(|sd| sd * sd));
            sample(self.y.as_deref(), self.n, self.mean, variance)?
        };
        Ok(Stratum {
            population: self.population,
            sample,
        })
    }
}

fn estimate(inputs: &Value) -> Result<Stratified> {
    let scores: Scores = read(inputs)?;
    let strata = scores
        .strata
        .iter()
        .map(ScoreStratum::stratum)
        .collect::<Result<Vec<_>>>()?;
    let pool = scores
        .pooled_sd
        .zip(scores.pooled_df)
        .map(|(sd, df)| Pool { sd, df });
    Ok(stratified::mean(
        &strata,
        pool,
        scores.bounds,
        scores.conf.0,
    ))
}

pub(super) fn stratified_mean(inputs: &Value) -> Result<Value> {
    let found = estimate(inputs)?;
    let result = json!({
        "mean": found.mean,
        "se": found.se,
        "df": found.df,
        "ci95": pair(found.range),
        "covered_share": found.covered_share,
        "status": found.status.word(),
    });
    Ok(with_range(result, found.range))
}

pub(super) fn stratified_total(inputs: &Value) -> Result<Value> {
    let found = estimate(inputs)?;
    let range = found
        .range
        .map(|range| range.times(found.population as f64));
    let result = json!({
        "total": found.total(),
        "se": found.total_se(),
        "covered_share": found.covered_share,
        "status": found.status.word(),
    });
    Ok(with_range(result, range))
}

#[derive(Deserialize)]
struct Counts {
    strata: Vec<CountInput>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

#[derive(Deserialize)]
struct CountInput {
    #[serde(rename = "N")]
    population: u64,
    n: u64,
    x: u64,
}

pub(super) fn stratified_proportion(inputs: &Value) -> Result<Value> {
    let Counts { strata, conf } = read(inputs)?;
    let strata: Vec<CountStratum> = strata
        .iter()
        .map(|one| CountStratum {
            population: one.population,
            n: one.n,
            x: one.x,
        })
        .collect();
    let found = stratified::proportion(&strata, conf.0);
    let result = json!({
        "p": found.mean,
        "se": found.se,
        "covered_share": found.covered_share,
        "status": found.status.word(),
    });
    Ok(with_range(result, found.range))
}

#[derive(Deserialize)]
struct Budget {
    #[serde(rename = "N")]
    population: Vec<u64>,
    #[serde(rename = "S", default)]
    sd: Option<Vec<f64>>,
    #[serde(default)]
    lo: Option<Vec<u64>>,
    #[serde(default)]
    hi: Option<Vec<u64>>,
    #[serde(default)]
    n: Option<u64>,
    #[serde(default)]
    policy: Option<String>,
    #[serde(default)]
    target_variance_of_total: Option<f64>,
}

impl Budget {
    fn parts(&self) -> Result<Vec<Part>> {
        let strata = self.population.len();
        let fits = self.sd.as_ref().is_none_or(|list| list.len() == strata)
            && [&self.lo, &self.hi]
                .into_iter()
                .flatten()
                .all(|list| list.len() == strata);
        ensure!(
            fits,
            "N, S, lo and hi must be lists of the same length, one entry a stratum"
        );
        let part = |(index, population): (usize, &u64)| {
            let usual = Part::of(*population, self.sd.as_ref().map_or(0.0, |sd| sd[index]));
            Part {
                low: self.lo.as_ref().map_or(usual.low, |low| low[index]),
                high: self.hi.as_ref().map_or(usual.high, |high| high[index]),
                ..usual
            }
        };
        Ok(self.population.iter().enumerate().map(part).collect())
    }

    fn policy(&self) -> Result<Policy> {
        Ok(match self.policy.as_deref().unwrap_or("optimal") {
            "optimal" => Policy::Optimal,
            "proportional" => Policy::Proportional,
            "equal" => Policy::Equal,
            "widest_first" => Policy::WidestFirst,
            other => bail!(
                "there is no policy '{other}': use optimal, proportional, equal or widest_first"
            ),
        })
    }

    fn budget(&self) -> Result<u64> {
        self.n
            .context("n, the number of calls to spend, is missing")
    }
}

fn allocated(found: &Allocation) -> Value {
    json!({
        "n": found.n,
        "variance_of_total": found.variance_of_total,
        "status": found.status.word(),
    })
}

pub(super) fn allocate_exact(inputs: &Value) -> Result<Value> {
    let budget: Budget = read(inputs)?;
    let found = allocation::allocate(&budget.parts()?, budget.budget()?, budget.policy()?);
    Ok(allocated(&found))
}

pub(super) fn allocate_for_variance(inputs: &Value) -> Result<Value> {
    let budget: Budget = read(inputs)?;
    let target = budget
        .target_variance_of_total
        .context("target_variance_of_total is missing")?;
    Ok(allocated(&allocation::allocate_for_variance(
        &budget.parts()?,
        target,
    )))
}

pub(super) fn allocate_neyman(inputs: &Value) -> Result<Value> {
    let budget: Budget = read(inputs)?;
    let Some((n, variance)) = allocation::neyman(&budget.parts()?, budget.budget()? as f64) else {
        return Ok(only(Status::NoSpread));
    };
    Ok(json!({ "n": n, "variance_of_total": variance, "status": Status::Ok.word() }))
}
