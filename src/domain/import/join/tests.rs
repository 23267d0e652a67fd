#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use crate::domain::call::Direction;
use crate::domain::import::clock::Clock;
use crate::domain::import::field::{ColumnRef, Field};
use crate::domain::import::layout::Layout;
use crate::domain::import::profile::Profile;
use crate::domain::import::row::Row;
use crate::domain::zone::Zone;

/// A leg from `time|rep|status|ring|talk|total|number|note`.
fn leg(text: &str) -> Leg {
    let fields = [
        Field::At,
        Field::Rep,
        Field::Status,
        Field::Ring,
        Field::Talk,
        Field::Duration,
        Field::Number,
        Field::Note,
        Field::Direction,
    ];
    let map: Vec<(Field, ColumnRef)> = fields
        .iter()
        .enumerate()
        .map(|(at, field)| (*field, ColumnRef::Place(at)))
        .collect();
    let headers = fields.iter().map(ToString::to_string).collect();
    let layout = Layout::new(&Profile::default(), &map, headers).unwrap();
    let now = "2026-11-22T10:00:00Z".parse().unwrap();
    let mut clock = Clock::new(Zone::utc(), Zone::utc(), now);
    let row = Row::of(1, format!("2026-11-16 {text}").split('|'));
    Leg::read(&layout, &mut clock, &row).unwrap()
}

#[test]
fn the_longest_answered_leg_on_a_person_handles_the_call() {
    let call = join(vec![
        leg("09:00:00||ivr|0|20|20|3125550188|"),
        leg("09:00:20|301|no answer|15|0|15|3125550188|"),
        leg("09:00:35|302|answered|5|60|65|3125550188|first"),
        leg("09:01:40|303|answered|4|300|304|3125550188||in"),
    ])
    .unwrap();
    assert_eq!((call.rep.as_str(), call.outcome), ("303", Outcome::Person));
    assert_eq!((call.talk_secs, call.ring_secs), (Some(300), Some(4)));
    // From 09:00:00 to 09:06:44.
    assert_eq!(call.total_secs, Some(404));
    assert_eq!(call.at.to_rfc3339(), "2026-11-16T09:00:00+00:00");
    assert_eq!(call.direction, Some(Direction::In));
    assert_eq!(call.note, "first");
}

#[test]
fn of_two_legs_that_are_equal_the_same_one_speaks_whichever_stands_first() {
    let legs = ["302|answered", "301|busy", "301|answered"]
        .map(|who| leg(&format!("09:00:00|{who}|5|60|65|3125550188|")));
    let [one, two, three] = legs.clone();
    let told = |call: Leg| (call.rep, call.status);
    let expected = ("301".to_owned(), "answered".to_owned());
    assert_eq!(told(join(legs.to_vec()).unwrap()), expected);
    assert_eq!(told(join(vec![three, two, one]).unwrap()), expected);
}

#[test]
fn the_order_of_the_legs_does_not_matter() {
    let legs = [
        leg("09:00:00||ivr|0|20|20|3125550188|"),
        leg("09:00:20|301|answered|5|60|65|3125550188|"),
        leg("09:00:20|302|no answer|20|0|20|3125550188|"),
    ];
    let expected = join(legs.to_vec());
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let shuffled = order.iter().map(|at| legs[*at].clone()).collect();
        assert_eq!(join(shuffled), expected);
    }
    let again = vec![expected.clone().unwrap(), expected.clone().unwrap()];
    assert_eq!(join(again), expected, "what is known adds nothing");
}

#[test]
fn without_a_person_the_call_is_what_came_nearest_to_one() {
    let menu = leg("09:00:00||ivr|0|20|20|3125550188|");
    let rang = leg("09:00:20|301|no answer|15|0|15|3125550188|");
    let mailbox = leg("09:00:35||voicemail|0|30|30|3125550188|");
    let internal = leg("09:00:35|302|answered|0|30|30|301||internal");
    let outcome = |legs: &[&Leg]| {
        join(legs.iter().map(|leg| (*leg).clone()).collect())
            .unwrap()
            .outcome
    };
    assert_eq!(outcome(&[&menu]), Outcome::Menu);
    assert_eq!(outcome(&[&menu, &rang]), Outcome::Unanswered);
    assert_eq!(outcome(&[&menu, &rang, &mailbox]), Outcome::Voicemail);
    assert_eq!(outcome(&[&internal, &internal]), Outcome::Internal);
    assert_eq!(outcome(&[&internal, &menu]), Outcome::Menu);
    assert_eq!(join(Vec::new()), None);
}

#[test]
fn legs_of_one_id_that_lie_hours_apart_are_several_calls() {
    let legs = vec![
        leg("15:00:00|301|answered|5|60|65|3125550188|"),
        leg("09:00:00|301|answered|5|60|65|3125550188|"),
        leg("09:30:00|302|answered|5|60|65|3125550188|"),
    ];
    let calls: Vec<usize> = part(legs).iter().map(Vec::len).collect();
    assert_eq!(calls, [2, 1]);
}
