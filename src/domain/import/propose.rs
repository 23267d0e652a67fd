//! A map for a table that no profile knows: proposed from the names of its columns and from what stands in them.

use std::collections::HashSet;

use crate::domain::customer::email_key;
use crate::domain::import::duration::{self, Unit};
use crate::domain::import::field::{ColumnRef, Field};
use crate::domain::import::outcome;
use crate::domain::import::roster::Roster;
use crate::domain::import::row::Row;
use crate::domain::import::stamp::Stamp;
use crate::domain::phone::is_number;

mod evidence;
mod names;

/// The doubt where nothing tells whose calls they are.
pub const NOBODY_NAMED: &str = "no column says who handled a call";

/// A proposed map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Field and column, from 0.
    pub columns: Vec<(Field, usize)>,
    /// What is not sure, in words; empty when time and rep are beyond doubt.
    pub doubts: Vec<String>,
    /// Where it is a report and no log: the columns that hold sums of calls.
    pub sums: Vec<String>,
}

impl Proposal {
    /// The map with the columns named by header where it stands only once, else by place.
    pub fn map(&self, headers: &[String]) -> Vec<(Field, ColumnRef)> {
        self.columns
            .iter()
            .map(|(field, at)| {
                let header = headers.get(*at).map(String::as_str).unwrap_or_default();
                let alone = headers.iter().filter(|other| *other == header).count() == 1;
                let column = if alone && !header.is_empty() && !header.starts_with('#') {
                    ColumnRef::Header(header.to_owned())
                } else {
                    ColumnRef::Place(*at)
                };
                (*field, column)
            })
            .collect()
    }

