//! Columns that most lines stand in and some only nearly: a line may be shifted by a character or two. A line is never cut
//! within a word, and a word that may belong to two columns makes its line one that cannot be used.

use std::ops::Range;

/// How far a word may stand beside its column, in characters.
const BESIDE: usize = 2;
/// In one of how many lines a character must be filled to be one of a column.
const FILLED_IN: usize = 4;

/// The columns of these lines, each from its first to behind its last character.
pub fn columns(lines: &[&str]) -> Vec<Range<usize>> {
    let mut counts: Vec<usize> = Vec::new();
    for place in lines
        .iter()
        .flat_map(|line| words(line))
        .flat_map(|(place, _)| place)
    {
        counts.resize(counts.len().max(place + 1), 0);
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    let mut columns: Vec<Range<usize>> = Vec::new();
    for (at, count) in counts.iter().enumerate() {
        if count * FILLED_IN <= lines.len() {
            continue;
        }
        match columns.last_mut() {
            Some(column) if column.end == at => column.end = at + 1,
            _ => columns.push(at..at + 1),
        }
    }
    columns
}

/// The cells of a line that stands in these columns or nearly so; none where a word may belong to two of them, or to none.
pub fn cut(line: &str, columns: &[Range<usize>]) -> Option<Vec<String>> {
    let mut cells = vec![String::new(); columns.len()];
    let mut least = 0;
    for (place, word) in words(line) {
        let column = column_of(&place, columns)?;
        if column < least {
            return None;
        }
        least = column;
        let cell = cells.get_mut(column)?;
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.push_str(&word);
    }
    Some(cells)
}

/// The one column that the word stands in, else the one that it stands beside.
fn column_of(place: &Range<usize>, columns: &[Range<usize>]) -> Option<usize> {
    let one = |beside: usize| {
        let near = |column: &Range<usize>| {
            place.start < column.end + beside && column.start < place.end + beside
        };
        let mut found = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| near(column));
        match (found.next(), found.next()) {
            (Some((at, _)), None) => Ok(Some(at)),
            (None, _) => Ok(None),
            (Some(_), Some(_)) => Err(()),
        }
    };
    one(0)
        .and_then(|found| found.map_or_else(|| one(BESIDE), |at| Ok(Some(at))))
        .ok()?
}

/// The words of a line with where they stand, in characters.
fn words(line: &str) -> Vec<(Range<usize>, String)> {
    let mut words: Vec<(Range<usize>, String)> = Vec::new();
    for (at, character) in line.chars().enumerate() {
        if character.is_whitespace() {
            continue;
        }
        match words.last_mut() {
            Some((place, word)) if place.end == at => {
                place.end = at + 1;
                word.push(character);
            }
            _ => words.push((at..at + 1, character.to_string())),
        }
    }
    words
}
