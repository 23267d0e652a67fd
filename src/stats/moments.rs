//! Mean, spread, median and ranks of a handful of values; the short summary of a sample that other methods start from.

/// What most methods need to know of a sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// How many values, at least 1.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Their variance with divisor `n - 1`; 0 when there is one value.
    pub variance: f64,
}

impl Sample {
    /// The summary of `values`. `None` when there are none or one is not a finite number.
    pub fn of(values: &[f64]) -> Option<Self> {
        let mean = mean(values)?;
        let sample = Self {
            n: values.len() as u64,
            mean,
            variance: variance(values).unwrap_or(0.0),
        };
        sample.is_sound().then_some(sample)
    }

    /// The summary of `x` ones among `n` ones and noughts. `None` when `n` is 0 or `x > n`.
    pub fn of_counts(x: u64, n: u64) -> Option<Self> {
        let (share, all) = (x as f64 / n as f64, n as f64);
        let variance = if n > 1 {
            x as f64 * (1.0 - share) / (all - 1.0)
        } else {
            0.0
        };
        (n > 0 && x <= n).then_some(Self {
            n,
            mean: share,
            variance,
        })
    }

    /// How many of ones and noughts are ones.
    pub fn ones(self) -> u64 {
        (self.mean * self.n as f64).round() as u64
    }

    /// The sum of squared deviations from the mean.
    fn squares(self) -> f64 {
        self.variance * self.df()
    }

    fn from_squares(n: u64, mean: f64, squares: f64) -> Self {
        let df = n.saturating_sub(1) as f64;
        let variance = if df > 0.0 { squares.max(0.0) / df } else { 0.0 };
        Self { n, mean, variance }
    }

    /// The summary of the values of both: squares add up, and the means lie `d` apart, `d^2 n1 n2 / (n1 + n2)`. Chan,
    /// Golub and `LeVeque` (1979). Values that are all the same keep exactly no spread.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let (one, two) = (self.n as f64, other.n as f64);
        let apart = other.mean - self.mean;
        let squares = self.squares() + other.squares() + apart * apart * one * two / (one + two);
        let mean = self.mean + apart * two / (one + two);
        Self::from_squares(self.n + other.n, mean, squares)
    }

    /// The summary of the other values, after one of them was `value`. `None` when it was the only one.
    #[must_use]
    pub fn without(self, value: f64) -> Option<Self> {
        let left = self.n.checked_sub(1).filter(|left| *left > 0)?;
        let (n, rest) = (self.n as f64, left as f64);
        let mean = self.mean - (value - self.mean) / rest;
        let squares = self.squares() - (value - self.mean).powi(2) * n / rest;
        // What rounding leaves of no spread is none.
        let rounding = 1e-12 * (self.squares() + n * self.mean * self.mean);
        let squares = if squares <= rounding { 0.0 } else { squares };
        Some(Self::from_squares(left, mean, squares))
    }

    /// All of these together. `None` when there are none.
    pub fn together(samples: impl IntoIterator<Item = Self>) -> Option<Self> {
        samples.into_iter().reduce(Self::with)
    }

    /// The standard deviation, in the unit of the values.
    pub fn sd(self) -> f64 {
        self.variance.sqrt()
    }

    /// `n - 1`.
    pub fn df(self) -> f64 {
        self.n.saturating_sub(1) as f64
    }

    /// Whether there is a value, the mean is finite and the variance is finite and not negative.
    pub fn is_sound(self) -> bool {
        self.n >= 1 && self.mean.is_finite() && self.variance.is_finite() && self.variance >= 0.0
    }
}

/// The arithmetic mean. `None` when there is no value or one is not a finite number.
pub fn mean(values: &[f64]) -> Option<f64> {
    let first = *values.first()?;
    // Sums of deviations from the first value stay exact when all values are the same.
    let shift = values.iter().map(|value| value - first).sum::<f64>() / values.len() as f64;
    let mean = first + shift;
    mean.is_finite().then_some(mean)
}

/// Sum of squared deviations from the mean, in two passes. `None` as for [`mean`].
pub fn sum_of_squares(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let sum: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    sum.is_finite().then_some(sum)
}

/// The variance with divisor `n - 1`. `None` when there are fewer than two values or one is not a finite number.
pub fn variance(values: &[f64]) -> Option<f64> {
    (values.len() >= 2)
        .then(|| sum_of_squares(values))
        .flatten()
        .map(|sum| sum / (values.len() - 1) as f64)
}

