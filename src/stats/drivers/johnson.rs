//! Johnson's relative weights: shares of the explained variance through the nearest uncorrelated predictors. They come
//! close to [`super::shares`] without trying every subset; the app shows those, this is for comparison.

use super::shares::Shares;
use crate::stats::status::Status;

/// More predictors than this are refused, so that no input takes long.
const MOST_PREDICTORS: usize = 60;
/// An eigenvalue below this means that one predictor follows from the others.
const SINGULAR: f64 = 1e-9;
/// Sweeps of Jacobi's method; eight are enough for matrices of this size.
const SWEEPS: usize = 60;

/// The weights from a correlation matrix whose first row is the outcome: `w_j = sum_k L_jk^2 b_k^2`, `L` the symmetric
/// square root of the predictors' correlations, `b = L^-1 r`. They add up to R^2, as in [`super::shares::lmg`].
///
/// `Err` with `NoData`, `Collinear` (a predictor follows from others, or the matrix is none of correlations) or
/// `Invalid` (not square and symmetric, not finite). Johnson (2000) Multivariate Behavioral Research 35:1.
pub fn relative_weights(correlations: &[Vec<f64>]) -> Result<Shares, Status> {
    let size = correlations.len();
    let sound = size <= MOST_PREDICTORS + 1
        && correlations.iter().all(|row| row.len() == size)
        && (0..size)
            .all(|i| (0..i).all(|j| (correlations[i][j] - correlations[j][i]).abs() < 1e-6))
        && correlations.iter().flatten().all(|r| r.abs() <= 1e6);
    if !sound {
        return Err(Status::Invalid);
    }
    if size < 2 {
        return Err(Status::NoData);
    }
    let p = size - 1;
    let among: Vec<Vec<f64>> = correlations[1..]
        .iter()
        .map(|row| row[1..].to_vec())
        .collect();
    let (values, vectors) = eigen(among);
    if values.iter().any(|value| *value < SINGULAR) {
        return Err(Status::Collinear);
    }
    let power = |row: usize, column: usize, exponent: f64| -> f64 {
        (0..p)
            .map(|k| vectors[row][k] * values[k].powf(exponent) * vectors[column][k])
            .sum()
    };
    let through: Vec<f64> = (0..p)
        .map(|k| {
            (0..p)
                .map(|j| power(k, j, -0.5) * correlations[j + 1][0])
                .sum::<f64>()
                .powi(2)
        })
        .collect();
    let general: Vec<f64> = (0..p)
        .map(|j| (0..p).map(|k| power(j, k, 0.5).powi(2) * through[k]).sum())
        .collect();
    let r2 = through.iter().sum();
    Ok(Shares { general, r2 })
}

/// Eigenvalues and, column by column, eigenvectors of a symmetric matrix. Jacobi (1846): rotate away one entry after
/// the other until none is left.
fn eigen(mut a: Vec<Vec<f64>>) -> (Vec<f64>, Vec<Vec<f64>>) {
    let p = a.len();
    let mut vectors: Vec<Vec<f64>> = (0..p)
        .map(|i| (0..p).map(|j| f64::from(u8::from(i == j))).collect())
        .collect();
    for _ in 0..SWEEPS {
        for i in 0..p {
            for j in 0..i {
                if a[i][j].abs() > 1e-300 {
                    let angle = 0.5 * (2.0 * a[i][j]).atan2(a[j][j] - a[i][i]);
                    rotate(&mut a, &mut vectors, (i, j), angle.sin_cos());
                }
            }
        }
    }
    ((0..p).map(|i| a[i][i]).collect(), vectors)
}

