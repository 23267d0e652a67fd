//! What came before with the customer: the last calls, who took them, how they ended.

use anyhow::Result;

use crate::domain::call::Call;
use crate::store::{Store, call, evaluation, survey};

/// One earlier call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Day and month.
    pub on: String,
    /// Who took it.
    pub rep: String,
    /// `solved`, `not solved`, or empty when it was not heard.
    pub ended: &'static str,
    /// What the customer wrote when asked about it; empty for nothing.
    pub wrote: String,
}

/// The last calls with the customer of this one, newest first.
pub fn of(store: &Store, now: &Call) -> Result<Vec<Past>> {
    let Some(customer) = now.customer_id else {
        return Ok(Vec::new());
    };
    let mut past = Vec::new();
    for earlier in call::history(store, customer, now.started_at.timestamp(), 4)? {
        let solved = evaluation::latest_of(store, earlier.id)?
            .and_then(|heard| heard.result)
            .and_then(|result| result.solved);
        let ended = match solved {
            Some(true) => "solved",
            Some(false) => "not solved",
            None if earlier.rep_id.is_none() => "nobody answered",
            None => "",
        };
        let answers = survey::of_call(store, earlier.id)?;
        let mut words = answers.into_iter().map(|answer| answer.comment);
        let wrote = words.find(|words| !words.is_empty());
        past.push(Past {
            wrote: wrote.unwrap_or_default(),
            on: earlier.started_at.format("%-d %b").to_string(),
            rep: earlier.rep,
            ended,
        });
    }
    Ok(past)
}
