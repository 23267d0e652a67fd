//! What the owner does with a draw before listening: skips a pick now and then, and chooses a call by hand.

use std::collections::BTreeMap;

use anyhow::Result;
use chrono::TimeDelta;

use super::Owner;
use crate::domain::call::{Channel, Lane};
use crate::domain::draw::SkipReason;
use crate::domain::id::CallId;
use crate::ops::demo::calls::Truth;
use crate::ops::demo::chance::Chance;
use crate::ops::draw;
use crate::store::{Store, call, pick};

impl<'a> Owner<'a> {
    /// One pick in sixteen is skipped; in the latest week the fourth, so that the next in order can be seen.
    pub(super) fn skip_some(
        &self,
        store: &Store,
        weeks_ago: i64,
        chance: &mut Chance,
    ) -> Result<()> {
        let at = self.calendar.drawn_at(weeks_ago) + TimeDelta::minutes(4);
        let picks = pick::list(store, self.calendar.week(weeks_ago))?;
        for (place, (pick, call)) in picks.iter().enumerate() {
            let skipped = if weeks_ago == 0 {
                place == 3
            } else {
                chance.yes(0.06)
            };
            if !skipped {
                continue;
            }
            let (reason, note) = self.why_skipped(call.channel, chance);
            draw::skip(store, pick.id, reason, note, at.to_utc())?;
        }
        Ok(())
    }

    fn why_skipped(&self, channel: Channel, chance: &mut Chance) -> (SkipReason, &'a str) {
        let silent = if channel.is_written() { 0.0 } else { 5.0 };
        let reasons = [
            (SkipReason::NoAudio, silent),
            (SkipReason::DoesNotFit, 3.0),
            (SkipReason::Private, 2.0),
            (SkipReason::WrongPerson, 1.0),
            (SkipReason::Spam, 1.0),
            (SkipReason::Other, silent / 4.0),
        ];
        let (reason, _) = reasons[chance.weighted(&reasons.map(|(_, weight)| weight))];
        let note = match reason {
            SkipReason::Other => chance.text(&self.script.notes.skipped.words),
            _ => "",
        };
        (reason, note)
    }

    /// In every second week the owner also chooses a call that went badly; before the commitment of the story two
    /// calls of that rep. Gives the calls that are to show its behaviour.
    pub(super) fn choose_by_hand(
        &self,
        store: &Store,
        weeks_ago: i64,
        truths: &BTreeMap<CallId, Truth>,
        chance: &mut Chance,
    ) -> Result<Vec<CallId>> {
        let improvement = &self.script.story.improvement;
        let evidence = weeks_ago == improvement.weeks_ago + 1;
        let wanted = if evidence {
            2
        } else {
            usize::from(weeks_ago == 0 || chance.yes(0.5))
        };
        let rep = self.rep_named(&improvement.rep);
        let drawn_at = self.calendar.drawn_at(weeks_ago);
        let mut chosen = Vec::new();
        let mut calls: Vec<CallId> = truths
            .iter()
            .filter(|(_, truth)| evidence || !truth.solved)
            .map(|(id, _)| *id)
            .collect();
        chance.shuffle(&mut calls);
        for id in calls {
            if chosen.len() == wanted {
                break;
            }
            let call = call::get(store, id)?;
            let long_enough = call.talk_secs.is_some_and(|secs| secs >= 120);
            let of_rep = call.rep_id == rep.map(|rep| self.reps[rep]);
            if long_enough
                && (of_rep || !evidence)
                && pick::of_call(store, id, Lane::Random)?.is_none()
            {
                let at = drawn_at + TimeDelta::minutes(5);
                draw::add_targeted(store, id, self.calendar.week(weeks_ago), at.to_utc())?;
                chosen.push(id);
            }
        }
        chosen.truncate(if evidence { wanted } else { 0 });
        Ok(chosen)
    }
}
