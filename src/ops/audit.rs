//! Random audits: draws calls that nobody expected from the frames of a week's draws, takes the answers to their
//! compliance questions, and tells what these can mean. Kept apart from every KPI.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};

use crate::domain::audit::{self as rules, Kept, Rule, Status};
use crate::domain::id::{AuditId, RepId, ScorecardId};
use crate::domain::scorecard::Question;
use crate::domain::week::Week;
use crate::ops::submit::usual_scorecard;
use crate::store::audit::{self, Audit, Unexpected};
use crate::store::{Store, scorecard};

/// Calls of each rep unless told otherwise.
pub const PER_REP: usize = 2;
/// Weeks that are reported on unless told otherwise.
pub const WEEKS: i64 = 13;

/// One audit with its short form.
#[derive(Debug, Clone)]
pub struct Form {
    /// The audit.
    pub audit: Audit,
    /// The compliance questions of its form.
    pub questions: Vec<Question>,
    /// The answers so far, by question key.
    pub answers: BTreeMap<String, Kept>,
}

impl Form {
    /// The questions that are not answered.
    pub fn open(&self) -> impl Iterator<Item = &Question> {
        let is_open = |one: &&Question| !self.answers.contains_key(&one.key);
        self.questions.iter().filter(is_open)
    }
}

/// Draws audits until each rep has `per_rep` in this week, as far as there are calls that nobody expects: those of the
/// lowest tickets. How many were added.
///
/// # Errors
/// Nothing was drawn in this week yet: an audit takes its calls from the same frame.
pub fn draw(store: &Store, week: Week, per_rep: usize, now: DateTime<Utc>) -> Result<usize> {
    store.transaction(|store| {
        if crate::store::draw::list(store, week)?.is_empty() {
            bail!("nothing is drawn in {week} yet: an audit takes its calls from the same frame, so draw first");
        }
        let mut have: BTreeMap<RepId, usize> = BTreeMap::new();
        for one in audit::list(store, (week, week))? {
            *have.entry(one.rep_id).or_default() += usize::from(one.status != Status::Skipped);
        }
        let mut calls: Vec<(String, Unexpected)> = audit::unexpected(store, week)?
            .into_iter()
            .map(|one| (rules::ticket_of(&one.seed, &one.ticket_id), one))
            .collect();
        calls.sort_by(|one, other| one.0.cmp(&other.0));
        let mut added = 0;
        for (_, call) in &calls {
            let have = have.entry(call.rep).or_default();
            if *have >= per_rep {
                continue;
            }
            let form = scorecard::newest(store, &usual_scorecard(store, call.channel)?)?;
            if rules::questions(&form.scorecard).is_empty() {
                bail!(
                    "{} has no compliance question: an audit asks nothing else. Make a question critical = \"compliance\" first",
                    form.scorecard.name
                );
            }
            audit::add(store, call, form.id, now)?;
            *have += 1;
            added += 1;
        }
        Ok(added)
    })
}

/// The audits of some weeks with their short forms, by call.
pub fn list(store: &Store, weeks: (Week, Week)) -> Result<Vec<Form>> {
    let mut cards: BTreeMap<ScorecardId, Vec<Question>> = BTreeMap::new();
    let mut forms = Vec::new();
    for one in audit::list(store, weeks)? {
        if !cards.contains_key(&one.scorecard) {
            let card = scorecard::get(store, one.scorecard)?.scorecard;
            let asked = rules::questions(&card).into_iter().cloned().collect();
            cards.insert(one.scorecard, asked);
        }
        let questions = cards.get(&one.scorecard).cloned().unwrap_or_default();
        forms.push(form(store, one, questions)?);
    }
    Ok(forms)
}

/// Puts an answer down, or takes it away. An audit is done with its last answer, and waits again without it.
///
/// # Errors
/// There is no such audit, no such question in its form, or n/a is no answer to it.
pub fn answer(
    store: &Store,
    id: AuditId,
    question: &str,
    value: Option<Kept>,
    now: DateTime<Utc>,
) -> Result<()> {
    store.transaction(|store| {
        let form = find(store, id)?;
        let asked = form.questions.iter().find(|one| one.key == question);
        let asked = asked.with_context(|| {
            let keys: Vec<&str> = form.questions.iter().map(|one| one.key.as_str()).collect();
            format!(
                "audit {id} does not ask {question}; it asks {}",
                keys.join(", ")
            )
        })?;
        if value == Some(Kept::Na) && !rules::may_not_apply(asked) {
            bail!("{} always applies: say yes or no", asked.text);
        }
        audit::answer(store, id, question, value)?;
        let open = find(store, id)?.open().count();
        let status = if open == 0 {
            Status::Done
        } else {
            Status::Waiting
        };
        Ok(audit::set_status(store, id, status, now)?)
    })
}

/// Passes over a call that could not be heard, so that the next [`draw`] puts another in its place; `false` takes that
/// back.
pub fn skip(store: &Store, id: AuditId, skipped: bool, now: DateTime<Utc>) -> Result<()> {
    let form = find(store, id)?;
    let status = match (skipped, form.open().count()) {
        (true, _) => Status::Skipped,
        (false, 0) => Status::Done,
        (false, _) => Status::Waiting,
    };
    Ok(audit::set_status(store, id, status, now)?)
}

/// One audit with its short form.
///
/// # Errors
/// There is no such audit.
pub fn find(store: &Store, id: AuditId) -> Result<Form> {
    let audit = audit::get(store, id)?;
    let card = scorecard::get(store, audit.scorecard)?.scorecard;
    form(
        store,
        audit,
        rules::questions(&card).into_iter().cloned().collect(),
    )
}

fn form(store: &Store, audit: Audit, questions: Vec<Question>) -> Result<Form> {
    Ok(Form {
        questions,
        answers: audit::answers(store, audit.id)?.into_iter().collect(),
        audit,
    })
}

/// What the audits of some weeks came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Audits that are done.
    pub done: u64,
    /// Those that wait.
    pub waiting: u64,
    /// Those that could not be heard.
    pub skipped: u64,
    /// The calls in the frames from which they were drawn.
    pub framed: u64,
    /// Each rule, in the order in which it was first asked.
    pub rules: Vec<Rule>,
}

/// Tells what the audits of some weeks came to, over all reps: an audit looks for what must never happen, not at people.
pub fn report(store: &Store, weeks: (Week, Week)) -> Result<Report> {
    let forms = list(store, weeks)?;
    let with = |status: Status| {
        forms
            .iter()
            .filter(|one| one.audit.status == status)
            .count() as u64
    };
    let mut rules: Vec<Rule> = Vec::new();
    for form in forms.iter().filter(|one| one.audit.status == Status::Done) {
        for question in &form.questions {
            let at = rules.iter().position(|rule| rule.question == question.key);
            let at = at.unwrap_or_else(|| {
                rules.push(Rule {
                    question: question.key.clone(),
                    text: question.text.clone(),
                    calls: 0,
                    broken: 0,
                });
                rules.len() - 1
            });
            let answer = form.answers.get(&question.key);
            if let (Some(rule), Some(Kept::Yes | Kept::No)) = (rules.get_mut(at), answer) {
                rule.calls += 1;
                rule.broken += u64::from(answer == Some(&Kept::No));
            }
        }
    }
    Ok(Report {
        done: with(Status::Done),
        waiting: with(Status::Waiting),
        skipped: with(Status::Skipped),
        framed: audit::framed(store, weeks)?,
        rules,
    })
}

#[cfg(test)]
mod tests;
