//! The whole way from draws to ranges on invented weeks whose every call is known: unequal quotas, strata, skips with
//! replacement, a second draw for calls that came late. Tests only; three standard errors are allowed.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::testing::{blank, frame, record, week};
use super::{Frame, half_widths, known, need, share_by_need};
use crate::domain::draw::Rule;
use crate::domain::draw::spread::{Placed, Spread, parts};
use crate::domain::id::{DrawId, RepId};
use crate::domain::kpi::{self, Observation};
use crate::stats::random::Random;
use chrono::Days;

const RUNS: u32 = 250;
const THIS: &str = "2026-W47";

/// Every call of the week: whose, on which day, how long, how good.
struct Call {
    rep: i64,
    placed: Placed,
    late: bool,
    quality: f64,
}

fn uniform(random: &mut Random) -> f64 {
    random.below(1 << 40) as f64 / (1_u64 << 40) as f64
}

/// Between the scores of good and of bad calls: long calls and those late in the week are worse.
fn quality(random: &mut Random, base: f64, day: u64, secs: i64) -> f64 {
    let luck = (0..4).map(|_| uniform(random)).sum::<f64>() - 2.0;
    (base - 2.0 * day as f64 - secs as f64 / 100.0 + 15.0 * luck).clamp(0.0, 100.0)
}

/// Three reps with 62, 48 and 31 calls; one in six comes late.
fn week_of_calls(random: &mut Random) -> Vec<Call> {
    let mut calls = Vec::new();
    for (rep, n, base) in [(1, 62, 85.0), (2, 48, 80.0), (3, 31, 75.0)] {
        for _ in 0..n {
            let (day, secs) = (random.below(6), 60 + random.below(600) as i64);
            let on = week(THIS).monday() + Days::new(day);
            calls.push(Call {
                rep,
                placed: Placed {
                    on,
                    talk_secs: Some(secs),
                },
                late: random.below(6) == 0,
                quality: quality(random, base, day, secs),
            });
        }
    }
    calls
}

/// The 8 weeks before, which teach the spread: two calls of each rep and half week.
fn past(random: &mut Random) -> Vec<Observation> {
    let mut past = Vec::new();
    for back in 1..=8 {
        for (rep, base) in [(1, 85.0), (2, 80.0), (3, 75.0)] {
            for _ in 0..4 {
                let (day, secs) = (random.below(6), 60 + random.below(600) as i64);
                past.push(Observation {
                    rep: RepId(rep),
                    week: week(THIS).plus(-back),
                    draw: Some(DrawId(1_000 + 10 * back + rep)),
                    quality: Some(quality(random, base, day, secs)),
                    ..blank(THIS)
                });
            }
        }
    }
    past
}

fn shuffled(random: &mut Random, mut calls: Vec<usize>) -> Vec<usize> {
    for at in (1..calls.len()).rev() {
        calls.swap(at, random.below(at as u64 + 1) as usize);
    }
    calls
}

/// Draws `picks` of these calls in parts; one pick in eight cannot be heard and the next in order takes its place.
fn draw(
    random: &mut Random,
    all: &[Call],
    frame_calls: &[usize],
    picks: usize,
    spread: Spread,
    (frames, heard): (&mut Vec<Frame>, &mut Vec<Observation>),
) {
    let placed: Vec<Placed> = frame_calls.iter().map(|at| all[*at].placed).collect();
    for part in parts(&Rule::of_week(week(THIS)), spread, picks, &placed) {
        let members: Vec<usize> = part.calls.iter().map(|at| frame_calls[*at]).collect();
        let rep = all[members[0]].rep;
        let id = frames.len() as i64 + 1;
        frames.push(frame(id, rep, THIS, members.len() as u64));
        let order = shuffled(random, members);
        let chosen = order
            .into_iter()
            .filter(|_| random.below(8) > 0)
            .take(part.picks);
        for at in chosen.collect::<Vec<_>>() {
            heard.push(Observation {
                rep: RepId(rep),
                draw: Some(DrawId(id)),
                quality: Some(all[at].quality),
                ..blank(THIS)
            });
        }
    }
}

