//! A call made of a recording that has none: everything that its name tells, and its length.

use anyhow::Result;

use crate::domain::call::{Channel, Direction};
use crate::domain::id::{CallId, ImportId, SourceId};
use crate::domain::import::leg::Leg;
use crate::domain::import::outcome::Outcome;
use crate::domain::import::whole::Whole;
use crate::domain::phone::{PhoneKeys, Region, is_number};
use crate::domain::recording::name::Named;
use crate::domain::zone::Zone;
use crate::ops::recordings::whose::Whose;
use crate::ops::setup;
use crate::store::intake::Intake;
use crate::store::recording::{Found, calls_by_key};
use crate::store::{Store, source};

/// Makes calls of recordings, where that was asked for.
pub struct Maker {
    /// The import that the calls belong to.
    pub import: ImportId,
    source: SourceId,
    home: Zone,
    region: Option<Region>,
    wanted: bool,
}

impl Maker {
    /// For the calls of this source.
    pub fn new(store: &Store, source_name: &str, import: ImportId, wanted: bool) -> Result<Self> {
        let source = source::remember(store, source_name, None, None)?;
        Ok(Self {
            import,
            source,
            home: setup::zone(store)?,
            region: setup::region(store)?,
            wanted,
        })
    }

    /// Whether it was asked for.
    pub fn wanted(&self) -> bool {
        self.wanted
    }

    /// Makes the call; none where the name does not tell when it was, or tells that no customer was on the line.
    pub fn make(
        &self,
        store: &Store,
        found: &Found,
        named: &Named,
        whose: &mut Whose,
    ) -> Result<Option<CallId>> {
        let (Some(at), Some(written_at)) = (whose.times(named).first().copied(), named.at) else {
            return Ok(None);
        };
        let customer = named.numbers.iter().find(|number| is_number(number));
        let inner = named
            .numbers
            .iter()
            .filter(|number| !is_number(number))
            .count();
        if customer.is_none() && inner > 1 {
            return Ok(None);
        }
        let rep = whose.reps(named).first().copied();
        let extension = named.numbers.iter().find(|number| !is_number(number));
        let secs = found.secs.map(|secs| secs.round() as i64);
        let leg = Leg {
            id: found.path.clone(),
            group: String::new(),
            at,
            written_at,
            talk_secs: secs,
            ring_secs: None,
            total_secs: None,
            direction: named.direction.or(inner_first(named)),
            outcome: Outcome::Person,
            rep: extension.cloned().unwrap_or_default(),
            number: customer.cloned().unwrap_or_default(),
            customer: String::new(),
            email: String::new(),
            channel: Channel::Phone,
            queue: String::new(),
            status: String::new(),
            messages: None,
            recording: found.path.clone(),
            transcript: String::new(),
            csat: None,
            nps: None,
            note: String::new(),
            extra: String::new(),
        };
        let call = Whole {
            by_instant: false,
            ..Whole::of(leg, &self.home, &mut PhoneKeys::of(self.region))
        };
        let mut intake = Intake::begin(store, self.source, self.import, false, self.region)?;
        intake.take(&call, rep)?;
        Ok(calls_by_key(store, &call.key)?.first().copied())
    }
}

/// Two ends of which the first is an extension: a call that went out.
fn inner_first(named: &Named) -> Option<Direction> {
    match named.numbers.as_slice() {
        [from, to] if !is_number(from) && is_number(to) => Some(Direction::Out),
        [from, to] if is_number(from) && !is_number(to) => Some(Direction::In),
        _ => None,
    }
}
