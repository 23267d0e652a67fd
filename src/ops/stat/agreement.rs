//! JSON of the methods on agreement.

use super::json::{Confidence, number, only, pair, read, with_range};
use crate::stats::agreement::alpha::{self, Metric};
use crate::stats::agreement::two::{self, Table};
use crate::stats::agreement::{Coefficient, Weights, scores, several};
use crate::stats::{Status, proportion};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

/// A table, rows the first rater, columns the second; or the ratings of both.
#[derive(Deserialize)]
struct TwoRaters {
    #[serde(default)]
    table: Option<Vec<Vec<f64>>>,
    #[serde(default)]
    r1: Vec<Value>,
    #[serde(default)]
    r2: Vec<Value>,
    #[serde(default)]
    levels: Option<Vec<Value>>,
    #[serde(default)]
    disagreement_weights: Option<Vec<Vec<f64>>>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

impl TwoRaters {
    /// None when no unit was rated by both.
    fn table(&self) -> Result<Option<Table>> {
        let Some(counts) = &self.table else {
            return self.table_of_ratings();
        };
        let table = Table::of_counts(counts);
        let table =
            table.context("the table must be square, without negative entries, and not all 0")?;
        Ok(Some(table))
    }

    fn table_of_ratings(&self) -> Result<Option<Table>> {
        let Self { r1, r2, levels, .. } = self;
        ensure!(
            !r1.is_empty() || !r2.is_empty(),
            "give a table, or the ratings r1 and r2"
        );
        ensure!(
            r1.len() == r2.len(),
            "r1 and r2 must be lists of the same length"
        );
        let levels = levels
            .clone()
            .unwrap_or_else(|| used_levels(r1.iter().chain(r2)));
        let find =
            |rating: &Value| level_of(rating, &levels).context("a rating is not among the levels");
        // What one of them left out counts for neither.
        let both = r1
            .iter()
            .zip(r2)
            .filter(|(one, other)| !one.is_null() && !other.is_null());
        let pairs = both
            .map(|(one, other)| Ok((find(one)?, find(other)?)))
            .collect::<Result<Vec<_>>>()?;
        let (first, second): (Vec<usize>, Vec<usize>) = pairs.into_iter().unzip();
        Ok(Table::of_ratings(&first, &second, levels.len()))
    }
}

/// Agreement of two raters, from a table or from their ratings.
pub(super) fn two_raters(inputs: &Value) -> Result<Value> {
    let raters: TwoRaters = read(inputs)?;
    let table = raters.table()?;
    Ok(table.map_or_else(
        || only(Status::NoData),
        |table| both_raters(&table, raters.conf),
    ))
}

fn both_raters(table: &Table, conf: Confidence) -> Value {
    let kappa = |weights| two::kappa(table, weights, conf.0);
    let gwet = |weights| two::gwet(table, weights, conf.0);
    let (linear, quadratic) = (Weights::Linear, Weights::Quadratic);
    let (plain_kappa, ac1) = (kappa(Weights::Identity), gwet(Weights::Identity));
    let equal = (table.agreement(Weights::Identity) * table.n()).round() as u64;
    json!({
        "n": table.n(),
        "pa": plain_kappa.pa,
        "pa_wilson": pair(proportion::wilson(equal, table.n().round() as u64, conf.0)),
        "kappa": plain_kappa.value,
        "kappa_se": plain_kappa.se,
        "kappa_ci": pair(plain_kappa.range),
        "kappa_linear": kappa(linear).value,
        "kappa_lin": kappa(linear).value,
        "kappa_quadratic": kappa(quadratic).value,
        "kappa_quad": kappa(quadratic).value,
        "ac1": ac1.value,
        "ac1_se": ac1.se,
        "ac1_ci": pair(ac1.range),
        "ac2_linear": gwet(linear).value,
        "ac2_lin": gwet(linear).value,
        "ac2_quadratic": gwet(quadratic).value,
        "ac2_quad": gwet(quadratic).value,
        "status": ac1.status.word(),
    })
}

/// The different ratings in ascending order: numbers by size, texts by alphabet.
fn used_levels<'a>(ratings: impl Iterator<Item = &'a Value>) -> Vec<Value> {
    let mut levels: Vec<Value> = Vec::new();
    for rating in ratings.filter(|rating| !rating.is_null()) {
        if level_of(rating, &levels).is_none() {
            levels.push(rating.clone());
        }
    }
    let key = |level: &Value| (level.as_f64(), level.to_string());
    levels.sort_by(|one, other| {
        let ((size, text), (other_size, other_text)) = (key(one), key(other));
        let by_size = size
            .unwrap_or(f64::INFINITY)
            .total_cmp(&other_size.unwrap_or(f64::INFINITY));
        by_size.then_with(|| text.cmp(&other_text))
    });
    levels
}

