//! More published examples, across the methods: each with where it stands in print. Held to the printed digits.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::agreement::{Weights, alpha, several, two};
use super::{
    CONFIDENCE, Range, Sample, cusum, difference, ewma, permutation, power, proportion, rate_chart,
    shrinkage, stratified, xmr,
};

/// Half a unit of the fourth digit after the point, and what floating point adds.
const FOUR: f64 = 5.001e-5;
/// The same of the third and of the second.
const THREE: f64 = 5.001e-4;
const TWO: f64 = 5.001e-3;

fn near(value: f64, printed: f64, tolerance: f64) {
    assert!(
        (value - printed).abs() <= tolerance,
        "{value} is printed as {printed}"
    );
}

fn within(range: Option<Range>, low: f64, high: f64, tolerance: f64) {
    let range = range.unwrap();
    near(range.low, low, tolerance);
    near(range.high, high, tolerance);
}

// Newcombe (1998) Stat Med 17:857-872, table I, methods 3, 5 and 6.
#[test]
fn newcombes_other_single_shares() {
    within(proportion::wilson(15, 148, 0.95), 0.0624, 0.1605, FOUR);
    within(
        proportion::clopper_pearson(15, 148, 0.95),
        0.0578,
        0.1617,
        FOUR,
    );
    within(proportion::mid_p(15, 148, 0.95), 0.0601, 0.1581, FOUR);
    within(proportion::wilson(1, 29, 0.95), 0.0061, 0.1718, FOUR);
    within(
        proportion::clopper_pearson(1, 29, 0.95),
        0.0009,
        0.1776,
        FOUR,
    );
    within(proportion::mid_p(1, 29, 0.95), 0.0017, 0.1585, FOUR);
}

// Agresti, Categorical Data Analysis (2002) 1.4.3 and 1.4.4: no vegetarian among 25 students; problem 1.8: 9 of 10.
#[test]
fn agrestis_vegetarians() {
    within(proportion::wilson(0, 25, 0.95), 0.0, 0.133, THREE);
    within(proportion::clopper_pearson(0, 25, 0.95), 0.0, 0.137, THREE);
    within(proportion::wilson(9, 10, 0.95), 0.596, 0.982, THREE);
    within(
        proportion::clopper_pearson(9, 10, 0.95),
        0.555,
        0.997,
        THREE,
    );
}

// Newcombe (1998) Stat Med 17:873-890, table II, method 10, cases c, e, f and h.
#[test]
fn newcombes_other_differences() {
    let cases = [
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 10), (0.6075, 1.0)),
    ];
    for ((x1, n1, x2, n2), (low, high)) in cases {
        within(difference::newcombe(x1, n1, x2, n2, 0.95), low, high, FOUR);
    }
}

// Fisher, The Design of Experiments (1935) chapter 2: 3 of 4 cups, 17 of 70 ways as good or better.
#[test]
fn the_lady_tasting_tea() {
    let cups = permutation::two_groups(&[1.0, 1.0, 1.0, 0.0], &[1.0, 0.0, 0.0, 0.0]).unwrap();
    assert_eq!((cups.arrangements, cups.as_large), (70, 17));
    assert_eq!(cups.as_large_in_size, 34);
}

// Fisher, The Design of Experiments (1935) section 21: Darwin's maize, 863 of 32,768 sign patterns add up to as much.
#[test]
fn darwins_maize() {
    let eighths = [
        49.0, -67.0, 8.0, 16.0, 6.0, 23.0, 28.0, 41.0, 14.0, 29.0, 56.0, 24.0, 75.0, 60.0, -48.0,
    ];
    let pairs = permutation::paired(&eighths).unwrap();
    assert_eq!((pairs.arrangements, pairs.as_large), (32_768, 863));
    assert_eq!(pairs.as_large_in_size, 1_726);
}

// Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: example A .095, example B .692.
#[test]
fn krippendorffs_two_observers() {
    let rows = |texts: [&str; 2]| -> Vec<Vec<Option<f64>>> {
        let row = |text: &str| text.bytes().map(|letter| Some(f64::from(letter))).collect();
        texts.map(row).into()
    };
    let nominal = |texts| alpha::alpha(&rows(texts), alpha::Metric::Nominal).unwrap();
    near(nominal(["0100000010", "1110010000"]), 0.095, THREE);
    near(nominal(["aabbdcccedda", "babbbccceddd"]), 0.692, THREE);
}

fn table(rows: &[&[f64]]) -> two::Table {
    let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.to_vec()).collect();
    two::Table::of_counts(&rows).unwrap()
}

fn kappa(table: &two::Table, weights: Weights) -> f64 {
    two::kappa(table, weights, CONFIDENCE).value.unwrap()
}

