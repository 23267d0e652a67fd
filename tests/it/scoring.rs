//! The scoring form on a fake terminal: a desk with one call, and the form on it.

use chrono::{DateTime, NaiveDate};
use deskside::domain::call::Channel;
use deskside::domain::id::CallId;
use deskside::domain::week::Week;
use deskside::ops::setup;
use deskside::ops::setup::Setup;
use deskside::store::call::NewCall;
use deskside::store::{Store, call, evaluation, rep};
use deskside::tui::screen::Route;

use crate::support::{Fake, NOW};

mod answering;
mod notes;
mod pages;

/// A desk with one call of Dana's, of that channel.
pub fn desk(channel: Channel) -> (Store, CallId) {
    let store = Store::in_memory().unwrap();
    let setup = Setup {
        name: "Calder Truck Parts".into(),
        zone: "America/Chicago".into(),
        reps: vec!["Dana=301".into()],
        scorecard: "support".into(),
        calls_per_week: 5,
    };
    let now = DateTime::parse_from_rfc3339(NOW).unwrap();
    setup::run(&store, &setup, now.to_utc()).unwrap();
    let on = NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();
    let new = NewCall {
        rep_id: rep::get(&store, "Dana").unwrap().id,
        customer_id: None,
        number: "(312) 555-0142".into(),
        channel,
        started_at: "2026-11-16T09:12:00-06:00".parse().unwrap(),
        week: Week::of(on),
        on,
    };
    let id = call::add(&store, &new).unwrap();
    (store, id)
}

pub fn form(store: &Store, call: CallId, columns: u16, rows: u16) -> Fake<'_> {
    Fake::starting(
        store,
        std::path::Path::new("/nowhere"),
        columns,
        rows,
        Route::Score(call),
    )
}

fn answers(store: &Store, call: CallId) -> Vec<(String, Option<String>)> {
    let draft = evaluation::draft_of(store, call).unwrap().unwrap();
    let answers = evaluation::answers(store, draft.id).unwrap();
    answers
        .into_iter()
        .map(|one| (one.question, one.value))
        .collect()
}
