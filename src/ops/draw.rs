//! Drawing the calls to hear: frames, picks, skips with replacement, calls chosen by hand.

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};

use crate::domain::call::{Channel, Lane, Standing};
use crate::domain::draw::spread::{self, Placed, Spread};
use crate::domain::draw::{self, Draw, PickStatus, Rule, SkipReason};
use crate::domain::id::{CallId, DrawId, PickId, RepId};
use crate::domain::rep::Rep;
use crate::domain::trend::share_by_need;
use crate::domain::week::Week;
use crate::ops::consistency;
use crate::store::draw::{Eligible, NewDraw};
use crate::store::{Store, StoreError, call, desk, draw as draws, evaluation, pick, rep};

pub mod ledger;
pub mod promise;
pub mod proof;

/// Who gets how many of the calls to hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sharing {
    /// Everybody the same number.
    #[default]
    Evenly,
    /// The most where least is known.
    ByNeed,
}

/// What the owner asks of a draw.
#[derive(Debug, Clone)]
pub struct Request {
    /// The week to hear.
    pub week: Week,
    /// Calls of each rep, or of each on average where they are shared by need; none shares the desk's calls a week out.
    pub per_rep: Option<usize>,
    /// Who gets how many.
    pub sharing: Sharing,
    /// Over what each rep's calls are spread.
    pub spread: Spread,
    /// From which the tickets follow; none takes 128 bits from the operating system.
    pub seed: Option<String>,
    /// Least talk in seconds.
    pub min_secs: i64,
    /// Channels; empty means all.
    pub channels: Vec<Channel>,
}

impl Request {
    /// The desk's usual draw of a week.
    pub fn of_week(week: Week) -> Self {
        Self {
            week,
            per_rep: None,
            sharing: Sharing::Evenly,
            spread: Spread::Nothing,
            seed: None,
            min_secs: draw::MIN_SECS,
            channels: Vec::new(),
        }
    }

    fn rule(&self) -> Rule {
        Rule {
            min_secs: self.min_secs,
            channels: self.channels.clone(),
            ..Rule::of_week(self.week)
        }
    }
}

/// What a draw would do for one rep.
#[derive(Debug, Clone)]
pub struct Share {
    /// Who.
    pub rep: Rep,
    /// Calls that could be drawn now: eligible and in no frame yet.
    pub frame: Vec<Eligible>,
    /// Calls in this week's earlier frames.
    pub framed: i64,
    /// Calls of this week drawn earlier and not skipped.
    pub have: usize,
    /// Calls that would be drawn from the new frame.
    pub new: usize,
    /// Calls that would be added from the earlier frames.
    pub more: usize,
}

/// What a draw would do, rep by rep; nothing is written.
///
/// A week's first draw takes the calls asked for. Later ones make a frame of the calls that arrived since, with at
/// least one pick, and fill up what is still missing from the earlier frames, each in its order.
pub fn plan(store: &Store, request: &Request) -> Result<Vec<Share>> {
    let desk = desk::get(store)?;
    let rule = request.rule();
    let earlier = draws::list(store, request.week)?;
    let picks = pick::list(store, request.week)?;
    let mut shares = Vec::new();
    for rep in rep::list(store)?.into_iter().filter(|rep| !rep.retired) {
        let frame = draws::eligible(store, rep.id, &rule)?;
        let framed = earlier
            .iter()
            .filter(|draw| draw.rep_id == rep.id)
            .map(|draw| draw.frame_size)
            .sum();
        let drawn = |id| {
            earlier
                .iter()
                .any(|draw| draw.id == id && draw.rep_id == rep.id)
        };
        let have = picks
            .iter()
            .filter(|(pick, _)| {
                pick.status != PickStatus::Skipped && pick.draw_id.is_some_and(drawn)
            })
            .count();
        shares.push(Share {
            rep,
            frame,
            framed,
            have,
            new: 0,
            more: 0,
        });
    }
    let wanted = wanted(store, request, &shares, desk.calls_per_week as usize)?;
    for (share, wanted) in shares.iter_mut().zip(wanted) {
        let missing = wanted.saturating_sub(share.have);
        // A frame without a single pick would leave its calls out of every estimate.
        share.new = missing.max(usize::from(wanted > 0)).min(share.frame.len());
        let left = share.framed as usize - share.have.min(share.framed as usize);
        share.more = if share.framed > 0 {
            missing.saturating_sub(share.new).min(left)
        } else {
            0
        };
    }
    Ok(shares)
}

