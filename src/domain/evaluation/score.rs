//! What the answers to a scorecard come to: quality and critical errors side by side, never one inside the other.

use super::line::{Line, Standing, lines, weighed};
use super::{AnswerValue, Answers, Referral, open_questions};
use crate::domain::call::words;
use crate::domain::scorecard::{Class, Measure, Role, Scorecard};

/// What one call's answers come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// `100 * sum(weight * points) / sum(weight)` over the questions that applied, 0 to 100 in full precision; none
    /// unless the status is `Ok`.
    pub quality: Option<f64>,
    /// Whether there is a quality, and if not, why.
    pub status: Status,
    /// The share of the scorecard's weight that applied, 0 to 1.
    pub applicable_share: f64,
    /// The second number.
    pub errors: CriticalErrors,
    /// Whether the customer's matter was solved on this call; none when nothing asked for it or it did not apply.
    pub solved: Option<bool>,
    /// Whether a satisfied customer was asked for a referral; none when the scorecard does not ask for it.
    pub referral: Option<Referral>,
    /// Each question in order, with its part in the quality.
    pub lines: Vec<Line>,
}

impl Score {
    /// The share of the section at index `section` in the weight that applied, 0 to 1.
    pub fn section_share(&self, section: usize) -> f64 {
        self.lines
            .iter()
            .filter(|line| line.section == section)
            .map(|line| line.share)
            .sum()
    }
}

words! {
    /// Whether a call has a quality.
    Status {
        /// It has.
        Ok = "ok",
        /// Too little of the scorecard's weight applied: evaluated, but out of the means.
        NotScorable = "not_scorable",
        /// Nothing that is scored applied: the same.
        AllNa = "all_na",
    }
}

/// Critical errors by class; none for a class of which no question applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CriticalErrors {
    /// That hurt the customer.
    pub customer: Option<u32>,
    /// That hurt the business.
    pub business: Option<u32>,
    /// Against the law or the house's own rules.
    pub compliance: Option<u32>,
}

impl CriticalErrors {
    /// Those of one class.
    pub fn of(&self, class: Class) -> Option<u32> {
        match class {
            Class::Customer => self.customer,
            Class::Business => self.business,
            Class::Compliance => self.compliance,
        }
    }

    fn applied(&mut self, class: Class, failed: bool) {
        let count = match class {
            Class::Customer => &mut self.customer,
            Class::Business => &mut self.business,
            Class::Compliance => &mut self.compliance,
        };
        *count = Some(count.unwrap_or(0) + u32::from(failed));
    }
}

/// Why answers cannot be scored yet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("still open: {}; answer each, with na where it did not apply", keys.join(", "))]
pub struct Unanswered {
    /// The keys of the open questions in order.
    pub keys: Vec<String>,
}

/// Scores `answers`; refused while a question that applies is open.
pub fn score(scorecard: &Scorecard, answers: &Answers) -> Result<Score, Unanswered> {
    let open = open_questions(scorecard, answers);
    if !open.is_empty() {
        let keys = scorecard
            .questions()
            .enumerate()
            .filter(|(at, _)| open.contains(at))
            .map(|(_, one)| one.key.clone())
            .collect();
        return Err(Unanswered { keys });
    }
    let lines = lines(scorecard, answers);
    let items = weighed(&lines);
    let applicable: f64 = items.iter().map(|(weight, _)| weight).sum();
    let applicable_share = applicable / scorecard.total_weight();
    // The slack keeps sums such as 0.1 + 0.2 from missing their own half.
    let is_enough = applicable_share + 1e-9 >= scorecard.min_applicable_share;
    let (status, quality) = match quality(&items) {
        None => (Status::AllNa, None),
        Some(_) if !is_enough => (Status::NotScorable, None),
        Some(quality) => (Status::Ok, Some(quality)),
    };
    Ok(Score {
        quality,
        status,
        applicable_share,
        errors: errors(&lines),
        solved: solved(scorecard, &lines),
        referral: referral(scorecard, &lines),
        lines,
    })
}

/// `100 * sum(weight * points) / sum(weight)`, 0 to 100; none when nothing weighs.
pub fn quality(items: &[(f64, f64)]) -> Option<f64> {
    let weight: f64 = items.iter().map(|(weight, _)| weight).sum();
    let earned: f64 = items.iter().map(|(weight, points)| weight * points).sum();
    (weight > 0.0).then(|| 100.0 * (earned / weight))
}

/// What the answers given so far come to: quality over them alone; none before the first that weighs.
pub fn so_far(scorecard: &Scorecard, answers: &Answers) -> Option<f64> {
    quality(&weighed(&lines(scorecard, answers)))
}

/// A quality or a share in per cent as it is shown: one decimal, halves away from zero. Only ever for the eye.
pub fn shown(value: f64) -> f64 {
    // A half that was computed may lie a hair below itself.
    let hair = 1e-9_f64.copysign(value);
    (value * 10.0 + hair).round() / 10.0
}

fn errors(lines: &[Line]) -> CriticalErrors {
    let mut errors = CriticalErrors::default();
    for line in lines {
        if let (Measure::Critical(class), Standing::Answered(value)) =
            (line.measure, &line.standing)
            && *value != AnswerValue::Na
        {
            errors.applied(class, *value == AnswerValue::No);
        }
    }
    errors
}

fn standing_of<'a>(scorecard: &Scorecard, lines: &'a [Line], role: Role) -> Option<&'a Standing> {
    let question = scorecard.with_role(role)?;
    lines
        .iter()
        .find(|line| line.question == question.key)
        .map(|line| &line.standing)
}

fn solved(scorecard: &Scorecard, lines: &[Line]) -> Option<bool> {
    match standing_of(scorecard, lines, Role::Solved)? {
        Standing::Answered(AnswerValue::Yes) => Some(true),
        Standing::Answered(AnswerValue::No) => Some(false),
        _ => None,
    }
}

fn referral(scorecard: &Scorecard, lines: &[Line]) -> Option<Referral> {
    Some(match standing_of(scorecard, lines, Role::Referral)? {
        Standing::Answered(AnswerValue::Yes) => Referral::Asked,
        Standing::Answered(AnswerValue::No) => Referral::Missed,
        _ => Referral::NotFitting,
    })
}

#[cfg(test)]
mod tests;
