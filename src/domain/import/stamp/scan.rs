//! The many ways of writing a date and time, taken apart piece by piece. What is fast and common stands in `stamp.rs`.

use chrono::{NaiveDate, NaiveTime};

use super::{Date, Offset, Stamp};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// One piece of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A number and how many digits it was written with.
    Number(u32, usize),
    /// The number of a month, from 1.
    Month(u32),
    /// Morning (false) or afternoon (true).
    Afternoon(bool),
    /// A zone by letters: seconds east of UTC.
    Zone(i32),
    /// Anything that stands between.
    Mark(char),
}

/// A stamp in any of the ways that call logs were seen to use; none when it is none of them.
pub(super) fn stamp(text: &str) -> Option<Stamp> {
    if text.len() > 64 {
        return None;
    }
    let pieces = pieces(text.trim_start_matches('\''))?;
    let rest = pieces.as_slice();
    let (date, time, offset, rest) = if let Some((date, rest)) = date(rest) {
        let rest = skip(rest, &[' ', ',', 'T', '@', '-']);
        if rest.is_empty() {
            (date, NaiveTime::MIN, Offset::None, rest)
        } else {
            let (time, offset, rest) = time(rest)?;
            (date, time, offset, rest)
        }
    } else {
        let (time, offset, rest) = time(rest)?;
        let (date, rest) = date(skip(rest, &[' ', ',']))?;
        (date, time, offset, rest)
    };
    skip(rest, &[' ']).is_empty().then_some(())?;
    Some(Stamp { date, time, offset }).filter(Stamp::is_a_day)
}

fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut found = Vec::with_capacity(16);
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let same =
            |class: fn(char) -> bool| rest.split_at(rest.find(|c| !class(c)).unwrap_or(rest.len()));
        let piece = if first.is_ascii_digit() {
            let (digits, after) = same(|c| c.is_ascii_digit());
            rest = after;
            // Parts of a second may be long; nothing else is.
            let value = digits.get(..digits.len().min(9))?.parse().ok()?;
            Word::Means(Piece::Number(value, digits.len()))
        } else if first.is_alphabetic() {
            let (word, after) = same(|c| c.is_alphabetic() || c == '.');
            rest = after;
            read_word(word)
        } else {
            rest = rest.get(first.len_utf8()..)?;
            Word::Means(Piece::Mark(if first.is_whitespace() { ' ' } else { first }))
        };
        match piece {
            Word::Means(Piece::Mark(' ')) if found.last() == Some(&Piece::Mark(' ')) => {}
            Word::Means(piece) => found.push(piece),
            // A day of the week says nothing more; the comma after it does not either.
            Word::Nothing => rest = rest.trim_start_matches([',', ' ']),
            Word::Strange => return None,
        }
    }
    Some(found)
}

/// What a word stands for.
enum Word {
    Means(Piece),
    /// It may stand in a date and says nothing.
    Nothing,
    /// No date holds it.
    Strange,
}

fn read_word(word: &str) -> Word {
    let lower = word.to_lowercase();
    let word = lower.trim_end_matches('.');
    let names = |names: &[&str]| {
        names.iter().position(|name| {
            word.len() >= 3 && (name.starts_with(word) || word == "sept" && *name == "september")
        })
    };
    if let Some(month) = names(&MONTHS) {
        return Word::Means(Piece::Month(month as u32 + 1));
    }
    if names(&DAYS).is_some() {
        return Word::Nothing;
    }
    let hours = |hours: i32| Word::Means(Piece::Zone(hours * 3600));
    match word {
        "am" | "a.m" | "a" => Word::Means(Piece::Afternoon(false)),
        "pm" | "p.m" | "p" => Word::Means(Piece::Afternoon(true)),
        "t" => Word::Means(Piece::Mark('T')),
        "at" | "st" | "nd" | "rd" | "th" => Word::Nothing,
        // RFC 2822, 4.3: the only zones by letters that mean the same everywhere.
        "z" | "utc" | "gmt" | "ut" => hours(0),
        "edt" => hours(-4),
        "est" | "cdt" => hours(-5),
        "cst" | "mdt" => hours(-6),
        "mst" | "pdt" => hours(-7),
        "pst" => hours(-8),
        _ => Word::Strange,
    }
}

fn skip<'p>(mut rest: &'p [Piece], marks: &[char]) -> &'p [Piece] {
    while let [Piece::Mark(mark), after @ ..] = rest
        && marks.contains(mark)
    {
        rest = after;
    }
    rest
}

