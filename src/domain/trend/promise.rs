//! What hearing so many calls would do: how close quality would be known, before a single one of them is heard.

use crate::domain::id::RepId;
use crate::domain::kpi::Kpi;
use crate::domain::trend::Record;
use crate::domain::trend::cell::cells;
use crate::domain::trend::pool::Pools;
use crate::domain::week::Week;
use crate::stats::mean::{Pool, of_sample};
use crate::stats::stratified::{self, Stratum};
use crate::stats::{CONFIDENCE, Range, Sample, Status, own_spreads};

/// What is to be heard of one rep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Whose calls.
    pub rep: RepId,
    /// Calls in the frame.
    pub frame: u64,
    /// Calls that would be heard.
    pub heard: u64,
}

/// How far quality could be off, up and down, once all of these calls are heard: for each rep in their order, then for
/// everyone. 0 when every call is heard. None when nothing is heard, or the past does not tell yet how much calls differ.
/// `record` holds the week and the 8 before it.
pub fn half_widths(
    kpi: &Kpi,
    record: &Record,
    week: Week,
    this_week: Week,
    planned: &[Planned],
) -> Vec<Option<f64>> {
    let all = cells(kpi, &record.rolls, &record.frames);
    let pools = Pools::ending(week.min(this_week.plus(-1)), &all);
    let mut widths: Vec<Option<f64>> = planned
        .iter()
        .map(|one| of_rep(*one, pools.of(Some(one.rep))))
        .collect();
    widths.push(if pools.are_apart() {
        of_reps_apart(planned, &pools)
    } else {
        of_everyone(planned, pools.of(None))
    });
    widths
}

fn of_reps_apart(planned: &[Planned], pools: &Pools) -> Option<f64> {
    let group = |one: &Planned| {
        let pool = pools.of(Some(one.rep));
        let stratum = Stratum {
            population: one.frame,
            sample: sample(*one, pool),
        };
        (pool, vec![stratum])
    };
    let groups: Vec<_> = planned.iter().map(group).collect();
    own_spreads::half_width(&groups, CONFIDENCE)
}

fn of_rep(planned: Planned, pool: Option<Pool>) -> Option<f64> {
    let pool = pool.filter(|pool| pool.is_enough());
    let sample = sample(planned, pool)?;
    let estimate = of_sample(sample, pool, Some(planned.frame), None, CONFIDENCE);
    estimate.range.map(Range::half_width)
}

fn of_everyone(planned: &[Planned], pool: Option<Pool>) -> Option<f64> {
    let pool = pool.filter(|pool| pool.is_enough());
    let strata: Vec<Stratum> = planned
        .iter()
        .filter(|one| one.frame > 0)
        .map(|one| Stratum {
            population: one.frame,
            sample: sample(*one, pool),
        })
        .collect();
    let is_whole = strata.iter().all(|one| one.sample.is_some());
    let estimate = stratified::mean(&strata, pool, None, CONFIDENCE);
    let is_known = pool.is_some() || estimate.status == Status::Census;
    estimate
        .range
        .filter(|_| is_whole && is_known)
        .map(Range::half_width)
}

/// The mean does not matter; the spread is that of the past.
fn sample(planned: Planned, pool: Option<Pool>) -> Option<Sample> {
    (planned.heard > 0 && planned.heard <= planned.frame).then_some(Sample {
        n: planned.heard,
        mean: 0.0,
        variance: pool.map_or(0.0, |pool| pool.sd * pool.sd),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    const POOL: Pool = Pool { sd: 9.0, df: 10.0 };

    fn planned(rep: i64, frame: u64, heard: u64) -> Planned {
        Planned {
            rep: RepId(rep),
            frame,
            heard,
        }
    }

    // t(0.975; 10) = 2.228 (Student's table); 2.228 * 9 / sqrt(4) * sqrt(1 - 4/40) = 9.51.
    #[test]
    fn more_calls_bring_the_range_closer_and_all_of_them_leave_none() {
        let width = |heard| of_rep(planned(1, 40, heard), Some(POOL)).unwrap();
        assert!((width(4) - 9.512).abs() < 0.001, "{}", width(4));
        assert!(width(9) < width(4));
        assert!(width(40).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_promised_without_a_past() {
        let thin = Pool { sd: 9.0, df: 9.0 };
        assert_eq!(of_rep(planned(1, 40, 4), None), None);
        assert_eq!(of_rep(planned(1, 40, 4), Some(thin)), None);
        assert_eq!(of_rep(planned(1, 4, 4), None), Some(0.0));
        assert_eq!(of_rep(planned(1, 40, 0), Some(POOL)), None);
        assert_eq!(
            of_everyone(&[planned(1, 40, 4), planned(2, 30, 4)], None),
            None
        );
    }

    // Two reps alike: 2.228 * 9 * sqrt(2 * 0.25 * 0.9 / 4) = 6.726; with 9 calls of each 18 - 2 = 16 degrees of freedom
    // and t = 2.120: 2.120 * 9 * sqrt(2 * 0.25 * 0.775 / 9) = 3.959.
    #[test]
    fn everyone_together_is_known_closer_than_each() {
        let both = |heard| of_everyone(&[planned(1, 40, heard), planned(2, 40, heard)], Some(POOL));
        assert!((both(4).unwrap() - 6.726).abs() < 0.001, "{:?}", both(4));
        assert!((both(9).unwrap() - 3.959).abs() < 0.001, "{:?}", both(9));
        assert_eq!(
            of_everyone(&[planned(1, 40, 4), planned(2, 40, 0)], Some(POOL)),
            None
        );
    }
}
