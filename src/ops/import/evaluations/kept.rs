//! What is kept of a row's answers.

use crate::domain::evaluation::{AnswerValue, Score, Standing};
use crate::domain::import::row::Row;
use crate::ops::import::evaluations::plan::Scoring;
use crate::store::past::PastAnswer;

/// What is kept of the answers: those to questions that were asked, with what they are worth, and the comments.
pub(super) fn kept(scoring: &Scoring, score: &Score, row: &Row) -> Vec<PastAnswer> {
    let ids = &scoring.version.question_ids;
    let comment = |place: usize| {
        let of_question = scoring.form.comments.iter().find(|(at, _)| *at == place);
        of_question.map_or(String::new(), |(_, column)| row.cell(*column).to_owned())
    };
    score
        .lines
        .iter()
        .enumerate()
        .filter_map(|(place, line)| {
            let value = match &line.standing {
                Standing::Answered(value) => Some(value),
                Standing::Hidden | Standing::Empty => None,
            };
            let comment = comment(place);
            let one = PastAnswer {
                question: *ids.get(&line.question)?,
                value: value.map(|value: &AnswerValue| value.word().into_owned()),
                points: line.points,
                comment,
            };
            (one.value.is_some() || !one.comment.is_empty()).then_some(one)
        })
        .collect()
}
