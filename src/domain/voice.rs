//! What is noted while listening: moments, and the customer's own words with their cause.

use crate::domain::call::words;
use crate::domain::rep::name_key;

words! {
    /// What sort of moment it was.
    MomentKind {
        /// Worth praise.
        Praise = "praise",
        /// To do better.
        Improve = "improve",
        /// The customer's words.
        Voice = "voice",
    }
}

impl MomentKind {
    /// The sign before it in lists.
    pub fn sign(self) -> char {
        match self {
            Self::Praise => '+',
            Self::Improve => '−',
            Self::Voice => '“',
        }
    }
}

words! {
    /// Who or what is behind what a customer said.
    Cause {
        /// A rule of the business.
        Policy = "policy",
        /// What it costs.
        Price = "price",
        /// What is sold.
        Product = "product",
        /// How things are done.
        Process = "process",
        /// What was promised.
        Promise = "promise",
        /// A person of the house.
        Rep = "rep",
        /// The customer.
        Customer = "customer",
    }
}

/// The first of `themes` that begins with what was typed, whatever its case; none where nothing was.
pub fn known_theme<'a>(themes: &'a [String], typed: &str) -> Option<&'a str> {
    let typed = name_key(typed);
    let begins = |theme: &&String| !typed.is_empty() && name_key(theme).starts_with(&typed);
    themes.iter().find(begins).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_known_by_its_beginning_whatever_its_case() {
        let themes = ["late delivery".to_owned(), "Late fee".to_owned()];
        assert_eq!(known_theme(&themes, " LATE F"), Some("Late fee"));
        assert_eq!(known_theme(&themes, "late"), Some("late delivery"));
        assert_eq!(known_theme(&themes, "fee"), None);
        assert_eq!(known_theme(&themes, "  "), None);
    }
}
