//! Calls without an id of which another file told another part: its export began or ended in the midst of them.

use rusqlite::OptionalExtension;

use crate::store::StoreError;
use crate::store::intake::{Incoming, Intake};

/// Calls of the source with this number that another import told, and that the one between two instants goes on with. ?4:
/// how many seconds may lie between them; ?7: how long a call may be that one looks back for. They are looked for by when
/// they began: a source has too many.
pub(super) const CONTINUED: &str = "SELECT source_key FROM call
     WHERE +source_id = ?1 AND number = ?5 AND import_id IS NOT ?6
       AND started_at BETWEEN ?2 - ?7 AND ?3 + ?4 AND started_at + coalesce(total_secs, 0) + ?4 >= ?2
     ORDER BY started_at LIMIT 1";

const LONGEST_SECS: i64 = 4 * 3600;

impl Intake<'_> {
    /// The key of the stored call that this one is a part of, or the other way round; none where the source tells no such
    /// parts.
    pub(super) fn key_of_the_rest(&self, call: Incoming<'_>) -> Result<Option<String>, StoreError> {
        let Some(within_secs) = self.continues_within_secs else {
            return Ok(None);
        };
        if call.whole.leg.number.is_empty() {
            return Ok(None);
        }
        let begins = call.whole.leg.at.timestamp();
        let ends = begins + call.whole.leg.total_secs.unwrap_or(0);
        let found = self.store.conn.prepare_cached(CONTINUED)?.query_row(
            (
                self.source.0,
                begins,
                ends,
                within_secs,
                &call.whole.leg.number,
                self.import.0,
                LONGEST_SECS,
            ),
            |row| row.get(0),
        );
        Ok(found.optional()?)
    }
}
