//! One week's number with its range: of a rep, or of the business, in which every rep counts with the calls that the rep
//! took and not with those that happened to be heard.

mod estimate;

use crate::domain::kpi::Unit;
use crate::domain::trend::LogWeek;
use crate::domain::trend::cell::Cell;
use crate::domain::trend::pool::Pools;
use crate::domain::week::Week;
use crate::stats::mean::Pool;
use crate::stats::{Range, Status};
use estimate::Estimate;

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

/// The point of one rep from the rep's cells of a week. None when nothing was heard.
pub(super) fn of_rep(
    cells: &[&Cell],
    unit: Unit,
    pool: Option<Pool>,
    is_closed: bool,
) -> Option<Point> {
    point(cells, is_closed, || estimate::of_rep(cells, unit, pool))
}

/// The point of the business from all cells of a week: by draws and reps where every frame is known, else every rep
/// weighs as many calls as were heard of that rep.
pub(super) fn of_business(
    cells: &[&Cell],
    unit: Unit,
    pools: &Pools,
    is_closed: bool,
) -> Option<Point> {
    point(cells, is_closed, || {
        estimate::of_business(cells, unit, pools)
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

/// A number that was typed in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed {
    pub week: Week,
    pub value: f64,
    pub is_closed: bool,
}

/// The point of a number that was typed in: it is what it is.
pub(super) fn typed(one: Typed) -> Point {
    Point {
        week: one.week,
        n: 1,
        frame: None,
        value: Some(one.value),
        range: Some(Range::exactly(one.value)),
        status: Status::Census,
        covered_share: 1.0,
        is_closed: one.is_closed,
    }
}

fn point(cells: &[&Cell], is_closed: bool, estimated: impl FnOnce() -> Estimate) -> Option<Point> {
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
    } = estimated();
    let is_partial = covered_share < 1.0 && value.is_some();
    Some(Point {
        week,
        n: cells.iter().map(|cell| cell.n()).sum(),
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

#[cfg(test)]
mod tests;
