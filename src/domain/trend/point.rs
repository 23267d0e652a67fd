//! One week's number with its range: of a rep, or of the business, in which every rep counts with the calls that the rep
//! took and not with those that happened to be heard.

use crate::domain::id::RepId;
use crate::domain::kpi::Unit;
use crate::domain::trend::LogWeek;
use crate::domain::trend::cell::Cell;
use crate::domain::trend::pool::Pools;
use crate::domain::week::Week;
use crate::stats::mean::{self, Pool};
use crate::stats::proportion::wilson_of_share;
use crate::stats::stratified::{self, CountStratum, Stratified, Stratum};
use crate::stats::{CONFIDENCE, Range, Sample, Status, finite};

/// One week of a KPI.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The week.
    pub week: Week,
    /// How many calls stand behind the value: heard and applicable, or all known ones for a KPI of the log.
    pub n: u64,
    /// How many calls the value speaks for: the frames of the week's draws, or all calls of the log. None when not known.
    pub frame: Option<u64>,
    /// 0 to 100, or a ratio within 0 to 1. None when calls were heard and the KPI applied to none of them.
    pub value: Option<f64>,
    /// How far the value could be off, at 95 %; of no width when every call was counted. None when this cannot be said.
    pub range: Option<Range>,
    /// How the value came out.
    pub status: Status,
    /// The part of the week's frames from which anything was heard, 0 to 1.
    pub covered_share: f64,
    /// Whether nothing more can be added by waiting: the week is over, and for a KPI of the log known to its end.
    pub is_closed: bool,
}

/// Value, range and status.
struct Estimate {
    value: Option<f64>,
    range: Option<Range>,
    status: Status,
}

/// The point of one rep from the rep's cells of a week. None when nothing was heard.
pub(super) fn of_rep(
    cells: &[&Cell],
    unit: Unit,
    pool: Option<Pool>,
    is_closed: bool,
) -> Option<Point> {
    point(cells, is_closed, || match is_framed(cells) {
        true => framed(cells, unit, pool),
        false => plain(cells, unit, pool),
    })
}

/// The point of the business from all cells of a week: by draws and reps where every frame is known, else every rep
/// weighs as many calls as were heard of that rep.
pub(super) fn of_business(
    cells: &[&Cell],
    unit: Unit,
    pools: &Pools,
    is_closed: bool,
) -> Option<Point> {
    point(cells, is_closed, || match is_framed(cells) {
        true => framed(cells, unit, pools.of(None)),
        false => weighed_by_heard(cells, unit, pools),
    })
}

/// The point of the log: every call was counted, so nothing is uncertain about the week itself. Calls too young to be known
/// are in the frame and not in `n`.
pub(super) fn of_log(weeks: &[&LogWeek], is_over: bool) -> Option<Point> {
    let sum = |part: fn(&LogWeek) -> u64| weeks.iter().map(|one| part(one)).sum::<u64>();
    let (calls, known, held) = (
        sum(|one| one.calls),
        sum(|one| one.known),
        sum(|one| one.held),
    );
    let week = weeks.first()?.week;
    let value = (known > 0).then(|| held as f64 / known as f64);
    (calls > 0).then(|| Point {
        week,
        n: known,
        frame: Some(calls),
        value,
        range: value.map(Range::exactly),
        status: if known > 0 {
            Status::Census
        } else {
            Status::NoData
        },
        covered_share: 1.0,
        is_closed: is_over && known == calls,
    })
}

fn is_framed(cells: &[&Cell]) -> bool {
    cells.iter().all(|cell| cell.frame.is_some())
}

fn point(cells: &[&Cell], is_closed: bool, estimate: impl FnOnce() -> Estimate) -> Option<Point> {
    let week = cells.first()?.week;
    let heard: u64 = cells.iter().map(|cell| cell.heard).sum();
    if heard == 0 {
        return None;
    }
    let frame = cells.iter().map(|cell| cell.frame).sum::<Option<u64>>();
    let heard_of: Option<u64> = cells
        .iter()
        .filter(|cell| cell.heard > 0)
        .map(|cell| cell.frame)
        .sum();
    let covered_share = match (heard_of, frame) {
        (Some(part), Some(all)) => part as f64 / all as f64,
        _ => 1.0,
    };
    let Estimate {
        value,
        range,
        status,
    } = estimate();
    let is_partial = covered_share < 1.0 && value.is_some();
    Some(Point {
        week,
        n: cells.iter().map(|cell| cell.values.len() as u64).sum(),
        frame,
        value,
        range,
        status: if is_partial {
            Status::StratumNotSampled
        } else {
            status
        },
        covered_share,
        is_closed,
    })
}

