//! Moving through a long log.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::store::testing::Desk;

const HEIGHT: usize = 20;

fn long() -> (Desk, CallList) {
    let desk = Desk::with_calls(&["Dana"], 1_000);
    let mut list = CallList::of(None);
    list.refresh(&desk.store).unwrap();
    (desk, list)
}

fn all(desk: &Desk) -> Vec<CallId> {
    let calls = call::list(&desk.store, "", Before::NEWEST, 2_000).unwrap();
    calls.iter().map(|call| call.id).collect()
}

#[test]
fn a_walk_down_and_up_comes_upon_every_call_and_holds_a_few_hundred() {
    let (desk, mut list) = long();
    let all = all(&desk);
    for id in &all {
        assert_eq!(list.chosen().unwrap().call.id, *id);
        list.act(&desk.store, Action::Down, HEIGHT).unwrap();
        assert!(list.rows().len() <= KEPT);
    }
    assert_eq!(list.goes_on(), (true, false));
    for id in all.iter().rev() {
        assert_eq!(list.chosen().unwrap().call.id, *id);
        list.act(&desk.store, Action::Up, HEIGHT).unwrap();
        assert!(list.rows().len() <= KEPT);
    }
    assert_eq!(list.goes_on(), (false, true));
}

#[test]
fn the_ends_are_one_step_away() {
    let (desk, mut list) = long();
    let all = all(&desk);
    list.act(&desk.store, Action::Last, HEIGHT).unwrap();
    assert_eq!(list.chosen().unwrap().call.id, *all.last().unwrap());
    assert!(list.rows().len() <= PAGE);
    list.act(&desk.store, Action::First, HEIGHT).unwrap();
    assert_eq!(list.chosen().unwrap().call.id, all[0]);
}

#[test]
fn pages_and_the_wheel_read_on() {
    let (desk, mut list) = long();
    for _ in 0..60 {
        list.act(&desk.store, Action::PageDown, HEIGHT).unwrap();
    }
    assert_eq!(list.goes_on(), (true, false));
    for _ in 0..400 {
        list.scroll(&desk.store, -3, HEIGHT).unwrap();
    }
    assert_eq!(list.chosen().unwrap().call.id, all(&desk)[HEIGHT - 1]);
}

#[test]
fn a_search_goes_on_when_it_is_woken_until_it_has_looked_at_every_call() {
    let desk = Desk::with_calls(&["Dana", "Mia"], SLICE + 10);
    desk.sql("UPDATE call SET rep_id = 2 WHERE started_at = (SELECT min(started_at) FROM call)");
    let mut list = CallList::of(None);
    list.refresh(&desk.store).unwrap();
    list.find(&desk.store, "mia").unwrap();
    assert!(list.rows().is_empty() && list.wake_in().is_some());
    while list.is_looking() {
        list.go_on(&desk.store).unwrap();
    }
    assert_eq!(list.rows().len(), 1);
    assert_eq!(list.wake_in(), None);
    list.find(&desk.store, "").unwrap();
    assert_eq!(list.rows().len(), PAGE);
}

#[test]
fn what_is_read_anew_stays_where_one_is() {
    let (desk, mut list) = long();
    for _ in 0..600 {
        list.act(&desk.store, Action::Down, HEIGHT).unwrap();
    }
    let before = list.chosen().unwrap().call.id;
    desk.sql("UPDATE call SET note = 'changed'");
    list.refresh(&desk.store).unwrap();
    let chosen = list.chosen().unwrap();
    assert_eq!(
        (chosen.call.id, chosen.call.note.as_str()),
        (before, "changed")
    );
}
