//! Evaluation forms of Genesys Cloud, in the JSON of its quality API (`/api/v2/quality/forms/evaluations`): what maps,
//! and a list of what does not. Points belong to answers there, and weights to groups.

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::foreign::{Keys, Mapped, Offer, guide, kind_of, lost, offers_of, text};
use crate::domain::scorecard::{
    Class, Condition, Kind, Measure, NaPolicy, Question, Scorecard, Section,
};

/// The points that all answers of a form can earn together: fine enough for any weights.
const POINTS: f64 = 1000.0;

/// A scorecard as that program's form.
pub fn export(form: &Scorecard) -> Mapped<Value> {
    let mut gone = Vec::new();
    let groups: Vec<Value> = form
        .sections
        .iter()
        .map(|section| {
            let questions: Vec<Value> = section
                .questions
                .iter()
                .map(|one| export_question(form, one, &mut gone))
                .collect();
            json!({
                "name": section.name, "type": "questionGroup", "defaultAnswersToHighest": false,
                "defaultAnswersToNA": false, "naEnabled": false, "manualWeight": true,
                "weight": 1, "questions": questions,
            })
        })
        .collect();
    if form.written {
        gone.push("the form: that it is for chats and e-mails".into());
    }
    gone.push("the form: how much must apply for a score".into());
    Mapped {
        form: json!({ "name": form.name, "published": false, "questionGroups": groups }),
        lost: gone,
    }
}

fn export_question(form: &Scorecard, question: &Question, gone: &mut Vec<String>) -> Value {
    let place = format!("question {}", question.key);
    let worth = POINTS * question.weight().unwrap_or(0.0) / form.total_weight();
    let options: Vec<Value> = offers_of(&question.kind)
        .into_iter()
        .map(|(_, offer)| json!({ "text": offer.text, "value": (offer.score * worth).round() as i64 }))
        .collect();
    let guide = &question.guide;
    let told: Vec<String> = [("Yes", &guide.yes), ("No", &guide.no), ("N/A", &guide.na)]
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(word, text)| format!("{word}: {text}"))
        .collect();
    if let Some(class) = question.critical() {
        let what = format!("that it is critical to the {class}; there it is a fatal question");
        gone.push(lost(&place, &what));
    }
    if let Some(role) = question.role {
        gone.push(lost(&place, &format!("that it measures \"{role}\"")));
    }
    if !question.remarks.is_empty() {
        gone.push(lost(&place, "its ready remarks"));
    }
    let is_text = question.kind == Kind::Text;
    let mut told_question = json!({
        "text": question.text, "helpText": told.join("\n"),
        "type": if is_text { "freeTextQuestion" } else { "multipleChoiceQuestion" },
        "naEnabled": question.na == NaPolicy::Exclude && !is_text, "commentsRequired": false,
        "answerOptions": options, "isKill": question.critical().is_some(), "isCritical": question.critical().is_some(),
    });
    if let Some(condition) = &question.ask_if {
        match export_condition(form, condition) {
            Some(condition) => told_question["visibilityCondition"] = condition,
            None => gone.push(lost(&place, "its condition; there it is always asked")),
        }
    }
    told_question
}

/// Conditions there are one list of answers, of which all or any must be given.
fn export_condition(form: &Scorecard, condition: &Condition) -> Option<Value> {
    let (operation, parts) = match condition {
        Condition::All(parts) => ("AND", parts.as_slice()),
        Condition::Any(parts) => ("OR", parts.as_slice()),
        Condition::Is { .. } => ("OR", std::slice::from_ref(condition)),
    };
    let mut predicates = Vec::new();
    for part in parts {
        let Condition::Is { question, words } = part else {
            return None;
        };
        if operation == "AND" && words.len() > 1 {
            return None;
        }
        let at = form.questions().position(|one| one.key == *question)?;
        let (group, place) = form.place_of(at)?;
        for word in words {
            let offers = offers_of(&form.question(question)?.kind);
            let answer = offers.iter().position(|(known, _)| known == word)?;
            predicates.push(format!(
                "/form/questionGroup/{group}/question/{place}/answer/{answer}"
            ));
        }
    }
    Some(json!({ "combiningOperation": operation, "predicates": predicates }))
}

/// Reads a form.
///
/// # Errors
/// It has no name or no groups.
pub fn import(form: &Value) -> Result<Mapped<Scorecard>> {
    let groups = form["questionGroups"]
        .as_array()
        .context("this is no form of Genesys Cloud: it has no questionGroups")?;
    let name = text(&form["name"], 40);
    if name.is_empty() {
        bail!("the form has no name");
    }
    let mut reading = Reading::default();
    let sections: Vec<Section> = groups
        .iter()
        .enumerate()
        .map(|(at, group)| reading.group(at, group))
        .filter(|section| !section.questions.is_empty())
        .collect();
    let card = Scorecard {
        key: Keys::default().new_for(&name),
        name,
        summary: String::new(),
        written: false,
        min_applicable_share: 0.5,
        sections,
    };
    Ok(Mapped {
        form: card,
        lost: reading.lost,
    })
}

