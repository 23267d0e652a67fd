//! Many looks at once: p-values adjusted for how many there are. Holm for the few reps, Benjamini and Hochberg for long
//! lists of items or themes.

/// Holm's adjusted p-values, in the order given: `max over the smaller ones of (m - j + 1) p_(j)`, at most 1. Compare
/// with the level itself. `None` when a value is not within 0..1. Holm (1979) Scandinavian Journal of Statistics
/// 6:65.
pub fn holm(p: &[f64]) -> Option<Vec<f64>> {
    let order = ascending(p)?;
    let mut adjusted = vec![0.0; p.len()];
    let mut largest = 0.0_f64;
    for (place, &index) in order.iter().enumerate() {
        largest = largest.max((p.len() - place) as f64 * p[index]).min(1.0);
        adjusted[index] = largest;
    }
    Some(adjusted)
}

/// Benjamini and Hochberg's adjusted p-values, in the order given: `min over the larger ones of m/j p_(j)`, never above 1.
/// Rejecting below 0.10 means that about one in ten of the flags is noise. `None` when a value is not within 0..1.
/// Benjamini & Hochberg (1995) JRSS B 57:289.
pub fn benjamini_hochberg(p: &[f64]) -> Option<Vec<f64>> {
    let order = ascending(p)?;
    let mut adjusted = vec![0.0; p.len()];
    let mut smallest = 1.0_f64;
    for (place, &index) in order.iter().enumerate().rev() {
        smallest = smallest.min(p.len() as f64 / (place + 1) as f64 * p[index]);
        adjusted[index] = smallest;
    }
    Some(adjusted)
}

fn ascending(p: &[f64]) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&one, &other| p[one].total_cmp(&p[other]));
    p.iter().all(|p| (0.0..=1.0).contains(p)).then_some(order)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_fifteen_p_values_of_benjamini_and_hochberg_are_reproduced() {
        // Benjamini & Hochberg (1995): at 5 % theirs rejects 4, Bonferroni and Holm 3; full digits: R p.adjust.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262,
            0.5719, 0.6528, 0.759, 1.0,
        ];
        let (holm, bh) = (holm(&p).unwrap(), benjamini_hochberg(&p).unwrap());
        let rejected = |adjusted: &[f64]| adjusted.iter().filter(|p| **p <= 0.05).count();
        assert_eq!((rejected(&holm), rejected(&bh)), (3, 4));
        let near = |value: f64, expected: f64| {
            assert!(
                (value - expected).abs() < 1e-12,
                "{value} is not {expected}"
            );
        };
        near(holm[1], 0.0056);
        near(holm[6], 0.278);
        near(bh[5], 0.063_857_142_857_142_9);
        near(bh[13], 0.813_214_285_714_286);
    }

    #[test]
    fn impossible_p_values_are_refused() {
        assert_eq!(holm(&[0.5, f64::NAN]), None);
        assert_eq!(benjamini_hochberg(&[1.5]), None);
        assert_eq!(holm(&[]), Some(vec![]));
    }

    proptest! {
        #[test]
        fn adjusting_never_lowers_a_p_value_and_holm_is_the_stricter(
            p in prop::collection::vec(0.0..=1.0f64, 0..20),
        ) {
            let (holm, bh) = (holm(&p).unwrap(), benjamini_hochberg(&p).unwrap());
            for ((p, holm), bh) in p.iter().zip(&holm).zip(&bh) {
                prop_assert!(*p <= bh + 1e-12 && *bh <= holm + 1e-12 && *holm <= 1.0);
            }
        }

        #[test]
        fn no_value_panics(p in prop::collection::vec(prop::num::f64::ANY, 0..8)) {
            let _ = (holm(&p), benjamini_hochberg(&p));
        }
    }
}
