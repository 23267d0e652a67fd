//! The marks and words of JSON, cut out of a text piece by piece. What they mean together stands in `json.rs`.

use crate::ops::import::cursor::Cursor;

/// The longest text, in bytes; what is longer is cut.
const LONGEST: usize = 4 * 1024 * 1024;

/// A mark or word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// `{` or `[`.
    Open(u8),
    /// `}` or `]`.
    Close(u8),
    Comma,
    Colon,
    /// What stood in quotation marks.
    Text(String),
    /// A number as written, `true`, `false` or `null`.
    Plain(String),
}

/// A mark or word; none at the end; else why it is none.
pub(super) type Next = Result<Option<Token>, &'static str>;

/// Cuts a text up.
pub(super) struct Tokens {
    pub cursor: Cursor,
}

impl Tokens {
    /// Goes over spaces to where the next one begins; its line.
    pub fn next_line(&mut self) -> std::io::Result<u64> {
        while self.cursor.peek()?.is_some_and(is_space) {
            self.cursor.step();
        }
        Ok(self.cursor.line())
    }

    /// The next one.
    pub fn next(&mut self) -> std::io::Result<Next> {
        self.next_line()?;
        let Some(byte) = self.cursor.peek()? else {
            return Ok(Ok(None));
        };
        let token = match byte {
            b'{' | b'[' => Token::Open(byte),
            b'}' | b']' => Token::Close(byte),
            b',' => Token::Comma,
            b':' => Token::Colon,
            b'"' => return self.quoted(),
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => return self.plain(),
            _ => return Ok(Err("there is a character that does not belong there")),
        };
        self.cursor.step();
        Ok(Ok(Some(token)))
    }

    fn plain(&mut self) -> std::io::Result<Next> {
        let mut word = String::new();
        let in_word = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        self.cursor.take(&mut word, LONGEST, in_word)?;
        let is_one = serde_json::from_str::<serde::de::IgnoredAny>(&word).is_ok();
        Ok(if is_one {
            Ok(Some(Token::Plain(word)))
        } else {
            Err("there is a word that does not belong there")
        })
    }

    fn quoted(&mut self) -> std::io::Result<Next> {
        self.cursor.step();
        let mut text = String::new();
        let mut escaped = false;
        loop {
            let plain = |byte| !matches!(byte, b'"' | b'\\');
            self.cursor.take(&mut text, LONGEST, plain)?;
            match self.cursor.peek()? {
                None => return Ok(Ok(None)),
                Some(b'"') => break,
                Some(_) => {
                    escaped = true;
                    self.cursor.step();
                    text.push('\\');
                    // A character beyond ASCII is left to the next round.
                    if let Some(next) = self.cursor.peek()?.filter(u8::is_ascii) {
                        text.push(char::from(next));
                        self.cursor.step();
                    }
                }
            }
        }
        self.cursor.step();
        Ok(Ok(Some(Token::Text(if escaped {
            unescaped(&text)
        } else {
            text
        }))))
    }
}

fn is_space(byte: u8) -> bool {
    // The record mark of RFC 7464 as well.
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x1e)
}

/// The text that is meant: `\n`, `\u00e9`; what means nothing stays as it stands.
fn unescaped(text: &str) -> String {
    let lines = text
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\t', "\\t");
    serde_json::from_str(&format!("\"{lines}\"")).unwrap_or_else(|_| text.to_owned())
}
