//! The invented business of the demo: a year of calls, draws and evaluations with a true story in them, made from the
//! texts in `assets/demo` by seeded chance. The same `now` gives the same file, byte for byte; nothing asks the clock.

mod calendar;
mod calls;
mod chance;
mod owner;
mod people;
mod script;
mod story;

use anyhow::{Context, Result};

use crate::domain::call::Instant;
use crate::domain::id::RepId;
use crate::domain::zone::Zone;
use crate::ops::setup::{self, Setup};
use crate::store::{Store, desk, rep};

use calendar::{Calendar, OPENS_SECS, WEEKS};
use calls::{CallLog, Calls};
use chance::Chance;
use owner::Owner;
use people::Customers;
use script::Business;
use script::Script;
use story::Told;

/// The setting that marks a file as the invented business.
pub const SETTING: &str = "demo";

/// From which all chance follows.
const SEED: &str = "Calder Truck Parts";

/// Fills an empty file with the invented business as it would stand at `now`: 52 weeks up to the present one, of which
/// half of the latest draw was heard. All or nothing.
///
/// # Errors
/// The file holds a desk already, or cannot be written.
pub fn fill(store: &Store, now: Instant) -> Result<()> {
    let script = Script::load()?;
    store
        .transaction(|store| fill_with(store, &script, now))
        .context("could not make up the business of the demo")
}

fn fill_with(store: &Store, script: &Script, now: Instant) -> Result<()> {
    let calendar = Calendar::new(Zone::parse(&script.business.zone)?, now);
    let reps = set_up(store, &script.business, &calendar)?;
    let mut chance = Chance::of(SEED);
    let customers = Customers::invent(script, &mut chance);
    let mut log = CallLog::new(store, &script.business, reps.clone())?;
    let mut calls = Calls::new(script, &calendar, customers);
    let mut owner = Owner::new(store, script, &calendar, reps.clone())?;
    for weeks_ago in (0..WEEKS).rev() {
        let week = calls.of_week(weeks_ago, &mut chance);
        // What came in after the draw belongs to the frame of the next one.
        let drawn_at = calendar.drawn_at(weeks_ago);
        let (before, after) = week.split_at(week.partition_point(|one| one.started_at <= drawn_at));
        let truths = log.add(store, calls.customers(), before)?;
        owner.week(store, weeks_ago, &truths, &mut chance)?;
        log.add(store, calls.customers(), after)?;
    }
    let told = Told {
        script,
        calendar: &calendar,
        reps: &reps,
        record: &owner.record,
    };
    told.write(store, &mut chance)
}

/// Sets the desk up on the first morning; gives the rows of the reps in their order.
fn set_up(store: &Store, business: &Business, calendar: &Calendar) -> Result<Vec<RepId>> {
    let setup = Setup {
        name: business.name.clone(),
        zone: business.zone.clone(),
        reps: business
            .reps
            .iter()
            .map(|rep| format!("{}={}", rep.name, rep.aliases.join(",")))
            .collect(),
        scorecard: business.scorecard.clone(),
        calls_per_week: business.calls_per_week,
    };
    let opened_at = calendar.at(calendar.week(WEEKS - 1).monday(), OPENS_SECS);
    setup::run(store, &setup, opened_at.to_utc())?;
    desk::set(store, SETTING, "yes")?;
    business
        .reps
        .iter()
        .map(|one| Ok(rep::get(store, &one.name)?.id))
        .collect()
}

#[cfg(test)]
mod tests;
