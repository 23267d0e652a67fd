//! Praising a rep: for what, which moment or words earned it, how, and when.

use anyhow::Result;

use crate::domain::id::{EvaluationId, RepId};
use crate::ops::coaching::earned::{self, Earned};
use crate::ops::setup;
use crate::store::recognition::{self, NewRecognition};
use crate::store::rep;
use crate::tui::filling::{Filling, Purpose};
use crate::tui::notice::Notice;
use crate::tui::screen::Context;
use crate::tui::widgets::form::{Form, Item};
use crate::tui::widgets::form_page::FormPage;
use crate::tui::words;

// The fields, top to bottom.
const EARNED: usize = 0;
const WHAT: usize = 1;
const HOW: usize = 2;
const ON: usize = 3;

/// What the form is for.
#[derive(Debug)]
pub struct Praise {
    rep: RepId,
    name: String,
    earned: Vec<Earned>,
}

impl Praise {
    /// A form for praise of a rep: with what stood out in that scored call, else in the rep's last weeks.
    ///
    /// # Errors
    /// What the store says.
    pub fn form(
        id: RepId,
        evaluation: Option<EvaluationId>,
        context: &Context,
    ) -> Result<Filling<Self>> {
        let store = context.store;
        let today = setup::zone(store)?.day_of(context.now);
        let earned = match evaluation {
            Some(evaluation) => earned::in_call(store, evaluation)?,
            None => earned::by_rep(store, id, context.now)?,
        };
        let label = |one: &Earned| {
            let on = words::date(one.place.started_at.date_naive(), today);
            let text = if one.is_quote {
                format!("“{}”", one.text)
            } else {
                one.text.clone()
            };
            format!("{on}: {text}")
        };
        let options: Vec<String> = earned
            .iter()
            .map(label)
            .chain(["something else".to_owned()])
            .collect();
        let name = rep::by_id(store, id)?.map_or(String::new(), |rep| rep.name);
        let items = vec![
            Item::pick(
                "What earned it",
                options,
                "← → choose; a moment or a customer's words",
            ),
            Item::text("In your words", "", "May stay empty where a moment says it"),
            Item::text(
                "How",
                "in person",
                "Such as in person, in front of the team, in writing",
            ),
            Item::text("On", &today.to_string(), "A day, such as 2026-11-20"),
        ];
        let told = "Praise is data too: it comes first in every summary. Write it down when you have said it.";
        let page = FormPage::new(format!("Praise {name}"), told, items);
        Ok(Filling::new(
            page,
            Self {
                rep: id,
                name,
                earned,
            },
        ))
    }
}

impl Purpose for Praise {
    const TITLE: &str = "Praise";

    fn write(&self, form: &mut Form, context: &Context) -> Result<Option<Notice>> {
        let earned = self.earned.get(form.chosen(EARNED));
        let Some(given_on) = form.day(ON) else {
            return Ok(None);
        };
        let noted = earned.map_or("", |one| one.text.trim());
        let what = match form.value(WHAT) {
            "" => noted,
            what => what,
        };
        if what.is_empty() {
            form.wrong(WHAT, "Say in a few words what it is for.");
            return Ok(None);
        }
        let new = NewRecognition {
            rep_id: self.rep,
            what,
            given_on,
            how: form.value(HOW),
            call: earned.map(|one| one.place.call),
            at_secs: earned.and_then(|one| one.place.at_secs),
            quote: earned
                .filter(|one| one.is_quote)
                .map_or("", |one| one.text.trim()),
        };
        recognition::add(context.store, &new)?;
        Ok(Some(Notice::done(format!(
            "Praise for {} is written down.",
            self.name
        ))))
    }
}
