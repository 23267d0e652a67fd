//! Whose a recording or transcript is: by what call logs say of it, by an id in its name, else by time, number and
//! length. Where more than one call fits, none is taken.

use std::collections::HashMap;

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::customer::phone_key;
use crate::domain::id::{CallId, RepId};
use crate::domain::import::party::is_extension;
use crate::domain::import::roster::Roster;
use crate::domain::recording::fit::{EARLY_SECS, Fit, Heard, LATE_SECS, fit};
use crate::domain::recording::name::Named;
use crate::domain::zone::{LocalTime, Zone};
use crate::store::{Store, recording, rep};

/// How long a call may have rung before its recording began, in seconds.
const RINGING_SECS: i64 = 600;
/// The shortest that an id may be: shorter ones are the same by accident.
const SHORTEST_ID: usize = 5;

/// Everything by which a file finds its call.
pub struct Whose {
    zone: Zone,
    roster: Roster,
    /// Calls by the name of the recording that their log tells; none where two tell the same.
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
        recording::each_written(store, |call, written| {
            for part in written.split('|') {
                let name = file_name(part);
                told.entry(name.to_owned())
                    .and_modify(|of| *of = of.filter(|of| *of == call))
                    .or_insert(Some(call));
            }
        })?;
        Ok(Self {
            zone,
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
        match self.told.get(file_name(path)) {
            Some(Some(call)) => return Ok(Owner::Call(*call)),
            Some(None) => {
                return Ok(Owner::Unsure(
                    Vec::new(),
                    "more than one call of a call log names it".into(),
                ));
            }
            None => {}
        }
        for id in named.ids.iter().filter(|id| id.len() >= SHORTEST_ID) {
            match recording::calls_by_key(store, id)?.as_slice() {
                [] => {}
                [call] => return Ok(Owner::Call(*call)),
                several => {
                    return Ok(Owner::Unsure(
                        several.to_vec(),
                        format!("more than one source has a call {id}"),
                    ));
                }
            }
        }
        self.by_time(store, named, secs)
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
            .filter(|number| phone_key(number).is_none() && is_extension(number));
        inner
            .filter_map(|number| self.roster.find(number))
            .collect()
    }
}

/// A file's name without its folders, however they are parted.
fn file_name(path: &str) -> &str {
    path.trim().rsplit(['/', '\\']).next().unwrap_or(path)
}
