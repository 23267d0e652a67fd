//! Writing a one-to-one down: when, and what was said.

use anyhow::Result;
use chrono::NaiveDate;
use ratatui::layout::Rect;

use crate::domain::id::RepId;
use crate::ops::setup;
use crate::store::{one_to_one, rep};
use crate::tui::canvas::Canvas;
use crate::tui::keys::Scope;
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::form::{Item, Said};
use crate::tui::widgets::form_page::FormPage;

// The fields, top to bottom.
const NOTES: usize = 0;
const ON: usize = 1;

/// The form.
#[derive(Debug)]
pub struct Talk {
    page: FormPage,
    rep: RepId,
}

impl Talk {
    /// An empty form for a talk with a rep, today.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(id: RepId, context: &Context) -> Result<Self> {
        let today = setup::zone(context.store)?.day_of(context.now);
        let name = rep::list(context.store)?
            .into_iter()
            .find(|rep| rep.id == id)
            .map_or(String::new(), |rep| rep.name);
        let items = vec![
            Item::text(
                "What was said",
                "",
                "Their view first; what helps; what you promised",
            ),
            Item::text("On", &today.to_string(), "A day, such as 2026-11-20"),
        ];
        let told = "It stays on this desk. The last one stands on the next sheet.";
        Ok(Self {
            page: FormPage::new(format!("One-to-one with {name}"), told, items),
            rep: id,
        })
    }

    fn write(&mut self, context: &mut Context) -> Result<Flow> {
        let form = &mut self.page.form;
        let Ok(on) = form.value(ON).parse::<NaiveDate>() else {
            form.wrong(ON, "Write the day like 2026-11-20.");
            return Ok(Flow::Stay);
        };
        if form.value(NOTES).is_empty() {
            form.wrong(NOTES, "Say in a few words what was talked about.");
            return Ok(Flow::Stay);
        }
        one_to_one::add(context.store, self.rep, on, form.value(NOTES))?;
        context.say(Notice::done("The one-to-one is written down."))?;
        Ok(Flow::Back)
    }
}

impl Screen for Talk {
    fn title(&self) -> String {
        "One-to-one".into()
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
