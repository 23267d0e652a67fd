//! A customer whole: every call with how it ended, what is open and owed, what they said, what was joined with them; and who
//! of all customers waits.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::domain::call::{Call, Instant};
use crate::domain::customer::{Silence, silence};
use crate::domain::id::CustomerId;
use crate::ops::voice::comments_of;
use crate::store::became::{self, Became};
use crate::store::customer::merge::{self, Merged};
use crate::store::customer::waiting::{self, After};
use crate::store::owed::{self, Owed};
use crate::store::relationship::{self, Relationship};
use crate::store::survey::Comment;
use crate::store::voice::{self, Mention};
use crate::store::{Store, call, observation};

/// Calls of a customer that are listed.
const MOST_CALLS: i64 = 500;
/// Seconds back to the call that was heard: eight weeks for who called again, half a year for who is silent.
const AGAIN_SECS: i64 = 56 * 86_400;
const SILENT_SECS: i64 = 182 * 86_400;

/// Everything that is known of a customer.
#[derive(Debug)]
pub struct Whole {
    /// The row.
    pub id: CustomerId,
    /// Who it is, with what is open.
    pub known: Relationship,
    /// The calls, the latest first, with what became of each.
    pub calls: Vec<(Call, Became)>,
    /// What they said, what is owed to them, what was joined with them.
    pub around: Around,
}

/// What stands around the calls of a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Around {
    /// What they said in the calls heard, the latest first.
    pub said: Vec<Mention>,
    /// What they wrote in surveys, the latest first.
    pub wrote: Vec<Comment>,
    /// What is owed to them.
    pub owed: Vec<Owed>,
    /// What was joined with them, the latest first.
    pub merged: Vec<Merged>,
}

/// A customer whole; one who was joined with another leads to that one.
///
/// # Errors
/// There is no such customer.
pub fn whole(store: &Store, id: CustomerId) -> Result<Whole> {
    let id = merge::kept(store, id)?;
    let known = relationship::of(store, id)?;
    let calls = call::history(store, id, i64::MAX, MOST_CALLS)?.into_iter();
    let calls = calls.map(|call| {
        let became = became::of_call(store, call.id)?;
        Ok((call, became))
    });
    Ok(Whole {
        id,
        known,
        calls: calls.collect::<Result<_>>()?,
        around: around(store, id)?,
    })
}

/// What stands around the calls of a customer.
pub fn around(store: &Store, id: CustomerId) -> Result<Around> {
    Ok(Around {
        said: voice::of_customer(store, id)?,
        wrote: comments_of(store, id)?,
        owed: owed::of_customer(store, id)?,
        merged: merge::list(store, id)?,
    })
}

/// A customer who waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Who, and the call that was heard.
    pub after: After,
    /// How long they are silent; none where they called again.
    pub silence: Option<Silence>,
}

impl Waiting {
    /// Why they wait, in a sentence; what matters comes first.
    pub fn told(&self) -> String {
        let rep = &self.after.rep;
        match &self.silence {
            Some(silence) => format!(
                "Silent for {} days, usually a call every {}; the last one, with {rep}, was bad.",
                silence.days, silence.usual_days
            ),
            None if self.after.again == 1 => format!("Called again, not solved with {rep}."),
            None => format!(
                "Called {} times more, not solved with {rep}.",
                self.after.again
            ),
        }
    }
}

/// Who called again after a call of the last eight weeks that did not solve it, the latest first.
pub fn unsolved(store: &Store, now: Instant) -> Result<Vec<Waiting>> {
    let Some(end) = end(store, now)? else {
        return Ok(Vec::new());
    };
    let found = waiting::unsolved(store, end.timestamp() - AGAIN_SECS)?;
    let one = |after| Waiting {
        after,
        silence: None,
    };
    Ok(found.into_iter().map(one).collect())
}

/// Who has gone quiet after a bad call in the last half year, the longest silent first.
pub fn quiet(store: &Store, now: Instant) -> Result<Vec<Waiting>> {
    let Some(end) = end(store, now)? else {
        return Ok(Vec::new());
    };
    let found = waiting::silent(store, end.timestamp() - SILENT_SECS)?;
    let quiet = found.into_iter().filter_map(|after| {
        let silence = silence(
            after.first_at?.to_utc(),
            after.called_at.to_utc(),
            after.before,
            end,
        )?;
        Some(Waiting {
            after,
            silence: Some(silence),
        })
    });
    Ok(quiet.collect())
}

/// Until when the log tells who called: its last call, at most now. None without calls.
fn end(store: &Store, now: Instant) -> Result<Option<DateTime<Utc>>> {
    Ok(observation::log_end(store)?.map(|end| end.min(now.to_utc())))
}

#[cfg(test)]
mod tests;
