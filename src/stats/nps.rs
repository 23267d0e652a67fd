//! The Net Promoter Score with a range that holds for a handful of answers.

use super::distribution::z_of;
use super::range::{Range, sound_confidence};

/// A Net Promoter Score, as a ratio within -1..1 (the usual -100 to 100 divided by 100).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nps {
    /// The share of promoters minus the share of detractors.
    pub score: f64,
    /// The variance of a single answer (1, 0 or -1).
    pub variance: f64,
    /// The centre of the range: the score with three answers added.
    pub adjusted_centre: f64,
    /// How far the score could be off, cut at -1 and 1.
    pub range: Range,
}

/// The score of so many answers of 0-6, 7-8 and 9-10, with the adjusted Wald range. `None` when there is no answer or
/// the confidence is not between 0 and 1.
///
/// `n' = n + 3`, `p' = (promoters + 3/4)/n'`, `d' = (detractors + 3/4)/n'`;
/// `p' - d' +/- z sqrt((p' + d' - (p' - d')^2)/n')`. Rocks (2016) The American Statistician 70:365.
pub fn nps(detractors: u64, passives: u64, promoters: u64, confidence: f64) -> Option<Nps> {
    let confidence = sound_confidence(confidence)?;
    let (detractors, promoters) = (detractors as f64, promoters as f64);
    let n = detractors + passives as f64 + promoters;
    if n < 1.0 {
        return None;
    }
    let moments = |promoters: f64, detractors: f64| {
        let score = promoters - detractors;
        (score, (promoters + detractors - score * score).max(0.0))
    };
    let (score, variance) = moments(promoters / n, detractors / n);
    let larger = n + 3.0;
    let (adjusted_centre, spread) =
        moments((promoters + 0.75) / larger, (detractors + 0.75) / larger);
    let half_width = z_of(confidence) * (spread / larger).sqrt();
    Some(Nps {
        score,
        variance,
        adjusted_centre,
        range: Range::around(adjusted_centre, half_width).clipped(Some((-1.0, 1.0))),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use proptest::prelude::*;

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
    }

    #[test]
    fn the_adjusted_wald_range_of_rocks_is_reproduced() {
        // Rocks (2016) The American Statistician 70:365-372; variances from the author's R package NPS 1.1.
        let nps = |d, n, p| super::nps(d, n, p, 0.95).unwrap();
        let mixed = nps(7, 13, 16);
        near(mixed.score, 0.25);
        near(mixed.variance, 0.576_388_888_888_889);
        near(mixed.adjusted_centre, 0.230_769_230_769_230_78);
        near(mixed.range.low, -0.007_205_633_280_107_371);
        near(mixed.range.high, 0.468_744_094_818_568_93);
        near(nps(0, 2, 5).range.low, 0.108_007_203_091_989_19);
        near(nps(0, 2, 5).range.high, 0.891_992_796_908_010_8);
    }

    #[test]
    fn six_promoters_are_cut_at_one() {
        let all = nps(0, 0, 6, 0.95).unwrap();
        near(all.score, 1.0);
        near(all.range.low, 0.259_249_237_746_378_76);
        near(all.range.high, 1.0);
    }

    #[test]
    fn no_answer_gives_no_score() {
        assert_eq!(nps(0, 0, 0, 0.95), None);
    }

    proptest! {
        #[test]
        fn swapping_promoters_and_detractors_flips_the_sign(d in 0u64..30, n in 0u64..30, p in 1u64..30) {
            let (one, other) = (nps(d, n, p, 0.95).unwrap(), nps(p, n, d, 0.95).unwrap());
            prop_assert!((one.score + other.score).abs() < 1e-12 && (one.range.low + other.range.high).abs() < 1e-9);
        }

        #[test]
        fn no_count_panics(
            d in any::<u64>(),
            n in any::<u64>(),
            p in any::<u64>(),
            confidence in prop::num::f64::ANY,
        ) {
            let _ = (nps(d, n, p, confidence), nps(d, n, p, 0.95));
        }
    }
}
