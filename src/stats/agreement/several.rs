//! Two or more raters, also with gaps: Gwet's AC1/AC2 and the kappa of Fleiss from how many raters gave which level.

use super::{Coefficient, Weights};
use crate::stats::status::Status;

/// `counts[u][k]` is how many raters gave unit `u` the level `k`; units may have different numbers of raters.
///
/// `pa` is the mean over units with at least two ratings of `sum_k r_uk ((W r_u)_k - 1)/(r_u (r_u - 1))`; `pi_k` the
/// mean over rated units of `r_uk/r_u`; `pe = (sum w)/(q(q-1)) sum pi_k (1 - pi_k)`. `Err` with `NoPairable` (no unit
/// rated twice) or `Invalid` (rows of different lengths). Gwet, Handbook of Inter-Rater Reliability (2014) 4.
pub fn gwet(counts: &[Vec<u32>], weights: Weights) -> Result<Coefficient, Status> {
    let (levels, pa, pi, n) = observe(counts, weights)?;
    let scale = weights.sum(levels) / (levels * levels.saturating_sub(1)).max(1) as f64;
    let pe = scale * pi.iter().map(|pi| pi * (1.0 - pi)).sum::<f64>();
    Ok(Coefficient::of(pa, pe, n))
}

/// The kappa of Fleiss, weighted: as [`gwet`] with `pe = sum w_kl pi_k pi_l`. Fleiss (1971) Psychol Bull 76:378.
pub fn fleiss(counts: &[Vec<u32>], weights: Weights) -> Result<Coefficient, Status> {
    let (levels, pa, pi, n) = observe(counts, weights)?;
    let pe = (0..levels)
        .flat_map(|k| (0..levels).map(move |l| (k, l)))
        .map(|(k, l)| weights.weight(k, l, levels) * pi[k] * pi[l])
        .sum();
    Ok(Coefficient::of(pa, pe, n))
}

/// How many raters gave each unit each level, from rows of ratings, one row a rater, `None` where a rater did not
/// rate; the ratings are indexes into a scale of `levels`. `None` when rows differ in length or an index is not on
/// the scale.
pub fn count_ratings(rows: &[Vec<Option<usize>>], levels: usize) -> Option<Vec<Vec<u32>>> {
    let units = rows.first().map_or(0, Vec::len);
    let mut counts = vec![vec![0; levels]; units];
    for row in rows {
        if row.len() != units {
            return None;
        }
        for (unit, rating) in row.iter().enumerate() {
            if let Some(rating) = rating {
                *counts.get_mut(unit)?.get_mut(*rating)? += 1;
            }
        }
    }
    Some(counts)
}

