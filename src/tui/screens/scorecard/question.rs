//! The fields of one question: what they begin with, and the question that they come to.

use crate::domain::scorecard::{
    Choice, Class, Condition, Guide, Kind, Measure, NaPolicy, Question, Scorecard, Step, key_of,
};
use crate::tui::widgets::form::{Form, Item};

// The fields, top to bottom.
pub const TEXT: usize = 0;
const KIND: usize = 1;
const COUNTS: usize = 2;
const WEIGHT: usize = 3;
const YES: usize = 4;
const NO: usize = 5;
const NA: usize = 6;
const NA_POLICY: usize = 7;
const STEPS: usize = 8;
const ASK_IF: usize = 9;
const REMARKS: usize = 10;
/// How many they are.
pub const COUNT: u16 = 11;

/// What stands between two ready remarks in their field.
const REMARKS_BETWEEN: &str = "; ";

const KINDS: [&str; 4] = ["yes or no", "steps", "options", "words"];
const COUNT_FOR: [&str; 5] = [
    "quality",
    "critical: customer",
    "critical: business",
    "critical: compliance",
    "nothing, only counted",
];

/// The fields for `question`, which stands (or will stand) at index `at` of `form`.
pub fn fields(form: &Scorecard, at: usize, question: &Question) -> Form {
    let kind = match question.kind {
        Kind::YesNo => 0,
        Kind::Scale(_) => 1,
        Kind::Choice(_) => 2,
        Kind::Text => 3,
    };
    let counts = match question.measure {
        Measure::Quality { .. } => 0,
        Measure::Critical(class) => {
            1 + Class::ALL.iter().position(|one| *one == class).unwrap_or(0)
        }
        Measure::Unscored => 4,
    };
    let weight = question
        .weight()
        .map_or(String::new(), |weight| weight.to_string());
    let conditions = conditions(form, at, question);
    let chosen = conditions
        .iter()
        .position(|(_, condition)| *condition == question.ask_if);
    let na = usize::from(question.na == NaPolicy::NotAllowed);
    let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Form::new(vec![
        Item::text(
            "Question",
            &question.text,
            "one behaviour that anyone could hear",
        ),
        Item::pick("Answered with", list(&KINDS), "← → choose").chosen(kind),
        Item::pick("Counts for", list(&COUNT_FOR), "← → choose").chosen(counts),
        Item::text(
            "Weight",
            &weight,
            "only for quality; its share of the sum matters",
        ),
        Item::text("Yes means", &question.guide.yes, "what is seen or heard"),
        Item::text("No means", &question.guide.no, "what is seen or heard"),
        Item::text("n/a means", &question.guide.na, "when it does not apply"),
        Item::pick("n/a", list(&["may be answered", "never"]), "← → choose").chosen(na),
        Item::text(
            "Steps or options",
            &steps_text(&question.kind),
            "such as Fully = 1; Partly = 0.5; Not at all = 0",
        ),
        Item::pick(
            "Asked",
            conditions.into_iter().map(|(told, _)| told).collect(),
            "← → choose",
        )
        .chosen(chosen.unwrap_or(0)),
        Item::text(
            "Ready remarks",
            &question.remarks.join(REMARKS_BETWEEN),
            "offered when you comment, such as Cut in; Let it run",
        ),
    ])
}

/// The conditions that can be chosen: none, an answer to an earlier question, and the one that there is.
fn conditions(
    form: &Scorecard,
    at: usize,
    question: &Question,
) -> Vec<(String, Option<Condition>)> {
    let mut known = vec![("always".to_owned(), None)];
    let earlier = form
        .questions()
        .take(at)
        .filter(|one| one.kind == Kind::YesNo);
    for other in earlier.filter(|one| one.key != question.key) {
        for word in ["yes", "no"] {
            let condition = Condition::Is {
                question: other.key.clone(),
                words: vec![word.to_owned()],
            };
            known.push((format!("if {word}: {}", other.text), Some(condition)));
        }
    }
    if let Some(own) = &question.ask_if
        && !known.iter().any(|(_, one)| one.as_ref() == Some(own))
    {
        known.push(("as it is written in its text".to_owned(), Some(own.clone())));
    }
    known
}

fn steps_text(kind: &Kind) -> String {
    let parts: Vec<String> = match kind {
        Kind::Scale(steps) => steps
            .iter()
            .map(|one| format!("{} = {}", one.text, one.points))
            .collect(),
        Kind::Choice(options) => options
            .iter()
            .map(|one| format!("{} = {}", one.label, one.points))
            .collect(),
        Kind::YesNo | Kind::Text => Vec::new(),
    };
    parts.join("; ")
}

