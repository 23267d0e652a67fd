//! Charts of shares. Of a few heard calls: how surprising is each week beside the others? Of all calls in the log: limits
//! from the number of calls of each week.

use super::{Chart, ChartKind, Limit, Rule, Signal};
use crate::domain::kpi::Unit;
use crate::domain::trend::compare::Weekly;
use crate::domain::trend::reading::{self, Entries};
use crate::domain::week::Week;
use crate::stats::forecast::surprise;
use crate::stats::rate_chart::{RateChart, laney_p_from, p_chart_from};
use crate::stats::xmr::{FREEZE_FROM, LIMITS_FROM};

/// A week stands out when fewer than 1 in 100 would lie so far on that side.
const SURPRISING: f64 = 0.01;
/// A p chart needs so many calls of either sort in every week.
const EXPECTED_FROM: f64 = 5.0;
/// From so many calls a week on, or so much more scatter than chance, a p chart needs Laney's correction.
const MANY_CALLS: u64 = 1000;
const WIDE_SCATTER: f64 = 1.5;

/// Each week against the other weeks of the baseline, which is every week, or those before a commitment where there are
/// enough of them.
pub(super) fn surprises(weeks: &[&Weekly], frozen_before: &[Week]) -> Chart {
    if weeks.len() < LIMITS_FROM {
        let more = (LIMITS_FROM - weeks.len()) as u64;
        return Chart::silent(
            ChartKind::Surprise,
            more,
            reading::of_silence(more, Entries::Counts, 0),
        );
    }
    let baseline = &weeks[..frozen(weeks, frozen_before)];
    let (x, n) = (total(baseline, |one| one.x), total(baseline, |one| one.n));
    let mut signals = Vec::new();
    let mut words = reading::of_no_surprise(total(weeks, |one| one.x), total(weeks, |one| one.n));
    for (at, one) in weeks.iter().enumerate() {
        let others = if at < baseline.len() {
            (x - one.x, n - one.n)
        } else {
            (x, n)
        };
        if surprise(one.x, one.n, others.0, others.1).is_some_and(|tail| tail < SURPRISING) {
            signals.push(Signal {
                week: one.week,
                rule: Rule::Surprising,
            });
            words = reading::of_surprise(one.week, (one.x, one.n), others);
        }
    }
    Chart {
        centre: Some(x as f64 / n as f64),
        baseline: first_and_last(baseline),
        signals,
        ..Chart::silent(ChartKind::Surprise, 0, words)
    }
}

/// How many weeks the baseline has: those before the latest commitment that has at least 20 before it, else all of them.
fn frozen(weeks: &[&Weekly], frozen_before: &[Week]) -> usize {
    frozen_before
        .iter()
        .map(|agreed| weeks.partition_point(|one| one.week < *agreed))
        .find(|before| *before >= FREEZE_FROM)
        .unwrap_or(weeks.len())
}

/// The p chart of the closed weeks of the log, with Laney's correction where it is due; surprises where there are too few
/// calls for it.
pub(super) fn of_log(weeks: &[&Weekly], frozen_before: &[Week]) -> Chart {
    let weeks: Vec<&Weekly> = weeks.iter().copied().filter(|one| one.is_closed).collect();
    let (x, n) = (total(&weeks, |one| one.x), total(&weeks, |one| one.n));
    let share = x as f64 / n.max(1) as f64;
    let rarer = share.min(1.0 - share);
    if weeks.len() < LIMITS_FROM || weeks.iter().any(|one| one.n as f64 * rarer < EXPECTED_FROM) {
        return surprises(&weeks, frozen_before);
    }
    let baseline = frozen(&weeks, frozen_before);
    let counts: Vec<(u64, u64)> = weeks.iter().map(|one| (one.x, one.n)).collect();
    let is_many = counts.iter().any(|(_, n)| *n > MANY_CALLS);
    let corrected = laney_p_from(&counts, baseline)
        .ok()
        .filter(|chart| is_many || chart.sigma_z >= WIDE_SCATTER);
    match (corrected, p_chart_from(&counts, baseline)) {
        (Some(chart), _) => with_limits(ChartKind::PPrime, &weeks, baseline, &chart),
        (None, Ok(chart)) => with_limits(ChartKind::P, &weeks, baseline, &chart),
        (None, Err(_)) => surprises(&weeks, frozen_before),
    }
}

fn with_limits(kind: ChartKind, weeks: &[&Weekly], baseline: usize, chart: &RateChart) -> Chart {
    let limits: Vec<Limit> = weeks
        .iter()
        .zip(&chart.limits)
        .map(|(one, limits)| Limit {
            week: one.week,
            lower: limits.low,
            upper: limits.high,
        })
        .collect();
    let signals: Vec<Signal> = chart
        .beyond
        .iter()
        .map(|at| Signal {
            week: weeks[*at].week,
            rule: Rule::BeyondLimit,
        })
        .collect();
    let latest = limits.last().copied();
    let words = match (chart.beyond.last(), latest) {
        (Some(&at), _) => {
            let is_above = weeks[at].x as f64 / weeks[at].n as f64 > chart.centre;
            reading::of_jump(
                Unit::Share,
                weeks[at].week,
                is_above,
                (limits[at].lower, limits[at].upper),
            )
        }
        (None, Some(latest)) => reading::of_usual(
            Unit::Share,
            (latest.lower, latest.upper),
            None,
            Entries::Counts,
        ),
        (None, None) => String::new(),
    };
    Chart {
        centre: Some(chart.centre),
        lower: latest.map(|one| one.lower),
        upper: latest.map(|one| one.upper),
        baseline: first_and_last(&weeks[..baseline]),
        limits,
        signals,
        ..Chart::silent(kind, 0, words)
    }
}

fn total(weeks: &[&Weekly], part: impl Fn(&Weekly) -> u64) -> u64 {
    weeks.iter().map(|one| part(one)).sum()
}

fn first_and_last(weeks: &[&Weekly]) -> Option<(Week, Week)> {
    weeks
        .first()
        .zip(weeks.last())
        .map(|(first, last)| (first.week, last.week))
}
