//! A name of no known system: the first time in it and the numbers that are left.

use chrono::NaiveDateTime;

use super::{Named, digits_time, is_digits};

/// Reads `2026-11-16_0912`, `recording 20261116 091233 3125550188` and the like.
pub fn read(name: &str) -> Named {
    let runs: Vec<&str> = name
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    let found = (0..runs.len())
        .find_map(|from| time_from(&runs[from..]).map(|(at, used)| (from, at, used)));
    let is_utc = name.ends_with('Z');
    let (at, taken) = match found {
        Some((from, at, used)) => (Some(at), from..from + used),
        None => (None, 0..0),
    };
    let numbers = if is_id(name) {
        Vec::new()
    } else {
        numbers(name, &runs[taken])
    };
    Named {
        at,
        is_utc: is_utc && at.is_some(),
        numbers,
        ..Named::default()
    }
}

/// A time at the beginning of these runs of digits, and how many of them it takes.
fn time_from(runs: &[&str]) -> Option<(NaiveDateTime, usize)> {
    let (date, used) = match runs {
        [all, ..] if all.len() == 14 || all.len() == 12 => {
            return digits_time(&format!("{all:0<14}")).map(|at| (at, 1));
        }
        [date, ..] if date.len() == 8 => ((*date).to_owned(), 1),
        [year, month, day, ..] if (year.len(), month.len(), day.len()) == (4, 2, 2) => {
            (format!("{year}{month}{day}"), 3)
        }
        _ => return None,
    };
    let (time, more) = match runs.get(used..)? {
        [time, ..] if time.len() == 6 || time.len() == 4 => (format!("{time:0<6}"), 1),
        [hour, minute, second, ..] if (hour.len(), minute.len(), second.len()) == (2, 2, 2) => {
            (format!("{hour}{minute}{second}"), 3)
        }
        [hour, minute, ..] if (hour.len(), minute.len()) == (2, 2) => {
            (format!("{hour}{minute}00"), 2)
        }
        _ => return None,
    };
    digits_time(&format!("{date}{time}")).map(|at| (at, used + more))
}

/// What may be a number or an extension, apart from the runs of digits that are the time.
fn numbers(name: &str, time: &[&str]) -> Vec<String> {
    let words = name.split(['_', ' ', ',', '[', ']']).map(str::trim);
    let is_number = |word: &&str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let only = word
            .chars()
            .all(|c| c.is_ascii_digit() || "+-().".contains(c));
        only && (2..=15).contains(&digits)
    };
    let of_time = |word: &str| {
        let mut runs = word
            .split(|c: char| !c.is_ascii_digit())
            .filter(|run| is_digits(run));
        runs.any(|run| time.contains(&run))
    };
    words
        .filter(is_number)
        .filter(|word| !of_time(word))
        .map(str::to_owned)
        .collect()
}

/// Whether the whole name is one id of hexadecimal digits, parted or not.
fn is_id(name: &str) -> bool {
    name.len() >= 32 && name.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}
