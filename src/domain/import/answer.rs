//! The answer to a question as spreadsheets write it: the words of the form, and what people put in cells instead.

use crate::domain::evaluation::{AnswerError, AnswerValue};
use crate::domain::scorecard::{Kind, Question};

const YES: &[&str] = &[
    "y", "true", "1", "pass", "passed", "met", "done", "ok", "✓", "✔", "☑", "ja", "sí", "si", "oui",
];
const NO: &[&str] = &[
    "n", "false", "0", "fail", "failed", "not met", "not done", "missed", "✗", "✘", "☒", "nein",
    "non",
];
const NA: &[&str] = &[
    "-",
    "–",
    "n.a.",
    "n / a",
    "not applicable",
    "does not apply",
    "#n/a",
];

/// The answer that a cell means.
///
/// # Errors
/// The question takes no such answer; the error names those that it takes.
pub fn read(question: &Question, cell: &str) -> Result<AnswerValue, AnswerError> {
    AnswerValue::parse(question, cell).or_else(|fault| {
        let plain = cell.trim().to_lowercase();
        let told = match &question.kind {
            _ if NA.contains(&plain.as_str()) => Some(AnswerValue::Na),
            Kind::YesNo if YES.contains(&plain.as_str()) => Some(AnswerValue::Yes),
            Kind::YesNo if NO.contains(&plain.as_str()) => Some(AnswerValue::No),
            Kind::Scale(steps) => step(&plain, steps.len()).or_else(|| {
                let place = steps
                    .iter()
                    .position(|step| step.text.to_lowercase() == plain)?;
                u8::try_from(place + 1).ok().map(AnswerValue::Step)
            }),
            Kind::Choice(options) => options
                .iter()
                .find(|one| one.label.to_lowercase() == plain || one.key.replace('_', " ") == plain)
                .map(|one| AnswerValue::Choice(one.key.clone())),
            Kind::YesNo | Kind::Text => None,
        };
        told.filter(|value| value.fits(question)).ok_or(fault)
    })
}

/// `3.0`, `3/5`, `3 of 5`.
fn step(plain: &str, steps: usize) -> Option<AnswerValue> {
    let (number, of) = plain
        .split_once('/')
        .or_else(|| plain.split_once(" of "))
        .map_or((plain, None), |(number, of)| (number, Some(of)));
    if of.is_some_and(|of| of.trim().parse() != Ok(steps)) {
        return None;
    }
    let number = number.trim().trim_end_matches(".0").trim_end_matches(",0");
    number.parse().ok().map(AnswerValue::Step)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::scorecard::Scorecard;

    const CARD: &str = r#"
        key = "card"
        name = "Card"
        [[section]]
        name = "Section"
        [[section.question]]
        key = "plain"
        text = "Plain"
        weight = 1
        [[section.question]]
        key = "scale"
        text = "Scale"
        kind = "scale"
        weight = 1
        steps = [{ points = 1, text = "All of it" }, { points = 0.5, text = "Half" }, { points = 0, text = "None" }]
        [[section.question]]
        key = "choice"
        text = "Choice"
        kind = "choice"
        weight = 1
        options = [{ key = "next_step", label = "Agreed what comes next", points = 1 }, { key = "no", label = "No", points = 0 }]
    "#;

    #[test]
    fn a_cell_means_what_people_mean_by_it() {
        let card = Scorecard::parse("card.toml", CARD).unwrap();
        for (key, cell, expected) in [
            ("plain", "Y", Some("yes")),
            ("plain", "TRUE", Some("yes")),
            ("plain", "Not met", Some("no")),
            ("plain", "0", Some("no")),
            ("plain", "-", Some("na")),
            ("plain", "maybe", None),
            ("plain", "2", None),
            ("scale", "2.0", Some("2")),
            ("scale", "3/3", Some("3")),
            ("scale", "3/5", None),
            ("scale", "all of it", Some("1")),
            ("scale", "0", None),
            ("choice", "Agreed what comes next", Some("next_step")),
            ("choice", "next step", Some("next_step")),
            ("choice", "n/a", Some("na")),
            ("choice", "yes", None),
        ] {
            let read = read(card.question(key).unwrap(), cell).ok();
            let word = read.map(|value| value.word().into_owned());
            assert_eq!(word.as_deref(), expected, "{key} {cell}");
        }
    }
}
