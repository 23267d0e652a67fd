//! Value and range of a few heard calls, by what is known of the frames they came from.

use std::collections::BTreeMap;

use crate::domain::id::RepId;
use crate::domain::kpi::Unit;
use crate::domain::trend::cell::Cell;
use crate::domain::trend::pool::Pools;
use crate::stats::mean::{self, Pool};
use crate::stats::proportion::wilson_of_share;
use crate::stats::stratified::{self, CountStratum, Stratified, Stratum};
use crate::stats::{CONFIDENCE, Range, Sample, Status, finite, own_spreads};

/// Value, range and status.
pub(super) struct Estimate {
    pub value: Option<f64>,
    pub range: Option<Range>,
    pub status: Status,
}

/// Of one rep: by draws where every frame is known, else every heard call alike.
pub(super) fn of_rep(cells: &[&Cell], unit: Unit, pool: Option<Pool>) -> Estimate {
    if is_framed(cells) {
        framed(cells, unit, pool)
    } else {
        plain(cells, unit, pool)
    }
}

/// Of the business: by draws and reps where every frame is known, else every rep weighs as many calls as were heard.
pub(super) fn of_business(cells: &[&Cell], unit: Unit, pools: &Pools) -> Estimate {
    let pool = pools.of(None);
    if is_framed(cells) {
        let estimate = framed(cells, unit, pool);
        if unit == Unit::Points && pools.are_apart() && estimate.status != Status::Census {
            return with_own_spreads(cells, pools).unwrap_or(estimate);
        }
        estimate
    } else {
        weighed_by_heard(cells, unit, pool)
    }
}

fn is_framed(cells: &[&Cell]) -> bool {
    cells.iter().all(|cell| cell.frame.is_some())
}

/// The strata that were heard, each with its own frame: statistics of unequal samples. One stratum alone is a simple
/// random sample.
fn framed(cells: &[&Cell], unit: Unit, pool: Option<Pool>) -> Estimate {
    let strata: Vec<(u64, Sample)> = cells
        .iter()
        .filter_map(|cell| Some((cell.population()?, cell.sample?)))
        .collect();
    match (strata.as_slice(), unit) {
        ([], _) => NOTHING,
        ([(population, sample)], _) => simple(Some(*sample), Some(*population), unit, pool),
        (strata, Unit::Points | Unit::Number) => {
            let strata: Vec<Stratum> = strata
                .iter()
                .map(|(size, sample)| Stratum {
                    population: *size,
                    sample: Some(*sample),
                })
                .collect();
            let bounds = Some(unit.bounds());
            of_strata(&stratified::mean(&strata, pool, bounds, CONFIDENCE))
        }
        (strata, Unit::Share) => {
            let strata: Vec<CountStratum> = strata
                .iter()
                .map(|(size, sample)| CountStratum {
                    population: *size,
                    n: sample.n,
                    x: sample.ones(),
                })
                .collect();
            of_strata(&stratified::proportion(&strata, CONFIDENCE))
        }
    }
}

/// Where the reps' calls differ too much to share one spread, each rep brings its own. None where one of them has none.
fn with_own_spreads(cells: &[&Cell], pools: &Pools) -> Option<Estimate> {
    let mut by_rep: BTreeMap<RepId, Vec<Stratum>> = BTreeMap::new();
    for cell in cells.iter().filter(|cell| cell.sample.is_some()) {
        let stratum = Stratum {
            population: cell.population()?,
            sample: cell.sample,
        };
        by_rep.entry(cell.rep).or_default().push(stratum);
    }
    let groups: Vec<_> = by_rep
        .into_iter()
        .map(|(rep, strata)| (pools.of(Some(rep)), strata))
        .collect();
    let bounds = Some(Unit::Points.bounds());
    let range = own_spreads::range(&groups, bounds, CONFIDENCE)?;
    let estimate = framed(cells, Unit::Points, None);
    Some(Estimate {
        range: Some(range),
        status: Status::Ok,
        ..estimate
    })
}

fn of_strata(estimate: &Stratified) -> Estimate {
    // Scores that are all alike prove nothing about those that were not heard.
    let is_blind =
        estimate.status == Status::Ok && estimate.range.is_some_and(|range| range.width() <= 0.0);
    Estimate {
        value: estimate.mean,
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
    let together = Sample::together(cells.iter().filter_map(|cell| cell.sample));
    simple(together, None, unit, pool)
}

const NOTHING: Estimate = Estimate {
    value: None,
    range: None,
    status: Status::NoData,
};

fn simple(
    sample: Option<Sample>,
    population: Option<u64>,
    unit: Unit,
    pool: Option<Pool>,
) -> Estimate {
    let Some(sample) = sample else {
        return NOTHING;
    };
    match unit {
        Unit::Points | Unit::Number => of_mean(&mean::of_sample(
            sample,
            pool,
            population,
            Some(unit.bounds()),
            CONFIDENCE,
        )),
        Unit::Share => Estimate {
            value: Some(sample.ones() as f64 / sample.n as f64),
            range: finite::share_range(sample.ones(), sample.n, population, CONFIDENCE),
            status: match population {
                Some(population) if population == sample.n => Status::Census,
                _ => Status::Ok,
            },
        },
    }
}

fn of_mean(estimate: &mean::Estimate) -> Estimate {
    Estimate {
        value: estimate.mean,
        range: estimate.range,
        status: estimate.status,
    }
}

fn weighed_by_heard(cells: &[&Cell], unit: Unit, pool: Option<Pool>) -> Estimate {
    let mut by_rep: BTreeMap<RepId, Vec<&Cell>> = BTreeMap::new();
    for cell in cells {
        by_rep.entry(cell.rep).or_default().push(cell);
    }
    let sum: f64 = by_rep
        .values()
        .map(|own| {
            let n: u64 = own.iter().map(|cell| cell.n()).sum();
            of_rep(own, unit, None).value.unwrap_or(0.0) * n as f64
        })
        .sum();
    let Some(all) = Sample::together(cells.iter().filter_map(|cell| cell.sample)) else {
        return NOTHING;
    };
    let sample = Sample {
        mean: sum / all.n as f64,
        ..all
    };
    match unit {
        Unit::Points | Unit::Number => of_mean(&mean::of_sample(
            sample,
            pool,
            None,
            Some(unit.bounds()),
            CONFIDENCE,
        )),
        Unit::Share => Estimate {
            value: Some(sample.mean.clamp(0.0, 1.0)),
            range: Some(wilson_of_share(
                sample.mean.clamp(0.0, 1.0),
                all.n as f64,
                CONFIDENCE,
            )),
            status: Status::Ok,
        },
    }
}
