//! Tables of past evaluations go in: scored calls come out, found or made, with the quality worked out here.

use std::ops::ControlFlow;

use deskside::domain::call::Lane;
use deskside::domain::draw::PickStatus;
use deskside::domain::import::field::parse_named;
use deskside::domain::import::kind::Kind;
use deskside::domain::import::sheet::Scorer;
use deskside::ops::draw;
use deskside::ops::fairness;
use deskside::ops::import::undo::{self, Ask};
use deskside::ops::import::{self, Options, Report};
use deskside::store::call::{Before, list};
use deskside::store::evaluation::{Evaluation, answers, latest_of};
use deskside::store::{Store, call, pick, scorecard};

use crate::business::{empty, now};

fn bring(store: &Store, text: &str, options: &Options) -> anyhow::Result<Report> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.csv");
    std::fs::write(&path, text).unwrap();
    import::run(store, &path, options, now(), &mut |_| {
        ControlFlow::Continue(())
    })
}

fn plain(store: &Store, text: &str) -> Report {
    bring(store, text, &Options::default()).unwrap()
}

fn of_call(store: &Store, name: &str) -> Evaluation {
    let call = call::by_name(store, name).unwrap().unwrap();
    latest_of(store, call.id).unwrap().unwrap()
}

fn quality(store: &Store, name: &str) -> Option<f64> {
    of_call(store, name).result.unwrap().quality
}

/// Every question of the support form, with an answer that fits it: all done, nothing went wrong.
fn support() -> Vec<(String, String)> {
    let card = scorecard::newest(&empty(), "support").unwrap().scorecard;
    card.questions()
        .filter(|question| !question.is_optional())
        .map(|question| {
            let word = match question.key.as_str() {
                "went_wrong" => "no",
                _ if question.ask_if.is_some() => "",
                _ => "yes",
            };
            (question.key.clone(), word.to_owned())
        })
        .collect()
}

/// A table with these columns before those of the support form.
fn table(header: &str, rows: &[(&str, &str)]) -> String {
    let questions = support();
    let keys: Vec<&str> = questions.iter().map(|(key, _)| key.as_str()).collect();
    let mut text = format!("{header},{}\n", keys.join(","));
    for (row, first_answer) in rows {
        let mut words: Vec<&str> = questions.iter().map(|(_, word)| word.as_str()).collect();
        words[0] = first_answer;
        text.push_str(&format!("{row},{}\n", words.join(",")));
    }
    text
}

const LOG: &str = "call id,start time,agent,phone,duration\n\
    T-1,2026-11-16 09:00:20,Dana Reyes,3125550188,60\n\
    T-2,2026-11-17 09:00:00,Luis Ortega,3125550171,70\n";

#[test]
fn evaluations_find_their_calls_and_are_scored_here() {
    let store = empty();
    plain(&store, LOG);
    let text = table(
        "source_id,scorecard,scored_at,lane,frame",
        &[
            ("T-1,support,2026-11-17T10:00:00-06:00,random,62", "yes"),
            ("T-2,support,2026-11-18T10:00:00-06:00,,", "no"),
        ],
    );
    let report = plain(&store, &text);
    assert_eq!(report.kind, Kind::Evaluations);
    assert_eq!(
        (report.rows, report.added, report.rejected_rows),
        (2, 2, 0),
        "{report:?}"
    );
    let came = report.evaluations.as_ref().unwrap();
    assert_eq!((came.calls_made, came.random), (0, 1));
    assert_eq!(quality(&store, "T-1"), Some(100.0));
    let first = of_call(&store, "T-1");
    assert_eq!(
        (first.lane, first.version, first.pick_id),
        (Lane::Random, 1, None)
    );
    let second = of_call(&store, "T-2");
    assert_eq!(second.lane, Lane::Targeted);
    assert!(quality(&store, "T-2").unwrap() < 100.0);
    assert!(answers(&store, first.id).unwrap().len() > 5);
    let again = plain(&store, &text);
    assert_eq!((again.added, again.known), (0, 2));
}