    /// The map as the words of a command: `--map at=Started --map "rep=Handled by"`.
    pub fn command(&self, headers: &[String]) -> String {
        self.map(headers)
            .iter()
            .map(|(field, column)| {
                let plain = format!("{field}={column}");
                let bare = |c: char| c.is_alphanumeric() || "=_.-".contains(c);
                if plain.chars().all(bare) {
                    format!("--map {plain}")
                } else {
                    format!("--map '{}'", plain.replace('\'', "'\\''"))
                }
            })
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// How surely a column holds a field. Names come before contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Score(u32);

/// Proposes a map. `headers` hold `#1`, `#2` where the table has none; `rows` are the first rows of calls.
pub fn propose(headers: &[String], rows: &[Row], roster: &mut Roster) -> Proposal {
    let mut scored: Vec<(Score, Field, usize)> = Vec::new();
    for (at, header) in headers.iter().enumerate() {
        let cells: Vec<&str> = rows
            .iter()
            .map(|row| row.cell(at))
            .filter(|cell| !cell.is_empty())
            .take(200)
            .collect();
        for field in Field::ALL {
            if let Some(score) = score(*field, header, &cells, roster) {
                scored.push((score, *field, at));
            }
        }
    }
    scored.sort_by_key(|(score, _, at)| (std::cmp::Reverse(*score), *at));
    let mut proposal = Proposal::default();
    for (score, field, at) in &scored {
        let free = !proposal
            .columns
            .iter()
            .any(|(taken, column)| taken == field || column == at);
        // A column for date and time together makes two for date and time needless.
        let needless = matches!(field, Field::Date | Field::Time)
            && proposal
                .columns
                .iter()
                .any(|(taken, _)| *taken == Field::At);
        if free && !needless {
            proposal.columns.push((*field, *at));
            doubt(&mut proposal, *field, *at, *score, &scored, headers);
        }
    }
    let has = |field| proposal.columns.iter().any(|(taken, _)| *taken == field);
    if !has(Field::At) && !has(Field::Date) {
        proposal
            .doubts
            .push("no column holds when a call began".into());
    }
    if !has(Field::Rep) && !has(Field::Extension) {
        proposal.doubts.push(NOBODY_NAMED.into());
    }
    let of_calls = [
        Field::Duration,
        Field::Talk,
        Field::EndedAt,
        Field::Direction,
    ];
    if !of_calls.into_iter().any(has) {
        let why = "no column says how long a call took or who began it";
        proposal.doubts.push(why.into());
    } else if !evidence::speaks_of_calls(headers, rows) {
        let why = "no column is one that only calls have, such as who called, which way, or whether it was answered";
        proposal.doubts.push(why.into());
    }
    let sums = evidence::sums(headers, rows).unwrap_or_default();
    proposal.sums = sums.into_iter().map(str::to_owned).collect();
    proposal.columns.sort_by_key(|(field, _)| *field);
    proposal
}

/// Says so when another column is as good for the time or the rep.
fn doubt(
    proposal: &mut Proposal,
    field: Field,
    at: usize,
    score: Score,
    scored: &[(Score, Field, usize)],
    headers: &[String],
) {
    if !matches!(field, Field::At | Field::Rep) {
        return;
    }
    let rival = scored
        .iter()
        .find(|(other, same, column)| *same == field && *column != at && *other == score);
    if let Some((_, _, rival)) = rival {
        let name = |at: usize| headers.get(at).cloned().unwrap_or_default();
        proposal.doubts.push(format!(
            "both '{}' and '{}' may be the column for {field}",
            name(at),
            name(*rival)
        ));
    }
}

fn score(field: Field, header: &str, cells: &[&str], roster: &mut Roster) -> Option<Score> {
    let named = names::score(field, header);
    let filled = !cells.is_empty();
    let share = |fits: &mut dyn FnMut(&str) -> bool| {
        filled && cells.iter().filter(|cell| fits(cell)).count() * 10 >= cells.len() * 8
    };
    let mut length = |cell: &str| duration::secs(cell, Unit::of_header(header)).is_ok();
    let (fits, by_content) = match field {
        Field::At => {
            let fits = share(&mut |cell| is_stamp(cell) && has_time(cell));
            (fits, fits)
        }
        Field::Date => (share(&mut |cell| is_stamp(cell) && !has_time(cell)), false),
        Field::Time => (share(&mut is_time_of_day), false),
        Field::EndedAt => (share(&mut is_stamp), false),
        Field::Duration | Field::Talk | Field::Ring => (share(&mut length), false),
        Field::Rep => {
            let known = share(&mut |cell| roster.find(cell).is_some());
            (!share(&mut |cell| is_stamp(cell)), known)
        }
        Field::Number => {
            let fits =
                share(&mut |cell| is_number(cell) || cell.contains('*') || cell.contains("nonym"));
            let dated = share(&mut is_stamp);
            (fits || !filled, fits && !dated && share(&mut looks_dialled))
        }
        Field::Email => {
            let fits = share(&mut |cell| email_key(cell).is_some());
            (fits || !filled, fits)
        }
        Field::Direction => {
            let fits = share(&mut |cell| outcome::of_direction(cell).is_some());
            (fits, fits)
        }
        Field::Channel => (
            share(&mut |cell| outcome::of_channel(cell).is_some()),
            false,
        ),
        Field::Csat | Field::Nps | Field::Messages => (
            share(&mut |cell| cell.parse::<f64>().is_ok()) || !filled,
            false,
        ),
        Field::SourceId => {
            let distinct: HashSet<&str> = cells.iter().copied().collect();
            // 1, 2, 3 may well begin anew in the next file.
            let counted = share(&mut |cell| cell.len() < 5 && cell.parse::<u32>().is_ok());
            (
                filled && !counted && distinct.len() * 10 >= cells.len() * 8,
                false,
            )
        }
        Field::Extension => (share(&mut |cell| cell.len() <= 6), false),
        _ => (true, false),
    };
    // Whether date and time must be put together is asked only where no column holds both.
    let sure = if matches!(field, Field::Date | Field::Time) {
        0
    } else {
        100
    };
    match (named, fits, by_content) {
        (Some(named), true, _) => Some(Score(sure + named)),
        (None, _, true) => Some(Score(1)),
        _ => None,
    }
}

fn is_stamp(cell: &str) -> bool {
    Stamp::read(cell).is_ok() && (cell.contains(['-', '/', '.', ' ']) || cell.len() >= 10)
}

fn has_time(cell: &str) -> bool {
    let whole = cell.split_once('.').map_or(cell, |(whole, _)| whole);
    let digits = whole.len() >= 9 && cell.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    cell.contains(':') || digits
}

fn is_time_of_day(cell: &str) -> bool {
    cell.contains(':') && Stamp::read(&format!("2026-01-05 {cell}")).is_ok()
}

fn looks_dialled(cell: &str) -> bool {
    cell.starts_with('+') || cell.contains(['(', '-', ' ']) || cell.len() >= 10
}

#[cfg(test)]
mod tests;