/// How many calls of each rep are to be heard in all.
fn wanted(store: &Store, request: &Request, shares: &[Share], usual: usize) -> Result<Vec<usize>> {
    let sizes: Vec<usize> = shares
        .iter()
        .map(|share| share.frame.len() + share.framed as usize)
        .collect();
    Ok(match (request.sharing, request.per_rep) {
        (Sharing::Evenly, Some(n)) => vec![n; shares.len()],
        (Sharing::Evenly, None) => draw::share_out(usual, &sizes),
        (Sharing::ByNeed, per_rep) => {
            let reps: Vec<RepId> = shares.iter().map(|share| share.rep.id).collect();
            let needs = promise::needs_of(store, request.week, &reps)?;
            let total = per_rep.map_or(usual, |n| n * reps.len());
            share_by_need(total, &needs, &sizes)
        }
    })
}

/// Draws: what [`plan`] says, all or nothing. Gives how many calls were added to hear.
pub fn run(store: &Store, request: &Request, now: DateTime<Utc>) -> Result<usize> {
    let seed = match &request.seed {
        Some(seed) if seed.trim().is_empty() => {
            bail!("the seed is empty: leave it out to have one made")
        }
        Some(seed) => seed.clone(),
        None => new_seed()?,
    };
    store.transaction(|store| {
        let mut added = 0;
        for share in plan(store, request)? {
            if share.new > 0 {
                added += draw_share(store, request, &share, &seed, now)?;
            }
            if share.more > 0 {
                added += draw_more(store, request.week, share.rep.id, share.more, now)?;
            }
        }
        // Once a month two scored calls come back, to see whether the owner scores alike.
        consistency::bring_back(store, &seed, now)?;
        Ok(added)
    })
}

fn new_seed() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)
        .context("the operating system gave no random numbers for the seed")?;
    Ok(draw::hex(&bytes))
}

fn draw_share(
    store: &Store,
    request: &Request,
    share: &Share,
    seed: &str,
    now: DateTime<Utc>,
) -> Result<usize> {
    let placed: Vec<Placed> = share.frame.iter().map(|call| call.placed).collect();
    let mut added = 0;
    for part in spread::parts(&request.rule(), request.spread, share.new, &placed) {
        let frame: Vec<&Eligible> = part.calls.iter().map(|at| &share.frame[*at]).collect();
        let order = draw::order(seed, &frame);
        let calls: Vec<CallId> = order.iter().map(|(_, call)| call.call_id).collect();
        let frame_sha256 = draw::frame_sha256(&frame);
        let new = NewDraw {
            rep_id: share.rep.id,
            week: request.week,
            seed,
            rule: &part.rule,
            asked: part.picks as i64,
            frame_sha256: &frame_sha256,
            calls: &calls,
        };
        let id = draws::add(store, &new, now)?;
        added += pick_next(store, id, part.picks, now)?;
    }
    Ok(added)
}

/// Goes on in the week's earlier draws of a rep, always in the one of which the smallest part is heard.
fn draw_more(
    store: &Store,
    week: Week,
    rep: RepId,
    more: usize,
    now: DateTime<Utc>,
) -> Result<usize> {
    let mut open = draws::list(store, week)?;
    open.retain(|draw| draw.rep_id == rep);
    let mut added = 0;
    while added < more {
        let share = |draw: &Draw| draw.asked as f64 / draw.frame_size.max(1) as f64;
        let least = open.iter().enumerate();
        let least = least.min_by(|(_, one), (_, other)| share(one).total_cmp(&share(other)));
        let Some(at) = least.map(|(at, _)| at) else {
            break;
        };
        if pick_next(store, open[at].id, 1, now)? == 0 {
            open.remove(at);
            continue;
        }
        draws::ask_more(store, open[at].id, 1)?;
        open[at].asked += 1;
        added += 1;
    }
    Ok(added)
}

