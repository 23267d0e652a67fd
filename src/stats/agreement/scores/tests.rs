#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use proptest::prelude::*;

// Bland & Altman (1986) Lancet 327:307, table 1: Wright meter (first and second reading) and mini meter.
const WRIGHT: [f64; 17] = [
    494.0, 395.0, 516.0, 434.0, 476.0, 557.0, 413.0, 442.0, 650.0, 433.0, 417.0, 656.0, 267.0,
    478.0, 178.0, 423.0, 427.0,
];
const WRIGHT_AGAIN: [f64; 17] = [
    490.0, 397.0, 512.0, 401.0, 470.0, 611.0, 415.0, 431.0, 638.0, 429.0, 420.0, 633.0, 275.0,
    492.0, 165.0, 372.0, 421.0,
];
const MINI: [f64; 17] = [
    512.0, 430.0, 520.0, 428.0, 500.0, 600.0, 364.0, 380.0, 658.0, 445.0, 432.0, 626.0, 260.0,
    477.0, 259.0, 350.0, 451.0,
];

fn near(value: f64, expected: f64, tolerance: f64) {
    assert!(
        (value - expected).abs() <= tolerance,
        "{value} is not {expected}"
    );
}

#[test]
fn the_peak_flow_meters_of_bland_and_altman_are_reproduced() {
    // Bland & Altman (1986): bias -2.1, SD 38.8, -22.0 to 17.8; limits with 1.96: R blandr, BlandAltmanLeh 0.3.1.
    let agreement = bland_altman(&WRIGHT, &MINI, 0.95).unwrap();
    near(agreement.bias, -2.117_647_058_823_53, 1e-9);
    near(agreement.sd, 38.765_129_873_607_4, 1e-9);
    near(agreement.bias_range.low, -22.048_837_696_645_2, 1e-6);
    near(agreement.bias_range.high, 17.813_543_578_998_1, 1e-6);
    near(agreement.limits.low, -78.097_301_611_094, 1e-6);
    near(agreement.limits.high, 73.862_007_493_446_9, 1e-6);
    // R blandr, vignette: SE 16.39491, 39.10636 to 108.6177 (it mixes 1.96 and 1.959964).
    near(agreement.limit_se, 16.394_91, 1e-3);
    near(agreement.high_limit_range.low, 39.106_36, 1e-3);
    near(agreement.low_limit_range.high, -43.341_65, 1e-3);
}

#[test]
fn the_concordance_of_the_meters_is_reproduced() {
    // R epiR 2.0.57.
    let concordance = concordance(&WRIGHT, &MINI, 0.95).unwrap();
    near(concordance.value, 0.942_742_431_427_484, 1e-9);
    near(concordance.range.unwrap().low, 0.850_491_873_168_56, 1e-6);
    near(concordance.range.unwrap().high, 0.978_726_279_170_122, 1e-6);
}

#[test]
fn the_repeatability_of_the_wright_meter_is_reproduced() {
    // Bland & Altman (1986): SD about zero 21.6, coefficient 43.2 with two SD.
    let repeatability = repeatability(&WRIGHT, &WRIGHT_AGAIN, 0.95).unwrap();
    near(repeatability.within_sd, 15.306_669_06, 1e-7);
    near(repeatability.sd_about_zero, 21.6, 0.06);
    near(repeatability.coefficient, 2.77 * 15.306_669_06, 0.05);
    assert!(
        repeatability
            .within_sd_range
            .contains(repeatability.within_sd)
    );
}

#[test]
fn two_identical_scorings_have_nothing_to_measure() {
    assert_eq!(
        bland_altman(&[80.0, 90.0], &[80.0, 90.0], 0.95),
        Err(Status::NoSpread)
    );
    assert_eq!(
        repeatability(&[80.0, 90.0], &[80.0, 90.0], 0.95),
        Err(Status::NoSpread)
    );
    assert_eq!(bland_altman(&[80.0], &[70.0], 0.95), Err(Status::TooFew));
    assert_eq!(bland_altman(&[], &[], 0.95), Err(Status::NoData));
    assert_eq!(bland_altman(&[80.0], &[], 0.95), Err(Status::Invalid));
    assert_eq!(
        concordance(&[80.0; 9], &[70.0; 9], 0.95),
        Err(Status::TooFew)
    );
    assert_eq!(
        concordance(&[80.0; 10], &[80.0; 10], 0.95),
        Err(Status::Undefined)
    );
}

proptest! {
    #[test]
    fn swapping_the_scorings_flips_the_bias(
        a in prop::collection::vec(0.0..100.0f64, 4),
        b in prop::collection::vec(0.0..100.0f64, 4),
    ) {
        let (one, other) = (bland_altman(&a, &b, 0.95).unwrap(), bland_altman(&b, &a, 0.95).unwrap());
        prop_assert!((one.bias + other.bias).abs() < 1e-9 && (one.limits.low + other.limits.high).abs() < 1e-9);
    }

    #[test]
    fn no_value_panics(
        a in prop::collection::vec(prop::num::f64::ANY, 0..12),
        b in prop::collection::vec(prop::num::f64::ANY, 0..12),
        confidence in prop::num::f64::ANY,
    ) {
        let _ = (bland_altman(&a, &b, 0.95), repeatability(&a, &b, 0.95), concordance(&a, &b, confidence));
        let _ = (concordance(&a, &a, 0.95), bland_altman(&a, &a, confidence), repeatability(&a, &a, confidence));
    }
}
