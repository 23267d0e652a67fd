//! What is known of a customer in words: name, preferences, notes.

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::id::CustomerId;
use crate::store::customer::merge::{self, About as Words};
use crate::tui::canvas::Canvas;
use crate::tui::keys::Scope;
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::form::{Item, Said};
use crate::tui::widgets::form_page::FormPage;

// The fields, top to bottom.
const NAME: usize = 0;
const PREFERENCES: usize = 1;
const NOTES: usize = 2;

/// The form.
#[derive(Debug)]
pub struct About {
    page: FormPage,
    id: CustomerId,
}

impl About {
    /// A form with what is known of the customer.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(id: CustomerId, context: &Context) -> Result<Self> {
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
        Ok(Self {
            page: FormPage::new("What is known of them", told, items),
            id,
        })
    }

    fn write(&self, context: &mut Context) -> Result<Flow> {
        let value = |at| self.page.form.value(at).trim().to_owned();
        let about = Words {
            name: value(NAME),
            preferences: value(PREFERENCES),
            notes: value(NOTES),
        };
        merge::describe(context.store, self.id, &about)?;
        context.say(Notice::done("Written down."))?;
        Ok(Flow::Back)
    }
}

impl Screen for About {
    fn title(&self) -> String {
        "What is known".into()
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
