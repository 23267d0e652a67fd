//! `deskside score`: which call to open the form of. The app itself is opened by the program.

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::domain::call::Instant;
use crate::domain::draw::PickStatus;
use crate::domain::id::CallId;
use crate::ops::draw::current_week;
use crate::ops::setup::this_week;
use crate::store::{Store, call, pick};

/// Open the scoring form of a call at once.
#[derive(Debug, Args)]
pub struct Score {
    /// The call: its number, its id in its source, or SOURCE:ID; the next one to hear when left out
    call: Option<String>,
    /// The next call that waits to be heard
    #[arg(long, conflicts_with = "call")]
    next: bool,
}

impl Score {
    /// The call that is meant.
    ///
    /// # Errors
    /// There is none.
    pub fn call(&self, store: &Store, now: Instant) -> Result<CallId> {
        if let Some(text) = &self.call {
            let found =
                call::by_name(store, text)?.with_context(|| format!("there is no call {text}"))?;
            return Ok(found.id);
        }
        let week = current_week(store, this_week(store, now)?)?;
        let waiting = pick::list(store, week)?
            .into_iter()
            .find(|(pick, _)| pick.status == PickStatus::Waiting);
        match waiting {
            Some((_, call)) => Ok(call.id),
            None => bail!("no call of {week} waits to be heard: deskside draw draws some"),
        }
    }
}
