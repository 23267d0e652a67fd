//! How the explained variance is shared among behaviours: the increment of R^2, averaged over all orders in which
//! they could enter.

use super::correlation::coefficient;
use crate::stats::status::Status;

/// All subsets are tried, so not more than this.
const MOST_PREDICTORS: usize = 12;
/// A Cholesky pivot below this means that one predictor follows from the others.
const SINGULAR: f64 = 1e-9;
/// The gate of [`is_enough`].
const CALLS_FROM: usize = 50;
const CALLS_PER_BEHAVIOUR: usize = 10;
const EACH_SIDE_FROM: usize = 8;

/// Who explains how much.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// The share of the outcome's variance that goes to each predictor; they add up to `r2`.
    pub general: Vec<f64>,
    /// The share that all explain together, 0..1.
    pub r2: f64,
}

/// Whether there are enough calls for shares: at least 50 and ten for each behaviour, and every behaviour done and
/// missed at least 8 times each. `sides` is how often each was done and missed. Otherwise single differences are all
/// there is: hints.
pub fn is_enough(calls: usize, sides: &[(usize, usize)]) -> bool {
    calls >= CALLS_FROM.max(CALLS_PER_BEHAVIOUR * sides.len())
        && !sides.is_empty()
        && sides
            .iter()
            .all(|(done, missed)| done.min(missed) >= &EACH_SIDE_FROM)
}

/// The shares from columns of values: `predictors[j][i]` is behaviour `j` in call `i`. `Err` with `NoData`, `TooFew`
/// (not more calls than predictors plus one), `Constant` (a column never changes), `Collinear` (a behaviour follows
/// from others: merge) or `Invalid`.
pub fn lmg_of_columns(predictors: &[Vec<f64>], outcome: &[f64]) -> Result<Shares, Status> {
    lmg(&correlations_of(predictors, outcome)?)
}

/// The correlations of columns, those of the outcome first, as [`lmg`] reads them. `Err` as for [`lmg_of_columns`], but
/// for `Collinear`.
pub fn correlations_of(predictors: &[Vec<f64>], outcome: &[f64]) -> Result<Vec<Vec<f64>>, Status> {
    let columns: Vec<&[f64]> = std::iter::once(outcome)
        .chain(predictors.iter().map(Vec::as_slice))
        .collect();
    let n = outcome.len();
    let sound = columns
        .iter()
        .all(|column| column.len() == n && column.iter().all(|value| value.is_finite()));
    if !sound || predictors.len() > MOST_PREDICTORS {
        return Err(Status::Invalid);
    }
    if predictors.is_empty() || n == 0 {
        return Err(Status::NoData);
    }
    if n < predictors.len() + 2 {
        return Err(Status::TooFew);
    }
    let row = |x: &&[f64]| {
        columns
            .iter()
            .map(|y| coefficient(x, y))
            .collect::<Result<Vec<f64>, Status>>()
    };
    columns.iter().map(row).collect()
}

/// The shares from a correlation matrix whose first row is the outcome: the mean, over the sizes of the subsets of
/// the other predictors, of the mean increment of R^2.
///
/// `Err` with `NoData`, `Collinear` or `Invalid` (not square, more than 12 predictors, not finite). Lindeman, Merenda
/// & Gold (1980); Groemping (2006) Journal of Statistical Software 17:1; the same as Azen & Budescu's (2003) general
/// dominance.
pub fn lmg(correlations: &[Vec<f64>]) -> Result<Shares, Status> {
    let size = correlations.len();
    let sound = size <= MOST_PREDICTORS + 1
        && correlations.iter().all(|row| row.len() == size)
        && correlations.iter().flatten().all(|r| r.is_finite());
    if !sound {
        return Err(Status::Invalid);
    }
    if size < 2 {
        return Err(Status::NoData);
    }
    let p = size - 1;
    let r2 = (0..1usize << p)
        .map(|subset| explained(correlations, subset))
        .collect::<Result<Vec<f64>, Status>>()?;
    let weights: Vec<f64> = (0..p)
        .map(|others| 1.0 / (p as f64 * choose(p - 1, others)))
        .collect();
    let general = (0..p)
        .map(|one| {
            let without = (0..1usize << p).filter(|subset| subset & (1 << one) == 0);
            without
                .map(|subset| {
                    weights[subset.count_ones() as usize] * (r2[subset | 1 << one] - r2[subset])
                })
                .sum()
        })
        .collect();
    Ok(Shares {
        general,
        r2: r2.last().copied().unwrap_or_default(),
    })
}

fn choose(n: usize, k: usize) -> f64 {
    (0..k)
        .map(|step| (n - step) as f64 / (step + 1) as f64)
        .product()
}

