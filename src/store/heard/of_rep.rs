//! What was heard of one rep: good moments, and the customers' own words. Read by the one-to-one sheet and the rep's page.

use rusqlite::Row;

use crate::domain::call::Instant;
use crate::domain::id::{CallId, MomentId, RepId, VoiceId};
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

/// A call in which something was said, and when in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The call.
    pub call: CallId,
    /// When it began.
    pub started_at: Instant,
    /// The customer's name; empty where none is known. Never a number.
    pub customer: String,
    /// Seconds from its beginning, where known.
    pub at_secs: Option<i64>,
}

/// A moment worth praise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodMoment {
    /// The row.
    pub id: MomentId,
    /// The owner's words; may be empty.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// A customer's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The row.
    pub id: VoiceId,
    /// What they were about.
    pub theme: String,
    /// The words, never empty.
    pub quote: String,
    /// Whether the customer left satisfied or better, and the rep is behind the words.
    pub is_glad: bool,
    /// Where.
    pub place: Place,
}

/// The moments worth praise in the calls of a rep heard from `from` to `to`, the latest first.
pub fn good_moments(
    store: &Store,
    rep: RepId,
    from: Week,
    to: Week,
) -> Result<Vec<GoodMoment>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT c.id, c.started_at, c.utc_offset_secs, coalesce(u.name, ''), m.at_secs, m.id, m.text
         FROM evaluation e JOIN moment m ON m.evaluation_id = e.id JOIN call c ON c.id = e.call_id
         LEFT JOIN customer u ON u.id = c.customer_id
         WHERE e.week BETWEEN ?2 AND ?3 AND e.latest = 1 AND e.rep_id = ?1 AND m.kind = 'praise'
         ORDER BY c.started_at DESC, m.at_secs, m.id",
    )?;
    let mut rows = query.query((rep.0, from.number(), to.number()))?;
    let mut moments = Vec::new();
    while let Some(row) = rows.next()? {
        moments.push(GoodMoment {
            place: place(row)?,
            id: MomentId(row.get(5)?),
            text: row.get(6)?,
        });
    }
    Ok(moments)
}

/// What customers said in the calls of a rep heard from `from` to `to`, the latest first.
pub fn words(store: &Store, rep: RepId, from: Week, to: Week) -> Result<Vec<Words>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT c.id, c.started_at, c.utc_offset_secs, coalesce(u.name, ''), v.at_secs, v.id, t.name, v.quote,
             coalesce(e.satisfied IN ('satisfied', 'delighted') AND v.cause = 'rep', 0)
         FROM evaluation e JOIN voice v ON v.evaluation_id = e.id JOIN theme t ON t.id = v.theme_id
         JOIN call c ON c.id = e.call_id LEFT JOIN customer u ON u.id = c.customer_id
         WHERE e.week BETWEEN ?2 AND ?3 AND e.latest = 1 AND e.rep_id = ?1 AND trim(v.quote) <> ''
         ORDER BY c.started_at DESC, v.at_secs, v.id",
    )?;
    let mut rows = query.query((rep.0, from.number(), to.number()))?;
    let mut words = Vec::new();
    while let Some(row) = rows.next()? {
        words.push(Words {
            place: place(row)?,
            id: VoiceId(row.get(5)?),
            theme: row.get(6)?,
            quote: row.get(7)?,
            is_glad: row.get(8)?,
        });
    }
    Ok(words)
}

fn place(row: &Row<'_>) -> Result<Place, StoreError> {
    Ok(Place {
        call: CallId(row.get(0)?),
        started_at: convert::instant(row.get(1)?, row.get(2)?)?,
        customer: row.get(3)?,
        at_secs: row.get(4)?,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::testing::{Desk, week};

    #[test]
    fn a_reps_good_moments_and_customers_words_are_only_that_reps() {
        let desk = Desk::with_calls(&["Dana", "Luis"], 2);
        desk.sql(
            "UPDATE call SET rep_id = 2 WHERE id = 2;
             INSERT INTO scorecard (id, key, version, name, written, toml, sha256, created_at)
             VALUES (1, 'x', 1, 'X', 0, '', printf('%064d', 0), 0);
             INSERT INTO evaluation (id, call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at,
                 submitted_at, satisfied)
             SELECT id, id, rep_id, 1, 1, 'random', 'submitted', 1, week, 0, 0, 'delighted' FROM call;
             INSERT INTO moment (evaluation_id, at_secs, kind, text)
             VALUES (1, 41, 'praise', 'stayed calm'), (1, 50, 'improve', 'no'), (2, 9, 'praise', 'other');
             INSERT INTO theme VALUES (1, 'thanks', 'thanks');
             INSERT INTO voice (evaluation_id, theme_id, cause, quote, at_secs)
             VALUES (1, 1, 'rep', 'so glad I got you', 44), (1, 1, 'rep', ' ', 45), (1, 1, NULL, 'hm', 46),
                 (2, 1, 'rep', 'other', 3);",
        );
        let w = week("2026-W47");
        let moments = good_moments(&desk.store, RepId(1), w, w).unwrap();
        assert_eq!(
            (moments.len(), moments[0].text.as_str()),
            (1, "stayed calm")
        );
        let said = words(&desk.store, RepId(1), w, w).unwrap();
        assert_eq!(
            (said.len(), said[0].is_glad, said[0].place.at_secs),
            (2, true, Some(44))
        );
        assert!(!said[1].is_glad, "nobody said what is behind it");
        assert!(
            words(&desk.store, RepId(1), w.plus(1), w.plus(2))
                .unwrap()
                .is_empty()
        );
    }
}
