#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use crate::stats::Status;
use proptest::prelude::*;

const ALL: [Weights; 3] = [Weights::Identity, Weights::Linear, Weights::Quadratic];

fn table(rows: &[&[f64]]) -> Table {
    let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.to_vec()).collect();
    Table::of_counts(&rows).unwrap()
}

fn near(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
}

fn check(table: &Table, kappas: [f64; 3], acs: [f64; 3]) {
    for ((weights, kappa_expected), ac_expected) in ALL.into_iter().zip(kappas).zip(acs) {
        near(kappa(table, weights, 0.95).value.unwrap(), kappa_expected);
        near(gwet(table, weights, 0.95).value.unwrap(), ac_expected);
    }
}

#[test]
fn the_abstractors_of_gwet_are_reproduced() {
    // Gwet, Handbook of Inter-Rater Reliability (2014); R irrCAC 1.0, vignettes and full digits.
    let table = table(&[&[13.0, 0.0, 0.0], &[0.0, 20.0, 7.0], &[0.0, 4.0, 56.0]]);
    near(table.agreement(Weights::Identity), 0.89);
    check(
        &table,
        [
            0.796_409_402_183_972,
            0.842_902_027_992_002,
            0.892_156_862_745_098,
        ],
        [
            0.849_330_548_231_346,
            0.900_022_722_108_612,
            0.940_236_879_278_496,
        ],
    );
    near(
        kappa(&table, Weights::Identity, 0.95).se.unwrap(),
        0.058_910_718_326_081_5,
    );
    near(
        gwet(&table, Weights::Identity, 0.95).se.unwrap(),
        0.043_217_467_522_559_3,
    );
}

#[test]
fn the_paradox_of_feinstein_and_cicchetti_is_reproduced() {
    // Feinstein & Cicchetti (1990) J Clin Epidemiol 43:543: 85 % agreement, kappa .32; AC1 .808 (R irrCAC 1.0).
    let table = table(&[&[80.0, 10.0], &[5.0, 5.0]]);
    check(&table, [0.318_181_818_181_819; 3], [0.808; 3]);
    near(
        kappa(&table, Weights::Identity, 0.95).se.unwrap(),
        0.133_456_521_223_836,
    );
    near(
        gwet(&table, Weights::Identity, 0.95).se.unwrap(),
        0.052_129_420_238_479_5,
    );
}

#[test]
fn husbands_and_wives_are_reproduced() {
    // Agresti, Categorical Data Analysis; R vcd Kappa(SexualFun): 0.1293 and 0.2374; full digits: R irrCAC 1.0.
    let table = table(&[
        &[7.0, 7.0, 2.0, 3.0],
        &[2.0, 8.0, 3.0, 7.0],
        &[1.0, 5.0, 4.0, 9.0],
        &[2.0, 8.0, 9.0, 14.0],
    ]);
    check(
        &table,
        [
            0.129_330_254_041_571,
            0.237_380_627_557_981,
            0.332_045_586_246_861,
        ],
        [
            0.158_191_339_482_708,
            0.273_003_142_950_038,
            0.378_020_265_003_897,
        ],
    );
    near(
        kappa(&table, Weights::Identity, 0.95).se.unwrap(),
        0.068_598_532_480_708_6,
    );
}

#[test]
fn cohens_own_example_is_reproduced() {
    // Cohen (1968) Psychol Bull 70:213-220: kappa .492, weighted kappa .348.
    let table = table(&[&[0.44, 0.07, 0.09], &[0.05, 0.2, 0.05], &[0.01, 0.03, 0.06]]);
    let weights = [
        vec![0.0, 1.0, 3.0],
        vec![1.0, 0.0, 6.0],
        vec![3.0, 6.0, 0.0],
    ];
    assert!((kappa(&table, Weights::Identity, 0.95).value.unwrap() - 0.492).abs() < 5.1e-4);
    assert!((kappa_of_disagreement(&table, &weights).unwrap() - 0.348).abs() < 5.1e-4);
}

