//! As what a summary can be written, and the way to each.

use std::path::Path;

use anyhow::{Context, Result};

use super::{Summary, delimited, html, letter, markdown, workbook};
use crate::store::Store;

/// As what a summary is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A page for the browser and the printer.
    Html,
    /// Text that pastes into a mail.
    Md,
    /// A workbook: the page, the evaluations, their answers, the KPIs and the voices.
    Xlsx,
    /// What the page says, one row a fact.
    Csv,
    /// For programs.
    Json,
    /// A mail to be opened in one's own mail program.
    Eml,
}

impl Format {
    /// Each of them.
    pub const ALL: &[Self] = &[
        Self::Html,
        Self::Md,
        Self::Xlsx,
        Self::Csv,
        Self::Json,
        Self::Eml,
    ];

    /// The word for it, which is the ending of its files too.
    pub fn word(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Md => "md",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Eml => "eml",
        }
    }

    /// The one that the ending of a file's name tells.
    pub fn of_ending(path: &Path) -> Option<Self> {
        let ending = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        match ending.as_str() {
            "htm" => Some(Self::Html),
            "markdown" | "txt" => Some(Self::Md),
            word => Self::ALL.iter().copied().find(|one| one.word() == word),
        }
    }

    /// Whether it is no text, which a terminal should not be given.
    pub fn is_binary(self) -> bool {
        self == Self::Xlsx
    }

    /// The summary in this format. Customers are named in what `store` adds only with `names`, as in the summary itself.
    ///
    /// # Errors
    /// What the store or a writer says.
    pub fn write(self, store: &Store, summary: &Summary, names: bool) -> Result<Vec<u8>> {
        match self {
            Self::Html => Ok(html(summary)?.into_bytes()),
            Self::Md => Ok(markdown(summary).into_bytes()),
            Self::Xlsx => workbook::xlsx(store, summary, names),
            Self::Csv => Ok(delimited::csv(summary)?.into_bytes()),
            Self::Json => {
                let mut json =
                    serde_json::to_vec(summary).context("could not write the summary as JSON")?;
                json.push(b'\n');
                Ok(json)
            }
            Self::Eml => letter::eml(summary),
        }
    }
}
