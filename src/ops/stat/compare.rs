//! JSON of the methods that compare: verdicts, exact tests, many looks at once, people drawn together.

use super::json::{Confidence, check_count, only, read, with_range};
use crate::stats::james_stein::{self, Together};
use crate::stats::mean::Pool;
use crate::stats::permutation::{self, Permutation};
use crate::stats::ranking::{self as pairwise, Pair};
use crate::stats::shrinkage::{self, BetaBelief};
use crate::stats::verdict::{self, Verdict};
use crate::stats::{CONFIDENCE, Status, adjust, difference};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Groups {
    y1: Vec<f64>,
    y2: Vec<f64>,
    #[serde(default)]
    pooled_sd: Option<f64>,
    #[serde(default)]
    pooled_df: Option<f64>,
    #[serde(default)]
    smallest: Option<f64>,
}

pub(super) fn verdict_means(inputs: &Value) -> Result<Value> {
    let Groups {
        y1,
        y2,
        pooled_sd,
        pooled_df,
        smallest,
    } = read(inputs)?;
    let pool = pooled_sd.zip(pooled_df).map(|(sd, df)| Pool { sd, df });
    Ok(written(verdict::of_means(
        &y1,
        &y2,
        pool,
        smallest.unwrap_or(5.0),
    )))
}

#[derive(Deserialize)]
struct Shares {
    x1: u64,
    n1: u64,
    x2: u64,
    n2: u64,
    #[serde(default)]
    smallest: Option<f64>,
}

pub(super) fn verdict_proportions(inputs: &Value) -> Result<Value> {
    let Shares {
        x1,
        n1,
        x2,
        n2,
        smallest,
    } = read(inputs)?;
    check_count(x1, n1)?;
    check_count(x2, n2)?;
    Ok(written(verdict::of_proportions(
        x1,
        n1,
        x2,
        n2,
        smallest.unwrap_or(0.1),
    )))
}

fn written(verdict: Verdict) -> Value {
    let result = json!({
        "verdict": verdict.kind.word(),
        "difference": verdict.difference,
        "more_calls": verdict.more_calls,
    });
    with_range(result, verdict.range)
}

pub(super) fn permutation_two_sample(inputs: &Value) -> Result<Value> {
    let Groups { y1, y2, .. } = read(inputs)?;
    let found = match permutation::two_groups(&y1, &y2) {
        Ok(found) => found,
        Err(status) => return Ok(only(status)),
    };
    let mut result = arrangements(found);
    result["can_convince"] = json!(permutation::can_convince(y1.len() as u64, y2.len() as u64));
    if let Ok(welch) = difference::welch(&y1, &y2, CONFIDENCE) {
        result["welch_t"] = json!(welch.t);
        result["welch_df"] = json!(welch.df);
        result["welch_p"] = json!(welch.p);
    }
    Ok(result)
}

#[derive(Deserialize)]
struct Pairs {
    #[serde(default)]
    differences: Option<Vec<f64>>,
    #[serde(default)]
    x: Vec<f64>,
    #[serde(default)]
    y: Vec<f64>,
}

pub(super) fn permutation_paired(inputs: &Value) -> Result<Value> {
    let Pairs { differences, x, y } = read(inputs)?;
    ensure!(
        x.len() == y.len(),
        "x and y must be lists of the same length"
    );
    let own = || x.iter().zip(&y).map(|(x, y)| y - x).collect();
    let differences: Vec<f64> = differences.unwrap_or_else(own);
    Ok(permutation::paired(&differences).map_or_else(only, arrangements))
}

fn arrangements(found: Permutation) -> Value {
    json!({
        "difference": found.difference,
        "arrangements": found.arrangements,
        "exact": found.is_exact,
        "one_sided_count": found.as_large,
        "one_sided_p": found.one_sided_p(),
        "two_sided_count_abs": found.as_large_in_size,
        "two_sided_p": found.two_sided_p(),
        "status": Status::Ok.word(),
    })
}

#[derive(Deserialize)]
struct PValues {
    p: Vec<f64>,
    #[serde(default = "five_per_cent")]
    alpha: f64,
}

fn five_per_cent() -> f64 {
    0.05
}

