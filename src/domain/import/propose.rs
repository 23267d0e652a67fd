//! A map for a table that no profile knows: proposed from the names of its columns and from what stands in them.

use std::collections::HashSet;

use crate::domain::customer::email_key;
use crate::domain::import::duration::{self, Unit};
use crate::domain::import::field::{ColumnRef, Field};
use crate::domain::import::outcome;
use crate::domain::import::party::Party;
use crate::domain::import::roster::Roster;
use crate::domain::import::row::Row;
use crate::domain::import::stamp::Stamp;
use crate::domain::phone::is_number;

mod evidence;
pub mod flags;
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
    let both_ends = tells_both_ends(headers, rows);
    for (at, header) in headers.iter().enumerate() {
        let cells = filled(rows, at);
        for field in Field::ALL {
            // Of two ends neither is the customer's for sure; a single one is.
            let is_end = matches!(
                field,
                Field::From | Field::To | Field::FromName | Field::ToName
            );
            let is_customer = matches!(field, Field::Number | Field::Customer);
            if is_end && !both_ends || is_customer && both_ends && names::is_an_end(header) {
                continue;
            }
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
    if has(Field::Date) && !has(Field::Time) {
        // An end on the clock says nothing where no beginning does.
        let on_the_clock = |at: usize| filled(rows, at).iter().all(|cell| is_time_of_day(cell));
        proposal
            .columns
            .retain(|(field, at)| *field != Field::EndedAt || !on_the_clock(*at));
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
    let columns = &proposal.columns;
    let unsure = [
        evidence::unsure_lengths(headers, rows, columns),
        evidence::unsure_ends(headers, rows, columns),
    ];
    proposal.doubts.extend(unsure.into_iter().flatten());
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

/// The first cells of a column that hold anything.
fn filled(rows: &[Row], at: usize) -> Vec<&str> {
    let cells = rows.iter().map(|row| row.cell(at));
    cells.filter(|cell| !cell.is_empty()).take(200).collect()
}

/// Whether one column names who called and another who was called.
fn tells_both_ends(headers: &[String], rows: &[Row]) -> bool {
    let columns = |end| {
        let all = headers.iter().enumerate();
        all.filter(move |(at, header)| is_end(end, header, &filled(rows, *at)))
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
    };
    let (from, to) = (columns(Field::From), columns(Field::To));
    from.iter().any(|at| to.iter().any(|other| other != at))
}

/// Whether a column names an end of calls: by its header, and where that may as well be where a lead came from or a load
/// goes to, by the numbers and extensions in it.
fn is_end(field: Field, header: &str, cells: &[&str]) -> bool {
    let told = |cell: &&&str| {
        let party = Party::read(cell);
        party.is_empty() || !party.number.is_empty() || !party.extension.is_empty()
    };
    let told = cells.iter().filter(told).count() * 10 >= cells.len() * 8;
    let sure = matches!(
        header.trim().to_lowercase().as_str(),
        "from" | "to" | "caller" | "called" | "callee"
    );
    names::score(field, header).is_some()
        && (told || sure)
        && !cells
            .iter()
            .any(|cell| is_stamp(cell) && cell.contains(':'))
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
            // Ten bare digits may as well be a telephone number.
            let clear = share(&mut |cell| cell.contains(':')) || header.starts_with('#');
            (fits, fits && clear)
        }
        Field::Date => (share(&mut |cell| is_stamp(cell) && !has_time(cell)), false),
        Field::Time => (share(&mut is_time_of_day), false),
        Field::EndedAt => (
            share(&mut |cell| is_stamp(cell) || is_time_of_day(cell)),
            false,
        ),
        Field::Duration | Field::Talk | Field::Ring => (share(&mut length), false),
        Field::Rep => {
            let known = share(&mut |cell| roster.find(cell).is_some());
            (!share(&mut |cell| is_stamp(cell)), known)
        }
        Field::Number => {
            let fits = share(&mut is_dialled);
            let dated = share(&mut is_stamp);
            let decimal = |cell: &str| cell.matches('.').count() == 1;
            let clear = share(&mut |cell| is_number(cell) && looks_dialled(cell) && !decimal(cell));
            (fits || !filled, fits && !dated && clear)
        }
        Field::Email => {
            let fits = share(&mut |cell| email_key(cell).is_some());
            (fits || !filled, fits)
        }
        Field::Direction => {
            let is_way = |cell: &str| outcome::of_direction(cell).is_some();
            // Telephones write a missed call beside those that came in and went out.
            let fits = cells.iter().any(|cell| is_way(cell))
                && share(&mut |cell| is_way(cell) || outcome::of_missed(cell).is_some());
            let asked = flags::asks_for_direction(header, cells);
            (fits || asked, fits || asked)
        }
        Field::From | Field::To => (is_end(field, header, cells), false),
        Field::Recording => {
            let names_a_file = !share(&mut |cell| cell.len() < 8 && !cell.contains(['.', '/']));
            (names_a_file || !filled, false)
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
        Field::Customer => (!share(&mut |cell| email_key(cell).is_some()), false),
        Field::Transcript | Field::Note => (!flags::is_yes_or_no(cells.iter().copied()), false),
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
        (None, _, true) if field == Field::Rep || !names::is_another(field, header) => {
            Some(Score(1))
        }
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

/// Whether the cell is what stands in a column of numbers: a number, an extension, one that is hidden, or nobody.
fn is_dialled(cell: &str) -> bool {
    let party = Party::read(cell);
    let plain = party.name.is_empty() && party.email.is_empty();
    plain
        || is_number(cell) && !cell.contains(char::is_alphabetic)
        || cell.contains('*')
        || cell.contains("nonym")
}

fn looks_dialled(cell: &str) -> bool {
    cell.starts_with('+') || cell.contains(['(', '-', ' ']) || cell.len() >= 10
}

#[cfg(test)]
mod tests;
