//! Evaluation forms of Amazon Connect, in the JSON of its `CreateEvaluationForm` request (API reference of 2026): what
//! maps, and a list of what does not.

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::foreign::{Keys, Mapped, Offer, guide, kind_of, lost, offers_of, text};
use crate::domain::scorecard::{
    Class, Condition, Kind, Measure, NaPolicy, Question, Scorecard, Section,
};

/// A scorecard as that program's form. Scores run from 0 to 10 there, weights are shares of 100.
pub fn export(form: &Scorecard) -> Mapped<Value> {
    let mut gone = Vec::new();
    let mut sections = Vec::new();
    for (at, section) in (1..).zip(&form.sections) {
        let questions: Vec<Value> = section
            .questions
            .iter()
            .map(|one| json!({ "Question": export_question(form, one, &mut gone) }))
            .collect();
        let refer: String = format!("section_{at}");
        sections.push(
            json!({ "Section": { "Title": section.name, "RefId": refer, "Items": questions } }),
        );
    }
    if form.written {
        gone.push("the form: that it is for chats and e-mails".into());
    }
    gone.push(
        "the form: how much must apply for a score; there every answered form has one".into(),
    );
    Mapped {
        form: json!({
            "Title": form.name, "Description": form.summary, "Items": sections,
            "ScoringStrategy": { "Mode": "QUESTION_ONLY", "Status": "ENABLED" },
        }),
        lost: gone,
    }
}

fn export_question(form: &Scorecard, question: &Question, gone: &mut Vec<String>) -> Value {
    let place = format!("question {}", question.key);
    let critical = question.critical();
    let options: Vec<Value> = offers_of(&question.kind)
        .into_iter()
        .map(|(word, offer)| {
            json!({
                "RefId": word, "Text": offer.text, "Score": (offer.score * 10.0).round(),
                "AutomaticFail": critical.is_some() && word == "no",
            })
        })
        .collect();
    let inexact = |score: f64| (score * 10.0).fract() != 0.0;
    if offers_of(&question.kind)
        .iter()
        .any(|(_, offer)| inexact(offer.score))
    {
        gone.push(lost(&place, "points between two tenths were rounded"));
    }
    if let Some(class) = critical {
        let what =
            format!("that it is critical to the {class}; there a no makes the whole score 0");
        gone.push(lost(&place, &what));
    }
    if let Some(role) = question.role {
        gone.push(lost(&place, &format!("that it measures \"{role}\"")));
    }
    if !question.remarks.is_empty() {
        gone.push(lost(&place, "its ready remarks"));
    }
    let guide = &question.guide;
    let told: Vec<String> = [("Yes", &guide.yes), ("No", &guide.no), ("N/A", &guide.na)]
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(word, text)| format!("{word}: {text}"))
        .collect();
    let mut told_question = json!({
        "Title": question.text, "RefId": question.key, "Instructions": told.join("\n"),
        "NotApplicableEnabled": question.na == NaPolicy::Exclude && question.kind != Kind::Text,
        "QuestionType": if question.kind == Kind::Text { "TEXT" } else { "SINGLESELECT" },
    });
    if question.kind != Kind::Text {
        told_question["QuestionTypeProperties"] =
            json!({ "SingleSelect": { "Options": options, "DisplayAs": "RADIO" } });
        let share = question.weight().unwrap_or(0.0) / form.total_weight();
        told_question["Weight"] = json!((share * 10_000.0).round() / 100.0);
    }
    if let Some(condition) = &question.ask_if {
        told_question["Enablement"] = json!({
            "Action": "ENABLE", "DefaultAction": "DISABLE",
            "Condition": export_condition(condition, &place, gone),
        });
    }
    told_question
}

fn export_condition(condition: &Condition, place: &str, gone: &mut Vec<String>) -> Value {
    let (operator, parts) = match condition {
        Condition::All(parts) => ("AND", parts.as_slice()),
        Condition::Any(parts) => ("OR", parts.as_slice()),
        Condition::Is { .. } => ("AND", std::slice::from_ref(condition)),
    };
    let operands: Vec<Value> = parts
        .iter()
        .map(|part| match part {
            Condition::Is { question, words } => {
                if words.iter().any(|word| word == "na") {
                    gone.push(lost(place, "its condition on n/a"));
                }
                let values: Vec<Value> = words
                    .iter()
                    .filter(|word| *word != "na")
                    .map(|word| json!({ "Type": "OPTION_REF_ID", "RefId": word }))
                    .collect();
                json!({ "Expression": {
                    "Source": { "Type": "QUESTION_REF_ID", "RefId": question },
                    "Comparator": "IN", "Values": values,
                } })
            }
            other => json!({ "Condition": export_condition(other, place, gone) }),
        })
        .collect();
    json!({ "Operator": operator, "Operands": operands })
}

