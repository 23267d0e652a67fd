#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use super::*;
use crate::ops::draw::proof::{export_frame, verify};
use crate::store::testing::{Desk, at, week};

fn request(per_rep: usize, seed: &str) -> Request {
    Request {
        per_rep: Some(per_rep),
        seed: Some(seed.into()),
        ..Request::of_week(week("2026-W47"))
    }
}

fn places(store: &Store) -> Vec<(Option<i64>, PickStatus)> {
    let picks = pick::list(store, week("2026-W47")).unwrap();
    picks
        .into_iter()
        .map(|(pick, _)| (pick.place, pick.status))
        .collect()
}

#[test]
fn the_picks_are_the_first_calls_of_the_order() {
    let desk = Desk::with_calls(&["Dana"], 20);
    assert_eq!(run(&desk.store, &request(3, "seed"), at(0)).unwrap(), 3);
    let draw = draws::list(&desk.store, week("2026-W47"))
        .unwrap()
        .remove(0);
    assert_eq!((draw.frame_size, draw.asked), (20, 3));
    assert_eq!(
        places(&desk.store),
        [1, 2, 3].map(|place| (Some(place), PickStatus::Waiting))
    );
    let proof = verify(&desk.store, draw.id).unwrap();
    assert!(proof.verified, "{:?}", proof.faults);
}

#[test]
fn the_same_seed_draws_the_same_calls_whatever_was_imported_first() {
    let forward = Desk::with_calls(&["Dana"], 20);
    let backward = Desk::with_calls_in(&["Dana"], (0..20).rev());
    let drawn = |desk: &Desk| {
        run(&desk.store, &request(5, "42"), at(0)).unwrap();
        let picks = pick::list(&desk.store, week("2026-W47")).unwrap();
        picks
            .into_iter()
            .map(|(_, call)| call.ticket_id)
            .collect::<Vec<_>>()
    };
    assert_eq!(drawn(&forward), drawn(&backward));
}

#[test]
fn a_skipped_pick_is_replaced_by_the_next_in_order() {
    let desk = Desk::with_calls(&["Dana"], 20);
    run(&desk.store, &request(2, "seed"), at(0)).unwrap();
    let first = pick::list(&desk.store, week("2026-W47"))
        .unwrap()
        .remove(0)
        .0;
    let next = skip(&desk.store, first.id, SkipReason::NoAudio, "", at(60)).unwrap();
    assert!(next.is_some());
    assert_eq!(
        places(&desk.store),
        [
            (Some(1), PickStatus::Skipped),
            (Some(2), PickStatus::Waiting),
            (Some(3), PickStatus::Waiting)
        ]
    );
    assert!(skip(&desk.store, first.id, SkipReason::NoAudio, "", at(61)).is_err());
    assert!(
        verify(&desk.store, first.draw_id.unwrap())
            .unwrap()
            .verified
    );

    take_back_skip(&desk.store, first.id).unwrap();
    assert_eq!(
        places(&desk.store),
        [1, 2].map(|place| (Some(place), PickStatus::Waiting))
    );
}

#[test]
fn a_skip_without_a_reason_in_words_is_refused_when_the_reason_is_other() {
    let desk = Desk::with_calls(&["Dana"], 3);
    run(&desk.store, &request(1, "seed"), at(0)).unwrap();
    let first = pick::list(&desk.store, week("2026-W47"))
        .unwrap()
        .remove(0)
        .0;
    assert!(skip(&desk.store, first.id, SkipReason::Other, " ", at(1)).is_err());
    assert!(
        skip(
            &desk.store,
            first.id,
            SkipReason::Other,
            "the line was dead",
            at(1)
        )
        .is_ok()
    );
}

#[test]
fn when_the_frame_is_used_up_a_skip_has_no_replacement() {
    let desk = Desk::with_calls(&["Dana"], 1);
    run(&desk.store, &request(5, "seed"), at(0)).unwrap();
    let only = pick::list(&desk.store, week("2026-W47"))
        .unwrap()
        .remove(0)
        .0;
    assert_eq!(
        skip(&desk.store, only.id, SkipReason::Spam, "", at(1)).unwrap(),
        None
    );
    assert!(verify(&desk.store, only.draw_id.unwrap()).unwrap().verified);
}

