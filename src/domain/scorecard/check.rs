//! What concerns several questions of a scorecard: names, conditions, roles, sums.

use std::collections::HashSet;

use super::fault::{Fault, Place, quoted};
use super::nearest::hint;
use super::{Question, Role, Scorecard};

const MOST_QUESTIONS: usize = 40;

/// Adds every fault that shows only when the questions are seen together. `places` are where they stand, in order.
pub(super) fn across(
    scorecard: &Scorecard,
    file: &Place,
    places: &[Place],
    faults: &mut Vec<Fault>,
) {
    let questions: Vec<(&Place, &Question)> = places.iter().zip(scorecard.questions()).collect();
    let mut found = Vec::new();
    same_keys(&questions, &mut found);
    roles(&questions, &mut found);
    for (at, (place, question)) in questions.iter().enumerate() {
        for (key, words) in question.ask_if.iter().flat_map(super::Condition::leaves) {
            let wrong = condition_fault(&questions, at, key, words, faults);
            found.extend(wrong.map(|what| fault(place, what)));
        }
    }
    if questions.len() > MOST_QUESTIONS {
        found.push(fault(
            file,
            format!(
                "there are {} questions: keep at most {MOST_QUESTIONS}",
                questions.len()
            ),
        ));
    }
    if !questions.is_empty() && questions.iter().all(|(_, one)| one.weight().is_none()) {
        found.push(fault(
            file,
            "no question has a weight, so there is no quality: give at least one a weight",
        ));
    }
    faults.append(&mut found);
}

fn fault(place: &Place, what: impl Into<String>) -> Fault {
    Fault {
        place: place.clone(),
        what: what.into(),
    }
}

fn same_keys(questions: &[(&Place, &Question)], found: &mut Vec<Fault>) {
    let mut keys = HashSet::new();
    for (place, question) in questions {
        if !question.key.is_empty() && !keys.insert(&question.key) {
            found.push(fault(
                place,
                "another question has this key: give it its own",
            ));
        }
    }
}

fn roles(questions: &[(&Place, &Question)], found: &mut Vec<Fault>) {
    for role in Role::ALL {
        let mut with_role = questions.iter().filter(|(_, one)| one.role == Some(*role));
        let Some((first, _)) = with_role.next() else {
            continue;
        };
        let taken_by = first.question.as_deref().unwrap_or_default();
        found.extend(with_role.map(|(place, _)| {
            let what = format!(
                "role \"{role}\" is taken by question {taken_by}: only one question may have it"
            );
            fault(place, what)
        }));
    }
}

/// What is wrong with a condition on the question `key` that stands at the question with index `at`.
fn condition_fault(
    questions: &[(&Place, &Question)],
    at: usize,
    key: &str,
    words: &[String],
    faults: &[Fault],
) -> Option<String> {
    let earlier = questions.get(..at).unwrap_or_default();
    let Some((place, asked)) = earlier.iter().find(|(_, one)| one.key == key) else {
        return Some(missing(questions, at, key));
    };
    if faults.iter().any(|one| one.place == **place) {
        return None;
    }
    let possible = asked.answer_words();
    if possible.is_empty() {
        return Some(format!(
            "ask_if: {} is answered in free words, on which no condition can rest",
            quoted(key)
        ));
    }
    let known: Vec<&str> = possible.iter().map(String::as_str).collect();
    let word = words.iter().find(|word| !possible.contains(word))?;
    Some(format!(
        "ask_if: {} is never answered {}; {}",
        quoted(key),
        quoted(word),
        hint(word, &known)
    ))
}

fn missing(questions: &[(&Place, &Question)], at: usize, key: &str) -> String {
    let name = quoted(key);
    match questions.iter().position(|(_, one)| one.key == key) {
        Some(place) if place == at => format!("ask_if: {name} cannot depend on itself"),
        Some(_) => {
            format!("ask_if: {name} comes later; conditions look back, so move it before this one")
        }
        None => {
            let earlier: Vec<&str> = questions
                .iter()
                .take(at)
                .map(|(_, one)| one.key.as_str())
                .collect();
            if earlier.is_empty() {
                format!("ask_if: there is no question {name} before this one")
            } else {
                format!(
                    "ask_if: there is no question {name}; {}",
                    hint(key, &earlier)
                )
            }
        }
    }
}