fn rotate(
    a: &mut [Vec<f64>],
    vectors: &mut [Vec<f64>],
    (i, j): (usize, usize),
    (sin, cos): (f64, f64),
) {
    let turn = |one: f64, other: f64| (cos * one - sin * other, sin * one + cos * other);
    for row in a.iter_mut().chain(vectors.iter_mut()) {
        (row[i], row[j]) = turn(row[i], row[j]);
    }
    let (one, other) = (a[i].clone(), a[j].clone());
    let turned = one
        .iter()
        .zip(&other)
        .map(|(one, other)| turn(*one, *other));
    (a[i], a[j]) = turned.unzip();
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::stats::drivers::shares::lmg;
    use proptest::prelude::*;

    #[test]
    fn the_motor_cars_are_reproduced() {
        // R rwa 0.1.0, vignette (mpg ~ cyl + disp + hp + gear): .2284797, .2221469, .2321744, .0963886, R2 .7791896.
        let found = relative_weights(&[
            vec![
                1.0,
                -0.852_161_959_426_613,
                -0.847_551_379_262_479,
                -0.776_168_371_826_586,
                0.480_284_757_338_842,
            ],
            vec![
                -0.852_161_959_426_613,
                1.0,
                0.902_032_872_146_999,
                0.832_447_452_721_82,
                -0.492_686_599_389_471,
            ],
            vec![
                -0.847_551_379_262_479,
                0.902_032_872_146_999,
                1.0,
                0.790_948_586_369_806,
                -0.555_569_198_562_483,
            ],
            vec![
                -0.776_168_371_826_586,
                0.832_447_452_721_82,
                0.790_948_586_369_806,
                1.0,
                -0.125_704_258_225_474,
            ],
            vec![
                0.480_284_757_338_842,
                -0.492_686_599_389_471,
                -0.555_569_198_562_483,
                -0.125_704_258_225_474,
                1.0,
            ],
        ])
        .unwrap();
        let expected = [
            0.228_479_725_928_217,
            0.222_146_870_540_001,
            0.232_174_439_299_447,
            0.096_388_603_215_390_9,
        ];
        for (one, expected) in found.general.iter().zip(expected) {
            assert!((one - expected).abs() < 1e-12, "{one} is not {expected}");
        }
        assert!((found.r2 - 0.779_189_6).abs() < 5e-8);
    }

    #[test]
    fn what_cannot_be_weighed_is_said() {
        assert_eq!(relative_weights(&[]), Err(Status::NoData));
        assert_eq!(relative_weights(&[vec![1.0]]), Err(Status::NoData));
        assert_eq!(relative_weights(&[vec![1.0, 0.5]]), Err(Status::Invalid));
        let twice = [
            vec![1.0, 0.5, 0.5],
            vec![0.5, 1.0, 1.0],
            vec![0.5, 1.0, 1.0],
        ];
        assert_eq!(relative_weights(&twice), Err(Status::Collinear));
        let lopsided = [vec![1.0, 0.5], vec![0.4, 1.0]];
        assert_eq!(relative_weights(&lopsided), Err(Status::Invalid));
    }

    proptest! {
        #[test]
        fn uncorrelated_predictors_get_the_squares_of_their_correlations(a in -0.6_f64..0.6, b in -0.6_f64..0.6) {
            let found = relative_weights(&[vec![1.0, a, b], vec![a, 1.0, 0.0], vec![b, 0.0, 1.0]]).unwrap();
            prop_assert!((found.general[0] - a * a).abs() < 1e-12 && (found.general[1] - b * b).abs() < 1e-12);
        }

        #[test]
        fn two_predictors_get_what_all_orders_give_them(a in -0.6_f64..0.6, b in -0.6_f64..0.6, r in -0.6_f64..0.6) {
            // With two predictors both methods are the same, Thomas et al. (2014).
            let matrix = [vec![1.0, a, b], vec![a, 1.0, r], vec![b, r, 1.0]];
            let (found, all) = (relative_weights(&matrix).unwrap(), lmg(&matrix).unwrap());
            prop_assert!((found.r2 - all.r2).abs() < 1e-9);
            for (one, other) in found.general.iter().zip(&all.general) {
                prop_assert!((one - other).abs() < 1e-9, "{one} {other}");
            }
        }
    }
}
