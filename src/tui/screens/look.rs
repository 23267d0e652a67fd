//! Looking at a decision again: what was found, and when once more.

use anyhow::Result;
use chrono::NaiveDate;
use ratatui::layout::Rect;

use crate::domain::id::DecisionId;
use crate::ops::decision as op;
use crate::ops::setup;
use crate::store::decision;
use crate::tui::canvas::Canvas;
use crate::tui::keys::Scope;
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::form::{Item, Said};
use crate::tui::widgets::form_page::FormPage;

// The fields, top to bottom.
const FOUND: usize = 0;
const AGAIN: usize = 1;

/// The form.
#[derive(Debug)]
pub struct Look {
    page: FormPage,
    id: DecisionId,
}

impl Look {
    /// A form with what is known of the decision above it.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(id: DecisionId, context: &Context) -> Result<Self> {
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
        Ok(Self {
            page: FormPage::new(one.decision.what, one.decision.why, items),
            id,
        })
    }

    fn write(&mut self, context: &mut Context) -> Result<Flow> {
        let today = setup::zone(context.store)?.day_of(context.now);
        let form = &mut self.page.form;
        let again = match form.value(AGAIN) {
            "" => None,
            text => match text.parse::<NaiveDate>() {
                Ok(on) if on > today => Some(on),
                _ => {
                    form.wrong(AGAIN, "Write a day to come like 2027-01-15, or nothing.");
                    return Ok(Flow::Stay);
                }
            },
        };
        decision::look(context.store, self.id, form.value(FOUND), today, again)?;
        context.say(Notice::done("Written down."))?;
        Ok(Flow::Back)
    }
}

impl Screen for Look {
    fn title(&self) -> String {
        "Look again".into()
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
