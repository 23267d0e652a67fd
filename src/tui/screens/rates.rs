//! How the owner's asks for referrals went, and what a new customer is worth.

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::referral::Rates as Given;
use crate::ops::referral;
use crate::tui::canvas::Canvas;
use crate::tui::keys::Scope;
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::form::{Item, Said};
use crate::tui::widgets::form_page::FormPage;

// The fields, top to bottom.
const ASKS: usize = 0;
const GAINED: usize = 1;
const VALUE: usize = 2;

/// The form.
#[derive(Debug)]
pub struct Rates {
    page: FormPage,
}

impl Rates {
    /// A form with the rates that were given last.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(context: &Context) -> Result<Self> {
        let given = referral::rates(context.store)?;
        let told = |of: fn(&Given) -> String| given.as_ref().map_or(String::new(), of);
        let items = vec![
            Item::text(
                "Asks you counted",
                &told(|one| one.asks.to_string()),
                "At least ten, or no money is told",
            ),
            Item::text(
                "Brought a customer",
                &told(|one| one.gained.to_string()),
                "None is an answer too: 0",
            ),
            Item::text(
                "One is worth",
                &told(|one| one.value.to_string()),
                "In your own money, such as 300",
            ),
        ];
        let told = "What a missed ask may be worth is worked out from these, as a range.";
        Ok(Self {
            page: FormPage::new("How your asks for referrals went", told, items),
        })
    }

    fn write(&mut self, context: &mut Context) -> Result<Flow> {
        let form = &mut self.page.form;
        let (asks, gained) = (
            form.value(ASKS).parse::<u64>(),
            form.value(GAINED).parse::<u64>(),
        );
        let Ok(asks) = asks else {
            form.wrong(ASKS, "Write a whole number.");
            return Ok(Flow::Stay);
        };
        let Ok(gained) = gained else {
            form.wrong(GAINED, "Write a whole number.");
            return Ok(Flow::Stay);
        };
        if gained > asks {
            form.wrong(GAINED, "No more than you counted.");
            return Ok(Flow::Stay);
        }
        let value = form.value(VALUE).parse::<f64>();
        let Some(value) = value.ok().filter(|value| value.is_finite() && *value > 0.0) else {
            form.wrong(VALUE, "Write a number above 0.");
            return Ok(Flow::Stay);
        };
        referral::set_rates(
            context.store,
            Given {
                asks,
                gained,
                value,
            },
            context.now.to_utc(),
        )?;
        context.say(Notice::done("Your rates are kept."))?;
        Ok(Flow::Back)
    }
}

impl Screen for Rates {
    fn title(&self) -> String {
        "Your rates".into()
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
