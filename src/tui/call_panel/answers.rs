//! What the customer answered when asked about the call: the scores, and the customer's own words.

use ratatui::layout::Rect;

use super::{CallPanel, indented, text};
use crate::store::survey::Answer;
use crate::tui::canvas::{Canvas, below};
use crate::tui::widgets::text::clean;

impl CallPanel {
    /// Draws every answer.
    pub(super) fn draw_answers(&self, canvas: &mut Canvas, rest: &mut Rect) {
        if self.answers.is_empty() {
            return;
        }
        *rest = below(*rest, 1);
        let dim = canvas.theme.dim;
        text(canvas, rest, "Answered when asked", dim);
        for answer in &self.answers {
            indented(canvas, rest, 1, &told(answer));
        }
    }
}

/// `CSAT 4/5, NPS 9/10 “Quick, thank you”`.
fn told(answer: &Answer) -> String {
    let scores = answer.scores.iter().map(|(scale, score)| {
        let (_, high) = scale.ends();
        let measure = scale.measure().word().to_uppercase();
        format!("{measure} {score}/{high}")
    });
    let scores = scores.collect::<Vec<_>>().join(", ");
    match (scores.as_str(), answer.comment.as_str()) {
        (_, "") => scores,
        ("", words) => format!("“{}”", clean(words)),
        (_, words) => format!("{scores} “{}”", clean(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::import::survey::Scale;

    #[test]
    fn an_answer_is_told_with_its_scale_and_the_customers_words() {
        let answer = |scores: &[(Scale, f64)], comment: &str| Answer {
            call: None,
            customer: None,
            answered_at: None,
            scores: scores.to_vec(),
            comment: comment.into(),
        };
        let both = answer(&[(Scale::Csat5, 4.0), (Scale::Nps, 9.0)], "Quick");
        assert_eq!(told(&both), "CSAT 4/5, NPS 9/10 “Quick”");
        assert_eq!(told(&answer(&[], "Quick")), "“Quick”");
        assert_eq!(told(&answer(&[(Scale::Nps, 0.0)], "")), "NPS 0/10");
    }
}
