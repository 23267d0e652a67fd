//! What a column may hold: the fields of a call, and how a column is named in a map.

use crate::domain::call::words;

words! {
    /// What a column of a call log holds.
    Field {
        /// The call's own id.
        SourceId = "source_id",
        /// What the legs of one call share.
        GroupId = "group_id",
        /// When it began, date and time.
        At = "at",
        /// The day it began, where the time stands in a column of its own.
        Date = "date",
        /// The time of day it began.
        Time = "time",
        /// When it was answered.
        AnsweredAt = "answered_at",
        /// When it ended.
        EndedAt = "ended_at",
        /// The zone of the row's times, where each row tells its own.
        Zone = "zone",
        /// From the first ring to the end.
        Duration = "duration",
        /// Talk with a person.
        Talk = "talk",
        /// Until it was answered.
        Ring = "ring",
        /// Who began it.
        Direction = "direction",
        /// Who handled it: a name, an extension or an address.
        Rep = "rep",
        /// The rep's extension, where it stands in a column of its own.
        Extension = "extension",
        /// The customer's name.
        Customer = "customer",
        /// The customer's number.
        Number = "number",
        /// The customer's e-mail address.
        Email = "email",
        /// Who called; by the direction it is the customer or the rep.
        From = "from",
        /// Who was called.
        To = "to",
        /// The caller's name, where it stands in a column of its own.
        FromName = "from_name",
        /// The name of who was called.
        ToName = "to_name",
        /// The caller's extension, where it stands in a column of its own.
        FromExtension = "from_extension",
        /// The extension that was called.
        ToExtension = "to_extension",
        /// The caller's line inside the telephone system, such as `SIP/301-0000001a`.
        FromLine = "from_line",
        /// The called line inside the telephone system.
        ToLine = "to_line",
        /// Phone, chat, e-mail, video.
        Channel = "channel",
        /// The queue, line or subject.
        Queue = "queue",
        /// How it came out, as the file writes it.
        Status = "status",
        /// How many messages were written.
        Messages = "messages",
        /// Where the recording lies.
        Recording = "recording",
        /// Where the transcript lies, or its text.
        Transcript = "transcript",
        /// The customer's satisfaction, as the file writes it.
        Csat = "csat",
        /// Would recommend, 0 to 10.
        Nps = "nps",
        /// A note or comment.
        Note = "note",
    }
}

impl Field {
    /// What it is, in a word or two: `call ID`.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::SourceId => "call ID",
            Self::GroupId => "ID of the whole call",
            Self::At => "start",
            Self::Date => "day",
            Self::Time => "time of day",
            Self::AnsweredAt => "time of answer",
            Self::EndedAt => "end",
            Self::Zone => "zone",
            Self::Duration => "whole length",
            Self::Talk => "talk",
            Self::Ring => "ringing",
            Self::Direction => "direction",
            Self::Rep => "rep",
            Self::Extension => "rep's extension",
            Self::Customer => "customer",
            Self::Number => "customer's number",
            Self::Email => "customer's e-mail",
            Self::From => "caller",
            Self::To => "called",
            Self::FromName => "caller's name",
            Self::ToName => "name of the called",
            Self::FromExtension => "caller's extension",
            Self::ToExtension => "called extension",
            Self::FromLine => "caller's line",
            Self::ToLine => "called line",
            Self::Channel => "channel",
            Self::Queue => "queue",
            Self::Status => "outcome",
            Self::Messages => "messages",
            Self::Recording => "recording",
            Self::Transcript => "transcript",
            Self::Csat => "satisfaction",
            Self::Nps => "would recommend",
            Self::Note => "note",
        }
    }
}

/// How a column is named in a map: by its header, or by its place from 1 (`#3`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnRef {
    /// The header, compared without case and outer spaces.
    Header(String),
    /// The place, from 0.
    Place(usize),
}

impl std::str::FromStr for ColumnRef {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let place = text
            .strip_prefix('#')
            .and_then(|digits| digits.parse::<usize>().ok())
            .and_then(|place| place.checked_sub(1));
        Ok(place.map_or_else(|| Self::Header(text.to_owned()), Self::Place))
    }
}

impl std::fmt::Display for ColumnRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Header(header) => f.write_str(header),
            Self::Place(place) => write!(f, "#{}", place + 1),
        }
    }
}

/// What is wrong with one `FIELD=COLUMN`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// No `=`.
    #[error("'{0}' is not FIELD=COLUMN, such as at=\"Start time\" or rep=#4")]
    Shape(String),
    /// No such field.
    #[error("there is no field '{0}': {all}", all = Field::ALL.iter().map(|f| f.word()).collect::<Vec<_>>().join(" "))]
    Field(String),
}

/// Reads one `NAME=COLUMN`, where the name may also be that of a question.
pub fn parse_named(text: &str) -> Result<(String, ColumnRef), MapError> {
    let (name, column) = text
        .split_once('=')
        .filter(|(name, column)| !name.trim().is_empty() && !column.trim().is_empty())
        .ok_or_else(|| MapError::Shape(text.to_owned()))?;
    let Ok(column) = column.trim().parse();
    Ok((name.trim().to_owned(), column))
}

/// Reads one `FIELD=COLUMN`.
pub fn parse_map(text: &str) -> Result<(Field, ColumnRef), MapError> {
    let (name, column) = parse_named(text)?;
    let field = Field::from_word(&name).ok_or(MapError::Field(name))?;
    Ok((field, column))
}

/// The form in which headers are compared: lower case, single spaces, no byte order mark, no outer quotes.
pub fn header_key(text: &str) -> String {
    text.trim_matches(|c: char| c == '\u{feff}' || c == '"' || c.is_whitespace())
        .split_whitespace()
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn a_column_is_named_by_its_header_or_by_its_place() {
        assert_eq!(
            parse_map("at=Start time").unwrap(),
            (Field::At, ColumnRef::Header("Start time".into()))
        );
        assert_eq!(
            parse_map("rep=#3").unwrap(),
            (Field::Rep, ColumnRef::Place(2))
        );
        assert_eq!(
            parse_map("note=a=b").unwrap(),
            (Field::Note, ColumnRef::Header("a=b".into()))
        );
        assert_eq!(
            parse_map("rep=#0").unwrap().1,
            ColumnRef::Header("#0".into())
        );
        assert!(matches!(parse_map("rep"), Err(MapError::Shape(_))));
        assert!(matches!(parse_map("rap=#1"), Err(MapError::Field(_))));
    }

    #[test]
    fn headers_are_the_same_whatever_their_case_and_spaces() {
        assert_eq!(header_key("\u{feff}Call  Time "), "call time");
    }
}
