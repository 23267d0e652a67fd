//! What makes a scorecard that may be used a poor one.

use std::fmt;

use super::{Kind, NaPolicy, Question, Scorecard, Section};

/// The most questions of every call, and the most sections, that an owner keeps up with, week after week.
const MANY_QUESTIONS: usize = 12;
const MANY_SECTIONS: usize = 6;
/// What may come on top of them on some calls only.
const MORE_ON_CONDITION: usize = 4;
/// So many times the usual weight of a question, or so small a part of it, is not seen on the form.
const FAR_FROM_USUAL: f64 = 2.5;
/// What fits on one line of the form in a window of 80 columns.
const LINE_COLUMNS: usize = 44;

/// Words that judge a feeling or a person where a behaviour should stand.
const FEELINGS: &[&str] = &[
    "attitude",
    "caring",
    "cheerful",
    "courteous",
    "empathetic",
    "empathic",
    "empathy",
    "engaged",
    "enthusiasm",
    "enthusiastic",
    "friendly",
    "genuine",
    "genuinely",
    "kindly",
    "nice",
    "nicely",
    "passionate",
    "pleasant",
    "positive",
    "professional",
    "professionally",
    "professionalism",
    "rapport",
    "respectful",
    "sincere",
    "sincerely",
    "sympathetic",
    "tone",
    "warmly",
    "warmth",
];

/// Verbs that, after "and", begin a second behaviour. Words that are also nouns (offer, name, call) are left out.
const SECOND_BEHAVIOURS: &[&str] = &[
    "acknowledged",
    "advised",
    "answered",
    "apologised",
    "apologized",
    "asked",
    "checked",
    "confirmed",
    "explained",
    "followed",
    "found",
    "gave",
    "greeted",
    "introduced",
    "kept",
    "listened",
    "logged",
    "made",
    "named",
    "noted",
    "offered",
    "proposed",
    "recognised",
    "recognized",
    "repeated",
    "said",
    "sent",
    "showed",
    "solved",
    "spelled",
    "spoke",
    "suggested",
    "summarised",
    "summarized",
    "thanked",
    "tied",
    "told",
    "took",
    "tried",
    "verified",
    "waited",
    "wrote",
    "acknowledge",
    "agree",
    "apologise",
    "apologize",
    "ask",
    "confirm",
    "explain",
    "follow",
    "give",
    "greet",
    "listen",
    "recommend",
    "solve",
    "suggest",
    "tell",
    "thank",
    "verify",
];

/// One piece of advice on a scorecard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The section's name; none when it concerns the whole scorecard.
    pub section: Option<String>,
    /// The question's key.
    pub question: Option<String>,
    /// What, and what to do.
    pub what: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(section) = &self.section {
            let end = if self.question.is_some() { ", " } else { ": " };
            write!(f, "section \"{section}\"{end}")?;
        }
        if let Some(question) = &self.question {
            write!(f, "question \"{question}\": ")?;
        }
        f.write_str(&self.what)
    }
}

/// Everything that could be better, in the order of the scorecard; empty for a good one.
pub fn lint(scorecard: &Scorecard) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = size(scorecard)
        .into_iter()
        .map(|what| Warning {
            section: None,
            question: None,
            what,
        })
        .collect();
    for section in &scorecard.sections {
        warnings.extend(hidden_weight(scorecard, section).map(|what| Warning {
            section: Some(section.name.clone()),
            question: None,
            what,
        }));
        for question in &section.questions {
            warnings.extend(advice(question).into_iter().map(|what| Warning {
                section: Some(section.name.clone()),
                question: Some(question.key.clone()),
                what,
            }));
        }
    }
    warnings
}

