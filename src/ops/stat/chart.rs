//! JSON of the charts over time. Positions start at 1.

use super::json::{OneOrMany, number, only, positions, read};
use crate::stats::anhoej::{self, Runs};
use crate::stats::rate_chart::{self, RateChart};
use crate::stats::xmr::{self as single, Stage};
use crate::stats::{Status, cusum as cumulated, ewma as moving, pettitt as one_change, zones};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Series {
    y: Vec<Option<f64>>,
    #[serde(default)]
    lo: Option<f64>,
    #[serde(default)]
    hi: Option<f64>,
    #[serde(default)]
    centre: Option<Value>,
}

pub(super) fn xmr(inputs: &Value) -> Result<Value> {
    let Series { y, lo, hi, .. } = read(inputs)?;
    let bounds = (lo.is_some() || hi.is_some())
        .then(|| (lo.unwrap_or(f64::NEG_INFINITY), hi.unwrap_or(f64::INFINITY)));
    let chart = single::chart(&y, bounds);
    let signals: Vec<Value> = chart
        .signals
        .iter()
        .map(|signal| json!({ "at": signal.index + 1, "rule": signal.rule.word() }))
        .collect();
    let more = match chart.stage {
        Stage::TooFew { more } => more,
        Stage::Provisional | Stage::RunRules | Stage::MayBeFrozen => 0,
    };
    Ok(json!({
        "n": chart.n,
        "mean": chart.centre,
        "mr_bar": chart.mr_bar,
        "lcl": chart.lines.map(|lines| lines.limits.low),
        "ucl": chart.lines.map(|lines| lines.limits.high),
        "mr_ucl": chart.lines.map(single::Lines::mr_limit),
        "lcl_shown": chart.lower_shown,
        "ucl_shown": chart.upper_shown,
        "signals": signals,
        "more": more,
        "status": chart.status.word(),
    }))
}

#[derive(Deserialize)]
struct Sizes {
    n: OneOrMany<usize>,
}

pub(super) fn anhoej_limits(inputs: &Value) -> Result<Value> {
    let Sizes { n } = read(inputs)?;
    let n = n.list(1);
    Ok(json!({
        "longest_run_max": n.iter().map(|n| anhoej::longest_run_max(*n)).collect::<Vec<_>>(),
        "crossings_min": n.iter().map(|n| anhoej::crossings_min(*n)).collect::<Vec<_>>(),
    }))
}

pub(super) fn anhoej_runs(inputs: &Value) -> Result<Value> {
    let Series { y, centre, .. } = read(inputs)?;
    let given = centre.filter(|centre| centre != "median");
    let runs = match given {
        None => anhoej::around_median(&y),
        Some(centre) => anhoej::around(
            &y,
            centre
                .as_f64()
                .context("centre is a number or \"median\"")?,
        ),
    };
    Ok(match runs {
        Ok(runs) => written(&runs),
        Err(status) => json!({ "useful": 0, "signal": false, "status": status.word() }),
    })
}

fn written(runs: &Runs) -> Value {
    json!({
        "centre": runs.centre,
        "useful": runs.useful,
        "longest_run": runs.longest_run,
        "longest_run_max": runs.longest_run_max,
        "crossings": runs.crossings,
        "crossings_min": runs.crossings_min,
        "signal": runs.is_signal(),
        "status": Status::Ok.word(),
    })
}

#[derive(Deserialize)]
struct Shares {
    x: Vec<u64>,
    n: OneOrMany<u64>,
}

#[derive(Deserialize)]
struct Rates {
    x: Vec<u64>,
    n: OneOrMany<f64>,
}

fn shares(inputs: &Value) -> Result<Vec<(u64, u64)>> {
    let Shares { x, n } = read(inputs)?;
    let n = n.list(x.len());
    ensure!(
        x.len() == n.len(),
        "x and n must be lists of the same length"
    );
    Ok(x.into_iter().zip(n).collect())
}

fn rates(inputs: &Value) -> Result<Vec<(u64, f64)>> {
    let Rates { x, n } = read(inputs)?;
    let n = n.list(x.len());
    ensure!(
        x.len() == n.len(),
        "x and n must be lists of the same length"
    );
    Ok(x.into_iter().zip(n).collect())
}

