//! Who is ahead of whom: every pair of people is compared, allowing for how many pairs there are. Never a bare ranking:
//! of four people the one with the highest mean of five calls is really the best about every second time.

use super::adjust::holm;
use super::difference::{Difference, pooled_means, welch};
use super::mean::Pool;
use super::moments::mean;
use super::range::sound_confidence;

/// Two people compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The index of the one in the groups given.
    pub first: usize,
    /// The index of the other, larger than `first`.
    pub second: usize,
    /// First minus second, with the range of this pair on its own.
    pub difference: Difference,
    /// The p-value adjusted for all pairs (Holm).
    pub p: f64,
    /// Whether that is below `1 - confidence`.
    pub is_real: bool,
}

/// Where someone stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Really above at least one of the others and below none.
    Ahead,
    /// No difference can be seen, or above some and below others.
    Level,
    /// Really below at least one of the others and above none.
    Behind,
}

impl Standing {
    /// The stable word in snake case, as it appears in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Level => "level",
            Self::Behind => "behind",
        }
    }
}

/// All people compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The pairs that could be compared; one with too few values is left out.
    pub pairs: Vec<Pair>,
    /// Where each stands, in the order given.
    pub standings: Vec<Standing>,
    /// Whether all neighbours in the order of their means really differ: only then may one say first, second, third.
    pub is_ordered: bool,
}

/// Compares every pair of `groups` of scores: the pooled t range with a `pool` of at least 10 degrees of freedom, else
/// Welch's (three values a side), and Holm's adjustment over all pairs. Nobody is ahead when the confidence is not
/// between 0 and 1. Holm (1979) Scandinavian Journal of Statistics 6:65.
pub fn ranking(groups: &[&[f64]], pool: Option<Pool>, confidence: f64) -> Ranking {
    let pairs = compare(groups, pool, confidence).unwrap_or_default();
    // How the group at `index` compares in a pair: above 0 when it is really ahead.
    let side = |pair: &Pair, index: usize| match index {
        _ if !pair.is_real => 0.0,
        _ if index == pair.first => pair.difference.difference,
        _ if index == pair.second => -pair.difference.difference,
        _ => 0.0,
    };
    let standing = |index: usize| {
        let above = pairs.iter().any(|pair| side(pair, index) > 0.0);
        let below = pairs.iter().any(|pair| side(pair, index) < 0.0);
        match (above, below) {
            (true, false) => Standing::Ahead,
            (false, true) => Standing::Behind,
            _ => Standing::Level,
        }
    };
    Ranking {
        standings: (0..groups.len()).map(standing).collect(),
        is_ordered: is_ordered(groups, &pairs),
        pairs,
    }
}

fn compare(groups: &[&[f64]], pool: Option<Pool>, confidence: f64) -> Option<Vec<Pair>> {
    let confidence = sound_confidence(confidence)?;
    let pool = pool.filter(|pool| pool.is_enough());
    let difference = |first: usize, second: usize| match pool {
        Some(pool) => pooled_means(groups[first], groups[second], pool, confidence),
        None => welch(groups[first], groups[second], confidence).ok(),
    };
    let compared: Vec<(usize, usize, Difference)> = (0..groups.len())
        .flat_map(|first| (first + 1..groups.len()).map(move |second| (first, second)))
        .filter_map(|(first, second)| Some((first, second, difference(first, second)?)))
        .collect();
    let p: Vec<f64> = compared
        .iter()
        .map(|(_, _, difference)| difference.p)
        .collect();
    let pair = |((first, second, difference), p): ((usize, usize, Difference), f64)| Pair {
        first,
        second,
        difference,
        p,
        is_real: p < 1.0 - confidence,
    };
    Some(compared.into_iter().zip(holm(&p)?).map(pair).collect())
}

fn is_ordered(groups: &[&[f64]], pairs: &[Pair]) -> bool {
    let Some(means) = groups
        .iter()
        .map(|group| mean(group))
        .collect::<Option<Vec<f64>>>()
    else {
        return false;
    };
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by(|&one, &other| means[one].total_cmp(&means[other]));
    let differ = |one: usize, other: usize| {
        let is_this = |pair: &&Pair| pair.first == one.min(other) && pair.second == one.max(other);
        pairs.iter().find(is_this).is_some_and(|pair| pair.is_real)
    };
    groups.len() >= 2 && order.windows(2).all(|pair| differ(pair[0], pair[1]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const POOL: Option<Pool> = Some(Pool { sd: 9.0, df: 40.0 });

    fn standings(means: &[f64], calls: usize) -> (Vec<Standing>, bool) {
        let groups: Vec<Vec<f64>> = means.iter().map(|mean| vec![*mean; calls]).collect();
        let groups: Vec<&[f64]> = groups.iter().map(Vec::as_slice).collect();
        let found = ranking(&groups, POOL, 0.95);
        (found.standings, found.is_ordered)
    }

    #[test]
    fn nobody_is_first_among_people_whose_ranges_overlap() {
        assert_eq!(
            standings(&[84.0, 80.0, 78.0], 5),
            (vec![Standing::Level; 3], false)
        );
    }

    #[test]
    fn the_one_who_really_stands_out_is_ahead_and_the_others_are_not_numbered() {
        let (found, is_ordered) = standings(&[95.0, 70.0, 72.0], 5);
        assert_eq!(found, [Standing::Ahead, Standing::Behind, Standing::Behind]);
        assert!(!is_ordered);
    }

    #[test]
    fn people_are_numbered_only_when_all_neighbours_differ() {
        let (found, is_ordered) = standings(&[75.0, 95.0, 55.0], 10);
        assert_eq!(found, [Standing::Level, Standing::Ahead, Standing::Behind]);
        assert!(is_ordered);
    }

    #[test]
    fn more_people_make_a_gap_harder_to_believe() {
        // A gap of 12 with five calls each has p = 0.041 on its own.
        assert_eq!(
            standings(&[92.0, 80.0], 5).0,
            [Standing::Ahead, Standing::Behind]
        );
        assert_eq!(standings(&[92.0, 80.0, 86.0], 5).0, [Standing::Level; 3]);
    }

    #[test]
    fn one_person_alone_is_level_and_not_numbered() {
        assert_eq!(standings(&[92.0], 5), (vec![Standing::Level], false));
        assert_eq!(standings(&[], 5), (vec![], false));
    }

    proptest! {
        #[test]
        fn someone_is_ahead_exactly_when_someone_is_behind(means in prop::collection::vec(0.0..100.0f64, 0..6)) {
            let (found, _) = standings(&means, 6);
            let any = |standing| found.contains(&standing);
            prop_assert_eq!(any(Standing::Ahead), any(Standing::Behind));
        }

        #[test]
        fn no_value_panics(
            a in prop::collection::vec(prop::num::f64::ANY, 0..5),
            b in prop::collection::vec(prop::num::f64::ANY, 0..5),
            confidence in prop::num::f64::ANY,
        ) {
            let _ = ranking(&[&a, &b, &a], None, confidence);
            let _ = ranking(&[&a, &b, &a], POOL, 0.95);
        }
    }
}
