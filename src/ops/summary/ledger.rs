//! The ledger of the week: what could be heard, was drawn, scored, skipped and why, waits, and was chosen by hand.

use std::collections::BTreeMap;

use serde::Serialize;

use super::figures::{count, list, percent, whole};
use super::number::Number;
use crate::domain::call::{Call, Lane};
use crate::domain::draw::{Draw, MANY_SKIPPED, Pick, PickStatus, SkipReason};
use crate::domain::id::{EvaluationId, RepId};
use crate::domain::rep::Rep;
use crate::store::heard::HeardCall;

/// What was heard of a week, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Heard {
    /// Calls that the reps handled.
    pub handled: u64,
    /// Of those, calls that could be drawn: the frames of the week's draws.
    pub frame: u64,
    /// Calls drawn: scored, waiting and skipped.
    pub drawn: u64,
    /// Calls heard at random and scored: those that the numbers rest on.
    pub scored: u64,
    /// Of those, calls of which too little of the form applied for a quality.
    pub not_scorable: u64,
    /// Of those, calls drawn elsewhere and imported.
    pub elsewhere: u64,
    /// Drawn and not heard yet.
    pub waiting: u64,
    /// Drawn and skipped.
    pub skipped: u64,
    /// The reasons, the most frequent first.
    pub skipped_by_reason: Vec<Skipped>,
    /// Chosen by hand and scored; in no number.
    pub targeted: u64,
    /// The same by rep.
    pub reps: Vec<RepHeard>,
    /// The ledger in words.
    pub text: String,
    /// How sure that makes us, in words.
    pub sure: String,
    /// What stands in the way of trusting the sample, where something does.
    pub warning: Option<String>,
}

/// How many picks were skipped for a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// The reason's word.
    pub reason: SkipReason,
    /// How many.
    pub calls: u64,
}

/// The ledger of one rep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RepHeard {
    /// Who.
    pub rep: String,
    /// Calls that the rep handled.
    pub handled: u64,
    /// Calls in the frames.
    pub frame: u64,
    /// Calls heard at random and scored.
    pub scored: u64,
    /// Drawn and not heard yet.
    pub waiting: u64,
    /// Drawn and skipped.
    pub skipped: u64,
    /// Chosen by hand and scored.
    pub targeted: u64,
}

/// What the ledger is made from.
pub(super) struct Week<'a> {
    pub reps: &'a [&'a Rep],
    pub handled: &'a [(RepId, i64)],
    pub draws: &'a [Draw],
    pub picks: &'a [(Pick, Call)],
    pub calls: &'a BTreeMap<EvaluationId, &'a HeardCall>,
}

/// The ledger; how sure it makes us is still to be said.
pub(super) fn gather(week: &Week<'_>) -> Heard {
    let reps: Vec<RepHeard> = week.reps.iter().map(|rep| of_rep(week, rep)).collect();
    let sum = |part: fn(&RepHeard) -> u64| reps.iter().map(part).sum::<u64>();
    let drawn = |is: fn(&HeardCall) -> bool| {
        let random = week.calls.values().filter(|call| call.lane == Lane::Random);
        random.filter(|call| is(call)).count() as u64
    };
    let mut heard = Heard {
        handled: sum(|rep| rep.handled),
        frame: sum(|rep| rep.frame),
        drawn: week
            .picks
            .iter()
            .filter(|(pick, _)| pick.draw_id.is_some())
            .count() as u64,
        scored: sum(|rep| rep.scored),
        not_scorable: drawn(|call| !call.scorable),
        elsewhere: drawn(|call| !call.picked),
        waiting: sum(|rep| rep.waiting),
        skipped: sum(|rep| rep.skipped),
        skipped_by_reason: reasons(week.picks),
        targeted: sum(|rep| rep.targeted),
        reps,
        ..Heard::default()
    };
    heard.text = text(&heard);
    heard.warning = warning(&heard);
    heard
}

fn of_rep(week: &Week<'_>, rep: &Rep) -> RepHeard {
    let scored = |lane| {
        let own = week.calls.values().filter(|call| call.rep_id == rep.id);
        own.filter(|call| call.lane == lane).count() as u64
    };
    let picks = |status| {
        let own = week.picks.iter().filter(|(pick, call)| {
            pick.draw_id.is_some() && pick.status == status && call.rep_id == Some(rep.id)
        });
        own.count() as u64
    };
    let handled = week.handled.iter().find(|(id, _)| *id == rep.id);
    let frames = week.draws.iter().filter(|draw| draw.rep_id == rep.id);
    RepHeard {
        rep: super::discretion::clean(&rep.name),
        handled: handled.map_or(0, |(_, calls)| *calls as u64),
        frame: frames.map(|draw| draw.frame_size as u64).sum(),
        scored: scored(Lane::Random),
        waiting: picks(PickStatus::Waiting),
        skipped: picks(PickStatus::Skipped),
        targeted: scored(Lane::Targeted),
    }
}

