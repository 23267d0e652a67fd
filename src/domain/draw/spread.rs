//! Spreading a draw: one rep's frame cut into parts, so that both halves of the week, or short and long calls, are heard.
//! Each part is a draw of its own with its own frame; the estimates put them together again by their sizes.

use chrono::{Days, NaiveDate};

use crate::domain::call::words;
use crate::domain::draw::{Half, Rule};
use crate::stats::allocation::{self, Part as Share, Policy};

/// Days in the first half of the week: Monday to Wednesday.
const FIRST_HALF: u64 = 3;

words! {
    /// Over what the calls of a draw are spread.
    Spread {
        /// Over nothing: one frame for each rep.
        Nothing = "nothing",
        /// Over Monday to Wednesday and Thursday to Sunday.
        Week = "week",
        /// Over the shorter and the longer half of the calls.
        Length = "length",
        /// Over both.
        Both = "both",
    }
}

/// What the parts are cut by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The day of the call, in the business's zone.
    pub on: NaiveDate,
    /// Seconds of talk. None for what is written, or of unknown length: it counts as short.
    pub talk_secs: Option<i64>,
}

/// One part of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What lets a call into this part.
    pub rule: Rule,
    /// Its calls, as indexes of those given.
    pub calls: Vec<usize>,
    /// How many of them are heard.
    pub picks: usize,
}

/// Cuts the `calls` that `rule` lets in and shares `picks` out in proportion to the parts, at least one each. Where there
/// are fewer picks than parts the lengths are thrown together first, then the days.
pub fn parts(rule: &Rule, spread: Spread, picks: usize, calls: &[Placed]) -> Vec<Part> {
    let coarser = match spread {
        Spread::Nothing => &[Spread::Nothing][..],
        Spread::Week => &[Spread::Week, Spread::Nothing],
        Spread::Length => &[Spread::Length, Spread::Nothing],
        Spread::Both => &[Spread::Both, Spread::Week, Spread::Nothing],
    };
    let mut parts = Vec::new();
    for spread in coarser {
        parts = cut(rule, *spread, calls);
        if parts.len() <= picks.max(1) {
            break;
        }
    }
    let sizes: Vec<Share> = parts
        .iter()
        .map(|part| Share {
            low: 1,
            ..Share::of(part.calls.len() as u64, 0.0)
        })
        .collect();
    let shares = allocation::allocate(&sizes, picks as u64, Policy::Proportional).n;
    for (part, share) in parts.iter_mut().zip(shares) {
        part.picks = share as usize;
    }
    parts
}

/// The parts that hold any call.
fn cut(rule: &Rule, spread: Spread, calls: &[Placed]) -> Vec<Part> {
    let thursday = rule.from_on + Days::new(FIRST_HALF);
    let days = match spread {
        Spread::Week | Spread::Both if thursday <= rule.to_on => vec![
            Rule {
                to_on: thursday - Days::new(1),
                ..rule.clone()
            },
            Rule {
                from_on: thursday,
                ..rule.clone()
            },
        ],
        _ => vec![rule.clone()],
    };
    let mut rules = days;
    if let Spread::Length | Spread::Both = spread
        && let Some(middle) = middle(calls)
    {
        let halves = |rule: Rule| {
            [false, true].map(|longer| Rule {
                half: Some(Half {
                    at_secs: middle,
                    longer,
                }),
                ..rule.clone()
            })
        };
        rules = rules.into_iter().flat_map(halves).collect();
    }
    let of = |rule: Rule| Part {
        calls: (0..calls.len())
            .filter(|call| lets_in(&rule, calls[*call]))
            .collect(),
        rule,
        picks: 0,
    };
    let parts = rules.into_iter().map(of);
    parts.filter(|part| !part.calls.is_empty()).collect()
}

