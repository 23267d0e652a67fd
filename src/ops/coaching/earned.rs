//! What praise may be for: good moments and glad customers, of one scored call or of a rep's last weeks.

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::id::{EvaluationId, RepId};
use crate::domain::voice::MomentKind;
use crate::ops::{draw, setup};
use crate::store::heard::of_rep::{self, Place};
use crate::store::{Store, call, evaluation, moment};

/// Weeks of a rep that are looked at.
const WEEKS: i64 = 4;
/// So many are offered.
const MOST: usize = 12;

/// Something that earned praise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earned {
    /// The owner's note, or the customer's words.
    pub text: String,
    /// Whether these are the customer's words.
    pub is_quote: bool,
    /// Where.
    pub place: Place,
}

/// What earned praise in a scored call.
pub fn in_call(store: &Store, id: EvaluationId) -> Result<Vec<Earned>> {
    let call = call::get(store, evaluation::get(store, id)?.call_id)?;
    let place = |at_secs| Place {
        call: call.id,
        started_at: call.started_at,
        customer: call.customer.clone(),
        at_secs,
    };
    let moments = moment::list(store, id)?.into_iter();
    let moments = moments
        .filter(|one| one.kind != MomentKind::Improve)
        .map(|one| Earned {
            is_quote: one.kind == MomentKind::Voice,
            place: place(Some(one.at_secs)),
            text: one.text,
        });
    let voices = moment::voices(store, id)?.into_iter().map(|one| Earned {
        is_quote: true,
        place: place(one.at_secs),
        text: one.quote,
    });
    Ok(moments.chain(voices).filter(is_told).collect())
}

/// What earned a rep praise in the last weeks, the latest first.
pub fn by_rep(store: &Store, rep: RepId, now: Instant) -> Result<Vec<Earned>> {
    let to = draw::current_week(store, setup::this_week(store, now)?)?;
    let from = to.plus(1 - WEEKS);
    let moments = of_rep::good_moments(store, rep, from, to)?.into_iter();
    let moments = moments.map(|one| Earned {
        text: one.text,
        is_quote: false,
        place: one.place,
    });
    let glad = of_rep::words(store, rep, from, to)?.into_iter();
    let glad = glad.filter(|one| one.is_glad).map(|one| Earned {
        text: one.quote,
        is_quote: true,
        place: one.place,
    });
    let mut earned: Vec<Earned> = moments.chain(glad).filter(is_told).collect();
    earned.sort_by_key(|one| std::cmp::Reverse(one.place.started_at));
    earned.truncate(MOST);
    Ok(earned)
}

fn is_told(one: &Earned) -> bool {
    !one.text.trim().is_empty()
}
