//! Where everybody stands: what each rep works on, the last talk, the last praise, what stands out. Who waits for the owner
//! comes first; never who is better.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use anyhow::Result;
use chrono::NaiveDate;

use super::{Followed, follow_now};
use crate::domain::call::Instant;
use crate::domain::id::RepId;
use crate::domain::rep::Rep;
use crate::domain::week::Week;
use crate::ops::summary::focus::{self, Behaviours, Choice};
use crate::ops::{draw, setup};
use crate::store::{Store, heard, one_to_one, recognition, rep};

/// Days without praise after which one is reminded.
pub const PRAISE_DAYS: i64 = 14;

/// Where one rep stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Who.
    pub rep: Rep,
    /// What is being worked on, the latest first.
    pub open: Vec<Followed>,
    /// The last commitment that was closed.
    pub closed: Option<Followed>,
    /// When the owner last sat down with them.
    pub last_talk_on: Option<NaiveDate>,
    /// When they were last praised.
    pub last_praise_on: Option<NaiveDate>,
    /// One strength and one focus, with the reason for each.
    pub choice: Choice,
}

impl Standing {
    /// The commitment that waits for the owner, and why.
    pub fn waits(&self, today: NaiveDate) -> Option<(&Followed, String)> {
        self.open
            .iter()
            .find_map(|one| Some((one, one.waits(today)?)))
    }

    /// Why praise is due; none where there was some in the last two weeks.
    pub fn praise_due(&self, today: NaiveDate) -> Option<String> {
        match self.last_praise_on.map(|on| (today - on).num_days()) {
            None => Some("No praise is written down yet.".to_owned()),
            Some(days) if days >= PRAISE_DAYS => Some(format!("No praise for {} weeks.", days / 7)),
            Some(_) => None,
        }
    }
}

/// Every rep who is here, as it looks at `now`: first whose commitment waits, the longest first; then who was not praised
/// for two weeks; then by name.
pub fn of_everybody(store: &Store, now: Instant) -> Result<Vec<Standing>> {
    let today = setup::zone(store)?.day_of(now);
    let mut all = of(store, now, |rep| !rep.retired)?;
    all.sort_by_key(|one| {
        let waits = one.waits(today).map(|(found, _)| found.commitment.check_on);
        let waiting = (waits.is_none(), waits);
        (waiting, Reverse(one.praise_due(today).is_some()))
    });
    Ok(all)
}

/// A rep who is here, as it looks at `now`; none of one who left.
pub fn of_one(store: &Store, id: RepId, now: Instant) -> Result<Option<Standing>> {
    Ok(of(store, now, |rep| !rep.retired && rep.id == id)?.pop())
}

fn of(store: &Store, now: Instant, is_asked: impl Fn(&Rep) -> bool) -> Result<Vec<Standing>> {
    let today = setup::zone(store)?.day_of(now);
    let week = draw::current_week(store, setup::this_week(store, now)?)?;
    let behaviours = behaviours(store, week)?;
    let praised: BTreeMap<RepId, NaiveDate> =
        recognition::last_given(store, today)?.into_iter().collect();
    let talks = one_to_one::list(store, None)?;
    let mut all = Vec::new();
    for rep in rep::list(store)?.into_iter().filter(is_asked) {
        let (open, closed) = follow_now(store, rep.id)?;
        all.push(Standing {
            open,
            closed,
            last_talk_on: talks
                .iter()
                .find(|talk| talk.rep_id == rep.id)
                .map(|talk| talk.held_on),
            last_praise_on: praised.get(&rep.id).copied(),
            choice: behaviours.choose(rep.id),
            rep,
        });
    }
    Ok(all)
}

/// How everybody did on every question in the weeks that end with `week`.
pub fn behaviours(store: &Store, week: Week) -> Result<Behaviours> {
    let from = week.plus(1 - focus::WEEKS);
    Ok(Behaviours::of(heard::scored(store, from, week)?))
}
