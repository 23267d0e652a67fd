//! Where a long history most likely changed once: a suggestion to begin a new baseline, never more.

use super::moments::ranks;
use super::status::Status;

/// Below this many points no suggestion is made.
pub const SUGGEST_FROM: usize = 20;

/// The most likely place of one change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// How many values come before the change.
    pub after: usize,
    /// The size of Pettitt's statistic.
    pub u: f64,
    /// The approximate two-sided p-value of "no change".
    pub p: f64,
}

/// Pettitt's test: `U_k = 2 sum_{i<=k} r_i - k(n+1)` over the ranks, the change after the `k` with the largest
/// `|U_k|` (the first of ties), `p ~ 2 exp(-6 U^2/(n^3 + n^2))`.
///
/// `Err` with `NoData`, `Invalid` (a value that is not finite), `TooFew` (one value) or `NoSpread` (all the same).
/// Pettitt (1979) Applied Statistics 28:126.
pub fn pettitt(values: &[f64]) -> Result<Change, Status> {
    if values.iter().any(|value| !value.is_finite()) {
        return Err(Status::Invalid);
    }
    match values.len() {
        0 => return Err(Status::NoData),
        1 => return Err(Status::TooFew),
        _ => {}
    }
    let n = values.len() as f64;
    let mut sum = 0.0;
    let (mut after, mut u) = (0, 0.0);
    for (index, rank) in ranks(values).into_iter().enumerate() {
        sum += 2.0 * rank - (n + 1.0);
        if f64::abs(sum) > u {
            (after, u) = (index + 1, sum.abs());
        }
    }
    if u <= 0.0 {
        return Err(Status::NoSpread);
    }
    let p = 2.0 * (-6.0 * u * u / (n.powi(3) + n * n)).exp();
    Ok(Change {
        after,
        u,
        p: p.min(1.0),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_nile_changed_after_28_years() {
        // R trend 1.1.6, pettitt.test(Nile); Cobb (1978): the change of 1898.
        let nile = [
            1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020,
            960, 1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840,
            874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120,
            1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845,
            944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
            744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919,
            718, 714, 740,
        ]
        .map(f64::from);
        let change = pettitt(&nile).unwrap();
        assert_eq!(change.after, 28);
        assert!((change.u - 1617.0).abs() < 1e-9);
        assert!((change.p / 3.591_022_176_936_29e-7 - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_history_that_never_changes_has_no_change() {
        assert_eq!(pettitt(&[5.0; 30]), Err(Status::NoSpread));
        assert_eq!(pettitt(&[5.0]), Err(Status::TooFew));
        assert_eq!(pettitt(&[]), Err(Status::NoData));
        assert_eq!(pettitt(&[1.0, f64::NAN]), Err(Status::Invalid));
    }

    proptest! {
        #[test]
        fn other_units_leave_the_change_alone(values in prop::collection::vec(-50i32..50, 2..60)) {
            let plain: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
            let other: Vec<f64> = plain.iter().map(|value| value * -0.5 + 7.0).collect();
            prop_assert_eq!(pettitt(&plain), pettitt(&other));
        }

        #[test]
        fn no_value_panics(values in prop::collection::vec(prop::num::f64::ANY, 0..20)) {
            let _ = pettitt(&values);
        }
    }
}
