//! The `XmR` chart of weekly means: a point for each week of at least three calls, and one for a few weeks together where
//! fewer were heard.

use super::{Chart, ChartKind, Charted, Rule, Signal};
use crate::domain::kpi::Unit;
use crate::domain::trend::Point;
use crate::domain::trend::compare::Weekly;
use crate::domain::trend::reading::{self, Entries};
use crate::domain::week::Week;
use crate::stats::Sample;
use crate::stats::xmr::{self, FREEZE_FROM, Stage, Xmr};

/// The mean of fewer calls in a week says too little to be charted by itself.
pub(in crate::domain::trend) const CALLS_FROM: u64 = 3;
/// Thin weeks are charted together once they hold this many calls.
pub(in crate::domain::trend) const BLOCK_CALLS: u64 = 5;
/// Calls further apart than this many weeks do not belong together.
const BLOCK_WEEKS: i64 = 5;

/// The chart of the weeks `from` to `to`; `weekly` holds those with calls.
pub(super) fn chart(
    unit: Unit,
    points: &[Point],
    weekly: &[&Weekly],
    (from, to): (Week, Week),
    frozen_before: &[Week],
) -> Chart {
    let charted = gather(unit, points, weekly, from, to);
    let values: Vec<Option<f64>> = charted.iter().map(|one| one.map(|one| one.value)).collect();
    let frozen = frozen_before
        .iter()
        .find_map(|agreed| frozen(&charted, &values, *agreed));
    let (chart, last) = match frozen {
        Some((lines, before)) => (
            xmr::chart_against(&values, lines, Some(unit.bounds())),
            before,
        ),
        None => (xmr::chart(&values, Some(unit.bounds())), charted.len()),
    };
    let shown: Vec<Charted> = charted.iter().copied().flatten().collect();
    let Some(lines) = chart.lines else {
        let more = match chart.stage {
            Stage::TooFew { more } => more as u64,
            _ => 0,
        };
        let entries = if unit == Unit::Number {
            Entries::Counts
        } else if weekly.iter().all(|one| one.n >= CALLS_FROM) {
            Entries::Weeks
        } else {
            Entries::Blocks
        };
        let reading = reading::of_silence(more, entries, chart.n as u64);
        return Chart {
            charted: shown,
            ..Chart::silent(ChartKind::Xmr, more, reading)
        };
    };
    let signals = signals(&chart, &charted);
    let mut baseline = charted[..last].iter().flatten();
    let first = baseline.next();
    let reading = words(unit, &chart, &signals, &charted);
    Chart {
        signals,
        centre: Some(lines.centre),
        lower: chart.lower_shown,
        upper: chart.upper_shown,
        baseline: first.map(|first| (first.from, baseline.next_back().unwrap_or(first).to)),
        charted: shown,
        ..Chart::silent(ChartKind::Xmr, 0, reading)
    }
}

/// What is charted, in the order of time; none is a gap.
fn gather(
    unit: Unit,
    points: &[Point],
    weekly: &[&Weekly],
    from: Week,
    to: Week,
) -> Vec<Option<Charted>> {
    let mut charted = Vec::new();
    let mut block: Vec<&Weekly> = Vec::new();
    let weeks = std::iter::successors(Some(from), |week| Some(week.plus(1)));
    for week in weeks.take_while(|week| *week <= to) {
        if block
            .first()
            .is_some_and(|first| week.since(first.week) >= BLOCK_WEEKS)
        {
            block.clear();
            charted.push(None);
        }
        match weekly.iter().find(|one| one.week == week) {
            None if block.is_empty() => charted.push(None),
            None => {}
            Some(one) if block.is_empty() && (one.n >= CALLS_FROM || unit == Unit::Number) => {
                charted.push(alone(points, one));
            }
            Some(one) => {
                block.push(one);
                if block.iter().map(|one| one.n).sum::<u64>() >= BLOCK_CALLS {
                    charted.push(together(&block));
                    block.clear();
                }
            }
        }
    }
    charted
}

/// A week by itself, as its point shows it.
fn alone(points: &[Point], one: &Weekly) -> Option<Charted> {
    let point = points.iter().find(|point| point.week == one.week)?;
    Some(Charted {
        from: one.week,
        to: one.week,
        n: one.n,
        value: point.value?,
    })
}

/// A few weeks together, every call alike.
fn together(block: &[&Weekly]) -> Option<Charted> {
    let sample = Sample::together(block.iter().filter_map(|one| one.sample))?;
    Some(Charted {
        from: block.first()?.week,
        to: block.last()?.week,
        n: sample.n,
        value: sample.mean,
    })
}

/// The lines from what was charted before the week `agreed`, and how many entries that is. None with fewer than 20 values.
fn frozen(
    charted: &[Option<Charted>],
    values: &[Option<f64>],
    agreed: Week,
) -> Option<(xmr::Lines, usize)> {
    let later = |one: &Option<Charted>| one.is_some_and(|one| one.to >= agreed);
    let before = charted.iter().position(later).unwrap_or(charted.len());
    let is_enough = values[..before].iter().flatten().count() >= FREEZE_FROM;
    let lines = is_enough
        .then(|| xmr::chart(&values[..before], None).lines)
        .flatten()?;
    Some((lines, before))
}

fn signals(chart: &Xmr, charted: &[Option<Charted>]) -> Vec<Signal> {
    let of = |one: &xmr::Signal| {
        let week = charted.get(one.index).copied().flatten()?.to;
        Some(Signal {
            week,
            rule: rule(one.rule),
        })
    };
    chart.signals.iter().filter_map(of).collect()
}

fn rule(rule: xmr::Rule) -> Rule {
    match rule {
        xmr::Rule::BeyondLimit => Rule::BeyondLimit,
        xmr::Rule::LongRun => Rule::LongRun,
        xmr::Rule::FewCrossings => Rule::FewCrossings,
    }
}

fn words(unit: Unit, chart: &Xmr, signals: &[Signal], charted: &[Option<Charted>]) -> String {
    let (lowest, highest) = unit.bounds();
    let usual = (
        chart.lower_shown.unwrap_or(lowest),
        chart.upper_shown.unwrap_or(highest),
    );
    let of_weeks = charted.iter().flatten().all(|one| one.from == one.to);
    let entries = if of_weeks {
        Entries::Weeks
    } else {
        Entries::Blocks
    };
    // Of several weeks the latest is told, and of one week the plainest.
    let plain = |rule| match rule {
        Rule::BeyondLimit => 2,
        Rule::LongRun => 1,
        Rule::FewCrossings | Rule::Surprising => 0,
    };
    let told = signals.iter().max_by_key(|one| (one.week, plain(one.rule)));
    let Some((signal, lines)) = told.zip(chart.lines) else {
        let few = (chart.stage == Stage::Provisional).then_some(chart.n as u64);
        return reading::of_usual(unit, usual, few, entries);
    };
    let value = charted.iter().flatten().find(|one| one.to == signal.week);
    let is_above = |line: f64| value.is_some_and(|one| one.value > line);
    match (signal.rule, chart.runs) {
        (Rule::LongRun, Some(runs)) => {
            let is_above = is_above(lines.median);
            reading::of_long_run(runs.longest_run as u64, is_above, signal.week, entries)
        }
        (Rule::FewCrossings, Some(runs)) => {
            reading::of_few_crossings(runs.crossings as u64, runs.useful as u64, entries)
        }
        _ => reading::of_jump(unit, signal.week, is_above(lines.centre), usual),
    }
}
