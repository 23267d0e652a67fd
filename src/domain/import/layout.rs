//! Where in a table each field stands: a profile and the owner's map laid over the headers of one file.

mod derived;

use crate::domain::call::{Channel, Direction};
use crate::domain::import::duration::Unit;
use crate::domain::import::field::{ColumnRef, Field};
use crate::domain::import::outcome::{self, Outcome, Way};
use crate::domain::import::party::is_nobody;
use crate::domain::import::profile::{DirectionWord, Names, Profile, is_word};
use crate::domain::import::row::Row;
use crate::domain::phone::Region;
use derived::{Conditions, Derived};

/// Where each field stands in one file, and what its words mean.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The headers as written; `#1`, `#2` where the file has none.
    pub headers: Vec<String>,
    columns: Vec<Option<usize>>,
    units: Vec<Unit>,
    unmapped: Vec<usize>,
    derived: Derived,
    skips: Vec<Skipped>,
    directions: Vec<(String, DirectionWord)>,
    channels: Vec<(String, Channel)>,
    outcomes: Vec<Rule>,
    nobody: Vec<String>,
    footer: Vec<String>,
    inside_lines: Vec<String>,
    /// Two ends with nothing but extensions are a call within the house, whatever the direction says; so is one whose other
    /// end is an extension.
    pub extensions_are_inside: bool,
    /// The country of numbers that tell none.
    pub region: Option<Region>,
}

/// Rows that are no calls.
#[derive(Debug, Clone)]
struct Skipped {
    column: usize,
    words: Vec<String>,
    other: bool,
}

#[derive(Debug, Clone)]
struct Rule {
    column: usize,
    words: Vec<(String, Outcome)>,
    filled: Option<Outcome>,
    empty: Option<Outcome>,
    when: Conditions,
}

/// Why a map does not fit a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutFault {
    /// A column that was named is not there.
    #[error("there is no column '{column}' for {field}; the columns are: {}", headers.iter().take(60).cloned().collect::<Vec<_>>().join(", "))]
    NoColumn {
        /// The field.
        field: Field,
        /// As named.
        column: ColumnRef,
        /// What there is.
        headers: Vec<String>,
    },
    /// No column holds the time.
    #[error("no column holds when a call began")]
    NoTime,
}

impl Layout {
    /// Lays `profile` and then `map`, which wins, over the headers of a file.
    pub fn new(
        profile: &Profile,
        map: &[(Field, ColumnRef)],
        headers: Vec<String>,
    ) -> Result<Self, LayoutFault> {
        let layout = Self::lay(profile, map, headers)?;
        if ![Field::At, Field::Date, Field::EndedAt]
            .into_iter()
            .any(|field| layout.has(field))
        {
            return Err(LayoutFault::NoTime);
        }
        Ok(layout)
    }

    /// As [`Self::new`], where no column need hold the time.
    pub fn lay(
        profile: &Profile,
        map: &[(Field, ColumnRef)],
        headers: Vec<String>,
    ) -> Result<Self, LayoutFault> {
        let derived = Derived::new(&profile.derive, &headers);
        let place = |names: &Names| names.all().iter().find_map(|name| derived.place(name));
        let mut columns: Vec<Option<usize>> = Field::ALL
            .iter()
            .map(|field| profile.columns.get(field).and_then(place))
            .collect();
        for (field, column) in map {
            let Some(at) = derived.place(&column.to_string()) else {
                return Err(LayoutFault::NoColumn {
                    field: *field,
                    column: column.clone(),
                    headers,
                });
            };
            if let Some(slot) = columns.get_mut(*field as usize) {
                *slot = Some(at);
            }
        }
        let units = Field::ALL
            .iter()
            .zip(&columns)
            .map(|(field, column)| {
                let header = column.and_then(|at| derived.name(at));
                let named = header.map_or(Unit::Secs, Unit::of_header);
                profile.units.get(field).copied().unwrap_or(named)
            })
            .collect();
        let unmapped = (0..headers.len())
            .filter(|at| !columns.contains(&Some(*at)))
            .collect();
        let outcomes = profile.outcome.iter().filter_map(|rule| {
            Some(Rule {
                column: place(&rule.column)?,
                words: flatten(&rule.words),
                filled: rule.filled,
                empty: rule.empty,
                when: derived.conditions(&rule.when)?,
            })
        });
        let skips = profile.skip.iter().filter_map(|skip| {
            Some(Skipped {
                column: place(&skip.column)?,
                words: skip.words.clone(),
                other: skip.other,
            })
        });
        Ok(Self {
            outcomes: outcomes.collect(),
            skips: skips.collect(),
            columns,
            units,
            unmapped,
            directions: flatten(&profile.direction),
            channels: flatten(&profile.channel),
            nobody: profile.nobody.clone(),
            region: None,
            footer: profile.footer.clone(),
            inside_lines: profile.inside_lines.clone(),
            extensions_are_inside: profile.extensions_are_inside,
            derived,
            headers,
        })
    }

    /// The same without these columns: they tell of something else than the call.
    #[must_use]
    pub fn without(mut self, columns: &std::collections::HashSet<usize>) -> Self {
        self.unmapped.retain(|at| !columns.contains(at));
        self
    }