fn level_of(rating: &Value, levels: &[Value]) -> Option<usize> {
    let same = |level: &Value| {
        let numbers = rating.as_f64().zip(level.as_f64());
        level == rating || numbers.is_some_and(|(one, other)| one.total_cmp(&other).is_eq())
    };
    levels.iter().position(same)
}

pub(super) fn kappa(inputs: &Value) -> Result<Value> {
    one_coefficient(inputs, two::kappa, "kappa")
}

pub(super) fn ac1(inputs: &Value) -> Result<Value> {
    one_coefficient(inputs, two::gwet, "ac1")
}

fn one_coefficient(
    inputs: &Value,
    by: fn(&Table, Weights, f64) -> Coefficient,
    name: &str,
) -> Result<Value> {
    let raters: TwoRaters = read(inputs)?;
    Ok(match raters.table()? {
        Some(table) => coefficient(by(&table, Weights::Identity, raters.conf.0), name),
        None => only(Status::NoData),
    })
}

fn coefficient(found: Coefficient, name: &str) -> Value {
    let result = json!({
        name: found.value,
        "pa": found.pa,
        "pe": found.pe,
        "se": found.se,
        "status": found.status.word(),
    });
    with_range(result, found.range)
}

pub(super) fn weighted_kappa_disagreement(inputs: &Value) -> Result<Value> {
    let raters: TwoRaters = read(inputs)?;
    let Some(table) = raters.table()? else {
        return Ok(only(Status::NoData));
    };
    let weights = raters
        .disagreement_weights
        .context("disagreement_weights is missing")?;
    Ok(json!({
        "kappa": two::kappa(&table, Weights::Identity, raters.conf.0).value,
        "weighted_kappa": two::kappa_of_disagreement(&table, &weights),
    }))
}

#[derive(Deserialize)]
struct ManyRatings {
    ratings: Vec<Vec<Value>>,
    #[serde(default)]
    levels: Option<Vec<Value>>,
}

pub(super) fn gwet_multi_rater(inputs: &Value) -> Result<Value> {
    let ManyRatings { ratings, levels } = read(inputs)?;
    let levels = levels.unwrap_or_else(|| used_levels(ratings.iter().flatten()));
    let index = |rating: &Value| -> Result<Option<usize>> {
        if rating.is_null() {
            return Ok(None);
        }
        level_of(rating, &levels)
            .map(Some)
            .context("a rating is not among the levels")
    };
    let rows = ratings
        .iter()
        .map(|row| row.iter().map(index).collect::<Result<Vec<_>>>())
        .collect::<Result<Vec<_>>>()?;
    let counts = several::count_ratings(&rows, levels.len());
    let counts = counts.context("every rater must have an entry (or null) for every unit")?;
    Ok(several_raters(&counts))
}

#[derive(Deserialize)]
struct Counts {
    counts: Vec<Vec<u32>>,
}

pub(super) fn gwet_multi_rater_counts(inputs: &Value) -> Result<Value> {
    let Counts { counts } = read(inputs)?;
    let mut result = several_raters(&counts);
    let levels: Vec<f64> = (0..counts.first().map_or(0, Vec::len))
        .map(|level| level as f64)
        .collect();
    let as_numbers: Vec<Vec<f64>> = counts
        .iter()
        .map(|row| row.iter().map(|count| f64::from(*count)).collect())
        .collect();
    if let Ok(alpha) = alpha::alpha_of_counts(&as_numbers, &levels, Metric::Nominal) {
        result["krippendorff_nominal"] = json!(alpha);
    }
    Ok(result)
}

