//! `deskside kpi`: what is measured, and where it should go.

use anyhow::{Context as _, Result, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::trends::named;
use crate::cli::{Context, Ended};
use crate::domain::kpi::{self, Kpi, Unit};
use crate::domain::trend::{Horizon, Target, words};
use crate::store::{Store, target};

/// What is measured and where it should go.
#[derive(Debug, Args)]
pub struct KpiCommand {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Every KPI: how it is counted and what is aimed at
    List,
    /// Set where a KPI should go, such as `--short 85@2026-12-31`; `none` takes a target away
    Target {
        /// Which, such as `quality`
        kpi: String,
        /// For the next weeks
        #[arg(long, value_name = "X@DATE")]
        short: Option<String>,
        /// For the next months
        #[arg(long, value_name = "X@DATE")]
        medium: Option<String>,
        /// For the next years
        #[arg(long, value_name = "X@DATE")]
        long: Option<String>,
    },
}

impl KpiCommand {
    pub fn run(self, context: &Context) -> Result<Ended> {
        let store = context.open()?;
        match self.command {
            Verb::List => list(context, &store, kpi::ALL),
            Verb::Target {
                kpi,
                short,
                medium,
                long,
            } => {
                let kpi = named(&kpi)?;
                let asked = [
                    (Horizon::Short, short),
                    (Horizon::Medium, medium),
                    (Horizon::Long, long),
                ];
                set(&store, kpi, &asked)?;
                list(context, &store, &[kpi])
            }
        }
    }
}

/// Sets every target that was asked for, or none of them.
fn set(store: &Store, kpi: &Kpi, asked: &[(Horizon, Option<String>)]) -> Result<()> {
    let mut wanted = Vec::new();
    for (horizon, text) in asked {
        if let Some(text) = text {
            wanted.push((*horizon, parse(kpi, *horizon, text)?));
        }
    }
    store.transaction(|store| {
        for (horizon, target) in &wanted {
            match target {
                Some(target) => target::set(store, kpi.key, target)?,
                None => target::remove(store, kpi.key, *horizon)?,
            }
        }
        Ok(())
    })
}

/// `85@2026-12-31`; shares as `0.9@...` or `90%@...`; `none` is no target.
fn parse(kpi: &Kpi, horizon: Horizon, text: &str) -> Result<Option<Target>> {
    if text.trim() == "none" {
        return Ok(None);
    }
    let Some((value, date)) = text.split_once('@') else {
        bail!(
            "--{horizon} is '{text}': write a value and a date, such as {}",
            example(kpi)
        );
    };
    let due_on: NaiveDate = date.trim().parse().with_context(|| {
        format!("--{horizon}: '{date}' is not a date: write it like 2026-12-31")
    })?;
    let (number, divisor) = match value.trim().strip_suffix('%') {
        Some(number) if kpi.unit() == Unit::Share => (number.trim(), 100.0),
        _ => (value.trim(), 1.0),
    };
    let value = number
        .parse::<f64>()
        .map_or(f64::NAN, |number| number / divisor);
    let (lowest, highest) = kpi.unit().bounds();
    if !(lowest..=highest).contains(&value) {
        bail!(
            "--{horizon} is '{text}': {} goes from {lowest} to {highest}; write it like {}",
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

fn example(kpi: &Kpi) -> &'static str {
    match kpi.unit() {
        Unit::Points => "85@2026-12-31",
        Unit::Share => "90%@2026-12-31 (or 0.9@2026-12-31)",
    }
}

fn list(context: &Context, store: &Store, kpis: &[&Kpi]) -> Result<Ended> {
    let targets = target::list(store)?;
    let of = |kpi: &Kpi| -> Vec<Target> {
        targets
            .iter()
            .filter(|(key, _)| key == kpi.key)
            .map(|(_, target)| *target)
            .collect()
    };
    let answer: Vec<Value> = kpis.iter().map(|kpi| object(kpi, &of(kpi))).collect();
    let text = || {
        kpis.iter()
            .map(|kpi| block(kpi, &of(kpi)))
            .collect::<Vec<_>>()
            .join("\n")
    };
    context.print.answer(&answer, text)?;
    Ok(Ended::Well)
}

fn object(kpi: &Kpi, targets: &[Target]) -> Value {
    let target =
        |one: &Target| json!({ "horizon": one.horizon, "value": one.value, "due_on": one.due_on });
    json!({
        "kpi": kpi.key,
        "name": kpi.name,
        "unit": kpi.unit().word(),
        "better": kpi.better.word(),
        "formula": kpi.formula,
        "zero_case": kpi.zero_case,
        "targets": targets.iter().map(target).collect::<Vec<_>>(),
    })
}

fn block(kpi: &Kpi, targets: &[Target]) -> String {
    let mut text = format!(
        "{} ({})\n  {}\n  {}\n",
        kpi.name, kpi.key, kpi.formula, kpi.zero_case
    );
    for target in targets {
        let value = words::value(kpi.unit(), target.value);
        text.push_str(&format!(
            "  Target ({}): {value} by {}\n",
            target.horizon, target.due_on
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn value(key: &str, text: &str) -> Result<Option<f64>> {
        Ok(parse(named(key)?, Horizon::Short, text)?.map(|target| target.value))
    }

    #[test]
    fn a_target_is_a_value_and_a_date() {
        assert_eq!(value("quality", "85@2026-12-31").unwrap(), Some(85.0));
        assert_eq!(value("solved", "90%@2026-12-31").unwrap(), Some(0.9));
        assert_eq!(value("solved", "0.9@2026-12-31").unwrap(), Some(0.9));
        assert_eq!(value("solved", "none").unwrap(), None);
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
            ("handle_time", "1@2026-12-31"),
        ] {
            assert!(value(key, text).is_err(), "{key} {text}");
        }
    }
}
