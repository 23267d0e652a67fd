//! The mean of a whole whose parts differ so much in spread that they cannot share one: each part brings its own, learnt
//! from its past.

use super::distribution::t_of;
use super::mean::Pool;
use super::range::{Range, sound_confidence};
use super::stratified::Stratum;

/// How far the mean of all strata could be off, up and down, each group of strata with the spread of its own past.
///
/// `var = sum (N_h/N)^2 (1 - n_h/N_h) s_g^2/n_h`, degrees of freedom by Welch and Satterthwaite over the groups: `var^2 /
/// sum (var_g^2/df_g)`. `None` when a stratum has members and no sample, a group with anything unheard has no spread of at
/// least 10 degrees of freedom, or nothing is given. Satterthwaite (1946) Biometrics Bulletin 2:110.
pub fn half_width(groups: &[(Option<Pool>, Vec<Stratum>)], confidence: f64) -> Option<f64> {
    let confidence = sound_confidence(confidence)?;
    let strata = || groups.iter().flat_map(|(_, strata)| strata);
    let whole: f64 = strata().map(|stratum| stratum.population as f64).sum();
    let (mut variance, mut squares_over_df) = (0.0, 0.0);
    for (pool, strata) in groups {
        let mut unknown = 0.0;
        for stratum in strata.iter().filter(|stratum| stratum.population > 0) {
            let n = stratum.sample?.n as f64;
            let all = stratum.population as f64;
            unknown += (all / whole).powi(2) * (1.0 - n / all).max(0.0) / n;
        }
        if unknown > 0.0 {
            let pool = pool.filter(|pool| pool.is_enough())?;
            let own = unknown * pool.sd * pool.sd;
            variance += own;
            squares_over_df += own * own / pool.df;
        }
    }
    if whole <= 0.0 || !variance.is_finite() {
        return None;
    }
    if variance <= 0.0 {
        return Some(0.0);
    }
    Some(t_of(confidence, variance * variance / squares_over_df) * variance.sqrt())
}

/// The same around the stratified mean, clipped to `bounds`.
pub fn range(
    groups: &[(Option<Pool>, Vec<Stratum>)],
    bounds: Option<(f64, f64)>,
    confidence: f64,
) -> Option<Range> {
    let half_width = half_width(groups, confidence)?;
    let sampled = || {
        let strata = groups.iter().flat_map(|(_, strata)| strata);
        strata.filter_map(|one| Some((one.population as f64, one.sample?.mean)))
    };
    let whole: f64 = sampled().map(|(population, _)| population).sum();
    let mean = sampled()
        .map(|(population, mean)| population / whole * mean)
        .sum();
    Some(Range::around(mean, half_width).finite()?.clipped(bounds))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::stats::CONFIDENCE;

    fn pool(sd: f64, df: f64) -> Pool {
        Pool { sd, df }
    }

    // t(0.975; 20) = 2.086 (Student's table); 2.086 * 9 / sqrt(4) * sqrt(1 - 4/40) = 8.905.
    #[test]
    fn one_group_is_the_range_with_its_pool() {
        let groups = [(
            Some(pool(9.0, 20.0)),
            vec![Stratum::of(40, &[80.0, 70.0, 90.0, 60.0])],
        )];
        assert!((half_width(&groups, CONFIDENCE).unwrap() - 8.905).abs() < 0.001);
        let range = range(&groups, Some((0.0, 80.0)), CONFIDENCE).unwrap();
        assert!((range.low - 66.095).abs() < 0.001 && (range.high - 80.0).abs() < 1e-9);
    }

    // 0.25 * 0.9 / 4 = 0.05625 each; variance 0.05625 * (4 + 400) = 22.725; df 22.725^2 / (0.225^2/20 + 22.5^2/20) = 20.40,
    // t = 2.083; 2.083 * 4.767 = 9.932.
    #[test]
    fn a_steady_and_a_wild_group_each_keep_their_spread() {
        let calls = [80.0, 70.0, 90.0, 60.0];
        let groups = [
            (Some(pool(2.0, 20.0)), vec![Stratum::of(40, &calls)]),
            (Some(pool(20.0, 20.0)), vec![Stratum::of(40, &calls)]),
        ];
        assert!((half_width(&groups, CONFIDENCE).unwrap() - 9.932).abs() < 0.005);
    }

    #[test]
    fn what_was_heard_whole_needs_no_spread_and_what_was_not_does() {
        let whole = (None, vec![Stratum::of(2, &[80.0, 90.0])]);
        assert_eq!(
            half_width(std::slice::from_ref(&whole), CONFIDENCE),
            Some(0.0)
        );
        let part = (None, vec![Stratum::of(9, &[80.0, 90.0])]);
        assert_eq!(half_width(&[whole, part], CONFIDENCE), None);
        assert_eq!(half_width(&[], CONFIDENCE), None);
        assert_eq!(
            half_width(
                &[(Some(pool(9.0, 20.0)), vec![Stratum::of(9, &[])])],
                CONFIDENCE
            ),
            None
        );
    }
}
