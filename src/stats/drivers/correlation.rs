//! Pearson's, Kendall's and Spearman's correlation. Kendall's tau-b for satisfaction scores, which have many ties.

use crate::stats::distribution::{t_two_sided_p, z_of};
use crate::stats::moments::{mean, ranks};
use crate::stats::range::{Range, sound_confidence};
use crate::stats::status::Status;

/// Below this many calls a correlation is not shown.
pub const SHOW_FROM: usize = 10;
/// Fisher's z needs this many pairs.
const RANGE_FROM: usize = 4;

/// Pearson's correlation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    /// How many pairs.
    pub n: usize,
    /// The coefficient, -1..1.
    pub r: f64,
    /// How far it could be off. `None` with fewer than four pairs.
    pub range: Option<Range>,
    /// Student's statistic of "no correlation"; infinite when all points lie on a line.
    pub t: f64,
    /// The two-sided p-value of "no correlation".
    pub p: f64,
    /// `Ok` or `TooFew` (three pairs: no range).
    pub status: Status,
}

/// Pearson's r with the range of Fisher's z, `tanh(atanh r +/- z/sqrt(n-3))`, and `t = r sqrt((n-2)/(1-r^2))`.
///
/// `Err` with `NoData`, `TooFew` (fewer than three pairs), `Constant` (one side never changes) or `Invalid` (lengths
/// differ, not finite). Pearson (1896); Fisher (1921) Metron 1:3.
pub fn pearson(x: &[f64], y: &[f64], confidence: f64) -> Result<Correlation, Status> {
    let confidence = sound_confidence(confidence).ok_or(Status::Invalid)?;
    check(x, y)?;
    let r = coefficient(x, y)?;
    if x.len() < 3 {
        return Err(Status::TooFew);
    }
    let n = x.len() as f64;
    let t = r * ((n - 2.0) / (1.0 - r * r)).sqrt();
    let enough = x.len() >= RANGE_FROM;
    Ok(Correlation {
        n: x.len(),
        r,
        range: fisher(r, x.len() as u64, confidence),
        t,
        p: t_two_sided_p(t, n - 2.0),
        status: if enough { Status::Ok } else { Status::TooFew },
    })
}

/// How far a correlation `r` of `n` pairs could be off, by Fisher's z. `None` with fewer than four pairs or an `r` that is
/// none. Fisher (1921) Metron 1:3.
pub fn fisher(r: f64, n: u64, confidence: f64) -> Option<Range> {
    let confidence = sound_confidence(confidence)?;
    if n < RANGE_FROM as u64 || !(-1.0..=1.0).contains(&r) {
        return None;
    }
    let half_width = z_of(confidence) / (n as f64 - 3.0).sqrt();
    let z = Range::around(r.atanh(), half_width).finite();
    Some(z.map_or(Range::exactly(r), |z| Range {
        low: z.low.tanh(),
        high: z.high.tanh(),
    }))
}

/// Spearman's rho: [`pearson`]'s r of the ranks, ties sharing their mean rank. `Err` as there. Spearman (1904).
pub fn spearman(x: &[f64], y: &[f64]) -> Result<f64, Status> {
    check(x, y)?;
    coefficient(&ranks(x), &ranks(y))
}

/// Kendall's tau-b, `(C - D)/sqrt((n0 - n1)(n0 - n2))`, `n1` and `n2` the pairs tied in `x` and in `y`. `Err` as for
/// [`pearson`].
///
/// Kendall (1945) Biometrika 33:239; sorted instead of pair by pair, Knight (1966) JASA 61:436.
pub fn kendall_tau_b(x: &[f64], y: &[f64]) -> Result<f64, Status> {
    check(x, y)?;
    // Nought has two signs, which are the same number.
    let mut both: Vec<(f64, f64)> = x.iter().zip(y).map(|(x, y)| (x + 0.0, y + 0.0)).collect();
    both.sort_unstable_by(|(x1, y1), (x2, y2)| x1.total_cmp(x2).then(y1.total_cmp(y2)));
    let tied_x = tied(both.iter().map(|(x, _)| *x));
    let tied_both = tied(both.iter().copied());
    let mut y: Vec<f64> = both.iter().map(|(_, y)| *y).collect();
    let against = sort_counting(&mut y);
    let tied_y = tied(y.iter().copied());
    let pairs = pairs(both.len() as u64);
    if tied_x == pairs || tied_y == pairs {
        return Err(Status::Constant);
    }
    let untied = pairs + tied_both - tied_x - tied_y;
    let balance = untied as f64 - 2.0 * against as f64;
    let tau = balance / (f64::sqrt((pairs - tied_x) as f64) * f64::sqrt((pairs - tied_y) as f64));
    Ok(tau.clamp(-1.0, 1.0))
}

