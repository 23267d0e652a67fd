//! Agreeing on one behaviour with a rep: the question that tells, the behaviour in words, what done looks like, when it is
//! looked at, on how many calls it is judged.

use anyhow::{Context as _, Result};

use crate::domain::coaching::{USUAL_CALLS, usual_check};
use crate::domain::id::EvaluationId;
use crate::domain::rep::Rep;
use crate::domain::scorecard::Question;
use crate::ops::coaching::{self, Request};
use crate::ops::setup;
use crate::store::{commitment, rep};
use crate::tui::filling::{Filling, Purpose};
use crate::tui::notice::Notice;
use crate::tui::screen::{Agreement, Context};
use crate::tui::widgets::form::{Form, Item};
use crate::tui::widgets::form_page::FormPage;
use crate::tui::words;

// The fields, top to bottom.
const QUESTION: usize = 0;
const WHAT: usize = 1;
const DONE: usize = 2;
const CHECK: usize = 3;
const CALLS: usize = 4;

/// What the form is for.
#[derive(Debug)]
pub struct Agree {
    rep: Rep,
    questions: Vec<Question>,
    evaluation: Option<EvaluationId>,
    /// Whether the rep works on something already, and this stands beside it.
    also: bool,
}

impl Agree {
    /// A form with what is known of it filled in.
    ///
    /// # Errors
    /// What the store says.
    pub fn form(asked: &Agreement, context: &Context) -> Result<Filling<Self>> {
        let store = context.store;
        let rep = rep::by_id(store, asked.rep)?.context("there is no such rep any more")?;
        let questions = coaching::questions(store)?;
        let today = setup::zone(store)?.day_of(context.now);
        let open = commitment::list(store, Some(rep.id))?
            .into_iter()
            .find(|one| one.state.is_open());
        let told = match &open {
            Some(open) => format!(
                "{} is working on something already: \"{}\". This one would stand beside it; one at a time is better.",
                rep.name, open.what
            ),
            None => "One behaviour. The next calls drawn at random are the test; nobody looks until the answer pleases."
                .to_owned(),
        };
        let texts = questions.iter().map(|one| one.text.clone()).collect();
        let asked_for = |one: &Question| Some(&one.key) == asked.question.as_ref();
        let chosen = questions.iter().position(asked_for).unwrap_or(0);
        let items = vec![
            Item::pick("Question that tells", texts, "").chosen(chosen),
            Item::text(
                "In your words",
                "",
                "May stay empty: the question's own words",
            ),
            Item::text(
                "Done looks like",
                "",
                "May stay empty: what makes the question a yes",
            ),
            Item::text(
                "Look at it on",
                &usual_check(today).to_string(),
                "A day, such as 2026-12-18",
            ),
            Item::text(
                "Judged on",
                &USUAL_CALLS.to_string(),
                "Random calls on each side, 4 to 40; fixed from now on",
            ),
        ];
        let title = format!("Agree on one thing with {}", rep.name);
        let page = FormPage::new(title, told, items);
        Ok(Filling::new(
            page,
            Self {
                questions,
                evaluation: asked.evaluation,
                also: open.is_some(),
                rep,
            },
        ))
    }
}

impl Purpose for Agree {
    const TITLE: &str = "Agree";

    fn write(&self, form: &mut Form, context: &Context) -> Result<Option<Notice>> {
        let Some(check_on) = form.day(CHECK) else {
            return Ok(None);
        };
        let Ok(calls) = form.value(CALLS).parse::<i64>() else {
            form.wrong(CALLS, "Write a number, such as 8.");
            return Ok(None);
        };
        let Some(question) = self.questions.get(form.chosen(QUESTION)) else {
            return Ok(None);
        };
        let request = Request {
            question: question.key.clone(),
            what: form.value(WHAT).to_owned(),
            done_when: form.value(DONE).to_owned(),
            check_on: Some(check_on),
            calls: Some(calls),
            evaluation: self.evaluation,
            evidence: Vec::new(),
            also: self.also,
        };
        let today = setup::zone(context.store)?.day_of(context.now);
        coaching::open(context.store, self.rep.id, &request, today)?;
        let on = words::date(check_on, today);
        Ok(Some(Notice::done(format!(
            "Agreed with {}. The next {calls} random calls are the test; look at it on {on}.",
            self.rep.name
        ))))
    }
}
