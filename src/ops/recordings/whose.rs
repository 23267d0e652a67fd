//! Whose a recording or transcript is: by what call logs say of it, by an id in its name, else by time, number and
//! length. Where more than one call fits, none is taken.

use std::collections::HashMap;

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::id::{CallId, RepId};
use crate::domain::import::party::is_extension;
use crate::domain::import::roster::Roster;
use crate::domain::phone::{Region, is_number};
use crate::domain::recording::fit::{EARLY_SECS, Fit, Heard, LATE_SECS, fit};
use crate::domain::recording::name::{Named, stem};
use crate::domain::zone::{LocalTime, Zone};
use crate::ops::recordings::list::Told;
use crate::ops::setup;
use crate::store::{Store, call, recording, rep};

/// How long a call may have rung before its recording began, in seconds.
const RINGING_SECS: i64 = 600;
/// How far the time in a name may be from a call that a log gives to it, in seconds: no two zones are further apart.
const APART_SECS: i64 = 26 * 3600;
/// The shortest that an id may be: shorter ones are the same by accident.
const SHORTEST_ID: usize = 5;

/// Everything by which a file finds its call.
pub struct Whose {
    zone: Zone,
    region: Option<Region>,
    roster: Roster,
    /// Calls by the names of their recordings and transcripts; none where two have the same.
    told: HashMap<String, Option<CallId>>,
}

/// Whose a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// This call's.
    Call(CallId),
    /// One of several calls', nobody knows which; and why.
    Unsure(Vec<CallId>, String),
    /// Nobody's; and why.
    Nobody(String),
}

impl Whose {
    /// Reads what call logs say of recordings. `zone`: that of the clock in the names.
    ///
    /// # Errors
    /// What the store says.
    pub fn read(store: &Store, zone: Zone) -> Result<Self> {
        let mut told: HashMap<String, Option<CallId>> = HashMap::new();
        recording::each_name(store, |call, written| {
            for part in written.split('|') {
                told.entry(stem(part).to_owned())
                    .and_modify(|of| *of = of.filter(|of| *of == call))
                    .or_insert(Some(call));
            }
        })?;
        Ok(Self {
            zone,
            region: setup::region(store)?,
            roster: Roster::of(&rep::list(store)?),
            told,
        })
    }

    /// Whose the file is that lies at `path`, is named so, and is so long.
    ///
    /// # Errors
    /// What the store says.
    pub fn find(
        &mut self,
        store: &Store,
        path: &str,
        named: &Named,
        secs: Option<f64>,
    ) -> Result<Owner> {
        if let Some(Some(call)) = self.told.get(stem(path))
            && self.may_be(store, *call, named)?
        {
            return Ok(Owner::Call(*call));
        }
        for id in named.ids.iter().filter(|id| id.len() >= SHORTEST_ID) {
            if let Some(owner) = by_id(store, id)? {
                return Ok(owner);
            }
        }
        self.by_time(store, named, secs)
    }

    /// Whose a file is of which a list may tell the call.
    pub(super) fn find_told(
        &mut self,
        store: &Store,
        told: &Told,
        secs: Option<f64>,
    ) -> Result<Owner> {
        for id in &told.calls {
            if let Some(owner) = by_id(store, id)? {
                return Ok(owner);
            }
        }
        self.find(store, &told.path, &told.named, secs)
    }

    /// Whether the time in the name does not speak against the call: names come back day after day.
    fn may_be(&self, store: &Store, call: CallId, named: &Named) -> Result<bool> {
        let Some(at) = self.times(named).first().copied() else {
            return Ok(true);
        };
        let began = call::get(store, call)?.started_at;
        Ok((at - began).num_seconds().abs() <= APART_SECS)
    }

    fn by_time(&mut self, store: &Store, named: &Named, secs: Option<f64>) -> Result<Owner> {
        let times = self.times(named);
        if times.is_empty() {
            return Ok(Owner::Nobody(
                "its name holds neither the id of a known call nor a time".into(),
            ));
        }
        let mut only_time = Vec::new();
        for at in times {
            let heard = Heard {
                at,
                numbers: named.numbers.clone(),
                reps: self.reps(named),
                secs,
                region: self.region,
            };
            let began = at.timestamp();
            let calls =
                recording::candidates(store, began - LATE_SECS - RINGING_SECS, began + EARLY_SECS)?;
            match fit(&heard, &calls) {
                Fit::One(call) => return Ok(Owner::Call(call)),
                Fit::Several(calls) => {
                    let why = format!("{} calls fit it by time, number and length", calls.len());
                    return Ok(Owner::Unsure(calls, why));
                }
                Fit::OnlyTime(calls) => only_time = calls,
                Fit::None => {}
            }
        }
        if only_time.is_empty() {
            return Ok(Owner::Nobody(
                "no call fits it by time, number and length".into(),
            ));
        }
        Ok(Owner::Unsure(
            only_time,
            "a call began then, but neither number nor length can be compared".into(),
        ))
    }

    /// When it was made; two instants where the clock showed that time twice.
    pub fn times(&self, named: &Named) -> Vec<Instant> {
        let Some(at) = named.at else {
            return Vec::new();
        };
        if named.is_utc {
            return vec![self.zone.at(at.and_utc())];
        }
        match self.zone.local(at) {
            LocalTime::Exact(at) | LocalTime::Gap(at) => vec![at],
            LocalTime::Repeat { first, second } => vec![first, second],
        }
    }

    /// The reps whose extensions the name holds.
    pub fn reps(&mut self, named: &Named) -> Vec<RepId> {
        let inner = named
            .numbers
            .iter()
            .filter(|number| !is_number(number) && is_extension(number));
        inner
            .filter_map(|number| self.roster.find(number))
            .collect()
    }
}

/// The call of this id; none where there is none.
fn by_id(store: &Store, id: &str) -> Result<Option<Owner>> {
    Ok(match recording::calls_by_key(store, id)?.as_slice() {
        [] => None,
        [call] => Some(Owner::Call(*call)),
        several => Some(Owner::Unsure(
            several.to_vec(),
            format!("more than one source has a call {id}"),
        )),
    })
}
