#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use proptest::prelude::*;

const ALL: [Metric; 4] = [
    Metric::Nominal,
    Metric::Ordinal,
    Metric::Interval,
    Metric::Ratio,
];

/// 0 stands for a gap.
fn ratings(rows: &[&[u8]]) -> Vec<Vec<Option<f64>>> {
    let rating = |value: &u8| (*value > 0).then(|| f64::from(*value));
    rows.iter()
        .map(|row| row.iter().map(rating).collect())
        .collect()
}

#[test]
fn krippendorffs_example_c_is_reproduced() {
    // Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: .743, .815, .849, .797; full digits:
    // PyPI krippendorff 0.9.0.
    let ratings = ratings(&[
        &[1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        &[1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        &[0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        &[1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]);
    let expected = [
        0.743_421_052_631_579,
        0.815_387_503_754_881_4,
        0.849_107_142_857_142_8,
        0.797_402_774_711_612_1,
    ];
    for (metric, expected) in ALL.into_iter().zip(expected) {
        let alpha = alpha(&ratings, metric).unwrap();
        assert!((alpha - expected).abs() < 1e-9, "{metric:?}: {alpha}");
    }
}

#[test]
fn the_four_raters_of_fifteen_subjects_are_reproduced() {
    // R irrCAC 1.0, cac.dist4cat.
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
    .map(|row: [u8; 3]| row.map(f64::from).to_vec());
    let alpha = alpha_of_counts(&counts, &[1.0, 2.0, 3.0], Metric::Nominal).unwrap();
    assert!((alpha - 0.357_082_984_073_764).abs() < 1e-9, "{alpha}");
}

#[test]
fn no_unit_rated_twice_says_so() {
    assert_eq!(
        alpha(&ratings(&[&[1, 0], &[0, 2]]), Metric::Nominal),
        Err(Status::NoPairable)
    );
    assert_eq!(alpha(&[], Metric::Nominal), Err(Status::NoPairable));
}

#[test]
fn ratings_that_are_all_the_same_leave_alpha_undefined() {
    assert_eq!(
        alpha(&ratings(&[&[1, 1, 1], &[1, 1, 1]]), Metric::Interval),
        Err(Status::NoVariation)
    );
}

#[test]
fn rows_of_different_lengths_and_negative_ratios_are_refused() {
    assert_eq!(
        alpha(&ratings(&[&[1, 1], &[1]]), Metric::Nominal),
        Err(Status::Invalid)
    );
    let negative = [vec![Some(-1.0), Some(2.0)], vec![Some(1.0), Some(2.0)]];
    assert_eq!(alpha(&negative, Metric::Ratio), Err(Status::Invalid));
}

proptest! {
    #[test]
    fn the_order_of_the_raters_does_not_matter(values in prop::collection::vec(0u8..5, 12)) {
        let rows: Vec<&[u8]> = values.chunks(4).collect();
        let turned: Vec<&[u8]> = values.chunks(4).rev().collect();
        for metric in ALL {
            match (alpha(&ratings(&rows), metric), alpha(&ratings(&turned), metric)) {
                (Ok(one), Ok(other)) => prop_assert!((one - other).abs() < 1e-9 && one <= 1.0 + 1e-12),
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }

    #[test]
    fn no_value_panics(values in prop::collection::vec(prop::option::of(prop::num::f64::ANY), 6)) {
        let rows: Vec<Vec<Option<f64>>> = values.chunks(3).map(<[Option<f64>]>::to_vec).collect();
        for metric in ALL {
            let _ = alpha(&rows, metric);
        }
    }
}
