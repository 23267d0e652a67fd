//! Targets: where a KPI should go, soon, later and in the long run, and whether it is there.

use chrono::NaiveDate;

use crate::domain::call::words;
use crate::domain::kpi::Kpi;

words! {
    /// How far away a target lies.
    Horizon {
        /// The next weeks.
        Short = "short",
        /// The next months.
        Medium = "medium",
        /// The next years.
        Long = "long",
    }
}

/// What is aimed at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// How far away.
    pub horizon: Horizon,
    /// In the unit of the KPI: 0 to 100 points, or a ratio within 0 to 1.
    pub value: f64,
    /// By when.
    pub due_on: NaiveDate,
}

/// A target beside where the KPI stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aim {
    /// The target.
    pub target: Target,
    /// Whether the value of the last six closed weeks with calls is as good. None when there is no such value.
    pub is_reached: Option<bool>,
}

pub(super) fn aims(kpi: &Kpi, targets: &[(String, Target)], recent: Option<f64>) -> Vec<Aim> {
    let mut aims: Vec<Aim> = targets
        .iter()
        .filter(|(key, _)| key == kpi.key)
        .map(|(_, target)| Aim {
            target: *target,
            is_reached: recent.map(|value| kpi.better.is_reached(value, target.value)),
        })
        .collect();
    aims.sort_by_key(|aim| aim.target.horizon);
    aims
}