fn size(scorecard: &Scorecard) -> Vec<String> {
    let mut found = Vec::new();
    let questions = scorecard.questions().count();
    let always = scorecard
        .questions()
        .filter(|one| one.ask_if.is_none())
        .count();
    if always > MANY_QUESTIONS || questions > MANY_QUESTIONS + MORE_ON_CONDITION {
        found.push(format!(
            "{questions} questions are more than a call is worth: keep the {MANY_QUESTIONS} that matter most"
        ));
    }
    let sections = scorecard.sections.len();
    if sections > MANY_SECTIONS {
        found.push(format!(
            "{sections} sections break a call into too many parts: keep at most {MANY_SECTIONS}"
        ));
    }
    found
}

/// A section whose questions weigh far more or less than the others': a look at the form does not show it.
fn hidden_weight(scorecard: &Scorecard, section: &Section) -> Option<String> {
    let weights = |questions: &[Question]| -> (usize, f64) {
        let weights: Vec<f64> = questions.iter().filter_map(Question::weight).collect();
        (weights.len(), weights.iter().sum())
    };
    let (count, sum) = weights(&section.questions);
    let all = scorecard
        .questions()
        .filter(|one| one.weight().is_some())
        .count();
    if count == 0 || count == all {
        return None;
    }
    let usual = scorecard.total_weight() / all as f64;
    let times = sum / count as f64 / usual;
    let hidden = !(1.0 / FAR_FROM_USUAL..=FAR_FROM_USUAL).contains(&times);
    hidden.then(|| {
        format!(
            "{count} of {all} weighed questions carry {:.0}% of the weight: make the sections more equal, or the weights",
            100.0 * sum / scorecard.total_weight()
        )
    })
}

fn advice(question: &Question) -> Vec<String> {
    let mut found = Vec::new();
    let columns = question.text.chars().count();
    if columns > LINE_COLUMNS {
        found.push(format!(
            "the text has {columns} characters and is cut in a small window: {LINE_COLUMNS} fit"
        ));
    }
    let words = words_of(&question.text);
    if let Some(second) = second_behaviour(&words) {
        found.push(format!(
            "\"and {second}\" makes two behaviours of one question: ask about one, or make two questions"
        ));
    }
    if let Some(feeling) = words.iter().find(|word| FEELINGS.contains(&word.as_str())) {
        found.push(format!(
            "\"{feeling}\" is a matter of feeling: name what is said or done that anyone could hear"
        ));
    }
    found.extend(missing_anchors(question));
    found
}

fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphabetic() && c != '&')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The verb of a second behaviour: one that follows "and", "&" or "then", at most one adverb between.
fn second_behaviour(words: &[String]) -> Option<&str> {
    let joins = |word: &str| matches!(word, "and" | "&" | "then");
    words
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, word)| joins(word))
        .find_map(|(at, _)| {
            words
                .iter()
                .skip(at + 1)
                .find(|word| !word.ends_with("ly"))
                .filter(|word| SECOND_BEHAVIOURS.contains(&word.as_str()))
        })
        .map(String::as_str)
}

