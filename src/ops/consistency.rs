//! The listener's own consistency: brings scored calls back, opens them blind, and tells how alike they were scored.

use anyhow::{Result, bail};
use chrono::{DateTime, Datelike, TimeDelta, Utc};

use crate::domain::consistency::{
    self, A_MONTH, AFTER_DAYS, Alike, Consistency, Drift, Given, Twice,
};
use crate::domain::draw;
use crate::domain::id::{CallId, EvaluationId};
use crate::ops::submit::{self, Form};
use crate::store::evaluation::NewEvaluation;
use crate::store::recheck::{self, Waiting};
use crate::store::{Store, evaluation};

/// Brings two calls back that were scored more than 30 days ago, by their tickets; once a month, and never more while
/// some still wait. Gives how many came back.
pub fn bring_back(store: &Store, seed: &str, now: DateTime<Utc>) -> Result<usize> {
    let month = i64::from(now.year()) * 100 + i64::from(now.month());
    if recheck::count(store, month)? > 0 || !recheck::waiting(store)?.is_empty() {
        return Ok(0);
    }
    let eligible = recheck::eligible(store, now - TimeDelta::days(AFTER_DAYS))?;
    let back = draw::order(seed, eligible).into_iter().take(A_MONTH);
    let mut count = 0;
    for (_, call) in back {
        recheck::add(store, call.first, month, seed, now)?;
        count += 1;
    }
    Ok(count)
}

/// Opens the form of a call that came back, on the version it was scored on the first time and with none of its answers.
///
/// # Errors
/// The call is open for another scoring.
pub fn open(store: &Store, waiting: &Waiting, now: DateTime<Utc>) -> Result<CallId> {
    store.transaction(|store| {
        if waiting.again.is_some() {
            return Ok(waiting.call);
        }
        if evaluation::draft_of(store, waiting.call)?.is_some() {
            bail!("this call is open on the form already: finish that first");
        }
        let first = evaluation::get(store, waiting.first)?;
        let new = NewEvaluation {
            call_id: waiting.call,
            rep_id: first.rep_id,
            scorecard_id: first.scorecard_id,
            lane: first.lane,
            pick_id: None,
            week: first.week,
        };
        let again = evaluation::add(store, &new, now)?;
        recheck::begin(store, waiting.id, again)?;
        Ok(waiting.call)
    })
}

/// How alike the owner scores, over the newest calls that were scored twice.
pub fn report(store: &Store) -> Result<Consistency> {
    let mut twice = Vec::new();
    let mut qualities = Vec::new();
    let pairs = recheck::pairs(store, consistency::MOST)?;
    let mut versions = submit::Versions::default();
    for (first, again) in &pairs {
        let mut load = |id: EvaluationId| versions.load(store, id);
        let forms = [load(*first)?, load(*again)?];
        if let [Some(first), Some(again)] = forms.each_ref().map(quality) {
            qualities.push((first, again));
        }
        twice.extend(both(&forms));
    }
    Ok(consistency::consistency(&twice, &qualities, pairs.len()))
}

/// Whether the owner has become stricter or milder, for the trends. None below three calls scored twice.
pub fn drift(store: &Store) -> Result<Option<Drift>> {
    Ok(Drift::of(&recheck::differences(store)?))
}

fn quality(form: &Form) -> Option<f64> {
    form.evaluation
        .result
        .as_ref()
        .and_then(|result| result.quality)
}

/// The questions that have an answer in both forms; those in words are left out.
fn both(forms: &[Form; 2]) -> Vec<Twice> {
    let [first, again] = forms;
    let answer = |form: &Form, key: &str| -> Option<Given> {
        let question = form
            .version
            .scorecard
            .question(key)
            .filter(|one| !one.is_optional())?;
        let value = form.answers.of(question)?;
        Some(Given {
            value: value.word().into_owned(),
            points: value.points(question),
            note: form.comments.get(key).cloned().unwrap_or_default(),
        })
    };
    let one = |question: &crate::domain::scorecard::Question| {
        Some(Twice {
            question: question.key.clone(),
            text: question.text.clone(),
            customer: first.call.customer.clone(),
            on: first.call.started_at.date_naive(),
            answers: [answer(first, &question.key)?, answer(again, &question.key)?],
        })
    };
    first
        .version
        .scorecard
        .questions()
        .filter_map(one)
        .collect()
}

/// The report as lines for people: one a paragraph; lines that begin with a blank are set as they are.
pub fn page(found: &Consistency) -> Vec<String> {
    let mut lines = vec![found.text.clone()];
    if let (Some(ac1), kappa) = (found.ac1, found.kappa) {
        let kappa = kappa.map_or("not defined here".to_owned(), |kappa| format!("{kappa:.2}"));
        lines.push(format!(
            "Beyond what chance alone would agree on: AC1 {ac1:.2} (1 is always alike, 0 is chance); Cohen's kappa {kappa}, which \
             is low whenever nearly everything is done."
        ));
    }
    let differing: Vec<&Alike> = found
        .questions
        .iter()
        .filter(|alike| !alike.differing.is_empty())
        .collect();
    if !differing.is_empty() {
        lines.extend([String::new(), "Not scored alike:".to_owned()]);
    }
    for alike in differing {
        lines.push(format!(
            "{}: {} of {} the same",
            alike.text, alike.same, alike.n
        ));
        for twice in &alike.differing {
            let with = if twice.customer.is_empty() {
                "a customer without a name"
            } else {
                &twice.customer
            };
            let said = |given: &Given| match given.note.as_str() {
                "" => given.value.clone(),
                note => format!("{} (\u{201c}{note}\u{201d})", given.value),
            };
            let [first, again] = &twice.answers;
            lines.push(format!(
                "- {with}, {}: first {}, then {}",
                twice.on,
                said(first),
                said(again)
            ));
        }
    }
    let alike = found
        .questions
        .iter()
        .filter(|alike| alike.differing.is_empty())
        .count();
    if alike > 0 {
        lines.push(String::new());
        lines.push(match alike {
            1 => "1 question was always answered alike.".to_owned(),
            alike => format!("{alike} questions were always answered alike."),
        });
    }
    lines
}

#[cfg(test)]
mod tests;
