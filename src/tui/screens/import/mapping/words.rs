//! The words for what a column means and how a date is written.

use crate::domain::import::field::Field;
use crate::domain::import::stamp::DateOrder;
use crate::tui::widgets::dialog::Choice;

/// The orders that can be chosen.
pub const ORDERS: &[DateOrder] = &[DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd];

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

/// The choice of what a column means: nothing, then every field.
pub fn meanings(column: &str) -> Choice {
    let mut options = vec!["nothing: kept as text that can be found".to_owned()];
    options.extend(Field::ALL.iter().map(|field| meaning(*field).to_owned()));
    Choice::new(format!("What does “{column}” hold?"), options)
}

/// What a field is, in words.
pub fn meaning(field: Field) -> &'static str {
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
