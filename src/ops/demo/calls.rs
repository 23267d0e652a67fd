//! The calls of the invented year, week by week: how many, at what time, with whom, and who calls again because the
//! matter was not solved.

mod conversation;
mod log;

use chrono::{Datelike, Days, NaiveDate};

pub use conversation::{Conversation, Truth};
pub use log::CallLog;

use super::calendar::{CLOSES_SECS, Calendar, OPENS_SECS, open_days};
use super::chance::Chance;
use super::people::Customers;
use super::script::{Business, Script};
use crate::domain::call::Standing;

/// Weeks in which more calls end unsolved: those of the growing theme.
const LATELY: i64 = 8;

/// Seconds after a call before the same rep takes the next one.
const BREATH_SECS: i64 = 25;

/// Who will call again, and when.
#[derive(Debug)]
struct Again {
    customer: usize,
    /// Because the matter was not solved; else by chance.
    unsolved: bool,
    from_on: NaiveDate,
    until_on: NaiveDate,
}

/// The calls as they come in.
#[derive(Debug)]
pub struct Calls<'a> {
    script: &'a Script,
    calendar: &'a Calendar,
    customers: Customers,
    waiting: Vec<Again>,
}

impl<'a> Calls<'a> {
    /// None yet.
    pub fn new(script: &'a Script, calendar: &'a Calendar, customers: Customers) -> Self {
        Self {
            script,
            calendar,
            customers,
            waiting: Vec::new(),
        }
    }

    /// Who calls.
    pub fn customers(&mut self) -> &mut Customers {
        &mut self.customers
    }

    /// Every call of a week until now, in the order of time.
    pub fn of_week(&mut self, weeks_ago: i64, chance: &mut Chance) -> Vec<Conversation> {
        let mut calls = Vec::new();
        for on in open_days(self.calendar.week(weeks_ago)) {
            self.day(weeks_ago, on, chance, &mut calls);
        }
        let now = self.calendar.now();
        calls.retain(|call| call.ended_at() < now);
        calls.sort_by_key(|call| (call.started_at, call.rep));
        calls
    }

    fn day(
        &mut self,
        weeks_ago: i64,
        on: NaiveDate,
        chance: &mut Chance,
        calls: &mut Vec<Conversation>,
    ) {
        self.waiting.retain(|again| again.until_on >= on);
        let business = &self.script.business;
        let mut free_at = vec![OPENS_SECS; business.reps.len()];
        for (secs, rep) in slots(business, weeks_ago, on, chance) {
            let Some(rep) = rep else {
                let customer = self.customers.somebody(on, false, chance);
                let at = self.calendar.at(on, secs);
                calls.push(Conversation::missed(at, on, customer, chance));
                continue;
            };
            let secs = secs.max(free_at[rep]);
            if secs >= CLOSES_SECS {
                continue;
            }
            let call = self.call(weeks_ago, on, secs, rep, chance);
            if let Some(talk) = call.talk_secs {
                free_at[rep] = secs + talk + call.ring_secs.unwrap_or(0) + BREATH_SECS;
            }
            calls.push(call);
        }
    }

    fn call(
        &mut self,
        weeks_ago: i64,
        on: NaiveDate,
        secs: i64,
        rep: usize,
        chance: &mut Chance,
    ) -> Conversation {
        let business = &self.script.business;
        let at = self.calendar.at(on, secs);
        if chance.yes(0.03) {
            return Conversation::internal(at, on, rep, chance);
        }
        let mut call = Conversation::begin(at, on, rep, &business.reps[rep].channels, chance);
        match self.due(on, chance) {
            Some(again) => {
                call.truth.again = again.unsolved;
                call.customer = Some(again.customer);
                call.falls_back_to_phone(self.customers.has_email(again.customer));
                self.customers.seen(again.customer, on);
            }
            // A few hide their number.
            None if !call.channel.is_written() && chance.yes(0.025) => {}
            None => {
                call.customer = Some(self.customers.somebody(
                    on,
                    call.channel.is_written(),
                    chance,
                ));
            }
        }
        let unsolved = if weeks_ago < LATELY {
            business.unsolved_lately
        } else {
            business.unsolved
        };
        call.go_on(unsolved, chance);
        call.queue.push_str(chance.text(&business.queues));
        if !call.channel.is_written() && chance.yes(0.02) {
            call.note
                .push_str(chance.text(&self.script.notes.call.words));
        }
        self.expect_again(&call, chance);
        call
    }

    /// Somebody who calls again today, now and then while somebody is due.
    fn due(&mut self, on: NaiveDate, chance: &mut Chance) -> Option<Again> {
        let due: Vec<usize> = (0..self.waiting.len())
            .filter(|index| self.waiting[*index].from_on <= on)
            .collect();
        if due.is_empty() || !chance.yes(0.2) {
            return None;
        }
        chance
            .pick(&due)
            .map(|index| self.waiting.swap_remove(*index))
    }

    /// More than half of the unsolved matters bring the customer back within the week.
    fn expect_again(&mut self, call: &Conversation, chance: &mut Chance) {
        let Some(customer) = call.customer else {
            return;
        };
        let unsolved = !call.truth.solved;
        if call.standing != Standing::Handled || !chance.yes(if unsolved { 0.55 } else { 0.015 }) {
            return;
        }
        let days = 1 + chance.weighted(&[0.35, 0.3, 0.2, 0.1, 0.05]) as u64;
        self.waiting.push(Again {
            customer,
            unsolved,
            from_on: call.on + Days::new(days),
            until_on: call.on + Days::new(6),
        });
    }
}

/// The beginnings of a day's calls in the order of time, each with its rep; none where nobody picks up.
fn slots(
    business: &Business,
    weeks_ago: i64,
    on: NaiveDate,
    chance: &mut Chance,
) -> Vec<(i64, Option<usize>)> {
    let weekday = on.weekday().num_days_from_monday() as usize;
    let usual = |list: &[f64], index: usize| list.get(index).copied().unwrap_or(1.0);
    // The business grew a little over the year.
    let growth = 1.03 - 0.0012 * weeks_ago as f64;
    let share =
        usual(&business.weekdays, weekday) * usual(&business.months, on.month0() as usize) * growth
            / 5.0;
    let mut slots = Vec::new();
    let mut handled = 0.0;
    for (index, rep) in business.reps.iter().enumerate() {
        let ill = chance.yes(0.012);
        let count = chance.count(rep.calls_per_week * share);
        if ill || rep.away.contains(&weeks_ago) {
            continue;
        }
        handled += count as f64;
        slots.extend((0..count).map(|_| Some(index)));
    }
    slots.extend((0..chance.count(handled * 0.05)).map(|_| None));
    let mut slots: Vec<(i64, Option<usize>)> = slots
        .into_iter()
        .map(|rep| (time_of_day(business, chance), rep))
        .collect();
    slots.sort_unstable();
    slots
}

fn time_of_day(business: &Business, chance: &mut Chance) -> i64 {
    let half_hour = chance.weighted(&business.half_hours) as i64;
    OPENS_SECS + half_hour * 1800 + chance.below(1800) as i64
}
