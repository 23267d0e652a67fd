//! What came before with the customer: the last calls, who took them, how they ended.

use anyhow::Result;

use crate::domain::call::Call;
use crate::store::{Store, call, evaluation};

/// One earlier call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Day and month.
    pub on: String,
    /// Who took it.
    pub rep: String,
    /// `solved`, `not solved`, or empty when it was not heard.
    pub ended: &'static str,
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
        past.push(Past {
            on: earlier.started_at.format("%-d %b").to_string(),
            rep: earlier.rep,
            ended,
        });
    }
    Ok(past)
}
