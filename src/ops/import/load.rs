//! Row after row into the store: read, joined with the other legs of its call, given to its rep, counted.

use std::collections::HashMap;
use std::sync::mpsc::{channel, sync_channel};

use anyhow::{Result, anyhow};

use crate::domain::id::RepId;
use crate::domain::import::clock::Clock;
use crate::domain::import::join::{join, part};
use crate::domain::import::leg::Leg;
use crate::domain::import::outcome::Outcome;
use crate::domain::import::party::{Party, is_extension};
use crate::domain::import::roster::{Roster, aliases};
use crate::domain::import::whole::Whole;
use crate::domain::phone::PhoneKeys;
use crate::domain::zone::Zone;
use crate::ops::import::meter::{Meter, Stage};
use crate::ops::import::parse::{Batch, Known, Parsed, parse};
use crate::ops::import::report::Tally;
use crate::ops::import::scan::hash;
use crate::ops::import::seen::Seen;
use crate::store::intake::{self, Intake, Received};
use crate::store::{Store, rep};

/// How many batches are read ahead of the store.
const BATCHES_AHEAD: usize = 4;

/// One import under way.
pub(super) struct Load<'s> {
    pub store: &'s Store,
    pub intake: Intake<'s>,
    pub roster: Roster,
    pub phones: PhoneKeys,
    pub add_reps: bool,
    /// A call whose other end is an extension is one within the house.
    pub extensions_are_inside: bool,
    pub tally: Tally,
    /// How many rows of a shared id came so far, and their legs, until the last one has come.
    pub waiting: HashMap<u64, (u32, Vec<Leg>)>,
    /// Keys made of what a call tells, to number those that are the same.
    pub made_keys: Seen,
    /// Reps who were added, by what was written.
    pub new_reps: Vec<(String, RepId)>,
}

