//! The way in for calls in bulk: added, compared with what is stored, updated. A stored week never moves.

use chrono::Offset;
use rusqlite::{CachedStatement, OptionalExtension, params};

use crate::domain::call::{Direction, Standing};
use crate::domain::id::{CallId, CustomerId, ImportId, RepId, SourceId};
use crate::domain::import::join::join;
use crate::domain::import::leg::Leg;
use crate::domain::import::outcome::Outcome;
use crate::domain::import::whole::Whole;
use crate::domain::phone::{PhoneKey, Region, phone_key};
use crate::domain::week::day_number;
use crate::store::customer::{Directory, Told};
use crate::store::{Store, StoreError};

mod continued;
mod stored;

use stored::{Stored, newer};

/// A call that comes in.
#[derive(Debug, Clone, Copy)]
struct Incoming<'w> {
    whole: &'w Whole,
    /// By what it is known again here.
    key: &'w str,
    /// Who handled it, where the desk knows.
    rep: Option<RepId>,
}

/// What became of a call that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// It was new.
    Added,
    /// It was there, just so.
    Known,
    /// It was there and something about it was new.
    Updated,
}

/// Takes in the calls of one import.
pub struct Intake<'s> {
    store: &'s Store,
    source: SourceId,
    import: ImportId,
    /// Whether a stored call is completed by legs that come in rather than replaced.
    parts: bool,
    /// Where rows continue one another: how many seconds after the end of another one.
    continues_within_secs: Option<u32>,
    may_be_known: bool,
    /// The country of numbers that tell none.
    region: Option<Region>,
    customers: Directory<'s>,
    insert: CachedStatement<'s>,
    find: CachedStatement<'s>,
    told_elsewhere: CachedStatement<'s>,
    update: CachedStatement<'s>,
    settled: CachedStatement<'s>,
    seen: CachedStatement<'s>,
}

/// Room for pages during an import, in the units of the pragma: 32 MB, so that those of a million calls are not written
/// and read again and again.
const ROOMY: i64 = -32_000;
/// How far a call may seem to move when its zone is told anew: no two zones are further apart.
const SAME_CALL_SECS: i64 = 26 * 3600;
/// The usual room.
const USUAL: i64 = -2_000;

impl Drop for Intake<'_> {
    fn drop(&mut self) {
        // Only the speed of what follows depends on it.
        let _ = self.store.conn.pragma_update(None, "cache_size", USUAL);
    }
}

/// What a file may tell of a call, in the order in which it is written and read.
const TOLD: &str = "rep_id, rep_written, customer_id, number, channel, direction, started_at, utc_offset_secs, talk_secs,
     ring_secs, total_secs, messages, standing, queue, status, recording, transcript, csat, nps, note, extra";

/// Calls of the source that began at an instant and whose made keys go on alike behind the clock.
const TOLD_ELSEWHERE: &str = "SELECT source_key FROM call
     WHERE source_id = ?1 AND started_at = ?2 AND substr(source_key, instr(source_key, '/') + 1) = ?3";

