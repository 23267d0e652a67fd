//! How much calls differ from each other, learnt from the last closed weeks of everybody.

use std::collections::BTreeMap;

use crate::domain::id::RepId;
use crate::domain::trend::POOL_WEEKS;
use crate::domain::trend::cell::Cell;
use crate::domain::week::Week;
use crate::stats::Sample;
use crate::stats::mean::{self, Pool};

/// The spread to use for a week.
#[derive(Debug, Clone, Default)]
pub(super) struct Pools {
    everybody: Option<Pool>,
    own: BTreeMap<RepId, Option<Pool>>,
}

impl Pools {
    /// The spread within the cells of the 8 weeks that end with `last`. Where the reps' own spreads differ too much to be
    /// thrown together, each rep has its own.
    pub fn ending(last: Week, cells: &[Cell]) -> Self {
        let first = last.plus(1 - POOL_WEEKS);
        let mut by_rep: BTreeMap<RepId, Vec<Sample>> = BTreeMap::new();
        for cell in cells
            .iter()
            .filter(|cell| first <= cell.week && cell.week <= last)
        {
            by_rep.entry(cell.rep).or_default().extend(cell.sample);
        }
        let own: BTreeMap<RepId, Option<Pool>> = by_rep
            .iter()
            .map(|(rep, cells)| (*rep, mean::pool_of(cells.iter().copied())))
            .collect();
        let spreads: Vec<Pool> = own.values().copied().flatten().collect();
        if mean::may_share(&spreads) {
            let everybody = mean::pool_of(by_rep.values().flatten().copied());
            Self {
                everybody,
                own: BTreeMap::new(),
            }
        } else {
            Self {
                everybody: None,
                own,
            }
        }
    }

    /// Everybody's spread: the shared one, or the mean of the reps' own, each weighing as much as stands behind it.
    pub fn common(&self) -> Option<Pool> {
        let own: Vec<Pool> = self.own.values().copied().flatten().collect();
        let df: f64 = own.iter().map(|pool| pool.df).sum();
        let squares: f64 = own.iter().map(|pool| pool.df * pool.sd * pool.sd).sum();
        let mean = (df > 0.0).then(|| Pool {
            sd: (squares / df).sqrt(),
            df,
        });
        self.everybody.or(mean)
    }

    /// Whether each rep has a spread of its own.
    pub fn are_apart(&self) -> bool {
        !self.own.is_empty()
    }

    /// The spread for one rep, or for the whole business.
    pub fn of(&self, rep: Option<RepId>) -> Option<Pool> {
        self.everybody
            .or_else(|| rep.and_then(|rep| self.own.get(&rep).copied().flatten()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::trend::testing::{cell, week};

    // Within each cell the squares add up to 8 (two values 4 apart): 16 over 2 degrees of freedom is 8, SD 2.828.
    #[test]
    fn the_spread_is_that_within_cells_never_that_between_reps_or_weeks() {
        let cells = [
            cell("2026-W40", 1, Some(40), &[60.0, 64.0]),
            cell("2026-W41", 2, Some(40), &[90.0, 94.0]),
        ];
        let pool = Pools::ending(week("2026-W47"), &cells).of(None).unwrap();
        assert!((pool.sd - 8.0_f64.sqrt()).abs() < 1e-12 && (pool.df - 2.0).abs() < 1e-12);
    }

    #[test]
    fn only_the_last_eight_weeks_teach_it() {
        let cells = [
            cell("2026-W39", 1, None, &[0.0, 100.0]),
            cell("2026-W40", 1, None, &[60.0, 64.0]),
            cell("2026-W48", 1, None, &[0.0, 100.0]),
        ];
        let pool = Pools::ending(week("2026-W47"), &cells)
            .of(Some(RepId(1)))
            .unwrap();
        assert!((pool.sd - 8.0_f64.sqrt()).abs() < 1e-12);
    }

    // SDs of 2 and of 20 over 8 degrees of freedom each: ten times, more than the 2.5 that may be thrown together.
    #[test]
    fn reps_whose_calls_differ_far_more_than_those_of_others_are_kept_apart() {
        let steady: Vec<f64> = (0..9).map(|i| 80.0 + 2.0 * f64::from(i % 3)).collect();
        let wild: Vec<f64> = (0..9).map(|i| 50.0 + 20.0 * f64::from(i % 3)).collect();
        let cells = [
            cell("2026-W46", 1, None, &steady),
            cell("2026-W46", 2, None, &wild),
        ];
        let pools = Pools::ending(week("2026-W47"), &cells);
        assert_eq!(pools.of(None), None);
        let (one, other) = (
            pools.of(Some(RepId(1))).unwrap(),
            pools.of(Some(RepId(2))).unwrap(),
        );
        assert!((other.sd / one.sd - 10.0).abs() < 1e-9);
    }
}
