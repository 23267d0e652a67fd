//! Joining a customer with another entry of the same one: the other is found by name, number or address.

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::id::CustomerId;
use crate::store::customer::find::{Found, find};
use crate::store::customer::merge;
use crate::tui::canvas::Canvas;
use crate::tui::keys::Scope;
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::form::{Item, Said};
use crate::tui::widgets::form_page::FormPage;
use crate::tui::words;

/// Entries to choose from.
const MOST: usize = 8;

/// The form, and the entries that were found.
#[derive(Debug)]
pub struct Join {
    page: FormPage,
    id: CustomerId,
    found: Vec<Found>,
    which: Option<Choice>,
}

impl Join {
    /// A form for joining that customer with another entry.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(id: CustomerId, context: &Context) -> Result<Self> {
        let name = merge::about(context.store, id)?.name;
        let items = vec![Item::text(
            "The other entry",
            "",
            "A part of its name, its number or its address",
        )];
        let told = "Its calls, numbers, addresses and notes come here. It can be taken back whole at any time.";
        let title = if name.is_empty() {
            "The same customer twice".into()
        } else {
            format!("{name}, a second time")
        };
        Ok(Self {
            page: FormPage::new(title, told, items),
            id,
            found: Vec::new(),
            which: None,
        })
    }

    fn look(&mut self, context: &Context) -> Result<()> {
        let form = &mut self.page.form;
        let mut found = find(context.store, form.value(0))?;
        found.retain(|one| one.id != self.id);
        match found.len() {
            0 => form.wrong(0, "No other customer is known by that."),
            n if n > MOST => form.wrong(
                0,
                "More than eight customers are known by that: say more of it.",
            ),
            _ => {
                let told =
                    |one: &Found| format!("{} ({})", one.told(), words::counted(one.calls, "call"));
                self.which = Some(Choice::new(
                    "Which one is it?",
                    found.iter().map(told).collect(),
                ));
                self.found = found;
            }
        }
        Ok(())
    }

    fn join(&self, place: usize, context: &mut Context) -> Result<Flow> {
        let Some(other) = self.found.get(place) else {
            return Ok(Flow::Stay);
        };
        let moved = merge::merge(context.store, self.id, other.id, context.now.to_utc())?;
        let calls = words::counted(moved.cast_signed(), "call");
        let said = format!(
            "Joined: {calls} of {} came here. M takes it back.",
            other.told()
        );
        context.say(Notice::done(said))?;
        Ok(Flow::Back)
    }
}

impl Screen for Join {
    fn title(&self) -> String {
        "The same customer".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.which {
            Some(_) => Scope::Choice.chain(),
            None => self.page.scopes(),
        }
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        if let Some(choice) = &mut self.which {
            return match choice.update(&input) {
                Chosen::Open => Ok(Flow::Stay),
                Chosen::One(place) => self.join(place, context),
                Chosen::None => {
                    self.which = None;
                    Ok(Flow::Stay)
                }
            };
        }
        match self.page.update(&input) {
            Said::More => Ok(Flow::Stay),
            Said::Left => Ok(Flow::Back),
            Said::Done => {
                self.look(context)?;
                Ok(Flow::Stay)
            }
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        self.page.draw(canvas, area);
        if let Some(choice) = &self.which {
            choice.draw(canvas, area);
        }
    }
}
