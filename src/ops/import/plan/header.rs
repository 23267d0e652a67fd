//! Where the header of a table stands, and what it names.

use crate::domain::import::duration;
use crate::domain::import::field::{ColumnRef, Field, header_key};
use crate::domain::import::profile::{Names, Profile};
use crate::domain::import::row::Row;
use crate::domain::import::stamp::Stamp;

/// How far down a header is looked for.
pub(super) const TITLES_AT_MOST: usize = 20;

pub(super) fn keys(row: &Row) -> Vec<String> {
    row.cells().map(header_key).collect()
}

/// The headers as written; `#1`, `#2` for those that are missing.
pub(in crate::ops) fn headers(head: &[Row], header: Option<usize>) -> Vec<String> {
    let named = header.and_then(|at| head.get(at));
    let width = named.map_or_else(|| usual_width(head), Row::len);
    (0..width)
        .map(|at| match named.map(|row| row.cell(at)) {
            Some(text) if !text.is_empty() => text.trim_matches(['\u{feff}', '"']).to_owned(),
            _ => format!("#{}", at + 1),
        })
        .collect()
}

fn usual_width(head: &[Row]) -> usize {
    let count = |width: usize| head.iter().filter(|row| row.len() == width).count();
    head.iter()
        .filter(|row| !row.is_blank())
        .map(Row::len)
        .max_by_key(|width| (count(*width), *width))
        .unwrap_or(0)
}

/// The row that names most of the profile's columns; none when no row names any.
pub(super) fn header_of(head: &[Row], profile: &Profile) -> Option<usize> {
    let names: Vec<String> = profile
        .columns
        .values()
        .flat_map(Names::all)
        .map(|name| header_key(name))
        .collect();
    let found = |row: &Row| keys(row).iter().filter(|key| names.contains(key)).count();
    head.iter()
        .take(TITLES_AT_MOST)
        .enumerate()
        .map(|(at, row)| (found(row), at))
        .filter(|(found, _)| *found > 0)
        .max_by_key(|(found, at)| (*found, usize::MAX - at))
        .map(|(_, at)| at)
        .or_else(|| guess_header(head))
}

/// The row that holds every column named by its header; where none does, the row that looks like a header.
pub(super) fn header_with(head: &[Row], map: &[(Field, ColumnRef)]) -> Option<usize> {
    let names: Vec<String> = map
        .iter()
        .filter_map(|(_, column)| match column {
            ColumnRef::Header(name) => Some(header_key(name)),
            ColumnRef::Place(_) => None,
        })
        .collect();
    let all_named = |row: &Row| {
        let keys = keys(row);
        names.iter().all(|name| keys.contains(name))
    };
    let named = (!names.is_empty())
        .then(|| head.iter().take(TITLES_AT_MOST).position(all_named))
        .flatten();
    named.or_else(|| guess_header(head))
}

/// The first row that is nothing but words, above the first row that holds a time.
pub(in crate::ops) fn guess_header(head: &[Row]) -> Option<usize> {
    let width = usual_width(head);
    for (at, row) in head.iter().take(TITLES_AT_MOST).enumerate() {
        let filled: Vec<&str> = row.cells().filter(|cell| !cell.is_empty()).collect();
        if filled.iter().any(|cell| Stamp::read(cell).is_ok()) {
            return None;
        }
        let words = filled.iter().all(|cell| {
            cell.chars().any(char::is_alphabetic)
                && duration::secs(cell, duration::Unit::Secs).is_err()
        });
        if words && filled.len() >= 2 && filled.len() * 2 >= width {
            return Some(at);
        }
    }
    None
}
