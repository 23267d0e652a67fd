#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use crate::domain::evaluation::{AnswerValue, score};
use crate::domain::scorecard::builtin;

#[test]
fn a_scorecard_that_went_out_comes_back_with_the_same_questions() {
    for (key, toml) in builtin() {
        let card = Scorecard::parse(key, toml).unwrap();
        let out = export(&card);
        let back = import(&out.form).unwrap().form;
        let read = Scorecard::parse(key, &back.to_toml()).unwrap();
        let keys = |card: &Scorecard| {
            card.questions()
                .map(|one| one.key.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(&read), keys(&card));
        for (one, other) in read.questions().zip(card.questions()) {
            assert_eq!(one.text, other.text);
            assert_eq!(one.ask_if, other.ask_if, "{}", one.key);
            assert_eq!(one.critical().is_some(), other.critical().is_some());
            let share =
                |card: &Scorecard, one: &Question| one.weight().map(|w| w / card.total_weight());
            let (a, b) = (
                share(&read, one).unwrap_or(0.0),
                share(&card, other).unwrap_or(0.0),
            );
            assert!((a - b).abs() < 0.001, "{}: {a} and {b}", one.key);
        }
    }
}

// The shape of the API reference: a request with numbers, automatic fail and an enablement.
#[test]
fn what_does_not_map_is_told() {
    let form = json!({ "EvaluationForm": { "Title": "Phone quality", "Items": [{ "Section": {
        "Title": "Greeting", "RefId": "s1", "Items": [
            { "Question": { "Title": "Rang how often", "RefId": "q1", "QuestionType": "NUMERIC", "Weight": 40,
                "QuestionTypeProperties": { "Numeric": { "MinValue": 0, "MaxValue": 9, "Options": [
                    { "MinValue": 0, "MaxValue": 3, "Score": 10 }, { "MinValue": 4, "MaxValue": 9, "Score": 0 }] } } } },
            { "Question": { "Title": "Read the disclosure", "RefId": "q2", "QuestionType": "SINGLESELECT", "Weight": 60,
                "QuestionTypeProperties": { "SingleSelect": { "Options": [
                    { "RefId": "o1", "Text": "Yes", "Score": 10 },
                    { "RefId": "o2", "Text": "No", "Score": 0, "AutomaticFail": true }] } } } },
            { "Question": { "Title": "Said sorry for it", "RefId": "q3", "QuestionType": "SINGLESELECT", "Weight": 10,
                "NotApplicableEnabled": true,
                "QuestionTypeProperties": { "SingleSelect": { "Options": [
                    { "RefId": "o1", "Text": "Fully", "Score": 10 }, { "RefId": "o2", "Text": "Partly", "Score": 5 },
                    { "RefId": "o3", "Text": "Not at all", "Score": 0 }] } },
                "Enablement": { "Action": "ENABLE", "DefaultAction": "DISABLE", "Condition": { "Operands": [
                    { "Expression": { "Source": { "Type": "QUESTION_REF_ID", "RefId": "q2" }, "Comparator": "NOT_IN",
                        "Values": [{ "Type": "OPTION_REF_ID", "RefId": "o1" }] } }] } } } },
            { "Question": { "Title": "When", "RefId": "q4", "QuestionType": "DATETIME" } }
        ] } }] } });
    let read = import(&form).unwrap();
    let card = Scorecard::parse("in", &read.form.to_toml()).unwrap();
    assert_eq!(card.key, "phone_quality");
    assert_eq!(card.questions().count(), 3);
    assert_eq!(
        card.question("q2").unwrap().critical(),
        Some(Class::Customer)
    );
    assert_eq!(
        card.question("q3")
            .unwrap()
            .ask_if
            .as_ref()
            .unwrap()
            .leaves(),
        [("q2", &["no".to_owned()][..])]
    );
    assert_eq!(
        card.question("q3").unwrap().answer_words(),
        ["fully", "partly", "not_at_all", "na"]
    );
    assert_eq!(read.lost.len(), 3, "{:?}", read.lost);
    assert!(import(&json!({ "Items": 3 })).is_err());
}

// Amazon Connect administrator guide, "Scoring and weights": the compliance script weighs 50 %, the closing question 5 %
// of the score; each answer gives 10 points or none.
#[test]
fn the_vendors_example_of_weighted_questions_gives_the_same_score() {
    let question = |title: &str, weight: f64| {
        json!({ "Question": { "Title": title, "RefId": title, "QuestionType": "SINGLESELECT", "Weight": weight,
            "NotApplicableEnabled": true,
            "QuestionTypeProperties": { "SingleSelect": { "Options": [
                { "RefId": "y", "Text": "Yes", "Score": 10 }, { "RefId": "n", "Text": "No", "Score": 0 }] } } } })
    };
    let items = [
        question("script", 50.0),
        question("closing", 5.0),
        question("rest", 45.0),
    ];
    let form = json!({ "Title": "Example", "Items": [{ "Section": { "Title": "All", "RefId": "s", "Items": items } }],
        "ScoringStrategy": { "Mode": "QUESTION_ONLY", "Status": "ENABLED" } });
    let card = import(&form).unwrap().form;
    let quality = |words: [&str; 3]| {
        let answers = card.questions().zip(words).map(|(question, word)| {
            let value = AnswerValue::parse(question, word).unwrap();
            (question.key.clone(), value)
        });
        score(&card, &answers.collect()).unwrap().quality
    };
    assert_eq!(quality(["no", "yes", "yes"]), Some(50.0));
    assert_eq!(quality(["yes", "no", "yes"]), Some(95.0));
    // The weight of what did not apply goes to the others in proportion, there and here: 50 of 50 + 45.
    assert_eq!(quality(["yes", "na", "no"]), Some(100.0 * (50.0 / 95.0)));
}
