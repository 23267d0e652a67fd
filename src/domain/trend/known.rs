//! How much is known of one week's quality: what the owner sees before and while listening.

use crate::domain::id::RepId;
use crate::domain::kpi::{Kpi, Unit};
use crate::domain::trend::cell::{Cell, cells};
use crate::domain::trend::pool::Pools;
use crate::domain::trend::{Record, Whose, point, words};
use crate::domain::week::Week;
use crate::stats::{Range, Status};

/// What is known of one week, of a rep or of the business.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Whose calls.
    pub rep: Whose,
    /// Calls in the frames of the week's draws. None where nothing was drawn, or calls were heard of unknown frames.
    pub calls: Option<u64>,
    /// Calls heard and scored at random.
    pub heard: u64,
    /// Calls asked for.
    pub asked: u64,
    /// Quality, 0 to 100.
    pub value: Option<f64>,
    /// How far it could be off, at 95 %.
    pub range: Option<Range>,
    /// How it came out.
    pub status: Status,
    /// Without a range: how many more calls it takes until there is one.
    pub more_calls: Option<u64>,
}

impl Known {
    /// Where quality could be: `71 to 93`, or why that cannot be said.
    pub fn words(&self) -> String {
        match (self.range, self.more_calls) {
            (Some(_), _) if self.status == Status::Census => "every call heard".to_owned(),
            (Some(range), _) => words::range(Unit::Points, range.low, range.high),
            (None, Some(more)) => {
                format!("too few: {}", words::calls(more).replacen(' ', " more ", 1))
            }
            (None, None) => "all the same".to_owned(),
        }
    }
}

/// What is known of the quality (`kpi`) of `week`, for each of `whose`. `record` holds that week and the 8 before it.
pub fn known(
    kpi: &Kpi,
    record: &Record,
    week: Week,
    this_week: Week,
    whose: &[Whose],
) -> Vec<Known> {
    let all = cells(kpi, &record.rolls, &record.frames);
    let pools = Pools::ending(week.min(this_week.plus(-1)), &all);
    let asked = |rep: Option<RepId>| {
        let draws = record.frames.iter().filter(|one| one.week == week);
        draws
            .filter(|one| rep.is_none_or(|rep| one.rep == rep))
            .map(|one| one.asked)
            .sum()
    };
    let of = |whose: &Whose| {
        let rep = whose.as_ref().map(|(rep, _)| *rep);
        let own: Vec<&Cell> = all
            .iter()
            .filter(|cell| cell.week == week && rep.is_none_or(|rep| cell.rep == rep))
            .collect();
        let point = match rep {
            Some(_) => point::of_rep(&own, kpi.unit(), pools.of(rep), false),
            None => point::of_business(&own, kpi.unit(), &pools, false),
        };
        let status = point.as_ref().map_or(Status::NoData, |point| point.status);
        let range = point.as_ref().and_then(|point| point.range);
        Known {
            rep: whose.clone(),
            calls: own
                .iter()
                .map(|cell| cell.frame)
                .sum::<Option<u64>>()
                .filter(|calls| *calls > 0),
            heard: own.iter().map(|cell| cell.heard).sum(),
            asked: asked(rep),
            value: point.as_ref().and_then(|point| point.value),
            range,
            status,
            more_calls: (range.is_none() && status != Status::NoSpread).then(|| more_calls(&own)),
        }
    };
    whose.iter().map(of).collect()
}

/// A spread of one's own takes two degrees of freedom: three calls of one draw.
fn more_calls(cells: &[&Cell]) -> u64 {
    let heard = || cells.iter().map(|cell| cell.n()).filter(|n| *n > 0);
    let strata = (heard().count() as u64).max(1);
    (strata + 2).saturating_sub(heard().sum()).max(1)
}
