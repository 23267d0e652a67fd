//! What is noted on an open form beside its answers, as one value: to be taken back, and to be given again.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::id::{EvaluationId, QuestionId};
use crate::store::evaluation::End;
use crate::store::moment::{Moment, Voice};
use crate::store::{Store, StoreError, evaluation, moment};

/// Comments, moments, the customer's words and how the call ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    comments: BTreeMap<String, String>,
    moments: Vec<Moment>,
    voices: Vec<Voice>,
    end: End,
}

impl Beside {
    /// What is another here than in `other`, in a word or two.
    pub fn differs_in(&self, other: &Self) -> &'static str {
        if self.comments != other.comments {
            "a comment"
        } else if self.moments != other.moments {
            "a moment"
        } else if self.voices != other.voices {
            "the customer's words"
        } else {
            "how it ended"
        }
    }
}

/// What is noted on a form as it stands.
pub fn read(store: &Store, id: EvaluationId) -> Result<Beside, StoreError> {
    let answers = evaluation::answers(store, id)?.into_iter();
    let commented = answers.filter(|one| !one.comment.is_empty());
    Ok(Beside {
        comments: commented.map(|one| (one.question, one.comment)).collect(),
        moments: moment::list(store, id)?,
        voices: moment::voices(store, id)?,
        end: evaluation::end(store, id)?,
    })
}

/// Puts `wanted` in the place of what was `seen`.
///
/// # Errors
/// Something else stands there: another window wrote meanwhile. Nothing is written then.
pub fn write(
    store: &Store,
    id: EvaluationId,
    questions: &BTreeMap<String, QuestionId>,
    seen: &Beside,
    wanted: &Beside,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    store.transaction(|store| {
        if read(store, id)? != *seen {
            return Err(StoreError::Refused(
                "something was noted in another window meanwhile. Nothing was written: look at it, then do it again"
                    .into(),
            ));
        }
        for (key, row) in questions {
            let text = |one: &Beside| one.comments.get(key).cloned().unwrap_or_default();
            if text(seen) != text(wanted) {
                evaluation::comment(store, id, *row, &text(wanted), now)?;
            }
        }
        write_moments(store, id, seen, wanted)?;
        write_voices(store, id, seen, wanted)?;
        evaluation::set_end(store, id, &wanted.end)
    })
}

fn write_moments(
    store: &Store,
    id: EvaluationId,
    seen: &Beside,
    wanted: &Beside,
) -> Result<(), StoreError> {
    let stays = |one: &Moment| wanted.moments.iter().any(|other| other.id == one.id);
    for one in seen.moments.iter().filter(|one| !stays(one)) {
        moment::remove(store, one.id)?;
    }
    for one in &wanted.moments {
        match seen.moments.iter().find(|other| other.id == one.id) {
            None => moment::put_back(store, id, one)?,
            Some(other) if other != one => moment::reword(store, one.id, &one.text)?,
            Some(_) => {}
        }
    }
    Ok(())
}

fn write_voices(
    store: &Store,
    id: EvaluationId,
    seen: &Beside,
    wanted: &Beside,
) -> Result<(), StoreError> {
    let stays = |one: &Voice| wanted.voices.iter().any(|other| other.id == one.id);
    for one in seen.voices.iter().filter(|one| !stays(one)) {
        moment::remove_voice(store, one.id)?;
    }
    for one in &wanted.voices {
        match seen.voices.iter().find(|other| other.id == one.id) {
            None => moment::put_voice_back(store, id, one)?,
            Some(other) if other != one => {
                moment::reword_voice(store, one.id, &one.quote, &one.stake)?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}