fn pick_next(store: &Store, draw: DrawId, n: usize, now: DateTime<Utc>) -> Result<usize> {
    for done in 0..n {
        let Some(id) = pick::add_next(store, draw, now)? else {
            return Ok(done);
        };
        let picked = pick::get(store, id)?;
        // It was heard before, chosen by hand: the score stands and counts as random from now on.
        if evaluation::count_as_random(store, picked.call_id, id)? {
            pick::scored(store, id, now)?;
        }
    }
    Ok(n)
}

/// Skips a pick with a reason. The next call in the drawn order takes its place; gives it, unless the frame is used
/// up or the call was chosen by hand.
pub fn skip(
    store: &Store,
    id: PickId,
    reason: SkipReason,
    note: &str,
    now: DateTime<Utc>,
) -> Result<Option<PickId>> {
    if reason == SkipReason::Other && note.trim().is_empty() {
        bail!("say in a few words why this call is skipped");
    }
    store.transaction(|store| {
        let skipped = pick::get(store, id)?;
        pick::skip(store, id, reason, note.trim(), now)?;
        let next = match skipped.draw_id {
            Some(draw) => {
                pick_next(store, draw, 1, now)?;
                pick::of_draw(store, draw)?
                    .last()
                    .map(|pick| pick.id)
                    .filter(|next| *next != id)
            }
            None => None,
        };
        Ok(next)
    })
}

/// Takes a skip back. The call that took its place leaves again, unless it was opened meanwhile: then both stay.
pub fn take_back_skip(store: &Store, id: PickId) -> Result<()> {
    store.transaction(|store| {
        let skipped = pick::get(store, id)?;
        if skipped.status != PickStatus::Skipped {
            bail!("this pick was not skipped");
        }
        pick::wait_again(store, id)?;
        if let Some(draw) = skipped.draw_id {
            pick::remove_last_unopened(store, draw, id)?;
        }
        Ok(())
    })
}

/// Chooses a call by hand, for coaching or for the customer's voice. It will enter no KPI.
pub fn add_targeted(
    store: &Store,
    call_id: CallId,
    week: Week,
    now: DateTime<Utc>,
) -> Result<PickId> {
    let call = call::get(store, call_id)?;
    if call.rep_id.is_none() || call.standing != Standing::Handled {
        bail!(
            "nobody of this desk handled that call ({}): there is nothing to score",
            call.standing
        );
    }
    for lane in [Lane::Random, Lane::Targeted] {
        if let Some(pick) = pick::of_call(store, call_id, lane)? {
            let how = if lane == Lane::Random {
                "drawn at random"
            } else {
                "chosen by hand"
            };
            let at = if pick.status == PickStatus::Scored {
                "and scored already"
            } else {
                "already"
            };
            bail!("this call was {how} {at}");
        }
    }
    Ok(pick::add_targeted(store, call_id, week, now)?)
}

/// The first call of the week that waits to be heard.
pub fn next_waiting(store: &Store, week: Week) -> Result<Option<CallId>, StoreError> {
    let mut picks = pick::list(store, week)?.into_iter();
    let waiting = picks.find(|(pick, _)| pick.status == PickStatus::Waiting);
    Ok(waiting.map(|(_, call)| call.id))
}

/// The week that the desk looks at unless told otherwise: the latest with calls, not after the present one.
pub fn current_week(store: &Store, today: Week) -> Result<Week, StoreError> {
    Ok(call::latest_week(store)?.map_or(today, |latest| latest.min(today)))
}

#[cfg(test)]
mod tests;