/// What is gathered while a form is read.
#[derive(Default)]
struct Reading {
    keys: Keys,
    /// For each question of that form: group, place, key here, the word of each answer.
    read: Vec<(usize, usize, String, Vec<String>)>,
    lost: Vec<String>,
}

fn best(question: &Value) -> f64 {
    let options = question["answerOptions"].as_array();
    let values = options
        .into_iter()
        .flatten()
        .filter_map(|one| one["value"].as_f64());
    values.fold(0.0, f64::max)
}

impl Reading {
    fn group(&mut self, at: usize, group: &Value) -> Section {
        let questions = group["questions"].as_array().map_or(&[][..], Vec::as_slice);
        // The weight of a group multiplies the points of its questions.
        let by_hand = (group["manualWeight"] == true)
            .then(|| group["weight"].as_f64())
            .flatten();
        let each = by_hand.unwrap_or(1.0);
        let section = Section {
            name: text(&group["name"], 40),
            questions: questions
                .iter()
                .enumerate()
                .filter_map(|(place, one)| self.question((at, place), one, each))
                .collect(),
        };
        if let Some(condition) = group
            .get("visibilityCondition")
            .filter(|one| !one.is_null())
        {
            return self.under(section, condition, at);
        }
        section
    }

    /// A condition on a whole group holds for each of its questions.
    fn under(&mut self, mut section: Section, condition: &Value, at: usize) -> Section {
        let read = self.condition(condition, at);
        if read.is_none() {
            self.lost.push(lost(
                &format!("group \"{}\"", section.name),
                "its condition; it is always asked here",
            ));
        }
        for question in &mut section.questions {
            question.ask_if = match (read.clone(), question.ask_if.take()) {
                (Some(one), Some(other)) => Some(Condition::All(vec![one, other])),
                (one, other) => one.or(other),
            };
        }
        section
    }

    fn question(
        &mut self,
        (group, at): (usize, usize),
        question: &Value,
        each: f64,
    ) -> Option<Question> {
        let title = text(&question["text"], 80);
        let place = format!("question \"{title}\"");
        let offers: Vec<Offer> = question["answerOptions"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| Offer {
                text: text(&one["text"], 80),
                score: one["value"].as_f64().unwrap_or(0.0),
            })
            .collect();
        let fatal = question["isKill"] == true;
        // A fatal question may be worth nothing; its first answer is the good one then.
        let ranked = offers
            .iter()
            .zip((0..offers.len()).rev())
            .map(|(one, rank)| Offer {
                score: if best(question) > 0.0 {
                    one.score
                } else {
                    rank as f64
                },
                ..one.clone()
            });
        let kind = match question["type"].as_str() {
            Some("freeTextQuestion") => Some(Kind::Text),
            _ => kind_of(&ranked.collect::<Vec<_>>()),
        };
        let Some(kind) = kind else {
            self.lost.push(lost(
                &place,
                "left out: it has no two answers that earn different points",
            ));
            return None;
        };
        let key = self.keys.new_for(&title);
        let known = offers_of(&kind);
        let words = offers.iter().map(|one| {
            let found = known
                .iter()
                .find(|(_, offer)| offer.text.eq_ignore_ascii_case(&one.text));
            found.map_or(String::new(), |(word, _)| word.clone())
        });
        let words = words.collect();
        let ask_if = self.own_condition(question, group, &place);
        self.read.push((group, at, key.clone(), words));
        for (field, what) in [("commentsRequired", "that a comment is required")] {
            if question[field] == true {
                self.lost.push(lost(&place, what));
            }
        }
        Some(Question {
            key,
            text: title,
            guide: guide(&question["helpText"], &kind),
            measure: self.measure(&kind, fatal, best(question) * each, &place),
            na: if question["naEnabled"] == true || kind == Kind::Text {
                NaPolicy::Exclude
            } else {
                NaPolicy::NotAllowed
            },
            ask_if,
            role: None,
            remarks: Vec::new(),
            kind,
        })
    }

    fn measure(&mut self, kind: &Kind, fatal: bool, worth: f64, place: &str) -> Measure {
        if fatal && *kind == Kind::YesNo {
            self.lost.push(lost(place, "its being fatal became critical to the customer: change the class where it is another"));
            return Measure::Critical(Class::Customer);
        }
        if fatal {
            self.lost.push(lost(
                place,
                "its being fatal: only a question of yes or no can be critical",
            ));
        }
        if *kind == Kind::Text || worth <= 0.0 {
            return Measure::Unscored;
        }
        Measure::Quality { weight: worth }
    }

    fn own_condition(&mut self, question: &Value, group: usize, place: &str) -> Option<Condition> {
        let condition = question
            .get("visibilityCondition")
            .filter(|one| !one.is_null())?;
        let read = self.condition(condition, group);
        if read.is_none() {
            self.lost
                .push(lost(place, "its condition; it is always asked here"));
        }
        read
    }

