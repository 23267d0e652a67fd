//! Critical errors of the week by class: the second number, always beside quality and never inside it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::discretion::clean;
use super::figures::{count, percent};
use crate::domain::call::Lane;
use crate::domain::id::EvaluationId;
use crate::domain::scorecard::Class;
use crate::stats::CONFIDENCE;
use crate::stats::proportion::clopper_pearson;
use crate::store::heard::{Failed, HeardCall};

/// Critical errors of the drawn calls of the week.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Critical {
    /// Drawn calls heard.
    pub calls: u64,
    /// Each class in order.
    pub classes: Vec<ClassErrors>,
}

/// Errors of one class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassErrors {
    /// Whom they hurt.
    pub class: Class,
    /// Calls with at least one.
    pub errors: u64,
    /// Calls in which a question of the class applied.
    pub calls: u64,
    /// `errors / calls`, 0 to 1; none when nothing applied.
    pub share: Option<f64>,
    /// What the true rate could be at least: Clopper-Pearson.
    pub low: Option<f64>,
    /// What it could be at most: Clopper-Pearson; one-sided when there was no error.
    pub high: Option<f64>,
    /// Of the range.
    pub confidence: f64,
    /// The same in words.
    pub text: String,
    /// The questions that were failed.
    pub questions: Vec<FailedQuestion>,
}

/// One critical question that was failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailedQuestion {
    /// Its words.
    pub question: String,
    /// In how many calls.
    pub calls: u64,
}

pub(super) fn gather(calls: &BTreeMap<EvaluationId, &HeardCall>, failed: &[Failed]) -> Critical {
    let drawn: Vec<&HeardCall> = calls
        .values()
        .copied()
        .filter(|call| call.lane == Lane::Random)
        .collect();
    let classes = Class::ALL.iter().map(|&class| {
        let errors: Vec<u32> = drawn
            .iter()
            .filter_map(|call| call.errors.of(class))
            .collect();
        let with_error = errors.iter().filter(|errors| **errors > 0).count() as u64;
        let questions = questions(failed.iter().filter(|one| one.class == class));
        let mut errors = of_class(class, with_error, errors.len() as u64, questions);
        if drawn.is_empty() {
            errors.text = "No drawn call was scored, so nothing is known.".into();
        }
        errors
    });
    Critical {
        calls: drawn.len() as u64,
        classes: classes.collect(),
    }
}

/// The questions that were failed, the most frequent first; one that was failed in several weeks once.
fn questions<'a>(failed: impl Iterator<Item = &'a Failed>) -> Vec<FailedQuestion> {
    let mut calls: BTreeMap<String, u64> = BTreeMap::new();
    for one in failed {
        *calls.entry(clean(&one.question)).or_default() += one.calls as u64;
    }
    let mut questions: Vec<FailedQuestion> = calls
        .into_iter()
        .map(|(question, calls)| FailedQuestion { question, calls })
        .collect();
    questions.sort_by_key(|one| std::cmp::Reverse(one.calls));
    questions
}

fn of_class(class: Class, errors: u64, calls: u64, questions: Vec<FailedQuestion>) -> ClassErrors {
    // With none seen only the upper end is in question, so the whole 5% may lie above it.
    let confidence = if errors == 0 {
        2.0 * CONFIDENCE - 1.0
    } else {
        CONFIDENCE
    };
    let range = clopper_pearson(errors, calls, confidence);
    let heard = count(calls, "call");
    let text = match range {
        None => "No question of this kind applied this week.".to_owned(),
        Some(range) if errors == 0 => format!(
            "None in {heard}; the true rate could still be up to {}.",
            percent(range.high)
        ),
        Some(range) => format!(
            "{errors} of {heard} ({}); the true rate could be anything from {} to {}.",
            percent(errors as f64 / calls as f64),
            percent(range.low),
            percent(range.high)
        ),
    };
    ClassErrors {
        class,
        errors,
        calls,
        share: (calls > 0).then(|| errors as f64 / calls as f64),
        low: range.map(|range| range.low),
        high: range.map(|range| range.high),
        confidence: CONFIDENCE,
        text,
        questions,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // One-sided: 1 - 0.05^(1/12) = 0.2209, the "rule of three" (Hanley & Lippman-Hand 1983, JAMA 249:1743).
    #[test]
    fn none_seen_in_12_calls_can_still_mean_22_per_cent() {
        let none = of_class(Class::Customer, 0, 12, Vec::new());
        assert_eq!(
            none.text,
            "None in 12 calls; the true rate could still be up to 22%."
        );
        assert!((none.high.unwrap_or(0.0) - (1.0 - 0.05_f64.powf(1.0 / 12.0))).abs() < 1e-9);
        assert_eq!(none.low, Some(0.0));
    }

    // Clopper-Pearson, 1 of 10: 0.0025 to 0.4450 (Clopper & Pearson 1934; R's binom.test gives the same).
    #[test]
    fn errors_that_were_seen_have_a_range_on_both_sides() {
        let one = of_class(Class::Business, 1, 10, Vec::new());
        assert_eq!(
            one.text,
            "1 of 10 calls (10%); the true rate could be anything from under 1% to 45%."
        );
    }

    #[test]
    fn a_class_that_never_applied_claims_nothing() {
        let nothing = of_class(Class::Compliance, 0, 0, Vec::new());
        assert_eq!(
            (nothing.share, nothing.low, nothing.high),
            (None, None, None)
        );
        assert_eq!(nothing.text, "No question of this kind applied this week.");
    }
}