/// How often the ranges of each rep and of everyone held the truth, and how far the estimates of everyone lay off on
/// average, in points.
fn simulate(seed: u8, quotas: &[usize; 3], spread: Spread) -> ([f64; 4], f64) {
    let mut random = Random::from_seed([seed; 32]);
    let (mut held, mut off) = ([0.0; 4], 0.0);
    for _ in 0..RUNS {
        let calls = week_of_calls(&mut random);
        let (mut frames, mut heard) = (Vec::new(), Vec::new());
        for (rep, quota) in (1..).zip(quotas) {
            let own = |late: bool| -> Vec<usize> {
                let is = |at: &usize| calls[*at].rep == rep && calls[*at].late == late;
                (0..calls.len()).filter(is).collect()
            };
            for (late, picks, spread) in [(false, *quota, spread), (true, 1, Spread::Nothing)] {
                let into = (&mut frames, &mut heard);
                draw(&mut random, &calls, &own(late), picks, spread, into);
            }
        }
        heard.extend(past(&mut random));
        let now = record(frames, heard);
        let whose: Vec<_> = [1, 2, 3]
            .map(|rep| Some((RepId(rep), String::new())))
            .into_iter()
            .chain([None])
            .collect();
        let found = known(kpi::QUALITY, &now, week(THIS), week(THIS).plus(1), &whose);
        for (index, one) in found.iter().enumerate() {
            let is = |call: &&Call| index == 3 || call.rep == index as i64 + 1;
            let own: Vec<f64> = calls.iter().filter(is).map(|call| call.quality).collect();
            let truth = own.iter().sum::<f64>() / own.len() as f64;
            let range = one.range.unwrap();
            held[index] += f64::from(u8::from(range.low <= truth && truth <= range.high));
            if index == 3 {
                off += one.value.unwrap() - truth;
            }
        }
    }
    (
        held.map(|held| held / f64::from(RUNS)),
        off / f64::from(RUNS),
    )
}

#[track_caller]
fn holds(seed: u8, quotas: [usize; 3], spread: Spread) {
    let (covered, off) = simulate(seed, &quotas, spread);
    let error = 3.0 * (0.05 * 0.95 / f64::from(RUNS)).sqrt();
    // Days and lengths differ within the past cells too, so that a spread draw is a little better than its range says.
    let highest = if spread == Spread::Nothing {
        0.965
    } else {
        0.99
    };
    for one in covered {
        assert!(
            (0.94 - error..=highest + error).contains(&one),
            "covers {covered:?}"
        );
    }
    assert!(off.abs() < 0.6, "off by {off} points");
}

#[test]
fn unequal_quotas_with_skips_and_late_calls_are_unbiased_and_covered() {
    holds(1, [6, 3, 2], Spread::Nothing);
}

#[test]
fn equal_quotas_with_skips_and_late_calls_are_unbiased_and_covered() {
    holds(2, [3, 3, 3], Spread::Nothing);
}

#[test]
fn calls_spread_over_the_week_and_over_lengths_are_unbiased_and_covered() {
    holds(3, [4, 4, 4], Spread::Both);
    holds(4, [5, 2, 3], Spread::Week);
}

#[test]
fn hearing_where_least_is_known_narrows_the_widest_range() {
    let mut random = Random::from_seed([5; 32]);
    let mut heard = past(&mut random);
    // Nothing was heard of the third rep for a month.
    heard.retain(|one| one.rep != RepId(3) || one.week < week("2026-W43"));
    let mut frames = Vec::new();
    for (back, rep) in (1..=8).flat_map(|back| [1, 2, 3].map(|rep| (back, rep))) {
        let in_week = week(THIS).plus(-back).to_string();
        frames.push(frame(1_000 + 10 * back + rep, rep, &in_week, 50));
    }
    let now = record(frames, heard);
    let reps = [1, 2, 3].map(RepId);
    let needs = need::needs(kpi::QUALITY, &now, week(THIS), week(THIS), &reps);
    let shares = share_by_need(12, &needs, &[60, 60, 60]);
    assert!(shares[2] > shares[0] && shares[2] > shares[1], "{shares:?}");
    let planned: Vec<_> = reps
        .iter()
        .zip(shares)
        .map(|(rep, heard)| super::Planned {
            rep: *rep,
            frame: 60,
            heard: heard as u64,
        })
        .collect();
    let widths = half_widths(kpi::QUALITY, &now, week(THIS), week(THIS), &planned);
    assert!(widths.iter().all(Option::is_some), "{widths:?}");
}