/// R^2 of the predictors in `subset` (a bit each): `r' R^-1 r` by Cholesky.
fn explained(correlations: &[Vec<f64>], subset: usize) -> Result<f64, Status> {
    let chosen: Vec<usize> = (0..correlations.len() - 1)
        .filter(|one| subset & (1 << one) != 0)
        .map(|one| one + 1)
        .collect();
    let mut lower: Vec<Vec<f64>> = Vec::with_capacity(chosen.len());
    let mut solved: Vec<f64> = Vec::with_capacity(chosen.len());
    for &row in &chosen {
        let mut line: Vec<f64> = Vec::with_capacity(lower.len() + 1);
        for (above, &column) in lower.iter().zip(&chosen) {
            let known: f64 = line.iter().zip(above).map(|(a, b)| a * b).sum();
            line.push((correlations[row][column] - known) / above[line.len()]);
        }
        let pivot = correlations[row][row] - line.iter().map(|value| value * value).sum::<f64>();
        if pivot < SINGULAR {
            return Err(Status::Collinear);
        }
        let known: f64 = line.iter().zip(&solved).map(|(a, b)| a * b).sum();
        solved.push((correlations[row][0] - known) / pivot.sqrt());
        line.push(pivot.sqrt());
        lower.push(line);
    }
    Ok(solved.iter().map(|value| value * value).sum())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use proptest::prelude::*;

    fn check(shares: &Shares, general: &[f64], r2: f64, tolerance: f64) {
        assert!((shares.r2 - r2).abs() <= tolerance, "{}", shares.r2);
        for (one, expected) in shares.general.iter().zip(general) {
            assert!(
                (one - expected).abs() <= tolerance,
                "{one} is not {expected}"
            );
        }
    }

    #[test]
    fn the_four_predictors_of_azen_and_budescu_are_reproduced() {
        // Azen & Budescu (2003) Psychol Methods 8:129; full digits: R relaimpo 2.2-7.
        let shares = lmg(&[
            vec![1.0, 0.6, 0.3, 0.4, 0.5],
            vec![0.6, 1.0, 0.8, 0.1, 0.3],
            vec![0.3, 0.8, 1.0, 0.1, 0.1],
            vec![0.4, 0.1, 0.1, 1.0, 0.5],
            vec![0.5, 0.3, 0.1, 0.5, 1.0],
        ])
        .unwrap();
        let general = [
            0.292_176_177_682_518,
            0.075_861_351_514_750_5,
            0.094_910_880_417_220_6,
            0.121_404_108_371_123,
        ];
        check(&shares, &general, 0.584_352_517_985_612, 1e-9);
    }

    #[test]
    fn the_motor_cars_are_reproduced() {
        // R domir, vignette (mpg ~ am + cyl + carb): 0.2156848, 0.4173094, 0.1783081, R2 0.8113023.
        let shares = lmg(&[
            vec![
                1.0,
                0.599_832_429_454_648,
                -0.852_161_959_426_613,
                -0.550_925_073_902_459,
            ],
            vec![
                0.599_832_429_454_648,
                1.0,
                -0.522_607_046_900_675,
                0.057_534_351_070_504_1,
            ],
            vec![
                -0.852_161_959_426_613,
                -0.522_607_046_900_675,
                1.0,
                0.526_988_293_749_643,
            ],
            vec![
                -0.550_925_073_902_459,
                0.057_534_351_070_504_1,
                0.526_988_293_749_643,
                1.0,
            ],
        ])
        .unwrap();
        check(
            &shares,
            &[0.215_684_8, 0.417_309_4, 0.178_308_1],
            0.811_302_3,
            5.1e-8,
        );
    }

    #[test]
    fn two_items_that_are_always_equal_are_collinear() {
        let item = vec![1.0, 0.0, 1.0, 1.0, 0.0, 1.0];
        let score = [5.0, 3.0, 4.0, 5.0, 1.0, 2.0];
        assert_eq!(
            lmg_of_columns(&[item.clone(), item.clone()], &score),
            Err(Status::Collinear)
        );
        assert_eq!(
            lmg_of_columns(&[item.clone(), vec![1.0; 6]], &score),
            Err(Status::Constant)
        );
        assert_eq!(lmg_of_columns(&[item], &score[..5]), Err(Status::Invalid));
        assert_eq!(lmg_of_columns(&[], &score), Err(Status::NoData));
    }

    #[test]
    fn shares_wait_for_fifty_calls_and_eight_on_each_side() {
        assert!(is_enough(50, &[(42, 8), (25, 25)]));
        assert!(!is_enough(49, &[(25, 24)]));
        assert!(!is_enough(50, &[(43, 7)]));
        assert!(!is_enough(59, &[(25, 25); 6]));
    }

    proptest! {
        #[test]
        fn shares_add_up_whatever_the_order(
            columns in prop::collection::vec(prop::collection::vec(0.0..9.0f64, 12), 4),
        ) {
            let (outcome, predictors) = columns.split_first().unwrap();
            let shares = lmg_of_columns(predictors, outcome).unwrap();
            prop_assert!((shares.general.iter().sum::<f64>() - shares.r2).abs() < 1e-9 && shares.r2 <= 1.0 + 1e-9);
            let turned: Vec<Vec<f64>> = predictors.iter().rev().cloned().collect();
            let other = lmg_of_columns(&turned, outcome).unwrap();
            prop_assert!((other.general[2] - shares.general[0]).abs() < 1e-9);
        }

        #[test]
        fn no_value_panics(values in prop::collection::vec(prop::num::f64::ANY, 9)) {
            let rows: Vec<Vec<f64>> = values.chunks(3).map(<[f64]>::to_vec).collect();
            let _ = (lmg(&rows), lmg_of_columns(&rows[1..], &rows[0]));
        }
    }
}
