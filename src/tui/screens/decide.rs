//! Writing a decision down: what, why, who sees to it, when it is looked at again.

use anyhow::Result;
use chrono::{Days, NaiveDate};
use ratatui::layout::Rect;

use crate::ops::setup;
use crate::store::decision::{self, NewDecision};
use crate::tui::canvas::Canvas;
use crate::tui::keys::Scope;
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Reason, Screen};
use crate::tui::widgets::form::{Item, Said};
use crate::tui::widgets::form_page::FormPage;

// The fields, top to bottom.
const WHAT: usize = 0;
const WHY: usize = 1;
const WHO: usize = 2;
const ON: usize = 3;
const REVIEW: usize = 4;

/// Days until a decision is looked at again, unless said otherwise.
const USUAL_DAYS: u64 = 42;

/// The form.
#[derive(Debug)]
pub struct Decide {
    page: FormPage,
    reason: Reason,
}

impl Decide {
    /// A form for a decision that comes from that reason.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(reason: &Reason, context: &Context) -> Result<Self> {
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
        Ok(Self {
            page: FormPage::new("Decide", told, items),
            reason: reason.clone(),
        })
    }

    fn write(&mut self, context: &mut Context) -> Result<Flow> {
        let form = &mut self.page.form;
        if form.value(WHAT).is_empty() {
            form.wrong(WHAT, "Say in a few words what is decided.");
            return Ok(Flow::Stay);
        }
        let Ok(decided_on) = form.value(ON).parse::<NaiveDate>() else {
            form.wrong(ON, "Write the day like 2026-11-20.");
            return Ok(Flow::Stay);
        };
        let review_on = match form.value(REVIEW) {
            "" => None,
            text => match text.parse::<NaiveDate>() {
                Ok(on) if on > decided_on => Some(on),
                _ => {
                    form.wrong(REVIEW, "Write a later day like 2027-01-15, or nothing.");
                    return Ok(Flow::Stay);
                }
            },
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
        context.say(Notice::done(
            "Decided. It is marked on the charts, and what comes of it is followed.",
        ))?;
        Ok(Flow::Back)
    }
}

impl Screen for Decide {
    fn title(&self) -> String {
        "Decide".into()
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
