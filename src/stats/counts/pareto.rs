//! Which few make up most: counts in falling order with their shares.

use super::rate::binomial_two_sided_p;
use crate::stats::proportion::wilson;
use crate::stats::range::Range;

/// Below this many mentions the order says nothing and is not shown.
pub const SHOW_FROM: u64 = 20;

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar<'a> {
    /// What is counted.
    pub name: &'a str,
    /// How often.
    pub count: u64,
    /// Its share of all, 0..1.
    pub share: f64,
    /// How far that share could be off (Wilson).
    pub range: Range,
    /// The share of this bar and all before it, 0..1.
    pub cumulative: f64,
}

/// The bars in falling order, ties by name. Empty when nothing was counted. Juran, Quality Control Handbook.
pub fn pareto<'a>(counts: &[(&'a str, u64)], confidence: f64) -> Vec<Bar<'a>> {
    let all = counts
        .iter()
        .fold(0, |sum: u64, (_, count)| sum.saturating_add(*count));
    let mut order = counts.to_vec();
    order.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
    let mut so_far = 0_u64;
    let bar = |(name, count): (&'a str, u64)| {
        so_far = so_far.saturating_add(count);
        Some(Bar {
            name,
            count,
            share: count as f64 / all as f64,
            range: wilson(count, all, confidence)?,
            cumulative: so_far as f64 / all as f64,
        })
    };
    order.into_iter().filter_map(bar).collect()
}

/// The two-sided p-value of "these two are mentioned equally often": `first` of `first + second` against one half.
/// Only below 5 % may one be called larger than the other.
pub fn equal_p(first: u64, second: u64) -> f64 {
    binomial_two_sided_p(first, first.saturating_add(second), 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_purchase_order_errors_are_reproduced() {
        // R qcc, help page of pareto.chart.
        let counts = [
            ("price code", 80),
            ("schedule date", 27),
            ("supplier code", 66),
            ("contact num.", 94),
            ("part num.", 33),
        ];
        let bars = pareto(&counts, 0.95);
        let names: Vec<&str> = bars.iter().map(|bar| bar.name).collect();
        assert_eq!(
            names,
            [
                "contact num.",
                "price code",
                "supplier code",
                "part num.",
                "schedule date"
            ]
        );
        for (bar, (share, cumulative)) in bars.iter().zip([
            (94.0, 94.0),
            (80.0, 174.0),
            (66.0, 240.0),
            (33.0, 273.0),
            (27.0, 300.0),
        ]) {
            assert!(
                (bar.share - share / 300.0).abs() < 1e-12
                    && (bar.cumulative - cumulative / 300.0).abs() < 1e-12
            );
        }
    }

    #[test]
    fn ties_stand_in_the_order_of_their_names() {
        let names: Vec<&str> = pareto(&[("b", 2), ("a", 2), ("c", 3)], 0.95)
            .iter()
            .map(|bar| bar.name)
            .collect();
        assert_eq!(names, ["c", "a", "b"]);
    }

    #[test]
    fn nothing_counted_has_no_bars() {
        assert!(pareto(&[], 0.95).is_empty());
        assert!(pareto(&[("a", 0)], 0.95).is_empty());
    }

    #[test]
    fn the_first_two_differ_only_when_chance_does_not_explain_it() {
        assert!(equal_p(94, 80) > 0.05 && equal_p(94, 33) < 0.05);
    }

    proptest! {
        #[test]
        fn no_count_panics(
            counts in prop::collection::vec(any::<u64>(), 0..6),
            x in 0u64..500,
            confidence in prop::num::f64::ANY,
        ) {
            let counts: Vec<(&str, u64)> = counts.into_iter().map(|count| ("theme", count)).collect();
            let _ = (pareto(&counts, confidence), pareto(&counts, 0.95), equal_p(x, 7), equal_p(u64::MAX, x));
        }
    }
}
