//! Agreeing on one behaviour with a rep: the question that tells, the behaviour in words, what done looks like, when it is
//! looked at, on how many calls it is judged.

use anyhow::Result;
use chrono::NaiveDate;
use ratatui::layout::Rect;

use crate::domain::call::Instant;
use crate::domain::coaching::{USUAL_CALLS, usual_check};
use crate::domain::id::{EvaluationId, RepId};
use crate::domain::rep::Rep;
use crate::domain::scorecard::Question;
use crate::ops::coaching::{self, Request};
use crate::ops::setup;
use crate::store::{commitment, rep};
use crate::tui::canvas::Canvas;
use crate::tui::keys::Scope;
use crate::tui::notice::Notice;
use crate::tui::screen::{Agreement, Context, Flow, Input, Screen};
use crate::tui::widgets::form::{Item, Said};
use crate::tui::widgets::form_page::FormPage;
use crate::tui::words;

// The fields, top to bottom.
const QUESTION: usize = 0;
const WHAT: usize = 1;
const DONE: usize = 2;
const CHECK: usize = 3;
const CALLS: usize = 4;

/// The form.
#[derive(Debug)]
pub struct Agree {
    page: FormPage,
    rep: Rep,
    questions: Vec<Question>,
    evaluation: Option<EvaluationId>,
    /// Whether the rep works on something already, and this stands beside it.
    also: bool,
    now: Instant,
}

impl Agree {
    /// A form with what is known of it filled in.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(asked: &Agreement, context: &Context) -> Result<Self> {
        let store = context.store;
        let rep = named(rep::list(store)?, asked.rep)?;
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
            Item::pick("Question that tells", texts, "← → choose").choosing(chosen),
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
        Ok(Self {
            page: FormPage::new(title, told, items),
            questions,
            evaluation: asked.evaluation,
            also: open.is_some(),
            now: context.now,
            rep,
        })
    }

    fn write(&mut self, context: &mut Context) -> Result<Flow> {
        let form = &mut self.page.form;
        let Ok(check_on) = form.value(CHECK).parse::<NaiveDate>() else {
            form.wrong(CHECK, "Write the day like 2026-12-18.");
            return Ok(Flow::Stay);
        };
        let Ok(calls) = form.value(CALLS).parse::<i64>() else {
            form.wrong(CALLS, "Write a number, such as 8.");
            return Ok(Flow::Stay);
        };
        let Some(question) = self.questions.get(form.chosen(QUESTION)) else {
            return Ok(Flow::Stay);
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
        let today = setup::zone(context.store)?.day_of(self.now);
        coaching::open(context.store, self.rep.id, &request, today)?;
        let on = words::date(check_on, today);
        context.say(Notice::done(format!(
            "Agreed with {}. The next {calls} random calls are the test; look at it on {on}.",
            self.rep.name
        )))?;
        Ok(Flow::Back)
    }
}

/// The rep of this id.
fn named(reps: Vec<Rep>, id: RepId) -> Result<Rep> {
    let found = reps.into_iter().find(|rep| rep.id == id);
    found.ok_or_else(|| anyhow::anyhow!("there is no such rep any more"))
}

impl Screen for Agree {
    fn title(&self) -> String {
        "Agree".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        self.page.scopes()
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        match self.page.update(&input) {
            Said::More => Ok(Flow::Stay),
            Said::Left => Ok(Flow::Back),
            Said::Done => self.write(context),
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        self.page.draw(canvas, area);
    }
}
