//! What the methods share in reading and writing JSON.

use crate::stats::{CONFIDENCE, Range, Sample, Status};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads the inputs of a method.
pub(super) fn read<T: DeserializeOwned>(inputs: &Value) -> Result<T> {
    T::deserialize(inputs).context("reading the inputs")
}

/// A confidence between 0 and 1; 0.95 when it is not given.
#[derive(Deserialize, Clone, Copy)]
#[serde(try_from = "f64")]
pub(super) struct Confidence(pub(super) f64);

impl Default for Confidence {
    fn default() -> Self {
        Self(CONFIDENCE)
    }
}

impl TryFrom<f64> for Confidence {
    type Error = String;

    fn try_from(value: f64) -> Result<Self, String> {
        if value > 0.0 && value < 1.0 {
            Ok(Self(value))
        } else {
            Err(format!(
                "the confidence is {value}: it must lie between 0 and 1, such as 0.95"
            ))
        }
    }
}

/// One value, or a list of them: the textbooks write both.
#[derive(Deserialize, Clone)]
#[serde(untagged)]
pub(super) enum OneOrMany<T> {
    /// The same everywhere.
    One(T),
    /// One for each.
    Many(Vec<T>),
}

impl<T: Copy> OneOrMany<T> {
    /// As a list of `len` values; a list is left as it is.
    pub(super) fn list(&self, len: usize) -> Vec<T> {
        match self {
            Self::One(value) => vec![*value; len],
            Self::Many(values) => values.clone(),
        }
    }
}

/// Fails when there are more successes than calls.
pub(super) fn check_count(x: u64, n: u64) -> Result<()> {
    ensure!(x <= n, "x is {x} and n is {n}: x cannot be larger than n");
    Ok(())
}

/// A sample from its values, or from its size, mean and spread.
pub(super) fn sample(
    values: Option<&[f64]>,
    n: Option<u64>,
    mean: Option<f64>,
    variance: Option<f64>,
) -> Result<Option<Sample>> {
    if let Some(values) = values {
        return Ok(Sample::of(values));
    }
    let sample = Sample {
        n: n.context("give the values y, or n, mean and spread")?,
        mean: mean.context("the mean is missing")?,
        variance: variance.unwrap_or(0.0),
    };
    Ok(sample.is_sound().then_some(sample))
}

/// A number; JSON has no infinity, so that is the text "inf", and what is not a number is null.
pub(super) fn number(value: f64) -> Value {
    match value {
        value if value.is_infinite() && value > 0.0 => json!("inf"),
        value if value.is_infinite() => json!("-inf"),
        value => json!(value),
    }
}

/// A range as a list of two, or null.
pub(super) fn pair(range: Option<Range>) -> Value {
    range.map_or(Value::Null, |range| {
        json!([number(range.low), number(range.high)])
    })
}

/// Adds `lower`, `upper` and `interval` to an object.
pub(super) fn with_range(mut object: Value, range: Option<Range>) -> Value {
    object["interval"] = pair(range);
    object["lower"] = range.map_or(Value::Null, |range| number(range.low));
    object["upper"] = range.map_or(Value::Null, |range| number(range.high));
    object
}

/// An object that holds a status only.
pub(super) fn only(status: Status) -> Value {
    json!({ "status": status.word(), "interval": null })
}

/// Indexes as positions that start at 1.
pub(super) fn positions(indexes: &[usize]) -> Vec<usize> {
    indexes.iter().map(|index| index + 1).collect()
}
