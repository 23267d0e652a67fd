//! An open form, changed by what its owner saw: what another window wrote meanwhile is never written over unseen.

use anyhow::{Result, bail};
use chrono::{DateTime, Utc};

use crate::domain::evaluation::{Answers, Score};
use crate::domain::id::{EvaluationId, QuestionId};
use crate::ops::submit::{self, Noted};
use crate::store::{Store, StoreError, evaluation};

/// Puts an answer down in the place of `seen`, or takes it back with `None`.
///
/// # Errors
/// Something else than `seen` stands there, or the evaluation was submitted meanwhile.
pub fn answer(
    store: &Store,
    id: EvaluationId,
    question: QuestionId,
    seen: Option<&str>,
    value: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    store.transaction(|store| {
        let (there, _) = evaluation::answer_of(store, id, question)?;
        evaluation::answer(store, id, question, value, now)?;
        if there.as_deref() == seen {
            return Ok(());
        }
        let there = there.unwrap_or_else(|| "no answer".into());
        Err(changed(&there))
    })
}

/// Puts a comment on a question down in the place of `seen`.
///
/// # Errors
/// As [`answer`].
pub fn comment(
    store: &Store,
    id: EvaluationId,
    question: QuestionId,
    seen: &str,
    text: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    store.transaction(|store| {
        let (_, there) = evaluation::answer_of(store, id, question)?;
        evaluation::comment(store, id, question, text, now)?;
        if there == seen {
            return Ok(());
        }
        Err(changed(&there))
    })
}

fn changed(there: &str) -> StoreError {
    StoreError::Refused(format!(
        "changed in another window meanwhile, where '{there}' stands now. Nothing was written: do it again to change that"
    ))
}

/// What the owner noted of the end of the call while the form was open.
fn noted(end: &evaluation::End) -> Noted {
    Noted {
        solved: end.solved,
        satisfied: end.satisfied.clone(),
        follow_up_on: end.follow_up_on.as_deref().and_then(|on| on.parse().ok()),
        referral: None,
    }
}

/// Submits a draft whose answers are those that were `seen`.
///
/// # Errors
/// They are others now; else as [`submit::submit`].
pub fn submit_seen(
    store: &Store,
    id: EvaluationId,
    seen: &Answers,
    at: DateTime<Utc>,
) -> Result<Score> {
    store.transaction(|store| {
        let form = submit::load(store, id)?;
        if form.evaluation.submitted_at.is_none() && form.answers != *seen {
            bail!(
                "answers were changed in another window meanwhile: look at them, then finish again"
            );
        }
        submit::submit(store, id, &noted(&evaluation::end(store, id)?), at)
    })
}
