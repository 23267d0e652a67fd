#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use proptest::prelude::*;

fn near(value: f64, expected: f64, tolerance: f64) {
    assert!(
        (value - expected).abs() <= tolerance,
        "{value} is not {expected}"
    );
}

#[test]
fn the_wafers_of_nist_are_reproduced() {
    // NIST/SEMATECH e-Handbook 6.3.3.2 and Montgomery table 7.1: 0.2313, 0.0524 to 0.4102; full digits: R qcc 2.7.
    let defective = [
        12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9,
        12, 7, 13, 9, 6,
    ];
    let chart = p_chart(&defective.map(|x| (x, 50))).unwrap();
    near(chart.centre, 0.231_333_333_333_333_3, 1e-12);
    near(chart.limits[0].low, 0.052_427_548_07, 1e-10);
    near(chart.limits[0].high, 0.410_239_118_59, 1e-10);
    assert_eq!(chart.beyond, [14, 22]);
    assert!(chart.is_large_enough);
}

#[test]
fn the_dyed_cloth_of_montgomery_is_reproduced() {
    // Montgomery, Statistical Quality Control, table 7.11; R qcc dyedcloth.
    let rolls = [
        (14, 10.0),
        (12, 8.0),
        (20, 13.0),
        (11, 10.0),
        (7, 9.5),
        (10, 10.0),
        (21, 12.0),
        (16, 10.5),
        (19, 12.0),
        (23, 12.5),
    ];
    let chart = u_chart(&rolls).unwrap();
    near(chart.centre, 1.423_255_814, 5.1e-10);
    near(chart.limits[1].low, 0.157_885_2, 5.1e-10);
    near(chart.limits[4].high, 2.584_439_526, 5.1e-10);
}

#[test]
fn laneys_correction_for_the_accident_departments_is_reproduced() {
    // Mohammed et al. (2013) BMJ Quality & Safety; R qicharts2, chart = "pp".
    let weeks = [
        (266_501, 280_443),
        (264_225, 276_823),
        (276_532, 291_681),
        (281_461, 296_155),
        (269_071, 282_343),
        (261_215, 275_888),
        (270_409, 283_867),
        (279_778, 295_251),
        (270_483, 284_468),
        (270_320, 282_529),
        (267_923, 279_618),
        (271_478, 283_932),
        (255_353, 266_629),
        (256_820, 268_091),
        (261_835, 276_803),
        (259_144, 271_578),
        (255_910, 266_005),
        (260_863, 273_520),
        (264_465, 278_574),
        (260_989, 273_772),
    ];
    let chart = laney_p(&weeks).unwrap();
    near(chart.centre, 0.952_899_711_344_191, 1e-10);
    near(chart.sigma_z, 10.640_421_86, 5e-8);
    near(chart.limits[0].low, 0.940_129_644_177_514, 1e-10);
    near(chart.limits[19].high, 0.965_824_426_165_478, 1e-10);
}

#[test]
fn laneys_correction_can_also_narrow_the_limits() {
    // R qicharts2 0.8.1, hospital_infections (AHH), chart = "up".
    let months = [
        (17, 17_233.666_667),
        (18, 15_308.250_000),
        (17, 16_883.666_667),
        (10, 15_463.833_333),
        (13, 15_788.958_333),
        (14, 15_660.041_667),
        (9, 15_206.416_667),
        (15, 15_223.875_000),
        (16, 15_925.416_667),
        (10, 16_158.625_000),
        (15, 15_884.875_000),
        (15, 14_728.916_667),
        (10, 15_377.666_667),
        (14, 14_895.000_000),
        (14, 16_039.416_667),
        (15, 15_531.791_667),
        (15, 15_434.000_000),
        (15, 15_272.458_333),
        (16, 15_734.541_667),
        (16, 15_672.708_333),
        (12, 15_914.708_333),
        (12, 16_533.166_667),
        (9, 16_430.291_667),
        (9, 16_004.333_333),
    ];
    let chart = laney_u(&months).unwrap();
    near(chart.centre, 0.000_861_734_842_735_002, 1e-12);
    near(chart.limits[0].high, 0.001_281_451_850_311_36, 1e-12);
    near(chart.limits[23].low, 0.000_426_196_275_560_917, 1e-12);
    assert!(chart.sigma_z < 1.0);
}

#[test]
fn impossible_points_say_so() {
    assert_eq!(p_chart(&[]), Err(Status::NoData));
    assert_eq!(p_chart(&[(3, 2)]), Err(Status::Invalid));
    assert_eq!(p_chart(&[(0, 0)]), Err(Status::Invalid));
    assert_eq!(u_chart(&[(1, -1.0)]), Err(Status::Invalid));
    assert_eq!(laney_p(&[(1, 9)]), Err(Status::TooFew));
    assert_eq!(laney_p(&[(0, 9), (0, 9)]), Err(Status::NoSpread));
}

proptest! {
    #[test]
    fn limits_hold_the_centre_and_stay_on_the_scale(points in prop::collection::vec((0u64..50, 0u64..50), 1..20)) {
        let points: Vec<(u64, u64)> = points.into_iter().map(|(x, more)| (x, x + more + 1)).collect();
        let chart = p_chart(&points).unwrap();
        prop_assert!(chart.limits.iter().all(|limits| limits.contains(chart.centre) && limits.low >= 0.0 && limits.high <= 1.0));
    }

    #[test]
    fn no_value_panics(
        points in prop::collection::vec((any::<u64>(), prop::num::f64::ANY), 0..6),
        shares in prop::collection::vec((any::<u64>(), any::<u64>()), 0..6),
    ) {
        let _ = (u_chart(&points), laney_u(&points), p_chart(&shares), laney_p(&shares));
    }
}
