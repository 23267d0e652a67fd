//! A rep: a person who talks with customers, and the names by which phone systems know them.

use crate::domain::customer::email_key;
use crate::domain::id::RepId;

/// A person who talks with customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rep {
    /// The row.
    pub id: RepId,
    /// The name as the owner writes it.
    pub name: String,
    /// Whether the person has left; kept for the history, no longer drawn.
    pub retired: bool,
    /// Other names, extensions and e-mail addresses.
    pub aliases: Vec<Alias>,
}

/// One way in which a file names a rep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// What sort of name it is.
    pub kind: AliasKind,
    /// As written.
    pub text: String,
}

/// The sorts of names by which a rep is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AliasKind {
    /// Another spelling of the name.
    Name,
    /// A telephone extension.
    Extension,
    /// An e-mail address.
    Email,
}

impl AliasKind {
    /// The sort of a name by its looks: an e-mail address, an extension of digits only, or else a name.
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        if email_key(text).is_some() {
            Self::Email
        } else if !text.is_empty() && text.chars().all(|c| c.is_ascii_digit()) {
            Self::Extension
        } else {
            Self::Name
        }
    }

    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Extension => "extension",
            Self::Email => "email",
        }
    }
}

/// The form in which names are compared: lower case, inner spaces single, no outer spaces.
pub fn name_key(text: &str) -> String {
    text.split_whitespace()
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_whatever_their_case_and_spaces() {
        assert_eq!(name_key("  Dana \u{a0} REYES"), name_key("dana reyes"));
        assert_ne!(name_key("Dana"), name_key("Dan a"));
    }

    #[test]
    fn an_alias_is_sorted_by_its_looks() {
        assert_eq!(AliasKind::of(" 301 "), AliasKind::Extension);
        assert_eq!(AliasKind::of("dana@calder.example"), AliasKind::Email);
        assert_eq!(AliasKind::of("Agent 7"), AliasKind::Name);
        assert_eq!(AliasKind::of("Dana @ the front desk"), AliasKind::Name);
        assert_eq!(AliasKind::of(""), AliasKind::Name);
    }
}
