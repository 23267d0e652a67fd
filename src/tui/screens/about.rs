//! What is known of a customer in words: name, preferences, notes.

use anyhow::Result;

use crate::domain::id::CustomerId;
use crate::store::customer::merge::{self, About as Words};
use crate::tui::filling::{Filling, Purpose};
use crate::tui::notice::Notice;
use crate::tui::screen::Context;
use crate::tui::widgets::form::{Form, Item};
use crate::tui::widgets::form_page::FormPage;

// The fields, top to bottom.
const NAME: usize = 0;
const PREFERENCES: usize = 1;
const NOTES: usize = 2;

/// What the form is for.
#[derive(Debug)]
pub struct About {
    id: CustomerId,
}

impl About {
    /// A form with what is known of the customer.
    ///
    /// # Errors
    /// What the store says.
    pub fn form(id: CustomerId, context: &Context) -> Result<Filling<Self>> {
        let about = merge::about(context.store, id)?;
        let items = vec![
            Item::text("Name", &about.name, "The person or the firm"),
            Item::text(
                "Preferences",
                &about.preferences,
                "What they like, how they want to be treated",
            ),
            Item::text(
                "Notes",
                &about.notes,
                "Anything else worth knowing before the next call",
            ),
        ];
        let told = "It is found when you look for calls, and it stays on this desk.";
        let page = FormPage::new("What is known of them", told, items);
        Ok(Filling::new(page, Self { id }))
    }
}

impl Purpose for About {
    const TITLE: &str = "What is known";

    fn write(&self, form: &mut Form, context: &Context) -> Result<Option<Notice>> {
        let value = |at| form.value(at).trim().to_owned();
        let about = Words {
            name: value(NAME),
            preferences: value(PREFERENCES),
            notes: value(NOTES),
        };
        merge::describe(context.store, self.id, &about)?;
        Ok(Some(Notice::done("Written down.")))
    }
}