    fn condition(&self, condition: &Value, group: usize) -> Option<Condition> {
        let predicates = condition["predicates"].as_array()?;
        let mut parts: Vec<Condition> = predicates
            .iter()
            .map(|one| self.predicate(one.as_str()?, group))
            .collect::<Option<_>>()?;
        match (parts.len(), condition["combiningOperation"].as_str()) {
            (0, _) => None,
            (1, _) => parts.pop(),
            (_, Some("AND")) => Some(Condition::All(parts)),
            _ => Some(Condition::Any(parts)),
        }
    }

    /// `/form/questionGroup/G/question/Q/answer/A`, or `../question/Q/answer/A` for the same group.
    fn predicate(&self, path: &str, group: usize) -> Option<Condition> {
        let words: Vec<&str> = path.split('/').collect();
        let number = |word: &str| word.parse::<usize>().ok();
        let (group, place, answer) = match words.as_slice() {
            ["", "form", "questionGroup", g, "question", q, "answer", a] => {
                (number(g)?, number(q)?, number(a)?)
            }
            ["..", "question", q, "answer", a] => (group, number(q)?, number(a)?),
            _ => return None,
        };
        let (_, _, key, known) = self
            .read
            .iter()
            .find(|(g, q, ..)| (*g, *q) == (group, place))?;
        let word = known.get(answer).filter(|word| !word.is_empty())?;
        Some(Condition::Is {
            question: key.clone(),
            words: vec![word.clone()],
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::evaluation::{AnswerValue, score};
    use crate::domain::scorecard::builtin;

    #[test]
    fn a_scorecard_that_went_out_comes_back_with_the_same_weights_and_conditions() {
        for (key, toml) in builtin() {
            let card = Scorecard::parse(key, toml).unwrap();
            let back = import(&export(&card).form).unwrap().form;
            let read = Scorecard::parse(key, &back.to_toml()).unwrap();
            for (one, other) in read.questions().zip(card.questions()) {
                assert_eq!(one.text, other.text);
                assert_eq!(one.ask_if.is_some(), other.ask_if.is_some(), "{}", one.text);
                assert_eq!(
                    one.critical().is_some(),
                    other.critical().is_some(),
                    "{}",
                    one.text
                );
                let share = |card: &Scorecard, one: &Question| {
                    one.weight().map(|w| w / card.total_weight())
                };
                let (a, b) = (
                    share(&read, one).unwrap_or(0.0),
                    share(&card, other).unwrap_or(0.0),
                );
                assert!((a - b).abs() < 0.002, "{}: {a} and {b}", one.text);
            }
        }
    }

    fn question(text: &str, points: i32) -> Value {
        json!({
            "text": text, "type": "multipleChoiceQuestion", "naEnabled": true,
            "answerOptions": [{ "text": "Yes", "value": points }, { "text": "No", "value": 0 }],
        })
    }

    fn group(name: &str, weight: i32, questions: &[Value]) -> Value {
        json!({ "name": name, "manualWeight": true, "weight": weight, "questions": questions })
    }

    fn quality(form: &Value, words: &[&str]) -> Option<f64> {
        let card = import(form).unwrap().form;
        let answers = card.questions().zip(words).map(|(question, word)| {
            let value = AnswerValue::parse(question, word).unwrap();
            (question.key.clone(), value)
        });
        score(&card, &answers.collect()).unwrap().quality
    }

    // Genesys Cloud Resource Center, "Evaluation form scoring": two questions of one point in a group of weight 40, one
    // in a group of weight 20; one of the first two is missed. There and here 60 %.
    #[test]
    fn the_vendors_example_of_weighted_groups_gives_the_same_score() {
        let form = json!({ "name": "Example", "questionGroups": [
            group("Group 1", 40, &[question("Question one", 1), question("Question two", 1)]),
            group("Group 2", 20, &[question("Question three", 1)]),
        ] });
        assert_eq!(quality(&form, &["yes", "no", "yes"]), Some(60.0));
        // Its rule for n/a is ours: zero of zero possible points. (1 x 40 + 1 x 20) / (1 x 40 + 1 x 20)
        assert_eq!(quality(&form, &["yes", "na", "yes"]), Some(100.0));
        // Here they differ: a call to which a third of the weight applied has no score, there it has one of 100.
        assert_eq!(quality(&form, &["na", "na", "yes"]), None);
    }

    // Genesys community, "Critical vs Fatal question": a fatal one that is missed makes the whole score 0. Here it is a
    // critical error beside a quality that says how the rest of the call was.
    #[test]
    fn a_fatal_question_is_a_second_number_here() {
        let mut fatal = question("Verified who called", 1);
        fatal["isKill"] = json!(true);
        let form = json!({ "name": "Example", "questionGroups": [
            group("Group 1", 1, &[question("Question one", 1), question("Question two", 1), fatal]),
        ] });
        let card = import(&form).unwrap().form;
        assert_eq!(quality(&form, &["yes", "yes", "no"]), Some(100.0));
        let missed = card
            .questions()
            .map(|one| (one.key.clone(), AnswerValue::No))
            .collect();
        assert_eq!(score(&card, &missed).unwrap().errors.customer, Some(1));
    }
}
