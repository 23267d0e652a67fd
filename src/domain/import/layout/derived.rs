//! The columns that a profile makes of others, laid over the headers of one file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::domain::import::field::{ColumnRef, header_key};
use crate::domain::import::profile::derive::{Derive, decode_url};
use crate::domain::import::profile::is_word;
use crate::domain::import::row::{DERIVED, Row};

/// The columns of one file: those that are read, and those that are made of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Derived {
    headers: Vec<String>,
    keys: Vec<String>,
    made: Vec<Made>,
}

/// A column that is made, and the ways to make it in order.
#[derive(Debug, Clone)]
struct Made {
    name: String,
    ways: Vec<Way>,
}

#[derive(Debug, Clone)]
struct Way {
    of: Vec<usize>,
    when: Conditions,
    how: Derive,
}

/// Columns, each of which must hold one of its words.
#[derive(Debug, Clone, Default)]
pub(super) struct Conditions(Vec<(usize, Vec<String>)>);

impl Conditions {
    /// Whether the row is as they ask.
    pub fn hold(&self, row: &Row) -> bool {
        self.0.iter().all(|(at, words)| {
            let cell = row.cell(*at);
            words.iter().any(|word| is_word(word, cell))
        })
    }
}

impl Derived {
    /// Those of `derive` whose columns are there.
    pub fn new(derive: &[Derive], headers: &[String]) -> Self {
        let mut derived = Self {
            headers: headers.to_vec(),
            keys: headers.iter().map(|header| header_key(header)).collect(),
            made: Vec::new(),
        };
        for how in derive {
            let of: Vec<usize> = how
                .of
                .iter()
                .filter_map(|name| derived.place(name))
                .collect();
            let Some(when) = derived.conditions(&how.when) else {
                continue;
            };
            if of.len() < how.of.len() || of.is_empty() && how.value.is_none() {
                continue;
            }
            let how = how.clone();
            let way = Way { of, when, how };
            match derived
                .made
                .iter_mut()
                .find(|made| made.name == way.how.name)
            {
                Some(made) => made.ways.push(way),
                None => derived.made.push(Made {
                    name: way.how.name.clone(),
                    ways: vec![way],
                }),
            }
        }
        derived
    }

    /// The column of this name: one that is made before one that is read, or by its number (`#3`).
    pub fn place(&self, name: &str) -> Option<usize> {
        let Ok(column) = name.parse::<ColumnRef>();
        match column {
            ColumnRef::Place(place) => (place < self.keys.len()).then_some(place),
            ColumnRef::Header(name) => {
                let key = header_key(&name);
                let made = self
                    .made
                    .iter()
                    .position(|made| header_key(&made.name) == key);
                made.map(|at| DERIVED + at)
                    .or_else(|| self.keys.iter().position(|other| *other == key))
            }
        }
    }

    /// What the column is called.
    pub fn name(&self, place: usize) -> Option<&str> {
        match place.checked_sub(DERIVED) {
            Some(made) => self.made.get(made).map(|made| made.name.as_str()),
            None => self.headers.get(place).map(String::as_str),
        }
    }

    /// The conditions; none where a column that they speak of is not there.
    pub fn conditions(&self, when: &BTreeMap<String, Vec<String>>) -> Option<Conditions> {
        let all = when
            .iter()
            .map(|(name, words)| Some((self.place(name)?, words.clone())));
        Some(Conditions(all.collect::<Option<_>>()?))
    }

    /// Makes the columns of one row.
    pub fn fill(&self, row: &mut Row) {
        if self.made.is_empty() {
            return;
        }
        row.end_of_read();
        for made in &self.made {
            let mut ways = made.ways.iter().filter(|way| way.when.hold(row));
            if let Some(text) = ways.find_map(|way| way.make(row)) {
                row.push(&text);
            }
            row.end_cell();
        }
    }
}

impl Way {
    fn make(&self, row: &Row) -> Option<String> {
        if let Some(value) = &self.how.value {
            let told = self.of.is_empty() || self.of.iter().any(|at| !row.cell(*at).is_empty());
            return told.then(|| value.clone());
        }
        let with = self.how.with.as_deref().unwrap_or(" ");
        let mut text = String::new();
        for at in &self.of {
            let cell = row.cell(*at);
            let cell: Cow<'_, str> = if self.how.url {
                decode_url(cell).into()
            } else {
                cell.into()
            };
            let part = self.how.cut(&cell);
            if !part.is_empty() {
                if !text.is_empty() {
                    text.push_str(with);
                }
                text.push_str(part);
            }
        }
        (!text.is_empty()).then_some(text)
    }
}
