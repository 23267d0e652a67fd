//! JSON of the methods on counts: rates, rising themes, the few that make up most.

use super::json::{Confidence, OneOrMany, number, only, pair, positions, read, with_range};
use crate::stats::counts::rate::{self, RateBelief};
use crate::stats::counts::{emerging as rising, pareto as falling};
use crate::stats::{Range, Status};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
struct Counts {
    x: OneOrMany<u64>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn poisson_ci(inputs: &Value) -> Result<Value> {
    let Counts { x, conf } = read(inputs)?;
    let ranges: Vec<Option<Range>> = x
        .list(1)
        .iter()
        .map(|x| rate::count_range(*x, conf.0))
        .collect();
    let ends = |end: fn(Range) -> f64| {
        ranges
            .iter()
            .map(|range| range.map(end))
            .collect::<Vec<_>>()
    };
    let (lower, upper) = (ends(|range| range.low), ends(|range| range.high));
    Ok(match x {
        OneOrMany::One(_) => json!({ "lower": lower[0], "upper": upper[0] }),
        OneOrMany::Many(_) => json!({ "lower": lower, "upper": upper }),
    })
}

#[derive(Deserialize)]
struct Rate {
    x: u64,
    exposure: f64,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn poisson_rate_ci(inputs: &Value) -> Result<Value> {
    let Rate { x, exposure, conf } = read(inputs)?;
    let range = rate::rate_range(x, exposure, conf.0).context("the exposure must be above 0")?;
    Ok(with_range(
        json!({ "rate": x as f64 / exposure, "status": Status::Ok.word() }),
        Some(range),
    ))
}

#[derive(Deserialize)]
struct TwoRates {
    x1: u64,
    t1: f64,
    x2: u64,
    t2: f64,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn poisson_rate_ratio(inputs: &Value) -> Result<Value> {
    let TwoRates {
        x1,
        t1,
        x2,
        t2,
        conf,
    } = read(inputs)?;
    ensure!(t1 > 0.0 && t2 > 0.0, "t1 and t2 must be above 0");
    Ok(rate::rate_ratio(x1, t1, x2, t2, conf.0).map_or_else(
        || only(Status::NoData),
        |found| {
            let result = json!({
                "ratio": number(found.ratio),
                "p": found.p,
                "p_higher": found.p_higher,
                "status": Status::Ok.word(),
            });
            with_range(result, Some(found.range))
        },
    ))
}

fn belief([shape, exposure]: [f64; 2]) -> Result<RateBelief> {
    ensure!(
        shape > 0.0 && exposure >= 0.0,
        "the prior is [shape, exposure], with a shape above 0"
    );
    Ok(RateBelief { shape, exposure })
}

#[derive(Deserialize)]
struct Posterior {
    prior: [f64; 2],
    #[serde(default)]
    cases: Vec<Case>,
    #[serde(default)]
    x: Option<u64>,
    #[serde(default)]
    exposure: Option<f64>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

#[derive(Deserialize)]
struct Case {
    x: u64,
    exposure: f64,
}

pub(super) fn gamma_posterior(inputs: &Value) -> Result<Value> {
    let Posterior {
        prior,
        mut cases,
        x,
        exposure,
        conf,
    } = read(inputs)?;
    let prior = belief(prior)?;
    cases.extend(x.zip(exposure).map(|(x, exposure)| Case { x, exposure }));
    ensure!(
        !cases.is_empty(),
        "give cases, each with x and exposure, or x and exposure"
    );
    let after: Vec<RateBelief> = cases
        .iter()
        .map(|case| prior.after(case.x, case.exposure))
        .collect();
    Ok(json!({
        "mean": after.first().map(|one| one.mean()),
        "means": after.iter().map(|one| one.mean()).collect::<Vec<_>>(),
        "p_gt_1": after.iter().map(|one| one.probability_above(1.0)).collect::<Vec<_>>(),
        "intervals": after.iter().map(|one| pair(one.range(conf.0))).collect::<Vec<_>>(),
    }))
}

#[derive(Deserialize)]
struct Predictive {
    prior: [f64; 2],
    exposure: f64,
    y: Vec<u64>,
}

pub(super) fn gamma_poisson_predictive(inputs: &Value) -> Result<Value> {
    let Predictive { prior, exposure, y } = read(inputs)?;
    let past = belief(prior)?;
    let each = |one: fn(u64, RateBelief, f64) -> Option<f64>| {
        y.iter()
            .map(|y| one(*y, past, exposure))
            .collect::<Option<Vec<_>>>()
    };
    let both = each(rising::exactly).zip(each(rising::at_least));
    let (probability, at_least) = both.context("the exposures must be above 0")?;
    Ok(json!({ "probability": probability, "at_least": at_least }))
}

#[derive(Deserialize)]
struct Weeks {
    y: Vec<u64>,
    window: usize,
    #[serde(default = "one_per_cent")]
    alpha: f64,
    #[serde(default = "usual_shape")]
    prior_shape: f64,
    #[serde(default)]
    from_index: Option<usize>,
}

fn one_per_cent() -> f64 {
    rising::SURPRISE
}

fn usual_shape() -> f64 {
    rising::PRIOR_SHAPE
}

impl Weeks {
    /// The threshold for the week at `index`, from the weeks before it.
    fn threshold(&self, index: usize) -> Result<u64> {
        let before = self.y[index - self.window..index]
            .iter()
            .fold(0, |sum: u64, y| sum.saturating_add(*y));
        let past = RateBelief {
            shape: self.prior_shape,
            exposure: 0.0,
        }
        .after(before, self.window as f64);
        rising::threshold(past, 1.0, self.alpha)
            .context("alpha must lie between 0 and 1, the prior shape above 0")
    }
}

pub(super) fn count_threshold(inputs: &Value) -> Result<Value> {
    let weeks: Weeks = read(inputs)?;
    let n = weeks.y.len();
    ensure!(
        weeks.window >= 1 && weeks.window <= n,
        "the window must hold 1 to {n} weeks"
    );
    let Some(from) = weeks.from_index else {
        return Ok(json!({ "upper": weeks.threshold(n)?, "status": Status::Ok.word() }));
    };
    ensure!(
        from > weeks.window,
        "from_index must be above the window: the weeks before it are its past"
    );
    let upper = (from - 1..n)
        .map(|index| weeks.threshold(index))
        .collect::<Result<Vec<u64>>>()?;
    let above = |(index, upper): (usize, &u64)| (weeks.y[index] > *upper).then_some(index);
    let alarms: Vec<usize> = (from - 1..n).zip(&upper).filter_map(above).collect();
    Ok(json!({ "upper": upper, "alarm_at": positions(&alarms), "status": Status::Ok.word() }))
}

#[derive(Deserialize)]
struct Theme {
    mentions: u64,
    #[serde(default = "one")]
    exposure: f64,
    past_mentions: u64,
    past_exposure: f64,
}

fn one() -> f64 {
    1.0
}

pub(super) fn emerging(inputs: &Value) -> Result<Value> {
    let Theme {
        mentions,
        exposure,
        past_mentions,
        past_exposure,
    } = read(inputs)?;
    let found = rising::emerging(mentions, exposure, past_mentions, past_exposure);
    let found = found.context("both exposures must be above 0")?;
    Ok(json!({ "expected": found.expected, "p": found.p, "rising": found.is_rising }))
}

#[derive(Deserialize)]
struct Named {
    counts: Map<String, Value>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

fn named<'a>(name: &'a str, count: &Value) -> Result<(&'a str, u64)> {
    let count = count
        .as_u64()
        .with_context(|| format!("the count of '{name}' is not a whole number"))?;
    Ok((name, count))
}

pub(super) fn pareto(inputs: &Value) -> Result<Value> {
    let Named { counts, conf } = read(inputs)?;
    let counts = counts
        .iter()
        .map(|(name, count)| named(name, count))
        .collect::<Result<Vec<_>>>()?;
    let bars = falling::pareto(&counts, conf.0);
    if bars.is_empty() {
        return Ok(only(Status::NoData));
    }
    let top_two = bars
        .first()
        .zip(bars.get(1))
        .map(|(one, other)| falling::equal_p(one.count, other.count));
    Ok(json!({
        "order": bars.iter().map(|bar| bar.name).collect::<Vec<_>>(),
        "percent": bars.iter().map(|bar| 100.0 * bar.share).collect::<Vec<_>>(),
        "cumulative_percent": bars.iter().map(|bar| 100.0 * bar.cumulative).collect::<Vec<_>>(),
        "share_ci": bars.iter().map(|bar| pair(Some(bar.range))).collect::<Vec<_>>(),
        "top_two_p": top_two,
        "status": Status::Ok.word(),
    }))
}