// Cohen (1960) Educ Psychol Meas 20:37-46, table 1 (per cent): agreement .29, by chance .35, kappa -.09.
#[test]
fn cohens_first_table_is_worse_than_chance() {
    let table = table(&[&[25.0, 13.0, 12.0], &[12.0, 2.0, 16.0], &[3.0, 15.0, 2.0]]);
    near(table.agreement(Weights::Identity), 0.29, 1e-12);
    near(kappa(&table, Weights::Identity), -0.06 / 0.65, 1e-12);
}

// Altman, Practical Statistics for Medical Research (1991) 14.3: 85 xeromammograms, kappa 0.47, weighted 0.57.
#[test]
fn altmans_xeromammograms() {
    let table = table(&[
        &[21.0, 12.0, 0.0, 0.0],
        &[4.0, 17.0, 1.0, 0.0],
        &[3.0, 9.0, 15.0, 2.0],
        &[0.0, 0.0, 0.0, 1.0],
    ]);
    near(kappa(&table, Weights::Identity), 0.47, TWO);
    near(kappa(&table, Weights::Linear), 0.57, TWO);
}

// Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions (2003) table 18.1: kappa .68.
#[test]
fn fleiss_hundred_patients() {
    let table = table(&[&[75.0, 1.0, 4.0], &[5.0, 4.0, 1.0], &[0.0, 0.0, 10.0]]);
    near(table.agreement(Weights::Identity), 0.89, 1e-12);
    near(kappa(&table, Weights::Identity), 0.68, TWO);
}

// Gwet (2002), Kappa Statistic is not Satisfactory: 118, 5, 2 and 0 of 125: agreement .944, kappa -.0234, AC1 .9408.
#[test]
fn gwets_paradox() {
    let table = table(&[&[118.0, 5.0], &[2.0, 0.0]]);
    near(table.agreement(Weights::Identity), 0.944, 1e-12);
    near(kappa(&table, Weights::Identity), -0.0234, FOUR);
    let ac1 = two::gwet(&table, Weights::Identity, CONFIDENCE);
    near(ac1.value.unwrap(), 0.9408, FOUR);
}

// The ten subjects and fourteen raters of the encyclopaedias, after Fleiss (1971) Psychol Bull 76:378: .210.
#[test]
fn fourteen_raters_of_ten_subjects() {
    let counts = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ];
    let counts: Vec<Vec<u32>> = counts.iter().map(|row| row.to_vec()).collect();
    let fleiss = several::fleiss(&counts, Weights::Identity).unwrap();
    near(fleiss.value.unwrap(), 0.210, THREE);
}

// Montgomery, Introduction to Statistical Quality Control, 7.2: the orange juice cans without samples 15 and 23: .2150,
// .0407 to .3893, and sample 21 is beyond them.
#[test]
fn montgomerys_cans_a_second_time() {
    let cans = [
        12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 8, 10, 5, 13, 11, 20, 18, 15, 9, 12, 7,
        13, 9, 6,
    ];
    let chart = rate_chart::p_chart(&cans.map(|x| (x, 50))).unwrap();
    near(chart.centre, 0.2150, FOUR);
    within(Some(chart.limits[0]), 0.0407, 0.3893, FOUR);
    // Sample 15 is gone, so that 21 is the twentieth.
    assert_eq!(chart.beyond, [19]);
}

// Montgomery, 7.2: purchase orders, 80 to 120 a week: .0955, and week 11 is beyond its limits.
#[test]
fn montgomerys_purchase_orders() {
    let orders = [
        (12, 100),
        (8, 80),
        (6, 80),
        (9, 100),
        (10, 110),
        (12, 110),
        (11, 100),
        (16, 100),
        (10, 90),
        (6, 90),
        (20, 110),
        (15, 120),
        (9, 120),
        (8, 120),
        (6, 110),
        (8, 80),
        (10, 80),
        (7, 80),
        (5, 90),
        (8, 100),
        (5, 100),
        (8, 100),
        (10, 100),
        (6, 90),
        (9, 90),
    ];
    let chart = rate_chart::p_chart(&orders).unwrap();
    near(chart.centre, 0.0955, FOUR);
    assert_eq!(chart.beyond, [10]);
}

// Montgomery, 7.3: printed circuit boards, 516 in 26 samples: 19.85, 6.48 to 33.22 with the mean rounded, 6 and 20 beyond.
#[test]
fn montgomerys_circuit_boards() {
    let boards = [
        21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16,
        19, 17, 15,
    ];
    let chart = rate_chart::u_chart(&boards.map(|x| (x, 1.0))).unwrap();
    near(chart.centre, 19.85, TWO);
    within(Some(chart.limits[0]), 6.48, 33.22, 0.01);
    assert_eq!(chart.beyond, [5, 19]);
}