/// The question that the fields come to; `old` is what it was, and keeps its key. Says what is wrong with a field.
pub fn read(fields: &Form, form: &Scorecard, at: usize, old: Question) -> Result<Question, String> {
    let kind = match fields.chosen(KIND) {
        0 => Kind::YesNo,
        1 => Kind::Scale(steps(fields.value(STEPS))?),
        2 => Kind::Choice(options(fields.value(STEPS), &old.kind)?),
        _ => Kind::Text,
    };
    let measure = match fields.chosen(COUNTS) {
        _ if kind == Kind::Text => Measure::Unscored,
        0 => Measure::Quality {
            weight: weight(fields.value(WEIGHT))?,
        },
        4 => Measure::Unscored,
        class => Measure::Critical(
            Class::ALL
                .get(class - 1)
                .copied()
                .unwrap_or(Class::Customer),
        ),
    };
    let kind = if matches!(measure, Measure::Quality { .. }) {
        kind
    } else {
        without_points(kind)
    };
    let of_yes_no = |text: &str| {
        if kind == Kind::YesNo {
            text.to_owned()
        } else {
            String::new()
        }
    };
    let never = fields.chosen(NA_POLICY) == 1 && kind != Kind::Text;
    let takes_na = !never && kind != Kind::Text;
    let conditions = conditions(form, at + 1, &old);
    Ok(Question {
        text: fields.value(TEXT).to_owned(),
        guide: Guide {
            yes: of_yes_no(fields.value(YES)),
            no: of_yes_no(fields.value(NO)),
            na: if takes_na {
                fields.value(NA).to_owned()
            } else {
                String::new()
            },
        },
        na: if never {
            NaPolicy::NotAllowed
        } else {
            NaPolicy::Exclude
        },
        ask_if: conditions
            .into_iter()
            .nth(fields.chosen(ASK_IF))
            .and_then(|(_, one)| one),
        role: old.role.filter(|_| kind == Kind::YesNo),
        remarks: remarks(fields.value(REMARKS), &old.remarks),
        kind,
        measure,
        ..old
    })
}

/// The ready remarks in their field; as they were where nobody touched it, for one may hold a semicolon.
fn remarks(text: &str, before: &[String]) -> Vec<String> {
    if text == before.join(REMARKS_BETWEEN) {
        return before.to_vec();
    }
    let parts = text.split(';').map(str::trim);
    parts
        .filter(|one| !one.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Points belong only to what counts for quality.
fn without_points(kind: Kind) -> Kind {
    match kind {
        Kind::Scale(steps) => Kind::Scale(
            steps
                .into_iter()
                .map(|one| Step { points: 0.0, ..one })
                .collect(),
        ),
        Kind::Choice(options) => Kind::Choice(
            options
                .into_iter()
                .map(|one| Choice { points: 0.0, ..one })
                .collect(),
        ),
        other => other,
    }
}

fn weight(text: &str) -> Result<f64, String> {
    let number = text.replace(',', ".").parse::<f64>();
    number
        .ok()
        .filter(|weight| *weight > 0.0)
        .ok_or_else(|| "The weight must be a number above 0, such as 5.".to_owned())
}

/// `Fully = 1; Partly = 0.5` taken apart.
fn pairs(text: &str) -> Result<Vec<(String, f64)>, String> {
    text.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, points) = part.rsplit_once('=').unwrap_or((part, "0"));
            let points = points.trim().replace(',', ".").parse();
            let points = points
                .map_err(|_| format!("“{part}” must end with its points, such as Partly = 0.5."))?;
            Ok((name.trim().to_owned(), points))
        })
        .collect()
}

fn steps(text: &str) -> Result<Vec<Step>, String> {
    Ok(pairs(text)?
        .into_iter()
        .map(|(text, points)| Step { points, text })
        .collect())
}

/// Options with the same words as before keep their keys.
fn options(text: &str, before: &Kind) -> Result<Vec<Choice>, String> {
    let known = match before {
        Kind::Choice(options) => options.as_slice(),
        _ => &[],
    };
    Ok(pairs(text)?
        .into_iter()
        .map(|(label, points)| {
            let old = known.iter().find(|one| one.label == label);
            let key = old.map_or_else(|| key_of(&label), |one| one.key.clone());
            Choice { key, label, points }
        })
        .collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::scorecard::builtin;

    #[test]
    fn fields_that_nobody_touched_give_the_question_back() {
        for (key, toml) in builtin() {
            let form = Scorecard::parse(key, toml).unwrap();
            for (at, one) in form.questions().enumerate() {
                let back = read(&fields(&form, at, one), &form, at, one.clone()).unwrap();
                assert_eq!(back, *one, "{key} {}", one.key);
            }
        }
    }

    #[test]
    fn ready_remarks_are_parted_and_stay_whole_where_nobody_touched_them() {
        assert_eq!(
            remarks("Cut in; ; Let it run ", &[]),
            ["Cut in", "Let it run"]
        );
        let before = ["One; and two".to_owned()];
        assert_eq!(remarks("One; and two", &before), before);
    }

    #[test]
    fn what_is_wrong_with_a_field_is_said() {
        assert!(weight("0").is_err() && weight("many").is_err());
        assert_eq!(weight("2,5"), Ok(2.5));
        assert!(
            steps("Fully = 1; Partly = some")
                .unwrap_err()
                .contains("Partly = some")
        );
        assert_eq!(
            options("Next step = 1; None = 0", &Kind::YesNo).unwrap()[0].key,
            "next_step"
        );
    }
}
