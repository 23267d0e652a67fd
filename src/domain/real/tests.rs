#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use proptest::prelude::*;

fn weeks() -> [(Week, Week); 2] {
    let week = |text: &str| text.parse().unwrap();
    [
        (week("2026-W30"), week("2026-W37")),
        (week("2026-W38"), week("2026-W45")),
    ]
}

fn told(unit: Unit, before: &[f64], after: &[f64]) -> Real {
    real(
        unit,
        Better::Higher,
        Sample::of(before),
        Sample::of(after),
        weeks(),
    )
}

fn share(x: usize, n: usize) -> Vec<f64> {
    (0..n).map(|at| if at < x { 1.0 } else { 0.0 }).collect()
}

// 1 - 0.05^(1/12) = 0.2209, the "rule of three" for 12 calls (Hanley & Lippman-Hand 1983 JAMA 249:1743).
#[test]
fn none_in_twelve_calls_could_still_be_22_per_cent() {
    assert_eq!(
        rare(0, 12).unwrap(),
        "none in 12 calls; the true rate could still be up to 22%"
    );
    assert_eq!(
        rare(12, 12).unwrap(),
        "every time in 12 calls; the true rate could still be down to 78%"
    );
    assert_eq!((rare(3, 12), rare(0, 0)), (None, None));
}

// Newcombe (1998) method 10: 9/10 - 3/10 is 0.1705 to 0.8090.
#[test]
fn a_share_is_compared_with_its_counts_and_range() {
    let found = told(Unit::Share, &share(3, 10), &share(9, 10));
    assert_eq!(
        found.text,
        "Before: 3 of 10 calls. After: 9 of 10 calls. Very likely real, for the better: +60 percentage points (+17 to +81)."
    );
    assert!(exact(&share(3, 10), &share(9, 10)).unwrap() < 0.05);
}

#[test]
fn too_few_calls_say_how_many_more() {
    let found = told(Unit::Share, &share(3, 8), &share(5, 8));
    assert_eq!(found.verdict, Kind::TooFew);
    assert!(
        found
            .text
            .contains("more calls on each side would settle it"),
        "{}",
        found.text
    );
    let (before, after) = ([70.0, 80.0, 75.0], [90.0, 95.0, 93.0]);
    assert_eq!(exact(&before, &after), None);
    let three = told(Unit::Points, &before, &after);
    assert!(
        three.text.contains("no result could be convincing yet"),
        "{}",
        three.text
    );
}

#[test]
fn a_side_without_calls_is_told() {
    let found = told(Unit::Points, &[], &[80.0]);
    assert!(
        found
            .text
            .starts_with("Before: no calls. After: 80.0 in 1 call. Too few to tell."),
        "{}",
        found.text
    );
}

proptest! {
    #[test]
    fn swapping_the_sides_turns_the_sign_only(
        before in proptest::collection::vec(0_u8..2, 0..12),
        after in proptest::collection::vec(0_u8..2, 0..12),
    ) {
        let values = |side: &[u8]| side.iter().map(|value| f64::from(*value)).collect::<Vec<f64>>();
        let (before, after) = (values(&before), values(&after));
        let (one, other) = (told(Unit::Share, &before, &after), told(Unit::Share, &after, &before));
        prop_assert_eq!(one.verdict, other.verdict);
        prop_assert!((one.difference.unwrap_or(0.0) + other.difference.unwrap_or(0.0)).abs() < 1e-9);
        let (p, turned) = (exact(&before, &after), exact(&after, &before));
        prop_assert!((p.unwrap_or(1.0) - turned.unwrap_or(1.0)).abs() < 1e-9);
    }
}