impl<'s> Intake<'s> {
    /// Begins. `parts`: files of this source hold legs, of which another file may hold more. `region`: the country of
    /// numbers that tell none.
    pub fn begin(
        store: &'s Store,
        source: SourceId,
        import: ImportId,
        parts: bool,
        region: Option<Region>,
    ) -> Result<Self, StoreError> {
        let conn = &store.conn;
        conn.pragma_update(None, "cache_size", ROOMY)?;
        let may_be_known = conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM call WHERE source_id = ?1)")?
            .query_row([source.0], |row| row.get(0))?;
        Ok(Self {
            store,
            source,
            import,
            parts,
            continues_within_secs: None,
            may_be_known,
            region,
            customers: Directory::open(store)?,
            insert: conn.prepare_cached(&format!(
                "INSERT INTO call ({TOLD}, source_id, source_key, import_id, week, day)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                         ?22, ?23, ?24, ?25, ?26)
                 ON CONFLICT (source_id, source_key) DO NOTHING"
            ))?,
            find: conn.prepare_cached(&format!(
                "SELECT {TOLD}, id, import_id FROM call WHERE source_id = ?1 AND source_key = ?2"
            ))?,
            told_elsewhere: conn.prepare_cached(TOLD_ELSEWHERE)?,
            update: conn.prepare_cached(&format!(
                "UPDATE call SET ({TOLD}) = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                         ?18, ?19, ?20, ?21) WHERE id = ?22"
            ))?,
            settled: conn.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM frame WHERE call_id = ?1)
                     OR EXISTS (SELECT 1 FROM evaluation WHERE call_id = ?1)",
            )?,
            seen: conn.prepare_cached(
                "INSERT OR IGNORE INTO import_seen (call_id, import_id) VALUES (?1, ?2)",
            )?,
        })
    }

    /// The same, where rows of the source continue those that ended at most so many seconds before them.
    #[must_use]
    pub fn continuing(mut self, within_secs: Option<u32>) -> Self {
        self.continues_within_secs = within_secs;
        self
    }

    /// Takes in one call; `rep` handled it, where the desk knows.
    pub fn take(&mut self, whole: &Whole, rep: Option<RepId>) -> Result<Received, StoreError> {
        let call = Incoming {
            whole,
            key: &whole.key,
            rep,
        };
        if self.may_be_known && whole.by_instant {
            if let Some(key) = self.key_of_that_instant(call)? {
                return self.take_by_key(Incoming { key: &key, ..call });
            }
            if let Some(key) = self.key_of_the_rest(call)?
                && let Some(stored) = self.find(Incoming { key: &key, ..call })?
            {
                return self.compare(&stored, call, true);
            }
        }
        self.take_by_key(call)
    }

    /// The key under which the same call is stored, where a file with a clock in another zone told it.
    fn key_of_that_instant(&mut self, call: Incoming<'_>) -> Result<Option<String>, StoreError> {
        let Some((_, rest)) = call.key.split_once('/') else {
            return Ok(None);
        };
        let key = (self.source.0, call.whole.leg.at.timestamp(), rest);
        let found = self.told_elsewhere.query_row(key, |row| row.get(0));
        Ok(found.optional()?)
    }

    fn take_by_key(&mut self, call: Incoming<'_>) -> Result<Received, StoreError> {
        if self.may_be_known
            && let Some(stored) = self.find(call)?
        {
            return self.compare_or_tell_apart(&stored, call);
        }
        let customer = self.customer(&call.whole.leg, call.whole.phone)?;
        if self.insert(call, customer)? {
            return Ok(Received::Added);
        }
        match self.find(call)? {
            Some(stored) => self.compare_or_tell_apart(&stored, call),
            None => Err(StoreError::Refused(format!(
                "the call {} could not be added",
                call.key
            ))),
        }
    }

    /// Compares with the call that has the same key, unless that is another call whose id came back: one of this very
    /// import, or one that began days before or after. That one is told apart by when it began.
    fn compare_or_tell_apart(
        &mut self,
        stored: &Stored,
        call: Incoming<'_>,
    ) -> Result<Received, StoreError> {
        let leg = &call.whole.leg;
        if stored.leg.at == leg.at {
            return self.compare(stored, call, self.parts);
        }
        let key = format!("{}@{}", call.key, leg.written_at.and_utc().timestamp());
        let apart = Incoming { key: &key, ..call };
        if let Some(other) = self.find(apart)? {
            return self.compare(&other, apart, self.parts);
        }
        let away = (stored.leg.at - leg.at).num_seconds().abs();
        if stored.import != Some(self.import) && away <= SAME_CALL_SECS {
            return self.compare(stored, call, self.parts);
        }
        let customer = self.customer(leg, call.whole.phone)?;
        self.insert(apart, customer)?;
        Ok(Received::Added)
    }

    fn customer(
        &mut self,
        leg: &Leg,
        phone: Option<PhoneKey>,
    ) -> Result<Option<CustomerId>, StoreError> {
        let told = Told {
            number: &leg.number,
            phone,
            email: &leg.email,
            name: &leg.customer,
        };
        // A colleague is no customer.
        if leg.outcome == Outcome::Internal {
            return Ok(None);
        }
        self.customers.find_or_add(self.store, told)
    }

    fn insert(
        &mut self,
        call: Incoming<'_>,
        customer: Option<CustomerId>,
    ) -> Result<bool, StoreError> {
        let Incoming { whole, key, rep } = call;
        let leg = &whole.leg;
        let added = self.insert.execute(params![
            rep.map(|rep| rep.0),
            leg.rep,
            customer.map(|customer| customer.0),
            leg.number,
            leg.channel.word(),
            leg.direction.map(Direction::word),
            leg.at.timestamp(),
            leg.at.offset().fix().local_minus_utc(),
            leg.talk_secs,
            leg.ring_secs,
            leg.total_secs,
            leg.messages,
            leg.standing(rep.is_some()).word(),
            leg.queue,
            leg.status,
            leg.recording,
            leg.transcript,
            leg.csat,
            leg.nps,
            leg.note,
            leg.extra,
            self.source.0,
            key,
            self.import.0,
            whole.week().number(),
            day_number(whole.day),
        ])?;
        Ok(added == 1)
    }

    fn find(&mut self, call: Incoming<'_>) -> Result<Option<Stored>, StoreError> {
        self.find
            .query_row((self.source.0, call.key), |row| {
                Ok(Stored::read(row, &call.whole.leg))
            })
            .optional()?
            .transpose()
    }

    /// Tells what is new about a stored call; `parts`: what comes in may be another part of it.
    fn compare(
        &mut self,
        stored: &Stored,
        call: Incoming<'_>,
        parts: bool,
    ) -> Result<Received, StoreError> {
        if stored.import != Some(self.import) {
            self.seen.execute((stored.id.0, self.import.0))?;
        }
        let leg = &call.whole.leg;
        let next = if parts {
            join(vec![stored.leg.clone(), leg.clone()]).unwrap_or_else(|| leg.clone())
        } else {
            newer(&stored.leg, leg)
        };
        // Whom a part names does not speak for a whole that names nobody.
        let of = |leg: &Leg, rep: Option<RepId>| rep.filter(|_| leg.rep == next.rep);
        let mut rep = of(&stored.leg, stored.rep)
            .or_else(|| of(leg, call.rep))
            .or(stored.rep.filter(|_| !next.rep.is_empty()));
        let mut standing = next.standing(rep.is_some());
        if next == stored.leg && rep == stored.rep && standing == stored.standing {
            return Ok(Received::Known);
        }
        // What was drawn or scored keeps its rep: a frame and an evaluation never change.
        if self.settled.query_row([stored.id.0], |row| row.get(0))? {
            (rep, standing) = (stored.rep, stored.standing);
        }
        let customer = match stored.customer {
            Some(customer) if next.number == stored.leg.number => Some(customer),
            _ => self.customer(&next, phone_key(&next.number, self.region))?,
        };
        self.update(stored.id, &next, rep, standing, customer)?;
        Ok(Received::Updated)
    }

    fn update(
        &mut self,
        id: CallId,
        leg: &Leg,
        rep: Option<RepId>,
        standing: Standing,
        customer: Option<CustomerId>,
    ) -> Result<(), StoreError> {
        self.update.execute(params![
            rep.map(|rep| rep.0),
            leg.rep,
            customer.map(|customer| customer.0),
            leg.number,
            leg.channel.word(),
            leg.direction.map(Direction::word),
            leg.at.timestamp(),
            leg.at.offset().fix().local_minus_utc(),
            leg.talk_secs,
            leg.ring_secs,
            leg.total_secs,
            leg.messages,
            standing.word(),
            leg.queue,
            leg.status,
            leg.recording,
            leg.transcript,
            leg.csat,
            leg.nps,
            leg.note,
            leg.extra,
            id.0,
        ])?;
        Ok(())
    }
}

