//! Surveys go in: every answer is kept, joined to its call where that is sure, and named where it is not.

use std::ops::ControlFlow;

use deskside::domain::import::kind::Kind;
use deskside::domain::import::survey::Scale;
use deskside::ops::import::undo::{self, Ask};
use deskside::ops::import::{self, Options, Refusal, Report};
use deskside::store::{Store, became, call, survey};

use crate::business::{empty, now};

fn bring(store: &Store, text: &str, options: &Options) -> anyhow::Result<Report> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("survey.csv");
    std::fs::write(&path, text).unwrap();
    import::run(store, &path, options, now(), &mut |_| {
        ControlFlow::Continue(())
    })
}

/// Three calls of two customers; T-1 and T-3 are Ruth's.
fn desk() -> Store {
    let store = empty();
    let log = "call id,start time,agent,phone,customer email,duration\n\
        T-1,2026-11-16 09:00,Dana Reyes,+13125550188,ruth@calder.example,60\n\
        T-2,2026-11-16 11:00,Luis Ortega,+13125550171,omar@calder.example,70\n\
        T-3,2026-11-18 09:00,Luis Ortega,+13125550188,ruth@calder.example,80\n";
    bring(&store, log, &Options::default()).unwrap();
    store
}

fn survey(store: &Store, text: &str) -> Report {
    let options = Options {
        kind: Some(Kind::Surveys),
        ..Options::default()
    };
    bring(store, text, &options).unwrap()
}

fn csat(store: &Store, name: &str) -> Option<f64> {
    let call = call::by_name(store, name).unwrap().unwrap();
    became::of_call(store, call.id).unwrap().csat
}

#[test]
fn an_answer_is_joined_by_the_calls_id_and_its_words_are_kept() {
    let store = desk();
    let text = "request_id,response_received_at,star_rating,comments,ext_interaction_id\n\
        r1,2026-11-16 18:00:00,5,Dana was lovely,T-1\n\
        r2,2026-11-16 18:00:00,2,,T-9\n\
        r3,2026-11-16 18:00:00,,,T-2\n";
    let report = bring(&store, text, &Options::default()).unwrap();
    assert_eq!(report.kind, Kind::Surveys);
    let came = report.surveys.as_ref().unwrap();
    assert_eq!(
        (came.answers, came.joined, came.blank),
        (2, 1, 1),
        "{report:?}"
    );
    assert_eq!(came.unmatched[0].line, 3);
    assert!(came.unmatched[0].reason.contains("T-9"));
    assert_eq!(
        (csat(&store, "T-1"), csat(&store, "T-2")),
        (Some(5.0), None)
    );
    let call = call::by_name(&store, "T-1").unwrap().unwrap();
    assert_eq!(
        survey::of_call(&store, call.id).unwrap()[0].comment,
        "Dana was lovely"
    );
    let again = survey_again(&store, text);
    assert_eq!((again.added, again.known), (0, 2));
}

fn survey_again(store: &Store, text: &str) -> Report {
    bring(store, text, &Options::default()).unwrap()
}

#[test]
fn else_the_nearest_earlier_call_of_the_customer_is_meant_and_nothing_is_guessed() {
    let store = desk();
    let report = survey(
        &store,
        "Agent name,Rating,Feedback Comment,Contact name,Contact email address,Contact phone number,Recorded date\n\
         ,4,,Ruth,ruth@calder.example,,2026-11-17 08:00:00\n\
         ,3,,Ruth,,(312) 555-0188,2026-11-18 10:00:00\n\
         Dana Reyes,5,,Ruth,ruth@calder.example,,2026-11-18 12:00:00\n\
         ,1,,Ruth,ruth@calder.example,,2026-11-15 12:00:00\n\
         ,1,,,ruth@calder.example,+1 312 555 0171,2026-11-18 12:00:00\n\
         ,1,,Who,who@calder.example,,2026-11-18 12:00:00\n\
         Reporting period 2026-11-01 to 2026-11-20\n",
    );
    let came = report.surveys.unwrap();
    assert_eq!((came.answers, came.joined), (6, 3), "{came:?}");
    assert_eq!(report.left_out.footer, 1);
    let lines: Vec<u64> = came.unmatched.iter().map(|one| one.line).collect();
    assert_eq!(lines, [5, 6, 7]);
    assert!(
        came.unmatched[1].reason.contains("two customers"),
        "{came:?}"
    );
    // The third answer names Dana, who took the first call.
    assert_eq!(
        (csat(&store, "T-1"), csat(&store, "T-3")),
        (Some(5.0), Some(3.0))
    );
}

#[test]
fn a_scale_that_is_not_sure_is_asked_for() {
    let store = desk();
    let bare = "user_id,response\n1,9\n2,0\n3,10\n4,7\n";
    let options = Options {
        kind: Some(Kind::Surveys),
        ..Options::default()
    };
    let refused = bring(&store, bare, &options).unwrap_err();
    assert!(
        matches!(refused.downcast_ref(), Some(Refusal::NeedsScale { .. })),
        "{refused:#}"
    );
    let told = Options {
        scales: vec![Scale::Nps],
        ..options
    };
    let came = bring(&store, bare, &told).unwrap().surveys.unwrap();
    assert_eq!((came.answers, came.joined, came.unmatched_rows), (4, 0, 4));
}

#[test]
fn two_rows_of_headers_and_choices_in_columns_of_their_own() {
    let store = desk();
    let report = survey(
        &store,
        "Respondent ID,Collector ID,Start Date,End Date,Email Address,How satisfied were you?,,,Anything else?\n\
         ,,,,,Very satisfied,Neutral,Very dissatisfied,Open-Ended Response\n\
         11401,7,11/16/2026 18:00:00,11/16/2026 18:05:00,ruth@calder.example,,Neutral,,\"Fine,\nthanks\"\n\
         11402,7,11/16/2026 18:00:00,11/16/2026 18:05:00,omar@calder.example,Very satisfied,,,\n",
    );
    let came = report.surveys.as_ref().unwrap();
    assert_eq!((came.answers, came.joined), (2, 2), "{report:?}");
    assert_eq!(
        (csat(&store, "T-1"), csat(&store, "T-2")),
        (Some(3.0), Some(5.0))
    );
}

#[test]
fn answers_of_many_kinds_in_one_file_and_scores_off_the_scale() {
    let store = desk();
    let report = survey(
        &store,
        "id,score,comment,person,survey_type,created_at\n\
         1,0,,ruth@calder.example,nps,1795020000\n\
         2,5,,omar@calder.example,csat,1795020000\n\
         3,9,,omar@calder.example,csat,1795020000\n",
    );
    assert_eq!((report.added, report.rejected_rows), (2, 1), "{report:?}");
    assert!(report.rejected[0].reason.contains("not on the scale"));
    let undone = undo::run(&store, Ask::default(), now(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(undone.gone["survey_answer"], 2);
    assert_eq!(csat(&store, "T-2"), None, "put back");
}

#[test]
fn a_bare_list_of_answers_is_a_survey_and_a_blank_line_is_no_zero() {
    let store = desk();
    let bare = "response\n10\n\n0\n9\n10\n";
    let refused = bring(&store, bare, &Options::default()).unwrap_err();
    assert!(
        matches!(refused.downcast_ref(), Some(Refusal::NeedsScale { .. })),
        "{refused:#}"
    );
    let told = Options {
        scales: vec![Scale::Nps],
        ..Options::default()
    };
    let report = bring(&store, bare, &told).unwrap();
    let came = report.surveys.unwrap();
    assert_eq!((report.added, came.answers, came.joined), (4, 4, 0));
    assert!(report.rejected.is_empty());
}
