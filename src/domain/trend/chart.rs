//! The chart of a series: what is usual for it, and which weeks stand out. Scores are charted as they are (`XmR`), shares of
//! a few heard calls by how surprising each week is, shares of all calls in the log as a p chart.

mod counted;
pub(super) mod measured;

use crate::domain::call::words;
use crate::domain::kpi::{Kpi, Measure};
use crate::domain::trend::compare::Weekly;
use crate::domain::trend::{Agreed, Point};
use crate::domain::week::Week;

words! {
    /// Which kind of chart fits the KPI.
    ChartKind {
        /// Single values and moving ranges: one pair of limits for all weeks.
        Xmr = "xmr",
        /// Counts of a few calls: no limits, but weeks that hardly fit the others.
        Surprise = "surprise",
        /// Shares of all calls: limits of its own for each week.
        P = "p",
        /// The same with Laney's correction, for very many calls or weeks that scatter more than chance.
        PPrime = "p_prime",
    }
}

words! {
    /// Why a week stands out.
    Rule {
        /// It lies outside the limits.
        BeyondLimit = "beyond_limit",
        /// It ends a run on one side of the middle that is longer than chance explains.
        LongRun = "long_run",
        /// Up to it the middle was crossed more rarely than chance explains.
        FewCrossings = "few_crossings",
        /// Fewer than 1 in 100 such weeks would lie so far on that side of what the others show.
        Surprising = "surprising",
    }
}

/// A week that stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// The week.
    pub week: Week,
    /// Why.
    pub rule: Rule,
}

/// The limits of one week, in the unit of the KPI.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// The week.
    pub week: Week,
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

/// One value of an `XmR` chart: a week, or a few weeks together where fewer than three calls a week were heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Charted {
    /// The first week.
    pub from: Week,
    /// The last week, on which it stands.
    pub to: Week,
    /// How many calls stand behind it.
    pub n: u64,
    /// The mean, in the unit of the KPI.
    pub value: f64,
}

/// What is usual for a series, and what stands out.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Which kind.
    pub kind: ChartKind,
    /// What is usual, in the unit of the KPI. None while there are too few weeks.
    pub centre: Option<f64>,
    /// The usual lower limit; that of the latest week for a p chart. None where there is none or it lies below the scale.
    pub lower: Option<f64>,
    /// The usual upper limit, likewise.
    pub upper: Option<f64>,
    /// The first and the last week from which centre and limits were computed.
    pub baseline: Option<(Week, Week)>,
    /// The limits of each week, where each has its own.
    pub limits: Vec<Limit>,
    /// What an `XmR` chart is made of, oldest first; empty for the other kinds, which take every week's counts.
    pub charted: Vec<Charted>,
    /// The weeks that stand out, oldest first.
    pub signals: Vec<Signal>,
    /// How many more weeks (or few weeks together) it takes until the chart can speak; 0 when it does.
    pub more_weeks: u64,
    /// The chart in a line for the owner.
    pub reading: String,
}

impl Chart {
    /// A chart that cannot speak yet.
    fn silent(kind: ChartKind, more_weeks: u64, reading: String) -> Self {
        Self {
            kind,
            centre: None,
            lower: None,
            upper: None,
            baseline: None,
            limits: Vec::new(),
            charted: Vec::new(),
            signals: Vec::new(),
            more_weeks,
            reading,
        }
    }
}

/// The chart of the weeks `from` to `to`, all of one phase. `commitments` are the rep's, oldest first: the latest that has
/// at least 20 charted weeks before it freezes the baseline there.
pub(super) fn of(
    kpi: &Kpi,
    points: &[Point],
    weekly: &[Weekly],
    from: Week,
    to: Week,
    commitments: &[&Agreed],
) -> Chart {
    let frozen_before: Vec<Week> = commitments.iter().rev().map(|one| one.week).collect();
    let shown: Vec<&Weekly> = weekly
        .iter()
        .filter(|one| from <= one.week && one.week <= to && one.n > 0)
        .collect();
    match &kpi.measure {
        Measure::Points(_) => {
            measured::chart(kpi.unit(), points, &shown, (from, to), &frozen_before)
        }
        Measure::Typed => {
            let closed: Vec<&Weekly> = shown.into_iter().filter(|one| one.is_closed).collect();
            measured::chart(kpi.unit(), points, &closed, (from, to), &frozen_before)
        }
        Measure::Share(_) | Measure::Rolled(_) => counted::surprises(&shown, &frozen_before),
        Measure::Log => counted::of_log(&shown, &frozen_before),
    }
}

#[cfg(test)]
mod tests;
