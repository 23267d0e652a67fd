//! What happened in a week: written down, shown on the chart, taken back.

use anyhow::Result;

use super::told::{calls, value, whose};
use super::{Open, Trends};
use crate::domain::trend::words;
use crate::ops::setup;
use crate::store::decision::{self, NewDecision};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Reason, Screen};
use crate::tui::widgets::field::Typed;

impl Trends {
    /// Takes in what comes while a note is written.
    pub(super) fn write(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let Open::Note(field) = &mut self.open else {
            return Ok(Flow::Stay);
        };
        match field.update(input) {
            Typed::Open => Ok(Flow::Stay),
            Typed::None => {
                self.open = Open::Nothing;
                Ok(Flow::Stay)
            }
            Typed::Text(text) if text.is_empty() => {
                context.say(Notice::failed("Say in a few words what happened, or Esc."))
            }
            Typed::Text(text) => self.write_down(text, context),
        }
    }

    /// A note stands on today in the present week, and on the Monday of an earlier one.
    fn write_down(&mut self, text: String, context: &mut Context) -> Result<Flow> {
        let today = setup::zone(context.store)?.day_of(self.now);
        let on = if self.week == self.this_week {
            today
        } else {
            self.week.monday()
        };
        let kpi = self.shown().map(|(kpi, _)| kpi.key.to_string());
        let new = NewDecision {
            what: &text,
            why: "",
            owner: "",
            kpi: kpi.as_deref(),
            theme: None,
            decided_on: on,
            review_on: None,
        };
        let id = decision::add(context.store, &new)?;
        let week = words::week(self.week);
        let said = format!("Written down in {week}: {text}. u takes it back.");
        self.written.push((id, text));
        self.open = Open::Nothing;
        self.refresh(context.store)?;
        context.say(Notice::done(said))
    }

    /// Where a decision on what is shown comes from.
    pub(super) fn reason(&self) -> Reason {
        let Some((kpi, series)) = self.shown() else {
            return Reason::default();
        };
        let point = series.at(self.week);
        let number = format!(
            "{} {} in {}",
            kpi.name,
            value(kpi, point),
            words::week(self.week)
        );
        let behind = point.map_or(String::new(), |point| format!(" ({})", calls(kpi, point)));
        Reason {
            why: format!("{}, {number}{behind}", whose(series)),
            theme: None,
            kpi: Some(kpi.key.to_string()),
        }
    }

    pub(super) fn take_back(&mut self, context: &mut Context) -> Result<Flow> {
        let Some((id, text)) = self.written.pop() else {
            return context.say(Notice::done(
                "Nothing was written down here that could be taken back.",
            ));
        };
        decision::remove(context.store, id)?;
        self.refresh(context.store)?;
        context.say(Notice::done(format!("Taken back: {text}.")))
    }
}
