//! What is wrong with the text of a scorecard, and where.

use std::fmt;

/// Where in a scorecard something stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The file's name as the owner knows it.
    pub file: String,
    /// The section as messages write it: its name in quotes, else its number from 1.
    pub section: Option<String>,
    /// The question as messages write it: its key in quotes, else its number in the section from 1.
    pub question: Option<String>,
}

impl Place {
    /// The whole file.
    pub fn of_file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    /// The section at index `at`, called `name` where that is not empty.
    #[must_use]
    pub fn in_section(&self, at: usize, name: &str) -> Self {
        Self {
            section: Some(name_or_number(at, name)),
            question: None,
            ..self.clone()
        }
    }

    /// The question at index `at` of its section, with `key` where that is not empty.
    #[must_use]
    pub fn in_question(&self, at: usize, key: &str) -> Self {
        Self {
            question: Some(name_or_number(at, key)),
            ..self.clone()
        }
    }
}

fn name_or_number(at: usize, name: &str) -> String {
    if name.is_empty() {
        (at + 1).to_string()
    } else {
        quoted(name)
    }
}

/// `text` in quotes, cut where it is too long for a message.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        format!("\"{text}\"")
    } else {
        let start: String = text.chars().take(LONGEST).collect();
        format!("\"{start}…\"")
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(section) = &self.section {
            write!(f, ", section {section}")?;
        }
        if let Some(question) = &self.question {
            write!(f, ", question {question}")?;
        }
        Ok(())
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What, and what to do.
    pub what: String,
}

/// Everything that is wrong with a scorecard, one a line: first each thing by itself in the order of the text, then
/// what concerns several questions. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