/// One question on its way in: what it became, and the words of its options by their identifiers there.
struct Read {
    refer: String,
    words: Vec<(String, String)>,
}

/// What is gathered while a form is read.
#[derive(Default)]
struct Reading {
    keys: Keys,
    read: Vec<(Read, String)>,
    lost: Vec<String>,
    by_section: bool,
}

/// Reads a form, as the request or as the answer that describes one.
///
/// # Errors
/// It has no title or no sections.
pub fn import(form: &Value) -> Result<Mapped<Scorecard>> {
    let form = form.get("EvaluationForm").unwrap_or(form);
    let items = form["Items"]
        .as_array()
        .context("this is no form of Amazon Connect: it has no Items")?;
    let name = text(&form["Title"], 40);
    if name.is_empty() {
        bail!("the form has no Title");
    }
    let mut reading = Reading {
        by_section: form["ScoringStrategy"]["Mode"] == "SECTION_ONLY",
        ..Reading::default()
    };
    let mut sections = Vec::new();
    for item in items {
        reading.section(&item["Section"], "", &mut sections);
    }
    let card = Scorecard {
        key: Keys::default().new_for(&name),
        name,
        summary: text(&form["Description"], 300),
        written: form["TargetConfiguration"]["ContactInteractionType"] == "CHAT",
        min_applicable_share: 0.5,
        sections,
    };
    Ok(Mapped {
        form: card,
        lost: reading.lost,
    })
}

impl Reading {
    fn section(&mut self, section: &Value, above: &str, sections: &mut Vec<Section>) {
        let own = text(&section["Title"], 40);
        let name = if above.is_empty() {
            own
        } else {
            text(&json!(format!("{above}: {own}")), 40)
        };
        let items = section["Items"].as_array().map_or(&[][..], Vec::as_slice);
        let asked: Vec<&Value> = items
            .iter()
            .filter_map(|item| item.get("Question"))
            .collect();
        let each = section["Weight"].as_f64().filter(|_| self.by_section);
        let each = each.map(|weight| weight / asked.len().max(1) as f64);
        let questions: Vec<Question> = asked
            .into_iter()
            .filter_map(|one| self.question(one, each))
            .collect();
        if !questions.is_empty() {
            sections.push(Section {
                name: name.clone(),
                questions,
            });
        }
        for inner in items.iter().filter_map(|item| item.get("Section")) {
            self.section(inner, &name, sections);
        }
    }

    fn question(&mut self, question: &Value, each: Option<f64>) -> Option<Question> {
        let title = text(&question["Title"], 80);
        let refer = question["RefId"].as_str().unwrap_or_default().to_owned();
        let place = format!("question \"{title}\"");
        let key = self
            .keys
            .new_for(if refer.is_empty() { &title } else { &refer });
        let options = self.options(question, &place);
        let offers: Vec<Offer> = options.iter().map(|(_, offer, _)| offer.clone()).collect();
        let kind = match question["QuestionType"].as_str() {
            Some("TEXT") => Some(Kind::Text),
            _ => kind_of(&offers),
        };
        let Some(kind) = kind else {
            let kind = question["QuestionType"].as_str().unwrap_or("no type");
            let what = format!("left out: {kind} without two scores to tell apart");
            self.lost.push(lost(&place, &what));
            return None;
        };
        let words = words(&kind, &options);
        let measure = self.measure(question, &kind, &options, each, &place);
        self.read.push((Read { refer, words }, key.clone()));
        let na = question["NotApplicableEnabled"] == true || kind == Kind::Text;
        Some(Question {
            key,
            text: title,
            guide: guide(&question["Instructions"], &kind),
            na: if na {
                NaPolicy::Exclude
            } else {
                NaPolicy::NotAllowed
            },
            ask_if: self.condition(question, &place),
            role: None,
            remarks: Vec::new(),
            kind,
            measure,
        })
    }

