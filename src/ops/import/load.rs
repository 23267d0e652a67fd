//! Row after row into the store: read, joined with the other legs of its call, given to its rep, counted.

use std::collections::{HashMap, HashSet};

use anyhow::Result;

use crate::domain::id::RepId;
use crate::domain::import::clock::Clock;
use crate::domain::import::join::join;
use crate::domain::import::layout::Layout;
use crate::domain::import::leg::Leg;
use crate::domain::import::outcome::Outcome;
use crate::domain::import::party::Party;
use crate::domain::import::roster::{Roster, aliases};
use crate::domain::import::row::Row;
use crate::domain::rep::AliasKind;
use crate::domain::zone::Zone;
use crate::ops::import::delimited::Next;
use crate::ops::import::meter::{Meter, Stage};
use crate::ops::import::plan::Plan;
use crate::ops::import::report::Tally;
use crate::ops::import::scan::{Scan, hash, shared_id};
use crate::ops::import::table::Table;
use crate::store::intake::{self, Incoming, Intake, Received};
use crate::store::{Store, rep};

/// One import under way.
pub(super) struct Load<'s, 'p> {
    pub store: &'s Store,
    pub intake: Intake<'s>,
    pub layout: &'p Layout,
    pub clock: Clock,
    pub roster: Roster,
    pub home: Zone,
    pub add_reps: bool,
    pub tally: Tally,
    /// How many rows of a shared id are still to come, and the legs that came.
    pub waiting: HashMap<u64, (u32, Vec<Leg>)>,
    /// Keys made of what a call tells, to number those that are the same.
    pub made_keys: HashSet<u64>,
    /// Reps who were added, by what was written.
    pub new_reps: Vec<(String, RepId)>,
}

impl Load<'_, '_> {
    /// The legs that will have to be waited for.
    pub fn waiting(scan: &Scan) -> HashMap<u64, (u32, Vec<Leg>)> {
        scan.shared
            .iter()
            .map(|(id, count)| (*id, (*count, Vec::new())))
            .collect()
    }

    /// Takes in every row.
    pub fn all(&mut self, table: &Table, plan: &Plan, meter: &mut Meter<'_>) -> Result<()> {
        let mut rows = table.rows(self.layout.headers.len())?;
        let mut row = Row::default();
        loop {
            match rows.next(&mut row)? {
                Next::End => break,
                _ if !plan.is_below_header(&row) => continue,
                Next::Broken(why) => {
                    self.tally.rows += 1;
                    self.tally.reject(row.line, why.to_owned());
                }
                Next::Row => {
                    self.tally.rows += 1;
                    self.row(&row)?;
                }
            }
            if self.tally.rows.is_multiple_of(256) {
                meter.check(Stage::Take, rows.bytes_read(), self.tally.rows)?;
            }
        }
        let left: Vec<Vec<Leg>> = self.waiting.drain().map(|(_, (_, legs))| legs).collect();
        for legs in left {
            self.call(legs)?;
        }
        // Calls that nobody picked up may stand above the first one by which a rep became known.
        for (written, rep) in &self.new_reps {
            intake::assign_rep(self.store, written, *rep)?;
        }
        Ok(())
    }

    fn row(&mut self, row: &Row) -> Result<()> {
        if row.is_blank() {
            self.tally.left_out.blank += 1;
            return Ok(());
        }
        if self.layout.is_header(row) {
            self.tally.left_out.header += 1;
            return Ok(());
        }
        let leg = match Leg::read(self.layout, &mut self.clock, row) {
            Ok(leg) => Some(leg),
            Err(_) if self.layout.is_footer(row) => {
                self.tally.left_out.footer += 1;
                None
            }
            Err(why) => {
                self.tally.reject(row.line, why);
                None
            }
        };
        let id = shared_id(self.layout, row);
        let shared = if id.is_empty() {
            None
        } else {
            self.waiting.get_mut(&hash(id))
        };
        let Some((left, legs)) = shared else {
            return self.call(leg.into_iter().collect());
        };
        legs.extend(leg);
        *left = left.saturating_sub(1);
        if *left == 0 {
            let legs = std::mem::take(legs);
            self.waiting.remove(&hash(id));
            self.call(legs)?;
        }
        Ok(())
    }

    /// Takes in the call that these legs are.
    fn call(&mut self, legs: Vec<Leg>) -> Result<()> {
        let Some(leg) = join(legs) else {
            return Ok(());
        };
        let rep = self.rep(&leg)?;
        let standing = leg.standing(rep.is_some());
        let day = self.home.day_of(leg.at);
        let key = self.key(&leg);
        let received = self.intake.take(Incoming {
            leg: &leg,
            key: &key,
            rep,
            week: crate::domain::week::Week::of(day),
            day,
        })?;
        match received {
            Received::Added => self.tally.added += 1,
            Received::Known => self.tally.known += 1,
            Received::Updated => self.tally.updated += 1,
        }
        self.tally.stands(standing);
        self.tally.began(leg.at);
        if rep.is_none() && leg.outcome == Outcome::Person && !leg.rep.is_empty() {
            self.tally.unknown(&leg.rep);
        }
        Ok(())
    }

    /// The key of the call; where it is made of what the call tells, the second of two that tell the same is another.
    fn key(&mut self, leg: &Leg) -> String {
        let (key, given) = leg.key();
        if given || self.made_keys.insert(hash(&key)) {
            return key;
        }
        let numbered = (2_u64..).map(|number| format!("{key}/{number}"));
        let mut free = numbered.filter(|key| self.made_keys.insert(hash(key)));
        free.next().unwrap_or(key)
    }

    fn rep(&mut self, leg: &Leg) -> Result<Option<RepId>> {
        let known = self.roster.find(&leg.rep);
        if known.is_some() || !self.add_reps || leg.rep.is_empty() || leg.outcome != Outcome::Person
        {
            return Ok(known);
        }
        let party = Party::read(&leg.rep);
        let name = [party.name, party.email, party.extension, &leg.rep]
            .into_iter()
            .map(visible)
            .find(|name| !name.is_empty());
        let Some(name) = name else {
            return Ok(None);
        };
        let (id, is_new) = match rep::find(self.store, &name)? {
            Some(rep) => (rep.id, false),
            None => (rep::add(self.store, &name)?, true),
        };
        self.roster.add(AliasKind::Name, &name, id);
        for (kind, text) in aliases(&leg.rep) {
            // What another rep is known by stays that rep's.
            if text != name && rep::add_alias(self.store, id, &text).is_ok() {
                self.roster.add(kind, &text, id);
            }
        }
        self.new_reps.push((leg.rep.clone(), id));
        if is_new {
            self.tally.added_reps.push(name);
        }
        Ok(Some(id))
    }
}

/// A name on one line, without what cannot be seen.
fn visible(name: &str) -> String {
    let spaced = name.replace(char::is_control, " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