/// Number of levels, observed agreement, mean use of each level, and how many units were rated twice or more.
fn observe(counts: &[Vec<u32>], weights: Weights) -> Result<(usize, f64, Vec<f64>, f64), Status> {
    let levels = counts.first().map_or(0, Vec::len);
    if counts.iter().any(|row| row.len() != levels) {
        return Err(Status::Invalid);
    }
    let raters = |row: &Vec<u32>| row.iter().map(|count| f64::from(*count)).sum::<f64>();
    let pairs: Vec<f64> = counts
        .iter()
        .filter(|row| raters(row) >= 2.0)
        .map(|row| {
            let all = raters(row);
            let agreeing: f64 = (0..levels)
                .map(|k| {
                    let near: f64 = (0..levels)
                        .map(|l| weights.weight(k, l, levels) * f64::from(row[l]))
                        .sum();
                    f64::from(row[k]) * (near - 1.0)
                })
                .sum();
            agreeing / (all * (all - 1.0))
        })
        .collect();
    let rated: Vec<&Vec<u32>> = counts.iter().filter(|row| raters(row) > 0.0).collect();
    if pairs.is_empty() {
        return Err(Status::NoPairable);
    }
    let use_of = |k: usize| {
        rated
            .iter()
            .map(|row| f64::from(row[k]) / raters(row))
            .sum::<f64>()
            / rated.len() as f64
    };
    let n = pairs.len() as f64;
    Ok((
        levels,
        pairs.iter().sum::<f64>() / n,
        (0..levels).map(use_of).collect(),
        n,
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use proptest::prelude::*;

    fn near(value: Option<f64>, expected: f64, tolerance: f64) {
        assert!(
            (value.unwrap() - expected).abs() < tolerance,
            "{value:?} is not {expected}"
        );
    }

    #[test]
    fn the_four_observers_of_gwet_are_reproduced() {
        // R irrCAC, overview vignette: percent agreement 0.8181818, AC1 0.77544, quadratic AC2 0.914.
        let x = None;
        let rows: Vec<Vec<Option<usize>>> = [
            [
                Some(1),
                Some(2),
                Some(3),
                Some(3),
                Some(2),
                Some(1),
                Some(4),
                Some(1),
                Some(2),
                x,
                x,
                x,
            ],
            [
                Some(1),
                Some(2),
                Some(3),
                Some(3),
                Some(2),
                Some(2),
                Some(4),
                Some(1),
                Some(2),
                Some(5),
                x,
                Some(3),
            ],
            [
                x,
                Some(3),
                Some(3),
                Some(3),
                Some(2),
                Some(3),
                Some(4),
                Some(2),
                Some(2),
                Some(5),
                Some(1),
                x,
            ],
            [
                Some(1),
                Some(2),
                Some(3),
                Some(3),
                Some(2),
                Some(4),
                Some(4),
                Some(1),
                Some(2),
                Some(5),
                Some(1),
                x,
            ],
        ]
        .map(|row| {
            row.map(|rating| rating.map(|level: usize| level - 1))
                .to_vec()
        })
        .to_vec();
        let counts = count_ratings(&rows, 5).unwrap();
        let ac1 = gwet(&counts, Weights::Identity).unwrap();
        near(Some(ac1.pa), 0.818_181_8, 5.1e-8);
        near(ac1.value, 0.775_44, 5.1e-6);
        near(
            gwet(&counts, Weights::Linear).unwrap().value,
            0.858_74,
            1e-5,
        );
        near(
            gwet(&counts, Weights::Quadratic).unwrap().value,
            0.914,
            5.1e-4,
        );
    }

    #[test]
    fn the_four_raters_of_fifteen_subjects_are_reproduced() {
        // R irrCAC, overview vignette, cac.dist4cat: AC1 0.3518903; Fleiss' kappa 0.346186085498743.
        let counts = [
            [3, 0, 1],
            [2, 1, 1],
            [2, 1, 1],
            [2, 0, 2],
            [3, 1, 0],
            [3, 1, 0],
            [0, 4, 0],
            [0, 3, 1],
            [0, 0, 4],
            [3, 1, 0],
            [0, 4, 0],
            [0, 3, 1],
            [0, 2, 2],
            [0, 0, 4],
            [3, 1, 0],
        ]
        .map(|row| row.to_vec());
        let ac1 = gwet(&counts, Weights::Identity).unwrap();
        near(ac1.value, 0.351_890_3, 5.1e-8);
        near(Some(ac1.pa), 0.566_666_7, 5.1e-8);
        near(
            fleiss(&counts, Weights::Identity).unwrap().value,
            0.346_186_085_498_743,
            1e-9,
        );
    }

    #[test]
    fn no_unit_rated_twice_says_so() {
        assert_eq!(
            gwet(&[vec![1, 0], vec![0, 1]], Weights::Identity),
            Err(Status::NoPairable)
        );
        assert_eq!(
            gwet(&[vec![1, 0], vec![0]], Weights::Identity),
            Err(Status::Invalid)
        );
        assert_eq!(gwet(&[], Weights::Identity), Err(Status::NoPairable));
    }

    proptest! {
        #[test]
        fn no_count_panics(rows in prop::collection::vec(prop::collection::vec(any::<u32>(), 3), 0..6)) {
            for weights in [Weights::Identity, Weights::Linear, Weights::Quadratic] {
                let _ = (gwet(&rows, weights), fleiss(&rows, weights));
            }
        }
    }
}
