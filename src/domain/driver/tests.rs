#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::domain::scorecard::Scorecard;
use proptest::prelude::*;

fn rated(satisfaction: f64, done: &[(&str, bool)]) -> Rated {
    let done = done.iter().map(|(key, done)| ((*key).to_owned(), *done));
    Rated {
        satisfaction,
        done: done.collect(),
    }
}

fn texts(keys: &[&str]) -> BTreeMap<String, String> {
    keys.iter()
        .map(|key| ((*key).to_owned(), format!("Did {key}")))
        .collect()
}

/// Calls in which `need` decides and `name` does not; `name` is always said where `always`.
fn calls(n: u64, always: bool) -> Vec<Rated> {
    let one = |at: u64| {
        let (need, name) = (at.is_multiple_of(2), always || at.is_multiple_of(3));
        let luck = [0.0, 1.0, 0.0, -1.0, 0.5, -0.5][at as usize % 6];
        rated(
            3.0 + if need { 1.0 } else { -0.5 } + luck * 0.5,
            &[("need", need), ("name", name)],
        )
    };
    (0..n).map(one).collect()
}

#[test]
fn nothing_is_claimed_below_ten_answers() {
    let found = drivers(Measure::Csat, &calls(9, false), &texts(&["need", "name"]));
    assert!(found.drivers.is_empty());
    assert_eq!(
        found.text,
        "Only 9 scored calls have an answer (by the customers' survey answers): nothing is claimed below 10. 1 more will do."
    );
    let none = drivers(Measure::Mark, &[], &texts(&["need"]));
    assert!(
        none.text.starts_with("No scored call has an answer yet"),
        "{}",
        none.text
    );
}

#[test]
fn a_behaviour_that_goes_with_satisfaction_stands_out_with_its_range() {
    let found = drivers(Measure::Csat, &calls(24, false), &texts(&["need", "name"]));
    let need = &found.drivers[0];
    assert_eq!(
        (need.key.as_str(), need.done.0, need.missed.0),
        ("need", 12, 12)
    );
    assert!(need.stands_out && need.verdict == Kind::VeryLikelyReal);
    assert!(need.range.unwrap().low > 0.0);
    assert!(!found.drivers[1].stands_out);
    assert!(found.text.contains("not proof of cause"), "{}", found.text);
    assert_eq!(found.explained, None);
}

#[test]
fn a_behaviour_that_is_always_done_cannot_be_told() {
    let found = drivers(Measure::Csat, &calls(24, true), &texts(&["need", "name"]));
    let name = found.drivers.iter().find(|one| one.key == "name").unwrap();
    assert_eq!(
        (name.missed, name.difference, name.range, name.tau),
        ((0, None), None, None, None)
    );
    assert_eq!(name.place, Place::Unclear);
}

#[test]
fn shares_come_with_fifty_calls_and_add_up_to_what_is_explained() {
    let found = drivers(Measure::Csat, &calls(60, false), &texts(&["need", "name"]));
    let shares: Vec<f64> = found.drivers.iter().map(|one| one.share.unwrap()).collect();
    assert!((shares.iter().sum::<f64>() - found.explained.unwrap()).abs() < 1e-9);
    assert!(shares[0] > 5.0 * shares[1], "{shares:?}");
}

#[test]
fn a_question_that_is_rarely_asked_has_no_share_but_a_difference() {
    let mut calls = calls(60, false);
    for (at, call) in calls.iter_mut().enumerate().filter(|(at, _)| at % 3 == 0) {
        call.done.insert("sorry".into(), at % 2 == 0);
    }
    let found = drivers(Measure::Csat, &calls, &texts(&["need", "name", "sorry"]));
    let sorry = found.drivers.iter().find(|one| one.key == "sorry").unwrap();
    assert!(sorry.share.is_none() && sorry.difference.is_some());
    assert!(found.explained.is_some());
}

const FORM: &str = r#"
key = "mine"
name = "Mine"
# A remark that stays.
[[section]]
name = "All"
[[section.question]]
key = "need"
text = "Found the need"
weight = 2 # as before
yes = "Yes."
no = "No."
[[section.question]]
key = "name"
text = "Said the name"
weight = 6
yes = "Yes."
no = "No."
[[section.question]]
key = "other"
text = "Something else"
weight = 2
yes = "Yes."
no = "No."
"#;

#[test]
fn new_weights_follow_the_shares_and_leave_the_others_alone() {
    let form = Scorecard::parse("mine", FORM).unwrap();
    let found = drivers(Measure::Csat, &calls(60, false), &texts(&["need", "name"]));
    let rows = weights::propose(&form, &found).unwrap();
    assert!(
        rows[0].new > rows[0].old && rows[1].new < rows[1].old,
        "{rows:?}"
    );
    assert!((rows[2].new - 2.0).abs() < 1e-9);
    assert!((rows[0].new + rows[1].new - 8.0).abs() < 0.11, "{rows:?}");
    assert!((rows.iter().map(|row| row.new_share).sum::<f64>() - 1.0).abs() < 1e-9);
    // The least that is left is a quarter of an even share of 8: 1.
    assert!(rows[1].new >= 1.0 - 1e-9);
    let toml = weights::rewrite(FORM, &rows).unwrap();
    assert!(toml.contains("# A remark that stays."));
    let read = Scorecard::parse("mine", &toml).unwrap();
    assert_eq!(read.question("need").unwrap().weight(), Some(rows[0].new));
}

#[test]
fn without_shares_no_weights_are_proposed() {
    let form = Scorecard::parse("mine", FORM).unwrap();
    let found = drivers(Measure::Csat, &calls(24, false), &texts(&["need", "name"]));
    assert_eq!(weights::propose(&form, &found), None);
}

proptest! {
    #[test]
    fn the_order_of_the_calls_and_the_origin_of_the_scale_do_not_matter(
        values in proptest::collection::vec((1_u8..=5, any::<bool>(), any::<bool>()), 10..40),
    ) {
        let of = |shift: f64, values: &[(u8, bool, bool)]| {
            let calls: Vec<Rated> = values
                .iter()
                .map(|(value, a, b)| rated(f64::from(*value) + shift, &[("a", *a), ("b", *b)]))
                .collect();
            drivers(Measure::Csat, &calls, &texts(&["a", "b"]))
        };
        let mut turned = values.clone();
        turned.reverse();
        let (one, other, shifted) = (of(0.0, &values), of(0.0, &turned), of(-1.0, &values));
        for driver in &one.drivers {
            for found in [&other, &shifted] {
                let same = found.drivers.iter().find(|one| one.key == driver.key).unwrap();
                prop_assert_eq!(same.done.0, driver.done.0);
                let (gap, expected) = (same.difference.unwrap_or(0.0), driver.difference.unwrap_or(0.0));
                prop_assert!((gap - expected).abs() < 1e-9);
            }
        }
    }
}