/// The answers whose meaning is not said.
fn missing_anchors(question: &Question) -> Option<String> {
    let guide = &question.guide;
    let mut missing = Vec::new();
    if question.kind == Kind::YesNo {
        missing.extend(guide.yes.is_empty().then_some("yes"));
        missing.extend(guide.no.is_empty().then_some("no"));
    }
    if question.kind != Kind::Text && question.na == NaPolicy::Exclude {
        missing.extend(guide.na.is_empty().then_some("na"));
    }
    (!missing.is_empty()).then(|| {
        format!(
            "nothing says what {} means: two people will answer differently",
            missing.join(" or ")
        )
    })
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::format_collect,
        reason = "a test may stop, and is read more often than it runs"
    )]
    use super::*;

    fn card(questions: &str) -> Scorecard {
        let text = format!("key = \"a\"\nname = \"A\"\n[[section]]\nname = \"S\"\n{questions}");
        Scorecard::parse("a.toml", &text).unwrap()
    }

    fn warnings_for(text: &str) -> Vec<String> {
        let question = format!(
            "[[section.question]]\nkey = \"q\"\ntext = \"{text}\"\nweight = 1\nyes = \"y\"\nno = \"n\"\nna = \"x\"\n"
        );
        lint(&card(&question))
            .iter()
            .map(|one| one.what.clone())
            .collect()
    }

    #[test]
    fn two_behaviours_in_one_question_are_told_apart() {
        for (text, second) in [
            ("Greeted and gave their name", Some("gave")),
            ("Listened, then asked a question", Some("asked")),
            ("Listened and then asked a question", Some("asked")),
            ("Did the rep greet and verify", Some("verify")),
            ("Named the price & clearly explained it", Some("explained")),
            ("Gave correct price, stock and terms", None),
            ("Used the name and number on file", None),
            ("Asked open and closed questions", None),
            ("Handled the sand and gravel order", None),
        ] {
            let found = warnings_for(text);
            assert_eq!(!found.is_empty(), second.is_some(), "{text}: {found:?}");
            if let Some(second) = second {
                assert!(
                    found[0].starts_with(&format!("\"and {second}\" makes two")),
                    "{found:?}"
                );
            }
        }
    }

    #[test]
    fn a_feeling_is_no_behaviour() {
        for (text, feeling) in [
            ("Was friendly throughout", true),
            ("Showed Empathy", true),
            ("Nicely closed the call", true),
            ("Was caring about the customer", true),
            ("Offered a nicer price", false),
            ("Asked what would make it right", false),
        ] {
            assert_eq!(!warnings_for(text).is_empty(), feeling, "{text}");
        }
    }

    #[test]
    fn answers_without_a_meaning_are_named() {
        let questions = "[[section.question]]\nkey = \"bare\"\ntext = \"Bare\"\nweight = 1\nno = \"n\"\n
            [[section.question]]\nkey = \"firm\"\ntext = \"Firm\"\nweight = 1\nyes = \"y\"\nno = \"n\"\nna_policy = \"not_allowed\"\n
            [[section.question]]\nkey = \"words\"\ntext = \"Words\"\nkind = \"text\"\n";
        let found: Vec<String> = lint(&card(questions))
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            [
                "section \"S\", question \"bare\": nothing says what yes or na means: two people will answer differently"
            ]
        );
    }

    #[test]
    fn weight_that_hides_in_a_small_section_is_told() {
        let question = |key: &str, weight: u32| {
            format!(
                "[[section.question]]\nkey = \"{key}\"\ntext = \"Q\"\nweight = {weight}\nyes = \"y\"\nno = \"n\"\nna = \"x\"\n"
            )
        };
        let many: String = (0..5).map(|i| question(&format!("q{i}"), 2)).collect();
        let told = |weight| {
            let text = format!(
                "{many}[[section]]\nname = \"Closing\"\n{}",
                question("last", weight)
            );
            lint(&card(&text))
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(told(5), Vec::<String>::new());
        let found = told(10);
        assert!(
            found[0].starts_with(
                "section \"Closing\": 1 of 6 weighed questions carry 50% of the weight"
            ),
            "{found:?}"
        );
    }

    #[test]
    fn a_long_form_is_advised_against() {
        let question = |i: usize| {
            format!(
                "[[section.question]]\nkey = \"q{i}\"\ntext = \"Q\"\nweight = 1\nyes = \"y\"\nno = \"n\"\nna = \"x\"\n"
            )
        };
        let fifteen: String = (0..15).map(question).collect();
        let sections: String = (0..6)
            .map(|i| format!("[[section]]\nname = \"S{i}\"\n{}", question(i)))
            .collect();
        let found = lint(&card(&format!("{}{sections}", question(99))));
        assert_eq!(found.len(), 1);
        assert!(found[0].what.starts_with("7 sections"), "{}", found[0]);
        let found = lint(&card(&fifteen));
        assert_eq!(found.len(), 1);
        assert!(found[0].what.starts_with("15 questions"), "{}", found[0]);
        assert_eq!(warnings_for(&"x".repeat(44)), Vec::<String>::new());
        assert!(warnings_for(&"x".repeat(45))[0].contains("45 characters"));
    }
}
