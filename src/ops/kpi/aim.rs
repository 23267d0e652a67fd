//! A target as it is written: `85@2026-12-31`, `90%@2026-12-31`, `none`.

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;

use crate::domain::kpi::{Kpi, Unit};
use crate::domain::trend::{Horizon, Target, words};
use crate::store::{Store, target};

/// Reads a target; `none` and nothing at all mean that there is to be none.
///
/// # Errors
/// It cannot be meant; the message shows how it is written.
pub fn parse(kpi: &Kpi, horizon: Horizon, text: &str) -> Result<Option<Target>> {
    if matches!(text.trim(), "" | "none") {
        return Ok(None);
    }
    let Some((value, date)) = text.split_once('@') else {
        bail!(
            "{horizon} is '{text}': write a value and a date, such as {}",
            example(kpi)
        );
    };
    let due_on: NaiveDate = date
        .trim()
        .parse()
        .with_context(|| format!("{horizon}: '{date}' is not a date: write it like 2026-12-31"))?;
    let (number, divisor) = match value.trim().strip_suffix('%') {
        Some(number) if kpi.unit() == Unit::Share => (number.trim(), 100.0),
        _ => (value.trim(), 1.0),
    };
    let value = number
        .parse::<f64>()
        .map_or(f64::NAN, |number| number / divisor);
    let (lowest, highest) = kpi.unit().bounds();
    if !value.is_finite() || !(lowest..=highest).contains(&value) {
        let scale = match kpi.unit() {
            Unit::Number => "is a number".to_owned(),
            _ => format!("goes from {lowest} to {highest}"),
        };
        bail!(
            "{horizon} is '{text}': {} {scale}; write it like {}",
            kpi.key,
            example(kpi)
        );
    }
    Ok(Some(Target {
        horizon,
        value,
        due_on,
    }))
}

/// A target as [`parse`] reads it.
pub fn written(kpi: &Kpi, target: &Target) -> String {
    let value = match kpi.unit() {
        Unit::Number => target.value.to_string(),
        unit => words::value(unit, target.value),
    };
    format!("{value}@{}", target.due_on)
}

fn example(kpi: &Kpi) -> &'static str {
    match kpi.unit() {
        Unit::Points => "85@2026-12-31",
        Unit::Share => "90%@2026-12-31 (or 0.9@2026-12-31)",
        Unit::Number => "40@2026-12-31",
    }
}

/// Sets every target that is told, or none of them.
pub fn set(store: &Store, kpi: &Kpi, told: &[(Horizon, Option<Target>)]) -> Result<()> {
    store.transaction(|store| {
        for (horizon, target) in told {
            match target {
                Some(target) => target::set(store, &kpi.key, target)?,
                None => target::remove(store, &kpi.key, *horizon)?,
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::kpi;

    fn value(key: &str, text: &str) -> Result<Option<f64>> {
        let kpi = kpi::find(key).unwrap();
        Ok(parse(kpi, Horizon::Short, text)?.map(|target| target.value))
    }

    #[test]
    fn a_target_is_a_value_and_a_date() {
        assert_eq!(value("quality", "85@2026-12-31").unwrap(), Some(85.0));
        assert_eq!(value("solved", "90%@2026-12-31").unwrap(), Some(0.9));
        assert_eq!(value("solved", "0.9@2026-12-31").unwrap(), Some(0.9));
        assert_eq!(value("solved", "none").unwrap(), None);
        assert_eq!(value("solved", " ").unwrap(), None);
    }

    #[test]
    fn a_target_that_cannot_be_meant_is_refused() {
        for (key, text) in [
            ("quality", "85"),
            ("quality", "101@2026-12-31"),
            ("quality", "85%@2026-12-31"),
            ("quality", "NaN@2026-12-31"),
            ("quality", "85@31.12.2026"),
            ("solved", "90@2026-12-31"),
        ] {
            assert!(value(key, text).is_err(), "{key} {text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for (key, text) in [("quality", "85.5@2026-12-31"), ("solved", "90%@2026-12-31")] {
            let kpi = kpi::find(key).unwrap();
            let target = parse(kpi, Horizon::Long, text).unwrap().unwrap();
            assert_eq!(written(kpi, &target), text);
        }
    }
}
