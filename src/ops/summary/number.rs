//! A KPI in the week of the summary: its value with its range and calls, the weeks before it, whether it has changed, and
//! what is aimed at. Taken from the trends as they are.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::kpi::{Kpi, Unit};
use crate::domain::trend::{Horizon, Series};
use crate::domain::week::Week;
use crate::ops::summary::discretion::clean;
use crate::stats::CONFIDENCE;

/// Weeks that a chart of the page shows.
pub const WEEKS_SHOWN: i64 = 13;

/// A KPI of the business or of a rep.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Number {
    /// In the KPI's unit; none when nothing is known of the week.
    pub value: Option<f64>,
    /// Lower end of the range; none when it cannot be told.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Of the range.
    pub confidence: f64,
    /// Calls that stand behind the value.
    pub n: u64,
    /// Calls that it speaks for, where known.
    pub frame: Option<u64>,
    /// Whether it has changed.
    pub verdict: Verdict,
    /// What is usual by the chart, where it can speak.
    pub usual: Option<f64>,
    /// The weeks up to the summary's own, oldest first, without gaps.
    pub weeks: Vec<WeekPoint>,
    /// What is aimed at, the nearest first.
    pub targets: Vec<Target>,
}

/// Whether a KPI has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// `very_likely_real`, `probably_real`, `leaning`, `no_difference` or `too_few`.
    pub is: &'static str,
    /// The answer in a sentence or two.
    pub text: String,
    /// How many more calls on each side would settle it.
    pub more_calls: Option<u32>,
}

/// One week of a KPI; without a value where nothing was heard or known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WeekPoint {
    /// The week.
    pub week: Week,
    /// Calls behind the value.
    pub n: u64,
    /// In the KPI's unit.
    pub value: Option<f64>,
    /// Lower end of the range.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// What is aimed at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// `short`, `medium` or `long`.
    pub horizon: Horizon,
    /// In the KPI's unit.
    pub value: f64,
    /// By when.
    pub due_on: NaiveDate,
    /// Whether the last closed weeks are as good; none when that cannot be told.
    pub reached: Option<bool>,
    /// How likely it is reached on its day if things stay as they are, 0 to 1; none when its day has come or too little is
    /// known.
    pub probability: Option<f64>,
    /// The same in words: `not reached yet, unlikely at this pace (about 2 in 10)`.
    pub text: String,
}

/// A KPI of the business with its name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NamedNumber {
    /// The word for programs.
    pub kpi: String,
    /// The name for people.
    pub name: String,
    /// `points`, `share` or `number`.
    #[serde(serialize_with = "word")]
    pub unit: Unit,
    /// `higher` or `lower`.
    pub better: &'static str,
    /// The number itself.
    #[serde(flatten)]
    pub number: Number,
}

impl Number {
    /// The series as it stands in `week`.
    pub(super) fn of(series: &Series, week: Week) -> Self {
        let weeks: Vec<WeekPoint> = (1 - WEEKS_SHOWN..=0)
            .map(|back| WeekPoint::of(series, week.plus(back)))
            .collect();
        let point = series.at(week);
        let own = WeekPoint::of(series, week);
        let targets = series.targets.iter().map(|aim| Target {
            horizon: aim.target.horizon,
            value: aim.target.value,
            due_on: aim.target.due_on,
            reached: aim.is_reached,
            probability: aim.probability,
            text: aim.words(),
        });
        Self {
            value: own.value,
            low: own.low,
            high: own.high,
            confidence: CONFIDENCE,
            n: own.n,
            frame: point.and_then(|point| point.frame),
            verdict: Verdict {
                is: series.verdict.is.word(),
                text: series.verdict.text.clone(),
                more_calls: series.verdict.more_calls,
            },
            usual: series.chart.centre,
            weeks,
            targets: targets.collect(),
        }
    }
}

impl Number {
    /// Half of the range's width, in the KPI's unit; none without a range.
    pub(super) fn half_width(&self) -> Option<f64> {
        Some((self.high? - self.low?) / 2.0)
    }

    /// The latest week with a value.
    pub(super) fn latest(&self) -> Option<&WeekPoint> {
        self.weeks.iter().rev().find(|point| point.value.is_some())
    }
}

impl WeekPoint {
    fn of(series: &Series, week: Week) -> Self {
        let point = series.at(week);
        let range = point.and_then(|point| point.range);
        Self {
            week,
            n: point.map_or(0, |point| point.n),
            value: point.and_then(|point| point.value),
            low: range.map(|range| range.low),
            high: range.map(|range| range.high),
        }
    }
}

impl NamedNumber {
    pub(super) fn of(kpi: &Kpi, series: &Series, week: Week) -> Self {
        Self {
            kpi: kpi.key.to_string(),
            name: clean(&kpi.name),
            unit: kpi.unit(),
            better: kpi.better.word(),
            number: Number::of(series, week),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn word<S: serde::Serializer>(unit: &Unit, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(unit.word())
}
