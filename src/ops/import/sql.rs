//! Dumps of a database as statements that insert rows, and logs written as such statements: the table in them that holds
//! times and the most rows. Its columns are named by the statement, else by how the dump creates the table, else not at
//! all. A row's line is the line on which it stands.

use std::collections::HashMap;

use anyhow::Result;

use crate::domain::import::row::Row;
use crate::domain::import::stamp::Stamp;
use crate::ops::import::cursor::Cursor;
use crate::ops::import::meter::Going;
use crate::ops::import::spool::Spool;
use crate::ops::import::text::Text;

/// The longest value, in bytes; what is longer is cut.
const LONGEST: usize = 256 * 1024;
/// The most values of a row.
const MOST_VALUES: usize = 4096;

/// Whether a text begins like a dump.
pub fn is_dump(head: &str) -> bool {
    let mut statements = Statements::new(Text::new(
        std::io::Cursor::new(head.to_owned()),
        encoding_rs::UTF_8,
    ));
    let starts = [
        "--", "/*", "insert", "create", "drop", "lock", "replace", "set", "use",
    ];
    let start = head.trim_start().to_lowercase();
    starts.iter().any(|word| start.starts_with(word))
        && statements
            .next(&mut Row::default())
            .is_ok_and(|row| row.is_some() || !statements.columns.is_empty())
}

/// What a dump holds: the name of the table with the calls and its columns, none where they have no names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dump {
    table: String,
    /// Its columns.
    pub columns: Vec<String>,
}

impl Dump {
    /// That there are no rows in it.
    pub fn empty(&self) -> String {
        match self.table.as_str() {
            "" => "there are no rows in its tables".into(),
            table => format!("there are no rows in its table '{table}'"),
        }
    }
}

/// Looks through a dump.
pub fn survey(text: Text, going: &mut Going<'_>) -> Result<Dump> {
    let mut statements = Statements::new(text);
    let mut row = Row::default();
    let mut rows: HashMap<String, (bool, u64)> = HashMap::new();
    going.anew();
    while let Some(table) = statements.next(&mut row)? {
        going.at(statements.cursor.bytes_read())?;
        let has_time = row
            .cells()
            .any(|cell| cell.len() >= 10 && Stamp::read(cell).is_ok());
        let known = rows.entry(table).or_default();
        known.0 |= has_time;
        known.1 += 1;
    }
    let most = rows
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    let only = || match statements.columns.len() {
        1 => statements.columns.keys().next().cloned(),
        _ => None,
    };
    let table = most.map(|(table, _)| table).or_else(only);
    let table = table.unwrap_or_default();
    let columns = statements.columns.remove(&table).unwrap_or_default();
    Ok(Dump { table, columns })
}

/// Lays the rows of the dump's table out, at most `most` of them.
pub fn lay_out(
    text: Text,
    dump: &Dump,
    most: u64,
    spool: &mut Spool,
    going: &mut Going<'_>,
) -> Result<()> {
    let mut statements = Statements::new(text);
    let mut row = Row::default();
    going.anew();
    while let Some(table) = statements.next(&mut row)? {
        going.at(statements.cursor.bytes_read())?;
        if table == dump.table {
            if statements.is_cut {
                spool.broken(row.line, "the file ends in the middle of it")?;
            } else {
                spool.row(&row)?;
            }
        }
        if spool.rows() >= most {
            break;
        }
    }
    Ok(())
}

/// A mark, word or value of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Word(String),
    /// A name or text in any marks.
    Quoted(String),
    Mark(u8),
}

/// Goes through the statements of a dump.
struct Statements {
    cursor: Cursor,
    /// The table into which rows are inserted at present.
    into: Option<String>,
    /// The columns that are known, by table.
    columns: HashMap<String, Vec<String>>,
    is_cut: bool,
}

impl Statements {
    fn new(text: Text) -> Self {
        Self {
            cursor: Cursor::new(text),
            into: None,
            columns: HashMap::new(),
            is_cut: false,
        }
    }

    /// The next row and its table; none at the end.
    fn next(&mut self, row: &mut Row) -> Result<Option<String>> {
        while let Some(piece) = self.piece()? {
            match (&self.into, piece) {
                (Some(table), Piece::Mark(b'(')) => {
                    let table = table.clone();
                    self.values(row)?;
                    return Ok(Some(table));
                }
                (Some(_), Piece::Mark(b',')) | (None, Piece::Mark(b';')) => {}
                (None, Piece::Word(word)) if is(&word, "insert") || is(&word, "replace") => {
                    self.insert()?;
                }
                (None, Piece::Word(word)) if is(&word, "create") => self.create()?,
                (Some(_), _) => {
                    self.into = None;
                }
                (None, _) => self.skip_statement()?,
            }
        }
        Ok(None)
    }

    /// `[IGNORE] INTO name [(columns)] VALUES`.
    fn insert(&mut self) -> Result<()> {
        let mut table = String::new();
        while let Some(piece) = self.piece()? {
            match piece {
                Piece::Word(word) if is(&word, "values") || is(&word, "value") => {
                    self.into = Some(table);
                    return Ok(());
                }
                Piece::Word(word)
                    if ["into", "ignore", "low_priority", "delayed"]
                        .iter()
                        .any(|one| is(&word, one)) => {}
                Piece::Word(name) | Piece::Quoted(name) => table = name,
                Piece::Mark(b'(') => {
                    let columns = self.names()?;
                    self.columns.insert(table.clone(), columns);
                }
                Piece::Mark(b'.') => {}
                Piece::Mark(_) => return Ok(()),
            }
        }
        Ok(())
    }