/// Whether a call that the whole rule lets in belongs to this part of it.
fn lets_in(part: &Rule, call: Placed) -> bool {
    let is_longer = |half: Half| call.talk_secs.is_some_and(|secs| secs >= half.at_secs);
    let fits = part.half.is_none_or(|half| half.longer == is_longer(half));
    fits && part.from_on <= call.on && call.on <= part.to_on
}

/// The length that parts the shorter half from the longer one. None where every call is as long as the others.
fn middle(calls: &[Placed]) -> Option<i64> {
    let mut lengths: Vec<i64> = calls.iter().filter_map(|call| call.talk_secs).collect();
    lengths.sort_unstable();
    let middle = *lengths.get(lengths.len() / 2)?;
    let shortest = *lengths.first()?;
    (middle > shortest).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::week::Week;
    use proptest::prelude::*;

    fn rule() -> Rule {
        Rule::of_week(Week::of(
            NaiveDate::from_ymd_opt(2026, 11, 16).unwrap_or_default(),
        ))
    }

    fn call(day: u64, talk_secs: Option<i64>) -> Placed {
        Placed {
            on: rule().from_on + Days::new(day),
            talk_secs,
        }
    }

    fn sizes(parts: &[Part]) -> Vec<(usize, usize)> {
        parts
            .iter()
            .map(|part| (part.calls.len(), part.picks))
            .collect()
    }

    #[test]
    fn a_week_is_cut_before_thursday_and_picks_follow_the_sizes() {
        let calls: Vec<Placed> = (0..12).map(|at| call([0, 1, 2, 4][at % 4], None)).collect();
        let parts = parts(&rule(), Spread::Week, 4, &calls);
        assert_eq!(sizes(&parts), [(9, 3), (3, 1)]);
        assert_eq!(parts[1].rule.from_on, rule().from_on + Days::new(3));
    }

    #[test]
    fn lengths_are_cut_in_the_middle_and_what_has_none_is_short() {
        let calls = [Some(60), Some(90), Some(200), Some(900), None].map(|secs| call(0, secs));
        let parts = parts(&rule(), Spread::Length, 2, &calls);
        assert_eq!(sizes(&parts), [(3, 1), (2, 1)]);
        assert_eq!(
            parts[1].rule.half,
            Some(Half {
                at_secs: 200,
                longer: true
            })
        );
    }

    #[test]
    fn too_few_picks_throw_the_lengths_together_then_the_days() {
        let calls: Vec<Placed> = (0..16)
            .map(|at| call(at % 7, Some(60 + at as i64)))
            .collect();
        let of = |picks| parts(&rule(), Spread::Both, picks, &calls).len();
        assert_eq!((of(4), of(3), of(2), of(1)), (4, 2, 2, 1));
    }

    #[test]
    fn calls_that_are_all_alike_are_not_cut() {
        let calls = [call(0, Some(300)); 5];
        assert_eq!(parts(&rule(), Spread::Both, 4, &calls).len(), 1);
        assert!(parts(&rule(), Spread::Both, 4, &[]).is_empty());
    }

    proptest! {
        #[test]
        fn every_call_is_in_one_part_and_no_pick_is_lost(
            days in proptest::collection::vec((0_u64..7, proptest::option::of(60_i64..900)), 0..40),
            picks in 0_usize..12,
            at in 0_usize..4,
        ) {
            let calls: Vec<Placed> = days.into_iter().map(|(day, secs)| call(day, secs)).collect();
            let parts = parts(&rule(), Spread::ALL[at], picks, &calls);
            let mut all: Vec<usize> = parts.iter().flat_map(|part| part.calls.clone()).collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..calls.len()).collect::<Vec<_>>());
            prop_assert_eq!(parts.iter().map(|part| part.picks).sum::<usize>(), picks.min(calls.len()));
            prop_assert!(parts.iter().all(|part| part.picks <= part.calls.len()));
            if picks > 0 {
                prop_assert!(parts.iter().all(|part| part.picks >= 1), "{:?}", sizes(&parts));
            }
        }
    }
}
