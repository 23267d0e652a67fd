//! The owner's answers to a call and the rep's own, side by side: where they are the same, and how often. Nothing here
//! enters a number of the desk.

use crate::domain::evaluation::{AnswerValue, Answers, asked};
use crate::domain::scorecard::Scorecard;
use crate::stats::{CONFIDENCE, Range, proportion};

/// Below this many answers only "x of n" is said.
const RANGE_FROM: u64 = 5;

/// One question as the owner and the rep answered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The question's key.
    pub question: String,
    /// Its words.
    pub text: String,
    /// The owner's answer; none where it was not asked.
    pub owner: Option<AnswerValue>,
    /// The rep's; none where none was given, or by the rep's own answers it is not asked.
    pub rep: Option<AnswerValue>,
}

impl Beside {
    /// Whether both gave the same answer; none unless both gave one.
    pub fn is_same(&self) -> Option<bool> {
        Some(self.owner.as_ref()? == self.rep.as_ref()?)
    }
}

/// Every question of the form that is not answered in words, as both answered it.
pub fn beside(card: &Scorecard, owner: &Answers, rep: &Answers) -> Vec<Beside> {
    let of_owner = asked(card, owner);
    let of_rep = asked(card, rep);
    let given = |answers: &Answers, is_asked: bool, question| {
        answers.of(question).filter(|_| is_asked).cloned()
    };
    card.questions()
        .zip(of_owner.iter().zip(&of_rep))
        .filter(|(question, _)| !question.is_optional())
        .map(|(question, (by_owner, by_rep))| Beside {
            question: question.key.clone(),
            text: question.text.clone(),
            owner: given(owner, *by_owner, question),
            rep: given(rep, *by_rep, question),
        })
        .collect()
}

/// How often two people gave the same answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alike {
    /// Answers that were the same.
    pub same: u64,
    /// Questions that both answered.
    pub n: u64,
    /// The range of the share. None with fewer than five.
    pub range: Option<Range>,
}

/// Counts the answers that are the same. The range is Wilson's.
pub fn alike<'a>(rows: impl IntoIterator<Item = &'a Beside>) -> Alike {
    let both: Vec<bool> = rows.into_iter().filter_map(Beside::is_same).collect();
    let (same, n) = (
        both.iter().filter(|same| **same).count() as u64,
        both.len() as u64,
    );
    Alike {
        same,
        n,
        range: proportion::wilson(same, n, CONFIDENCE).filter(|_| n >= RANGE_FROM),
    }
}

impl Alike {
    /// In words: `the same answer to 9 of 12 questions`; with the range where one can be told.
    pub fn words(&self) -> String {
        let told = format!("the same answer to {} of {} questions", self.same, self.n);
        match self.range {
            Some(range) => format!(
                "{told} ({:.0}%; it could be {:.0}% to {:.0}%)",
                100.0 * self.same as f64 / self.n as f64,
                100.0 * range.low,
                100.0 * range.high
            ),
            None => told,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    const CARD: &str = r#"
        key = "card"
        name = "Card"
        [[section]]
        name = "Section"
        [[section.question]]
        key = "went_wrong"
        text = "Something went wrong"
        scored = false
        na_policy = "not_allowed"
        [[section.question]]
        key = "apologised"
        text = "Apologised"
        weight = 1
        ask_if = { question = "went_wrong", is = ["yes"] }
        [[section.question]]
        key = "greeted"
        text = "Greeted"
        weight = 1
        [[section.question]]
        key = "remark"
        text = "Anything else"
        kind = "text"
    "#;

    fn answers(card: &Scorecard, given: &[(&str, &str)]) -> Answers {
        let value = |(key, word): &(&str, &str)| {
            let question = card.question(key).unwrap();
            (
                (*key).to_owned(),
                AnswerValue::parse(question, word).unwrap(),
            )
        };
        given.iter().map(value).collect()
    }

    #[test]
    fn only_what_both_answered_is_compared() {
        let card = Scorecard::parse("card.toml", CARD).unwrap();
        let owner = answers(
            &card,
            &[
                ("went_wrong", "yes"),
                ("apologised", "no"),
                ("greeted", "yes"),
                ("remark", "x"),
            ],
        );
        // The rep says that nothing went wrong: by that nobody had to apologise.
        let rep = answers(
            &card,
            &[
                ("went_wrong", "no"),
                ("apologised", "yes"),
                ("greeted", "yes"),
            ],
        );
        let rows = beside(&card, &owner, &rep);
        let same: Vec<_> = rows
            .iter()
            .map(|row| (row.question.as_str(), row.is_same()))
            .collect();
        assert_eq!(
            same,
            [
                ("went_wrong", Some(false)),
                ("apologised", None),
                ("greeted", Some(true))
            ]
        );
        let alike = alike(&rows);
        assert_eq!(alike.words(), "the same answer to 1 of 2 questions");
    }

    #[test]
    fn from_five_answers_on_the_share_has_wilsons_range() {
        let row = |same: bool| Beside {
            question: "q".into(),
            text: "Q".into(),
            owner: Some(AnswerValue::Yes),
            rep: Some(if same {
                AnswerValue::Yes
            } else {
                AnswerValue::No
            }),
        };
        let rows: Vec<Beside> = (0..10).map(|at| row(at < 9)).collect();
        // Wilson's range of 9 of 10 is .5958 to .9821 (Newcombe 1998).
        assert_eq!(
            alike(&rows).words(),
            "the same answer to 9 of 10 questions (90%; it could be 60% to 98%)"
        );
        assert_eq!(alike(rows.iter().take(4)).range, None);
    }
}
