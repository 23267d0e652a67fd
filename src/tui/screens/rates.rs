//! How the owner's asks for referrals went, and what a new customer is worth.

use anyhow::Result;

use crate::domain::referral::Rates as Given;
use crate::ops::referral;
use crate::tui::filling::{Filling, Purpose};
use crate::tui::notice::Notice;
use crate::tui::screen::Context;
use crate::tui::widgets::form::{Form, Item};
use crate::tui::widgets::form_page::FormPage;

// The fields, top to bottom.
const ASKS: usize = 0;
const GAINED: usize = 1;
const VALUE: usize = 2;

/// What the form is for.
#[derive(Debug)]
pub struct Rates;

impl Rates {
    /// A form with the rates that were given last.
    ///
    /// # Errors
    /// What the store says.
    pub fn form(context: &Context) -> Result<Filling<Self>> {
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
        let page = FormPage::new("How your asks for referrals went", told, items);
        Ok(Filling::new(page, Self))
    }
}

impl Purpose for Rates {
    const TITLE: &str = "Your rates";

    fn write(&self, form: &mut Form, context: &Context) -> Result<Option<Notice>> {
        let (asks, gained) = (
            form.value(ASKS).parse::<u64>(),
            form.value(GAINED).parse::<u64>(),
        );
        let Ok(asks) = asks else {
            form.wrong(ASKS, "Write a whole number.");
            return Ok(None);
        };
        let Ok(gained) = gained else {
            form.wrong(GAINED, "Write a whole number.");
            return Ok(None);
        };
        if gained > asks {
            form.wrong(GAINED, "No more than you counted.");
            return Ok(None);
        }
        let value = form.value(VALUE).parse::<f64>();
        let Some(value) = value.ok().filter(|value| value.is_finite() && *value > 0.0) else {
            form.wrong(VALUE, "Write a number above 0.");
            return Ok(None);
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
        Ok(Some(Notice::done("Your rates are kept.")))
    }
}
