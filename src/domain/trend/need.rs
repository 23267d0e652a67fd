//! Where least is known: whose quality was the least certain over the last closed weeks, so that the next calls to hear go
//! there. Only closed weeks count, so that no score of the week itself decides what else of it is heard.

use crate::domain::id::RepId;
use crate::domain::kpi::Kpi;
use crate::domain::trend::cell::{Cell, cells};
use crate::domain::trend::pool::Pools;
use crate::domain::trend::{POOL_WEEKS, Record};
use crate::domain::week::Week;
use crate::stats::allocation::{self, Part, Policy, shrunk_sd};
use crate::stats::mean::{self, Pool};

/// So many closed weeks tell how much is known of a rep.
const KNOWN_WEEKS: i64 = 4;
/// Calls of a week whose frame nobody wrote down: so many that hearing some leaves most.
const UNKNOWN_FRAME: u64 = 1_000_000;

/// How much is known of a rep already.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// How much the rep's calls differ, in points, drawn towards everybody's spread. 0 where no past tells.
    pub sd: f64,
    /// Calls heard in the last closed weeks.
    pub heard: u64,
    /// Calls in the frames of those weeks.
    pub calls: u64,
}

/// What is known of each of `reps` before `week`. `record` holds the 8 weeks before it.
pub fn needs(kpi: &Kpi, record: &Record, week: Week, this_week: Week, reps: &[RepId]) -> Vec<Need> {
    let all = cells(kpi, &record.rolls, &record.frames);
    let last = week.min(this_week).plus(-1);
    let everybody = Pools::ending(last, &all).common();
    let of = |rep: &RepId| {
        let own: Vec<&Cell> = all
            .iter()
            .filter(|cell| cell.rep == *rep && cell.week <= last)
            .collect();
        let known = own
            .iter()
            .filter(|cell| cell.week > last.plus(-KNOWN_WEEKS));
        let known: Vec<&&Cell> = known.filter(|cell| cell.sample.is_some()).collect();
        let heard = known.iter().map(|cell| cell.n()).sum();
        let calls = known
            .iter()
            .map(|cell| cell.population().unwrap_or(UNKNOWN_FRAME));
        Need {
            sd: everybody.map_or(0.0, |common| shrunk_sd(spread(&own, last), common)),
            heard,
            calls: calls.sum::<u64>().max(heard),
        }
    };
    reps.iter().map(of).collect()
}

fn spread(own: &[&Cell], last: Week) -> Option<Pool> {
    let recent = own.iter().filter(|cell| cell.week > last.plus(-POOL_WEEKS));
    mean::pool_of(recent.filter_map(|cell| cell.sample))
}

/// How many calls of each rep to hear: each of the `total` goes where the range over the last weeks is the widest, at
/// least two to everyone (one, or none, where the total is short). `frames` are the calls that could be heard.
///
/// The largest `S sqrt((1 - n/N)/n)` next, `n` the calls heard in the last closed weeks and now: Wright's greedy
/// allocation (2012) for the smallest widest range.
pub fn share_by_need(total: usize, needs: &[Need], frames: &[usize]) -> Vec<usize> {
    let floor = [2, 1, 0]
        .into_iter()
        .find(|floor| frames.iter().map(|frame| *frame.min(floor)).sum::<usize>() <= total);
    let floor = floor.unwrap_or(0) as u64;
    let part = |(need, frame): (&Need, &usize)| {
        let frame = *frame as u64;
        Part {
            population: need.calls + frame,
            sd: need.sd,
            low: need.heard + frame.min(floor),
            high: need.heard + frame,
        }
    };
    let parts: Vec<Part> = needs.iter().zip(frames).map(part).collect();
    let heard: u64 = needs.iter().map(|need| need.heard).sum();
    let n = allocation::allocate(&parts, heard + total as u64, Policy::WidestFirst).n;
    n.iter()
        .zip(needs)
        .map(|(n, need)| n.saturating_sub(need.heard) as usize)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kpi;
    use crate::domain::trend::testing::{drawn, frame, record, week};
    use proptest::prelude::*;

    fn need(sd: f64, heard: u64) -> Need {
        Need {
            sd,
            heard,
            calls: 200,
        }
    }

    #[test]
    fn calls_go_to_whom_least_is_known_of() {
        let needs = [need(9.0, 20), need(9.0, 20), need(9.0, 4)];
        assert_eq!(share_by_need(12, &needs, &[60, 60, 60]), [2, 2, 8]);
    }

    #[test]
    fn calls_go_to_whose_calls_differ_most() {
        let needs = [need(6.0, 10), need(14.0, 10)];
        assert_eq!(share_by_need(8, &needs, &[60, 60]), [2, 6]);
    }

    #[test]
    fn without_a_past_everybody_gets_about_the_same() {
        let needs = [Need {
            sd: 0.0,
            heard: 0,
            calls: 0,
        }; 3];
        assert_eq!(share_by_need(9, &needs, &[50, 50, 50]), [3, 3, 3]);
        assert_eq!(
            share_by_need(2, &needs, &[50, 50, 50])
                .iter()
                .sum::<usize>(),
            2
        );
        assert!(share_by_need(5, &[], &[]).is_empty());
    }

    #[test]
    fn only_closed_weeks_before_the_week_count() {
        let now = record(
            vec![
                frame(1, 1, "2026-W46", 40),
                frame(2, 1, "2026-W47", 40),
                frame(3, 2, "2026-W46", 30),
            ],
            [
                drawn(1, 1, "2026-W46", &[70.0, 80.0]),
                drawn(2, 1, "2026-W47", &[10.0, 90.0, 50.0]),
                drawn(3, 2, "2026-W46", &[75.0]),
            ]
            .concat(),
        );
        let found = needs(
            kpi::QUALITY,
            &now,
            week("2026-W47"),
            week("2026-W47"),
            &[RepId(1), RepId(2), RepId(3)],
        );
        assert_eq!(
            found
                .iter()
                .map(|need| (need.heard, need.calls))
                .collect::<Vec<_>>(),
            [(2, 40), (1, 30), (0, 0)]
        );
        assert!(
            (found[0].sd - 50.0_f64.sqrt()).abs() < 1e-9,
            "{}",
            found[0].sd
        );
    }

    proptest! {
        #[test]
        fn nobody_gets_more_than_there_is_and_nothing_is_lost(
            reps in proptest::collection::vec((0_u64..30, 0.0_f64..20.0, 0_usize..60), 0..6),
            total in 0_usize..60,
        ) {
            let needs: Vec<Need> = reps.iter().map(|(heard, sd, _)| need(*sd, *heard)).collect();
            let frames: Vec<usize> = reps.iter().map(|(_, _, frame)| *frame).collect();
            let shares = share_by_need(total, &needs, &frames);
            prop_assert_eq!(shares.iter().sum::<usize>(), total.min(frames.iter().sum()));
            prop_assert!(shares.iter().zip(&frames).all(|(share, frame)| share <= frame));
        }
    }
}