    /// The column of a field, from 0.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.get(field as usize).copied().flatten()
    }

    /// Whether some column holds the field.
    pub fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    /// The cell of a field; empty where no column holds it.
    pub fn cell<'r>(&self, row: &'r Row, field: Field) -> &'r str {
        self.column(field).map_or("", |at| row.cell(at))
    }

    /// What a bare number of the field counts.
    pub fn unit(&self, field: Field) -> Unit {
        self.units.get(field as usize).copied().unwrap_or_default()
    }

    /// Every mapped field with the header of its column.
    pub fn fields(&self) -> Vec<(Field, String)> {
        Field::ALL
            .iter()
            .filter_map(|field| {
                let at = self.column(*field)?;
                Some((*field, self.derived.name(at)?.to_owned()))
            })
            .collect()
    }

    /// The columns that hold no field, from 0.
    pub fn unmapped(&self) -> &[usize] {
        &self.unmapped
    }

    /// Adds the columns that are made of others to a row that was read.
    pub fn derive(&self, row: &mut Row) {
        self.derived.fill(row);
    }

    /// Whether the row is no call but a message, a page of a fax, a line about types.
    pub fn skips(&self, row: &Row) -> bool {
        self.skips.iter().any(|skip| {
            let cell = row.cell(skip.column);
            let named = skip.words.iter().any(|word| is_word(word, cell));
            named != skip.other && !(skip.other && cell.is_empty())
        })
    }

    /// Whether the line belongs to a person of the house by how it begins.
    pub fn is_inside_line(&self, line: &str) -> bool {
        let starts = |start: &String| line.get(..start.len()) == Some(start);
        self.inside_lines.iter().any(starts)
    }

    /// What the direction cell says.
    pub fn way(&self, word: &str) -> Option<Way> {
        match find(&self.directions, word) {
            Some(told) => way_of(told),
            None => outcome::of_direction(word),
        }
    }

    /// What the channel cell says; the telephone where it says nothing that is known.
    pub fn channel(&self, word: &str) -> Channel {
        find(&self.channels, word)
            .or_else(|| outcome::of_channel(word))
            .unwrap_or(Channel::Phone)
    }

    /// What the row's rules, and then its status, say of how it came out, and by which word. A word that a rule calls
    /// unknown may still be one of the usual ones.
    pub fn outcome<'r>(&self, row: &'r Row) -> (Option<Outcome>, &'r str) {
        let by_rule = self
            .outcomes
            .iter()
            .filter(|rule| rule.when.hold(row))
            .find_map(|rule| {
                let cell = row.cell(rule.column);
                let constant = if cell.is_empty() {
                    rule.empty
                } else {
                    rule.filled
                };
                Some((find(&rule.words, cell).or(constant)?, cell))
            });
        match by_rule {
            Some((Outcome::Unknown, word)) => {
                let usual = outcome::of_status(word);
                (usual.or(Some(Outcome::Unknown)), word)
            }
            Some((told, word)) => (Some(told), word),
            None => {
                let word = self.cell(row, Field::Status);
                let beside = self.cell(row, Field::Direction);
                match (outcome::of_status(word), outcome::of_missed(beside)) {
                    (None, Some(told)) => (Some(told), beside),
                    (told, _) => (told, word),
                }
            }
        }
    }

    /// Whether the text stands for nobody.
    pub fn is_nobody(&self, text: &str) -> bool {
        is_nobody(text)
            || self
                .nobody
                .iter()
                .any(|word| word.eq_ignore_ascii_case(text))
    }

    /// Whether the row sums up the calls above it.
    pub fn is_total(&self, row: &Row) -> bool {
        let Some(first) = row.cells().find(|cell| !cell.is_empty()) else {
            return false;
        };
        let named = self.footer.iter().any(|start| {
            first
                .get(..start.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(start))
        });
        let lower = first.to_lowercase();
        let word = lower.trim_end_matches([':', ' ']);
        named || matches!(word, "total" | "totals" | "grand total" | "sum" | "summary")
    }

    /// Whether the row is one cell of text, as stands below the last call: `Reporting period ...`.
    pub fn is_remark(&self, row: &Row) -> bool {
        self.headers.len() > 2 && row.cells().filter(|cell| !cell.is_empty()).count() == 1
    }

    /// Whether the row is the header again, as on a new page.
    pub fn is_header(&self, row: &Row) -> bool {
        row.len() > 1
            && self.headers.len() == row.len()
            && row
                .cells()
                .zip(&self.headers)
                .all(|(cell, header)| cell == header.trim())
    }
}

fn flatten<K: Copy>(words: &std::collections::BTreeMap<K, Vec<String>>) -> Vec<(String, K)> {
    words
        .iter()
        .flat_map(|(meaning, words)| words.iter().map(|word| (word.clone(), *meaning)))
        .collect()
}

fn find<T: Copy>(words: &[(String, T)], word: &str) -> Option<T> {
    words
        .iter()
        .find(|(known, _)| is_word(known, word))
        .map(|(_, meaning)| *meaning)
}

fn way_of(word: DirectionWord) -> Option<Way> {
    match word {
        DirectionWord::In => Some(Way::Outside(Direction::In)),
        DirectionWord::Out => Some(Way::Outside(Direction::Out)),
        DirectionWord::Internal => Some(Way::Internal),
        DirectionWord::Unsaid => None,
    }
}