fn several_raters(counts: &[Vec<u32>]) -> Value {
    let gwet = |weights| {
        several::gwet(counts, weights)
            .ok()
            .and_then(|found| found.value)
    };
    match several::gwet(counts, Weights::Identity) {
        Err(status) => only(status),
        Ok(ac1) => json!({
            "pa": ac1.pa,
            "ac1": ac1.value,
            "ac2_linear": gwet(Weights::Linear),
            "ac2_quadratic": gwet(Weights::Quadratic),
            "fleiss_kappa": several::fleiss(counts, Weights::Identity).ok().and_then(|found| found.value),
            "status": ac1.status.word(),
        }),
    }
}

#[derive(Deserialize)]
struct AnyRatings {
    ratings: Vec<Vec<Value>>,
}

pub(super) fn krippendorff_alpha(inputs: &Value) -> Result<Value> {
    let AnyRatings { ratings } = read(inputs)?;
    // Categories with names have no distance: only whether they are the same counts.
    let levels = used_levels(ratings.iter().flatten());
    let is_measured = levels.iter().all(Value::is_number);
    let number = |rating: &Value| match rating {
        Value::Null => None,
        rating if is_measured => rating.as_f64(),
        rating => level_of(rating, &levels).map(|level| level as f64),
    };
    let ratings: Vec<Vec<Option<f64>>> = ratings
        .iter()
        .map(|row| row.iter().map(number).collect())
        .collect();
    let nominal = match alpha::alpha(&ratings, Metric::Nominal) {
        Ok(nominal) => nominal,
        Err(status) => return Ok(only(status)),
    };
    let by = |metric| alpha::alpha(&ratings, metric).ok().filter(|_| is_measured);
    Ok(json!({
        "nominal": nominal,
        "ordinal": by(Metric::Ordinal),
        "interval": by(Metric::Interval),
        "ratio": by(Metric::Ratio),
        "status": Status::Ok.word(),
    }))
}

#[derive(Deserialize)]
struct TwoScorings {
    x: Vec<f64>,
    y: Vec<f64>,
    #[serde(default, alias = "confidence")]
    conf: Confidence,
}

pub(super) fn bland_altman(inputs: &Value) -> Result<Value> {
    let TwoScorings { x, y, conf } = read(inputs)?;
    ensure!(
        x.len() == y.len(),
        "x and y must be lists of the same length"
    );
    let found = match scores::bland_altman(&x, &y, conf.0) {
        Ok(found) => found,
        Err(status) => return Ok(only(status)),
    };
    let concordance = scores::concordance(&x, &y, conf.0).ok();
    Ok(json!({
        "n": found.n,
        "bias": found.bias,
        "sd": found.sd,
        "bias_ci": pair(Some(found.bias_range)),
        "loa_lower_196": found.limits.low,
        "loa_upper_196": found.limits.high,
        "loa_lower_2sd": found.bias - 2.0 * found.sd,
        "loa_upper_2sd": found.bias + 2.0 * found.sd,
        "se_limit": found.limit_se,
        "lower_ci": pair(Some(found.low_limit_range)),
        "upper_ci": pair(Some(found.high_limit_range)),
        "ccc": concordance.map(|found| found.value),
        "ccc_ci_fisher_z": pair(concordance.and_then(|found| found.range)),
        "status": Status::Ok.word(),
    }))
}

pub(super) fn repeatability(inputs: &Value) -> Result<Value> {
    let TwoScorings { x, y, conf } = read(inputs)?;
    ensure!(
        x.len() == y.len(),
        "x and y must be lists of the same length"
    );
    Ok(
        scores::repeatability(&x, &y, conf.0).map_or_else(only, |found| {
            json!({
                "within_sd": found.within_sd,
                "within_sd_ci": pair(Some(found.within_sd_range)),
                "sd_about_zero": found.sd_about_zero,
                "coefficient": number(found.coefficient),
                "coefficient_2sd": number(2.0 * found.sd_about_zero),
                "status": Status::Ok.word(),
            })
        }),
    )
}
