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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::evaluation::AnswerValue;

    const CARD: &str = r#"
        key = "card"
        name = "Card"
        [[section]]
        name = "Section"
        [[section.question]]
        key = "first"
        text = "First"
        weight = 1
        [[section.question]]
        key = "gate"
        text = "Gate"
        scored = false
        [[section.question]]
        key = "inner"
        text = "Inner"
        weight = 1
        ask_if = { question = "gate", is = ["yes"] }
        [[section.question]]
        key = "innermost"
        text = "Innermost"
        weight = 1
        ask_if = { question = "inner", is = ["no", "na"] }
        [[section.question]]
        key = "both"
        text = "Both"
        weight = 1
        ask_if = { all = [{ question = "gate", is = ["yes"] }, { question = "first", is = ["yes"] }] }
        [[section.question]]
        key = "either"
        text = "Either"
        weight = 1
        ask_if = { any = [{ question = "gate", is = ["yes"] }, { question = "first", is = ["yes"] }] }
        [[section.question]]
        key = "remark"
        text = "Remark"
        kind = "text"
    "#;

    fn card() -> Scorecard {
        Scorecard::parse("card.toml", CARD).unwrap()
    }

    fn answers(text: &str) -> Answers {
        let card = card();
        text.split_whitespace()
            .map(|pair| {
                let (key, word) = pair.split_once('=').unwrap();
                let value = AnswerValue::parse(card.question(key).unwrap(), word).unwrap();
                (key.to_owned(), value)
            })
            .collect()
    }

    fn asked_keys(text: &str) -> String {
        let card = card();
        let asked = asked(&card, &answers(text));
        card.questions()
            .zip(asked)
            .filter(|(_, asked)| *asked)
            .map(|(one, _)| one.key.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn a_question_is_asked_when_its_condition_holds() {
        for (given, expected) in [
            ("", "first gate remark"),
            ("first=no", "first gate remark"),
            ("first=yes", "first gate either remark"),
            ("gate=no", "first gate remark"),
            ("gate=na", "first gate remark"),
            ("gate=yes", "first gate inner either remark"),
            (
                "gate=yes inner=no",
                "first gate inner innermost either remark",
            ),
            (
                "gate=yes inner=na",
                "first gate inner innermost either remark",
            ),
            ("gate=yes inner=yes", "first gate inner either remark"),
            ("first=yes gate=yes", "first gate inner both either remark"),
        ] {
            assert_eq!(asked_keys(given), expected, "{given}");
        }
    }

    #[test]
    fn a_hidden_answer_hides_what_rests_on_it() {
        assert_eq!(
            asked_keys("gate=no inner=no innermost=yes"),
            "first gate remark"
        );
    }

    #[test]
    fn the_next_open_question_lies_after_the_cursor_or_else_at_the_start() {
        let card = card();
        for (given, after, expected) in [
            ("", None, Some(0)),
            ("", Some(0), Some(1)),
            ("", Some(1), Some(0)),
            ("first=no", None, Some(1)),
            ("first=no gate=yes", Some(1), Some(2)),
            ("first=no gate=yes either=yes", Some(5), Some(2)),
            ("gate=no", Some(1), Some(0)),
            ("first=no gate=no", Some(1), None),
            ("first=no gate=no inner=yes", None, None),
            ("first=no", Some(99), Some(1)),
        ] {
            let next = next_open(&card, &answers(given), after);
            assert_eq!(next, expected, "{given} after {after:?}");
        }
    }

    #[test]
    fn a_text_is_never_open() {
        assert_eq!(
            open_questions(&card(), &answers("first=no gate=no")),
            Vec::<usize>::new()
        );
        assert_eq!(open_questions(&card(), &answers("gate=yes")), [0, 2, 5]);
    }
}
