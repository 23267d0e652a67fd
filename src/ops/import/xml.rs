//! XML as a tree: attributes and parts that hold only text are values, everything else has parts. What stands several
//! times in one thing is a list.

use std::collections::VecDeque;

use anyhow::Result;

use crate::ops::import::markup::{Mark, Marks};
use crate::ops::import::records::{Event, Tree};
use crate::ops::import::text::Text;

/// How deep things may stand in each other.
const DEEPEST: usize = 64;

/// Reads XML.
pub struct Xml {
    marks: Marks,
    ready: VecDeque<Event>,
    /// The texts of what is open, the innermost last.
    open: Vec<String>,
    /// What was opened last, as long as it holds nothing but text.
    bare: Option<String>,
    ended: bool,
}

impl Xml {
    /// Reads the XML in `text`.
    pub fn new(text: Text) -> Self {
        Self {
            marks: Marks::new(text),
            ready: VecDeque::new(),
            open: Vec::new(),
            bare: None,
            ended: false,
        }
    }

    fn take(&mut self, mark: Mark) {
        match mark {
            Mark::Open { name, attributes } => {
                self.enter_bare();
                self.open.push(String::new());
                self.bare = Some(name);
                if self.open.len() > DEEPEST {
                    self.end("its parts stand more than 64 deep in each other");
                } else if !attributes.is_empty() || self.open.len() == 1 {
                    self.enter_bare();
                    let values = attributes.into_iter();
                    self.ready
                        .extend(values.map(|(name, text)| Event::Leaf { name, text }));
                }
            }
            Mark::Text(text) => {
                if let Some(open) = self.open.last_mut() {
                    open.push_str(&text);
                }
            }
            Mark::Close(_) => {
                let Some(text) = self.open.pop() else {
                    return;
                };
                let text = text.trim().to_owned();
                if let Some(name) = self.bare.take() {
                    self.ready.push_back(Event::Leaf { name, text });
                    return;
                }
                if !text.is_empty() {
                    let name = String::new();
                    self.ready.push_back(Event::Leaf { name, text });
                }
                self.ready.push_back(Event::Leave);
            }
            Mark::Broken => self.end("the file is damaged; what follows was not read"),
        }
    }

    /// What was opened last has parts.
    fn enter_bare(&mut self) {
        if let Some(name) = self.bare.take() {
            // Whatever the whole file is in, is one of a list of one.
            let listed = self.open.len() == 1;
            self.ready.push_back(Event::Enter { name, listed });
        }
    }

    fn end(&mut self, why: &str) {
        self.ended = true;
        self.open.clear();
        self.bare = None;
        self.ready.push_back(Event::Broken(why.into()));
    }
}

impl Tree for Xml {
    fn next(&mut self) -> Result<Option<Event>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Ok(Some(event));
            }
            if self.ended {
                return Ok(None);
            }
            match self.marks.read()? {
                Some(mark) => self.take(mark),
                None if self.open.is_empty() => return Ok(None),
                None => self.end("the file ends in the middle of it"),
            }
        }
    }

    fn bytes_read(&self) -> u64 {
        self.marks.bytes_read()
    }
}

#[cfg(test)]
mod tests;
