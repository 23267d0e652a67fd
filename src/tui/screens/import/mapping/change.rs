//! A change of what is said of a file: looked at beside the app, and taken when that is done. A newer one takes the place
//! of an older one, and holds what that said.

use anyhow::Result;

use super::{Mapping, owner};
use crate::ops::import::{Looked, Options, look};
use crate::store::Store;
use crate::tui::jobs::Look;
use crate::tui::screen::Context;

/// A change of what is said of the file, until it was looked at.
pub struct Change {
    options: Options,
    look: Look<Looked>,
    /// The columns of which it confirms the scale.
    pub confirms: Vec<usize>,
    /// Whether the file is to be brought in then.
    pub starts: bool,
}

impl Mapping {
    /// What is said of the file, with the change that is looked at.
    pub(super) fn said(&self) -> &Options {
        self.change
            .as_ref()
            .map_or(&self.options, |change| &change.options)
    }

    /// Changes what is said of the file and looks at it again; what holds so far is shown until that is done.
    pub(super) fn change(
        &mut self,
        context: &Context,
        change: impl FnOnce(&mut Options),
    ) -> Result<()> {
        let mut options = self.said().clone();
        change(&mut options);
        let (file, said, now) = (self.file.clone(), options.clone(), context.now);
        let work = move |store: &Store| look(store, &file, &said, now);
        let look = context.jobs.look(work)?;
        self.wants_in = false;
        let confirms = self.change.take().map(|change| change.confirms);
        self.change = Some(Change {
            options,
            look,
            confirms: confirms.unwrap_or_default(),
            starts: false,
        });
        Ok(())
    }

    /// Whether a change is looked at.
    pub fn is_looking(&self) -> bool {
        self.change.is_some()
    }

    /// Takes a change that was looked at.
    ///
    /// # Errors
    /// It cannot be, and is not kept.
    pub fn take(&mut self) -> Result<()> {
        let found = self.change.as_ref().and_then(|change| change.look.take());
        if let Some(found) = found
            && let Some(change) = self.change.take()
        {
            self.looked = found.map_err(owner::what_to_do)?;
            self.options = change.options;
            self.confirmed.extend(change.confirms);
            self.wants_in = change.starts;
            self.guess.clear();
        }
        Ok(())
    }
}
