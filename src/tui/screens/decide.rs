//! Writing a decision down: what, why, who sees to it, when it is looked at again.

use anyhow::Result;
use chrono::Days;

use crate::ops::setup;
use crate::store::decision::{self, NewDecision};
use crate::tui::filling::{Filling, Purpose};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Reason};
use crate::tui::widgets::form::{Form, Item};
use crate::tui::widgets::form_page::FormPage;

// The fields, top to bottom.
const WHAT: usize = 0;
const WHY: usize = 1;
const WHO: usize = 2;
const ON: usize = 3;
const REVIEW: usize = 4;

/// Days until a decision is looked at again, unless said otherwise.
const USUAL_DAYS: u64 = 42;

/// What the form is for.
#[derive(Debug)]
pub struct Decide {
    reason: Reason,
}

impl Decide {
    /// A form for a decision that comes from that reason.
    ///
    /// # Errors
    /// What the store says.
    pub fn form(reason: &Reason, context: &Context) -> Result<Filling<Self>> {
        let today = setup::zone(context.store)?.day_of(context.now);
        let review = today + Days::new(USUAL_DAYS);
        let items = vec![
            Item::text(
                "What",
                "",
                "Such as: a delivery day only after the warehouse said so",
            ),
            Item::text("Why", &reason.why, "The numbers or voices behind it"),
            Item::text("Who sees to it", "", "May stay empty"),
            Item::text(
                "Decided on",
                &today.to_string(),
                "A day, such as 2026-11-20",
            ),
            Item::text("Look at it again on", &review.to_string(), "May stay empty"),
        ];
        let told = match (&reason.theme, &reason.kpi) {
            (Some(theme), _) => format!(
                "It comes from what customers said on {theme}. How often that comes up again is followed."
            ),
            (None, Some(_)) => {
                "It stands on the chart in its week, and whether the number moved is followed."
                    .to_owned()
            }
            (None, None) => "It stands on every chart in its week.".to_owned(),
        };
        let page = FormPage::new("Decide", told, items);
        Ok(Filling::new(
            page,
            Self {
                reason: reason.clone(),
            },
        ))
    }
}

impl Purpose for Decide {
    const TITLE: &str = "Decide";

    fn write(&self, form: &mut Form, context: &Context) -> Result<Option<Notice>> {
        if form.value(WHAT).is_empty() {
            form.wrong(WHAT, "Say in a few words what is decided.");
            return Ok(None);
        }
        let Some(decided_on) = form.day(ON) else {
            return Ok(None);
        };
        let Some(review_on) = form.day_after(REVIEW, decided_on) else {
            return Ok(None);
        };
        let new = NewDecision {
            what: form.value(WHAT),
            why: form.value(WHY),
            owner: form.value(WHO),
            kpi: self.reason.kpi.as_deref(),
            theme: self.reason.theme.as_deref(),
            decided_on,
            review_on,
        };
        decision::add(context.store, &new)?;
        Ok(Some(Notice::done(
            "Decided. It is marked on the charts, and what comes of it is followed.",
        )))
    }
}