/// How many pairs there are among so many.
fn pairs(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

/// How many pairs of sorted values are the same.
fn tied<T: PartialEq>(sorted: impl Iterator<Item = T>) -> u64 {
    let (mut all, mut run, mut last) = (0, 0, None);
    for value in sorted {
        run = if last.as_ref() == Some(&value) {
            run + 1
        } else {
            0
        };
        all += run;
        last = Some(value);
    }
    all
}

/// Sorts, and counts the pairs that stood the wrong way round.
fn sort_counting(values: &mut [f64]) -> u64 {
    let half = values.len() / 2;
    if half == 0 {
        return 0;
    }
    let (first, second) = values.split_at_mut(half);
    let mut wrong = sort_counting(first) + sort_counting(second);
    let mut merged = Vec::with_capacity(first.len() + second.len());
    let (mut i, mut j) = (0, 0);
    while i < first.len() && j < second.len() {
        if second[j] < first[i] {
            wrong += (first.len() - i) as u64;
            merged.push(second[j]);
            j += 1;
        } else {
            merged.push(first[i]);
            i += 1;
        }
    }
    merged.extend_from_slice(&first[i..]);
    merged.extend_from_slice(&second[j..]);
    values.copy_from_slice(&merged);
    wrong
}

fn check(x: &[f64], y: &[f64]) -> Result<(), Status> {
    let sound = x.len() == y.len() && x.iter().chain(y).all(|value| value.is_finite());
    match x.len() {
        _ if !sound => Err(Status::Invalid),
        0 => Err(Status::NoData),
        1 => Err(Status::TooFew),
        _ => Ok(()),
    }
}

/// The correlation of two checked columns.
pub(super) fn coefficient(x: &[f64], y: &[f64]) -> Result<f64, Status> {
    let (x, y) = (deviations(x)?, deviations(y)?);
    let r: f64 = x.iter().zip(&y).map(|(x, y)| x * y).sum();
    Ok(r.clamp(-1.0, 1.0))
}

/// The deviations from the mean, scaled to length 1.
fn deviations(values: &[f64]) -> Result<Vec<f64>, Status> {
    let mean = mean(values).ok_or(Status::Invalid)?;
    let largest = values
        .iter()
        .fold(0.0, |largest: f64, value| largest.max((value - mean).abs()));
    if largest <= 0.0 {
        return Err(Status::Constant);
    }
    let scaled: Vec<f64> = values
        .iter()
        .map(|value| (value - mean) / largest)
        .collect();
    let length = scaled.iter().map(|value| value * value).sum::<f64>().sqrt();
    length
        .is_finite()
        .then(|| scaled.iter().map(|value| value / length).collect())
        .ok_or(Status::Invalid)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use proptest::prelude::*;

    const LIGHTNESS: [f64; 9] = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
    const PANEL: [f64; 9] = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];

    fn near(value: f64, expected: f64, tolerance: f64) {
        assert!(
            (value - expected).abs() <= tolerance,
            "{value} is not {expected}"
        );
    }

    #[test]
    fn the_tuna_of_hollander_and_wolfe_is_reproduced() {
        // Hollander & Wolfe (1973) p. 185; R, help page of cor.test: 0.5711816, -0.1497426 to 0.8955795, p 0.1082.
        let tuna = pearson(&LIGHTNESS, &PANEL, 0.95).unwrap();
        near(tuna.r, 0.571_181_6, 5.1e-8);
        near(tuna.range.unwrap().low, -0.149_742_6, 5.1e-8);
        near(tuna.range.unwrap().high, 0.895_579_5, 5.1e-8);
        near(tuna.p, 0.1082, 5e-5);
        near(tuna.t, 1.841_082_638_115_34, 1e-8);
        near(kendall_tau_b(&LIGHTNESS, &PANEL).unwrap(), 4.0 / 9.0, 1e-12);
        near(spearman(&LIGHTNESS, &PANEL).unwrap(), 0.6, 1e-12);
    }

    #[test]
    fn ties_on_both_sides_are_reproduced() {
        // SciPy, documentation of kendalltau.
        let tau = kendall_tau_b(&[12.0, 2.0, 1.0, 12.0, 2.0], &[1.0, 4.0, 7.0, 1.0, 0.0]).unwrap();
        near(tau, -0.471_404_520_791_031_73, 1e-12);
    }

    #[test]
    fn a_behaviour_that_is_always_done_cannot_be_told_apart() {
        let (always, score) = ([1.0; 4], [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(pearson(&always, &score, 0.95), Err(Status::Constant));
        assert_eq!(kendall_tau_b(&always, &score), Err(Status::Constant));
        assert_eq!(spearman(&score, &always), Err(Status::Constant));
    }

    #[test]
    fn three_pairs_have_a_correlation_but_no_range() {
        let three = pearson(&[1.0, 2.0, 3.0], &[2.0, 4.0, 7.0], 0.95).unwrap();
        assert_eq!((three.status, three.range), (Status::TooFew, None));
        assert_eq!(pearson(&[1.0, 2.0], &[1.0, 2.0], 0.95), Err(Status::TooFew));
        assert_eq!(pearson(&[], &[], 0.95), Err(Status::NoData));
        assert_eq!(pearson(&[1.0], &[], 0.95), Err(Status::Invalid));
    }

    proptest! {
        #[test]
        fn turning_one_side_over_flips_the_sign(pairs in prop::collection::vec((-9i8..9, -9i8..9), 4..20)) {
            let x: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.0)).collect();
            let y: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.1)).collect();
            let turned: Vec<f64> = y.iter().map(|value| -3.0 * value + 1.0).collect();
            for (one, other) in [
                (spearman(&x, &y), spearman(&x, &turned)),
                (kendall_tau_b(&x, &y), kendall_tau_b(&x, &turned)),
                (pearson(&x, &y, 0.95).map(|found| found.r), pearson(&x, &turned, 0.95).map(|found| found.r)),
            ] {
                match (one, other) {
                    (Ok(one), Ok(other)) => prop_assert!((one + other).abs() < 1e-9 && one.abs() <= 1.0),
                    (one, other) => prop_assert_eq!(one, other),
                }
            }
        }

        #[test]
        fn sorting_finds_what_looking_at_every_pair_finds(pairs in prop::collection::vec((-4i8..4, -4i8..4), 2..40)) {
            let x: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.0)).collect();
            let y: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.1)).collect();
            let (mut balance, mut untied_x, mut untied_y) = (0.0, 0.0, 0.0);
            for i in 0..pairs.len() {
                for j in 0..i {
                    let sign = |one: i8, other: i8| f64::from((one - other).signum());
                    let (dx, dy) = (sign(pairs[i].0, pairs[j].0), sign(pairs[i].1, pairs[j].1));
                    balance += dx * dy;
                    untied_x += f64::abs(dx);
                    untied_y += f64::abs(dy);
                }
            }
            match kendall_tau_b(&x, &y) {
                Ok(tau) => prop_assert!((tau - balance / f64::sqrt(untied_x * untied_y)).abs() < 1e-12),
                Err(_) => prop_assert!(untied_x * untied_y < 0.5),
            }
        }

        #[test]
        fn the_range_holds_the_correlation(
            x in prop::collection::vec(0.0..100.0f64, 12),
            y in prop::collection::vec(0.0..100.0f64, 12),
            n in 4usize..12,
        ) {
            let found = pearson(&x[..n], &y[..n], 0.95).unwrap();
            let range = found.range.unwrap();
            prop_assert!(range.contains(found.r) && range.low >= -1.0 && range.high <= 1.0);
        }

        #[test]
        fn no_value_panics(
            x in prop::collection::vec(prop::num::f64::ANY, 0..6),
            y in prop::collection::vec(prop::num::f64::ANY, 0..6),
            confidence in prop::num::f64::ANY,
        ) {
            let _ = (pearson(&x, &y, confidence), spearman(&x, &y), kendall_tau_b(&x, &y), pearson(&x, &x, 0.95));
        }
    }
}
