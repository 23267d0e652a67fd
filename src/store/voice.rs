//! What customers said over many weeks: every mention of a theme with its call, and in how many drawn calls of each week a
//! theme came up.

use crate::domain::call::{Instant, Lane};
use crate::domain::id::{CallId, CustomerId, EvaluationId, RepId, ThemeId};
use crate::domain::voice::Cause;
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert};

/// One mention of a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What it was about.
    pub theme: ThemeId,
    /// The theme's name.
    pub name: String,
    /// In which evaluation it was noted.
    pub evaluation: EvaluationId,
    /// In which week's calls.
    pub week: Week,
    /// How the call came to be heard.
    pub lane: Lane,
    /// Who took the call.
    pub rep: RepId,
    /// The rep's name.
    pub rep_name: String,
    /// The call.
    pub call: CallId,
    /// When it began.
    pub started_at: Instant,
    /// Whom it was with, where known.
    pub customer: Option<CustomerId>,
    /// The customer's name; empty where none is known.
    pub customer_name: String,
    /// Who or what is behind it, where the owner said so.
    pub cause: Option<Cause>,
    /// The words; may be empty.
    pub quote: String,
    /// Seconds from the beginning of the call, where known.
    pub at_secs: Option<i64>,
}

const MENTIONS: &str = "SELECT t.id, t.name, e.id, e.week, e.lane, e.rep_id, r.name, c.id, c.started_at, c.utc_offset_secs,
        c.customer_id, coalesce(u.name, ''), v.cause, v.quote, v.at_secs
    FROM evaluation e JOIN voice v ON v.evaluation_id = e.id JOIN theme t ON t.id = v.theme_id
    JOIN call c ON c.id = e.call_id JOIN rep r ON r.id = e.rep_id LEFT JOIN customer u ON u.id = c.customer_id";

/// Every mention in the calls heard from `from` to `to`, by theme, the latest first.
pub fn mentions(store: &Store, from: Week, to: Week) -> Result<Vec<Mention>, StoreError> {
    let wanted = "e.week BETWEEN ?1 AND ?2 AND e.latest = 1
         ORDER BY t.name_key, c.started_at DESC, v.at_secs, v.id";
    read(store, wanted, (from.number(), to.number()))
}

/// Everything that a customer said in the calls heard, the latest first.
pub fn of_customer(store: &Store, customer: CustomerId) -> Result<Vec<Mention>, StoreError> {
    let wanted = "c.customer_id = ?1 AND e.latest = 1 ORDER BY c.started_at DESC, v.at_secs, v.id";
    read(store, wanted, [customer.0])
}

fn read(
    store: &Store,
    wanted: &'static str,
    values: impl rusqlite::Params,
) -> Result<Vec<Mention>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached(&format!("{MENTIONS} WHERE {wanted}"))?;
    let mut rows = query.query(values)?;
    let mut mentions = Vec::new();
    while let Some(row) = rows.next()? {
        mentions.push(Mention {
            theme: ThemeId(row.get(0)?),
            name: row.get(1)?,
            evaluation: EvaluationId(row.get(2)?),
            week: convert::week(row.get(3)?)?,
            lane: convert::word(row, 4, "lane", Lane::from_word)?,
            rep: RepId(row.get(5)?),
            rep_name: row.get(6)?,
            call: CallId(row.get(7)?),
            started_at: convert::instant(row.get(8)?, row.get(9)?)?,
            customer: row.get::<_, Option<i64>>(10)?.map(CustomerId),
            customer_name: row.get(11)?,
            cause: convert::word_or_none(row, 12, "cause", Cause::from_word)?,
            quote: row.get(13)?,
            at_secs: row.get(14)?,
        });
    }
    Ok(mentions)
}

/// Whether a theme came up in a call heard from `from` to `to`, drawn or chosen by hand.
pub fn came_up(store: &Store, theme: ThemeId, from: Week, to: Week) -> Result<bool, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM voice v CROSS JOIN evaluation e ON e.id = v.evaluation_id
             WHERE v.theme_id = ?3 AND e.latest = 1 AND e.week BETWEEN ?1 AND ?2)",
    )?;
    Ok(query.query_row((from.number(), to.number(), theme.0), |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::testing::{Desk, week};

    #[test]
    fn every_mention_comes_with_its_call_and_only_drawn_calls_are_counted() {
        let desk = Desk::with_calls(&["Dana"], 3);
        desk.sql(
            "INSERT INTO scorecard (id, key, version, name, written, toml, sha256, created_at)
             VALUES (1, 'x', 1, 'X', 0, '', printf('%064d', 0), 0);
             INSERT INTO evaluation (id, call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at,
                 submitted_at)
             SELECT id, id, 1, 1, 1, iif(id = 3, 'targeted', 'random'), 'submitted', 1, week, 0, 0 FROM call;
             INSERT INTO theme VALUES (1, 'late delivery', 'late delivery'), (2, 'Price', 'price');
             INSERT INTO voice (evaluation_id, theme_id, cause, quote, at_secs)
             VALUES (1, 1, 'promise', 'third time', 9), (3, 1, NULL, '', NULL), (2, 2, 'price', 'dear', 3);",
        );
        let w = week("2026-W47");
        let found = mentions(&desk.store, w, w).unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.name.as_str(), one.lane, one.cause))
            .collect();
        assert_eq!(
            told,
            [
                ("late delivery", Lane::Targeted, None),
                ("late delivery", Lane::Random, Some(Cause::Promise)),
                ("Price", Lane::Random, Some(Cause::Price)),
            ]
        );
        assert!(came_up(&desk.store, ThemeId(1), w, w).unwrap());
        assert!(!came_up(&desk.store, ThemeId(1), w.plus(1), w.plus(9)).unwrap());
        assert!(
            mentions(&desk.store, w.plus(1), w.plus(2))
                .unwrap()
                .is_empty()
        );
    }
}
