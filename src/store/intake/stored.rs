//! A call as it is stored, in the shape of one that comes in, to be compared with it.

use rusqlite::Row;

use crate::domain::call::{Channel, Direction, Standing};
use crate::domain::id::{CallId, CustomerId, ImportId, RepId};
use crate::domain::import::leg::Leg;
use crate::domain::import::outcome::Outcome;
use crate::store::{StoreError, convert};

/// A call as it is stored.
pub(super) struct Stored {
    pub id: CallId,
    pub import: Option<ImportId>,
    pub rep: Option<RepId>,
    pub customer: Option<CustomerId>,
    pub standing: Standing,
    pub leg: Leg,
}

impl Stored {
    /// Reads `TOLD`, the id and the import. What is not stored of a call is taken from the one that comes in.
    pub fn read(row: &Row<'_>, incoming: &Leg) -> Result<Self, StoreError> {
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
pub(super) fn newer(stored: &Leg, told: &Leg) -> Leg {
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