pub(super) fn p_chart(inputs: &Value) -> Result<Value> {
    let points = shares(inputs)?;
    let mut result = of_rates(rate_chart::p_chart(&points), "p_bar");
    // One number when all samples have the same size, as textbooks print it.
    if points.windows(2).all(|pair| pair[0].1 == pair[1].1) {
        for key in ["lcl", "ucl"] {
            if let Some(first) = result.pointer(&format!("/{key}/0")).cloned() {
                result[key] = first;
            }
        }
    }
    Ok(result)
}

pub(super) fn u_chart(inputs: &Value) -> Result<Value> {
    Ok(of_rates(rate_chart::u_chart(&rates(inputs)?), "u_bar"))
}

pub(super) fn laney_p_prime(inputs: &Value) -> Result<Value> {
    Ok(of_rates(rate_chart::laney_p(&shares(inputs)?), "p_bar"))
}

pub(super) fn laney_u_prime(inputs: &Value) -> Result<Value> {
    Ok(of_rates(rate_chart::laney_u(&rates(inputs)?), "u_bar"))
}

fn of_rates(chart: Result<RateChart, Status>, centre: &str) -> Value {
    let chart = match chart {
        Ok(chart) => chart,
        Err(status) => return only(status),
    };
    json!({
        centre: chart.centre,
        "sigma_z": chart.sigma_z,
        "lcl": chart.limits.iter().map(|limits| limits.low).collect::<Vec<_>>(),
        "ucl": chart.limits.iter().map(|limits| limits.high).collect::<Vec<_>>(),
        "beyond_limits_at": positions(&chart.beyond),
        "large_enough": chart.is_large_enough,
        "status": Status::Ok.word(),
    })
}

#[derive(Deserialize)]
struct Moving {
    y: Vec<f64>,
    #[serde(default = "usual_lambda", alias = "lambda")]
    lambda_: f64,
    start: f64,
    sigma: f64,
    #[serde(rename = "L", default = "usual_width")]
    width: f64,
}

fn usual_lambda() -> f64 {
    moving::LAMBDA
}

fn usual_width() -> f64 {
    moving::WIDTH
}

pub(super) fn ewma(inputs: &Value) -> Result<Value> {
    let Moving {
        y,
        lambda_,
        start,
        sigma,
        width,
    } = read(inputs)?;
    let found = moving::ewma(&y, start, sigma, lambda_, width);
    let found = found.context("lambda must lie within 0 to 1, sigma and L must not be negative")?;
    Ok(json!({
        "z": found.averages,
        "exact_lcl": found.limits.iter().map(|limits| limits.low).collect::<Vec<_>>(),
        "exact_ucl": found.limits.iter().map(|limits| limits.high).collect::<Vec<_>>(),
        "asymptotic_lcl": found.final_limits.low,
        "asymptotic_ucl": found.final_limits.high,
    }))
}

#[derive(Deserialize)]
struct Cumulated {
    y: Vec<f64>,
    target: f64,
    k: f64,
    h: f64,
}

pub(super) fn cusum(inputs: &Value) -> Result<Value> {
    let Cumulated { y, target, k, h } = read(inputs)?;
    let found = cumulated::cusum(&y, target, k, h).context("every number must be finite")?;
    Ok(json!({
        "high": found.high,
        "low": found.low,
        "first_signal_at": found.first_signal.map(|index| index + 1),
    }))
}

#[derive(Deserialize)]
struct Zoned {
    y: Vec<f64>,
    centre: f64,
    sigma: f64,
}

pub(super) fn run_rules(inputs: &Value) -> Result<Value> {
    let Zoned { y, centre, sigma } = read(inputs)?;
    let found = zones::zones(&y, centre, sigma).context("sigma must not be negative")?;
    Ok(json!({
        "beyond_3s": positions(&found.beyond_three),
        "eight_one_side": positions(&found.eight_one_side),
        "two_of_three_2s": positions(&found.two_of_three),
        "four_of_five_1s": positions(&found.four_of_five),
    }))
}

#[derive(Deserialize)]
struct Values {
    y: Vec<f64>,
}

pub(super) fn pettitt(inputs: &Value) -> Result<Value> {
    let Values { y } = read(inputs)?;
    Ok(one_change::pettitt(&y).map_or_else(only, |change| {
        json!({ "K": change.after, "U": number(change.u), "p": change.p, "status": Status::Ok.word() })
    }))
}
