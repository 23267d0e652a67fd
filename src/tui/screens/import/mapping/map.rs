//! A change of what a column means, as a change of what is said of the file.

use anyhow::Result;

use super::Mapping;
use crate::domain::import::field::{ColumnRef, Field, header_key};
use crate::domain::import::kind::Kind;
use crate::domain::import::survey::{Part, Scale};
use crate::ops::import::Options;
use crate::ops::import::looked::Meaning;
use crate::ops::import::profiles::GENERIC;
use crate::tui::notice::Notice;
use crate::tui::screen::Context;

impl Mapping {
    /// The chosen column means this, or nothing.
    pub(super) fn mean(&mut self, meaning: Option<&Meaning>, context: &mut Context) -> Result<()> {
        let Some(column) = self.looked.columns.get(self.view.selected) else {
            return Ok(());
        };
        let (at, header) = (self.view.selected, column.header.clone());
        let here = |named: &ColumnRef| match named {
            ColumnRef::Place(place) => *place == at,
            ColumnRef::Header(name) => header_key(name) == header_key(&header),
        };
        let told = self.told();
        let by_hand = told.map.iter().map(|(_, column)| column);
        let by_hand = by_hand.chain(told.questions.iter().map(|(_, column)| column));
        if meaning.is_none() && !by_hand.into_iter().any(here) {
            if column.meaning.is_some() {
                let why = "This column is told by its name. Say which other column holds that, or what this one holds.";
                context.say(Notice::failed(why))?;
            }
            return Ok(());
        }
        self.change(context, |options| {
            options.profile.clone_from(&told.profile);
            options.map = told.map;
            options.map.retain(|(_, named)| !here(named));
            options.questions.retain(|(_, named)| !here(named));
            match meaning {
                Some(Meaning::Field(field)) => {
                    options.map.retain(|(known, _)| known != field);
                    options.map.push((*field, ColumnRef::Place(at)));
                }
                Some(other) => {
                    options.questions.retain(|(known, _)| known != other.word());
                    let named = (other.word().to_owned(), ColumnRef::Place(at));
                    options.questions.push(named);
                }
                None => {}
            }
        })
    }

    /// The first column of answers whose scale the owner has not confirmed, with the scale that its answers show.
    pub(super) fn unconfirmed(&self) -> Option<(usize, Option<Scale>)> {
        let mut scales = self.looked.scales.iter();
        let found = scales.find(|(part, column, scale)| {
            let by_row = *part == Part::Score && scale.is_none() && self.tells(Part::Type);
            !by_row && !self.confirmed.contains(column)
        });
        found.map(|(_, column, scale)| (*column, *scale))
    }

    /// Whether a column holds this part of a survey.
    fn tells(&self, part: Part) -> bool {
        let wanted = Some(Meaning::Part(part));
        self.looked.columns.iter().any(|one| one.meaning == wanted)
    }

    /// What is said of the file, with what was recognised said as well: a change of one column changes no other.
    fn told(&self) -> Options {
        let mut told = self.said().clone();
        if self.looked.profile != GENERIC {
            told.profile = Some(self.looked.profile.clone());
        } else if told.map.is_empty() && self.looked.kind == Kind::Calls {
            told.map = self.fields();
        }
        told
    }

    /// What the columns were told to hold.
    fn fields(&self) -> Vec<(Field, ColumnRef)> {
        let columns = self.looked.columns.iter().enumerate();
        let fields = columns.filter_map(|(at, column)| match column.meaning {
            Some(Meaning::Field(field)) => Some((field, ColumnRef::Place(at))),
            _ => None,
        });
        fields.collect()
    }

    /// The answers in this column are on that scale, and measure what it does.
    pub(super) fn be_on(&mut self, column: usize, scale: Scale, context: &Context) -> Result<()> {
        let known = self.looked.scales.iter().find(|(_, at, _)| *at == column);
        let Some((part, ..)) = known.copied() else {
            return Ok(());
        };
        let measure = scale.measure();
        self.change(context, |options| {
            options.scales.retain(|known| known.measure() != measure);
            options.scales.push(scale);
            if part.measure().is_some_and(|known| known != measure) {
                let here = ColumnRef::Place(column);
                options
                    .questions
                    .retain(|(name, named)| *named != here && name != measure.word());
                options.questions.push((measure.word().to_owned(), here));
            }
        })?;
        if let Some(change) = &mut self.change {
            change.confirms.push(column);
        }
        Ok(())
    }
}
