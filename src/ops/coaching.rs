//! Coaching at the desk: what is agreed, how it is going, how it ends. Whom to look at first stands in `standing`, what
//! praise may be for in `earned`.

pub mod earned;
pub mod standing;

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;

use crate::domain::coaching::trial::{Agreement, Trial, trial};
use crate::domain::coaching::{
    Commitment, CommitmentState, FEWEST_CALLS, MOST_CALLS, USUAL_CALLS, usual_check,
};
use crate::domain::id::{CommitmentId, EvaluationId, MomentId, RepId};
use crate::domain::scorecard::Question;
use crate::domain::voice::MomentKind;
use crate::ops::submit::explain::explain;
use crate::store::commitment::NewCommitment;
use crate::store::{Store, commitment, desk, moment, scorecard};

/// What is to be agreed. Empty texts and `None` follow from the question and from what is usual.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The key of the question that tells.
    pub question: String,
    /// The behaviour in their words.
    pub what: String,
    /// What done looks like.
    pub done_when: String,
    /// When it is looked at.
    pub check_on: Option<NaiveDate>,
    /// On how many calls it is judged.
    pub calls: Option<i64>,
    /// The scored call that gives rise to it: its moments to do better are the evidence unless others are named.
    pub evaluation: Option<EvaluationId>,
    /// The moments that show it.
    pub evidence: Vec<MomentId>,
    /// Whether it may stand beside another one of the same rep.
    pub also: bool,
}

/// Agrees on something with a rep, from `today` on.
///
/// # Errors
/// The rep works on something already and `also` is not set; no form asks the question; a day or a number that cannot be.
pub fn open(
    store: &Store,
    rep: RepId,
    request: &Request,
    today: NaiveDate,
) -> Result<CommitmentId> {
    store.transaction(|store| {
        let question = question(store, &request.question)?;
        let others = commitment::list(store, Some(rep))?;
        if let Some(other) = others.iter().find(|one| one.state.is_open() && !request.also) {
            bail!(
                "{} is working on something already: \"{}\". One behaviour at a time is enough; close it, or add this \
                 one as well (--also)",
                other.rep,
                other.what
            );
        }
        let calls = request.calls.unwrap_or(USUAL_CALLS);
        if !(FEWEST_CALLS..=MOST_CALLS).contains(&calls) {
            bail!(
                "{calls} calls cannot be judged: say between {FEWEST_CALLS} and {MOST_CALLS}; with fewer no result could \
                 be convincing"
            );
        }
        let check_on = request.check_on.unwrap_or_else(|| usual_check(today));
        if check_on <= today {
            bail!("the check on {check_on} is not in the future: choose a later day");
        }
        let evidence = match (request.evidence.as_slice(), request.evaluation) {
            ([], Some(evaluation)) => to_improve(store, evaluation)?,
            (named, _) => named.to_vec(),
        };
        let new = NewCommitment {
            rep_id: rep,
            question: &question.key,
            what: or(&request.what, &question.text),
            done_when: or(&request.done_when, &question.guide.yes),
            agreed_on: today,
            check_on,
            calls,
            evaluation: request.evaluation,
            evidence: &evidence,
        };
        Ok(commitment::add(store, &new)?)
    })
}

fn or<'t>(text: &'t str, otherwise: &'t str) -> &'t str {
    if text.trim().is_empty() {
        otherwise
    } else {
        text.trim()
    }
}

/// The moments of a scored call that are to do better.
fn to_improve(store: &Store, id: EvaluationId) -> Result<Vec<MomentId>> {
    let moments = moment::list(store, id)?.into_iter();
    let improve = moments.filter(|one| one.kind == MomentKind::Improve);
    Ok(improve.map(|one| one.id).collect())
}

/// The questions that can be coached, in the order of the forms, each once: the desk's own form first.
pub fn questions(store: &Store) -> Result<Vec<Question>> {
    let usual = desk::get(store)?.scorecard;
    let mut forms = scorecard::list(store)?;
    forms.sort_by_key(|form| form.key != usual);
    let mut found: Vec<Question> = Vec::new();
    for form in forms {
        for question in scorecard::get(store, form.id)?.scorecard.questions() {
            let counts = question.weight().is_some() || question.critical().is_some();
            if counts && !found.iter().any(|known| known.key == question.key) {
                found.push(question.clone());
            }
        }
    }
    Ok(found)
}

/// The question of this key, or the only one whose words contain the text.
///
/// # Errors
/// There is none, or more than one.
pub fn question(store: &Store, text: &str) -> Result<Question> {
    let mut all = questions(store)?;
    if let Some(at) = all.iter().position(|one| one.key == text) {
        return Ok(all.swap_remove(at));
    }
    let sought = text.trim().to_lowercase();
    all.retain(|one| !sought.is_empty() && one.text.to_lowercase().contains(&sought));
    match all.len() {
        1 => Ok(all.swap_remove(0)),
        0 => bail!(
            "no form asks a question '{text}': deskside scorecard show tells them with their keys"
        ),
        _ => {
            let keys: Vec<String> = all.into_iter().map(|one| one.key).collect();
            bail!(
                "'{text}' may be several questions: say one of {}",
                keys.join(", ")
            )
        }
    }
}

/// A commitment with its test.
#[derive(Debug, Clone)]
pub struct Followed {
    /// What was agreed.
    pub commitment: Commitment,
    /// The words of its question.
    pub question: String,
    /// Its state as it is told.
    pub state: CommitmentState,
    /// Before and after.
    pub trial: Trial,
}

