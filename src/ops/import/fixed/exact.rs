//! Columns with a space between them in every line.

use crate::ops::import::fixed::{LONGEST, MARKS, is_clock};

/// Whether the column of the time holds two words more in every line: these are columns of their own that are shifted.
pub(super) fn time_stands_with_others(calls: &[&str], starts: &[usize]) -> bool {
    calls.iter().all(|line| {
        in_columns(line, starts).iter().any(|cell| {
            let mut words = cell.split_whitespace();
            words.any(|word| is_clock(word.trim_start_matches(MARKS))) && words.count() >= 2
        })
    })
}

/// The cells of a line whose columns begin there, in characters.
pub(super) fn in_columns(line: &str, starts: &[usize]) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut nexts = starts.iter().skip(1).peekable();
    for (at, character) in line.chars().enumerate() {
        while nexts.next_if(|start| **start <= at).is_some() {
            cells.push(String::new());
        }
        cells
            .last_mut()
            .into_iter()
            .for_each(|cell| cell.push(character));
    }
    cells
}

/// Where columns begin: after characters that are a space in every line.
pub(super) fn starts(calls: &[&str]) -> Vec<usize> {
    let mut filled: Vec<bool> = Vec::new();
    for line in calls {
        for (at, character) in line.chars().take(LONGEST).enumerate() {
            if filled.len() <= at {
                filled.push(false);
            }
            if let Some(place) = filled.get_mut(at) {
                *place |= !character.is_whitespace();
            }
        }
    }
    let mut before = false;
    let mut starts = Vec::new();
    for (at, filled) in filled.iter().enumerate() {
        if *filled && !before {
            starts.push(at);
        }
        before = *filled;
    }
    starts
}

/// The words of a header line, each given to the column that it stands over or nearest to.
pub(super) fn names(line: &str, starts: &[usize]) -> Vec<String> {
    let mut names = vec![String::new(); starts.len()];
    let mut from = 0;
    for word in line.split(' ') {
        let length = word.chars().count();
        if length > 0 {
            let middle = from + length / 2;
            let column = starts
                .iter()
                .rposition(|start| *start <= middle)
                .unwrap_or(0);
            if let Some(name) = names.get_mut(column) {
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(word);
            }
        }
        from += length + 1;
    }
    names
}