pub(super) fn p_adjust(inputs: &Value) -> Result<Value> {
    let PValues { p, alpha } = read(inputs)?;
    let both = adjust::holm(&p).zip(adjust::benjamini_hochberg(&p));
    let (holm, bh) = both.context("every p must lie within 0 to 1")?;
    let rejected = |adjusted: &[f64]| adjusted.iter().filter(|p| **p <= alpha).count();
    Ok(json!({
        "holm": holm,
        "bh": bh,
        "holm_rejected": rejected(&holm),
        "bh_rejected": rejected(&bh),
    }))
}

#[derive(Deserialize)]
struct People {
    groups: Vec<Vec<f64>>,
    #[serde(default)]
    pooled_sd: Option<f64>,
    #[serde(default)]
    pooled_df: Option<f64>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn ranking(inputs: &Value) -> Result<Value> {
    let People {
        groups,
        pooled_sd,
        pooled_df,
        conf,
    } = read(inputs)?;
    let pool = pooled_sd.zip(pooled_df).map(|(sd, df)| Pool { sd, df });
    let groups: Vec<&[f64]> = groups.iter().map(Vec::as_slice).collect();
    let found = pairwise::ranking(&groups, pool, conf.0);
    let pairs: Vec<Value> = found.pairs.iter().map(compared).collect();
    let standings: Vec<&str> = found.standings.iter().map(|one| one.word()).collect();
    Ok(json!({ "standings": standings, "ordered": found.is_ordered, "pairs": pairs }))
}

fn compared(pair: &Pair) -> Value {
    let result = json!({
        "first": pair.first + 1,
        "second": pair.second + 1,
        "difference": pair.difference.difference,
        "p_holm": pair.p,
        "real": pair.is_real,
    });
    with_range(result, Some(pair.difference.range))
}

#[derive(Deserialize)]
struct Means {
    y: Vec<f64>,
    #[serde(default)]
    se: Option<Vec<f64>>,
    #[serde(default, alias = "v")]
    variance: Vec<f64>,
}

pub(super) fn eb_paule_mandel(inputs: &Value) -> Result<Value> {
    let Means { y, se, variance } = read(inputs)?;
    let se = se.unwrap_or_else(|| variance.iter().map(|one| one.sqrt()).collect());
    ensure!(
        y.len() == se.len(),
        "y and se must be lists of the same length"
    );
    Ok(shrinkage::paule_mandel(&y, &se).map_or_else(only, |found| {
        json!({
            "mu": found.mu,
            "mu_se": found.mu_se,
            "tau2": found.tau2,
            "Q": found.q,
            "shrunk": found.means,
            "status": Status::Ok.word(),
        })
    }))
}

#[derive(Deserialize)]
struct Tries {
    rates: Vec<f64>,
    n: u64,
}

pub(super) fn james_stein_arcsine(inputs: &Value) -> Result<Value> {
    let Tries { rates, n } = read(inputs)?;
    Ok(together(james_stein::arcsine(&rates, n)))
}

pub(super) fn james_stein_binomial_var(inputs: &Value) -> Result<Value> {
    let Tries { rates, n } = read(inputs)?;
    Ok(together(james_stein::binomial(&rates, n)))
}

fn together(found: Result<Together, Status>) -> Value {
    found.map_or_else(only, |found| {
        json!({
            "shrink_factor_B": found.shrink,
            "estimates": found.rates,
            "status": Status::Ok.word(),
        })
    })
}

#[derive(Deserialize)]
struct Cells {
    x: Vec<u64>,
    n: Vec<u64>,
    #[serde(default)]
    current: Option<Current>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

#[derive(Deserialize)]
struct Current {
    x: u64,
    n: u64,
}

pub(super) fn beta_binomial_moments(inputs: &Value) -> Result<Value> {
    let Cells {
        x,
        n,
        current,
        conf,
    } = read(inputs)?;
    ensure!(
        x.len() == n.len(),
        "x and n must be lists of the same length"
    );
    let cells: Vec<(u64, u64)> = x.into_iter().zip(n).collect();
    let learnt = shrinkage::beta_moments(&cells);
    let prior = learnt.unwrap_or(BetaBelief::JEFFREYS);
    let status = if learnt.is_some() {
        Status::Ok
    } else {
        Status::TooFew
    };
    let mut result = json!({ "alpha": prior.a, "beta": prior.b, "status": status.word() });
    if let Some(Current { x, n }) = current {
        check_count(x, n)?;
        let posterior = prior.after(x, n);
        result["posterior_mean"] = json!(posterior.mean());
        result["posterior_sd"] = json!(posterior.sd());
        result = with_range(result, posterior.range(conf.0));
    }
    Ok(result)
}