/// The median; the mean of the two middle values when their number is even. `None` when there is no value or one is
/// not a finite number.
pub fn median(values: &[f64]) -> Option<f64> {
    if values.is_empty() || values.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(middle - 1)?;
    Some(lower + (upper - lower) / 2.0)
}

/// Ranks from 1 upwards in the order of `values`; equal values share the mean of their ranks.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    for tied in order.chunk_by(|&a, &b| same(values[a], values[b])) {
        // The positions of a group of ties follow each other in `order`.
        let below = order
            .partition_point(|&other| values[other].total_cmp(&values[tied[0]]).is_lt())
            as f64;
        for &index in tied {
            ranks[index] = below + f64::midpoint(tied.len() as f64, 1.0);
        }
    }
    ranks
}

/// Whether two values are the same number; plus and minus nought are, NaN never is.
pub(crate) fn same(one: f64, other: f64) -> bool {
    one.partial_cmp(&other)
        .is_some_and(std::cmp::Ordering::is_eq)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::float_cmp,
        reason = "a test may stop; these values are exact"
    )]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn identical_values_have_exactly_no_spread() {
        for value in [0.1, 1.0 / 3.0, 97.3, 1e15] {
            let sample = Sample::of(&[value; 7]).unwrap();
            assert_eq!((sample.mean, sample.variance), (value, 0.0));
        }
    }

    #[test]
    fn the_median_of_an_even_number_of_values_is_between_the_middle_two() {
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
    }

    #[test]
    fn ties_share_the_mean_of_their_ranks() {
        assert_eq!(
            ranks(&[12.0, 2.0, 1.0, 12.0, 2.0]),
            [4.5, 2.5, 1.0, 4.5, 2.5]
        );
    }

    #[test]
    fn no_number_comes_out_of_nothing() {
        assert_eq!(mean(&[]), None);
        assert_eq!(median(&[]), None);
        assert_eq!(variance(&[1.0]), None);
        assert_eq!(Sample::of(&[1.0, f64::NAN]), None);
        assert_eq!(Sample::of(&[f64::MAX, -f64::MAX, f64::MAX]), None);
    }

    #[test]
    fn ones_and_noughts_are_counted_as_their_values_are() {
        assert_eq!(Sample::of_counts(3, 4), Sample::of(&[1.0, 1.0, 1.0, 0.0]));
        assert_eq!(Sample::of_counts(3, 4).unwrap().ones(), 3);
        assert_eq!(Sample::of_counts(1, 1).unwrap().variance, 0.0);
        assert_eq!(Sample::of_counts(0, 0), None);
        assert_eq!(Sample::of_counts(2, 1), None);
    }

    #[test]
    fn what_is_alike_stays_alike_when_put_together_and_taken_apart() {
        let six = Sample::of(&[97.3; 4])
            .unwrap()
            .with(Sample::of(&[97.3; 2]).unwrap());
        assert_eq!((six.n, six.mean, six.variance), (6, 97.3, 0.0));
        let without = Sample::of(&[80.1, 80.1, 80.1, 20.0])
            .unwrap()
            .without(20.0)
            .unwrap();
        assert_eq!((without.n, without.variance), (3, 0.0));
        assert_eq!(Sample::of(&[1.0]).unwrap().without(1.0), None);
    }

    proptest! {
        #[test]
        fn samples_together_are_the_sample_of_all(
            values in prop::collection::vec(0.0..100.0_f64, 2..30), part in 1_usize..29,
        ) {
            let part = part.min(values.len() - 1);
            let of = |values: &[f64]| Sample::of(values).unwrap();
            let (all, together) = (of(&values), of(&values[..part]).with(of(&values[part..])));
            prop_assert!(together.n == all.n && (together.mean - all.mean).abs() < 1e-9);
            prop_assert!((together.variance - all.variance).abs() < 1e-8);
            let (without, rest) = (all.without(values[0]).unwrap(), of(&values[1..]));
            prop_assert!(without.n == rest.n && (without.mean - rest.mean).abs() < 1e-9);
            prop_assert!((without.variance - rest.variance).abs() < 1e-7);
        }

        #[test]
        fn ranks_add_up_to_the_same_sum_whatever_the_ties(values in prop::collection::vec(-3i8..3, 0..30)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let n = values.len() as f64;
            prop_assert_eq!(ranks(&values).iter().sum::<f64>(), n * (n + 1.0) / 2.0);
        }

        #[test]
        fn no_value_makes_the_moments_panic(values in prop::collection::vec(prop::num::f64::ANY, 0..12)) {
            let _ = (Sample::of(&values), median(&values), ranks(&values));
        }
    }
}
