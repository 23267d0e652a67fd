//! What is done to the week's list: draw, skip with a reason, take back, verify. Each change is told in a notice.

use anyhow::Result;

use crate::domain::draw::{PickStatus, SkipReason};
use crate::domain::id::PickId;
use crate::ops::draw::{self, Request, proof};
use crate::store::{call, draw as draws, pick};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Screen};
use crate::tui::screens::sample::{Change, Open, Sample};
use crate::tui::widgets::dialog::Choice;
use crate::tui::words;

impl Sample {
    /// Asks why the chosen call is skipped; one chosen by hand just goes off the list.
    pub(super) fn ask_reason(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(row) = self.chosen() else {
            return Ok(Flow::Stay);
        };
        let (id, call) = (row.pick.id, row.pick.call_id);
        match row.pick.status {
            PickStatus::Scored => context.say(Notice::failed("This call is scored: it stays")),
            PickStatus::Skipped => context.say(Notice::failed("This call was skipped already")),
            PickStatus::Waiting if row.is_targeted() => {
                let name = words::customer(&row.listed.call).to_owned();
                pick::remove_targeted(context.store, id)?;
                self.last = Some(Change::TookOff(call));
                self.refresh(context.store)?;
                context.say(Notice::done(format!(
                    "{name} is off the list. u puts it back."
                )))
            }
            PickStatus::Waiting => {
                let reasons = SkipReason::ALL.iter().map(|reason| match reason {
                    SkipReason::Other => "other, in your own words".to_owned(),
                    reason => reason.says().to_owned(),
                });
                let title = format!("Skip {}: why?", words::customer(&row.listed.call));
                self.open = Open::Reason(id, Choice::new(title, reasons.collect()).on_none());
                Ok(Flow::Stay)
            }
        }
    }

    /// Skips a pick and goes to the one that takes its place.
    pub(super) fn skip(
        &mut self,
        id: PickId,
        reason: SkipReason,
        note: &str,
        context: &mut Context,
    ) -> Result<Flow> {
        let next = draw::skip(context.store, id, reason, note, self.now.to_utc())?;
        self.open = Open::Nothing;
        self.last = Some(Change::Skipped(id));
        self.refresh(context.store)?;
        let name = |id| {
            let row = self.rows.iter().find(|row| row.pick.id == id);
            row.map_or("", |row| words::customer(&row.listed.call))
        };
        let told = match next {
            Some(next) => format!(
                "Skipped; u takes that back. {} takes its place.",
                name(next)
            ),
            None => "Skipped; u takes that back. No call is left to take its place.".to_owned(),
        };
        if let Some(next) = next {
            self.choose(next);
            self.read_panel(context.store)?;
        }
        context.say(Notice::done(told))
    }

    /// Takes the chosen skip back, else the last change.
    pub(super) fn take_back(&mut self, context: &mut Context) -> Result<Flow> {
        let chosen = self
            .chosen()
            .filter(|row| row.pick.status == PickStatus::Skipped)
            .map(|row| Change::Skipped(row.pick.id));
        let (id, call) = match chosen.or(self.last) {
            None => return context.say(Notice::done("There is nothing to take back")),
            Some(Change::Skipped(id)) => {
                draw::take_back_skip(context.store, id)?;
                (id, pick::get(context.store, id)?.call_id)
            }
            Some(Change::TookOff(call)) => {
                let now = self.now.to_utc();
                (
                    draw::add_targeted(context.store, call, self.week, now)?,
                    call,
                )
            }
        };
        self.last = None;
        self.refresh(context.store)?;
        self.choose(id);
        self.read_panel(context.store)?;
        let call = call::get(context.store, call)?;
        let told = format!("Taken back: {} is to hear again.", words::customer(&call));
        context.say(Notice::done(told))
    }

    /// Draws what was planned.
    pub(super) fn draw(&mut self, request: &Request, context: &mut Context) -> Result<Flow> {
        let added = draw::run(context.store, request, self.now.to_utc())?;
        self.open = Open::Nothing;
        self.refresh(context.store)?;
        self.choose_waiting();
        self.read_panel(context.store)?;
        context.say(Notice::done(match added {
            0 => "Nothing was left to draw.".to_owned(),
            added => format!("{} drawn at random.", words::counted(added as i64, "call")),
        }))
    }

    /// Repeats every draw of the week and tells what came of it.
    pub(super) fn verify(&self, context: &mut Context) -> Result<Flow> {
        let mut proofs = Vec::new();
        for draw in draws::list(context.store, self.week)? {
            proofs.push((proof::verify(context.store, draw.id)?, draw.frame_size));
        }
        let wrong: Vec<String> = proofs
            .iter()
            .filter(|(proof, _)| !proof.verified)
            .map(|(proof, _)| {
                let faults = proof.faults.join("; ");
                format!("The draw of {} does not repeat: {faults}.", proof.rep)
            })
            .collect();
        if !wrong.is_empty() {
            return context.say(Notice::failed(wrong.join(" ")));
        }
        let picks: usize = proofs.iter().map(|(proof, _)| proof.picks).sum();
        let calls: i64 = proofs.iter().map(|(_, calls)| calls).sum();
        let which = match proofs.len() {
            0 => return context.say(Notice::failed("Nothing is drawn in this week yet")),
            1 => "The draw repeats".to_owned(),
            2 => "Both draws repeat".to_owned(),
            more => format!("All {more} draws repeat"),
        };
        context.say(Notice::done(format!(
            "{which}: the same {} in the same order from the same {}.",
            words::counted(picks as i64, "pick"),
            words::counted(calls, "call"),
        )))
    }
}
