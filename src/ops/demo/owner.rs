//! The owner at the desk, week by week: draws, skips a pick now and then, chooses a call by hand, and listens.

mod answers;
mod hearing;
mod moments;
mod picking;
mod writing;

use std::collections::BTreeMap;
use std::rc::Rc;

use anyhow::Result;
use chrono::{NaiveDate, TimeDelta};

pub use hearing::Hearing;
pub use moments::Record;

use super::calendar::Calendar;
use super::calls::Truth;
use super::chance::{Chance, Deck};
use super::script::Script;
use crate::domain::call::{Call, Instant};
use crate::domain::draw::{Pick, PickStatus};
use crate::domain::id::{CallId, RepId};
use crate::ops::draw::{self, Request};
use crate::store::scorecard::Version;
use crate::store::{Store, pick, scorecard};

/// Calls heard on the evening of the draw; the others on the next Monday.
const HEARD_AT_ONCE: usize = 5;

/// How much one rep's weeks differ, on the scale of log-odds.
const WEEKLY_SPREAD: f64 = 0.22;

/// How far a bad week lies below the usual one, on the same scale.
const BAD_WEEK: f64 = -2.4;

/// The owner with the forms, and what was noted so far.
#[derive(Debug)]
pub struct Owner<'a> {
    script: &'a Script,
    calendar: &'a Calendar,
    reps: Vec<RepId>,
    spoken: Rc<Version>,
    written: Rc<Version>,
    before: Deck,
    after: Deck,
    /// Mentions of the growing theme that its share still owes.
    owed: f64,
    /// What was noted, for the story.
    pub record: Record,
}

impl<'a> Owner<'a> {
    /// An owner who has heard nothing yet; `reps` are the rows of the script's reps in their order.
    pub fn new(
        store: &Store,
        script: &'a Script,
        calendar: &'a Calendar,
        reps: Vec<RepId>,
    ) -> Result<Self> {
        let improvement = &script.story.improvement;
        Ok(Self {
            script,
            calendar,
            reps,
            spoken: Rc::new(scorecard::newest(store, &script.business.scorecard)?),
            written: Rc::new(scorecard::newest(store, "written")?),
            before: Deck::new(improvement.before.yes, improvement.before.of),
            after: Deck::new(improvement.after.yes, improvement.after.of),
            owed: 0.0,
            record: Record::default(),
        })
    }

    /// Draws the calls of a week and hears them, in the latest week half of them. `truths` are its handled calls.
    pub fn week(
        &mut self,
        store: &Store,
        weeks_ago: i64,
        truths: &BTreeMap<CallId, Truth>,
        chance: &mut Chance,
    ) -> Result<()> {
        if self.script.business.owner_away.contains(&weeks_ago) {
            return Ok(());
        }
        let drawn_at = self.calendar.drawn_at(weeks_ago);
        let always_three = weeks_ago == 0 || weeks_ago == self.script.story.false_alarm.weeks_ago;
        let request = Request {
            per_rep: Some(if always_three || chance.yes(0.45) {
                3
            } else {
                2
            }),
            seed: Some(chance.digits()),
            ..Request::of_week(self.calendar.week(weeks_ago))
        };
        draw::run(store, &request, drawn_at.to_utc())?;
        self.skip_some(store, weeks_ago, chance)?;
        let by_hand = self.choose_by_hand(store, weeks_ago, truths, chance)?;
        let to_hear: Vec<(Pick, Call)> = pick::list(store, self.calendar.week(weeks_ago))?
            .into_iter()
            .filter(|(pick, _)| pick.status == PickStatus::Waiting)
            .enumerate()
            .filter(|(place, (pick, _))| {
                weeks_ago > 0 || (pick.draw_id.is_some() && place % 2 == 0)
            })
            .map(|(_, one)| one)
            .collect();
        self.listen(store, weeks_ago, &to_hear, truths, &by_hand, chance)
    }

    fn listen(
        &mut self,
        store: &Store,
        weeks_ago: i64,
        to_hear: &[(Pick, Call)],
        truths: &BTreeMap<CallId, Truth>,
        evidence: &[CallId],
        chance: &mut Chance,
    ) -> Result<()> {
        let tilts: Vec<f64> = (0..self.reps.len())
            .map(|rep| self.tilt(weeks_ago, rep, chance))
            .collect();
        let mentions = self.mentions(weeks_ago, to_hear, chance);
        let mut clock = self.calendar.drawn_at(weeks_ago) + TimeDelta::minutes(6);
        for (place, (pick, call)) in to_hear.iter().enumerate() {
            if weeks_ago > 0 && place == HEARD_AT_ONCE {
                clock = self.calendar.goes_on_at(weeks_ago);
            }
            let (Some(rep), Some(truth)) = (self.rep_of(call), truths.get(&call.id)) else {
                continue;
            };
            let mut hearing = Hearing::begin(call, pick, rep, *truth, clock, chance);
            hearing.tilt += tilts[rep];
            hearing.weeks_ago = weeks_ago;
            hearing.is_evidence = evidence.contains(&call.id);
            clock = hearing.ends_at + TimeDelta::seconds(chance.between(20.0, 90.0) as i64);
            if clock >= self.calendar.now() {
                break;
            }
            self.hear(store, hearing, mentions.contains(&place), chance)?;
        }
        Ok(())
    }

    fn tilt(&self, weeks_ago: i64, rep: usize, chance: &mut Chance) -> f64 {
        let alarm = &self.script.story.false_alarm;
        let bad = weeks_ago == alarm.weeks_ago && self.rep_named(&alarm.rep) == Some(rep);
        WEEKLY_SPREAD * chance.normal() + if bad { BAD_WEEK } else { 0.0 }
    }

    /// The places of the calls in which the growing theme comes up: any of them, as many as its share owes, with a
    /// little more in one week and a little less in the next.
    fn mentions(
        &mut self,
        weeks_ago: i64,
        to_hear: &[(Pick, Call)],
        chance: &mut Chance,
    ) -> Vec<usize> {
        let theme = &self.script.themes.growing;
        let latest = theme.latest_weeks.iter().rev().nth(weeks_ago as usize);
        let mut places: Vec<usize> = (0..to_hear.len())
            .filter(|place| to_hear[*place].0.draw_id.is_some())
            .collect();
        self.owed += latest.unwrap_or(&theme.share) * places.len() as f64;
        let count = (self.owed + 0.5 * chance.normal()).round();
        let count = count.clamp(0.0, places.len() as f64);
        self.owed -= count;
        chance.shuffle(&mut places);
        places.truncate(count as usize);
        places
    }

    fn rep_named(&self, name: &str) -> Option<usize> {
        self.script
            .business
            .reps
            .iter()
            .position(|rep| rep.name == name)
    }

    fn rep_of(&self, call: &Call) -> Option<usize> {
        let id = call.rep_id?;
        self.reps.iter().position(|rep| *rep == id)
    }

    fn form(&self, call: &Call) -> Rc<Version> {
        Rc::clone(if call.channel.is_written() {
            &self.written
        } else {
            &self.spoken
        })
    }

    /// The day on which the story's behaviour was agreed.
    fn agreed_on(&self) -> NaiveDate {
        let weeks_ago = self.script.story.improvement.weeks_ago;
        self.calendar.week(weeks_ago).monday()
    }

    fn day_of(at: Instant) -> NaiveDate {
        at.date_naive()
    }
}