#[test]
fn calls_that_arrive_later_form_a_frame_of_their_own() {
    let desk = Desk::with_calls(&["Dana"], 10);
    run(&desk.store, &request(3, "seed"), at(0)).unwrap();
    assert_eq!(run(&desk.store, &request(3, "seed"), at(1)).unwrap(), 0);
    desk.add_calls("Dana", 10..14);
    run(&desk.store, &request(3, "again"), at(2)).unwrap();
    let draws = draws::list(&desk.store, week("2026-W47")).unwrap();
    assert_eq!(
        draws
            .iter()
            .map(|draw| (draw.frame_size, draw.asked))
            .collect::<Vec<_>>(),
        [(10, 3), (4, 1)]
    );
}

#[test]
fn asking_for_more_calls_goes_on_in_the_same_order() {
    let desk = Desk::with_calls(&["Dana"], 10);
    run(&desk.store, &request(3, "seed"), at(0)).unwrap();
    assert_eq!(run(&desk.store, &request(5, "other"), at(1)).unwrap(), 2);
    let draws = draws::list(&desk.store, week("2026-W47")).unwrap();
    assert_eq!(
        draws
            .iter()
            .map(|draw| (draw.frame_size, draw.asked))
            .collect::<Vec<_>>(),
        [(10, 5)]
    );
    assert!(verify(&desk.store, draws[0].id).unwrap().verified);
}

#[test]
fn a_call_chosen_by_hand_is_no_part_of_the_draw_and_not_chosen_twice() {
    let desk = Desk::with_calls(&["Dana"], 4);
    let call = desk.call(0);
    add_targeted(&desk.store, call, week("2026-W47"), at(0)).unwrap();
    assert!(add_targeted(&desk.store, call, week("2026-W47"), at(1)).is_err());
    run(&desk.store, &request(4, "seed"), at(2)).unwrap();
    assert_eq!(
        draws::list(&desk.store, week("2026-W47")).unwrap()[0].frame_size,
        4
    );
}

#[test]
fn a_frame_that_was_tampered_with_does_not_verify() {
    let desk = Desk::with_calls(&["Dana"], 6);
    run(&desk.store, &request(2, "seed"), at(0)).unwrap();
    let draw = draws::list(&desk.store, week("2026-W47"))
        .unwrap()
        .remove(0);
    desk.sql("UPDATE call SET source_key = 'forged' WHERE id = (SELECT call_id FROM frame WHERE place = 1)");
    let proof = verify(&desk.store, draw.id).unwrap();
    assert!(!proof.verified);
    assert!(!proof.faults.is_empty());
}

#[test]
fn the_exported_frame_holds_every_call_in_order_and_a_recipe() {
    let desk = Desk::with_calls(&["Dana"], 6);
    run(&desk.store, &request(2, "seed"), at(0)).unwrap();
    let draw = draws::list(&desk.store, week("2026-W47"))
        .unwrap()
        .remove(0);
    let text = export_frame(&desk.store, draw.id).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(rows.len(), 7);
    assert!(rows[1].starts_with("1,test:"), "{}", rows[1]);
    assert!(rows[1].ends_with(",waiting,"), "{}", rows[1]);
    assert!(text.contains("hashlib"));
}

#[test]
fn a_draw_spread_over_the_week_has_a_frame_for_each_half() {
    let desk = Desk::with_calls(&["Dana"], 20);
    let over_the_week = Request {
        spread: Spread::Week,
        ..request(4, "seed")
    };
    assert_eq!(run(&desk.store, &over_the_week, at(0)).unwrap(), 4);
    let draws = draws::list(&desk.store, week("2026-W47")).unwrap();
    let sizes = draws.iter().map(|draw| (draw.frame_size, draw.asked));
    assert_eq!(sizes.collect::<Vec<_>>(), [(12, 2), (8, 2)]);
    assert_eq!(draws[1].rule.part().as_deref(), Some("from Thu to Sun"));
    assert!(
        draws
            .iter()
            .all(|draw| verify(&desk.store, draw.id).unwrap().verified)
    );
    // Three more go where the smallest part is heard.
    assert_eq!(run(&desk.store, &request(7, "other"), at(1)).unwrap(), 3);
    let asked: Vec<i64> = draws::list(&desk.store, week("2026-W47"))
        .unwrap()
        .iter()
        .map(|draw| draw.asked)
        .collect();
    assert_eq!(asked, [4, 3]);
}

#[test]
fn calls_shared_by_need_add_up_to_the_usual_number() {
    let desk = Desk::with_calls(&["Dana", "Luis"], 20);
    desk.add_calls("Luis", 20..40);
    let by_need = Request {
        sharing: Sharing::ByNeed,
        seed: Some("seed".into()),
        ..Request::of_week(week("2026-W47"))
    };
    assert_eq!(run(&desk.store, &by_need, at(0)).unwrap(), 15);
    assert_eq!(run(&desk.store, &by_need, at(1)).unwrap(), 0);
}
