//! The `XmR` chart of weekly means. Weeks of fewer than three calls are shown and not charted.

use super::{Chart, ChartKind, Rule, Signal};
use crate::domain::kpi::Unit;
use crate::domain::trend::{Point, reading};
use crate::domain::week::Week;
use crate::stats::xmr::{self, FREEZE_FROM, Stage, Xmr};

/// A weekly mean of fewer calls says too little to be charted.
pub(in crate::domain::trend) const CALLS_FROM: u64 = 3;

pub(super) fn chart(
    unit: Unit,
    points: &[Point],
    from: Week,
    to: Week,
    frozen_before: &[Week],
) -> Chart {
    let weeks: Vec<Week> = std::iter::successors(Some(from), |week| Some(week.plus(1)))
        .take_while(|week| *week <= to)
        .collect();
    let values: Vec<Option<f64>> = weeks.iter().map(|week| charted(points, *week)).collect();
    let frozen = frozen_before
        .iter()
        .find_map(|week| frozen(&weeks, &values, *week));
    let (chart, last) = match frozen {
        Some((lines, last)) => (
            xmr::chart_against(&values, lines, Some(unit.bounds())),
            last,
        ),
        None => (xmr::chart(&values, Some(unit.bounds())), to),
    };
    let Some(lines) = chart.lines else {
        let more = match chart.stage {
            Stage::TooFew { more } => more as u64,
            _ => 0,
        };
        return Chart::silent(
            ChartKind::Xmr,
            more,
            reading::of_silence(more, Some(CALLS_FROM), chart.n as u64),
        );
    };
    let signals: Vec<Signal> = chart
        .signals
        .iter()
        .map(|one| Signal {
            week: weeks[one.index],
            rule: rule(one.rule),
        })
        .collect();
    let charted: Vec<Week> = weeks
        .iter()
        .zip(&values)
        .filter(|(week, value)| value.is_some() && **week <= last)
        .map(|(week, _)| *week)
        .collect();
    Chart {
        kind: ChartKind::Xmr,
        centre: Some(lines.centre),
        lower: chart.lower_shown,
        upper: chart.upper_shown,
        baseline: charted.first().copied().zip(charted.last().copied()),
        limits: Vec::new(),
        more_weeks: 0,
        reading: words(unit, &chart, &signals, &values),
        signals,
    }
}

fn charted(points: &[Point], week: Week) -> Option<f64> {
    points
        .iter()
        .find(|point| point.week == week && point.n >= CALLS_FROM)
        .and_then(|point| point.value)
}

/// The lines from the weeks before `agreed`, and the last of those weeks. None with fewer than 20 values.
fn frozen(weeks: &[Week], values: &[Option<f64>], agreed: Week) -> Option<(xmr::Lines, Week)> {
    let before = weeks.iter().take_while(|week| **week < agreed).count();
    let values = &values[..before];
    let is_enough = values.iter().flatten().count() >= FREEZE_FROM;
    let lines = is_enough
        .then(|| xmr::chart(values, None).lines)
        .flatten()?;
    Some((lines, *weeks[..before].last()?))
}

fn rule(rule: xmr::Rule) -> Rule {
    match rule {
        xmr::Rule::BeyondLimit => Rule::BeyondLimit,
        xmr::Rule::LongRun => Rule::LongRun,
        xmr::Rule::FewCrossings => Rule::FewCrossings,
    }
}

fn words(unit: Unit, chart: &Xmr, signals: &[Signal], values: &[Option<f64>]) -> String {
    let (lowest, highest) = unit.bounds();
    let usual = (
        chart.lower_shown.unwrap_or(lowest),
        chart.upper_shown.unwrap_or(highest),
    );
    // Of several weeks the latest is told, and of one week the plainest.
    let plain = |rule| match rule {
        Rule::BeyondLimit => 2,
        Rule::LongRun => 1,
        Rule::FewCrossings | Rule::Surprising => 0,
    };
    let at = (0..signals.len()).max_by_key(|at| (signals[*at].week, plain(signals[*at].rule)));
    let Some((at, lines)) = at.zip(chart.lines) else {
        return reading::of_usual(
            unit,
            usual,
            (chart.stage == Stage::Provisional).then_some(chart.n as u64),
        );
    };
    let signal = signals[at];
    let is_above = |index: usize, line: f64| values[index].is_some_and(|value| value > line);
    match (signal.rule, chart.runs) {
        (Rule::LongRun, Some(runs)) => {
            let is_above = is_above(chart.signals[at].index, lines.median);
            reading::of_long_run(runs.longest_run as u64, is_above, signal.week)
        }
        (Rule::FewCrossings, Some(runs)) => {
            reading::of_few_crossings(runs.crossings as u64, runs.useful as u64)
        }
        _ => {
            let is_above = is_above(chart.signals[at].index, lines.centre);
            reading::of_jump(unit, signal.week, is_above, usual)
        }
    }
}
