//! The way in for calls in bulk: added, compared with what is stored, updated. A stored week never moves.

use chrono::{NaiveDate, Offset};
use rusqlite::{CachedStatement, OptionalExtension, Row, params};

use crate::domain::call::{Channel, Direction, Standing};
use crate::domain::id::{CallId, CustomerId, ImportId, RepId, SourceId};
use crate::domain::import::join::join;
use crate::domain::import::leg::Leg;
use crate::domain::import::outcome::Outcome;
use crate::domain::phone::Region;
use crate::domain::week::{Week, day_number};
use crate::store::customer::{Directory, Told};
use crate::store::{Store, StoreError, convert};

/// A call that comes in.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'l> {
    /// What the file tells.
    pub leg: &'l Leg,
    /// By what it is known again.
    pub key: &'l str,
    /// Who handled it, where the desk knows.
    pub rep: Option<RepId>,
    /// The week in the business's zone.
    pub week: Week,
    /// The day in the business's zone.
    pub day: NaiveDate,
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
    may_be_known: bool,
    customers: Directory<'s>,
    insert: CachedStatement<'s>,
    find: CachedStatement<'s>,
    update: CachedStatement<'s>,
    settled: CachedStatement<'s>,
    seen: CachedStatement<'s>,
}

/// Room for pages during an import, in the units of the pragma: 40 MB, so that those of a million calls are not written
/// and read again and again.
const ROOMY: i64 = -40_000;
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
            may_be_known,
            customers: Directory::open(store, region)?,
            insert: conn.prepare_cached(&format!(
                "INSERT INTO call ({TOLD}, source_id, source_key, import_id, week, day)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                         ?22, ?23, ?24, ?25, ?26)
                 ON CONFLICT (source_id, source_key) DO NOTHING"
            ))?,
            find: conn.prepare_cached(&format!(
                "SELECT {TOLD}, id, import_id FROM call WHERE source_id = ?1 AND source_key = ?2"
            ))?,
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

    /// Takes in one call.
    pub fn take(&mut self, call: Incoming<'_>) -> Result<Received, StoreError> {
        if self.may_be_known
            && let Some(stored) = self.find(call)?
        {
            return self.compare_or_tell_apart(&stored, call);
        }
        let customer = self.customer(call.leg)?;
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
        if stored.leg.at == call.leg.at {
            return self.compare(stored, call);
        }
        let key = format!("{}@{}", call.key, call.leg.written_at.and_utc().timestamp());
        let apart = Incoming { key: &key, ..call };
        if let Some(other) = self.find(apart)? {
            return self.compare(&other, apart);
        }
        let away = (stored.leg.at - call.leg.at).num_seconds().abs();
        if stored.import != Some(self.import) && away <= SAME_CALL_SECS {
            return self.compare(stored, call);
        }
        let customer = self.customer(call.leg)?;
        self.insert(apart, customer)?;
        Ok(Received::Added)
    }

    fn customer(&mut self, leg: &Leg) -> Result<Option<CustomerId>, StoreError> {
        let told = Told {
            number: &leg.number,
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
        let Incoming { leg, rep, .. } = call;
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
            call.key,
            self.import.0,
            call.week.number(),
            day_number(call.day),
        ])?;
        Ok(added == 1)
    }

    fn find(&mut self, call: Incoming<'_>) -> Result<Option<Stored>, StoreError> {
        self.find
            .query_row((self.source.0, call.key), |row| {
                Ok(Stored::read(row, call.leg))
            })
            .optional()?
            .transpose()
    }

    fn compare(&mut self, stored: &Stored, call: Incoming<'_>) -> Result<Received, StoreError> {
        if stored.import != Some(self.import) {
            self.seen.execute((stored.id.0, self.import.0))?;
        }
        let next = if self.parts {
            join(vec![stored.leg.clone(), call.leg.clone()]).unwrap_or_else(|| call.leg.clone())
        } else {
            newer(&stored.leg, call.leg)
        };
        let same_rep_written = next.rep == stored.leg.rep;
        let mut rep = if same_rep_written {
            stored.rep.or(call.rep)
        } else {
            call.rep.or(stored.rep)
        };
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
            _ => self.customer(&next)?,
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

/// A call as it is stored.
struct Stored {
    id: CallId,
    import: Option<ImportId>,
    rep: Option<RepId>,
    customer: Option<CustomerId>,
    standing: Standing,
    leg: Leg,
}

impl Stored {
    /// Reads `TOLD`, the id and the import. What is not stored of a call is taken from the one that comes in.
    fn read(row: &Row<'_>, incoming: &Leg) -> Result<Self, StoreError> {
        let standing = convert::word(row, 12, "standing", Standing::from_word)?;
        Ok(Self {
            id: CallId(row.get(21)?),
            import: row.get::<_, Option<i64>>(22)?.map(ImportId),
            rep: row.get::<_, Option<i64>>(0)?.map(RepId),
            customer: row.get::<_, Option<i64>>(2)?.map(CustomerId),
            standing,
            leg: Leg {
                rep: row.get(1)?,
                number: row.get(3)?,
                channel: convert::word(row, 4, "channel", Channel::from_word)?,
                direction: convert::word_or_none(row, 5, "direction", Direction::from_word)?,
                at: convert::instant(row.get(6)?, row.get(7)?)?,
                talk_secs: row.get(8)?,
                ring_secs: row.get(9)?,
                total_secs: row.get(10)?,
                messages: row.get(11)?,
                outcome: outcome_of(standing),
                queue: row.get(13)?,
                status: row.get(14)?,
                recording: row.get(15)?,
                transcript: row.get(16)?,
                csat: row.get(17)?,
                nps: row.get(18)?,
                note: row.get(19)?,
                extra: row.get(20)?,
                written_at: incoming.written_at,
                id: incoming.id.clone(),
                group: incoming.group.clone(),
                customer: incoming.customer.clone(),
                email: incoming.email.clone(),
            },
        })
    }
}

fn outcome_of(standing: Standing) -> Outcome {
    match standing {
        Standing::Handled | Standing::NoRep => Outcome::Person,
        Standing::Internal => Outcome::Internal,
        Standing::Unanswered => Outcome::Unanswered,
        Standing::Voicemail => Outcome::Voicemail,
        Standing::Menu => Outcome::Menu,
    }
}

/// What the file tells now, over what was stored; what it no longer tells stays, and so does a note.
fn newer(stored: &Leg, told: &Leg) -> Leg {
    let text = |told: &String, stored: &String| if told.is_empty() { stored } else { told }.clone();
    Leg {
        rep: text(&told.rep, &stored.rep),
        number: text(&told.number, &stored.number),
        queue: text(&told.queue, &stored.queue),
        status: text(&told.status, &stored.status),
        recording: text(&told.recording, &stored.recording),
        transcript: text(&told.transcript, &stored.transcript),
        note: text(&stored.note, &told.note),
        extra: text(&told.extra, &stored.extra),
        direction: told.direction.or(stored.direction),
        talk_secs: told.talk_secs.or(stored.talk_secs),
        ring_secs: told.ring_secs.or(stored.ring_secs),
        total_secs: told.total_secs.or(stored.total_secs),
        messages: told.messages.or(stored.messages),
        csat: told.csat.or(stored.csat),
        nps: told.nps.or(stored.nps),
        ..told.clone()
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