    /// `TABLE name (columns and keys)`.
    fn create(&mut self) -> Result<()> {
        let mut table = String::new();
        let mut is_table = false;
        while let Some(piece) = self.piece()? {
            match piece {
                Piece::Word(word) if is(&word, "table") => is_table = true,
                Piece::Word(name) | Piece::Quoted(name) => table = name,
                Piece::Mark(b'(') if is_table => {
                    let columns = self.names()?;
                    self.columns.insert(table, columns);
                    return self.skip_statement();
                }
                Piece::Mark(b';') => return Ok(()),
                Piece::Mark(_) => {}
            }
        }
        Ok(())
    }

    /// The first word of each part between commas, up to the closing bracket, without keys.
    fn names(&mut self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        let mut depth = 0;
        let mut first = true;
        while let Some(piece) = self.piece()? {
            match piece {
                Piece::Mark(b'(') => depth += 1,
                Piece::Mark(b')') if depth == 0 => break,
                Piece::Mark(b')') => depth -= 1,
                Piece::Mark(b',') if depth == 0 => {
                    first = true;
                    continue;
                }
                Piece::Word(word)
                    if first
                        && [
                            "primary",
                            "key",
                            "unique",
                            "constraint",
                            "index",
                            "fulltext",
                            "foreign",
                            "check",
                        ]
                        .iter()
                        .any(|one| is(&word, one)) => {}
                Piece::Word(name) | Piece::Quoted(name) if first && names.len() < MOST_VALUES => {
                    names.push(name);
                }
                _ => {}
            }
            first = false;
        }
        Ok(names)
    }

    /// The values up to the closing bracket.
    fn values(&mut self, row: &mut Row) -> Result<()> {
        row.clear(self.cursor.line());
        let mut depth = 0;
        let mut filled = false;
        loop {
            match self.piece()? {
                None => {
                    self.is_cut = true;
                    return Ok(());
                }
                Some(Piece::Mark(b'(')) => depth += 1,
                Some(Piece::Mark(b')')) if depth == 0 => break,
                Some(Piece::Mark(b')')) => depth -= 1,
                Some(Piece::Mark(b',')) if depth == 0 => {
                    if row.len() < MOST_VALUES {
                        row.end_cell();
                    }
                    filled = false;
                }
                Some(Piece::Word(word)) if is(&word, "null") => filled = true,
                // A word before a text tells only how it is written: `_binary '...'`.
                Some(Piece::Word(word)) if word.starts_with('_') => {}
                Some(Piece::Word(word)) => {
                    row.push(&word);
                    filled = true;
                }
                Some(Piece::Quoted(text)) => {
                    row.push(&text);
                    filled = true;
                }
                Some(Piece::Mark(mark)) => row.push(char::from(mark).encode_utf8(&mut [0; 4])),
            }
        }
        if filled || !row.is_empty() {
            row.end_cell();
        }
        Ok(())
    }

    fn skip_statement(&mut self) -> Result<()> {
        while let Some(piece) = self.piece()? {
            if piece == Piece::Mark(b';') {
                break;
            }
        }
        Ok(())
    }

    fn piece(&mut self) -> Result<Option<Piece>> {
        while let Some(byte) = self.cursor.peek()? {
            if byte.is_ascii_whitespace() {
                self.cursor.step();
            } else if byte == b'#' {
                self.cursor.skip_line()?;
            } else if matches!(byte, b'\'' | b'"' | b'`') {
                return self.quoted(byte).map(Some);
            } else if is_of_word(byte) {
                let mut word = String::new();
                self.cursor.take(&mut word, LONGEST, is_of_word)?;
                if word.starts_with("--") {
                    self.cursor.skip_line()?;
                    continue;
                }
                return Ok(Some(Piece::Word(word)));
            } else {
                self.cursor.step();
                if byte == b'/' && self.cursor.peek()? == Some(b'*') {
                    self.skip_remark()?;
                    continue;
                }
                return Ok(Some(Piece::Mark(byte)));
            }
        }
        Ok(None)
    }

    /// `/* ... */`.
    fn skip_remark(&mut self) -> Result<()> {
        let mut before = b' ';
        while let Some(byte) = self.cursor.peek()? {
            self.cursor.step();
            if before == b'*' && byte == b'/' {
                break;
            }
            before = byte;
        }
        Ok(())
    }

    /// A text in marks, which stand doubled or after a backslash within.
    fn quoted(&mut self, mark: u8) -> Result<Piece> {
        self.cursor.step();
        let mut text = String::new();
        loop {
            let plain = |byte| byte != mark && byte != b'\\';
            self.cursor.take(&mut text, LONGEST, plain)?;
            let Some(byte) = self.cursor.peek()? else {
                self.is_cut = true;
                break;
            };
            self.cursor.step();
            let next = self.cursor.peek()?.filter(u8::is_ascii);
            if byte == b'\\' {
                if let Some(next) = next {
                    text.push(match next {
                        b'n' => '\n',
                        b'r' => '\r',
                        b't' => '\t',
                        b'0' => ' ',
                        other => char::from(other),
                    });
                    self.cursor.step();
                }
            } else if next == Some(mark) {
                text.push(char::from(mark));
                self.cursor.step();
            } else {
                break;
            }
        }
        Ok(Piece::Quoted(text))
    }
}

fn is(word: &str, other: &str) -> bool {
    word.eq_ignore_ascii_case(other)
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"_.+-$@:".contains(&byte)
}

#[cfg(test)]
mod tests;
