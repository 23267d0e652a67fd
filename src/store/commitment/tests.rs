#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use crate::store::testing::Desk;

/// Four scored calls of Dana on one question, the second without it, the third chosen by hand.
fn desk() -> Desk {
    let desk = Desk::with_calls(&["Dana"], 4);
    desk.sql(
        "INSERT INTO scorecard (id, key, version, name, written, toml, sha256, created_at)
         VALUES (1, 'x', 1, 'X', 0, '', printf('%064d', 0), 0);
         INSERT INTO section (id, scorecard_id, place, name) VALUES (1, 1, 1, 'A');
         INSERT INTO question (id, scorecard_id, section_id, place, key, text, weight)
         VALUES (1, 1, 1, 1, 'found_need', 'Found the need', 2);
         INSERT INTO evaluation (id, call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at, submitted_at)
         SELECT id, id, 1, 1, 1, iif(id = 3, 'targeted', 'random'), 'submitted', 1, week, 0, 0 FROM call;
         INSERT INTO answer (evaluation_id, question_id, value, points, answered_at)
         VALUES (1, 1, 'no', 0, 0), (2, 1, 'na', NULL, 0), (3, 1, 'yes', 1, 0), (4, 1, 'yes', 1, 0);
         INSERT INTO moment (id, evaluation_id, at_secs, kind, text) VALUES (1, 1, 95, 'improve', 'went straight to the price');",
    );
    desk
}

fn new(evidence: &[MomentId]) -> NewCommitment<'_> {
    NewCommitment {
        rep_id: RepId(1),
        question: "found_need",
        what: "One open question first",
        done_when: "Asked before the first price",
        agreed_on: "2026-11-20".parse().unwrap(),
        check_on: "2026-12-18".parse().unwrap(),
        calls: 8,
        evaluation: Some(EvaluationId(4)),
        evidence,
    }
}

#[test]
fn what_was_agreed_is_read_back_with_its_evidence() {
    let desk = desk();
    let id = add(&desk.store, &new(&[MomentId(1)])).unwrap();
    let found = get(&desk.store, id).unwrap();
    assert_eq!(
        (found.rep.as_str(), found.done_when.as_str(), found.state),
        (
            "Dana",
            "Asked before the first price",
            CommitmentState::Open
        )
    );
    let shown = evidence(&desk.store, id).unwrap();
    assert_eq!(
        (shown[0].at_secs, shown[0].text.as_str()),
        (95, "went straight to the price")
    );
    assert_eq!(
        causes(&desk.store, id).unwrap(),
        [EvaluationId(1), EvaluationId(4)]
    );
}

#[test]
fn a_closed_commitment_keeps_how_it_ended_and_can_be_opened_again() {
    let desk = desk();
    let id = add(&desk.store, &new(&[])).unwrap();
    let on = "2026-12-18".parse().ok();
    set_state(
        &desk.store,
        id,
        CommitmentState::Held,
        on,
        "1 of 8 → 7 of 8",
    )
    .unwrap();
    let closed = &list(&desk.store, Some(RepId(1))).unwrap()[0];
    assert_eq!(
        (closed.state, closed.closed_on),
        (CommitmentState::Held, on)
    );
    set_state(&desk.store, id, CommitmentState::Open, None, "").unwrap();
    assert_eq!(get(&desk.store, id).unwrap().closed_on, None);
    remove(&desk.store, id).unwrap();
    assert!(list(&desk.store, None).unwrap().is_empty());
}

#[test]
fn only_random_calls_in_which_the_question_applied_are_the_test() {
    let store = desk().store;
    let day = "2026-11-20".parse().unwrap();
    let told = told(&store, "found_need", RepId(1), day, 8).unwrap();
    let points: Vec<(i64, f64)> = told
        .iter()
        .map(|one| (one.evaluation.0, one.points))
        .collect();
    assert_eq!(points, [(1, 0.0), (4, 1.0)]);
}

#[test]
fn a_call_that_was_scored_again_gave_rise_to_it_under_its_new_evaluation() {
    let desk = desk();
    let id = add(&desk.store, &new(&[MomentId(1)])).unwrap();
    desk.sql(
        "UPDATE evaluation SET latest = 0 WHERE id = 1;
         INSERT INTO evaluation (id, call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at, submitted_at)
         VALUES (9, 1, 1, 2, 1, 'random', 'submitted', 1, 202647, 0, 0);",
    );
    assert_eq!(
        causes(&desk.store, id).unwrap(),
        [EvaluationId(4), EvaluationId(9)]
    );
}