const UNKNOWN: &str = "SELECT rep_written, count(*) FROM call
    WHERE rep_id IS NULL AND rep_written <> '' AND standing = 'no_rep' GROUP BY rep_written ORDER BY 2 DESC, 1";

/// The names that calls were written under and that no rep is known by, with how many calls wait for each; the most
/// first.
pub fn unknown_reps(store: &Store) -> Result<Vec<(String, i64)>, StoreError> {
    let mut statement = store.conn.prepare_cached(UNKNOWN)?;
    let found = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

/// Gives the calls that were written under `written` and have no rep to `rep`. How many they are.
pub fn assign_rep(store: &Store, written: &str, rep: RepId) -> Result<i64, StoreError> {
    let changed = store.conn.execute(
        "UPDATE call SET rep_id = ?2, standing = CASE standing WHEN 'no_rep' THEN 'handled' ELSE standing END
         WHERE rep_written = ?1 AND rep_written <> '' AND rep_id IS NULL",
        (written, rep.0),
    )?;
    Ok(changed as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::Desk;

    #[test]
    fn a_call_is_looked_for_by_its_instant_through_an_index() {
        let desk = Desk::with_calls(&["Dana Reyes"], 1);
        let steps = desk.plan(TOLD_ELSEWHERE).join("; ");
        assert!(steps.contains("USING INDEX call_started"), "{steps}");
    }

    #[test]
    fn the_rest_of_a_call_is_looked_for_through_an_index() {
        let desk = Desk::with_calls(&["Dana Reyes"], 1);
        let steps = desk.plan(continued::CONTINUED).join("; ");
        assert!(steps.contains("USING INDEX call_started"), "{steps}");
    }

    // Every Sample screen asks; of half a million calls that nobody is known by, none is read.
    #[test]
    fn unknown_names_are_counted_from_an_index_alone() {
        let desk = Desk::with_calls(&["Dana Reyes"], 1);
        let steps = desk.plan(UNKNOWN).join("; ");
        assert!(
            steps.contains("USING COVERING INDEX call_unknown_rep"),
            "{steps}"
        );
    }
}
