//! Praising a rep: for what, which moment or words earned it, how, and when.

use anyhow::Result;
use chrono::NaiveDate;
use ratatui::layout::Rect;

use crate::domain::id::{EvaluationId, RepId};
use crate::ops::coaching::earned::{self, Earned};
use crate::ops::setup;
use crate::store::recognition::{self, NewRecognition};
use crate::store::rep;
use crate::tui::canvas::Canvas;
use crate::tui::keys::Scope;
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::form::{Item, Said};
use crate::tui::widgets::form_page::FormPage;
use crate::tui::words;

// The fields, top to bottom.
const EARNED: usize = 0;
const WHAT: usize = 1;
const HOW: usize = 2;
const ON: usize = 3;

/// The form.
#[derive(Debug)]
pub struct Praise {
    page: FormPage,
    rep: RepId,
    name: String,
    earned: Vec<Earned>,
}

impl Praise {
    /// A form for praise of a rep: with what stood out in that scored call, else in the rep's last weeks.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(id: RepId, evaluation: Option<EvaluationId>, context: &Context) -> Result<Self> {
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
        let name = rep::list(store)?
            .into_iter()
            .find(|rep| rep.id == id)
            .map_or(String::new(), |rep| rep.name);
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
        Ok(Self {
            page: FormPage::new(format!("Praise {name}"), told, items),
            rep: id,
            name,
            earned,
        })
    }

    fn write(&mut self, context: &mut Context) -> Result<Flow> {
        let form = &mut self.page.form;
        let earned = self.earned.get(form.chosen(EARNED));
        let Ok(given_on) = form.value(ON).parse::<NaiveDate>() else {
            form.wrong(ON, "Write the day like 2026-11-20.");
            return Ok(Flow::Stay);
        };
        let noted = earned.map_or("", |one| one.text.trim());
        let what = match form.value(WHAT) {
            "" => noted,
            what => what,
        };
        if what.is_empty() {
            form.wrong(WHAT, "Say in a few words what it is for.");
            return Ok(Flow::Stay);
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
        context.say(Notice::done(format!(
            "Praise for {} is written down.",
            self.name
        )))?;
        Ok(Flow::Back)
    }
}

impl Screen for Praise {
    fn title(&self) -> String {
        "Praise".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        self.page.scopes()
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
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
