//! Which questions are asked given the answers so far, and which of them are still open.

use super::Answers;
use crate::domain::scorecard::Scorecard;

/// For each question in order, whether it is asked. A hidden one is n/a by the system, and an answer that it was given
/// while it was asked does not count: neither for the score nor for conditions.
pub fn asked(scorecard: &Scorecard, answers: &Answers) -> Vec<bool> {
    let mut counting: Vec<(&str, String)> = Vec::new();
    let mut asked = Vec::new();
    for question in scorecard.questions() {
        let is = |key: &str, word: &str| counting.iter().any(|(k, w)| *k == key && w == word);
        let shown = question.ask_if.as_ref().is_none_or(|one| one.holds(&is));
        if let Some(value) = answers.of(question).filter(|_| shown) {
            counting.push((&question.key, value.word().into_owned()));
        }
        asked.push(shown);
    }
    asked
}

/// The indexes of the questions that are asked, must be answered and are not; empty when the call can be submitted.
pub fn open_questions(scorecard: &Scorecard, answers: &Answers) -> Vec<usize> {
    asked(scorecard, answers)
        .into_iter()
        .zip(scorecard.questions())
        .enumerate()
        .filter(|(_, (asked, one))| *asked && !one.is_optional() && answers.of(one).is_none())
        .map(|(at, _)| at)
        .collect()
}

/// The index of the open question after the one at `after`, else the first open one; none when none is open.
pub fn next_open(scorecard: &Scorecard, answers: &Answers, after: Option<usize>) -> Option<usize> {
    let open = open_questions(scorecard, answers);
    let later = open
        .iter()
        .find(|at| after.is_none_or(|after| **at > after));
    later.or(open.first()).copied()
}