fn date(rest: &[Piece]) -> Option<(Date, &[Piece])> {
    let between = [' ', '-', '/', '.', ','];
    let (first, rest) = rest.split_first()?;
    let (second, rest) = skip(rest, &between).split_first()?;
    let (third, rest) = skip(rest, &between).split_first()?;
    let year = |year: u32, length: usize| if length == 4 { year } else { 2000 + year };
    let named = |y: u32, m: u32, d: u32| NaiveDate::from_ymd_opt(y as i32, m, d).map(Date::Plain);
    let date = match (*first, *second, *third) {
        (
            Piece::Number(y, 4),
            Piece::Number(m, 1..=2) | Piece::Month(m),
            Piece::Number(d, 1..=2),
        ) => named(y, m, d)?,
        (Piece::Number(a, 1..=2), Piece::Number(b, 1..=2), Piece::Number(c, length @ (2 | 4))) => {
            Date::Open {
                parts: [a, b, c],
                long_year: length == 4,
            }
        }
        (Piece::Number(d, 1..=2), Piece::Month(m), Piece::Number(y, l @ (2 | 4)))
        | (Piece::Month(m), Piece::Number(d, 1..=2), Piece::Number(y, l @ (2 | 4))) => {
            named(year(y, l), m, d)?
        }
        _ => return None,
    };
    Some((date, rest))
}

fn time(rest: &[Piece]) -> Option<(NaiveTime, Offset, &[Piece])> {
    let [Piece::Number(hour, 1..=2), rest @ ..] = rest else {
        return None;
    };
    let (minute, rest) = part(rest, ':').unwrap_or((None, rest));
    let (second, rest) = part(rest, ':').unwrap_or((None, rest));
    let rest = match rest {
        [Piece::Mark('.' | ','), Piece::Number(..), after @ ..] if second.is_some() => after,
        _ => rest,
    };
    let (hour, rest) = match skip(rest, &[' ']) {
        [Piece::Afternoon(pm), after @ ..] if (1..=12).contains(hour) => {
            (hour % 12 + if *pm { 12 } else { 0 }, after)
        }
        _ if minute.is_none() => return None,
        _ => (*hour, rest),
    };
    let time = NaiveTime::from_hms_opt(hour, minute.unwrap_or(0), second.unwrap_or(0))?;
    let (offset, rest) = offset(skip(rest, &[' ']))?;
    Some((time, offset, rest))
}

/// `:12` and what follows.
fn part(rest: &[Piece], mark: char) -> Option<(Option<u32>, &[Piece])> {
    match rest {
        [Piece::Mark(found), Piece::Number(value, 2), after @ ..] if *found == mark => {
            Some((Some(*value), after))
        }
        _ => None,
    }
}

fn offset(rest: &[Piece]) -> Option<(Offset, &[Piece])> {
    match rest {
        [
            Piece::Mark('('),
            Piece::Zone(secs),
            Piece::Mark(')'),
            after @ ..,
        ]
        | [Piece::Zone(secs), after @ ..] => {
            let offset = if *secs == 0 {
                Offset::Utc
            } else {
                Offset::East(*secs)
            };
            match (skip(after, &[' ']), offset) {
                // `GMT+02:00`
                (signed @ [Piece::Mark('+' | '-'), Piece::Number(..), ..], Offset::Utc) => {
                    numeric(signed)
                }
                _ => Some((offset, after)),
            }
        }
        [Piece::Mark('+' | '-'), ..] => numeric(rest),
        _ => Some((Offset::None, rest)),
    }
}

/// `+05:30`, `-0500`, `+2`.
fn numeric(rest: &[Piece]) -> Option<(Offset, &[Piece])> {
    let [Piece::Mark(sign), Piece::Number(value, length), rest @ ..] = rest else {
        return None;
    };
    let (hours, minutes, rest) = match (*length, part(rest, ':')) {
        (1 | 2, Some((minutes, after))) => (*value, minutes.unwrap_or(0), after),
        (1 | 2, None) => (*value, 0, rest),
        (4, _) => (value / 100, value % 100, rest),
        _ => return None,
    };
    if hours > 25 || minutes > 59 {
        return None;
    }
    let secs = (hours * 3600 + minutes * 60) as i32;
    let rest = match skip(rest, &[' ']) {
        // `+0000 (UTC)`
        [
            Piece::Mark('('),
            Piece::Zone(_),
            Piece::Mark(')'),
            after @ ..,
        ] => after,
        _ => rest,
    };
    Some((Offset::East(if *sign == '-' { -secs } else { secs }), rest))
}
