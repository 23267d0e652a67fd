//! Is the change real? The last closed weeks against those before them, or the weeks after a commitment against those
//! before it. The windows are fixed by the calendar, so that nobody looks until the answer pleases.

use crate::domain::id::EvaluationId;
use crate::domain::kpi::{Kpi, Unit};
use crate::domain::trend::{Agreed, SIDE_WEEKS, reading};
use crate::domain::week::Week;
use crate::stats::mean::Pool;
use crate::stats::verdict::{self, Kind};
use crate::stats::{Range, Sample};

/// What one week contributes to a comparison or a chart of counts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weekly {
    pub week: Week,
    pub is_closed: bool,
    /// What the heard calls contribute; none for a KPI of the log.
    pub sample: Option<Sample>,
    /// What those contribute that gave rise to a commitment.
    pub evidence: Vec<(EvaluationId, f64)>,
    /// Calls that count, for a share.
    pub x: u64,
    /// Calls that could have counted.
    pub n: u64,
}

/// One side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Side {
    /// Its first week with data.
    pub from: Week,
    /// Its last week with data.
    pub to: Week,
    /// How many calls stand behind the value.
    pub n: u64,
    /// The mean of those calls, every call alike, in the unit of the KPI.
    pub value: f64,
}

/// Whether a KPI has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Which of the five answers.
    pub is: Kind,
    /// Recent minus before, in the unit of the KPI.
    pub difference: Option<f64>,
    /// How far the difference could be off, at 95 %.
    pub range: Option<Range>,
    /// How many more calls on each side would settle it, if the difference stays as it is.
    pub more_calls: Option<u32>,
    /// The recent side. None when it holds no call.
    pub recent: Option<Side>,
    /// The side before. None when it holds no call.
    pub before: Option<Side>,
    /// The week of the commitment that parts the sides. None when they simply follow each other.
    pub since: Option<Week>,
    /// Evaluations left out of the side before, because they gave rise to the commitment.
    pub without: Vec<EvaluationId>,
    /// The answer in a sentence or two for the owner.
    pub text: String,
}

/// The comparison for `weekly`, one for each week with data, oldest first. `commitments` are those of the rep in the weeks
/// shown, oldest first; the latest one after which anything was heard in a closed week counts.
pub(super) fn compare(
    kpi: &Kpi,
    weekly: &[Weekly],
    pool: Option<Pool>,
    commitments: &[&Agreed],
) -> Comparison {
    let closed: Vec<&Weekly> = weekly
        .iter()
        .filter(|one| one.is_closed && one.n > 0)
        .collect();
    let parting = commitments
        .iter()
        .rev()
        .find(|agreed| closed.iter().any(|one| one.week > agreed.week));
    let (before, recent) = match parting {
        Some(agreed) => around(&closed, agreed.week),
        None => latest(&closed),
    };
    let without: &[EvaluationId] = parting.map_or(&[], |agreed| &agreed.evidence);
    let (before, recent) = (Gathered::of(&before, without), Gathered::of(&recent, &[]));
    let unit = kpi.unit();
    let smallest = unit.smallest_difference(before.sample.map_or(0.0, |sample| sample.mean));
    let verdict = match unit {
        Unit::Points | Unit::Number => {
            verdict::of_samples(recent.sample, before.sample, pool, smallest)
        }
        Unit::Share => verdict::of_proportions(recent.x, recent.n, before.x, before.n, smallest),
    };
    let mut comparison = Comparison {
        is: verdict.kind,
        difference: verdict.difference,
        range: verdict.range,
        more_calls: verdict.more_calls,
        recent: recent.side(unit),
        before: before.side(unit),
        since: parting.map(|agreed| agreed.week),
        without: without.to_vec(),
        text: String::new(),
    };
    comparison.text = reading::of_comparison(unit, kpi.better, &comparison);
    comparison
}

/// What the last six closed weeks with data come to, whatever parts the sides of the verdict.
pub(super) fn recent(unit: Unit, weekly: &[Weekly]) -> Option<Recent> {
    let closed: Vec<&Weekly> = weekly
        .iter()
        .filter(|one| one.is_closed && one.n > 0)
        .collect();
    let (_, recent) = latest(&closed);
    let gathered = Gathered::of(&recent, &[]);
    Some(Recent {
        value: gathered.side(unit)?.value,
        weeks: recent.len() as u64,
        sample: gathered.sample,
        x: gathered.x,
        n: gathered.n,
    })
}

/// The last six closed weeks with data.
pub(super) struct Recent {
    pub value: f64,
    pub weeks: u64,
    pub sample: Option<Sample>,
    pub x: u64,
    pub n: u64,
}

impl Weekly {
    /// A number that was typed in for a week.
    pub fn typed(week: Week, is_closed: bool, value: f64) -> Self {
        Self {
            week,
            is_closed,
            sample: Sample::of(&[value]),
            evidence: Vec::new(),
            x: 0,
            n: 1,
        }
    }
}

/// Up to six weeks before the week of a commitment and six after it; the week itself belongs to neither.
fn around<'a>(closed: &[&'a Weekly], week: Week) -> (Vec<&'a Weekly>, Vec<&'a Weekly>) {
    let earlier: Vec<&Weekly> = closed
        .iter()
        .copied()
        .filter(|one| one.week < week)
        .collect();
    let later = closed.iter().copied().filter(|one| one.week > week);
    let before = earlier[earlier.len().saturating_sub(SIDE_WEEKS)..].to_vec();
    (before, later.take(SIDE_WEEKS).collect())
}

/// The last six weeks, and up to six before them.
fn latest<'a>(closed: &[&'a Weekly]) -> (Vec<&'a Weekly>, Vec<&'a Weekly>) {
    let parting = closed.len().saturating_sub(SIDE_WEEKS);
    let first = parting.saturating_sub(SIDE_WEEKS);
    (closed[first..parting].to_vec(), closed[parting..].to_vec())
}

/// The calls of one side.
struct Gathered {
    weeks: Option<(Week, Week)>,
    sample: Option<Sample>,
    x: u64,
    n: u64,
}

impl Gathered {
    fn of(weeks: &[&Weekly], without: &[EvaluationId]) -> Self {
        let gone: Vec<f64> = weeks
            .iter()
            .flat_map(|one| &one.evidence)
            .filter(|(evaluation, _)| without.contains(evaluation))
            .map(|(_, value)| *value)
            .collect();
        let all = Sample::together(weeks.iter().filter_map(|one| one.sample));
        let sample = gone.iter().fold(all, |left, value| {
            left.and_then(|left| left.without(*value))
        });
        Self {
            weeks: weeks
                .first()
                .zip(weeks.last())
                .map(|(first, last)| (first.week, last.week)),
            sample,
            x: weeks.iter().map(|one| one.x).sum::<u64>()
                - gone.iter().filter(|value| **value > 0.5).count() as u64,
            n: weeks.iter().map(|one| one.n).sum::<u64>() - gone.len() as u64,
        }
    }

    fn side(&self, unit: Unit) -> Option<Side> {
        let value = match unit {
            Unit::Points | Unit::Number => self.sample?.mean,
            Unit::Share if self.n > 0 => self.x as f64 / self.n as f64,
            Unit::Share => return None,
        };
        let (from, to) = self.weeks?;
        Some(Side {
            from,
            to,
            n: self.n,
            value,
        })
    }
}

#[cfg(test)]
mod tests;