impl Load<'_> {
    /// Takes in every row; gives back the clock that read their times.
    pub fn all(&mut self, known: Known<'_>, clock: Clock, meter: &mut Meter<'_>) -> Result<Clock> {
        let clock = std::thread::scope(|scope| -> Result<Clock> {
            let (hand_over, batches) = sync_channel(BATCHES_AHEAD);
            let (give_back, spent) = channel();
            let parser = scope.spawn(move || parse(known, clock, &hand_over, &spent));
            let taken = batches.iter().try_for_each(|mut batch| {
                self.batch(&mut batch, known, meter)?;
                // Nobody may be there any more at the end of the file.
                let _ = give_back.send(batch);
                Ok(())
            });
            // Whoever still reads ends when nobody takes.
            drop(batches);
            let parsed = parser
                .join()
                .map_err(|_| anyhow!("could not go on reading {}", known.table.name))?;
            taken.and(parsed)
        })?;
        self.tally.keep_remarks();
        self.tally.rejected.sort_by_key(|row| row.line);
        let left: Vec<Vec<Leg>> = self.waiting.drain().map(|(_, (_, legs))| legs).collect();
        for legs in left {
            self.calls(legs, known.home)?;
        }
        // The indexes that are made next need the room.
        self.made_keys = Seen::default();
        Ok(clock)
    }

    /// Gives the calls that nobody picked up, where they stand above the first one by which a rep became known.
    pub fn settle_new_reps(&self) -> Result<()> {
        for (written, rep) in &self.new_reps {
            intake::assign_rep(self.store, written, *rep)?;
        }
        Ok(())
    }

    fn batch(&mut self, batch: &mut Batch, known: Known<'_>, meter: &mut Meter<'_>) -> Result<()> {
        for row in &mut batch.rows {
            self.row(row, known)?;
        }
        meter.check(Stage::Take, batch.bytes_read, self.tally.rows)?;
        Ok(())
    }

    fn row(&mut self, row: &mut Parsed, known: Known<'_>) -> Result<()> {
        self.tally.rows += 1;
        let (leg, shared) = match row {
            Parsed::Call(call) => {
                self.tally.refuse_remarks();
                return self.call(call);
            }
            Parsed::Leg(leg, id) => {
                self.tally.refuse_remarks();
                (Some(leg.as_ref().clone()), Some(*id))
            }
            Parsed::Rejected(line, why, shared) => {
                self.tally.reject(*line, std::mem::take(why));
                (None, *shared)
            }
            Parsed::Total(line, shared) => {
                self.tally.footer(*line);
                (None, *shared)
            }
            Parsed::Other(line, shared) => {
                self.tally.other(*line);
                (None, *shared)
            }
            Parsed::Remark(line, why, shared) => {
                self.tally.remark(*line, std::mem::take(why));
                (None, *shared)
            }
            Parsed::Blank => {
                self.tally.left_out.blank += 1;
                return Ok(());
            }
            Parsed::Header(line) => {
                self.tally.entitle_remarks();
                self.tally.header(*line);
                return Ok(());
            }
        };
        self.leg(leg, shared, known)
    }

    /// Keeps a leg until the last row of its call has come, and takes the call in then. None: the row was no leg.
    fn leg(&mut self, leg: Option<Leg>, shared: Option<u64>, known: Known<'_>) -> Result<()> {
        let Some((id, rows)) = shared.and_then(|id| Some((id, known.scan.rows_of(id)?))) else {
            return Ok(());
        };
        let (came, legs) = self.waiting.entry(id).or_default();
        legs.extend(leg);
        *came += 1;
        if *came < rows {
            return Ok(());
        }
        let (_, legs) = self.waiting.remove(&id).unwrap_or_default();
        self.calls(legs, known.home)
    }

    /// Takes in the calls that these legs of one id are.
    fn calls(&mut self, legs: Vec<Leg>, home: &Zone) -> Result<()> {
        for leg in part(legs).into_iter().filter_map(join) {
            let mut call = Whole::of(leg, home, &mut self.phones);
            self.call(&mut call)?;
        }
        Ok(())
    }

    fn call(&mut self, call: &mut Whole) -> Result<()> {
        let leg = &mut call.leg;
        if self.extensions_are_inside && is_extension(&leg.number) {
            leg.outcome = Outcome::Internal;
        }
        if leg.outcome == Outcome::Unknown {
            self.tally.unknown_statuses.see(&leg.status);
            // It is kept so, and must be the same when it is read again.
            leg.outcome = Outcome::Unanswered;
        }
        self.number(call);
        let leg = &call.leg;
        let rep = self.rep(leg)?;
        let standing = leg.standing(rep.is_some());
        let received = self.intake.take(call, rep)?;
        match received {
            Received::Added => self.tally.added += 1,
            Received::Known => self.tally.known += 1,
            Received::Updated => self.tally.updated += 1,
        }
        self.tally.stands(standing);
        self.tally.began(leg.at);
        if rep.is_none() && leg.outcome == Outcome::Person && !leg.rep.is_empty() {
            self.tally.unknown_reps.see(&leg.rep);
        }
        let unnamed = rep.is_none() && leg.outcome == Outcome::Person && leg.rep.is_empty();
        self.tally.unnamed += u64::from(unnamed);
        Ok(())
    }

    /// Where the key is made of what the call tells, the second of two that tell the same gets another.
    fn number(&mut self, call: &mut Whole) {
        if !call.by_instant || self.made_keys.insert(hash(&call.key)) {
            return;
        }
        let numbered = (2_u64..).map(|number| format!("{}/{number}", call.key));
        let mut free = numbered.filter(|key| self.made_keys.insert(hash(key)));
        if let Some(key) = free.next() {
            call.key = key;
        }
    }

    fn rep(&mut self, leg: &Leg) -> Result<Option<RepId>> {
        let known = self.roster.find(&leg.rep);
        if known.is_some() || !self.add_reps || leg.rep.is_empty() || leg.outcome != Outcome::Person
        {
            return Ok(known);
        }
        let Some(new) = new_rep(self.store, &mut self.roster, &leg.rep)? else {
            return Ok(None);
        };
        self.new_reps.push((leg.rep.clone(), new.id));
        self.tally.added_reps.extend(new.added);
        Ok(Some(new.id))
    }
}

/// A rep who was made of what is written.
pub(super) struct NewRep {
    pub id: RepId,
    /// The name, where nobody of that name was there before.
    pub added: Option<String>,
}

/// Makes a rep of what is written, or finds the one of that name; none where it names nobody.
pub(super) fn new_rep(store: &Store, roster: &mut Roster, written: &str) -> Result<Option<NewRep>> {
    let party = Party::read(written);
    let name = [party.name, party.email, party.extension, written]
        .into_iter()
        .map(visible)
        .find(|name| !name.is_empty());
    let Some(name) = name else {
        return Ok(None);
    };
    let (id, is_new) = match rep::find(store, &name)? {
        Some(rep) => (rep.id, false),
        None => (rep::add(store, &name)?, true),
    };
    roster.add_name(&name, id);
    for (kind, text) in aliases(written) {
        // What another rep is known by stays that rep's.
        if text != name && rep::add_alias(store, id, &text).is_ok() {
            roster.add(kind, &text, id);
        }
    }
    Ok(Some(NewRep {
        id,
        added: is_new.then_some(name),
    }))
}

/// A name on one line, without what cannot be seen.
fn visible(name: &str) -> String {
    let spaced = name.replace(char::is_control, " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
