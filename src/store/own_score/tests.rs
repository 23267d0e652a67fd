#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::store::testing::Desk;

fn one(question: &str, value: &str) -> OwnAnswer {
    OwnAnswer {
        question: question.into(),
        value: value.into(),
        comment: String::new(),
    }
}

#[test]
fn an_answer_takes_the_place_of_the_one_before_and_the_last_one_takes_the_score_with_it() {
    let desk = Desk::with_calls(&["Dana"], 2);
    let (store, call, on) = (&desk.store, desk.call(0), "2026-11-20".parse().unwrap());
    assert_eq!(find(store, call).unwrap(), None);
    begin(store, call, on, None).unwrap();
    for given in [one("b", "yes"), one("a", "no"), one("b", "no")] {
        answer(store, call, &given).unwrap();
    }
    let own = find(store, call).unwrap().unwrap();
    assert_eq!(own.answers, [one("a", "no"), one("b", "no")]);
    assert_eq!((own.scored_on, own.from_file), (on, false));
    // A second beginning changes nothing.
    begin(store, call, "2026-11-21".parse().unwrap(), None).unwrap();
    assert_eq!(find(store, call).unwrap().unwrap().scored_on, on);
    clear(store, call, "a").unwrap();
    assert!(find(store, call).unwrap().is_some());
    clear(store, call, "b").unwrap();
    assert_eq!(find(store, call).unwrap(), None);
    // A call that nobody began an own score of takes none.
    answer(store, desk.call(1), &one("a", "yes")).unwrap();
    assert_eq!(find(store, desk.call(1)).unwrap(), None);
}
