//! The words for what a column means, how a date is written, on which scale customers answer.

use crate::domain::import::field::Field;
use crate::domain::import::kind::Kind;
use crate::domain::import::sheet::Told;
use crate::domain::import::stamp::DateOrder;
use crate::domain::import::survey::{Part, Scale};
use crate::ops::import::evaluations::plan::OF_A_CALL;
use crate::ops::import::looked::{Column, Meaning};
use crate::ops::import::{Looked, Refusal};
use crate::tui::widgets::dialog::Choice;

use super::Line;

/// The orders that can be chosen.
pub const ORDERS: &[DateOrder] = &[DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd];

/// What a line is asked for with: a title, a hint, and what it is good for.
pub fn line(line: Line) -> (&'static str, &'static str, &'static str) {
    match line {
        Line::Zone => (
            "The zone of the file's clock",
            "such as America/Chicago",
            "The times in the file are read by it.",
        ),
        Line::Source => (
            "The name of the source",
            "such as Dana's phone",
            "Another phone or phone system has a name of its own.",
        ),
        Line::Within => (
            "How many days before an answer may its call lie?",
            "7",
            "For answers that name a customer and no call.",
        ),
    }
}

/// The choice of an order; `example` is a date that leaves it open.
pub fn orders(example: &str) -> Choice {
    let title = if example.is_empty() {
        "How does the file write its dates?".to_owned()
    } else {
        format!("How is {example} to be read?")
    };
    Choice::new(
        title,
        ORDERS
            .iter()
            .map(|order| super::super::order_words(*order).to_owned())
            .collect(),
    )
}

/// The choice of what a column means: nothing, then whatever such a table may tell.
pub fn meanings(looked: &Looked, column: &Column) -> (Choice, Vec<Option<Meaning>>) {
    let fields = |fields: &[Field]| fields.iter().map(|field| Meaning::Field(*field)).collect();
    let known: Vec<Meaning> = match looked.kind {
        Kind::Surveys => Part::ALL.iter().map(|part| Meaning::Part(*part)).collect(),
        Kind::Evaluations => {
            let questions = looked.form.iter().flat_map(|(_, questions)| questions);
            let questions = questions.map(|(key, _)| Meaning::Question(key.clone()));
            let told = Told::ALL.iter().map(|told| Meaning::Told(*told));
            let mut known: Vec<Meaning> = questions.chain(told).collect();
            known.extend(fields(OF_A_CALL) as Vec<Meaning>);
            known
        }
        Kind::Numbers => {
            let keys = looked.kpis.iter().map(|(key, _)| key.clone());
            let words = ["week", "rep", "kpi", "value"].map(str::to_owned);
            words.into_iter().chain(keys).map(Meaning::Number).collect()
        }
        _ => fields(Field::ALL),
    };
    let nothing = match looked.kind {
        Kind::Calls => "nothing: kept as text that can be found",
        _ => "nothing",
    };
    let mut options = vec![nothing.to_owned()];
    options.extend(known.iter().map(|one| meaning(one, looked)));
    let choice = Choice::new(format!("What does “{}” hold?", column.header), options);
    let mut meanings = vec![None];
    meanings.extend(known.into_iter().map(Some));
    let now = meanings.iter().position(|one| *one == column.meaning);
    (choice.on(now.unwrap_or(0)), meanings)
}

/// What a column means that tells, beside those that hold a field, which rows are calls and how they came out.
pub const RULES: &str = "helps to tell how it came out";

/// What a column means, in words.
pub fn meaning(meaning: &Meaning, looked: &Looked) -> String {
    let words = |key: &str| {
        let mut questions = looked.form.iter().flat_map(|(_, questions)| questions);
        let found = questions.find(|(known, _)| known == key);
        found.map_or_else(|| key.to_owned(), |(_, text)| text.clone())
    };
    match meaning {
        Meaning::Field(field) => self::field(*field).to_owned(),
        Meaning::Part(part) => self::part(*part).to_owned(),
        Meaning::Told(told) => self::told(*told).to_owned(),
        Meaning::Question(key) => format!("answers: {}", words(key)),
        Meaning::Comment(key) => format!("remarks: {}", words(key)),
        Meaning::Number(word) => number(word, looked),
    }
}