fn reasons(picks: &[(Pick, Call)]) -> Vec<Skipped> {
    let mut counts: BTreeMap<SkipReason, u64> = BTreeMap::new();
    for (pick, _) in picks.iter().filter(|(pick, _)| pick.draw_id.is_some()) {
        if let Some(reason) = pick.reason {
            *counts.entry(reason).or_default() += 1;
        }
    }
    let mut reasons: Vec<Skipped> = counts
        .into_iter()
        .map(|(reason, calls)| Skipped { reason, calls })
        .collect();
    reasons.sort_by(|a, b| b.calls.cmp(&a.calls).then(a.reason.cmp(&b.reason)));
    reasons
}

fn text(heard: &Heard) -> String {
    if heard.scored + heard.drawn + heard.targeted == 0 {
        return match heard.handled {
            0 => "No calls of this week are in the file. Import the call log of the week: \
                  deskside import FILE."
                .into(),
            calls => format!(
                "{} handled and none drawn yet. Draw the calls to hear: deskside draw.",
                count(calls, "call")
            ),
        };
    }
    let mut text = format!(
        "{} handled, {} in the frame, {} drawn at random: {} scored",
        count(heard.handled, "call"),
        heard.frame,
        heard.drawn,
        heard.scored - heard.elsewhere.min(heard.scored),
    );
    if heard.waiting > 0 {
        text.push_str(&format!(", {} waiting", heard.waiting));
    }
    if heard.skipped > 0 {
        let reasons: Vec<String> = heard
            .skipped_by_reason
            .iter()
            .map(|one| format!("{} {}", one.calls, one.reason.says()))
            .collect();
        text.push_str(&format!(", {} skipped ({})", heard.skipped, list(&reasons)));
    }
    text.push('.');
    if heard.elsewhere > 0 {
        text.push_str(&format!(
            " {} drawn elsewhere and scored.",
            count(heard.elsewhere, "call")
        ));
    }
    if heard.not_scorable > 0 {
        let of = if heard.not_scorable == 1 {
            "has"
        } else {
            "have"
        };
        text.push_str(&format!(
            " {} of the scored {of} no quality: too little of the form applied.",
            heard.not_scorable
        ));
    }
    if heard.targeted > 0 {
        text.push_str(&format!(
            " {} chosen by hand and scored beside them, in no number.",
            count(heard.targeted, "call")
        ));
    }
    text
}

/// How sure the heard calls make us of the others, in words.
pub(super) fn sure(heard: &Heard, business: &Number, reps: &BTreeMap<RepId, Number>) -> String {
    if heard.scored == 0 && heard.handled == 0 {
        return "There is nothing to be sure of yet.".into();
    }
    if heard.scored == 0 {
        return "No drawn call was scored, so nothing can be said about the others.".into();
    }
    let Some(half) = business.half_width() else {
        return "Too few calls were heard to say how far the numbers could be off.".into();
    };
    if half <= 0.0 {
        return "Every call that could be drawn was heard: the numbers of the week are exact."
            .into();
    }
    let about = |half: f64| format!("{:.0}", whole(half).max(1.0));
    let of = match business.frame {
        Some(frame) => format!("The mean quality of all {frame} calls in the frame"),
        None => "The mean quality".into(),
    };
    let widths = || reps.values().filter_map(Number::half_width);
    let (least, most) = (
        widths().fold(f64::INFINITY, f64::min),
        widths().fold(0.0, f64::max),
    );
    let of_reps = match (about(least), about(most)) {
        _ if reps.len() < 2 || most <= 0.0 => String::new(),
        (least, most) if least == most => format!(", that of one rep to within {most}"),
        (least, most) => format!(", that of one rep to within {least} to {most}"),
    };
    format!(
        "{of} is known to within {} points{of_reps}, 19 times in 20.",
        about(half)
    )
}

fn warning(heard: &Heard) -> Option<String> {
    let share = heard.skipped as f64 / heard.drawn as f64;
    if heard.drawn > 0 && share > MANY_SKIPPED {
        return Some(format!(
            "{} of the drawn calls were skipped: those left out may differ from those heard.",
            percent(share)
        ));
    }
    None
}
