//! On which scale each column of answers is: as told, else as its answers show, where they leave no doubt.

use crate::domain::import::row::Row;
use crate::domain::import::survey::{Part, Scale, Shown};
use crate::ops::import::Options;
use crate::ops::import::refusal::Refusal;
use crate::ops::import::surveys::Survey;

/// How much of an answer a message names, in characters.
const EXAMPLE: usize = 40;

/// What the columns of answers show.
pub(super) struct Scales<'s> {
    survey: &'s Survey,
    shown: Vec<(Part, usize, Shown)>,
    example: String,
}

impl<'s> Scales<'s> {
    /// Nothing seen yet.
    pub fn of(survey: &'s Survey) -> Self {
        let scores = survey.columns.scores().into_iter();
        Self {
            survey,
            shown: scores
                .map(|(part, column)| (part, column, Shown::default()))
                .collect(),
            example: String::new(),
        }
    }

    /// Takes a row into account.
    pub fn see(&mut self, row: &Row) {
        for (_, column, shown) in &mut self.shown {
            let cell = self.survey.at(row, *column);
            if self.example.is_empty() {
                self.example = cell.chars().take(EXAMPLE).collect();
            }
            shown.see(cell);
        }
    }

    /// The columns of answers, each with its scale where that is sure.
    pub fn found<'f>(
        &'f self,
        options: &'f Options,
    ) -> impl Iterator<Item = (Part, usize, Option<Scale>)> + 'f {
        self.shown.iter().map(|(part, column, shown)| {
            let told = options.scales.iter().find(|scale| {
                part.measure()
                    .is_none_or(|measure| measure == scale.measure())
            });
            let scale = told.copied().or_else(|| shown.scale(part.measure()));
            (*part, *column, scale)
        })
    }

    /// The scale of each column that has answers.
    ///
    /// # Errors
    /// One of them is not sure.
    pub fn sure(&self, options: &Options) -> Result<Vec<(Part, Scale)>, Refusal> {
        // What each row measures may be told row by row.
        let by_row = |part| part == Part::Score && self.survey.columns.column(Part::Type).is_some();
        let mut sure = Vec::new();
        for ((part, column, scale), (.., shown)) in self.found(options).zip(&self.shown) {
            match scale {
                Some(scale) => sure.push((part, scale)),
                None if by_row(part) || shown.is_empty() => {}
                None => {
                    return Err(Refusal::NeedsScale {
                        column: self.survey.headers.get(column).cloned().unwrap_or_default(),
                        example: self.example.clone(),
                    });
                }
            }
        }
        Ok(sure)
    }
}