    /// Identifier, offer, and whether it fails everything.
    fn options(&mut self, question: &Value, place: &str) -> Vec<(String, Offer, bool)> {
        let kinds = &question["QuestionTypeProperties"];
        let numeric = kinds["Numeric"]["Options"].as_array();
        if numeric.is_some() {
            self.lost
                .push(lost(place, "its numbers became named ranges"));
        }
        let options = numeric.or_else(|| kinds["SingleSelect"]["Options"].as_array());
        let last = options.map_or(0, |options| options.len().saturating_sub(1));
        let read = |(at, one): (usize, &Value)| {
            let name = text(&one["Text"], 80);
            let name = if name.is_empty() {
                format!("{} to {}", one["MinValue"], one["MaxValue"])
            } else {
                name
            };
            // Without scores the first is the best, as the program writes them.
            let score = one["Score"].as_f64().unwrap_or((last - at) as f64);
            let refer = one["RefId"].as_str().unwrap_or_default().to_owned();
            (
                refer,
                Offer { text: name, score },
                one["AutomaticFail"] == true,
            )
        };
        options
            .map(|all| all.iter().enumerate().map(read).collect())
            .unwrap_or_default()
    }

    fn measure(
        &mut self,
        question: &Value,
        kind: &Kind,
        options: &[(String, Offer, bool)],
        each: Option<f64>,
        place: &str,
    ) -> Measure {
        let fails = options.iter().any(|(_, _, fails)| *fails);
        if fails && *kind == Kind::YesNo {
            self.lost.push(lost(place, "its automatic fail became critical to the customer: change the class where it is another"));
            return Measure::Critical(Class::Customer);
        }
        if fails {
            self.lost.push(lost(
                place,
                "its automatic fail: only a question of yes or no can be critical",
            ));
        }
        match (kind, each.or(question["Weight"].as_f64())) {
            (Kind::Text, _) => Measure::Unscored,
            (_, Some(weight)) if weight > 0.0 => Measure::Quality { weight },
            (_, Some(_)) => Measure::Unscored,
            (_, None) => Measure::Quality { weight: 1.0 },
        }
    }

    fn condition(&mut self, question: &Value, place: &str) -> Option<Condition> {
        let enablement = question.get("Enablement").filter(|one| !one.is_null())?;
        let read = (enablement["Action"] != "DISABLE")
            .then(|| self.read_condition(&enablement["Condition"]))
            .flatten();
        if read.is_none() {
            self.lost
                .push(lost(place, "its condition; it is always asked here"));
        }
        read
    }

    fn read_condition(&self, condition: &Value) -> Option<Condition> {
        let operands = condition["Operands"].as_array()?;
        let mut parts: Vec<Condition> = operands
            .iter()
            .map(|one| match one.get("Expression") {
                Some(expression) => self.read_expression(expression),
                None => self.read_condition(&one["Condition"]),
            })
            .collect::<Option<_>>()?;
        match (parts.len(), condition["Operator"].as_str()) {
            (0, _) => None,
            (1, _) => parts.pop(),
            (_, Some("OR")) => Some(Condition::Any(parts)),
            _ => Some(Condition::All(parts)),
        }
    }

    fn read_expression(&self, expression: &Value) -> Option<Condition> {
        let refer = expression["Source"]["RefId"].as_str()?;
        let (read, key) = self.read.iter().find(|(read, _)| read.refer == refer)?;
        let named: Vec<&str> = expression["Values"]
            .as_array()?
            .iter()
            .filter_map(|one| one["RefId"].as_str())
            .collect();
        let wanted = expression["Comparator"] != "NOT_IN";
        let words: Vec<String> = read
            .words
            .iter()
            .filter(|(refer, _)| named.contains(&refer.as_str()) == wanted)
            .map(|(_, word)| word.clone())
            .collect();
        (!words.is_empty()).then(|| Condition::Is {
            question: key.clone(),
            words,
        })
    }
}

/// The word here for each identifier there.
fn words(kind: &Kind, options: &[(String, Offer, bool)]) -> Vec<(String, String)> {
    let known = offers_of(kind);
    options
        .iter()
        .filter_map(|(refer, offer, _)| {
            let (word, _) = known
                .iter()
                .find(|(_, one)| one.text.eq_ignore_ascii_case(&offer.text))?;
            Some((refer.clone(), word.clone()))
        })
        .collect()
}

#[cfg(test)]
mod tests;
