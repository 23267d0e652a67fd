//! Looking at a decision again: what was found, and when once more.

use anyhow::Result;

use crate::domain::id::DecisionId;
use crate::ops::decision as op;
use crate::ops::setup;
use crate::store::decision;
use crate::tui::filling::{Filling, Purpose};
use crate::tui::notice::Notice;
use crate::tui::screen::Context;
use crate::tui::widgets::form::{Form, Item};
use crate::tui::widgets::form_page::FormPage;

// The fields, top to bottom.
const FOUND: usize = 0;
const AGAIN: usize = 1;

/// What the form is for.
#[derive(Debug)]
pub struct Look {
    id: DecisionId,
}

impl Look {
    /// A form with what is known of the decision above it.
    ///
    /// # Errors
    /// What the store says.
    pub fn form(id: DecisionId, context: &Context) -> Result<Filling<Self>> {
        let all = op::follow(context.store, context.now)?;
        let found = all.into_iter().find(|one| one.decision.id == id);
        let one = found.ok_or_else(|| anyhow::anyhow!("that decision was taken away"))?;
        let effect = one.effect.map_or(String::new(), |effect| effect.text);
        let items = vec![
            Item::text(
                "What was found",
                &effect,
                "In your words; what the numbers say stands there already",
            ),
            Item::text("Look at it once more on", "", "May stay empty"),
        ];
        let page = FormPage::new(one.decision.what, one.decision.why, items);
        Ok(Filling::new(page, Self { id }))
    }
}

impl Purpose for Look {
    const TITLE: &str = "Look again";

    fn write(&self, form: &mut Form, context: &Context) -> Result<Option<Notice>> {
        let today = setup::zone(context.store)?.day_of(context.now);
        let Some(again) = form.day_after(AGAIN, today) else {
            return Ok(None);
        };
        decision::look(context.store, self.id, form.value(FOUND), today, again)?;
        Ok(Some(Notice::done("Written down.")))
    }
}
