//! What speaks for calls and what against them, in a table that no profile knows. A table of orders or hours has times,
//! lengths, people and telephone numbers as well.

use crate::domain::import::field::Field;
use crate::domain::import::outcome;
use crate::domain::import::party::Party;
use crate::domain::import::row::Row;

use super::names::words;

/// Words of headers that only logs of calls have. A telephone number alone is none: every list of customers has one.
const OF_CALLS: &[&str] = &[
    "call",
    "calls",
    "called",
    "caller",
    "callee",
    "callid",
    "calldate",
    "callerid",
    "calling",
    "talk",
    "talking",
    "talked",
    "ring",
    "ringing",
    "rang",
    "direction",
    "inbound",
    "outbound",
    "dialed",
    "dialled",
    "dnis",
    "ani",
    "billsec",
    "voicemail",
    "answered",
    "missed",
    "abandoned",
    "disposition",
    "queue",
    "conversation",
    "chat",
    "csat",
    "anruf",
    "anrufer",
    "richtung",
    "gesprächsdauer",
    "wartezeit",
    "rufnummer",
    "anrufart",
    "llamada",
    "llamadas",
    "chiamata",
    "chiamate",
    "chiamato",
    "chiamante",
    "appel",
];
/// Words that logs of calls have, and bookings, shifts and logins as well.
const OF_WORK: &[&str] = &[
    "rep",
    "agent",
    "extension",
    "ext",
    "handled",
    "agente",
    "nebenstelle",
    "durchwahl",
];
/// Words of headers beside which those of [`OF_WORK`] tell nothing.
const OF_ELSE: &[&str] = &[
    "state",
    "login",
    "logout",
    "logon",
    "logoff",
    "clock",
    "shift",
    "break",
    "booking",
    "reservation",
    "order",
    "invoice",
    "total",
    "amount",
    "price",
    "payment",
    "qty",
    "quantity",
    "trip",
    "ride",
    "delivery",
    "pickup",
    "visit",
    "appointment",
    "session",
    "task",
    "project",
    "job",
    "hours",
    "activity",
];
/// Words for how a call came out that nothing else comes out as.
const ENDS: &[&str] = &["answered", "no answer", "missed", "voicemail", "busy"];

/// Whether any column is one that only a log of calls has, by its name or by what it holds.
pub(super) fn speaks_of_calls(headers: &[String], rows: &[Row]) -> bool {
    let named = |known: &[&str]| {
        let mut headers = headers.iter();
        headers.any(|header| words(header).split(' ').any(|word| known.contains(&word)))
    };
    named(OF_CALLS)
        || named(OF_WORK) && !named(OF_ELSE)
        || (0..headers.len()).any(|at| {
            column(rows, at).any(|cell| ENDS.iter().any(|end| end.eq_ignore_ascii_case(cell)))
                || all(rows, at, |cell| outcome::of_direction(cell).is_some())
        })
}

/// The columns that hold sums of calls, where the table is a report of people or hours: how many calls, how long on
/// average. None in a log.
pub(super) fn sums<'h>(headers: &'h [String], rows: &[Row]) -> Option<Vec<&'h str>> {
    let is = |at: usize, header: &str| -> Option<Sum> {
        let words = words(header);
        let mut each = words.split(' ');
        if each.any(|word| matches!(word, "average" | "avg" | "durchschnitt")) {
            return Some(Sum::Average);
        }
        let counts = words.split(' ').any(|word| word == "calls") || words.ends_with("call count");
        let counted = counts
            && all(rows, at, |cell| {
                cell.len() < 6 && cell.parse::<u32>().is_ok()
            });
        counted.then_some(Sum::Count)
    };
    let found: Vec<(Sum, &str)> = headers
        .iter()
        .enumerate()
        .filter_map(|(at, header)| Some((is(at, header)?, header.as_str())))
        .collect();
    let count = |kind: Sum| found.iter().filter(|(sum, _)| *sum == kind).count();
    let (counts, averages) = (count(Sum::Count), count(Sum::Average));
    let is_report = counts >= 2 || counts >= 1 && averages >= 1 || averages >= 2;
    is_report.then(|| found.into_iter().map(|(_, header)| header).collect())
}

/// What is not sure about the lengths: whether `0:10` is ten minutes or ten seconds, where times are told to the minute and
/// no length reaches an hour; and what a number counts where another column tells.
pub(super) fn unsure_lengths(
    headers: &[String],
    rows: &[Row],
    columns: &[(Field, usize)],
) -> Option<String> {
    let length = place(columns, &[Field::Duration, Field::Talk])?;
    let name = headers.get(length)?;
    if let Some(unit) = headers
        .iter()
        .find(|header| words(header).ends_with(" unit"))
    {
        return Some(format!(
            "'{unit}' tells what the lengths in '{name}' count, row by row"
        ));
    }
    let to_the_minute = |at: usize| all(rows, at, |cell| cell.matches(':').count() == 1);
    let unsure = to_the_minute(place(columns, &[Field::At, Field::Time])?)
        && to_the_minute(length)
        && all(rows, length, |cell| cell.starts_with("0:"))
        && column(rows, length).any(|cell| cell.contains(|c: char| ('1'..='9').contains(&c)));
    unsure.then(|| {
        format!("the lengths in '{name}' may be hours and minutes, or minutes and seconds: write them as 0:10:00 or as seconds")
    })
}

/// Where the first of these fields stands.
fn place(columns: &[(Field, usize)], fields: &[Field]) -> Option<usize> {
    let found = columns.iter().find(|(field, _)| fields.contains(field))?;
    Some(found.1)
}

/// Which end is the customer's, where both hold outside numbers and nothing tells the direction.
pub(super) fn unsure_ends(
    headers: &[String],
    rows: &[Row],
    columns: &[(Field, usize)],
) -> Option<String> {
    let from = place(columns, &[Field::From])?;
    let to = place(columns, &[Field::To])?;
    let outside = |row: &&Row, at: usize| !Party::read(row.cell(at)).number.is_empty();
    let unsure = rows
        .iter()
        .filter(|row| outside(row, from) && outside(row, to))
        .count();
    let unsure = place(columns, &[Field::Direction]).is_none() && unsure * 2 > rows.len();
    unsure.then(|| {
        let name = |at: usize| headers.get(at).map_or("", String::as_str);
        format!(
            "nothing says which way a call went, so that '{}' or '{}' may be the customer's: say which of them is the number",
            name(from),
            name(to)
        )
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sum {
    Count,
    Average,
}

fn column(rows: &[Row], at: usize) -> impl Iterator<Item = &str> {
    rows.iter()
        .map(move |row| row.cell(at))
        .filter(|cell| !cell.is_empty())
}

/// Whether the column holds something, and nothing but what fits.
fn all(rows: &[Row], at: usize, fits: impl Fn(&str) -> bool) -> bool {
    column(rows, at).next().is_some() && column(rows, at).all(fits)
}
