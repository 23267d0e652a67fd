#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use crate::domain::id::ThemeId;
use crate::ops::demo;
use crate::stats::CONFIDENCE;
use crate::stats::counts::emerging::emerging;
use crate::stats::proportion::wilson;

const NOW: &str = "2026-11-20T16:00:00-05:00";

fn demo_desk() -> Store {
    let store = Store::in_memory().unwrap();
    demo::fill(&store, NOW.parse().unwrap()).unwrap();
    store
}

#[test]
fn the_theme_that_grows_in_the_invented_business_is_marked_and_no_other() {
    let store = demo_desk();
    let found = listen(&store, WEEKS, NOW.parse().unwrap()).unwrap();
    let sure: Vec<&str> = found
        .themes
        .iter()
        .filter(|one| one.mark.is_sure())
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(sure, ["late delivery"]);
    let late = found
        .themes
        .iter()
        .find(|one| one.name == "late delivery")
        .unwrap();
    assert_eq!(late.of, found.calls);
    assert!(
        late.range
            .unwrap()
            .contains(late.calls as f64 / late.of as f64)
    );
    assert!(late.change().starts_with("Growing: "), "{}", late.change());
    assert!(
        found.changed[0].starts_with("late delivery is growing"),
        "{:?}",
        found.changed
    );
    assert!(found.changed.len() <= 3);
    let by_reps: u64 = late.reps.iter().map(|(_, calls, _)| calls).sum();
    assert_eq!(by_reps, late.calls);
    assert_eq!(late.weekly.len() as i64, WEEKS + WEEKS_BEFORE);
}

#[test]
fn a_desk_on_which_nothing_was_noted_says_so() {
    let desk = crate::store::testing::Desk::with_calls(&["Dana"], 1);
    let found = listen(&desk.store, WEEKS, NOW.parse().unwrap()).unwrap();
    assert_eq!((found.themes.len(), found.calls), (0, 0));
    assert_eq!(found.changed, ["Nothing was noted."]);
    assert_eq!(found.order, "");
}

fn themes(counts: &[(u64, u64)]) -> Vec<Theme> {
    let one = |(nth, (calls, before)): (usize, &(u64, u64))| Theme {
        id: ThemeId(nth as i64),
        name: format!("theme {nth}"),
        calls: *calls,
        of: 40,
        range: wilson(*calls, 40, CONFIDENCE),
        targeted: 0,
        before: *before,
        emerging: emerging(*calls, 40.0, *before, 240.0),
        mark: Mark::None,
        weekly: Vec::new(),
        wrote: Vec::new(),
        causes: Vec::new(),
        reps: Vec::new(),
        customers: Vec::new(),
        mentions: Vec::new(),
    };
    let mut themes: Vec<Theme> = counts.iter().enumerate().map(one).collect();
    mark(&mut themes);
    themes
}

#[test]
fn three_mentions_of_something_new_are_marked_and_two_are_not() {
    let marks: Vec<Mark> = themes(&[(3, 0), (2, 0), (4, 20)])
        .iter()
        .map(|one| one.mark)
        .collect();
    assert_eq!(marks, [Mark::New, Mark::None, Mark::None]);
}

// 7 of 40 calls after 10 of 240: the negative binomial tail (size 10.5, probability 6/7) from 7 on is 0.0052. One theme alone is
// marked; among thirty that are as ever, 30 x 0.0052 is above 10 %.
#[test]
fn among_many_themes_a_single_surprise_may_be_luck() {
    let alone = themes(&[(7, 10)]);
    assert!(
        alone[0].emerging.unwrap().p < SURPRISE,
        "{:?}",
        alone[0].emerging
    );
    assert_eq!(alone[0].mark, Mark::Growing);
    let mut counts = vec![(7, 10)];
    counts.extend([(1, 10); 29]);
    assert_eq!(themes(&counts)[0].mark, Mark::None);
}

#[test]
fn the_order_is_only_told_where_it_says_something() {
    assert!(told::order(&themes(&[(5, 1), (3, 1)])).contains("fewer than 20 mentions"));
    assert!(told::order(&themes(&[(12, 60), (10, 60)])).contains("cannot be told"));
    assert!(told::order(&themes(&[(20, 120), (4, 24)])).contains("more often than anything else"));
}

#[test]
fn what_was_written_in_surveys_changes_no_share_no_mark_and_no_correction() {
    let counts = [(7, 10), (3, 12)];
    let heard = themes(&counts);
    let mut with_surveys = themes(&counts);
    with_surveys.extend(themes(&[(0, 0); 40]));
    mark(&mut with_surveys);
    for (one, same) in heard.iter().zip(&with_surveys) {
        assert_eq!((one.mark, one.range), (same.mark, same.range));
    }
    assert_eq!(heard[0].mark, Mark::Growing);
    assert!(with_surveys[2].change().contains("in surveys only"));
}