#[test]
fn the_psychiatric_diagnoses_of_fleiss_are_reproduced() {
    // Fleiss (1971); R irr, kappa2(diagnoses[, 2:3]): 0.631. Categories there start at 1.
    let second = [
        3, 1, 2, 4, 1, 0, 2, 0, 0, 4, 3, 1, 1, 3, 1, 2, 0, 0, 1, 2, 4, 3, 1, 0, 3, 1, 0, 1, 2, 4,
    ];
    let third = [
        3, 1, 2, 4, 1, 2, 2, 2, 3, 4, 3, 3, 1, 3, 3, 2, 0, 0, 3, 2, 4, 3, 3, 3, 3, 1, 0, 3, 2, 4,
    ];
    let table = Table::of_ratings(&second, &third, 5).unwrap();
    near(
        kappa(&table, Weights::Identity, 0.95).value.unwrap(),
        0.631_147_540_983_606,
    );
}

#[test]
fn one_category_only_leaves_kappa_undefined_and_ac1_at_one() {
    let table = table(&[&[10.0, 0.0], &[0.0, 0.0]]);
    let kappa = kappa(&table, Weights::Identity, 0.95);
    assert_eq!((kappa.status, kappa.value), (Status::Undefined, None));
    near(kappa.pa, 1.0);
    near(gwet(&table, Weights::Identity, 0.95).value.unwrap(), 1.0);
}

#[test]
fn fewer_than_five_calls_are_too_few_and_fewer_than_ten_have_no_range() {
    let few = gwet(&table(&[&[2.0, 1.0], &[0.0, 1.0]]), Weights::Identity, 0.95);
    let more = gwet(&table(&[&[4.0, 1.0], &[0.0, 1.0]]), Weights::Identity, 0.95);
    let enough = gwet(&table(&[&[7.0, 1.0], &[0.0, 2.0]]), Weights::Identity, 0.95);
    assert_eq!(
        (few.status, more.status, enough.status),
        (Status::TooFew, Status::Ok, Status::Ok)
    );
    assert!(more.range.is_none() && enough.range.unwrap().contains(enough.value.unwrap()));
}

#[test]
fn a_table_that_is_not_one_is_refused() {
    assert_eq!(Table::of_counts(&[vec![1.0, 2.0]]), None);
    assert_eq!(Table::of_counts(&[vec![0.0, 0.0], vec![0.0, 0.0]]), None);
    assert_eq!(Table::of_ratings(&[0, 1], &[0], 2), None);
    assert_eq!(Table::of_ratings(&[0, 2], &[0, 1], 2), None);
}

proptest! {
    #[test]
    fn swapping_the_raters_changes_nothing(counts in prop::collection::vec(0u8..9, 9)) {
        let rows: Vec<Vec<f64>> = counts.chunks(3).map(|row| row.iter().map(|count| f64::from(*count)).collect()).collect();
        let turned: Vec<Vec<f64>> = (0..3).map(|l| rows.iter().map(|row| row[l]).collect()).collect();
        if let (Some(one), Some(other)) = (Table::of_counts(&rows), Table::of_counts(&turned)) {
            for weights in ALL {
                let (a, b) = (gwet(&one, weights, 0.95).value, gwet(&other, weights, 0.95).value);
                prop_assert!((a.unwrap() - b.unwrap()).abs() < 1e-9 && a.unwrap() <= 1.0 + 1e-12);
                let (a, b) = (kappa(&one, weights, 0.95).value, kappa(&other, weights, 0.95).value);
                prop_assert!(a.is_none() == b.is_none() && (a.unwrap_or(0.0) - b.unwrap_or(0.0)).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn no_table_panics(
        counts in prop::collection::vec(prop::num::f64::ANY, 4),
        confidence in prop::num::f64::ANY,
    ) {
        let rows: Vec<Vec<f64>> = counts.chunks(2).map(<[f64]>::to_vec).collect();
        let positive: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|count| count.abs()).collect()).collect();
        for table in [Table::of_counts(&rows), Table::of_counts(&positive)].into_iter().flatten() {
            let _ = (kappa(&table, Weights::Linear, confidence), gwet(&table, Weights::Quadratic, 0.95), kappa_of_disagreement(&table, &rows));
        }
    }
}
