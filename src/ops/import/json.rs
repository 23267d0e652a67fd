//! JSON as a tree: one value, or one a line. Numbers stay as they were written, so that long ids and times in thousandths
//! of a second are exact. What is not JSON costs the line that it stands on where every line is a value of its own, and
//! the rest of the file elsewhere.

use anyhow::Result;

use crate::ops::import::cursor::Cursor;
use crate::ops::import::records::{Event, Tree};
use crate::ops::import::text::Text;

mod token;

use token::{Token, Tokens};

/// How deep things may stand in each other.
const DEEPEST: usize = 64;

/// Something that was opened and not closed yet.
#[derive(Debug, Clone)]
struct Open {
    is_list: bool,
    /// Under which name it stands.
    name: String,
    /// Whether it was told as entered: lists are not, only what stands in them.
    told: bool,
}

/// What may come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    Value,
    /// A value, or the end of a list that is empty.
    ValueOrEnd,
    Name,
    /// A name, or the end of an object that is empty.
    NameOrEnd,
    Colon,
    CommaOrEnd,
}

/// Reads JSON.
pub struct Json {
    tokens: Tokens,
    open: Vec<Open>,
    due: Due,
    name: String,
    by_line: bool,
    /// The line on which the value at the top began.
    from_line: u64,
    ended: bool,
}

impl Json {
    /// Reads the JSON in `text`.
    pub fn new(text: Text) -> Self {
        Self {
            tokens: Tokens {
                cursor: Cursor::new(text),
            },
            open: Vec::new(),
            due: Due::Value,
            name: String::new(),
            by_line: true,
            from_line: 1,
            ended: false,
        }
    }

    fn step(&mut self, token: Token) -> Result<Option<Event>, &'static str> {
        let in_list = self.open.last().is_none_or(|open| open.is_list);
        match (self.due, token) {
            (Due::Value | Due::ValueOrEnd, Token::Open(mark)) => return self.enter(mark == b'['),
            (Due::Value | Due::ValueOrEnd, Token::Text(text) | Token::Plain(text)) => {
                self.due = self.after_value();
                let text = if text == "null" { String::new() } else { text };
                let name = if in_list {
                    self.list_name()
                } else {
                    std::mem::take(&mut self.name)
                };
                return Ok(Some(Event::Leaf { name, text }));
            }
            (Due::Name | Due::NameOrEnd, Token::Text(text)) => {
                self.name = text;
                self.due = Due::Colon;
            }
            (Due::Colon, Token::Colon) => self.due = Due::Value,
            (Due::CommaOrEnd, Token::Comma) => {
                self.due = if in_list { Due::Value } else { Due::Name };
            }
            (Due::ValueOrEnd, Token::Close(b']')) if in_list => {
                let name = self.list_name();
                self.leave();
                return Ok(Some(Event::Empty { name }));
            }
            (Due::CommaOrEnd, Token::Close(b']')) if in_list => return Ok(self.leave()),
            (Due::NameOrEnd | Due::CommaOrEnd, Token::Close(b'}')) if !in_list => {
                return Ok(self.leave());
            }
            (Due::Name | Due::Value, Token::Close(_)) => {
                return Err("a value is missing before a bracket");
            }
            (Due::Colon, _) => return Err("a colon is missing after a name"),
            (Due::CommaOrEnd, _) => return Err("a comma is missing"),
            (Due::Name | Due::NameOrEnd, _) => return Err("a name is missing"),
            (Due::Value | Due::ValueOrEnd, _) => return Err("a value is missing"),
        }
        Ok(None)
    }

    /// The name of the list that stands around; lists in lists have the name of the outermost.
    fn list_name(&self) -> String {
        let outermost = self
            .open
            .iter()
            .rev()
            .take_while(|open| open.is_list)
            .last();
        outermost.map_or_else(String::new, |open| open.name.clone())
    }

    fn after_value(&self) -> Due {
        // At the top, values follow each other without commas.
        if self.open.is_empty() {
            Due::Value
        } else {
            Due::CommaOrEnd
        }
    }

    fn enter(&mut self, is_list: bool) -> Result<Option<Event>, &'static str> {
        if self.open.len() >= DEEPEST {
            return Err("its parts stand more than 64 deep in each other");
        }
        let in_list = self.open.last().is_none_or(|open| open.is_list);
        let name = if in_list {
            self.list_name()
        } else {
            std::mem::take(&mut self.name)
        };
        self.due = if is_list {
            Due::ValueOrEnd
        } else {
            Due::NameOrEnd
        };
        self.by_line &= !(is_list && self.open.is_empty());
        self.open.push(Open {
            is_list,
            name: name.clone(),
            told: !is_list,
        });
        Ok((!is_list).then_some(Event::Enter {
            name,
            listed: in_list,
        }))
    }

    fn leave(&mut self) -> Option<Event> {
        let told = self.open.pop().is_some_and(|open| open.told);
        self.due = self.after_value();
        told.then_some(Event::Leave)
    }

    /// Says what is wrong; goes on with the next line where lines are values of their own.
    fn broken(&mut self, why: &str) -> Result<Event> {
        let line = self.tokens.cursor.line();
        self.open.clear();
        self.due = Due::Value;
        let by_line = self.by_line && line == self.from_line;
        self.ended = !(by_line && self.tokens.cursor.skip_line()?);
        let rest = if self.ended {
            "; what follows was not read"
        } else {
            ""
        };
        Ok(Event::Broken(format!(
            "it is not JSON on line {line}: {why}{rest}"
        )))
    }
}

impl Tree for Json {
    fn next(&mut self) -> Result<Option<Event>> {
        while !self.ended {
            if self.open.is_empty() {
                self.from_line = self.tokens.next_line()?;
            }
            let step = match self.tokens.next()? {
                Ok(None) if self.open.is_empty() => break,
                Ok(None) => {
                    self.ended = true;
                    self.open.clear();
                    return Ok(Some(Event::Broken(
                        "the file ends in the middle of it".into(),
                    )));
                }
                Ok(Some(token)) => self.step(token),
                Err(why) => Err(why),
            };
            match step {
                Ok(Some(event)) => return Ok(Some(event)),
                Ok(None) => {}
                Err(why) => return self.broken(why).map(Some),
            }
        }
        Ok(None)
    }

    fn bytes_read(&self) -> u64 {
        self.tokens.cursor.bytes_read()
    }
}

#[cfg(test)]
mod tests;
