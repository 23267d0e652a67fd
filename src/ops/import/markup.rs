//! XML and web pages as marks: what opens, what closes, the text between. Lenient, and nothing outside of the file is ever
//! looked at: names that stand for other texts or files stay as they are written.

use std::io::{BufRead, Read};

use anyhow::Result;
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use crate::ops::import::text::Text;

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 128 * 1024 * 1024;

/// A mark, or what stands between two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// `<name ...>`.
    Open {
        /// Its name.
        name: String,
        /// Its attributes.
        attributes: Vec<(String, String)>,
    },
    /// `</name>`; follows `<name/>` as well.
    Close(String),
    /// Text.
    Text(String),
    /// What follows cannot be read.
    Broken,
}

/// Reads marks.
pub struct Marks {
    reader: Reader<Characters>,
    buffer: Vec<u8>,
    ended: bool,
}

impl Marks {
    /// The marks in `text`.
    pub fn new(text: Text) -> Self {
        let mut reader = Reader::from_reader(Characters {
            text,
            held: String::new(),
            at: 0,
        });
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            buffer: Vec::new(),
            ended: false,
        }
    }

    /// How many bytes of the file were read so far.
    pub fn bytes_read(&self) -> u64 {
        self.reader.get_ref().text.bytes_read()
    }

    /// The next one; none at the end.
    pub fn read(&mut self) -> Result<Option<Mark>> {
        while !self.ended {
            self.buffer.clear();
            let mark = match self.reader.read_event_into(&mut self.buffer) {
                Ok(Event::Start(start)) => open(&start),
                Ok(Event::End(end)) => Mark::Close(end.name().as_ref().to_owned()),
                Ok(Event::Text(text)) => Mark::Text(text.html_content().into_owned()),
                Ok(Event::CData(text)) => Mark::Text(text.html_content().into_owned()),
                Ok(Event::GeneralRef(name)) => Mark::Text(meant(&name)),
                Ok(Event::Eof) => {
                    self.ended = true;
                    return Ok(None);
                }
                Ok(_) => continue,
                Err(quick_xml::Error::Io(error)) => {
                    return Err(std::io::Error::new(error.kind(), error.to_string()).into());
                }
                Err(_) => {
                    self.ended = true;
                    Mark::Broken
                }
            };
            return Ok(Some(mark));
        }
        Ok(None)
    }
}

fn open(start: &BytesStart<'_>) -> Mark {
    let attributes = start
        .html_attributes()
        .with_checks(false)
        .filter_map(|attribute| {
            let attribute = attribute.ok()?;
            let value = unescape(&attribute.value).map_or_else(
                |_| attribute.value.to_string(),
                std::borrow::Cow::into_owned,
            );
            Some((attribute.key.as_ref().to_owned(), value))
        })
        .collect();
    Mark::Open {
        name: start.name().as_ref().to_owned(),
        attributes,
    }
}

/// What `&name;` stands for: a character by its number, one of the five of XML, a space; else as written.
fn meant(name: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return character.to_string();
    }
    let name = name.html_content();
    if name == "nbsp" {
        return " ".into();
    }
    resolve_predefined_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}

/// A text as bytes of UTF-8.
struct Characters {
    text: Text,
    held: String,
    at: usize,
}

impl BufRead for Characters {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        while self.at >= self.held.len() {
            self.held.clear();
            self.at = 0;
            if !self.text.read(&mut self.held)? {
                break;
            }
        }
        Ok(self.held.as_bytes().get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

impl Read for Characters {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}
