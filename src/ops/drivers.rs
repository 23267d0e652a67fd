//! Drivers: reads the scored calls with a customer's satisfaction, lets the domain say what goes with it, and turns that
//! into a new version of a scorecard when the owner says so.

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, Utc};

use crate::domain::driver::weights::{self, Reweighed};
use crate::domain::driver::{self, Driver, Drivers, Measure, Place};
use crate::domain::scorecard::Scorecard;
use crate::domain::week::Week;
use crate::stats::verdict::Kind;
use crate::store::scorecard::Version;
use crate::store::{Store, desk, rated, scorecard};

pub mod page;
pub mod picture;

/// So many weeks are looked at unless told otherwise.
pub const WEEKS: i64 = 52;
/// From so many survey answers on they speak, and not the owner's marks.
const SURVEYS_FROM: usize = 10;

/// The drivers of the weeks `from` to `to`: by survey answers where there are ten, else by the owner's marks where those are
/// more.
pub fn drivers(store: &Store, from: Week, to: Week) -> Result<Drivers> {
    let texts = rated::texts(store)?;
    let surveyed = rated::list(store, Measure::Csat, from, to)?;
    if surveyed.len() < SURVEYS_FROM {
        let marked = rated::list(store, Measure::Mark, from, to)?;
        if marked.len() > surveyed.len() {
            return Ok(driver::drivers(Measure::Mark, &marked, &texts));
        }
    }
    Ok(driver::drivers(Measure::Csat, &surveyed, &texts))
}

/// New weights for a form, not written yet.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The version that they would follow.
    pub version: Version,
    /// Every weighed question.
    pub rows: Vec<Reweighed>,
    toml: String,
}

/// What the weights of a scorecard (the desk's own where none is named) would be by these drivers.
///
/// # Errors
/// There are too few answers for shares, or the form's text cannot be changed.
pub fn propose(store: &Store, key: Option<&str>, drivers: &Drivers) -> Result<Proposal> {
    let key = match key {
        Some(key) => key.to_owned(),
        None => desk::get(store)?.scorecard,
    };
    let version = scorecard::newest(store, &key)?;
    let Some(rows) = weights::propose(&version.scorecard, drivers) else {
        bail!(
            "there are too few answers to take weights from: at least 50 scored calls with one, 10 for each question, and each \
             question done and missed 8 times"
        );
    };
    let toml = weights::rewrite(&version.toml, &rows).with_context(|| {
        format!("the weights in '{key}' are not written one a line: change them by hand with scorecard export and add")
    })?;
    Ok(Proposal {
        version,
        rows,
        toml,
    })
}

/// Writes the proposal down as the next version of the form; what was scored keeps the version it was scored on.
///
/// # Errors
/// Another version was added meanwhile, or the store says no.
pub fn accept(store: &Store, proposal: &Proposal, now: DateTime<Utc>) -> Result<i64> {
    let form = Scorecard::parse("the new version", &proposal.toml)?;
    store.transaction(|store| {
        let newest = scorecard::newest(store, &form.key)?;
        if newest.version != proposal.version.version {
            bail!(
                "version {} was added meanwhile: look at the weights again",
                newest.version
            );
        }
        scorecard::add(
            store,
            &form,
            &proposal.toml,
            "weights taken from what goes with satisfied customers",
            now,
        )?;
        Ok(scorecard::newest(store, &form.key)?.version)
    })
}

/// What can be read from one behaviour, in a few words.
pub fn reading(driver: &Driver) -> String {
    let calls = |more: u32| {
        if more == 1 {
            "1 more call".to_owned()
        } else {
            format!("{more} more calls")
        }
    };
    match (driver.verdict, driver.place) {
        _ if driver.missed.0 == 0 => "always done: cannot tell".into(),
        _ if driver.done.0 == 0 => "never done: cannot tell".into(),
        (_, place) if place != Place::Unclear => place.says().into(),
        (Kind::VeryLikelyReal | Kind::ProbablyReal, _) if driver.stands_out => {
            "goes with satisfied customers".into()
        }
        (Kind::VeryLikelyReal | Kind::ProbablyReal, _) => "may be chance among so many".into(),
        (Kind::Leaning, _) => match driver.more_calls {
            Some(more) => format!("leaning: about {} of each", calls(more)),
            None => "leaning, not settled".into(),
        },
        (Kind::NoDifference, _) => "makes no difference that matters".into(),
        (Kind::TooFew, _) => match driver.more_calls {
            Some(more) => format!("too few: about {} of each", calls(more)),
            None => "too few to tell".into(),
        },
    }
}
