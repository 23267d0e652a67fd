//! A table of past evaluations: one row a call, one column a question. Which column answers which question of a
//! scorecard, and what a row's answers are.

use crate::domain::call::words;
use crate::domain::evaluation::{AnswerValue, Answers};
use crate::domain::import::answer;
use crate::domain::import::field::{ColumnRef, header_key};
use crate::domain::import::row::Row;
use crate::domain::scorecard::{Condition, Kind, Measure, NaPolicy, Question, Scorecard};

words! {
    /// What a column tells of the scoring itself, beside the call and the answers.
    Told {
        /// The key of the form.
        Scorecard = "scorecard",
        /// When the call was scored.
        ScoredAt = "scored_at",
        /// How the call came to be heard: `random` or `targeted`.
        Lane = "lane",
        /// From how many eligible calls it was drawn.
        Frame = "frame",
        /// Who scored it: `owner`, `rep`, or a name.
        ScoredBy = "scored_by",
    }
}

words! {
    /// Who scored a call.
    Scorer {
        /// The owner: it counts.
        Owner = "owner",
        /// The rep who handled it: it stands beside the owner's score and counts nowhere.
        Rep = "rep",
    }
}

impl Told {
    /// What such a column is called, the surest name first.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Scorecard => &["scorecard", "form", "form name", "template"],
            Self::ScoredAt => &[
                "scored at",
                "scored on",
                "date scored",
                "evaluated at",
                "evaluated on",
                "evaluation date",
                "reviewed at",
                "review date",
                "audit date",
            ],
            Self::Lane => &["lane", "selection"],
            Self::Frame => &["frame", "frame size", "eligible calls"],
            Self::ScoredBy => &["scored by"],
        }
    }
}

/// The words of a header or a question in which they are compared: small letters, no signs, no number before them, no
/// brackets after them.
pub fn key(text: &str) -> String {
    let text = header_key(text);
    let text = text
        .split_once(" (")
        .map_or(text.as_str(), |(head, _)| head);
    let mut words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let numbered = |word: &str| {
        let digits = word.strip_prefix('q').unwrap_or(word);
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    if words.len() > 1 && words.first().is_some_and(|word| numbered(word)) {
        words.remove(0);
    }
    words.join(" ")
}

/// The headers of a table, as they stand and as they are compared.
#[derive(Debug)]
pub struct Headers {
    cells: Vec<String>,
    keys: Vec<String>,
}

impl Headers {
    /// The headers of these cells.
    pub fn of(cells: Vec<String>) -> Self {
        let keys = cells.iter().map(|cell| key(cell)).collect();
        Self { cells, keys }
    }
}

/// The column that the owner named for `word`, or the one that is called one of `names`.
fn column_of(
    headers: &Headers,
    map: &[(String, ColumnRef)],
    word: &str,
    names: &[&str],
) -> Option<usize> {
    let by_hand = map.iter().rev().find(|(named, _)| named == word);
    if let Some((_, column)) = by_hand {
        return match column {
            ColumnRef::Place(place) => (*place < headers.cells.len()).then_some(*place),
            ColumnRef::Header(name) => {
                let wanted = header_key(name);
                let mut cells = headers.cells.iter();
                cells.position(|header| header_key(header) == wanted)
            }
        };
    }
    names
        .iter()
        .find_map(|name| headers.keys.iter().position(|key| key == name))
}

/// The column of what is told of the scoring, from 0.
pub fn told(headers: &Headers, map: &[(String, ColumnRef)], told: Told) -> Option<usize> {
    column_of(headers, map, told.word(), told.names())
}

/// Which column answers which question of one scorecard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// The place of a question in the form, and its column.
    pub answers: Vec<(usize, usize)>,
    /// The same for what was remarked on it.
    pub comments: Vec<(usize, usize)>,
    /// The questions without a column.
    pub without: Vec<usize>,
}

impl Form {
    /// Looks for the column of each question: the owner's map, else a header that is its key or its text.
    pub fn of(card: &Scorecard, headers: &Headers, map: &[(String, ColumnRef)]) -> Self {
        let mut form = Self::default();
        for (place, question) in card.questions().enumerate() {
            let (own, text) = (key(&question.key), key(&question.text));
            match column_of(headers, map, &question.key, &[&own, &text]) {
                Some(column) => form.answers.push((place, column)),
                None => form.without.push(place),
            }
            let remark = [
                format!("{own} comment"),
                format!("{text} comment"),
                format!("{own} note"),
            ];
            let remark: Vec<&str> = remark.iter().map(String::as_str).collect();
            if let Some(column) = column_of(headers, &[], "", &remark) {
                form.comments.push((place, column));
            }
        }
        form
    }