// Montgomery, 7.3: errors in 20 weeks of 50 shipments: .0740, up to .1894.
#[test]
fn montgomerys_shipments() {
    let errors = [2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4];
    let chart = rate_chart::u_chart(&errors.map(|x| (x, 50.0))).unwrap();
    near(chart.centre, 0.0740, FOUR);
    within(Some(chart.limits[0]), 0.0, 0.1894, FOUR);
    assert!(chart.beyond.is_empty());
}

// Montgomery, 6.4: costs of processing loans: 300.5, moving range 7.79, 279.78 to 321.22.
#[test]
fn montgomerys_loans() {
    let costs = [
        310.0, 288.0, 297.0, 298.0, 307.0, 303.0, 294.0, 297.0, 308.0, 306.0, 294.0, 299.0, 297.0,
        299.0, 314.0, 295.0, 293.0, 306.0, 301.0, 304.0,
    ];
    let lines = xmr::chart(&costs.map(Some), None).lines.unwrap();
    near(lines.centre, 300.5, 1e-9);
    near(lines.mr_bar, 7.79, TWO);
    within(Some(lines.limits), 279.78, 321.22, TWO);
}

// Montgomery, 9.1 and 9.2: the same thirty values as a cusum (first beyond 5 at 29, with 5.28) and as an EWMA with .10 and
// 2.7 (9.945, 9.7495; in the end 9.38 to 10.62).
#[test]
fn montgomerys_thirty_values() {
    let values = [
        9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4,
        10.08, 9.37, 10.62, 10.31, 8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62,
        11.31, 10.52,
    ];
    let sums = cusum::cusum(&values, 10.0, 0.5, 5.0).unwrap();
    assert_eq!(sums.first_signal, Some(28));
    near(sums.high[28], 5.28, 1e-9);
    let moving = ewma::ewma(&values, 10.0, 1.0, 0.1, 2.7).unwrap();
    near(moving.averages[0], 9.945, 1e-9);
    near(moving.averages[1], 9.7495, 1e-9);
    within(Some(moving.final_limits), 9.38, 10.62, TWO);
}

// Lohr, Sampling: Design and Analysis, 3.2: acres of farms in the United States 1992, 909,736,035 with SE 50,417,248.
#[test]
fn lohrs_farms() {
    let region = |population, n, mean, variance| stratified::Stratum {
        population,
        sample: Some(Sample { n, mean, variance }),
    };
    let farms = [
        region(1_054, 103, 300_504.16, 29_618_183_543.0),
        region(220, 21, 97_629.81, 7_647_472_708.0),
        region(1_382, 135, 211_315.04, 53_587_487_856.0),
        region(422, 41, 662_295.51, 396_185_950_266.0),
    ];
    let all = stratified::mean(&farms, None, None, CONFIDENCE);
    // The means are printed with two digits after the point.
    near(all.total().unwrap(), 909_736_035.0, 20.0);
    near(all.total_se().unwrap(), 50_417_248.0, 1.0);
}

// The thirteen trials of the BCG vaccine, Colditz et al. (1994) JAMA 271:698; R metafor, method "PM": tau2 0.3181.
#[test]
fn the_trials_of_bcg() {
    let trials = [
        (4, 123, 11, 139),
        (6, 306, 29, 303),
        (3, 231, 11, 220),
        (62, 13_598, 248, 12_867),
        (33, 5_069, 47, 5_808),
        (180, 1_541, 372, 1_451),
        (8, 2_545, 10, 629),
        (505, 88_391, 499, 88_391),
        (29, 7_499, 45, 7_277),
        (17, 1_716, 65, 1_665),
        (186, 50_634, 141, 27_338),
        (5, 2_498, 3, 2_341),
        (27, 16_913, 29, 17_854),
    ];
    let trials = trials.map(|(x1, n1, x2, n2)| [x1, n1, x2, n2].map(f64::from));
    let ratios = trials.map(|[x1, n1, x2, n2]| ((x1 / n1) / (x2 / n2)).ln());
    let errors = trials.map(|all| {
        let [x1, n1, x2, n2] = all.map(f64::recip);
        (x1 - n1 + x2 - n2).sqrt()
    });
    let drawn = shrinkage::paule_mandel(&ratios, &errors).unwrap();
    near(drawn.tau2, 0.3181, FOUR);
    near(drawn.q, 152.23, TWO);
}

// Cohen, Statistical Power Analysis (1988) table 2.3.5: 64 a side for half a standard deviation, 80 %; G*Power: .8015.
#[test]
fn cohens_medium_effect() {
    near(power::of_two_means(64.0, 0.5, 1.0, 0.05), 0.8015, FOUR);
    let n = power::n_for_two_means(0.8, 0.5, 1.0, 0.05).unwrap();
    near(n.ceil(), 64.0, 1e-9);
}
