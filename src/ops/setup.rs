//! Setting a desk up: the business, its reps, its scorecards.

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};

use crate::domain::call::Instant;
use crate::domain::desk::Desk;
use crate::domain::phone::Region;
use crate::domain::scorecard::{Scorecard, builtin};
use crate::domain::week::Week;
use crate::domain::zone::Zone;
use crate::store::{Store, desk, rep, scorecard};

/// What the owner says of the business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// The business's name.
    pub name: String,
    /// IANA name of its zone.
    pub zone: String,
    /// Each as `NAME` or `NAME=EXT,address,other name`.
    pub reps: Vec<String>,
    /// Key of the usual scorecard.
    pub scorecard: String,
    /// Calls a week to hear, over all reps.
    pub calls_per_week: i64,
}

/// The country in which the business lies, by its zone; none where that is `UTC` or the like.
///
/// # Errors
/// The desk is not set up.
pub fn region(store: &Store) -> Result<Option<Region>> {
    Ok(Region::of_zone(&desk::get(store)?.zone))
}

/// The country of the numbers in a file whose clock stands in `zone`: where that lies, else the business.
///
/// # Errors
/// The desk is not set up.
pub fn region_of(store: &Store, zone: &Zone) -> Result<Option<Region>> {
    match Region::of_zone(zone.name()) {
        Some(region) => Ok(Some(region)),
        None => region(store),
    }
}

/// Looks for faults without writing anything.
pub fn check(setup: &Setup) -> Result<()> {
    if setup.name.trim().is_empty() {
        bail!("the business needs a name");
    }
    Zone::parse(&setup.zone)?;
    if !builtin().iter().any(|(key, _)| *key == setup.scorecard) {
        let known: Vec<&str> = builtin().iter().map(|(key, _)| *key).collect();
        bail!(
            "there is no scorecard '{}': choose one of {}",
            setup.scorecard,
            known.join(", ")
        );
    }
    if !(1..=200).contains(&setup.calls_per_week) {
        bail!(
            "calls a week to hear must be between 1 and 200, not {}",
            setup.calls_per_week
        );
    }
    if setup.reps.iter().all(|rep| rep.trim().is_empty()) {
        bail!("name at least one person who talks with customers");
    }
    Ok(())
}

/// Sets the desk up, all or nothing.
pub fn run(store: &Store, setup: &Setup, now: DateTime<Utc>) -> Result<()> {
    check(setup)?;
    store.transaction(|store| {
        if let Some(desk) = desk::find(store)? {
            bail!(
                "this file is the desk of {} already: choose another with --db",
                desk.name
            );
        }
        let row = Desk {
            name: setup.name.trim().to_owned(),
            zone: Zone::parse(&setup.zone)?.name().to_owned(),
            scorecard: setup.scorecard.clone(),
            calls_per_week: setup.calls_per_week,
        };
        desk::add(store, &row, now)?;
        for text in setup.reps.iter().filter(|rep| !rep.trim().is_empty()) {
            add_rep(store, text)?;
        }
        for (key, toml) in builtin() {
            let form = Scorecard::parse(&format!("{key}.toml"), toml)?;
            scorecard::add(store, &form, toml, "comes with the program", now)?;
        }
        desk::log(store, now, "desk set up", "{}")?;
        Ok(())
    })
}

/// Adds a rep from `NAME=EXT,address,...`, or more names to one who is there.
pub fn add_rep(store: &Store, text: &str) -> Result<()> {
    let (name, aliases) = text.split_once('=').unwrap_or((text, ""));
    store.transaction(|store| {
        let id = match rep::find(store, name)? {
            Some(rep) if !aliases.trim().is_empty() => rep.id,
            _ => rep::add(store, name)
                .with_context(|| format!("could not add the rep '{}'", text.trim()))?,
        };
        for alias in aliases.split(',').filter(|alias| !alias.trim().is_empty()) {
            rep::add_alias(store, id, alias)?;
        }
        Ok(())
    })
}

/// The zone that this machine is set to, where it says so; else UTC.
pub fn zone_of_this_machine() -> String {
    iana_time_zone::get_timezone()
        .ok()
        .filter(|name| Zone::parse(name).is_ok())
        .unwrap_or_else(|| "UTC".to_owned())
}

/// The zone of the desk.
pub fn zone(store: &Store) -> Result<Zone> {
    let desk = desk::get(store)?;
    Zone::parse(&desk.zone)
        .with_context(|| format!("the desk's zone {} is not known here", desk.zone))
}

/// The present week in the desk's zone.
pub fn this_week(store: &Store, now: Instant) -> Result<Week> {
    Ok(zone(store)?.week_of(now))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::testing::at;

    fn setup() -> Setup {
        Setup {
            name: " Calder Truck Parts ".into(),
            zone: "america/chicago".into(),
            reps: vec!["Dana=301,dana@calder.example".into(), "Luis".into()],
            scorecard: "support".into(),
            calls_per_week: 15,
        }
    }

    #[test]
    fn a_desk_is_set_up_with_reps_and_every_scorecard() {
        let store = Store::in_memory().unwrap();
        run(&store, &setup(), at(0)).unwrap();
        let desk = desk::get(&store).unwrap();
        assert_eq!(
            (desk.name.as_str(), desk.zone.as_str()),
            ("Calder Truck Parts", "America/Chicago")
        );
        assert_eq!(rep::get(&store, "301").unwrap().name, "Dana");
        assert_eq!(scorecard::list(&store).unwrap().len(), builtin().len());
        assert!(
            run(&store, &setup(), at(1))
                .unwrap_err()
                .to_string()
                .contains("Calder")
        );
    }

    #[test]
    fn a_fault_leaves_nothing_behind() {
        let store = Store::in_memory().unwrap();
        for wrong in [
            Setup {
                zone: "Mars/Olympus".into(),
                ..setup()
            },
            Setup {
                name: " ".into(),
                ..setup()
            },
            Setup {
                reps: vec!["Dana".into(), "dana".into()],
                ..setup()
            },
            Setup {
                reps: vec!["Dana=301".into(), "Luis=301".into()],
                ..setup()
            },
            Setup {
                scorecard: "nothing".into(),
                ..setup()
            },
            Setup {
                calls_per_week: 0,
                ..setup()
            },
        ] {
            assert!(run(&store, &wrong, at(0)).is_err(), "{wrong:?}");
            assert!(desk::find(&store).unwrap().is_none());
            assert!(rep::list(&store).unwrap().is_empty());
        }
    }
}
