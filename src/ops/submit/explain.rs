//! The formula of a score, line by line.

use anyhow::{Result, bail};

use crate::domain::evaluation::{Score, Standing, score, shown};
use crate::domain::id::EvaluationId;
use crate::domain::scorecard::{Measure, Scorecard, Section};
use crate::ops::submit;
use crate::store::Store;

/// How a score came about.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Explained {
    /// The evaluation.
    pub evaluation: EvaluationId,
    /// Name and version of the scorecard.
    pub scorecard: String,
    /// Each question in order.
    pub lines: Vec<ExplainedLine>,
    /// Each section in order, with what it weighed in this call.
    pub sections: Vec<ExplainedSection>,
    /// Sum of weight times points over the answered, scored questions.
    pub earned: f64,
    /// Sum of their weights.
    pub applicable: f64,
    /// 100 x earned / applicable, in full; none when too little applied.
    pub quality: Option<f64>,
}

/// One section of it: it orders and names, and weighs what its questions weigh.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ExplainedSection {
    /// Its name.
    pub section: String,
    /// The sum of its questions' shares of this call's quality, 0 to 1.
    pub share: f64,
}

/// One question of it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ExplainedLine {
    /// The question's key.
    pub question: String,
    /// Its words.
    pub text: String,
    /// The answer, or why there is none.
    pub answer: String,
    /// Its weight; none when it does not enter quality.
    pub weight: Option<f64>,
    /// 0 to 1.
    pub points: Option<f64>,
    /// Share of this call's quality, 0 to 1.
    pub share: f64,
    /// The critical class, where it has one.
    pub critical: Option<String>,
}

/// Explains a submitted evaluation.
pub fn explain(store: &Store, id: EvaluationId) -> Result<Explained> {
    let form = submit::load(store, id)?;
    if form.evaluation.submitted_at.is_none() {
        bail!("evaluation {id} is not submitted yet: its score is not known");
    }
    let score = score(&form.version.scorecard, &form.answers)?;
    let mut explained = Explained {
        evaluation: id,
        scorecard: format!("{} v{}", form.version.scorecard.name, form.version.version),
        lines: Vec::new(),
        sections: sections(&form.version.scorecard, &score),
        earned: 0.0,
        applicable: 0.0,
        quality: score.quality,
    };
    for line in score.lines {
        let answer = match line.standing {
            Standing::Answered(value) => value.word().into_owned(),
            Standing::Hidden => "not asked".to_owned(),
            Standing::Empty => "left empty".to_owned(),
        };
        let (weight, critical) = match line.measure {
            Measure::Quality { weight } => (Some(weight), None),
            Measure::Critical(class) => (None, Some(class.word().to_owned())),
            Measure::Unscored => (None, None),
        };
        if let (Some(weight), Some(points)) = (weight, line.points) {
            explained.earned += weight * points;
            explained.applicable += weight;
        }
        explained.lines.push(ExplainedLine {
            question: line.question,
            text: line.text,
            answer,
            weight,
            points: line.points.filter(|_| weight.is_some()),
            share: line.share,
            critical,
        });
    }
    Ok(explained)
}

fn sections(card: &Scorecard, score: &Score) -> Vec<ExplainedSection> {
    let one = |(at, section): (usize, &Section)| ExplainedSection {
        section: section.name.clone(),
        share: score.section_share(at),
    };
    card.sections.iter().enumerate().map(one).collect()
}

impl Explained {
    /// What each section weighed in this call, in one line; sections that weighed nothing are left out.
    pub fn weights(&self) -> String {
        let weighs = self.sections.iter().filter(|one| one.share > 0.0);
        let told: Vec<String> = weighs
            .map(|one| format!("{} {:.0}%", one.section, 100.0 * one.share))
            .collect();
        format!("Sections by weight in this call: {}", told.join(", "))
    }

    /// The formula with its numbers, in one line.
    pub fn formula(&self) -> String {
        match self.quality {
            Some(quality) => format!(
                "Quality = 100 × {} / {} = {:.1}",
                number(self.earned),
                number(self.applicable),
                shown(quality)
            ),
            None => "Too little of the form applied to this call: it has no score and stays out of the means.".into(),
        }
    }
}

/// A number with at most three decimals and no needless zeros.
pub fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