#[test]
fn a_reps_own_score_stands_beside_the_owners_and_counts_nowhere() {
    let store = empty();
    plain(&store, LOG);
    let owners = table(
        "source_id,scored_at",
        &[("T-1,2026-11-17T10:00:00-06:00", "no")],
    );
    plain(&store, &owners);
    let before = quality(&store, "T-1");
    let own = table(
        "source_id,rep,scored_at,scored_by",
        &[
            ("T-1,Dana Reyes,2026-11-18T10:00:00-06:00,rep", "yes"),
            (
                "T-2,Luis Ortega,2026-11-18T10:00:00-06:00,Luis Ortega",
                "yes",
            ),
            ("T-9,Dana Reyes,2026-11-18T10:00:00-06:00,self", "yes"),
            ("T-2,Dana Reyes,2026-11-18T10:00:00-06:00,rep", "yes"),
        ],
    );
    let report = plain(&store, &own);
    assert_eq!(report.kind, Kind::Evaluations);
    assert_eq!((report.added, report.rejected_rows), (2, 2), "{report:?}");
    let came = report.evaluations.as_ref().unwrap();
    assert_eq!((came.own, came.calls_made), (2, 0));
    assert!(
        report.rejected[0].reason.contains("known already"),
        "{report:?}"
    );
    assert!(
        report.rejected[1].reason.contains("another rep"),
        "{report:?}"
    );
    assert_eq!(quality(&store, "T-1"), before);
    let call = call::by_name(&store, "T-2").unwrap().unwrap();
    assert_eq!(latest_of(&store, call.id).unwrap(), None);
    let fair = fairness::load(&store, of_call(&store, "T-1").id).unwrap();
    assert_eq!(fair.own_quality(), Some(100.0));
    assert!(fair.own.as_ref().unwrap().from_file);
    let first = &support()[0].0;
    let differing = fair.rows.iter().filter(|row| row.is_same() == Some(false));
    assert_eq!(
        differing.map(|row| &row.question).collect::<Vec<_>>(),
        [first]
    );
    // The same again adds nothing; taken back, nothing of it is left.
    let again = plain(&store, &own);
    assert_eq!((again.added, again.known), (0, 2));
    let ask = Ask {
        import: report.import,
        ..Ask::default()
    };
    undo::run(&store, ask, now(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert!(
        fairness::load(&store, of_call(&store, "T-1").id)
            .unwrap()
            .own
            .is_none()
    );
    assert_eq!(quality(&store, "T-1"), before);
}

#[test]
fn a_file_can_be_said_to_be_the_reps_own_and_may_leave_questions_open() {
    let store = empty();
    plain(&store, LOG);
    plain(
        &store,
        &table(
            "source_id,scored_at",
            &[("T-1,2026-11-17T10:00:00-06:00", "no")],
        ),
    );
    let options = Options {
        kind: Some(Kind::Evaluations),
        scored_by: Some(Scorer::Rep),
        ..Options::default()
    };
    let text = "source_id,let_finish,found_need,let_finish comment\nT-1,yes,,she had time\n";
    let report = bring(&store, text, &options).unwrap();
    assert_eq!(report.added, 1, "{report:?}");
    let fair = fairness::load(&store, of_call(&store, "T-1").id).unwrap();
    let own = fair.own.as_ref().unwrap();
    assert_eq!(
        (own.answers.len(), own.answers[0].comment.as_str()),
        (1, "she had time")
    );
    assert_eq!(fair.own_quality(), None);
}

#[test]
fn calls_are_found_by_time_rep_and_customer_or_made() {
    let store = empty();
    plain(&store, LOG);
    let text = table(
        "at,rep,number,scorecard,scored_at",
        &[
            (
                "2026-11-16 09:00,Dana Reyes,+1 312 555 0188,support,2026-11-17 10:00",
                "yes",
            ),
            (
                "2026-11-16 09:00,Dana Reyes,+1 312 555 0142,support,2026-11-17 10:00",
                "yes",
            ),
            (
                "2026-11-17 09:00,Nobody Known,+1 312 555 0171,support,2026-11-17 10:00",
                "yes",
            ),
            (
                "2026-11-17 09:00,Luis Ortega,+1 312 555 0171,support,2026-11-18 10:00",
                "yes",
            ),
        ],
    );
    let report = plain(&store, &text);
    assert_eq!((report.added, report.rejected_rows), (3, 1), "{report:?}");
    assert_eq!(report.rejected[0].line, 4);
    assert!(
        report.rejected[0].reason.contains("Nobody Known"),
        "{report:?}"
    );
    assert_eq!(report.evaluations.as_ref().unwrap().calls_made, 1);
    assert_eq!(list(&store, "", Before::NEWEST, 10).unwrap().len(), 3);
    assert_eq!(quality(&store, "T-1"), Some(100.0));
    let again = plain(&store, &text);
    assert_eq!((again.added, again.known), (0, 3));
}

#[test]
fn bad_answers_cost_their_row_only_and_are_named() {
    let store = empty();
    plain(&store, LOG);
    let text = table(
        "source_id,scored_at",
        &[
            ("T-1,2026-11-17 10:00", "perhaps"),
            ("T-1,2026-11-17 10:00", ""),
            ("T-9,2026-11-17 10:00", "yes"),
            ("T-1,2026-11-31 10:00", "yes"),
            ("T-2,2026-11-18 10:00", "yes"),
        ],
    );
    let report = plain(&store, &text);
    assert_eq!((report.added, report.rejected_rows), (1, 4), "{report:?}");
    let first = &support()[0].0;
    let reasons: Vec<&str> = report
        .rejected
        .iter()
        .map(|one| one.reason.as_str())
        .collect();
    assert_eq!(
        reasons[0],
        format!("'perhaps' is not an answer to {first}: say yes, no, na")
    );
    assert!(
        reasons[1].starts_with(&format!("still open: {first}")),
        "{reasons:?}"
    );
    assert!(
        reasons[2].contains("T-9") && reasons[3].contains("2026-11-31"),
        "{reasons:?}"
    );
}

#[test]
fn any_spreadsheet_is_mapped_to_a_form_and_what_it_lacks_did_not_apply() {
    let store = empty();
    let card = scorecard::newest(&store, "support").unwrap().scorecard;
    let plain_questions: Vec<_> = card
        .questions()
        .filter(|question| question.ask_if.is_none() && question.weight().is_some())
        .collect();
    let (one, two) = (plain_questions[0], plain_questions[1]);
    let text = format!(
        "Date,Agent,Caller,Asked nicely,{}\n11/16/2026 9:00 AM,Dana Reyes,312-555-0188,Pass,Y\n\
         11/17/2026 9:00 AM,Dana Reyes,312-555-0188,Fail,N\n",
        two.key
    );
    let options = Options {
        kind: Some(Kind::Evaluations),
        questions: vec![parse_named(&format!("{}=Asked nicely", one.key)).unwrap()],
        scorecard: Some("support".into()),
        ..Options::default()
    };
    let report = bring(&store, &text, &options).unwrap();
    assert_eq!((report.added, report.rejected_rows), (2, 0), "{report:?}");
    let came = report.evaluations.unwrap();
    assert_eq!(came.calls_made, 2);
    assert!(came.without_column.len() > 3, "{came:?}");
    let wrong = Options {
        questions: vec![parse_named("nonsense=Agent").unwrap()],
        ..options
    };
    let refused = bring(&store, &text, &wrong).unwrap_err().to_string();
    assert_eq!(refused, "there is no field or question 'nonsense'");
}

#[test]
fn the_scoring_that_was_made_last_counts_whatever_the_order_of_the_rows() {
    let store = empty();
    plain(&store, LOG);
    let report = plain(
        &store,
        &table(
            "source_id,scored_at",
            &[
                ("T-1,2026-11-19 10:00", "yes"),
                ("T-1,2026-11-18 10:00", "no"),
            ],
        ),
    );
    assert_eq!(report.added, 2);
    assert_eq!(quality(&store, "T-1"), Some(100.0));
    let ask = Ask::default();
    let undone = undo::run(&store, ask, now(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!((undone.gone["evaluation"], undone.removed), (2, 0));
    let call = call::by_name(&store, "T-1").unwrap().unwrap();
    assert!(latest_of(&store, call.id).unwrap().is_none());
}

#[test]
fn the_score_of_a_drawn_call_settles_its_pick_until_the_import_is_taken_back() {
    let store = empty();
    plain(&store, LOG);
    let request = draw::Request {
        per_rep: Some(1),
        ..draw::Request::of_week("2026-W47".parse().unwrap())
    };
    draw::run(&store, &request, now().to_utc()).unwrap();
    let rows = [
        ("T-1,2026-11-18 10:00,", "yes"),
        ("T-2,2026-11-18 10:00,targeted", "no"),
    ];
    let report = plain(&store, &table("source_id,scored_at,lane", &rows));
    assert_eq!(report.evaluations.unwrap().random, 1);
    let picked = |name: &str| {
        let call = call::by_name(&store, name).unwrap().unwrap();
        pick::of_call(&store, call.id, Lane::Random)
            .unwrap()
            .unwrap()
    };
    let drawn = picked("T-1");
    assert_eq!(drawn.status, PickStatus::Scored);
    let score = of_call(&store, "T-1");
    assert_eq!((score.lane, score.pick_id), (Lane::Random, Some(drawn.id)));
    assert_eq!(picked("T-2").status, PickStatus::Waiting);
    assert_eq!(of_call(&store, "T-2").pick_id, None);

    let ask = Ask::default();
    undo::run(&store, ask, now(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(picked("T-1").status, PickStatus::Waiting);
}

#[test]
fn a_table_without_questions_is_no_table_of_evaluations() {
    let store = empty();
    let options = Options {
        kind: Some(Kind::Evaluations),
        ..Options::default()
    };
    let refused = bring(&store, LOG, &options).unwrap_err().to_string();
    assert!(
        refused.contains("is not a table of evaluations"),
        "{refused}"
    );
    assert!(list(&store, "", Before::NEWEST, 10).unwrap().is_empty());
}
