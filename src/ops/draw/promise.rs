//! What a planned draw would do to the ranges, told before it is drawn.

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::id::RepId;
use crate::domain::kpi;
use crate::domain::trend::{Need, Planned, half_widths, needs};
use crate::domain::week::Week;
use crate::ops::draw::Share;
use crate::ops::setup::this_week;
use crate::ops::trend::read_week;
use crate::store::Store;

/// How far each rep's quality, then everyone's, could be off once the calls of the plan are heard; none where that
/// cannot be said yet.
pub fn half_widths_of(
    store: &Store,
    week: Week,
    shares: &[Share],
    now: Instant,
) -> Result<Vec<Option<f64>>> {
    let record = read_week(store, week)?;
    let planned: Vec<Planned> = shares.iter().map(planned).collect();
    let this_week = this_week(store, now)?;
    Ok(half_widths(
        kpi::QUALITY,
        &record,
        week,
        this_week,
        &planned,
    ))
}

/// How much is known of each of these reps from the closed weeks before `week`.
pub fn needs_of(store: &Store, week: Week, reps: &[RepId]) -> Result<Vec<Need>> {
    // The week itself is left out, so it does not matter whether it is over.
    Ok(needs(
        kpi::QUALITY,
        &read_week(store, week)?,
        week,
        week,
        reps,
    ))
}

fn planned(share: &Share) -> Planned {
    Planned {
        rep: share.rep.id,
        frame: share.frame.len() as u64 + share.framed.unsigned_abs(),
        heard: (share.have + share.new + share.more) as u64,
    }
}
