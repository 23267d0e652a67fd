//! Records in a tree: which of the nested things in a JSON or XML file are the calls, and each of them as one row.
//! Columns are named by the way that leads to a value, with dots: `from.phoneNumber`. Several plain values under one name
//! stand in one cell, parted by `; `. Records inside a record are numbered from 1, the first eight of them kept:
//! `legs.1.result`. The list of records is found by itself, however deep it stands; what stands around it is left out.
//! A row's line is the number of its record.

use anyhow::Result;

use crate::domain::import::row::Row;
use crate::domain::import::stamp::Stamp;
use crate::ops::import::meter::Going;
use crate::ops::import::spool::Spool;

mod shape;

pub use shape::{Node, Shape};

/// How many records inside a record are kept.
const NESTED_AT_MOST: usize = 8;
/// The most columns that a table of records has; as many cells as a row of text may have.
const COLUMNS_AT_MOST: usize = 4096;
/// The longest record, in bytes of text.
const LONGEST: usize = 1024 * 1024;

/// What comes next in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Something with parts begins, under this name. `listed`: it is one of a list.
    Enter {
        /// Its name; empty where it has none.
        name: String,
        /// Whether it stands in a list.
        listed: bool,
    },
    /// A plain value under this name; empty for none.
    Leaf {
        /// Its name; empty for one of several under the name of what holds them.
        name: String,
        /// The value as text, numbers as they were written.
        text: String,
    },
    /// A list without anything in it.
    Empty {
        /// Its name; empty where it has none.
        name: String,
    },
    /// What was entered last ends.
    Leave,
    /// What follows cannot be used, and why; whatever was entered is left.
    Broken(String),
}

/// Gives events until the tree ends.
pub trait Tree {
    /// The next event; none at the end.
    fn next(&mut self) -> Result<Option<Event>>;

    /// How many bytes of the file were read so far.
    fn bytes_read(&self) -> u64;
}

/// Goes through a tree and finds out its shape.
pub fn survey(tree: &mut impl Tree, going: &mut Going<'_>) -> Result<Shape> {
    let mut shape = Shape::default();
    let mut at = vec![Shape::ROOT];
    going.anew();
    while let Some(event) = tree.next()? {
        going.at(tree.bytes_read())?;
        let here = at.last().copied().unwrap_or(Shape::ROOT);
        match event {
            Event::Enter { name, listed } => at.push(shape.enter(here, &name, listed)),
            Event::Leaf { name, text } => {
                if text.is_empty() {
                    shape.saw_nothing(&name, &at);
                }
                let is_time = text.len() >= 10 && Stamp::read(&text).is_ok();
                shape.leaf(here, is_time);
            }
            Event::Empty { name } => shape.saw_empty(&name, &at),
            Event::Leave => {
                at.pop();
            }
            Event::Broken(_) => at.truncate(1),
        }
    }
    Ok(shape)
}

/// Lays the records of a tree out as rows.
#[derive(Default)]
pub struct Records {
    /// The columns in the order in which they came up.
    pub columns: Vec<String>,
    known: std::collections::HashMap<String, usize>,
    cells: Vec<String>,
    bytes: usize,
    count: u64,
}

impl Records {
    /// Lays out the records of one tree, at most `most` of them.
    pub fn lay_out(
        &mut self,
        tree: &mut impl Tree,
        shape: &Shape,
        most: u64,
        spool: &mut Spool,
        going: &mut Going<'_>,
    ) -> Result<()> {
        let records = shape.records();
        let mut at: Vec<Place> = Vec::new();
        let mut inside = None;
        going.anew();
        while let Some(event) = tree.next()? {
            going.at(tree.bytes_read())?;
            let node = at.last().map_or(Shape::ROOT, |place| place.node);
            match event {
                Event::Enter { name, listed } => {
                    let node = shape.child(node, &name, listed).unwrap_or(Shape::ROOT);
                    let numbered = inside.is_some() && shape.is_list(node);
                    let number = at
                        .last_mut()
                        .map_or(0, |above| above.number(node, numbered));
                    if inside.is_none() && node == records {
                        inside = Some(at.len());
                    }
                    at.push(Place::new(node, name, numbered.then_some(number)));
                }
                Event::Leaf { name, text } => {
                    if let Some(from) = inside
                        && let Some(way) = way(at.get(from + 1..).unwrap_or_default(), &name)
                    {
                        self.value(&way, &text);
                    }
                }
                Event::Empty { .. } => {}
                Event::Leave => {
                    at.pop();
                    if inside == Some(at.len()) {
                        inside = None;
                        self.end(spool)?;
                        if self.count >= most {
                            return Ok(());
                        }
                    }
                }
                Event::Broken(why) => {
                    at.clear();
                    inside = None;
                    self.forget();
                    self.count += 1;
                    spool.broken(self.count, &why)?;
                }
            }
        }
        if inside.is_some() {
            self.forget();
            self.count += 1;
            spool.broken(self.count, "the file ends in the middle of it")?;
        }
        Ok(())
    }

    fn value(&mut self, way: &str, text: &str) {
        self.bytes += text.len();
        if self.bytes > LONGEST {
            return;
        }
        let next = self.columns.len();
        let Some(column) = self.known.get(way).copied().or_else(|| {
            (next < COLUMNS_AT_MOST).then(|| {
                self.known.insert(way.to_owned(), next);
                self.columns.push(way.to_owned());
                next
            })
        }) else {
            return;
        };
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.cells.get_mut(column) {
            if !cell.is_empty() && !text.is_empty() {
                cell.push_str("; ");
            }
            cell.push_str(text);
        }
    }

    fn end(&mut self, spool: &mut Spool) -> Result<()> {
        self.count += 1;
        if self.bytes > LONGEST {
            spool.broken(self.count, "it is longer than 1 MiB")?;
        } else {
            spool.row(&Row::of(self.count, self.cells.iter().map(String::as_str)))?;
        }
        self.forget();
        Ok(())
    }

    fn forget(&mut self) {
        self.cells.clear();
        self.bytes = 0;
    }
}

/// Something that was entered.
struct Place {
    node: Node,
    name: String,
    /// Which one of its list it is, from 1.
    number: Option<usize>,
    /// How many of a list came so far, by their node.
    listed: Vec<(Node, usize)>,
}

impl Place {
    fn new(node: Node, name: String, number: Option<usize>) -> Self {
        Self {
            node,
            name,
            number,
            listed: Vec::new(),
        }
    }

    fn number(&mut self, node: Node, listed: bool) -> usize {
        if !listed {
            return 0;
        }
        if let Some((_, count)) = self.listed.iter_mut().find(|(other, _)| *other == node) {
            *count += 1;
            return *count;
        }
        self.listed.push((node, 1));
        1
    }
}

/// The name of a column; none for what is too far down a list.
fn way(inside: &[Place], name: &str) -> Option<String> {
    let mut way = String::new();
    let mut add = |part: &str| {
        if !way.is_empty() && !part.is_empty() {
            way.push('.');
        }
        way.push_str(part);
    };
    for place in inside {
        add(&place.name);
        match place.number {
            Some(number) if number > NESTED_AT_MOST => return None,
            Some(number) => add(&number.to_string()),
            None => {}
        }
    }
    add(name);
    Some(way)
}

#[cfg(test)]
mod tests;
