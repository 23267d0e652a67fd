//! Several legs into one call: handled by the longest answered leg on a person.

use crate::domain::import::leg::Leg;
use crate::domain::import::outcome::Outcome;

/// Legs that share an id, as the calls they can be parts of: some files give the id of a matter or a counter that begins
/// anew in the place of a call's. Nobody is on hold for longer than four hours.
pub fn part(mut legs: Vec<Leg>) -> Vec<Vec<Leg>> {
    if legs.len() < 2 {
        return vec![legs];
    }
    legs.sort_by_key(|leg| leg.at);
    let mut calls: Vec<Vec<Leg>> = Vec::new();
    let mut ends = i64::MIN;
    for leg in legs {
        let begins = leg.at.timestamp();
        let after = end(&leg);
        match calls.last_mut() {
            Some(call) if begins <= ends.saturating_add(HOLD_AT_MOST_SECS) => call.push(leg),
            _ => calls.push(vec![leg]),
        }
        ends = ends.max(after);
    }
    calls
}

const HOLD_AT_MOST_SECS: i64 = 4 * 3600;

/// The call that `legs` are parts of; none without legs.
///
/// The rep, the talk and the ring are those of the longest answered leg on a person; the customer and the direction those
/// of the first leg with the outside; the beginning is the first leg's, the total lasts until the last leg's end.
pub fn join(mut legs: Vec<Leg>) -> Option<Leg> {
    if legs.len() < 2 {
        return legs.pop();
    }
    legs.sort_by_key(|leg| leg.at);
    let outcome = outcome(&legs);
    let first = legs
        .iter()
        .find(|leg| leg.outcome != Outcome::Internal)
        .or(legs.first())?
        .clone();
    let begins = legs.first()?.clone();
    let ends = legs.iter().map(end).max()?;
    let best = best(&legs, outcome)?.clone();
    let told = |of: fn(&Leg) -> &String| {
        [of(&best), of(&first)]
            .into_iter()
            .chain(legs.iter().map(of))
            .find(|text| !text.is_empty())
            .cloned()
            .unwrap_or_default()
    };
    let score = |of: fn(&Leg) -> Option<f64>| of(&best).or_else(|| legs.iter().find_map(of));
    let customer_of = |of: fn(&Leg) -> &String| {
        let own = of(&first);
        if own.is_empty() {
            told(of)
        } else {
            own.clone()
        }
    };
    Some(Leg {
        id: told(|leg| &leg.id),
        group: told(|leg| &leg.group),
        total_secs: legs
            .iter()
            .any(|leg| leg.total_secs.is_some())
            .then_some(ends - begins.at.timestamp()),
        at: begins.at,
        written_at: begins.written_at,
        direction: first.direction.or(best.direction),
        outcome,
        number: customer_of(|leg| &leg.number),
        customer: customer_of(|leg| &leg.customer),
        email: customer_of(|leg| &leg.email),
        queue: told(|leg| &leg.queue),
        recording: told(|leg| &leg.recording),
        transcript: told(|leg| &leg.transcript),
        note: told(|leg| &leg.note),
        csat: score(|leg| leg.csat),
        nps: score(|leg| leg.nps),
        extra: extra(&best, &legs),
        ..best
    })
}

fn end(leg: &Leg) -> i64 {
    leg.at.timestamp() + leg.total_secs.unwrap_or(0)
}

/// How the whole call came out: a person, else the voicemail, else a word that is not known, else that nobody
/// did, else a menu. Internal only when
/// every leg is.
fn outcome(legs: &[Leg]) -> Outcome {
    [
        Outcome::Person,
        Outcome::Voicemail,
        Outcome::Unknown,
        Outcome::Unanswered,
        Outcome::Menu,
    ]
    .into_iter()
    .find(|outcome| legs.iter().any(|leg| leg.outcome == *outcome))
    .unwrap_or(Outcome::Internal)
}

/// The leg that speaks for the call: of those that came out like it, the longest talk, on somebody rather than nobody;
/// the earliest of equals. Of those that began together the order of the rows tells nothing: the file may be sorted
/// either way.
fn best(legs: &[Leg], outcome: Outcome) -> Option<&Leg> {
    let rank = |leg: &Leg| (!leg.rep.is_empty(), leg.talk_secs.unwrap_or(0));
    legs.iter()
        .filter(|leg| leg.outcome == outcome)
        .min_by(|a, b| {
            rank(b).cmp(&rank(a)).then_with(|| {
                (a.at, &a.rep, &a.status, &a.id).cmp(&(b.at, &b.rep, &b.status, &b.id))
            })
        })
}

/// How much text of other legs is kept.
const EXTRA_AT_MOST: usize = 16 * 1024;

/// The best leg's lines, then those of the others that say something new.
fn extra(best: &Leg, legs: &[Leg]) -> String {
    let mut extra = best.extra.clone();
    for line in legs.iter().flat_map(|leg| leg.extra.lines()) {
        if extra.len() + line.len() < EXTRA_AT_MOST && !extra.lines().any(|known| known == line) {
            if !extra.is_empty() {
                extra.push('\n');
            }
            extra.push_str(line);
        }
    }
    extra
}

#[cfg(test)]
mod tests;