    /// Every column that the form takes.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        self.answers
            .iter()
            .chain(&self.comments)
            .map(|(_, column)| *column)
    }

    /// The answers of a row. A question without a column did not apply, where the form lets that be said; one that only
    /// opens others is answered by whether those are.
    ///
    /// # Errors
    /// A cell is no answer to its question: which, and what would be.
    pub fn read(&self, card: &Scorecard, row: &Row) -> Result<Answers, String> {
        let questions: Vec<&Question> = card.questions().collect();
        let mut answers = Answers::new();
        for (place, column) in &self.answers {
            let cell = row.cell(*column);
            if let Some(question) = questions.get(*place).filter(|_| !cell.is_empty()) {
                let value = answer::read(question, cell).map_err(|fault| fault.to_string())?;
                answers.set(&question.key, value);
            }
        }
        let left_out = self
            .without
            .iter()
            .filter_map(|place| questions.get(*place));
        let given = answers.clone();
        for question in left_out {
            match (&question.kind, question.na, question.measure) {
                (Kind::Text, ..) => {}
                (_, NaPolicy::Exclude, _) => answers.set(&question.key, AnswerValue::Na),
                (Kind::YesNo, NaPolicy::NotAllowed, Measure::Unscored) => {
                    let opened = questions.iter().any(|other| opens(question, other, &given));
                    let value = if opened {
                        AnswerValue::Yes
                    } else {
                        AnswerValue::No
                    };
                    answers.set(&question.key, value);
                }
                _ => {}
            }
        }
        Ok(answers)
    }
}

/// Whether `gate` had to be a yes for `other` to be answered as it was.
fn opens(gate: &Question, other: &Question, given: &Answers) -> bool {
    let asked_after = other.ask_if.iter().flat_map(Condition::leaves);
    let mut by_yes = asked_after
        .filter(|(key, words)| *key == gate.key && words.iter().any(|word| word == "yes"));
    by_yes.next().is_some()
        && given
            .of(other)
            .is_some_and(|answer| *answer != AnswerValue::Na)
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
        key = "let_finish"
        text = "Let the customer finish"
        weight = 1
        [[section.question]]
        key = "said_back"
        text = "Said the need back"
        weight = 1
        [[section.question]]
        key = "remark"
        text = "Anything else"
        kind = "text"
    "#;

    const GATED: &str = r#"
        key = "gated"
        name = "Gated"
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
    "#;

    #[test]
    fn a_question_that_only_opens_others_is_told_by_their_answers() {
        let card = Scorecard::parse("gated.toml", GATED).unwrap();
        let form = Form::of(&card, &headers(&["apologised", "greeted"]), &[]);
        for (apologised, expected) in [("no", "yes"), ("", "no"), ("n/a", "no")] {
            let answers = form.read(&card, &Row::of(2, [apologised, "yes"])).unwrap();
            let gate = card.question("went_wrong").unwrap();
            assert_eq!(answers.of(gate).unwrap().word(), expected, "{apologised}");
        }
    }

    fn headers(names: &[&str]) -> Headers {
        Headers::of(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn a_question_is_found_by_its_key_its_text_or_the_owners_word() {
        let card = Scorecard::parse("card.toml", CARD).unwrap();
        let form = |names: &[&str], map: &[(String, ColumnRef)]| {
            Form::of(&card, &headers(names), map).answers
        };
        assert_eq!(
            form(&["call", "let_finish", "said_back"], &[]),
            [(0, 1), (1, 2)]
        );
        assert_eq!(
            form(
                &["Q1: Let the customer finish", "2. Said the need back (y/n)"],
                &[]
            ),
            [(0, 0), (1, 1)]
        );
        let map = [("said_back".to_owned(), ColumnRef::Header("Echo".into()))];
        assert_eq!(form(&["Echo", "Said back"], &map), [(1, 0)]);
    }

    #[test]
    fn what_has_no_column_did_not_apply_and_a_blank_cell_is_no_answer() {
        let card = Scorecard::parse("card.toml", CARD).unwrap();
        let form = Form::of(&card, &headers(&["let_finish", "let_finish comment"]), &[]);
        assert_eq!(
            (form.comments.as_slice(), form.without.as_slice()),
            (&[(0, 1)][..], &[1, 2][..])
        );
        let answers = form.read(&card, &Row::of(2, ["", "late"])).unwrap();
        let told: Vec<_> = answers.iter().collect();
        assert_eq!(told, [("said_back", &AnswerValue::Na)]);
        let fault = form.read(&card, &Row::of(2, ["perhaps", ""])).unwrap_err();
        assert_eq!(
            fault,
            "'perhaps' is not an answer to let_finish: say yes, no, na"
        );
    }
}
