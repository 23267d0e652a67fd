//! A score that the rep accepts as fair: the rep's own score beside the owner's, what the two did not agree on, when the
//! rep saw it, and every earlier scoring of the call.

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;

use crate::domain::evaluation::{AnswerValue, Answers, open_questions, score};
use crate::domain::fairness::{Alike, Beside, alike, beside};
use crate::domain::id::{EvaluationId, RepId};
use crate::domain::scorecard::Question;
use crate::domain::week::Week;
use crate::ops::submit::{self, Form};
use crate::store::disagreement::Disagreement;
use crate::store::evaluation::Evaluation;
use crate::store::own_score::{OwnAnswer, OwnScore};
use crate::store::{Store, disagreement, evaluation, own_score};

/// One submitted score with all that makes it fair.
#[derive(Debug, Clone)]
pub struct Fair {
    /// The owner's score.
    pub form: Form,
    /// The rep's own, where there is one.
    pub own: Option<OwnScore>,
    /// The rep's answers that the owner's form takes.
    pub own_answers: Answers,
    /// Both, question by question.
    pub rows: Vec<Beside>,
    /// What the two did not agree on.
    pub disagreements: Vec<Disagreement>,
    /// When the rep saw the score.
    pub acknowledged_on: Option<NaiveDate>,
    /// Every scoring of the call by the owner, the first first; those that came back blind are left out.
    pub versions: Vec<Evaluation>,
}

impl Fair {
    /// What the rep's own answers come to, once every question is answered and enough applied.
    pub fn own_quality(&self) -> Option<f64> {
        let score = score(&self.form.version.scorecard, &self.own_answers).ok()?;
        score.quality
    }

    /// How many questions the rep left open.
    pub fn own_open(&self) -> usize {
        open_questions(&self.form.version.scorecard, &self.own_answers).len()
    }

    /// How often both gave the same answer.
    pub fn alike(&self) -> Alike {
        alike(&self.rows)
    }

    /// What was said on a question.
    pub fn disagreement(&self, question: &str) -> Option<&Disagreement> {
        self.disagreements
            .iter()
            .find(|one| one.question == question)
    }

    /// The owner's quality.
    pub fn quality(&self) -> Option<f64> {
        self.form
            .evaluation
            .result
            .as_ref()
            .and_then(|one| one.quality)
    }

    /// Whether the two do not see a question alike: another answer, or words against it.
    pub fn is_open(&self, row: &Beside) -> bool {
        row.is_same() == Some(false) || self.disagreement(&row.question).is_some()
    }

    /// A question that the two do not see alike, in words: both answers, and what was said.
    pub fn told(&self, row: &Beside) -> String {
        let word = |value: &Option<AnswerValue>| match value {
            Some(AnswerValue::Na) => "n/a".to_owned(),
            Some(value) => value.word().into_owned(),
            None => "nothing".to_owned(),
        };
        let mut text = row.text.clone();
        if row.rep.is_some() {
            let (owner, rep) = (word(&row.owner), word(&row.rep));
            text.push_str(&format!(
                ": {owner} by the owner, {rep} by {}",
                self.form.call.rep
            ));
        }
        if let Some(said) = self.disagreement(&row.question) {
            text.push_str(&format!(". {}", said.note));
        }
        text
    }

    /// The place of this scoring among those of the call, from 0.
    pub fn place(&self) -> Option<usize> {
        let id = self.form.evaluation.id;
        self.versions.iter().position(|one| one.id == id)
    }
}

/// Reads a submitted score.
///
/// # Errors
/// It is a draft still: what the rep thinks must not steer the owner.
pub fn load(store: &Store, id: EvaluationId) -> Result<Fair> {
    let form = submit::load(store, id)?;
    if form.evaluation.submitted_at.is_none() {
        bail!("evaluation {id} is not finished yet: the rep's own score is shown beside it then");
    }
    let own = own_score::find(store, form.call.id)?;
    let card = &form.version.scorecard;
    let given = own.iter().flat_map(|own| &own.answers);
    let own_answers: Answers = given
        .filter_map(|one| {
            let question = card.question(&one.question)?;
            let value = AnswerValue::parse(question, &one.value).ok()?;
            Some((one.question.clone(), value))
        })
        .collect();
    Ok(Fair {
        rows: beside(card, &form.answers, &own_answers),
        disagreements: disagreement::list(store, id)?,
        acknowledged_on: own_score::acknowledged_on(store, id)?,
        versions: evaluation::versions(store, form.call.id)?,
        own,
        own_answers,
        form,
    })
}

/// Puts an answer of the rep down, from paper, or takes it away with `None`.
///
/// # Errors
/// The owner's score is not finished, or the form has no such question.
pub fn answer(
    store: &Store,
    id: EvaluationId,
    question: &str,
    value: Option<&AnswerValue>,
    today: NaiveDate,
) -> Result<()> {
    store.transaction(|store| {
        let form = submit::load(store, id)?;
        asked_for(&form, question)?;
        if form.evaluation.submitted_at.is_none() {
            bail!("finish your own score of this call first: the rep's must not steer it");
        }
        let call = form.call.id;
        let Some(value) = value else {
            return Ok(own_score::clear(store, call, question)?);
        };
        let earlier = own_score::find(store, call)?.map_or(Vec::new(), |own| own.answers);
        let earlier = earlier.into_iter().find(|one| one.question == question);
        own_score::begin(store, call, today, None)?;
        let answer = OwnAnswer {
            question: question.to_owned(),
            value: value.word().into_owned(),
            comment: earlier.map_or(String::new(), |one| one.comment),
        };
        Ok(own_score::answer(store, call, &answer)?)
    })
}

/// Writes down what was not agreed on a question; an empty note takes it away.
///
/// # Errors
/// The form has no such question, or the score is not finished.
pub fn disagree(
    store: &Store,
    id: EvaluationId,
    question: &str,
    note: &str,
    today: NaiveDate,
) -> Result<()> {
    let form = submit::load(store, id)?;
    asked_for(&form, question)?;
    if form.evaluation.submitted_at.is_none() {
        bail!("this score is not finished: there is nothing yet to disagree with");
    }
    Ok(disagreement::set(store, id, question, note, today)?)
}

fn asked_for<'f>(form: &'f Form, question: &str) -> Result<&'f Question> {
    let card = &form.version.scorecard;
    card.question(question).with_context(|| {
        let keys: Vec<&str> = card.questions().map(|one| one.key.as_str()).collect();
        format!(
            "{} has no question {question}; it has {}",
            card.name,
            keys.join(", ")
        )
    })
}

/// The scores of a rep's calls in some weeks that the rep scored as well or did not agree with, the latest call first.
pub fn of_rep(store: &Store, rep: RepId, weeks: (Week, Week)) -> Result<Vec<Fair>> {
    let found = own_score::beside(store, rep, weeks)?;
    found.into_iter().map(|id| load(store, id)).collect()
}

/// How alike the owner and a rep score, over these calls.
pub fn alike_over(scores: &[Fair]) -> Alike {
    alike(scores.iter().flat_map(|one| &one.rows))
}

#[cfg(test)]
mod tests;
