//! One chart for everything that is measured week by week: each value, their mean, and limits from how much neighbours
//! differ. It says nothing before it can, and never hides how few points stand behind it.

use super::anhoej::{self, Runs};
use super::moments::{mean, median};
use super::range::Range;
use super::status::Status;

/// The mean range of two values in standard deviations, as every published chart rounds it (2/sqrt(pi) = 1.12838).
pub const D2: f64 = 1.128;
/// The upper limit of a moving range in mean moving ranges.
const MR_LIMIT: f64 = 3.267;
/// From how many points on the chart draws limits, runs are judged, and limits may be frozen.
pub const LIMITS_FROM: usize = 8;
/// See [`LIMITS_FROM`].
pub const RUN_RULES_FROM: usize = 10;
/// See [`LIMITS_FROM`].
pub const FREEZE_FROM: usize = 20;
/// With gaps, limits need at least this many pairs of neighbours.
const PAIRS_FROM: usize = 4;

/// How far a chart may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Dots only: `more` points until the chart can speak.
    TooFew {
        /// How many more points it takes.
        more: usize,
    },
    /// 8 or 9 points: limits from all of them, provisional.
    Provisional,
    /// 10 to 19 points: limits from all of them, and the run rules.
    RunRules,
    /// 20 points or more: the limits may be frozen.
    MayBeFrozen,
}

/// Why a point stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The point lies outside the limits: a jump.
    BeyondLimit,
    /// The point ends a run on one side of the median that is longer than chance explains: a shift.
    LongRun,
    /// Up to this point the median was crossed more rarely than chance explains: a drift.
    FewCrossings,
}

impl Rule {
    /// The stable word in snake case, as it appears in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::BeyondLimit => "beyond_limit",
            Self::LongRun => "long_run",
            Self::FewCrossings => "few_crossings",
        }
    }
}

/// A point that stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// Its index in the values given, gaps counted.
    pub index: usize,
    /// Why it stands out.
    pub rule: Rule,
}

/// The lines of a chart, in the unit of the values. Kept by the caller when a baseline is frozen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lines {
    /// The mean.
    pub centre: f64,
    /// The median, around which runs are counted.
    pub median: f64,
    /// The mean moving range.
    pub mr_bar: f64,
    /// The natural process limits, also where they lie outside the scale.
    pub limits: Range,
}

impl Lines {
    /// The upper limit of a single moving range, `3.267 MRbar`.
    pub fn mr_limit(self) -> f64 {
        MR_LIMIT * self.mr_bar
    }
}

/// What the chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Xmr {
    /// How many points there are, gaps not counted.
    pub n: usize,
    /// The mean of the points. `None` when there is none or one is not a finite number.
    pub centre: Option<f64>,
    /// The mean moving range. `None` when no two points are neighbours.
    pub mr_bar: Option<f64>,
    /// The lines. `None` when there are too few points, when nothing varies, or when the values are unsound.
    pub lines: Option<Lines>,
    /// The lower limit, when it lies within the bounds of the scale.
    pub lower_shown: Option<f64>,
    /// The upper limit, when it lies within the bounds of the scale.
    pub upper_shown: Option<f64>,
    /// The runs around the median, once the run rules apply.
    pub runs: Option<Runs>,
    /// Every point that stands out, by index.
    pub signals: Vec<Signal>,
    /// How far the chart may be trusted.
    pub stage: Stage,
    /// `Ok`, `TooFew`, `NoSpread`, `NoData` or `Invalid`.
    pub status: Status,
}

/// The chart of `values` in the order of time; `None` is a gap, and the moving range across it is left out. `bounds` is
/// the lowest and highest possible value: a limit beyond it is not shown.
///
/// `mean +/- 3 MRbar/1.128`, moving-range limit `3.267 MRbar`: Shewhart's chart for single values as in NIST/SEMATECH
/// e-Handbook 6.3.2.2; run rules of Anhøj & Olesen (2014). Limits from 8 points (and 4 pairs of neighbours) on.
pub fn chart(values: &[Option<f64>], bounds: Option<(f64, f64)>) -> Xmr {
    let blank = Blank::of(values);
    let Some(lines) = blank.lines() else {
        return blank.without_lines();
    };
    blank.with_lines(values, lines, bounds)
}

