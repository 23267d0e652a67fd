//! One question's part in a score.

use super::{AnswerValue, Answers, asked};
use crate::domain::scorecard::{Measure, Question, Scorecard};

/// One question's part in a score: quality is the sum of `100 * share * points` over the lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The index of its section.
    pub section: usize,
    /// The question's key.
    pub question: String,
    /// The question's text.
    pub text: String,
    /// What its answer counts for.
    pub measure: Measure,
    /// The answer, or why there is none.
    pub standing: Standing,
    /// What the answer is worth, 0 to 1; none without an answer, and for n/a and text.
    pub points: Option<f64>,
    /// Its weight over the sum of weights that applied, 0 to 1; 0 for what did not apply or is not scored.
    pub share: f64,
}

/// How a question stands in a submitted evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It was asked and answered; `AnswerValue::Na` is n/a by the owner.
    Answered(AnswerValue),
    /// Its condition did not hold: n/a by the system.
    Hidden,
    /// A text that was left empty.
    Empty,
}

/// Weight and points of each line that counts for quality.
pub(super) fn weighed(lines: &[Line]) -> Vec<(f64, f64)> {
    lines
        .iter()
        .filter_map(|line| match line.measure {
            Measure::Quality { weight } => line.points.map(|points| (weight, points)),
            Measure::Critical(_) | Measure::Unscored => None,
        })
        .collect()
}

/// Every question in order, each with its share in the weight that applied.
pub(super) fn lines(scorecard: &Scorecard, answers: &Answers) -> Vec<Line> {
    let mut lines: Vec<Line> = scorecard
        .questions_by_section()
        .zip(asked(scorecard, answers))
        .map(|((section, question), asked)| line(section, question, asked, answers))
        .collect();
    let sum: f64 = weighed(&lines).iter().map(|(weight, _)| weight).sum();
    for line in &mut lines {
        if let (Measure::Quality { weight }, Some(_)) = (line.measure, line.points) {
            line.share = weight / sum;
        }
    }
    lines
}

/// One line, of which the share is still to come.
fn line(section: usize, question: &Question, asked: bool, answers: &Answers) -> Line {
    let standing = match answers.of(question) {
        _ if !asked => Standing::Hidden,
        Some(value) => Standing::Answered(value.clone()),
        None => Standing::Empty,
    };
    let points = match &standing {
        Standing::Answered(value) => value.points(question),
        Standing::Hidden | Standing::Empty => None,
    };
    Line {
        section,
        question: question.key.clone(),
        text: question.text.clone(),
        measure: question.measure,
        standing,
        points,
        share: 0.0,
    }
}
