//! Writing a one-to-one down: when, and what was said.

use anyhow::Result;

use crate::domain::id::RepId;
use crate::ops::setup;
use crate::store::{one_to_one, rep};
use crate::tui::filling::{Filling, Purpose};
use crate::tui::notice::Notice;
use crate::tui::screen::Context;
use crate::tui::widgets::form::{Form, Item};
use crate::tui::widgets::form_page::FormPage;

// The fields, top to bottom.
const NOTES: usize = 0;
const ON: usize = 1;

/// What the form is for.
#[derive(Debug)]
pub struct Talk {
    rep: RepId,
}

impl Talk {
    /// An empty form for a talk with a rep, today.
    ///
    /// # Errors
    /// What the store says.
    pub fn form(id: RepId, context: &Context) -> Result<Filling<Self>> {
        let today = setup::zone(context.store)?.day_of(context.now);
        let name = rep::by_id(context.store, id)?.map_or(String::new(), |rep| rep.name);
        let items = vec![
            Item::text(
                "What was said",
                "",
                "Their view first; what helps; what you promised",
            ),
            Item::text("On", &today.to_string(), "A day, such as 2026-11-20"),
        ];
        let told = "It stays on this desk. The last one stands on the next sheet.";
        let page = FormPage::new(format!("One-to-one with {name}"), told, items);
        Ok(Filling::new(page, Self { rep: id }))
    }
}

impl Purpose for Talk {
    const TITLE: &str = "One-to-one";

    fn write(&self, form: &mut Form, context: &Context) -> Result<Option<Notice>> {
        let Some(on) = form.day(ON) else {
            return Ok(None);
        };
        if form.value(NOTES).is_empty() {
            form.wrong(NOTES, "Say in a few words what was talked about.");
            return Ok(None);
        }
        one_to_one::add(context.store, self.rep, on, form.value(NOTES))?;
        Ok(Some(Notice::done("The one-to-one is written down.")))
    }
}
