//! How many calls a wished-for precision takes: from scratch by the textbook, and "how many more" from where one is.

use super::distribution::{t_of, z_of};
use super::mean::{Pool, finite_correction};
use super::proportion::wilson_of_share;
use super::range::sound_confidence;

/// Searches for "how many more" end here.
pub const MOST_MORE: u32 = 1_000;

/// How many to sample for a share to be known to within `margin` (a ratio, half of the range).
///
/// `n0 = z^2 p(1-p)/e^2`, `n = ceil(n0 / (1 + n0/N))`; `share` is the guess, 0.5 when there is none. `None` when
/// `margin` is not above 0, `share` is not within 0..1 or the confidence is not between 0 and 1. Lohr, Sampling
/// (2010) 2.6.
pub fn for_share(margin: f64, share: f64, population: Option<u64>, confidence: f64) -> Option<u64> {
    if !(0.0..=1.0).contains(&share) {
        return None;
    }
    of_variance(share * (1.0 - share), margin, population, confidence)
}

/// How many to sample for a mean to be known to within `margin`, in the unit of `sd`.
///
/// `n0 = (z s/e)^2`, `n = ceil(n0 / (1 + n0/N))`. `None` when `margin` is not above 0, `sd` is negative or not
/// finite, or the confidence is not between 0 and 1. Cochran, Sampling Techniques (1977) 4.6.
pub fn for_mean(margin: f64, sd: f64, population: Option<u64>, confidence: f64) -> Option<u64> {
    (sd >= 0.0).then(|| of_variance(sd * sd, margin, population, confidence))?
}

fn of_variance(
    variance: f64,
    margin: f64,
    population: Option<u64>,
    confidence: f64,
) -> Option<u64> {
    let z = z_of(sound_confidence(confidence)?);
    let unlimited = z * z * variance / (margin * margin);
    if margin.is_nan() || margin <= 0.0 || !unlimited.is_finite() {
        return None;
    }
    let correction = population.map_or(1.0, |population| 1.0 + unlimited / population as f64);
    let n = unlimited / correction;
    // A whole number that came out a hair too large is still that whole number.
    Some((n - n * 1e-12).ceil() as u64)
}

/// The fewest further calls after which the range of a mean is at most `margin` to either side: the smallest `k` with
/// `t(v+k) s_p / sqrt(n+k) sqrt(1 - (n+k)/N) <= margin`. 0 when it is already. `None` when 1,000 are not enough or the
/// pool has no spread.
pub fn more_for_mean(
    n: u64,
    pool: Pool,
    population: Option<u64>,
    margin: f64,
    confidence: f64,
) -> Option<u32> {
    let confidence = sound_confidence(confidence)?;
    if !(pool.sd > 0.0 && pool.sd.is_finite() && pool.df >= 1.0) {
        return None;
    }
    fewest(n, population, |all, k| {
        let error = pool.sd / (all as f64).sqrt() * finite_correction(all, population);
        t_of(confidence, pool.df + k) * error <= margin
    })
}

/// The fewest further calls after which, at the same rate, half of Wilson's range is at most `margin` (a ratio). 0
/// when it is already. `None` when 1,000 are not enough, `n` is 0 or `x > n`.
pub fn more_for_share(x: u64, n: u64, margin: f64, confidence: f64) -> Option<u32> {
    let confidence = sound_confidence(confidence)?;
    if n == 0 || x > n {
        return None;
    }
    let share = x as f64 / n as f64;
    fewest(n, None, |all, _| {
        wilson_of_share(share, all as f64, confidence).half_width() <= margin
    })
}

fn fewest(n: u64, population: Option<u64>, fits: impl Fn(u64, f64) -> bool) -> Option<u32> {
    (0..=MOST_MORE).find(|&k| {
        let all = n.saturating_add(u64::from(k));
        all > 0
            && (fits(all, f64::from(k)) || population.is_some_and(|population| all >= population))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_textbooks_sample_sizes_are_reproduced() {
        // Kauermann & Kuechenhoff, Stichproben (2011) p. 56, p. 57 and table 2.2; Lohr, Better Homes (n = 576).
        assert_eq!(for_share(0.05, 0.5, Some(300), 0.95), Some(169));
        assert_eq!(for_share(0.03, 0.5, Some(1251), 0.95), Some(576));
        assert_eq!(for_share(0.1, 0.2, Some(10), 0.95), Some(9));
        assert_eq!(for_mean(4.0, 10.0, Some(300), 0.95), Some(23));
    }

    #[test]
    fn more_calls_are_counted_until_the_margin_is_met() {
        let pool = Pool { sd: 9.0, df: 40.0 };
        let half = |n: f64| t_of(0.95, 40.0 + n - 5.0) * 9.0 / n.sqrt();
        let k = f64::from(more_for_mean(5, pool, None, 5.0, 0.95).unwrap_or(0));
        assert!(half(5.0 + k) <= 5.0 && half(4.0 + k) > 5.0);
        assert_eq!(more_for_mean(5, pool, Some(9), 0.01, 0.95), Some(4));
        assert_eq!(more_for_mean(5, pool, None, 50.0, 0.95), Some(0));
        assert_eq!(more_for_mean(5, pool, None, 0.001, 0.95), None);
    }

    #[test]
    fn more_calls_for_a_share_narrow_wilsons_range() {
        let k = f64::from(more_for_share(3, 10, 0.15, 0.95).unwrap_or(0));
        assert!(wilson_of_share(0.3, 10.0 + k, 0.95).half_width() <= 0.15);
        assert!(wilson_of_share(0.3, 9.0 + k, 0.95).half_width() > 0.15);
        assert_eq!(more_for_share(0, 0, 0.15, 0.95), None);
    }

    proptest! {
        #[test]
        fn nobody_needs_more_than_everyone(
            margin in 0.001..0.5f64,
            share in 0.0..=1.0f64,
            population in 1u64..5000,
        ) {
            prop_assert!(for_share(margin, share, Some(population), 0.95).is_some_and(|n| n <= population));
        }

        #[test]
        fn no_value_panics(
            a in prop::num::f64::ANY,
            b in prop::num::f64::ANY,
            c in prop::num::f64::ANY,
            n in any::<u64>(),
            x in any::<u64>(),
        ) {
            let _ = (for_share(a, b, Some(n), c), for_mean(a, b, Some(n), 0.95), more_for_share(x, n, a, 0.95));
            let _ = more_for_mean(n, Pool { sd: a, df: b }, Some(x), c, 0.95);
        }
    }
}