/// The strata that were heard, each with its own frame: statistics of unequal samples. One stratum alone is a simple
/// random sample.
fn framed(cells: &[&Cell], unit: Unit, pool: Option<Pool>) -> Estimate {
    let strata: Vec<(u64, Vec<f64>)> = cells
        .iter()
        .filter(|cell| !cell.values.is_empty())
        .filter_map(|cell| Some((cell.population()?, cell.numbers())))
        .collect();
    match (strata.as_slice(), unit) {
        ([], _) => Estimate {
            value: None,
            range: None,
            status: Status::NoData,
        },
        ([(population, values)], _) => simple(values, Some(*population), unit, pool),
        (strata, Unit::Points) => {
            let strata: Vec<Stratum> = strata
                .iter()
                .map(|(size, values)| Stratum::of(*size, values))
                .collect();
            of_strata(
                &stratified::mean(&strata, pool, Some(unit.bounds()), CONFIDENCE),
                unit,
            )
        }
        (strata, Unit::Share) => {
            let strata: Vec<CountStratum> = strata
                .iter()
                .map(|(size, values)| CountStratum {
                    population: *size,
                    n: values.len() as u64,
                    x: ones(values),
                })
                .collect();
            of_strata(&stratified::proportion(&strata, CONFIDENCE), unit)
        }
    }
}

fn of_strata(estimate: &Stratified, unit: Unit) -> Estimate {
    let (lowest, highest) = unit.bounds();
    // Scores that are all alike prove nothing about those that were not heard.
    let is_blind =
        estimate.status == Status::Ok && estimate.range.is_some_and(|range| range.width() <= 0.0);
    Estimate {
        value: estimate.mean.map(|mean| mean.clamp(lowest, highest)),
        range: estimate.range.filter(|_| !is_blind),
        status: if is_blind {
            Status::NoSpread
        } else {
            estimate.status
        },
    }
}

/// Every heard call alike, and nothing known of the frame: a range about how these calls come about.
fn plain(cells: &[&Cell], unit: Unit, pool: Option<Pool>) -> Estimate {
    let values: Vec<f64> = cells.iter().flat_map(|cell| cell.numbers()).collect();
    simple(&values, None, unit, pool)
}

fn simple(values: &[f64], population: Option<u64>, unit: Unit, pool: Option<Pool>) -> Estimate {
    let n = values.len() as u64;
    match unit {
        Unit::Points => {
            let estimate =
                mean::interval(values, pool, population, Some(unit.bounds()), CONFIDENCE);
            Estimate {
                value: estimate.mean,
                range: estimate.range,
                status: estimate.status,
            }
        }
        Unit::Share => Estimate {
            value: (n > 0).then(|| ones(values) as f64 / n as f64),
            range: finite::share_range(ones(values), n, population, CONFIDENCE),
            status: match population {
                _ if n == 0 => Status::NoData,
                Some(population) if population == n => Status::Census,
                _ => Status::Ok,
            },
        },
    }
}

fn weighed_by_heard(cells: &[&Cell], unit: Unit, pools: &Pools) -> Estimate {
    let values: Vec<f64> = cells.iter().flat_map(|cell| cell.numbers()).collect();
    let n = values.len() as u64;
    let (mut sum, mut reps): (f64, Vec<RepId>) = (0.0, cells.iter().map(|cell| cell.rep).collect());
    reps.dedup();
    for rep in reps {
        let own: Vec<&Cell> = cells
            .iter()
            .copied()
            .filter(|cell| cell.rep == rep)
            .collect();
        let of_rep = of_rep(&own, unit, None, true);
        sum += of_rep.map_or(0.0, |point| point.value.unwrap_or(0.0) * point.n as f64);
    }
    let variance = Sample::of(&values).map_or(0.0, |sample| sample.variance);
    let sample = Sample {
        n,
        mean: sum / n as f64,
        variance,
    };
    match unit {
        _ if n == 0 => Estimate {
            value: None,
            range: None,
            status: Status::NoData,
        },
        Unit::Points => {
            let estimate = mean::of_sample(
                sample,
                pools.of(None),
                None,
                Some(unit.bounds()),
                CONFIDENCE,
            );
            Estimate {
                value: estimate.mean,
                range: estimate.range,
                status: estimate.status,
            }
        }
        Unit::Share => Estimate {
            value: Some(sample.mean.clamp(0.0, 1.0)),
            range: Some(wilson_of_share(
                sample.mean.clamp(0.0, 1.0),
                n as f64,
                CONFIDENCE,
            )),
            status: Status::Ok,
        },
    }
}

fn ones(values: &[f64]) -> u64 {
    values.iter().filter(|value| **value > 0.5).count() as u64
}

#[cfg(test)]
mod tests;