/// The choice of a phone system, where several write such files.
pub fn profiles(ids: &[String]) -> Choice {
    Choice::new("Which phone system wrote it?", ids.to_vec())
}

/// The choice of a scale, on the one that the answers show.
pub fn scales(column: &str, found: Option<Scale>) -> Choice {
    let title = match found {
        Some(_) => format!("How is “{column}” answered? Enter confirms."),
        None => format!("How is “{column}” answered? The answers do not show it."),
    };
    let words = Scale::ALL.iter().map(|scale| scale.in_words().to_owned());
    let at = Scale::ALL.iter().position(|scale| Some(*scale) == found);
    Choice::new(title, words.collect()).on(at.unwrap_or(0))
}

/// Whether a file that was read before is read again.
pub fn again(refusal: &Refusal) -> Choice {
    let options = [
        "leave it: nothing is changed",
        "add its calls a second time",
    ];
    Choice::new(refusal.to_string(), options.map(str::to_owned).to_vec())
}

/// What a part of a survey is, in words.
fn part(part: Part) -> &'static str {
    match part {
        Part::AnswerId => "the answer's own id",
        Part::SourceId => "the id of the call that was asked about",
        Part::At => "when it was answered",
        Part::Rep => "who handled the call",
        Part::Customer => "the customer's name",
        Part::Number => "the customer's number",
        Part::Email => "the customer's e-mail address",
        Part::Note => "the customer's own words",
        Part::Csat => "how satisfied the customer was",
        Part::Nps => "would recommend, 0 to 10",
        Part::Ces => "how easy it was",
        Part::Score => "a score; another column tells of what",
        Part::Type => "what the score measures",
    }
}

/// What a part of a number is, in words; else the KPI whose numbers they are.
fn number(word: &str, looked: &Looked) -> String {
    match word {
        "week" => "the week, or a day of it".into(),
        "rep" => "the rep; else it is the business's".into(),
        "kpi" => "which KPI".into(),
        "value" => "how much".into(),
        key => {
            let found = looked.kpis.iter().find(|(known, _)| known == key);
            let name = found.map_or(key, |(_, name)| name.as_str());
            format!("numbers of {name}")
        }
    }
}

/// What is told of a scoring, in words.
fn told(told: Told) -> &'static str {
    match told {
        Told::Scorecard => "on which scorecard it was scored",
        Told::ScoredAt => "when it was scored",
        Told::Lane => "random or targeted",
        Told::Frame => "of how many calls it was drawn",
        Told::ScoredBy => "who scored it: you or the rep",
    }
}

/// What a field is, in words.
fn field(field: Field) -> &'static str {
    match field {
        Field::SourceId => "the call's own id",
        Field::GroupId => "an id that the parts of one call share",
        Field::At => "when it began: date and time",
        Field::Date => "the day it began",
        Field::Time => "the time of day it began",
        Field::AnsweredAt => "when it was answered",
        Field::Zone => "the zone of the row's times",
        Field::EndedAt => "when it ended",
        Field::Duration => "the whole length, with ringing",
        Field::Talk => "the length of the talk",
        Field::Ring => "how long it rang",
        Field::Direction => "who began it: in or out",
        Field::Rep => "the rep: name, extension or e-mail",
        Field::Extension => "the rep's extension",
        Field::Customer => "the customer's name",
        Field::Number => "the customer's number",
        Field::Email => "the customer's e-mail address",
        Field::From => "who called",
        Field::To => "who was called",
        Field::FromName => "the caller's name",
        Field::ToName => "the name of who was called",
        Field::FromExtension => "the caller's extension",
        Field::ToExtension => "the extension that was called",
        Field::FromLine => "the caller's line in the phone system",
        Field::ToLine => "the called line in the phone system",
        Field::Channel => "phone, chat, e-mail...",
        Field::Queue => "the queue, line or subject",
        Field::Status => "how it came out",
        Field::Messages => "how many messages were written",
        Field::Recording => "where the recording lies",
        Field::Transcript => "the transcript, or where it lies",
        Field::Csat => "how satisfied the customer was",
        Field::Nps => "would recommend, 0 to 10",
        Field::Note => "a note",
    }
}
