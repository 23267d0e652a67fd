//! Columns that a profile makes of others: joined, cut out, decoded, or the same in every row. The format only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One way to make a column. Of several with the same name the first that comes to anything counts, row by row; one whose
/// columns a file lacks is as if it were not there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derive {
    /// What the new column is called.
    pub name: String,
    /// The columns it is made of, in order. A row in which one of them is empty makes it of the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<String>,
    /// What stands between several of them; a space where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// The text itself, the same in every row, or in every row in which one of the columns `of` holds anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Only where these columns hold one of these words, or nothing (`""`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub when: BTreeMap<String, Vec<String>>,
    /// What stands behind the first of this; nothing where it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// What stands before the first of this; all where it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Whether it is written as in a web address: `%20`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub url: bool,
}

impl Derive {
    /// The part of a text that this asks for.
    pub fn cut<'t>(&self, text: &'t str) -> &'t str {
        let text = match &self.after {
            Some(mark) => text.split_once(mark.as_str()).map_or("", |(_, rest)| rest),
            None => text,
        };
        let text = match &self.before {
            Some(mark) => text
                .split_once(mark.as_str())
                .map_or(text, |(head, _)| head),
            None => text,
        };
        text.trim()
    }
}

/// Decodes what is written as in a web address. What is no such writing stays as it is.
pub fn decode_url(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
        if let (b'%', Some(byte)) = (first, byte) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_cut_out_between_two_marks() {
        let part = |after: Option<&str>, before: Option<&str>| Derive {
            after: after.map(str::to_owned),
            before: before.map(str::to_owned),
            ..Derive::default()
        };
        assert_eq!(part(Some("("), Some(")")).cut("Dana (301) x"), "301");
        assert_eq!(part(Some("("), Some(")")).cut("Dana"), "");
        assert_eq!(part(None, Some(";")).cut("Dana Reyes; Ben"), "Dana Reyes");
        assert_eq!(part(None, Some(";")).cut("Dana"), "Dana");
    }

    #[test]
    fn a_web_address_is_decoded_and_anything_else_left_alone() {
        assert_eq!(decode_url("%22Dana%22%20%3C301%3E"), "\"Dana\" <301>");
        assert_eq!(decode_url("100% + 5"), "100% + 5");
        assert_eq!(decode_url("%C3%A9"), "é");
    }
}