impl Followed {
    /// Why it waits for the owner: its day has come, or every call is heard. None where it does not.
    pub fn waits(&self, today: NaiveDate) -> Option<String> {
        if !self.state.is_open() {
            return None;
        }
        if self.trial.is_full() {
            let calls = self.commitment.calls;
            return Some(format!(
                "All {calls} calls are heard: time to judge it together."
            ));
        }
        let days = (today - self.commitment.check_on).num_days();
        match days {
            ..0 => None,
            0 => Some("To be looked at today.".to_owned()),
            1 => Some("Should have been looked at yesterday.".to_owned()),
            days => Some(format!("Should have been looked at {days} days ago.")),
        }
    }

    /// What came of it: how it was closed, or how it stands.
    pub fn told(&self) -> String {
        if self.commitment.result.is_empty() {
            self.trial.text()
        } else {
            self.commitment.result.clone()
        }
    }
}

/// The commitments of a rep or of everybody that are asked for, with their tests, the latest first. Each test reads calls:
/// over the years there are many.
pub fn follow(
    store: &Store,
    rep: Option<RepId>,
    is_asked: impl FnMut(&Commitment) -> bool,
) -> Result<Vec<Followed>> {
    let asked = commitment::list(store, rep)?.into_iter().filter(is_asked);
    asked
        .map(|one| followed(store, one, NaiveDate::MAX))
        .collect()
}

/// Those that are open or were closed from `since` on, as it stood at the end of a day: calls after it do not count.
pub fn follow_between(store: &Store, since: NaiveDate, until: NaiveDate) -> Result<Vec<Followed>> {
    let all = commitment::list(store, None)?.into_iter();
    let asked = all.filter(|one| {
        one.agreed_on <= until && one.closed_on.is_none_or(|closed_on| since <= closed_on)
    });
    asked.map(|one| followed(store, one, until)).collect()
}

/// Those of a rep that are open, and the one that was closed last.
pub fn follow_now(store: &Store, rep: RepId) -> Result<(Vec<Followed>, Option<Followed>)> {
    let all = commitment::list(store, Some(rep))?.into_iter();
    let (open, closed): (Vec<_>, Vec<_>) = all.partition(|one| one.state.is_open());
    let last = closed.into_iter().max_by_key(|one| (one.closed_on, one.id));
    let follow = |one| followed(store, one, NaiveDate::MAX);
    Ok((
        open.into_iter().map(follow).collect::<Result<_>>()?,
        last.map(follow).transpose()?,
    ))
}

/// One commitment with its test.
pub fn follow_one(store: &Store, id: CommitmentId) -> Result<Followed> {
    followed(store, commitment::get(store, id)?, NaiveDate::MAX)
}

fn followed(store: &Store, commitment: Commitment, until: NaiveDate) -> Result<Followed> {
    let (question, rep) = (&commitment.question, commitment.rep_id);
    let causes = commitment::causes(store, commitment.id)?;
    let calls = usize::try_from(commitment.calls).unwrap_or_default();
    let most = calls + causes.len();
    let mut told = commitment::told(store, question, rep, commitment.agreed_on, most)?;
    told.retain(|one| one.on <= until);
    if let (Some(first), Some(last)) = (told.first(), told.last()) {
        let days = (first.on, last.on);
        told.extend(commitment::told_of_others(store, question, rep, days)?);
    }
    let agreement = Agreement {
        rep: commitment.rep_id,
        on: commitment.agreed_on,
        calls,
        evidence: &causes,
    };
    let trial = trial(&told, &agreement);
    let words = commitment::question_text(store, question)?;
    Ok(Followed {
        question: words.unwrap_or_else(|| commitment.question.clone()),
        state: commitment.standing(trial.after.calls),
        trial,
        commitment,
    })
}

/// Closes a commitment; without a state as the numbers judge it. What the test says then is kept with it. The state.
///
/// # Errors
/// It is closed already; the numbers do not decide and no state was given.
pub fn close(
    store: &Store,
    id: CommitmentId,
    state: Option<CommitmentState>,
    note: &str,
    today: NaiveDate,
) -> Result<CommitmentState> {
    store.transaction(|store| {
        let one = follow_one(store, id)?;
        if !one.state.is_open() {
            bail!("commitment {id} is closed already ({})", one.state);
        }
        let told = one.trial.text();
        let state = state.or_else(|| one.trial.judged()).with_context(|| {
            format!(
                "the numbers do not decide yet. {told} Say --as held, --as slipped or --as dropped"
            )
        })?;
        let result = match note.trim() {
            "" => told,
            note => format!("{told} {note}"),
        };
        commitment::set_state(store, id, state, Some(today), &result)?;
        Ok(state)
    })
}

/// What a commitment from this call would be about: the missed question that cost the most, a critical one before all
/// others. None where nothing was missed.
pub fn suggested(store: &Store, id: EvaluationId) -> Result<Option<String>> {
    let lines = explain(store, id)?.lines.into_iter();
    let missed = lines.filter_map(|line| {
        let points = line.points.filter(|points| *points < 1.0)?;
        let cost = line
            .weight
            .map_or(f64::INFINITY, |weight| weight * (1.0 - points));
        Some((cost, line.question))
    });
    let worst = missed.reduce(|worst, one| if one.0 > worst.0 { one } else { worst });
    Ok(worst.map(|(_, question)| question))
}

#[cfg(test)]
mod tests;