/// The chart of `values` against frozen `lines` of an earlier baseline of at least 20 points. Signals from the first
/// point on; runs from 10 points on.
pub fn chart_against(values: &[Option<f64>], lines: Lines, bounds: Option<(f64, f64)>) -> Xmr {
    let blank = Blank::of(values);
    match blank.status() {
        Status::Invalid | Status::NoData => blank.without_lines(),
        _ => blank.with_lines(values, lines, bounds),
    }
}

/// What is known before any line is drawn.
struct Blank {
    present: Vec<f64>,
    pairs: usize,
    mr_bar: Option<f64>,
}

impl Blank {
    fn of(values: &[Option<f64>]) -> Self {
        let ranges: Vec<f64> = values
            .windows(2)
            .filter_map(|pair| Some((pair[1]? - pair[0]?).abs()))
            .collect();
        Self {
            present: values.iter().copied().flatten().collect(),
            pairs: ranges.len(),
            mr_bar: mean(&ranges),
        }
    }

    fn stage(&self) -> Stage {
        let missing = LIMITS_FROM
            .saturating_sub(self.present.len())
            .max(PAIRS_FROM.saturating_sub(self.pairs));
        match self.present.len() {
            _ if missing > 0 => Stage::TooFew { more: missing },
            n if n < RUN_RULES_FROM => Stage::Provisional,
            n if n < FREEZE_FROM => Stage::RunRules,
            _ => Stage::MayBeFrozen,
        }
    }

    fn status(&self) -> Status {
        let sound = mean(&self.present).is_some() && (self.pairs == 0 || self.mr_bar.is_some());
        match self.stage() {
            _ if self.present.is_empty() => Status::NoData,
            _ if !sound => Status::Invalid,
            Stage::TooFew { .. } => Status::TooFew,
            _ if self.mr_bar.is_some_and(|mr_bar| mr_bar <= 0.0) => Status::NoSpread,
            _ => Status::Ok,
        }
    }

    fn lines(&self) -> Option<Lines> {
        let mr_bar = self.mr_bar.filter(|_| self.status() == Status::Ok)?;
        let centre = mean(&self.present)?;
        Some(Lines {
            centre,
            median: median(&self.present)?,
            mr_bar,
            limits: Range::around(centre, 3.0 * mr_bar / D2).finite()?,
        })
    }

    fn without_lines(&self) -> Xmr {
        Xmr {
            n: self.present.len(),
            centre: mean(&self.present),
            mr_bar: self.mr_bar,
            lines: None,
            lower_shown: None,
            upper_shown: None,
            runs: None,
            signals: Vec::new(),
            stage: self.stage(),
            status: self.status(),
        }
    }

    fn with_lines(&self, values: &[Option<f64>], lines: Lines, bounds: Option<(f64, f64)>) -> Xmr {
        let possible =
            |limit: f64| bounds.is_none_or(|(lowest, highest)| lowest <= limit && limit <= highest);
        let runs = (self.present.len() >= RUN_RULES_FROM)
            .then(|| anhoej::around(values, lines.median).ok())
            .flatten();
        Xmr {
            lower_shown: Some(lines.limits.low).filter(|limit| possible(*limit)),
            upper_shown: Some(lines.limits.high).filter(|limit| possible(*limit)),
            lines: Some(lines),
            signals: signals(values, lines.limits, runs),
            runs,
            status: Status::Ok,
            ..self.without_lines()
        }
    }
}

fn signals(values: &[Option<f64>], limits: Range, runs: Option<Runs>) -> Vec<Signal> {
    let mut signals: Vec<Signal> = values
        .iter()
        .enumerate()
        .filter(|(_, value)| value.is_some_and(|value| !limits.contains(value)))
        .map(|(index, _)| Signal {
            index,
            rule: Rule::BeyondLimit,
        })
        .collect();
    if let Some(runs) = runs {
        let mut add = |index, rule| signals.push(Signal { index, rule });
        if runs.is_long_run() {
            add(runs.longest_run_end, Rule::LongRun);
        }
        if runs.is_few_crossings() {
            add(runs.last_useful, Rule::FewCrossings);
        }
    }
    signals.sort_by_key(|signal| signal.index);
    signals
}

#[cfg(test)]
mod tests;
