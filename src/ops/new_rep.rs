//! A name that stood in the calls becomes a rep.

use anyhow::Result;

use crate::domain::id::RepId;
use crate::ops::import;
use crate::store::{Store, rep};

/// Adds a rep called `name`, to whom the calls written under `written` belong, now and in later files. Gives how many
/// calls that are.
///
/// # Errors
/// There is a rep of that name already, or the name is empty.
pub fn add(store: &Store, name: &str, written: &str) -> Result<(RepId, i64)> {
    store.transaction(|store| {
        let id = rep::add(store, name)?;
        let calls = import::assign_rep(store, written, id)?;
        Ok((id, calls))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::intake;
    use crate::store::testing::Desk;

    #[test]
    fn a_new_rep_has_the_calls_that_were_written_under_the_name() {
        let desk = Desk::with_calls(&["Dana"], 5);
        desk.sql("UPDATE call SET rep_id = NULL, rep_written = 'kim p', standing = 'no_rep' WHERE id <= 3");
        let (kim, calls) = add(&desk.store, "Kim Park", "kim p").unwrap();
        assert_eq!(calls, 3);
        assert_eq!(rep::get(&desk.store, "KIM P").unwrap().id, kim);
        assert!(intake::unknown_reps(&desk.store).unwrap().is_empty());
    }

    #[test]
    fn a_name_that_is_taken_changes_nothing() {
        let desk = Desk::with_calls(&["Dana"], 5);
        desk.sql("UPDATE call SET rep_id = NULL, rep_written = 'kim p', standing = 'no_rep'");
        assert!(add(&desk.store, "dana", "kim p").is_err());
        assert_eq!(intake::unknown_reps(&desk.store).unwrap().len(), 1);
    }
}
